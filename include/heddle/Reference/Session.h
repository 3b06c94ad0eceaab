//===- Session.h - Runs functions with the reference evaluator  -*- C++ -*-===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// This file declares how compiled functions call the reference evaluator: each
// op of Heddle, and each of linalg on floating-point numbers, becomes a call
// that hands its operands to the evaluator. The rest of a function is compiled
// as usual: what makes views and shapes, loops, integers, and arithmetic on
// numbers that are no tensors.
//
// Memory holds results rounded to its type. An exact evaluation remembers what
// they were before, and reads that where one op uses what another wrote.
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_REFERENCE_SESSION_H
#define HEDDLE_REFERENCE_SESSION_H

#include "heddle/Reference/Evaluator.h"

#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/OwningOpRef.h"

#include <memory>
#include <vector>

namespace heddle::reference {

/// The ops of one module, and what became of their evaluation.
class Session {
public:
  Session();
  ~Session();
  Session(const Session &) = delete;
  Session &operator=(const Session &) = delete;

  /// Replaces the ops of `module`, which must be bufferized, that the evaluator
  /// takes by calls of `symbolName`. Fails with a diagnostic at an op that
  /// cannot be evaluated.
  llvm::LogicalResult outline(mlir::ModuleOp module);

  /// The external function that outlined modules call, and its address. The
  /// call goes to the session that is active.
  static constexpr llvm::StringLiteral symbolName = "heddle_reference_call";
  static void *symbolAddress();

  /// While it lives, calls go to `session`.
  class Activation {
  public:
    explicit Activation(Session &session);
    ~Activation();
    Activation(const Activation &) = delete;
    Activation &operator=(const Activation &) = delete;

  private:
    Session *previous;
  };

  /// How the calls that follow evaluate.
  EvaluationOptions options;
  /// Whether the calls that follow only count operations.
  bool countsOnly = false;

  /// The operations counted so far.
  double getUsefulFlops() const { return usefulFlops; }

  /// The value of an element of `type` in memory, before it was rounded to
  /// `type`, if an op left that value there; the element itself otherwise.
  double getUnrounded(rt::ElementType type, const void *element) const;

  /// Forgets all unrounded values.
  void clear() { shadows.clear(); }

private:
  /// An op and how its call passes the operands.
  struct OutlinedOp {
    mlir::Operation *op;
    llvm::SmallVector<mlir::Value> captured;
  };

  /// The unrounded values of consecutive elements of memory; NaN where an op
  /// wrote none.
  struct Shadow {
    const char *begin;
    rt::ElementType type;
    std::vector<double> values;

    const char *end() const {
      return begin + values.size() * rt::elementSize(type);
    }
  };

  static void call(int64_t op, const int64_t *frame);
  void evaluateCall(const OutlinedOp &outlined, const int64_t *frame);
  void storeResult(const View &destination, const View &values);
  bool hasUnrounded(const View &view) const;
  View copyUnrounded(const View &view, std::vector<double> &values) const;
  mlir::LogicalResult outlineOp(mlir::Operation *op);
  OutlinedOp keep(mlir::Operation *op);

  /// Holds a function for each op, whose arguments are the op's operands and
  /// what its region captures.
  mlir::OwningOpRef<mlir::ModuleOp> holder;
  std::vector<OutlinedOp> ops;
  std::vector<Shadow> shadows;
  double usefulFlops = 0;
};

} // namespace heddle::reference

#endif // HEDDLE_REFERENCE_SESSION_H
