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

  LogicalResult copy();

private:
  void chooseThreads(int64_t bytes);
  void copyChunks(int64_t bytes);
  void copyChunk(const Coordinates &offset, int64_t bytes);
  Value getValidBytes(const Coordinates &offset, int64_t bytes);

  CopyOp op;
  TileDistributor &d;
  GlobalTile global;
  SharedTile shared;
  ThreadBases bases;
  SmallVector<Value> place;
  int64_t rowsOfPass = 0, columnsOfPass = 0;
};
} // namespace

/// The tile is of the last two dimensions of the memref.
static SmallVector<int64_t> getMinorDims(CopyOp op) {
  int64_t rank = cast<MemRefType>(op.getSource().getType()).getRank();
  return {rank - 2, rank - 1};
}

TileCopier::TileCopier(CopyOp op, TileDistributor &d)
    : op(op), d(d), global(d, op.getSource(), op.getSourceIndices(),
                           getMinorDims(op), op.getInBounds()),
      shared(d, op.getDest(), op.getDestIndices()) {}

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
  if (Value limit = global.getLimit(0)) {
    Value at = arith::AddIOp::create(d.b, place[0], d.i32(offset[0]));
    Value inside =
        arith::CmpIOp::create(d.b, arith::CmpIPredicate::slt, at, limit);
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

/// The widest chunks that addresses are sure to be multiples of. Rows that are
/// not even are copied number by number.
LogicalResult TileCopier::copy() {
  constexpr int64_t widest = 16;
  if (global.getInnermost() != 1)
    return op.emitOpError("copies rows whose elements are not next to each "
                          "other");
  chooseThreads(widest);
  copyChunks(widest);
  d.erase(op);
  return success();
}

static LogicalResult distributeCopy(CopyOp op, TileDistributor &d) {
  return TileCopier(op, d).copy();
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
  d.target.waitForThreads(d.b, op.getLoc());
  d.erase(op);
  return success();
}

void simt::addCopies(DistributionTable &table) {
  table.add(distributeCopy);
  table.add(distributeCommit);
  table.add(distributeWait);
  table.add(distributeBarrier);
}
