//===- CrossLane.cpp - What lanes of a wave tell each other ---------------===//
//
// Part of the Heddle Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Operations.h"
#include "Values.h"

#include <cmath>
#include <optional>

using namespace heddle;
using namespace heddle::amdgcn;

//===----------------------------------------------------------------------===//
// Building blocks
//===----------------------------------------------------------------------===//

/// Gives a lane the value that operand `index` has in another lane.
static void copyFrom(const Group &group, unsigned to, unsigned from,
                     unsigned index) {
  std::memcpy(group.result(to), group.operand(from, index),
              group.site.result.size);
}

static void setZero(const Group &group, unsigned lane) {
  std::memset(group.result(lane), 0, group.site.result.size);
}

/// The value of a lane that does not take part is what its register last held,
/// which nobody should rely on.
static void failAbsent(const Group &group, unsigned lane, unsigned other) {
  group.fail(lane, "it needs the value of lane " + std::to_string(other) +
                       " of its wave, which is not here");
}

//===----------------------------------------------------------------------===//
// Broadcasts and votes
//===----------------------------------------------------------------------===//

static void readFirstLane(Group &group) {
  forEachLane(group.mask,
              [&](unsigned lane) { copyFrom(group, lane, group.first(), 0); });
}

/// Operand `index`, which must be the same in all lanes.
static std::optional<uint32_t> uniformIndex(const Group &group,
                                            unsigned index) {
  auto value = group.uniform<uint32_t>(index);
  bool same = true;
  forEachLane(group.mask, [&](unsigned lane) {
    if (!same || group.get<uint32_t>(lane, index) == value)
      return;
    same = false;
    group.fail(lane, "operand " + std::to_string(index) +
                         " must be the same in all lanes, but is " +
                         std::to_string(group.get<uint32_t>(lane, index)) +
                         " here and " + std::to_string(value) + " in lane " +
                         std::to_string(group.first()));
  });
  return same ? std::optional<uint32_t>(value) : std::nullopt;
}

static void readLane(Group &group) {
  std::optional<uint32_t> from = uniformIndex(group, 1);
  if (!from)
    return;
  unsigned other = *from % group.waveSize();
  if (!group.has(other))
    return failAbsent(group, group.first(), other);
  forEachLane(group.mask,
              [&](unsigned lane) { copyFrom(group, lane, other, 0); });
}

static void writeLane(Group &group) {
  std::optional<uint32_t> to = uniformIndex(group, 1);
  if (!to)
    return;
  forEachLane(group.mask, [&](unsigned lane) {
    copyFrom(group, lane, lane, lane == *to % group.waveSize() ? 0 : 2);
  });
}

static void setMask(const Group &group, uint64_t mask) {
  forEachLane(group.mask, [&](unsigned lane) {
    std::memcpy(group.result(lane), &mask, group.site.result.size);
  });
}

/// A mask of the lanes for which `vote(lane)` holds.
template <class Vote>
static void ballotOf(const Group &group, Vote vote) {
  uint64_t mask = 0;
  forEachLane(group.mask,
              [&](unsigned lane) { mask |= uint64_t{vote(lane)} << lane; });
  setMask(group, mask);
}

static void ballot(Group &group) {
  ballotOf(group, [&](unsigned lane) { return group.get<bool>(lane, 0); });
}

static void inverseBallot(Group &group) {
  forEachLane(group.mask, [&](unsigned lane) {
    uint64_t mask = 0;
    std::memcpy(&mask, group.operand(lane, 0), group.site.operands[0].size);
    group.set<bool>(lane, mask >> lane & 1);
  });
}

/// An integer operand, extended with zeros or its sign.
static int64_t readInteger(const Group &group, unsigned lane, unsigned index,
                           bool isSigned) {
  uint64_t value = 0;
  unsigned bits = group.site.operands[index].size * 8;
  std::memcpy(&value, group.operand(lane, index), bits / 8);
  if (isSigned)
    return static_cast<int64_t>(value << (64 - bits)) >> (64 - bits);
  return static_cast<int64_t>(value);
}

