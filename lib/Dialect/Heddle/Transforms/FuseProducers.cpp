//===- FuseProducers.cpp - Norms and rotations into tiles of attention ----===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// This file implements heddle-fuse-producers. The tiling is MLIR's; what is
// here chooses the ops that follow attention into the loops, and moves slices
// of rows past slices and concatenations of channels, which MLIR does not tile.
//
//===----------------------------------------------------------------------===//

#include "heddle/Dialect/Heddle/IR/Heddle.h"
#include "heddle/Dialect/Heddle/Transforms/Passes.h"

#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/MemRef/Transforms/Transforms.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/SCF/Transforms/TileUsingInterface.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Dialect/Tensor/Transforms/Transforms.h"
#include "mlir/IR/Dominance.h"
#include "mlir/IR/Remarks.h"
#include "mlir/Interfaces/ValueBoundsOpInterface.h"
#include "mlir/Transforms/CSE.h"
#include "mlir/Transforms/GreedyPatternRewriteDriver.h"

namespace heddle {
#define GEN_PASS_DEF_HEDDLEFUSEPRODUCERS
#include "heddle/Dialect/Heddle/Transforms/Passes.h.inc"
} // namespace heddle

using namespace mlir;
using namespace heddle;

//===----------------------------------------------------------------------===//
// Ops that compute each row from the same row
//===----------------------------------------------------------------------===//

/// The dimensions of a tensor that hold batch entries, heads and the sequence,
/// without those of one element.
using RowDims = SmallVector<int64_t, 3>;

/// The dimensions of `operand` that `loops` run over; nothing if one of them
/// does not.
static std::optional<RowDims> getRowsOfLoops(AffineMap operand,
                                             ArrayRef<AffineExpr> loops) {
  RowDims rows;
  for (AffineExpr loop : loops) {
    auto *at = llvm::find(operand.getResults(), loop);
    if (at == operand.getResults().end())
      return std::nullopt;
    rows.push_back(std::distance(operand.getResults().begin(), at));
  }
  return rows;
}

/// Whether no element is read by more iterations than it is written by, as
/// those of a product of matrices are.
static bool readsOnce(linalg::LinalgOp op) {
  SmallVector<int64_t> extents = op.getStaticLoopRanges();
  return llvm::any_of(op.getIndexingMapsArray(), [&](AffineMap map) {
    return llvm::all_of(llvm::seq(op.getNumLoops()), [&](unsigned loop) {
      return extents[loop] == 1 ||
             llvm::is_contained(map.getResults(),
                                getAffineDimExpr(loop, op.getContext()));
    });
  });
}

static AffineMap getResultMap(linalg::LinalgOp op) {
  return op.getMatchingIndexingMap(op.getDpsInitOperand(0));
}

/// Whether MLIR tiles `op`, maybe after `loopOverUnits`.
static bool isTileable(linalg::LinalgOp op) {
  if (!op.hasPureTensorSemantics() || op->getNumResults() != 1)
    return false;
  AffineMap result = getResultMap(op);
  auto type = cast<RankedTensorType>(op->getResult(0).getType());
  bool writesUnits = llvm::all_of(
      llvm::zip_equal(result.getResults(), type.getShape()), [](auto at) {
        auto [expr, extent] = at;
        return !isa<AffineConstantExpr>(expr) || extent == 1;
      });
  return writesUnits && result.isProjectedPermutation(
                            /*allowZeroInResults=*/isa<linalg::GenericOp>(op));
}

