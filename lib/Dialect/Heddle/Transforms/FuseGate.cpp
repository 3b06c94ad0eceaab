//===- FuseGate.cpp - Gates into the attention beside them ----------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// This file implements heddle-fuse-gate.
//
//===----------------------------------------------------------------------===//

#include "heddle/Dialect/Heddle/IR/Heddle.h"
#include "heddle/Dialect/Heddle/Transforms/Passes.h"

#include "mlir/IR/Dominance.h"
#include "mlir/IR/TypeUtilities.h"
#include "mlir/Transforms/GreedyPatternRewriteDriver.h"

namespace heddle {
#define GEN_PASS_DEF_HEDDLEFUSEGATE
#include "heddle/Dialect/Heddle/Transforms/Passes.h.inc"
} // namespace heddle

using namespace mlir;
using namespace heddle;

//===----------------------------------------------------------------------===//
// A gate on the output
//===----------------------------------------------------------------------===//

/// Where attention and gate can be one op: at the attention if the gate's
/// operands are there, or else at the gate if nothing between the two needs the
/// log-sum-exp. Null if at neither.
static Operation *getFusionPoint(AttentionOp attention, GateOp gate) {
  DominanceInfo dominance;
  if (dominance.properlyDominates(gate.getGateLogits(), attention) &&
      dominance.properlyDominates(gate.getOuts(), attention))
    return attention;
  if (attention->getBlock() != gate->getBlock())
    return nullptr;
  for (Value logSumExp : attention.getResults().drop_front())
    for (Operation *user : logSumExp.getUsers())
      if (!dominance.properlyDominates(gate, user))
        return nullptr;
  return gate;
}

/// The layout of an ungated attention says nothing yet of the order of logits.
static LayoutAttr getFusedLayout(AttentionOp attention, GateOp gate) {
  LayoutAttr layout = attention.getLayoutOrDefault();
  auto fused =
      LayoutAttr::get(attention.getContext(), layout.getQkv(),
                      gate.getLayoutOrDefault().getGate(), layout.getResult());
  return fused == layout ? attention.getLayoutAttr() : fused;
}

namespace {
struct FuseOutputGate : OpRewritePattern<GateOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(GateOp gate,
                                PatternRewriter &rewriter) const override;
};
} // namespace

/// Fails with the reason why `gate` is not to be the gate of `attention`.
static LogicalResult matchOutputGate(GateOp gate, AttentionOp attention,
                                     PatternRewriter &rewriter) {
  if (!attention || gate.getInput() != attention.getResult(0))
    return rewriter.notifyMatchFailure(gate, "input is no attention's output");
  if (attention.getGateAttr())
    return rewriter.notifyMatchFailure(gate, "the attention has a gate");
  if (!attention.getResult(0).hasOneUse())
    return rewriter.notifyMatchFailure(gate, "the output has other uses");
  if (attention.getLayoutOrDefault().getResult() !=
      gate.getLayoutOrDefault().getResult())
    return rewriter.notifyMatchFailure(gate, "the layouts disagree");
  if (getElementTypeOrSelf(gate.getOuts()) !=
      getElementTypeOrSelf(gate.getInput()))
    return rewriter.notifyMatchFailure(gate, "the element types disagree");
  return success();
}

LogicalResult FuseOutputGate::matchAndRewrite(GateOp gate,
                                              PatternRewriter &rewriter) const {
  auto attention = gate.getInput().getDefiningOp<AttentionOp>();
  if (failed(matchOutputGate(gate, attention, rewriter)))
    return failure();
  Operation *point = getFusionPoint(attention, gate);
  if (!point)
    return rewriter.notifyMatchFailure(
        gate, "no place has the gate's operands and precedes all uses");
  rewriter.setInsertionPoint(point);
  auto fused = cast<AttentionOp>(rewriter.clone(*attention));
  fused.getGateLogitsMutable().assign(gate.getGateLogits());
  fused.setGateAttr(gate.getGateAttr());
  fused.getOutsMutable()[0].set(gate.getOuts());
  fused->getResult(0).setType(gate.getOuts().getType());
  fused.setRoundingAttr(gate.getRoundingAttr());
  if (LayoutAttr layout = getFusedLayout(attention, gate))
    fused.setLayoutAttr(layout);
  rewriter.replaceOp(gate, fused->getResult(0));
  rewriter.replaceAllUsesWith(attention.getResults().drop_front(),
                              fused.getResults().drop_front());
  rewriter.eraseOp(attention);
  return success();
}

//===----------------------------------------------------------------------===//
// The pass
//===----------------------------------------------------------------------===//

namespace {
struct FuseGate : heddle::impl::HeddleFuseGateBase<FuseGate> {
  using HeddleFuseGateBase::HeddleFuseGateBase;

  void runOnOperation() override {
    RewritePatternSet patterns(&getContext());
    populateFuseGatePatterns(patterns);
    GreedyRewriteConfig config;
    config.enableFolding(false).enableConstantCSE(false);
    config.setRegionSimplificationLevel(GreedySimplifyRegionLevel::Disabled);
    if (failed(
            applyPatternsGreedily(getOperation(), std::move(patterns), config)))
      signalPassFailure();
  }
};
} // namespace

void heddle::populateFuseGatePatterns(RewritePatternSet &patterns) {
  patterns.add<FuseOutputGate>(patterns.getContext());
}
