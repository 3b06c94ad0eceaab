//===- AttentionTiling.cpp - Tiling of heddle.attention -------------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// This file implements TilingInterface over batch entries, query heads and
// queries. A tile is an attention op on slices of the operands whose `origin`
// says where the slice lies, so that masks and scores see the indices of the
// whole. The value width is no loop of the op, but a consumer may ask for a
// slice of the result along it.
//
//===----------------------------------------------------------------------===//

#include "heddle/Dialect/Heddle/IR/Heddle.h"

#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Arith/Utils/Utils.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Interfaces/LoopLikeInterface.h"

#include <numeric>

using namespace mlir;
using namespace heddle;

namespace {
/// A contiguous part of one dimension.
struct Interval {
  OpFoldResult offset, size;
};

/// A part of the result, in the order of layout `bhsd`.
struct ResultTile {
  Interval batch, heads, queries, width;
};
} // namespace

static OpFoldResult getExtent(OpBuilder &builder, Location loc, Value value,
                              int64_t dim) {
  return isa<MemRefType>(value.getType())
             ? memref::getMixedSize(builder, loc, value, dim)
             : tensor::getMixedSize(builder, loc, value, dim);
}

static Interval getWhole(OpBuilder &builder, Location loc, Value value,
                         int64_t dim) {
  return {builder.getIndexAttr(0), getExtent(builder, loc, value, dim)};
}

/// Whether `interval` is known to be all of dimension `dim` of `value`.
static bool isWhole(const Interval &interval, Value value, int64_t dim) {
  if (!isConstantIntValue(interval.offset, 0))
    return false;
  auto type = cast<ShapedType>(value.getType());
  if (!type.isDynamicDim(dim))
    return isConstantIntValue(interval.size, type.getDimSize(dim));
  auto size = dyn_cast<Value>(interval.size);
  auto dimOp = size ? size.getDefiningOp<ShapedDimOpInterface>()
                    : ShapedDimOpInterface();
  return dimOp && dimOp.getShapedValue() == value &&
         isConstantIntValue(dimOp.getDimension(), dim);
}

/// `bhsd` in the order of `order`.
template <typename T>
static SmallVector<T> inOrder(DimOrder order, T batch, T head, T sequence,
                              T width) {
  if (order == DimOrder::BHSD)
    return {batch, head, sequence, width};
  return {batch, sequence, head, width};
}

//===----------------------------------------------------------------------===//
// Heads
//===----------------------------------------------------------------------===//

static int64_t getKnownDivisor(OpFoldResult value);

/// A number that divides `apply` for all values of the loops around it.
static int64_t getKnownDivisor(affine::AffineApplyOp apply) {
  AffineMap map = apply.getAffineMap();
  SmallVector<AffineExpr> multiples;
  for (auto [i, operand] : llvm::enumerate(apply.getOperands())) {
    AffineExpr id =
        i < map.getNumDims()
            ? getAffineDimExpr(i, map.getContext())
            : getAffineSymbolExpr(i - map.getNumDims(), map.getContext());
    multiples.push_back(id * getKnownDivisor(operand));
  }
  ArrayRef<AffineExpr> all(multiples);
  return map.getResult(0)
      .replaceDimsAndSymbols(all.take_front(map.getNumDims()),
                             all.drop_front(map.getNumDims()))
      .getLargestKnownDivisor();
}

/// A number that divides an induction variable.
static int64_t getKnownDivisor(BlockArgument argument) {
  auto loop = dyn_cast<LoopLikeOpInterface>(argument.getOwner()->getParentOp());
  if (!loop)
    return 1;
  auto ivs = loop.getLoopInductionVars();
  auto lower = loop.getLoopLowerBounds();
  auto steps = loop.getLoopSteps();
  if (!ivs || !lower || !steps)
    return 1;
  for (auto [iv, begin, step] : llvm::zip_equal(*ivs, *lower, *steps))
    if (iv == argument)
      return std::gcd(getKnownDivisor(begin), getKnownDivisor(step));
  return 1;
}

