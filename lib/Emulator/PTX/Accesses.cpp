//===- Accesses.cpp - How warps reach memory ------------------------------===//
//
// Part of the Heddle Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Engine.h"

#include <algorithm>
#include <cinttypes>
#include <cstdio>

using namespace heddle::ptx;

static std::string hex(uint64_t value) {
  char text[20];
  std::snprintf(text, sizeof(text), "0x%" PRIx64, value);
  return text;
}

static std::string describeAccess(AccessKind kind, unsigned size) {
  const char *verb = kind.isAtomic  ? "accesses "
                     : kind.isWrite ? "writes "
                                    : "reads ";
  return verb + std::to_string(size) + (size == 1 ? " byte" : " bytes");
}

void Warp::readAddresses(const Operand &operand, Space space,
                         uint64_t (&addresses)[warpSize]) const {
  readBits(operand.parts[0], addresses);
  auto addend = static_cast<uint64_t>(operand.addend);
  uint64_t mask = ~uint64_t(0);
  if (space == Space::Shared || space == Space::SharedCluster ||
      space == Space::Local)
    mask = 0xffffffff;
  for (uint64_t &address : addresses)
    address = (address + addend) & mask;
}

uint8_t *Warp::access(const Instruction &instruction, Space space,
                      uint64_t address, unsigned size, AccessKind kind,
                      unsigned lane, const uint8_t *data) {
  if (address % size != 0) {
    fail(instruction, lane,
         describeAccess(kind, size) + " at " + hex(address) +
             ", which is no multiple of that");
    return nullptr;
  }
  uint64_t window = address / windowSize * windowSize;
  uint64_t offset = address - window;
  if (space == Space::Shared && address / blockWindow != block.rank) {
    fail(instruction, lane,
         describeAccess(kind, size) + " of shared memory at " + hex(address) +
             ", which is not the block's; that of another block needs "
             "shared::cluster");
    return nullptr;
  }
  if (space == Space::Shared || space == Space::SharedCluster)
    return sharedAt(instruction, address, size, kind, lane, data);
  if (space == Space::Generic && window == sharedWindow)
    return sharedAt(instruction, offset, size, kind, lane, data);
  if (space == Space::Local ||
      (space == Space::Generic && window == localWindow))
    return threadAt(instruction, local[lane], "local memory",
                    space == Space::Local ? address : offset, size, kind, lane);
  if (window == callWindow)
    return threadAt(instruction, active->frame->calls[lane],
                    "the parameters of a call", offset, size, kind, lane);
  if (window == paramWindow) {
    std::vector<uint8_t> &parameters = cluster.launch.parameters;
    if (!kind.isWrite && offset + size <= parameters.size())
      return parameters.data() + offset;
    fail(instruction, lane,
         describeAccess(kind, size) + " at offset " + std::to_string(offset) +
             " of " + std::to_string(parameters.size()) +
             " bytes of parameters, which may only be read");
    return nullptr;
  }
  if (window == moduleWindow)
    return moduleAt(instruction, address, size, kind, lane);
  return globalAt(instruction, address, size, kind, lane);
}

uint8_t *Warp::accessStrong(const Instruction &instruction, uint64_t address,
                            unsigned size, unsigned lane) {
  return access(instruction, instruction.space, address, size,
                {/*isWrite=*/true, /*isAtomic=*/true, /*isStore=*/true}, lane);
}

uint8_t *Warp::moduleAt(const Instruction &instruction, uint64_t address,
                        unsigned size, AccessKind kind, unsigned lane) {
  uint64_t offset = address - moduleWindow;
  std::vector<uint8_t> &memory = cluster.launch.module.memory;
  for (const Variable &variable : cluster.launch.module.variables) {
    if (variable.space != Space::Global && variable.space != Space::Const)
      continue;
    if (address < variable.address ||
        address + size > variable.address + variable.size)
      continue;
    if (variable.space == Space::Global || !kind.isWrite)
      return memory.data() + offset;
  }
  fail(instruction, lane,
       describeAccess(kind, size) + " at " + hex(address) +
           ", outside of all variables or constant");
  return nullptr;
}

