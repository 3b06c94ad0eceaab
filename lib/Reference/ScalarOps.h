//===- ScalarOps.h - Scalar arithmetic by name ---------------- -*- C++ -*-===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_LIB_REFERENCE_SCALAROPS_H
#define HEDDLE_LIB_REFERENCE_SCALAROPS_H

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/IR/Types.h"
#include "llvm/ADT/StringRef.h"

#include <cstdint>

namespace heddle::reference {

using UnaryFn = double (*)(double);
using BinaryFn = double (*)(double, double);
/// On sign-extended integers of `width` bits; the caller wraps the result.
using IntegerFn = int64_t (*)(int64_t, int64_t, unsigned width);

/// What an op of the arith or math dialect computes on scalars, by the op's
/// name; null if it is not known.
UnaryFn findUnary(llvm::StringRef name);
BinaryFn findBinary(llvm::StringRef name);
IntegerFn findInteger(llvm::StringRef name);

bool compareNumbers(mlir::arith::CmpFPredicate predicate, double a, double b);
bool compareIntegers(mlir::arith::CmpIPredicate predicate, int64_t a, int64_t b,
                     unsigned width);

/// The width of an integer type; index has 64 bits.
unsigned getIntegerWidth(mlir::Type type);
/// The lowest bits of `value`, sign-extended or zero-extended.
int64_t signExtend(int64_t value, unsigned width);
uint64_t zeroExtend(int64_t value, unsigned width);

} // namespace heddle::reference

#endif // HEDDLE_LIB_REFERENCE_SCALAROPS_H
