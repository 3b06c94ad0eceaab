//===- TransposedAccess.cpp - Tiles from and to memory -------------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Tiles in memory lie row by row, tiles in the panel column by column. This
// file implements the way between them: squares of the panel's lanes, one
// vector of memory for each row, are transposed in registers.
//
//===----------------------------------------------------------------------===//

#include "TileBlocker.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"

using namespace mlir;
using namespace heddle;
using namespace heddle::cpu;

//===----------------------------------------------------------------------===//
// Vectors
//===----------------------------------------------------------------------===//

/// For lanes i of distance `step` apart: the half of the square that stays in
/// `low`, and what crosses over from `high`, or the other way round.
static Value exchange(OpBuilder &b, Location loc, Value low, Value high,
                      int64_t step, bool upper) {
  int64_t size = cast<VectorType>(low.getType()).getDimSize(0);
  auto mask = llvm::map_to_vector(
      llvm::seq<int64_t>(0, size), [&](int64_t i) -> int64_t {
        bool odd = i & step;
        if (upper)
          return odd ? size + i : i + step;
        return odd ? size + i - step : i;
      });
  return vector::ShuffleOp::create(b, loc, low, high, mask);
}

SmallVector<Value> cpu::transposeSquare(OpBuilder &b, Location loc,
                                        SmallVector<Value> vectors) {
  int64_t size = vectors.size();
  for (int64_t step = 1; step < size; step *= 2)
    for (int64_t i = 0; i < size; ++i) {
      if (i & step)
        continue;
      Value low = vectors[i], high = vectors[i + step];
      vectors[i] = exchange(b, loc, low, high, step, /*upper=*/false);
      vectors[i + step] = exchange(b, loc, low, high, step, /*upper=*/true);
    }
  return vectors;
}

Value cpu::toWords(OpBuilder &b, Location loc, Value vector) {
  auto type = cast<VectorType>(vector.getType());
  auto halves = VectorType::get(type.getShape(), b.getI16Type());
  auto words = VectorType::get(type.getShape(), b.getI32Type());
  Value bits = arith::BitcastOp::create(b, loc, halves, vector);
  return arith::ExtUIOp::create(b, loc, words, bits);
}

Value cpu::fromWords(OpBuilder &b, Location loc, Value words, Type elementType) {
  auto type = cast<VectorType>(words.getType());
  auto halves = VectorType::get(type.getShape(), b.getI16Type());
  Value bits = arith::TruncIOp::create(b, loc, halves, words);
  return arith::BitcastOp::create(
      b, loc, VectorType::get(type.getShape(), elementType), bits);
}

Value cpu::getPart(OpBuilder &b, Location loc, Value vector, int64_t part,
                   int64_t size) {
  if (cast<VectorType>(vector.getType()).getDimSize(0) == size)
    return vector;
  return vector::ExtractStridedSliceOp::create(
      b, loc, vector, ArrayRef<int64_t>{part * size}, ArrayRef<int64_t>{size},
      ArrayRef<int64_t>{1});
}

/// One vector of the lanes of `parts`.
static Value join(OpBuilder &b, Location loc, ArrayRef<Value> parts) {
  if (parts.size() == 1)
    return parts.front();
  auto part = cast<VectorType>(parts.front().getType());
  int64_t size = part.getDimSize(0);
  auto type = VectorType::get(size * parts.size(), part.getElementType());
  Value joined = arith::ConstantOp::create(b, loc, b.getZeroAttr(type));
  for (auto [i, value] : llvm::enumerate(parts))
    joined = vector::InsertStridedSliceOp::create(
        b, loc, value, joined, ArrayRef<int64_t>{int64_t(i) * size},
        ArrayRef<int64_t>{1});
  return joined;
}

//===----------------------------------------------------------------------===//
// Reads
//===----------------------------------------------------------------------===//

Value TileBlocker::getRowLimit(Value memref, int64_t dim, Value start) {
  Location loc = memref.getLoc();
  Value extent = memref::DimOp::create(builder, loc, memref, dim);
  return arith::SubIOp::create(builder, loc, extent, start);
}

MemoryTile TileBlocker::getMemoryTile(vector::TransferReadOp read) {
  MemoryTile tile{read.getBase(), llvm::to_vector(read.getIndices()), {}, {}};
  for (int64_t i : {0, 1})
    tile.dims[i] = read.getPermutationMap().getDimPosition(i);
  return tile;
}

/// The vector of memory in row `lane` of the tile, from the first column on;
/// rows past the memref's end are padding.
Value ColumnEvaluator::readRow(vector::TransferReadOp read,
                               const MemoryTile &tile, int64_t lane) {
  VectorType tileType = read.getVectorType();
  SmallVector<Value> position = tile.indices;
  Value &row = position[tile.dims[0]], &column = position[tile.dims[1]];
  row = addIndex(b, loc, row, lane);
  column = arith::AddIOp::create(b, loc, column, first);
  Value inside;
  if (!read.isDimInBounds(0)) {
    Value extent = memref::DimOp::create(b, loc, tile.memref, tile.dims[0]);
    inside = arith::CmpIOp::create(b, loc, arith::CmpIPredicate::slt, row,
                                   extent);
    row = minIndex(b, loc, row, addIndex(b, loc, extent, -1));
  }
  auto type = VectorType::get(count, tileType.getElementType());
  bool whole = read.isDimInBounds(1) && tileType.getDimSize(1) % count == 0;
  auto map = AffineMap::get(position.size(), 0,
                            b.getAffineDimExpr(tile.dims[1]));
  Value vector = vector::TransferReadOp::create(b, loc, type, tile.memref,
                                                position, read.getPadding(),
                                                map, ArrayRef<bool>{whole});
  if (!inside)
    return vector;
  Value padding = vector::BroadcastOp::create(b, loc, type, read.getPadding());
  return arith::SelectOp::create(b, loc, inside, vector, padding);
}

