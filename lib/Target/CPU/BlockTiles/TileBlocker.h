//===- TileBlocker.h - Homes and loops for tile values ---------*- C++ -*-===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// This file declares the pieces of heddle-block-tiles. In a tile program, tiles
// are values of type vector<RxC>: R rows by C columns. Vectors of rank 1 are
// rows of numbers (vector<R>, one for each row) or columns (vector<C>, one
// number for each column), by the way they are used.
//
// Tiles have one of two layouts. With as many rows as a register panel has
// lanes, rows are the lanes (TileBlocker). Fewer rows are apart, each a line of
// vectors along its columns (RowBlocker).
//
//   TileValues.cpp         what a tile value is made of, and what it costs
//   ColumnEvaluator.cpp    computes columns of tiles inside a loop
//   RowEvaluator.cpp       computes rows of tiles inside a loop
//   TransposedAccess.cpp   tiles from and to memory, rows in lanes
//   Microkernel.cpp        contractions, rows in lanes
//   MatrixKernel.cpp       contractions on tile registers
//   TileBlocker.cpp        the walk over a tile program
//   RowBlocker.cpp         loops and memory, rows apart
//   RowKernel.cpp          contractions, rows apart
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_LIB_TARGET_CPU_BLOCKTILES_TILEBLOCKER_H
#define HEDDLE_LIB_TARGET_CPU_BLOCKTILES_TILEBLOCKER_H

#include "heddle/Target/CPU/CPUTarget.h"

#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "mlir/IR/Builders.h"
#include "mlir/IR/Dominance.h"
#include "mlir/IR/TypeUtilities.h"

namespace heddle::cpu {

using mlir::Location;
using mlir::OpBuilder;
using mlir::Operation;
using mlir::OpOperand;
using mlir::Type;
using mlir::Value;
using mlir::ValueRange;
using mlir::VectorType;

/// A scratch buffer that holds a tile. Rows in lanes: column by column, each a
/// row of lanes, memref<CxLxT>; or groups of columns in 32-bit words,
/// memref<ceil(C/g)xLxi32>. Rows apart: row by row, memref<RxCxT>.
struct Home {
  Value buffer;
  int64_t group = 1;
};

/// How many columns of a tile are computed: all `size`, or only the first
/// `demanded`, a value of type index, if that is not null.
struct Extent {
  int64_t size = 0;
  Value demanded;

  bool operator==(const Extent &other) const {
    return size == other.size && demanded == other.demanded;
  }
};

/// An op that needs a loop of its own: a reduction or contraction, perhaps in
/// a vector.mask, whose result is then the mask's.
struct Root {
  Operation *outer = nullptr; ///< The op itself, or the vector.mask around it.
  Operation *inner = nullptr;

