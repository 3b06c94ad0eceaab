//===- RowBlocker.cpp - Tiles whose rows are apart ------------------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A tile of few rows, as decoding has it, would leave most lanes of a panel
// empty. Its columns are in lanes instead: keys of scores, channels of queries
// and outputs. Reductions go along lanes, so each loop over columns keeps a
// vector for each row and combines its lanes at the end.
//
//===----------------------------------------------------------------------===//

#include "TileBlocker.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/Vector/Utils/VectorUtils.h"

#include <limits>

using namespace mlir;
using namespace heddle;
using namespace heddle::cpu;

//===----------------------------------------------------------------------===//
// Scratch
//===----------------------------------------------------------------------===//

/// Vectors may run past a tile's columns, those of dot products furthest.
Home RowBlocker::allocate(int64_t columns, Type elementType, int64_t) {
  int64_t group = 1;
  for (const DotProduct &dot : target.dotProducts)
    group = std::max(group, dot.group);
  return {allocateBuffer({rows, roundUp(columns, target.lanes * group)},
                         elementType)};
}

//===----------------------------------------------------------------------===//
// Loops over columns
//===----------------------------------------------------------------------===//

/// What changes nothing that it is combined with.
static Value createNeutral(OpBuilder &b, Location loc,
                           vector::CombiningKind kind, VectorType type) {
  double value = kind == vector::CombiningKind::ADD ? 0.0
                 : kind == vector::CombiningKind::MUL
                     ? 1.0
                     : -std::numeric_limits<double>::infinity();
  Attribute scalar = b.getFloatAttr(type.getElementType(), value);
  return arith::ConstantOp::create(b, loc,
                                   DenseElementsAttr::get(type, scalar));
}

/// The lanes from `first` on that are before `end`.
static Value createLaneMask(OpBuilder &b, Location loc, Value first, Value end,
                            int64_t lanes) {
  Value count = arith::SubIOp::create(b, loc, end, first);
  return vector::CreateMaskOp::create(
      b, loc, VectorType::get(lanes, b.getI1Type()), count);
}

namespace {
/// One vector of columns of all rows in a loop over columns.
struct RowStep {
  OpBuilder &b;
  Location loc;
  Value column;
  Value inside; ///< The lanes that exist; null for all.

  Value selectInside(Value value, Value otherwise) {
    if (!inside)
      return value;
    return arith::SelectOp::create(b, loc, inside, value, otherwise);
  }

  Value reduce(RowEvaluator &evaluator, vector::MultiDimReductionOp reduction,
               Value acc) {
    Value value = evaluator.getVector(reduction.getSource(), column);
    return selectInside(combine(b, loc, reduction.getKind(), value, acc), acc);
  }

  /// Stores a row's columns. What a contraction reads is 0 past the end: it may
  /// take a group that begins before it.
  void store(RowEvaluator &evaluator, Value tile, const Home &home, Value row,
             bool isOperand) {
    Value value = evaluator.getVector(tile, column);
    if (isOperand)
      value = selectInside(value, arith::ConstantOp::create(
                                      b, loc, b.getZeroAttr(value.getType())));
    vector::StoreOp::create(b, loc, value, home.buffer,
                            ValueRange{row, column});
  }
};
} // namespace

/// The numbers that the rows' vectors combine to.
Value RowBlocker::reduceLanes(const Root &root, ValueRange accumulators) {
  Location loc = root.inner->getLoc();
  vector::MultiDimReductionOp reduction = root.getReduction();
  auto flags = arith::FastMathFlags::reassoc;
  auto numbers = llvm::map_to_vector(accumulators, [&](Value acc) -> Value {
    return vector::ReductionOp::create(builder, loc, reduction.getKind(), acc,
                                       flags);
  });
  Value all = vector::FromElementsOp::create(
      builder, loc, cast<VectorType>(reduction.getAcc().getType()), numbers);
  return combine(builder, loc, reduction.getKind(), all, reduction.getAcc());
}

