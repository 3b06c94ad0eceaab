//===- AsyncAccesses.cpp - What reads and writes beside a warp ------------===//
//
// Part of the Heddle Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Engine.h"

#include <algorithm>

using namespace heddle::ptx;

static std::string at(uint64_t offset) {
  char text[20];
  std::snprintf(text, sizeof(text), "0x%llx",
                static_cast<unsigned long long>(offset));
  return text;
}

//===----------------------------------------------------------------------===//
// Shared memory
//===----------------------------------------------------------------------===//

static bool checkBounds(Warp &warp, const Instruction &instruction,
                        SharedRange range, unsigned lane, const char *verb) {
  if (warp.cluster.findShared(range.offset, range.size))
    return true;
  warp.fail(instruction, lane,
            std::string(verb) + " shared memory at " + at(range.offset) +
                ", but the block has " +
                std::to_string(warp.block.shared.size()) + " bytes");
  return false;
}

bool Warp::beginRead(const Instruction &instruction, SharedRange range,
                     unsigned lane) {
  if (!checkBounds(*this, instruction, range, lane, "reads"))
    return false;
  for (uint32_t i = range.offset; i < range.offset + range.size; ++i) {
    SharedByte &byte = cluster.sharedState(i);
    if (!checkSharedByte(instruction, byte, i, AccessKind::read(), lane, false))
      return false;
    if (byte.writeTime > cluster.fenced[byte.writer]) {
      fail(instruction, lane,
           "reads shared memory at " + at(i) +
               ", written with no "
               "fence.proxy.async behind it, at " +
               cluster.launch.describe(byte.writeInstruction));
      return false;
    }
    ++byte.asyncReads;
  }
  return true;
}

void Warp::endRead(const SharedRange &range) {
  for (uint32_t i = range.offset; i < range.offset + range.size; ++i) {
    SharedByte &byte = cluster.sharedState(i);
    --byte.asyncReads;
    unsigned slot = number % 4;
    byte.readTime[slot] = clock[number];
    byte.readers[slot] = static_cast<uint16_t>(number);
  }
}

bool Warp::beginWrite(const Instruction &instruction, SharedRange range,
                      unsigned lane) {
  if (!checkBounds(*this, instruction, range, lane, "writes"))
    return false;
  for (uint32_t i = range.offset; i < range.offset + range.size; ++i) {
    SharedByte &byte = cluster.sharedState(i);
    AccessKind kind{/*isWrite=*/true, /*isAtomic=*/false, /*isStore=*/true};
    if (!checkSharedByte(instruction, byte, i, kind, lane, false))
      return false;
    ++byte.inFlight;
    std::fill_n(byte.readTime, 4, 0);
  }
  return true;
}

void Warp::fenceProxies() {
  for (size_t i = 0; i < clock.size(); ++i)
    cluster.fenced[i] = std::max(cluster.fenced[i], clock[i]);
  advanceClock();
}

//===----------------------------------------------------------------------===//
// Copies
//===----------------------------------------------------------------------===//

void Warp::moveCopies(Mask lanes, BulkCopy &moved) {
  size_t kept = 0;
  for (const AsyncCopy &copy : copies) {
    if (!(lanes >> copy.lane & 1)) {
      copies[kept++] = copy;
      continue;
    }
    auto start = static_cast<uint32_t>(moved.write.bytes.size());
    if (copy.sourceSize != 0)
      moved.sources.push_back({copy.source, start, copy.sourceSize});
    moved.write.ranges.push_back({copy.target, copy.size});
    moved.write.bytes.insert(moved.write.bytes.end(), copy.bytes.begin(),
                             copy.bytes.begin() + copy.size);
  }
  copies.resize(kept);
}

