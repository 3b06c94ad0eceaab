//===- NarrowFloat.cpp - The floating-point formats of PTX ----------------===//
//
// Part of the Heddle Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "NarrowFloat.h"

#include <cassert>
#include <cmath>

using namespace heddle::ptx;

namespace {

struct FormatInfo {
  FloatFormat format;
  int bits;
  int mantissaBits;
  int bias;
  /// The encoding of the largest finite number, and of the canonical NaN (0 if
  /// there is none).
  uint64_t largest, nan;
  bool hasInfinity;
  /// Zeros below the mantissa, counted in `bits` only.
  int padding;

  uint64_t sign() const { return uint64_t(1) << (bits - padding - 1); }
};

/// In the order of the enum. All but `bits` and `sign` leave out the padding.
constexpr FormatInfo formats[] = {
    {FloatFormat::F64, 64, 52, 1023, 0x7fefffffffffffff, 0x7fffffffffffffff,
     true, 0},
    {FloatFormat::F32, 32, 23, 127, 0x7f7fffff, 0x7fffffff, true, 0},
    {FloatFormat::F16, 16, 10, 15, 0x7bff, 0x7fff, true, 0},
    {FloatFormat::BF16, 16, 7, 127, 0x7f7f, 0x7fff, true, 0},
    {FloatFormat::TF32, 32, 10, 127, 0x3fbff, 0x3ffff, true, 13},
    {FloatFormat::E4M3, 8, 3, 7, 0x7e, 0x7f, false, 0},
    {FloatFormat::E5M2, 8, 2, 15, 0x7b, 0x7f, true, 0},
    {FloatFormat::E3M2, 6, 2, 3, 0x1f, 0, false, 0},
    {FloatFormat::E2M3, 6, 3, 1, 0x1f, 0, false, 0},
    {FloatFormat::E2M1, 4, 1, 1, 0x7, 0, false, 0},
};

const FormatInfo &infoOf(FloatFormat format) {
  const FormatInfo &info = formats[static_cast<size_t>(format)];
  assert(info.format == format && "the table is not in the order of the enum");
  return info;
}

constexpr int wideMantissaBits = 52;
constexpr int wideBias = 1023;

uint64_t bitsOf(double value) {
  uint64_t bits;
  std::memcpy(&bits, &value, sizeof(bits));
  return bits;
}

/// Whether a quotient with this remainder is rounded away from zero. `half` is
/// half of the divisor.
bool roundsAway(Rounding rounding, bool negative, bool odd, uint64_t remainder,
                uint64_t half) {
  switch (rounding) {
  case Rounding::NearestEven:
    return remainder > half || (remainder == half && odd);
  case Rounding::NearestAway:
    return remainder >= half;
  case Rounding::Zero:
    return false;
  case Rounding::Up:
    return remainder != 0 && !negative;
  case Rounding::Down:
    return remainder != 0 && negative;
  }
  return false;
}

/// What stands for numbers beyond the largest finite one.
uint64_t overflow(const FormatInfo &info, const Conversion &how,
                  bool negative) {
  bool towardZero = how.rounding == Rounding::Zero ||
                    how.rounding == (negative ? Rounding::Up : Rounding::Down);
  if (how.saturateFinite || towardZero)
    return info.largest;
  if (info.hasInfinity)
    return info.largest + 1;
  return info.nan ? info.nan : info.largest;
}

uint64_t infinity(const FormatInfo &info, const Conversion &how) {
  if (info.hasInfinity && !how.saturateFinite)
    return info.largest + 1;
  return how.saturateFinite || !info.nan ? info.largest : info.nan;
}

/// Encodes a finite magnitude. The implicit bit, and a carry out of the
/// rounding, add to the exponent. A shift beyond all bits leaves a remainder
/// below half, so 63 is enough.
uint64_t encodeFinite(const FormatInfo &info, uint64_t bits, bool negative,
                      const Conversion &how) {
  int exponent = static_cast<int>(bits >> wideMantissaBits);
  uint64_t mantissa = bits & ((uint64_t(1) << wideMantissaBits) - 1);
  if (exponent == 0)
    exponent = 1;
  else
    mantissa |= uint64_t(1) << wideMantissaBits;
  int target = exponent - wideBias + info.bias;
  int shift = wideMantissaBits - info.mantissaBits;
  shift += target < 1 ? 1 - target : 0;
  shift = shift > 63 ? 63 : shift;
  uint64_t quotient = mantissa >> shift;
  uint64_t remainder = mantissa - (quotient << shift);
  quotient += roundsAway(how.rounding, negative, quotient & 1, remainder,
                         uint64_t(1) << (shift - 1));
  if (target > 1)
    quotient += static_cast<uint64_t>(target - 1) << info.mantissaBits;
  return quotient > info.largest ? overflow(info, how, negative) : quotient;
}

uint64_t encodeMagnitude(const FormatInfo &info, double value, bool negative,
                         const Conversion &how) {
  if (std::isinf(value))
    return infinity(info, how);
  uint64_t bits = bitsOf(value) & ~(uint64_t(1) << 63);
  if (info.format == FloatFormat::F64)
    return bits;
  uint64_t magnitude = encodeFinite(info, bits, negative, how);
  bool subnormal = magnitude < uint64_t(1) << info.mantissaBits;
  return how.flush && info.format == FloatFormat::F32 && subnormal ? 0
                                                                   : magnitude;
}

} // namespace

uint64_t heddle::ptx::encodeFloat(FloatFormat format, double value,
                                  Conversion how) {
  const FormatInfo &info = infoOf(format);
  if (how.saturateUnit)
    value = value > 0 ? std::fmin(value, 1.0) : 0.0;
  if (std::isnan(value))
    return (info.nan ? info.nan : info.largest) << info.padding;
  if (how.relu && !(value > 0))
    value = 0.0;
  bool negative = std::signbit(value);
  uint64_t magnitude = encodeMagnitude(info, value, negative, how);
  return (magnitude | (negative ? info.sign() : 0)) << info.padding;
}

double heddle::ptx::decodeFloat(FloatFormat format, uint64_t bits) {
  const FormatInfo &info = infoOf(format);
  double value;
  if (format == FloatFormat::F64) {
    std::memcpy(&value, &bits, sizeof(value));
    return value;
  }
  bits >>= info.padding;
  uint64_t magnitude = bits & (info.sign() - 1);
  int exponent = static_cast<int>(magnitude >> info.mantissaBits);
  uint64_t mantissa = magnitude - (uint64_t(exponent) << info.mantissaBits);
  if (magnitude <= info.largest) {
    if (exponent == 0)
      exponent = 1;
    else
      mantissa |= uint64_t(1) << info.mantissaBits;
    value = std::ldexp(static_cast<double>(mantissa),
                       exponent - info.bias - info.mantissaBits);
  } else {
    value = info.hasInfinity && mantissa == 0 ? INFINITY : NAN;
  }
  return bits & info.sign() ? -value : value;
}

unsigned heddle::ptx::floatBits(FloatFormat format) {
  return static_cast<unsigned>(infoOf(format).bits);
}

double heddle::ptx::largestFinite(FloatFormat format) {
  const FormatInfo &info = infoOf(format);
  return decodeFloat(format, info.largest << info.padding);
}
