//===- Pipelines.h - Whole lowerings -------------------------- -*- C++ -*-===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// This file declares the pipelines that find Heddle's ops in functions and take
// them all the way to a target, and the parts that tools need by themselves.
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_PIPELINES_PIPELINES_H
#define HEDDLE_PIPELINES_PIPELINES_H

#include "mlir/IR/BuiltinOps.h"
#include "mlir/Pass/PassManager.h"
#include "mlir/Pass/PassOptions.h"
#include "llvm/Support/Error.h"

#include "heddle/Target/CPU/CostModel.h"

#include <cstdint>
#include <string>

namespace heddle {

/// The largest tile sizes: what is useful is some hundreds.
constexpr int64_t maxTileSize = 65536;
/// The largest chunk of keys and values, in bytes: half of the scratch that a
/// thread has for them.
constexpr int64_t maxChunkBytes = 1 << 20;

/// Options of `heddle-optimize`.
struct OptimizeOptions : mlir::PassPipelineOptions<OptimizeOptions> {
  Option<bool> allowReassociation{
      *this, "allow-reassociation",
      llvm::cl::desc("Leave out roundings that come before a gate, and round "
                     "once, at the end"),
      llvm::cl::init(false)};
  Option<int64_t> maxRows{
      *this, "max-rows",
      llvm::cl::desc("Fuse gates on key and value only if at most so many "
                     "queries read each key head; 0 for any number"),
      llvm::cl::init(0)};
  Option<bool> fuseProducers{
      *this, "fuse-producers",
      llvm::cl::desc("Compute norms and rotations of queries and keys in tiles "
                     "of attention"),
      llvm::cl::init(false)};
};

/// Options of `heddle-lower-to-cpu`.
struct LowerToCPUOptions : mlir::PassPipelineOptions<LowerToCPUOptions> {
  Option<std::string> cpu{
      *this, "cpu",
      llvm::cl::desc("CPU to compile for, as LLVM names it, or native"),
      llvm::cl::init("native")};
  Option<std::string> features{
      *this, "features",
      llvm::cl::desc("LLVM features on top of what the CPU has: +avx2,-fma")};
  Option<std::string> triple{
      *this, "triple",
      llvm::cl::desc("Triple to compile for, as LLVM writes it; empty for this "
                     "machine's, or, if only AArch64 or x86-64 knows the CPU, "
                     "that of such a machine")};
  Option<int64_t> tileQueries{
      *this, "tile-queries",
      llvm::cl::desc(
          "Queries of a tile, at most 65536; 0 for what suits the CPU"),
      llvm::cl::init(0)};
  Option<int64_t> tileKeys{
      *this, "tile-keys",
      llvm::cl::desc("Keys of a tile, at most 65536; 0 for what suits the CPU"),
      llvm::cl::init(0)};
  Option<int64_t> panels{
      *this, "panels",
      llvm::cl::desc("Tiles of queries that share a chunk of keys, at most; 0 "
                     "for what suits the CPU"),
      llvm::cl::init(0)};
  Option<int64_t> chunkBytes{
      *this, "chunk-bytes",
      llvm::cl::desc("Bytes of keys and values in a chunk, at most 1048576; 0 "
                     "for what suits the CPU"),
      llvm::cl::init(0)};
  Option<bool> threads{*this, "threads",
                       llvm::cl::desc("Run blocks of queries in parallel, "
                                      "through OpenMP"),
                       llvm::cl::init(true)};
  Option<bool> unfused{*this, "unfused",
                       llvm::cl::desc("Write attention out in linalg instead "
                                      "of tiling it"),
                       llvm::cl::init(false)};
  Option<bool> resultsAsArguments{
      *this, "results-as-arguments",
      llvm::cl::desc("Turn results that are tensors or memrefs into arguments "
                     "behind the others, which the caller allocates"),
      llvm::cl::init(false)};
  Option<bool> fuseProducers{
      *this, "fuse-producers",
      llvm::cl::desc("Compute norms and rotations of queries and keys in tiles "
                     "of attention"),
      llvm::cl::init(false)};
};

/// Options of `heddle-lower-to-nvvm`.
struct LowerToNVVMOptions : mlir::PassPipelineOptions<LowerToNVVMOptions> {
  Option<std::string> chip{
      *this, "chip",
      llvm::cl::desc(
          "GPU to compile for: sm_80, sm_86, sm_89, sm_90, sm_100 or "
          "sm_120, or with an a behind, as ptxas names them; gfx90a, gfx942, "
          "gfx950, gfx1100 or gfx1201 where AMD's are asked for"),
      llvm::cl::init("sm_80")};
  Option<int64_t> tileQueries{
      *this, "tile-queries",
      llvm::cl::desc("Queries of a tile: 16, 32, 64 or 128; 0 for what suits "
                     "the GPU"),
      llvm::cl::init(0)};
  Option<int64_t> tileKeys{
      *this, "tile-keys",
      llvm::cl::desc("Keys of a tile: 16, 32, 64 or 128; 0 for what suits the "
                     "GPU"),
      llvm::cl::init(0)};
  Option<int64_t> width{
      *this, "width",
      llvm::cl::desc("The widest K or D, for the choice of tile sizes; 0 if it "
                     "is not known"),
      llvm::cl::init(0)};
  Option<int64_t> elementBytes{
      *this, "element-bytes",
      llvm::cl::desc("Bytes of the widest element of keys and values, for the "
                     "choice of tile sizes"),
      llvm::cl::init(2)};
  Option<bool> splitKeys{
      *this, "split-keys",
      llvm::cl::desc("Split the keys of few queries over workgroups"),
      llvm::cl::init(true)};
  Option<bool> callLauncher{
      *this, "call-launcher",
      llvm::cl::desc("Launch kernels by calls of heddle_launch_kernel instead "
                     "of gpu.launch_func"),
      llvm::cl::init(false)};
  Option<bool> resultsAsArguments{
      *this, "results-as-arguments",
      llvm::cl::desc("Turn results that are tensors or memrefs into arguments "
                     "behind the others, which the caller allocates"),
      llvm::cl::init(false)};
};

/// Options of `heddle-lower-to-rocdl`: the same, with a chip of AMD's.
using LowerToROCDLOptions = LowerToNVVMOptions;

/// Makes of attention in linalg, with the gates around it, ops of Heddle. All
/// else stays as it is, but for canonicalization: what other passes do to
/// tensors can come before or after it.
void buildOptimizePipeline(mlir::OpPassManager &pm,
                           const OptimizeOptions &options);

/// Fails if there is no such triple, CPU or feature, or a tile size is out of
/// range.
llvm::Error checkLowerToCPUOptions(const LowerToCPUOptions &options);

/// The sizes of tiles that the options ask for, and the cost model's choice of
/// those that they leave open.
cpu::TileSizes getTileSizes(const LowerToCPUOptions &options);

/// Lowers a module to the LLVM dialect for a CPU. The options have been
/// checked.
void buildLowerToCPUPipeline(mlir::OpPassManager &pm,
                             const LowerToCPUOptions &options);

/// The same up to the tile program, before it is cut to a CPU's registers.
void buildLowerToCPUTilesPipeline(mlir::OpPassManager &pm,
                                  const LowerToCPUOptions &options);

/// Fails if there is no such GPU, or a tile size is not one of those named.
llvm::Error checkLowerToNVVMOptions(const LowerToNVVMOptions &options);

/// Queries and keys of a tile.
struct GPUTileSizes {
  int64_t queries, keys;
};

/// The sizes of tiles that the options ask for, and what suits the GPU where
/// they leave them open.
GPUTileSizes getTileSizes(const LowerToNVVMOptions &options);

/// Tells the options what the choice of tile sizes must know of a module's
/// attention: the widest K or D, 0 if one of them is dynamic, and the widest
/// element of keys and values.
void describeAttention(mlir::ModuleOp module, LowerToNVVMOptions &options);

/// Lowers a module to a `gpu.module` of the LLVM dialect, which has the
/// target's attribute, and code for the host that launches its kernels. The
/// options have been checked.
void buildLowerToNVVMPipeline(mlir::OpPassManager &pm,
                              const LowerToNVVMOptions &options);

/// The same for AMD's GPUs; the module says its chip by `heddle_gpu.target`.
void buildLowerToROCDLPipeline(mlir::OpPassManager &pm,
                               const LowerToROCDLOptions &options);

/// Both up to the tile program.
void buildLowerToNVVMTilesPipeline(mlir::OpPassManager &pm,
                                   const LowerToNVVMOptions &options);

/// Lowers what buildLowerToNVVMPipeline left for the host to the LLVM dialect;
/// there must not be any kernels left.
void buildHostLoweringPipeline(mlir::OpPassManager &pm);

/// Turns tensors into memrefs; attention stays one op, unless it is unfused.
void buildAttentionBufferizationPipeline(mlir::OpPassManager &pm, bool unfused,
                                         bool resultsAsArguments);

/// Turns tensors into memrefs. Arguments and results have identity layouts;
/// views stay views.
void buildBufferizationPipeline(mlir::OpPassManager &pm);

/// Lowers what upstream dialects can express, one thread, to the LLVM dialect.
void buildStockLoweringPipeline(mlir::OpPassManager &pm);

/// The part of it that follows when only loops and what they hold are left.
void buildLoopLoweringPipeline(mlir::OpPassManager &pm);

/// Registers the pipelines with their flags.
void registerHeddlePipelines();

} // namespace heddle

#endif // HEDDLE_PIPELINES_PIPELINES_H
