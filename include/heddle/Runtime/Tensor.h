//===- Tensor.h - Strided tensors in host memory ----------------*- C++ -*-===//
//
// Part of the Heddle Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_RUNTIME_TENSOR_H
#define HEDDLE_RUNTIME_TENSOR_H

#include "heddle/Runtime/ElementType.h"
#include "heddle/Runtime/GuardedBuffer.h"
#include "heddle/Runtime/Result.h"

#include <cstdint>
#include <string>
#include <vector>

namespace heddle::rt {

/// Extents, strides or an index: one number per dimension.
using Dims = std::vector<int64_t>;

/// "4x256"; "scalar" for no dimensions.
std::string formatShape(const Dims &shape);

/// The number of elements; fails on a negative extent, on more than
/// `Tensor::maxRank` dimensions, and if the product overflows.
Result<int64_t> countElements(const Dims &shape);

/// The strides of a row-major tensor without holes, in elements.
Dims rowMajorStrides(const Dims &shape);

/// A tensor that owns its memory. Element `index` lies at the sum of `offset`
/// and all `index[i] * strides[i]`, in elements from `data()`: a memref with
/// aligned pointer `data()` and this offset, these sizes and these strides.
///
/// All elements are zero at first. What lies between the elements (before the
/// offset, in the holes that strides leave) is poison, as are the margins
/// around the data with Placement::Guarded.
class Tensor {
public:
  static constexpr size_t maxRank = 64;

  /// A row-major tensor without holes. An `alignment` of 0 stands for that of
  /// the element type; a larger one is a power of two.
  static Result<Tensor> allocate(ElementType type, const Dims &shape,
                                 Placement placement = Placement::Guarded,
                                 size_t alignment = 0);

  /// Any strides that are not negative, in elements; a stride of 0 repeats
  /// the same elements. The memory ends with the last element.
  static Result<Tensor>
  allocateStrided(ElementType type, const Dims &shape, const Dims &strides,
                  int64_t offset = 0, Placement placement = Placement::Guarded,
                  size_t alignment = 0);

  ElementType elementType() const { return type; }
  const Dims &shape() const { return extents; }
  const Dims &strides() const { return steps; }
  int64_t offset() const { return start; }
  size_t rank() const { return extents.size(); }
  int64_t numElements() const { return count; }
  bool empty() const { return count == 0; }

  /// True if the elements lie in row-major order from `data()` on, no holes.
  bool isPacked() const;

  /// The memory: `sizeInBytes()` bytes, holes included. Never null.
  void *data() { return buffer.data(); }
  const void *data() const { return buffer.data(); }
  size_t sizeInBytes() const { return buffer.size(); }

  /// Elements by index. In bounds.
  double get(const Dims &index) const { return load(locate(index)); }
  void set(const Dims &index, double value) { store(locate(index), value); }
  int64_t getInteger(const Dims &index) const {
    return loadInteger(type, elementAt(locate(index)));
  }

  /// Elements by position in row-major order, whatever the strides. In bounds.
  double get(int64_t position) const { return load(locate(position)); }
  void set(int64_t position, double value) { store(locate(position), value); }
  int64_t getInteger(int64_t position) const {
    return loadInteger(type, elementAt(locate(position)));
  }

  /// Elements by place in memory, counted from `data()`, as handed out by
  /// `forEachPlace`.
  double load(int64_t place) const {
    return loadElement(type, elementAt(place));
  }
  void store(int64_t place, double value) {
    storeElement(type, elementAt(place), value);
  }
  void storeInteger(int64_t place, int64_t value) {
    rt::storeInteger(type, elementAt(place), value);
  }
  void *elementAt(int64_t place) {
    return buffer.data() + static_cast<size_t>(place) * elementSize(type);
  }
  const void *elementAt(int64_t place) const {
    return buffer.data() + static_cast<size_t>(place) * elementSize(type);
  }

  /// Calls `visit(place)` for every element, in row-major order.
  template <class Visitor>
  void forEachPlace(Visitor visit) const {
    Dims index(rank(), 0);
    int64_t place = start;
    if (empty())
      return;
    do
      visit(place);
    while (advance(index, place));
  }

  /// A packed tensor of the same values, rounded to `target` once. With the
  /// same element type every bit is kept.
  Result<Tensor> convert(ElementType target,
                         Placement placement = Placement::Guarded) const;

  /// Overwrites all of the memory with poison: an output's before a kernel
  /// writes it.
  void fillPoison();

  /// True if the element at this row-major position still is poison.
  bool isPoison(int64_t position) const;

  /// Fails if something that is not an element was overwritten: a margin or a
  /// hole between the elements.
  Result<Success> checkMargins() const;

private:
  Tensor(ElementType type, Dims extents, Dims steps, int64_t start,
         int64_t count, GuardedBuffer buffer);

  int64_t locate(const Dims &index) const;
  int64_t locate(int64_t position) const;
  bool advance(Dims &index, int64_t &place) const;
  bool holdsPoison(int64_t place) const;
  void fillPoisonAt(int64_t place);
  int64_t capacity() const;
  bool mayHaveHoles() const;
  std::vector<bool> markElements() const;

  ElementType type;
  Dims extents;
  Dims steps;
  int64_t start;
  int64_t count;
  GuardedBuffer buffer;
};

} // namespace heddle::rt

#endif // HEDDLE_RUNTIME_TENSOR_H
