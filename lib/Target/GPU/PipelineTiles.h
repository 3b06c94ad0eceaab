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
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "mlir/IR/IRMapping.h"

namespace heddle::simt {

/// On reads of tiles that are to be in shared memory, and on buffers there: how
/// it lies.
inline constexpr llvm::StringLiteral kSharedName = "heddle_gpu.shared";

/// Whether the tile is to be in shared memory.
bool isStaged(mlir::vector::TransferReadOp read);

/// Whether a staged tile is the left factor of its products.
bool isLeftFactor(mlir::vector::TransferReadOp read);

/// Of a buffer for `stages` such tiles, of whole pieces of the matrix
/// instruction that reads them.
mlir::MemRefType getBufferType(mlir::vector::TransferReadOp read,
                               int64_t stages);

/// How many rows a staged tile has beside zeros; null for all.
mlir::Value getRowBound(mlir::vector::TransferReadOp read);

/// Starts the copy of what `read` reads, where `getValue` says what its indices
/// and its bound are there; by a tensor map if there is one.
void createCopy(mlir::OpBuilder &b, mlir::vector::TransferReadOp read,
                llvm::function_ref<mlir::Value(mlir::Value)> getValue,
                mlir::Value buffer, mlir::Value stage,
                mlir::Value mapOrNull = {});

/// Whether `known` holds for all that says what to copy.
bool isKnown(mlir::vector::TransferReadOp read,
             llvm::function_ref<bool(mlir::Value)> known);

/// Has a tile read from a stage of a buffer.
void replaceByShared(mlir::RewriterBase &b, mlir::vector::TransferReadOp read,
                     mlir::Value buffer, mlir::Value stage);

/// Has warps of their own copy the tiles of `kernel`, if the target has roles
/// for its threads and copies do not depend on what is computed.
bool specializeWarps(mlir::gpu::GPUFuncOp kernel, const TargetLowering &target,
                     int64_t stages);

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
