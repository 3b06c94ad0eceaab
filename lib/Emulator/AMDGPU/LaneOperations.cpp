//===- LaneOperations.cpp - Arithmetic of single work-items ---------------===//
//
// Part of the Heddle Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Operations.h"
#include "Values.h"

#include "heddle/Runtime/ElementType.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

using namespace heddle;
using namespace heddle::amdgcn;

//===----------------------------------------------------------------------===//
// Floating point
//===----------------------------------------------------------------------===//

template <class T>
static double read(const unsigned char *from) {
  T value;
  std::memcpy(&value, from, sizeof(T));
  return value;
}

template <class T>
static void write(unsigned char *to, T value) {
  std::memcpy(to, &value, sizeof(T));
}

static uint16_t readBits(const unsigned char *from) {
  uint16_t bits;
  std::memcpy(&bits, from, sizeof(bits));
  return bits;
}

double amdgcn::readReal(Scalar scalar, const unsigned char *from) {
  switch (scalar) {
  case Scalar::Half:
    return rt::decodeF16(readBits(from));
  case Scalar::BFloat:
    return rt::decodeBF16(readBits(from));
  case Scalar::Double:
    return read<double>(from);
  default:
    return read<float>(from);
  }
}

void amdgcn::writeReal(Scalar scalar, unsigned char *to, double value) {
  switch (scalar) {
  case Scalar::Half:
    return write(to, rt::encodeF16(value));
  case Scalar::BFloat:
    return write(to, rt::encodeBF16(value));
  case Scalar::Double:
    return write(to, value);
  default:
    return write(to, static_cast<float>(value));
  }
}

unsigned amdgcn::scalarSize(Scalar scalar) {
  return scalar == Scalar::Double ? 8 : scalar == Scalar::Float ? 4 : 2;
}

using Reals = std::array<double, 3>;

/// A function of up to three numbers, computed in f64 and rounded once: more
/// exact than the hardware's approximations.
template <double (*function)(const Reals &)>
static void real(Group &group) {
  Scalar scalar = group.site.operands[0].scalar;
  forEachLane(group.mask, [&](unsigned lane) {
    Reals x = {};
    for (size_t i = 0; i < std::min<size_t>(3, group.site.operands.size()); ++i)
      if (group.site.operands[i].scalar == scalar)
        x[i] = readReal(scalar, group.operand(lane, i));
    writeReal(scalar, group.result(lane), function(x));
  });
}

/// f32 transcendental instructions take and give denormal numbers as zero.
template <double (*function)(const Reals &)>
static void flushed(Group &group) {
  real<function>(group);
  if (group.site.operands[0].scalar != Scalar::Float)
    return;
  forEachLane(group.mask, [&](unsigned lane) {
    auto value = static_cast<float>(read<float>(group.result(lane)));
    if (std::fpclassify(value) == FP_SUBNORMAL)
      write(group.result(lane), std::copysign(0.0f, value));
  });
}

static constexpr double twoPi = 6.283185307179586476925;

static double exp2Of(const Reals &x) { return std::exp2(x[0]); }
static double log2Of(const Reals &x) { return std::log2(x[0]); }
static double reciprocal(const Reals &x) { return 1 / x[0]; }
static double inverseRoot(const Reals &x) { return 1 / std::sqrt(x[0]); }
static double rootOf(const Reals &x) { return std::sqrt(x[0]); }
static double tanhOf(const Reals &x) { return std::tanh(x[0]); }
/// Angles count whole turns.
static double sine(const Reals &x) {
  return std::sin(twoPi * (x[0] - std::floor(x[0])));
}
static double cosine(const Reals &x) {
  return std::cos(twoPi * (x[0] - std::floor(x[0])));
}
static double clampedInverseRoot(const Reals &x) {
  double limit = std::numeric_limits<float>::max();
  return std::clamp(inverseRoot(x), -limit, limit);
}
static double mantissa(const Reals &x) {
  int exponent;
  return std::isfinite(x[0]) ? std::frexp(x[0], &exponent) : x[0];
}
static double median(const Reals &x) {
  if (std::isnan(x[0]) || std::isnan(x[1]) || std::isnan(x[2]))
    return std::fmin(std::fmin(x[0], x[1]), x[2]);
  return std::max(std::min(x[0], x[1]), std::min(std::max(x[0], x[1]), x[2]));
}
static double multiplyAdd(const Reals &x) { return x[0] * x[1] + x[2]; }
static double legacyMultiply(const Reals &x) {
  return x[0] == 0 || x[1] == 0 ? 0 : x[0] * x[1];
}
static double legacyMultiplyAdd(const Reals &x) {
  return legacyMultiply(x) + x[2];
}
/// The last step of a division has the operands, so it can do all of it.
static double fixDivision(const Reals &x) { return x[2] / x[1]; }

