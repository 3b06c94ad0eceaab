//===- NarrowFloatTest.cpp - Tests of the formats of PTX ------------------===//
//
// Part of the Heddle Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The formats are enumerated, and every boundary between two neighbours is
// tried in every rounding mode.
//
//===----------------------------------------------------------------------===//

#include "Emulator/PTX/NarrowFloat.h"
#include "heddle/Runtime/ElementType.h"

#include "gtest/gtest.h"

#include <cmath>
#include <limits>
#include <vector>

using namespace heddle::ptx;

namespace {

constexpr Rounding roundings[] = {Rounding::NearestEven, Rounding::NearestAway,
                                  Rounding::Zero, Rounding::Up, Rounding::Down};
constexpr FloatFormat narrowFormats[] = {
    FloatFormat::F16,  FloatFormat::BF16, FloatFormat::TF32, FloatFormat::E4M3,
    FloatFormat::E5M2, FloatFormat::E3M2, FloatFormat::E2M3, FloatFormat::E2M1};

class NarrowFloatTest : public testing::TestWithParam<FloatFormat> {
protected:
  /// What one step of the encoding adds to the bits.
  uint64_t unit() const {
    return GetParam() == FloatFormat::TF32 ? 1 << 13 : 1;
  }
  uint64_t signBit() const {
    return uint64_t(1) << (floatBits(GetParam()) - 1);
  }

  /// The encodings of all finite numbers from +0 on, in ascending order.
  std::vector<uint64_t> finite() const {
    std::vector<uint64_t> codes;
    for (uint64_t code = 0; code < signBit(); code += unit())
      if (std::isfinite(decodeFloat(GetParam(), code)))
        codes.push_back(code);
    return codes;
  }

  uint64_t encode(double value, Rounding rounding) const {
    Conversion how;
    how.rounding = rounding;
    return encodeFloat(GetParam(), value, how);
  }

