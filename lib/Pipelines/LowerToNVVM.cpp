//===- LowerToNVVM.cpp - From Heddle's ops to NVIDIA's GPUs ---------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// This file implements the pipeline heddle-lower-to-nvvm.
//
//===----------------------------------------------------------------------===//

#include "LowerToGPU.h"

#include "heddle/Target/GPU/Passes.h"
#include "heddle/Target/NVIDIA/Chip.h"

#include "mlir/Conversion/Passes.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/GPU/Transforms/Passes.h"
#include "mlir/Dialect/LLVMIR/NVVMDialect.h"
#include "mlir/Dialect/MemRef/Transforms/Passes.h"
#include "mlir/Dialect/SCF/Transforms/Passes.h"
#include "mlir/Transforms/Passes.h"

using namespace heddle;
using namespace mlir;

/// Kernels to the LLVM dialect.
static void addKernelLowering(OpPassManager &pm,
                              const LowerToNVVMOptions &options) {
  const nvidia::Chip *chip = nvidia::Chip::lookup(options.chip);
  GpuNVVMAttachTargetOptions target;
  target.chip = chip->name.str();
  target.features = chip->ptxFeature.str();
  target.optLevel = 3;
  pm.addPass(createGpuNVVMAttachTarget(target));
  OpPassManager &kernels = pm.nest<gpu::GPUModuleOp>();
  kernels.addPass(memref::createExpandStridedMetadataPass());
  kernels.addPass(createLowerAffinePass());
  kernels.addPass(createSCFToControlFlowPass());
  kernels.addPass(createHeddleSeparateRarePaths());
  // Before the next pass, which makes calls of a library of math ops.
  kernels.addPass(createConvertMathToLLVMPass());
  kernels.addPass(createArithToLLVMConversionPass());
  kernels.addPass(createConvertGpuOpsToNVVMOps());
  kernels.addPass(createHeddlePassTensorMaps());
  kernels.addPass(createConvertNVVMToLLVMPass());
  kernels.addPass(createReconcileUnrealizedCastsPass());
  kernels.addPass(createCanonicalizerPass());
  kernels.addPass(createCSEPass());
}

//===----------------------------------------------------------------------===//
// Pipelines
//===----------------------------------------------------------------------===//

void heddle::buildLowerToNVVMPipeline(OpPassManager &pm,
                                      const LowerToNVVMOptions &options) {
  gpu_steps::registerLowerings();
  buildLowerToNVVMTilesPipeline(pm, options);
  gpu_steps::addKernels(pm, options);
  gpu_steps::addLaunches(pm, options);
  addKernelLowering(pm, options);
}
