//===- MatchActivation.h - Activations in arithmetic ------------*- C++ -*-===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// This file declares the matcher of activations as front ends write them out.
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_LIB_DIALECT_HEDDLE_TRANSFORMS_MATCHACTIVATION_H
#define HEDDLE_LIB_DIALECT_HEDDLE_TRANSFORMS_MATCHACTIVATION_H

#include "ElementTracer.h"
#include "heddle/Dialect/Heddle/IR/Heddle.h"

namespace heddle {

/// An activation and the number that it acts on.
struct Activation {
  GateActivation kind;
  Element logit;
};

/// Matches `element` as an activation other than the identity, in any of the
/// forms that the description of heddle-fuse-gate lists. Roundings in the
/// midst of it count for nothing.
std::optional<Activation> matchActivation(const ElementTracer &tracer,
                                          const Element &element);

/// Matches 1 + exp(-x), by which x's sigmoid is a division; returns x.
std::optional<Element> matchOnePlusExpOfNegated(const ElementTracer &tracer,
                                                const Element &element);

} // namespace heddle

#endif // HEDDLE_LIB_DIALECT_HEDDLE_TRANSFORMS_MATCHACTIVATION_H