uint8_t *Warp::globalAt(const Instruction &instruction, uint64_t address,
                        unsigned size, AccessKind kind, unsigned lane) {
  DeviceBuffer *buffer = lastBuffer;
  if (!buffer || !buffer->contains(address, size)) {
    buffer = cluster.launch.memory.findBelow(address);
    lastBuffer = buffer;
  }
  if (!buffer || !buffer->contains(address, size)) {
    std::string message = describeAccess(kind, size) + " at " + hex(address);
    if (!buffer)
      message += ", in no buffer";
    else
      message += ", " + std::to_string(address - buffer->address) +
                 " bytes behind the start of '" + buffer->name +
                 "', which has " + std::to_string(buffer->size);
    lastBuffer = nullptr;
    fail(instruction, lane, message);
    return nullptr;
  }
  uint64_t offset = address - buffer->address;
  if (!buffer->initialized.empty()) {
    uint8_t *known = buffer->initialized.data() + offset;
    if (kind.isWrite && (!kind.isAtomic || kind.isStore)) {
      std::fill_n(known, size, 1);
    } else if (const void *missing = std::memchr(known, 0, size)) {
      uint64_t at = offset + (static_cast<const uint8_t *>(missing) - known);
      fail(instruction, lane,
           describeAccess(kind, size) + " at " + hex(address) + ", but byte " +
               std::to_string(at) + " of '" + buffer->name +
               "' was never written");
      return nullptr;
    }
  }
  (kind.isWrite ? cluster.counters.bytesWritten : cluster.counters.bytesRead) +=
      size;
  return buffer->data + offset;
}

uint8_t *Warp::threadAt(const Instruction &instruction, ThreadMemory &memory,
                        std::string_view name, uint64_t offset, unsigned size,
                        AccessKind kind, unsigned lane) {
  if (offset + size > memory.bytes.size()) {
    fail(instruction, lane,
         describeAccess(kind, size) + " at offset " + std::to_string(offset) +
             " of " + std::to_string(memory.bytes.size()) + " bytes of " +
             std::string(name));
    return nullptr;
  }
  uint8_t *known = memory.initialized.data() + offset;
  if (kind.isWrite && (!kind.isAtomic || kind.isStore)) {
    std::fill_n(known, size, 1);
  } else if (std::memchr(known, 0, size)) {
    fail(instruction, lane,
         describeAccess(kind, size) + " at offset " + std::to_string(offset) +
             " of " + std::string(name) + ", which were never written");
    return nullptr;
  }
  return memory.bytes.data() + offset;
}

//===----------------------------------------------------------------------===//
// Shared memory
//===----------------------------------------------------------------------===//

bool Warp::failRace(const Instruction &instruction, unsigned lane,
                    uint64_t offset, bool isWrite, bool wasWrite,
                    uint32_t other, unsigned otherWarp) {
  fail(instruction, lane,
       std::string(isWrite ? "writes" : "reads") + " shared memory at " +
           hex(offset) + ", which " +
           (otherWarp == cluster.bulkWriter()
                ? "a bulk copy"
                : cluster.describeWarp(otherWarp)) +
           (wasWrite ? " wrote" : " read") +
           " with no barrier between (a data race), at " +
           cluster.launch.describe(other));
  return false;
}

bool Warp::checkSharedByte(const Instruction &instruction, SharedByte &byte,
                           uint64_t offset, AccessKind kind, unsigned lane,
                           bool isUnchanged) {
  if (byte.inFlight != 0) {
    fail(instruction, lane,
         describeAccess(kind, 1) + " of shared memory at " + hex(offset) +
             ", where an asynchronous copy is in flight that was not waited "
             "for");
    return false;
  }
  if (byte.asyncReads != 0 && kind.isWrite) {
    fail(instruction, lane,
         describeAccess(kind, 1) + " of shared memory at " + hex(offset) +
             ", which a wgmma or a bulk copy still reads that was not waited "
             "for");
    return false;
  }
  if (byte.writeTime == 0 && !kind.isStore &&
      (!kind.isWrite || kind.isAtomic)) {
    fail(instruction, lane,
         "reads shared memory at " + hex(offset) + ", which was never written");
    return false;
  }
  if (isUnchanged)
    return true;
  bool bothAtomic = kind.isAtomic && byte.isAtomic;
  if (!bothAtomic && byte.writeTime > clock[byte.writer])
    return failRace(instruction, lane, offset, kind.isWrite, true,
                    byte.writeInstruction, byte.writer);
  if (!kind.isWrite)
    return true;
  for (unsigned i = 0; i < 4; ++i)
    if (byte.readTime[i] > clock[byte.readers[i]] && byte.readers[i] != number)
      return failRace(instruction, lane, offset, true, false,
                      byte.readInstruction[i], byte.readers[i]);
  return true;
}

