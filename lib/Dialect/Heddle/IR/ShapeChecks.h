//===- ShapeChecks.h - Checks that the ops' verifiers share -----*- C++ -*-===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_LIB_DIALECT_HEDDLE_IR_SHAPECHECKS_H
#define HEDDLE_LIB_DIALECT_HEDDLE_IR_SHAPECHECKS_H

#include "heddle/Dialect/Heddle/IR/Heddle.h"

namespace heddle {

/// Whether `value` is a finite number in f32, which kernels compute in.
bool isFiniteInF32(double value);

/// One dimension that an operand should have: what it is called, and its
/// extent, dynamic if unknown. `broadcast` allows a static 1 instead.
struct ExpectedDim {
  llvm::StringRef name;
  int64_t extent;
  bool broadcast = false;
};

/// Fails with a diagnostic unless `type` has the dimensions of `dims`; `what`
/// names the operand. Unknown extents agree with every extent.
llvm::LogicalResult verifyShape(mlir::Operation *op, llvm::StringRef what,
                                mlir::ShapedType type,
                                llvm::ArrayRef<ExpectedDim> dims);

/// Fails with a diagnostic unless `type` has the shape of `likeType`, which is
/// that of the operand `like`.
llvm::LogicalResult verifySameShape(mlir::Operation *op, llvm::StringRef what,
                                    mlir::ShapedType type, llvm::StringRef like,
                                    mlir::ShapedType likeType);

/// The extents of an attention output, and the order of its dimensions.
struct OutputExtents {
  int64_t batch, heads, queries, width;
};

/// The dimensions of an operand [B,H,M,D] in `order`.
llvm::SmallVector<ExpectedDim> getOutputDims(const OutputExtents &extents,
                                             DimOrder order);

/// What diagnostics call a gate, the place of its logits, and the dimensions of
/// what it gates.
struct GateNames {
  llvm::StringRef group = "gate", place = "after ins(...)";
  llvm::StringRef heads = "H", sequence = "M", width = "D";
};

/// Fails with a diagnostic unless gate logits and gate attribute are both there
/// or both absent, and the logits have the shape that the gate's granularity
/// asks for.
llvm::LogicalResult verifyGate(mlir::Operation *op, mlir::Value logits,
                               GateAttrInterface gate,
                               const OutputExtents &extents, DimOrder order,
                               const GateNames &names = {});

/// Fails with a diagnostic unless operands are all tensors or all memrefs and
/// the results are those of a destination-style op.
llvm::LogicalResult verifyDestinationStyle(mlir::Operation *op,
                                           mlir::ValueRange destinations);

/// Reads of inputs and reads and writes of destinations that are memrefs.
void getDestinationStyleEffects(
    mlir::DestinationStyleOpInterface op,
    llvm::SmallVectorImpl<mlir::MemoryEffects::EffectInstance> &effects);

} // namespace heddle

#endif // HEDDLE_LIB_DIALECT_HEDDLE_IR_SHAPECHECKS_H
