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

Value cpu::exchange(OpBuilder &b, Location loc, Value low, Value high,
                    int64_t step, bool upper) {
  int64_t size = cast<VectorType>(low.getType()).getDimSize(0);
  auto mask = llvm::map_to_vector(llvm::seq<int64_t>(0, size),
                                  [&](int64_t i) -> int64_t {
                                    bool odd = i & step;
                                    if (upper)
                                      return odd ? size + i : i + step;
                                    return odd ? size + i - step : i;
                                  });
  return vector::ShuffleOp::create(b, loc, low, high, mask);
}

/// The longest exchanges come first: the same instructions in the other order
/// take LLVM three times as long to select.
SmallVector<Value> cpu::transposeSquare(OpBuilder &b, Location loc,
                                        SmallVector<Value> vectors) {
  int64_t size = vectors.size();
  for (int64_t step = size / 2; step > 0; step /= 2)
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

Value cpu::fromWords(OpBuilder &b, Location loc, Value words,
                     Type elementType) {
  auto type = cast<VectorType>(words.getType());
  auto halves = VectorType::get(type.getShape(), b.getI16Type());
  Value bits = arith::TruncIOp::create(b, loc, halves, words);
  return arith::BitcastOp::create(
      b, loc, VectorType::get(type.getShape(), elementType), bits);
}

Value cpu::joinWord(OpBuilder &b, Location loc, ArrayRef<Value> parts) {
  Value word = parts.front();
  auto type = cast<VectorType>(word.getType());
  int64_t width = 32 / parts.size();
  for (auto [i, part] : llvm::enumerate(parts.drop_front())) {
    Value shift = arith::ConstantOp::create(
        b, loc,
        DenseElementsAttr::get(
            type, Attribute(b.getI32IntegerAttr(width * (i + 1)))));
    Value high = arith::ShLIOp::create(b, loc, part, shift);
    word = arith::OrIOp::create(b, loc, word, high);
  }
  return word;
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
  MemoryTile tile{
      read.getBase(), llvm::to_vector(read.getIndices()), {}, {}, {}};
  for (int64_t i : {0, 1})
    tile.dims[i] = read.getPermutationMap().getDimPosition(i);
  return tile;
}

RowLoops cpu::createRowLoops(OpBuilder &b, Location loc, Value rows,
                             Value columns, int64_t lanes) {
  Value zero = constantIndex(b, loc, 0);
  auto rowLoop =
      scf::ForOp::create(b, loc, zero, rows, constantIndex(b, loc, 1));
  b.setInsertionPointToStart(rowLoop.getBody());
  auto columnLoop =
      scf::ForOp::create(b, loc, zero, columns, constantIndex(b, loc, lanes));
  b.setInsertionPointToStart(columnLoop.getBody());
  return {rowLoop.getInductionVar(), columnLoop.getInductionVar(), columnLoop};
}

/// `lanes` elements of a tile in memory from (`row`, `column`) on.
Value cpu::readVector(OpBuilder &b, vector::TransferReadOp read,
                      const MemoryTile &source, Value row, Value column,
                      int64_t lanes) {
  Location loc = read.getLoc();
  SmallVector<Value> position = source.indices;
  Value &r = position[source.dims[0]], &c = position[source.dims[1]];
  r = arith::AddIOp::create(b, loc, r, row);
  c = arith::AddIOp::create(b, loc, c, column);
  auto map =
      AffineMap::get(position.size(), 0, b.getAffineDimExpr(source.dims[1]));
  VectorType tile = read.getVectorType();
  bool whole = read.isDimInBounds(1) && tile.getDimSize(1) % lanes == 0;
  return vector::TransferReadOp::create(
      b, loc, VectorType::get(lanes, tile.getElementType()), source.memref,
      position, read.getPadding(), map, ArrayRef<bool>{whole});
}

/// Whether every use of `read` extends it to a wider type.
static bool isOnlyExtended(vector::TransferReadOp read) {
  return llvm::all_of(read->getUsers(),
                      [](Operation *user) { return isa<arith::ExtFOp>(user); });
}

/// Whether squares of the tile can be read where it lies: all of it is there,
/// and its rows are whole vectors.
bool TileBlocker::readsInPlace(vector::TransferReadOp read) {
  return !read.hasOutOfBoundsDim() && isContiguous(getMemoryTile(read)) &&
         read.getVectorType().getDimSize(1) % target.lanes == 0;
}

/// Copies a tile from memory to scratch, row by row, before `at`, if it has to
/// be: rows past the memref's end are padding, and what is only used extended
/// is extended.
void TileBlocker::stage(vector::TransferReadOp read, Operation *at) {
  if (staged.contains(read) || readsInPlace(read))
    return;
  OpBuilder::InsertionGuard guard(builder);
  builder.setInsertionPoint(at);
  Location loc = read.getLoc();
  VectorType type = read.getVectorType();
  int64_t lanes = target.lanes, columns = type.getDimSize(1);
  bool extend = isOnlyExtended(read);
  Type element = extend ? getElementTypeOrSelf(*read->getResult(0)
                                                    .getUsers()
                                                    .begin()
                                                    ->getResultTypes()
                                                    .begin())
                        : type.getElementType();
  Value buffer =
      allocateBuffer({type.getDimSize(0), roundUp(columns, lanes)}, element);
  staged[read] = buffer;

  RowLoops loops = createRowLoops(
      builder, loc, constantIndex(builder, loc, type.getDimSize(0)),
      constantIndex(builder, loc, columns), lanes);
  Value vector = readRow(read, loops.row, loops.column, lanes);
  if (extend)
    vector = arith::ExtFOp::create(builder, loc,
                                   VectorType::get(lanes, element), vector);
  vector::StoreOp::create(builder, loc, vector, buffer,
                          ValueRange{loops.row, loops.column});
}

/// `width` elements of memory in row `lane` of a tile, from `column` on.
Value TileBlocker::readRow(vector::TransferReadOp read, Value lane,
                           Value column, int64_t width) {
  Location loc = read.getLoc();
  MemoryTile tile = getMemoryTile(read);
  if (read.isDimInBounds(0))
    return readVector(builder, read, tile, lane, column, width);
  Value limit =
      getRowLimit(tile.memref, tile.dims[0], tile.indices[tile.dims[0]]);
  Value inside = arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::slt,
                                       lane, limit);
  Value row = minIndex(builder, loc, lane, addIndex(builder, loc, limit, -1));
  Value vector = readVector(builder, read, tile, row, column, width);
  Value padding = vector::BroadcastOp::create(builder, loc, vector.getType(),
                                              read.getPadding());
  return arith::SelectOp::create(builder, loc, inside, vector, padding);
}

