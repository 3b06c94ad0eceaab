//===- FloatInstructions.cpp - Arithmetic of floating point ---------------===//
//
// Part of the Heddle Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Approximate functions are computed in double and rounded once, so they lie
// within whatever error PTX allows. f16 and bf16 are computed in float, whose
// precision is enough for a second rounding to do no harm, and fused
// multiply-adds of them in double.
//
//===----------------------------------------------------------------------===//

#include "Elementwise.h"
#include "NarrowFloat.h"

#include <algorithm>
#include <cfenv>
#include <cmath>

using namespace heddle::ptx;

namespace {

enum FloatFlags : uint8_t {
  Flush = 1,
  SaturateUnit = 2,
  Relu = 4,
  PropagateNaN = 8,
  XorSign = 16,
  AbsOperands = 32,
  KeepsNaN = 64
};

//===----------------------------------------------------------------------===//
// Functions
//===----------------------------------------------------------------------===//

struct Add {
  template <class T>
  T operator()(T a, T b, T) const {
    return a + b;
  }
};
struct Sub {
  template <class T>
  T operator()(T a, T b, T) const {
    return a - b;
  }
};
struct Mul {
  template <class T>
  T operator()(T a, T b, T) const {
    return a * b;
  }
};
struct Div {
  template <class T>
  T operator()(T a, T b, T) const {
    return a / b;
  }
};
struct Fma {
  template <class T>
  T operator()(T a, T b, T c) const {
    return std::fma(a, b, c);
  }
};
struct Rcp {
  template <class T>
  T operator()(T a, T, T) const {
    return 1 / a;
  }
};
struct Sqrt {
  template <class T>
  T operator()(T a, T, T) const {
    return std::sqrt(a);
  }
};
struct Rsqrt {
  template <class T>
  T operator()(T a, T, T) const {
    return static_cast<T>(1 / std::sqrt(static_cast<double>(a)));
  }
};
struct Sin {
  template <class T>
  T operator()(T a, T, T) const {
    return static_cast<T>(std::sin(static_cast<double>(a)));
  }
};
struct Cos {
  template <class T>
  T operator()(T a, T, T) const {
    return static_cast<T>(std::cos(static_cast<double>(a)));
  }
};
struct Log2 {
  template <class T>
  T operator()(T a, T, T) const {
    return static_cast<T>(std::log2(static_cast<double>(a)));
  }
};
struct Exp2 {
  template <class T>
  T operator()(T a, T, T) const {
    return static_cast<T>(std::exp2(static_cast<double>(a)));
  }
};
struct Tanh {
  template <class T>
  T operator()(T a, T, T) const {
    return static_cast<T>(std::tanh(static_cast<double>(a)));
  }
};
struct Abs {
  template <class T>
  T operator()(T a, T, T) const {
    return std::fabs(a);
  }
};
struct Neg {
  template <class T>
  T operator()(T a, T, T) const {
    return -a;
  }
};
struct CopySign {
  template <class T>
  T operator()(T a, T b, T) const {
    return std::copysign(b, a);
  }
};

/// -0 is less than +0, and a number is preferred to a NaN.
struct Min {
  template <class T>
  T operator()(T a, T b, T) const {
    if (a == b)
      return std::signbit(a) ? a : b;
    return a < b || b != b ? a : b;
  }
};
struct Max {
  template <class T>
  T operator()(T a, T b, T) const {
    if (a == b)
      return std::signbit(a) ? b : a;
    return a > b || b != b ? a : b;
  }
};

//===----------------------------------------------------------------------===//
// Loops
//===----------------------------------------------------------------------===//

/// Not inlined, so that it stays between two changes of the rounding.
template <class F, class T>
[[gnu::noinline]] void compute(const T *a, const T *b, const T *c, T *result) {
  for (unsigned lane = 0; lane < warpSize; ++lane)
    result[lane] = F()(a[lane], b[lane], c[lane]);
}

int hostRounding(Rounding rounding) {
  switch (rounding) {
  case Rounding::Zero:
    return FE_TOWARDZERO;
  case Rounding::Up:
    return FE_UPWARD;
  case Rounding::Down:
    return FE_DOWNWARD;
  case Rounding::NearestEven:
  case Rounding::NearestAway:
    break;
  }
  return FE_TONEAREST;
}

template <class F, class T>
void computeRounded(const Instruction &instruction, const T *a, const T *b,
                    const T *c, T *result) {
  auto rounding = static_cast<Rounding>(instruction.mode);
  if (rounding == Rounding::NearestEven)
    return compute<F>(a, b, c, result);
  std::fesetround(hostRounding(rounding));
  compute<F>(a, b, c, result);
  std::fesetround(FE_TONEAREST);
}

template <class T>
void canonicalize(T *values) {
  const T nan = sizeof(T) == 4 ? static_cast<T>(floatFromBits(0x7fffffff))
                               : static_cast<T>(NAN);
  for (unsigned lane = 0; lane < warpSize; ++lane)
    values[lane] = values[lane] != values[lane] ? nan : values[lane];
}

void flush(float *values) {
  for (unsigned lane = 0; lane < warpSize; ++lane)
    values[lane] = floatFromBits(flushSubnormal(bitsFromFloat(values[lane])));
}

template <class T>
void limit(const Instruction &instruction, T *values) {
  if (instruction.flags & SaturateUnit)
    for (unsigned lane = 0; lane < warpSize; ++lane)
      values[lane] = values[lane] > 0 ? std::fmin(values[lane], T(1)) : T(0);
  if (instruction.flags & Relu)
    for (unsigned lane = 0; lane < warpSize; ++lane)
      values[lane] = values[lane] < 0 ? T(0) : values[lane];
}

/// min and max with .NaN, .xorsign and .abs.
template <class T>
void adjustExtreme(const Instruction &instruction, const T *a, const T *b,
                   T *values) {
  for (unsigned lane = 0; lane < warpSize; ++lane) {
    if (instruction.flags & XorSign) {
      bool negative = std::signbit(a[lane]) != std::signbit(b[lane]);
      values[lane] = std::copysign(values[lane], negative ? T(-1) : T(1));
    }
    if ((instruction.flags & PropagateNaN) &&
        (a[lane] != a[lane] || b[lane] != b[lane]))
      values[lane] = T(NAN);
  }
}

/// The sources of an instruction, as copies that may be changed.
template <class T>
struct Sources {
  T values[3][warpSize];

