//===- DecomposeAttention.cpp - Heddle's ops in linalg --------------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// This file implements heddle-decompose-attention: the semantics of the ops
// written out in linalg on tensors, with all scores of a head in memory.
//
// The innermost loop of both products is parallel and of unit stride: keys are
// transposed first for that. Query heads that share a key head become a
// dimension of their own, so that every indexing map is a projected
// permutation. Only if the number of key heads is dynamic, keys and values are
// repeated for the query heads, as eager frameworks do it: a dimension is not
// to be split into two dynamic ones (expand-strided-metadata crashes on it).
//
//===----------------------------------------------------------------------===//

#include "LinalgRows.h"
#include "heddle/Dialect/Heddle/IR/Heddle.h"
#include "heddle/Dialect/Heddle/Transforms/Passes.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Arith/Utils/Utils.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Dialect/Utils/IndexingUtils.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include "mlir/Transforms/WalkPatternRewriteDriver.h"

#include <limits>

namespace heddle {
#define GEN_PASS_DEF_HEDDLEDECOMPOSEATTENTION
#include "heddle/Dialect/Heddle/Transforms/Passes.h.inc"
} // namespace heddle

using namespace mlir;
using namespace heddle;

//===----------------------------------------------------------------------===//
// The gate and the end of an output
//===----------------------------------------------------------------------===//

namespace {
/// The output of attention before its last elementwise step.
struct Output {
  Value values;  ///< Of any float type, read through `map`.
  AffineMap map; ///< From the loops (b, h, m, d).
  Value scale;   ///< A row that multiplies, or null.
};

/// Gate logits, or null, and how they act.
struct GateUse {
  Value logits;
  GateAttrInterface gate;
  AffineMap map; ///< From the loops of the output.
  RoundingMode rounding;
};
} // namespace

/// The map from loops (b, h, m, d) to the dimensions that `dims` lists.
static AffineMap selectDims(MLIRContext *context, ArrayRef<unsigned> dims) {
  return AffineMap::getMultiDimMapWithTargets(4, dims, context);
}

/// How [B,H,M,D] in `order` is read.
static AffineMap getOrderMap(MLIRContext *context, DimOrder order) {
  if (order == DimOrder::BHSD)
    return selectDims(context, {0, 1, 2, 3});
  return selectDims(context, {0, 2, 1, 3});
}

/// How gate logits are read.
static AffineMap getGateMap(MLIRContext *context, GateAttrInterface gate,
                            DimOrder order) {
  switch (gate.getGranularity()) {
  case GateGranularity::Elementwise:
    return getOrderMap(context, order);
  case GateGranularity::Headwise:
    return getOrderMap(context, order).getMajorSubMap(3);
  case GateGranularity::Shared:
    return selectDims(context, {0, 2, 3});
  case GateGranularity::Static:
    return selectDims(context, {1, 3});
  }
  llvm_unreachable("unknown gate granularity");
}

/// Emits `destination` = the output, scaled and gated.
static Value createOutput(ImplicitLocOpBuilder &b, const Output &output,
                          const GateUse &use, Value destination,
                          AffineMap destinationMap) {
  SmallVector<Value> inputs{output.values};
  SmallVector<AffineMap> maps{output.map};
  if (output.scale) {
    inputs.push_back(output.scale);
    maps.push_back(selectDims(b.getContext(), {0, 1, 2}));
  }
  if (use.logits) {
    inputs.push_back(use.logits);
    maps.push_back(use.map);
  }
  maps.push_back(destinationMap);
  Type type = cast<ShapedType>(destination.getType()).getElementType();
  auto body = [&](ImplicitLocOpBuilder &nested, ValueRange args) -> Value {
    Value result = args[0];
    if (output.scale)
      result = arith::MulFOp::create(nested, result, args[1]);
    if (!use.logits)
      return result;
    Value activated =
        use.gate.activate(nested, nested.getLoc(), args[output.scale ? 2 : 1]);
    if (use.rounding == RoundingMode::Unfused)
      activated = createRounded(nested, activated, type);
    return use.gate.combine(nested, nested.getLoc(), result, activated);
  };
  return createGeneric(b, inputs, destination, maps, body);
}

