//===- AttentionTiling.cpp - Tiling of heddle.attention -------------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// This file implements TilingInterface over batch entries, query heads, queries
// and keys. A tile is an attention op on slices of the operands whose `origin`
// says where the slice lies, so that masks and scores see the indices of the
// whole. A tile has all keys; AttentionPartial.cpp is about parts of them. The
// value width is no loop of the op, but a consumer may ask for a slice of the
// result along it.
//
//===----------------------------------------------------------------------===//

#include "AttentionTiling.h"

#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Arith/Utils/Utils.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Interfaces/LoopLikeInterface.h"

#include <numeric>

using namespace mlir;
using namespace heddle;

static OpFoldResult getExtent(OpBuilder &builder, Location loc, Value value,
                              int64_t dim) {
  return isa<MemRefType>(value.getType())
             ? memref::getMixedSize(builder, loc, value, dim)
             : tensor::getMixedSize(builder, loc, value, dim);
}

Interval heddle::getWhole(OpBuilder &builder, Location loc, Value value,
                          int64_t dim) {
  return {builder.getIndexAttr(0), getExtent(builder, loc, value, dim)};
}

/// Whether `size` is known to be the extent of dimension `dim` of `value`. It
/// may be what `getExtent` folds that to.
static bool isExtent(OpFoldResult size, Value value, int64_t dim) {
  auto type = cast<ShapedType>(value.getType());
  if (!type.isDynamicDim(dim))
    return isConstantIntValue(size, type.getDimSize(dim));
  auto dynamic = dyn_cast<Value>(size);
  auto dimOp = dynamic ? dynamic.getDefiningOp<ShapedDimOpInterface>()
                       : ShapedDimOpInterface();
  if (dimOp && dimOp.getShapedValue() == value)
    return isConstantIntValue(dimOp.getDimension(), dim);
  Operation *producer = value.getDefiningOp();
  if (isa_and_nonnull<tensor::CastOp, memref::CastOp>(producer) &&
      cast<ShapedType>(producer->getOperand(0).getType()).hasRank())
    return isExtent(size, producer->getOperand(0), dim);
  auto slice = dyn_cast_if_present<OffsetSizeAndStrideOpInterface>(producer);
  return slice && slice.getStaticSizes().size() == size_t(type.getRank()) &&
         slice.getMixedSizes()[dim] == size;
}

