//===- EmitUtils.h - Small emitters for the attributes ----------*- C++ -*-===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// This file declares helpers that the interface methods of the attributes share
// when they emit IR on values that are scalars or vectors.
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_LIB_DIALECT_HEDDLE_IR_EMITUTILS_H
#define HEDDLE_LIB_DIALECT_HEDDLE_IR_EMITUTILS_H

#include "mlir/IR/Builders.h"
#include "mlir/IR/BuiltinTypes.h"

namespace heddle {

/// log2(e): what one natural unit of a score is worth in powers of two.
inline constexpr double kLog2E = 1.44269504088896340736;
inline constexpr double kLn2 = 0.69314718055994530942;

/// Sequences are shorter than this. A position, shifted by a difference of
/// lengths and by a constant that was clamped to this, still fits in i32.
inline constexpr int64_t kMaxSequence = int64_t(1) << 30;

/// `value` brought into [-kMaxSequence, kMaxSequence]; what a mask says with it
/// stays the same.
int64_t saturatePosition(int64_t value);

/// Repeats the scalar `value` to a vector of the shape of `like`, or returns it
/// if `like` is a scalar type.
mlir::Value splatLike(mlir::OpBuilder &builder, mlir::Location loc,
                      mlir::Value value, mlir::Type like);

/// An i32 constant of `type`, i32 or a vector of it.
mlir::Value createI32(mlir::OpBuilder &builder, mlir::Location loc,
                      int64_t value, mlir::Type type);

/// `query`, i32 of any shape, plus `numKeys - numQueries`.
mlir::Value shiftToBottomRight(mlir::OpBuilder &builder, mlir::Location loc,
                               mlir::Value query, mlir::Value numQueries,
                               mlir::Value numKeys);

/// 1 / (1 + 2^x) for f32 of any shape: 0 at +inf, 1 at -inf.
mlir::Value createSigmoidOfExp2(mlir::OpBuilder &builder, mlir::Location loc,
                                mlir::Value x);

} // namespace heddle

#endif // HEDDLE_LIB_DIALECT_HEDDLE_IR_EMITUTILS_H
