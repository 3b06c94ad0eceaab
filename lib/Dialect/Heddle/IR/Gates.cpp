//===- Gates.cpp - Activations of gate logits -----------------------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "EmitUtils.h"
#include "heddle/Dialect/Heddle/IR/Heddle.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"

using namespace mlir;
using namespace heddle;

static Value createSigmoid(TileBuilder &tile, Value x) {
  Value exponent = tile.mul(x, tile.constant(-kLog2E, x.getType()));
  return createSigmoidOfExp2(tile.getBuilder(), tile.getLoc(), exponent);
}

/// 0.5 + 0.5 sigmoid(x).
static Value createNsSigmoid(TileBuilder &tile, Value x) {
  Value half = tile.constant(0.5, x.getType());
  return tile.add(tile.mul(createSigmoid(tile, x), half), half);
}

/// x sigmoid(x). Where the bound on x acts, the sigmoid is 0 already; without
/// it -inf would give -inf * 0.
static Value createSilu(TileBuilder &tile, Value x) {
  Value bounded = arith::MaxNumFOp::create(tile.getBuilder(), tile.getLoc(), x,
                                           tile.constant(-128.0, x.getType()));
  return tile.mul(bounded, createSigmoid(tile, x));
}

/// log(1 + exp(x)) as max(x, 0) + log1p(exp(-|x|)), which is exact everywhere
/// and does not overflow.
static Value createSoftplus(TileBuilder &tile, Value x) {
  OpBuilder &builder = tile.getBuilder();
  Location loc = tile.getLoc();
  Value positive = arith::MaxNumFOp::create(builder, loc, x,
                                            tile.constant(0.0, x.getType()));
  Value magnitude = math::AbsFOp::create(builder, loc, x);
  Value exponent = tile.mul(magnitude, tile.constant(-kLog2E, x.getType()));
  Value rest = math::Log1pOp::create(builder, loc, tile.exp2(exponent));
  return tile.add(positive, rest);
}

GateGranularity GateAttr::getGranularity() const {
  return getGateGranularity();
}

Value GateAttr::activate(OpBuilder &builder, Location loc, Value logits) const {
  TileBuilder tile(builder, loc);
  switch (getActivation()) {
  case GateActivation::Sigmoid:
    return createSigmoid(tile, logits);
  case GateActivation::NsSigmoid:
    return createNsSigmoid(tile, logits);
  case GateActivation::Silu:
    return createSilu(tile, logits);
  case GateActivation::Softplus:
    return createSoftplus(tile, logits);
  case GateActivation::Tanh:
    return math::TanhOp::create(builder, loc, logits);
  case GateActivation::Identity:
    return logits;
  }
  llvm_unreachable("unknown gate activation");
}

Value GateAttr::combine(OpBuilder &builder, Location loc, Value output,
                        Value activated) const {
  if (getCombination() == GateCombination::Add)
    return arith::AddFOp::create(builder, loc, output, activated);
  return arith::MulFOp::create(builder, loc, output, activated);
}
