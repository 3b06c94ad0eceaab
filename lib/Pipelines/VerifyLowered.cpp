//===- VerifyLowered.cpp - No op of the dialect may be left ---------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Steps.h"

#include "heddle/Dialect/Heddle/IR/Heddle.h"

using namespace heddle;
using namespace mlir;

namespace {

struct VerifyLowered : PassWrapper<VerifyLowered, OperationPass<>> {
  MLIR_DEFINE_EXPLICIT_INTERNAL_INLINE_TYPE_ID(VerifyLowered)

  StringRef getArgument() const override { return "heddle-verify-lowered"; }
  StringRef getDescription() const override {
    return "fail if an op of the heddle dialect is left";
  }
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

std::unique_ptr<Pass> heddle::createVerifyLoweredPass() {
  return std::make_unique<VerifyLowered>();
}
