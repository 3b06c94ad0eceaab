//===- MatchActivation.cpp - Activations in arithmetic --------------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "MatchActivation.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"

using namespace mlir;
using namespace heddle;

//===----------------------------------------------------------------------===//
// Small terms
//===----------------------------------------------------------------------===//

/// The operands of `element` if it is the result of an `OpTy`, else none.
template <typename... OpTy>
static SmallVector<Element> matchOp(const ElementTracer &tracer,
                                    Element element) {
  SmallVector<Element> operands;
  Operation *op = tracer.findComputation(element);
  if (isa_and_nonnull<OpTy...>(op))
    for (unsigned i = 0; i < op->getNumOperands(); ++i)
      operands.push_back(element.getOperand(op, i));
  return operands;
}

static bool isConstant(const ElementTracer &tracer, const Element &element,
                       double value) {
  return tracer.findConstant(element) == value;
}

/// x of an `OpTy`, which commutes, of x and `constant`.
template <typename... OpTy>
static std::optional<Element> matchWithConstant(const ElementTracer &tracer,
                                                const Element &element,
                                                double constant) {
  SmallVector<Element> operands = matchOp<OpTy...>(tracer, element);
  for (unsigned i = 0; i < operands.size(); ++i)
    if (isConstant(tracer, operands[i], constant))
      return operands[1 - i];
  return std::nullopt;
}

/// x of -x.
static std::optional<Element> matchNegated(const ElementTracer &tracer,
                                           const Element &element) {
  SmallVector<Element> negated = matchOp<arith::NegFOp>(tracer, element);
  if (!negated.empty())
    return negated[0];
  SmallVector<Element> difference = matchOp<arith::SubFOp>(tracer, element);
  if (!difference.empty() && isConstant(tracer, difference[0], 0.0))
    return difference[1];
  return matchWithConstant<arith::MulFOp>(tracer, element, -1.0);
}

/// x of x / 2.
static std::optional<Element> matchHalf(const ElementTracer &tracer,
                                        const Element &element) {
  SmallVector<Element> quotient = matchOp<arith::DivFOp>(tracer, element);
  if (!quotient.empty() && isConstant(tracer, quotient[1], 2.0))
    return quotient[0];
  return matchWithConstant<arith::MulFOp>(tracer, element, 0.5);
}

/// x of x, x + 0 and x - 0, with which front ends call functions of two
/// arguments.
static Element skipZero(const ElementTracer &tracer, const Element &element) {
  if (auto x = matchWithConstant<arith::AddFOp>(tracer, element, 0.0))
    return *x;
  SmallVector<Element> difference = matchOp<arith::SubFOp>(tracer, element);
  if (!difference.empty() && isConstant(tracer, difference[1], 0.0))
    return difference[0];
  return element;
}

/// x of x > `bound`, a constant.
static std::optional<Element> matchAbove(const ElementTracer &tracer,
                                         Element element, double &bound) {
  auto compare =
      dyn_cast_or_null<arith::CmpFOp>(tracer.findComputation(element));
  if (!compare || (compare.getPredicate() != arith::CmpFPredicate::OGT &&
                   compare.getPredicate() != arith::CmpFPredicate::UGT))
    return std::nullopt;
  auto constant = tracer.findConstant(element.getOperand(compare, 1));
  if (!constant)
    return std::nullopt;
  bound = *constant;
  return element.getOperand(compare, 0);
}

/// Whether both are one number, wherever it is read.
static bool isSame(const ElementTracer &tracer, Element a, Element b) {
  a = skipZero(tracer, a);
  b = skipZero(tracer, b);
  tracer.findComputation(a);
  tracer.findComputation(b);
  return a == b;
}

//===----------------------------------------------------------------------===//
// Sigmoid
//===----------------------------------------------------------------------===//

/// x of 1 + exp(x).
static std::optional<Element> matchOnePlusExp(const ElementTracer &tracer,
                                              const Element &element) {
  auto exponential = matchWithConstant<arith::AddFOp>(tracer, element, 1.0);
  if (!exponential)
    return std::nullopt;
  SmallVector<Element> exponent = matchOp<math::ExpOp>(tracer, *exponential);
  if (exponent.empty())
    return std::nullopt;
  return exponent[0];
}

std::optional<Element>
heddle::matchOnePlusExpOfNegated(const ElementTracer &tracer,
                                 const Element &element) {
  auto exponent = matchOnePlusExp(tracer, element);
  return exponent ? matchNegated(tracer, *exponent) : std::nullopt;
}

