//===- StickBreaking.cpp - stick-breaking attention -----------------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "heddle/Dialect/Heddle/IR/Heddle.h"

using namespace mlir;
using namespace heddle;

bool StickBreakingAttr::isOrdered() const { return true; }

/// The log of what is left of the stick.
SmallVector<double> StickBreakingAttr::getInitialState() const { return {0.0}; }

LogicalResult StickBreakingAttr::verifyTiling(
    function_ref<InFlightDiagnostic()> emitError) const {
  return emitError() << "#heddle.stick_breaking is not lowered by the tile "
                        "program yet; run it with the reference target";
}

NormalizerStep StickBreakingAttr::step(TileBuilder &, Value, ValueRange) const {
  llvm_unreachable("verifyTiling fails");
}

NormalizerResult StickBreakingAttr::finalize(TileBuilder &, ValueRange,
                                             Value) const {
  llvm_unreachable("verifyTiling fails");
}
