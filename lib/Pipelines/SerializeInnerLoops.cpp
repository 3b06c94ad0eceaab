//===- SerializeInnerLoops.cpp - Leaves only outer loops parallel ---------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Steps.h"

#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/SCF/Transforms/Transforms.h"
#include "mlir/IR/PatternMatch.h"

using namespace mlir;

namespace {

struct SerializeInnerLoops : PassWrapper<SerializeInnerLoops, OperationPass<>> {
  MLIR_DEFINE_EXPLICIT_INTERNAL_INLINE_TYPE_ID(SerializeInnerLoops)

  StringRef getArgument() const override {
    return "heddle-serialize-inner-loops";
  }
  StringRef getDescription() const override {
    return "leave only outer loops parallel, and not their last dimension";
  }
  void getDependentDialects(DialectRegistry &registry) const override {
    registry.insert<scf::SCFDialect>();
  }
  void runOnOperation() override;
};

} // namespace

/// Splits a loop of several dimensions into a parallel one and, in it, a
/// parallel one over the last dimension.
static void splitLastDimension(RewriterBase &rewriter, scf::ParallelOp loop) {
  size_t outer = loop.getNumLoops() - 1;
  Location loc = loop.getLoc();
  rewriter.setInsertionPoint(loop);
  auto outerLoop = scf::ParallelOp::create(
      rewriter, loc, loop.getLowerBound().take_front(outer),
      loop.getUpperBound().take_front(outer), loop.getStep().take_front(outer));
  rewriter.setInsertionPointToStart(outerLoop.getBody());
  auto innerLoop = scf::ParallelOp::create(
      rewriter, loc, loop.getLowerBound().drop_front(outer),
      loop.getUpperBound().drop_front(outer), loop.getStep().drop_front(outer));
  SmallVector<Value> indices(outerLoop.getInductionVars());
  llvm::append_range(indices, innerLoop.getInductionVars());
  rewriter.eraseOp(innerLoop.getBody()->getTerminator());
  rewriter.mergeBlocks(loop.getBody(), innerLoop.getBody(), indices);
  rewriter.eraseOp(loop);
}

void SerializeInnerLoops::runOnOperation() {
  IRRewriter rewriter(&getContext());
  SmallVector<scf::ParallelOp> toSplit, toSerialize;
  auto isNested = [](scf::ParallelOp loop) {
    return loop->getParentOfType<scf::ParallelOp>() != nullptr;
  };
  getOperation()->walk([&](scf::ParallelOp loop) {
    if (!isNested(loop) && loop.getNumLoops() > 1 &&
        loop.getNumReductions() == 0)
      toSplit.push_back(loop);
  });
  for (scf::ParallelOp loop : toSplit)
    splitLastDimension(rewriter, loop);
  getOperation()->walk([&](scf::ParallelOp loop) {
    if (isNested(loop))
      toSerialize.push_back(loop);
  });
  for (scf::ParallelOp loop : toSerialize) {
    rewriter.setInsertionPoint(loop);
    if (failed(scf::parallelForToNestedFors(rewriter, loop)))
      return signalPassFailure();
  }
}

std::unique_ptr<Pass> heddle::createSerializeInnerLoopsPass() {
  return std::make_unique<SerializeInnerLoops>();
}