/// Makes a loop over each dimension of one element that `op` writes at a
/// constant, as sums do that keep the dimension that they are over: a result is
/// tiled only where loops write it.
static void loopOverUnits(linalg::GenericOp op) {
  AffineMap result = getResultMap(cast<linalg::LinalgOp>(*op));
  SmallVector<AffineExpr> written(result.getResults());
  int64_t loops = result.getNumDims();
  SmallVector<utils::IteratorType> iterators = op.getIteratorTypesArray();
  for (AffineExpr &expr : written)
    if (isa<AffineConstantExpr>(expr)) {
      expr = getAffineDimExpr(loops++, op.getContext());
      iterators.push_back(utils::IteratorType::parallel);
    }
  SmallVector<AffineMap> maps;
  for (AffineMap map : op.getIndexingMapsArray())
    maps.push_back(AffineMap::get(loops, 0, map.getResults(), op.getContext()));
  maps.back() = AffineMap::get(loops, 0, written, op.getContext());
  OpBuilder builder(op);
  op.setIndexingMapsAttr(builder.getAffineMapArrayAttr(maps));
  op.setIteratorTypesAttr(builder.getArrayAttr(llvm::map_to_vector(
      iterators, [&](utils::IteratorType type) -> Attribute {
        return linalg::IteratorTypeAttr::get(op.getContext(), type);
      })));
}

/// What an op that computes rows from rows asks of its operands: for each, the
/// dimensions of rows, or nothing if it has no such rows. Empty for other ops.
using OperandRows = SmallVector<std::optional<RowDims>>;

static OperandRows getOperandRows(linalg::LinalgOp op, const RowDims &rows) {
  if (!isTileable(op) || !readsOnce(op))
    return {};
  AffineMap result = getResultMap(op);
  SmallVector<AffineExpr> loops;
  for (int64_t dim : rows)
    loops.push_back(result.getResult(dim));
  if (!llvm::all_of(loops, llvm::IsaPred<AffineDimExpr>))
    return {};
  OperandRows operands;
  for (OpOperand &operand : op->getOpOperands())
    operands.push_back(
        getRowsOfLoops(op.getMatchingIndexingMap(&operand), loops));
  return operands;
}

/// Whether the `part` of `whole` that `slice` stands for has all of dimension
/// `dim`.
static bool isWhole(OffsetSizeAndStrideOpInterface slice, Value part,
                    Value whole, int64_t dim) {
  if (!isConstantIntValue(slice.getMixedOffsets()[dim], 0) ||
      !isConstantIntValue(slice.getMixedStrides()[dim], 1))
    return false;
  FailureOr<bool> equal =
      ValueBoundsConstraintSet::areEqual({part, dim}, {whole, dim});
  return succeeded(equal) && *equal;
}

static int64_t getRank(Value tensor) {
  return cast<RankedTensorType>(tensor.getType()).getRank();
}

/// Whether only the last dimension is cut, and all others are kept.
static bool isOfChannels(OffsetSizeAndStrideOpInterface slice, Value part,
                         Value whole) {
  int64_t rank = getRank(whole);
  return rank > 0 && getRank(part) == rank &&
         llvm::all_of(llvm::seq(rank - 1), [&](int64_t dim) {
           return isWhole(slice, part, whole, dim);
         });
}

/// Whether `op` cuts or joins tensors in the last dimension only.
static bool isOfChannels(Operation *op) {
  if (auto slice = dyn_cast<tensor::ExtractSliceOp>(op))
    return isOfChannels(slice, slice.getResult(), slice.getSource());
  if (auto slice = dyn_cast<tensor::InsertSliceOp>(op))
    return isOfChannels(slice, slice.getSource(), slice.getDest());
  auto concat = dyn_cast<tensor::ConcatOp>(op);
  return concat && int64_t(concat.getDim()) == getRank(concat.getResult()) - 1;
}

/// The one dimension of `group` that may have several elements, or else the
/// first; nothing if there are several such dimensions.
static std::optional<int64_t> getOnlyDim(RankedTensorType type,
                                         ArrayRef<int64_t> group) {
  auto dims = llvm::make_filter_range(
      group, [&](int64_t dim) { return type.getDimSize(dim) != 1; });
  if (dims.empty())
    return group.front();
  if (!llvm::hasSingleElement(dims))
    return std::nullopt;
  return *dims.begin();
}

