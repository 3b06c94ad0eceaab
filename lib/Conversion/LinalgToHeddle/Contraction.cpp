//===- Contraction.cpp - The two products of attention --------------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Matchers.h"

#include "mlir/Dialect/Arith/IR/Arith.h"

using namespace mlir;
using namespace heddle::raise;

/// The index over all that `reduce` sums, if that is one dimension.
static std::optional<Index> createSummedIndex(MatchContext &context,
                                              const Element *reduce) {
  SmallVector<Extent> extents = context.reader.getReducedExtents(reduce);
  auto isOpen = [](const std::optional<Index> &loop) { return !loop; };
  if (extents.size() != 1 || llvm::count_if(reduce->loops, isOpen) != 1)
    return std::nullopt;
  return context.getSpace().create(extents.front());
}

static bool dependsOnKeys(MatchContext &context, Element *element,
                          const DigitSet &keyDigits) {
  DigitSet resolved;
  resolved.insert_range(context.getSpace().resolve(keyDigits.getArrayRef()));
  return context.reader.dependsOn(element, resolved);
}

/// Whether `element` is weights: an exponential is among its factors.
static bool isWeight(Element *element) {
  Product product;
  appendFactors(product, element, /*throughTensors=*/true);
  return llvm::any_of(product.factors, isExponential);
}

/// Sorts the factors of a term into those of the weights and the value.
static LogicalResult sortFactors(MatchContext &context, const Product &term,
                                 WeightedSum &sum) {
  sum.weights.constant = term.constant;
  sum.weights.divisors = term.divisors;
  sum.weights.guards = term.guards;
  bool hasExponential = false;
  for (Element *factor : term.factors) {
    if (isWeight(factor) && !hasExponential) {
      hasExponential = true;
      appendFactors(sum.weights, factor, /*throughTensors=*/true);
    } else if (dependsOnKeys(context, factor, sum.keyDigits)) {
      if (sum.value)
        return context.fail("weights are multiplied by more than values");
      sum.value = factor;
    } else {
      appendFactors(sum.weights, factor, /*throughTensors=*/true);
    }
  }
  if (!hasExponential)
    return context.fail("no softmax");
  return sum.value ? success()
                   : context.fail("nothing is weighted by the softmax");
}

FailureOr<WeightedSum> heddle::raise::matchWeightedSum(MatchContext &context,
                                                       Element *element) {
  WeightedSum sum;
  sum.reduce = stripCasts(element);
  if (!sum.reduce->reducesBy<arith::AddFOp>())
    return context.fail("no sum");
  std::optional<Index> keys = createSummedIndex(context, sum.reduce);
  if (!keys)
    return context.fail("more than one dimension is summed");
  if (keys->empty())
    return context.fail("there is one key only");
  sum.keys = *keys;
  sum.keyDigits.insert_range(*keys);
  Element *term = context.reader.readTerm(sum.reduce, {*keys});
  if (!term)
    return context.fail("no product");
  Product product;
  appendFactors(product, term, /*throughTensors=*/false);
  if (failed(sortFactors(context, product, sum)))
    return failure();
  sum.keys = context.getSpace().resolve(sum.keys);
  sum.keyDigits = DigitSet();
  sum.keyDigits.insert_range(sum.keys);
  return sum;
}

/// Puts `factor` with those of query or key before it.
static void multiplyInto(MatchContext &context, Element *&operand,
                         Element *factor) {
  ElementReader &reader = context.reader;
  if (!operand) {
    operand = factor;
    return;
  }
  Type f32 = Float32Type::get(context.ir);
  operand = reader.compute<arith::MulFOp>(
      {reader.toF32(operand), reader.toF32(factor)}, f32);
}

FailureOr<DotProduct>
heddle::raise::matchDotProduct(MatchContext &context, Element *reduce,
                               const DigitSet &keyDigits) {
  DotProduct product;
  product.contraction = reduce->reducer;
  std::optional<Index> width = createSummedIndex(context, reduce);
  if (!width || width->empty())
    return context.fail("scores are no product over one dimension");
  Element *term = context.reader.readTerm(reduce, {*width});
  if (!term)
    return context.fail("scores are no product");
  Product factors;
  appendFactors(factors, term, /*throughTensors=*/false);
  if (!factors.divisors.empty() || !factors.guards.empty())
    return context.fail("scores are no product of query and key");
  product.scale = factors.constant;
  for (Element *factor : factors.factors) {
    factor = peelConstants(factor, product.scale);
    bool isKey = dependsOnKeys(context, factor, keyDigits);
    multiplyInto(context, isKey ? product.key : product.query, factor);
  }
  DigitSet widthDigits;
  widthDigits.insert_range(context.getSpace().resolve(*width));
  product.width = context.getSpace().resolve(*width);
  if (!product.query || !product.key ||
      !context.reader.dependsOn(product.query, widthDigits) ||
      !context.reader.dependsOn(product.key, widthDigits))
    return context.fail("scores are no product of query and key");
  return product;
}