/// Emits the end of an op: the ungated output, rounded on its own where eager
/// frameworks round it, then the gate.
static Value finishOutput(ImplicitLocOpBuilder &b, Output output,
                          const GateUse &use, Value destination,
                          DimOrder order) {
  AffineMap map = getOrderMap(b.getContext(), order);
  if (use.logits && use.rounding == RoundingMode::Unfused) {
    auto type = cast<RankedTensorType>(destination.getType());
    Value init =
        createEmpty(b, tensor::getMixedSizes(b, b.getLoc(), destination),
                    type.getElementType());
    output = {createOutput(b, output, GateUse(), init, map), map, Value()};
  }
  return createOutput(b, output, use, destination, map);
}

/// What an op says of its gate.
template <typename OpTy>
static GateUse getGateUse(OpTy op) {
  GateUse use{op.getGateLogits(), op.getGateAttr(), AffineMap(),
              op.getRoundingMode()};
  if (use.logits)
    use.map = getGateMap(op.getContext(), use.gate,
                         op.getLayoutOrDefault().getGate());
  return use;
}

/// Copies the log-sum-exp into its destination.
static Value copyInto(ImplicitLocOpBuilder &b, Value source,
                      Value destination) {
  return linalg::CopyOp::create(b, source, destination)->getResult(0);
}

//===----------------------------------------------------------------------===//
// Products
//===----------------------------------------------------------------------===//

/// Emits `operand`, which is query, key or value, as its own gate leaves it.
static Value gateOperand(ImplicitLocOpBuilder &b, AttentionOp op, Value operand,
                         AttentionOp::OperandGate use) {
  if (!use)
    return operand;
  DimOrder order = op.getLayoutOrDefault().getQkv();
  AffineMap map = getOrderMap(b.getContext(), order);
  Value init =
      createEmpty(b, tensor::getMixedSizes(b, b.getLoc(), operand),
                  cast<ShapedType>(operand.getType()).getElementType());
  return createOutput(b, {operand, map, Value()},
                      {use.logits, use.gate,
                       getGateMap(b.getContext(), use.gate, order),
                       RoundingMode::Fused},
                      init, map);
}

namespace {
/// Emits the products of attention. Their loops are the batch, the key head,
/// the query heads of a key head if they are more than one, the query, what is
/// summed over, and the width of the result.
class ProductBuilder {
public:
  ProductBuilder(ImplicitLocOpBuilder &b, AttentionOp op);

  /// [B,H,M,N] of f32: q k^T.
  Value createScores();
  /// [B,H,M,D] of f32: the sum of `weights` times values.
  Value createOutput(Value weights);
  /// The extents [B,H,M,N].
  ArrayRef<OpFoldResult> getScoreSizes() const { return scoreSizes; }

private:
  Value contract(Value lhs, DimOrder lhsOrder, Value rhs, AffineMap rhsMap,
                 OpFoldResult width, RowBuilder::Body body);
  AffineMap getMap(ArrayRef<AffineExpr> results);
  AffineMap getRowMap(DimOrder order, AffineExpr last);
  Value transposeKeys();
  Value repeatHeads(Value tensor, int64_t dim);
  Value expandHeads(Value tensor, int64_t dim);
  Value collapseHeads(Value tensor);

  ImplicitLocOpBuilder &b;
  AttentionOp op;
  DimOrder order;
  Value query, key, value; ///< Gated.
  OpFoldResult keyHeads, group;
  SmallVector<OpFoldResult> scoreSizes;
  SmallVector<AffineExpr> heads;
  AffineExpr batch, keyHead, row, summed, last;
};
} // namespace

