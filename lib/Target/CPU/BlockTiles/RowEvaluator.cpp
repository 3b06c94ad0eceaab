//===- RowEvaluator.cpp - Rows of tiles inside a loop ---------------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The right operand of a contraction is no panel: its rows, which are keys, lie
// in memory. If it is not read as it is but computed, as a gated key is, it is
// computed along its rows. So is everything else where rows are apart. Here a
// vector of rank 1 that a tile repeats along its rows holds numbers of columns,
// and one that `getBroadcastRow` finds holds numbers of rows.
//
//===----------------------------------------------------------------------===//

#include "TileBlocker.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/IR/Matchers.h"

using namespace mlir;
using namespace heddle;
using namespace heddle::cpu;

RowEvaluator::RowEvaluator(TileBlocker &blocker, Location loc, Value row,
                           Operation *columnLoop, int64_t width)
    : blocker(blocker), b(blocker.builder), loc(loc), row(row),
      columnLoop(columnLoop), width(width),
      rowNumbers(blocker, blocker.builder, loc, row, /*count=*/1) {}

RowEvaluator::RowEvaluator(TileBlocker &blocker, Location loc, int64_t row)
    : RowEvaluator(blocker, loc, constantIndex(blocker.builder, loc, row),
                   /*columnLoop=*/nullptr, blocker.target.lanes) {
  tileRow = row;
}

Value RowEvaluator::getVector(Value tile, Value column) {
  if (this->column != column)
    vectors.clear();
  this->column = column;
  return get(tile);
}

/// The vector of `value`, a tile or numbers of columns. Scalars are their own.
Value RowEvaluator::get(Value value) {
  if (!isa<VectorType>(value.getType()))
    return value;
  auto found = vectors.find(value);
  if (found != vectors.end())
    return found->second;
  Value computed = compute(value);
  vectors[value] = computed;
  return computed;
}

VectorType RowEvaluator::getType(Value value) {
  return VectorType::get(width, getElementTypeOrSelf(value));
}

/// The number of the row. Numbers of a tile's own rows are at hand, those of
/// keys are computed.
Value RowEvaluator::getRowNumber(Value numbers) {
  if (tileRow)
    return vector::ExtractOp::create(b, loc, numbers, *tileRow);
  OpBuilder::InsertionGuard guard(b);
  if (columnLoop)
    b.setInsertionPoint(columnLoop);
  return rowNumbers.getScalar(numbers, 0);
}

Value RowEvaluator::compute(Value value) {
  VectorType type = getType(value);
  auto repeat = [&](Value scalar) -> Value {
    return vector::BroadcastOp::create(b, loc, type, scalar);
  };
  auto home = tileRow ? blocker.homes.find(value) : blocker.homes.end();
  Value rows = home != blocker.homes.end() ? home->second.buffer : Value();
  if (value == heldTile)
    rows = heldRows;
  if (rows)
    return vector::LoadOp::create(b, loc, type, rows, ValueRange{row, column});
  DenseElementsAttr constant;
  if (matchPattern(value, m_Constant(&constant)))
    return arith::ConstantOp::create(b, loc, type, constant.resizeSplat(type));
  if (Value numbers = getBroadcastRow(value))
    return repeat(getRowNumber(numbers));
  Operation *op = value.getDefiningOp();
  if (auto broadcast = dyn_cast<vector::BroadcastOp>(op)) {
    // Of one row and column, what is repeated may be either's.
    auto repeated = dyn_cast<VectorType>(broadcast.getSourceType());
    if (repeated && isTile(value) && repeated.getNumElements() == 1 &&
        cast<VectorType>(value.getType()).getNumElements() == 1)
      return repeat(getRowNumber(broadcast.getSource()));
    Value source = get(broadcast.getSource());
    return source.getType() == type ? source : repeat(source);
  }
  if (auto read = dyn_cast<vector::TransferReadOp>(op))
    return computeRead(read);
  if (isa<vector::StepOp>(op)) {
    Value steps = vector::StepOp::create(b, loc, type);
    return arith::AddIOp::create(b, loc, steps, repeat(column));
  }
  auto operands =
      llvm::map_to_vector(op->getOperands(), [&](Value v) { return get(v); });
  return cloneOn(b, loc, op, operands, type.getShape());
}

Value RowEvaluator::computeRead(vector::TransferReadOp read) {
  VectorType type = read.getVectorType();
  if (type.getRank() == 2)
    return blocker.readRow(read, row, column, width);
  SmallVector<Value> position(read.getIndices());
  Value &index = position[read.getPermutationMap().getDimPosition(0)];
  index = arith::AddIOp::create(b, loc, index, column);
  bool whole = read.isDimInBounds(0) && type.getDimSize(0) % width == 0;
  return vector::TransferReadOp::create(
      b, loc, getType(read), read.getBase(), position, read.getPadding(),
      read.getPermutationMap(), ArrayRef<bool>{whole});
}
