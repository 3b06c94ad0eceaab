//===- LogSumExp.cpp - The log-sum-exp beside attention -------------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "AttentionMatch.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"

#include <limits>

using namespace mlir;
using namespace heddle::raise;

/// The x of `x == -inf ? 0 : x`: where they differ, the logarithm is -inf.
static Element *stripPivot(Element *element) {
  element = stripCasts(element);
  if (!element->computes<arith::SelectOp>())
    return element;
  Element *condition = element->operands[0];
  bool isPivot =
      condition->computes<arith::CmpFOp>() &&
      condition->operands[0] == element->operands[2] &&
      getNumber(element->operands[1]) == 0.0 &&
      getNumber(condition->operands[1]) ==
          -std::numeric_limits<double>::infinity() &&
      condition->attributes.getAs<IntegerAttr>("predicate").getInt() ==
          static_cast<int64_t>(arith::CmpFPredicate::OEQ);
  return isPivot ? element->operands[2] : element;
}

/// Takes away terms that cancel.
static void cancelTerms(MatchContext &context, SmallVectorImpl<Term> &terms) {
  for (size_t i = 0; i < terms.size();) {
    auto *opposite =
        std::find_if(terms.begin() + i + 1, terms.end(), [&](const Term &term) {
          return term.factor == -terms[i].factor &&
                 context.reader.areEqual(stripPivot(term.element),
                                         stripPivot(terms[i].element));
        });
    if (opposite == terms.end()) {
      ++i;
      continue;
    }
    terms.erase(opposite);
    terms.erase(terms.begin() + i);
  }
}

SplitTerms heddle::raise::splitTerms(MatchContext &context, Element *element,
                                     double factor, const DigitSet &keyDigits) {
  SmallVector<Term> terms;
  appendTerms(terms, element, factor);
  SplitTerms split;
  for (const Term &term : terms) {
    bool isScore = context.reader.dependsOn(term.element, keyDigits);
    (isScore ? split.scores : split.rows).push_back(term);
  }
  return split;
}

/// What the logarithm of a sum over all keys sums; null if `element` is
/// something else.
static Element *getLogarithmicSum(MatchContext &context, Element *element,
                                  const WeightedSum &weighted) {
  if (!element->computes<math::LogOp>())
    return nullptr;
  Element *sum = stripCasts(element->operands[0]);
  // JAX is not sure that a sum of exponentials is positive.
  if (sum->computes<math::AbsFOp>())
    sum = stripCasts(sum->operands[0]);
  if (!sum->reducesBy<arith::AddFOp>())
    return nullptr;
  SmallVector<Extent> extents = context.reader.getReducedExtents(sum);
  bool isWhole = extents.size() == 1 &&
                 context.getSpace().isWhole(weighted.keys, extents.front());
  return isWhole ? sum : nullptr;
}

/// What was subtracted from `scores` in the exponentials that `sum` adds;
/// nothing if they are of something else.
static std::optional<SmallVector<Term>>
getSubtracted(MatchContext &context, Element *sum, ArrayRef<Term> scores,
              const WeightedSum &weighted) {
  Element *term = context.reader.readTerm(sum, {weighted.keys});
  std::optional<Term> exponent;
  if (term)
    exponent = getExponent(term);
  if (!exponent)
    return std::nullopt;
  SplitTerms split = splitTerms(context, exponent->element, exponent->factor,
                                weighted.keyDigits);
  for (const Term &score : scores) {
    auto *same = llvm::find_if(split.scores, [&](const Term &other) {
      return other.factor == score.factor &&
             context.reader.areEqual(other.element, score.element);
    });
    if (same == split.scores.end())
      return std::nullopt;
    split.scores.erase(same);
  }
  if (!split.scores.empty())
    return std::nullopt;
  return split.rows;
}

std::optional<LogSumExp>
heddle::raise::matchLogSumExp(MatchContext &context, ArrayRef<Term> terms,
                              double factor, ArrayRef<Term> scores,
                              const WeightedSum &weighted) {
  for (auto [i, term] : llvm::enumerate(terms)) {
    Element *sum = getLogarithmicSum(context, term.element, weighted);
    if (!sum || term.factor != factor)
      continue;
    auto rows = getSubtracted(context, sum, scores, weighted);
    if (!rows)
      continue;
    LogSumExp found{sum, llvm::to_vector(terms.take_front(i))};
    llvm::append_range(found.rest, terms.drop_front(i + 1));
    for (const Term &row : *rows)
      found.rest.push_back({row.element, row.factor * factor});
    cancelTerms(context, found.rest);
    return found;
  }
  return std::nullopt;
}

bool heddle::raise::matchLogSumExpResult(MatchContext &context,
                                         AttentionMatch &match, Value value) {
  auto type = dyn_cast<RankedTensorType>(value.getType());
  // A sum of unmasked weights sees more keys than the op.
  if (!type || !type.getElementType().isF32() || !match.softmax.masks.empty())
    return false;
  Index rows = match.roles.batch;
  rows.append(match.roles.heads);
  rows.append(match.roles.queries);
  auto indices = context.getSpace().split(
      rows, value, llvm::to_vector(llvm::seq<int64_t>(type.getRank())));
  if (!indices)
    return false;
  SmallVector<Term> terms;
  appendTerms(terms, context.reader.read(value, *indices), 1.0);
  SplitTerms exponent =
      splitTerms(context, match.softmax.exponent, match.softmax.factor,
                 match.weighted.keyDigits);
  std::optional<LogSumExp> found =
      matchLogSumExp(context, terms, 1.0, exponent.scores, match.weighted);
  if (!found || !found->rest.empty())
    return false;
  match.logSumExp = value;
  match.logSumExpIndices = *indices;
  return true;
}
