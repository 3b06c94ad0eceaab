//===- ElementType.cpp - Element types of tensors -------------------------===//
//
// Part of the Heddle Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "heddle/Runtime/ElementType.h"

#include <cmath>
#include <cstring>
#include <limits>

using namespace heddle::rt;

//===----------------------------------------------------------------------===//
// Names and sizes
//===----------------------------------------------------------------------===//

namespace {

struct TypeInfo {
  ElementType type;
  std::string_view name;
  size_t size;
};

/// In the order of the enum.
constexpr TypeInfo typeInfos[] = {
    {ElementType::F64, "f64", 8}, {ElementType::F32, "f32", 4},
    {ElementType::F16, "f16", 2}, {ElementType::BF16, "bf16", 2},
    {ElementType::I64, "i64", 8}, {ElementType::I32, "i32", 4},
    {ElementType::Bool, "i1", 1},
};

const TypeInfo &infoOf(ElementType type) {
  const TypeInfo &info = typeInfos[static_cast<size_t>(type)];
  assert(info.type == type && "the table is not in the order of the enum");
  return info;
}

} // namespace

size_t heddle::rt::elementSize(ElementType type) { return infoOf(type).size; }

std::string_view heddle::rt::elementName(ElementType type) {
  return infoOf(type).name;
}

bool heddle::rt::isInteger(ElementType type) {
  return type == ElementType::I64 || type == ElementType::I32 ||
         type == ElementType::Bool;
}

Result<ElementType> heddle::rt::parseElementType(std::string_view name) {
  if (name == "bool")
    return ElementType::Bool;
  std::string expected;
  for (const TypeInfo &info : typeInfos) {
    if (info.name == name)
      return info.type;
    expected += expected.empty() ? "" : ", ";
    expected += info.name;
  }
  return Failure{"unknown element type '" + std::string(name) +
                 "', expected one of " + expected};
}

//===----------------------------------------------------------------------===//
// Sixteen-bit floating point
//===----------------------------------------------------------------------===//

namespace {

/// A sixteen-bit format: sign, exponent, mantissa, as in IEEE 754.
struct HalfFormat {
  int mantissaBits;
  int bias;

  uint64_t infinity() const { return 0x7fffu >> mantissaBits << mantissaBits; }
};

constexpr HalfFormat f16{10, 15};
constexpr HalfFormat bf16{7, 127};

constexpr int doubleMantissaBits = 52;
constexpr int doubleBias = 1023;
constexpr uint64_t doubleMantissaMask = (uint64_t(1) << doubleMantissaBits) - 1;

template <class To, class From>
To bitCast(From from) {
  static_assert(sizeof(To) == sizeof(From), "bitCast keeps the size");
  To to;
  std::memcpy(&to, &from, sizeof(to));
  return to;
}

/// `value / 2^shift` rounded to nearest even; 0 < shift < 64.
uint64_t shiftRightToNearestEven(uint64_t value, int shift) {
  uint64_t quotient = value >> shift;
  uint64_t remainder = value - (quotient << shift);
  uint64_t half = uint64_t(1) << (shift - 1);
  bool up = remainder > half || (remainder == half && (quotient & 1));
  return quotient + up;
}

/// An infinity or NaN. A payload that lies too low to be kept must not turn
/// the NaN into an infinity.
uint64_t encodeNonFinite(uint64_t mantissa, HalfFormat format) {
  if (mantissa == 0)
    return format.infinity();
  uint64_t kept = mantissa >> (doubleMantissaBits - format.mantissaBits);
  uint64_t quietBit = uint64_t(1) << (format.mantissaBits - 1);
  return format.infinity() | (kept ? kept : quietBit);
}

/// Every double that is subnormal or smaller rounds to zero in both formats,
/// and so does every `shift` beyond the mantissa.
uint64_t encodeMagnitude(uint64_t bits, HalfFormat format) {
  int exponent = static_cast<int>(bits >> doubleMantissaBits);
  uint64_t mantissa = bits & doubleMantissaMask;
  if (exponent == 2 * doubleBias + 1)
    return encodeNonFinite(mantissa, format);
  mantissa |= uint64_t(1) << doubleMantissaBits;
  int target = exponent - doubleBias + format.bias;
  int shift = doubleMantissaBits - format.mantissaBits;
  shift += target < 1 ? 1 - target : 0;
  if (exponent == 0 || shift > doubleMantissaBits + 1)
    return 0;
  // The implicit bit, and a carry out of the rounding, add to the exponent.
  uint64_t rounded = shiftRightToNearestEven(mantissa, shift);
  if (target > 1)
    rounded += static_cast<uint64_t>(target - 1) << format.mantissaBits;
  return rounded < format.infinity() ? rounded : format.infinity();
}

uint16_t encodeHalf(double value, HalfFormat format) {
  uint64_t bits = bitCast<uint64_t>(value);
  uint64_t sign = bits >> 63;
  uint64_t magnitude = bits & ~(uint64_t(1) << 63);
  return static_cast<uint16_t>(sign << 15 | encodeMagnitude(magnitude, format));
}

double decodeHalf(uint16_t bits, HalfFormat format) {
  uint64_t sign = uint64_t(bits >> 15) << 63;
  uint64_t magnitude = bits & 0x7fff;
  int exponent = static_cast<int>(magnitude >> format.mantissaBits);
  uint64_t mantissa = magnitude - (uint64_t(exponent) << format.mantissaBits);
  uint64_t wide = mantissa << (doubleMantissaBits - format.mantissaBits);
  if (magnitude >= format.infinity())
    return bitCast<double>(sign | uint64_t(0x7ff) << 52 | wide);
  if (exponent == 0) {
    double small = std::ldexp(static_cast<double>(mantissa),
                              1 - format.bias - format.mantissaBits);
    return sign ? -small : small;
  }
  uint64_t rebased = uint64_t(exponent - format.bias + doubleBias);
  return bitCast<double>(sign | rebased << doubleMantissaBits | wide);
}

} // namespace