SmallVector<Value> RowBlocker::emitColumns(const ColumnLoop &loop,
                                           ArrayRef<Kept> kept, Location loc) {
  int64_t lanes = target.lanes, parts = 1;
  for (const Kept &tile : kept)
    if (tile.isPack)
      parts = std::max(parts,
                       TileBlocker::getGroup(getElementTypeOrSelf(tile.tile)));
  const Extent &extent = loop.extent;
  bool isExact = !extent.demanded && extent.size % (lanes * parts) == 0;
  Value end = extent.demanded ? extent.demanded
                              : constantIndex(builder, loc, extent.size);
  SmallVector<Value> inits;
  for (const Root &root : loop.reductions)
    inits.append(rows,
                 createNeutral(builder, loc, root.getReduction().getKind(),
                               VectorType::get(lanes, builder.getF32Type())));
  auto forOp =
      scf::ForOp::create(builder, loc, constantIndex(builder, loc, 0), end,
                         constantIndex(builder, loc, lanes * parts), inits);
  SmallVector<Value> values(forOp.getRegionIterArgs());
  OpBuilder::InsertionGuard guard(builder);
  builder.setInsertionPointToStart(forOp.getBody());
  for (int64_t part = 0; part < parts; ++part) {
    Value column =
        addIndex(builder, loc, forOp.getInductionVar(), part * lanes);
    RowStep step{builder, loc, column, {}};
    if (!isExact)
      step.inside = createLaneMask(builder, loc, column, end, lanes);
    for (int64_t row = 0; row < rows; ++row) {
      RowEvaluator evaluator(*this, loc, row);
      for (auto [i, root] : llvm::enumerate(loop.reductions)) {
        Value &acc = values[i * rows + row];
        acc = step.reduce(evaluator, root.getReduction(), acc);
      }
      for (const Kept &tile : kept)
        step.store(evaluator, tile.tile, tile.home,
                   constantIndex(builder, loc, row), tile.isPack);
    }
  }
  if (!inits.empty())
    scf::YieldOp::create(builder, loc, values);
  builder.setInsertionPointAfter(forOp);
  SmallVector<Value> results;
  for (auto [i, root] : llvm::enumerate(loop.reductions))
    results.push_back(
        reduceLanes(root, forOp.getResults().slice(i * rows, rows)));
  return results;
}

void RowBlocker::copyTile(Value tile, const Home &home, Operation *at) {
  builder.setInsertionPoint(at);
  ColumnLoop loop{
      {cast<VectorType>(tile.getType()).getDimSize(1), {}}, {}, {}, {tile}};
  emitColumns(loop, {{tile, home, /*isHome=*/true, /*isPack=*/false}},
              at->getLoc());
}

//===----------------------------------------------------------------------===//
// Scans
//===----------------------------------------------------------------------===//

/// `vector` moved down by `distance` lanes; lanes of `fill` follow.
static Value shiftDown(OpBuilder &b, Location loc, Value vector, Value fill,
                       int64_t distance) {
  int64_t lanes = cast<VectorType>(vector.getType()).getDimSize(0);
  auto order = llvm::map_to_vector(llvm::seq(distance, lanes + distance),
                                   [](int64_t lane) { return lane; });
  return vector::ShuffleOp::create(b, loc, vector, fill, order);
}

/// One vector of a scan from the last lane to the first: for each lane, `acc`
/// combined with the lanes after it; `acc` becomes what all combine to.
static Value scanLanes(OpBuilder &b, Location loc, vector::CombiningKind kind,
                       Value vector, Value &acc) {
  auto type = cast<VectorType>(vector.getType());
  Value neutral = createNeutral(b, loc, kind, type);
  for (int64_t step = 1; step < type.getDimSize(0); step *= 2)
    vector =
        combine(b, loc, kind, shiftDown(b, loc, vector, neutral, step), vector);
  Value after = shiftDown(b, loc, vector, neutral, 1);
  Value repeated = vector::BroadcastOp::create(b, loc, type, acc);
  Value all = vector::ExtractOp::create(b, loc, vector, 0);
  acc = combine(b, loc, kind, all, acc);
  return combine(b, loc, kind, after, repeated);
}

