//===- LowerToCPU.cpp - From Heddle's ops to a CPU ------------------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// This file implements the pipeline heddle-lower-to-cpu. Its last step is the
// stock lowering, on loops that are already cut to the CPU.
//
//===----------------------------------------------------------------------===//

#include "heddle/Pipelines/Pipelines.h"

#include "heddle/Dialect/Heddle/Transforms/Passes.h"
#include "heddle/Target/CPU/CPUTarget.h"
#include "heddle/Target/CPU/Codegen.h"
#include "heddle/Target/CPU/CostModel.h"
#include "heddle/Target/CPU/Passes.h"

#include "mlir/Conversion/Passes.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Linalg/Passes.h"
#include "mlir/Dialect/MemRef/Transforms/Passes.h"
#include "mlir/Dialect/SCF/Transforms/Passes.h"
#include "mlir/Transforms/Passes.h"

#include <algorithm>

using namespace heddle;
using namespace mlir;

static const CPUTarget &getTarget(const LowerToCPUOptions &options) {
  return CPUTarget::select(options.cpu, options.features, options.triple);
}

cpu::TileSizes heddle::getTileSizes(const LowerToCPUOptions &options) {
  const CPUTarget &target = getTarget(options);
  bool isHost = (options.cpu.empty() || options.cpu == "native") &&
                options.triple.empty();
  return cpu::chooseTileSizes(target,
                              isHost ? cpu::CacheSizes::getHost(target)
                                     : cpu::CacheSizes::getTypical(target),
                              {options.tileQueries, options.tileKeys,
                               options.panels, options.chunkBytes});
}

/// Gates on tensors to parts of attention. A gated tensor of keys costs what
/// gating their tiles so many times does; that was measured.
static void addGateFusion(OpPassManager &pm, const LowerToCPUOptions &options,
                          const CPUTarget &target) {
  constexpr int64_t gatings = 16;
  if (!options.unfused)
    pm.addPass(createHeddleFuseGate({gatings * target.getTileQueries()}));
}

/// Canonicalization folds loops of one iteration.
static void addProducerFusion(OpPassManager &pm,
                              const LowerToCPUOptions &options) {
  if (!options.fuseProducers || options.unfused)
    return;
  pm.addPass(createHeddleFuseProducers());
  pm.addPass(createCanonicalizerPass());
  pm.addPass(createCSEPass());
}

/// The widths K and D that tiles have whole: so many channels that a thread's
/// scratch, which heddle-block-tiles limits, holds computed tiles of keys and
/// of values, and the tiles of queries, gates and outputs.
static int64_t getMaxWidth(int64_t tileQueries, int64_t tileKeys) {
  constexpr int64_t scratch = 3 << 19, queryTiles = 8, least = 128;
  int64_t channel = 2 * sizeof(float) * (tileKeys + queryTiles * tileQueries);
  return std::max(scratch / channel, least);
}

/// Enough for the threads of most machines to share evenly, and few enough for
/// partial results to be small beside the keys.
static constexpr int64_t splitWorkgroups = 64;

/// Attention to tile programs.
static void addTiling(OpPassManager &pm, const LowerToCPUOptions &options,
                      const CPUTarget &target) {
  HeddleTileAttentionOptions tiling;
  cpu::TileSizes sizes = getTileSizes(options);
  tiling.tileQueries = sizes.queries;
  tiling.tileKeys = sizes.keys;
  tiling.panels = sizes.panels;
  tiling.chunkBytes = sizes.chunkBytes;
  tiling.workgroups = cpu::enoughWorkgroups;
  // Sizes that are asked for are for all tiles.
  tiling.maxRows = options.tileQueries ? 0 : target.getMaxRows();
  tiling.rowKeys =
      options.tileKeys ? options.tileKeys : target.getRowTileKeys();
  tiling.splitWorkgroups = options.threads ? splitWorkgroups : 0;
  tiling.maxWidth = getMaxWidth(tiling.tileQueries, tiling.tileKeys);
  tiling.nativeTypes = target.getNativeTypes();
  pm.addNestedPass<func::FuncOp>(createHeddleTileAttention(tiling));
  pm.addPass(createHeddleVerifyLowered());
}