/// The dimension of `op` that each one of its source becomes; empty if it adds
/// others than those of one element.
static SmallVector<int64_t> getExpandedDims(tensor::ExpandShapeOp op) {
  SmallVector<int64_t> dims;
  for (const ReassociationIndices &group : op.getReassociationIndices()) {
    std::optional<int64_t> dim = getOnlyDim(op.getResultType(), group);
    if (!dim)
      return {};
    dims.push_back(*dim);
  }
  return dims;
}

static OperandRows getOperandRows(tensor::ExpandShapeOp op,
                                  const RowDims &rows) {
  SmallVector<int64_t> dims = getExpandedDims(op);
  if (dims.empty())
    return {};
  RowDims sourceRows;
  for (int64_t row : rows) {
    auto *at = llvm::find(dims, row);
    if (at == dims.end())
      return {};
    sourceRows.push_back(std::distance(dims.begin(), at));
  }
  return {sourceRows};
}

static OperandRows getOperandRows(Operation *op, const RowDims &rows) {
  if (auto linalgOp = dyn_cast<linalg::LinalgOp>(op))
    return getOperandRows(linalgOp, rows);
  if (auto expansion = dyn_cast<tensor::ExpandShapeOp>(op))
    return getOperandRows(expansion, rows);
  if (!isOfChannels(op) ||
      llvm::is_contained(rows, getRank(op->getResult(0)) - 1))
    return {};
  return OperandRows(op->getNumOperands(), rows);
}

//===----------------------------------------------------------------------===//
// Producers
//===----------------------------------------------------------------------===//

namespace {
/// The ops that compute rows of queries or keys of one attention, and nothing
/// else.
class Producers {
public:
  explicit Producers(AttentionOp attention) : attention(attention) {}

  /// Adds what makes `operand`. Whether anything is computed for it.
  bool add(OpOperand &operand);

  bool contains(Operation *op) const { return op && ops.contains(op); }

  /// Brings them into a form that MLIR tiles.
  void makeTileable() const {
    for (Operation *op : ops)
      if (auto generic = dyn_cast<linalg::GenericOp>(op))
        loopOverUnits(generic);
  }

private:
  AttentionOp attention;
  DenseSet<Operation *> ops;
  SmallVector<OpOperand *> operands;
  unsigned numComputations = 0; ///< The ops that do not only move elements.

  bool feedsOnlyThese(Operation *op) const;
  void add(Operation *op, const RowDims &rows);
};
} // namespace

/// Extents do not count.
bool Producers::feedsOnlyThese(Operation *op) const {
  return llvm::all_of(op->getUses(), [&](OpOperand &use) {
    return contains(use.getOwner()) || isa<tensor::DimOp>(use.getOwner()) ||
           llvm::is_contained(operands, &use);
  });
}

void Producers::add(Operation *op, const RowDims &rows) {
  SmallVector<std::pair<Operation *, RowDims>> worklist{{op, rows}};
  while (!worklist.empty()) {
    auto [next, nextRows] = worklist.pop_back_val();
    if (next->getBlock() != attention->getBlock() || !feedsOnlyThese(next))
      continue;
    OperandRows operandRows = getOperandRows(next, nextRows);
    if (operandRows.empty() || !ops.insert(next).second)
      continue;
    numComputations += isa<linalg::LinalgOp>(next);
    for (auto [operand, dims] : llvm::zip(next->getOperands(), operandRows))
      if (Operation *producer = operand.getDefiningOp(); producer && dims)
        worklist.emplace_back(producer, *dims);
  }
}

