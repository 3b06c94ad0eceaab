//===- TileGates.cpp - Gates of a tile program ----------------------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "TileProgram.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/IR/TypeUtilities.h"

using namespace mlir;
using namespace heddle;

/// Gates the output of the workgroup.
Value TileProgram::emitGate(Value output) {
  TileGate use{op.getGateAttr(),
               op.getGateLogits(),
               op.getLayoutOrDefault().getGate(),
               head,
               row,
               tileQueries,
               valueWidth.channels,
               valueChannels,
               rows.areWhole,
               rows.areHeads};
  if (!use.gate)
    return output;
  Value activated = activateLogits(use);
  if (op.getRoundingMode() == RoundingMode::Unfused) {
    output = extend(roundToResult(output));
    activated = extend(roundToResult(activated));
  }
  return use.gate.combine(builder, loc, output, broadcastGate(activated, use));
}

/// Gates a tile of query, key or value: what comes of it is rounded to the
/// type that the tile is stored in.
Value TileProgram::gateOperand(Value tile, const TileGate &use) {
  if (!use.gate)
    return tile;
  Value activated = broadcastGate(activateLogits(use), use);
  Value gated = use.gate.combine(builder, loc, extend(tile), activated);
  return truncateTo(getElementTypeOrSelf(tile), gated);
}

/// Reads and activates the logits of the tile in the shape that their
/// granularity has: a tile, a row (one for each row of the tile) or a column
/// (one for each channel).
Value TileProgram::activateLogits(const TileGate &use) {
  unsigned rowDim = use.areHeads ? AttentionOp::getHeadDim(use.order)
                                 : AttentionOp::getSequenceDim(use.order);
  auto [channel, inBounds] = use.channels;
  SmallVector<Value> indices =
      getIndices(use.order, use.head, use.position, channel);
  Value logits;
  switch (use.gate.getGranularity()) {
  case GateGranularity::Elementwise:
    logits = read(use.logits, indices, {use.rows, use.width}, {rowDim, 3},
                  {use.isWhole, inBounds});
    break;
  case GateGranularity::Headwise:
    logits = read(use.logits, ArrayRef<Value>(indices).drop_back(), {use.rows},
                  {rowDim}, {use.isWhole});
    break;
  case GateGranularity::Shared:
    indices = {batch, use.position, channel};
    logits = use.areHeads
                 ? read(use.logits, indices, {use.width}, {2}, {inBounds})
                 : read(use.logits, indices, {use.rows, use.width}, {1, 2},
                        {use.isWhole, inBounds});
    break;
  case GateGranularity::Static:
    indices = {use.head, channel};
    logits = use.areHeads
                 ? read(use.logits, indices, {use.rows, use.width}, {0, 1},
                        {use.isWhole, inBounds})
                 : read(use.logits, indices, {use.width}, {1}, {inBounds});
    break;
  }
  return use.gate.activate(builder, loc, extend(logits));
}

Value TileProgram::broadcastGate(Value activated, const TileGate &use) {
  if (cast<VectorType>(activated.getType()).getRank() == 2)
    return activated;
  if (use.gate.getGranularity() == GateGranularity::Headwise)
    return repeatRow(activated, use.width);
  return repeatColumn(activated, use.rows);
}