/// H / Hk; static only if both are in the types.
static OpFoldResult getGroup(ImplicitLocOpBuilder &b, AttentionOp op,
                             OpFoldResult heads, OpFoldResult keyHeads) {
  if (isa<Attribute>(heads) && isa<Attribute>(keyHeads))
    return b.getIndexAttr(op.getStaticHeads() /
                          std::max<int64_t>(op.getStaticKeyHeads(), 1));
  Value group = arith::DivUIOp::create(
      b, getValueOrCreateConstantIndexOp(b, b.getLoc(), heads),
      getValueOrCreateConstantIndexOp(b, b.getLoc(), keyHeads));
  return group;
}

ProductBuilder::ProductBuilder(ImplicitLocOpBuilder &b, AttentionOp op)
    : b(b), op(op), order(op.getLayoutOrDefault().getQkv()),
      query(gateOperand(b, op, op.getQuery(), op.getQueryGateUse())),
      key(gateOperand(b, op, op.getKey(), op.getKeyGateUse())),
      value(gateOperand(b, op, op.getValue(), op.getValueGateUse())) {
  auto getExtent = [&](Value tensor, int64_t dim) {
    return tensor::getMixedSize(b, b.getLoc(), tensor, dim);
  };
  int64_t headDim = AttentionOp::getHeadDim(order);
  int64_t sequenceDim = AttentionOp::getSequenceDim(order);
  keyHeads = getExtent(op.getKey(), headDim);
  scoreSizes = {getExtent(op.getQuery(), 0), getExtent(op.getQuery(), headDim),
                getExtent(op.getQuery(), sequenceDim),
                getExtent(op.getKey(), sequenceDim)};
  group = getGroup(b, op, scoreSizes[1], keyHeads);
  unsigned loop = 0;
  auto nextLoop = [&] { return b.getAffineDimExpr(loop++); };
  batch = nextLoop();
  heads = {keyHead = nextLoop()};
  if (isa<Attribute>(keyHeads) && !isOneInteger(group))
    heads.push_back(nextLoop());
  row = nextLoop();
  summed = nextLoop();
  last = nextLoop();
}

AffineMap ProductBuilder::getMap(ArrayRef<AffineExpr> results) {
  return AffineMap::get(heads.size() + 4, 0, results, b.getContext());
}

/// The map of an operand that has query heads and queries.
AffineMap ProductBuilder::getRowMap(DimOrder order, AffineExpr last) {
  SmallVector<AffineExpr> results{batch};
  if (order == DimOrder::BSHD)
    results.push_back(row);
  llvm::append_range(results, heads);
  if (order == DimOrder::BHSD)
    results.push_back(row);
  results.push_back(last);
  return getMap(results);
}

/// `tensor` with each key head of dimension `dim` repeated for its query heads,
/// if there is a dynamic number of them.
Value ProductBuilder::repeatHeads(Value tensor, int64_t dim) {
  if (isa<Attribute>(keyHeads))
    return tensor;
  auto sizes = tensor::getMixedSizes(b, b.getLoc(), tensor);
  sizes[dim] = scoreSizes[1];
  Type type = cast<ShapedType>(tensor.getType()).getElementType();
  auto readShared = [&](ImplicitLocOpBuilder &nested, ValueRange) -> Value {
    SmallVector<Value> indices;
    for (unsigned i = 0; i < sizes.size(); ++i)
      indices.push_back(linalg::IndexOp::create(nested, i));
    indices[dim] =
        arith::DivUIOp::create(nested, indices[dim], cast<Value>(group));
    return tensor::ExtractOp::create(nested, tensor, indices);
  };
  return createGeneric(b, {}, createEmpty(b, sizes, type),
                       b.getMultiDimIdentityMap(sizes.size()), readShared);
}

