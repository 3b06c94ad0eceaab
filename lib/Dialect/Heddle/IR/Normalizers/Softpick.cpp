//===- Softpick.cpp - softpick --------------------------------------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The state of a row is m = max(0, the largest score), in powers of two, and
// the sum l of |2^(s - m) - 2^-m|. That m starts at 0, not at -inf, changes no
// result and keeps 2^-m from overflowing.
//
//===----------------------------------------------------------------------===//

#include "../EmitUtils.h"
#include "heddle/Dialect/Heddle/IR/Heddle.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"

#include <limits>

using namespace mlir;
using namespace heddle;

SmallVector<double> SoftpickAttr::getInitialState(double) const {
  return {0.0, 0.0};
}

/// |difference|, but 0 for a masked key, which is no part of the sum.
static Value createMagnitude(TileBuilder &tile, Value scores,
                             Value difference) {
  Value magnitude =
      math::AbsFOp::create(tile.getBuilder(), tile.getLoc(), difference);
  return tile.selectEqual(scores, -std::numeric_limits<double>::infinity(),
                          tile.constant(0.0, scores.getType()), magnitude);
}

/// 2^s - 1 for |s| <= 0.5, by a minimax polynomial without constant term, so
/// that nothing cancels near 0. Relative error 7e-8.
static Value createPowerMinusOne(TileBuilder &tile, Value s) {
  constexpr double coefficients[] = {0.000153533649, 0.00133988773,
                                     0.00961843692,  0.0555033535,
                                     0.240226448,    0.693147182};
  Value sum = tile.constant(coefficients[0], s.getType());
  for (double coefficient : ArrayRef(coefficients).drop_front())
    sum = math::FmaOp::create(tile.getBuilder(), tile.getLoc(), sum, s,
                              tile.constant(coefficient, s.getType()));
  return tile.mul(s, sum);
}

/// e^(s - max) - e^-max, where `unit` is e^-max.
static Value createDifference(TileBuilder &tile, Value scores, Value max,
                              Value unit) {
  OpBuilder &b = tile.getBuilder();
  Location loc = tile.getLoc();
  Value far =
      tile.sub(tile.exp2(tile.toPowerOfTwo(tile.sub(scores, max))), unit);
  Value power = tile.toPowerOfTwo(scores);
  Value near = tile.mul(unit, createPowerMinusOne(tile, power));
  Value magnitude = math::AbsFOp::create(b, loc, power);
  Value isNear =
      arith::CmpFOp::create(b, loc, arith::CmpFPredicate::OLT, magnitude,
                            tile.constant(0.5, scores.getType()));
  return arith::SelectOp::create(b, loc, isNear, near, far);
}

NormalizerStep SoftpickAttr::step(TileBuilder &tile, Value scores,
                                  ValueRange state) const {
  Value newMax = tile.reduce(vector::CombiningKind::MAXNUMF, scores, state[0]);
  NormalizerRaise raised = raiseReference(tile, newMax, state);
  NormalizerStep next = weigh(tile, scores, raised.state);
  return {next.weights, raised.rescale, next.state};
}

Value SoftpickAttr::getReference(ValueRange state) const { return state[0]; }

NormalizerRaise SoftpickAttr::raiseReference(TileBuilder &tile, Value reference,
                                             ValueRange state) const {
  Value max = state[0], sum = state[1];
  Value rescale = tile.exp2(tile.toPowerOfTwo(tile.sub(max, reference)));
  return {rescale, {reference, tile.mul(sum, rescale)}};
}

NormalizerStep SoftpickAttr::weigh(TileBuilder &tile, Value scores,
                                   ValueRange state) const {
  auto type = cast<VectorType>(scores.getType());
  Value max = state[0], sum = state[1];
  Value unit = tile.exp2(
      tile.toPowerOfTwo(tile.sub(tile.constant(0.0, max.getType()), max)));
  Value difference = createDifference(tile, scores, tile.broadcast(max, type),
                                      tile.broadcast(unit, type));
  // Summed as rounded: a row of one key then has a weight of 1.
  difference = tile.roundWeights(difference);
  Value weights = arith::MaxNumFOp::create(
      tile.getBuilder(), tile.getLoc(), difference, tile.constant(0.0, type));
  Value newSum = tile.reduce(vector::CombiningKind::ADD,
                             createMagnitude(tile, scores, difference), sum);
  return {weights, /*rescale=*/{}, {max, newSum}};
}

bool SoftpickAttr::hasMerge() const { return true; }

NormalizerMerge SoftpickAttr::mergeStates(TileBuilder &tile, ValueRange first,
                                          ValueRange second) const {
  Value max = tile.max(first[0], second[0]);
  auto rescale = [&](Value part) {
    return tile.exp2(tile.toPowerOfTwo(tile.sub(part, max)));
  };
  Value firstFactor = rescale(first[0]), secondFactor = rescale(second[0]);
  Value sum = tile.add(tile.mul(first[1], firstFactor),
                       tile.mul(second[1], secondFactor));
  return {firstFactor, secondFactor, {max, sum}};
}

NormalizerResult SoftpickAttr::finalize(TileBuilder &tile, ValueRange state,
                                        Value sink) const {
  Value sum = state[1];
  Type type = sum.getType();
  Value one = tile.constant(1.0, type);
  Value denominator = tile.add(sum, tile.constant(getEps(), type));
  // A sum of 0 has an output of 0, which 1/eps could be too large for.
  Value scale = tile.div(one, tile.selectEqual(sum, 0.0, one, denominator));
  return {scale, Value()};
}
