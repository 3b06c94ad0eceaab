//===- Softmax.cpp - softmax and softmax1 ---------------------------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The state of a row is the largest score m, in powers of two, and the sum l
// of 2^(s - m). A row without visible keys has l = 0, and the m that rows begin
// with: the lowest finite one, as -inf minus itself is no number.
//
//===----------------------------------------------------------------------===//

#include "../EmitUtils.h"
#include "heddle/Dialect/Heddle/IR/Heddle.h"

#include "mlir/Dialect/Math/IR/Math.h"

using namespace mlir;
using namespace heddle;

static SmallVector<double> getSoftmaxState(double scoreUnit) {
  return {TileBuilder::lowestPivot(scoreUnit), 0.0};
}

static NormalizerRaise raiseSoftmax(TileBuilder &tile, Value newMax,
                                    ValueRange state) {
  Value max = state[0], sum = state[1];
  Value pivot = tile.toPivot(newMax);
  Value rescale = tile.exp2(tile.powerDifference(max, pivot));
  return {rescale, {newMax, tile.mul(sum, rescale)}};
}

static NormalizerStep weighSoftmax(TileBuilder &tile, Value scores,
                                   ValueRange state) {
  Value max = state[0], sum = state[1];
  Value pivot = tile.toPivot(max);
  // What the product with the unit's factor rounds off the pivot, all weights
  // of the row have in common, those before as well as those to come.
  Value weights =
      tile.exp2(tile.powerDifference(scores, tile.raiseWeights(pivot)));
  Value newSum = tile.reduce(vector::CombiningKind::ADD, weights, sum);
  return {weights, /*rescale=*/{}, {max, newSum}};
}

/// Raises the reference and weighs, in the order in which factors are needed.
static NormalizerStep createSoftmaxStep(TileBuilder &tile, Value scores,
                                        ValueRange state) {
  Value max = state[0], sum = state[1];
  Value newMax = tile.reduce(vector::CombiningKind::MAXNUMF, scores, max);
  Value pivot = tile.toPivot(newMax);
  Value weights =
      tile.exp2(tile.powerDifference(scores, tile.raiseWeights(pivot)));
  Value rescale = tile.exp2(tile.powerDifference(max, pivot));
  Value newSum =
      tile.reduce(vector::CombiningKind::ADD, weights, tile.mul(sum, rescale));
  return {weights, rescale, {newMax, newSum}};
}

static NormalizerMerge mergeSoftmax(TileBuilder &tile, ValueRange first,
                                    ValueRange second) {
  Value max = tile.max(first[0], second[0]);
  Value pivot = tile.toPivot(max);
  auto rescale = [&](Value part) {
    return tile.exp2(tile.powerDifference(part, pivot));
  };
  Value firstFactor = rescale(first[0]), secondFactor = rescale(second[0]);
  Value sum = tile.add(tile.mul(first[1], firstFactor),
                       tile.mul(second[1], secondFactor));
  return {firstFactor, secondFactor, {max, sum}};
}

/// Emits the end of a softmax whose denominator has one more term, 2^extra;
/// `extra` may be null, for no such term.
///
/// The term is taken relative to m: it overflows to infinity where all weights
/// of the row underflow, which gives the 0 that is then right, and is 0 for an
/// extra of -inf.
static NormalizerResult createSoftmaxEnd(TileBuilder &tile, ValueRange state,
                                         Value extra) {
  Value max = state[0], sum = tile.lowerSum(state[1]);
  Type type = max.getType();
  Value one = tile.constant(1.0, type);
  Value denominator = sum;
  if (extra) {
    Value pivot = tile.toPowerOfTwo(max);
    denominator = tile.add(sum, tile.exp2(tile.sub(extra, pivot)));
  }
  // A row without keys has an output of 0, which 1/2^extra could be too large
  // for.
  Value scale = tile.div(one, tile.selectEqual(sum, 0.0, one, denominator));
  Value logSum = math::Log2Op::create(tile.getBuilder(), tile.getLoc(), sum);
  Value logSumExp = tile.add(tile.toNatural(max),
                             tile.mul(logSum, tile.constant(kLn2, type)));
  return {scale, logSumExp};
}

//===----------------------------------------------------------------------===//
// SoftmaxAttr
//===----------------------------------------------------------------------===//

bool SoftmaxAttr::hasLogSumExp() const { return true; }

bool SoftmaxAttr::acceptsSink() const { return true; }

NormalizerAttrInterface SoftmaxAttr::getPartNormalizer() const { return *this; }

SmallVector<double> SoftmaxAttr::getInitialState(double scoreUnit) const {
  return getSoftmaxState(scoreUnit);
}

NormalizerStep SoftmaxAttr::step(TileBuilder &tile, Value scores,
                                 ValueRange state) const {
  return createSoftmaxStep(tile, scores, state);
}

bool SoftmaxAttr::raisesWeights() const { return true; }

Value SoftmaxAttr::getReference(ValueRange state) const { return state[0]; }

NormalizerRaise SoftmaxAttr::raiseReference(TileBuilder &tile, Value reference,
                                            ValueRange state) const {
  return raiseSoftmax(tile, reference, state);
}

NormalizerStep SoftmaxAttr::weigh(TileBuilder &tile, Value scores,
                                  ValueRange state) const {
  return weighSoftmax(tile, scores, state);
}

bool SoftmaxAttr::hasMerge() const { return true; }

NormalizerMerge SoftmaxAttr::mergeStates(TileBuilder &tile, ValueRange first,
                                         ValueRange second) const {
  return mergeSoftmax(tile, first, second);
}

NormalizerResult SoftmaxAttr::finalize(TileBuilder &tile, ValueRange state,
                                       Value sink) const {
  Value extra;
  if (sink)
    extra = tile.mul(sink, tile.constant(kLog2E, sink.getType()));
  return createSoftmaxEnd(tile, state, extra);
}

//===----------------------------------------------------------------------===//
// Softmax1Attr
//===----------------------------------------------------------------------===//

bool Softmax1Attr::hasLogSumExp() const { return true; }

/// The 1 counts once, so parts are without it.
NormalizerAttrInterface Softmax1Attr::getPartNormalizer() const {
  return cast<NormalizerAttrInterface>(
      Attribute(SoftmaxAttr::get(getContext())));
}

SmallVector<double> Softmax1Attr::getInitialState(double scoreUnit) const {
  return getSoftmaxState(scoreUnit);
}

NormalizerStep Softmax1Attr::step(TileBuilder &tile, Value scores,
                                  ValueRange state) const {
  return createSoftmaxStep(tile, scores, state);
}

bool Softmax1Attr::raisesWeights() const { return true; }

Value Softmax1Attr::getReference(ValueRange state) const { return state[0]; }

NormalizerRaise Softmax1Attr::raiseReference(TileBuilder &tile, Value reference,
                                             ValueRange state) const {
  return raiseSoftmax(tile, reference, state);
}

NormalizerStep Softmax1Attr::weigh(TileBuilder &tile, Value scores,
                                   ValueRange state) const {
  return weighSoftmax(tile, scores, state);
}

bool Softmax1Attr::hasMerge() const { return true; }

NormalizerMerge Softmax1Attr::mergeStates(TileBuilder &tile, ValueRange first,
                                          ValueRange second) const {
  return mergeSoftmax(tile, first, second);
}

NormalizerResult Softmax1Attr::finalize(TileBuilder &tile, ValueRange state,
                                        Value sink) const {
  return createSoftmaxEnd(tile, state, tile.constant(0.0, state[0].getType()));
}
