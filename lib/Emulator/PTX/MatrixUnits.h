//===- MatrixUnits.h - The matrix instructions of a warp --------*- C++ -*-===//
//
// Part of the Heddle Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// `mma` and the movements of `ldmatrix`, `stmatrix` and `movmatrix` on plain
// arrays of registers, without an engine around them.
//
// Arithmetic: products of f16, bf16, tf32 and fp8 are exact in f32 (but for
// those beyond its range) and are summed in f32 in the order of k; the
// accumulator is added last, and the sum rounded to nearest. Integers wrap, or
// saturate once at the end. On f64, each step is a fused multiply-add.
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_LIB_EMULATOR_PTX_MATRIXUNITS_H
#define HEDDLE_LIB_EMULATOR_PTX_MATRIXUNITS_H

#include "Fragments.h"
#include "heddle/Runtime/Result.h"

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace heddle::ptx {

/// One 32-bit register of all lanes. An f64 takes two, the low half first.
using WarpRegister = std::array<uint32_t, warpSize>;

enum class MatrixType : uint8_t {
  F16,
  BF16,
  TF32,
  E4M3,
  E5M2,
  S8,
  U8,
  F64,
  F32,
  S32
};

std::string_view matrixTypeName(MatrixType type);

/// The inverse; false if PTX names no such type.
bool parseMatrixType(std::string_view name, MatrixType &type);

struct MmaConfig {
  unsigned m = 0, n = 0, k = 0;
  MatrixType a, b, c, d;
  /// .satfinite, of integers.
  bool saturate = false;
  /// The fragments of `wmma` instead of those of `mma`.
  bool wmma = false;
};

/// A multiplication of one shape and type, ready to run.
class MatrixUnit {
public:
  /// Fails if the hardware has no such multiplication.
  static rt::Result<MatrixUnit> get(const MmaConfig &config);

  const MatrixShape &shape() const { return *matrixShape; }

  /// How many registers of 32 bits an operand takes.
  unsigned aRegisters() const { return a.registers; }
  unsigned bRegisters() const { return b.registers; }
  unsigned cRegisters() const { return c.registers; }
  unsigned dRegisters() const { return d.registers; }

  /// D = A * B + C; `d` may be `c`.
  void run(const WarpRegister *a, const WarpRegister *b, const WarpRegister *c,
           WarpRegister *d) const;

private:
  struct OperandInfo {
    MatrixType type;
    unsigned elements, registers;
  };

  MatrixUnit(const MmaConfig &config, const MatrixShape &shape);

  template <class Operand, class Accumulator>
  void runAs(const WarpRegister *a, const WarpRegister *b,
             const WarpRegister *c, WarpRegister *d) const;

  const MatrixShape *matrixShape;
  OperandInfo a, b, c, d;
  bool saturate;
  /// For each number of A and of B, in the order of the tile, where it lies
  /// among the registers; for each of C and D, where it lies in the tile.
  std::vector<uint16_t> sourceOfA, sourceOfB, placeOfC;
};

/// An 8 x 8 matrix of 16-bit elements, row by row, as it lies in memory.
using Matrix8x8 = std::array<uint16_t, 64>;

/// `ldmatrix`: each lane holds its part of the matrix.
void spreadMatrix(const Matrix8x8 &matrix, bool transpose,
                  WarpRegister &result);

/// `stmatrix`: the matrix whose parts the lanes hold.
void collectMatrix(const WarpRegister &source, bool transpose,
                   Matrix8x8 &matrix);

} // namespace heddle::ptx

#endif // HEDDLE_LIB_EMULATOR_PTX_MATRIXUNITS_H
