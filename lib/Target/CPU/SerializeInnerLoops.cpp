//===- SerializeInnerLoops.cpp - Leaves only outer loops parallel ---------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "heddle/Target/CPU/Passes.h"

#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/SCF/Transforms/Transforms.h"
#include "mlir/IR/PatternMatch.h"

namespace heddle {
#define GEN_PASS_DEF_HEDDLESERIALIZEINNERLOOPS
#include "heddle/Target/CPU/Passes.h.inc"
} // namespace heddle

using namespace mlir;

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

namespace {
struct SerializeInnerLoops
    : heddle::impl::HeddleSerializeInnerLoopsBase<SerializeInnerLoops> {
  void runOnOperation() override {
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
};
} // namespace
