//===- Elementwise.h - Instructions that act lane by lane -------*- C++ -*-===//
//
// Part of the Heddle Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Handlers made from functions on numbers. All lanes are computed, which
// becomes vector code, and only those of the mask are written; so no function
// may trap, whatever it is given.
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_LIB_EMULATOR_PTX_ELEMENTWISE_H
#define HEDDLE_LIB_EMULATOR_PTX_ELEMENTWISE_H

#include "Decoder.h"
#include "Engine.h"

namespace heddle::ptx {

template <class F, class R, class A>
Outcome unary(Warp &warp, const Instruction &instruction, Mask mask) {
  A scratch[warpSize];
  const A *a = warp.read<A>(instruction.operands[1], scratch);
  R result[warpSize];
  for (unsigned lane = 0; lane < warpSize; ++lane)
    result[lane] = static_cast<R>(F()(a[lane]));
  warp.write(instruction.operands[0], result, mask);
  return Outcome::Next;
}

template <class F, class R, class A, class B = A>
Outcome binary(Warp &warp, const Instruction &instruction, Mask mask) {
  A aScratch[warpSize];
  B bScratch[warpSize];
  const A *a = warp.read<A>(instruction.operands[1], aScratch);
  const B *b = warp.read<B>(instruction.operands[2], bScratch);
  R result[warpSize];
  for (unsigned lane = 0; lane < warpSize; ++lane)
    result[lane] = static_cast<R>(F()(a[lane], b[lane]));
  warp.write(instruction.operands[0], result, mask);
  return Outcome::Next;
}

template <class F, class R, class A, class B = A, class C = A>
Outcome ternary(Warp &warp, const Instruction &instruction, Mask mask) {
  A aScratch[warpSize];
  B bScratch[warpSize];
  C cScratch[warpSize];
  const A *a = warp.read<A>(instruction.operands[1], aScratch);
  const B *b = warp.read<B>(instruction.operands[2], bScratch);
  const C *c = warp.read<C>(instruction.operands[3], cScratch);
  R result[warpSize];
  for (unsigned lane = 0; lane < warpSize; ++lane)
    result[lane] = static_cast<R>(F()(a[lane], b[lane], c[lane]));
  warp.write(instruction.operands[0], result, mask);
  return Outcome::Next;
}

/// The handlers of one function by type; null where it has none.
template <class F>
struct Unary {
  template <class T>
  static constexpr Handler of = unary<F, T, T>;
};
template <class F>
struct Binary {
  template <class T>
  static constexpr Handler of = binary<F, T, T>;
};
template <class F>
struct Ternary {
  template <class T>
  static constexpr Handler of = ternary<F, T, T>;
};

/// For integers of 16, 32 and 64 bits; bits count as unsigned.
template <class Shape>
Handler forIntegers(Type type) {
  switch (type) {
  case Type::B16:
  case Type::U16:
    return Shape::template of<uint16_t>;
  case Type::B32:
  case Type::U32:
    return Shape::template of<uint32_t>;
  case Type::B64:
  case Type::U64:
    return Shape::template of<uint64_t>;
  case Type::S16:
    return Shape::template of<int16_t>;
  case Type::S32:
    return Shape::template of<int32_t>;
  case Type::S64:
    return Shape::template of<int64_t>;
  default:
    return nullptr;
  }
}

/// Which kind of operand an instruction sets.
enum class Target : uint8_t { Number, NumberAndPredicate, Predicate };

/// Checks the operands, of which the first is the target and the others are
/// values, and sets the handler.
bool finishElementwise(Decoder &decoder, Handler handler, Type type,
                       size_t sources, Target target = Target::Number);

/// Opcodes that integers and floats share, decoded as integers.
bool decodeIntegerAdd(Decoder &decoder);
bool decodeIntegerSub(Decoder &decoder);
bool decodeIntegerMul(Decoder &decoder);
bool decodeIntegerMad(Decoder &decoder);
bool decodeIntegerDiv(Decoder &decoder);
bool decodeIntegerAbs(Decoder &decoder);
bool decodeIntegerNeg(Decoder &decoder);
bool decodeIntegerMin(Decoder &decoder);
bool decodeIntegerMax(Decoder &decoder);

} // namespace heddle::ptx

#endif // HEDDLE_LIB_EMULATOR_PTX_ELEMENTWISE_H
