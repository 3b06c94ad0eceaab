//===- Softmax.cpp - Weights and their sum --------------------------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What is subtracted from the scores, the same for all keys of a query, cancels
// between an exponential and the sum. So that sum is all that has to be found:
// exponentials of the same scores, over all keys. How large the scores are
// that were subtracted, and whether they are the largest, is of no interest.
//
//===----------------------------------------------------------------------===//

#include "Matchers.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "llvm/Support/MathExtras.h"

using namespace mlir;
using namespace heddle::raise;

bool heddle::raise::isExponential(Element *element) {
  return getExponent(element).has_value();
}

std::optional<Term> heddle::raise::getExponent(Element *element) {
  element = stripCasts(element);
  if (element->computes<math::ExpOp>())
    return Term{element->operands[0], 1.0};
  if (element->computes<math::Exp2Op>())
    return Term{element->operands[0], llvm::numbers::ln2};
  return std::nullopt;
}

/// Takes a denominator apart into the sum and what is added to it.
static LogicalResult splitDenominator(MatchContext &context, Element *divisor,
                                      Softmax &softmax) {
  divisor = stripCasts(divisor);
  SmallVector<Element *, 2> parts{divisor};
  if (divisor->computes<arith::AddFOp>())
    parts = {stripCasts(divisor->operands[0]),
             stripCasts(divisor->operands[1])};
  for (Element *part : parts) {
    if (!softmax.sum && part->reducesBy<arith::AddFOp>())
      softmax.sum = part;
    else if (softmax.extra)
      return context.fail("two things are added to the sum of the softmax");
    else
      softmax.extra = part;
  }
  return softmax.sum ? success()
                     : context.fail("weights are not divided by a sum");
}

/// Whether `extent` is one more than `keys` are.
static bool isOneMore(MatchContext &context, const Index &keys, Extent extent) {
  IndexSpace &space = context.getSpace();
  int64_t number = 1;
  bool isDynamic = ShapedType::isDynamic(extent.getStatic());
  for (Digit digit : keys) {
    isDynamic |= ShapedType::isDynamic(space.getStaticSize(digit));
    number *= isDynamic ? 1 : space.getStaticSize(digit);
  }
  if (!isDynamic)
    return extent.getStatic() == number + 1;
  Element *size = stripCasts(context.reader.readExtent(extent));
  return keys.size() == 1 && size->computes<arith::AddIOp>() &&
         getInteger(size->operands[1]) == 1 &&
         llvm::any_of(space.getExtents(keys[0]), [&](const Extent &other) {
           return context.reader.areEqual(size->operands[0],
                                          context.reader.readExtent(other));
         });
}

/// Whether the sum runs over as many keys, or over one more.
static LogicalResult checkRange(MatchContext &context,
                                const WeightedSum &weighted, Softmax &softmax) {
  SmallVector<Extent> extents = context.reader.getReducedExtents(softmax.sum);
  if (extents.size() != 1)
    return context.fail("the softmax is over several dimensions");
  if (context.getSpace().isWhole(weighted.keys, extents.front()))
    return success();
  softmax.hasSinkColumn =
      isOneMore(context, weighted.keys, extents.front()) && !softmax.extra;
  return softmax.hasSinkColumn
             ? success()
             : context.fail("the softmax is over another dimension, or not "
                            "known to be over all keys");
}

/// Whether `element` is of a constant of zeros and ones.
static bool isBinaryConstant(const Element *element) {
  if (element->kind != Element::Kind::Load)
    return false;
  auto values = readConstant(element->access.tensor);
  return values && llvm::all_of(*values, [](double value) {
           return value == 0.0 || value == 1.0;
         });
}

/// The condition that `factor`, 0 or 1, is 1 under; null if it may be something
/// else.
static Element *getCondition(MatchContext &context, Element *factor) {
  if (factor->computes<arith::UIToFPOp>() &&
      factor->operands[0]->type.isInteger(1))
    return factor->operands[0];
  if (!isBinaryConstant(factor))
    return nullptr;
  Builder b(context.ir);
  auto predicate = b.getNamedAttr(
      "predicate",
      b.getI64IntegerAttr(static_cast<int64_t>(arith::CmpFPredicate::ONE)));
  ElementReader &reader = context.reader;
  return reader.compute(
      OperationName(arith::CmpFOp::getOperationName(), context.ir),
      {factor, reader.getNumber(0.0, factor->type)}, b.getI1Type(),
      b.getDictionaryAttr(predicate));
}

/// Makes factors that are 0 or 1 by a condition guards.
static void takeConditions(MatchContext &context, Product &product) {
  llvm::erase_if(product.factors, [&](Element *factor) {
    Element *condition = getCondition(context, factor);
    if (condition)
      product.guards.push_back({condition, /*zeroWhen=*/false, factor});
    return condition;
  });
}