bool Producers::add(OpOperand &operand) {
  operands.push_back(&operand);
  Operation *op = operand.get().getDefiningOp();
  if (!op)
    return false;
  auto type = cast<RankedTensorType>(operand.get().getType());
  RowDims rows;
  for (int64_t dim : llvm::seq(type.getRank() - 1))
    if (type.getDimSize(dim) != 1)
      rows.push_back(dim);
  unsigned before = numComputations;
  add(op, rows);
  if (contains(op))
    return numComputations > before;
  if (!getOperandRows(op, rows).empty())
    remark::missed(attention.getLoc(), remark::RemarkOpts::name("producer-left")
                                           .category("heddle-fuse-producers"))
        << remark::reason("operand {0} has other uses",
                          std::to_string(operand.getOperandNumber()));
  return false;
}

//===----------------------------------------------------------------------===//
// Slices of rows past slices and concatenations of channels
//===----------------------------------------------------------------------===//

/// The part of `source` that `slice` cuts out of its own source, where the two
/// differ only in the number of channels.
static Value sliceRows(OpBuilder &builder, tensor::ExtractSliceOp slice,
                       Value source) {
  SmallVector<OpFoldResult> sizes = slice.getMixedSizes();
  int64_t last = slice.getSourceType().getRank() - 1;
  sizes[last] = tensor::getMixedSize(builder, slice.getLoc(), source, last);
  return tensor::ExtractSliceOp::create(builder, slice.getLoc(), source,
                                        slice.getMixedOffsets(), sizes,
                                        slice.getMixedStrides());
}

/// Whether `slice` keeps the rank, and has all channels.
static bool isSliceOfRows(tensor::ExtractSliceOp slice) {
  int64_t rank = slice.getSourceType().getRank();
  return rank > 0 && slice.getType().getRank() == rank &&
         isWhole(slice, slice.getResult(), slice.getSource(), rank - 1);
}

namespace {
/// The part that `channels` stands for, of the rows of `rows` alone.
struct ChannelsOfRows {
  SmallVector<OpFoldResult> offsets, sizes, strides;

  ChannelsOfRows(tensor::ExtractSliceOp rows,
                 OffsetSizeAndStrideOpInterface channels)
      : offsets(channels.getMixedOffsets()), sizes(rows.getMixedSizes()),
        strides(channels.getMixedStrides()) {
    sizes.back() = channels.getMixedSizes().back();
  }
};

struct SliceRowsBeforeChannels : OpRewritePattern<tensor::ExtractSliceOp> {
  SliceRowsBeforeChannels(MLIRContext *context, const Producers &producers)
      : OpRewritePattern(context), producers(producers) {}

  LogicalResult matchAndRewrite(tensor::ExtractSliceOp rows,
                                PatternRewriter &rewriter) const override {
    auto channels = rows.getSource().getDefiningOp<tensor::ExtractSliceOp>();
    if (!producers.contains(channels) || !isSliceOfRows(rows))
      return failure();
    Value source = sliceRows(rewriter, rows, channels.getSource());
    ChannelsOfRows part(rows, channels);
    rewriter.replaceOpWithNewOp<tensor::ExtractSliceOp>(
        rows, rows.getType(), source, part.offsets, part.sizes, part.strides);
    return success();
  }

private:
  const Producers &producers;
};

struct SliceRowsBeforeInsertion : OpRewritePattern<tensor::ExtractSliceOp> {
  SliceRowsBeforeInsertion(MLIRContext *context, const Producers &producers)
      : OpRewritePattern(context), producers(producers) {}

  LogicalResult matchAndRewrite(tensor::ExtractSliceOp rows,
                                PatternRewriter &rewriter) const override {
    auto insertion = rows.getSource().getDefiningOp<tensor::InsertSliceOp>();
    if (!producers.contains(insertion) || !isSliceOfRows(rows))
      return failure();
    Value source = sliceRows(rewriter, rows, insertion.getSource());
    Value dest = sliceRows(rewriter, rows, insertion.getDest());
    ChannelsOfRows part(rows, insertion);
    rewriter.replaceOpWithNewOp<tensor::InsertSliceOp>(
        rows, source, dest, part.offsets, part.sizes, part.strides);
    return success();
  }

private:
  const Producers &producers;
};

struct SliceRowsBeforeExpansion : OpRewritePattern<tensor::ExtractSliceOp> {
  SliceRowsBeforeExpansion(MLIRContext *context, const Producers &producers)
      : OpRewritePattern(context), producers(producers) {}

