//===- EvaluateOps.h - The evaluator, op by op ---------------- -*- C++ -*-===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_LIB_REFERENCE_EVALUATEOPS_H
#define HEDDLE_LIB_REFERENCE_EVALUATEOPS_H

#include "Rounding.h"

#include "heddle/Dialect/Heddle/IR/Heddle.h"
#include "heddle/Reference/Evaluator.h"

#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/IR/BuiltinOps.h"

namespace heddle::reference {

void evaluateAttention(AttentionOp op, const Arguments &arguments,
                       llvm::ArrayRef<View> results,
                       const EvaluationOptions &options);
void evaluateGate(GateOp op, const Arguments &arguments,
                  llvm::ArrayRef<View> results,
                  const EvaluationOptions &options);
void evaluateMerge(MergeOp op, const Arguments &arguments,
                   llvm::ArrayRef<View> results,
                   const EvaluationOptions &options);
void evaluateGeneric(mlir::linalg::GenericOp op, const Arguments &arguments,
                     llvm::ArrayRef<View> results,
                     const EvaluationOptions &options);

/// Whether `op` has operands of floating-point numbers.
bool hasNumbers(mlir::Operation *op);

/// Makes every structured op of linalg and every memref.copy of numbers in
/// `module`, which must be bufferized, a linalg.generic.
void writeAsGeneric(mlir::ModuleOp module);

double countAttentionFlops(AttentionOp op, const Arguments &arguments);

/// How an output is rounded before the gate acts on it.
Rounding outputRounding(mlir::Value destination, RoundingAttr rounding,
                        const EvaluationOptions &options);

} // namespace heddle::reference

#endif // HEDDLE_LIB_REFERENCE_EVALUATEOPS_H
