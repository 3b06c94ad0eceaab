//===- Matrix.h - Matrix instructions as data -------------------*- C++ -*-===//
//
// Part of the Heddle Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_EMULATOR_AMDGPU_MATRIX_H
#define HEDDLE_EMULATOR_AMDGPU_MATRIX_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"

#include <cstdint>

namespace heddle::amdgcn {

/// Types of elements of matrices.
enum class Element : uint8_t {
  F64,
  F32,
  XF32,
  F16,
  BF16,
  I32,
  I8,
  I4,
  FP8,
  BF8,
  /// The instruction says which, in its operands cbsz and blgp.
  Narrow,
};

/// How the lanes of a wave hold the matrices.
enum class Fragments : uint8_t {
  /// CDNA: rows of D in groups of 4, dealt to the lanes in turn.
  MFMA,
  /// The same with groups of one row.
  MFMA64,
  /// gfx11: each half of the wave has all of A and B; rows of D alternate.
  Replicated,
  /// gfx12: halves of K and of the rows of D.
  Split,
};

/// D = A B + C for `blocks` matrices at once; A is m x k, B is k x n.
struct MatrixShape {
  /// The intrinsic, without "llvm.amdgcn.".
  llvm::StringRef name;
  Fragments fragments;
  unsigned m, n, k, blocks;
  Element a, b, d;
  /// The processors that have it, from gfx<first> to gfx<last>, with 910 for
  /// gfx90a.
  unsigned first, last;
};

/// All instructions that are emulated.
llvm::ArrayRef<MatrixShape> getMatrixShapes();

/// An element of A or B (whose row and column are exchanged), or of D.
struct Coordinate {
  unsigned block, outer, inner;
};

/// Which element of A or B is the e-th of a lane; `outer` is the row of A or
/// column of B, `extent` how many there are.
Coordinate locateInput(const MatrixShape &shape, unsigned extent,
                       unsigned waveSize, unsigned lane, unsigned e);
/// Elements of A or B that each lane has.
unsigned countInputs(const MatrixShape &shape, unsigned extent,
                     unsigned waveSize);
/// Which element of C and D is the e-th of a lane: row `outer`, column `inner`.
Coordinate locateResult(const MatrixShape &shape, unsigned waveSize,
                        unsigned lane, unsigned e);

} // namespace heddle::amdgcn

#endif // HEDDLE_EMULATOR_AMDGPU_MATRIX_H
