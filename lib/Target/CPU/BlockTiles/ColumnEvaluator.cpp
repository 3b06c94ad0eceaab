//===- ColumnEvaluator.cpp - Columns of tiles inside a loop --------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "TileBlocker.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/IR/Matchers.h"

using namespace mlir;
using namespace heddle;
using namespace heddle::cpu;

Value ColumnEvaluator::getIndex(int64_t i) {
  Value &index = indices[i];
  if (!index)
    index = addIndex(b, loc, first, i);
  return index;
}

SmallVector<Value> ColumnEvaluator::getColumns(Value tile) {
  auto found = columns.find(tile);
  if (found != columns.end())
    return found->second;
  SmallVector<Value> computed = compute(tile);
  columns[tile] = computed;
  return computed;
}

Value ColumnEvaluator::loadColumn(const Home &home, VectorType type,
                                  int64_t i) {
  Value zero = constantIndex(b, loc, 0);
  return vector::LoadOp::create(b, loc, type, home.buffer,
                                ValueRange{getIndex(i), zero});
}

/// Column `i` of a tile in memory. A loop that takes several columns at a time
/// may run past the last.
Value ColumnEvaluator::readColumn(vector::TransferReadOp read, int64_t i) {
  VectorType tile = read.getVectorType();
  int64_t dim = read.getPermutationMap().getDimPosition(1);
  Value column = getIndex(i);
  if (tile.getDimSize(1) % count != 0)
    column =
        minIndex(b, loc, column, constantIndex(b, loc, tile.getDimSize(1) - 1));
  SmallVector<Value> position(read.getIndices());
  position[dim] = arith::AddIOp::create(b, loc, position[dim], column);
  return vector::LoadOp::create(
      b, loc, VectorType::get(tile.getDimSize(0), tile.getElementType()),
      read.getBase(), position);
}

Value cpu::cloneOn(OpBuilder &b, Location loc, Operation *op,
                   ValueRange operands, ArrayRef<int64_t> shape) {
  Type type = getElementTypeOrSelf(op->getResult(0).getType());
  if (!shape.empty())
    type = VectorType::get(shape, type);
  OperationState state(loc, op->getName(), operands, type, op->getAttrs());
  return b.create(state)->getResult(0);
}

/// Whether squares of a tile in memory, or of its scratch, can be extended to
/// `type` before they are transposed.
bool ColumnEvaluator::readsAs(vector::TransferReadOp read, Type type) {
  auto buffer = blocker.staged.find(read);
  if (buffer == blocker.staged.end())
    return !holdsColumns(read) && blocker.readsInPlace(read);
  return getElementTypeOrSelf(buffer->second) == type;
}

SmallVector<Value> ColumnEvaluator::compute(Value tile) {
  auto tileType = cast<VectorType>(tile.getType());
  auto type =
      VectorType::get(tileType.getDimSize(0), tileType.getElementType());
  auto forEach = [&](function_ref<Value(int64_t)> column) {
    return llvm::map_to_vector(llvm::seq<int64_t>(0, count), column);
  };
  if (auto home = blocker.homes.find(tile); home != blocker.homes.end())
    return forEach(
        [&](int64_t i) { return loadColumn(home->second, type, i); });
  DenseElementsAttr constant;
  if (matchPattern(tile, m_Constant(&constant))) {
    Value splat =
        arith::ConstantOp::create(b, loc, type, constant.resizeSplat(type));
    return SmallVector<Value>(count, splat);
  }
  if (Value row = getBroadcastRow(tile))
    return SmallVector<Value>(count, row);
  Operation *op = tile.getDefiningOp();
  if (auto broadcast = dyn_cast<vector::BroadcastOp>(op))
    return forEach([&](int64_t i) -> Value {
      return vector::BroadcastOp::create(b, loc, type,
                                         getScalar(broadcast.getSource(), i));
    });
  if (auto read = dyn_cast<vector::TransferReadOp>(op))
    return holdsColumns(read)
               ? forEach([&](int64_t i) { return readColumn(read, i); })
               : readTransposed(read, tileType.getElementType());
  if (isa<arith::ExtFOp>(op))
    if (auto read = op->getOperand(0).getDefiningOp<vector::TransferReadOp>();
        read && readsAs(read, tileType.getElementType()))
      return readTransposed(read, tileType.getElementType());

  SmallVector<SmallVector<Value>> operands;
  for (Value operand : op->getOperands())
    operands.push_back(isTile(operand) ? getColumns(operand)
                                       : SmallVector<Value>(count, operand));
  return forEach([&](int64_t i) {
    auto ith = llvm::map_to_vector(
        operands, [&](const SmallVector<Value> &o) { return o[i]; });
    return cloneOn(b, loc, op, ith, type.getShape());
  });
}

//===----------------------------------------------------------------------===//
// Columns of numbers
//===----------------------------------------------------------------------===//

Value ColumnEvaluator::getScalar(Value column, int64_t i) {
  if (!isa<VectorType>(column.getType()))
    return column;
  auto found = scalars.find({column, i});
  if (found != scalars.end())
    return found->second;
  Value scalar = computeScalar(column, i);
  scalars[{column, i}] = scalar;
  return scalar;
}

Value ColumnEvaluator::computeScalar(Value column, int64_t i) {
  Operation *op = column.getDefiningOp();
  DenseElementsAttr constant;
  if (matchPattern(column, m_Constant(&constant)) && constant.isSplat())
    return arith::ConstantOp::create(
        b, loc, cast<TypedAttr>(constant.getSplatValue<Attribute>()));
  if (isa_and_nonnull<vector::StepOp>(op))
    return getIndex(i);
  if (auto broadcast = dyn_cast_or_null<vector::BroadcastOp>(op))
    return getScalar(broadcast.getSource(), i);
  if (auto read = dyn_cast_or_null<vector::TransferReadOp>(op))
    return loadScalar(read, i);
  if (op && isElementwise(op)) {
    auto operands = llvm::map_to_vector(op->getOperands(), [&](Value operand) {
      return getScalar(operand, i);
    });
    return cloneOn(b, loc, op, operands, {});
  }
  return vector::ExtractOp::create(b, loc, column, OpFoldResult(getIndex(i)));
}

/// Loads element `i` of a vector read from memory; a loop that takes several
/// columns at a time may run past it.
Value ColumnEvaluator::loadScalar(vector::TransferReadOp read, int64_t i) {
  SmallVector<Value> position(read.getIndices());
  AffineMap map = read.getPermutationMap();
  auto dim = dyn_cast<AffineDimExpr>(map.getResult(0));
  if (!dim)
    return memref::LoadOp::create(b, loc, read.getBase(), position);
  Value &index = position[dim.getPosition()];
  index = arith::AddIOp::create(b, loc, index, getIndex(i));
  // A vector of one, since nothing at all may be there.
  auto type = VectorType::get(1, read.getVectorType().getElementType());
  Value loaded = vector::TransferReadOp::create(b, loc, type, read.getBase(),
                                                position, read.getPadding(),
                                                map, ArrayRef<bool>{false});
  return vector::ExtractOp::create(b, loc, loaded, 0);
}
