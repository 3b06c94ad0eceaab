//===- LayoutAttributes.h - Layouts as this pass wants them -----*- C++ -*-===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Reads the attributes of the heddle_gpu dialect. No other file of this folder
// knows how they are spelled.
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_LIB_TARGET_GPU_DISTRIBUTETILES_LAYOUTATTRIBUTES_H
#define HEDDLE_LIB_TARGET_GPU_DISTRIBUTETILES_LAYOUTATTRIBUTES_H

#include "Fragment.h"

#include "heddle/Target/GPU/TargetLowering.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"

namespace heddle::simt {

/// Bytes from the start of a tile in shared memory, by the bits of row and
/// column.
struct SharedLayout {
  llvm::SmallVector<int64_t> rowImages, columnImages;
  /// Of a tile.
  int64_t bytes = 0;

  int64_t getOffset(int64_t row, int64_t column) const;
};

/// The layout that the op of `tile` says it has; fails with a diagnostic.
mlir::FailureOr<Fragment> readFragment(mlir::Value tile);

/// The instruction that was chosen for a contraction; fails with a diagnostic.
mlir::FailureOr<MatrixInstruction>
getInstruction(mlir::vector::ContractionOp op);

/// Whether a contraction of `kernel` says one that reads shared memory.
bool anyProductReadsShared(mlir::gpu::GPUFuncOp kernel);

/// The dimensions of its factors that a product of two matrices sums over, and
/// the others: the left one's, which is the result's first, and the right
/// one's.
struct ProductDims {
  int64_t leftOuter, leftReduced, rightOuter, rightReduced;
  /// Of the product's own dimensions, the one that it sums over.
  int64_t reduced;
};
/// Fails with a diagnostic if `op` is none.
mlir::FailureOr<ProductDims> getProductDims(mlir::vector::ContractionOp op);

/// From where on a masked product sums up nothing; null if it sums all.
mlir::Value getReducedBound(mlir::vector::ContractionOp op,
                            const ProductDims &dims);

/// Notes at a contraction the first instruction of the GPU's table that suits
/// it; fails with a diagnostic if there is none. `op` must be in a module that
/// says its GPU.
mlir::LogicalResult chooseInstruction(mlir::vector::ContractionOp op);
/// Whether an instruction could read the right factor of `op` from shared
/// memory if the product had no bound.
bool couldReadShared(mlir::vector::ContractionOp op);

/// Whether the product, which says its instruction, reads its left factor from
/// shared memory: it is in a buffer that nothing else is in.
bool readsLeftShared(mlir::vector::ContractionOp op);

/// The type that a buffer for the left factor has, and for the right one: whole
/// pieces of the matrix instruction. `op` must be a product that says one.
mlir::VectorType getLeftBufferType(mlir::vector::ContractionOp op);
mlir::VectorType getRightBufferType(mlir::vector::ContractionOp op);

/// The layout of the tiles in a buffer of shared memory.
SharedLayout getSharedLayout(mlir::Value buffer);
/// Whether `buffer`, a memref of at least two dimensions, says it.
bool hasSharedLayout(mlir::memref::AllocOp buffer);

/// The GPU that kernels are for; null after a diagnostic if the module does not
/// say it, or there is none of its name.
const TargetLowering *getTarget(mlir::gpu::GPUModuleOp module);
/// The GPU that it names.
llvm::StringRef getChip(mlir::gpu::GPUModuleOp module);

/// Threads of a workgroup; fails with a diagnostic if the kernel does not say.
mlir::FailureOr<int64_t> getNumThreads(mlir::gpu::GPUFuncOp kernel);

/// Whether this pass takes the op away: one of the heddle_gpu dialect, or a
/// barrier.
bool isGpuTileOp(mlir::Operation *op);
bool changesSharedMemory(mlir::Operation *op);
bool isShared(mlir::Value memref);
/// Whether an attribute describes tiles, and so goes with them.
bool isLayoutAttribute(mlir::NamedAttribute attribute);

/// Writes masks of constant bounds as all others, by vector.create_mask.
void writeMasksByBounds(mlir::gpu::GPUFuncOp kernel);

/// The result of `op`, or of the vector.mask around it.
mlir::Value getMaskedResult(mlir::Operation *op);

} // namespace heddle::simt

#endif // HEDDLE_LIB_TARGET_GPU_DISTRIBUTETILES_LAYOUTATTRIBUTES_H