  LogicalResult matchAndRewrite(tensor::ExtractSliceOp rows,
                                PatternRewriter &rewriter) const override {
    auto expansion = rows.getSource().getDefiningOp<tensor::ExpandShapeOp>();
    if (!producers.contains(expansion) ||
        rows.getType().getRank() != rows.getSourceType().getRank())
      return failure();
    SmallVector<OpFoldResult> offsets, sizes, strides;
    for (int64_t dim : getExpandedDims(expansion)) {
      offsets.push_back(rows.getMixedOffsets()[dim]);
      sizes.push_back(rows.getMixedSizes()[dim]);
      strides.push_back(rows.getMixedStrides()[dim]);
    }
    Value source = tensor::ExtractSliceOp::create(
        rewriter, rows.getLoc(), expansion.getSrc(), offsets, sizes, strides);
    rewriter.replaceOpWithNewOp<tensor::ExpandShapeOp>(
        rows, rows.getType(), source, expansion.getReassociationIndices(),
        rows.getMixedSizes());
    return success();
  }

private:
  const Producers &producers;
};

struct SliceRowsBeforeConcat : OpRewritePattern<tensor::ExtractSliceOp> {
  SliceRowsBeforeConcat(MLIRContext *context, const Producers &producers)
      : OpRewritePattern(context), producers(producers) {}

  LogicalResult matchAndRewrite(tensor::ExtractSliceOp rows,
                                PatternRewriter &rewriter) const override {
    auto concat = rows.getSource().getDefiningOp<tensor::ConcatOp>();
    if (!producers.contains(concat) || !isSliceOfRows(rows))
      return failure();
    SmallVector<Value> parts;
    for (Value input : concat.getInputs())
      parts.push_back(sliceRows(rewriter, rows, input));
    rewriter.replaceOpWithNewOp<tensor::ConcatOp>(rows, rows.getType(),
                                                  concat.getDim(), parts);
    return success();
  }

private:
  const Producers &producers;
};
} // namespace

//===----------------------------------------------------------------------===//
// Tiling
//===----------------------------------------------------------------------===//

/// Takes back what tiling leaves: extents of what is not computed any more,
/// slices of tensors without values, and all but one copy of an op that several
/// others read.
static LogicalResult cleanUp(RewriterBase &rewriter, Region &region) {
  RewritePatternSet patterns(rewriter.getContext());
  memref::populateResolveRankedShapedTypeResultDimsPatterns(patterns);
  tensor::populateFoldTensorEmptyPatterns(patterns);
  if (failed(applyPatternsGreedily(region, std::move(patterns))))
    return failure();
  DominanceInfo dominance;
  eliminateCommonSubExpressions(rewriter, dominance, region.getParentOp());
  return success();
}

/// Cuts `attention` into tiles of `sizes`, which compute what `producers` hold
/// of their own. Null if it cannot be cut.
static AttentionOp tile(RewriterBase &rewriter, AttentionOp attention,
                        ArrayRef<int64_t> sizes, const Producers &producers) {
  producers.makeTileable();
  scf::SCFTileAndFuseOptions options;
  options.tilingOptions.setTileSizes(
      getAsIndexOpFoldResult(rewriter.getContext(), sizes));
  options.setFusionControlFn(
      [&](tensor::ExtractSliceOp, OpResult producer,
          bool) -> std::optional<scf::SCFTileAndFuseOptions::ControlFnResult> {
        if (!producers.contains(producer.getOwner()))
          return std::nullopt;
        return scf::SCFTileAndFuseOptions::ControlFnResult{};
      });
  RewritePatternSet patterns(rewriter.getContext());
  patterns.add<SliceRowsBeforeChannels, SliceRowsBeforeConcat,
               SliceRowsBeforeInsertion, SliceRowsBeforeExpansion>(
      rewriter.getContext(), producers);
  options.cleanupPatterns = std::move(patterns);
  rewriter.setInsertionPoint(attention);
  FailureOr<scf::SCFTileAndFuseResult> tiled =
      scf::tileConsumerAndFuseProducersUsingSCF(
          rewriter, cast<TilingInterface>(*attention), options);
  if (failed(tiled))
    return {};
  for (OpResult result : attention->getResults())
    rewriter.replaceAllUsesWith(result, tiled->replacements.at(result));
  rewriter.eraseOp(attention);
  return cast<AttentionOp>(tiled->tiledAndFusedOps.front());
}

