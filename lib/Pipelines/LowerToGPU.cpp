//===- LowerToGPU.cpp - What all GPUs' pipelines have in common -----------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "LowerToGPU.h"

#include "heddle/Dialect/Heddle/IR/Heddle.h"
#include "heddle/Dialect/Heddle/Transforms/Passes.h"
#include "heddle/Target/AMDGPU/AMDGPULowering.h"
#include "heddle/Target/AMDGPU/Chip.h"
#include "heddle/Target/GPU/Passes.h"
#include "heddle/Target/NVIDIA/Chip.h"
#include "heddle/Target/NVIDIA/NVIDIALowering.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Transforms/Passes.h"

using namespace heddle;
using namespace heddle::gpu_steps;
using namespace mlir;

void gpu_steps::registerLowerings() {
  registerNVIDIALowering();
  registerAMDGPULowering();
}

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
  registerLowerings();
  if (!TargetLowering::lookup(options.chip))
    return llvm::createStringError(
        "unknown GPU '%s'; known are %s, %s", options.chip.c_str(),
        nvidia::Chip::listNames().c_str(), amdgpu::Chip::listNames().c_str());
  if (llvm::Error error = checkTileSize("tile-queries", options.tileQueries))
    return error;
  return checkTileSize("tile-keys", options.tileKeys);
}

void heddle::describeAttention(ModuleOp module, LowerToNVVMOptions &options) {
  int64_t width = 0, bits = 0;
  bool isKnown = true;
  module.walk([&](AttentionOp op) {
    for (Value operand : {op.getQuery(), op.getValue()}) {
      auto type = cast<ShapedType>(operand.getType());
      isKnown &= !type.isDynamicDim(type.getRank() - 1);
      width = std::max(width, type.getShape().back());
    }
    for (Value operand : {op.getKey(), op.getValue()})
      bits = std::max<int64_t>(
          bits, getElementTypeOrSelf(operand).getIntOrFloatBitWidth());
  });
  options.width = isKnown ? width : 0;
  if (bits)
    options.elementBytes = llvm::divideCeil(bits, 8);
}

/// The fewest keys that matrix instructions do not fill up.
static int64_t getFewestKeys(const TargetLowering &target, StringRef chip) {
  int64_t keys = 16;
  for (const MatrixInstruction &instruction :
       target.getMatrixInstructions(chip))
    keys = std::max(keys, instruction.n);
  return keys;
}

/// Whether the products of keys and values of 16 bits take them from shared
/// memory.
static bool productsReadShared(const LowerToNVVMOptions &options) {
  constexpr int64_t halfBytes = 2;
  const TargetLowering &target = *TargetLowering::lookup(options.chip);
  return options.elementBytes == halfBytes &&
         llvm::any_of(target.getMatrixInstructions(options.chip),
                      [](const MatrixInstruction &instruction) {
                        return instruction.readsShared();
                      });
}

/// Whether rows, or those of unknown width, take most registers of a thread.
static bool isWide(const LowerToNVVMOptions &options) {
  constexpr int64_t wide = 128;
  return options.width > wide || !options.width;
}

/// A thread has registers for so much of a row of 16 to a warp: wide rows leave
/// room for fewer keys. Instructions that read shared memory leave more.
static int64_t getMostKeys(const LowerToNVVMOptions &options) {
  constexpr int64_t widest = 192;
  if (productsReadShared(options))
    return isWide(options) ? 64 : 128;
  return options.width > widest ? 16 : isWide(options) ? 32 : 64;
}

/// As many keys as registers and shared memory have room for.
GPUTileSizes heddle::getTileSizes(const LowerToNVVMOptions &options) {
  GPUTileSizes sizes{options.tileQueries, options.tileKeys};
  if (!sizes.queries)
    sizes.queries = 128;
  if (sizes.keys)
    return sizes;
  const TargetLowering &target = *TargetLowering::lookup(options.chip);
  int64_t fewest = getFewestKeys(target, options.chip);
  sizes.keys = std::max(getMostKeys(options), fewest);
  int64_t stages = target.hasAsyncCopies() ? 2 : 1;
  int64_t rowBytes = llvm::PowerOf2Ceil(options.width ? options.width : 256) *
                     options.elementBytes;
  // Keys and values.
  while (sizes.keys > fewest &&
         2 * stages * sizes.keys * rowBytes > target.getTileBytes(options.chip))
    sizes.keys /= 2;
  return sizes;
}

/// Rows that keep their reference leave their outputs alone. Products that go
/// on while weights are computed hide that work for all but wide rows.
static double getRescaleSlack(const LowerToNVVMOptions &options) {
  constexpr double slack = 8;
  if (!TargetLowering::lookup(options.chip)->hasAsyncCopies())
    return 0;
  return productsReadShared(options) && !isWide(options) ? 0 : slack;
}

//===----------------------------------------------------------------------===//
// Steps
//===----------------------------------------------------------------------===//

void gpu_steps::addTiling(OpPassManager &pm,
                          const LowerToNVVMOptions &options) {
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
  tiling.maxWidth =
      TargetLowering::lookup(options.chip)->getMostWidth(options.chip);
  tiling.overlapProducts = productsReadShared(options);
  tiling.rescaleSlack = getRescaleSlack(options);
  tiling.weightFactor = TargetLowering::lookup(options.chip)->getWeightFactor();
  tiling.nativeTypes = {"bf16", "f16"};
  pm.addNestedPass<func::FuncOp>(createHeddleTileAttention(tiling));
  pm.addPass(createHeddleVerifyLowered());
}

/// Tile programs to kernels, whose tiles are where threads can have them.
void gpu_steps::addKernels(OpPassManager &pm,
                           const LowerToNVVMOptions &options) {
  HeddleOutlineKernelsOptions outlining;
  const TargetLowering *target = TargetLowering::lookup(options.chip);
  outlining.chip = options.chip;
  outlining.warpSize = target->getWarpSize();
  outlining.warpRows = target->getWarpRows();
  pm.addPass(createHeddleOutlineKernels(outlining));
  OpPassManager &kernels = pm.nest<gpu::GPUModuleOp>();
  kernels.addPass(createCanonicalizerPass());
  kernels.addPass(createCSEPass());
  kernels.addPass(createHeddleAssignLayouts());
  kernels.addPass(createHeddlePipelineTiles());
  kernels.addPass(createHeddleDistributeTiles());
  // Canonicalizing is for later, when loops are branches: its patterns take
  // long for loops that carry hundreds of registers.
  kernels.addPass(createCSEPass());
}

/// How kernels are launched and get their arguments.
void gpu_steps::addLaunches(OpPassManager &pm,
                            const LowerToNVVMOptions &options) {
  if (options.callLauncher)
    pm.addPass(createHeddleCallLauncher());
  pm.addPass(createHeddleLowerKernelArguments());
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

void heddle::buildHostLoweringPipeline(OpPassManager &pm) {
  buildStockLoweringPipeline(pm);
}