static void fraction(Group &group) {
  Scalar scalar = group.site.operands[0].scalar;
  forEachLane(group.mask, [&](unsigned lane) {
    double x = readReal(scalar, group.operand(lane, 0));
    double rest = x - std::floor(x);
    writeReal(scalar, group.result(lane), rest);
    // What rounds up to 1 is the number below it.
    if (readReal(scalar, group.result(lane)) >= 1) {
      double below = scalar == Scalar::Half     ? 1 - std::exp2(-11)
                     : scalar == Scalar::Double ? 1 - std::exp2(-53)
                                                : 1 - std::exp2(-24);
      writeReal(scalar, group.result(lane), below);
    }
  });
}

static void exponent(Group &group) {
  const Operand &operand = group.site.operands[0];
  forEachLane(group.mask, [&](unsigned lane) {
    double x = readReal(operand.scalar, group.operand(lane, 0));
    int32_t result = 0;
    if (std::isfinite(x))
      std::frexp(x, &result);
    std::memcpy(group.result(lane), &result, group.site.result.size);
  });
}

/// Bit i of the mask asks for the i-th class; those of signaling and quiet
/// NaNs come first, then from -inf to +inf.
static unsigned classOf(double x, bool subnormal, bool isQuiet) {
  bool negative = std::signbit(x);
  if (std::isnan(x))
    return isQuiet ? 1 : 0;
  unsigned distance = std::isinf(x) ? 3 : x == 0 ? 0 : subnormal ? 1 : 2;
  return negative ? 5 - distance : 6 + distance;
}

static void classify(Group &group) {
  Scalar scalar = group.site.operands[0].scalar;
  unsigned size = scalarSize(scalar);
  double smallest = scalar == Scalar::Half     ? std::exp2(-14)
                    : scalar == Scalar::Double ? std::exp2(-1022)
                                               : std::exp2(-126);
  unsigned quietBit = scalar == Scalar::Half     ? 9
                      : scalar == Scalar::Double ? 51
                                                 : 22;
  forEachLane(group.mask, [&](unsigned lane) {
    double x = readReal(scalar, group.operand(lane, 0));
    uint64_t bits = 0;
    std::memcpy(&bits, group.operand(lane, 0), size);
    unsigned kind = classOf(x, std::fabs(x) < smallest, bits >> quietBit & 1);
    group.set<bool>(lane, group.get<uint32_t>(lane, 1) >> kind & 1);
  });
}

/// { operand, whether it was scaled }: it never is, since `fixDivision` does
/// not need it.
static void scaleDivision(Group &group) {
  unsigned size = group.site.operands[0].size;
  forEachLane(group.mask, [&](unsigned lane) {
    bool numerator = group.get<bool>(lane, 2);
    std::memcpy(group.result(lane), group.operand(lane, numerator ? 0 : 1),
                size);
    group.result(lane)[size] = 0;
  });
}

/// Toward zero.
static uint16_t truncateToF16(float value) {
  uint16_t bits = rt::encodeF16(value);
  bool wasLarger = std::fabs(rt::decodeF16(bits)) > std::fabs(value);
  return wasLarger ? bits - 1 : bits;
}

