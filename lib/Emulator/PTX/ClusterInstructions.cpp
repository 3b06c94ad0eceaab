//===- ClusterInstructions.cpp - Among the blocks of a cluster ------------===//
//
// Part of the Heddle Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Elementwise.h"
#include "MemoryInstructions.h"

using namespace heddle::ptx;

namespace {

//===----------------------------------------------------------------------===//
// Addresses
//===----------------------------------------------------------------------===//

/// d, address, rank: the same place in another block's shared memory.
Outcome mapAddress(Warp &warp, const Instruction &instruction, Mask mask) {
  uint64_t addresses[warpSize], ranks[warpSize];
  warp.readBits(instruction.operands[1], addresses);
  warp.readBits(instruction.operands[2], ranks);
  for (Mask rest = mask; rest != 0; rest &= rest - 1) {
    unsigned lane = __builtin_ctz(rest);
    auto rank = static_cast<uint32_t>(ranks[lane]);
    uint32_t address;
    if (rank >= warp.cluster.blocks.size())
      return warp.fail(instruction, lane,
                       "there is no block " + std::to_string(rank) +
                           " in a cluster of " +
                           std::to_string(warp.cluster.blocks.size()));
    if (!toSharedOffset(warp, instruction, instruction.space, addresses[lane],
                        lane, address))
      return Outcome::Failed;
    uint64_t window = instruction.space == Space::Generic ? sharedWindow : 0;
    addresses[lane] =
        window + uint64_t(rank) * blockWindow + address % blockWindow;
  }
  warp.writeBits(instruction.operands[0], addresses, mask);
  return Outcome::Next;
}

bool decodeMapa(Decoder &decoder) {
  decoder.instruction.space = takeSpace(decoder);
  Type type = decoder.takeType();
  return finishElementwise(decoder, mapAddress, type, 2);
}

Outcome findRank(Warp &warp, const Instruction &instruction, Mask mask) {
  uint64_t bits[warpSize];
  warp.readBits(instruction.operands[1], bits);
  for (Mask rest = mask; rest != 0; rest &= rest - 1) {
    unsigned lane = __builtin_ctz(rest);
    uint32_t address;
    if (!toSharedOffset(warp, instruction, instruction.space, bits[lane], lane,
                        address))
      return Outcome::Failed;
    bits[lane] = address / blockWindow;
  }
  warp.writeBits(instruction.operands[0], bits, mask);
  return Outcome::Next;
}

bool decodeRank(Decoder &decoder) {
  decoder.instruction.space = takeSpace(decoder);
  decoder.takeType();
  decoder.instruction.handler = findRank;
  return decoder.finish(2) && decoder.expectTarget(0) && decoder.expectValue(1);
}

//===----------------------------------------------------------------------===//
// barrier.cluster
//===----------------------------------------------------------------------===//

Outcome arrive(Warp &warp, const Instruction &instruction, Mask mask) {
  Outcome outcome = Outcome::Next;
  if (!warp.gather(mask, ~Mask(0), outcome))
    return outcome;
  if (warp.awaitsCluster)
    return warp.fail(instruction, __builtin_ctz(mask),
                     "the warp arrives again, and has not waited since it last "
                     "did (barrier.cluster.wait)");
  warp.cluster.arrive(warp);
  return Outcome::Next;
}

Outcome wait(Warp &warp, const Instruction &instruction, Mask mask) {
  Outcome outcome = Outcome::Next;
  if (!warp.gather(mask, ~Mask(0), outcome))
    return outcome;
  if (!warp.awaitsCluster)
    return warp.fail(instruction, __builtin_ctz(mask),
                     "the warp waits, and has not arrived "
                     "(barrier.cluster.arrive)");
  Group &group = warp.current();
  group.hasPassed = false;
  if (warp.isAtClusterBarrier) {
    group.barrier = Barrier::count;
    return Outcome::Blocked;
  }
  warp.awaitsCluster = false;
  warp.learn(warp.cluster.lastKnown);
  return Outcome::Next;
}

} // namespace

bool heddle::ptx::decodeClusterBarrier(Decoder &decoder) {
  int kind = decoder.takeAny({"arrive", "wait"});
  decoder.ignore({"release", "relaxed", "acquire", "aligned"});
  decoder.instruction.handler = kind == 1 ? wait : arrive;
  return decoder.finish(0) &&
         (kind >= 0 || decoder.fail("'" + decoder.instruction.text +
                                    "' needs .arrive or .wait"));
}

static constexpr OpcodeEntry opcodes[] = {{"mapa", decodeMapa},
                                          {"getctarank", decodeRank}};

OpcodeTable heddle::ptx::clusterOpcodes() {
  return {std::begin(opcodes), std::end(opcodes)};
}
