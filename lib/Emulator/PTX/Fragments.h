//===- Fragments.h - Which lane holds which element of a tile ---*- C++ -*-===//
//
// Part of the Heddle Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Fragments are linear maps over bits: each bit of a lane's number, and of an
// element's number within its lane, has a coordinate, and an element lies at
// the XOR of the coordinates of the bits that are set.
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_LIB_EMULATOR_PTX_FRAGMENTS_H
#define HEDDLE_LIB_EMULATOR_PTX_FRAGMENTS_H

#include <cstdint>

namespace heddle::ptx {

constexpr unsigned warpSize = 32;

struct Coordinate {
  uint8_t row, column;
};

/// A tile of `rows` x `columns` spread over a warp. A zero basis of an element
/// means that a lane holds a number twice.
struct Fragment {
  uint8_t rows, columns;
  /// The elements of one lane are numbered with so many bits, register by
  /// register and from the low bits of each register on.
  uint8_t elementBits;
  Coordinate elementBases[5];
  Coordinate laneBases[5];

  unsigned elements() const { return 1u << elementBits; }
  Coordinate at(unsigned element, unsigned lane) const;
  /// Every element and lane lies inside the tile, and all of it is covered.
  bool coversTile() const;
};

/// The operands of `mma`, or of `wmma.mma`: A is m x k, B is k x n, and C and D
/// are m x n.
struct MatrixShape {
  uint16_t m, n, k;
  /// Bits of an element of A and B in its register.
  uint8_t operandBits;
  Fragment a, b, c;
};

/// Null if there is no such shape for operands of that many bits.
const MatrixShape *findMmaShape(unsigned m, unsigned n, unsigned k,
                                unsigned operandBits);

/// The fragments of `wmma` are left open by PTX. They are those of `mma` here,
/// placed side by side; those of f16 are held twice, as their registers are
/// twice as many.
const MatrixShape *findWmmaShape(unsigned m, unsigned n, unsigned k,
                                 unsigned operandBits, bool replicated);

/// An 8 x 8 matrix of 16-bit elements, one register per lane, as `ldmatrix`
/// and `stmatrix` move it, and its transpose.
extern const Fragment matrix8x8, matrix8x8Transposed;

} // namespace heddle::ptx

#endif // HEDDLE_LIB_EMULATOR_PTX_FRAGMENTS_H