/// Lanes of one group are in step. Those of different groups are not, until
/// they meet.
bool Warp::checkLanes(const Instruction &instruction, uint64_t offset,
                      AccessKind kind, unsigned lane) {
  if (kind.isAtomic)
    return true;
  LaneAccess &access = laneAccesses[offset];
  auto isOther = [lane](Mask lanes) {
    return lanes != 0 && !(lanes >> lane & 1);
  };
  if (isOther(access.writers))
    return failRace(instruction, lane, offset, kind.isWrite, true,
                    access.writeInstruction, number);
  if (kind.isWrite && isOther(access.readers))
    return failRace(instruction, lane, offset, true, false,
                    access.readInstruction, number);
  (kind.isWrite ? access.writers : access.readers) = active->lanes;
  (kind.isWrite ? access.writeInstruction : access.readInstruction) =
      instruction.id;
  return true;
}

void Warp::noteSharedByte(const Instruction &instruction, SharedByte &byte,
                          AccessKind kind) {
  if (kind.isWrite) {
    byte.writeTime = clock[number];
    byte.writer = static_cast<uint16_t>(number);
    byte.writeInstruction = instruction.id;
    byte.isAtomic = kind.isAtomic;
    std::fill_n(byte.readTime, 4, 0);
    return;
  }
  if (kind.isAtomic)
    return;
  unsigned slot = number % 4;
  byte.readTime[slot] = clock[number];
  byte.readers[slot] = static_cast<uint16_t>(number);
  byte.readInstruction[slot] = instruction.id;
}

Block *Warp::findShared(const Instruction &instruction, uint64_t address,
                        unsigned size, AccessKind kind, unsigned lane) {
  Block *owner = cluster.findShared(address, size);
  if (owner == &block)
    return owner;
  std::string message = describeAccess(kind, size) + " of shared memory at " +
                        hex(address) + ", but ";
  if (!owner)
    fail(instruction, lane,
         message + "the block has " + std::to_string(block.shared.size()) +
             " bytes");
  else if (owner->liveWarps() == 0)
    fail(instruction, lane,
         message + "block " + std::to_string(owner->rank) +
             " of the cluster has exited");
  else
    return owner;
  return nullptr;
}

uint8_t *Warp::sharedAt(const Instruction &instruction, uint64_t address,
                        unsigned size, AccessKind kind, unsigned lane,
                        const uint8_t *data) {
  Block *owner = findShared(instruction, address, size, kind, lane);
  if (!owner)
    return nullptr;
  SharedByte *state = owner->sharedState.data() + address % blockWindow;
  uint8_t *bytes = owner->shared.data() + address % blockWindow;
  for (unsigned i = 0; i < size; ++i) {
    bool isUnchanged = data && state[i].writeTime != 0 && data[i] == bytes[i];
    if (!checkSharedByte(instruction, state[i], address + i, kind, lane,
                         isUnchanged))
      return nullptr;
    if (groups.size() > 1 && !isUnchanged &&
        !checkLanes(instruction, address + i, kind, lane))
      return nullptr;
    noteSharedByte(instruction, state[i], kind);
  }
  return bytes;
}

//===----------------------------------------------------------------------===//
// Asynchronous copies
//===----------------------------------------------------------------------===//

bool Warp::startCopy(const Instruction &instruction, unsigned lane,
                     uint64_t target, uint64_t source, unsigned size,
                     unsigned sourceSize) {
  AsyncCopy copy{};
  copy.lane = lane;
  copy.group = copyGroups[lane];
  copy.target = static_cast<uint32_t>(target);
  copy.size = size;
  copy.sourceSize = sourceSize;
  copy.instruction = instruction.id;
  if (sourceSize != 0) {
    copy.source = access(instruction, Space::Global, source, sourceSize,
                         AccessKind::read(), lane);
    if (!copy.source)
      return false;
    std::copy_n(copy.source, sourceSize, copy.bytes.begin());
  }
  if (target % size != 0 ||
      !sharedAt(instruction, target, size, AccessKind::write(), lane)) {
    if (target % size != 0)
      fail(instruction, lane, "the target is misaligned: " + hex(target));
    return false;
  }
  for (unsigned i = 0; i < size; ++i)
    ++cluster.sharedState(target + i).inFlight;
  copies.push_back(copy);
  return true;
}

