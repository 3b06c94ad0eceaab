//===- BuildAttention.cpp - Attention made an op --------------------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "AttentionMatch.h"
#include "ElementEmitter.h"

#include "mlir/Dialect/Arith/IR/Arith.h"

#include <cmath>
#include <limits>

using namespace mlir;
using namespace heddle;
using namespace heddle::raise;

namespace {
/// The shapes of operands, by their dimensions.
struct Dims {
  SmallVector<Index> query, key, value, result;
};

class AttentionBuilder {
public:
  AttentionBuilder(MatchContext &context, RewriterBase &rewriter,
                   const AttentionMatch &match)
      : context(context), rewriter(rewriter), match(match), roles(match.roles),
        b(match.root.getLoc(), rewriter), slice(getScoreSlice(match)),
        emitter(b, context.reader, slice) {}

  /// Finds all attributes and operands, or fails.
  LogicalResult prepare();
  void build();

private:
  void prepareMask();
  LogicalResult prepareScores();
  void prepareStep(const ScoreStep &step, bool isCappedLater,
                   SmallVectorImpl<Term> &terms);
  void hideByBias();
  LogicalResult prepareSink();
  LogicalResult checkOperands();
  void prepareLayout();
  SmallVector<Index> getDims(const Index &heads, const Index &sequence,
                             const Index &width, DimOrder order) const;
  SmallVector<Index> getBiasDims();
  Type getFloatType(Element *element) const;
  FloatAttr getScale() const;
  LayoutAttr getLayout() const;
  NormalizerAttrInterface getNormalizer() const;
  void replace(Value old, ArrayRef<Index> oldDims, Value result,
               ArrayRef<Index> dims);

  MatchContext &context;
  RewriterBase &rewriter;
  const AttentionMatch &match;
  const Roles &roles;
  ImplicitLocOpBuilder b;
  llvm::SetVector<Operation *> slice;
  ElementEmitter emitter;

  Type type; ///< Of query, key and value.
  DimOrder inputOrder = DimOrder::BHSD, resultOrder = DimOrder::BHSD;
  Mask mask;
  llvm::SmallDenseSet<size_t> maskSteps; ///< What became part of it.
  SmallVector<Attribute> scores;
  Element *bias = nullptr, *sink = nullptr;
};
} // namespace

//===----------------------------------------------------------------------===//
// Attributes
//===----------------------------------------------------------------------===//

static bool isCapped(ArrayRef<ScoreStep> steps) {
  return llvm::any_of(steps,
                      [](const ScoreStep &step) { return step.cap != 0.0; });
}

/// What only hides keys becomes the mask, unless a softcap comes after it.
void AttentionBuilder::prepareMask() {
  SmallVector<Visibility> conditions = match.scores.masks;
  ArrayRef<ScoreStep> steps = match.scores.steps;
  SmallVector<size_t> others;
  for (auto [i, step] : llvm::enumerate(steps)) {
    if (!step.bias || isCapped(steps.drop_front(i)))
      continue;
    std::optional<Visibility> additive = getAdditiveMask(step);
    if (!additive) {
      others.push_back(i);
      continue;
    }
    conditions.push_back(*additive);
    maskSteps.insert(i);
  }
  mask = matchMask(context, conditions, roles);
  SmallVector<MaskAttrInterface> masks;
  if (mask.attribute)
    masks.push_back(mask.attribute);
  for (size_t i : others) {
    // With lengths, bottom_right is about something else than N - M.
    MaskAttrInterface dense;
    if (!mask.lengths)
      dense = matchDenseMask(context, steps[i], roles);
    if (!dense)
      continue;
    masks.push_back(dense);
    maskSteps.insert(i);
  }
  if (masks.size() == 1)
    mask.attribute = masks.front();
  else if (!masks.empty())
    mask.attribute =
        cast<MaskAttrInterface>(Attribute(AllOfAttr::get(context.ir, masks)));
}

/// Adds `step`, which is no mask, to the list; biases go to `terms`.
void AttentionBuilder::prepareStep(const ScoreStep &step, bool isCappedLater,
                                   SmallVectorImpl<Term> &terms) {
  auto isAlibi = [](Attribute score) { return isa<AlibiAttr>(score); };
  bool isNeutral = !isCappedLater && !match.extra.exists && !match.logSumExp;
  AlibiAttr alibi;
  if (llvm::none_of(scores, isAlibi))
    alibi = matchAlibi(context, step, roles, mask.lengths, isNeutral);
  if (alibi)
    return scores.push_back(alibi);
  if (terms.empty())
    scores.push_back(BiasAttr::get(b.getContext()));
  terms.push_back({step.bias, step.factor});
}

