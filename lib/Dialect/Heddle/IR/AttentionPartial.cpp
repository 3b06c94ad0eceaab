//===- AttentionPartial.cpp - Attention on parts of the keys --------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// This file implements PartialReductionOpInterface over keys. Partial results
// are what heddle.merge takes: outputs [P,B,H,M,D] without gate and sink, and
// log-sum-exps [P,B,H,M], both in f32. They are two even where the op has one
// result.
//
// The tiling of loops gives the op other destinations before it asks for a
// part, so nothing here may look at those of the op, but for the merge.
//
//===----------------------------------------------------------------------===//

#include "AttentionTiling.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"

#include <limits>

using namespace mlir;
using namespace heddle;

namespace {
/// An output and its log-sum-exp: of one part, or of several, which are then
/// the first dimension.
struct Partial {
  Value output, logSumExp;

  SmallVector<Value> getValues() const { return {output, logSumExp}; }
};

/// The extents, or offsets, of an output and of its log-sum-exp.
struct PartialShape {
  SmallVector<OpFoldResult> output, logSumExp;
};
} // namespace

//===----------------------------------------------------------------------===//
// What can be split
//===----------------------------------------------------------------------===//

/// The normalizer of the parts. Fails with a diagnostic if there are none.
static FailureOr<NormalizerAttrInterface> getPartNormalizer(AttentionOp op) {
  if (op.isOnBuffers())
    return op.emitOpError("cannot split the keys on memrefs; do it on tensors, "
                          "before bufferization");
  NormalizerAttrInterface normalizer = op.getNormalizerOrDefault();
  if (NormalizerAttrInterface part = normalizer.getPartNormalizer())
    return part;
  return op.emitOpError("cannot split the keys: normalizer ")
         << normalizer
         << " has no log-sum-exp by which parts could be merged; tile batch "
            "entries, heads or queries instead";
}

//===----------------------------------------------------------------------===//
// Shapes
//===----------------------------------------------------------------------===//

static PartialShape getShape(AttentionOp op, OpFoldResult parts,
                             ArrayRef<OpFoldResult> domain,
                             OpFoldResult width) {
  DimOrder order = op.getLayoutOrDefault().getResult();
  PartialShape shape{inOrder(order, domain[BatchLoop], domain[HeadLoop],
                             domain[QueryLoop], width),
                     SmallVector<OpFoldResult>(domain.take_front(KeyLoop))};
  shape.output.insert(shape.output.begin(), parts);
  shape.logSumExp.insert(shape.logSumExp.begin(), parts);
  return shape;
}

static Value createEmpty(OpBuilder &builder, Location loc,
                         ArrayRef<OpFoldResult> sizes) {
  return tensor::EmptyOp::create(builder, loc, sizes, builder.getF32Type());
}

static Value createFilled(OpBuilder &builder, Location loc,
                          ArrayRef<OpFoldResult> sizes, float value) {
  Value scalar =
      arith::ConstantOp::create(builder, loc, builder.getF32FloatAttr(value));
  return linalg::FillOp::create(builder, loc, scalar,
                                createEmpty(builder, loc, sizes))
      .getResult(0);
}

//===----------------------------------------------------------------------===//
// One of several parts
//===----------------------------------------------------------------------===//

namespace {
/// Reads, writes and makes one of several parts, for a tile of the other loops.
class PartAccess {
public:
  PartAccess(OpBuilder &builder, AttentionOp op, OpFoldResult part,
             ArrayRef<OpFoldResult> offsets, ArrayRef<OpFoldResult> sizes)
      : builder(builder), loc(op.getLoc()) {
    Interval width = getWhole(builder, loc, op.getValue(), 3);
    begin = getShape(op, part, offsets, width.offset);
    extent = getShape(op, builder.getIndexAttr(1), sizes, width.size);
  }

  const PartialShape &getOffsets() const { return begin; }
  const PartialShape &getSizes() const { return extent; }

  Partial createEmpty() {
    return {
        ::createEmpty(builder, loc, ArrayRef(extent.output).drop_front()),
        ::createEmpty(builder, loc, ArrayRef(extent.logSumExp).drop_front())};
  }
  Partial extract(ValueRange parts) {
    return {extract(parts[0], begin.output, extent.output),
            extract(parts[1], begin.logSumExp, extent.logSumExp)};
  }
  Partial insert(const Partial &part, ValueRange parts) {
    return {
        insert(part.output, parts[0], begin.output, extent.output),
        insert(part.logSumExp, parts[1], begin.logSumExp, extent.logSumExp)};
  }

private:
  SmallVector<OpFoldResult> getOnes(size_t count) {
    return SmallVector<OpFoldResult>(count, builder.getIndexAttr(1));
  }
  /// The slice without the dimension of parts.
  Value extract(Value parts, ArrayRef<OpFoldResult> offsets,
                ArrayRef<OpFoldResult> sizes) {
    SmallVector<int64_t> shape = decomposeMixedValues(sizes.drop_front()).first;
    return tensor::ExtractSliceOp::create(
        builder, loc, RankedTensorType::get(shape, builder.getF32Type()), parts,
        offsets, sizes, getOnes(sizes.size()));
  }
  Value insert(Value part, Value parts, ArrayRef<OpFoldResult> offsets,
               ArrayRef<OpFoldResult> sizes) {
    return tensor::InsertSliceOp::create(builder, loc, part, parts, offsets,
                                         sizes, getOnes(sizes.size()));
  }

  OpBuilder &builder;
  Location loc;
  PartialShape begin, extent;
};
} // namespace

