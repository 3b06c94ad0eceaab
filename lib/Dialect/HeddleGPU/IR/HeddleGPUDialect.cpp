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

#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/LLVMIR/LLVMTypes.h"

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

SmallVector<int64_t> heddle::CopyOp::getTileDims() {
  if (std::optional<AffineMap> map = getPermutationMap())
    return {map->getDimPosition(0), map->getDimPosition(1)};
  int64_t rank = cast<MemRefType>(getSource().getType()).getRank();
  return {rank - 2, rank - 1};
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
  std::optional<AffineMap> map = getPermutationMap();
  if (map && (map->getNumDims() != source.getRank() ||
              map->getNumResults() != 2 || !map->isProjectedPermutation()))
    return emitOpError(
               "takes a permutation map from the source's dimensions to "
               "two of them, not ")
           << AffineMapAttr::get(*map);
  if (getInBounds().size() != 2)
    return emitOpError("says for two dimensions whether all elements exist, "
                       "not for ")
           << getInBounds().size();
  return success();
}

Type heddle::getTensorMapType(MLIRContext *context) {
  return LLVM::LLVMArrayType::get(IntegerType::get(context, 64), 16);
}

/// What holds for all boxes of elements of `element`.
static LogicalResult verifyBox(Operation *op, int64_t rank, Type element,
                               ArrayRef<int64_t> box, int64_t swizzle) {
  constexpr int64_t maxRank = 5, maxExtent = 256;
  if (rank < 1 || rank > maxRank)
    return op->emitOpError("takes tensors of 1 to 5 dimensions, not of ")
           << rank;
  if (int64_t(box.size()) != rank)
    return op->emitOpError("has a box of ")
           << int64_t(box.size()) << " dimensions; the tensor has " << rank;
  for (int64_t extent : box)
    if (extent < 1 || extent > maxExtent)
      return op->emitOpError("takes 1 to 256 elements along a dimension, not ")
             << extent;
  if (!element.isF16() && !element.isBF16() && !element.isF32())
    return op->emitOpError("takes elements of f16, bf16 or f32, not of ")
           << element;
  int64_t bytes = box.back() * element.getIntOrFloatBitWidth() / 8;
  if (!llvm::is_contained({32, 64, 128}, swizzle) || bytes != swizzle)
    return op->emitOpError("has rows of ")
           << bytes << " bytes, and a pattern of " << swizzle
           << "; expected the same, of 32, 64 or 128";
  return success();
}

LogicalResult heddle::TensorMapOp::verify() {
  auto type = cast<MemRefType>(getSource().getType());
  SmallVector<int64_t> strides;
  int64_t offset;
  if (type.getRank() > 0 &&
      (failed(type.getStridesAndOffset(strides, offset)) ||
       strides.back() != 1))
    return emitOpError(
        "takes memrefs with adjacent elements along the last dimension");
  return verifyBox(*this, type.getRank(), type.getElementType(), getBox(),
                   getSwizzle());
}

LogicalResult heddle::EncodeTensorMapOp::verify() {
  return verifyBox(*this, getSizes().size(), getElement(), getBox(),
                   getSwizzle());
}