/// Predicates as llvm::CmpInst numbers them, from 32 (eq) on.
static void compareIntegers(Group &group) {
  auto predicate = group.uniform<uint32_t>(2);
  bool isSigned = predicate >= 38;
  ballotOf(group, [&](unsigned lane) {
    int64_t a = readInteger(group, lane, 0, isSigned);
    int64_t b = readInteger(group, lane, 1, isSigned);
    bool less = isSigned ? a < b : uint64_t(a) < uint64_t(b);
    switch (predicate) {
    case 32:
      return a == b;
    case 33:
      return a != b;
    case 34:
    case 38:
      return !less && a != b;
    case 35:
    case 39:
      return !less;
    case 36:
    case 40:
      return less;
    default:
      return less || a == b;
    }
  });
}

/// Predicates are sets of outcomes: equal, greater, less, unordered.
static void compareReals(Group &group) {
  auto predicate = group.uniform<uint32_t>(2);
  Scalar scalar = group.site.operands[0].scalar;
  ballotOf(group, [&](unsigned lane) {
    double a = readReal(scalar, group.operand(lane, 0));
    double b = readReal(scalar, group.operand(lane, 1));
    unsigned outcome = std::isnan(a) || std::isnan(b) ? 8
                       : a == b                       ? 1
                       : a > b                        ? 2
                                                      : 4;
    return (predicate & outcome) != 0;
  });
}

//===----------------------------------------------------------------------===//
// Permutations through LDS hardware
//===----------------------------------------------------------------------===//

/// Each lane takes what another one has; 0 if that one is not here.
static void pull(Group &group) {
  forEachLane(group.mask, [&](unsigned lane) {
    unsigned from = group.get<uint32_t>(lane, 0) / 4 % group.waveSize();
    if (group.has(from))
      copyFrom(group, lane, from, 1);
    else
      setZero(group, lane);
  });
}

/// Each lane gives what it has to another one; the last one wins.
static void push(Group &group) {
  forEachLane(group.mask, [&](unsigned lane) { setZero(group, lane); });
  forEachLane(group.mask, [&](unsigned lane) {
    unsigned to = group.get<uint32_t>(lane, 0) / 4 % group.waveSize();
    if (group.has(to))
      copyFrom(group, to, lane, 1);
  });
}

/// The lane that ds_swizzle reads, or nothing for a mode that is not known.
static std::optional<unsigned> swizzleSource(unsigned pattern, unsigned lane) {
  if (pattern & 0x8000) {
    if (pattern & 0x7f00)
      return std::nullopt;
    return (lane & ~3u) | (pattern >> (2 * (lane & 3)) & 3);
  }
  unsigned keep = pattern & 31, set = pattern >> 5 & 31,
           flip = pattern >> 10 & 31;
  return (lane & ~31u) | ((((lane & 31) & keep) | set) ^ flip);
}

static void swizzle(Group &group) {
  unsigned pattern = group.uniform<uint32_t>(1) & 0xffff;
  forEachLane(group.mask, [&](unsigned lane) {
    std::optional<unsigned> from = swizzleSource(pattern, lane);
    if (!from)
      return group.fail(lane, "ds_swizzle in mode " +
                                  std::to_string(pattern >> 8) +
                                  " (rotation or FFT) is not emulated");
    if (group.has(*from))
      copyFrom(group, lane, *from, 0);
    else
      setZero(group, lane);
  });
}

//===----------------------------------------------------------------------===//
// DPP
//===----------------------------------------------------------------------===//

namespace {
/// Where a DPP control takes values from.
struct DppSource {
  /// False if the processor has no such control.
  bool exists = true;
  /// No value if the lane is out of bounds.
  std::optional<unsigned> lane;
};
} // namespace

/// Shifts and rotations within rows of 16 lanes.
static std::optional<unsigned> shiftInRow(unsigned control, unsigned lane) {
  unsigned row = lane & ~15u, at = lane & 15, by = control & 15;
  switch (control >> 4) {
  case 0x10: // row_shl: from the lane above
    return at + by < 16 ? std::optional(row + at + by) : std::nullopt;
  case 0x11: // row_shr
    return at >= by ? std::optional(row + at - by) : std::nullopt;
  default: // row_ror
    return row + ((at - by) & 15);
  }
}

