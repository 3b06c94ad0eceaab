//===- Weights.h - From scores to weights --------------------- -*- C++ -*-===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_LIB_REFERENCE_WEIGHTS_H
#define HEDDLE_LIB_REFERENCE_WEIGHTS_H

#include "heddle/Dialect/Heddle/IR/Heddle.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

namespace heddle::reference {

/// What a row of scores leaves beside its weights.
template <class Real>
struct RowSummary {
  /// The log of the sum of exponentials over the visible keys.
  Real logSumExp = -std::numeric_limits<Real>::infinity();
  /// What no key has claimed of the stick.
  Real unclaimed = 1;
};

/// The largest of `scores`, and no less than `least`. A NaN wins.
template <class Real>
Real maximumOf(const Real *scores, int64_t count, Real least) {
  for (int64_t j = 0; j < count; ++j)
    if (!(scores[j] <= least))
      least = scores[j];
  return least;
}

/// p_j = exp(s_j) / (sum_k exp(s_k) + exp(sink)).
template <class Real>
RowSummary<Real> weighSoftmax(Real *scores, int64_t count,
                              std::optional<Real> sink) {
  constexpr Real infinity = std::numeric_limits<Real>::infinity();
  RowSummary<Real> summary;
  Real top = maximumOf(scores, count, -infinity);
  if (top == -infinity) {
    std::fill(scores, scores + count, Real(0));
    return summary;
  }
  Real sum = 0;
  for (int64_t j = 0; j < count; ++j)
    sum += scores[j] = std::exp(scores[j] - top);
  summary.logSumExp = top + std::log(sum);
  // Should this overflow, then all weights are 0 to working precision.
  if (sink)
    sum += std::exp(*sink - top);
  for (int64_t j = 0; j < count; ++j)
    scores[j] /= sum;
  return summary;
}

/// exp(s - m) - exp(-m), without cancellation near s = 0.
template <class Real>
Real shiftedExpm1(Real score, Real pivot) {
  if (score < 1)
    return std::exp(-pivot) * std::expm1(score);
  return std::exp(score - pivot) - std::exp(-pivot);
}

/// p_j = relu(e_j) / (sum_k |e_k| + eps) with e_j = exp(s_j - m) - exp(-m).
template <class Real>
void weighSoftpick(Real *scores, int64_t count, Real eps) {
  Real pivot = maximumOf(scores, count, Real(0));
  Real sum = 0;
  for (int64_t j = 0; j < count; ++j) {
    bool masked = scores[j] == -std::numeric_limits<Real>::infinity();
    scores[j] = masked ? 0 : shiftedExpm1(scores[j], pivot);
    sum += std::abs(scores[j]);
  }
  sum += eps;
  for (int64_t j = 0; j < count; ++j)
    scores[j] = scores[j] <= 0 ? 0 : scores[j] / sum;
}

template <class Real>
Real softplus(Real x) {
  return std::fmax(x, Real(0)) + std::log1p(std::exp(-std::abs(x)));
}

template <class Real>
Real sigmoid(Real x) {
  return 1 / (1 + std::exp(-x));
}

/// p_j = sigmoid(s_j + bias).
template <class Real>
void weighSigmoid(Real *scores, int64_t count, Real bias) {
  for (int64_t j = 0; j < count; ++j)
    scores[j] = sigmoid(scores[j] + bias);
}

/// p_j = sigmoid(s_j) * prod_{k>j} (1 - sigmoid(s_k)).
template <class Real>
RowSummary<Real> weighStickBreaking(Real *scores, int64_t count) {
  Real logUnclaimed = 0;
  for (int64_t j = count - 1; j >= 0; --j) {
    Real score = scores[j];
    if (score == -std::numeric_limits<Real>::infinity()) {
      scores[j] = 0;
      continue;
    }
    scores[j] = std::exp(logUnclaimed - softplus(-score));
    logUnclaimed -= softplus(score);
  }
  RowSummary<Real> summary;
  summary.unclaimed = std::exp(logUnclaimed);
  return summary;
}

/// Replaces a row of scores, -inf for masked keys, by weights. `sink` belongs
/// to softmax.
template <class Real>
RowSummary<Real> weigh(mlir::Attribute normalizer, Real *scores, int64_t count,
                       std::optional<Real> sink) {
  if (auto softpick = llvm::dyn_cast_if_present<SoftpickAttr>(normalizer)) {
    weighSoftpick(scores, count, static_cast<Real>(softpick.getEps()));
    return {};
  }
  if (auto sigmoid = llvm::dyn_cast_if_present<SigmoidAttr>(normalizer)) {
    weighSigmoid(scores, count, static_cast<Real>(sigmoid.getBias()));
    return {};
  }
  if (llvm::isa_and_present<StickBreakingAttr>(normalizer))
    return weighStickBreaking(scores, count);
  if (llvm::isa_and_present<Softmax1Attr>(normalizer))
    return weighSoftmax<Real>(scores, count, Real(0));
  return weighSoftmax<Real>(scores, count, sink);
}

/// Whether `weigh` knows `normalizer`; null stands for softmax.
inline bool isKnownNormalizer(mlir::Attribute normalizer) {
  return !normalizer || llvm::isa<SoftmaxAttr, Softmax1Attr, SoftpickAttr,
                                  SigmoidAttr, StickBreakingAttr>(normalizer);
}

} // namespace heddle::reference

#endif // HEDDLE_LIB_REFERENCE_WEIGHTS_H
