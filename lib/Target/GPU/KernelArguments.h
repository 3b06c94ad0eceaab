//===- KernelArguments.h - How kernels get their arguments ------*- C++ -*-===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The arguments of a kernel are those of its gpu.func, in order. A memref is
// one pointer, to its element [0, ..., 0]; behind all of them come, memref by
// memref, the sizes and then the strides that its type leaves open. So all else
// that a kernel needs to know is in its code.
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_LIB_TARGET_GPU_KERNELARGUMENTS_H
#define HEDDLE_LIB_TARGET_GPU_KERNELARGUMENTS_H

#include "heddle/Dialect/HeddleGPU/IR/HeddleGPU.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/IR/Builders.h"
#include "mlir/IR/BuiltinTypes.h"

namespace heddle::gpu_abi {

/// Which sizes and strides of a memref are arguments.
struct MemRefShape {
  explicit MemRefShape(mlir::MemRefType type);

  int64_t offset;
  llvm::SmallVector<int64_t> strides;
  /// Dimensions.
  llvm::SmallVector<unsigned> dynamicSizes, dynamicStrides;
};

/// Numbers of a memref, as i64.
struct MemRefNumbers {
  /// The address of element [0, ..., 0].
  mlir::Value address;
  llvm::SmallVector<mlir::Value> sizes, strides;
};

/// Whether all arguments of a launch have types that kernels can get; says so
/// if not.
mlir::LogicalResult checkArguments(mlir::Operation *launch,
                                   mlir::ValueRange arguments);

/// Has a launch have as many threads as its kernel wants: roles may have added
/// some.
void updateThreads(mlir::gpu::LaunchFuncOp launch, mlir::gpu::GPUFuncOp kernel);

/// Computes them on the host.
MemRefNumbers readMemRef(mlir::OpBuilder &b, mlir::Location loc,
                         mlir::Value memref);

/// The bytes from the first element of a memref to behind its last one.
mlir::Value computeSpan(mlir::OpBuilder &b, mlir::Location loc,
                        mlir::MemRefType type, const MemRefNumbers &numbers);

/// The tensor maps of a kernel's arguments, in the order in which it takes
/// them, after all other arguments.
llvm::SmallVector<TensorMapOp> getTensorMaps(mlir::gpu::GPUFuncOp kernel);

/// Of the operands of a launch, that of which `map` is a map in the kernel.
mlir::Value getMapped(TensorMapOp map, mlir::ValueRange operands);

} // namespace heddle::gpu_abi

#endif // HEDDLE_LIB_TARGET_GPU_KERNELARGUMENTS_H
