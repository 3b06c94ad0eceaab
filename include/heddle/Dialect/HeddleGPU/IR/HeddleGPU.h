//===- HeddleGPU.h - The heddle_gpu dialect ---------------------*- C++ -*-===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_DIALECT_HEDDLEGPU_IR_HEDDLEGPU_H
#define HEDDLE_DIALECT_HEDDLEGPU_IR_HEDDLEGPU_H

#include "mlir/Bytecode/BytecodeOpInterface.h"
#include "mlir/IR/BuiltinAttributes.h"
#include "mlir/IR/Dialect.h"
#include "mlir/IR/OpDefinition.h"
#include "mlir/IR/OpImplementation.h"
#include "mlir/Interfaces/InferTypeOpInterface.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"

namespace heddle {
/// The type of a tensor map: its bytes, an array of the LLVM dialect.
mlir::Type getTensorMapType(mlir::MLIRContext *context);
} // namespace heddle

#include "heddle/Dialect/HeddleGPU/IR/HeddleGPUDialect.h.inc"

#define GET_ATTRDEF_CLASSES
#include "heddle/Dialect/HeddleGPU/IR/HeddleGPUAttributes.h.inc"

#define GET_OP_CLASSES
#include "heddle/Dialect/HeddleGPU/IR/HeddleGPUOps.h.inc"

#endif // HEDDLE_DIALECT_HEDDLEGPU_IR_HEDDLEGPU_H
