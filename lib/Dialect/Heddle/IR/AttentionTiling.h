//===- AttentionTiling.h - Slices of heddle.attention -----------*- C++ -*-===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// This file declares what the two ways to cut an attention share: tiles of its
// result, and parts of its keys.
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_LIB_DIALECT_HEDDLE_IR_ATTENTIONTILING_H
#define HEDDLE_LIB_DIALECT_HEDDLE_IR_ATTENTIONTILING_H

#include "heddle/Dialect/Heddle/IR/Heddle.h"

namespace heddle {

/// A contiguous part of one dimension.
struct Interval {
  mlir::OpFoldResult offset, size;
};

/// A slice of an attention; `width` is that of values.
struct AttentionSlice {
  Interval batch, heads, queries, keys, width;
};

/// The loops of `TilingInterface`, in order.
enum AttentionLoop : unsigned { BatchLoop, HeadLoop, QueryLoop, KeyLoop };

/// All of dimension `dim` of `value`.
Interval getWhole(mlir::OpBuilder &builder, mlir::Location loc,
                  mlir::Value value, int64_t dim);

/// `bhsd` in the order of `order`.
template <typename T>
llvm::SmallVector<T> inOrder(DimOrder order, T batch, T head, T sequence,
                             T width) {
  if (order == DimOrder::BHSD)
    return {batch, head, sequence, width};
  return {batch, sequence, head, width};
}

/// The slice that a tile of the loops stands for, of the whole value width.
AttentionSlice getDomainSlice(mlir::OpBuilder &builder, AttentionOp op,
                              llvm::ArrayRef<mlir::OpFoldResult> offsets,
                              llvm::ArrayRef<mlir::OpFoldResult> sizes);

/// The attention op on a slice, and the ops that cut out its operands.
struct SlicedAttention {
  AttentionOp op;
  llvm::SmallVector<mlir::Operation *> slices;
};

/// Emits the tile of `op` that `slice` stands for. Fails with a diagnostic if
/// the query heads cannot be cut there.
llvm::FailureOr<SlicedAttention> createTile(mlir::OpBuilder &builder,
                                            AttentionOp op,
                                            const AttentionSlice &slice);

/// The same without gate and sink, with another normalizer and destinations,
/// an output and a log-sum-exp.
llvm::FailureOr<SlicedAttention> createPart(mlir::OpBuilder &builder,
                                            AttentionOp op,
                                            const AttentionSlice &slice,
                                            NormalizerAttrInterface normalizer,
                                            mlir::ValueRange destinations);

} // namespace heddle

#endif // HEDDLE_LIB_DIALECT_HEDDLE_IR_ATTENTIONTILING_H
