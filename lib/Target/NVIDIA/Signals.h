//===- Signals.h - Signals by mbarrier ------------------------ -*- C++ -*-===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_LIB_TARGET_NVIDIA_SIGNALS_H
#define HEDDLE_LIB_TARGET_NVIDIA_SIGNALS_H

#include "mlir/IR/Builders.h"

namespace heddle::nvidia {

/// What TargetLowering has of the same names, by mbarrier.
void createSignal(mlir::OpBuilder &b, mlir::Location loc, mlir::Value address,
                  int64_t arrivals);
void publishSignals(mlir::OpBuilder &b, mlir::Location loc);
void arrive(mlir::OpBuilder &b, mlir::Location loc, mlir::Value address,
            mlir::Value condition);
void expectBytes(mlir::OpBuilder &b, mlir::Location loc, mlir::Value address,
                 int64_t bytes);
void copyBox(mlir::OpBuilder &b, mlir::Location loc, mlir::Value shared,
             mlir::Value map, mlir::ValueRange corner, mlir::Value signal);
llvm::SmallVector<mlir::Value> await(mlir::OpBuilder &b, mlir::Location loc,
                                     mlir::Value address, mlir::Value parity,
                                     mlir::ValueRange computed);

} // namespace heddle::nvidia

#endif // HEDDLE_LIB_TARGET_NVIDIA_SIGNALS_H