/// Makes conditions that are no mask part of the bias.
void AttentionBuilder::hideByBias() {
  ElementReader &reader = context.reader;
  Type biasType = bias ? bias->type : type;
  constexpr double infinity = std::numeric_limits<double>::infinity();
  Element *hidden = reader.getNumber(-infinity, biasType);
  if (!bias) {
    scores.push_back(BiasAttr::get(b.getContext()));
    bias = reader.getNumber(0.0, biasType);
  }
  for (const Visibility &other : mask.others)
    bias = reader.compute<arith::SelectOp>({other.condition,
                                            other.visibleWhen ? bias : hidden,
                                            other.visibleWhen ? hidden : bias},
                                           biasType);
}

LogicalResult AttentionBuilder::prepareScores() {
  SmallVector<Term> terms;
  ArrayRef<ScoreStep> steps = match.scores.steps;
  for (auto [i, step] : llvm::enumerate(steps)) {
    bool isCappedLater = isCapped(steps.drop_front(i));
    if (!step.bias)
      scores.push_back(SoftcapAttr::get(b.getContext(), F64{step.cap}));
    else if (!maskSteps.contains(i))
      prepareStep(step, isCappedLater, terms);
  }
  bias = sumTerms(context, terms);
  if (bias && !mask.others.empty() && !steps.back().bias)
    return context.fail("a bias stands before a softcap, and a mask that only "
                        "a bias could be after it");
  if (!mask.others.empty())
    hideByBias();
  // The bias is last if it is not listed.
  if (!scores.empty() && isa<BiasAttr>(scores.back()))
    scores.pop_back();
  return success();
}

LogicalResult AttentionBuilder::prepareSink() {
  sink = sumTerms(context, match.extra.terms);
  if (!sink)
    return success();
  DigitSet heads;
  heads.insert_range(roles.heads);
  for (Digit digit : context.reader.getDigits(sink))
    if (!heads.contains(digit))
      return context.fail("a sink's logit depends on more than the head");
  return success();
}

FloatAttr AttentionBuilder::getScale() const {
  auto scale = static_cast<float>(match.scores.product.scale);
  int64_t width = 1;
  for (Digit digit : roles.width) {
    int64_t size = context.getSpace().getStaticSize(digit);
    width = ShapedType::isDynamic(size) ? 0 : width * size;
  }
  if (width > 0 &&
      scale == static_cast<float>(1.0 / std::sqrt(static_cast<double>(width))))
    return {};
  return FloatAttr::get(Float32Type::get(b.getContext()), scale);
}

//===----------------------------------------------------------------------===//
// Layout
//===----------------------------------------------------------------------===//

SmallVector<Index> AttentionBuilder::getDims(const Index &heads,
                                             const Index &sequence,
                                             const Index &width,
                                             DimOrder order) const {
  if (order == DimOrder::BHSD)
    return {roles.batch, heads, sequence, width};
  return {roles.batch, sequence, heads, width};
}

SmallVector<Index> AttentionBuilder::getBiasDims() {
  DigitSet digits = context.reader.getDigits(bias);
  auto getDim = [&](const Index &role) {
    bool depends =
        llvm::any_of(role, [&](Digit digit) { return digits.contains(digit); });
    return depends ? role : Index();
  };
  return {getDim(roles.batch), getDim(roles.heads), getDim(roles.queries),
          roles.keys};
}

/// Chooses the orders in which most lies already.
void AttentionBuilder::prepareLayout() {
  const DotProduct &product = match.scores.product;
  auto count = [&](DimOrder order) {
    return emitter.lies(product.query,
                        getDims(roles.heads, roles.queries, roles.width, order),
                        type) +
           emitter.lies(product.key,
                        getDims(roles.keyHeads, roles.keys, roles.width, order),
                        type) +
           emitter.lies(
               match.weighted.value,
               getDims(roles.keyHeads, roles.keys, roles.valueWidth, order),
               type);
  };
  if (count(DimOrder::BSHD) > count(DimOrder::BHSD))
    inputOrder = DimOrder::BSHD;
  auto flatten = [&](ArrayRef<Index> dims) {
    Index flat;
    for (const Index &dim : dims)
      flat.append(context.getSpace().resolve(dim));
    return flat;
  };
  auto fits = [&](DimOrder order) {
    return flatten(match.rootIndices) ==
           flatten(
               getDims(roles.heads, roles.queries, roles.valueWidth, order));
  };
  if (fits(DimOrder::BSHD) &&
      (!fits(DimOrder::BHSD) || inputOrder == DimOrder::BSHD))
    resultOrder = DimOrder::BSHD;
}

//===----------------------------------------------------------------------===//
// Operands
//===----------------------------------------------------------------------===//

