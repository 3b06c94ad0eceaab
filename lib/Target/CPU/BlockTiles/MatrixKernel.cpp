//===- MatrixKernel.cpp - Contractions on matrix units -------------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Tile registers are named by number, so that there is nothing to allocate or
// spill: 0 to 3 hold a block of sums, two tiles of columns by two of lanes, 4
// and 5 the columns of the right operand, 6 and 7 the lanes of the left one.
//
//===----------------------------------------------------------------------===//

#include "MatrixKernel.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"

using namespace mlir;
using namespace heddle;
using namespace heddle::cpu;

namespace {
enum TileRegister { Sums = 0, Right = 4, Left = 6 };

/// A matrix in memory: where it starts, and the bytes from row to row.
struct Matrix {
  Value address, stride;
};

/// Emits instructions on tile registers.
class TileEmitter {
public:
  TileEmitter(OpBuilder &b, Location loc) : b(b), loc(loc) {}

  /// The rows of `memref` along `rowDim` from `position` on.
  Matrix getMatrix(Value memref, ArrayRef<Value> position, int64_t rowDim);
  /// The tile of `matrix` from `row` and byte `column` of rows on.
  Matrix getTile(const Matrix &matrix, Value row, Value column);

  /// Gives all tile registers their full size, and zeros, by way of `memory`.
  void configure(Value memory);
  void release() { call("llvm.x86.tilerelease", {}); }
  void zero(int64_t tile) { call("llvm.x86.tilezero", {number(tile)}); }
  void load(int64_t tile, const Matrix &from) {
    call("llvm.x86.tileloadd64",
         {number(tile), getPointer(from.address), from.stride});
  }
  void store(int64_t tile, const Matrix &to) {
    call("llvm.x86.tilestored64",
         {number(tile), getPointer(to.address), to.stride});
  }
  void multiply(StringRef intrinsic, int64_t sum, int64_t right, int64_t left) {
    call(intrinsic, {number(sum), number(right), number(left)});
  }

  Value constant(int64_t value) {
    return arith::ConstantOp::create(b, loc, b.getI64IntegerAttr(value));
  }
  Value cast(Value index) {
    return arith::IndexCastOp::create(b, loc, b.getI64Type(), index);
  }
  Value scale(Value value, int64_t factor) {
    return arith::MulIOp::create(b, loc, value, constant(factor));
  }

private:
  Value number(int64_t tile) {
    return LLVM::ConstantOp::create(b, loc, b.getI8IntegerAttr(tile));
  }
  Value getPointer(Value address) {
    return LLVM::IntToPtrOp::create(
        b, loc, LLVM::LLVMPointerType::get(b.getContext()), address);
  }
  void call(StringRef intrinsic, ValueRange operands) {
    LLVM::CallIntrinsicOp::create(b, loc, b.getStringAttr(intrinsic), operands);
  }

  OpBuilder &b;
  Location loc;
};
} // namespace

Matrix TileEmitter::getMatrix(Value memref, ArrayRef<Value> position,
                              int64_t rowDim) {
  auto metadata = memref::ExtractStridedMetadataOp::create(b, loc, memref);
  Value offset = metadata.getOffset();
  for (auto [index, stride] : llvm::zip_equal(position, metadata.getStrides()))
    offset = arith::AddIOp::create(
        b, loc, offset, arith::MulIOp::create(b, loc, index, stride));
  int64_t bytes =
      llvm::cast<MemRefType>(memref.getType()).getElementTypeBitWidth() / 8;
  Value base = memref::ExtractAlignedPointerAsIndexOp::create(b, loc, memref);
  Value address =
      arith::AddIOp::create(b, loc, cast(base), scale(cast(offset), bytes));
  return {address, scale(cast(metadata.getStrides()[rowDim]), bytes)};
}

Matrix TileEmitter::getTile(const Matrix &matrix, Value row, Value column) {
  Value bytes = arith::MulIOp::create(b, loc, row, matrix.stride);
  bytes = arith::AddIOp::create(b, loc, bytes, column);
  return {arith::AddIOp::create(b, loc, matrix.address, bytes), matrix.stride};
}

void TileEmitter::configure(Value memory) {
  // Palette 1; bytes of a row, 16 bits for each of 8 registers, from byte 16
  // on; rows, 8 bits for each, from byte 48 on.
  int32_t words[16] = {1};
  std::fill_n(words + 4, 4, 4 * matrixWords * 0x10001);
  std::fill_n(words + 12, 2, matrixRows * 0x1010101);
  auto type = VectorType::get(16, b.getI32Type());
  Value value = arith::ConstantOp::create(
      b, loc, DenseElementsAttr::get(type, ArrayRef<int32_t>(words)));
  vector::StoreOp::create(b, loc, value, memory, constantIndex(b, loc, 0));
  Value address =
      memref::ExtractAlignedPointerAsIndexOp::create(b, loc, memory);
  call("llvm.x86.ldtilecfg", {getPointer(cast(address))});
}

/// Tiles two by two: those of `matrix` from row `row` and byte `column` on,
/// each `rowStep` rows and `columnStep` bytes from the next.
static SmallVector<Matrix, 4> getBlock(TileEmitter &tiles, OpBuilder &b,
                                       Location loc, const Matrix &matrix,
                                       Value row, Value column) {
  SmallVector<Matrix, 4> block;
  for (int64_t i : {0, 1})
    for (int64_t j : {0, 1}) {
      Value r =
          arith::AddIOp::create(b, loc, row, tiles.constant(i * matrixRows));
      Value c = arith::AddIOp::create(b, loc, column,
                                      tiles.constant(j * 4 * matrixWords));
      block.push_back(tiles.getTile(matrix, r, c));
    }
  return block;
}

