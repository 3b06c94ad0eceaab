//===- PipelineTiles.h - Tiles for shared memory ----------------*- C++ -*-===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_LIB_TARGET_GPU_PIPELINETILES_H
#define HEDDLE_LIB_TARGET_GPU_PIPELINETILES_H

#include "heddle/Target/GPU/TargetLowering.h"

#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/IR/IRMapping.h"

namespace heddle::simt {

/// Whether `value` follows from the loop's variable and what is outside of it.
bool isRecomputable(mlir::Value value, mlir::scf::ForOp loop);

/// `value` as it is where the loop's variable is what `map` says.
mlir::Value recompute(mlir::Value value, mlir::Block *body,
                      mlir::IRMapping &map, mlir::OpBuilder &builder);

/// Whether rounds of `loop` may have less than whole tiles. There are few of
/// them.
bool isEdge(mlir::scf::ForOp loop);

/// Has tiles that are to be in shared memory read into registers one round
/// before they are written there. For targets whose copies are not
/// asynchronous.
mlir::LogicalResult stageThroughRegisters(mlir::gpu::GPUFuncOp kernel,
                                          const TargetLowering &target);

} // namespace heddle::simt

#endif // HEDDLE_LIB_TARGET_GPU_PIPELINETILES_H