bool Warp::waitForStores(Mask lanes, uint32_t pending) {
  for (BulkStore &store : stores) {
    if (!(lanes >> store.lane & 1) ||
        store.group + pending >= storeGroups[store.lane] || store.hasRead)
      continue;
    for (const SharedRange &range : store.ranges)
      endRead(range);
    store.hasRead = true;
  }
  stores.erase(
      std::remove_if(stores.begin(), stores.end(),
                     [](const BulkStore &store) { return store.hasRead; }),
      stores.end());
  return true;
}

//===----------------------------------------------------------------------===//
// Registers of wgmma
//===----------------------------------------------------------------------===//

/// Registers of 32 lanes have at least so many bytes.
static constexpr uint32_t registerUnit = 2 * warpSize;

static uint32_t unitOf(const Operand &operand) {
  return operand.offset / registerUnit;
}

void Warp::addProduct(WarpgroupProduct product) {
  owners.resize(active->frame->function.frameBytes / registerUnit + 1);
  for (uint32_t offset : product.accumulators)
    owners[offset / registerUnit] = Owner::Accumulator;
  for (uint32_t offset : product.factors)
    if (Owner &owner = owners[offset / registerUnit]; owner == Owner::None)
      owner = Owner::Factor;
  products.push_back(std::move(product));
}

void Warp::waitForProducts(uint32_t pending) {
  std::fill(owners.begin(), owners.end(), Owner::None);
  std::vector<WarpgroupProduct> left;
  for (WarpgroupProduct &product : products)
    if (product.group + pending >= productGroup)
      left.push_back(std::move(product));
    else
      for (const SharedRange &range : product.ranges)
        endRead(range);
  products.clear();
  for (WarpgroupProduct &product : left)
    addProduct(std::move(product));
}

void Warp::fenceRegisters() { std::fill(unfenced.begin(), unfenced.end(), 0); }

bool Warp::isRegisterFenced(const Operand &operand) const {
  return unitOf(operand) >= unfenced.size() || !unfenced[unitOf(operand)];
}

bool Warp::isAccumulator(const Operand &operand) const {
  return operand.kind == Operand::Kind::Register && operand.bits != 1 &&
         unitOf(operand) < owners.size() &&
         owners[unitOf(operand)] == Owner::Accumulator;
}

template <class Visit>
static void visitRegisters(const Operand &operand, Visit visit) {
  if (operand.kind == Operand::Kind::Register && operand.bits != 1)
    visit(operand);
  for (const Operand &part : operand.parts)
    visitRegisters(part, visit);
}

/// Whether operand 0 is what the instruction sets: it is no address.
static bool setsFirst(const Instruction &instruction) {
  return !instruction.operands.empty() &&
         instruction.operands[0].kind != Operand::Kind::Address;
}

/// That an instruction, which is no wgmma, leaves alone what wgmmas in flight
/// own.
bool Warp::checkRegisters(const Instruction &instruction) {
  const Operand *wrong = nullptr;
  Owner owner = Owner::None;
  for (size_t i = 0; i < instruction.operands.size(); ++i)
    visitRegisters(instruction.operands[i], [&](const Operand &part) {
      Owner found =
          unitOf(part) < owners.size() ? owners[unitOf(part)] : Owner::None;
      bool isWritten = i == 0 && setsFirst(instruction);
      if (found == Owner::Accumulator ||
          (found == Owner::Factor && isWritten)) {
        wrong = &part;
        owner = found;
      }
    });
  if (!wrong)
    return true;
  fail(instruction, __builtin_ctz(active->lanes),
       "uses " + std::string(wrong->name) +
           (owner == Owner::Accumulator
                ? ", an accumulator of a wgmma that was not waited for, at "
                : ", which a wgmma still reads that was not waited for, at ") +
           cluster.launch.describe(products.back().instruction));
  return false;
}

void Warp::noteWrites(const Instruction &instruction) {
  if (!setsFirst(instruction))
    return;
  unfenced.resize(active->frame->function.frameBytes / registerUnit + 1);
  visitRegisters(instruction.operands[0],
                 [&](const Operand &part) { unfenced[unitOf(part)] = 1; });
}
