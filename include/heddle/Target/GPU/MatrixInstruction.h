//===- MatrixInstruction.h - Matrix instructions as data --------*- C++ -*-===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What the shared passes know of a matrix instruction: its extents, and which
// lane has which element of its operands in which register. Each GPU has a
// table of them, see TargetLowering.
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_TARGET_GPU_MATRIXINSTRUCTION_H
#define HEDDLE_TARGET_GPU_MATRIXINSTRUCTION_H

#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"

namespace heddle {

/// A point of a tile, or the place of a register relative to its thread.
using Coordinates = llvm::SmallVector<int64_t, 2>;

/// Registers and lanes of an operand of a matrix instruction: a coordinate for
/// each bit of their numbers; an element lies at the XOR of the coordinates of
/// the bits that are set. Coordinates are (row, k) of the left factor,
/// (column, k) of the right one, (row, column) of the result.
struct OperandLayout {
  llvm::SmallVector<Coordinates> registers, lane;

  /// The coordinates of each register of the lane 0.
  llvm::SmallVector<Coordinates> getPoints() const;
};

/// Types of factors. Results are of f32.
enum class FactorType { F16, BF16, F32 };

/// An instruction that adds the product of an m x k and a k x n matrix to an
/// m x n one. Or several that do so together, written by
/// TargetLowering::multiplyMatrices.
struct MatrixInstruction {
  /// As `#heddle_gpu.mma` says it: no other of the table has this name.
  llvm::StringRef name;
  int64_t m, n, k;
  FactorType type;
  /// Whether factors of f32 are rounded to tf32, which not all ops allow.
  bool roundsToTf32;
  OperandLayout a, b, c;
  /// Warps in a row, the first one's number a multiple of them, that run it
  /// together. Each has the rows that follow those of the warp before;
  /// layouts are those of one warp.
  int64_t warps = 1;
  /// If not 0, the instruction reads the right factor from shared memory, and
  /// takes any multiple of n columns up to maxColumns. The tile there is cut
  /// into panels of so many bytes of each row, whose chunks of 16 bytes are
  /// swizzled by the row; see TargetLowering::startProduct.
  int64_t panelBytes = 0;
  int64_t maxColumns = 0;
  /// Of a product that sums over more than so many columns, it reads the left
  /// factor from there, too.
  int64_t maxDepth = 0;

  bool readsShared() const { return panelBytes != 0; }
};

} // namespace heddle

#endif // HEDDLE_TARGET_GPU_MATRIXINSTRUCTION_H
