//===- CPUTarget.h - What the CPU passes ask of a CPU -----------*- C++ -*-===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// This file declares the description of a CPU: vector registers, caches and dot
// products. Passes ask it, and nothing else, what the machine can do.
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_TARGET_CPU_CPUTARGET_H
#define HEDDLE_TARGET_CPU_CPUTARGET_H

#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/Diagnostics.h"
#include "mlir/Support/LLVM.h"

namespace heddle {

/// An instruction that multiplies groups of `group` narrow numbers, 32 bits in
/// all, and adds their products into one f32 for each lane.
struct DotProduct {
  llvm::StringRef elementType; ///< As MLIR prints it, e.g. "bf16".
  /// LLVM intrinsic (accumulator, a, b); empty for arithmetic on the elements
  /// in f32, for types that only matrix products have.
  llvm::StringRef intrinsic;
  int64_t group;
  /// Whether the intrinsic's operands are SVE's vectors of scalable length,
  /// which the CPU's `lanes` fill.
  bool scalable = false;
};

/// An instruction of AMX that adds the product of two tile registers to a third
/// one: 16 rows of 16 words, each a group of narrow numbers, times 16 rows of
/// as many words. The type has a dot product too, for what is no whole tile.
struct MatrixProduct {
  llvm::StringRef elementType;
  llvm::StringRef intrinsic; ///< LLVM intrinsic (numbers of sums, a, b).
};

/// LLVM intrinsics that scale lanes by powers of two, and that subtract from
/// lanes what they are rounded down to.
struct PowersOfTwo {
  llvm::StringRef scaleIntrinsic, reduceIntrinsic;
};

/// The control word that says how denormal numbers are treated: LLVM intrinsics
/// that store it to and load it from memory, and the bits of it that make such
/// operands and results count as zero.
struct FloatMode {
  llvm::StringRef storeIntrinsic, loadIntrinsic;
  int32_t flushBits;
};

/// A kind of CPU, as one line of the table in CPUTarget.cpp.
struct CPUTarget {
  llvm::StringRef name;
  /// The LLVM subtarget features that a CPU of this kind has.
  llvm::ArrayRef<llvm::StringRef> features;
  /// Bits that a register of AArch64's SVE must have; 0 if that is no matter.
  unsigned sveBits;
  /// f32 lanes of a vector register.
  int64_t lanes;
  /// Vector registers across a panel of queries.
  int64_t panelVectors;
  /// Rows of a register block: blockRows * panelVectors accumulators, and the
  /// panel's vectors and a broadcast beside them, fit the registers.
  int64_t blockRows;
  /// Steps over the reduced dimension in one iteration of a register block's
  /// loop: several let processors foresee the loop's end, unless LLVM then
  /// keeps more in registers than there are.
  int64_t unrolledSteps;
  /// Bytes of the first-level data cache and of the second-level cache that
  /// such CPUs have at least.
  int64_t l1Bytes, l2Bytes;
  /// Whether a fused multiply-add is one instruction.
  bool fma;
  /// Whether f32 is rounded to bf16 by one instruction.
  bool roundsToBF16;
  llvm::ArrayRef<DotProduct> dotProducts;
  /// Null where numbers are scaled by powers of two without instructions for
  /// it.
  const PowersOfTwo *powers;
  /// LLVM intrinsic (lanes, lanes, which of those to compute instead) for 1 / x
  /// to 14 bits; empty where dividing is as fast.
  llvm::StringRef reciprocalIntrinsic;
  /// Null where denormal numbers cost no more than others.
  const FloatMode *floatMode;
  llvm::ArrayRef<MatrixProduct> matrixProducts;

  /// Queries of a tile: the lanes of a panel.
  int64_t getTileQueries() const { return lanes * panelVectors; }
  /// The most rows that a tile may have whose rows are not lanes: loops over
  /// columns keep a vector for each.
  int64_t getMaxRows() const { return 16; }
  /// Keys of such a tile: as many as leave the scores of all rows in a quarter
  /// of L1. Keys that loops ask for ahead take another.
  int64_t getRowTileKeys() const {
    return l1Bytes / 4 / (getMaxRows() * int64_t(sizeof(float)));
  }
  /// The dot product for `type`, or null.
  const DotProduct *getDotProduct(mlir::Type type) const;
  /// The matrix product for `type`, or null.
  const MatrixProduct *getMatrixProduct(mlir::Type type) const;
  /// The element types with a dot product, as MLIR prints them.
  llvm::SmallVector<std::string> getNativeTypes() const;

  /// The entry called `name`, or the one for this machine if that is "native";
  /// null after a diagnostic if there is none.
  static const CPUTarget *
  lookup(llvm::StringRef name,
         llvm::function_ref<mlir::InFlightDiagnostic()> emitError);
  /// The best entry for the LLVM CPU `cpu` ("native" for this machine) with
  /// LLVM feature flags `features` ("+avx2,-fma") on top, of `triple` unless
  /// that is empty.
  static const CPUTarget &select(llvm::StringRef cpu,
                                 llvm::StringRef features = {},
                                 llvm::StringRef triple = {});
  /// All entries, best first.
  static llvm::ArrayRef<CPUTarget> getAll();
};

} // namespace heddle

#endif // HEDDLE_TARGET_CPU_CPUTARGET_H
