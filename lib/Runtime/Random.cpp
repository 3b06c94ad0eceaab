//===- Random.cpp - Reproducible random tensors ---------------------------===//
//
// Part of the Heddle Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "heddle/Runtime/Random.h"

#include <cmath>

using namespace heddle::rt;

uint64_t Random::nextBits() {
  uint64_t bits = state += 0x9e3779b97f4a7c15;
  bits = (bits ^ bits >> 30) * 0xbf58476d1ce4e5b9;
  bits = (bits ^ bits >> 27) * 0x94d049bb133111eb;
  return bits ^ bits >> 31;
}

double Random::nextUniform() {
  return static_cast<double>(nextBits() >> 11) * 0x1p-53;
}

/// Rejects the bits beyond the last whole multiple of the number of choices.
int64_t Random::nextInteger(int64_t low, int64_t high) {
  assert(low <= high && "an empty range");
  uint64_t choices =
      static_cast<uint64_t>(high) - static_cast<uint64_t>(low) + 1;
  uint64_t bits = nextBits();
  if (choices == 0)
    return static_cast<int64_t>(bits);
  uint64_t rejected = (0 - choices) % choices;
  while (bits < rejected)
    bits = nextBits();
  return static_cast<int64_t>(static_cast<uint64_t>(low) + bits % choices);
}

/// -log2(value / 2^62) as a multiple of 2^-32, for 0 < value < 2^62, in integer
/// arithmetic: squaring the mantissa doubles its logarithm, which shifts out
/// the next bit.
static int64_t negativeLog2(uint64_t value) {
  int exponent = 63;
  while (!(value >> 63)) {
    value <<= 1;
    --exponent;
  }
  uint64_t mantissa = value >> 32;
  int64_t fraction = 0;
  for (int bit = 0; bit < 32; ++bit) {
    uint64_t square = mantissa * mantissa;
    uint64_t carry = square >> 63;
    fraction = fraction << 1 | static_cast<int64_t>(carry);
    mantissa = square >> (31 + carry);
  }
  return (static_cast<int64_t>(62 - exponent) << 32) - fraction;
}

/// Draws a point (x, y) in the unit circle, on a grid of spacing 2^-31, and
/// stretches it by sqrt(-2 ln(s) / s) where s = x^2 + y^2. No product is ever
/// added to anything, so there is nothing to contract into an fma.
double Random::nextNormal() {
  if (hasSpare) {
    hasSpare = false;
    return spare;
  }
  int64_t x, y;
  uint64_t square;
  do {
    uint64_t bits = nextBits();
    x = static_cast<int32_t>(bits >> 32);
    y = static_cast<int32_t>(bits & 0xffffffff);
    square = static_cast<uint64_t>(x * x) + static_cast<uint64_t>(y * y);
  } while (square == 0 || square >> 62);
  constexpr double twoLn2 = 1.3862943611198906 * 0x1p-32;
  double stretch = std::sqrt(static_cast<double>(negativeLog2(square)) *
                             twoLn2 / static_cast<double>(square));
  hasSpare = true;
  spare = static_cast<double>(y) * stretch;
  return static_cast<double>(x) * stretch;
}

void heddle::rt::fillNormal(Tensor &tensor, uint64_t seed, double scale) {
  Random random(seed);
  tensor.forEachPlace(
      [&](int64_t place) { tensor.store(place, random.nextNormal() * scale); });
}

void heddle::rt::fillUniformInt(Tensor &tensor, uint64_t seed, int64_t low,
                                int64_t high) {
  Random random(seed);
  tensor.forEachPlace([&](int64_t place) {
    tensor.storeInteger(place, random.nextInteger(low, high));
  });
}
