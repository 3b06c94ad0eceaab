//===- Evaluator.h - What ops mean, in numbers ---------------- -*- C++ -*-===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// This file declares the reference evaluator: it computes ops of the Heddle
// dialect and linalg.generic in f64, by plain loops over the formulas. It
// shares no code with the lowerings and calls no interface of the attributes,
// so that it can tell when those are wrong.
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_REFERENCE_EVALUATOR_H
#define HEDDLE_REFERENCE_EVALUATOR_H

#include "heddle/Reference/View.h"

#include "mlir/IR/Operation.h"

namespace heddle::reference {

/// In which arithmetic an op is evaluated.
enum class Precision {
  /// In f64, without intermediate roundings but for those that an op demands.
  Exact,
  /// As an eager framework computes it: products accumulated in f32, and every
  /// intermediate tensor (scores, weights, output, activated gate) rounded to
  /// the storage type. In linalg.generic each op of the body is rounded to its
  /// own type.
  Storage,
};

struct EvaluationOptions {
  Precision precision = Precision::Exact;
  /// 0 stands for one thread per core.
  unsigned numThreads = 0;
  /// Shows progress on a terminal when the evaluation takes long.
  bool showProgress = false;
};

/// One operand of an op: a view where it is shaped, a number otherwise.
struct Argument {
  View view;
  int64_t integer = 0;
  double number = 0;
};

/// The values of an op: `operands` in the op's order, then one for each of
/// `captured`, the values from outside that its region uses.
struct Arguments {
  llvm::ArrayRef<Argument> operands;
  llvm::ArrayRef<mlir::Value> captured;
  llvm::ArrayRef<Argument> capturedArguments;
};

/// Fails with a diagnostic if the evaluator has no formula for something in
/// `op`, such as an attribute of another project.
llvm::LogicalResult verifyEvaluable(mlir::Operation *op);

/// Evaluates `op`, for which `verifyEvaluable` succeeded. `results` are f64
/// views of the shapes of the op's destinations.
void evaluate(mlir::Operation *op, const Arguments &arguments,
              llvm::ArrayRef<View> results, const EvaluationOptions &options);

/// The number of floating-point operations that a lowering cannot avoid:
/// 2 (K + D) for each visible pair of query and key of each head. Only
/// `heddle.attention` has any.
double countUsefulFlops(mlir::Operation *op, const Arguments &arguments);

} // namespace heddle::reference

#endif // HEDDLE_REFERENCE_EVALUATOR_H