/// Splits the query heads of `tensor`, dimension `dim`, into [Hk, H/Hk].
Value ProductBuilder::expandHeads(Value tensor, int64_t dim) {
  if (heads.size() == 1)
    return tensor;
  auto sizes = tensor::getMixedSizes(b, b.getLoc(), tensor);
  sizes[dim] = keyHeads;
  sizes.insert(sizes.begin() + dim + 1, group);
  auto type = cast<RankedTensorType>(tensor.getType());
  SmallVector<Value> dynamicSizes;
  SmallVector<int64_t> shape;
  dispatchIndexOpFoldResults(sizes, dynamicSizes, shape);
  SmallVector<ReassociationIndices> groups;
  for (int64_t i = 0, e = type.getRank(); i < e; ++i)
    groups.push_back(i < dim    ? ReassociationIndices{i}
                     : i == dim ? ReassociationIndices{i, i + 1}
                                : ReassociationIndices{i + 1});
  return tensor::ExpandShapeOp::create(b, type.clone(shape), tensor, groups,
                                       sizes);
}

/// The inverse of `expandHeads` on a result of `contract`.
Value ProductBuilder::collapseHeads(Value tensor) {
  if (heads.size() == 1)
    return tensor;
  SmallVector<ReassociationIndices> groups{{0}, {1, 2}, {3}, {4}};
  return tensor::CollapseShapeOp::create(b, tensor, groups);
}

/// Emits the sum of `lhs` times `rhs`, in order `bhsd`. `body` adds one term.
Value ProductBuilder::contract(Value lhs, DimOrder lhsOrder, Value rhs,
                               AffineMap rhsMap, OpFoldResult width,
                               RowBuilder::Body body) {
  SmallVector<OpFoldResult> sizes{scoreSizes[0], scoreSizes[1]};
  if (heads.size() == 2) {
    sizes[1] = keyHeads;
    sizes.push_back(group);
  }
  sizes.append({scoreSizes[2], width});
  unsigned reduction = heads.size() + 2;
  Value product = createGeneric(
      b, {expandHeads(lhs, AttentionOp::getHeadDim(lhsOrder)), rhs},
      createFilled(b, sizes, 0.0),
      {getRowMap(lhsOrder, summed), rhsMap, getRowMap(DimOrder::BHSD, last)},
      body, reduction);
  return collapseHeads(product);
}

/// Keys as [B,Hk,K,N].
Value ProductBuilder::transposeKeys() {
  SmallVector<int64_t> permutation{0, AttentionOp::getHeadDim(order), 3,
                                   AttentionOp::getSequenceDim(order)};
  auto sizes = tensor::getMixedSizes(b, b.getLoc(), key);
  applyPermutationToVector(sizes, permutation);
  Value init = createEmpty(b, sizes, op.getKeyType().getElementType());
  return linalg::TransposeOp::create(b, key, init, permutation)->getResult(0);
}

Value ProductBuilder::createScores() {
  auto addProduct = [](ImplicitLocOpBuilder &nested, ValueRange args) -> Value {
    Value product = arith::MulFOp::create(nested, args[0], args[1]);
    return arith::AddFOp::create(nested, args[2], product);
  };
  Value keys = repeatHeads(transposeKeys(), 1);
  return contract(query, order, keys, getMap({batch, keyHead, summed, last}),
                  scoreSizes[3], addProduct);
}

/// Adds one value times its weight. What a weight of 0 stands by, which a
/// masked key may leave there, does not count.
static Value addWeighted(ImplicitLocOpBuilder &b, ValueRange args) {
  Value weight = args[0], value = args[1], sum = args[2];
  Value zero = arith::ConstantOp::create(b, b.getF32FloatAttr(0.0));
  Value none =
      arith::CmpFOp::create(b, arith::CmpFPredicate::OEQ, weight, zero);
  Value product = arith::MulFOp::create(b, weight, value);
  Value term = arith::SelectOp::create(b, none, zero, product);
  return arith::AddFOp::create(b, sum, term);
}