/// The largest number that is known to divide `value`; 0, which everything
/// divides, for 0.
static int64_t getKnownDivisor(OpFoldResult value) {
  if (std::optional<int64_t> constant = getConstantIntValue(value))
    return std::abs(*constant);
  auto dynamic = cast<Value>(value);
  if (auto argument = dyn_cast<BlockArgument>(dynamic))
    return getKnownDivisor(argument);
  if (auto apply = dynamic.getDefiningOp<affine::AffineApplyOp>())
    return getKnownDivisor(apply);
  return 1;
}

/// Query heads that share a key head: H / Hk, if it is known.
static std::optional<int64_t> getStaticGroup(AttentionOp op) {
  int64_t heads = op.getStaticHeads(), keyHeads = op.getStaticKeyHeads();
  if (ShapedType::isDynamic(heads) || ShapedType::isDynamic(keyHeads) ||
      keyHeads == 0)
    return std::nullopt;
  return heads / keyHeads;
}

/// The key heads of `heads`, whose group is known and not 1. A tile has to be
/// whole groups or lie within one.
static FailureOr<Interval> getKeyHeadsOfGroup(OpBuilder &builder,
                                              AttentionOp op,
                                              const Interval &heads,
                                              int64_t group) {
  std::optional<int64_t> size = getConstantIntValue(heads.size);
  if (!size || *size == 0 || (*size % group != 0 && group % *size != 0)) {
    InFlightDiagnostic diag = op.emitError("cannot tile the query heads by ");
    if (size)
      diag << *size;
    else
      diag << "a dynamic size";
    return diag << ": groups of " << group
                << " share a key head, and a tile must be a multiple of that "
                   "or divide it";
  }
  int64_t divisor = getKnownDivisor(heads.offset);
  int64_t alignment = std::min(*size, group);
  if (divisor % alignment != 0)
    return op.emitError("cannot tile the query heads by ")
           << *size << ": groups of " << group
           << " share a key head, and the tile's offset is not known to be a "
              "multiple of "
           << alignment;
  AffineExpr head = builder.getAffineDimExpr(0);
  OpFoldResult first = affine::makeComposedFoldedAffineApply(
      builder, op.getLoc(), head.floorDiv(group), {heads.offset});
  return Interval{first,
                  builder.getIndexAttr(std::max<int64_t>(*size / group, 1))};
}

/// The key head of one query head, for a group that is not known.
static Interval getKeyHead(OpBuilder &builder, AttentionOp op,
                           OpFoldResult head) {
  Location loc = op.getLoc();
  int64_t dim = AttentionOp::getHeadDim(op.getLayoutOrDefault().getQkv());
  auto asValue = [&](OpFoldResult value) {
    return getValueOrCreateConstantIndexOp(builder, loc, value);
  };
  Value group = arith::DivUIOp::create(
      builder, loc, asValue(getExtent(builder, loc, op.getQuery(), dim)),
      asValue(getExtent(builder, loc, op.getKey(), dim)));
  Value first = arith::DivUIOp::create(builder, loc, asValue(head), group);
  return {first, builder.getIndexAttr(1)};
}

/// The key heads that the query heads `heads` read.
static FailureOr<Interval> getKeyHeads(OpBuilder &builder, AttentionOp op,
                                       const Interval &heads) {
  int64_t dim = AttentionOp::getHeadDim(op.getLayoutOrDefault().getQkv());
  std::optional<int64_t> group = getStaticGroup(op);
  if (group && *group == 1)
    return heads;
  if (op.getStaticKeyHeads() == 1 || isWhole(heads, op.getQuery(), dim))
    return getWhole(builder, op.getLoc(), op.getKey(), dim);
  if (group)
    return getKeyHeadsOfGroup(builder, op, heads, *group);
  if (isConstantIntValue(heads.size, 1))
    return getKeyHead(builder, op, heads.offset);
  return op.emitError(
      "cannot tile the query heads: how many share a key head is not known "
      "statically; tile them by 1, or not at all");
}

