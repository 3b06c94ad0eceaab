//===- FoldQueries.cpp - Queries of heads as queries of one ---------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A few queries of each of several heads that share a key head, as when tokens
// are guessed and then checked, would go through its keys once a head. As
// queries of one head they fill tiles together.
//
//===----------------------------------------------------------------------===//

#include "FoldQueries.h"

#include "mlir/Dialect/MemRef/IR/MemRef.h"

using namespace mlir;
using namespace heddle;

/// Heads and queries are dimensions 1 and 2, the others stay.
static SmallVector<ReassociationIndices> getGroups(int64_t rank) {
  SmallVector<ReassociationIndices> groups{{0}, {1, 2}};
  for (int64_t dim = 3; dim < rank; ++dim)
    groups.push_back({dim});
  return groups;
}

/// Whether `memref` has all heads and queries of `op`, which are static, and a
/// view that has them as one dimension. A bias may repeat some instead.
static bool canFold(AttentionOp op, Value memref) {
  auto type = cast<MemRefType>(memref.getType());
  return type.getDimSize(1) == op.getStaticHeads() &&
         type.getDimSize(2) == op.getStaticQueries() &&
         memref::CollapseShapeOp::isGuaranteedCollapsible(
             type, getGroups(type.getRank()));
}

/// Whether one number of `bias` serves all heads and queries.
static bool isBiasOfKeys(Value bias) {
  ArrayRef<int64_t> shape = cast<MemRefType>(bias.getType()).getShape();
  return shape[1] == 1 && shape[2] == 1;
}

/// What has heads and queries.
static SmallVector<OpOperand *> getFolded(AttentionOp op) {
  SmallVector<OpOperand *> folded{&op.getQueryMutable()};
  for (OpOperand &out : op.getOutsMutable())
    folded.push_back(&out);
  for (OpOperand &logits : op.getGateLogitsMutable())
    folded.push_back(&logits);
  for (OpOperand &bias : op.getBiasMutable())
    if (!isBiasOfKeys(bias.get()))
      folded.push_back(&bias);
  return folded;
}

/// The heads of a key head; 1 if that is not known.
static int64_t getGroup(AttentionOp op) {
  int64_t heads = op.getStaticHeads(), keyHeads = op.getStaticKeyHeads();
  bool isKnown = !ShapedType::isDynamic(heads) &&
                 !ShapedType::isDynamic(keyHeads) && keyHeads > 0;
  return isKnown ? heads / keyHeads : 1;
}

/// Whether there is something to share that a tile of one query, whose rows are
/// heads, does not share already, and the op's own parts allow it.
static bool isFoldable(AttentionOp op, int64_t maxQueries) {
  int64_t queries = op.getStaticQueries();
  LayoutAttr layout = op.getLayoutOrDefault();
  GateAttrInterface gate = op.getGateAttr();
  bool isOfHeads = layout.getQkv() == DimOrder::BHSD &&
                   layout.getGate() == DimOrder::BHSD &&
                   layout.getResult() == DimOrder::BHSD;
  bool isGateFolded = !gate ||
                      gate.getGranularity() == GateGranularity::Elementwise ||
                      gate.getGranularity() == GateGranularity::Headwise;
  bool isApart = queries > 1 || getGroup(op) > maxQueries;
  return !ShapedType::isDynamic(queries) && queries > 0 &&
         queries <= maxQueries && getGroup(op) > 1 && isApart && isOfHeads &&
         isGateFolded && !op.getSink() && !op.getQueryGateUse() &&
         !op.getNormalizerOrDefault().isOrdered();
}

/// [B, H, M, ...] as [B, Hk, H / Hk * M, ...].
static Value fold(OpBuilder &builder, Location loc, Value memref,
                  int64_t keyHeads) {
  int64_t rank = cast<MemRefType>(memref.getType()).getRank();
  SmallVector<ReassociationIndices> groups = getGroups(rank);
  Value collapsed =
      memref::CollapseShapeOp::create(builder, loc, memref, groups);
  SmallVector<int64_t> shape(cast<MemRefType>(collapsed.getType()).getShape());
  shape[1] /= keyHeads;
  shape.insert(shape.begin() + 1, keyHeads);
  return memref::ExpandShapeOp::create(builder, loc, shape, collapsed, groups);
}

AttentionOp heddle::foldQueries(OpBuilder &builder, AttentionOp op,
                                int64_t maxQueries) {
  auto canFoldOperand = [&](OpOperand *operand) {
    return canFold(op, operand->get());
  };
  if (!isFoldable(op, maxQueries) ||
      !llvm::all_of(getFolded(op), canFoldOperand))
    return {};
  OpBuilder::InsertionGuard guard(builder);
  builder.setInsertionPoint(op);
  auto folded = cast<AttentionOp>(builder.clone(*op));
  builder.setInsertionPoint(folded);
  for (OpOperand *operand : getFolded(folded))
    operand->set(
        fold(builder, op.getLoc(), operand->get(), op.getStaticKeyHeads()));
  return folded;
}
