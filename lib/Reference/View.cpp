//===- View.cpp - Strided views of memory ---------------------------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "heddle/Reference/View.h"

#include "mlir/IR/BuiltinTypes.h"

using namespace heddle;
using namespace heddle::reference;

int64_t View::numElements() const {
  int64_t count = 1;
  for (int64_t size : sizes)
    count *= size;
  return count;
}

int64_t View::place(llvm::ArrayRef<int64_t> index) const {
  int64_t result = 0;
  for (auto [position, stride] : llvm::zip_equal(index, strides))
    result += position * stride;
  return result;
}

View::Reach View::getReach() const {
  Reach result;
  for (auto [size, stride] : llvm::zip_equal(sizes, strides)) {
    int64_t reach = (size - 1) * stride;
    (reach < 0 ? result.lowest : result.highest) += reach;
  }
  return result;
}

View View::transposed(int64_t a, int64_t b) const {
  View result = *this;
  std::swap(result.sizes[a], result.sizes[b]);
  std::swap(result.strides[a], result.strides[b]);
  return result;
}

View View::repeated(int64_t at, int64_t size) const {
  View result = *this;
  result.sizes.insert(result.sizes.begin() + at, size);
  result.strides.insert(result.strides.begin() + at, 0);
  return result;
}

View heddle::reference::viewOf(double *data, llvm::ArrayRef<int64_t> sizes) {
  View view;
  view.data = data;
  view.sizes.assign(sizes.begin(), sizes.end());
  view.strides.assign(sizes.size(), 1);
  for (int64_t dim = view.rank() - 2; dim >= 0; --dim)
    view.strides[dim] = view.strides[dim + 1] * view.sizes[dim + 1];
  return view;
}

std::optional<rt::ElementType>
heddle::reference::getElementType(mlir::Type type) {
  if (type.isF64())
    return rt::ElementType::F64;
  if (type.isF32())
    return rt::ElementType::F32;
  if (type.isF16())
    return rt::ElementType::F16;
  if (type.isBF16())
    return rt::ElementType::BF16;
  if (type.isSignlessInteger(64) || type.isIndex())
    return rt::ElementType::I64;
  if (type.isSignlessInteger(32))
    return rt::ElementType::I32;
  if (type.isSignlessInteger(1))
    return rt::ElementType::Bool;
  return std::nullopt;
}