//===----------------------------------------------------------------------===//
// Slices
//===----------------------------------------------------------------------===//

namespace {
/// Makes the operands of one tile of an attention op.
class TileSlicer {
public:
  TileSlicer(OpBuilder &builder, AttentionOp op, const ResultTile &tile,
             const Interval &keyHeads)
      : builder(builder), loc(op.getLoc()), op(op), tile(tile),
        keyHeads(keyHeads) {}

  AttentionOp createTile();
  ArrayRef<Operation *> getSlices() const { return slices; }

private:
  /// Slices `source`; returns it as it is where nothing is cut off.
  Value slice(Value source, ArrayRef<Interval> intervals);
  Interval whole(Value source, int64_t dim) {
    return getWhole(builder, loc, source, dim);
  }

  Value sliceQuery();
  Value sliceKeyOrValue(Value source, const Interval &width);
  Value sliceGateLogits();
  Value sliceBias();
  SmallVector<Value> sliceDestinations();
  SmallVector<Value> createOrigin();

  OpBuilder &builder;
  Location loc;
  AttentionOp op;
  const ResultTile &tile;
  const Interval &keyHeads;
  SmallVector<Operation *> slices;
};
} // namespace

Value TileSlicer::slice(Value source, ArrayRef<Interval> intervals) {
  bool all = llvm::all_of(llvm::enumerate(intervals), [&](auto entry) {
    return isWhole(entry.value(), source, entry.index());
  });
  if (all)
    return source;
  auto offsets = llvm::map_to_vector(
      intervals, [](const Interval &part) { return part.offset; });
  auto sizes = llvm::map_to_vector(
      intervals, [](const Interval &part) { return part.size; });
  SmallVector<OpFoldResult> strides(sizes.size(), builder.getIndexAttr(1));
  Operation *slice = isa<MemRefType>(source.getType())
                         ? memref::SubViewOp::create(builder, loc, source,
                                                     offsets, sizes, strides)
                               .getOperation()
                         : tensor::ExtractSliceOp::create(
                               builder, loc, source, offsets, sizes, strides)
                               .getOperation();
  slices.push_back(slice);
  return slice->getResult(0);
}

Value TileSlicer::sliceQuery() {
  return slice(op.getQuery(),
               inOrder(op.getLayoutOrDefault().getQkv(), tile.batch, tile.heads,
                       tile.queries, whole(op.getQuery(), 3)));
}

Value TileSlicer::sliceKeyOrValue(Value source, const Interval &width) {
  DimOrder order = op.getLayoutOrDefault().getQkv();
  Interval keys = whole(source, AttentionOp::getSequenceDim(order));
  return slice(source, inOrder(order, tile.batch, keyHeads, keys, width));
}

Value TileSlicer::sliceGateLogits() {
  Value logits = op.getGateLogits();
  if (!logits)
    return {};
  auto dims = inOrder(op.getLayoutOrDefault().getGate(), tile.batch, tile.heads,
                      tile.queries, tile.width);
  switch (op.getGateAttr().getGranularity()) {
  case GateGranularity::Elementwise:
    return slice(logits, dims);
  case GateGranularity::Headwise:
    return slice(logits, ArrayRef(dims).drop_back());
  case GateGranularity::Shared:
    return slice(logits, {tile.batch, tile.queries, tile.width});
  case GateGranularity::Static:
    return slice(logits, {tile.heads, tile.width});
  }
  llvm_unreachable("unknown gate granularity");
}

Value TileSlicer::sliceBias() {
  Value bias = op.getBias();
  if (!bias)
    return {};
  SmallVector<Interval> dims{tile.batch, tile.heads, tile.queries,
                             whole(bias, 3)};
  for (auto [dim, interval] : llvm::enumerate(dims))
    if (cast<ShapedType>(bias.getType()).getDimSize(dim) == 1)
      interval = whole(bias, dim); // Broadcast.
  return slice(bias, dims);
}