uint16_t heddle::rt::encodeF16(double value) { return encodeHalf(value, f16); }
uint16_t heddle::rt::encodeBF16(double value) {
  return encodeHalf(value, bf16);
}
double heddle::rt::decodeF16(uint16_t bits) { return decodeHalf(bits, f16); }
double heddle::rt::decodeBF16(uint16_t bits) { return decodeHalf(bits, bf16); }

//===----------------------------------------------------------------------===//
// Elements in memory
//===----------------------------------------------------------------------===//

namespace {

template <class T>
T loadAs(const void *element) {
  T value;
  std::memcpy(&value, element, sizeof(T));
  return value;
}

template <class T>
void storeAs(void *element, T value) {
  std::memcpy(element, &value, sizeof(T));
}

/// Truncates toward zero and saturates; a NaN becomes 0.
template <class Int>
Int truncateTo(double value) {
  constexpr Int low = std::numeric_limits<Int>::min();
  constexpr Int high = std::numeric_limits<Int>::max();
  if (std::isnan(value))
    return 0;
  if (value <= static_cast<double>(low))
    return low;
  if (value >= -static_cast<double>(low))
    return high;
  return static_cast<Int>(value);
}

int32_t saturateToInt32(int64_t value) {
  constexpr int64_t low = std::numeric_limits<int32_t>::min();
  constexpr int64_t high = std::numeric_limits<int32_t>::max();
  return static_cast<int32_t>(value < low ? low : value > high ? high : value);
}

/// `value` with its bits below the leading 40 merged into one sticky bit: it
/// fits a double, and rounds to f32, f16 and bf16 as `value` itself would.
double stickyDouble(int64_t value) {
  constexpr int64_t lowBits = (int64_t(1) << 24) - 1;
  if (value > -(int64_t(1) << 53) && value < (int64_t(1) << 53))
    return static_cast<double>(value);
  int64_t sticky = (value & lowBits) ? lowBits + 1 : 0;
  return static_cast<double>((value & ~lowBits) | sticky);
}

} // namespace

double heddle::rt::loadElement(ElementType type, const void *element) {
  switch (type) {
  case ElementType::F64:
    return loadAs<double>(element);
  case ElementType::F32:
    return loadAs<float>(element);
  case ElementType::F16:
    return decodeF16(loadAs<uint16_t>(element));
  case ElementType::BF16:
    return decodeBF16(loadAs<uint16_t>(element));
  case ElementType::I64:
  case ElementType::I32:
  case ElementType::Bool:
    break;
  }
  return static_cast<double>(loadInteger(type, element));
}

void heddle::rt::storeElement(ElementType type, void *element, double value) {
  switch (type) {
  case ElementType::F64:
    return storeAs<double>(element, value);
  case ElementType::F32:
    return storeAs<float>(element, static_cast<float>(value));
  case ElementType::F16:
    return storeAs<uint16_t>(element, encodeF16(value));
  case ElementType::BF16:
    return storeAs<uint16_t>(element, encodeBF16(value));
  case ElementType::I64:
    return storeAs<int64_t>(element, truncateTo<int64_t>(value));
  case ElementType::I32:
    return storeAs<int32_t>(element, truncateTo<int32_t>(value));
  case ElementType::Bool:
    return storeAs<uint8_t>(element, value != 0);
  }
}

int64_t heddle::rt::loadInteger(ElementType type, const void *element) {
  switch (type) {
  case ElementType::I64:
    return loadAs<int64_t>(element);
  case ElementType::I32:
    return loadAs<int32_t>(element);
  case ElementType::Bool:
    return loadAs<uint8_t>(element) != 0;
  case ElementType::F64:
  case ElementType::F32:
  case ElementType::F16:
  case ElementType::BF16:
    break;
  }
  return truncateTo<int64_t>(loadElement(type, element));
}

void heddle::rt::storeInteger(ElementType type, void *element, int64_t value) {
  switch (type) {
  case ElementType::I64:
    return storeAs<int64_t>(element, value);
  case ElementType::I32:
    return storeAs<int32_t>(element, saturateToInt32(value));
  case ElementType::F64:
    return storeAs<double>(element, static_cast<double>(value));
  case ElementType::F32:
  case ElementType::F16:
  case ElementType::BF16:
  case ElementType::Bool:
    break;
  }
  storeElement(type, element, stickyDouble(value));
}

double heddle::rt::roundTo(ElementType type, double value) {
  alignas(8) unsigned char element[8] = {};
  storeElement(type, element, value);
  return loadElement(type, element);
}
