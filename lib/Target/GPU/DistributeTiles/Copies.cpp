//===- Copies.cpp - Copies from global to shared memory ------------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Four threads copy a row together, each all chunks of the row that are 64
// bytes apart: a thread then needs one pointer, and the rest are constants of
// its accesses.
//
//===----------------------------------------------------------------------===//

#include "GlobalMemory.h"
#include "SharedMemory.h"

#include "heddle/Dialect/HeddleGPU/IR/HeddleGPU.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/SCF/IR/SCF.h"

using namespace mlir;
using namespace heddle;
using namespace heddle::simt;

namespace {
class TileCopier {
public:
  TileCopier(CopyOp op, TileDistributor &d);

  void copy();

private:
  void chooseThreads(int64_t bytes);
  void copyRows(int64_t bytes);
  void copyChunks(int64_t bytes);
  void copyBoxes();
  void copyElements();
  Value exists(Value row, Value column);
  Value loadElement(Value row, Value column);
  void copyChunk(const Coordinates &offset, int64_t bytes);
  Value getValidBytes(const Coordinates &offset, int64_t bytes);

  CopyOp op;
  TileDistributor &d;
  GlobalTile global;
  SharedTile shared;
  Value rowLimit; ///< Rows from here on become 0; null for none.
  ThreadBases bases;
  SmallVector<Value> place;
  int64_t rowsOfPass = 0, columnsOfPass = 0;
};
} // namespace

TileCopier::TileCopier(CopyOp op, TileDistributor &d)
    : op(op), d(d), global(d, op.getSource(), op.getSourceIndices(),
                           op.getTileDims(), op.getInBounds()),
      shared(d, op.getDest(), op.getDestIndices()) {
  // What both ways share is written before they part.
  global.prepare();
  rowLimit = global.getLimit(0);
  if (!op.getRows())
    return;
  Value rows = d.toI32(op.getRows());
  rowLimit =
      rowLimit ? arith::MinSIOp::create(d.b, rowLimit, rows).getResult() : rows;
}

/// Who copies what in one pass over rows: four threads a row, or more if that
/// gives all threads something to do. The rows of the quads of a warp are
/// ordered so that the eight lanes whose writes go together do not meet in
/// banks.
void TileCopier::chooseThreads(int64_t bytes) {
  int64_t chunk = bytes / shared.getElementBytes();
  int64_t chunks = llvm::divideCeil(shared.getColumns(), chunk);
  int64_t threads = d.getThreads(), lanes = d.target.getWarpSize();
  int64_t perRow = 4;
  while (threads / perRow > shared.getRows() && perRow * 2 <= chunks &&
         perRow < lanes)
    perRow *= 2;
  bases = {};
  int64_t column = chunk;
  for (int64_t n = 1; n < perRow; n *= 2, column *= 2)
    bases.lane.push_back({0, column});
  int64_t rows = lanes / perRow;
  for (int64_t n = 1; n < rows; n *= 2)
    bases.lane.push_back({n == 1 ? rows / 2 : n / 2, 0});
  for (int64_t n = 1; n < threads / lanes; n *= 2)
    bases.warp.push_back({rows * n, 0});
  rowsOfPass = threads / perRow;
  columnsOfPass = perRow * chunk;
  place = {d.getPlace(bases, 0), d.getPlace(bases, 1)};
}

/// Of the chunk at the thread's place plus `offset`, the bytes that there are;
/// null for all.
Value TileCopier::getValidBytes(const Coordinates &offset, int64_t bytes) {
  Value valid;
  if (Value limit = global.getLimit(1)) {
    Value at = arith::AddIOp::create(d.b, place[1], d.i32(offset[1]));
    Value left =
        arith::MulIOp::create(d.b, arith::SubIOp::create(d.b, limit, at),
                              d.i32(shared.getElementBytes()));
    valid = arith::MinSIOp::create(
        d.b, arith::MaxSIOp::create(d.b, left, d.i32(0)), d.i32(bytes));
  }
  if (rowLimit) {
    Value at = arith::AddIOp::create(d.b, place[0], d.i32(offset[0]));
    Value inside =
        arith::CmpIOp::create(d.b, arith::CmpIPredicate::slt, at, rowLimit);
    valid = arith::SelectOp::create(d.b, inside, valid ? valid : d.i32(bytes),
                                    d.i32(0));
  }
  return valid;
}