  const T *operator[](unsigned i) const { return values[i]; }
};

template <class T>
void loadSources(const Warp &warp, const Instruction &instruction,
                 Sources<T> &sources) {
  T scratch[warpSize];
  for (unsigned i = 0; i < 3; ++i) {
    size_t index = i + 1 < instruction.operands.size() ? i + 1 : 1;
    const T *values = warp.read<T>(instruction.operands[index], scratch);
    std::copy_n(values, warpSize, sources.values[i]);
  }
}

/// Of `Min` and `Max`, a third operand is one more.
template <class F>
constexpr bool isExtreme = std::is_same_v<F, Min> || std::is_same_v<F, Max>;

template <class F, class T>
void computeAll(const Instruction &instruction, Sources<T> &sources,
                T *result) {
  if constexpr (isExtreme<F>) {
    if (instruction.flags & AbsOperands) {
      T plain[2][warpSize];
      for (unsigned i = 0; i < 2; ++i)
        for (unsigned lane = 0; lane < warpSize; ++lane)
          plain[i][lane] = std::fabs(sources.values[i][lane]);
      compute<F>(plain[0], plain[1], plain[1], result);
    } else {
      compute<F>(sources[0], sources[1], sources[2], result);
    }
    adjustExtreme(instruction, sources[0], sources[1], result);
    if (instruction.operands.size() == 4) {
      T both[warpSize];
      std::copy_n(result, warpSize, both);
      compute<F>(both, sources[2], sources[2], result);
      adjustExtreme(instruction, both, sources[2], result);
    }
  } else {
    computeRounded<F>(instruction, sources[0], sources[1], sources[2], result);
  }
  limit(instruction, result);
  if (!(instruction.flags & KeepsNaN))
    canonicalize(result);
}

template <class F>
Outcome onF32(Warp &warp, const Instruction &instruction, Mask mask) {
  Sources<float> sources;
  float result[warpSize];
  loadSources(warp, instruction, sources);
  if (instruction.flags & Flush)
    for (auto &values : sources.values)
      flush(values);
  computeAll<F>(instruction, sources, result);
  if (instruction.flags & Flush)
    flush(result);
  warp.write(instruction.operands[0], result, mask);
  return Outcome::Next;
}

template <class F>
Outcome onF64(Warp &warp, const Instruction &instruction, Mask mask) {
  Sources<double> sources;
  double result[warpSize];
  loadSources(warp, instruction, sources);
  computeAll<F>(instruction, sources, result);
  // Approximations of f64 have a zero low half.
  if (instruction.count == 0)
    for (double &value : result) {
      uint64_t bits;
      std::memcpy(&bits, &value, sizeof(bits));
      bits &= 0xffffffff00000000;
      std::memcpy(&value, &bits, sizeof(bits));
    }
  warp.write(instruction.operands[0], result, mask);
  return Outcome::Next;
}

/// Two floats in each register.
template <class F>
Outcome onF32x2(Warp &warp, const Instruction &instruction, Mask mask) {
  Sources<uint64_t> pairs;
  loadSources(warp, instruction, pairs);
  uint64_t packed[warpSize] = {};
  for (unsigned shift : {0, 32}) {
    Sources<float> sources;
    for (unsigned i = 0; i < 3; ++i)
      for (unsigned lane = 0; lane < warpSize; ++lane)
        sources.values[i][lane] = floatFromBits(
            static_cast<uint32_t>(pairs.values[i][lane] >> shift));
    float result[warpSize];
    if (instruction.flags & Flush)
      for (auto &values : sources.values)
        flush(values);
    computeAll<F>(instruction, sources, result);
    if (instruction.flags & Flush)
      flush(result);
    for (unsigned lane = 0; lane < warpSize; ++lane)
      packed[lane] |= uint64_t(bitsFromFloat(result[lane])) << shift;
  }
  warp.write(instruction.operands[0], packed, mask);
  return Outcome::Next;
}

uint16_t encodeHalf(bool isBF16, double value) {
  return static_cast<uint16_t>(
      encodeFloat(isBF16 ? FloatFormat::BF16 : FloatFormat::F16, value));
}

/// One or two halves in each register (`count`); `size` is 1 for bf16.
template <class F, class T>
Outcome onHalves(Warp &warp, const Instruction &instruction, Mask mask) {
  Sources<uint32_t> words;
  loadSources(warp, instruction, words);
  const bool isBF16 = instruction.size == 1;
  uint32_t packed[warpSize] = {};
  for (unsigned shift = 0; shift < 16u * instruction.count; shift += 16) {
    Sources<T> sources;
    for (unsigned i = 0; i < 3; ++i)
      for (unsigned lane = 0; lane < warpSize; ++lane) {
        auto half = static_cast<uint16_t>(words.values[i][lane] >> shift);
        sources.values[i][lane] = isBF16 ? decodeBF16(half) : decodeF16(half);
      }
    T result[warpSize];
    computeAll<F>(instruction, sources, result);
    for (unsigned lane = 0; lane < warpSize; ++lane) {
      uint16_t half = encodeHalf(isBF16, result[lane]);
      packed[lane] |= uint32_t(half) << shift;
    }
  }
  warp.write(instruction.operands[0], packed, mask);
  return Outcome::Next;
}

//===----------------------------------------------------------------------===//
// Decoding
//===----------------------------------------------------------------------===//

void takeFlags(Decoder &decoder) {
  struct Flag {
    std::string_view modifier;
    uint8_t flag;
  };
  constexpr Flag flags[] = {{"ftz", Flush},       {"sat", SaturateUnit},
                            {"relu", Relu},       {"NaN", PropagateNaN},
                            {"xorsign", XorSign}, {"abs", AbsOperands}};
  for (const Flag &flag : flags)
    if (decoder.take(flag.modifier))
      decoder.instruction.flags |= flag.flag;
  decoder.ignore({"noftz"});
  int rounding = decoder.takeAny({"rn", "rna", "rz", "rp", "rm"});
  constexpr Rounding modes[] = {Rounding::NearestEven, Rounding::NearestAway,
                                Rounding::Zero, Rounding::Up, Rounding::Down};
  decoder.instruction.mode =
      static_cast<uint32_t>(modes[rounding < 0 ? 0 : rounding]);
}

template <class F>
Handler floatHandler(Decoder &decoder, Type type) {
  constexpr bool isFused = std::is_same_v<F, Fma>;
  using Intermediate = std::conditional_t<isFused, double, float>;
  Instruction &instruction = decoder.instruction;
  switch (type) {
  case Type::F32:
    return onF32<F>;
  case Type::F64:
    return onF64<F>;
  case Type::F32x2:
    return onF32x2<F>;
  case Type::F16:
  case Type::F16x2:
  case Type::BF16:
  case Type::BF16x2:
    instruction.size = type == Type::BF16 || type == Type::BF16x2;
    instruction.count = type == Type::F16x2 || type == Type::BF16x2 ? 2 : 1;
    // The flag is about f32 only.
    instruction.flags &= ~Flush;
    return onHalves<F, Intermediate>;
  default:
    return nullptr;
  }
}

template <class F>
bool decodeFloat(Decoder &decoder, size_t sources) {
  takeFlags(decoder);
  bool isApproximate = decoder.takeAny({"approx", "full"}) >= 0;
  Type type = decoder.takeType();
  Handler handler = floatHandler<F>(decoder, type);
  // Without .ftz, what approximates f64 is right to the last bits.
  if (isApproximate && type == Type::F64 && decoder.instruction.flags & Flush)
    decoder.instruction.count = 0;
  return finishElementwise(decoder, handler, type, sources);
}

/// Whether the instruction is one of floats: by the first type that it names.
bool isOfFloats(Decoder &decoder) {
  Decoder probe(decoder.module, decoder.function, decoder.instruction);
  return isFloat(probe.takeType());
}

template <class F, DecodeFunction OfIntegers, size_t Sources>
bool decodeEither(Decoder &decoder) {
  if (!isOfFloats(decoder))
    return OfIntegers(decoder);
  return decodeFloat<F>(decoder, Sources);
}

template <class F, DecodeFunction OfIntegers>
bool decodeExtreme(Decoder &decoder) {
  if (!isOfFloats(decoder))
    return OfIntegers(decoder);
  return decodeFloat<F>(decoder, decoder.operands() == 4 ? 3 : 2);
}

template <class F, DecodeFunction OfIntegers>
bool decodeSign(Decoder &decoder) {
  if (!isOfFloats(decoder))
    return OfIntegers(decoder);
  decoder.instruction.flags |= KeepsNaN;
  return decodeFloat<F>(decoder, 1);
}

template <class F>
bool decodeFunction(Decoder &decoder) {
  return decodeFloat<F>(decoder, 1);
}

bool decodeFma(Decoder &decoder) { return decodeFloat<Fma>(decoder, 3); }

bool decodeCopySign(Decoder &decoder) {
  decoder.instruction.flags |= KeepsNaN;
  return decodeFloat<CopySign>(decoder, 2);
}

//===----------------------------------------------------------------------===//
// testp
//===----------------------------------------------------------------------===//

enum class Test : uint32_t {
  Finite,
  Infinite,
  Number,
  NotANumber,
  Normal,
  Subnormal
};

template <class T>
Outcome testp(Warp &warp, const Instruction &instruction, Mask mask) {
  T scratch[warpSize];
  const T *a = warp.read<T>(instruction.operands[1], scratch);
  Mask result = 0;
  for (unsigned lane = 0; lane < warpSize; ++lane) {
    int kind = std::fpclassify(a[lane]);
    bool holds = false;
    switch (static_cast<Test>(instruction.mode)) {
    case Test::Finite:
      holds = kind != FP_INFINITE && kind != FP_NAN;
      break;
    case Test::Infinite:
      holds = kind == FP_INFINITE;
      break;
    case Test::Number:
      holds = kind != FP_NAN;
      break;
    case Test::NotANumber:
      holds = kind == FP_NAN;
      break;
    case Test::Normal:
      holds = kind == FP_NORMAL || kind == FP_ZERO;
      break;
    case Test::Subnormal:
      holds = kind == FP_SUBNORMAL;
      break;
    }
    result |= Mask(holds) << lane;
  }
  warp.writePredicate(instruction.operands[0], result, mask);
  return Outcome::Next;
}

bool decodeTest(Decoder &decoder) {
  int test = decoder.takeAny(
      {"finite", "infinite", "number", "notanumber", "normal", "subnormal"});
  decoder.instruction.mode = static_cast<uint32_t>(test);
  Type type = decoder.takeType();
  Handler handler = test < 0            ? nullptr
                    : type == Type::F32 ? testp<float>
                    : type == Type::F64 ? testp<double>
                                        : nullptr;
  return finishElementwise(decoder, handler, type, 1, Target::Predicate);
}

constexpr OpcodeEntry opcodes[] = {
    {"add", decodeEither<Add, decodeIntegerAdd, 2>},
    {"sub", decodeEither<Sub, decodeIntegerSub, 2>},
    {"mul", decodeEither<Mul, decodeIntegerMul, 2>},
    {"mad", decodeEither<Fma, decodeIntegerMad, 3>},
    {"div", decodeEither<Div, decodeIntegerDiv, 2>},
    {"min", decodeExtreme<Min, decodeIntegerMin>},
    {"max", decodeExtreme<Max, decodeIntegerMax>},
    {"abs", decodeSign<Abs, decodeIntegerAbs>},
    {"neg", decodeSign<Neg, decodeIntegerNeg>},
    {"fma", decodeFma},
    {"rcp", decodeFunction<Rcp>},
    {"sqrt", decodeFunction<Sqrt>},
    {"rsqrt", decodeFunction<Rsqrt>},
    {"sin", decodeFunction<Sin>},
    {"cos", decodeFunction<Cos>},
    {"lg2", decodeFunction<Log2>},
    {"ex2", decodeFunction<Exp2>},
    {"tanh", decodeFunction<Tanh>},
    {"copysign", decodeCopySign},
    {"testp", decodeTest},
};

} // namespace

OpcodeTable heddle::ptx::floatOpcodes() {
  return {std::begin(opcodes), std::end(opcodes)};
}
