//===- MemoryInstructions.cpp - Loads, stores, addresses ------------------===//
//
// Part of the Heddle Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "MemoryInstructions.h"

#include <algorithm>

using namespace heddle::ptx;

namespace {

enum AccessFlags : uint8_t { IsSigned = 1, IsStrong = 2, Acquires = 4 };

/// What each lane moves at most: eight words.
constexpr unsigned maxBytes = 32;

//===----------------------------------------------------------------------===//
// ld and st
//===----------------------------------------------------------------------===//

const Operand &partOf(const Operand &operand, unsigned i) {
  return operand.kind == Operand::Kind::Vector ? operand.parts[i] : operand;
}

Outcome load(Warp &warp, const Instruction &instruction, Mask mask) {
  const unsigned size = instruction.size, total = size * instruction.count;
  uint64_t addresses[warpSize];
  alignas(8) uint8_t data[warpSize][maxBytes];
  warp.readAddresses(instruction.operands[1], instruction.space, addresses);
  warp.countAccess(instruction, instruction.space, addresses, total, mask);
  AccessKind kind{false, bool(instruction.flags & IsStrong)};
  for (Mask rest = mask; rest != 0; rest &= rest - 1) {
    unsigned lane = __builtin_ctz(rest);
    const uint8_t *source = warp.access(instruction, instruction.space,
                                        addresses[lane], total, kind, lane);
    if (!source)
      return Outcome::Failed;
    std::memcpy(data[lane], source, total);
  }
  if (instruction.flags & IsStrong)
    warp.learn(warp.cluster.atomicClock);
  for (unsigned part = 0; part < instruction.count; ++part) {
    uint64_t bits[warpSize] = {};
    for (Mask rest = mask; rest != 0; rest &= rest - 1) {
      unsigned lane = __builtin_ctz(rest);
      std::memcpy(&bits[lane], data[lane] + part * size, size);
    }
    if (instruction.flags & IsSigned)
      for (uint64_t &value : bits)
        value = static_cast<uint64_t>(
            static_cast<int64_t>(value << (64 - 8 * size)) >> (64 - 8 * size));
    warp.writeBits(partOf(instruction.operands[0], part), bits, mask);
  }
  return Outcome::Next;
}

Outcome store(Warp &warp, const Instruction &instruction, Mask mask) {
  const unsigned size = instruction.size, total = size * instruction.count;
  uint64_t addresses[warpSize];
  alignas(8) uint8_t data[warpSize][maxBytes];
  warp.readAddresses(instruction.operands[0], instruction.space, addresses);
  warp.countAccess(instruction, instruction.space, addresses, total, mask);
  for (unsigned part = 0; part < instruction.count; ++part) {
    uint64_t bits[warpSize];
    warp.readBits(partOf(instruction.operands[1], part), bits);
    for (unsigned lane = 0; lane < warpSize; ++lane)
      std::memcpy(data[lane] + part * size, &bits[lane], size);
  }
  AccessKind kind{true, false};
  bool isStrong = instruction.flags & IsStrong;
  if (isStrong)
    warp.publish();
  for (Mask rest = mask; rest != 0; rest &= rest - 1) {
    unsigned lane = __builtin_ctz(rest);
    uint8_t *target =
        isStrong ? warp.accessStrong(instruction, addresses[lane], total, lane)
                 : warp.access(instruction, instruction.space, addresses[lane],
                               total, kind, lane, data[lane]);
    if (!target)
      return Outcome::Failed;
    std::memcpy(target, data[lane], total);
  }
  return Outcome::Next;
}

/// Modifiers about order and caches; true if accesses by others at the same
/// time are no race.
bool takeOrder(Decoder &decoder) {
  bool isStrong = decoder.takeAny({"volatile", "relaxed", "acquire", "release",
                                   "mmio"}) >= 0;
  decoder.ignore({"weak",
                  "cta",
                  "cluster",
                  "gpu",
                  "sys",
                  "nc",
                  "ca",
                  "cg",
                  "cs",
                  "lu",
                  "cv",
                  "wb",
                  "wt",
                  "L1::evict_normal",
                  "L1::evict_unchanged",
                  "L1::evict_first",
                  "L1::evict_last",
                  "L1::no_allocate",
                  "L2::evict_normal",
                  "L2::evict_first",
                  "L2::evict_last",
                  "L2::cache_hint",
                  "L2::64B",
                  "L2::128B",
                  "L2::256B"});
  return isStrong;
}

bool checkParts(Decoder &decoder, const Operand &operand) {
  if (decoder.instruction.count == 1)
    return operand.kind != Operand::Kind::Vector ||
           decoder.fail("'" + decoder.instruction.text + "' moves no vector");
  if (operand.kind != Operand::Kind::Vector ||
      operand.parts.size() != decoder.instruction.count)
    return decoder.fail("'" + decoder.instruction.text +
                        "' needs a vector of " +
                        std::to_string(decoder.instruction.count));
  return true;
}

/// A single register in braces is one too.
void unwrap(Operand &operand) {
  if (operand.kind != Operand::Kind::Vector || operand.parts.size() != 1)
    return;
  Operand part = operand.parts[0];
  operand = std::move(part);
}

template <bool IsLoad>
bool decodeAccess(Decoder &decoder) {
  Instruction &instruction = decoder.instruction;
  instruction.space = takeSpace(decoder);
  if (takeOrder(decoder))
    instruction.flags |= IsStrong;
  int vector = decoder.takeAny({"v2", "v4", "v8"});
  instruction.count = static_cast<uint8_t>(vector < 0 ? 1 : 2 << vector);
  Type type = decoder.takeType();
  instruction.size = static_cast<uint8_t>(bitsOf(type) / 8);
  if (isSigned(type) && IsLoad)
    instruction.flags |= IsSigned;
  if (instruction.size == 0 || instruction.size > 8 ||
      instruction.size * instruction.count > static_cast<int>(maxBytes))
    return decoder.fail("'" + instruction.text +
                        "' moves a type that is not supported");
  if (!decoder.finish(2, 3) || !decoder.expectAddress(IsLoad ? 1 : 0))
    return false;
  Operand &value = decoder.operand(IsLoad ? 0 : 1);
  if (instruction.count == 1)
    unwrap(value);
  if (!checkParts(decoder, value))
    return false;
  for (unsigned i = 0; i < instruction.count; ++i) {
    const Operand &part = partOf(value, i);
    bool isFine = part.kind == Operand::Kind::Register && part.bits != 1;
    isFine |= IsLoad ? part.kind == Operand::Kind::Sink : !!part.constant;
    if (!isFine)
      return decoder.fail("an operand of '" + instruction.text +
                          "' is no register");
  }
  decoder.fixConstants(type);
  instruction.handler = IsLoad ? load : store;
  return true;
}

//===----------------------------------------------------------------------===//
// Addresses
//===----------------------------------------------------------------------===//

uint64_t windowOf(Space space) {
  return space == Space::Shared || space == Space::SharedCluster ? sharedWindow
         : space == Space::Local                                 ? localWindow
                                                                 : 0;
}

/// Adds where parameters start among generic addresses to those that went
/// through 32 bits; what `mov` says of a parameter has it otherwise.
uint64_t parameterAddress(uint64_t value) {
  return value < windowSize ? value + paramWindow : value;
}

/// Adds (or, with `mode`, takes off) where the space starts among generic
/// addresses.
Outcome convertAddress(Warp &warp, const Instruction &instruction, Mask mask) {
  uint64_t bits[warpSize];
  warp.readBits(instruction.operands[1], bits);
  uint64_t window = windowOf(instruction.space);
  bool isParameter = instruction.space == Space::Param && !instruction.mode;
  for (uint64_t &value : bits)
    value = isParameter        ? parameterAddress(value)
            : instruction.mode ? value - window
                               : value + window;
  warp.writeBits(instruction.operands[0], bits, mask);
  return Outcome::Next;
}

bool decodeCvta(Decoder &decoder) {
  decoder.instruction.mode = decoder.take("to");
  decoder.instruction.space = takeSpace(decoder);
  Type type = decoder.takeType();
  return finishElementwise(decoder, convertAddress, type, 1);
}

Outcome isInSpace(Warp &warp, const Instruction &instruction, Mask mask) {
  uint64_t bits[warpSize];
  warp.readBits(instruction.operands[1], bits);
  Mask result = 0;
  for (unsigned lane = 0; lane < warpSize; ++lane) {
    uint64_t window = bits[lane] / windowSize * windowSize;
    bool isOwn = (bits[lane] - window) / blockWindow == warp.block.rank;
    if (instruction.space == Space::SharedCluster)
      isOwn = false;
    Space space = window == sharedWindow
                      ? (isOwn ? Space::Shared : Space::SharedCluster)
                  : window == localWindow ? Space::Local
                  : window == paramWindow ? Space::Param
                                          : Space::Global;
    result |= Mask(space == instruction.space) << lane;
  }
  warp.writePredicate(instruction.operands[0], result, mask);
  return Outcome::Next;
}

bool decodeIsSpace(Decoder &decoder) {
  decoder.instruction.space = takeSpace(decoder);
  decoder.instruction.handler = isInSpace;
  return decoder.finish(2) && decoder.expectPredicateTarget(0) &&
         decoder.expectValue(1);
}

Outcome nothing(Warp &, const Instruction &, Mask) { return Outcome::Next; }

/// Hints that change no data.
bool decodeHint(Decoder &decoder) {
  while (!decoder.takeNext().empty()) {
  }
  decoder.instruction.handler = nothing;
  return true;
}

/// A cache policy is a number that nobody looks at.
Outcome makePolicy(Warp &warp, const Instruction &instruction, Mask mask) {
  uint64_t zeros[warpSize] = {};
  warp.writeBits(instruction.operands[0], zeros, mask);
  return Outcome::Next;
}

bool decodePolicy(Decoder &decoder) {
  while (!decoder.takeNext().empty()) {
  }
  decoder.instruction.handler = makePolicy;
  return decoder.finish(1, 4) && decoder.expectTarget(0);
}

bool decodeStore(Decoder &decoder) {
  return decoder.take("async") ? decodeAsyncStore(decoder)
                               : decodeAccess<false>(decoder);
}

constexpr OpcodeEntry opcodes[] = {
    {"ld", decodeAccess<true>},
    {"ldu", decodeAccess<true>},
    {"st", decodeStore},
    {"cvta", decodeCvta},
    {"isspacep", decodeIsSpace},
    {"prefetch", decodeHint},
    {"prefetchu", decodeHint},
    {"applypriority", decodeHint},
    {"createpolicy", decodePolicy},
};

} // namespace

Space heddle::ptx::takeSpace(Decoder &decoder) {
  struct Name {
    std::string_view name;
    Space space;
  };
  static constexpr Name names[] = {
      {"global", Space::Global},      {"shared", Space::Shared},
      {"shared::cta", Space::Shared}, {"shared::cluster", Space::SharedCluster},
      {"local", Space::Local},        {"const", Space::Const},
      {"param", Space::Param},        {"param::entry", Space::Param},
      {"param::func", Space::Param},
  };
  for (const Name &entry : names)
    if (decoder.take(entry.name))
      return entry.space;
  return Space::Generic;
}

OpcodeTable heddle::ptx::memoryOpcodes() {
  return {std::begin(opcodes), std::end(opcodes)};
}