/// Copies to scratch the tiles in memory that columns of `tile` come from.
void TileBlocker::stageReads(Value tile, Operation *at) {
  if (homes.contains(tile))
    return;
  auto read = tile.getDefiningOp<vector::TransferReadOp>();
  if (read && !holdsColumns(read))
    stage(read, at);
  for (Value operand : getTileOperands(tile))
    stageReads(operand, at);
}

/// The step's part of a row of a tile in memory or, if it was copied, scratch.
Value ColumnEvaluator::readRow(vector::TransferReadOp read, int64_t row) {
  Value index = constantIndex(b, loc, row);
  auto buffer = blocker.staged.find(read);
  if (buffer == blocker.staged.end())
    return readVector(b, read, blocker.getMemoryTile(read), index, first,
                      count);
  auto type = VectorType::get(count, getElementTypeOrSelf(buffer->second));
  return vector::LoadOp::create(b, loc, type, buffer->second,
                                ValueRange{index, first});
}

/// Columns of a tile in memory, `lanes` of them, extended to `element` if they
/// were not yet: squares of it, transposed.
SmallVector<Value> ColumnEvaluator::readTransposed(vector::TransferReadOp read,
                                                   Type element) {
  bool narrow = element.getIntOrFloatBitWidth() == 16;
  auto type = VectorType::get(count, element);
  SmallVector<SmallVector<Value>> parts(count);
  int64_t lanes = read.getVectorType().getDimSize(0);
  for (int64_t lane = 0; lane < lanes; lane += count) {
    SmallVector<Value> rows;
    for (int64_t i = 0; i < count; ++i) {
      Value row = readRow(read, lane + i);
      if (row.getType() != type)
        row = arith::ExtFOp::create(b, loc, type, row);
      rows.push_back(narrow ? toWords(b, loc, row) : row);
    }
    for (auto [i, column] : llvm::enumerate(transposeSquare(b, loc, rows)))
      parts[i].push_back(column);
  }
  return llvm::map_to_vector(parts, [&](const SmallVector<Value> &column) {
    Value joined = join(b, loc, column);
    return narrow ? fromWords(b, loc, joined, element) : joined;
  });
}

//===----------------------------------------------------------------------===//
// Writes
//===----------------------------------------------------------------------===//

/// How many rows of a tile exist where it is written.
Value TileBlocker::getWrittenRows(vector::TransferWriteOp write) {
  Location loc = write.getLoc();
  int64_t rowDim = write.getPermutationMap().getDimPosition(0);
  Value rows = constantIndex(builder, loc, write.getVectorType().getDimSize(0));
  if (write.isDimInBounds(0))
    return rows;
  return minIndex(
      builder, loc, rows,
      getRowLimit(write.getBase(), rowDim, write.getIndices()[rowDim]));
}