  explicit operator bool() const { return inner != nullptr; }
  Value getResult() const { return outer->getResult(0); }
  mlir::vector::ContractionOp getContraction() const {
    return mlir::dyn_cast_or_null<mlir::vector::ContractionOp>(inner);
  }
  mlir::vector::MultiDimReductionOp getReduction() const {
    return mlir::dyn_cast_or_null<mlir::vector::MultiDimReductionOp>(inner);
  }
  /// How much of dimension `dim` of the iteration space, of `size`, a mask
  /// leaves.
  Extent getExtent(int64_t dim, int64_t size) const;
};

//===----------------------------------------------------------------------===//
// TileValues.cpp
//===----------------------------------------------------------------------===//

/// The root that `op` is, or that its vector.mask encloses.
Root getRoot(Operation *op);
/// Whether `value` is a tile: a vector of rank 2.
bool isTile(Value value);
/// Whether `value` is a splat: a splat constant or a broadcast scalar.
bool isSplat(Value value);
/// The row of numbers that `value` repeats along its columns, or null:
/// vector.transpose of vector.broadcast.
Value getBroadcastRow(Value value);
/// The tile whose columns `value` has in the opposite order, or null:
/// vector.transpose of vector.shuffle of vector.transpose.
Value getReversed(Value value);
/// The tiles that are `value` with its columns in the opposite order.
llvm::SmallVector<Value> getReversals(Value value);
/// Whether `op` computes each element of its result from the same elements of
/// its operands.
bool isElementwise(Operation *op);
/// Whether rows of `tile` can be computed from what lies in memory with whole
/// rows, numbers for each row or column, and splats.
bool hasRows(Value tile);
/// Whether a transfer moves a tile whose columns are contiguous in memory, each
/// a vector of lanes, and all of it in bounds.
bool holdsColumns(mlir::VectorTransferOpInterface transfer);
/// The tile operands that columns of `value` are computed from.
llvm::SmallVector<Value> getTileOperands(Value value);
/// What `value`'s users compute of its columns: all, or up to one bound.
Extent getExtent(Value value);
/// The rows of a program's tiles, beside right operands of contractions.
int64_t getTileRows(mlir::scf::ForallOp forall);
/// Fails with a diagnostic on ops that have no place in a tile program.
llvm::LogicalResult verifyTileProgram(mlir::scf::ForallOp forall,
                                      const CPUTarget &target);

//===----------------------------------------------------------------------===//
// Small builders
//===----------------------------------------------------------------------===//

Value constantIndex(OpBuilder &b, Location loc, int64_t value);
Value addIndex(OpBuilder &b, Location loc, Value a, int64_t c);
/// The minimum of two values of type index.
Value minIndex(OpBuilder &b, Location loc, Value a, Value c);
/// The smallest multiple of `step` that is not below `value`.
inline int64_t roundUp(int64_t value, int64_t step) {
  return (value + step - 1) / step * step;
}
/// The bits of a vector of a 16-bit type in 32-bit integers, and back.
Value toWords(OpBuilder &b, Location loc, Value vector);
Value fromWords(OpBuilder &b, Location loc, Value words, Type elementType);
/// Vectors of words, of which only the low bits are set, as one: part i is
/// shifted up by i times 32 / parts bits.
Value joinWord(OpBuilder &b, Location loc, llvm::ArrayRef<Value> parts);
/// Lanes [part * size, (part + 1) * size) of `vector`.
Value getPart(OpBuilder &b, Location loc, Value vector, int64_t part,
              int64_t size);
/// `accumulator` plus the products of words by a dot product of the target.
Value multiplyWords(OpBuilder &b, Location loc, const DotProduct &dot, Value x,
                    Value y, Value accumulator);
/// `op`, which is elementwise, on `operands`, with a result of `shape`: a
/// vector, or a scalar if that is empty.
Value cloneOn(OpBuilder &b, Location loc, Operation *op, ValueRange operands,
              llvm::ArrayRef<int64_t> shape);
/// Half of a square of lanes `step` apart, a power of two, transposed: lanes i
/// of `low`, and lanes i of `high` at i + step; or, `upper`, lanes i + step of
/// `low` at i, and those of `high`. These are all i that have no bit of `step`.
Value exchange(OpBuilder &b, Location loc, Value low, Value high, int64_t step,
               bool upper);
/// Combines one number into a row's accumulator.
Value combine(OpBuilder &b, Location loc, mlir::vector::CombiningKind kind,
              Value value, Value acc);
/// Transposes a square of vectors: element j of result i is element i of
/// operand j.
llvm::SmallVector<Value> transposeSquare(OpBuilder &b, Location loc,
                                         llvm::SmallVector<Value> vectors);

//===----------------------------------------------------------------------===//
// TileBlocker
//===----------------------------------------------------------------------===//

class ColumnEvaluator;

/// A tile in memory, element (i, j) at `indices` plus i and j in dimensions
/// `dims` of `memref`.
struct MemoryTile {
  Value memref;
  llvm::SmallVector<Value> indices;
  int64_t dims[2];
  /// The rows that exist and are asked for; null if all of the tile.
  Value rows;
  /// The columns that exist; null if all of the tile.
  Value columns;
  /// Whether an element is a 32-bit word of a group of elements along the
  /// reduced dimension.
  bool words = false;
};

/// Whether dimension 1 of a tile in memory is contiguous.
bool isContiguous(const MemoryTile &tile);
/// The indices of a loop nest over the rows and vectors of a tile in memory.
struct RowLoops {
  Value row, column;
  Operation *columnLoop;

