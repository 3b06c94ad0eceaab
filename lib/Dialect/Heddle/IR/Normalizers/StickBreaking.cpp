//===- StickBreaking.cpp - stick-breaking attention -----------------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The state of a row is what is left of the stick, r: the product of
// 1 - sigmoid(s) over the keys seen so far, newest first. A key claims
// r * sigmoid(s). Both factors come from one exponential of -|s|, so that
// neither cancels or overflows: this is exp(s - softplus(s)) and
// exp(-softplus(s)) with the exact softplus, but without its logarithm. The
// product loses half a unit in the last place for each key, no more than a sum
// of logarithms would.
//
//===----------------------------------------------------------------------===//

#include "../EmitUtils.h"
#include "heddle/Dialect/Heddle/IR/Heddle.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"

using namespace mlir;
using namespace heddle;

bool StickBreakingAttr::isOrdered() const { return true; }

MaskAttrInterface StickBreakingAttr::getOwnMask() const {
  if (getInclusive())
    return CausalAttr::get(getContext(), getBottomRight());
  return WindowAttr::get(getContext(), /*left=*/std::nullopt, /*right=*/-1,
                         getBottomRight());
}

SmallVector<double> StickBreakingAttr::getInitialState(double) const {
  return {1.0};
}

namespace {
/// The share of the rest that a key claims, and the share that it leaves.
struct Shares {
  Value claimed, left;
};
} // namespace

/// sigmoid(s) and 1 - sigmoid(s): with t = exp(-|s|), 1 / (1 + t) and
/// t / (1 + t), one of which is the one. A masked key claims 0 and leaves 1.
static Shares createShares(TileBuilder &tile, Value scores) {
  OpBuilder &b = tile.getBuilder();
  Location loc = tile.getLoc();
  Type type = scores.getType();
  Value zero = tile.constant(0.0, type), one = tile.constant(1.0, type);
  Value magnitude = math::AbsFOp::create(b, loc, scores);
  Value power = tile.exp2(tile.sub(zero, tile.toPowerOfTwo(magnitude)));
  Value large = tile.div(one, tile.add(one, power));
  Value small = tile.mul(power, large);
  Value isPositive =
      arith::CmpFOp::create(b, loc, arith::CmpFPredicate::OGT, scores, zero);
  return {arith::SelectOp::create(b, loc, isPositive, large, small),
          arith::SelectOp::create(b, loc, isPositive, small, large)};
}

NormalizerStep StickBreakingAttr::step(TileBuilder &tile, Value scores,
                                       ValueRange state) const {
  Shares shares = createShares(tile, scores);
  Value left = state[0];
  Value newLeft = tile.reduce(vector::CombiningKind::MUL, shares.left, left);
  Value found =
      tile.scanFromRight(vector::CombiningKind::MUL, shares.left, left);
  return {tile.mul(shares.claimed, found), Value(), {newLeft}};
}

/// Once the stick of every row is shorter than the smallest normal number.
Value StickBreakingAttr::isExhausted(TileBuilder &tile,
                                     ValueRange state) const {
  Value longest = tile.maxOfRow(state[0]);
  return arith::CmpFOp::create(tile.getBuilder(), tile.getLoc(),
                               arith::CmpFPredicate::OLT, longest,
                               tile.constant(0x1p-126, longest.getType()));
}

NormalizerResult StickBreakingAttr::finalize(TileBuilder &, ValueRange,
                                             Value) const {
  return {Value(), Value()};
}

Value StickBreakingAttr::getOwnKeyWeight(TileBuilder &,
                                         ValueRange state) const {
  return getRemainder() ? state[0] : Value();
}

Value StickBreakingAttr::getOwnKey(OpBuilder &builder, Location loc,
                                   const ScorePosition &at) const {
  if (!getBottomRight())
    return at.query;
  return shiftToBottomRight(builder, loc, at.query, at.numQueries, at.numKeys);
}