LogicalResult AttentionBuilder::checkOperands() {
  const DotProduct &product = match.scores.product;
  SmallVector<Element *> elements{product.query, product.key,
                                  match.weighted.value};
  for (Element *element : {bias, sink, mask.lengths})
    if (element)
      elements.push_back(element);
  for (Element *element : elements)
    if (!emitter.canEmit(element))
      return context.fail("an operand cannot be computed apart from the "
                          "scores");
  if (!emitter.hasSizes({roles.batch, roles.heads, roles.queries, roles.keys,
                         roles.width, roles.valueWidth}))
    return context.fail("an extent is only known from the scores");
  return success();
}

LogicalResult AttentionBuilder::prepare() {
  b.setInsertionPoint(match.root.getDefiningOp());
  const DotProduct &product = match.scores.product;
  type = product.query->type;
  if (product.key->type != type || match.weighted.value->type != type)
    type = b.getF32Type();
  if (!std::isfinite(static_cast<float>(product.scale)))
    return context.fail("the scale is not finite");
  prepareMask();
  if (match.scores.function.result &&
      !canBeRegion(context, match.scores.function, roles))
    return context.fail("scores depend on other positions than those of batch "
                        "entry, head, query and key");
  if (failed(prepareScores()) || failed(prepareSink()) ||
      failed(checkOperands()))
    return failure();
  prepareLayout();
  return success();
}

Type AttentionBuilder::getFloatType(Element *element) const {
  Type own = element->type;
  return own.isF16() || own.isBF16() ? own : Type(Float32Type::get(context.ir));
}

void AttentionBuilder::replace(Value old, ArrayRef<Index> oldDims, Value result,
                               ArrayRef<Index> dims) {
  Value replacement = emitter.permute(result, dims, oldDims);
  if (replacement.getType() != old.getType())
    replacement = tensor::CastOp::create(b, old.getType(), replacement);
  rewriter.replaceAllUsesWith(old, replacement);
}

/// The layout, or null for the default.
LayoutAttr AttentionBuilder::getLayout() const {
  if (inputOrder == DimOrder::BHSD && resultOrder == DimOrder::BHSD)
    return {};
  // Without a gate, its order says nothing.
  return LayoutAttr::get(context.ir, inputOrder, resultOrder, resultOrder);
}

NormalizerAttrInterface AttentionBuilder::getNormalizer() const {
  if (!match.extra.exists || sink)
    return {};
  return cast<NormalizerAttrInterface>(
      Attribute(Softmax1Attr::get(context.ir)));
}

void AttentionBuilder::build() {
  auto emit = [&](Element *elementOrNull, ArrayRef<Index> dims, Type type) {
    return elementOrNull ? emitter.emit(elementOrNull, dims, type) : Value();
  };
  auto emitInput = [&](Element *element, const Index &heads,
                       const Index &sequence, const Index &width) {
    return emitter.emit(element, getDims(heads, sequence, width, inputOrder),
                        type);
  };
  Value query = emitInput(match.scores.product.query, roles.heads,
                          roles.queries, roles.width);
  Value key = emitInput(match.scores.product.key, roles.keyHeads, roles.keys,
                        roles.width);
  Value value = emitInput(match.weighted.value, roles.keyHeads, roles.keys,
                          roles.valueWidth);
  Value biasTensor =
      bias ? emit(bias, getBiasDims(), getFloatType(bias)) : Value();
  Value sinkTensor =
      sink ? emit(sink, {roles.heads}, getFloatType(sink)) : Value();
  Value lengths = emit(mask.lengths, {roles.batch}, b.getI32Type());
  SmallVector<Index> dims =
      getDims(roles.heads, roles.queries, roles.valueWidth, resultOrder);
  SmallVector<Index> rowDims{roles.batch, roles.heads, roles.queries};
  SmallVector<Value> outs{
      emitter.createEmpty(dims, getElementTypeOrSelf(match.root))};
  if (match.logSumExp)
    outs.push_back(emitter.createEmpty(rowDims, b.getF32Type()));
  GateAttrInterface noGate;
  auto op = AttentionOp::create(
      b, TypeRange(ValueRange(outs)), query, key, value, Value(), biasTensor,
      sinkTensor, lengths, ValueRange(), Value(), Value(), Value(), outs,
      noGate, noGate, noGate, noGate, mask.attribute,
      scores.empty() ? ArrayAttr() : b.getArrayAttr(scores), getNormalizer(),
      getScale(), getLayout(), RoundingAttr(), UnitAttr());
  if (match.scores.function.result)
    buildScoreRegion(context, match.scores.function, roles, op);
  replace(match.root, match.rootIndices, op->getResult(0), dims);
  if (match.logSumExp)
    replace(match.logSumExp, match.logSumExpIndices, op->getResult(1), rowDims);
}

LogicalResult heddle::raise::buildAttention(MatchContext &context,
                                            RewriterBase &rewriter,
                                            const AttentionMatch &match) {
  AttentionBuilder builder(context, rewriter, match);
  if (failed(builder.prepare()))
    return failure();
  builder.build();
  return success();
}