/// Query heads of a tile that has one key head; 0, all of them, if how many
/// share one is not known.
static int64_t getHeadsOfTile(AttentionOp op) {
  int64_t heads = op.getStaticHeads(), keyHeads = op.getStaticKeyHeads();
  if (ShapedType::isDynamic(heads) || ShapedType::isDynamic(keyHeads) ||
      keyHeads == 0)
    return 0;
  return heads / keyHeads;
}

/// Whether there is just one tile of one batch entry and the heads that share a
/// key head.
static bool isOneHead(AttentionOp op) {
  auto type = cast<ShapedType>(op.getQuery().getType());
  return type.getDimSize(0) == 1 && op.getStaticKeyHeads() == 1;
}

/// Whether there are more than `tile` queries, as far as that is known.
static bool hasMoreQueries(AttentionOp op, int64_t tile) {
  auto type = cast<ShapedType>(op.getQuery().getType());
  int64_t dim = AttentionOp::getSequenceDim(op.getLayoutOrDefault().getQkv());
  return type.isDynamicDim(dim) || type.getDimSize(dim) > tile;
}

/// Whether there is nothing to compute: MLIR does not tile that.
static bool isEmpty(AttentionOp op) {
  return llvm::any_of(op->getOperandTypes(), [](Type type) {
    auto shaped = dyn_cast<ShapedType>(type);
    return shaped && llvm::is_contained(shaped.getShape(), 0);
  });
}

namespace {
struct FuseProducers : heddle::impl::HeddleFuseProducersBase<FuseProducers> {
  using HeddleFuseProducersBase::HeddleFuseProducersBase;

  void runOnOperation() override;
  LogicalResult fuse(RewriterBase &rewriter, AttentionOp attention);
};
} // namespace

/// Keys, and queries with them, per key head; then queries per block of them.
LogicalResult FuseProducers::fuse(RewriterBase &rewriter,
                                  AttentionOp attention) {
  Region &region = *attention->getParentRegion();
  Producers all(attention);
  bool hasQueries = all.add(attention.getQueryMutable());
  if (all.add(attention.getKeyMutable()) && !isOneHead(attention)) {
    attention = tile(rewriter, attention, {1, getHeadsOfTile(attention)}, all);
    if (!attention || failed(cleanUp(rewriter, region)))
      return failure();
  }
  if (!hasQueries || !hasMoreQueries(attention, tileQueries))
    return success();
  Producers queries(attention);
  if (!queries.add(attention.getQueryMutable()))
    return success();
  attention = tile(rewriter, attention, {0, 0, tileQueries}, queries);
  return success(attention && succeeded(cleanUp(rewriter, region)));
}

void FuseProducers::runOnOperation() {
  if (tileQueries < 1) {
    getOperation()->emitError("tile-queries=")
        << tileQueries.getValue() << ": expected at least 1";
    return signalPassFailure();
  }
  SmallVector<AttentionOp> attentions;
  getOperation()->walk([&](AttentionOp op) {
    if (!op.isOnBuffers() && !isEmpty(op))
      attentions.push_back(op);
  });
  IRRewriter rewriter(&getContext());
  for (AttentionOp op : attentions)
    if (failed(fuse(rewriter, op)))
      return signalPassFailure();
}