SmallVector<Value> TileSlicer::sliceDestinations() {
  SmallVector<Value> destinations{
      slice(op.getOuts().front(),
            inOrder(op.getLayoutOrDefault().getResult(), tile.batch, tile.heads,
                    tile.queries, tile.width))};
  if (Value init = op.getLogSumExpInit())
    destinations.push_back(slice(init, {tile.batch, tile.heads, tile.queries}));
  return destinations;
}

/// Where the tile lies in the whole attention, and the whole's queries.
SmallVector<Value> TileSlicer::createOrigin() {
  int64_t dim = AttentionOp::getSequenceDim(op.getLayoutOrDefault().getQkv());
  SmallVector<OpFoldResult> origin{tile.batch.offset, tile.heads.offset,
                                   tile.queries.offset};
  if (op.getOrigin().empty()) {
    origin.push_back(getExtent(builder, loc, op.getQuery(), dim));
  } else {
    AffineExpr sum = builder.getAffineDimExpr(0) + builder.getAffineDimExpr(1);
    for (auto [offset, base] : llvm::zip(origin, op.getOrigin()))
      offset = affine::makeComposedFoldedAffineApply(
          builder, loc, sum, {OpFoldResult(base), offset});
    origin.push_back(op.getOrigin()[3]);
  }
  return getValueOrCreateConstantIndexOp(builder, loc, origin);
}

AttentionOp TileSlicer::createTile() {
  Value query = sliceQuery();
  Value key = sliceKeyOrValue(op.getKey(), whole(op.getKey(), 3));
  Value value = sliceKeyOrValue(op.getValue(), tile.width);
  Value gateLogits = sliceGateLogits();
  Value bias = sliceBias();
  Value sink = op.getSink() ? slice(op.getSink(), {tile.heads}) : Value();
  Value lengths =
      op.getLengths() ? slice(op.getLengths(), {tile.batch}) : Value();
  SmallVector<Value> destinations = sliceDestinations();
  SmallVector<Value> origin = createOrigin();
  TypeRange results =
      op.isOnBuffers() ? TypeRange() : TypeRange(ValueRange(destinations));
  auto tiled = AttentionOp::create(
      builder, loc, results, query, key, value, gateLogits, bias, sink, lengths,
      origin, destinations, op.getGateAttr(), op.getMaskAttr(),
      op.getScoresAttr(), op.getNormalizerAttr(), op.getScaleAttr(),
      op.getLayoutAttr(), op.getRoundingAttr(), op.getAllowTf32Attr());
  tiled->setDiscardableAttrs(op->getDiscardableAttrDictionary());
  IRMapping mapping;
  op.getScore().cloneInto(&tiled.getScore(), mapping);
  return tiled;
}

static FailureOr<TilingResult> tileAttention(OpBuilder &builder, AttentionOp op,
                                             const ResultTile &tile) {
  FailureOr<Interval> keyHeads = getKeyHeads(builder, op, tile.heads);
  if (failed(keyHeads))
    return failure();
  TileSlicer slicer(builder, op, tile, *keyHeads);
  AttentionOp tiled = slicer.createTile();
  return TilingResult{{tiled},
                      SmallVector<Value>(tiled->getResults()),
                      SmallVector<Operation *>(slicer.getSlices())};
}

//===----------------------------------------------------------------------===//
// TilingInterface
//===----------------------------------------------------------------------===//

SmallVector<utils::IteratorType> AttentionOp::getLoopIteratorTypes() {
  return SmallVector<utils::IteratorType>(3, utils::IteratorType::parallel);
}

SmallVector<Range> AttentionOp::getIterationDomain(OpBuilder &builder) {
  DimOrder order = getLayoutOrDefault().getQkv();
  SmallVector<Range> domain;
  for (int64_t dim : {int64_t(0), getHeadDim(order), getSequenceDim(order)})
    domain.push_back({builder.getIndexAttr(0),
                      getExtent(builder, getLoc(), getQuery(), dim),
                      builder.getIndexAttr(1)});
  return domain;
}

