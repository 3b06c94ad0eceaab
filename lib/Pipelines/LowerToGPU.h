//===- LowerToGPU.h - What all GPUs' pipelines have in common ---*- C++ -*-===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_LIB_PIPELINES_LOWERTOGPU_H
#define HEDDLE_LIB_PIPELINES_LOWERTOGPU_H

#include "heddle/Pipelines/Pipelines.h"

namespace heddle::gpu_steps {

/// Makes all GPUs known.
void registerLowerings();

/// Attention to tile programs.
void addTiling(mlir::OpPassManager &pm, const LowerToNVVMOptions &options);
/// Tile programs to kernels, whose tiles are where threads can have them.
void addKernels(mlir::OpPassManager &pm, const LowerToNVVMOptions &options);
/// How kernels are launched and get their arguments.
void addLaunches(mlir::OpPassManager &pm, const LowerToNVVMOptions &options);

} // namespace heddle::gpu_steps

#endif // HEDDLE_LIB_PIPELINES_LOWERTOGPU_H
