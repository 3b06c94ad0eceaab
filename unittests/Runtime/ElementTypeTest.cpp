//===- ElementTypeTest.cpp - Tests of element types -----------------------===//
//
// Part of the Heddle Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "heddle/Runtime/ElementType.h"

#include "gtest/gtest.h"

#include <cmath>
#include <cstring>
#include <limits>

using namespace heddle::rt;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double quietNaN = std::numeric_limits<double>::quiet_NaN();

constexpr ElementType allTypes[] = {
    ElementType::F64, ElementType::F32, ElementType::F16, ElementType::BF16,
    ElementType::I64, ElementType::I32, ElementType::Bool};

uint64_t bitsOf(double value) {
  uint64_t bits;
  std::memcpy(&bits, &value, sizeof(bits));
  return bits;
}

double doubleFromBits(uint64_t bits) {
  double value;
  std::memcpy(&value, &bits, sizeof(value));
  return value;
}

double loadedInteger(ElementType type, double value) {
  alignas(8) unsigned char element[8] = {};
  storeElement(type, element, value);
  return static_cast<double>(loadInteger(type, element));
}

double storedInteger(ElementType type, int64_t value) {
  alignas(8) unsigned char element[8] = {};
  storeInteger(type, element, value);
  return loadElement(type, element);
}

TEST(ElementType, NamesRoundTrip) {
  for (ElementType type : allTypes) {
    Result<ElementType> parsed = parseElementType(elementName(type));
    ASSERT_TRUE(parsed);
    EXPECT_EQ(*parsed, type);
  }
  EXPECT_EQ(*parseElementType("bool"), ElementType::Bool);
}

TEST(ElementType, UnknownNameIsExplained) {
  Result<ElementType> parsed = parseElementType("f31");
  ASSERT_TRUE(parsed.failed());
  EXPECT_EQ(parsed.error(), "unknown element type 'f31', expected one of f64, "
                            "f32, f16, bf16, i64, i32, i1");
}

TEST(ElementType, Sizes) {
  size_t sizes[] = {8, 4, 2, 2, 8, 4, 1};
  for (size_t i = 0; i < std::size(allTypes); ++i)
    EXPECT_EQ(elementSize(allTypes[i]), sizes[i]);
}

//===----------------------------------------------------------------------===//
// Sixteen-bit floating point
//===----------------------------------------------------------------------===//

/// One format under test, described independently of the implementation.
struct Format {
  const char *name;
  uint16_t (*encode)(double);
  double (*decode)(uint16_t);
  uint16_t infinityBits;
  double largest;
  double smallest;
};

class HalfTest : public testing::TestWithParam<Format> {};

INSTANTIATE_TEST_SUITE_P(Formats, HalfTest,
                         testing::Values(Format{"F16", encodeF16, decodeF16,
                                                0x7c00, 65504.0, 0x1p-24},
                                         Format{"BF16", encodeBF16, decodeBF16,
                                                0x7f80, 0x1.fep127, 0x1p-133}),
                         [](const auto &info) { return info.param.name; });

TEST_P(HalfTest, EveryPatternSurvivesARoundTrip) {
  const Format &format = GetParam();
  for (unsigned bits = 0; bits < 0x10000; ++bits) {
    double value = format.decode(static_cast<uint16_t>(bits));
    EXPECT_EQ(std::isnan(value), (bits & 0x7fff) > format.infinityBits);
    EXPECT_EQ(std::isinf(value), (bits & 0x7fff) == format.infinityBits);
    EXPECT_EQ(std::signbit(value), bits >= 0x8000);
    ASSERT_EQ(format.encode(value), bits);
  }
}

TEST_P(HalfTest, DecodesKnownValues) {
  const Format &format = GetParam();
  EXPECT_EQ(format.decode(1), format.smallest);
  EXPECT_EQ(format.decode(static_cast<uint16_t>(format.infinityBits - 1)),
            format.largest);
  EXPECT_EQ(bitsOf(format.decode(0)), bitsOf(0.0));
  EXPECT_EQ(bitsOf(format.decode(0x8000)), bitsOf(-0.0));
  EXPECT_EQ(format.decode(format.encode(1.0)), 1.0);
  EXPECT_EQ(format.decode(format.encode(-2.5)), -2.5);
}

/// Between any two neighbors: the tie goes to the even one, and anything off
/// the tie, be it by the last bit of the double, to the nearer one.
TEST_P(HalfTest, RoundsToNearestEven) {
  const Format &format = GetParam();
  for (unsigned low = 0; low + 1 < format.infinityBits; ++low) {
    unsigned high = low + 1;
    double tie = (format.decode(static_cast<uint16_t>(low)) +
                  format.decode(static_cast<uint16_t>(high))) /
                 2;
    unsigned even = low % 2 ? high : low;
    ASSERT_EQ(format.encode(tie), even);
    ASSERT_EQ(format.encode(std::nextafter(tie, 0)), low);
    ASSERT_EQ(format.encode(std::nextafter(tie, infinity)), high);
    ASSERT_EQ(format.encode(-tie), even | 0x8000);
    ASSERT_EQ(format.encode(-std::nextafter(tie, 0)), low | 0x8000);
  }
}

