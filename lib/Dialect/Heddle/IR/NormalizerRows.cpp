//===- NormalizerRows.cpp - Definitions of normalizers --------------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// This file implements normalizers on whole rows. It stays as close as f32
// allows to the formulas of HeddleAttributes.td; the recurrences that tiles use
// are in Normalizers/.
//
//===----------------------------------------------------------------------===//

#include "heddle/Dialect/Heddle/IR/Heddle.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"

#include <limits>

using namespace mlir;
using namespace heddle;

static constexpr double kInfinity = std::numeric_limits<double>::infinity();

static Value createConstant(ImplicitLocOpBuilder &b, double value) {
  return arith::ConstantOp::create(b, b.getF32FloatAttr(value));
}

/// `onTrue` where `a` is `value`, else `onFalse`.
static Value selectEqual(ImplicitLocOpBuilder &b, Value a, double value,
                         Value onTrue, Value onFalse) {
  Value equal = arith::CmpFOp::create(b, arith::CmpFPredicate::OEQ, a,
                                      createConstant(b, value));
  return arith::SelectOp::create(b, equal, onTrue, onFalse);
}

/// 1 / (sum + more), where `more` may be null; but 0 for a sum of 0, which is
/// that of a row without visible keys.
static Value createReciprocal(ImplicitLocOpBuilder &b, Value sum,
                              Value more = {}) {
  Value denominator = more ? arith::AddFOp::create(b, sum, more) : sum;
  Value one = createConstant(b, 1.0);
  Value reciprocal = arith::DivFOp::create(b, one, denominator);
  return selectEqual(b, sum, 0.0, createConstant(b, 0.0), reciprocal);
}

//===----------------------------------------------------------------------===//
// softmax and softmax1
//===----------------------------------------------------------------------===//

namespace {
/// exp(s - m), where m is the largest score of the row, and the sum of that.
struct Exponentials {
  Value max, weights, sum;
};
} // namespace

/// exp(x - m). The m of a row without visible keys is -inf, and 0 is taken for
/// it: -inf minus itself is NaN.
static Value createExp(ImplicitLocOpBuilder &b, Value x, Value max) {
  Value shift = selectEqual(b, max, -kInfinity, createConstant(b, 0.0), max);
  return math::ExpOp::create(b, arith::SubFOp::create(b, x, shift));
}

static Exponentials createExponentials(RowBuilder &rows, Value scores) {
  Value max = rows.reduce(vector::CombiningKind::MAXIMUMF, scores, -kInfinity);
  Value weights = rows.map({scores, max}, [](auto &b, ValueRange args) {
    return createExp(b, args[0], args[1]);
  });
  Value sum = rows.reduce(vector::CombiningKind::ADD, weights, 0.0);
  return {max, weights, sum};
}

/// m + log(sum).
static Value createLogSumExp(RowBuilder &rows, const Exponentials &row) {
  return rows.map({row.max, row.sum}, [](auto &b, ValueRange args) {
    Value log = math::LogOp::create(b, args[1]);
    return arith::AddFOp::create(b, args[0], log).getResult();
  });
}

NormalizedRows SoftmaxAttr::normalizeRows(RowBuilder &rows, Value scores,
                                          Value sink) const {
  Exponentials row = createExponentials(rows, scores);
  SmallVector<Value> operands{row.sum, row.max};
  if (sink)
    operands.push_back(sink);
  Value scale = rows.map(operands, [&](auto &b, ValueRange args) {
    Value more = sink ? createExp(b, args[2], args[1]) : Value();
    return createReciprocal(b, args[0], more);
  });
  return {row.weights, scale, createLogSumExp(rows, row)};
}

NormalizedRows Softmax1Attr::normalizeRows(RowBuilder &rows, Value scores,
                                           Value sink) const {
  Exponentials row = createExponentials(rows, scores);
  Value scale = rows.map({row.sum, row.max}, [](auto &b, ValueRange args) {
    Value one = createExp(b, createConstant(b, 0.0), args[1]);
    return createReciprocal(b, args[0], one);
  });
  return {row.weights, scale, createLogSumExp(rows, row)};
}

//===----------------------------------------------------------------------===//
// softpick
//===----------------------------------------------------------------------===//

