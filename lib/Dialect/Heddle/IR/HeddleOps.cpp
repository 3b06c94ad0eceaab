//===- HeddleOps.cpp - Operations of the Heddle dialect -------------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// This file implements accessors and verifiers. The tags `attention_c3` name
// the constraint of the op's documentation that a check enforces; a test
// function of that name breaks it.
//
//===----------------------------------------------------------------------===//

#include "heddle/Dialect/Heddle/IR/Heddle.h"

#include "ShapeChecks.h"

#include "llvm/ADT/APFloat.h"

#include <algorithm>
#include <cmath>

using namespace mlir;
using namespace heddle;

#define GET_OP_CLASSES
#include "heddle/Dialect/Heddle/IR/HeddleOps.cpp.inc"

//===----------------------------------------------------------------------===//
// Shared
//===----------------------------------------------------------------------===//

static LayoutAttr layoutOrDefault(Operation *op, LayoutAttr layout) {
  return layout ? layout
                : LayoutAttr::get(op->getContext(), DimOrder::BHSD,
                                  DimOrder::BHSD, DimOrder::BHSD);
}

static RoundingMode roundingOrDefault(std::optional<RoundingAttr> rounding) {
  return rounding && *rounding ? rounding->getMode() : RoundingMode::Fused;
}

static NormalizerAttrInterface
normalizerOrDefault(Operation *op, std::optional<Attribute> normalizer) {
  if (normalizer && *normalizer)
    return cast<NormalizerAttrInterface>(*normalizer);
  return cast<NormalizerAttrInterface>(
      Attribute(SoftmaxAttr::get(op->getContext())));
}

static ShapedType shapedType(Value value) {
  return cast<ShapedType>(value.getType());
}

/// Checks the second destination, [B,H,M] of f32.
static LogicalResult verifyLogSumExp(Operation *op, ShapedType type,
                                     NormalizerAttrInterface normalizer,
                                     const OutputExtents &extents) {
  if (!normalizer.hasLogSumExp())
    return op->emitOpError("has two destinations, but normalizer ")
           << normalizer
           << " has no log-sum-exp; use softmax or softmax1, or drop the "
              "second";
  if (!type.getElementType().isF32())
    return op->emitOpError("log-sum-exp must be of f32, got ")
           << type.getElementType();
  return verifyShape(
      op, "log-sum-exp", type,
      {{"B", extents.batch}, {"H", extents.heads}, {"M", extents.queries}});
}

/// Checks the sink logits, [H].
static LogicalResult verifySink(Operation *op, Value sink,
                                NormalizerAttrInterface normalizer,
                                int64_t heads) {
  if (!sink)
    return success();
  if (!normalizer.acceptsSink())
    return op->emitOpError("sink logits need a normalizer that accepts them, "
                           "as #heddle.softmax, got ")
           << normalizer;
  return verifyShape(op, "sink logits", shapedType(sink), {{"H", heads}});
}

static LogicalResult verifyDestinationCount(Operation *op, size_t count) {
  if (count != 1 && count != 2)
    return op->emitOpError("must have one or two destinations, got ") << count;
  return success();
}

//===----------------------------------------------------------------------===//
// AttentionOp: accessors
//===----------------------------------------------------------------------===//

LayoutAttr AttentionOp::getLayoutOrDefault() {
  return layoutOrDefault(*this, getLayoutAttr());
}

RoundingMode AttentionOp::getRoundingMode() {
  return roundingOrDefault(getRounding());
}

bool AttentionOp::isOnBuffers() {
  return isa<MemRefType>(getQuery().getType());
}

AttentionOp::OperandGate AttentionOp::getQueryGateUse() {
  return {getQueryGateLogits(), getQueryGateAttr()};
}
AttentionOp::OperandGate AttentionOp::getKeyGateUse() {
  return {getKeyGateLogits(), getKeyGateAttr()};
}
AttentionOp::OperandGate AttentionOp::getValueGateUse() {
  return {getValueGateLogits(), getValueGateAttr()};
}

