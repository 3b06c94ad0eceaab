//===- MbarrierInstructions.cpp - mbarrier --------------------------------===//
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

enum MbarrierFlags : uint8_t {
  HasState = 1,
  ExpectsBytes = 2,
  Drops = 4,
  HasCount = 8,
  ByParity = 16,
  MayBlock = 32,
  AddsArrival = 64
};

/// Of `operand`, the offset in shared memory that each lane names.
bool readOffsets(Warp &warp, const Instruction &instruction, size_t operand,
                 Mask mask, uint32_t (&offsets)[warpSize]) {
  uint64_t addresses[warpSize];
  warp.readAddresses(instruction.operands[operand], instruction.space,
                     addresses);
  for (; mask != 0; mask &= mask - 1) {
    unsigned lane = __builtin_ctz(mask);
    if (!toSharedOffset(warp, instruction, instruction.space, addresses[lane],
                        lane, offsets[lane]))
      return false;
  }
  return true;
}

/// The barrier at `offset`, checked as an atomic access; null after a failure.
Mbarrier *find(Warp &warp, const Instruction &instruction, uint32_t offset,
               unsigned lane) {
  bool isOwn = offset / blockWindow == warp.block.rank;
  if (!isOwn && instruction.space == Space::Shared) {
    warp.fail(instruction, lane,
              "the mbarrier is another block's, which needs shared::cluster");
    return nullptr;
  }
  if (!warp.sharedAt(instruction, offset, 8, AccessKind::atomic(), lane))
    return nullptr;
  auto found = warp.cluster.mbarriers.find(offset);
  if (found == warp.cluster.mbarriers.end()) {
    warp.fail(instruction, lane,
              "there is no mbarrier at " + std::to_string(offset) +
                  " of shared memory");
    return nullptr;
  }
  Mbarrier &barrier = found->second;
  if (barrier.initTime <= warp.clock[barrier.owner])
    return &barrier;
  warp.fail(instruction, lane,
            warp.cluster.describeWarp(barrier.owner) +
                " initialised the mbarrier with no barrier between (a data "
                "race)");
  return nullptr;
}

Outcome init(Warp &warp, const Instruction &instruction, Mask mask) {
  constexpr uint64_t most = (1 << 20) - 1;
  uint32_t offsets[warpSize];
  uint64_t counts[warpSize];
  if (!readOffsets(warp, instruction, 0, mask, offsets))
    return Outcome::Failed;
  warp.readBits(instruction.operands[1], counts);
  for (; mask != 0; mask &= mask - 1) {
    unsigned lane = __builtin_ctz(mask);
    if (offsets[lane] % 8 != 0 || counts[lane] == 0 || counts[lane] > most)
      return warp.fail(instruction, lane,
                       "an mbarrier lies at a multiple of 8 bytes and counts "
                       "from 1 to 1048575 arrivals");
    if (!warp.sharedAt(instruction, offsets[lane], 8, AccessKind::write(),
                       lane))
      return Outcome::Failed;
    Mbarrier barrier;
    barrier.expected = barrier.pending = static_cast<uint32_t>(counts[lane]);
    barrier.instruction = instruction.id;
    barrier.owner = warp.number;
    barrier.initTime = warp.clock[warp.number];
    warp.cluster.mbarriers[offsets[lane]] = std::move(barrier);
  }
  return Outcome::Next;
}

Outcome invalidate(Warp &warp, const Instruction &instruction, Mask mask) {
  uint32_t offsets[warpSize];
  if (!readOffsets(warp, instruction, 0, mask, offsets))
    return Outcome::Failed;
  for (; mask != 0; mask &= mask - 1) {
    unsigned lane = __builtin_ctz(mask);
    if (!warp.cluster.mbarriers.erase(offsets[lane]))
      return warp.fail(instruction, lane, "there is no mbarrier to invalidate");
    if (!warp.sharedAt(instruction, offsets[lane], 8, AccessKind::write(),
                       lane))
      return Outcome::Failed;
  }
  return Outcome::Next;
}

/// What the warp did so far is known to who sees the phase complete.
void join(Mbarrier &barrier, Warp &warp) {
  barrier.arriving.resize(warp.clock.size());
  for (size_t i = 0; i < warp.clock.size(); ++i)
    barrier.arriving[i] = std::max(barrier.arriving[i], warp.clock[i]);
}

bool arriveOnce(Warp &warp, const Instruction &instruction, Mbarrier &barrier,
                uint64_t count, uint64_t bytes, unsigned lane) {
  barrier.instruction = instruction.id;
  barrier.transactions += static_cast<int64_t>(bytes);
  if (count > barrier.pending) {
    warp.fail(instruction, lane,
              "arrives " + std::to_string(count) +
                  " times, but the phase waits for " +
                  std::to_string(barrier.pending) + " of " +
                  std::to_string(barrier.expected) + " arrivals");
    return false;
  }
  join(barrier, warp);
  barrier.pending -= static_cast<uint32_t>(count);
  if (instruction.flags & Drops)
    barrier.expected -= static_cast<uint32_t>(count);
  warp.cluster.checkPhase(barrier);
  return true;
}

