//===- IntegerInstructions.cpp - Arithmetic of integers -------------------===//
//
// Part of the Heddle Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Elementwise.h"

#include <limits>

using namespace heddle::ptx;

bool heddle::ptx::finishElementwise(Decoder &decoder, Handler handler,
                                    Type type, size_t sources, Target target) {
  if (!handler)
    return decoder.fail("'" + decoder.instruction.text +
                        "' is not supported: there is no such type of it");
  if (!decoder.finish(sources + 1))
    return false;
  bool fits = target == Target::Predicate
                  ? decoder.expectPredicateTarget(0)
                  : decoder.expectTarget(0, target != Target::Number);
  if (!fits)
    return false;
  for (size_t i = 1; i <= sources; ++i)
    if (!decoder.expectValue(i))
      return false;
  decoder.fixConstants(type);
  decoder.instruction.handler = handler;
  return true;
}

namespace {

/// Twice as wide, with the same sign.
template <class T>
using Wide = std::conditional_t<
    sizeof(T) == 2, std::conditional_t<std::is_signed_v<T>, int32_t, uint32_t>,
    std::conditional_t<
        sizeof(T) == 4,
        std::conditional_t<std::is_signed_v<T>, int64_t, uint64_t>,
        std::conditional_t<std::is_signed_v<T>, __int128, unsigned __int128>>>;

template <class T>
Wide<T> wideProduct(T a, T b) {
  return static_cast<Wide<T>>(a) * static_cast<Wide<T>>(b);
}

struct Add {
  template <class T>
  T operator()(T a, T b) const {
    return static_cast<T>(static_cast<uint64_t>(a) + static_cast<uint64_t>(b));
  }
};
struct Sub {
  template <class T>
  T operator()(T a, T b) const {
    return static_cast<T>(static_cast<uint64_t>(a) - static_cast<uint64_t>(b));
  }
};
struct SaturatingAdd {
  int32_t operator()(int32_t a, int32_t b) const {
    return clamp(int64_t(a) + b);
  }
  static int32_t clamp(int64_t sum) {
    constexpr int64_t low = std::numeric_limits<int32_t>::min();
    constexpr int64_t high = std::numeric_limits<int32_t>::max();
    return static_cast<int32_t>(sum < low ? low : sum > high ? high : sum);
  }
};
struct SaturatingSub {
  int32_t operator()(int32_t a, int32_t b) const {
    return SaturatingAdd::clamp(int64_t(a) - b);
  }
};
struct MulLo {
  template <class T>
  T operator()(T a, T b) const {
    return static_cast<T>(static_cast<uint64_t>(a) * static_cast<uint64_t>(b));
  }
};
struct MulHi {
  template <class T>
  T operator()(T a, T b) const {
    return static_cast<T>(wideProduct(a, b) >> 8 * sizeof(T));
  }
};
struct MulWide {
  template <class T>
  Wide<T> operator()(T a, T b) const {
    return wideProduct(a, b);
  }
};
struct MadLo {
  template <class T>
  T operator()(T a, T b, T c) const {
    return Add()(MulLo()(a, b), c);
  }
};
struct MadHi {
  template <class T>
  T operator()(T a, T b, T c) const {
    return Add()(MulHi()(a, b), c);
  }
};
struct SaturatingMadHi {
  int32_t operator()(int32_t a, int32_t b, int32_t c) const {
    return SaturatingAdd()(MulHi()(a, b), c);
  }
};
struct MadWide {
  template <class T>
  Wide<T> operator()(T a, T b, Wide<T> c) const {
    return Add()(wideProduct(a, b), c);
  }
};

template <class T>
int64_t low24(T a) {
  return std::is_signed_v<T> ? static_cast<int32_t>(a << 8) >> 8
                             : static_cast<int64_t>(a & 0xffffff);
}
struct Mul24Lo {
  template <class T>
  T operator()(T a, T b) const {
    return static_cast<T>(low24(a) * low24(b));
  }
};
struct Mul24Hi {
  template <class T>
  T operator()(T a, T b) const {
    return static_cast<T>(low24(a) * low24(b) >> 16);
  }
};
struct Mad24Hi {
  template <class T>
  T operator()(T a, T b, T c) const {
    return Add()(Mul24Hi()(a, b), c);
  }
};
struct SaturatingMad24Hi {
  int32_t operator()(int32_t a, int32_t b, int32_t c) const {
    return SaturatingAdd()(Mul24Hi()(a, b), c);
  }
};
struct Mad24Lo {
  template <class T>
  T operator()(T a, T b, T c) const {
    return Add()(Mul24Lo()(a, b), c);
  }
};

/// Division by zero gives all ones, the most negative number by -1 itself.
struct Div {
  template <class T>
  T operator()(T a, T b) const {
    if (b == 0)
      return static_cast<T>(~T(0));
    if (std::is_signed_v<T> && b == static_cast<T>(-1))
      return Sub()(T(0), a);
    return a / b;
  }
};
struct Rem {
  template <class T>
  T operator()(T a, T b) const {
    if (b == 0)
      return a;
    if (std::is_signed_v<T> && b == static_cast<T>(-1))
      return 0;
    return a % b;
  }
};
struct Abs {
  template <class T>
  T operator()(T a) const {
    return a < 0 ? Sub()(T(0), a) : a;
  }
};
struct Neg {
  template <class T>
  T operator()(T a) const {
    return Sub()(T(0), a);
  }
};
struct Min {
  template <class T>
  T operator()(T a, T b) const {
    return a < b ? a : b;
  }
};
struct Max {
  template <class T>
  T operator()(T a, T b) const {
    return a > b ? a : b;
  }
};
struct MaxRelu {
  template <class T>
  T operator()(T a, T b) const {
    return Max()(Max()(a, b), T(0));
  }
};
struct MinRelu {
  template <class T>
  T operator()(T a, T b) const {
    return Max()(Min()(a, b), T(0));
  }
};
struct Sad {
  template <class T>
  T operator()(T a, T b, T c) const {
    return Add()(c, a < b ? Sub()(b, a) : Sub()(a, b));
  }
};

template <class F>
struct Pairwise {
  uint32_t operator()(uint32_t a, uint32_t b) const {
    auto low = F()(static_cast<int16_t>(a), static_cast<int16_t>(b));
    auto high =
        F()(static_cast<int16_t>(a >> 16), static_cast<int16_t>(b >> 16));
    return uint32_t(static_cast<uint16_t>(high)) << 16 |
           static_cast<uint16_t>(low);
  }
};
template <class F>
struct UnsignedPairwise {
  uint32_t operator()(uint32_t a, uint32_t b) const {
    auto low = F()(static_cast<uint16_t>(a), static_cast<uint16_t>(b));
    auto high =
        F()(static_cast<uint16_t>(a >> 16), static_cast<uint16_t>(b >> 16));
    return uint32_t(static_cast<uint16_t>(high)) << 16 |
           static_cast<uint16_t>(low);
  }
};

//===----------------------------------------------------------------------===//
// Shapes for products of twice the width
//===----------------------------------------------------------------------===//

struct WideMul {
  template <class T>
  static Handler pick() {
    if constexpr (sizeof(T) < 8)
      return binary<MulWide, Wide<T>, T>;
    else
      return nullptr;
  }
  template <class T>
  static inline const Handler of = pick<T>();
};
struct WideMad {
  template <class T>
  static Handler pick() {
    if constexpr (sizeof(T) < 8)
      return ternary<MadWide, Wide<T>, T, T, Wide<T>>;
    else
      return nullptr;
  }
  template <class T>
  static inline const Handler of = pick<T>();
};

//===----------------------------------------------------------------------===//
// Carries
//===----------------------------------------------------------------------===//

enum class CarryOp : uint32_t { Add, Sub, MadLo, MadHi };
enum CarryFlags : uint8_t { UsesCarry = 1, SetsCarry = 2 };

/// The carry is a flag of each lane; a borrow is its absence, as in hardware,
/// but PTX leaves that open.
template <class T, class Factor = T>
Outcome withCarry(Warp &warp, const Instruction &instruction, Mask mask) {
  T scratch[3][warpSize], result[warpSize];
  const auto op = static_cast<CarryOp>(instruction.mode);
  const bool isMad = op == CarryOp::MadLo || op == CarryOp::MadHi;
  const T *a = warp.read<T>(instruction.operands[1], scratch[0]);
  const T *b = warp.read<T>(instruction.operands[2], scratch[1]);
  const T *c = isMad ? warp.read<T>(instruction.operands[3], scratch[2]) : b;
  Mask carries = 0, old = warp.carry;
  for (unsigned lane = 0; lane < warpSize; ++lane) {
    T carry = instruction.flags & UsesCarry ? old >> lane & 1 : 0;
    T left = op == CarryOp::MadLo ? MulLo()(a[lane], b[lane])
             : op == CarryOp::MadHi
                 ? static_cast<T>(MulHi()(static_cast<Factor>(a[lane]),
                                          static_cast<Factor>(b[lane])))
                 : a[lane];
    unsigned __int128 sum = left;
    if (op == CarryOp::Sub)
      sum -= static_cast<unsigned __int128>(c[lane]) + carry;
    else
      sum += static_cast<unsigned __int128>(c[lane]) + carry;
    result[lane] = static_cast<T>(sum);
    carries |= static_cast<Mask>(sum >> 8 * sizeof(T) & 1) << lane;
  }
  if (instruction.flags & SetsCarry)
    warp.carry = (carries & mask) | (old & ~mask);
  warp.write(instruction.operands[0], result, mask);
  return Outcome::Next;
}

bool decodeCarry(Decoder &decoder, CarryOp op, bool usesCarry) {
  bool setsCarry = decoder.take("cc");
  Type type = decoder.takeType();
  decoder.instruction.mode = static_cast<uint32_t>(op);
  decoder.instruction.flags =
      (usesCarry ? UsesCarry : 0) | (setsCarry ? SetsCarry : 0);
  Handler handler = bitsOf(type) == 32   ? withCarry<uint32_t>
                    : bitsOf(type) == 64 ? withCarry<uint64_t>
                                         : nullptr;
  // The high half of a signed product differs.
  if (op == CarryOp::MadHi && isSigned(type))
    handler = bitsOf(type) == 32   ? withCarry<uint32_t, int32_t>
              : bitsOf(type) == 64 ? withCarry<uint64_t, int64_t>
                                   : nullptr;
  size_t sources = op == CarryOp::MadLo || op == CarryOp::MadHi ? 3 : 2;
  return finishElementwise(decoder, handler, type, sources);
}

//===----------------------------------------------------------------------===//
// Decoding
//===----------------------------------------------------------------------===//

template <CarryOp Op>
bool decodeExtended(Decoder &decoder) {
  return decodeCarry(decoder, Op, /*usesCarry=*/true);
}

bool decodeExtendedMad(Decoder &decoder) {
  bool isHigh = decoder.takeAny({"lo", "hi"}) == 1;
  return decodeCarry(decoder, isHigh ? CarryOp::MadHi : CarryOp::MadLo, true);
}

bool decodeMad(Decoder &decoder) {
  int part = decoder.takeAny({"lo", "hi", "wide"});
  bool hasCarry = decoder.instruction.text.find(".cc") != std::string::npos;
  if (hasCarry && part < 2)
    return decodeCarry(decoder, part == 1 ? CarryOp::MadHi : CarryOp::MadLo,
                       false);
  Type type = decoder.takeType();
  Handler handler = part == 0   ? forIntegers<Ternary<MadLo>>(type)
                    : part == 1 ? forIntegers<Ternary<MadHi>>(type)
                    : part == 2 ? forIntegers<WideMad>(type)
                                : nullptr;
  if (decoder.take("sat"))
    handler = part == 1 && type == Type::S32
                  ? ternary<SaturatingMadHi, int32_t, int32_t>
                  : nullptr;
  return finishElementwise(decoder, handler, type, 3);
}

template <class Lo, class Hi>
bool decode24(Decoder &decoder) {
  int part = decoder.takeAny({"lo", "hi"});
  Type type = decoder.takeType();
  Handler handler = part == 0   ? forIntegers<Lo>(type)
                    : part == 1 ? forIntegers<Hi>(type)
                                : nullptr;
  if (bitsOf(type) != 32)
    handler = nullptr;
  return finishElementwise(decoder, handler, type, 2);
}

bool decodeMad24(Decoder &decoder) {
  int part = decoder.takeAny({"lo", "hi"});
  bool saturates = decoder.take("sat");
  Type type = decoder.takeType();
  Handler handler = part == 0   ? forIntegers<Ternary<Mad24Lo>>(type)
                    : part == 1 ? forIntegers<Ternary<Mad24Hi>>(type)
                                : nullptr;
  if (saturates)
    handler = part == 1 && type == Type::S32
                  ? ternary<SaturatingMad24Hi, int32_t, int32_t>
                  : nullptr;
  if (bitsOf(type) != 32)
    handler = nullptr;
  return finishElementwise(decoder, handler, type, 3);
}

bool decodeSad(Decoder &decoder) {
  Type type = decoder.takeType();
  return finishElementwise(decoder, forIntegers<Ternary<Sad>>(type), type, 3);
}

bool decodeRem(Decoder &decoder) {
  Type type = decoder.takeType();
  return finishElementwise(decoder, forIntegers<Binary<Rem>>(type), type, 2);
}

constexpr OpcodeEntry opcodes[] = {
    {"addc", decodeExtended<CarryOp::Add>},
    {"subc", decodeExtended<CarryOp::Sub>},
    {"madc", decodeExtendedMad},
    {"mad24", decodeMad24},
    {"mul24", decode24<Binary<Mul24Lo>, Binary<Mul24Hi>>},
    {"sad", decodeSad},
    {"rem", decodeRem},
};

} // namespace