Value ProductBuilder::createOutput(Value weights) {
  AffineMap map = order == DimOrder::BHSD
                      ? getMap({batch, keyHead, summed, last})
                      : getMap({batch, summed, keyHead, last});
  Value values = repeatHeads(value, AttentionOp::getHeadDim(order));
  OpFoldResult width = tensor::getMixedSize(b, b.getLoc(), values, 3);
  return contract(weights, DimOrder::BHSD, values, map, width, addWeighted);
}

//===----------------------------------------------------------------------===//
// Scores
//===----------------------------------------------------------------------===//

namespace {
/// Writes what happens to one score, in the body of a generic op over
/// (b, h, m, n).
class ScoreWriter {
public:
  /// Emits before the generic op what does not depend on the score.
  ScoreWriter(ImplicitLocOpBuilder &b, AttentionOp op,
              ArrayRef<OpFoldResult> sizes);

  /// `lengthOrNull` and `biasOrNull` are those of the score.
  Value write(ImplicitLocOpBuilder &b, Value score, Value biasOrNull,
              Value lengthOrNull) const;

  /// The weight of a key, with `remainder` on top of it if it is the query's
  /// own.
  Value addRemainder(ImplicitLocOpBuilder &b, Value weight, Value remainder,
                     Value lengthOrNull) const;

private:
  ScorePosition getPosition(ImplicitLocOpBuilder &b, Value lengthOrNull) const;
  Value applyRegion(ImplicitLocOpBuilder &b, Value score) const;
  Value getVisible(ImplicitLocOpBuilder &b, const ScorePosition &at,
                   Value lengthOrNull) const;
  /// The index of loop `dim` in the whole attention.
  Value getIndex(ImplicitLocOpBuilder &b, unsigned dim) const;

  mutable AttentionOp op;
  Value scale;
  Value numQueries, numKeys; ///< Of the whole attention.
};
} // namespace

static Value createScale(ImplicitLocOpBuilder &b, AttentionOp op) {
  if (std::optional<double> scale = op.getScaleValue())
    return arith::ConstantOp::create(b, b.getF32FloatAttr(*scale));
  Value width = tensor::DimOp::create(b, op.getQuery(), 3);
  return createDefaultScale(b, b.getLoc(), width);
}

ScoreWriter::ScoreWriter(ImplicitLocOpBuilder &b, AttentionOp op,
                         ArrayRef<OpFoldResult> sizes)
    : op(op), scale(createScale(b, op)) {
  auto toValue = [&](OpFoldResult size) {
    return getValueOrCreateConstantIndexOp(b, b.getLoc(), size);
  };
  bool isWhole = op.getOrigin().empty();
  numQueries = isWhole ? toValue(sizes[2]) : op.getOrigin()[4];
  numKeys = isWhole ? toValue(sizes[3]) : op.getOrigin()[5];
}

Value ScoreWriter::getIndex(ImplicitLocOpBuilder &b, unsigned dim) const {
  Value index = linalg::IndexOp::create(b, dim);
  if (op.getOrigin().empty())
    return index;
  return arith::AddIOp::create(b, op.getOrigin()[dim], index);
}

/// Inlines the score region.
Value ScoreWriter::applyRegion(ImplicitLocOpBuilder &b, Value score) const {
  if (op.getScore().empty())
    return score;
  Block &body = op.getScore().front();
  IRMapping mapping;
  mapping.map(body.getArgument(0), score);
  for (unsigned dim = 0; dim < 4; ++dim)
    mapping.map(body.getArgument(dim + 1), getIndex(b, dim));
  for (Operation &inner : body.without_terminator())
    b.clone(inner, mapping);
  return mapping.lookupOrDefault(
      cast<YieldOp>(body.getTerminator()).getValue());
}