void TileCopier::copyChunk(const Coordinates &offset, int64_t bytes) {
  OpBuilder::InsertionGuard guard(d.b);
  // The last pass may have more threads than rows or chunks are left.
  Value condition;
  for (auto [dim, extent, pass] :
       {std::tuple{0, shared.getRows(), rowsOfPass},
        std::tuple{1, shared.getColumns(), columnsOfPass}}) {
    if (offset[dim] + pass <= extent)
      continue;
    Value inside =
        arith::CmpIOp::create(d.b, arith::CmpIPredicate::slt, place[dim],
                              d.i32(extent - offset[dim]));
    condition = condition
                    ? arith::AndIOp::create(d.b, condition, inside).getResult()
                    : inside;
  }
  Value from = global.getAddress(place, offset);
  if (condition) {
    auto choice = scf::IfOp::create(d.b, condition);
    d.b.setInsertionPointToStart(choice.thenBlock());
  }
  d.target.copyAsync(d.b, op.getLoc(), shared.getAddress(bases, offset), from,
                     bytes, getValidBytes(offset, bytes));
}

void TileCopier::copyChunks(int64_t bytes) {
  for (int64_t row = 0; row < shared.getRows(); row += rowsOfPass)
    for (int64_t column = 0; column < shared.getColumns();
         column += columnsOfPass)
      copyChunk({row, column}, bytes);
}

/// One thread has all boxes copied, and their bytes counted by the ring's
/// signal.
void TileCopier::copyBoxes() {
  Value isFirst = arith::CmpIOp::create(d.b, arith::CmpIPredicate::eq,
                                        d.getThreadOfRole(), d.i32(0));
  auto choice = scf::IfOp::create(d.b, isFirst);
  OpBuilder::InsertionGuard guard(d.b);
  d.b.setInsertionPointToStart(choice.thenBlock());
  Location loc = op.getLoc();
  Value signal =
      getFullSignal(d, op.getDest(), d.toI32(op.getDestIndices().front()));
  Value map = ArgumentAddressOp::create(d.b, op.getMap());
  auto box = op.getMap().getDefiningOp<TensorMapOp>();
  int64_t bytes = box.getSwizzle(), columns = box.getBox().back();
  int64_t boxes = llvm::divideCeil(shared.getColumns(), columns);
  d.target.expectBytes(d.b, loc, signal, boxes * shared.getRows() * bytes);
  SmallVector<Value> corner;
  for (Value index : op.getSourceIndices())
    corner.push_back(d.toI32(index));
  SharedFactor panels = shared.getFactor(bytes, /*sumsRows=*/false, 0, {});
  Value place = arith::AddIOp::create(d.b, panels.base, d.i32(panels.offset));
  if (panels.dynamicOffset)
    place = arith::AddIOp::create(d.b, place, panels.dynamicOffset);
  for (int64_t number = 0; number != boxes; ++number) {
    d.target.copyBox(d.b, loc, place, map, corner, signal);
    place = arith::AddIOp::create(d.b, place, d.i32(panels.panelStride));
    corner.back() = arith::AddIOp::create(d.b, corner.back(), d.i32(columns));
  }
}

void TileCopier::copyRows(int64_t bytes) {
  if (op.getMap())
    return copyBoxes();
  chooseThreads(bytes);
  copyChunks(bytes);
}

/// Whether there is an element at `row` and `column`; null if it is sure.
Value TileCopier::exists(Value row, Value column) {
  Value exists = global.exists({row, column}, {0, 0});
  if (!op.getRows())
    return exists;
  Value inside =
      arith::CmpIOp::create(d.b, arith::CmpIPredicate::slt, row, rowLimit);
  return exists ? arith::AndIOp::create(d.b, exists, inside).getResult()
                : inside;
}