/// Whether the sum is of the weights, as `exponential` is. What makes both 0 is
/// no guard, but a mask.
static LogicalResult matchSummedWeights(MatchContext &context,
                                        const WeightedSum &weighted,
                                        Element *exponential,
                                        Softmax &softmax) {
  Element *term = context.reader.readTerm(softmax.sum, {weighted.keys});
  if (!term)
    return context.fail("the sum of weights cannot be read");
  Product product;
  appendFactors(product, term, /*throughTensors=*/true);
  takeConditions(context, product);
  if (product.constant != 1.0 || !product.divisors.empty() ||
      product.factors.size() != 1 ||
      !context.reader.areEqual(product.factors.front(), exponential))
    return context.fail("weights are divided by the sum of something else");
  for (const Guard &summed : product.guards) {
    auto isSame = [&](const Guard &guard) {
      return guard.zeroWhen == summed.zeroWhen &&
             context.reader.areEqual(guard.condition, summed.condition);
    };
    if (llvm::none_of(softmax.guards, isSame))
      return context.fail("weights are divided by the sum of fewer than are "
                          "not 0");
    softmax.masks.push_back({summed.condition, !summed.zeroWhen});
    llvm::erase_if(softmax.guards, isSame);
  }
  return success();
}

/// The x of `1 + exp(x)`, which a sigmoid divides by.
static std::optional<Term> getSigmoidExponent(Element *divisor) {
  divisor = stripCasts(divisor);
  if (!divisor->computes<arith::AddFOp>())
    return std::nullopt;
  for (auto [one, other] : {std::pair(0, 1), std::pair(1, 0)})
    if (getNumber(divisor->operands[one]) == 1.0)
      return getExponent(divisor->operands[other]);
  return std::nullopt;
}

/// Takes from `divisors` that of sigmoid(log(sum(exp(scores))) - logit), which
/// adds exp(logit) to the sum of the softmax.
static void takeSinkScale(MatchContext &context, const WeightedSum &weighted,
                          const SplitTerms &exponent,
                          SmallVectorImpl<Element *> &divisors,
                          Softmax &softmax) {
  for (Element *divisor : divisors) {
    std::optional<Term> scale = getSigmoidExponent(divisor);
    if (!scale)
      continue;
    SmallVector<Term> terms;
    appendTerms(terms, scale->element, scale->factor);
    std::optional<LogSumExp> found =
        matchLogSumExp(context, terms, -1.0, exponent.scores, weighted);
    if (!found)
      continue;
    SmallVector<Term> logit = std::move(found->rest);
    llvm::append_range(logit, exponent.rows);
    if (logit.empty())
      continue;
    Element *sum = sumTerms(context, logit);
    softmax.extra = context.reader.compute<math::ExpOp>({sum}, sum->type);
    llvm::erase(divisors, divisor);
    return;
  }
}

/// The sum in exp(scores - log(sum(exp(scores)))), the weights without a
/// division.
static LogicalResult matchLogarithm(MatchContext &context,
                                    const WeightedSum &weighted,
                                    const SplitTerms &exponent,
                                    Softmax &softmax) {
  std::optional<LogSumExp> found =
      matchLogSumExp(context, exponent.rows, -1.0, exponent.scores, weighted);
  context.lacksSum = !found || !found->rest.empty();
  if (context.lacksSum)
    return context.fail("weights are not divided by their sum");
  softmax.sum = found->sum;
  return success();
}

FailureOr<Softmax> heddle::raise::matchSoftmax(MatchContext &context,
                                               const WeightedSum &weighted) {
  Product weights = weighted.weights;
  takeConditions(context, weights);
  Softmax softmax;
  softmax.guards = weights.guards;
  if (weights.constant != 1.0)
    return context.fail("weights are scaled");
  if (weights.factors.size() != 1)
    return context.fail("weights are multiplied by something else");
  Element *exponential = weights.factors.front();
  Term exponent = *getExponent(exponential);
  softmax.exponent = exponent.element;
  softmax.factor = exponent.factor;
  SplitTerms terms = splitTerms(context, exponent.element, exponent.factor,
                                weighted.keyDigits);
  takeSinkScale(context, weighted, terms, weights.divisors, softmax);
  context.lacksSum = weights.divisors.empty();
  if (context.lacksSum) {
    if (failed(matchLogarithm(context, weighted, terms, softmax)))
      return failure();
    return softmax;
  }
  if (weights.divisors.size() != 1)
    return context.fail("weights are divided by more than their sum");
  if (failed(splitDenominator(context, weights.divisors.front(), softmax)))
    return failure();
  DigitSet sumDigits = context.reader.getDigits(softmax.sum);
  for (Digit digit : weighted.keyDigits)
    if (sumDigits.contains(digit))
      return context.fail("the softmax is over another dimension than keys");
  if (failed(checkRange(context, weighted, softmax)) ||
      failed(matchSummedWeights(context, weighted, exponential, softmax)))
    return failure();
  return softmax;
}
