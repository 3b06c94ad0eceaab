//===- GlobalMemory.h - Addresses of a memref's elements --------*- C++ -*-===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_LIB_TARGET_GPU_DISTRIBUTETILES_GLOBALMEMORY_H
#define HEDDLE_LIB_TARGET_GPU_DISTRIBUTETILES_GLOBALMEMORY_H

#include "TileDistributor.h"

#include "heddle/Dialect/HeddleGPU/IR/HeddleGPU.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"

namespace heddle::simt {

/// A tile of a memref in global memory: where its elements are, and which of
/// them exist.
class GlobalTile {
public:
  /// The tile begins at `indices`; dimension i of it is dimension `dims[i]` of
  /// the memref, or none if that is negative. `inBounds` says along which
  /// dimensions of the tile all elements exist.
  GlobalTile(TileDistributor &d, mlir::Value memref, mlir::ValueRange indices,
             llvm::ArrayRef<int64_t> dims, llvm::ArrayRef<bool> inBounds);

  /// Writes what does not depend on the thread, for accesses in blocks that do
  /// not dominate each other.
  void prepare();

  /// The address of the element at `place` (of i32, by dimension) plus
  /// `offset`. Parts that do not depend on the offset are written once.
  mlir::Value getAddress(mlir::ValueRange place, const Coordinates &offset);

  /// Whether the element at `place` plus `offset` exists; null if it is sure.
  mlir::Value exists(mlir::ValueRange place, const Coordinates &offset);
  /// How many elements there are from the tile's first one, of i32, along
  /// `dim`; null if all exist.
  mlir::Value getLimit(int64_t dim);

  /// The bytes that addresses of elements whose coordinate along the innermost
  /// dimension is a multiple of `bytes` / element size are multiples of; at
  /// most `bytes`. What types do not tell counts as a multiple of one element,
  /// or of `bytes` if `hopeful`. A memref without an offset starts at one.
  int64_t getAlignment(int64_t bytes, bool hopeful = false);
  /// The dimension of the tile along which elements are neighbours; negative if
  /// there is none.
  int64_t getInnermost() const { return innermost; }
  int64_t getElementBytes() const { return elementBytes; }
  /// Whether all that types do not tell is a multiple of `bytes`, of i1. It is
  /// the same for all threads and for all tiles of the memref.
  mlir::Value isAligned(int64_t bytes);

private:
  mlir::OpFoldResult getStride(int64_t dim);
  int64_t getStrideDivisor(int64_t dim) const;
  mlir::Value getByteOffset(mlir::Value number, int64_t dim);
  mlir::Value getBase();

  TileDistributor &d;
  mlir::Value memref;
  mlir::MemRefType type;
  llvm::SmallVector<mlir::Value> indices;
  llvm::SmallVector<int64_t> dims;
  llvm::SmallVector<bool> inBounds;
  llvm::SmallVector<int64_t> strides;
  int64_t innermost = -1, elementBytes;
  mlir::memref::ExtractStridedMetadataOp metadata;
  mlir::Value base;
  llvm::SmallVector<mlir::Value> place, limits;
  mlir::Value placed;
};

/// Of copies in loops of which there is one for rows that lie so that wide
/// copies can have them, true there, and one for others, false there.
constexpr llvm::StringLiteral kIsAlignedName = "heddle_gpu.is_aligned";

/// Whether rows lie so that wide copies can have them, of i1, where only the
/// run knows; else null. It does not depend on what is in the loop of `op`.
mlir::Value createAlignmentCheck(CopyOp op, TileDistributor &d);

} // namespace heddle::simt

#endif // HEDDLE_LIB_TARGET_GPU_DISTRIBUTETILES_GLOBALMEMORY_H
