//===- WarpgroupProducts.h - Products by wgmma ------------------*- C++ -*-===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_LIB_TARGET_NVIDIA_WARPGROUPPRODUCTS_H
#define HEDDLE_LIB_TARGET_NVIDIA_WARPGROUPPRODUCTS_H

#include "heddle/Target/GPU/TargetLowering.h"

namespace heddle::nvidia {

/// What TargetLowering has of the same names, by wgmma.
llvm::SmallVector<mlir::Value>
startProduct(mlir::OpBuilder &builder, mlir::Location loc,
             const MatrixInstruction &instruction, int64_t steps,
             const LeftFactor &a, const SharedFactor &b, mlir::ValueRange c);
llvm::SmallVector<mlir::Value> waitForProducts(mlir::OpBuilder &b,
                                               mlir::Location loc,
                                               int64_t pending,
                                               mlir::ValueRange results);

} // namespace heddle::nvidia

#endif // HEDDLE_LIB_TARGET_NVIDIA_WARPGROUPPRODUCTS_H