ShapedType AttentionOp::getQueryType() { return shapedType(getQuery()); }
ShapedType AttentionOp::getKeyType() { return shapedType(getKey()); }
ShapedType AttentionOp::getValueType() { return shapedType(getValue()); }
ShapedType AttentionOp::getResultType() {
  return shapedType(getOuts().front());
}

int64_t AttentionOp::getHeadDim(DimOrder order) {
  return order == DimOrder::BHSD ? 1 : 2;
}
int64_t AttentionOp::getSequenceDim(DimOrder order) {
  return order == DimOrder::BHSD ? 2 : 1;
}

int64_t AttentionOp::getStaticBatch() { return getQueryType().getDimSize(0); }
int64_t AttentionOp::getStaticHeads() {
  return getQueryType().getDimSize(getHeadDim(getLayoutOrDefault().getQkv()));
}
int64_t AttentionOp::getStaticKeyHeads() {
  return getKeyType().getDimSize(getHeadDim(getLayoutOrDefault().getQkv()));
}
int64_t AttentionOp::getStaticQueries() {
  return getQueryType().getDimSize(
      getSequenceDim(getLayoutOrDefault().getQkv()));
}
int64_t AttentionOp::getStaticKeys() {
  return getKeyType().getDimSize(getSequenceDim(getLayoutOrDefault().getQkv()));
}
/// The last extent of `a`, or of `b` where that of `a` is dynamic. The verifier
/// asks before it knows `b` to have a rank above 0.
static int64_t getStaticWidth(ShapedType a, ShapedType b) {
  int64_t width = a.getShape().back();
  bool isKnown = !ShapedType::isDynamic(width) || b.getRank() == 0;
  return isKnown ? width : b.getShape().back();
}

int64_t AttentionOp::getStaticKeyWidth() {
  return getStaticWidth(getQueryType(), getKeyType());
}
int64_t AttentionOp::getStaticValueWidth() {
  return getStaticWidth(getValueType(), getResultType());
}

NormalizerAttrInterface AttentionOp::getNormalizerOrDefault() {
  return normalizerOrDefault(*this, getNormalizerAttr());
}

SmallVector<ScoreAttrInterface> AttentionOp::getScoreList() {
  SmallVector<ScoreAttrInterface> list;
  if (ArrayAttr scores = getScoresAttr())
    for (Attribute score : scores)
      list.push_back(cast<ScoreAttrInterface>(score));
  bool placed = llvm::any_of(
      list, [](ScoreAttrInterface score) { return score.readsBias(); });
  if (getBias() && !placed)
    list.push_back(
        cast<ScoreAttrInterface>(Attribute(BiasAttr::get(getContext()))));
  return list;
}

std::optional<double> AttentionOp::getScaleValue() {
  if (FloatAttr scale = getScaleAttr())
    return scale.getValueAsDouble();
  int64_t width = getStaticKeyWidth();
  if (ShapedType::isDynamic(width))
    return std::nullopt;
  return 1.0 / std::sqrt(static_cast<double>(std::max<int64_t>(width, 1)));
}

Value AttentionOp::getLogSumExpInit() {
  return getOuts().size() > 1 ? getOuts()[1] : Value();
}

//===----------------------------------------------------------------------===//
// AttentionOp: verifier
//===----------------------------------------------------------------------===//

static LogicalResult verifyElementTypes(AttentionOp op) {
  Type type = op.getQueryType().getElementType();
  for (auto [name, operand] : {std::pair("key", op.getKeyType()),
                               std::pair("value", op.getValueType())})
    if (operand.getElementType() != type)
      return op.emitOpError(name)
             << " must have the element type of query, " << type << ", got "
             << operand.getElementType();
  return success();
}