static uint32_t pack(uint16_t low, uint16_t high) {
  return low | static_cast<uint32_t>(high) << 16;
}

static uint32_t convertPackedF16(float a, float b) {
  return pack(truncateToF16(a), truncateToF16(b));
}

static int64_t roundAndClamp(double x, double low, double high) {
  return std::isnan(x)
             ? 0
             : static_cast<int64_t>(std::nearbyint(std::clamp(x, low, high)));
}

static uint32_t convertNormI16(float a, float b) {
  auto convert = [](float x) {
    return static_cast<uint16_t>(
        roundAndClamp(double{x} * 32767, -32767, 32767));
  };
  return pack(convert(a), convert(b));
}

static uint32_t convertNormU16(float a, float b) {
  auto convert = [](float x) {
    return static_cast<uint16_t>(roundAndClamp(double{x} * 65535, 0, 65535));
  };
  return pack(convert(a), convert(b));
}

static uint32_t packI16(int32_t a, int32_t b) {
  auto convert = [](int32_t x) {
    return static_cast<uint16_t>(std::clamp(x, -32768, 32767));
  };
  return pack(convert(a), convert(b));
}

static uint32_t packU16(uint32_t a, uint32_t b) {
  return pack(std::min(a, 65535u), std::min(b, 65535u));
}

static uint32_t insertU8(float x, uint32_t byte, uint32_t old) {
  unsigned shift = (byte & 3) * 8;
  auto value = static_cast<uint32_t>(roundAndClamp(x, 0, 255));
  return (old & ~(0xffu << shift)) | value << shift;
}

//===----------------------------------------------------------------------===//
// Integers
//===----------------------------------------------------------------------===//

/// Bytes 0 to 3 are of `low`, 4 to 7 of `high`; 8 to 11 are signs, 12 is zero,
/// and what is above is all ones.
static uint32_t permuteBytes(uint32_t high, uint32_t low, uint32_t select) {
  uint64_t both = uint64_t{high} << 32 | low;
  uint32_t result = 0;
  for (unsigned i = 0; i < 4; ++i) {
    unsigned which = select >> (8 * i) & 0xff;
    uint32_t byte = 0xff;
    if (which < 8)
      byte = both >> (8 * which) & 0xff;
    else if (which < 12)
      byte = both >> (16 * (which - 8) + 15) & 1 ? 0xff : 0;
    else if (which == 12)
      byte = 0;
    result |= byte << (8 * i);
  }
  return result;
}

static uint32_t alignBytes(uint32_t high, uint32_t low, uint32_t bytes) {
  return (uint64_t{high} << 32 | low) >> (8 * (bytes & 3));
}

static uint32_t lerpBytes(uint32_t a, uint32_t b, uint32_t round) {
  uint32_t result = 0;
  for (unsigned i = 0; i < 32; i += 8) {
    uint32_t sum = (a >> i & 0xff) + (b >> i & 0xff) + (round >> i & 1);
    result |= (sum >> 1 & 0xff) << i;
  }
  return result;
}

static uint32_t sumDifferences(uint32_t a, uint32_t b, unsigned bits,
                               bool masked) {
  uint32_t sum = 0, mask = (uint64_t{1} << bits) - 1;
  for (unsigned i = 0; i < 32; i += bits) {
    uint32_t x = a >> i & mask, y = b >> i & mask;
    if (!masked || y != 0)
      sum += x > y ? x - y : y - x;
  }
  return sum;
}

static uint32_t sadU8(uint32_t a, uint32_t b, uint32_t c) {
  return sumDifferences(a, b, 8, /*masked=*/false) + c;
}
static uint32_t maskedSadU8(uint32_t a, uint32_t b, uint32_t c) {
  return sumDifferences(a, b, 8, /*masked=*/true) + c;
}
static uint32_t highSadU8(uint32_t a, uint32_t b, uint32_t c) {
  return (sumDifferences(a, b, 8, /*masked=*/false) << 16) + c;
}
static uint32_t sadU16(uint32_t a, uint32_t b, uint32_t c) {
  return sumDifferences(a, b, 16, /*masked=*/false) + c;
}

