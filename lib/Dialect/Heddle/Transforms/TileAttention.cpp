//===- TileAttention.cpp - Attention to tile programs ---------------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// This file implements the pass heddle-tile-attention: it checks that an op can
// be tiled and leaves the rest to TileProgram.
//
//===----------------------------------------------------------------------===//

#include "heddle/Dialect/Heddle/Transforms/Passes.h"

#include "FoldQueries.h"
#include "TileProgram.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Transforms/RegionUtils.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/Support/FormatVariadic.h"

namespace heddle {
#define GEN_PASS_DEF_HEDDLETILEATTENTION
#include "heddle/Dialect/Heddle/Transforms/Passes.h.inc"
} // namespace heddle

using namespace mlir;
using namespace heddle;

//===----------------------------------------------------------------------===//
// What can be tiled
//===----------------------------------------------------------------------===//

static LogicalResult verifyScoreRegion(AttentionOp op) {
  if (op.getScore().empty())
    return success();
  for (Operation &inner : op.getScore().front().without_terminator())
    if (!TileProgram::isVectorizable(inner))
      return inner.emitOpError("is not elementwise on scalars; the score "
                               "region of an attention that is tiled takes "
                               "only such ops, as of arith and math");
  return success();
}

static LogicalResult verifyTileable(AttentionOp op) {
  if (!op.isOnBuffers())
    return op.emitOpError("cannot be tiled on tensors; run "
                          "--one-shot-bufferize first");
  return verifyScoreRegion(op);
}

//===----------------------------------------------------------------------===//
// The pass
//===----------------------------------------------------------------------===//

namespace {
struct TileAttention : heddle::impl::HeddleTileAttentionBase<TileAttention> {
  using HeddleTileAttentionBase::HeddleTileAttentionBase;

  void runOnOperation() override;
  FailureOr<TileOptions> getTileOptions();
};
} // namespace

static Type parseFloatType(StringRef name, MLIRContext *context) {
  return llvm::StringSwitch<Type>(name)
      .Case("f32", Float32Type::get(context))
      .Case("bf16", BFloat16Type::get(context))
      .Case("f16", Float16Type::get(context))
      .Default({});
}

FailureOr<TileOptions> TileAttention::getTileOptions() {
  Location loc = getOperation().getLoc();
  TileOptions options{tileQueries,     tileKeys,     maxRows,      rowKeys,
                      splitWorkgroups, partKeys,     maxWidth,     keyChunk,
                      valueChunk,      panels,       chunkBytes,   workgroups,
                      overlapProducts, rescaleSlack, weightFactor, {}};
  std::pair<StringRef, int64_t> sizes[] = {
      {"tile-queries", tileQueries}, {"tile-keys", tileKeys},
      {"row-keys", rowKeys},         {"part-keys", partKeys},
      {"max-width", maxWidth},       {"key-chunk", keyChunk},
      {"value-chunk", valueChunk},   {"panels", panels},
      {"workgroups", workgroups}};
  constexpr int64_t maxTileSize = 65536; // Beyond all registers and caches.
  for (auto [name, size] : sizes)
    if (size < 1 || size > maxTileSize)
      return emitError(loc) << name << " must be from 1 to " << maxTileSize
                            << ", got " << size;
  if (chunkBytes < 0)
    return emitError(loc) << "chunk-bytes must not be negative, got "
                          << chunkBytes.getValue();
  std::pair<StringRef, int64_t> limits[] = {
      {"max-rows", maxRows}, {"split-workgroups", splitWorkgroups}};
  for (auto [name, limit] : limits)
    if (limit < 0 || limit > maxTileSize)
      return emitError(loc) << name << " must be from 0 to " << maxTileSize
                            << ", got " << limit;
  constexpr double mostSlack = 8; // Weights of f16 end at 2^16.
  if (!(rescaleSlack >= 0 && rescaleSlack <= mostSlack)) {
    std::string got = llvm::formatv("{0:f}", rescaleSlack.getValue());
    return emitError(loc) << "rescale-slack must be from 0 to 8 powers of two, "
                             "got "
                          << got;
  }
  if (!(weightFactor >= 1 && weightFactor <= 2)) {
    std::string got = llvm::formatv("{0:f}", weightFactor.getValue());
    return emitError(loc) << "weight-factor must be from 1 to 2, got " << got;
  }
  for (const std::string &name : nativeTypes) {
    Type type = parseFloatType(name, &getContext());
    if (!type)
      return emitError(loc) << "unknown type '" << name
                            << "' in native-types; known are bf16, f16, f32";
    options.nativeTypes.push_back(type);
  }
  return options;
}

void TileAttention::runOnOperation() {
  FailureOr<TileOptions> options = getTileOptions();
  if (failed(options))
    return signalPassFailure();
  SmallVector<AttentionOp> ops;
  getOperation().walk([&](AttentionOp op) { ops.push_back(op); });
  if (ops.empty())
    return;
  for (AttentionOp op : ops)
    if (failed(verifyTileable(op)))
      return signalPassFailure();
  IRRewriter rewriter(&getContext());
  for (AttentionOp op : ops) {
    AttentionOp folded = foldQueries(rewriter, op, maxRows);
    if (!folded) {
      TileProgram(rewriter, op, *options).emit();
    } else {
      TileProgram(rewriter, folded, *options, op.getStaticQueries()).emit();
      rewriter.eraseOp(folded);
    }
    rewriter.eraseOp(op);
  }
  // Positions that no mask or score asked for, extents that folded away.
  (void)runRegionDCE(rewriter, getOperation()->getRegions());
}