/// The loop over the reduced dimension for a block of sums.
static void emitSteps(OpBuilder &b, TileEmitter &tiles,
                      const MatrixKernel &kernel, const Matrix &left,
                      const Matrix &right, Value column, Value lane) {
  Location loc = kernel.loc;
  OpBuilder::InsertionGuard guard(b);
  auto loop = scf::ForOp::create(b, loc, constantIndex(b, loc, 0), kernel.steps,
                                 constantIndex(b, loc, 1));
  b.setInsertionPointToStart(loop.getBody());
  Value step = tiles.cast(loop.getInductionVar());
  Value word = tiles.scale(step, matrixWords);
  Value byte = tiles.scale(step, 4 * matrixWords);
  for (int64_t i : {0, 1}) {
    Value row =
        arith::AddIOp::create(b, loc, column, tiles.constant(i * matrixRows));
    tiles.load(Right + i, tiles.getTile(right, row, byte));
    Value lanes = arith::AddIOp::create(b, loc, lane,
                                        tiles.constant(i * 4 * matrixWords));
    tiles.load(Left + i, tiles.getTile(left, word, lanes));
  }
  for (int64_t i : {0, 1})
    for (int64_t j : {0, 1})
      tiles.multiply(kernel.intrinsic, Sums + 2 * i + j, Right + i, Left + j);
}

void cpu::emitMatrixBlocks(OpBuilder &b, const MatrixKernel &kernel) {
  Location loc = kernel.loc;
  OpBuilder::InsertionGuard guard(b);
  TileEmitter tiles(b, loc);
  Value zero = constantIndex(b, loc, 0);
  Value block = constantIndex(b, loc, matrixBlock);
  Matrix left = tiles.getMatrix(kernel.left, {zero, zero}, 0);
  Matrix right =
      tiles.getMatrix(kernel.right, kernel.position, kernel.columnDim);
  Matrix result = tiles.getMatrix(kernel.result, {zero, zero}, 0);
  int64_t lanes = cast<MemRefType>(kernel.left.getType()).getDimSize(1);

  tiles.configure(kernel.configuration);
  auto columns = scf::ForOp::create(b, loc, zero, kernel.columns, block);
  b.setInsertionPointToStart(columns.getBody());
  auto panels =
      scf::ForOp::create(b, loc, zero, constantIndex(b, loc, lanes), block);
  b.setInsertionPointToStart(panels.getBody());
  Value column = tiles.cast(columns.getInductionVar());
  Value lane = tiles.scale(tiles.cast(panels.getInductionVar()), 4);
  SmallVector<Matrix, 4> sums = getBlock(tiles, b, loc, result, column, lane);
  for (auto [i, sum] : llvm::enumerate(sums))
    if (kernel.accumulates)
      tiles.load(Sums + i, sum);
    else
      tiles.zero(Sums + i);
  emitSteps(b, tiles, kernel, left, right, column, lane);
  for (auto [i, sum] : llvm::enumerate(sums))
    tiles.store(Sums + i, sum);
  b.setInsertionPointAfter(columns);
  tiles.release();
}

/// Computes the first `rows` rows of a tile into scratch of words that hold a
/// group of rows each, transposed: memref<CxWxi32>. Rows that are not there are
/// zero as far as tile registers hold them.
Value TileBlocker::packTransposedWords(Value tile, Value rows) {
  Location loc = tile.getLoc();
  auto type = cast<VectorType>(tile.getType());
  int64_t group = getGroup(type.getElementType());
  int64_t rowsOfBlock = group * matrixWords, columns = type.getDimSize(1);
  int64_t words = roundUp(type.getDimSize(0), rowsOfBlock) / group;
  Value buffer = getPackBuffer(columns, words, builder.getI32Type());
  OpBuilder::InsertionGuard guard(builder);
  Value blocks = arith::CeilDivSIOp::create(
      builder, loc, rows, constantIndex(builder, loc, rowsOfBlock));
  Value last = addIndex(builder, loc, rows, -1);
  RowLoops loops = createRowLoops(
      builder, loc, blocks, constantIndex(builder, loc, columns), matrixRows);
  builder.setInsertionPoint(loops.columnLoop);
  Value row = arith::MulIOp::create(builder, loc, loops.row,
                                    constantIndex(builder, loc, rowsOfBlock));
  Value word = arith::MulIOp::create(builder, loc, loops.row,
                                     constantIndex(builder, loc, matrixWords));
  SmallVector<Value> square;
  for (int64_t i = 0; i < matrixWords; ++i) {
    builder.setInsertionPoint(loops.columnLoop);
    Value first = addIndex(builder, loc, row, i * group);
    builder.setInsertionPoint(loops.getBody()->getTerminator());
    square.push_back(computeWord(tile, loops, first, last, group,
                                 /*firstExists=*/false));
  }
  for (auto [i, line] : llvm::enumerate(transposeSquare(builder, loc, square)))
    vector::StoreOp::create(
        builder, loc, line, buffer,
        ValueRange{addIndex(builder, loc, loops.column, i), word});
  return buffer;
}