/// Emits heddle.merge of `parts`, ungated, into `destination`.
static MergeOp createUngatedMerge(OpBuilder &builder, AttentionOp op,
                                  NormalizerAttrInterface normalizer,
                                  const Partial &parts,
                                  const Partial &destination) {
  SmallVector<Value> destinations = destination.getValues();
  return MergeOp::create(builder, op.getLoc(),
                         TypeRange(ValueRange(destinations)), parts.output,
                         parts.logSumExp, /*gateLogits=*/Value(),
                         /*sink=*/Value(), destinations,
                         /*gate=*/GateAttrInterface(), normalizer,
                         op.getLayoutAttr(), /*rounding=*/RoundingAttr());
}

/// Merges `part` into the accumulated `sum`.
static MergeOp accumulate(OpBuilder &builder, AttentionOp op,
                          NormalizerAttrInterface normalizer,
                          const Partial &sum, const Partial &part,
                          ArrayRef<OpFoldResult> sizes) {
  Location loc = op.getLoc();
  SmallVector<OpFoldResult> offsets(sizes.size(), builder.getIndexAttr(0));
  Interval width = getWhole(builder, loc, op.getValue(), 3);
  PartialShape shape = getShape(op, builder.getIndexAttr(2), sizes, width.size);
  Partial pair{createEmpty(builder, loc, shape.output),
               createEmpty(builder, loc, shape.logSumExp)};
  int64_t place = 0;
  for (const Partial &one : {sum, part})
    pair =
        PartAccess(builder, op, builder.getIndexAttr(place++), offsets, sizes)
            .insert(one, pair.getValues());
  return createUngatedMerge(builder, op, normalizer, pair, sum);
}

//===----------------------------------------------------------------------===//
// PartialReductionOpInterface
//===----------------------------------------------------------------------===//

/// What `heddle.merge` takes for no keys: a log-sum-exp of -inf.
FailureOr<SmallVector<Value>>
AttentionOp::generateInitialTensorForPartialReduction(
    OpBuilder &builder, Location loc, ArrayRef<OpFoldResult> sizes,
    const SetVector<unsigned> &reductionDims) {
  if (reductionDims.size() != 1 || reductionDims.front() != KeyLoop)
    return emitOpError("is split by partial reduction along its keys only; "
                       "give loop ")
           << unsigned(KeyLoop) << " a tile size, and no other loop";
  if (failed(getPartNormalizer(*this)))
    return failure();
  Interval width = getWhole(builder, loc, getValue(), 3);
  PartialShape shape = getShape(*this, sizes[KeyLoop], sizes, width.size);
  return SmallVector<Value>{
      createFilled(builder, loc, shape.output, 0.0f),
      createFilled(builder, loc, shape.logSumExp,
                   -std::numeric_limits<float>::infinity())};
}

/// Which of the parts a tile of keys goes into: its own, or the first.
static OpFoldResult getPart(OpBuilder &builder,
                            ReductionTilingStrategy strategy,
                            ArrayRef<OpFoldResult> splitReductionIvs) {
  if (strategy == ReductionTilingStrategy::PartialReductionOuterParallel)
    return splitReductionIvs.front();
  return builder.getIndexAttr(0);
}

FailureOr<TilingResult> AttentionOp::tileToPartialReduction(
    OpBuilder &builder, Location loc, ReductionTilingStrategy strategy,
    ValueRange init, ArrayRef<OpFoldResult> offsets,
    ArrayRef<OpFoldResult> sizes, const SetVector<unsigned> &,
    ArrayRef<OpFoldResult> splitReductionIvs) {
  FailureOr<NormalizerAttrInterface> normalizer = getPartNormalizer(*this);
  if (failed(normalizer))
    return failure();
  bool hasOwnPart =
      strategy == ReductionTilingStrategy::PartialReductionOuterParallel;
  PartAccess access(builder, *this,
                    getPart(builder, strategy, splitReductionIvs), offsets,
                    sizes);
  Partial place = access.extract(init);
  Partial destination = hasOwnPart ? place : access.createEmpty();
  FailureOr<SlicedAttention> part =
      createPart(builder, *this, getDomainSlice(builder, *this, offsets, sizes),
                 *normalizer, destination.getValues());
  if (failed(part))
    return failure();
  SmallVector<Value> values(part->op.getResults());
  if (!hasOwnPart)
    values = SmallVector<Value>(accumulate(builder, *this, *normalizer, place,
                                           {values[0], values[1]}, sizes)
                                    .getResults());
  return TilingResult{{part->op}, values, part->slices};
}

LogicalResult AttentionOp::getPartialResultTilePosition(
    OpBuilder &builder, unsigned resultNumber, ReductionTilingStrategy strategy,
    ArrayRef<OpFoldResult> offsets, ArrayRef<OpFoldResult> sizes,
    const SetVector<unsigned> &, ArrayRef<OpFoldResult> splitReductionIvs,
    SmallVector<OpFoldResult> &resultOffsets,
    SmallVector<OpFoldResult> &resultSizes) {
  PartAccess access(builder, *this,
                    getPart(builder, strategy, splitReductionIvs), offsets,
                    sizes);
  bool isOutput = resultNumber == 0;
  resultOffsets =
      isOutput ? access.getOffsets().output : access.getOffsets().logSumExp;
  resultSizes =
      isOutput ? access.getSizes().output : access.getSizes().logSumExp;
  return success();
}

FailureOr<MergeResult>
AttentionOp::mergeReductions(OpBuilder &builder, Location loc,
                             ValueRange partials, const SetVector<unsigned> &) {
  auto merge =
      MergeOp::create(builder, loc, getResultTypes(), partials[0], partials[1],
                      getGateLogits(), getSink(), getOuts(), getGateAttr(),
                      getNormalizerAttr(), getLayoutAttr(), getRoundingAttr());
  return MergeResult{{merge}, SmallVector<Value>(merge.getResults())};
}
