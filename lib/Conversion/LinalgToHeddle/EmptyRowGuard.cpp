//===- EmptyRowGuard.cpp - Rows without a visible key ---------------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Importers set the weights of rows without a visible key to 0, where the
// softmax would give NaN. The op does so by itself.
//
//===----------------------------------------------------------------------===//

#include "Matchers.h"

#include "mlir/Dialect/Arith/IR/Arith.h"

#include <limits>

using namespace mlir;
using namespace heddle::raise;

namespace {
/// x compared with a number; `isEqual` as opposed to unequal.
struct Comparison {
  Element *element;
  double number;
  bool isEqual;
};
} // namespace

static std::optional<Comparison> getComparison(Element *element) {
  bool isEqual = true;
  while (element->computes<arith::XOrIOp>() &&
         getInteger(element->operands[1]).value_or(0) != 0) {
    isEqual = !isEqual;
    element = element->operands[0];
  }
  if (!element->computes<arith::CmpFOp>())
    return std::nullopt;
  std::optional<double> number = getNumber(element->operands[1]);
  if (!number)
    return std::nullopt;
  using Predicate = arith::CmpFPredicate;
  auto predicate = static_cast<Predicate>(
      element->attributes.getAs<IntegerAttr>("predicate").getInt());
  if (predicate == Predicate::ONE || predicate == Predicate::UNE)
    isEqual = !isEqual;
  else if (predicate != Predicate::OEQ && predicate != Predicate::UEQ)
    return std::nullopt;
  return Comparison{stripCasts(element->operands[0]), *number, isEqual};
}

/// Whether `element` is not a number.
static Element *getNaNTested(Element *element) {
  if (!element->computes<arith::CmpFOp>() ||
      element->operands[0] != element->operands[1])
    return nullptr;
  auto predicate = element->attributes.getAs<IntegerAttr>("predicate");
  bool tests =
      predicate.getInt() == static_cast<int64_t>(arith::CmpFPredicate::UNO) ||
      predicate.getInt() == static_cast<int64_t>(arith::CmpFPredicate::UNE);
  return tests ? element->operands[0] : nullptr;
}

/// Whether `element` is the score that the softmax takes, or a bias of it.
static bool isScore(MatchContext &context, Element *element,
                    const Scores &scores) {
  auto isSame = [&](Element *other) {
    return context.reader.areEqual(element, other);
  };
  return llvm::any_of(scores.passed, isSame) ||
         llvm::any_of(scores.steps, [&](const ScoreStep &step) {
           return step.bias && isSame(step.bias);
         });
}

/// Whether the factors of `element` include the exponential.
static bool isWeight(MatchContext &context, Element *element,
                     const WeightedSum &weighted) {
  Product product;
  appendFactors(product, element, /*throughTensors=*/true);
  return llvm::any_of(product.factors, [&](Element *factor) {
    return context.reader.areEqual(factor, weighted.weights.factors.front());
  });
}

/// Whether a reduction over all keys says that no score is above -inf.
static bool holdsInEmptyRows(MatchContext &context, Element *reduce,
                             bool zeroWhen, const WeightedSum &weighted,
                             const Scores &scores) {
  SmallVector<Extent> extents = context.reader.getReducedExtents(reduce);
  if (extents.size() != 1 ||
      !context.getSpace().isWhole(weighted.keys, extents.front()))
    return false;
  Element *term = context.reader.readTerm(reduce, {weighted.keys});
  if (!term)
    return false;
  std::optional<Comparison> each = getComparison(term);
  if (!each || each->number != -std::numeric_limits<double>::infinity() ||
      !isScore(context, each->element, scores))
    return false;
  // All are -inf, or there is one that is not.
  return reduce->reducesBy<arith::AndIOp>() ? each->isEqual && zeroWhen
                                            : !each->isEqual && !zeroWhen;
}

LogicalResult heddle::raise::matchGuard(MatchContext &context,
                                        const Guard &guard,
                                        const WeightedSum &weighted,
                                        const Softmax &softmax,
                                        const Scores &scores) {
  Element *condition = guard.condition;
  bool zeroWhen = guard.zeroWhen;
  while (condition->computes<arith::XOrIOp>() &&
         getInteger(condition->operands[1]).value_or(0) != 0) {
    zeroWhen = !zeroWhen;
    condition = condition->operands[0];
  }
  if (Element *tested = getNaNTested(condition))
    if (zeroWhen && isWeight(context, tested, weighted))
      return success();
  if (condition->reducesBy<arith::AndIOp, arith::OrIOp>() &&
      holdsInEmptyRows(context, condition, zeroWhen, weighted, scores))
    return success();
  std::optional<Comparison> comparison = getComparison(condition);
  if (comparison && comparison->isEqual == zeroWhen) {
    Element *tested = comparison->element;
    bool isZero = comparison->number == 0.0;
    if (isZero && (context.reader.areEqual(tested, softmax.sum) ||
                   isWeight(context, tested, weighted)))
      return success();
    bool isMax = tested->reducesBy<arith::MaximumFOp, arith::MaxNumFOp>();
    if (comparison->number == -std::numeric_limits<double>::infinity() &&
        isMax) {
      SmallVector<Extent> extents = context.reader.getReducedExtents(tested);
      Element *term = nullptr;
      if (extents.size() == 1 &&
          context.getSpace().isWhole(weighted.keys, extents.front()))
        term = context.reader.readTerm(tested, {weighted.keys});
      if (term && isScore(context, stripCasts(term), scores))
        return success();
    }
  }
  return context.fail("weights are selected by something else than rows "
                      "without a key");
}