/// Emits a loop from the last vector of columns to the first that keeps, for
/// each column, what those after it combine to.
void RowBlocker::blockScan(vector::ScanOp scan) {
  Value source = getReversed(scan.getSource());
  ensureHome(source, scan);
  Location loc = scan.getLoc();
  auto type = cast<VectorType>(source.getType());
  int64_t columns = type.getDimSize(1), lanes = target.lanes;
  Home home = allocate(columns, type.getElementType(), 1);
  builder.setInsertionPoint(scan);
  auto inits = llvm::map_to_vector(
      llvm::seq<int64_t>(0, rows), [&](int64_t row) -> Value {
        return vector::ExtractOp::create(builder, loc, scan.getInitialValue(),
                                         row);
      });
  Value end = constantIndex(builder, loc, columns);
  auto loop =
      scf::ForOp::create(builder, loc, constantIndex(builder, loc, 0), end,
                         constantIndex(builder, loc, lanes), inits);
  OpBuilder::InsertionGuard guard(builder);
  builder.setInsertionPointToStart(loop.getBody());
  Value last = constantIndex(builder, loc, roundUp(columns, lanes) - lanes);
  Value column =
      arith::SubIOp::create(builder, loc, last, loop.getInductionVar());
  RowStep step{builder, loc, column, {}};
  if (columns % lanes != 0)
    step.inside = createLaneMask(builder, loc, column, end, lanes);
  SmallVector<Value> left(loop.getRegionIterArgs());
  for (int64_t row = 0; row < rows; ++row) {
    Value vector = RowEvaluator(*this, loc, row).getVector(source, column);
    vector = step.selectInside(
        vector, createNeutral(builder, loc, scan.getKind(),
                              cast<VectorType>(vector.getType())));
    vector = scanLanes(builder, loc, scan.getKind(), vector, left[row]);
    vector::StoreOp::create(
        builder, loc, vector, home.buffer,
        ValueRange{constantIndex(builder, loc, row), column});
  }
  scf::YieldOp::create(builder, loc, left);
  for (Value result : getReversals(scan.getDest()))
    homes[result] = home;
  done.insert(scan);
}

//===----------------------------------------------------------------------===//
// Writes
//===----------------------------------------------------------------------===//

void RowBlocker::blockWrite(vector::TransferWriteOp write) {
  Location loc = write.getLoc();
  Value tile = write.getVector();
  int64_t columns = write.getVectorType().getDimSize(1);
  builder.setInsertionPoint(write);
  OpBuilder::InsertionGuard guard(builder);
  auto loop = scf::ForOp::create(builder, loc, constantIndex(builder, loc, 0),
                                 constantIndex(builder, loc, columns),
                                 constantIndex(builder, loc, target.lanes));
  builder.setInsertionPointToStart(loop.getBody());
  Value column = loop.getInductionVar();
  for (int64_t row = 0; row < rows; ++row)
    writeRow(write, row, RowEvaluator(*this, loc, row).getVector(tile, column),
             column);
  write.erase();
}

/// Writes a vector of row `row` to memory, if that row exists.
void RowBlocker::writeRow(vector::TransferWriteOp write, int64_t row,
                          Value vector, Value column) {
  Location loc = write.getLoc();
  OpBuilder::InsertionGuard guard(builder);
  AffineMap map = write.getPermutationMap();
  int64_t rowDim = map.getDimPosition(0), columnDim = map.getDimPosition(1);
  SmallVector<Value> position(write.getIndices());
  if (!write.isDimInBounds(0)) {
    Value limit = getRowLimit(write.getBase(), rowDim, position[rowDim]);
    Value exists =
        arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::slt,
                              constantIndex(builder, loc, row), limit);
    auto branch = scf::IfOp::create(builder, loc, exists);
    builder.setInsertionPointToStart(branch.thenBlock());
  }
  position[rowDim] = addIndex(builder, loc, position[rowDim], row);
  position[columnDim] =
      arith::AddIOp::create(builder, loc, position[columnDim], column);
  bool isWhole = write.isDimInBounds(1) &&
                 write.getVectorType().getDimSize(1) % target.lanes == 0;
  auto rowMap =
      AffineMap::get(position.size(), 0, builder.getAffineDimExpr(columnDim));
  vector::TransferWriteOp::create(builder, loc, vector, write.getBase(),
                                  position, rowMap, ArrayRef<bool>{isWhole});
}
