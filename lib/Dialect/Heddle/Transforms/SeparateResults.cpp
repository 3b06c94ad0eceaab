//===- SeparateResults.cpp - Each result is a buffer of its own -----------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "heddle/Dialect/Heddle/Transforms/Passes.h"

#include "mlir/Dialect/Bufferization/IR/Bufferization.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "llvm/ADT/SmallPtrSet.h"

namespace heddle {
#define GEN_PASS_DEF_HEDDLESEPARATERESULTS
#include "heddle/Dialect/Heddle/Transforms/Passes.h.inc"
} // namespace heddle

using namespace mlir;

namespace {

struct SeparateResults
    : heddle::impl::HeddleSeparateResultsBase<SeparateResults> {
  void runOnOperation() override {
    getOperation().walk([](func::ReturnOp op) {
      OpBuilder builder(op);
      llvm::SmallPtrSet<void *, 4> returned;
      for (OpOperand &operand : op->getOpOperands())
        if (isa<BaseMemRefType>(operand.get().getType()) &&
            !returned.insert(operand.get().getAsOpaquePointer()).second)
          operand.set(bufferization::CloneOp::create(builder, op.getLoc(),
                                                     operand.get()));
    });
  }
};

} // namespace
