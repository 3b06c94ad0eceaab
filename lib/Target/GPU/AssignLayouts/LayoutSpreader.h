//===- LayoutSpreader.h - Layouts follow from layouts -----------*- C++ -*-===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What the layout of one tile says of those of others: the ops that combine
// them need not move anything if these agree.
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_LIB_TARGET_GPU_ASSIGNLAYOUTS_LAYOUTSPREADER_H
#define HEDDLE_LIB_TARGET_GPU_ASSIGNLAYOUTS_LAYOUTSPREADER_H

#include "TileLayout.h"

namespace heddle::layouts {

/// Whether a value is a tile, distributed over threads. Masks that only bound
/// the op in a vector.mask are none.
bool isTile(mlir::Value value);

/// Values that are one value in different places: what a loop starts with,
/// carries, yields and results in, or what a condition's branches yield.
llvm::SmallVector<mlir::Value> getCarried(mlir::Value value);

/// The dimensions of its source that a reduction keeps.
llvm::SmallVector<int64_t> getKeptDims(mlir::vector::MultiDimReductionOp op);
llvm::SmallVector<int64_t> getKeptDims(mlir::vector::ScanOp op);
/// The dimensions of its result that a broadcast takes from its source.
llvm::SmallVector<int64_t> getSourceDims(mlir::vector::BroadcastOp op);
/// The dimensions of its result that those of its source are.
llvm::SmallVector<int64_t> getSourceDims(mlir::vector::TransposeOp op);

/// Layouts of tiles: those that were given, and what follows from them. Who
/// comes first is served first.
class LayoutSpreader {
public:
  /// Gives a tile that has no layout this one, and others what follows.
  void give(mlir::Value tile, TileLayout layout);
  /// Null if it has none.
  const TileLayout *lookup(mlir::Value tile) const;
  /// Replaces the layout of a tile, and of it alone.
  void replace(mlir::Value tile, TileLayout layout);

private:
  void propose(mlir::Value tile, const TileLayout &layout);
  void spread(mlir::Value tile);
  void spreadThrough(mlir::Operation *op, mlir::Value tile,
                     const TileLayout &layout);
  void spreadThrough(mlir::vector::MultiDimReductionOp op, mlir::Value tile,
                     const TileLayout &layout);
  void spreadThrough(mlir::vector::ScanOp op, mlir::Value tile,
                     const TileLayout &layout);
  void spreadThrough(mlir::vector::TransposeOp op, mlir::Value tile,
                     const TileLayout &layout);

  llvm::DenseMap<mlir::Value, TileLayout> layouts;
  llvm::SmallVector<mlir::Value> worklist;
};

} // namespace heddle::layouts

#endif // HEDDLE_LIB_TARGET_GPU_ASSIGNLAYOUTS_LAYOUTSPREADER_H