/// Shifts of the whole wave and broadcasts of rows, which left with gfx10.
static DppSource moveInWave(unsigned control, unsigned lane) {
  switch (control) {
  case 0x130: // wave_shl
    return {true, lane < 63 ? std::optional(lane + 1) : std::nullopt};
  case 0x134: // wave_rol
    return {true, (lane + 1) & 63};
  case 0x138: // wave_shr
    return {true, lane ? std::optional(lane - 1) : std::nullopt};
  case 0x13c: // wave_ror
    return {true, (lane + 63) & 63};
  case 0x142: // row_bcast15
    return {true, lane >= 16 ? std::optional((lane & ~15u) - 1) : std::nullopt};
  case 0x143: // row_bcast31
    return {true, lane >= 32 ? std::optional(31u) : std::nullopt};
  default:
    return {false, std::nullopt};
  }
}

static DppSource findSource(unsigned control, unsigned lane,
                            const Processor &processor) {
  unsigned row = lane & ~15u;
  if (control < 0x100) // quad_perm
    return {true, (lane & ~3u) | (control >> (2 * (lane & 3)) & 3)};
  if (control < 0x130)
    return {(control & 15) != 0, shiftInRow(control, lane)};
  if (control == 0x140) // row_mirror
    return {true, lane ^ 15};
  if (control == 0x141) // row_half_mirror
    return {true, lane ^ 7};
  bool isNew = processor.major >= 10;
  bool hasBroadcast = isNew ||
                      (processor.major == 9 && processor.minor == 0 &&
                       processor.stepping == 10) ||
                      (processor.major == 9 && processor.minor >= 4);
  if (control >> 4 == 0x15) // row_share, also called row_newbcast
    return {hasBroadcast, row + (control & 15)};
  if (control >> 4 == 0x16) // row_xmask
    return {isNew, lane ^ (control & 15)};
  return isNew ? DppSource{false, std::nullopt} : moveInWave(control, lane);
}

/// `source` is the index of the moved operand; the three after it are control,
/// row mask and bank mask, and then whether missing values are zero.
static void moveLane(const Group &group, unsigned lane, unsigned source) {
  auto control = group.get<uint32_t>(lane, source + 1);
  DppSource from = findSource(control, lane, group.processor());
  if (!from.exists)
    return group.fail(lane, "no DPP control " + std::to_string(control) +
                                " on " + group.processor().name);
  bool enabled = group.get<uint32_t>(lane, source + 2) >> (lane / 16) & 1 &&
                 group.get<uint32_t>(lane, source + 3) >> (lane / 4 % 4) & 1;
  bool found = from.lane && group.has(*from.lane);
  if (enabled && found)
    copyFrom(group, lane, *from.lane, source);
  else if (source == 0 || (enabled && group.get<bool>(lane, source + 4)))
    setZero(group, lane);
  else
    copyFrom(group, lane, lane, 0);
}

static void updateDpp(Group &group) {
  forEachLane(group.mask, [&](unsigned lane) { moveLane(group, lane, 1); });
}
static void moveDpp(Group &group) {
  forEachLane(group.mask, [&](unsigned lane) { moveLane(group, lane, 0); });
}

/// Any permutation of groups of 8 lanes.
static void moveDpp8(Group &group) {
  auto select = group.uniform<uint32_t>(1);
  forEachLane(group.mask, [&](unsigned lane) {
    unsigned from = (lane & ~7u) | (select >> (3 * (lane & 7)) & 7);
    if (group.has(from))
      copyFrom(group, lane, from, 0);
    else
      setZero(group, lane);
  });
}

//===----------------------------------------------------------------------===//
// Permutations of rows
//===----------------------------------------------------------------------===//

/// old, source, selectors of lanes 0 to 7 and 8 to 15 of a row, fetch_inactive,
/// bound_control. `flip` is 16 to read from the other row of a pair.
static void permuteRow(Group &group, unsigned flip) {
  forEachLane(group.mask, [&](unsigned lane) {
    auto select = group.get<uint32_t>(lane, lane & 8 ? 3 : 2);
    unsigned from = ((lane & ~15u) ^ flip) | (select >> (4 * (lane & 7)) & 15);
    if (group.has(from))
      copyFrom(group, lane, from, 1);
    else if (group.get<bool>(lane, 4))
      failAbsent(group, lane, from);
    else if (group.get<bool>(lane, 5))
      setZero(group, lane);
    else
      copyFrom(group, lane, lane, 0);
  });
}
static void permuteSameRow(Group &group) { permuteRow(group, 0); }
static void permuteOtherRow(Group &group) { permuteRow(group, 16); }