/// Writes a part of row `row` of a tile, from `column` on.
static void writeVector(OpBuilder &b, vector::TransferWriteOp write, Value row,
                        Value column, Value vector) {
  Location loc = write.getLoc();
  AffineMap map = write.getPermutationMap();
  SmallVector<Value> position(write.getIndices());
  Value &r = position[map.getDimPosition(0)];
  Value &c = position[map.getDimPosition(1)];
  r = arith::AddIOp::create(b, loc, r, row);
  c = arith::AddIOp::create(b, loc, c, column);
  int64_t lanes = cast<VectorType>(vector.getType()).getDimSize(0);
  bool whole = write.isDimInBounds(1) &&
               write.getVectorType().getDimSize(1) % lanes == 0;
  auto rowMap =
      AffineMap::get(position.size(), 0, map.getResult(1), b.getContext());
  vector::TransferWriteOp::create(b, loc, vector, write.getBase(), position,
                                  rowMap, ArrayRef<bool>{whole});
}

void TileBlocker::blockWrite(vector::TransferWriteOp write) {
  if (holdsColumns(write))
    writeColumns(write);
  else if (hasRows(write.getVector()))
    writeRows(write, /*transposed=*/{}, /*staging=*/{});
  else
    writeTransposed(write);
  write.erase();
}

/// Writes the tile column by column.
void TileBlocker::writeColumns(vector::TransferWriteOp write) {
  Value tile = write.getVector();
  Location loc = write.getLoc();
  int64_t columns = write.getVectorType().getDimSize(1);
  int64_t dim = write.getPermutationMap().getDimPosition(1);
  ColumnLoop whole{{columns, {}}, {}, {}, {tile}};
  if (columns % getColumnsPerStep(whole) != 0)
    ensureHome(tile, write);
  else
    stageReads(tile, write);
  builder.setInsertionPoint(write);
  int64_t step = getColumnsPerStep(whole);
  auto loop = scf::ForOp::create(builder, loc, constantIndex(builder, loc, 0),
                                 constantIndex(builder, loc, columns),
                                 constantIndex(builder, loc, step));
  builder.setInsertionPointToStart(loop.getBody());
  ColumnEvaluator evaluator(*this, builder, loc, loop.getInductionVar(), step);
  for (auto [i, column] : llvm::enumerate(evaluator.getColumns(tile))) {
    SmallVector<Value> position(write.getIndices());
    position[dim] = arith::AddIOp::create(builder, loc, position[dim],
                                          evaluator.getIndex(i));
    vector::StoreOp::create(builder, loc, column, write.getBase(), position);
  }
}

/// Writes the tile row by row. `transposed`, if not null, is a part of it whose
/// rows lie in `staging`.
void TileBlocker::writeRows(vector::TransferWriteOp write, Value transposed,
                            Value staging) {
  OpBuilder::InsertionGuard guard(builder);
  builder.setInsertionPoint(write);
  Location loc = write.getLoc();
  VectorType type = write.getVectorType();
  int64_t lanes = target.lanes, columns = type.getDimSize(1);
  RowLoops loops = createRowLoops(builder, loc, getWrittenRows(write),
                                  constantIndex(builder, loc, columns), lanes);
  RowEvaluator evaluator(*this, loc, loops.row, loops.columnLoop, lanes);
  if (transposed)
    evaluator.setRows(transposed, staging);
  writeVector(builder, write, loops.row, loops.column,
              evaluator.getVector(write.getVector(), loops.column));
}

/// The part of a tile that has to be transposed. What is computed of it and of
/// tiles in memory, as an elementwise gate, is computed row by row: transposing
/// the others to columns would be in vain. A rounding to the stored type waits
/// as well, so that squares have 32-bit lanes.
Value TileBlocker::getTransposedPart(Value tile) {
  while (!homes.contains(tile)) {
    auto columns = llvm::filter_to_vector(
        getTileOperands(tile), [](Value value) { return !hasRows(value); });
    bool isRounded = tile.getDefiningOp<arith::TruncFOp>() != nullptr;
    if (columns.size() != 1 || (!isRounded && !readsTransposed(tile)))
      return tile;
    tile = columns.front();
  }
  return tile;
}

/// Transposes the tile, or a part of it, into scratch, and writes the rows that
/// exist.
void TileBlocker::writeTransposed(vector::TransferWriteOp write) {
  Value tile = getTransposedPart(write.getVector());
  auto type = cast<VectorType>(tile.getType());
  Location loc = write.getLoc();
  int64_t lanes = target.lanes, columns = type.getDimSize(1);
  Value staging = allocateBuffer({type.getDimSize(0), roundUp(columns, lanes)},
                                 type.getElementType());

  stageReads(tile, write);
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
      Value stored =
          narrow ? fromWords(builder, loc, row, type.getElementType()) : row;
      vector::StoreOp::create(
          builder, loc, stored, staging,
          ValueRange{constantIndex(builder, loc, part * lanes + i),
                     loop.getInductionVar()});
    }
  }
  writeRows(write, tile, staging);
}