OpcodeTable heddle::ptx::integerOpcodes() {
  return {std::begin(opcodes), std::end(opcodes)};
}

//===----------------------------------------------------------------------===//
// Opcodes that floats have too
//===----------------------------------------------------------------------===//

bool heddle::ptx::decodeIntegerAdd(Decoder &decoder) {
  if (decoder.instruction.text.find(".cc") != std::string::npos)
    return decodeCarry(decoder, CarryOp::Add, false);
  bool saturates = decoder.take("sat");
  if (decoder.takeAny({"u16x2", "s16x2"}) >= 0)
    return finishElementwise(decoder, binary<Pairwise<Add>, uint32_t, uint32_t>,
                             Type::B32, 2);
  Type type = decoder.takeType();
  Handler handler = forIntegers<Binary<Add>>(type);
  if (saturates)
    handler =
        type == Type::S32 ? binary<SaturatingAdd, int32_t, int32_t> : nullptr;
  return finishElementwise(decoder, handler, type, 2);
}

bool heddle::ptx::decodeIntegerSub(Decoder &decoder) {
  if (decoder.instruction.text.find(".cc") != std::string::npos)
    return decodeCarry(decoder, CarryOp::Sub, false);
  bool saturates = decoder.take("sat");
  Type type = decoder.takeType();
  Handler handler = forIntegers<Binary<Sub>>(type);
  if (saturates)
    handler =
        type == Type::S32 ? binary<SaturatingSub, int32_t, int32_t> : nullptr;
  return finishElementwise(decoder, handler, type, 2);
}

