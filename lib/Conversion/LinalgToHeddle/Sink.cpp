//===- Sink.cpp - One more logit in the denominator -----------------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A sink is a column past the keys, which a slice of the weights leaves out, or
// an exponential that is added to the sum.
//
//===----------------------------------------------------------------------===//

#include "Matchers.h"

using namespace mlir;
using namespace heddle::raise;

/// Takes from `terms` what was subtracted from all scores.
static LogicalResult removeRowTerms(MatchContext &context,
                                    SmallVectorImpl<Term> &terms,
                                    ArrayRef<Term> rowTerms) {
  SmallVector<Term> rows;
  for (const Term &term : rowTerms)
    appendTerms(rows, term.element, term.factor);
  for (const Term &row : rows) {
    auto same = llvm::find_if(terms, [&](const Term &term) {
      return term.factor == row.factor &&
             context.reader.areEqual(term.element, row.element);
    });
    if (same == terms.end())
      return failure();
    terms.erase(same);
  }
  return success();
}

/// The exponential past the keys, or beside their sum; null without one.
static Element *getExtra(MatchContext &context, const WeightedSum &weighted,
                         const Softmax &softmax) {
  if (!softmax.hasSinkColumn)
    return softmax.extra;
  return context.reader.readTerm(softmax.sum,
                                 {context.getSpace().createPastEnd()});
}

FailureOr<ExtraLogit>
heddle::raise::matchExtraLogit(MatchContext &context,
                               const WeightedSum &weighted,
                               const Softmax &softmax, const Scores &scores) {
  ExtraLogit logit;
  if (!softmax.hasSinkColumn && !softmax.extra)
    return logit;
  logit.exists = true;
  Element *extra = getExtra(context, weighted, softmax);
  if (!extra)
    return context.fail("the softmax has a column more than there are keys");
  if (scores.rowTerms.empty() && getNumber(extra) == 1.0)
    return logit;
  std::optional<Term> exponent = getExponent(extra);
  if (!exponent)
    return context.fail("something is added to the sum of the softmax");
  appendTerms(logit.terms, exponent->element, exponent->factor);
  if (failed(removeRowTerms(context, logit.terms, scores.rowTerms)))
    return context.fail("a sink's logit is relative to something else than "
                        "the scores");
  return logit;
}