  mlir::Block *getBody() const { return &columnLoop->getRegion(0).front(); }
};
/// Creates that nest over `rows` by `columns`, a vector of `lanes` at a time,
/// and moves into it.
RowLoops createRowLoops(OpBuilder &b, Location loc, Value rows, Value columns,
                        int64_t lanes);
/// `lanes` elements of a tile in memory from (`row`, `column`) on.
Value readVector(OpBuilder &b, mlir::vector::TransferReadOp read,
                 const MemoryTile &source, Value row, Value column,
                 int64_t lanes);

/// Rewrites one tile program, whose rows become the lanes of a panel.
class TileBlocker {
public:
  TileBlocker(mlir::scf::ForallOp forall, const CPUTarget &target)
      : builder(forall.getContext()), target(target), forall(forall),
        dominance(forall->getParentOp()) {}
  virtual ~TileBlocker() = default;

  void run();

protected:
  friend class ColumnEvaluator;
  friend class RowEvaluator;

  // The walk: TileBlocker.cpp.
  void blockRegion(mlir::Block &block);
  void blockReduction(const Root &root);
  virtual void blockContraction(const Root &root);
  virtual void blockScan(mlir::vector::ScanOp scan);
  void blockLoop(mlir::scf::ForOp loop);
  void blockIf(mlir::scf::IfOp branch);
  void blockYield(mlir::scf::YieldOp yield, ValueRange places);
  void eraseDeadTiles();

  /// What one loop over columns computes.
  struct ColumnLoop {
    Extent extent;
    llvm::SmallVector<Root> reductions;
    llvm::SmallVector<Value> packs; ///< Left operands to pack.
    llvm::SmallVector<Value> homes; ///< Tiles to keep in scratch.
  };
  /// A tile that a loop over columns keeps: in single columns, to be read by
  /// other loops, or packed, to be read by contractions, or both.
  struct Kept {
    Value tile;
    Home home;
    bool isHome, isPack;
  };
  Home placeTile(Value tile, int64_t group, llvm::ArrayRef<Home> taken,
                 const llvm::DenseSet<Value> &kept);
  llvm::SmallVector<Kept> placeTiles(const ColumnLoop &loop);
  void addReadyRoots(ColumnLoop &loop, Operation *at);
  void addSharedTiles(ColumnLoop &loop, Operation *at);
  void emitColumnLoop(ColumnLoop &loop, Operation *at);
  int64_t getReductionStep(const ColumnLoop &loop);
  /// Emits the loop itself, with what it keeps; returns the reductions'
  /// results.
  virtual llvm::SmallVector<Value>
  emitColumns(const ColumnLoop &loop, llvm::ArrayRef<Kept> kept, Location loc);
  /// Stores all columns of `tile` in `home`.
  virtual void copyTile(Value tile, const Home &home, Operation *at);
  int64_t getColumnsPerStep(const ColumnLoop &loop);
  bool isReady(Value tile, Operation *at);
  int64_t getCost(Value tile);
  virtual bool readsTransposed(Value tile);

  // Scratch.
  int64_t getCapacity(int64_t columns);
  virtual Value getPlace(mlir::vector::TransferReadOp read,
                         mlir::vector::TransferWriteOp write);
  void keepInPlace(Value tile);
  Value allocateBuffer(llvm::ArrayRef<int64_t> shape, Type elementType);
  virtual Home allocate(int64_t columns, Type elementType, int64_t group = 1);
  /// Keeps `tile` in scratch from `at` on.
  void ensureHome(Value tile, Operation *at);
  /// Packs `tile` as a left operand from `at` on.
  void ensurePacked(Value tile, Operation *at);
  virtual int64_t getGroup(Type elementType);