bool heddle::ptx::decodeIntegerMul(Decoder &decoder) {
  int part = decoder.takeAny({"lo", "hi", "wide"});
  Type type = decoder.takeType();
  Handler handler = part == 0   ? forIntegers<Binary<MulLo>>(type)
                    : part == 1 ? forIntegers<Binary<MulHi>>(type)
                    : part == 2 ? forIntegers<WideMul>(type)
                                : nullptr;
  return finishElementwise(decoder, handler, type, 2);
}

bool heddle::ptx::decodeIntegerMad(Decoder &decoder) {
  return decodeMad(decoder);
}

bool heddle::ptx::decodeIntegerDiv(Decoder &decoder) {
  Type type = decoder.takeType();
  return finishElementwise(decoder, forIntegers<Binary<Div>>(type), type, 2);
}

bool heddle::ptx::decodeIntegerAbs(Decoder &decoder) {
  Type type = decoder.takeType();
  return finishElementwise(decoder, forIntegers<Unary<Abs>>(type), type, 1);
}

bool heddle::ptx::decodeIntegerNeg(Decoder &decoder) {
  Type type = decoder.takeType();
  return finishElementwise(decoder, forIntegers<Unary<Neg>>(type), type, 1);
}

template <class F, class Relu>
static bool decodeExtreme(Decoder &decoder) {
  bool relu = decoder.take("relu");
  if (decoder.take("s16x2"))
    return finishElementwise(decoder,
                             relu ? binary<Pairwise<Relu>, uint32_t, uint32_t>
                                  : binary<Pairwise<F>, uint32_t, uint32_t>,
                             Type::B32, 2);
  if (decoder.take("u16x2"))
    return finishElementwise(
        decoder,
        relu ? nullptr : binary<UnsignedPairwise<F>, uint32_t, uint32_t>,
        Type::B32, 2);
  Type type = decoder.takeType();
  Handler handler =
      relu ? forIntegers<Binary<Relu>>(type) : forIntegers<Binary<F>>(type);
  return finishElementwise(decoder, handler, type, 2);
}

bool heddle::ptx::decodeIntegerMin(Decoder &decoder) {
  return decodeExtreme<Min, MinRelu>(decoder);
}

bool heddle::ptx::decodeIntegerMax(Decoder &decoder) {
  return decodeExtreme<Max, MaxRelu>(decoder);
}
