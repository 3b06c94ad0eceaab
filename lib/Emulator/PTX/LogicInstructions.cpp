//===- LogicInstructions.cpp - Bits, comparisons, selections --------------===//
//
// Part of the Heddle Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Elementwise.h"
#include "NarrowFloat.h"

#include <algorithm>

using namespace heddle::ptx;

namespace {

//===----------------------------------------------------------------------===//
// Bits
//===----------------------------------------------------------------------===//

struct And {
  template <class T>
  T operator()(T a, T b) const {
    return a & b;
  }
};
struct Or {
  template <class T>
  T operator()(T a, T b) const {
    return a | b;
  }
};
struct Xor {
  template <class T>
  T operator()(T a, T b) const {
    return a ^ b;
  }
};
struct Not {
  template <class T>
  T operator()(T a) const {
    return ~a;
  }
};
struct Cnot {
  template <class T>
  T operator()(T a) const {
    return a == 0;
  }
};

/// Amounts beyond the width clamp to it.
struct ShiftLeft {
  template <class T>
  T operator()(T a, uint32_t amount) const {
    return amount >= 8 * sizeof(T)
               ? T(0)
               : static_cast<T>(static_cast<uint64_t>(a) << amount);
  }
};
struct ShiftRight {
  template <class T>
  T operator()(T a, uint32_t amount) const {
    constexpr uint32_t most = 8 * sizeof(T) - 1;
    if (amount > most)
      return std::is_signed_v<T> ? static_cast<T>(a >> most) : T(0);
    return static_cast<T>(a >> amount);
  }
};
template <class F>
struct Shift {
  template <class T>
  static constexpr Handler of = binary<F, T, T, uint32_t>;
};

struct Lop3 {
  uint32_t operator()(uint32_t a, uint32_t b, uint32_t c,
                      uint32_t table) const {
    uint32_t result = 0;
    for (unsigned i = 0; i < 8; ++i)
      if (table >> i & 1)
        result |= (i & 4 ? a : ~a) & (i & 2 ? b : ~b) & (i & 1 ? c : ~c);
    return result;
  }
};

Outcome lop3(Warp &warp, const Instruction &instruction, Mask mask) {
  uint32_t scratch[3][warpSize], result[warpSize];
  const uint32_t *sources[3];
  for (unsigned i = 0; i < 3; ++i)
    sources[i] = warp.read<uint32_t>(instruction.operands[i + 1], scratch[i]);
  for (unsigned lane = 0; lane < warpSize; ++lane)
    result[lane] = Lop3()(sources[0][lane], sources[1][lane], sources[2][lane],
                          instruction.mode);
  warp.write(instruction.operands[0], result, mask);
  return Outcome::Next;
}

/// Bytes of two words, by a selector of four digits.
uint32_t permute(uint32_t a, uint32_t b, uint32_t selector, uint32_t mode) {
  uint64_t bytes = uint64_t(b) << 32 | a;
  uint32_t result = 0, low = selector & 3;
  for (uint32_t i = 0; i < 4; ++i) {
    uint32_t from = 0;
    bool copiesSign = false;
    switch (mode) {
    case 0:
      from = selector >> 4 * i & 7;
      copiesSign = selector >> 4 * i & 8;
      break;
    case 1: // f4e
      from = low + i;
      break;
    case 2: // b4e
      from = (low + 8 - i) & 7;
      break;
    case 3: // rc8
      from = low;
      break;
    case 4: // ecl
      from = std::max(low, i);
      break;
    case 5: // ecr
      from = std::min(low, i);
      break;
    default: // rc16
      from = (low & 1) * 2 + (i & 1);
      break;
    }
    auto byte = static_cast<uint8_t>(bytes >> 8 * from);
    if (copiesSign)
      byte = byte & 0x80 ? 0xff : 0;
    result |= uint32_t(byte) << 8 * i;
  }
  return result;
}

Outcome prmt(Warp &warp, const Instruction &instruction, Mask mask) {
  uint32_t scratch[3][warpSize], result[warpSize];
  const uint32_t *sources[3];
  for (unsigned i = 0; i < 3; ++i)
    sources[i] = warp.read<uint32_t>(instruction.operands[i + 1], scratch[i]);
  for (unsigned lane = 0; lane < warpSize; ++lane)
    result[lane] = permute(sources[0][lane], sources[1][lane], sources[2][lane],
                           instruction.mode);
  warp.write(instruction.operands[0], result, mask);
  return Outcome::Next;
}

template <bool IsLeft, bool Wraps>
struct Funnel {
  uint32_t operator()(uint32_t a, uint32_t b, uint32_t c) const {
    uint32_t amount = Wraps ? c & 31 : std::min(c, 32u);
    uint64_t both = uint64_t(b) << 32 | a;
    return static_cast<uint32_t>(IsLeft ? both << amount >> 32
                                        : both >> amount);
  }
};

//===----------------------------------------------------------------------===//
// Predicates
//===----------------------------------------------------------------------===//

enum class MaskOp : uint32_t { And, Or, Xor, Not, Move };

Outcome onPredicates(Warp &warp, const Instruction &instruction, Mask mask) {
  Mask a = warp.readPredicate(instruction.operands[1]), result = a;
  Mask b = instruction.operands.size() > 2
               ? warp.readPredicate(instruction.operands[2])
               : 0;
  switch (static_cast<MaskOp>(instruction.mode)) {
  case MaskOp::And:
    result = a & b;
    break;
  case MaskOp::Or:
    result = a | b;
    break;
  case MaskOp::Xor:
    result = a ^ b;
    break;
  case MaskOp::Not:
    result = ~a;
    break;
  case MaskOp::Move:
    break;
  }
  warp.writePredicate(instruction.operands[0], result, mask);
  return Outcome::Next;
}

bool finishPredicates(Decoder &decoder, MaskOp op, size_t sources) {
  if (!decoder.finish(1 + sources))
    return false;
  if (!decoder.expectPredicateTarget(0))
    return false;
  for (size_t i = 1; i <= sources; ++i)
    if (!decoder.expectPredicate(i))
      return false;
  decoder.instruction.mode = static_cast<uint32_t>(op);
  decoder.instruction.handler = onPredicates;
  return true;
}

template <class F, MaskOp Op>
bool decodeBitwise(Decoder &decoder) {
  Type type = decoder.takeType();
  if (type == Type::Pred)
    return finishPredicates(decoder, Op, 2);
  return finishElementwise(decoder, forIntegers<Binary<F>>(type), type, 2);
}

bool decodeNot(Decoder &decoder) {
  Type type = decoder.takeType();
  if (type == Type::Pred)
    return finishPredicates(decoder, MaskOp::Not, 1);
  return finishElementwise(decoder, forIntegers<Unary<Not>>(type), type, 1);
}

//===----------------------------------------------------------------------===//
// Comparisons
//===----------------------------------------------------------------------===//

enum class Compare : uint8_t {
  Eq,
  Ne,
  Lt,
  Le,
  Gt,
  Ge,
  Equ,
  Neu,
  Ltu,
  Leu,
  Gtu,
  Geu,
  Num,
  Nan
};

template <class T>
bool holds(Compare compare, T a, T b) {
  bool ordered = a == a && b == b;
  switch (compare) {
  case Compare::Eq:
    return a == b;
  case Compare::Ne:
    return ordered && a != b;
  case Compare::Lt:
    return a < b;
  case Compare::Le:
    return a <= b;
  case Compare::Gt:
    return a > b;
  case Compare::Ge:
    return a >= b;
  case Compare::Equ:
    return !ordered || a == b;
  case Compare::Neu:
    return a != b;
  case Compare::Ltu:
    return !(a >= b);
  case Compare::Leu:
    return !(a > b);
  case Compare::Gtu:
    return !(a <= b);
  case Compare::Geu:
    return !(a < b);
  case Compare::Num:
    return ordered;
  case Compare::Nan:
    return !ordered;
  }
  return false;
}

enum CompareFlags : uint8_t { CompareFlush = 1, IsBF16 = 2 };
enum class BoolOp : uint8_t { None, And, Or, Xor };

Mask combine(BoolOp op, Mask found, Mask other) {
  switch (op) {
  case BoolOp::And:
    return found & other;
  case BoolOp::Or:
    return found | other;
  case BoolOp::Xor:
    return found ^ other;
  case BoolOp::None:
    break;
  }
  return found;
}

template <class T, Compare C>
Mask compareAll(const T *a, const T *b) {
  uint8_t found[warpSize];
  for (unsigned lane = 0; lane < warpSize; ++lane)
    found[lane] = holds<T>(C, a[lane], b[lane]);
  Mask result = 0;
  for (unsigned lane = 0; lane < warpSize; ++lane)
    result |= Mask(found[lane]) << lane;
  return result;
}

template <class T>
Mask compareLanes(Compare compare, const T *a, const T *b) {
  switch (compare) {
  case Compare::Eq:
    return compareAll<T, Compare::Eq>(a, b);
  case Compare::Lt:
    return compareAll<T, Compare::Lt>(a, b);
  case Compare::Le:
    return compareAll<T, Compare::Le>(a, b);
  case Compare::Gt:
    return compareAll<T, Compare::Gt>(a, b);
  case Compare::Ge:
    return compareAll<T, Compare::Ge>(a, b);
  default: {
    Mask result = 0;
    for (unsigned lane = 0; lane < warpSize; ++lane)
      result |= Mask(holds<T>(compare, a[lane], b[lane])) << lane;
    return result;
  }
  }
}

template <class T>
Mask compareOperands(const Warp &warp, const Instruction &instruction) {
  T scratch[2][warpSize];
  const T *a = warp.read<T>(instruction.operands[1], scratch[0]);
  const T *b = warp.read<T>(instruction.operands[2], scratch[1]);
  return compareLanes<T>(static_cast<Compare>(instruction.size), a, b);
}

template <>
Mask compareOperands<float>(const Warp &warp, const Instruction &instruction) {
  float scratch[2][warpSize], flushed[2][warpSize];
  for (unsigned i = 0; i < 2; ++i) {
    const float *values =
        warp.read<float>(instruction.operands[i + 1], scratch[i]);
    std::copy_n(values, warpSize, flushed[i]);
    if (instruction.flags & CompareFlush)
      for (float &value : flushed[i])
        value = floatFromBits(flushSubnormal(bitsFromFloat(value)));
  }
  return compareLanes<float>(static_cast<Compare>(instruction.size), flushed[0],
                             flushed[1]);
}

/// Halves in the low or the high parts of words.
Mask compareHalves(const Warp &warp, const Instruction &instruction,
                   unsigned shift) {
  float values[2][warpSize];
  for (unsigned i = 0; i < 2; ++i) {
    uint32_t scratch[warpSize];
    const uint32_t *words =
        warp.read<uint32_t>(instruction.operands[i + 1], scratch);
    for (unsigned lane = 0; lane < warpSize; ++lane) {
      auto half = static_cast<uint16_t>(words[lane] >> shift);
      values[i][lane] =
          instruction.flags & IsBF16 ? decodeBF16(half) : decodeF16(half);
    }
  }
  return compareLanes<float>(static_cast<Compare>(instruction.size), values[0],
                             values[1]);
}

/// The results go to `p|q`, of which q gets the opposite.
void writeComparison(Warp &warp, const Instruction &instruction, Mask found,
                     Mask mask) {
  auto op = static_cast<BoolOp>(instruction.mode);
  Mask other = ~Mask(0);
  if (op != BoolOp::None)
    other = warp.readPredicate(instruction.operands[3]);
  const Operand &target = instruction.operands[0];
  if (target.kind != Operand::Kind::Pair) {
    warp.writePredicate(target, combine(op, found, other), mask);
    return;
  }
  warp.writePredicate(target.parts[0], combine(op, found, other), mask);
  warp.writePredicate(target.parts[1], combine(op, ~found, other), mask);
}

template <class T>
Outcome setp(Warp &warp, const Instruction &instruction, Mask mask) {
  writeComparison(warp, instruction, compareOperands<T>(warp, instruction),
                  mask);
  return Outcome::Next;
}

Outcome setpHalf(Warp &warp, const Instruction &instruction, Mask mask) {
  writeComparison(warp, instruction, compareHalves(warp, instruction, 0), mask);
  return Outcome::Next;
}

/// f16x2: p gets the low halves' comparison, and q the high ones'.
Outcome setpHalves(Warp &warp, const Instruction &instruction, Mask mask) {
  auto op = static_cast<BoolOp>(instruction.mode);
  Mask other = ~Mask(0);
  if (op != BoolOp::None)
    other = warp.readPredicate(instruction.operands[3]);
  const Operand &target = instruction.operands[0];
  for (unsigned i = 0; i < 2; ++i)
    warp.writePredicate(
        target.parts[i],
        combine(op, compareHalves(warp, instruction, 16 * i), other), mask);
  return Outcome::Next;
}

bool takeComparison(Decoder &decoder) {
  int compare =
      decoder.takeAny({"eq", "ne", "lt", "le", "gt", "ge", "equ", "neu", "ltu",
                       "leu", "gtu", "geu", "num", "nan"});
  if (compare < 0) {
    // lo, ls, hi and hs are the unsigned comparisons of old.
    int old = decoder.takeAny({"lo", "ls", "hi", "hs"});
    if (old < 0)
      return decoder.fail("'" + decoder.instruction.text +
                          "' names no comparison");
    compare = old + 2;
  }
  decoder.instruction.size = static_cast<uint8_t>(compare);
  int op = decoder.takeAny({"and", "or", "xor"});
  decoder.instruction.mode = static_cast<uint32_t>(op + 1);
  if (decoder.take("ftz"))
    decoder.instruction.flags |= CompareFlush;
  return true;
}

Handler setpHandler(Decoder &decoder, Type type) {
  switch (type) {
  case Type::B16:
  case Type::U16:
    return setp<uint16_t>;
  case Type::B32:
  case Type::U32:
    return setp<uint32_t>;
  case Type::B64:
  case Type::U64:
    return setp<uint64_t>;
  case Type::S16:
    return setp<int16_t>;
  case Type::S32:
    return setp<int32_t>;
  case Type::S64:
    return setp<int64_t>;
  case Type::F32:
    return setp<float>;
  case Type::F64:
    return setp<double>;
  case Type::BF16:
  case Type::BF16x2:
    decoder.instruction.flags |= IsBF16;
    return type == Type::BF16 ? setpHalf : setpHalves;
  case Type::F16:
    return setpHalf;
  case Type::F16x2:
    return setpHalves;
  default:
    return nullptr;
  }
}

bool decodeSetp(Decoder &decoder) {
  if (!takeComparison(decoder))
    return false;
  Type type = decoder.takeType();
  Handler handler = setpHandler(decoder, type);
  size_t count = decoder.instruction.mode != 0 ? 4 : 3;
  if (!decoder.finish(count) || !decoder.expectValue(1) ||
      !decoder.expectValue(2))
    return false;
  if (count == 4 && !decoder.expectPredicate(3))
    return false;
  const Operand &target = decoder.operand(0);
  bool isPair = target.kind == Operand::Kind::Pair;
  if (handler == setpHalves && !isPair)
    return decoder.fail("'" + decoder.instruction.text +
                        "' sets two predicates");
  if (!isPair && !decoder.expectPredicateTarget(0))
    return false;
  for (const Operand &part : target.parts)
    if (!part.isPredicate() && part.kind != Operand::Kind::Sink)
      return decoder.fail("'" + decoder.instruction.text + "' sets predicates");
  decoder.fixConstants(type);
  decoder.instruction.handler = handler;
  return true;
}

/// What a comparison gives as a number: all ones or 1.0.
template <class T>
Outcome set(Warp &warp, const Instruction &instruction, Mask mask) {
  auto op = static_cast<BoolOp>(instruction.mode);
  Mask found = compareOperands<T>(warp, instruction);
  if (op != BoolOp::None)
    found = combine(op, found, warp.readPredicate(instruction.operands[3]));
  uint32_t result[warpSize];
  uint32_t value = instruction.count == 2 ? bitsFromFloat(1.0f) : ~0u;
  for (unsigned lane = 0; lane < warpSize; ++lane)
    result[lane] = found >> lane & 1 ? value : 0;
  warp.write(instruction.operands[0], result, mask);
  return Outcome::Next;
}

/// What `set` on halves gives where the comparison holds; kept in the flags
/// above those of comparisons.
enum class HalfResult : uint8_t { SameType, Integer, WideInteger, Float };
constexpr unsigned halfResultShift = 4;

uint32_t trueOf(const Instruction &instruction) {
  switch (static_cast<HalfResult>(instruction.flags >> halfResultShift)) {
  case HalfResult::SameType:
    return instruction.flags & IsBF16 ? 0x3f80 : 0x3c00;
  case HalfResult::Integer:
    return 0xffff;
  case HalfResult::WideInteger:
    return ~0u;
  case HalfResult::Float:
    return bitsFromFloat(1.0f);
  }
  return 0;
}

/// `count` is the number of halves, each of which has its result.
Outcome setHalves(Warp &warp, const Instruction &instruction, Mask mask) {
  auto op = static_cast<BoolOp>(instruction.mode);
  uint32_t result[warpSize] = {};
  uint32_t one = trueOf(instruction);
  for (unsigned shift = 0; shift < 16u * instruction.count; shift += 16) {
    Mask found = compareHalves(warp, instruction, shift);
    if (op != BoolOp::None)
      found = combine(op, found, warp.readPredicate(instruction.operands[3]));
    for (unsigned lane = 0; lane < warpSize; ++lane)
      result[lane] |= (found >> lane & 1 ? one : 0) << shift;
  }
  warp.write(instruction.operands[0], result, mask);
  return Outcome::Next;
}

Handler setHandler(Decoder &decoder, Type result, Type type) {
  Instruction &instruction = decoder.instruction;
  if (type == Type::F16 || type == Type::BF16 || type == Type::F16x2 ||
      type == Type::BF16x2) {
    bool isBF16 = type == Type::BF16 || type == Type::BF16x2;
    instruction.flags |= isBF16 ? IsBF16 : 0;
    instruction.count = type == Type::F16x2 || type == Type::BF16x2 ? 2 : 1;
    HalfResult kind = result == type           ? HalfResult::SameType
                      : instruction.count == 2 ? HalfResult::Integer
                      : result == Type::F32    ? HalfResult::Float
                      : bitsOf(result) == 32   ? HalfResult::WideInteger
                                               : HalfResult::Integer;
    instruction.flags |= static_cast<uint8_t>(kind) << halfResultShift;
    bool fits = bitsOf(result) == 16u * instruction.count ||
                kind == HalfResult::Float || kind == HalfResult::WideInteger;
    return fits ? setHalves : nullptr;
  }
  if (bitsOf(result) != 32)
    return nullptr;
  instruction.count = result == Type::F32 ? 2 : 1;
  switch (type) {
  case Type::B16:
  case Type::U16:
    return set<uint16_t>;
  case Type::B32:
  case Type::U32:
    return set<uint32_t>;
  case Type::B64:
  case Type::U64:
    return set<uint64_t>;
  case Type::S16:
    return set<int16_t>;
  case Type::S32:
    return set<int32_t>;
  case Type::S64:
    return set<int64_t>;
  case Type::F32:
    return set<float>;
  case Type::F64:
    return set<double>;
  default:
    return nullptr;
  }
}

bool decodeSet(Decoder &decoder) {
  if (!takeComparison(decoder))
    return false;
  Type result = decoder.takeType(), type = decoder.takeType();
  Handler handler = setHandler(decoder, result, type);
  size_t sources = 2;
  if (decoder.instruction.mode != 0) {
    if (decoder.operands() != 4 || !decoder.expectPredicate(3))
      return decoder.fail("'" + decoder.instruction.text +
                          "' needs a predicate");
    if (!decoder.finish(4) || !decoder.expectTarget(0) ||
        !decoder.expectValue(1) || !decoder.expectValue(2))
      return false;
    decoder.fixConstants(type);
    decoder.instruction.handler = handler;
    return handler != nullptr;
  }
  return finishElementwise(decoder, handler, type, sources);
}

//===----------------------------------------------------------------------===//
// Selections
//===----------------------------------------------------------------------===//

template <class T>
Outcome selp(Warp &warp, const Instruction &instruction, Mask mask) {
  T scratch[2][warpSize], result[warpSize];
  const T *a = warp.read<T>(instruction.operands[1], scratch[0]);
  const T *b = warp.read<T>(instruction.operands[2], scratch[1]);
  Mask chosen = warp.readPredicate(instruction.operands[3]);
  for (unsigned lane = 0; lane < warpSize; ++lane)
    result[lane] = chosen >> lane & 1 ? a[lane] : b[lane];
  warp.write(instruction.operands[0], result, mask);
  return Outcome::Next;
}

bool decodeSelp(Decoder &decoder) {
  Type type = decoder.takeType();
  Handler handler = bitsOf(type) == 16   ? selp<uint16_t>
                    : bitsOf(type) == 32 ? selp<uint32_t>
                    : bitsOf(type) == 64 ? selp<uint64_t>
                                         : nullptr;
  if (!decoder.finish(4) || !decoder.expectTarget(0) ||
      !decoder.expectPredicate(3) || !decoder.expectValue(1) ||
      !decoder.expectValue(2))
    return false;
  decoder.fixConstants(type);
  decoder.instruction.handler = handler;
  return true;
}

/// The first where c is not negative; -0 counts as positive.
template <class T, class C>
struct Slct {
  T operator()(T a, T b, C c) const { return c >= 0 ? a : b; }
};

bool decodeSlct(Decoder &decoder) {
  decoder.ignore({"ftz"});
  Type type = decoder.takeType(), by = decoder.takeType();
  Handler handler = nullptr;
  if (bitsOf(type) == 16)
    handler = by == Type::S32 ? ternary<Slct<uint16_t, int32_t>, uint16_t,
                                        uint16_t, uint16_t, int32_t>
                              : ternary<Slct<uint16_t, float>, uint16_t,
                                        uint16_t, uint16_t, float>;
  else if (bitsOf(type) == 32)
    handler = by == Type::S32 ? ternary<Slct<uint32_t, int32_t>, uint32_t,
                                        uint32_t, uint32_t, int32_t>
                              : ternary<Slct<uint32_t, float>, uint32_t,
                                        uint32_t, uint32_t, float>;
  else if (bitsOf(type) == 64)
    handler = by == Type::S32 ? ternary<Slct<uint64_t, int32_t>, uint64_t,
                                        uint64_t, uint64_t, int32_t>
                              : ternary<Slct<uint64_t, float>, uint64_t,
                                        uint64_t, uint64_t, float>;
  return finishElementwise(decoder, handler, type, 3);
}

//===----------------------------------------------------------------------===//
// Decoding
//===----------------------------------------------------------------------===//

bool decodeShl(Decoder &decoder) {
  Type type = decoder.takeType();
  return finishElementwise(decoder, forIntegers<Shift<ShiftLeft>>(type), type,
                           2);
}

bool decodeShr(Decoder &decoder) {
  Type type = decoder.takeType();
  return finishElementwise(decoder, forIntegers<Shift<ShiftRight>>(type), type,
                           2);
}

bool decodeCnot(Decoder &decoder) {
  Type type = decoder.takeType();
  return finishElementwise(decoder, forIntegers<Unary<Cnot>>(type), type, 1);
}

/// d|p = whether d, combined with another predicate, is not zero.
Outcome lop3AndTest(Warp &warp, const Instruction &instruction, Mask mask) {
  const Operand &target = instruction.operands[0];
  uint32_t scratch[3][warpSize], result[warpSize];
  const uint32_t *sources[3];
  for (unsigned i = 0; i < 3; ++i)
    sources[i] = warp.read<uint32_t>(instruction.operands[i + 1], scratch[i]);
  Mask found = 0;
  for (unsigned lane = 0; lane < warpSize; ++lane) {
    result[lane] = Lop3()(sources[0][lane], sources[1][lane], sources[2][lane],
                          instruction.mode);
    found |= static_cast<Mask>(result[lane] != 0) << lane;
  }
  Mask other = warp.readPredicate(instruction.operands[5]);
  found = combine(static_cast<BoolOp>(instruction.count), found, other);
  warp.write(target.parts[0], result, mask);
  warp.writePredicate(target.parts[1], found, mask);
  return Outcome::Next;
}

bool decodeLop3WithTest(Decoder &decoder, BoolOp op) {
  Instruction &instruction = decoder.instruction;
  decoder.take("b32");
  if (!decoder.finish(6) || !decoder.expectTarget(0, /*mayBePair=*/true) ||
      !decoder.expectPredicate(5))
    return false;
  for (size_t i = 1; i < 5; ++i)
    if (!decoder.expectValue(i))
      return false;
  if (decoder.operand(0).kind != Operand::Kind::Pair ||
      decoder.operand(4).kind != Operand::Kind::Constant)
    return decoder.fail("'" + instruction.text +
                        "' needs a register, a predicate and a table");
  instruction.mode = static_cast<uint32_t>(decoder.operand(4).literal.bits);
  instruction.count = static_cast<uint8_t>(op);
  instruction.handler = lop3AndTest;
  return true;
}

bool decodeLop3(Decoder &decoder) {
  int op = decoder.takeAny({"or", "and"});
  if (op >= 0)
    return decodeLop3WithTest(decoder, op == 0 ? BoolOp::Or : BoolOp::And);
  Type type = decoder.takeType();
  if (decoder.operands() != 5 ||
      decoder.operand(4).kind != Operand::Kind::Constant)
    return decoder.fail("'" + decoder.instruction.text +
                        "' needs a table as its last operand");
  decoder.instruction.mode =
      static_cast<uint32_t>(decoder.operand(4).literal.bits);
  return finishElementwise(decoder, lop3, type, 4);
}

bool decodePrmt(Decoder &decoder) {
  int mode = decoder.takeAny({"f4e", "b4e", "rc8", "ecl", "ecr", "rc16"});
  decoder.instruction.mode = static_cast<uint32_t>(mode + 1);
  Type type = decoder.takeType();
  return finishElementwise(decoder, type == Type::B32 ? prmt : nullptr, type,
                           3);
}

bool decodeShf(Decoder &decoder) {
  bool isLeft = decoder.takeAny({"l", "r"}) == 0;
  bool wraps = decoder.takeAny({"wrap", "clamp"}) == 0;
  Type type = decoder.takeType();
  using U = uint32_t;
  Handler handler = isLeft ? (wraps ? ternary<Funnel<true, true>, U, U>
                                    : ternary<Funnel<true, false>, U, U>)
                           : (wraps ? ternary<Funnel<false, true>, U, U>
                                    : ternary<Funnel<false, false>, U, U>);
  return finishElementwise(decoder, type == Type::B32 ? handler : nullptr, type,
                           3);
}

constexpr OpcodeEntry opcodes[] = {
    {"and", decodeBitwise<And, MaskOp::And>},
    {"or", decodeBitwise<Or, MaskOp::Or>},
    {"xor", decodeBitwise<Xor, MaskOp::Xor>},
    {"not", decodeNot},
    {"cnot", decodeCnot},
    {"shl", decodeShl},
    {"shr", decodeShr},
    {"shf", decodeShf},
    {"lop3", decodeLop3},
    {"prmt", decodePrmt},
    {"setp", decodeSetp},
    {"set", decodeSet},
    {"selp", decodeSelp},
    {"slct", decodeSlct},
};

} // namespace

OpcodeTable heddle::ptx::logicOpcodes() {
  return {std::begin(opcodes), std::end(opcodes)};
}
