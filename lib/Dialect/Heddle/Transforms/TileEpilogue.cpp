//===- TileEpilogue.cpp - The end of a workgroup of a tile program --------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "TileProgram.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"

using namespace mlir;
using namespace heddle;

/// Normalizes the output, gates it and writes it.
void TileProgram::emitEpilogue(ValueRange carried) {
  TileBuilder tile(builder, loc, /*columns=*/Value(), scoreUnit);
  NormalizerResult result =
      normalizer.finalize(tile, carried.drop_back(), readSink());
  Value output = carried.back();
  if (result.scale)
    output = tile.mul(output, repeatRow(result.scale, valueWidth));
  output = roundToResult(emitGate(output));

  DimOrder resultOrder = op.getLayoutOrDefault().getResult();
  unsigned sequenceDim = AttentionOp::getSequenceDim(resultOrder);
  MLIRContext *context = builder.getContext();
  vector::TransferWriteOp::create(
      builder, loc, output, op.getOuts()[0], getIndices(resultOrder, head, row),
      AffineMap::getMultiDimMapWithTargets(4, {sequenceDim, 3}, context),
      ArrayRef<bool>{false, true});
  if (Value logSumExp = op.getLogSumExpInit())
    vector::TransferWriteOp::create(
        builder, loc, result.logSumExp, logSumExp, ValueRange{batch, head, row},
        AffineMap::getMultiDimMapWithTargets(3, {2}, context),
        ArrayRef<bool>{false});
}

/// The sink logit of the head, one for each row; null without sink.
Value TileProgram::readSink() {
  if (!op.getSink())
    return {};
  Value logit = memref::LoadOp::create(builder, loc, op.getSink(), head);
  return vector::BroadcastOp::create(
      builder, loc, VectorType::get(tileQueries, f32), extend(logit));
}

Value TileProgram::roundToResult(Value value) {
  return truncateTo(op.getResultType().getElementType(), value);
}

//===----------------------------------------------------------------------===//
// The gate
//===----------------------------------------------------------------------===//

Value TileProgram::emitGate(Value output) {
  GateAttrInterface gate = op.getGateAttr();
  if (!gate)
    return output;
  Value activated = gate.activate(builder, loc, extend(readGateLogits()));
  if (op.getRoundingMode() == RoundingMode::Unfused) {
    output = extend(roundToResult(output));
    activated = extend(roundToResult(activated));
  }
  return gate.combine(builder, loc, output, broadcastGate(activated));
}

/// Reads the logits of the tile in the shape that their granularity has: a
/// tile, a row (one for each query) or a column (one for each channel).
Value TileProgram::readGateLogits() {
  Value logits = op.getGateLogits();
  DimOrder gateOrder = op.getLayoutOrDefault().getGate();
  unsigned sequenceDim = AttentionOp::getSequenceDim(gateOrder);
  SmallVector<Value> indices = getIndices(gateOrder, head, row);
  switch (op.getGateAttr().getGranularity()) {
  case GateGranularity::Elementwise:
    return read(logits, indices, {tileQueries, valueWidth}, {sequenceDim, 3},
                {false, true});
  case GateGranularity::Headwise:
    return read(logits, ArrayRef<Value>(indices).drop_back(), {tileQueries},
                {sequenceDim}, {false});
  case GateGranularity::Shared:
    return read(logits, {batch, row, zero}, {tileQueries, valueWidth}, {1, 2},
                {false, true});
  case GateGranularity::Static:
    return read(logits, {head, zero}, {valueWidth}, {1}, {true});
  }
  llvm_unreachable("unknown gate granularity");
}

Value TileProgram::broadcastGate(Value activated) {
  switch (op.getGateAttr().getGranularity()) {
  case GateGranularity::Headwise:
    return repeatRow(activated, valueWidth);
  case GateGranularity::Static:
    return repeatColumn(activated);
  default:
    return activated;
  }
}
