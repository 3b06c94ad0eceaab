//===- Element.cpp - What an element of a tensor is -----------------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Element.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/IR/BuiltinAttributes.h"

using namespace mlir;
using namespace heddle::raise;

std::optional<double> heddle::raise::getNumber(const Element *element) {
  auto number = dyn_cast_or_null<FloatAttr>(element->constant);
  if (!number)
    return std::nullopt;
  return number.getValueAsDouble();
}

std::optional<int64_t> heddle::raise::getInteger(const Element *element) {
  auto number = dyn_cast_or_null<IntegerAttr>(element->constant);
  if (!number || number.getValue().getBitWidth() > 64)
    return std::nullopt;
  return number.getType().isInteger(1)
             ? int64_t(number.getValue().getBoolValue())
             : number.getValue().getSExtValue();
}

bool heddle::raise::isCast(const Element *element) {
  if (element->computes<arith::ExtFOp, arith::TruncFOp>())
    return true;
  if (!element->computes<arith::IndexCastOp, arith::IndexCastUIOp,
                         arith::ExtSIOp, arith::TruncIOp>())
    return false;
  // Positions fit into 32 bits, and not into less.
  auto isWide = [](Type type) {
    return type.isIndex() || type.getIntOrFloatBitWidth() >= 32;
  };
  return isWide(element->type) && isWide(element->operands[0]->type);
}

Element *heddle::raise::stripCasts(Element *element) {
  while (isCast(element))
    element = element->operands.front();
  return element;
}