/// Whether `interval` is known to be all of dimension `dim` of `value`.
static bool isWhole(const Interval &interval, Value value, int64_t dim) {
  return isConstantIntValue(interval.offset, 0) &&
         isExtent(interval.size, value, dim);
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

/// A part of what a gate acts on.
struct GatedPart {
  Interval batch, heads, sequence, width;
};

namespace {
/// How an attention op ends: what happens to its output, and where that goes.
struct Ending {
  Value gateLogits, sink;
  SmallVector<Value> destinations;
  GateAttrInterface gate;
  NormalizerAttrInterface normalizer;
  RoundingAttr rounding;
};

/// Makes the attention op on a slice.
class Slicer {
public:
  Slicer(OpBuilder &builder, AttentionOp op, const AttentionSlice &part,
         const Interval &keyHeads)
      : builder(builder), loc(op.getLoc()), op(op), part(part),
        keyHeads(keyHeads) {}

  /// How `op` itself ends, on the slice.
  Ending getOwnEnding();
  SlicedAttention create(const Ending &ending);

private:
  /// Slices `source`; returns it as it is where nothing is cut off.
  Value slice(Value source, ArrayRef<Interval> intervals);
  Interval whole(Value source, int64_t dim) {
    return getWhole(builder, loc, source, dim);
  }

  Value sliceQuery();
  Value sliceKeyOrValue(Value source, const Interval &width);
  Value sliceLogits(Value logits, GateAttrInterface gate, DimOrder order,
                    const GatedPart &gated);
  std::array<Value, 3> sliceOperandGates();
  Value sliceBias();
  SmallVector<Value> sliceDestinations();
  SmallVector<Value> createOrigin();

  OpBuilder &builder;
  Location loc;
  AttentionOp op;
  const AttentionSlice &part;
  const Interval &keyHeads;
  SmallVector<Operation *> slices;
};
} // namespace

Value Slicer::slice(Value source, ArrayRef<Interval> intervals) {
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

Value Slicer::sliceQuery() {
  return slice(op.getQuery(),
               inOrder(op.getLayoutOrDefault().getQkv(), part.batch, part.heads,
                       part.queries, whole(op.getQuery(), 3)));
}

Value Slicer::sliceKeyOrValue(Value source, const Interval &width) {
  DimOrder order = op.getLayoutOrDefault().getQkv();
  return slice(source, inOrder(order, part.batch, keyHeads, part.keys, width));
}

/// The logits of the gate on a part [batch, heads, sequence, width] of what it
/// gates.
Value Slicer::sliceLogits(Value logits, GateAttrInterface gate, DimOrder order,
                          const GatedPart &gated) {
  if (!logits)
    return {};
  auto dims =
      inOrder(order, gated.batch, gated.heads, gated.sequence, gated.width);
  switch (gate.getGranularity()) {
  case GateGranularity::Elementwise:
    return slice(logits, dims);
  case GateGranularity::Headwise:
    return slice(logits, ArrayRef(dims).drop_back());
  case GateGranularity::Shared:
    return slice(logits, {gated.batch, gated.sequence, gated.width});
  case GateGranularity::Static:
    return slice(logits, {gated.heads, gated.width});
  }
  llvm_unreachable("unknown gate granularity");
}

/// The logits of the gates on query, key and value.
std::array<Value, 3> Slicer::sliceOperandGates() {
  DimOrder order = op.getLayoutOrDefault().getQkv();
  Interval keyWidth = whole(op.getKey(), 3);
  auto slice = [&](AttentionOp::OperandGate use, const GatedPart &gated) {
    return sliceLogits(use.logits, use.gate, order, gated);
  };
  return {
      slice(op.getQueryGateUse(),
            {part.batch, part.heads, part.queries, keyWidth}),
      slice(op.getKeyGateUse(), {part.batch, keyHeads, part.keys, keyWidth}),
      slice(op.getValueGateUse(),
            {part.batch, keyHeads, part.keys, part.width})};
}

Value Slicer::sliceBias() {
  Value bias = op.getBias();
  if (!bias)
    return {};
  SmallVector<Interval> dims{part.batch, part.heads, part.queries, part.keys};
  for (auto [dim, interval] :
       llvm::enumerate(MutableArrayRef(dims).drop_back()))
    if (cast<ShapedType>(bias.getType()).getDimSize(dim) == 1)
      interval = whole(bias, dim); // Broadcast.
  return slice(bias, dims);
}

SmallVector<Value> Slicer::sliceDestinations() {
  SmallVector<Value> destinations{
      slice(op.getOuts().front(),
            inOrder(op.getLayoutOrDefault().getResult(), part.batch, part.heads,
                    part.queries, part.width))};
  if (Value init = op.getLogSumExpInit())
    destinations.push_back(slice(init, {part.batch, part.heads, part.queries}));
  return destinations;
}

/// Where the slice lies in the whole attention, and the whole's queries and
/// keys.
SmallVector<Value> Slicer::createOrigin() {
  int64_t dim = AttentionOp::getSequenceDim(op.getLayoutOrDefault().getQkv());
  SmallVector<OpFoldResult> origin{part.batch.offset, part.heads.offset,
                                   part.queries.offset, part.keys.offset};
  if (op.getOrigin().empty()) {
    origin.push_back(getExtent(builder, loc, op.getQuery(), dim));
    origin.push_back(getExtent(builder, loc, op.getKey(), dim));
  } else {
    AffineExpr sum = builder.getAffineDimExpr(0) + builder.getAffineDimExpr(1);
    for (auto [offset, base] : llvm::zip(origin, op.getOrigin()))
      offset = affine::makeComposedFoldedAffineApply(
          builder, loc, sum, {OpFoldResult(base), offset});
    origin.append({op.getOrigin()[4], op.getOrigin()[5]});
  }
  return getValueOrCreateConstantIndexOp(builder, loc, origin);
}

Ending Slicer::getOwnEnding() {
  Value gateLogits = sliceLogits(
      op.getGateLogits(), op.getGateAttr(), op.getLayoutOrDefault().getGate(),
      {part.batch, part.heads, part.queries, part.width});
  return {gateLogits,
          op.getSink() ? slice(op.getSink(), {part.heads}) : Value(),
          sliceDestinations(),
          op.getGateAttr(),
          op.getNormalizerAttr(),
          op.getRoundingAttr()};
}

SlicedAttention Slicer::create(const Ending &ending) {
  Value query = sliceQuery();
  Value key = sliceKeyOrValue(op.getKey(), whole(op.getKey(), 3));
  Value value = sliceKeyOrValue(op.getValue(), part.width);
  auto [queryGate, keyGate, valueGate] = sliceOperandGates();
  Value bias = sliceBias();
  Value lengths =
      op.getLengths() ? slice(op.getLengths(), {part.batch}) : Value();
  SmallVector<Value> origin = createOrigin();
  TypeRange results = op.isOnBuffers()
                          ? TypeRange()
                          : TypeRange(ValueRange(ending.destinations));
  auto sliced = AttentionOp::create(
      builder, loc, results, query, key, value, ending.gateLogits, bias,
      ending.sink, lengths, origin, queryGate, keyGate, valueGate,
      ending.destinations, ending.gate, op.getQueryGateAttr(),
      op.getKeyGateAttr(), op.getValueGateAttr(), op.getMaskAttr(),
      op.getScoresAttr(), ending.normalizer, op.getScaleAttr(),
      op.getLayoutAttr(), ending.rounding, op.getAllowTf32Attr());
  sliced->setDiscardableAttrs(op->getDiscardableAttrDictionary());
  IRMapping mapping;
  op.getScore().cloneInto(&sliced.getScore(), mapping);
  return {sliced, slices};
}

FailureOr<SlicedAttention> heddle::createTile(OpBuilder &builder,
                                              AttentionOp op,
                                              const AttentionSlice &slice) {
  FailureOr<Interval> keyHeads = getKeyHeads(builder, op, slice.heads);
  if (failed(keyHeads))
    return failure();
  Slicer slicer(builder, op, slice, *keyHeads);
  return slicer.create(slicer.getOwnEnding());
}

FailureOr<SlicedAttention> heddle::createPart(
    OpBuilder &builder, AttentionOp op, const AttentionSlice &slice,
    NormalizerAttrInterface normalizer, ValueRange destinations) {
  FailureOr<Interval> keyHeads = getKeyHeads(builder, op, slice.heads);
  if (failed(keyHeads))
    return failure();
  Ending ending;
  ending.destinations = SmallVector<Value>(destinations);
  ending.normalizer = normalizer;
  return Slicer(builder, op, slice, *keyHeads).create(ending);
}

static FailureOr<TilingResult> tileAttention(OpBuilder &builder, AttentionOp op,
                                             const AttentionSlice &slice) {
  FailureOr<SlicedAttention> tile = createTile(builder, op, slice);
  if (failed(tile))
    return failure();
  return TilingResult{
      {tile->op}, SmallVector<Value>(tile->op->getResults()), tile->slices};
}

//===----------------------------------------------------------------------===//
// TilingInterface
//===----------------------------------------------------------------------===//

SmallVector<utils::IteratorType> AttentionOp::getLoopIteratorTypes() {
  SmallVector<utils::IteratorType> types(4, utils::IteratorType::parallel);
  types[KeyLoop] = utils::IteratorType::reduction;
  return types;
}

SmallVector<Range> AttentionOp::getIterationDomain(OpBuilder &builder) {
  DimOrder order = getLayoutOrDefault().getQkv();
  int64_t head = getHeadDim(order), sequence = getSequenceDim(order);
  auto getRange = [&](Value value, int64_t dim) -> Range {
    return {builder.getIndexAttr(0), getExtent(builder, getLoc(), value, dim),
            builder.getIndexAttr(1)};
  };
  return {getRange(getQuery(), 0), getRange(getQuery(), head),
          getRange(getQuery(), sequence), getRange(getKey(), sequence)};
}

AttentionSlice heddle::getDomainSlice(OpBuilder &builder, AttentionOp op,
                                      ArrayRef<OpFoldResult> offsets,
                                      ArrayRef<OpFoldResult> sizes) {
  return {{offsets[BatchLoop], sizes[BatchLoop]},
          {offsets[HeadLoop], sizes[HeadLoop]},
          {offsets[QueryLoop], sizes[QueryLoop]},
          {offsets[KeyLoop], sizes[KeyLoop]},
          getWhole(builder, op.getLoc(), op.getValue(), 3)};
}

static int64_t getKeyDim(AttentionOp op) {
  return AttentionOp::getSequenceDim(op.getLayoutOrDefault().getQkv());
}

/// The slice, with all keys, that `offsets` and `sizes` of a result stand for.
static AttentionSlice getResultSlice(OpBuilder &builder, AttentionOp op,
                                     unsigned resultNumber,
                                     ArrayRef<OpFoldResult> offsets,
                                     ArrayRef<OpFoldResult> sizes) {
  // The log-sum-exp is [B,H,M] in every layout.
  bool isOutput = resultNumber == 0;
  DimOrder order =
      isOutput ? op.getLayoutOrDefault().getResult() : DimOrder::BHSD;
  int64_t head = AttentionOp::getHeadDim(order);
  int64_t sequence = AttentionOp::getSequenceDim(order);
  Location loc = op.getLoc();
  return {{offsets[0], sizes[0]},
          {offsets[head], sizes[head]},
          {offsets[sequence], sizes[sequence]},
          getWhole(builder, loc, op.getKey(), getKeyDim(op)),
          isOutput ? Interval{offsets[3], sizes[3]}
                   : getWhole(builder, loc, op.getValue(), 3)};
}

/// Fails with a diagnostic if a tile has not all keys. What is of the full size
/// begins at 0, though its offset may be a loop's variable.
static LogicalResult verifyWholeKeys(OpBuilder &builder, AttentionOp op,
                                     OpFoldResult size) {
  Value key = op.getKey();
  int64_t dim = getKeyDim(op);
  if (isExtent(size, key, dim) ||
      size == getExtent(builder, op.getLoc(), key, dim))
    return success();
  InFlightDiagnostic diag = op.emitError("cannot tile the keys by ");
  if (std::optional<int64_t> constant = getConstantIntValue(size))
    diag << *constant;
  else
    diag << "a dynamic size";
  return diag << ": weights are normalized over all keys; use partial "
                 "reduction, as transform.structured.tile_reduction_using_"
                 "forall does, or leave the keys untiled";
}

FailureOr<TilingResult>
AttentionOp::getTiledImplementation(OpBuilder &builder,
                                    ArrayRef<OpFoldResult> offsets,
                                    ArrayRef<OpFoldResult> sizes) {
  if (failed(verifyWholeKeys(builder, *this, sizes[KeyLoop])))
    return failure();
  AttentionSlice slice = getDomainSlice(builder, *this, offsets, sizes);
  slice.keys.offset = builder.getIndexAttr(0);
  return tileAttention(builder, *this, slice);
}

LogicalResult AttentionOp::getResultTilePosition(
    OpBuilder &builder, unsigned resultNumber, ArrayRef<OpFoldResult> offsets,
    ArrayRef<OpFoldResult> sizes, SmallVector<OpFoldResult> &resultOffsets,
    SmallVector<OpFoldResult> &resultSizes) {
  if (resultNumber == 1) {
    resultOffsets.assign(offsets.begin(), offsets.begin() + KeyLoop);
    resultSizes.assign(sizes.begin(), sizes.begin() + KeyLoop);
    return success();
  }
  DimOrder order = getLayoutOrDefault().getResult();
  Interval width = getWhole(builder, getLoc(), getValue(), 3);
  resultOffsets = inOrder(order, offsets[BatchLoop], offsets[HeadLoop],
                          offsets[QueryLoop], width.offset);
  resultSizes = inOrder(order, sizes[BatchLoop], sizes[HeadLoop],
                        sizes[QueryLoop], width.size);
  return success();
}

FailureOr<TilingResult>
AttentionOp::generateResultTileValue(OpBuilder &builder, unsigned resultNumber,
                                     ArrayRef<OpFoldResult> offsets,
                                     ArrayRef<OpFoldResult> sizes) {
  FailureOr<TilingResult> tiled = tileAttention(
      builder, *this,
      getResultSlice(builder, *this, resultNumber, offsets, sizes));
  if (succeeded(tiled))
    tiled->tiledValues = {tiled->tiledValues[resultNumber]};
  return tiled;
}

LogicalResult AttentionOp::getIterationDomainTileFromResultTile(
    OpBuilder &builder, unsigned resultNumber, ArrayRef<OpFoldResult> offsets,
    ArrayRef<OpFoldResult> sizes, SmallVectorImpl<OpFoldResult> &domainOffsets,
    SmallVectorImpl<OpFoldResult> &domainSizes) {
  AttentionSlice slice =
      getResultSlice(builder, *this, resultNumber, offsets, sizes);
  // A slice along the value width is no tile of the domain.
  if (!isWhole(slice.width, resultNumber == 0 ? getOuts()[0] : getValue(), 3))
    return failure();
  for (const Interval &part :
       {slice.batch, slice.heads, slice.queries, slice.keys}) {
    domainOffsets.push_back(part.offset);
    domainSizes.push_back(part.size);
  }
  return success();
}
