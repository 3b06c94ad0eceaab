//===- View.h - Strided views of memory ----------------------- -*- C++ -*-===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_REFERENCE_VIEW_H
#define HEDDLE_REFERENCE_VIEW_H

#include "heddle/Runtime/ElementType.h"

#include "mlir/IR/Types.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/SmallVector.h"

#include <optional>
#include <utility>

namespace heddle::reference {

/// Strided elements that somebody else owns. Strides are in elements and may be
/// zero or negative.
struct View {
  rt::ElementType type = rt::ElementType::F64;
  void *data = nullptr; ///< The element at index 0, ..., 0.
  llvm::SmallVector<int64_t, 5> sizes, strides;

  explicit operator bool() const { return data != nullptr; }
  int64_t rank() const { return static_cast<int64_t>(sizes.size()); }
  int64_t numElements() const;

  int64_t place(llvm::ArrayRef<int64_t> index) const;

  /// The lowest and the highest place of an element, if there are any.
  struct Reach {
    int64_t lowest = 0, highest = 0;
  };
  Reach getReach() const;
  void *elementAt(int64_t place) const {
    return static_cast<char *>(data) +
           place * static_cast<int64_t>(rt::elementSize(type));
  }
  double load(llvm::ArrayRef<int64_t> index) const {
    return rt::loadElement(type, elementAt(place(index)));
  }
  void store(llvm::ArrayRef<int64_t> index, double value) const {
    rt::storeElement(type, elementAt(place(index)), value);
  }

  /// The view with two dimensions exchanged.
  View transposed(int64_t a, int64_t b) const;
  /// The view with a new dimension in front of `at` that repeats it.
  View repeated(int64_t at, int64_t size) const;
};

/// A row-major view of f64.
View viewOf(double *data, llvm::ArrayRef<int64_t> sizes);

/// The element type of memory that holds `type`; nothing if there is none.
std::optional<rt::ElementType> getElementType(mlir::Type type);

/// Calls `visit(index)` for every index below `sizes`, in row-major order.
template <class Visitor>
void forEachIndex(llvm::ArrayRef<int64_t> sizes, Visitor visit) {
  for (int64_t size : sizes)
    if (size == 0)
      return;
  llvm::SmallVector<int64_t, 5> index(sizes.size(), 0);
  while (true) {
    visit(llvm::ArrayRef<int64_t>(index));
    size_t dim = sizes.size();
    while (dim > 0 && ++index[dim - 1] == sizes[dim - 1])
      index[--dim] = 0;
    if (dim == 0)
      return;
  }
}

} // namespace heddle::reference

#endif // HEDDLE_REFERENCE_VIEW_H
