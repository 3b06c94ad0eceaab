//===- VerifyLowered.cpp - No op of the dialect may be left ---------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "heddle/Dialect/Heddle/Transforms/Passes.h"

#include "heddle/Dialect/Heddle/IR/Heddle.h"

namespace heddle {
#define GEN_PASS_DEF_HEDDLEVERIFYLOWERED
#include "heddle/Dialect/Heddle/Transforms/Passes.h.inc"
} // namespace heddle

using namespace heddle;
using namespace mlir;

namespace {
struct VerifyLowered : heddle::impl::HeddleVerifyLoweredBase<VerifyLowered> {
  void runOnOperation() override {
    getOperation()->walk([&](Operation *op) {
      if (!isa_and_present<HeddleDialect>(op->getDialect()))
        return WalkResult::advance();
      op->emitOpError("has no lowering to this target");
      signalPassFailure();
      return WalkResult::skip();
    });
    markAllAnalysesPreserved();
  }
};
} // namespace
