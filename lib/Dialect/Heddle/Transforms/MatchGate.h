//===- MatchGate.h - Gates in arithmetic ------------------------*- C++ -*-===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// This file declares the matchers of gates that front ends write out beside an
// attention. A matcher that fails says why.
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_LIB_DIALECT_HEDDLE_TRANSFORMS_MATCHGATE_H
#define HEDDLE_LIB_DIALECT_HEDDLE_TRANSFORMS_MATCHGATE_H

#include "ElementTracer.h"
#include "heddle/Dialect/Heddle/IR/Heddle.h"

#include <string>

namespace heddle {

/// The axes that elements beside an attention depend on.
enum OutputAxis : unsigned { BatchAxis, HeadAxis, RowAxis, WidthAxis };

/// The dimensions of a tensor [batch, head, row, width] in `order`.
llvm::SmallVector<Axes> getOrderedDims(const ElementTracer &tracer,
                                       DimOrder order);

/// Logits, and how they act.
struct MatchedGate {
  GateAttr gate;
  Element logits; ///< A tensor, or what `part` computes.
  std::optional<BodyPart> part;
  DimOrder order; ///< Of the dimensions that the logits shall have.
  llvm::SmallVector<Axes> dims; ///< In that order.

  /// What has to be there for `createLogits`.
  llvm::SmallVector<mlir::Value> getSources() const;
  /// Emits the logits with `dims`. `sizes` are those of the axes.
  mlir::Value createLogits(mlir::OpBuilder &builder, mlir::Location loc,
                           const ElementTracer &tracer,
                           llvm::ArrayRef<mlir::OpFoldResult> sizes) const;
};

/// The gate that follows an attention.
struct OutputGate {
  MatchedGate gate;
  RoundingMode rounding;
  Element gated;        ///< The tensor that the fused op's result replaces.
  DimOrder resultOrder; ///< Of the fused op's result.
  mlir::Operation *combiner; ///< Holds the product or sum.
  /// What stands between the attention and `gated`, in order.
  llvm::SmallVector<mlir::Operation *> replaced;
};

/// Matches the gate of `op`'s output. Roundings that the fused op cannot keep
/// are an obstacle unless `allowReassociation`. `why` stays empty if nothing
/// there looks like a gate.
std::optional<OutputGate> matchOutputGate(const ElementTracer &tracer,
                                          AttentionOp op,
                                          bool allowReassociation,
                                          std::string &why);

/// The gate on an attention's query, key or value.
struct InputGate {
  MatchedGate gate;
  Element input; ///< The tensor that is gated.
};

/// Matches `operand` of `op`, elements in the order of its layout, as gated.
std::optional<InputGate> matchInputGate(const ElementTracer &tracer,
                                        AttentionOp op, mlir::Value operand,
                                        bool allowReassociation,
                                        std::string &why);

} // namespace heddle

#endif // HEDDLE_LIB_DIALECT_HEDDLE_TRANSFORMS_MATCHGATE_H