/// [state,] [barrier] [, count or bytes]
Outcome arrive(Warp &warp, const Instruction &instruction, Mask mask) {
  unsigned at = instruction.flags & HasState ? 1 : 0;
  uint32_t offsets[warpSize];
  uint64_t numbers[warpSize], states[warpSize];
  std::fill_n(numbers, warpSize, 1);
  if (!readOffsets(warp, instruction, at, mask, offsets))
    return Outcome::Failed;
  if (instruction.flags & (HasCount | ExpectsBytes))
    warp.readBits(instruction.operands[at + 1], numbers);
  for (Mask rest = mask; rest != 0; rest &= rest - 1) {
    unsigned lane = __builtin_ctz(rest);
    Mbarrier *barrier = find(warp, instruction, offsets[lane], lane);
    if (!barrier)
      return Outcome::Failed;
    states[lane] = barrier->phase << 32 | barrier->pending;
    bool expects = instruction.flags & ExpectsBytes;
    if (!arriveOnce(warp, instruction, *barrier, expects ? 1 : numbers[lane],
                    expects ? numbers[lane] : 0, lane))
      return Outcome::Failed;
  }
  warp.advanceClock();
  if (at)
    warp.writeBits(instruction.operands[0], states, mask);
  return Outcome::Next;
}

/// expect_tx, and complete_tx (`mode`), which count bytes without arriving.
Outcome countBytes(Warp &warp, const Instruction &instruction, Mask mask) {
  uint32_t offsets[warpSize];
  uint64_t bytes[warpSize];
  if (!readOffsets(warp, instruction, 0, mask, offsets))
    return Outcome::Failed;
  warp.readBits(instruction.operands[1], bytes);
  for (; mask != 0; mask &= mask - 1) {
    unsigned lane = __builtin_ctz(mask);
    Mbarrier *barrier = find(warp, instruction, offsets[lane], lane);
    if (!barrier)
      return Outcome::Failed;
    auto count = static_cast<int64_t>(bytes[lane]);
    barrier->instruction = instruction.id;
    barrier->transactions += instruction.mode ? -count : count;
    if (instruction.mode)
      warp.cluster.checkPhase(*barrier);
  }
  return Outcome::Next;
}

/// p, [barrier], state or parity [, time]
Outcome wait(Warp &warp, const Instruction &instruction, Mask mask) {
  uint32_t offsets[warpSize];
  uint64_t asked[warpSize];
  if (!readOffsets(warp, instruction, 1, mask, offsets))
    return Outcome::Failed;
  warp.readBits(instruction.operands[2], asked);
  Mask complete = 0;
  for (Mask rest = mask; rest != 0; rest &= rest - 1) {
    unsigned lane = __builtin_ctz(rest);
    Mbarrier *barrier = find(warp, instruction, offsets[lane], lane);
    if (!barrier)
      return Outcome::Failed;
    if (offsets[lane] / blockWindow != warp.block.rank)
      return warp.fail(instruction, lane,
                       "a block can only wait at an mbarrier of its own");
    bool isComplete = instruction.flags & ByParity
                          ? (barrier->phase & 1) != (asked[lane] & 1)
                          : barrier->phase != asked[lane] >> 32;
    if (!isComplete)
      continue;
    complete |= Mask(1) << lane;
    warp.cluster.observe(*barrier, warp);
  }
  Group &group = warp.current();
  if (complete == 0 && instruction.flags & MayBlock && !group.isLate) {
    group.waitsForPhase = true;
    return Outcome::Blocked;
  }
  group.isLate = false;
  warp.writePredicate(instruction.operands[0], complete, mask);
  return Outcome::Next;
}

Outcome countPending(Warp &warp, const Instruction &instruction, Mask mask) {
  uint64_t states[warpSize];
  warp.readBits(instruction.operands[1], states);
  for (uint64_t &state : states)
    state &= 0xffffffff;
  warp.writeBits(instruction.operands[0], states, mask);
  return Outcome::Next;
}

/// Arrives when all copies that the lane has started are there.
Outcome arriveAfterCopies(Warp &warp, const Instruction &instruction,
                          Mask mask) {
  uint32_t offsets[warpSize];
  if (!readOffsets(warp, instruction, 0, mask, offsets))
    return Outcome::Failed;
  for (; mask != 0; mask &= mask - 1) {
    unsigned lane = __builtin_ctz(mask);
    Mbarrier *barrier = find(warp, instruction, offsets[lane], lane);
    if (!barrier)
      return Outcome::Failed;
    if (instruction.flags & AddsArrival)
      ++barrier->pending;
    if (barrier->pending == 0)
      return warp.fail(instruction, lane, "the phase waits for no arrival");
    join(*barrier, warp);
    BulkCopy copy;
    copy.write.instruction = instruction.id;
    copy.barrier = offsets[lane];
    copy.arrivals = 1;
    warp.moveCopies(Mask(1) << lane, copy);
    warp.cluster.bulkCopies.push_back(std::move(copy));
  }
  warp.advanceClock();
  return Outcome::Next;
}