/// The element at `row` and `column`; 0 if there is none.
Value TileCopier::loadElement(Value row, Value column) {
  Type type = shared.getElementType();
  auto load = [&] {
    Value address = global.getAddress({row, column}, {0, 0});
    return LLVM::LoadOp::create(d.b, type, address, shared.getElementBytes());
  };
  Value isThere = exists(row, column);
  if (!isThere)
    return load();
  auto choice = scf::IfOp::create(d.b, TypeRange(type), isThere,
                                  /*addThenBlock=*/true, /*addElseBlock=*/true);
  OpBuilder::InsertionGuard guard(d.b);
  d.b.setInsertionPointToStart(choice.thenBlock());
  scf::YieldOp::create(d.b, load().getResult());
  d.b.setInsertionPointToStart(choice.elseBlock());
  Value zero = arith::ConstantOp::create(d.b, d.b.getZeroAttr(type));
  scf::YieldOp::create(d.b, zero);
  return choice.getResult(0);
}

/// Number by number, for rows that lie in any way: in a loop, so that this path
/// takes little room beside the other.
void TileCopier::copyElements() {
  int64_t columns = shared.getColumns();
  Value all = d.i32(shared.getRows() * columns);
  auto loop =
      scf::ForOp::create(d.b, d.getThreadOfRole(), all, d.i32(d.getThreads()));
  OpBuilder::InsertionGuard guard(d.b);
  d.b.setInsertionPointToStart(loop.getBody());
  Value number = loop.getInductionVar();
  Value row = arith::DivUIOp::create(d.b, number, d.i32(columns));
  Value column = arith::RemUIOp::create(d.b, number, d.i32(columns));
  Value element = loadElement(row, column);
  LLVM::StoreOp::create(d.b, element, shared.getAddress(row, column),
                        shared.getElementBytes());
}

/// The widest chunks that all rows may have, in bytes; 0 for none.
static int64_t getHopefulWidth(GlobalTile &global, TileDistributor &d) {
  if (global.getInnermost() != 1)
    return 0;
  for (int64_t bytes : d.target.getCopyWidths())
    if (bytes >= global.getElementBytes() &&
        global.getAlignment(bytes, /*hopeful=*/true) == bytes)
      return bytes;
  return 0;
}

/// By the widest chunks that all rows can have. Where that depends on strides
/// that are known at run time, both ways are there, unless the loop around was
/// chosen by them.
void TileCopier::copy() {
  int64_t width = getHopefulWidth(global, d);
  auto chosen = op->getAttrOfType<BoolAttr>(kIsAlignedName);
  if (!width || (chosen && !chosen.getValue()))
    return copyElements();
  if (chosen || global.getAlignment(width) == width)
    return copyRows(width);
  auto choice = scf::IfOp::create(d.b, global.isAligned(width),
                                  /*withElseRegion=*/true);
  OpBuilder::InsertionGuard guard(d.b);
  d.b.setInsertionPointToStart(choice.thenBlock());
  copyRows(width);
  d.b.setInsertionPointToStart(choice.elseBlock());
  copyElements();
}

Value simt::createAlignmentCheck(CopyOp op, TileDistributor &d) {
  GlobalTile global(d, op.getSource(), op.getSourceIndices(), op.getTileDims(),
                    op.getInBounds());
  int64_t width = getHopefulWidth(global, d);
  if (!width || global.getAlignment(width) == width)
    return {};
  int64_t inner = op.getTileDims()[global.getInnermost()];
  if (!getConstantIntValue(op.getSourceIndices()[inner]))
    return {};
  return global.isAligned(width);
}

static LogicalResult distributeCopy(CopyOp op, TileDistributor &d) {
  TileCopier(op, d).copy();
  d.erase(op);
  return success();
}

static LogicalResult distributeCommit(CommitOp op, TileDistributor &d) {
  d.target.commitCopies(d.b, op.getLoc());
  d.erase(op);
  return success();
}

static LogicalResult distributeWait(WaitOp op, TileDistributor &d) {
  d.target.waitForCopies(d.b, op.getLoc(), op.getPending());
  d.erase(op);
  return success();
}

static LogicalResult distributeBarrier(gpu::BarrierOp op, TileDistributor &d) {
  if (d.productsReadShared())
    d.target.publishShared(d.b, op.getLoc());
  d.waitForThreads();
  d.erase(op);
  return success();
}

/// An argument of the kernel, for all threads.
static LogicalResult keepTensorMap(TensorMapOp, TileDistributor &) {
  return success();
}

void simt::addCopies(DistributionTable &table) {
  table.add(keepTensorMap);
  table.add(distributeCopy);
  table.add(distributeCommit);
  table.add(distributeWait);
  table.add(distributeBarrier);
}
