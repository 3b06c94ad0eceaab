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

#include "heddle/Pipelines/Pipelines.h"

#include "heddle/Dialect/Heddle/IR/Heddle.h"
#include "heddle/Dialect/Heddle/Transforms/Passes.h"
#include "heddle/Target/GPU/Passes.h"
#include "heddle/Target/NVIDIA/Chip.h"
#include "heddle/Target/NVIDIA/NVIDIALowering.h"

#include "mlir/Conversion/Passes.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/GPU/Transforms/Passes.h"
#include "mlir/Dialect/LLVMIR/NVVMDialect.h"
#include "mlir/Dialect/MemRef/Transforms/Passes.h"
#include "mlir/Dialect/SCF/Transforms/Passes.h"
#include "mlir/Transforms/Passes.h"

using namespace heddle;
using namespace mlir;

//===----------------------------------------------------------------------===//
// Options
//===----------------------------------------------------------------------===//

static llvm::Error checkTileSize(StringRef name, int64_t size) {
  if (size == 0 || llvm::is_contained({16, 32, 64, 128}, size))
    return llvm::Error::success();
  return llvm::createStringError(
      "%s=%lld: expected 16, 32, 64 or 128, or 0 for what suits the GPU",
      name.str().c_str(), static_cast<long long>(size));
}

llvm::Error heddle::checkLowerToNVVMOptions(const LowerToNVVMOptions &options) {
  if (!nvidia::Chip::lookup(options.chip))
    return llvm::createStringError("unknown GPU '%s'; known are %s",
                                   options.chip.c_str(),
                                   nvidia::Chip::listNames().c_str());
  if (llvm::Error error = checkTileSize("tile-queries", options.tileQueries))
    return error;
  return checkTileSize("tile-keys", options.tileKeys);
}

int64_t heddle::findWidth(ModuleOp module) {
  int64_t width = 0;
  bool isKnown = true;
  module.walk([&](AttentionOp op) {
    for (Value operand : {op.getQuery(), op.getValue()}) {
      auto type = cast<ShapedType>(operand.getType());
      isKnown &= !type.isDynamicDim(type.getRank() - 1);
      width = std::max(width, type.getShape().back());
    }
  });
  return isKnown ? width : 0;
}

static bool usesWarpgroups(const LowerToNVVMOptions &options) {
  return (options.warpgroups || getenv("HW")) &&
         nvidia::Chip::lookup(options.chip)->hasWarpgroups;
}

/// A thread has registers for so much of a row of 16 to a warp: wide rows leave
/// room for fewer keys. wgmma needs none for K and V.
GPUTileSizes heddle::getTileSizes(const LowerToNVVMOptions &options) {
  constexpr int64_t wide = 128, widest = 192;
  bool isWide = options.width > wide || !options.width;
  GPUTileSizes sizes{options.tileQueries, options.tileKeys};
  if (!sizes.queries)
    sizes.queries = 128;
  if (!sizes.keys)
    sizes.keys = usesWarpgroups(options)  ? (isWide ? 32 : 128)
                 : options.width > widest ? 16
                 : isWide                 ? 32
                                          : 64;
  return sizes;
}

//===----------------------------------------------------------------------===//
// Steps
//===----------------------------------------------------------------------===//

static void addTiling(OpPassManager &pm, const LowerToNVVMOptions &options) {
  GPUTileSizes sizes = getTileSizes(options);
  HeddleTileAttentionOptions tiling;
  tiling.tileQueries = sizes.queries;
  tiling.tileKeys = sizes.keys;
  tiling.panels = 1;
  // Rows of tiles that are not full cost as much as full ones up to here.
  tiling.maxRows = options.tileQueries ? 0 : 64;
  tiling.rowKeys = sizes.keys;
  // About two workgroups for each multiprocessor.
  tiling.splitWorkgroups = options.splitKeys ? 216 : 0;
  tiling.maxWidth = 256;
  tiling.nativeTypes = {"bf16", "f16"};
  pm.addNestedPass<func::FuncOp>(createHeddleTileAttention(tiling));
  pm.addPass(createHeddleVerifyLowered());
}

/// Tile programs to kernels, whose tiles are where threads can have them.
static void addKernels(OpPassManager &pm, const LowerToNVVMOptions &options) {
  HeddleOutlineKernelsOptions outlining;
  outlining.chip = options.chip;
  pm.addPass(createHeddleOutlineKernels(outlining));
  OpPassManager &kernels = pm.nest<gpu::GPUModuleOp>();
  kernels.addPass(createCanonicalizerPass());
  kernels.addPass(createCSEPass());
  HeddleAssignLayoutsOptions layouts;
  layouts.warpgroups = usesWarpgroups(options);
  kernels.addPass(createHeddleAssignLayouts(layouts));
  kernels.addPass(createHeddlePipelineTiles());
  kernels.addPass(createHeddleDistributeTiles());
  kernels.addPass(createCanonicalizerPass());
  kernels.addPass(createCSEPass());
}

/// How kernels are launched and get their arguments.
static void addLaunches(OpPassManager &pm, const LowerToNVVMOptions &options) {
  if (options.callLauncher)
    pm.addPass(createHeddleCallLauncher());
  pm.addPass(createHeddleLowerKernelArguments());
}

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
  // Before the next pass, which makes calls of a library of math ops.
  kernels.addPass(createConvertMathToLLVMPass());
  kernels.addPass(createArithToLLVMConversionPass());
  kernels.addPass(createConvertGpuOpsToNVVMOps());
  kernels.addPass(createConvertNVVMToLLVMPass());
  kernels.addPass(createReconcileUnrealizedCastsPass());
  kernels.addPass(createCanonicalizerPass());
  kernels.addPass(createCSEPass());
}

//===----------------------------------------------------------------------===//
// Pipelines
//===----------------------------------------------------------------------===//

void heddle::buildLowerToNVVMTilesPipeline(OpPassManager &pm,
                                           const LowerToNVVMOptions &options) {
  pm.addPass(createHeddleFuseGate());
  buildAttentionBufferizationPipeline(pm, /*unfused=*/false,
                                      options.resultsAsArguments);
  addTiling(pm, options);
}

void heddle::buildLowerToNVVMPipeline(OpPassManager &pm,
                                      const LowerToNVVMOptions &options) {
  registerNVIDIALowering();
  buildLowerToNVVMTilesPipeline(pm, options);
  addKernels(pm, options);
  addLaunches(pm, options);
  addKernelLowering(pm, options);
}

void heddle::buildHostLoweringPipeline(OpPassManager &pm) {
  buildStockLoweringPipeline(pm);
}
