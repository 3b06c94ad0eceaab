//===- NarrowFloat.h - The floating-point formats of PTX --------*- C++ -*-===//
//
// Part of the Heddle Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Conversions between double, which holds every value of every format, and the
// formats of PTX, in each rounding mode and with the modifiers of `cvt`.
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_LIB_EMULATOR_PTX_NARROWFLOAT_H
#define HEDDLE_LIB_EMULATOR_PTX_NARROWFLOAT_H

#include <cstdint>
#include <cstring>

namespace heddle::ptx {

/// A TF32 takes 32 bits, the low 13 of which are zero. The formats of six and
/// four bits (E3M2, E2M3, E2M1) lie in the low bits of their byte.
enum class FloatFormat : uint8_t {
  F64,
  F32,
  F16,
  BF16,
  TF32,
  E4M3,
  E5M2,
  E3M2,
  E2M3,
  E2M1
};

/// .rn, .rna, .rz, .rp and .rm.
enum class Rounding : uint8_t { NearestEven, NearestAway, Zero, Up, Down };

/// What `cvt` does beside rounding.
struct Conversion {
  Rounding rounding = Rounding::NearestEven;
  /// .satfinite: what is beyond the largest finite number becomes it.
  bool saturateFinite = false;
  /// .relu: negative numbers become +0, and a NaN the canonical NaN.
  bool relu = false;
  /// .sat: clamps to [0, 1]; a NaN becomes +0.
  bool saturateUnit = false;
  /// .ftz: a subnormal result becomes zero of its sign. Only F32 is flushed.
  bool flush = false;
};

/// Rounds once. A NaN becomes the format's canonical NaN, all ones but for the
/// sign; E3M2, E2M3 and E2M1 have neither NaN nor infinity, so a NaN becomes
/// their largest number, as in PTX. What overflows a format without infinity
/// becomes its NaN, or saturates if it has none.
uint64_t encodeFloat(FloatFormat format, double value, Conversion how = {});

/// Exact. Bits above the format are ignored, and so are the low bits of TF32,
/// as the matrix units do.
double decodeFloat(FloatFormat format, uint64_t bits);

/// The bits that one number takes, and the largest finite number.
unsigned floatBits(FloatFormat format);
double largestFinite(FloatFormat format);

/// What .ftz makes of an operand.
inline uint32_t flushSubnormal(uint32_t f32) {
  return (f32 & 0x7f800000) ? f32 : f32 & 0x80000000;
}

//===----------------------------------------------------------------------===//
// The same for single formats, for loops over many elements
//===----------------------------------------------------------------------===//

inline float floatFromBits(uint32_t bits) {
  float value;
  std::memcpy(&value, &bits, sizeof(value));
  return value;
}

inline uint32_t bitsFromFloat(float value) {
  uint32_t bits;
  std::memcpy(&bits, &value, sizeof(bits));
  return bits;
}

/// Exact; without a branch, so that loops of it become vector code.
inline float decodeF16(uint16_t bits) {
  uint32_t magnitude = bits & 0x7fffu;
  // The product moves the exponent's bias, and normalizes subnormals.
  uint32_t finite = bitsFromFloat(floatFromBits(magnitude << 13) * 0x1p112f);
  uint32_t special = magnitude >= 0x7c00u ? 0x7f800000u : 0;
  return floatFromBits(uint32_t(bits & 0x8000u) << 16 | finite | special);
}

inline float decodeBF16(uint16_t bits) {
  return floatFromBits(uint32_t(bits) << 16);
}

inline float decodeTF32(uint32_t bits) {
  return floatFromBits(bits & 0xffffe000u);
}

/// .rn, with the canonical NaN. Loops of these become vector code too.
inline uint16_t encodeBF16(float value) {
  uint32_t bits = bitsFromFloat(value);
  uint32_t rounded = (bits + 0x7fff + (bits >> 16 & 1)) >> 16;
  return static_cast<uint16_t>(value != value ? 0x7fff : rounded);
}

inline uint16_t encodeF16(float value) {
  uint32_t bits = bitsFromFloat(value);
  uint32_t sign = bits >> 16 & 0x8000;
  bits &= 0x7fffffff;
  // Moves the exponent's bias, and rounds the mantissa where it ends.
  uint32_t normal = (bits - 0x38000000 + 0xfff + (bits >> 13 & 1)) >> 13;
  // Adding 1/2 leaves a subnormal's mantissa, rounded, in the low bits.
  uint32_t subnormal =
      bitsFromFloat(floatFromBits(bits) + 0.5f) - bitsFromFloat(0.5f);
  uint32_t magnitude = bits < 0x38800000 ? subnormal : normal;
  magnitude = bits >= 0x477ff000 ? 0x7c00 : magnitude;
  return static_cast<uint16_t>(bits > 0x7f800000 ? 0x7fff : sign | magnitude);
}

} // namespace heddle::ptx

#endif // HEDDLE_LIB_EMULATOR_PTX_NARROWFLOAT_H
