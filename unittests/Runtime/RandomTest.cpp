//===- RandomTest.cpp - Tests of the random generator ---------------------===//
//
// Part of the Heddle Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "heddle/Runtime/Random.h"

#include "gtest/gtest.h"

#include <algorithm>
#include <cmath>

using namespace heddle::rt;

namespace {

Tensor make(ElementType type, const Dims &shape) {
  Result<Tensor> tensor = Tensor::allocate(type, shape);
  EXPECT_TRUE(tensor);
  return *std::move(tensor);
}

/// The published test vector of SplitMix64.
TEST(Random, BitsAreSplitMix64) {
  Random random(1234567);
  for (uint64_t expected :
       {6457827717110365317u, 3203168211198807973u, 9817491932198370423u,
        4593380528125082431u, 16408922859458223821u})
    EXPECT_EQ(random.nextBits(), expected);
}

/// Computed by a separate program; the same to the last bit everywhere.
TEST(Random, NormalsAreFixed) {
  Random random(42);
  for (double expected :
       {-0x1.15e122b609768p+0, 0x1.928a226f705b9p-1, 0x1.25a6e23f14e41p-1,
        -0x1.16508b77a18c0p+0, 0x1.6ef216ecfd181p+0, 0x1.88452253a4d67p-2})
    EXPECT_EQ(random.nextNormal(), expected);
}

TEST(Random, NormalsHaveTheMomentsOfANormal) {
  constexpr int samples = 1000000;
  Random random(7);
  double sums[5] = {};
  for (int i = 0; i < samples; ++i) {
    double value = random.nextNormal();
    for (int power = 1; power <= 4; ++power)
      sums[power] += std::pow(value, power);
  }
  EXPECT_NEAR(sums[1] / samples, 0, 0.005);
  EXPECT_NEAR(sums[2] / samples, 1, 0.01);
  EXPECT_NEAR(sums[3] / samples, 0, 0.02);
  EXPECT_NEAR(sums[4] / samples, 3, 0.05);
}

/// Kolmogorov and Smirnov's distance, far beyond what chance would give.
TEST(Random, NormalsHaveTheDistributionOfANormal) {
  constexpr size_t samples = 100000;
  std::vector<double> values(samples);
  Random random(11);
  for (double &value : values)
    value = random.nextNormal();
  std::sort(values.begin(), values.end());
  double distance = 0;
  for (size_t i = 0; i < samples; ++i) {
    double expected = std::erfc(-values[i] / std::sqrt(2.0)) / 2;
    double seen = static_cast<double>(i) / samples;
    distance = std::max(distance, std::abs(expected - seen));
  }
  EXPECT_LT(distance, 0.006);
}

TEST(Random, UniformsLieInTheUnitInterval) {
  Random random(3);
  double sum = 0;
  for (int i = 0; i < 10000; ++i) {
    double value = random.nextUniform();
    ASSERT_GE(value, 0);
    ASSERT_LT(value, 1);
    sum += value;
  }
  EXPECT_NEAR(sum / 10000, 0.5, 0.02);
}

TEST(Random, IntegersCoverTheRange) {
  Random random(5);
  int counts[5] = {};
  for (int i = 0; i < 10000; ++i) {
    int64_t value = random.nextInteger(-2, 2);
    ASSERT_GE(value, -2);
    ASSERT_LE(value, 2);
    ++counts[value + 2];
  }
  for (int count : counts)
    EXPECT_NEAR(count, 2000, 200);
}

TEST(Random, IntegersOfExtremeRanges) {
  Random random(5);
  EXPECT_EQ(random.nextInteger(9, 9), 9);
  EXPECT_EQ(random.nextInteger(INT64_MIN, INT64_MIN), INT64_MIN);
  bool negative = false, positive = false;
  for (int i = 0; i < 64; ++i) {
    int64_t value = random.nextInteger(INT64_MIN, INT64_MAX);
    negative |= value < 0;
    positive |= value > 0;
  }
  EXPECT_TRUE(negative && positive);
}

TEST(FillNormal, SameSeedSameValuesWhateverTheLayout) {
  Tensor packed = make(ElementType::F32, {3, 5});
  Result<Tensor> strided =
      Tensor::allocateStrided(ElementType::F32, {3, 5}, {1, 7}, 2);
  ASSERT_TRUE(strided);
  fillNormal(packed, 99);
  fillNormal(*strided, 99);
  for (int64_t i = 0; i < 15; ++i)
    EXPECT_EQ(packed.get(i), strided->get(i));
  EXPECT_TRUE(strided->checkMargins());
}

TEST(FillNormal, OtherSeedOtherValues) {
  Tensor first = make(ElementType::F64, {8}),
         second = make(ElementType::F64, {8});
  fillNormal(first, 1);
  fillNormal(second, 2);
  for (int64_t i = 0; i < 8; ++i)
    EXPECT_NE(first.get(i), second.get(i));
}

TEST(FillNormal, ScalesThenRounds) {
  Tensor exact = make(ElementType::F64, {9}),
         half = make(ElementType::F16, {9});
  fillNormal(exact, 17);
  fillNormal(half, 17, 0.125);
  for (int64_t i = 0; i < 9; ++i)
    EXPECT_EQ(half.get(i), roundTo(ElementType::F16, exact.get(i) * 0.125));
}

TEST(FillUniformInt, FillsAnyType) {
  for (ElementType type :
       {ElementType::I64, ElementType::I32, ElementType::F32}) {
    Tensor tensor = make(type, {100});
    fillUniformInt(tensor, 4, -3, 3);
    for (int64_t i = 0; i < 100; ++i) {
      EXPECT_EQ(tensor.get(i), std::trunc(tensor.get(i)));
      EXPECT_LE(std::abs(tensor.get(i)), 3);
    }
  }
  Tensor mask = make(ElementType::Bool, {1000});
  fillUniformInt(mask, 4, 0, 1);
  double ones = 0;
  mask.forEachPlace([&](int64_t place) { ones += mask.load(place); });
  EXPECT_NEAR(ones, 500, 80);
}

} // namespace