//===----------------------------------------------------------------------===//
// Decoding
//===----------------------------------------------------------------------===//

void ignoreOrder(Decoder &decoder) {
  decoder.ignore({"acquire", "release", "relaxed", "cta", "cluster"});
}

bool decodeArrive(Decoder &decoder, bool drops) {
  Instruction &instruction = decoder.instruction;
  if (decoder.take("expect_tx"))
    instruction.flags |= ExpectsBytes;
  decoder.ignore({"noComplete"});
  if (drops)
    instruction.flags |= Drops;
  ignoreOrder(decoder);
  instruction.space = takeSpace(decoder);
  if (!decoder.take("b64") || !decoder.finish(1, 3))
    return decoder.fail("'" + instruction.text + "' needs .b64");
  bool hasState = decoder.operand(0).kind != Operand::Kind::Address;
  size_t at = hasState ? 1 : 0;
  if (hasState)
    instruction.flags |= HasState;
  if (decoder.operands() == at + 2)
    instruction.flags |= instruction.flags & ExpectsBytes ? 0 : HasCount;
  else if (instruction.flags & ExpectsBytes || decoder.operands() != at + 1)
    return decoder.fail("'" + instruction.text +
                        "' has not the operands that it needs");
  instruction.handler = arrive;
  return (!hasState || decoder.expectTarget(0)) && decoder.expectAddress(at) &&
         (decoder.operands() == at + 1 || decoder.expectValue(at + 1));
}

bool decodeWait(Decoder &decoder, bool mayBlock) {
  Instruction &instruction = decoder.instruction;
  if (decoder.take("parity"))
    instruction.flags |= ByParity;
  if (mayBlock)
    instruction.flags |= MayBlock;
  ignoreOrder(decoder);
  instruction.space = takeSpace(decoder);
  decoder.ignore({"b64"});
  instruction.handler = wait;
  return decoder.finish(3, 4) && decoder.expectPredicateTarget(0) &&
         decoder.expectAddress(1) && decoder.expectValue(2);
}

/// One of those with an address and, but for inval, a number.
bool decodeSimple(Decoder &decoder, Handler handler, size_t operands) {
  ignoreOrder(decoder);
  decoder.instruction.space = takeSpace(decoder);
  decoder.ignore({"b64"});
  decoder.instruction.handler = handler;
  return decoder.finish(operands) && decoder.expectAddress(0) &&
         (operands == 1 || decoder.expectValue(1));
}

bool decodeMbarrier(Decoder &decoder) {
  switch (decoder.takeAny({"init", "inval", "arrive", "arrive_drop",
                           "expect_tx", "complete_tx", "test_wait", "try_wait",
                           "pending_count"})) {
  case 0:
    return decodeSimple(decoder, init, 2);
  case 1:
    return decodeSimple(decoder, invalidate, 1);
  case 2:
    return decodeArrive(decoder, /*drops=*/false);
  case 3:
    return decodeArrive(decoder, /*drops=*/true);
  case 4:
    return decodeSimple(decoder, countBytes, 2);
  case 5:
    decoder.instruction.mode = 1;
    return decodeSimple(decoder, countBytes, 2);
  case 6:
    return decodeWait(decoder, /*mayBlock=*/false);
  case 7:
    return decodeWait(decoder, /*mayBlock=*/true);
  case 8:
    decoder.ignore({"b64"});
    decoder.instruction.handler = countPending;
    return decoder.finish(2) && decoder.expectTarget(0) &&
           decoder.expectValue(1);
  default:
    return decoder.fail("'" + decoder.instruction.text + "' is not supported");
  }
}

constexpr OpcodeEntry opcodes[] = {{"mbarrier", decodeMbarrier}};

} // namespace

bool heddle::ptx::decodeArriveAfterCopies(Decoder &decoder) {
  if (!decoder.take("noinc"))
    decoder.instruction.flags |= AddsArrival;
  return decodeSimple(decoder, arriveAfterCopies, 1);
}

bool heddle::ptx::toSharedOffset(Warp &warp, const Instruction &instruction,
                                 Space space, uint64_t address, unsigned lane,
                                 uint32_t &offset) {
  bool isGeneric = space == Space::Generic;
  if (isGeneric && address / windowSize * windowSize != sharedWindow) {
    warp.fail(instruction, lane, "the address is none of shared memory");
    return false;
  }
  offset = static_cast<uint32_t>(isGeneric ? address - sharedWindow : address);
  return true;
}

OpcodeTable heddle::ptx::mbarrierOpcodes() {
  return {std::begin(opcodes), std::end(opcodes)};
}
