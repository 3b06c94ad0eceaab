//===- Gating.cpp - How gate logits act on an output ----------------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Gating.h"

using namespace heddle;
using namespace heddle::reference;

/// `logits` of some granularity as if there were one for each output.
static View broadcastLogits(GateGranularity granularity, const View &logits,
                            DimOrder order, llvm::ArrayRef<int64_t> shape) {
  bool headsLast = order == DimOrder::BSHD;
  switch (granularity) {
  case GateGranularity::Elementwise:
    return headsLast ? logits.transposed(1, 2) : logits;
  case GateGranularity::Headwise:
    return (headsLast ? logits.transposed(1, 2) : logits).repeated(3, shape[3]);
  case GateGranularity::Shared:
    return logits.repeated(1, shape[1]);
  case GateGranularity::Static:
    return logits.repeated(1, shape[2]).repeated(0, shape[0]);
  }
  llvm_unreachable("all granularities were handled");
}

Gating::Gating(GateAttr gate, const View &logits, DimOrder order,
               llvm::ArrayRef<int64_t> shape, Rounding rounding)
    : gate(gate), rounding(rounding) {
  if (gate)
    this->logits =
        broadcastLogits(gate.getGateGranularity(), logits, order, shape);
}