/// Whether the key exists and the masks show it; null if that is so always.
Value ScoreWriter::getVisible(ImplicitLocOpBuilder &b, const ScorePosition &at,
                              Value lengthOrNull) const {
  SmallVector<Value> conditions;
  if (lengthOrNull)
    conditions.push_back(arith::CmpIOp::create(b, arith::CmpIPredicate::slt,
                                               getIndex(b, 3), at.numKeys));
  for (MaskAttrInterface mask :
       {op.getNormalizerOrDefault().getOwnMask(), op.getMaskAttr()})
    if (mask)
      conditions.push_back(mask.getPredicate(b, b.getLoc(), at));
  Value visible;
  for (Value condition : conditions)
    visible =
        visible ? arith::AndIOp::create(b, visible, condition) : condition;
  return visible;
}

ScorePosition ScoreWriter::getPosition(ImplicitLocOpBuilder &b,
                                       Value lengthOrNull) const {
  auto toI32 = [&](Value index) -> Value {
    return arith::IndexCastOp::create(b, b.getI32Type(), index);
  };
  ScorePosition at{getIndex(b, 0),        getIndex(b, 1), toI32(getIndex(b, 2)),
                   toI32(getIndex(b, 3)), numQueries,     numKeys};
  if (!lengthOrNull)
    return at;
  Value zero = arith::ConstantIndexOp::create(b, 0);
  Value length = arith::IndexCastOp::create(b, b.getIndexType(), lengthOrNull);
  length = arith::MaxSIOp::create(b, length, zero);
  at.numKeys = arith::MinSIOp::create(b, length, numKeys);
  return at;
}

Value ScoreWriter::write(ImplicitLocOpBuilder &b, Value score, Value biasOrNull,
                         Value lengthOrNull) const {
  ScorePosition at = getPosition(b, lengthOrNull);
  score = arith::MulFOp::create(b, score, scale);
  for (ScoreAttrInterface step : op.getScoreList())
    score = step.apply(b, b.getLoc(), score, at,
                       step.readsBias() ? biasOrNull : Value());
  score = applyRegion(b, score);
  Value visible = getVisible(b, at, lengthOrNull);
  if (!visible)
    return score;
  Value hidden = arith::ConstantOp::create(
      b, b.getF32FloatAttr(-std::numeric_limits<float>::infinity()));
  return arith::SelectOp::create(b, visible, score, hidden);
}

Value ScoreWriter::addRemainder(ImplicitLocOpBuilder &b, Value weight,
                                Value remainder, Value lengthOrNull) const {
  ScorePosition at = getPosition(b, lengthOrNull);
  Value own = op.getNormalizerOrDefault().getOwnKey(b, b.getLoc(), at);
  Value isOwn = arith::CmpIOp::create(b, arith::CmpIPredicate::eq, at.key, own);
  if (lengthOrNull) {
    Value exists = arith::CmpIOp::create(b, arith::CmpIPredicate::slt,
                                         getIndex(b, 3), at.numKeys);
    isOwn = arith::AndIOp::create(b, isOwn, exists);
  }
  Value sum = arith::AddFOp::create(b, weight, remainder);
  return arith::SelectOp::create(b, isOwn, sum, weight);
}

/// How the bias is read; it is broadcast along a static 1.
static AffineMap getBiasMap(ImplicitLocOpBuilder &b, ShapedType type) {
  SmallVector<AffineExpr> results;
  for (unsigned dim = 0; dim < 4; ++dim)
    results.push_back(dim < 3 && type.getDimSize(dim) == 1
                          ? b.getAffineConstantExpr(0)
                          : b.getAffineDimExpr(dim));
  return AffineMap::get(4, 0, results, b.getContext());
}

