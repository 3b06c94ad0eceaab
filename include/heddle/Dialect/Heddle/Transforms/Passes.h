//===- Passes.h - Passes on the Heddle dialect ------------------*- C++ -*-===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_DIALECT_HEDDLE_TRANSFORMS_PASSES_H
#define HEDDLE_DIALECT_HEDDLE_TRANSFORMS_PASSES_H

#include "mlir/Pass/Pass.h"

namespace mlir {
class RewritePatternSet;
} // namespace mlir

namespace heddle {

/// Patterns that write heddle.gate and heddle.merge on tensors out in linalg.
void populateDecomposeGatePatterns(mlir::RewritePatternSet &patterns);

/// Collects the rewrites of heddle-decompose-attention.
void populateDecomposeAttentionPatterns(mlir::RewritePatternSet &patterns);

/// Patterns that make a heddle.gate, or a gate written out in arithmetic, part
/// of the attention whose output, query, key or value it gates. Key and value
/// keep theirs if more than `maxRows` queries, unless that is 0, are known to
/// read each key head. With `allowReassociation`, roundings may go away.
void populateFuseGatePatterns(mlir::RewritePatternSet &patterns,
                              int64_t maxRows = 0,
                              bool allowReassociation = false);

#define GEN_PASS_DECL
#include "heddle/Dialect/Heddle/Transforms/Passes.h.inc"

#define GEN_PASS_REGISTRATION
#include "heddle/Dialect/Heddle/Transforms/Passes.h.inc"

} // namespace heddle

#endif // HEDDLE_DIALECT_HEDDLE_TRANSFORMS_PASSES_H