/// Checks query, key, value and the number of heads.
static LogicalResult verifyInputs(AttentionOp op) {
  for (auto [name, type] : {std::pair("query", op.getQueryType()),
                            std::pair("key", op.getKeyType()),
                            std::pair("value", op.getValueType())})
    if (type.getRank() != 4) // attention_c2
      return op.emitOpError(name)
             << " must have rank 4, got rank " << type.getRank();
  if (failed(verifyElementTypes(op))) // attention_c2
    return failure();

  bool bhsd = op.getLayoutOrDefault().getQkv() == DimOrder::BHSD;
  auto verifyKeyed = [&](StringRef what, ShapedType type, ExpectedDim width) {
    SmallVector<ExpectedDim> dims{{"B", op.getStaticBatch()},
                                  {"Hk", op.getStaticKeyHeads()},
                                  {"N", op.getStaticKeys()},
                                  width};
    if (!bhsd)
      std::swap(dims[1], dims[2]);
    return verifyShape(op, what, type, dims);
  };
  if (failed(
          verifyKeyed("key", op.getKeyType(), {"K", op.getStaticKeyWidth()})) ||
      failed(verifyKeyed("value", op.getValueType(),
                         {"D", op.getStaticValueWidth()}))) // attention_c3
    return failure();

  int64_t heads = op.getStaticHeads(), keyHeads = op.getStaticKeyHeads();
  if (ShapedType::isDynamic(heads) || ShapedType::isDynamic(keyHeads))
    return success();
  if (keyHeads == 0 ? heads != 0 : heads % keyHeads != 0) // attention_c4
    return op.emitOpError("number of query heads must be a multiple of the "
                          "number of key heads, got ")
           << heads << " and " << keyHeads;
  return success();
}

static LogicalResult verifyBias(AttentionOp op) {
  if (!op.getBias())
    return success();
  return verifyShape(op, "bias", shapedType(op.getBias()),
                     {{"B", op.getStaticBatch(), true},
                      {"H", op.getStaticHeads(), true},
                      {"M", op.getStaticQueries(), true},
                      {"N", op.getStaticKeys()}});
}

static LogicalResult verifyScoreList(AttentionOp op) {
  ArrayAttr scores = op.getScoresAttr();
  if (!scores)
    return success();
  int64_t biases = 0, alibis = 0;
  for (Attribute attribute : scores) {
    auto score = dyn_cast<ScoreAttrInterface>(attribute);
    if (!score) // attention_c17
      return op.emitOpError("'scores' must list score attributes, as "
                            "#heddle.softcap<50.0>, got ")
             << attribute;
    biases += score.readsBias();
    alibis += isa<AlibiAttr>(attribute);
    auto emitError = [&] { return op.emitOpError(); };
    if (failed(score.verifyScore(emitError,
                                 op.getOrigin().empty()
                                     ? op.getStaticHeads()
                                     : ShapedType::kDynamic))) // attention_c13
      return failure();
  }
  if (biases && !op.getBias()) // attention_c10
    return op.emitOpError("'scores' lists #heddle.bias, but there is no bias "
                          "operand; add bias(%b : type)");
  if (biases > 1 || alibis > 1) // attention_c10
    return op.emitOpError("'scores' may list #heddle.bias and #heddle.alibi "
                          "once each, got ")
           << biases << " and " << alibis;
  return success();
}

static LogicalResult verifyScoreRegion(AttentionOp op) {
  Region &region = op.getScore();
  if (region.empty())
    return success();
  Builder builder(op.getContext());
  SmallVector<Type> expected(5, builder.getIndexType());
  expected[0] = builder.getF32Type();
  if (!region.hasOneBlock() ||
      !llvm::equal(region.front().getArgumentTypes(), expected))
    return op.emitOpError("score region must have one block with arguments "
                          "(f32, index, index, index, index): score, batch "
                          "entry, query head, query, key");
  if (region.front().empty() || !isa<YieldOp>(region.front().back()))
    return op.emitOpError("score region must end with heddle.yield");
  return success();
}

/// Checks the gates of query, key and value.
static LogicalResult verifyOperandGates(AttentionOp op) {
  int64_t batch = op.getStaticBatch();
  int64_t keyWidth = op.getStaticKeyWidth();
  int64_t keyHeads = op.getStaticKeyHeads(), keys = op.getStaticKeys();
  auto verify = [&](AttentionOp::OperandGate use, const OutputExtents &extents,
                    const GateNames &names) {
    return verifyGate(op, use.logits, use.gate, extents,
                      op.getLayoutOrDefault().getQkv(), names);
  };
  StringRef place = "before outs(...)";
  if (failed(
          verify(op.getQueryGateUse(),
                 {batch, op.getStaticHeads(), op.getStaticQueries(), keyWidth},
                 {"query_gate", place, "H", "M", "K"})) ||
      failed(verify(op.getKeyGateUse(), {batch, keyHeads, keys, keyWidth},
                    {"key_gate", place, "Hk", "N", "K"})))
    return failure();
  return verify(op.getValueGateUse(),
                {batch, keyHeads, keys, op.getStaticValueWidth()},
                {"value_gate", place, "Hk", "N", "D"});
}

