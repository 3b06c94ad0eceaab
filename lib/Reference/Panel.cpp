//===- Panel.cpp - Matrices for the hot loop ------------------------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Panel.h"

using namespace heddle::reference;

/// One stripe of the product. Everything stays in registers but for the reads.
template <class Real>
__attribute__((always_inline)) static inline void
multiplyStripe(const Real *left[rowsPerBlock], const Real *stripe,
               int64_t rowBegin, int64_t rowEnd, Real *result[rowsPerBlock]) {
  constexpr int64_t width = Panel<Real>::width;
  Real sums[rowsPerBlock][width] = {};
  for (int64_t k = rowBegin; k < rowEnd; ++k)
    for (int64_t r = 0; r < rowsPerBlock; ++r)
      for (int64_t c = 0; c < width; ++c)
        sums[r][c] += left[r][k] * stripe[k * width + c];
  for (int64_t r = 0; r < rowsPerBlock; ++r)
    for (int64_t c = 0; c < width; ++c)
      result[r][c] = sums[r][c];
}

namespace {

/// The loop for one type, compiled for several vector widths.
template <class Real>
using StripeFn = void (*)(const Real *left[rowsPerBlock], const Real *stripe,
                          int64_t rowBegin, int64_t rowEnd,
                          Real *result[rowsPerBlock]);

} // namespace

#define HEDDLE_STRIPE_FUNCTION(name, Real, attribute)                          \
  attribute static void name(const Real *left[rowsPerBlock],                   \
                             const Real *stripe, int64_t rowBegin,             \
                             int64_t rowEnd, Real *result[rowsPerBlock]) {     \
    multiplyStripe<Real>(left, stripe, rowBegin, rowEnd, result);              \
  }

HEDDLE_STRIPE_FUNCTION(stripeF64, double, )
HEDDLE_STRIPE_FUNCTION(stripeF32, float, )

#if defined(__x86_64__)
#define HEDDLE_TARGET(features) __attribute__((target(features)))
HEDDLE_STRIPE_FUNCTION(stripeF64Avx2, double, HEDDLE_TARGET("avx2,fma"))
HEDDLE_STRIPE_FUNCTION(stripeF32Avx2, float, HEDDLE_TARGET("avx2,fma"))
HEDDLE_STRIPE_FUNCTION(stripeF64Avx512, double, HEDDLE_TARGET("avx512f,fma"))
HEDDLE_STRIPE_FUNCTION(stripeF32Avx512, float, HEDDLE_TARGET("avx512f,fma"))
#undef HEDDLE_TARGET

template <class Real>
static StripeFn<Real> chooseFor(StripeFn<Real> plain, StripeFn<Real> avx2,
                                StripeFn<Real> avx512) {
  if (__builtin_cpu_supports("avx512f"))
    return avx512;
  bool hasAvx2 =
      __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
  return hasAvx2 ? avx2 : plain;
}

static StripeFn<double> chooseF64() {
  return chooseFor<double>(stripeF64, stripeF64Avx2, stripeF64Avx512);
}
static StripeFn<float> chooseF32() {
  return chooseFor<float>(stripeF32, stripeF32Avx2, stripeF32Avx512);
}
#else
static StripeFn<double> chooseF64() { return stripeF64; }
static StripeFn<float> chooseF32() { return stripeF32; }
#endif
#undef HEDDLE_STRIPE_FUNCTION

template <class Real>
static void multiplyWith(StripeFn<Real> function, const RowBlock<Real> &left,
                         const Panel<Real> &right, int64_t rowBegin,
                         int64_t rowEnd, int64_t columnBegin, int64_t columnEnd,
                         RowBlock<Real> &result) {
  constexpr int64_t width = Panel<Real>::width;
  for (int64_t stripe = columnBegin / width; stripe * width < columnEnd;
       ++stripe) {
    const Real *leftRows[rowsPerBlock];
    Real *resultRows[rowsPerBlock];
    for (int64_t r = 0; r < rowsPerBlock; ++r) {
      leftRows[r] = left.row(r);
      resultRows[r] = result.row(r) + stripe * width;
    }
    function(leftRows, right.stripe(stripe), rowBegin, rowEnd, resultRows);
  }
}

void heddle::reference::multiply(const RowBlock<double> &left,
                                 const Panel<double> &right, int64_t rowBegin,
                                 int64_t rowEnd, int64_t columnBegin,
                                 int64_t columnEnd, RowBlock<double> &result) {
  static const StripeFn<double> function = chooseF64();
  multiplyWith(function, left, right, rowBegin, rowEnd, columnBegin, columnEnd,
               result);
}

void heddle::reference::multiply(const RowBlock<float> &left,
                                 const Panel<float> &right, int64_t rowBegin,
                                 int64_t rowEnd, int64_t columnBegin,
                                 int64_t columnEnd, RowBlock<float> &result) {
  static const StripeFn<float> function = chooseF32();
  multiplyWith(function, left, right, rowBegin, rowEnd, columnBegin, columnEnd,
               result);
}
