//===- Steps.h - Small passes between the large ones ---------- -*- C++ -*-===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_LIB_PIPELINES_STEPS_H
#define HEDDLE_LIB_PIPELINES_STEPS_H

#include "mlir/Pass/Pass.h"

#include <memory>

namespace heddle {

/// Makes ops on memrefs, attention only on demand, ops on tensors.
std::unique_ptr<mlir::Pass> createLiftToTensorsPass(bool attention = false);

/// Writes the ops on tensors that have no tile program, all but attention, out
/// in linalg.
std::unique_ptr<mlir::Pass> createDecomposeRestPass();

/// Fails if an op of the dialect is left.
std::unique_ptr<mlir::Pass> createVerifyLoweredPass();

/// Leaves only the outer loops parallel: nested `scf.parallel` become
/// `scf.for`, and so does the last dimension of those that have several.
std::unique_ptr<mlir::Pass> createSerializeInnerLoopsPass();

} // namespace heddle

#endif // HEDDLE_LIB_PIPELINES_STEPS_H