namespace {
/// scale * f(x) + offset.
struct Affine {
  double scale = 1.0, offset = 0.0;
  Element function;
};
} // namespace

/// One step further into `term`; false at its end.
static bool peel(const ElementTracer &tracer, Affine &term) {
  Operation *op = tracer.findComputation(term.function);
  if (isa_and_nonnull<arith::NegFOp>(op)) {
    term.scale = -term.scale;
    term.function = term.function.getOperand(op, 0);
    return true;
  }
  if (!isa_and_nonnull<arith::MulFOp, arith::AddFOp, arith::SubFOp,
                       arith::DivFOp>(op))
    return false;
  Element lhs = term.function.getOperand(op, 0);
  Element rhs = term.function.getOperand(op, 1);
  auto left = tracer.findConstant(lhs), right = tracer.findConstant(rhs);
  if (!left == !right)
    return false;
  double constant = left ? *left : *right;
  if (isa<arith::AddFOp>(op))
    term.offset += term.scale * constant;
  else if (isa<arith::MulFOp>(op))
    term.scale *= constant;
  else if (isa<arith::SubFOp>(op)) {
    term.offset += left ? term.scale * constant : -term.scale * constant;
    term.scale = left ? -term.scale : term.scale;
  } else if (right) {
    term.scale /= constant;
  } else {
    return false;
  }
  term.function = left ? rhs : lhs;
  return true;
}

/// x of exp(x) / (1 + exp(x)) and, with its numerator in `scale`, of
/// scale / (1 + exp(-x)).
static std::optional<Element> matchLogistic(const ElementTracer &tracer,
                                            const Element &element,
                                            double &scale) {
  SmallVector<Element> quotient = matchOp<arith::DivFOp>(tracer, element);
  if (quotient.empty())
    return std::nullopt;
  if (auto numerator = tracer.findConstant(quotient[0])) {
    scale *= *numerator;
    return matchOnePlusExpOfNegated(tracer, quotient[1]);
  }
  SmallVector<Element> exponent = matchOp<math::ExpOp>(tracer, quotient[0]);
  auto x = matchOnePlusExp(tracer, quotient[1]);
  if (x && !exponent.empty() && isSame(tracer, exponent[0], *x))
    return x;
  return std::nullopt;
}

/// sigmoid and ns_sigmoid, which are scaled and shifted logistic functions, and
/// those are scaled and shifted tanh; and tanh itself.
static std::optional<Activation> matchAffine(const ElementTracer &tracer,
                                             const Element &element) {
  Affine term;
  term.function = element;
  while (peel(tracer, term)) {
  }
  auto is = [&](double scale, double offset) {
    return term.scale == scale && term.offset == offset;
  };
  SmallVector<Element> angle = matchOp<math::TanhOp>(tracer, term.function);
  if (!angle.empty()) {
    if (is(1.0, 0.0))
      return Activation{GateActivation::Tanh, angle[0]};
    auto half = matchHalf(tracer, angle[0]);
    if (half && is(0.5, 0.5))
      return Activation{GateActivation::Sigmoid, *half};
    if (half && is(0.25, 0.75))
      return Activation{GateActivation::NsSigmoid, *half};
    return std::nullopt;
  }
  auto x = matchLogistic(tracer, term.function, term.scale);
  if (x && is(1.0, 0.0))
    return Activation{GateActivation::Sigmoid, *x};
  if (x && is(0.5, 0.5))
    return Activation{GateActivation::NsSigmoid, *x};
  return std::nullopt;
}

//===----------------------------------------------------------------------===//
// SiLU
//===----------------------------------------------------------------------===//

/// x * sigmoid(x) and x / (1 + exp(-x)).
static std::optional<Activation> matchSilu(const ElementTracer &tracer,
                                           const Element &element) {
  SmallVector<Element> quotient = matchOp<arith::DivFOp>(tracer, element);
  if (!quotient.empty()) {
    auto x = matchOnePlusExpOfNegated(tracer, quotient[1]);
    if (x && isSame(tracer, *x, quotient[0]))
      return Activation{GateActivation::Silu, *x};
    return std::nullopt;
  }
  SmallVector<Element> factors = matchOp<arith::MulFOp>(tracer, element);
  for (unsigned i = 0; i < factors.size(); ++i) {
    auto sigmoid = matchAffine(tracer, factors[i]);
    if (sigmoid && sigmoid->kind == GateActivation::Sigmoid &&
        isSame(tracer, sigmoid->logit, factors[1 - i]))
      return Activation{GateActivation::Silu, sigmoid->logit};
  }
  return std::nullopt;
}