/// Tile programs to loops over registers.
static void addBlocking(OpPassManager &pm, const CPUTarget &target) {
  std::string name = target.name.str();
  pm.addNestedPass<func::FuncOp>(createHeddleBlockTiles({name}));
  pm.addNestedPass<func::FuncOp>(createHeddleExpandMath({name}));
  pm.addNestedPass<func::FuncOp>(createCanonicalizerPass());
  pm.addNestedPass<func::FuncOp>(createCSEPass());
  pm.addNestedPass<func::FuncOp>(createHeddleFlushDenormals({name}));
  pm.addPass(createHeddleOutlinePanels());
}

/// What is not attention becomes loops; the outer ones run in parallel.
static void addLoops(OpPassManager &pm, const LowerToCPUOptions &options) {
  pm.addPass(createHeddleExpandCopies());
  if (!options.threads) {
    pm.addPass(createConvertLinalgToLoopsPass());
    return;
  }
  pm.addPass(createConvertLinalgToParallelLoopsPass());
  pm.addPass(createHeddleSerializeInnerLoops());
}

static void addThreads(OpPassManager &pm, const LowerToCPUOptions &options) {
  if (!options.threads) {
    pm.addNestedPass<func::FuncOp>(createForallToForLoopPass());
    return;
  }
  pm.addNestedPass<func::FuncOp>(createForallToParallelLoopPass());
  pm.addPass(createConvertSCFToOpenMPPass());
  // Takes away the memref.alloca_scope around bodies without memref.alloca,
  // which could not hold the blocks of lowered loops.
  pm.addNestedPass<func::FuncOp>(createCanonicalizerPass());
  pm.addPass(createHeddleScheduleLoops());
}

static llvm::Error checkTileSize(StringRef name, int64_t size, int64_t max) {
  if (size >= 0 && size <= max)
    return llvm::Error::success();
  return llvm::createStringError(
      "%s=%lld: expected 1 to %lld, or 0 for what suits the CPU",
      name.str().c_str(), static_cast<long long>(size),
      static_cast<long long>(max));
}

llvm::Error heddle::checkLowerToCPUOptions(const LowerToCPUOptions &options) {
  cpu::CodegenOptions codegen;
  codegen.cpu = options.cpu;
  codegen.features = options.features;
  codegen.triple = options.triple;
  auto described = cpu::describeCpu(codegen);
  if (!described)
    return described.takeError();
  std::tuple<StringRef, int64_t, int64_t> sizes[] = {
      {"tile-queries", options.tileQueries, maxTileSize},
      {"tile-keys", options.tileKeys, maxTileSize},
      {"panels", options.panels, maxTileSize},
      {"chunk-bytes", options.chunkBytes, maxChunkBytes}};
  for (auto [name, size, max] : sizes)
    if (llvm::Error error = checkTileSize(name, size, max))
      return error;
  return llvm::Error::success();
}

void heddle::buildLowerToCPUTilesPipeline(OpPassManager &pm,
                                          const LowerToCPUOptions &options) {
  addGateFusion(pm, options, getTarget(options));
  addProducerFusion(pm, options);
  buildAttentionBufferizationPipeline(pm, options.unfused,
                                      options.resultsAsArguments);
  addTiling(pm, options, getTarget(options));
}

void heddle::buildLowerToCPUPipeline(OpPassManager &pm,
                                     const LowerToCPUOptions &options) {
  buildLowerToCPUTilesPipeline(pm, options);
  // Loops first, while modules are small.
  addLoops(pm, options);
  addBlocking(pm, getTarget(options));
  addThreads(pm, options);
  buildLoopLoweringPipeline(pm);
}