/// Bits of a number of 32 or 64 bits.
template <bool isSigned>
static void extractBits(Group &group) {
  unsigned size = group.site.result.size, bits = size * 8;
  forEachLane(group.mask, [&](unsigned lane) {
    uint64_t value = 0;
    std::memcpy(&value, group.operand(lane, 0), size);
    unsigned offset = group.get<uint32_t>(lane, 1) % bits;
    unsigned width = group.get<uint32_t>(lane, 2) % bits;
    value = value >> offset & ((uint64_t{1} << width) - 1);
    if (isSigned && width && value >> (width - 1) & 1)
      value |= ~uint64_t{0} << width;
    std::memcpy(group.result(lane), &value, size);
  });
}

static int64_t signExtend24(uint32_t x) {
  return static_cast<int32_t>(x << 8) >> 8;
}

/// Products of the low 24 bits, of 32 or 64 bits.
template <bool isSigned>
static void multiply24(Group &group) {
  forEachLane(group.mask, [&](unsigned lane) {
    auto a = group.get<uint32_t>(lane, 0), b = group.get<uint32_t>(lane, 1);
    uint64_t product = isSigned ? signExtend24(a) * signExtend24(b)
                                : uint64_t{a & 0xffffff} * (b & 0xffffff);
    std::memcpy(group.result(lane), &product, group.site.result.size);
  });
}

static uint32_t multiplyHigh24(uint32_t a, uint32_t b) {
  return uint64_t{a & 0xffffff} * (b & 0xffffff) >> 32;
}
static int32_t multiplyHighSigned24(uint32_t a, uint32_t b) {
  return static_cast<int32_t>(signExtend24(a) * signExtend24(b) >> 32);
}

/// How many leading bits are like the sign; -1 if all are.
static int32_t findSignChange(int32_t x) {
  uint32_t different = x ^ (x >> 31);
  return different ? __builtin_clz(different) : -1;
}

static uint32_t randomBits(uint32_t x) { return x << 1 ^ (x >> 31 ? 197 : 0); }

/// Any function of three bits, given as its table.
static uint32_t combineBits(uint32_t a, uint32_t b, uint32_t c,
                            uint32_t table) {
  uint32_t result = 0;
  for (unsigned i = 0; i < 8; ++i)
    if (table >> i & 1)
      result |= (i & 4 ? a : ~a) & (i & 2 ? b : ~b) & (i & 1 ? c : ~c);
  return result;
}

/// Sums of products of narrow integers, `bits` wide each.
static int64_t dot(uint32_t a, uint32_t b, unsigned bits, bool signedA,
                   bool signedB) {
  auto element = [&](uint32_t x, unsigned i, bool isSigned) -> int64_t {
    uint32_t value = x >> i & ((uint64_t{1} << bits) - 1);
    if (!isSigned)
      return value;
    return static_cast<int32_t>(value << (32 - bits)) >> (32 - bits);
  };
  int64_t sum = 0;
  for (unsigned i = 0; i < 32; i += bits)
    sum += element(a, i, signedA) * element(b, i, signedB);
  return sum;
}

template <unsigned bits>
static int32_t signedDot(uint32_t a, uint32_t b, int32_t c, bool clamp) {
  int64_t sum = dot(a, b, bits, true, true) + c;
  return clamp ? std::clamp<int64_t>(sum, INT32_MIN, INT32_MAX) : sum;
}
template <unsigned bits>
static uint32_t unsignedDot(uint32_t a, uint32_t b, uint32_t c, bool clamp) {
  int64_t sum = dot(a, b, bits, false, false) + c;
  return clamp ? std::min<int64_t>(sum, UINT32_MAX) : sum;
}
template <unsigned bits>
static int32_t mixedDot(bool signedA, uint32_t a, bool signedB, uint32_t b,
                        int32_t c, bool clamp) {
  int64_t sum = dot(a, b, bits, signedA, signedB) + c;
  return clamp ? std::clamp<int64_t>(sum, INT32_MIN, INT32_MAX) : sum;
}

