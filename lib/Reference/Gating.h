//===- Gating.h - How gate logits act on an output ------------ -*- C++ -*-===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_LIB_REFERENCE_GATING_H
#define HEDDLE_LIB_REFERENCE_GATING_H

#include "Rounding.h"
#include "Weights.h"

#include "heddle/Reference/View.h"

namespace heddle::reference {

/// The activation of a gate.
template <class Real>
Real activate(GateActivation activation, Real x) {
  switch (activation) {
  case GateActivation::Sigmoid:
    return sigmoid(x);
  case GateActivation::NsSigmoid:
    return Real(0.5) + Real(0.5) * sigmoid(x);
  case GateActivation::Silu:
    return x == -std::numeric_limits<Real>::infinity() ? 0 : x * sigmoid(x);
  case GateActivation::Softplus:
    return softplus(x);
  case GateActivation::Tanh:
    return std::tanh(x);
  case GateActivation::Identity:
    return x;
  }
  llvm_unreachable("all activations were handled");
}

/// A gate with its logits, or none.
struct Gating {
  GateAttr gate;
  /// [B,H,M,D], whatever the granularity.
  View logits;
  /// To which type output and activated gate are rounded before they meet.
  Rounding rounding;

  Gating() = default;
  /// `shape` is [B,H,M,D].
  Gating(GateAttr gate, const View &logits, DimOrder order,
         llvm::ArrayRef<int64_t> shape, Rounding rounding);

  /// What becomes of `output`.
  template <class Real>
  Real apply(Real output, llvm::ArrayRef<int64_t> index) const {
    output = rounding(output);
    if (!gate)
      return output;
    Real logit = static_cast<Real>(logits.load(index));
    Real activated = rounding(activate(gate.getActivation(), logit));
    bool multiplies = gate.getCombination() == GateCombination::Multiply;
    return multiplies ? output * activated : output + activated;
  }
};

} // namespace heddle::reference

#endif // HEDDLE_LIB_REFERENCE_GATING_H
