//===- InlineAssembly.h - PTX by text ------------------------- -*- C++ -*-===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_LIB_TARGET_NVIDIA_INLINEASSEMBLY_H
#define HEDDLE_LIB_TARGET_NVIDIA_INLINEASSEMBLY_H

#include "mlir/IR/Builders.h"
#include "llvm/ADT/StringExtras.h"

namespace heddle::nvidia {

/// Operands of inline assembly, in the order that LLVM numbers them: results,
/// then inputs.
class Assembly {
public:
  /// Results are f32, in registers that no other input is in: the text may write
  /// some before it has read all inputs.
  explicit Assembly(mlir::TypeRange results = {}) : results(results) {
    constraints.append(results.size(), "=&f");
  }

  /// Has result `number` begin as `value`.
  void tie(int64_t number, mlir::Value value) {
    add(value, llvm::utostr(number));
  }
  /// Has the results begin as `values`.
  void tieAll(mlir::ValueRange values);
  /// Adds an input; returns its number.
  int64_t add(mlir::Value value, llvm::StringRef constraint) {
    inputs.push_back(value);
    constraints.push_back(constraint.str());
    return constraints.size() - 1;
  }

  llvm::SmallVector<mlir::Value> emit(mlir::OpBuilder &b, mlir::Location loc,
                                      llvm::StringRef text);

private:
  llvm::SmallVector<mlir::Type> results;
  llvm::SmallVector<mlir::Value> inputs;
  llvm::SmallVector<std::string> constraints;
};

} // namespace heddle::nvidia

#endif // HEDDLE_LIB_TARGET_NVIDIA_INLINEASSEMBLY_H
