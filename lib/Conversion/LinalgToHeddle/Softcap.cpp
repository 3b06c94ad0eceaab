//===- Softcap.cpp - Bounded scores ---------------------------------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Matchers.h"

#include "mlir/Dialect/Math/IR/Math.h"

#include <cmath>

using namespace mlir;
using namespace heddle::raise;

std::optional<Term> heddle::raise::matchSoftcap(Element *element, double factor,
                                                double &cap) {
  if (!element->computes<math::TanhOp>())
    return std::nullopt;
  // f * tanh(y) = c * tanh(s / c), with s = f * y for either sign of f.
  cap = std::fabs(factor);
  if (cap == 0.0 || !std::isfinite(static_cast<float>(cap)))
    return std::nullopt;
  return Term{element->operands[0], factor};
}