/// Emits the list of scores, the region and the mask on `products`, in place.
static Value createScores(ImplicitLocOpBuilder &b, AttentionOp op,
                          const ScoreWriter &writer, Value products) {
  SmallVector<Value> inputs;
  SmallVector<AffineMap> maps;
  if (Value bias = op.getBias()) {
    inputs.push_back(bias);
    maps.push_back(getBiasMap(b, cast<ShapedType>(bias.getType())));
  }
  if (Value lengths = op.getLengths()) {
    inputs.push_back(lengths);
    maps.push_back(selectDims(b.getContext(), {0}));
  }
  maps.push_back(selectDims(b.getContext(), {0, 1, 2, 3}));
  auto body = [&](ImplicitLocOpBuilder &nested, ValueRange args) {
    return writer.write(nested, args.back(), op.getBias() ? args[0] : Value(),
                        op.getLengths() ? args.drop_back().back() : Value());
  };
  return createGeneric(b, inputs, products, maps, body);
}

/// Emits `weights` with `remainders`, a row, at each query's own key.
static Value addRemainders(ImplicitLocOpBuilder &b, AttentionOp op,
                           const ScoreWriter &writer, Value weights,
                           Value remainders) {
  SmallVector<Value> inputs{remainders};
  SmallVector<AffineMap> maps{selectDims(b.getContext(), {0, 1, 2})};
  if (Value lengths = op.getLengths()) {
    inputs.push_back(lengths);
    maps.push_back(selectDims(b.getContext(), {0}));
  }
  maps.push_back(selectDims(b.getContext(), {0, 1, 2, 3}));
  auto body = [&](ImplicitLocOpBuilder &nested, ValueRange args) {
    return writer.addRemainder(nested, args.back(), args[0],
                               op.getLengths() ? args[1] : Value());
  };
  return createGeneric(b, inputs, weights, maps, body);
}

//===----------------------------------------------------------------------===//
// Patterns
//===----------------------------------------------------------------------===//

namespace {
struct DecomposeAttentionOp : OpRewritePattern<AttentionOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(AttentionOp op,
                                PatternRewriter &rewriter) const override {
    if (op.isOnBuffers())
      return rewriter.notifyMatchFailure(op, "is on memrefs");
    ImplicitLocOpBuilder b(op.getLoc(), rewriter);
    ProductBuilder products(b, op);
    ArrayRef<OpFoldResult> sizes = products.getScoreSizes();
    Value scores = products.createScores();
    ScoreWriter writer(b, op, sizes);
    scores = createScores(b, op, writer, scores);
    LinalgRowBuilder rows(b, sizes);
    NormalizedRows normalized =
        op.getNormalizerOrDefault().normalizeRows(rows, scores, op.getSink());
    Value weights = normalized.weights;
    if (Value remainders = normalized.ownKeyWeight)
      weights = addRemainders(b, op, writer, weights, remainders);
    Output output{products.createOutput(weights),
                  getOrderMap(op.getContext(), DimOrder::BHSD),
                  normalized.scale};
    SmallVector<Value> results{
        finishOutput(b, output, getGateUse(op), op.getOuts().front(),
                     op.getLayoutOrDefault().getResult())};
    if (Value init = op.getLogSumExpInit())
      results.push_back(copyInto(b, normalized.logSumExp, init));
    rewriter.replaceOp(op, results);
    return success();
  }
};

struct DecomposeGateOp : OpRewritePattern<GateOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(GateOp op,
                                PatternRewriter &rewriter) const override {
    if (op.isOnBuffers())
      return rewriter.notifyMatchFailure(op, "is on memrefs");
    ImplicitLocOpBuilder b(op.getLoc(), rewriter);
    int64_t rank = cast<ShapedType>(op.getInput().getType()).getRank();
    AffineMap map =
        getOrderMap(op.getContext(), op.getLayoutOrDefault().getResult());
    GateUse use = getGateUse(op);
    if (rank != 4) // An elementwise gate of the input's shape.
      map = use.map = b.getMultiDimIdentityMap(rank);
    rewriter.replaceOp(op, createOutput(b, {op.getInput(), map, Value()}, use,
                                        op.getOuts(), map));
    return success();
  }
};

/// A merge is the attention of P keys, whose scores are the log-sum-exps and
/// whose values are the partial outputs.
struct DecomposeMergeOp : OpRewritePattern<MergeOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(MergeOp op,
                                PatternRewriter &rewriter) const override;
};
} // namespace

