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
  if (gate.getOuts().getType() != gate.getInput().getType())
    return rewriter.notifyMatchFailure(gate, "the types disagree");
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
// Gates on query, key and value
//===----------------------------------------------------------------------===//

namespace {
/// An operand that may have a gate, and where that stands in the op.
struct GatedOperand {
  OpOperand &operand;
  MutableOperandRange logits;
  StringAttr attribute;
};

struct FuseOperandGate : OpRewritePattern<AttentionOp> {
  FuseOperandGate(MLIRContext *context, int64_t maxRows)
      : OpRewritePattern(context), maxRows(maxRows) {}

  LogicalResult matchAndRewrite(AttentionOp op,
                                PatternRewriter &rewriter) const override;

  int64_t maxRows;
};
} // namespace

/// Fails with the reason why `gate` is not to be part of `attention`, one of
/// whose operands it gates.
static LogicalResult matchOperandGate(GateOp gate, AttentionOp attention,
                                      PatternRewriter &rewriter) {
  if (!gate->hasOneUse())
    return rewriter.notifyMatchFailure(gate, "the result has other uses");
  if (gate->getBlock() != attention->getBlock())
    return rewriter.notifyMatchFailure(gate, "the blocks differ");
  if (gate.getOuts().getType() != gate.getInput().getType())
    return rewriter.notifyMatchFailure(gate, "the types disagree");
  DimOrder order = attention.getLayoutOrDefault().getQkv();
  LayoutAttr layout = gate.getLayoutOrDefault();
  GateGranularity granularity = gate.getGateAttr().getGranularity();
  bool hasOrder = granularity == GateGranularity::Elementwise ||
                  granularity == GateGranularity::Headwise;
  if (layout.getResult() != order || (hasOrder && layout.getGate() != order))
    return rewriter.notifyMatchFailure(gate, "the layouts disagree");
  // On f32, both roundings round nothing.
  if (gate.getRoundingMode() == RoundingMode::Unfused &&
      !getElementTypeOrSelf(gate.getOuts()).isF32())
    return rewriter.notifyMatchFailure(gate, "the activated gate is rounded");
  return success();
}

/// Whether more than `maxRows` queries are known to read each key head.
static bool hasMoreRows(AttentionOp op, int64_t maxRows) {
  int64_t heads = op.getStaticHeads(), keyHeads = op.getStaticKeyHeads();
  int64_t queries = op.getStaticQueries();
  if (ShapedType::isDynamic(heads) || ShapedType::isDynamic(keyHeads) ||
      ShapedType::isDynamic(queries) || keyHeads == 0)
    return false;
  return maxRows > 0 && heads / keyHeads * queries > maxRows;
}

LogicalResult
FuseOperandGate::matchAndRewrite(AttentionOp op,
                                 PatternRewriter &rewriter) const {
  GatedOperand operands[] = {
      {op.getQueryMutable(), op.getQueryGateLogitsMutable(),
       op.getQueryGateAttrName()},
      {op.getKeyMutable(), op.getKeyGateLogitsMutable(),
       op.getKeyGateAttrName()},
      {op.getValueMutable(), op.getValueGateLogitsMutable(),
       op.getValueGateAttrName()}};
  size_t count = hasMoreRows(op, maxRows) ? 1 : std::size(operands);
  for (GatedOperand &gated : MutableArrayRef(operands).take_front(count)) {
    auto gate = gated.operand.get().getDefiningOp<GateOp>();
    if (!gate || !gated.logits.empty() ||
        failed(matchOperandGate(gate, op, rewriter)))
      continue;
    rewriter.modifyOpInPlace(op, [&] {
      gated.operand.set(gate.getInput());
      gated.logits.assign(gate.getGateLogits());
      op->setAttr(gated.attribute, gate.getGateAttr());
    });
    rewriter.eraseOp(gate);
    return success();
  }
  return failure();
}

//===----------------------------------------------------------------------===//
// The pass
//===----------------------------------------------------------------------===//

namespace {
struct FuseGate : heddle::impl::HeddleFuseGateBase<FuseGate> {
  using HeddleFuseGateBase::HeddleFuseGateBase;

  void runOnOperation() override {
    RewritePatternSet patterns(&getContext());
    populateFuseGatePatterns(patterns, maxRows);
    GreedyRewriteConfig config;
    config.enableFolding(false).enableConstantCSE(false);
    config.setRegionSimplificationLevel(GreedySimplifyRegionLevel::Disabled);
    if (failed(
            applyPatternsGreedily(getOperation(), std::move(patterns), config)))
      signalPassFailure();
  }
};
} // namespace

void heddle::populateFuseGatePatterns(RewritePatternSet &patterns,
                                      int64_t maxRows) {
  patterns.add<FuseOutputGate>(patterns.getContext());
  patterns.add<FuseOperandGate>(patterns.getContext(), maxRows);
}
