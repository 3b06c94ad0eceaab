//===- Scores.cpp - From the softmax to the dot product -------------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Matchers.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"

#include <algorithm>
#include <limits>

using namespace mlir;
using namespace heddle::raise;

namespace {
/// Walks from the exponent to the dot product. On the way, the score is always
/// `factor` times the element.
class ScoreWalk {
public:
  ScoreWalk(MatchContext &context, const DigitSet &keyDigits)
      : context(context), keyDigits(keyDigits) {}

  /// Makes of `element` steps, or a function if they cannot say what it is.
  LogicalResult walk(Element *element, double factor);

  Scores scores;

private:
  LogicalResult walkStep(Element *element, double factor);
  LogicalResult walkSum(Element *a, double factorA, Element *b, double factorB);
  LogicalResult walkAddend(Element *score, double factor, Element *addend,
                           double addendFactor);
  LogicalResult walkSelect(Element *select, double factor);
  LogicalResult walkProduct(Element *product, double factor);
  bool holdsScores(Element *element);
  bool isCapped() const {
    return llvm::any_of(scores.steps,
                        [](const ScoreStep &step) { return step.cap != 0.0; });
  }

  MatchContext &context;
  const DigitSet &keyDigits;
};
} // namespace

/// Whether a contraction over something else than keys is inside.
bool ScoreWalk::holdsScores(Element *element) {
  SmallVector<Element *> worklist{element};
  llvm::SmallPtrSet<Element *, 16> seen;
  while (!worklist.empty()) {
    Element *next = worklist.pop_back_val();
    if (!seen.insert(next).second)
      continue;
    if (next->reducesBy<arith::AddFOp>() &&
        context.reader.dependsOn(next, keyDigits))
      return true;
    worklist.append(next->operands);
  }
  return false;
}

/// A sum of which `score` holds the scores.
LogicalResult ScoreWalk::walkAddend(Element *score, double factor,
                                    Element *addend, double addendFactor) {
  // It is the same for all keys: outside of a softcap, it cancels.
  bool isRow = !context.reader.dependsOn(addend, keyDigits);
  if (isRow && !isCapped())
    scores.rowTerms.push_back({addend, addendFactor});
  else
    scores.steps.push_back({0.0, addend, addendFactor});
  return walk(score, factor);
}

LogicalResult ScoreWalk::walkSum(Element *a, double factorA, Element *b,
                                 double factorB) {
  bool holdsA = holdsScores(a), holdsB = holdsScores(b);
  if (!holdsA && !holdsB)
    return context.fail("scores are no product of query and key");
  if (holdsA && holdsB) {
    // A bias may be a product as well.
    Scores before = scores;
    if (succeeded(walkAddend(a, factorA, b, factorB)))
      return success();
    scores = before;
  }
  if (holdsA && !holdsB)
    return walkAddend(a, factorA, b, factorB);
  return walkAddend(b, factorB, a, factorA);
}

/// The sum in `bias == -inf ? -inf : score + bias`, which is what the op means
/// by a bias; null if `select` is something else.
static Element *getBiasSum(Element *select) {
  constexpr double hidden = -std::numeric_limits<double>::infinity();
  Element *condition = select->operands[0], *sum = select->operands[2];
  if (!condition->computes<arith::CmpFOp>() ||
      !sum->computes<arith::AddFOp>() ||
      getNumber(condition->operands[1]) != hidden ||
      getNumber(select->operands[1]) != hidden ||
      !llvm::is_contained(sum->operands, condition->operands[0]))
    return nullptr;
  auto predicate = condition->attributes.getAs<IntegerAttr>("predicate");
  bool isEqual =
      predicate.getInt() == static_cast<int64_t>(arith::CmpFPredicate::OEQ);
  return isEqual ? sum : nullptr;
}

LogicalResult ScoreWalk::walkSelect(Element *select, double factor) {
  Element *sum = getBiasSum(select);
  if (sum && factor > 0.0)
    return walk(sum, factor);
  std::optional<double> onTrue = getNumber(select->operands[1]);
  std::optional<double> onFalse = getNumber(select->operands[2]);
  std::optional<double> hidden = onTrue ? onTrue : onFalse;
  if (!hidden || (onTrue && onFalse) || !isHidden(*hidden * factor))
    return context.fail("scores are selected by something else than a mask");
  if (isCapped())
    return context.fail("a mask lies under a softcap, which shows what it "
                        "hides");
  scores.masks.push_back({select->operands[0], /*visibleWhen=*/!onTrue});
  return walk(select->operands[onTrue ? 2 : 1], factor);
}

/// A product by a constant.
LogicalResult ScoreWalk::walkProduct(Element *product, double factor) {
  std::optional<double> left = getNumber(product->operands[0]);
  std::optional<double> right = getNumber(product->operands[1]);
  bool divides = product->computes<arith::DivFOp>();
  if (right)
    return walk(product->operands[0],
                divides ? factor / *right : factor * *right);
  if (left && !divides)
    return walk(product->operands[1], factor * *left);
  return context.fail("scores are scaled by something else than a constant");
}

LogicalResult ScoreWalk::walk(Element *element, double factor) {
  Scores before = scores;
  if (succeeded(walkStep(element, factor)))
    return success();
  scores = before;
  if (!scores.steps.empty())
    return failure();
  std::optional<ScoreFunction> function =
      matchScoreFunction(context, element, factor, keyDigits);
  if (!function)
    return failure();
  FailureOr<DotProduct> product =
      matchDotProduct(context, function->score, keyDigits);
  if (failed(product))
    return failure();
  scores.passed.append({element, function->score});
  scores.function = *function;
  scores.product = *product;
  return success();
}

LogicalResult ScoreWalk::walkStep(Element *element, double factor) {
  element = stripCasts(element);
  scores.passed.push_back(element);
  if (element->computes<arith::MulFOp, arith::DivFOp>())
    return walkProduct(element, factor);
  if (element->computes<arith::NegFOp>())
    return walk(element->operands[0], -factor);
  if (element->computes<arith::AddFOp, arith::SubFOp>())
    return walkSum(element->operands[0], factor, element->operands[1],
                   element->computes<arith::SubFOp>() ? -factor : factor);
  if (element->computes<arith::SelectOp>())
    return walkSelect(element, factor);
  double cap = 0.0;
  if (std::optional<Term> inner = matchSoftcap(element, factor, cap)) {
    scores.steps.push_back({cap});
    return walk(inner->element, inner->factor);
  }
  if (!element->reducesBy<arith::AddFOp>())
    return context.fail("scores are no product of query and key");
  FailureOr<DotProduct> product = matchDotProduct(context, element, keyDigits);
  if (failed(product))
    return failure();
  scores.product = *product;
  scores.product.scale *= factor;
  return success();
}

FailureOr<Scores> heddle::raise::matchScores(MatchContext &context,
                                             Term exponent,
                                             const DigitSet &keyDigits) {
  ScoreWalk walk(context, keyDigits);
  if (failed(walk.walk(exponent.element, exponent.factor)))
    return failure();
  std::reverse(walk.scores.steps.begin(), walk.scores.steps.end());
  auto isBias = [](const ScoreStep &step) { return step.bias; };
  auto first = llvm::find_if(walk.scores.steps, isBias);
  auto last = std::find_if(walk.scores.steps.rbegin(), walk.scores.steps.rend(),
                           isBias);
  bool isSplit = first != walk.scores.steps.end() &&
                 !std::all_of(first, last.base(), isBias);
  if (isSplit)
    return context.fail("biases stand before and after a softcap");
  return walk.scores;
}