static void swapHalves(Group &group) {
  forEachLane(group.mask, [&](unsigned lane) {
    unsigned from = group.waveSize() == 64 ? lane ^ 32 : lane;
    if (!group.has(from))
      return failAbsent(group, lane, from);
    copyFrom(group, lane, from, 0);
  });
}

/// Exchanges the lanes of the first register whose index has bit `distance`
/// set with those of the second one that do not.
static void swapRows(Group &group, unsigned distance) {
  forEachLane(group.mask, [&](unsigned lane) {
    unsigned other = lane ^ distance;
    if (!group.has(other))
      return failAbsent(group, lane, other);
    bool isUpper = lane & distance;
    auto first =
        isUpper ? group.get<uint32_t>(other, 1) : group.get<uint32_t>(lane, 0);
    auto second =
        isUpper ? group.get<uint32_t>(lane, 1) : group.get<uint32_t>(other, 0);
    group.set<uint64_t>(lane, uint64_t{second} << 32 | first);
  });
}
static void swapRows16(Group &group) { swapRows(group, 16); }
static void swapRows32(Group &group) { swapRows(group, 32); }

/// Lanes that do not take part have no value to set, and nobody reads them.
static void setInactive(Group &group) {
  forEachLane(group.mask,
              [&](unsigned lane) { copyFrom(group, lane, lane, 0); });
}

//===----------------------------------------------------------------------===//
// Barriers
//===----------------------------------------------------------------------===//

/// True if the whole wave is here. Work-items that have ended do not count.
static bool checkWhole(const Group &group) {
  uint64_t missing = group.wave.live() & ~group.mask;
  if (!missing)
    return true;
  unsigned other = __builtin_ctzll(missing);
  uint32_t site = group.lane(other).site;
  group.fail(group.first(), "divergent barrier: lane " + std::to_string(other) +
                                " of the wave is elsewhere, at: " +
                                group.workgroup.kernel.sites[site].text);
  return false;
}

static bool checkBarrierNumber(const Group &group) {
  auto number = group.uniform<int16_t>(0);
  if (number == -1)
    return true;
  group.fail(group.first(), "barrier " + std::to_string(number) +
                                " is not emulated; -1, the workgroup's, is");
  return false;
}

static void arriveAndWait(Group &group) {
  if (checkWhole(group))
    ++group.wave.signals;
}
static void arrive(Group &group) {
  if (checkBarrierNumber(group) && checkWhole(group))
    ++group.wave.signals;
}
static void waitForBarrier(Group &group) {
  if (checkBarrierNumber(group))
    checkWhole(group);
}

llvm::ArrayRef<Operation> amdgcn::getCrossLaneOperations() {
  static const Operation operations[] = {
      {"readfirstlane", Scope::Wave, readFirstLane},
      {"readlane", Scope::Wave, readLane},
      {"writelane", Scope::Wave, writeLane},
      {"ballot", Scope::Wave, ballot},
      {"inverse.ballot", Scope::Wave, inverseBallot},
      {"icmp", Scope::Wave, compareIntegers},
      {"fcmp", Scope::Wave, compareReals},
      {"ds.bpermute", Scope::Wave, pull},
      {"ds.permute", Scope::Wave, push},
      {"ds.swizzle", Scope::Wave, swizzle},
      {"update.dpp", Scope::Wave, updateDpp},
      {"mov.dpp", Scope::Wave, moveDpp},
      {"mov.dpp8", Scope::Wave, moveDpp8},
      {"permlane16", Scope::Wave, permuteSameRow},
      {"permlanex16", Scope::Wave, permuteOtherRow},
      {"permlane64", Scope::Wave, swapHalves},
      {"permlane16.swap", Scope::Wave, swapRows16},
      {"permlane32.swap", Scope::Wave, swapRows32},
      {"set.inactive", Scope::Wave, setInactive},
      {"s.barrier", Scope::Wave, arriveAndWait, /*waitsForWaves=*/true},
      {"s.barrier.signal", Scope::Wave, arrive},
      {"s.barrier.wait", Scope::Wave, waitForBarrier, /*waitsForWaves=*/true},
  };
  return operations;
}