static LogicalResult verifyScale(AttentionOp op) {
  FloatAttr scale = op.getScaleAttr();
  if (!scale)
    return success();
  double value = scale.getValueAsDouble();
  if (!isFiniteInF32(value))
    return op.emitOpError("'scale' must be finite in f32, got ") << scale;
  if (value != 0 && static_cast<float>(value) == 0)
    return op.emitOpError("'scale' must not be 0 in f32 unless it is 0, got ")
           << scale;
  return success();
}

/// Checks what is not a tensor: scale, score region, origin.
static LogicalResult verifyScalars(AttentionOp op) {
  if (failed(verifyScale(op))) // attention_c14
    return failure();
  if (failed(verifyScoreRegion(op))) // attention_c15
    return failure();
  size_t origin = op.getOrigin().size();
  if (origin != 0 && origin != 6) // attention_c16
    return op.emitOpError(
               "origin must be six values (batch entry, query head, "
               "query, key, number of queries, number of keys), got ")
           << origin;
  return success();
}

LogicalResult AttentionOp::verify() {
  size_t count = getOuts().size();
  if (failed(verifyDestinationCount(*this, count)) ||     // attention_c6
      failed(verifyDestinationStyle(*this, getOuts())) || // attention_c1
      failed(verifyInputs(*this)))                        // c2, c3, c4
    return failure();
  OutputExtents extents{getStaticBatch(), getStaticHeads(), getStaticQueries(),
                        getStaticValueWidth()};
  DimOrder order = getLayoutOrDefault().getResult();
  NormalizerAttrInterface normalizer = getNormalizerOrDefault();
  if (failed(verifyShape(*this, "destination", getResultType(),
                         getOutputDims(extents, order)))) // attention_c5
    return failure();
  if (Value init = getLogSumExpInit();
      init && failed(verifyLogSumExp(*this, shapedType(init), normalizer,
                                     extents))) // attention_c6
    return failure();
  if (failed(verifyGate(*this, getGateLogits(), getGateAttr(), extents,
                        getLayoutOrDefault().getGate())) || // c7, c8
      failed(verifyOperandGates(*this)) ||                  // c18, c19
      failed(verifyBias(*this)) ||                          // attention_c9
      failed(verifyScoreList(*this)) ||                     // c10, c13, c17
      failed(verifySink(*this, getSink(), normalizer, extents.heads)) || // c11
      failed(verifyScalars(*this))) // c14, c15, c16
    return failure();
  if (!getLengths())
    return success();
  return verifyShape(*this, "lengths", shapedType(getLengths()),
                     {{"B", extents.batch}}); // attention_c12
}

void AttentionOp::getEffects(
    SmallVectorImpl<MemoryEffects::EffectInstance> &effects) {
  getDestinationStyleEffects(*this, effects);
}

//===----------------------------------------------------------------------===//
// GateOp
//===----------------------------------------------------------------------===//

LayoutAttr GateOp::getLayoutOrDefault() {
  return layoutOrDefault(*this, getLayoutAttr());
}
RoundingMode GateOp::getRoundingMode() {
  return roundingOrDefault(getRounding());
}
bool GateOp::isOnBuffers() { return isa<MemRefType>(getInput().getType()); }

void GateOp::getEffects(
    SmallVectorImpl<MemoryEffects::EffectInstance> &effects) {
  getDestinationStyleEffects(*this, effects);
}

