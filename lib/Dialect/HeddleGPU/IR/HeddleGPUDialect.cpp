//===- HeddleGPUDialect.cpp - The heddle_gpu dialect ---------------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "heddle/Dialect/HeddleGPU/IR/HeddleGPU.h"

#include "mlir/IR/Builders.h"
#include "mlir/IR/DialectImplementation.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;

#include "heddle/Dialect/HeddleGPU/IR/HeddleGPUDialect.cpp.inc"

#define GET_ATTRDEF_CLASSES
#include "heddle/Dialect/HeddleGPU/IR/HeddleGPUAttributes.cpp.inc"

#define GET_OP_CLASSES
#include "heddle/Dialect/HeddleGPU/IR/HeddleGPUOps.cpp.inc"

void heddle::HeddleGPUDialect::registerAttributes() {
  addAttributes<
#define GET_ATTRDEF_LIST
#include "heddle/Dialect/HeddleGPU/IR/HeddleGPUAttributes.cpp.inc"
      >();
}

void heddle::HeddleGPUDialect::initialize() {
  registerAttributes();
  addOperations<
#define GET_OP_LIST
#include "heddle/Dialect/HeddleGPU/IR/HeddleGPUOps.cpp.inc"
      >();
}

/// Whether `attribute` is an array of arrays of `rank` integers that are not
/// negative; any length if `rank` is negative, which it sets.
static bool isBases(ArrayAttr bases, int64_t &rank) {
  return llvm::all_of(bases, [&](Attribute attribute) {
    auto basis = dyn_cast<ArrayAttr>(attribute);
    if (!basis || (rank >= 0 && int64_t(basis.size()) != rank))
      return false;
    rank = basis.size();
    return llvm::all_of(basis, [](Attribute number) {
      auto integer = dyn_cast<IntegerAttr>(number);
      return integer && integer.getInt() >= 0;
    });
  });
}

LogicalResult heddle::RegistersAttr::verify(
    llvm::function_ref<InFlightDiagnostic()> emitError, ArrayAttr registerBases,
    ArrayAttr lane, ArrayAttr warp, ArrayAttr repeat, ArrayAttr partial) {
  int64_t rank = repeat.size();
  if (!isBases(registerBases, rank) || !isBases(lane, rank) ||
      !isBases(warp, rank))
    return emitError() << "every basis must have " << rank
                       << " numbers, as many as `repeat`, none negative";
  for (Attribute times : repeat)
    if (!isa<IntegerAttr>(times) || cast<IntegerAttr>(times).getInt() < 1)
      return emitError() << "repeats must be 1 or more, not " << times;
  for (Attribute bit : partial ? partial.getValue() : ArrayRef<Attribute>())
    if (!isa<IntegerAttr>(bit) || cast<IntegerAttr>(bit).getInt() < 0 ||
        cast<IntegerAttr>(bit).getInt() >= int64_t(lane.size()))
      return emitError() << "partial bits are those of the lane, 0 to "
                         << int64_t(lane.size()) - 1 << ", not " << bit;
  return success();
}

LogicalResult heddle::CopyOp::verify() {
  auto source = cast<MemRefType>(getSource().getType());
  auto dest = cast<MemRefType>(getDest().getType());
  if (source.getRank() < 2 || dest.getRank() < 2)
    return emitOpError("copies tiles of two dimensions between memrefs of two "
                       "or more");
  if (int64_t(getSourceIndices().size()) != source.getRank() ||
      int64_t(getDestIndices().size()) != dest.getRank())
    return emitOpError("takes an index for each dimension of a memref");
  if (source.getElementType() != dest.getElementType() ||
      !dest.hasStaticShape())
    return emitOpError("copies to a memref of static shape and of the same "
                       "element type");
  if (getInBounds().size() != 2)
    return emitOpError("says for two dimensions whether all elements exist, "
                       "not for ")
           << getInBounds().size();
  return success();
}
