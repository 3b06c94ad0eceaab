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
    else if (!softmax.extra)
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

FailureOr<Softmax> heddle::raise::matchSoftmax(MatchContext &context,
                                               const WeightedSum &weighted) {
  const Product &weights = weighted.weights;
  Softmax softmax;
  softmax.guards = weights.guards;
  if (weights.constant != 1.0)
    return context.fail("weights are scaled");
  if (weights.factors.size() != 1)
    return context.fail("weights are multiplied by something else");
  context.lacksSum = weights.divisors.empty();
  if (context.lacksSum)
    return context.fail("weights are not divided by their sum");
  if (weights.divisors.size() != 1)
    return context.fail("weights are divided by more than their sum");
  if (failed(splitDenominator(context, weights.divisors.front(), softmax)))
    return failure();
  Element *exponential = weights.factors.front();
  Term exponent = *getExponent(exponential);
  softmax.exponent = exponent.element;
  softmax.factor = exponent.factor;
  DigitSet sumDigits = context.reader.getDigits(softmax.sum);
  for (Digit digit : weighted.keyDigits)
    if (sumDigits.contains(digit))
      return context.fail("the softmax is over another dimension than keys");
  if (failed(checkRange(context, weighted, softmax)))
    return failure();
  Element *term = context.reader.readTerm(softmax.sum, {weighted.keys});
  if (!term || !context.reader.areEqual(term, exponential))
    return context.fail("weights are divided by the sum of something else");
  return softmax;
}
