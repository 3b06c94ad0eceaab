//===- PartialSums.h - Sums that stay spread over lanes ---------*- C++ -*-===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_LIB_TARGET_GPU_ASSIGNLAYOUTS_PARTIALSUMS_H
#define HEDDLE_LIB_TARGET_GPU_ASSIGNLAYOUTS_PARTIALSUMS_H

#include "LayoutSpreader.h"

#include "mlir/Dialect/GPU/IR/GPUDialect.h"

namespace heddle::layouts {

/// Sums of rows that loops add to: as long as nothing but linear ops uses them,
/// each lane can keep its own part, and lanes add up once, at the end. A row's
/// sum has this form if it starts at zero, is multiplied by rows, and added to
/// by reductions. The same holds for maxima that lanes only vote on.
class PartialSums {
public:
  /// Finds them, and notes in `tiles` over which lanes they are spread.
  void find(mlir::gpu::GPUFuncOp kernel, LayoutSpreader &tiles);

  bool contains(mlir::Value value) const { return sums.contains(value); }

private:
  void collect(mlir::gpu::GPUFuncOp kernel);
  bool stays(mlir::Value value) const;
  void findVotes(mlir::gpu::GPUFuncOp kernel, LayoutSpreader &tiles);

  llvm::DenseSet<mlir::Value> sums;
};

} // namespace heddle::layouts

#endif // HEDDLE_LIB_TARGET_GPU_ASSIGNLAYOUTS_PARTIALSUMS_H
