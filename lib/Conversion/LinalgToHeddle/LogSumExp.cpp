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

/// Whether `terms` are the logarithm of the sum and what was subtracted.
static bool areLogSumExp(MatchContext &context, SmallVector<Term> terms,
                         const AttentionMatch &match) {
  auto isLog = [&](const Term &term) {
    return term.factor == 1.0 && term.element->computes<math::LogOp>() &&
           context.reader.areEqual(term.element->operands[0],
                                   match.softmax.sum);
  };
  SmallVector<Term> rows;
  for (const Term &row : match.scores.rowTerms)
    appendTerms(rows, row.element, row.factor);
  if (llvm::count_if(terms, isLog) != 1 || terms.size() != rows.size() + 1)
    return false;
  llvm::erase_if(terms, isLog);
  for (const Term &row : rows) {
    auto same = llvm::find_if(terms, [&](const Term &term) {
      return term.factor == -row.factor &&
             context.reader.areEqual(stripPivot(term.element),
                                     stripPivot(row.element));
    });
    if (same == terms.end())
      return false;
    terms.erase(same);
  }
  return true;
}

bool heddle::raise::matchLogSumExp(MatchContext &context, AttentionMatch &match,
                                   Value value) {
  auto type = dyn_cast<RankedTensorType>(value.getType());
  if (!type || !type.getElementType().isF32() || match.softmax.hasSinkColumn ||
      match.softmax.factor != 1.0)
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
  if (!areLogSumExp(context, terms, match))
    return false;
  match.logSumExp = value;
  match.logSumExpIndices = *indices;
  return true;
}
