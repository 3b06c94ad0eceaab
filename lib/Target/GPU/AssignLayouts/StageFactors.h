//===- StageFactors.h - Right factors in shared memory ----------*- C++ -*-===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_LIB_TARGET_GPU_ASSIGNLAYOUTS_STAGEFACTORS_H
#define HEDDLE_LIB_TARGET_GPU_ASSIGNLAYOUTS_STAGEFACTORS_H

#include "heddle/Target/GPU/TargetLowering.h"

#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"

namespace heddle::layouts {

/// Moves the bound of a masked product to its factors, where an instruction
/// that reads the right one from shared memory could then take them: weights
/// and values beyond it are 0.
void boundFactors(mlir::vector::ContractionOp op);

/// All warps need all of a right factor: it is to be in shared memory. What is
/// read from global memory for a product alone is marked by the layout that it
/// is to have there, `heddle_gpu.shared`; heddle-pipeline-tiles copies it. What
/// is computed is written to a buffer and read back: these writes are returned.
/// They are to fill the buffer. `products` are those of the kernel, and say
/// their instructions.
llvm::SmallVector<mlir::vector::TransferWriteOp>
stageFactors(mlir::gpu::GPUFuncOp kernel,
             llvm::ArrayRef<mlir::vector::ContractionOp> products,
             const TargetLowering &target);

} // namespace heddle::layouts

#endif // HEDDLE_LIB_TARGET_GPU_ASSIGNLAYOUTS_STAGEFACTORS_H