TEST_P(HalfTest, OverflowsToInfinity) {
  const Format &format = GetParam();
  double below = format.decode(static_cast<uint16_t>(format.infinityBits - 2));
  double tie = format.largest + (format.largest - below) / 2;
  EXPECT_EQ(format.encode(std::nextafter(tie, 0)), format.infinityBits - 1);
  for (double value : {tie, tie * 2, 1e300, infinity}) {
    EXPECT_EQ(format.encode(value), format.infinityBits);
    EXPECT_EQ(format.encode(-value), format.infinityBits | 0x8000);
  }
}

TEST_P(HalfTest, UnderflowsToZero) {
  const Format &format = GetParam();
  double tiny = std::numeric_limits<double>::denorm_min();
  for (double value : {0.0, tiny, 0x1p-1022, format.smallest / 2}) {
    EXPECT_EQ(format.encode(value), 0);
    EXPECT_EQ(format.encode(-value), 0x8000);
  }
}

TEST_P(HalfTest, KeepsNaN) {
  const Format &format = GetParam();
  EXPECT_GT(format.encode(quietNaN), format.infinityBits);
  // The payload lies below what the format keeps.
  double low = doubleFromBits(0x7ff0000000000001);
  EXPECT_GT(format.encode(low), format.infinityBits);
  EXPECT_LT(format.encode(low), 0x8000);
  EXPECT_GT(format.encode(-quietNaN), format.infinityBits | 0x8000);
}

/// Rounding to f32 first would make ties of these.
TEST(ElementType, RoundsOnce) {
  EXPECT_EQ(decodeF16(encodeF16(1 + 0x1p-11 + 0x1p-40)), 1 + 0x1p-10);
  EXPECT_EQ(decodeBF16(encodeBF16(1 + 0x1p-8 + 0x1p-40)), 1 + 0x1p-7);
}

//===----------------------------------------------------------------------===//
// Elements in memory
//===----------------------------------------------------------------------===//

TEST(ElementType, RoundTo) {
  EXPECT_EQ(roundTo(ElementType::F64, 0.1), 0.1);
  EXPECT_EQ(roundTo(ElementType::F32, 0.1), static_cast<double>(0.1f));
  EXPECT_EQ(roundTo(ElementType::F32, 1e300), infinity);
  EXPECT_EQ(roundTo(ElementType::F16, 0.1), 0x1.998p-4);
  EXPECT_EQ(roundTo(ElementType::BF16, 0.1), 0x1.9ap-4);
  EXPECT_TRUE(std::isnan(roundTo(ElementType::F32, quietNaN)));
}

TEST(ElementType, IntegersTruncateAndSaturate) {
  for (ElementType type : {ElementType::I32, ElementType::I64}) {
    EXPECT_EQ(loadedInteger(type, 2.9), 2);
    EXPECT_EQ(loadedInteger(type, -2.9), -2);
    EXPECT_EQ(loadedInteger(type, quietNaN), 0);
  }
  EXPECT_EQ(loadedInteger(ElementType::I32, 1e10), 2147483647);
  EXPECT_EQ(loadedInteger(ElementType::I32, 2147483647.5), 2147483647);
  EXPECT_EQ(loadedInteger(ElementType::I32, -infinity), -2147483648.0);
  EXPECT_EQ(loadedInteger(ElementType::I64, infinity), 0x1p63);
  EXPECT_EQ(loadedInteger(ElementType::I64, -0x1p63), -0x1p63);
  EXPECT_EQ(loadedInteger(ElementType::F32, -2.5), -2);
}

TEST(ElementType, Bools) {
  EXPECT_EQ(roundTo(ElementType::Bool, 0.0), 0);
  EXPECT_EQ(roundTo(ElementType::Bool, -0.0), 0);
  EXPECT_EQ(roundTo(ElementType::Bool, 0.5), 1);
  EXPECT_EQ(roundTo(ElementType::Bool, quietNaN), 1);
  EXPECT_EQ(storedInteger(ElementType::Bool, -7), 1);
}

TEST(ElementType, LargeIntegersAreRoundedOnce) {
  // By way of a double these would be ties, and go down.
  int64_t above = (int64_t(1) << 62) + (int64_t(1) << 38) + 1;
  EXPECT_EQ(storedInteger(ElementType::F32, above), 0x1p62 + 0x1p39);
  EXPECT_EQ(storedInteger(ElementType::F32, -above), -0x1p62 - 0x1p39);
  int64_t aboveBF16 = (int64_t(1) << 62) + (int64_t(1) << 54) + 1;
  EXPECT_EQ(storedInteger(ElementType::BF16, aboveBF16), 0x1p62 + 0x1p55);
  EXPECT_EQ(storedInteger(ElementType::F32, above - 1), 0x1p62);
  EXPECT_EQ(storedInteger(ElementType::F32, INT64_MIN), -0x1p63);
  EXPECT_EQ(storedInteger(ElementType::F16, 65519), 65504);
  EXPECT_EQ(storedInteger(ElementType::I32, int64_t(1) << 40), 2147483647);
}

} // namespace
