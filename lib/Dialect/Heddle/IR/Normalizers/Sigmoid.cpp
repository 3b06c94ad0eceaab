//===- Sigmoid.cpp - sigmoid attention ------------------------------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "../EmitUtils.h"
#include "heddle/Dialect/Heddle/IR/Heddle.h"

using namespace mlir;
using namespace heddle;

SmallVector<double> SigmoidAttr::getInitialState(double) const { return {}; }

/// The weight is 1 / (1 + 2^(-bias - s)); a masked key's exponent is +inf and
/// its weight 0.
NormalizerStep SigmoidAttr::step(TileBuilder &tile, Value scores,
                                 ValueRange state) const {
  Value bias = tile.constant(-getBias() * kLog2E, scores.getType());
  Value weights =
      createSigmoidOfExp2(tile.getBuilder(), tile.getLoc(),
                          tile.sub(bias, tile.toPowerOfTwo(scores)));
  return {weights, Value(), {}};
}

bool SigmoidAttr::hasMerge() const { return true; }

/// Parts are added up.
NormalizerMerge SigmoidAttr::mergeStates(TileBuilder &, ValueRange,
                                         ValueRange) const {
  return {};
}

NormalizerResult SigmoidAttr::finalize(TileBuilder &tile, ValueRange state,
                                       Value sink) const {
  return {Value(), Value()};
}