/// Log-sum-exps as [B,H,M,P].
static Value transposeLogSumExps(ImplicitLocOpBuilder &b, MergeOp op,
                                 SmallVectorImpl<OpFoldResult> &sizes) {
  sizes = tensor::getMixedSizes(b, b.getLoc(), op.getLogSumExps());
  std::rotate(sizes.begin(), sizes.begin() + 1, sizes.end());
  Value init = createEmpty(b, sizes, b.getF32Type());
  return linalg::TransposeOp::create(b, op.getLogSumExps(), init,
                                     ArrayRef<int64_t>{1, 2, 3, 0})
      ->getResult(0);
}

/// The sum of `weights`, [B,H,M,P], times the partial outputs.
static Value createWeightedSum(ImplicitLocOpBuilder &b, MergeOp op,
                               Value weights, ArrayRef<OpFoldResult> sizes) {
  SmallVector<OpFoldResult> outputSizes(sizes);
  outputSizes.back() = tensor::getMixedSize(b, b.getLoc(), op.getPartials(), 4);
  DimOrder order = op.getLayoutOrDefault().getResult();
  SmallVector<unsigned> partials{3, 0, 1, 2, 4};
  if (order == DimOrder::BSHD)
    std::swap(partials[2], partials[3]);
  auto map = [&](ArrayRef<unsigned> dims) {
    return AffineMap::getMultiDimMapWithTargets(5, dims, b.getContext());
  };
  return createGeneric(b, {weights, op.getPartials()},
                       createFilled(b, outputSizes, 0.0),
                       {map({0, 1, 2, 3}), map(partials), map({0, 1, 2, 4})},
                       addWeighted, /*reduction=*/3);
}

LogicalResult
DecomposeMergeOp::matchAndRewrite(MergeOp op, PatternRewriter &rewriter) const {
  if (op.isOnBuffers())
    return rewriter.notifyMatchFailure(op, "is on memrefs");
  ImplicitLocOpBuilder b(op.getLoc(), rewriter);
  SmallVector<OpFoldResult> sizes;
  Value scores = transposeLogSumExps(b, op, sizes);
  LinalgRowBuilder rows(b, sizes);
  NormalizedRows normalized =
      op.getNormalizerOrDefault().normalizeRows(rows, scores, op.getSink());
  Output output{createWeightedSum(b, op, normalized.weights, sizes),
                getOrderMap(op.getContext(), DimOrder::BHSD), normalized.scale};
  SmallVector<Value> results{finishOutput(b, output, getGateUse(op),
                                          op.getOuts().front(),
                                          op.getLayoutOrDefault().getResult())};
  if (Value init = op.getLogSumExpInit())
    results.push_back(copyInto(b, normalized.logSumExp, init));
  rewriter.replaceOp(op, results);
  return success();
}

//===----------------------------------------------------------------------===//
// The pass
//===----------------------------------------------------------------------===//

namespace {
struct DecomposeAttention
    : heddle::impl::HeddleDecomposeAttentionBase<DecomposeAttention> {
  using HeddleDecomposeAttentionBase::HeddleDecomposeAttentionBase;

  void runOnOperation() override {
    RewritePatternSet patterns(&getContext());
    if (attention)
      populateDecomposeAttentionPatterns(patterns);
    else
      populateDecomposeGatePatterns(patterns);
    walkAndApplyPatterns(getOperation(), std::move(patterns));
  }
};
} // namespace

void heddle::populateDecomposeGatePatterns(RewritePatternSet &patterns) {
  patterns.add<DecomposeGateOp, DecomposeMergeOp>(patterns.getContext());
}

void heddle::populateDecomposeAttentionPatterns(RewritePatternSet &patterns) {
  populateDecomposeGatePatterns(patterns);
  patterns.add<DecomposeAttentionOp>(patterns.getContext());
}
