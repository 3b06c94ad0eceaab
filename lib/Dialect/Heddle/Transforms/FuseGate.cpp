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

#include "MatchGate.h"
#include "heddle/Dialect/Heddle/IR/Heddle.h"
#include "heddle/Dialect/Heddle/Transforms/Passes.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/Dominance.h"
#include "mlir/IR/Remarks.h"
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
/// `operands` are there, or else at the gate if nothing between the two needs
/// the log-sum-exp. Null if at neither.
static Operation *getFusionPoint(AttentionOp attention, Operation *gate,
                                 ValueRange operands) {
  DominanceInfo dominance;
  if (llvm::all_of(operands, [&](Value operand) {
        return dominance.properlyDominates(operand, attention);
      }))
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
  Operation *point =
      getFusionPoint(attention, gate, {gate.getGateLogits(), gate.getOuts()});
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
// A gate on the output, written out
//===----------------------------------------------------------------------===//

/// The extents [B,H,M,D] as far as they are static.
static SmallVector<int64_t> getOutputExtents(AttentionOp op) {
  return {op.getStaticBatch(), op.getStaticHeads(), op.getStaticQueries(),
          op.getStaticValueWidth()};
}

static bool hasUngatedTensor(AttentionOp op) {
  return !op.isOnBuffers() && !op.getGateAttr();
}

/// The extents of a tensor [B,H,S,D] in `order`, each for its axis.
static SmallVector<OpFoldResult> getAxisSizes(OpBuilder &builder, Location loc,
                                              Value tensor, DimOrder order) {
  SmallVector<OpFoldResult> sizes = tensor::getMixedSizes(builder, loc, tensor);
  if (order == DimOrder::BSHD)
    std::swap(sizes[HeadAxis], sizes[RowAxis]);
  return sizes;
}

/// The sizes of the axes of `op`'s output.
static SmallVector<OpFoldResult> getOutputSizes(OpBuilder &builder,
                                                AttentionOp op) {
  DimOrder order = op.getLayoutOrDefault().getQkv();
  auto sizes = getAxisSizes(builder, op.getLoc(), op.getQuery(), order);
  sizes[WidthAxis] =
      tensor::getMixedSize(builder, op.getLoc(), op.getValue(), 3);
  return sizes;
}

/// A destination of `type` with dimensions in `order`: that of `op`, if it will
/// do.
static Value getDestination(OpBuilder &builder, AttentionOp op, Type type,
                            DimOrder order, ArrayRef<OpFoldResult> axisSizes) {
  if (order == op.getLayoutOrDefault().getResult() &&
      type == op.getResultType().getElementType())
    return op.getOuts().front();
  SmallVector<OpFoldResult> sizes(axisSizes.take_front(4));
  if (order == DimOrder::BSHD)
    std::swap(sizes[HeadAxis], sizes[RowAxis]);
  return tensor::EmptyOp::create(builder, op.getLoc(), sizes, type);
}

/// Creates `op` with its gate, at the insertion point.
static AttentionOp createGated(PatternRewriter &rewriter,
                               const ElementTracer &tracer, AttentionOp op,
                               const OutputGate &match,
                               ArrayRef<OpFoldResult> sizes) {
  Value logits = match.gate.createLogits(rewriter, op.getLoc(), tracer, sizes);
  Value destination = getDestination(rewriter, op, match.gated.getType(),
                                     match.resultOrder, sizes);
  auto fused = cast<AttentionOp>(rewriter.clone(*op));
  fused.getGateLogitsMutable().assign(logits);
  fused.setGateAttr(match.gate.gate);
  fused.getOutsMutable()[0].set(destination);
  fused.getResult(0).setType(cast<RankedTensorType>(destination.getType()));
  LayoutAttr layout = op.getLayoutOrDefault();
  auto fusedLayout = LayoutAttr::get(op.getContext(), layout.getQkv(),
                                     match.gate.order, match.resultOrder);
  if (fusedLayout != layout)
    fused.setLayoutAttr(fusedLayout);
  fused.removeRoundingAttr();
  if (match.rounding == RoundingMode::Unfused)
    fused.setRoundingAttr(RoundingAttr::get(op.getContext(), match.rounding));
  return fused;
}

namespace {
struct FuseWrittenOutputGate : OpRewritePattern<AttentionOp> {
  FuseWrittenOutputGate(MLIRContext *context, bool allowReassociation)
      : OpRewritePattern(context), allowReassociation(allowReassociation) {}

  LogicalResult matchAndRewrite(AttentionOp op,
                                PatternRewriter &rewriter) const override;

  bool allowReassociation;
};
} // namespace

/// Matches the gate on `op`'s output and where both can be one op.
static std::optional<OutputGate> matchWrittenOutputGate(ElementTracer &tracer,
                                                        AttentionOp op,
                                                        bool allowReassociation,
                                                        Operation *&point,
                                                        std::string &why) {
  auto match = matchOutputGate(tracer, op, allowReassociation, why);
  while (!match && tracer.refine())
    match = matchOutputGate(tracer, op, allowReassociation, why);
  if (!match)
    return std::nullopt;
  point = getFusionPoint(op, match->combiner, match->gate.getSources());
  if (point)
    return match;
  why = "no place has the logits and precedes all uses";
  return std::nullopt;
}

LogicalResult
FuseWrittenOutputGate::matchAndRewrite(AttentionOp op,
                                       PatternRewriter &rewriter) const {
  if (!hasUngatedTensor(op))
    return failure();
  ElementTracer tracer(getOutputExtents(op));
  std::string why;
  Operation *point = nullptr;
  auto match =
      matchWrittenOutputGate(tracer, op, allowReassociation, point, why);
  if (!match)
    return rewriter.notifyMatchFailure(op, why);
  rewriter.setInsertionPoint(point);
  auto sizes = tracer.addParts(rewriter, getOutputSizes(rewriter, op));
  AttentionOp fused = createGated(rewriter, tracer, op, *match, sizes);
  Element result{fused.getResult(0),
                 getOrderedDims(tracer, match->resultOrder)};
  Value gated =
      tracer.rearrange(rewriter, op.getLoc(), result, match->gated.dims, sizes);
  if (gated.getType() != match->gated.value.getType())
    gated = tensor::CastOp::create(rewriter, op.getLoc(),
                                   match->gated.value.getType(), gated);
  rewriter.replaceAllUsesWith(match->gated.value, gated);
  rewriter.replaceAllUsesWith(op.getResults().drop_front(),
                              fused.getResults().drop_front());
  for (Operation *replaced : llvm::reverse(match->replaced))
    rewriter.eraseOp(replaced);
  rewriter.eraseOp(op);
  return success();
}

//===----------------------------------------------------------------------===//
// Gates on query, key and value
//===----------------------------------------------------------------------===//

namespace {
/// An operand that may have a gate, and where that stands in the op.
struct GatedOperand {
  OpOperand *operand;
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

/// The operands of `op` that may get a gate.
static SmallVector<GatedOperand> getUngatedOperands(AttentionOp op,
                                                    int64_t maxRows) {
  GatedOperand operands[] = {
      {&op.getQueryMutable(), op.getQueryGateLogitsMutable(),
       op.getQueryGateAttrName()},
      {&op.getKeyMutable(), op.getKeyGateLogitsMutable(),
       op.getKeyGateAttrName()},
      {&op.getValueMutable(), op.getValueGateLogitsMutable(),
       op.getValueGateAttrName()}};
  size_t count = hasMoreRows(op, maxRows) ? 1 : std::size(operands);
  SmallVector<GatedOperand> ungated;
  for (GatedOperand &operand : MutableArrayRef(operands).take_front(count))
    if (operand.logits.empty())
      ungated.push_back(operand);
  return ungated;
}

LogicalResult
FuseOperandGate::matchAndRewrite(AttentionOp op,
                                 PatternRewriter &rewriter) const {
  for (GatedOperand &gated : getUngatedOperands(op, maxRows)) {
    auto gate = gated.operand->get().getDefiningOp<GateOp>();
    if (!gate || failed(matchOperandGate(gate, op, rewriter)))
      continue;
    rewriter.modifyOpInPlace(op, [&] {
      gated.operand->set(gate.getInput());
      gated.logits.assign(gate.getGateLogits());
      op->setAttr(gated.attribute, gate.getGateAttr());
    });
    rewriter.eraseOp(gate);
    return success();
  }
  return failure();
}

//===----------------------------------------------------------------------===//
// Gates on query, key and value, written out
//===----------------------------------------------------------------------===//

namespace {
struct FuseWrittenOperandGate : OpRewritePattern<AttentionOp> {
  FuseWrittenOperandGate(MLIRContext *context, int64_t maxRows,
                         bool allowReassociation)
      : OpRewritePattern(context), maxRows(maxRows),
        allowReassociation(allowReassociation) {}

  LogicalResult matchAndRewrite(AttentionOp op,
                                PatternRewriter &rewriter) const override;

  int64_t maxRows;
  bool allowReassociation;
};
} // namespace

/// The extents [B,H,S,D] of an operand in `order`, as far as they are static.
static SmallVector<int64_t> getAxisExtents(Value operand, DimOrder order) {
  SmallVector<int64_t> extents(cast<ShapedType>(operand.getType()).getShape());
  if (order == DimOrder::BSHD)
    std::swap(extents[HeadAxis], extents[RowAxis]);
  return extents;
}

/// Makes `match` the gate of `gated`.
static void fuseOperandGate(PatternRewriter &rewriter,
                            const ElementTracer &tracer, AttentionOp op,
                            GatedOperand &gated, const InputGate &match) {
  DimOrder order = op.getLayoutOrDefault().getQkv();
  Location loc = op.getLoc();
  rewriter.setInsertionPoint(op);
  auto sizes = tracer.addParts(
      rewriter, getAxisSizes(rewriter, loc, gated.operand->get(), order));
  Value input = tracer.rearrange(rewriter, loc, match.input,
                                 getOrderedDims(tracer, order), sizes);
  if (input.getType() != gated.operand->get().getType())
    input = tensor::CastOp::create(rewriter, loc,
                                   gated.operand->get().getType(), input);
  Value logits = match.gate.createLogits(rewriter, loc, tracer, sizes);
  rewriter.modifyOpInPlace(op, [&] {
    gated.operand->set(input);
    gated.logits.assign(logits);
    op->setAttr(gated.attribute, match.gate.gate);
  });
}

LogicalResult
FuseWrittenOperandGate::matchAndRewrite(AttentionOp op,
                                        PatternRewriter &rewriter) const {
  if (op.isOnBuffers())
    return rewriter.notifyMatchFailure(op, "is on memrefs");
  DimOrder order = op.getLayoutOrDefault().getQkv();
  for (GatedOperand &gated : getUngatedOperands(op, maxRows)) {
    ElementTracer tracer(getAxisExtents(gated.operand->get(), order));
    std::string why;
    auto find = [&] {
      return matchInputGate(tracer, op, gated.operand->get(),
                            allowReassociation, why);
    };
    auto match = find();
    while (!match && tracer.refine())
      match = find();
    if (!match)
      continue;
    fuseOperandGate(rewriter, tracer, op, gated, *match);
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
    populateFuseGatePatterns(patterns, maxRows, allowReassociation);
    GreedyRewriteConfig config;
    config.enableFolding(false).enableConstantCSE(false);
    config.setRegionSimplificationLevel(GreedySimplifyRegionLevel::Disabled);
    if (failed(
            applyPatternsGreedily(getOperation(), std::move(patterns), config)))
      return signalPassFailure();
    getOperation()->walk([&](AttentionOp op) { explain(op); });
  }

  void explain(AttentionOp op);
};
} // namespace

/// Says of what looks like a gate why it was left.
void FuseGate::explain(AttentionOp op) {
  if (!hasUngatedTensor(op))
    return;
  ElementTracer tracer(getOutputExtents(op));
  std::string why;
  Operation *point = nullptr;
  matchWrittenOutputGate(tracer, op, allowReassociation, point, why);
  if (!why.empty())
    remark::missed(
        op.getLoc(),
        remark::RemarkOpts::name("gate-left").category("heddle-fuse-gate"))
        << remark::reason("{0}", why);
}

void heddle::populateFuseGatePatterns(RewritePatternSet &patterns,
                                      int64_t maxRows,
                                      bool allowReassociation) {
  MLIRContext *context = patterns.getContext();
  patterns.add<FuseOutputGate>(context);
  patterns.add<FuseOperandGate>(context, maxRows);
  patterns.add<FuseWrittenOutputGate>(context, allowReassociation);
  patterns.add<FuseWrittenOperandGate>(context, maxRows, allowReassociation);
}
