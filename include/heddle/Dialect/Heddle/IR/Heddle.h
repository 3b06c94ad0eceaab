//===- Heddle.h - The Heddle dialect ----------------------------*- C++ -*-===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// This file declares the Heddle dialect: attributes, their interfaces, and ops.
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_DIALECT_HEDDLE_IR_HEDDLE_H
#define HEDDLE_DIALECT_HEDDLE_IR_HEDDLE_H

#include "heddle/Dialect/Heddle/IR/RowSemantics.h"
#include "heddle/Dialect/Heddle/IR/TileSemantics.h"

#include "mlir/Bytecode/BytecodeOpInterface.h"
#include "mlir/IR/Attributes.h"
#include "mlir/IR/BuiltinAttributes.h"
#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/Dialect.h"
#include "mlir/IR/OpDefinition.h"
#include "mlir/IR/OpImplementation.h"
#include "mlir/Interfaces/DestinationStyleOpInterface.h"
#include "mlir/Interfaces/InferTypeOpInterface.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"
#include "mlir/Interfaces/TilingInterface.h"

#include <cstring>
#include <optional>

namespace heddle {

/// A double that is the parameter of an attribute: equal and hashed by its
/// bits, as uniquing needs.
struct F64 {
  double value = 0.0;

  constexpr F64() = default;
  constexpr F64(double value) : value(value) {}
  constexpr operator double() const { return value; }

  uint64_t getBits() const {
    uint64_t bits;
    std::memcpy(&bits, &value, sizeof(bits));
    return bits;
  }
  friend bool operator==(F64 a, F64 b) { return a.getBits() == b.getBits(); }
  friend llvm::hash_code hash_value(F64 a) {
    return llvm::hash_value(a.getBits());
  }
};

} // namespace heddle

#include "heddle/Dialect/Heddle/IR/HeddleDialect.h.inc"
#include "heddle/Dialect/Heddle/IR/HeddleEnums.h.inc"

#include "heddle/Dialect/Heddle/IR/HeddleAttrInterfaces.h.inc"

#define GET_ATTRDEF_CLASSES
#include "heddle/Dialect/Heddle/IR/HeddleAttributes.h.inc"

#define GET_OP_CLASSES
#include "heddle/Dialect/Heddle/IR/HeddleOps.h.inc"

#endif // HEDDLE_DIALECT_HEDDLE_IR_HEDDLE_H
