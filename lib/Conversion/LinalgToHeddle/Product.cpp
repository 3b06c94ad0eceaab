//===- Product.cpp - Products and sums of elements ------------------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Matchers.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"

using namespace mlir;
using namespace heddle::raise;

static bool isZero(const Element *element) {
  std::optional<double> number = getNumber(element);
  return number && *number == 0.0;
}

/// A select between 0 and something.
static std::optional<Guard> getGuard(Element *element) {
  if (!element->computes<arith::SelectOp>())
    return std::nullopt;
  Element *condition = element->operands[0];
  if (isZero(element->operands[1]))
    return Guard{condition, true, element->operands[2]};
  if (isZero(element->operands[2]))
    return Guard{condition, false, element->operands[1]};
  return std::nullopt;
}

/// The divisor x of `x == 0 ? c : x`, whose row is 0 anyway.
static Element *stripZeroDivisor(Element *element) {
  if (!element->computes<arith::SelectOp>())
    return element;
  Element *condition = element->operands[0];
  if (!condition->computes<arith::CmpFOp>() ||
      condition->operands[0] != element->operands[2] ||
      !isZero(condition->operands[1]))
    return element;
  auto predicate = condition->attributes.getAs<IntegerAttr>("predicate");
  bool isEqual =
      predicate.getInt() == static_cast<int64_t>(arith::CmpFPredicate::OEQ);
  return isEqual ? element->operands[2] : element;
}

void heddle::raise::appendFactors(Product &product, Element *element,
                                  bool throughTensors, bool isInverse) {
  auto append = [&](Element *operand, bool inverse) {
    appendFactors(product, operand, throughTensors, inverse);
  };
  if (std::optional<double> number = getNumber(element)) {
    product.constant *= isInverse ? 1 / *number : *number;
    return;
  }
  if (isInverse)
    element = stripZeroDivisor(element);
  bool isWhole = element->access.tensor && !throughTensors;
  if (!isWhole && isCast(element))
    return append(element->operands[0], isInverse);
  if (!isWhole && element->computes<arith::MulFOp>()) {
    append(element->operands[0], isInverse);
    return append(element->operands[1], isInverse);
  }
  if (!isWhole && element->computes<arith::DivFOp>()) {
    append(element->operands[0], isInverse);
    return append(element->operands[1], !isInverse);
  }
  if (!isWhole && element->computes<arith::NegFOp>()) {
    product.constant = -product.constant;
    return append(element->operands[0], isInverse);
  }
  std::optional<Guard> guard = getGuard(element);
  if (!isWhole && !isInverse && guard) {
    product.guards.push_back(*guard);
    return append(guard->guarded, isInverse);
  }
  (isInverse ? product.divisors : product.factors).push_back(element);
}

/// One step of `peelConstants`: the operand, or null.
static Element *peelOnce(Element *element, double &constant) {
  if (element->computes<arith::ExtFOp>())
    return element->operands[0];
  if (element->computes<arith::NegFOp>()) {
    constant = -constant;
    return element->operands[0];
  }
  if (!element->computes<arith::MulFOp, arith::DivFOp>())
    return nullptr;
  std::optional<double> left = getNumber(element->operands[0]);
  std::optional<double> right = getNumber(element->operands[1]);
  if (right) {
    constant *= element->computes<arith::DivFOp>() ? 1 / *right : *right;
    return element->operands[0];
  }
  if (!left || element->computes<arith::DivFOp>())
    return nullptr;
  constant *= *left;
  return element->operands[1];
}

Element *heddle::raise::peelConstants(Element *element, double &constant) {
  while (true) {
    if (element->computes<arith::TruncFOp>()) {
      // What is rounded is the operand; a product by a constant is not.
      double inner = 1.0;
      Element *source = peelConstants(element->operands[0], inner);
      if (source->type.getIntOrFloatBitWidth() >
          element->type.getIntOrFloatBitWidth())
        return element;
      constant *= inner;
      element = source;
      continue;
    }
    Element *operand = peelOnce(element, constant);
    if (!operand)
      return element;
    element = operand;
  }
}

void heddle::raise::appendTerms(SmallVectorImpl<Term> &terms, Element *element,
                                double factor) {
  element = stripCasts(element);
  if (element->computes<arith::AddFOp, arith::SubFOp>()) {
    appendTerms(terms, element->operands[0], factor);
    return appendTerms(terms, element->operands[1],
                       element->computes<arith::SubFOp>() ? -factor : factor);
  }
  if (element->computes<arith::MulFOp, arith::DivFOp, arith::NegFOp>()) {
    double constant = factor;
    if (Element *operand = peelOnce(element, constant))
      return appendTerms(terms, operand, constant);
  }
  if (getNumber(element) == 0.0)
    return;
  terms.push_back({element, factor});
}

Element *heddle::raise::sumTerms(MatchContext &context, ArrayRef<Term> terms) {
  Type f32 = Float32Type::get(context.ir);
  ElementReader &reader = context.reader;
  if (terms.size() == 1 && terms[0].factor == 1.0)
    return terms[0].element;
  Element *sum = nullptr;
  for (const Term &term : terms) {
    Element *value = reader.compute<arith::MulFOp>(
        {reader.toF32(term.element), reader.getNumber(term.factor, f32)}, f32);
    sum = sum ? reader.compute<arith::AddFOp>({sum, value}, f32) : value;
  }
  return sum;
}
