//===- LowerToROCDL.cpp - From Heddle's ops to AMD's GPUs -----------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

//
// This file implements the pipeline heddle-lower-to-rocdl.
//
//===----------------------------------------------------------------------===//

#include "LowerToGPU.h"

#include "mlir/Conversion/Passes.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/MemRef/Transforms/Passes.h"
#include "mlir/Transforms/Passes.h"

using namespace heddle;
using namespace mlir;

/// Kernels to the LLVM dialect.
static void addKernelLowering(OpPassManager &pm,
                              const LowerToROCDLOptions &options) {
  OpPassManager &kernels = pm.nest<gpu::GPUModuleOp>();
  kernels.addPass(memref::createExpandStridedMetadataPass());
  kernels.addPass(createLowerAffinePass());
  kernels.addPass(createSCFToControlFlowPass());
  // Before the next pass, which makes calls of a library of math ops.
  kernels.addPass(createConvertMathToLLVMPass());
  kernels.addPass(createArithToLLVMConversionPass());
  ConvertGpuOpsToROCDLOpsOptions conversion;
  conversion.chipset = options.chip;
  kernels.addPass(createConvertGpuOpsToROCDLOps(conversion));
  kernels.addPass(createReconcileUnrealizedCastsPass());
  kernels.addPass(createCanonicalizerPass());
  kernels.addPass(createCSEPass());
}

void heddle::buildLowerToROCDLPipeline(OpPassManager &pm,
                                       const LowerToROCDLOptions &options) {
  gpu_steps::registerLowerings();
  buildLowerToNVVMTilesPipeline(pm, options);
  gpu_steps::addKernels(pm, options);
  gpu_steps::addLaunches(pm, options);
  addKernelLowering(pm, options);
}