  // Contractions: Microkernel.cpp.
  struct Microkernel;
  Home getAccumulator(mlir::vector::ContractionOp op, const Root &root);
  MemoryTile getRightOperand(Value tile, bool reducedIsInner, bool forMatrix,
                             Extent rows);
  MemoryTile placeRightOperand(Value tile, const Extent &rows);
  Value getPackBuffer(int64_t rows, int64_t columns, Type elementType);
  Value packRows(Value tile, Value rows, Value columns);
  Value packWords(Value tile, Value rows, Value columns);
  Value computeWord(Value tile, const RowLoops &loops, Value first, Value last,
                    int64_t group, bool firstExists);
  void emitRegisterBlocks(const Microkernel &kernel, Value columns);
  void emitStaticBlocks(const Microkernel &kernel, int64_t columns);
  void emitRegisterBlock(const Microkernel &kernel, Value base, int64_t rows,
                         Value last);
  void emitUntouched(const Microkernel &kernel, Value bound, int64_t size);
  void storeStart(const Microkernel &kernel, Value first, int64_t size);
  const MatrixProduct *getMatrixProduct(const Root &root, bool reducedIsInner);
  void emitMatrix(const Microkernel &kernel, Value columns, int64_t size);
  void zeroLastWords(const Microkernel &kernel, Value length, Value steps);
  llvm::SmallVector<Value> multiplyLast(const Microkernel &kernel,
                                        llvm::ArrayRef<Value> columns,
                                        Value step, ValueRange accumulators);
  llvm::SmallVector<Value> initAccumulators(const Microkernel &kernel,
                                            Value base, int64_t rows);
  llvm::SmallVector<Value> multiply(const Microkernel &kernel,
                                    llvm::ArrayRef<Value> columns, Value step,
                                    ValueRange accumulators, bool single);
  Value loadRight(const Microkernel &kernel, Value column, Value step,
                  bool single);
  Value asOperand(const Microkernel &kernel, Value vector);
  Value multiplyAdd(const Microkernel &kernel, Value scalar, Value lanes,
                    Value accumulator);

  // Tile registers: MatrixKernel.cpp.
  Value packTransposedWords(Value tile, Value rows);

  // Memory: TransposedAccess.cpp.
  MemoryTile getMemoryTile(mlir::vector::TransferReadOp read);
  Value getRowLimit(Value memref, int64_t dim, Value start);
  bool readsInPlace(mlir::vector::TransferReadOp read);
  void stage(mlir::vector::TransferReadOp read, Operation *at);
  virtual void stageReads(Value tile, Operation *at);
  Value readRow(mlir::vector::TransferReadOp read, Value lane, Value column,
                int64_t width);
  virtual void blockWrite(mlir::vector::TransferWriteOp write);
  void writeColumns(mlir::vector::TransferWriteOp write);
  void writeRows(mlir::vector::TransferWriteOp write, Value transposed,
                 Value staging);
  Value getTransposedPart(Value tile);
  void writeTransposed(mlir::vector::TransferWriteOp write);
  Value getWrittenRows(mlir::vector::TransferWriteOp write);

  OpBuilder builder;
  const CPUTarget &target;
  mlir::scf::ForallOp forall;
  mlir::DominanceInfo dominance;
  llvm::DenseMap<Value, Home> homes;    ///< Of tiles.
  llvm::DenseMap<Value, Home> packs;    ///< Of left operands of contractions.
  llvm::DenseMap<Value, Value> staged;  ///< Scratch of tiles read from memory.
  llvm::SmallVector<Value> packBuffers; ///< Scratch of right operands.
  llvm::DenseSet<Operation *> done;     ///< Roots that are rewritten.
};

/// Computes columns [first, first + count) of tiles at the builder's insertion
/// point, inside a loop over columns. Rows of numbers that tiles are computed
/// from must dominate that point.
class ColumnEvaluator {
public:
  ColumnEvaluator(TileBlocker &blocker, OpBuilder &builder, Location loc,
                  Value first, int64_t count)
      : blocker(blocker), b(builder), loc(loc), first(first), count(count) {}

  /// The columns of `tile`, each a vector of lanes.
  llvm::SmallVector<Value> getColumns(Value tile);
  /// The index of column `i`.
  Value getIndex(int64_t i);
  /// Element `i` of a vector of rank 1 with one number for each column. Scalars
  /// are their own.
  Value getScalar(Value column, int64_t i);

private:
  llvm::SmallVector<Value> compute(Value tile);
  Value loadColumn(const Home &home, VectorType type, int64_t i);
  Value readColumn(mlir::vector::TransferReadOp read, int64_t i);
  Value computeScalar(Value column, int64_t i);
  Value loadScalar(mlir::vector::TransferReadOp read, int64_t i);
  bool readsAs(mlir::vector::TransferReadOp read, Type type);
  Value readRow(mlir::vector::TransferReadOp read, int64_t row);
  llvm::SmallVector<Value> readTransposed(mlir::vector::TransferReadOp read,
                                          Type element);

