//===- WarpInstructions.cpp - What lanes do together ----------------------===//
//
// Part of the Heddle Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Elementwise.h"

#include <algorithm>

using namespace heddle::ptx;

namespace {

/// The members that the lanes of the group name, once all of them are here.
/// `members` has those of each lane, of which it must be one.
bool gatherMembers(Warp &warp, const Instruction &instruction, size_t operand,
                   Mask mask, uint64_t (&members)[warpSize], Outcome &outcome) {
  warp.readBits(instruction.operands[operand], members);
  Mask wanted = 0;
  for (Mask rest = mask; rest != 0; rest &= rest - 1) {
    unsigned lane = __builtin_ctz(rest);
    wanted |= static_cast<Mask>(members[lane]);
    if (members[lane] >> lane & 1)
      continue;
    outcome = warp.fail(instruction, lane, "is no member of its own mask");
    return false;
  }
  return warp.gather(mask, wanted, outcome);
}

//===----------------------------------------------------------------------===//
// shfl
//===----------------------------------------------------------------------===//

enum class Shuffle : uint32_t { Up, Down, Butterfly, Index };

/// The lane that `lane` reads, and whether it lies within bounds.
unsigned sourceOf(Shuffle mode, unsigned lane, uint64_t b, uint64_t c,
                  bool &inside) {
  unsigned clamp = c & 31, segment = c >> 8 & 31, amount = b & 31;
  unsigned most = (lane & segment) | (clamp & ~segment);
  unsigned least = lane & segment;
  int source = 0;
  switch (mode) {
  case Shuffle::Up:
    source = static_cast<int>(lane) - static_cast<int>(amount);
    inside = source >= static_cast<int>(most);
    break;
  case Shuffle::Down:
    source = static_cast<int>(lane + amount);
    inside = source <= static_cast<int>(most);
    break;
  case Shuffle::Butterfly:
    source = static_cast<int>(lane ^ amount);
    inside = source <= static_cast<int>(most);
    break;
  case Shuffle::Index:
    source = static_cast<int>(least | (amount & ~segment));
    inside = source <= static_cast<int>(most);
    break;
  }
  return inside ? static_cast<unsigned>(source) : lane;
}

Outcome shuffle(Warp &warp, const Instruction &instruction, Mask mask) {
  uint64_t members[warpSize], a[warpSize], b[warpSize], c[warpSize];
  Outcome outcome = Outcome::Next;
  if (!gatherMembers(warp, instruction, 4, mask, members, outcome))
    return outcome;
  warp.readBits(instruction.operands[1], a);
  warp.readBits(instruction.operands[2], b);
  warp.readBits(instruction.operands[3], c);
  auto mode = static_cast<Shuffle>(instruction.mode);
  uint64_t result[warpSize] = {};
  Mask valid = 0;
  for (Mask rest = mask; rest != 0; rest &= rest - 1) {
    unsigned lane = __builtin_ctz(rest);
    bool inside = false;
    unsigned source = sourceOf(mode, lane, b[lane], c[lane], inside);
    if (!(mask >> source & 1))
      return warp.fail(instruction, lane,
                       "reads lane " + std::to_string(source) +
                           ", which does not take part");
    result[lane] = a[source];
    valid |= Mask(inside) << lane;
  }
  const Operand &target = instruction.operands[0];
  bool isPair = target.kind == Operand::Kind::Pair;
  warp.writeBits(isPair ? target.parts[0] : target, result, mask);
  if (isPair)
    warp.writePredicate(target.parts[1], valid, mask);
  return Outcome::Next;
}

bool decodeShfl(Decoder &decoder) {
  decoder.ignore({"sync"});
  int mode = decoder.takeAny({"up", "down", "bfly", "idx"});
  Type type = decoder.takeType();
  if (mode < 0 || type != Type::B32)
    return decoder.fail("'" + decoder.instruction.text + "' is not supported");
  decoder.instruction.mode = static_cast<uint32_t>(mode);
  return finishElementwise(decoder, shuffle, type, 4,
                           Target::NumberAndPredicate);
}

//===----------------------------------------------------------------------===//
// vote, match, redux
//===----------------------------------------------------------------------===//

enum class Vote : uint32_t { All, Any, Uniform, Ballot };

Outcome vote(Warp &warp, const Instruction &instruction, Mask mask) {
  uint64_t members[warpSize];
  Outcome outcome = Outcome::Next;
  if (!gatherMembers(warp, instruction, 2, mask, members, outcome))
    return outcome;
  Mask values = warp.readPredicate(instruction.operands[1]) & mask;
  uint64_t ballots[warpSize] = {};
  Mask result = 0;
  for (Mask rest = mask; rest != 0; rest &= rest - 1) {
    unsigned lane = __builtin_ctz(rest);
    Mask among = static_cast<Mask>(members[lane]) & mask;
    Mask found = values & among;
    ballots[lane] = found;
    bool all = found == among, any = found != 0;
    auto kind = static_cast<Vote>(instruction.mode);
    bool holds = kind == Vote::All   ? all
                 : kind == Vote::Any ? any
                                     : all || !any;
    result |= Mask(holds) << lane;
  }
  if (static_cast<Vote>(instruction.mode) == Vote::Ballot)
    warp.writeBits(instruction.operands[0], ballots, mask);
  else
    warp.writePredicate(instruction.operands[0], result, mask);
  return Outcome::Next;
}

bool decodeVote(Decoder &decoder) {
  decoder.ignore({"sync"});
  int kind = decoder.takeAny({"all", "any", "uni", "ballot"});
  decoder.takeType();
  decoder.instruction.mode = static_cast<uint32_t>(kind);
  decoder.instruction.handler = kind < 0 ? nullptr : vote;
  bool isBallot = static_cast<Vote>(kind) == Vote::Ballot;
  return decoder.finish(3) && decoder.expectPredicate(1) &&
         decoder.expectValue(2) &&
         (isBallot ? decoder.expectTarget(0)
                   : decoder.expectPredicateTarget(0));
}

/// The lanes with the same number; of `all`, whether all have it.
Outcome match(Warp &warp, const Instruction &instruction, Mask mask) {
  uint64_t members[warpSize], a[warpSize], result[warpSize] = {};
  Outcome outcome = Outcome::Next;
  if (!gatherMembers(warp, instruction, 2, mask, members, outcome))
    return outcome;
  warp.readBits(instruction.operands[1], a);
  Mask all = 0;
  for (Mask rest = mask; rest != 0; rest &= rest - 1) {
    unsigned lane = __builtin_ctz(rest);
    Mask among = static_cast<Mask>(members[lane]) & mask, same = 0;
    for (Mask others = among; others != 0; others &= others - 1)
      same |= a[__builtin_ctz(others)] == a[lane] ? others & -others : 0;
    all |= Mask(same == among) << lane;
    result[lane] = instruction.mode && same != among ? 0 : same;
  }
  const Operand &target = instruction.operands[0];
  bool isPair = target.kind == Operand::Kind::Pair;
  warp.writeBits(isPair ? target.parts[0] : target, result, mask);
  if (isPair)
    warp.writePredicate(target.parts[1], all, mask);
  return Outcome::Next;
}

bool decodeMatch(Decoder &decoder) {
  decoder.ignore({"sync"});
  int kind = decoder.takeAny({"any", "all"});
  decoder.instruction.mode = static_cast<uint32_t>(kind);
  Type type = decoder.takeType();
  return finishElementwise(decoder, kind < 0 ? nullptr : match, type, 2,
                           Target::NumberAndPredicate);
}

enum class Reduce : uint32_t { Add, Min, Max, And, Or, Xor };

template <class T>
T reduceTwo(Reduce op, T a, T b) {
  switch (op) {
  case Reduce::Add:
    return static_cast<T>(static_cast<uint32_t>(a) + static_cast<uint32_t>(b));
  case Reduce::Min:
    return std::min(a, b);
  case Reduce::Max:
    return std::max(a, b);
  case Reduce::And:
    return a & b;
  case Reduce::Or:
    return a | b;
  case Reduce::Xor:
    return a ^ b;
  }
  return a;
}

template <class T>
Outcome reduce(Warp &warp, const Instruction &instruction, Mask mask) {
  uint64_t members[warpSize];
  Outcome outcome = Outcome::Next;
  if (!gatherMembers(warp, instruction, 2, mask, members, outcome))
    return outcome;
  T scratch[warpSize], result[warpSize] = {};
  const T *a = warp.read<T>(instruction.operands[1], scratch);
  for (Mask rest = mask; rest != 0; rest &= rest - 1) {
    unsigned lane = __builtin_ctz(rest);
    Mask among = static_cast<Mask>(members[lane]) & mask;
    T sum = a[__builtin_ctz(among)];
    for (among &= among - 1; among != 0; among &= among - 1)
      sum = reduceTwo(static_cast<Reduce>(instruction.mode), sum,
                      a[__builtin_ctz(among)]);
    result[lane] = sum;
  }
  warp.write(instruction.operands[0], result, mask);
  return Outcome::Next;
}

bool decodeRedux(Decoder &decoder) {
  decoder.ignore({"sync"});
  int op = decoder.takeAny({"add", "min", "max", "and", "or", "xor"});
  decoder.instruction.mode = static_cast<uint32_t>(op);
  Type type = decoder.takeType();
  Handler handler = op < 0 || bitsOf(type) != 32 || isFloat(type) ? nullptr
                    : isSigned(type) ? reduce<int32_t>
                                     : reduce<uint32_t>;
  return finishElementwise(decoder, handler, type, 2);
}

Outcome activeMask(Warp &warp, const Instruction &instruction, Mask mask) {
  uint64_t values[warpSize];
  std::fill_n(values, warpSize, mask);
  warp.writeBits(instruction.operands[0], values, mask);
  return Outcome::Next;
}

bool decodeActiveMask(Decoder &decoder) {
  Type type = decoder.takeType();
  return finishElementwise(decoder, activeMask, type, 0);
}

/// The lowest member is elected.
Outcome elect(Warp &warp, const Instruction &instruction, Mask mask) {
  uint64_t members[warpSize], leaders[warpSize] = {};
  Outcome outcome = Outcome::Next;
  if (!gatherMembers(warp, instruction, 1, mask, members, outcome))
    return outcome;
  Mask elected = 0;
  for (Mask rest = mask; rest != 0; rest &= rest - 1) {
    unsigned lane = __builtin_ctz(rest);
    unsigned leader = __builtin_ctz(static_cast<Mask>(members[lane]) & mask);
    leaders[lane] = leader;
    elected |= Mask(leader == lane) << lane;
  }
  const Operand &target = instruction.operands[0];
  warp.writeBits(target.parts[0], leaders, mask);
  warp.writePredicate(target.parts[1], elected, mask);
  return Outcome::Next;
}

bool decodeElect(Decoder &decoder) {
  decoder.ignore({"sync"});
  decoder.instruction.handler = elect;
  return decoder.finish(2) && decoder.expectValue(1) &&
         decoder.expectTarget(0, /*mayBePair=*/true) &&
         (decoder.operand(0).kind == Operand::Kind::Pair ||
          decoder.fail("'elect.sync' sets a lane and a predicate"));
}

//===----------------------------------------------------------------------===//
// Products of bytes
//===----------------------------------------------------------------------===//

enum DotFlags : uint8_t { ASigned = 1, BSigned = 2, High = 4 };

int32_t partOf(uint32_t word, unsigned bits, unsigned i, bool isSigned) {
  uint32_t unused = 32 - bits, part = word >> i * bits << unused;
  return isSigned ? static_cast<int32_t>(part) >> unused
                  : static_cast<int32_t>(part >> unused);
}

/// dp4a, and dp2a, whose first operand has parts of 16 bits (`count` is 2).
Outcome dot(Warp &warp, const Instruction &instruction, Mask mask) {
  uint32_t scratch[3][warpSize], result[warpSize];
  const uint32_t *source[3];
  for (unsigned i = 0; i < 3; ++i)
    source[i] = warp.read<uint32_t>(instruction.operands[i + 1], scratch[i]);
  unsigned count = instruction.count, flags = instruction.flags;
  for (unsigned lane = 0; lane < warpSize; ++lane) {
    uint32_t sum = source[2][lane];
    for (unsigned i = 0; i < count; ++i)
      sum += static_cast<uint32_t>(
          partOf(source[0][lane], 32 / count, i, flags & ASigned) *
          partOf(source[1][lane], 8, i + (flags & High ? 2 : 0),
                 flags & BSigned));
    result[lane] = sum;
  }
  warp.write(instruction.operands[0], result, mask);
  return Outcome::Next;
}

bool decodeDot(Decoder &decoder) {
  Instruction &instruction = decoder.instruction;
  instruction.count = decoder.opcode() == "dp2a" ? 2 : 4;
  int half = decoder.takeAny({"lo", "hi"});
  Type a = decoder.takeType(), b = decoder.takeType();
  instruction.flags = static_cast<uint8_t>((isSigned(a) ? ASigned : 0) |
                                           (isSigned(b) ? BSigned : 0) |
                                           (half == 1 ? High : 0));
  return finishElementwise(decoder, dot, b, 3);
}

/// Differences of four bytes, or of two halves.
template <unsigned Count>
Outcome differences(Warp &warp, const Instruction &instruction, Mask mask) {
  uint32_t scratch[3][warpSize], result[warpSize];
  const uint32_t *source[3];
  for (unsigned i = 0; i < 3; ++i)
    source[i] = warp.read<uint32_t>(instruction.operands[i + 1], scratch[i]);
  constexpr unsigned bits = 32 / Count;
  bool isSigned = instruction.flags != 0, adds = instruction.mode != 0;
  for (unsigned lane = 0; lane < warpSize; ++lane) {
    uint32_t word = 0, sum = source[2][lane];
    for (unsigned i = 0; i < Count; ++i) {
      int32_t a = partOf(source[0][lane], bits, i, isSigned);
      int32_t b = partOf(source[1][lane], bits, i, isSigned);
      auto difference = static_cast<uint32_t>(a < b ? b - a : a - b);
      word |= difference << i * bits;
      sum += difference;
    }
    result[lane] = adds ? sum : word;
  }
  warp.write(instruction.operands[0], result, mask);
  return Outcome::Next;
}

template <unsigned Count>
bool decodeDifferences(Decoder &decoder) {
  Type result = decoder.takeType(), a = decoder.takeType();
  Type b = decoder.takeType();
  decoder.instruction.mode = decoder.take("add");
  decoder.instruction.flags = isSigned(a);
  if (isSigned(a) != isSigned(b) || bitsOf(result) != 32)
    return decoder.fail("'" + decoder.instruction.text + "' is not supported");
  return finishElementwise(decoder, differences<Count>, a, 3);
}

constexpr OpcodeEntry opcodes[] = {
    {"shfl", decodeShfl},
    {"vote", decodeVote},
    {"match", decodeMatch},
    {"redux", decodeRedux},
    {"activemask", decodeActiveMask},
    {"elect", decodeElect},
    {"dp4a", decodeDot},
    {"dp2a", decodeDot},
    {"vabsdiff4", decodeDifferences<4>},
    {"vabsdiff2", decodeDifferences<2>},
};

} // namespace

OpcodeTable heddle::ptx::warpOpcodes() {
  return {std::begin(opcodes), std::end(opcodes)};
}