/// Sum of two products of narrow floats and a third number.
static void realDot(Group &group) {
  Scalar scalar = group.site.operands[0].scalar;
  Scalar result = group.site.result.scalar;
  forEachLane(group.mask, [&](unsigned lane) {
    double sum = readReal(result, group.operand(lane, 2));
    for (unsigned i = 0; i < 4; i += 2)
      sum += readReal(scalar, group.operand(lane, 0) + i) *
             readReal(scalar, group.operand(lane, 1) + i);
    bool clamp = group.site.operands.size() > 3 && group.get<bool>(lane, 3);
    writeReal(result, group.result(lane),
              clamp ? std::clamp(sum, 0.0, 1.0) : sum);
  });
}

static uint16_t shiftAndPackI8(int32_t a, int32_t b, uint32_t shift) {
  auto convert = [&](int32_t x) {
    return static_cast<uint8_t>(std::clamp(x >> (shift & 31), -128, 127));
  };
  return convert(a) | convert(b) << 8;
}
static uint16_t shiftAndPackU8(int32_t a, int32_t b, uint32_t shift) {
  auto convert = [&](int32_t x) {
    return static_cast<uint8_t>(std::clamp(x >> (shift & 31), 0, 255));
  };
  return convert(a) | convert(b) << 8;
}

//===----------------------------------------------------------------------===//
// What a work-item knows of itself
//===----------------------------------------------------------------------===//

/// How many lanes below this one have their bit in the mask set.
static void countMask(Group &group, unsigned firstLane) {
  forEachLane(group.mask, [&](unsigned lane) {
    uint64_t below = (uint64_t{1} << lane) - 1;
    auto mask = uint64_t{group.get<uint32_t>(lane, 0)} << firstLane;
    group.set<uint32_t>(lane, group.get<uint32_t>(lane, 1) +
                                  __builtin_popcountll(mask & below));
  });
}
static void countMaskLow(Group &group) { countMask(group, 0); }
static void countMaskHigh(Group &group) { countMask(group, 32); }

static void getWaveIndex(Group &group) {
  forEachLane(group.mask, [&](unsigned lane) {
    group.set<uint32_t>(lane, group.wave.index);
  });
}

/// Of the hardware's registers, only the bit FP16_OVFL of MODE can be set.
static void setRegister(Group &group) {
  constexpr uint32_t mode = 1, bit = 23 << 6, oneBit = 0 << 11;
  forEachLane(group.mask, [&](unsigned lane) {
    auto where = group.get<uint32_t>(lane, 0);
    if (where == (mode | bit | oneBit))
      group.lane(lane).saturates = group.get<uint32_t>(lane, 1) & 1;
    else
      group.fail(lane, "s_setreg of " + std::to_string(where) +
                           " is not emulated; that of FP16_OVFL is");
  });
}

/// A clock that goes on with each step of the wave.
static void getTime(Group &group) {
  forEachLane(group.mask, [&](unsigned lane) {
    group.set<uint64_t>(lane, group.wave.steps);
  });
}