LogicalResult GateOp::verify() {
  if (failed(verifyDestinationStyle(*this, getOuts()))) // gate_c1
    return failure();
  ShapedType input = shapedType(getInput());
  if (failed(verifySameShape(*this, "destination", shapedType(getOuts()), "x",
                             input))) // gate_c2
    return failure();
  if (input.getRank() != 4) { // gate_c3
    if (getGateAttr().getGranularity() != GateGranularity::Elementwise)
      return emitOpError("x of rank ")
             << input.getRank()
             << " takes an elementwise gate only; other granularities need "
                "rank 4, got "
             << stringifyGateGranularity(getGateAttr().getGranularity());
    return verifySameShape(*this, "elementwise gate logits",
                           shapedType(getGateLogits()), "x", input);
  }
  bool bhsd = getLayoutOrDefault().getResult() == DimOrder::BHSD;
  OutputExtents extents{input.getDimSize(0), input.getDimSize(bhsd ? 1 : 2),
                        input.getDimSize(bhsd ? 2 : 1), input.getDimSize(3)};
  return verifyGate(*this, getGateLogits(), getGateAttr(), extents,
                    getLayoutOrDefault().getGate()); // gate_c3
}

//===----------------------------------------------------------------------===//
// MergeOp
//===----------------------------------------------------------------------===//

LayoutAttr MergeOp::getLayoutOrDefault() {
  return layoutOrDefault(*this, getLayoutAttr());
}
RoundingMode MergeOp::getRoundingMode() {
  return roundingOrDefault(getRounding());
}
bool MergeOp::isOnBuffers() { return isa<MemRefType>(getPartials().getType()); }

NormalizerAttrInterface MergeOp::getNormalizerOrDefault() {
  return normalizerOrDefault(*this, getNormalizerAttr());
}

Value MergeOp::getLogSumExpInit() {
  return getOuts().size() > 1 ? getOuts()[1] : Value();
}

void MergeOp::getEffects(
    SmallVectorImpl<MemoryEffects::EffectInstance> &effects) {
  getDestinationStyleEffects(*this, effects);
}

/// Checks the partial outputs and their log-sum-exps.
static LogicalResult verifyPartials(MergeOp op, const OutputExtents &extents) {
  ShapedType partials = shapedType(op.getPartials());
  ShapedType sums = shapedType(op.getLogSumExps());
  if (!sums.getElementType().isF32())
    return op.emitOpError("partial log-sum-exps must be of f32, got ")
           << sums.getElementType();
  return verifyShape(op, "partial log-sum-exps", sums,
                     {{"P", partials.getDimSize(0)},
                      {"B", extents.batch},
                      {"H", extents.heads},
                      {"M", extents.queries}});
}

LogicalResult MergeOp::verify() {
  ShapedType partials = shapedType(getPartials());
  if (failed(verifyDestinationCount(*this, getOuts().size())) || // merge_c4
      failed(verifyDestinationStyle(*this, getOuts())))          // merge_c1
    return failure();
  if (partials.getRank() != 5) // merge_c2
    return emitOpError("partial outputs must have rank 5, got rank ")
           << partials.getRank();
  DimOrder order = getLayoutOrDefault().getResult();
  bool bhsd = order == DimOrder::BHSD;
  OutputExtents extents{
      partials.getDimSize(1), partials.getDimSize(bhsd ? 2 : 3),
      partials.getDimSize(bhsd ? 3 : 2), partials.getDimSize(4)};
  NormalizerAttrInterface normalizer = getNormalizerOrDefault();
  if (!normalizer.hasLogSumExp()) // merge_c8
    return emitOpError("needs a normalizer with a log-sum-exp, got ")
           << normalizer;
  if (failed(verifyPartials(*this, extents)) || // merge_c2
      failed(verifyShape(*this, "destination", shapedType(getOuts().front()),
                         getOutputDims(extents, order)))) // merge_c3
    return failure();
  if (Value init = getLogSumExpInit();
      init && failed(verifyLogSumExp(*this, shapedType(init), normalizer,
                                     extents))) // merge_c4
    return failure();
  if (failed(verifySink(*this, getSink(), normalizer,
                        extents.heads))) // merge_c7
    return failure();
  return verifyGate(*this, getGateLogits(), getGateAttr(), extents,
                    getLayoutOrDefault().getGate()); // merge_c5, merge_c6
}