//===----------------------------------------------------------------------===//
// Softplus
//===----------------------------------------------------------------------===//

/// x of log(1 + exp(x)), in one function or two.
static std::optional<Element> matchLogOfOnePlusExp(const ElementTracer &tracer,
                                                   const Element &element) {
  SmallVector<Element> power = matchOp<math::Log1pOp>(tracer, element);
  if (!power.empty()) {
    SmallVector<Element> exponent = matchOp<math::ExpOp>(tracer, power[0]);
    return exponent.empty() ? std::nullopt : std::optional(exponent[0]);
  }
  SmallVector<Element> sum = matchOp<math::LogOp>(tracer, element);
  return sum.empty() ? std::nullopt : matchOnePlusExp(tracer, sum[0]);
}

/// x of max(x, 0), which may be x > 0 ? x : 0.
static std::optional<Element> matchPositivePart(const ElementTracer &tracer,
                                                const Element &element) {
  SmallVector<Element> select = matchOp<arith::SelectOp>(tracer, element);
  if (select.empty())
    return matchWithConstant<arith::MaximumFOp, arith::MaxNumFOp>(tracer,
                                                                  element, 0.0);
  double bound = 0.0;
  auto positive = matchAbove(tracer, select[0], bound);
  bool isPart = positive && bound == 0.0 &&
                isSame(tracer, *positive, select[1]) &&
                isConstant(tracer, select[2], 0.0);
  return isPart ? positive : std::nullopt;
}

/// x of max(x, 0) + log(1 + exp(-|x|)).
static std::optional<Element> matchStableSoftplus(const ElementTracer &tracer,
                                                  const Element &element) {
  SmallVector<Element> terms = matchOp<arith::AddFOp>(tracer, element);
  for (unsigned i = 0; i < terms.size(); ++i) {
    auto x = matchPositivePart(tracer, terms[i]);
    auto exponent = matchLogOfOnePlusExp(tracer, terms[1 - i]);
    auto magnitude = exponent ? matchNegated(tracer, *exponent) : std::nullopt;
    if (!x || !magnitude)
      continue;
    SmallVector<Element> inner = matchOp<math::AbsFOp>(tracer, *magnitude);
    if (!inner.empty() && isSame(tracer, inner[0], *x))
      return skipZero(tracer, *x);
  }
  return std::nullopt;
}

/// Whether `element` is x != x, which only NaN is.
static bool isNaN(const ElementTracer &tracer, Element element) {
  auto compare =
      dyn_cast_or_null<arith::CmpFOp>(tracer.findComputation(element));
  return compare &&
         (compare.getPredicate() == arith::CmpFPredicate::UNE ||
          compare.getPredicate() == arith::CmpFPredicate::UNO) &&
         isSame(tracer, element.getOperand(compare, 0),
                element.getOperand(compare, 1));
}

/// The case of `element` that counts: front ends guard softplus against NaN,
/// and return an x that is large in place of its softplus, which they may do
/// twice. `guarded` are those x.
static Element skipGuards(const ElementTracer &tracer, Element element,
                          SmallVectorImpl<Element> &guarded) {
  // exp(-16) is less than half a unit in the last place of 16 in f32.
  constexpr double large = 16.0;
  SmallVector<Element> select;
  while (!(select = matchOp<arith::SelectOp>(tracer, element)).empty()) {
    double bound = 0.0;
    auto x = matchAbove(tracer, select[0], bound);
    bool isLarge = x && bound >= large && isSame(tracer, *x, select[1]);
    if (!isLarge && !isNaN(tracer, select[0]))
      return element;
    guarded.push_back(select[1]);
    element = select[2];
  }
  return element;
}

static std::optional<Activation> matchSoftplus(const ElementTracer &tracer,
                                               const Element &element) {
  SmallVector<Element> guarded;
  Element body = skipGuards(tracer, element, guarded);
  auto x = matchStableSoftplus(tracer, body);
  if (!x)
    x = matchLogOfOnePlusExp(tracer, body);
  if (!x || !llvm::all_of(guarded, [&](const Element &other) {
        return isSame(tracer, other, *x);
      }))
    return std::nullopt;
  return Activation{GateActivation::Softplus, skipZero(tracer, *x)};
}

std::optional<Activation> heddle::matchActivation(const ElementTracer &tracer,
                                                  const Element &element) {
  for (auto *match : {matchAffine, matchSilu, matchSoftplus})
    if (auto activation = match(tracer, element))
      return activation;
  return std::nullopt;
}
