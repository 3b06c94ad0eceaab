//===- CallFrame.h - How a call passes operands --------------- -*- C++ -*-===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A frame is an array of 64-bit words that holds the operands of one call. A
// memref takes its pointer, offset, sizes and strides; an index or an integer
// one word; a floating-point number the bits of its f64.
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_LIB_REFERENCE_CALLFRAME_H
#define HEDDLE_LIB_REFERENCE_CALLFRAME_H

#include "heddle/Reference/Evaluator.h"

#include "mlir/IR/Builders.h"

namespace heddle::reference {

/// Whether a frame can hold values of `type`.
bool canPass(mlir::Type type);

/// Emits the stores of `values` to a frame on the stack of the enclosing
/// function. Returns its address, of type `index`.
mlir::Value buildFrame(mlir::OpBuilder &builder, mlir::Location loc,
                       mlir::ValueRange values);

/// Reads values of `types` from `frame`.
llvm::SmallVector<Argument> readFrame(mlir::TypeRange types,
                                      const int64_t *frame);

} // namespace heddle::reference

#endif // HEDDLE_LIB_REFERENCE_CALLFRAME_H
