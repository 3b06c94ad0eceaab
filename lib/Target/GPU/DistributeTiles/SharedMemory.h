//===- SharedMemory.h - Tiles in shared memory ------------------*- C++ -*-===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_LIB_TARGET_GPU_DISTRIBUTETILES_SHAREDMEMORY_H
#define HEDDLE_LIB_TARGET_GPU_DISTRIBUTETILES_SHAREDMEMORY_H

#include "LayoutAttributes.h"
#include "TileDistributor.h"

#include "mlir/Dialect/Vector/IR/VectorOps.h"

namespace heddle::simt {

/// A tile in a buffer of shared memory: the last two dimensions of a memref, at
/// an index of the others.
class SharedTile {
public:
  SharedTile(TileDistributor &d, mlir::Value buffer, mlir::ValueRange indices);

  int64_t getRows() const { return type.getShape()[type.getRank() - 2]; }
  int64_t getColumns() const { return type.getShape().back(); }
  mlir::Type getElementType() const { return type.getElementType(); }
  int64_t getElementBytes() const { return type.getElementTypeBitWidth() / 8; }

  /// The address of the element at the thread's place by `bases` plus `offset`.
  /// What of the offset does not touch bits of the place is a constant of the
  /// access; the rest is in one of few base registers.
  mlir::Value getAddress(const ThreadBases &bases, const Coordinates &offset);
  /// The address of the element at `row` and `column`, of i32, that nothing is
  /// known of.
  mlir::Value getAddress(mlir::Value row, mlir::Value column);

  /// The tile as products that read shared memory take it, in panels of
  /// `panelBytes` of each row. They sum over its rows if `sumsRows`, and begin
  /// at `row`, and more rows by the bits of the warp's number. Addresses of
  /// such rows have no bit in common.
  SharedFactor getFactor(int64_t panelBytes, bool sumsRows, int64_t row,
                         llvm::ArrayRef<int64_t> rowsOfWarp);

  /// Numbers, among those at `offsets` from the thread's place by `bases`, that
  /// one access of up to 16 bytes can have: neighbours in memory, in its order.
  /// All have equally many.
  llvm::SmallVector<llvm::SmallVector<int64_t>>
  findRuns(const ThreadBases &bases, llvm::ArrayRef<Coordinates> offsets) const;

private:
  mlir::Value makePointer(mlir::Value base, int64_t constant);

  TileDistributor &d;
  mlir::MemRefType type;
  SharedLayout layout;
  int64_t start = 0;   // bytes from the start of shared memory
  mlir::Value dynamic; // bytes more, of i32, that depend on an index
  Coordinates corner;  // of the tile in the buffer's rows and columns
};

/// Loads matrices of 8 x 8 numbers of 16 bits, as many at a time as the target
/// can.
class MatrixLoader {
public:
  MatrixLoader(TileDistributor &d, SharedTile &tile, bool transposed,
               ThreadBases rows)
      : d(d), tile(tile), transposed(transposed), rows(std::move(rows)) {}

  /// The matrices at `origin` and from there by each of `steps`: 2^n for n
  /// steps, in the order of a counter whose low bit is the first step.
  llvm::SmallVector<mlir::Value> load(const Coordinates &origin,
                                      llvm::ArrayRef<Coordinates> steps);

private:
  TileDistributor &d;
  SharedTile &tile;
  bool transposed;
  ThreadBases rows; // places of a matrix's rows, by the low bits of the lane
};

/// Whether a contraction is to load `tile`, piece by piece, itself.
bool isLazyRead(mlir::Value tile);

/// Loads the right factor of a contraction from shared memory.
class SharedReader {
public:
  /// `outer` and `reduced` are the dimensions of the tile that `layout` has
  /// first and second.
  SharedReader(TileDistributor &d, mlir::vector::TransferReadOp read,
               const OperandLayout &layout, int64_t outer, int64_t reduced);

  /// How many steps of the reduced dimension one load serves.
  int64_t getStepsOfLoad() const;
  /// The words of the instruction's operand at (outer, reduced).
  llvm::SmallVector<mlir::Value> load(int64_t outer, int64_t reduced);
  /// `words` of the operand at `reduced`, with 0 from `bound` on.
  llvm::SmallVector<mlir::Value> mask(mlir::ValueRange words, int64_t reduced,
                                      mlir::Value bound);
  /// The tile, for instructions that read it themselves. From row `row` on, and
  /// more by the bits of the warp's number.
  SharedFactor getFactor(int64_t panelBytes, int64_t row = 0,
                         llvm::ArrayRef<int64_t> rowsOfWarp = {}) {
    return tile.getFactor(panelBytes, /*sumsRows=*/reducedDim == 0, row,
                          rowsOfWarp);
  }

private:
  Coordinates at(int64_t outer, int64_t reduced) const;
  bool usesMatrixLoads() const;
  llvm::SmallVector<mlir::Value> loadElements(int64_t outer, int64_t reduced);
  void loadMatrices(int64_t outer, int64_t reduced);

  TileDistributor &d;
  SharedTile tile;
  OperandLayout layout;
  int64_t outerDim, reducedDim, outerExtent, reducedExtent;
  std::map<std::pair<int64_t, int64_t>, llvm::SmallVector<mlir::Value>> loaded;
};

mlir::LogicalResult distributeSharedRead(mlir::vector::TransferReadOp op,
                                         TileDistributor &d);
mlir::LogicalResult distributeSharedWrite(mlir::vector::TransferWriteOp op,
                                          TileDistributor &d);

} // namespace heddle::simt

#endif // HEDDLE_LIB_TARGET_GPU_DISTRIBUTETILES_SHAREDMEMORY_H
