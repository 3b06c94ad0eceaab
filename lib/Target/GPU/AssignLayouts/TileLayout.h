//===- TileLayout.h - A layout while layouts are chosen ---------*- C++ -*-===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_LIB_TARGET_GPU_ASSIGNLAYOUTS_TILELAYOUT_H
#define HEDDLE_LIB_TARGET_GPU_ASSIGNLAYOUTS_TILELAYOUT_H

#include "../DistributeTiles/LayoutAttributes.h"

#include "heddle/Dialect/HeddleGPU/IR/HeddleGPU.h"

namespace heddle::layouts {

/// What `#heddle_gpu.registers` says, to compute with.
struct TileLayout {
  llvm::SmallVector<Coordinates> registers, lane, warp;
  Coordinates repeat;
  llvm::SmallVector<int64_t> partial;

  bool operator==(const TileLayout &other) const {
    return registers == other.registers && lane == other.lane &&
           warp == other.warp && repeat == other.repeat &&
           partial == other.partial;
  }

  /// That of the tile whose dimension i is dimension `dims[i]` of this one, and
  /// that lacks the others: each element is where some element of this layout
  /// is that agrees with it. Registers that would hold the same are dropped.
  TileLayout project(llvm::ArrayRef<int64_t> dims) const;

  /// Bits of the lane that say where an element is in the tile.
  llvm::SmallVector<int64_t> getUsedLaneBits() const;

  RegistersAttr getAttr(mlir::MLIRContext *context) const;
};

/// The threads of a workgroup.
struct Workgroup {
  int64_t warpSize, warps;
};

/// A layout for a tile that nothing else decides: neighbours in a row are in
/// neighbouring registers and lanes, rows in warps. Bits of a thread's number
/// that the tile is too small for hold what others hold.
TileLayout getBlockedLayout(mlir::VectorType type, const Workgroup &workgroup);

/// That of an operand of a matrix instruction in a tile of `type`, of which
/// dimension `outer` is the operand's first. Warps share the rows if
/// `acrossWarps`, or else have all of them each.
TileLayout getOperandLayout(const OperandLayout &operand, mlir::VectorType type,
                            int64_t outer, bool acrossWarps,
                            const Workgroup &workgroup);

/// A layout of shared memory for rows of numbers, in which eight chunks of 16
/// bytes that are in the same place of rows next to each other lie in different
/// banks, and so do `step` rows... of single numbers.
SharedAttr getSharedLayout(mlir::VectorType type, bool readAcrossRows);

/// One for right factors of an instruction, of which dimension `outer` is the
/// operand's first: what a lane has of a column lies together, in chunks of 16
/// bytes, and eight columns beside each other, or eight groups of eight, differ
/// in banks.
SharedAttr getFactorLayout(const OperandLayout &operand, mlir::VectorType type,
                           int64_t outer);

/// How threads hold a tile, of powers of two, that they read from the rows of a
/// memref and write to shared memory: up to 16 bytes of a row each, and as many
/// rows as lie together in 8 bytes; lanes that write at a time meet in no bank
/// if that is possible.
TileLayout getStagingLayout(mlir::VectorType type, SharedAttr shared,
                            const Workgroup &workgroup);

} // namespace heddle::layouts

#endif // HEDDLE_LIB_TARGET_GPU_ASSIGNLAYOUTS_TILELAYOUT_H