/// The tile that `offsets` and `sizes` of the iteration domain stand for.
static ResultTile getDomainTile(OpBuilder &builder, AttentionOp op,
                                ArrayRef<OpFoldResult> offsets,
                                ArrayRef<OpFoldResult> sizes) {
  return {{offsets[0], sizes[0]},
          {offsets[1], sizes[1]},
          {offsets[2], sizes[2]},
          getWhole(builder, op.getLoc(), op.getValue(), 3)};
}

/// The tile that `offsets` and `sizes` of a result stand for.
static ResultTile getResultTile(OpBuilder &builder, AttentionOp op,
                                unsigned resultNumber,
                                ArrayRef<OpFoldResult> offsets,
                                ArrayRef<OpFoldResult> sizes) {
  if (resultNumber == 1)
    return getDomainTile(builder, op, offsets, sizes);
  DimOrder order = op.getLayoutOrDefault().getResult();
  int64_t head = AttentionOp::getHeadDim(order);
  int64_t sequence = AttentionOp::getSequenceDim(order);
  return {{offsets[0], sizes[0]},
          {offsets[head], sizes[head]},
          {offsets[sequence], sizes[sequence]},
          {offsets[3], sizes[3]}};
}

FailureOr<TilingResult>
AttentionOp::getTiledImplementation(OpBuilder &builder,
                                    ArrayRef<OpFoldResult> offsets,
                                    ArrayRef<OpFoldResult> sizes) {
  return tileAttention(builder, *this,
                       getDomainTile(builder, *this, offsets, sizes));
}

LogicalResult AttentionOp::getResultTilePosition(
    OpBuilder &builder, unsigned resultNumber, ArrayRef<OpFoldResult> offsets,
    ArrayRef<OpFoldResult> sizes, SmallVector<OpFoldResult> &resultOffsets,
    SmallVector<OpFoldResult> &resultSizes) {
  if (resultNumber == 1) {
    resultOffsets.assign(offsets.begin(), offsets.end());
    resultSizes.assign(sizes.begin(), sizes.end());
    return success();
  }
  DimOrder order = getLayoutOrDefault().getResult();
  Interval width = getDomainTile(builder, *this, offsets, sizes).width;
  resultOffsets =
      inOrder(order, offsets[0], offsets[1], offsets[2], width.offset);
  resultSizes = inOrder(order, sizes[0], sizes[1], sizes[2], width.size);
  return success();
}

FailureOr<TilingResult>
AttentionOp::generateResultTileValue(OpBuilder &builder, unsigned resultNumber,
                                     ArrayRef<OpFoldResult> offsets,
                                     ArrayRef<OpFoldResult> sizes) {
  ResultTile tile = getResultTile(builder, *this, resultNumber, offsets, sizes);
  FailureOr<TilingResult> tiled = tileAttention(builder, *this, tile);
  if (succeeded(tiled))
    tiled->tiledValues = {tiled->tiledValues[resultNumber]};
  return tiled;
}

LogicalResult AttentionOp::getIterationDomainTileFromResultTile(
    OpBuilder &builder, unsigned resultNumber, ArrayRef<OpFoldResult> offsets,
    ArrayRef<OpFoldResult> sizes, SmallVectorImpl<OpFoldResult> &domainOffsets,
    SmallVectorImpl<OpFoldResult> &domainSizes) {
  ResultTile tile = getResultTile(builder, *this, resultNumber, offsets, sizes);
  // A slice along the value width is no tile of the domain.
  if (!isWhole(tile.width, resultNumber == 0 ? getOuts()[0] : getValue(), 3))
    return failure();
  for (const Interval &part : {tile.batch, tile.heads, tile.queries}) {
    domainOffsets.push_back(part.offset);
    domainSizes.push_back(part.size);
  }
  return success();
}