  TileBlocker &blocker;
  OpBuilder &b;
  Location loc;
  Value first;
  int64_t count;
  llvm::DenseMap<Value, llvm::SmallVector<Value>> columns;
  llvm::DenseMap<std::pair<Value, int64_t>, Value> scalars;
  llvm::DenseMap<int64_t, Value> indices;
};

/// Computes one row of tiles, some lanes at a time, at the builder's insertion
/// point.
class RowEvaluator {
public:
  /// For row `row` of right operands, whose rows are keys. What is one number
  /// for the row is computed before `columnLoop`, if that is not null.
  RowEvaluator(TileBlocker &blocker, Location loc, Value row,
               Operation *columnLoop, int64_t width);
  /// For row `row` of tiles whose rows are apart.
  RowEvaluator(TileBlocker &blocker, Location loc, int64_t row);

  /// Says that rows of `tile` lie in `buffer`, memref<RxCxT>.
  void setRows(Value tile, Value buffer) {
    heldTile = tile;
    heldRows = buffer;
  }
  /// Elements from `column` on of the row of `tile`.
  Value getVector(Value tile, Value column);

private:
  Value get(Value value);
  Value compute(Value value);
  Value computeRead(mlir::vector::TransferReadOp read);
  Value getRowNumber(Value numbers);
  VectorType getType(Value value);

  TileBlocker &blocker;
  OpBuilder &b;
  Location loc;
  Value row, column;
  std::optional<int64_t> tileRow; ///< Of tiles whose rows are apart.
  Value heldTile, heldRows;       ///< A tile and its rows; null if none.
  Operation *columnLoop;
  int64_t width;
  ColumnEvaluator rowNumbers;
  llvm::DenseMap<Value, Value> vectors; ///< At `column`.
};

/// Rewrites one tile program, whose rows stay apart: each row of a tile is a
/// line of vectors along its columns.
class RowBlocker : public TileBlocker {
public:
  RowBlocker(mlir::scf::ForallOp forall, const CPUTarget &target, int64_t rows)
      : TileBlocker(forall, target), rows(rows) {}

private:
  // Loops and memory: RowBlocker.cpp.
  Home allocate(int64_t columns, Type elementType, int64_t group) override;
  int64_t getGroup(Type) override { return 1; }
  bool readsTransposed(Value) override { return false; }
  void stageReads(Value, Operation *) override {}
  Value getPlace(mlir::vector::TransferReadOp,
                 mlir::vector::TransferWriteOp) override {
    return {};
  }
  llvm::SmallVector<Value> emitColumns(const ColumnLoop &loop,
                                       llvm::ArrayRef<Kept> kept,
                                       Location loc) override;
  Value reduceLanes(const Root &root, ValueRange accumulators);
  void copyTile(Value tile, const Home &home, Operation *at) override;
  void blockScan(mlir::vector::ScanOp scan) override;
  void blockWrite(mlir::vector::TransferWriteOp write) override;
  void writeRow(mlir::vector::TransferWriteOp write, int64_t row, Value vector,
                Value column);

  // Contractions: RowKernel.cpp.
  struct Kernel;
  /// A part of a contraction's iterations that its accumulators are for.
  struct Block {
    int64_t firstRow, rows, columns;
    bool prefetches = false;
  };
  void blockContraction(const Root &root) override;
  void emitDots(const Kernel &kernel);
  void emitDotBlock(const Kernel &kernel, Value column, const Block &block);
  llvm::SmallVector<Value> sumProducts(const Kernel &kernel,
                                       llvm::ArrayRef<Value> keys,
                                       const Block &block);
  void emitSums(const Kernel &kernel);
  void emitSumBlock(const Kernel &kernel, Value column, const Block &block);
  llvm::SmallVector<Value> addProducts(const Kernel &kernel, Value step,
                                       Value column, const Block &block,
                                       ValueRange accumulators);
  llvm::SmallVector<Value> loadRight(const Kernel &kernel, Value step,
                                     Value column);
  Value loadLeft(const Kernel &kernel, int64_t row, Value step);
  void prefetch(const Kernel &kernel, Value step, int64_t count, int64_t ahead);
  Value multiplyAdd(const Kernel &kernel, Value a, Value b, Value acc);

  int64_t rows;
};

} // namespace heddle::cpu

#endif // HEDDLE_LIB_TARGET_CPU_BLOCKTILES_TILEBLOCKER_H
