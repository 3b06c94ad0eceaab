//===- MatrixKernel.h - Contractions on matrix units ----------*- C++ -*-===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// This file declares the loops around AMX's tile products. Queries are lanes
// here too: the panel's words are the operand whose rows are pairs along the
// reduced dimension, and a tile of sums is 16 columns of the result.
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_LIB_TARGET_CPU_BLOCKTILES_MATRIXKERNEL_H
#define HEDDLE_LIB_TARGET_CPU_BLOCKTILES_MATRIXKERNEL_H

#include "TileBlocker.h"

namespace heddle::cpu {

/// Rows of a tile register, and 32-bit words of a row.
constexpr int64_t matrixRows = 16, matrixWords = 16;
/// Columns of the result, and lanes, of which a step computes the sums: those
/// of two tiles by two.
constexpr int64_t matrixBlock = 2 * matrixRows;

/// result[n] += sum_k left[k] * right(n, k) for the first `columns` n, with k
/// in words, `steps` times `matrixWords` of them.
struct MatrixKernel {
  Location loc;
  llvm::StringRef intrinsic;
  /// memref<KxLxi32>: words of the panel.
  Value left;
  /// A memref whose last dimension is the reduced one, without gaps; the
  /// position of its first element; and which dimension is the result's column.
  Value right;
  llvm::SmallVector<Value> position;
  int64_t columnDim;
  /// memref<NxLxf32>. It holds what is added to, if `accumulates`.
  Value result;
  bool accumulates;
  /// memref<16xi32> for the sizes of tile registers.
  Value configuration;
  /// A multiple of `matrixBlock`.
  Value columns;
  Value steps;
};

/// Emits loops over the blocks of `kernel`.
void emitMatrixBlocks(OpBuilder &b, const MatrixKernel &kernel);

} // namespace heddle::cpu

#endif // HEDDLE_LIB_TARGET_CPU_BLOCKTILES_MATRIXKERNEL_H