/// Columns of a tile in memory, extended to `extendedTo` if that is not null.
SmallVector<Value>
ColumnEvaluator::readTransposed(vector::TransferReadOp read, Type extendedTo) {
  MemoryTile tile = blocker.getMemoryTile(read);
  Type elementType = read.getVectorType().getElementType();
  bool narrow = !extendedTo && elementType.getIntOrFloatBitWidth() == 16;
  SmallVector<SmallVector<Value>> parts(count);
  for (int64_t lane = 0; lane < read.getVectorType().getDimSize(0);
       lane += count) {
    SmallVector<Value> rows;
    for (int64_t i = 0; i < count; ++i) {
      Value row = readRow(read, tile, lane + i);
      if (narrow)
        row = toWords(b, loc, row);
      else if (extendedTo)
        row = arith::ExtFOp::create(b, loc, VectorType::get(count, extendedTo),
                                    row);
      rows.push_back(row);
    }
    for (auto [i, column] : llvm::enumerate(transposeSquare(b, loc, rows)))
      parts[i].push_back(column);
  }
  return llvm::map_to_vector(parts, [&](const SmallVector<Value> &column) {
    Value joined = join(b, loc, column);
    return narrow ? fromWords(b, loc, joined, elementType) : joined;
  });
}

//===----------------------------------------------------------------------===//
// Writes
//===----------------------------------------------------------------------===//

/// Transposes the tile into scratch, row by row, and copies the rows that exist
/// to memory. A rounding to the stored type waits for the copy, so that squares
/// have 32-bit lanes.
void TileBlocker::blockWrite(vector::TransferWriteOp write) {
  Value tile = write.getVector();
  if (auto truncation = tile.getDefiningOp<arith::TruncFOp>())
    tile = truncation.getIn();
  auto type = cast<VectorType>(tile.getType());
  Location loc = write.getLoc();
  int64_t lanes = target.lanes, columns = type.getDimSize(1);
  Value staging = allocateBuffer(
      {type.getDimSize(0), roundUp(columns, lanes)}, type.getElementType());

  builder.setInsertionPoint(write);
  auto loop = scf::ForOp::create(builder, loc, constantIndex(builder, loc, 0),
                                 constantIndex(builder, loc, columns),
                                 constantIndex(builder, loc, lanes));
  builder.setInsertionPointToStart(loop.getBody());
  ColumnEvaluator evaluator(*this, builder, loc, loop.getInductionVar(), lanes);
  SmallVector<Value> values = evaluator.getColumns(tile);
  bool narrow = type.getElementTypeBitWidth() == 16;
  for (int64_t part = 0; part < type.getDimSize(0) / lanes; ++part) {
    auto square = llvm::map_to_vector(values, [&](Value column) {
      Value lanesOfPart = getPart(builder, loc, column, part, lanes);
      return narrow ? toWords(builder, loc, lanesOfPart) : lanesOfPart;
    });
    for (auto [i, row] :
         llvm::enumerate(transposeSquare(builder, loc, square))) {
      Value stored = narrow ? fromWords(builder, loc, row, type.getElementType())
                            : row;
      vector::StoreOp::create(
          builder, loc, stored, staging,
          ValueRange{constantIndex(builder, loc, part * lanes + i),
                     loop.getInductionVar()});
    }
  }
  builder.setInsertionPoint(write);
  copyRows(write, staging);
  write.erase();
}

void TileBlocker::copyRows(vector::TransferWriteOp write, Value staging) {
  Location loc = write.getLoc();
  VectorType type = write.getVectorType();
  int64_t lanes = target.lanes, columns = type.getDimSize(1);
  AffineMap map = write.getPermutationMap();
  int64_t rowDim = map.getDimPosition(0), columnDim = map.getDimPosition(1);
  Value zero = constantIndex(builder, loc, 0);
  Value rows = constantIndex(builder, loc, type.getDimSize(0));
  if (!write.isDimInBounds(0))
    rows = minIndex(builder, loc, rows,
                    getRowLimit(write.getBase(), rowDim,
                                write.getIndices()[rowDim]));
  auto rowLoop = scf::ForOp::create(builder, loc, zero, rows,
                                    constantIndex(builder, loc, 1));
  builder.setInsertionPointToStart(rowLoop.getBody());
  auto loop = scf::ForOp::create(builder, loc, zero,
                                 constantIndex(builder, loc, columns),
                                 constantIndex(builder, loc, lanes));
  builder.setInsertionPointToStart(loop.getBody());
  Type stagedType = cast<MemRefType>(staging.getType()).getElementType();
  Value vector = vector::LoadOp::create(
      builder, loc, VectorType::get(lanes, stagedType), staging,
      ValueRange{rowLoop.getInductionVar(), loop.getInductionVar()});
  auto stored = VectorType::get(lanes, type.getElementType());
  if (stagedType != type.getElementType())
    vector = arith::TruncFOp::create(builder, loc, stored, vector);
  SmallVector<Value> position(write.getIndices());
  Value &row = position[rowDim], &column = position[columnDim];
  row = arith::AddIOp::create(builder, loc, row, rowLoop.getInductionVar());
  column = arith::AddIOp::create(builder, loc, column, loop.getInductionVar());
  bool whole = write.isDimInBounds(1) && columns % lanes == 0;
  auto rowMap = AffineMap::get(position.size(), 0,
                               builder.getAffineDimExpr(columnDim));
  vector::TransferWriteOp::create(builder, loc, vector, write.getBase(),
                                  position, rowMap, ArrayRef<bool>{whole});
  builder.setInsertionPoint(write);
}
