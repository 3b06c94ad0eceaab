//===- ConstantTensor.cpp - The numbers of constants ----------------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A mask is often a buffer of a module: a constant, and larger than it is used.
//
//===----------------------------------------------------------------------===//

#include "Matchers.h"

#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Dialect/Utils/IndexingUtils.h"
#include "mlir/IR/DialectResourceBlobManager.h"
#include "mlir/IR/Matchers.h"

using namespace mlir;
using namespace heddle::raise;

static double toDouble(APFloat value) {
  bool isInexact = false;
  value.convert(APFloat::IEEEdouble(), APFloat::rmNearestTiesToEven,
                &isInexact);
  return value.convertToDouble();
}

/// The number of `type` in `bytes`, which are little-endian.
static double decode(ArrayRef<char> bytes, Type type) {
  uint64_t bits = 0;
  for (auto [i, byte] : llvm::enumerate(bytes))
    bits |= static_cast<uint64_t>(static_cast<unsigned char>(byte)) << (8 * i);
  if (auto floatType = dyn_cast<FloatType>(type))
    return toDouble(APFloat(floatType.getFloatSemantics(),
                            APInt(floatType.getWidth(), bits)));
  return static_cast<double>(bits);
}

/// What a blob beside the IR holds, unless it was left out of the text.
static std::optional<std::vector<double>>
readResource(DenseResourceElementsAttr attribute) {
  AsmResourceBlob *blob = attribute.getRawHandle().getBlob();
  Type type = attribute.getElementType();
  unsigned width = type.isInteger(1) ? 8 : type.getIntOrFloatBitWidth();
  int64_t number = attribute.getNumElements();
  if (!blob || width % 8 != 0 || width > 64 ||
      blob->getData().size() != static_cast<size_t>(number * width / 8) ||
      (!isa<FloatType>(type) && !type.isInteger(1)))
    return std::nullopt;
  std::vector<double> values(number);
  for (auto [i, value] : llvm::enumerate(values))
    value = decode(blob->getData().slice(i * width / 8, width / 8), type);
  return values;
}

static std::optional<std::vector<double>> readAttribute(Attribute attribute) {
  if (auto resource = dyn_cast<DenseResourceElementsAttr>(attribute))
    return readResource(resource);
  std::vector<double> values;
  if (auto floats = dyn_cast<DenseFPElementsAttr>(attribute)) {
    llvm::transform(floats, std::back_inserter(values), toDouble);
    return values;
  }
  auto numbers = dyn_cast<DenseIntElementsAttr>(attribute);
  if (!numbers || !numbers.getElementType().isInteger(1))
    return std::nullopt;
  llvm::append_range(values, numbers.getValues<bool>());
  return values;
}

/// The part of `values`, of the type of the slice's source, that `slice` is.
static std::vector<double> readSlice(tensor::ExtractSliceOp slice,
                                     ArrayRef<double> values) {
  SmallVector<int64_t> sizes(slice.getStaticSizes());
  SmallVector<int64_t> steps = computeStrides(slice.getSourceType().getShape());
  int64_t number = computeProduct(sizes);
  std::vector<double> part;
  part.reserve(number);
  SmallVector<int64_t> strides = computeStrides(sizes);
  for (int64_t i = 0; i < number; ++i) {
    SmallVector<int64_t> place = delinearize(i, strides);
    int64_t at = 0;
    for (auto [dim, step] : llvm::enumerate(steps))
      at += step * (slice.getStaticOffset(dim) +
                    place[dim] * slice.getStaticStride(dim));
    part.push_back(values[at]);
  }
  return part;
}

std::optional<std::vector<double>> heddle::raise::readConstant(Value tensor) {
  Attribute attribute;
  if (matchPattern(tensor, m_Constant(&attribute)))
    return readAttribute(attribute);
  auto slice = tensor.getDefiningOp<tensor::ExtractSliceOp>();
  if (!slice || ShapedType::isDynamicShape(slice.getStaticOffsets()) ||
      ShapedType::isDynamicShape(slice.getStaticSizes()) ||
      ShapedType::isDynamicShape(slice.getStaticStrides()))
    return std::nullopt;
  auto values = readConstant(slice.getSource());
  if (!values)
    return std::nullopt;
  return readSlice(slice, *values);
}