/// exp(s - m) - exp(-m), but 0 for a masked key. Scores below 1 take the form
/// exp(-m) (exp(s) - 1), in which nothing cancels; others would overflow in it.
static Value createSoftpickDifference(ImplicitLocOpBuilder &b, Value score,
                                      Value max) {
  Value unit = math::ExpOp::create(b, arith::NegFOp::create(b, max));
  Value power = math::ExpOp::create(b, arith::SubFOp::create(b, score, max));
  Value far = arith::SubFOp::create(b, power, unit);
  Value near = arith::MulFOp::create(b, unit, math::ExpM1Op::create(b, score));
  Value isNear = arith::CmpFOp::create(b, arith::CmpFPredicate::OLT, score,
                                       createConstant(b, 1.0));
  Value difference = arith::SelectOp::create(b, isNear, near, far);
  return selectEqual(b, score, -kInfinity, createConstant(b, 0.0), difference);
}

NormalizedRows SoftpickAttr::normalizeRows(RowBuilder &rows, Value scores,
                                           Value sink) const {
  Value max = rows.reduce(vector::CombiningKind::MAXIMUMF, scores, 0.0);
  Value differences = rows.map({scores, max}, [](auto &b, ValueRange args) {
    return createSoftpickDifference(b, args[0], args[1]);
  });
  Value magnitudes = rows.map({differences}, [](auto &b, ValueRange args) {
    return math::AbsFOp::create(b, args[0]).getResult();
  });
  Value sum = rows.reduce(vector::CombiningKind::ADD, magnitudes, 0.0);
  Value scale = rows.map({sum}, [&](auto &b, ValueRange args) {
    return createReciprocal(b, args[0], createConstant(b, getEps()));
  });
  Value weights = rows.map({differences}, [](auto &b, ValueRange args) {
    return arith::MaximumFOp::create(b, args[0], createConstant(b, 0.0))
        .getResult();
  });
  return {weights, scale, Value()};
}

//===----------------------------------------------------------------------===//
// sigmoid
//===----------------------------------------------------------------------===//

NormalizedRows SigmoidAttr::normalizeRows(RowBuilder &rows, Value scores,
                                          Value sink) const {
  // 1 / (1 + exp(-x)); a masked key's exponential is +inf and its weight 0.
  Value weights = rows.map({scores}, [&](auto &b, ValueRange args) {
    Value x = arith::AddFOp::create(b, args[0], createConstant(b, getBias()));
    Value power = math::ExpOp::create(b, arith::NegFOp::create(b, x));
    Value one = createConstant(b, 1.0);
    return arith::DivFOp::create(b, one, arith::AddFOp::create(b, one, power))
        .getResult();
  });
  return {weights, Value(), Value()};
}

//===----------------------------------------------------------------------===//
// stick_breaking
//===----------------------------------------------------------------------===//

namespace {
/// The share of the rest that a key claims, and the share that it leaves.
struct Shares {
  Value claimed, left;
};
} // namespace

/// sigmoid(s) and 1 - sigmoid(s), neither of which cancels: with t = exp(-|s|),
/// 1 / (1 + t) and t / (1 + t), one of which is the one. A masked key claims 0.
static Shares createShares(ImplicitLocOpBuilder &b, Value score) {
  Value magnitude = math::AbsFOp::create(b, score);
  Value power = math::ExpOp::create(b, arith::NegFOp::create(b, magnitude));
  Value one = createConstant(b, 1.0);
  Value large =
      arith::DivFOp::create(b, one, arith::AddFOp::create(b, one, power));
  Value small = arith::MulFOp::create(b, power, large);
  Value isPositive = arith::CmpFOp::create(b, arith::CmpFPredicate::OGT, score,
                                           createConstant(b, 0.0));
  return {arith::SelectOp::create(b, isPositive, large, small),
          arith::SelectOp::create(b, isPositive, small, large)};
}

NormalizedRows StickBreakingAttr::normalizeRows(RowBuilder &rows, Value scores,
                                                Value sink) const {
  Value left = rows.map({scores}, [](auto &b, ValueRange args) {
    return createShares(b, args[0]).left;
  });
  RowScan scan = rows.multiplyFromRight(left);
  Value weights = rows.map({scores, scan.before}, [](auto &b, ValueRange args) {
    Value claimed = createShares(b, args[0]).claimed;
    return arith::MulFOp::create(b, claimed, args[1]).getResult();
  });
  Value remainder = getRemainder() ? scan.total : Value();
  return {weights, Value(), Value(), remainder};
}