  /// `value` lies between two neighbours and at their middle if `side` is 0,
  /// else below or above it.
  void expectRounded(double value, uint64_t low, uint64_t high, int side) {
    uint64_t even = (low / unit()) % 2 == 0 ? low : high;
    uint64_t nearest = side < 0 ? low : side > 0 ? high : even;
    uint64_t away = side < 0 ? low : high;
    EXPECT_EQ(encode(value, Rounding::NearestEven), nearest) << value;
    EXPECT_EQ(encode(value, Rounding::NearestAway), away) << value;
    EXPECT_EQ(encode(value, Rounding::Zero), low) << value;
    EXPECT_EQ(encode(value, Rounding::Up), high) << value;
    EXPECT_EQ(encode(value, Rounding::Down), low) << value;
    EXPECT_EQ(encode(-value, Rounding::NearestEven), nearest | signBit());
    EXPECT_EQ(encode(-value, Rounding::NearestAway), away | signBit());
    EXPECT_EQ(encode(-value, Rounding::Zero), low | signBit());
    EXPECT_EQ(encode(-value, Rounding::Up), low | signBit());
    EXPECT_EQ(encode(-value, Rounding::Down), high | signBit());
  }
};

TEST_P(NarrowFloatTest, KeepsItsOwnNumbers) {
  for (uint64_t code : finite())
    for (Rounding rounding : roundings) {
      double value = decodeFloat(GetParam(), code);
      EXPECT_EQ(encode(value, rounding), code);
      EXPECT_EQ(encode(-value, rounding), code | signBit());
    }
}

TEST_P(NarrowFloatTest, RoundsBetweenNeighbours) {
  std::vector<uint64_t> codes = finite();
  for (size_t i = 0; i + 1 < codes.size(); ++i) {
    double low = decodeFloat(GetParam(), codes[i]);
    double high = decodeFloat(GetParam(), codes[i + 1]);
    ASSERT_LT(low, high);
    double middle = low + (high - low) / 2;
    expectRounded(middle, codes[i], codes[i + 1], 0);
    expectRounded(std::nextafter(low, high), codes[i], codes[i + 1], -1);
    expectRounded(std::nextafter(middle, low), codes[i], codes[i + 1], -1);
    expectRounded(std::nextafter(middle, high), codes[i], codes[i + 1], 1);
    expectRounded(std::nextafter(high, low), codes[i], codes[i + 1], 1);
  }
}

TEST_P(NarrowFloatTest, RoundsTinyNumbers) {
  double tiny = std::numeric_limits<double>::denorm_min();
  expectRounded(tiny, 0, unit(), -1);
  expectRounded(std::numeric_limits<double>::min(), 0, unit(), -1);
}

TEST_P(NarrowFloatTest, Saturates) {
  uint64_t largest = finite().back();
  Conversion how;
  how.saturateFinite = true;
  for (Rounding rounding : roundings) {
    how.rounding = rounding;
    for (double value :
         {largestFinite(GetParam()) * 2, 1e300, INFINITY * 1.0}) {
      EXPECT_EQ(encodeFloat(GetParam(), value, how), largest);
      EXPECT_EQ(encodeFloat(GetParam(), -value, how), largest | signBit());
    }
  }
}

TEST_P(NarrowFloatTest, ClampsNegativeNumbers) {
  Conversion how;
  how.relu = true;
  EXPECT_EQ(encodeFloat(GetParam(), -1.0, how), 0u);
  EXPECT_EQ(encodeFloat(GetParam(), -0.0, how), 0u);
  EXPECT_EQ(encodeFloat(GetParam(), -1e-300, how), 0u);
  EXPECT_EQ(encodeFloat(GetParam(), -INFINITY, how), 0u);
  EXPECT_EQ(decodeFloat(GetParam(), encodeFloat(GetParam(), 1.0, how)), 1.0);
}

TEST_P(NarrowFloatTest, ClampsToUnit) {
  Conversion how;
  how.saturateUnit = true;
  auto roundTrip = [&](double value) {
    return decodeFloat(GetParam(), encodeFloat(GetParam(), value, how));
  };
  EXPECT_EQ(roundTrip(3.0), 1.0);
  EXPECT_EQ(roundTrip(INFINITY), 1.0);
  EXPECT_EQ(roundTrip(-3.0), 0.0);
  EXPECT_EQ(roundTrip(NAN), 0.0);
  EXPECT_EQ(roundTrip(0.5), 0.5);
}

INSTANTIATE_TEST_SUITE_P(, NarrowFloatTest, testing::ValuesIn(narrowFormats));

TEST(NarrowFloat, Overflow) {
  auto encode = [](FloatFormat format, double value, Rounding rounding) {
    Conversion how;
    how.rounding = rounding;
    return encodeFloat(format, value, how);
  };
  EXPECT_EQ(encode(FloatFormat::F16, 65519.0, Rounding::NearestEven), 0x7bffu);
  EXPECT_EQ(encode(FloatFormat::F16, 65520.0, Rounding::NearestEven), 0x7c00u);
  EXPECT_EQ(encode(FloatFormat::F16, 1e9, Rounding::Zero), 0x7bffu);
  EXPECT_EQ(encode(FloatFormat::F16, 1e9, Rounding::Down), 0x7bffu);
  EXPECT_EQ(encode(FloatFormat::F16, -1e9, Rounding::Down), 0xfc00u);
  EXPECT_EQ(encode(FloatFormat::F16, -1e9, Rounding::Up), 0xfbffu);
  EXPECT_EQ(encode(FloatFormat::F16, INFINITY, Rounding::Zero), 0x7c00u);
  EXPECT_EQ(encode(FloatFormat::E5M2, 1e9, Rounding::NearestEven), 0x7cu);
  EXPECT_EQ(encode(FloatFormat::E4M3, 464.0, Rounding::NearestEven), 0x7eu);
  EXPECT_EQ(encode(FloatFormat::E4M3, 465.0, Rounding::NearestEven), 0x7fu);
  EXPECT_EQ(encode(FloatFormat::E2M1, 1e9, Rounding::NearestEven), 0x7u);
  EXPECT_EQ(encode(FloatFormat::F32, 1e39, Rounding::NearestEven), 0x7f800000u);
}

TEST(NarrowFloat, NaN) {
  EXPECT_EQ(encodeFloat(FloatFormat::F16, -NAN), 0x7fffu);
  EXPECT_EQ(encodeFloat(FloatFormat::BF16, NAN), 0x7fffu);
  EXPECT_EQ(encodeFloat(FloatFormat::TF32, NAN), 0x7fffe000u);
  EXPECT_EQ(encodeFloat(FloatFormat::E4M3, NAN), 0x7fu);
  EXPECT_EQ(encodeFloat(FloatFormat::E5M2, NAN), 0x7fu);
  EXPECT_EQ(encodeFloat(FloatFormat::E3M2, NAN), 0x1fu);
  EXPECT_EQ(encodeFloat(FloatFormat::E2M3, NAN), 0x1fu);
  EXPECT_EQ(encodeFloat(FloatFormat::E2M1, NAN), 0x7u);
  EXPECT_TRUE(std::isnan(decodeFloat(FloatFormat::E4M3, 0xff)));
  EXPECT_TRUE(std::isnan(decodeFloat(FloatFormat::E5M2, 0x7d)));
  EXPECT_EQ(decodeFloat(FloatFormat::E4M3, 0x7e), 448.0);
}

TEST(NarrowFloat, Flush) {
  Conversion how;
  how.flush = true;
  EXPECT_EQ(encodeFloat(FloatFormat::F32, -1e-39, how), 0x80000000u);
  EXPECT_EQ(encodeFloat(FloatFormat::F32, 0x1p-126, how), 0x00800000u);
  EXPECT_EQ(encodeFloat(FloatFormat::F16, 0x1p-24, how), 1u);
  EXPECT_EQ(flushSubnormal(0x807fffff), 0x80000000u);
  EXPECT_EQ(flushSubnormal(0x00800000), 0x00800000u);
}

/// The runtime's conversions, and the shortcuts for loops, give the same.
TEST(NarrowFloat, AgreesWithTheRuntime) {
  for (uint32_t code = 0; code < 0x10000; ++code) {
    auto half = static_cast<uint16_t>(code);
    double f16 = decodeFloat(FloatFormat::F16, half);
    double bf16 = decodeFloat(FloatFormat::BF16, half);
    if (std::isnan(f16)) {
      EXPECT_TRUE(std::isnan(decodeF16(half)));
    } else {
      EXPECT_EQ(f16, decodeF16(half));
      EXPECT_EQ(std::signbit(f16), std::signbit(decodeF16(half)));
      EXPECT_EQ(f16, heddle::rt::decodeF16(half));
    }
    if (!std::isnan(bf16)) {
      EXPECT_EQ(bf16, decodeBF16(half));
      EXPECT_EQ(bf16, heddle::rt::decodeBF16(half));
    }
  }
}

/// Everything near a boundary of either format, and a sample of the rest.
TEST(NarrowFloat, ShortcutsRoundAlike) {
  for (uint64_t high = 0; high < 0x80000; ++high)
    for (uint32_t low : {0u, 1u, 0xfffu, 0x1000u, 0x1001u, 0x1fffu}) {
      auto bits = static_cast<uint32_t>(high << 13 | low);
      float value = floatFromBits(bits);
      ASSERT_EQ(encodeF16(value), encodeFloat(FloatFormat::F16, value)) << bits;
      ASSERT_EQ(encodeBF16(value), encodeFloat(FloatFormat::BF16, value))
          << bits;
    }
}

/// The compiler's own conversion is the oracle.
TEST(NarrowFloat, NarrowsToFloat) {
  for (uint64_t i = 0, bits = 1; i < 2000000; ++i) {
    bits = bits * 6364136223846793005u + 1442695040888963407u;
    // Exponents around those of float, subnormals included.
    uint64_t exponent = 1023 - 155 + (bits >> 32) % 290;
    uint64_t pattern = (bits & 0x800fffffffffffff) | exponent << 52;
    double value;
    std::memcpy(&value, &pattern, sizeof(value));
    auto narrow = static_cast<float>(value);
    ASSERT_EQ(encodeFloat(FloatFormat::F32, value), bitsFromFloat(narrow));
    ASSERT_EQ(decodeFloat(FloatFormat::F32, bitsFromFloat(narrow)), narrow);
  }
}

} // namespace