void Warp::commitCopies(Mask mask) {
  for (; mask != 0; mask &= mask - 1)
    ++copyGroups[__builtin_ctz(mask)];
}

bool Warp::waitForCopies(const Instruction &instruction, Mask mask,
                         uint32_t pending) {
  size_t kept = 0;
  for (const AsyncCopy &copy : copies) {
    if (!(mask >> copy.lane & 1) ||
        copy.group + pending >= copyGroups[copy.lane]) {
      copies[kept++] = copy;
      continue;
    }
    if (copy.sourceSize != 0 &&
        std::memcmp(copy.source, copy.bytes.data(), copy.sourceSize) != 0) {
      fail(instruction, copy.lane,
           "the source of a copy was overwritten while it was in flight, "
           "started at " +
               cluster.launch.describe(copy.instruction));
      return false;
    }
    std::copy_n(copy.bytes.begin(), copy.size,
                cluster.sharedBytes(copy.target));
    for (unsigned i = 0; i < copy.size; ++i) {
      SharedByte &byte = cluster.sharedState(copy.target + i);
      --byte.inFlight;
      byte.writeTime = clock[number];
      byte.writeInstruction = copy.instruction;
    }
  }
  copies.resize(kept);
  return true;
}

//===----------------------------------------------------------------------===//
// Statistics
//===----------------------------------------------------------------------===//

/// Passes over the banks for lanes that are served together, 128 bytes at a
/// time: as many as the words that the busiest bank gives.
static void countPasses(const uint64_t *addresses, unsigned size, Mask mask,
                        Counters::Access &access) {
  unsigned together = std::max(1u, std::min(warpSize, 128 / size));
  for (unsigned first = 0; first < warpSize; first += together) {
    std::vector<uint64_t> words;
    for (unsigned lane = first; lane < first + together; ++lane)
      if (mask >> lane & 1)
        for (uint64_t at = addresses[lane] / 4;
             at <= (addresses[lane] + size - 1) / 4; ++at)
          words.push_back(at);
    if (words.empty())
      continue;
    std::sort(words.begin(), words.end());
    words.erase(std::unique(words.begin(), words.end()), words.end());
    unsigned load[32] = {};
    for (uint64_t word : words)
      ++load[word % 32];
    access.transactions += *std::max_element(load, load + 32);
    access.ideal += (words.size() + 31) / 32;
  }
}

static void countSectors(const uint64_t *addresses, unsigned size, Mask mask,
                         Counters::Access &access) {
  std::vector<uint64_t> sectors, starts;
  for (unsigned lane = 0; lane < warpSize; ++lane) {
    if (!(mask >> lane & 1))
      continue;
    starts.push_back(addresses[lane]);
    for (uint64_t at = addresses[lane] / 32;
         at <= (addresses[lane] + size - 1) / 32; ++at)
      sectors.push_back(at);
  }
  auto countUnique = [](std::vector<uint64_t> &list) {
    std::sort(list.begin(), list.end());
    return static_cast<uint64_t>(std::unique(list.begin(), list.end()) -
                                 list.begin());
  };
  access.transactions += countUnique(sectors);
  access.ideal += (countUnique(starts) * size + 31) / 32;
}

void Warp::countAccess(const Instruction &instruction, Space space,
                       const uint64_t *addresses, unsigned size, Mask mask) {
  Counters &counters = cluster.counters;
  if (counters.executed.empty())
    return;
  uint64_t window = addresses[__builtin_ctz(mask)] / windowSize * windowSize;
  bool isShared = space == Space::Shared || space == Space::SharedCluster ||
                  (space == Space::Generic && window == sharedWindow);
  bool isGlobal = space == Space::Global ||
                  (space == Space::Generic && window < sharedWindow);
  if (!isShared && !isGlobal)
    return;
  Counters::Access &access =
      (isShared ? counters.shared : counters.global)[instruction.id];
  ++access.requests;
  if (isShared)
    countPasses(addresses, size, mask, access);
  else
    countSectors(addresses, size, mask, access);
}
