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
#include "mlir/Dialect/SCF/IR/SCF.h"

using namespace mlir;
using namespace heddle;

/// What follows once all keys are taken.
void TileProgram::emitEnd(SmallVector<Value> carried) {
  emitOwnKeys(carried);
  emitEpilogue(carried);
}

/// Normalizes the output, gates it and writes it.
void TileProgram::emitEpilogue(ValueRange carried) {
  TileBuilder tile(builder, loc, /*columns=*/Value(), scoreUnit,
                   /*weightType=*/Type(), weightFactor);
  NormalizerResult result =
      normalizer.finalize(tile, carried.drop_back(), readSink());
  Value output = carried.back();
  if (result.scale)
    output = tile.mul(output, repeatRow(result.scale, valueWidth.channels));
  writeOutput(roundToResult(emitGate(output)));
  if (op.getLogSumExpInit())
    writeLogSumExp(result.logSumExp);
}

void TileProgram::writeOutput(Value output) {
  DimOrder resultOrder = op.getLayoutOrDefault().getResult();
  MLIRContext *context = builder.getContext();
  vector::TransferWriteOp::create(
      builder, loc, output, op.getOuts()[0],
      getIndices(resultOrder, head, row, valueChannels.first),
      AffineMap::getMultiDimMapWithTargets(4, {getRowDim(resultOrder), 3},
                                           context),
      ArrayRef<bool>{rows.areWhole, valueChannels.inBounds});
}

/// Of the workgroups that share the rows, the first one writes it.
void TileProgram::writeLogSumExp(Value logSumExp) {
  OpBuilder::InsertionGuard guard(builder);
  if (valueChunk) {
    Value isFirst = arith::CmpIOp::create(
        builder, loc, arith::CmpIPredicate::eq, valueChunk, zero);
    auto branch = scf::IfOp::create(builder, loc, isFirst);
    builder.setInsertionPointToStart(branch.thenBlock());
  }
  vector::TransferWriteOp::create(
      builder, loc, logSumExp, op.getLogSumExpInit(),
      ValueRange{batch, head, row},
      AffineMap::getMultiDimMapWithTargets(3, {rows.areHeads ? 1u : 2u},
                                           builder.getContext()),
      ArrayRef<bool>{rows.areWhole});
}

/// The sink logit of the head, for each row; null without sink.
Value TileProgram::readSink() {
  if (!op.getSink())
    return {};
  if (rows.areHeads)
    return extend(read(op.getSink(), head, {rows.count}, {0}, {true}));
  Value logit = memref::LoadOp::create(builder, loc, op.getSink(), head);
  return vector::BroadcastOp::create(
      builder, loc, VectorType::get(tileQueries, f32), extend(logit));
}

Value TileProgram::roundToResult(Value value) {
  return truncateTo(op.getResultType().getElementType(), value);
}