llvm::ArrayRef<Operation> amdgcn::getLaneOperations() {
  static const Operation operations[] = {
      {"exp2", Scope::Lane, flushed<exp2Of>},
      {"log", Scope::Lane, real<log2Of>},
      {"rcp", Scope::Lane, real<reciprocal>},
      {"rcp.legacy", Scope::Lane, real<reciprocal>},
      {"rsq", Scope::Lane, real<inverseRoot>},
      {"rsq.legacy", Scope::Lane, real<inverseRoot>},
      {"rsq.clamp", Scope::Lane, real<clampedInverseRoot>},
      {"sqrt", Scope::Lane, real<rootOf>},
      {"sin", Scope::Lane, real<sine>},
      {"cos", Scope::Lane, real<cosine>},
      {"tanh", Scope::Lane, real<tanhOf>},
      {"fract", Scope::Lane, fraction},
      {"frexp.mant", Scope::Lane, real<mantissa>},
      {"frexp.exp", Scope::Lane, exponent},
      {"fmed3", Scope::Lane, real<median>},
      {"fmad.ftz", Scope::Lane, flushed<multiplyAdd>},
      {"fmul.legacy", Scope::Lane, real<legacyMultiply>},
      {"fma.legacy", Scope::Lane, real<legacyMultiplyAdd>},
      {"class", Scope::Lane, classify},
      {"div.scale", Scope::Lane, scaleDivision},
      {"div.fmas", Scope::Lane, real<multiplyAdd>},
      {"div.fixup", Scope::Lane, real<fixDivision>},
      {"fdot2", Scope::Lane, realDot},
      {"fdot2.f16.f16", Scope::Lane, realDot},
      {"fdot2.bf16.bf16", Scope::Lane, realDot},
      {"fdot2.f32.bf16", Scope::Lane, realDot},
      {"fdot2c.f32.bf16", Scope::Lane, realDot},
      {"cvt.pkrtz", Scope::Lane, lift<convertPackedF16>},
      {"cvt.pknorm.i16", Scope::Lane, lift<convertNormI16>},
      {"cvt.pknorm.u16", Scope::Lane, lift<convertNormU16>},
      {"cvt.pk.i16", Scope::Lane, lift<packI16>},
      {"cvt.pk.u16", Scope::Lane, lift<packU16>},
      {"cvt.pk.u8.f32", Scope::Lane, lift<insertU8>},
      {"perm", Scope::Lane, lift<permuteBytes>},
      {"alignbyte", Scope::Lane, lift<alignBytes>},
      {"lerp", Scope::Lane, lift<lerpBytes>},
      {"sad.u8", Scope::Lane, lift<sadU8>},
      {"msad.u8", Scope::Lane, lift<maskedSadU8>},
      {"sad.hi.u8", Scope::Lane, lift<highSadU8>},
      {"sad.u16", Scope::Lane, lift<sadU16>},
      {"ubfe", Scope::Lane, extractBits<false>},
      {"sbfe", Scope::Lane, extractBits<true>},
      {"mul.u24", Scope::Lane, multiply24<false>},
      {"mul.i24", Scope::Lane, multiply24<true>},
      {"mulhi.u24", Scope::Lane, lift<multiplyHigh24>},
      {"mulhi.i24", Scope::Lane, lift<multiplyHighSigned24>},
      {"sffbh", Scope::Lane, lift<findSignChange>},
      {"prng.b32", Scope::Lane, lift<randomBits>},
      {"bitop3", Scope::Lane, lift<combineBits>},
      {"sdot2", Scope::Lane, lift<signedDot<16>>},
      {"udot2", Scope::Lane, lift<unsignedDot<16>>},
      {"sdot4", Scope::Lane, lift<signedDot<8>>},
      {"udot4", Scope::Lane, lift<unsignedDot<8>>},
      {"sudot4", Scope::Lane, lift<mixedDot<8>>},
      {"sdot8", Scope::Lane, lift<signedDot<4>>},
      {"udot8", Scope::Lane, lift<unsignedDot<4>>},
      {"sudot8", Scope::Lane, lift<mixedDot<4>>},
      {"ashr.pk.i8.i32", Scope::Lane, lift<shiftAndPackI8>},
      {"ashr.pk.u8.i32", Scope::Lane, lift<shiftAndPackU8>},
      {"mbcnt.lo", Scope::Lane, countMaskLow},
      {"mbcnt.hi", Scope::Lane, countMaskHigh},
      {"wave.id", Scope::Lane, getWaveIndex},
      {"s.get.waveid.in.workgroup", Scope::Lane, getWaveIndex},
      {"s.setreg", Scope::Lane, setRegister},
      {"s.memtime", Scope::Lane, getTime},
      {"s.memrealtime", Scope::Lane, getTime},
  };
  return operations;
}
