//===- Extents.h - Extents that only a call knows ------------- -*- C++ -*-===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_LIB_DRIVER_EXTENTS_H
#define HEDDLE_LIB_DRIVER_EXTENTS_H

#include "heddle/Runtime/Tensor.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"

namespace heddle::driver {

/// Checks that Heddle's ops accept the extents of `arguments` where types leave
/// them open: compiled code takes for granted that they fit, and reads what is
/// not there if they do not. Only for operands that are arguments themselves.
llvm::LogicalResult checkExtents(mlir::func::FuncOp function,
                                 llvm::ArrayRef<rt::Tensor> arguments);

} // namespace heddle::driver

#endif // HEDDLE_LIB_DRIVER_EXTENTS_H
