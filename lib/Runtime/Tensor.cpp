//===- Tensor.cpp - Strided tensors in host memory ------------------------===//
//
// Part of the Heddle Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "heddle/Runtime/Tensor.h"

#include <algorithm>
#include <cstring>

using namespace heddle::rt;

//===----------------------------------------------------------------------===//
// Shapes
//===----------------------------------------------------------------------===//

std::string heddle::rt::formatShape(const Dims &shape) {
  if (shape.empty())
    return "scalar";
  std::string text;
  for (int64_t extent : shape)
    text += (text.empty() ? "" : "x") + std::to_string(extent);
  return text;
}

/// An extent of 0 counts as 1, so that strides cannot overflow either.
static bool productOverflows(const Dims &shape) {
  int64_t product = 1;
  for (int64_t extent : shape)
    if (__builtin_mul_overflow(product, std::max<int64_t>(extent, 1), &product))
      return true;
  return false;
}

Result<int64_t> heddle::rt::countElements(const Dims &shape) {
  if (shape.size() > Tensor::maxRank)
    return Failure{std::to_string(shape.size()) +
                   " dimensions, expected at most " +
                   std::to_string(Tensor::maxRank)};
  for (int64_t extent : shape)
    if (extent < 0)
      return Failure{"shape " + formatShape(shape) + ": the extent " +
                     std::to_string(extent) + " is negative"};
  if (productOverflows(shape))
    return Failure{"shape " + formatShape(shape) +
                   ": the number of elements overflows 64 bits"};
  int64_t count = 1;
  for (int64_t extent : shape)
    count *= extent;
  return count;
}

Dims heddle::rt::rowMajorStrides(const Dims &shape) {
  Dims strides(shape.size());
  int64_t step = 1;
  for (size_t dim = shape.size(); dim-- > 0;) {
    strides[dim] = step;
    step *= std::max<int64_t>(shape[dim], 1);
  }
  return strides;
}

//===----------------------------------------------------------------------===//
// Allocation
//===----------------------------------------------------------------------===//

namespace {

/// The number of elements from the start of the memory to the last element.
/// Returns false if it overflows.
bool computeCapacity(const Dims &shape, const Dims &strides, int64_t offset,
                     bool empty, int64_t &capacity) {
  capacity = offset;
  if (empty)
    return true;
  for (size_t dim = 0; dim < shape.size(); ++dim) {
    int64_t reach;
    if (__builtin_mul_overflow(shape[dim] - 1, strides[dim], &reach) ||
        __builtin_add_overflow(capacity, reach, &capacity))
      return false;
  }
  return !__builtin_add_overflow(capacity, 1, &capacity);
}

Result<Success> checkLayout(const Dims &shape, const Dims &strides,
                            int64_t offset) {
  if (strides.size() != shape.size())
    return Failure{std::to_string(strides.size()) + " strides for " +
                   std::to_string(shape.size()) + " dimensions"};
  for (int64_t stride : strides)
    if (stride < 0)
      return Failure{"the stride " + std::to_string(stride) + " is negative"};
  if (offset < 0)
    return Failure{"the offset " + std::to_string(offset) + " is negative"};
  return Success{};
}

/// The size in bytes of the memory for this layout.
Result<size_t> computeSize(ElementType type, const Dims &shape,
                           const Dims &strides, int64_t offset, bool empty) {
  int64_t capacity;
  size_t size;
  if (!computeCapacity(shape, strides, offset, empty, capacity) ||
      __builtin_mul_overflow(static_cast<size_t>(capacity), elementSize(type),
                             &size))
    return Failure{"shape " + formatShape(shape) + ", " +
                   std::string(elementName(type)) +
                   ": the size in bytes overflows 64 bits"};
  return size;
}

} // namespace

Tensor::Tensor(ElementType type, Dims extents, Dims steps, int64_t start,
               int64_t count, GuardedBuffer buffer)
    : type(type), extents(std::move(extents)), steps(std::move(steps)),
      start(start), count(count), buffer(std::move(buffer)) {}

Result<Tensor> Tensor::allocate(ElementType type, const Dims &shape,
                                Placement placement, size_t alignment) {
  Result<int64_t> count = countElements(shape);
  if (!count)
    return count.failure();
  return allocateStrided(type, shape, rowMajorStrides(shape), /*offset=*/0,
                         placement, alignment);
}

Result<Tensor> Tensor::allocateStrided(ElementType type, const Dims &shape,
                                       const Dims &strides, int64_t offset,
                                       Placement placement, size_t alignment) {
  Result<int64_t> count = countElements(shape);
  if (!count)
    return count.failure();
  if (Result<Success> layout = checkLayout(shape, strides, offset); !layout)
    return layout.failure();
  Result<size_t> size = computeSize(type, shape, strides, offset, *count == 0);
  if (!size)
    return size.failure();
  Result<GuardedBuffer> buffer = GuardedBuffer::allocate(
      *size, std::max(alignment, elementSize(type)), placement);
  if (!buffer)
    return buffer.failure("shape " + formatShape(shape) + ", " +
                          std::string(elementName(type)) + ": ");
  Tensor tensor(type, shape, strides, offset, *count, *std::move(buffer));
  if (tensor.mayHaveHoles()) {
    std::vector<bool> isElement = tensor.markElements();
    for (int64_t place = 0; place < tensor.capacity(); ++place)
      if (!isElement[static_cast<size_t>(place)])
        tensor.fillPoisonAt(place);
  }
  return tensor;
}

//===----------------------------------------------------------------------===//
// Elements
//===----------------------------------------------------------------------===//

bool Tensor::isPacked() const {
  if (empty())
    return start == 0;
  int64_t expected = 1;
  for (size_t dim = rank(); dim-- > 0;) {
    if (extents[dim] != 1 && steps[dim] != expected)
      return false;
    expected *= extents[dim];
  }
  return start == 0;
}

int64_t Tensor::locate(const Dims &index) const {
  assert(index.size() == rank() && "an index has one number per dimension");
  int64_t place = start;
  for (size_t dim = 0; dim < rank(); ++dim) {
    assert(index[dim] >= 0 && index[dim] < extents[dim] && "out of bounds");
    place += index[dim] * steps[dim];
  }
  return place;
}

int64_t Tensor::locate(int64_t position) const {
  assert(position >= 0 && position < count && "out of bounds");
  int64_t place = start;
  for (size_t dim = rank(); dim-- > 0;) {
    place += position % extents[dim] * steps[dim];
    position /= extents[dim];
  }
  return place;
}

/// Steps to the next element in row-major order; false after the last.
bool Tensor::advance(Dims &index, int64_t &place) const {
  for (size_t dim = rank(); dim-- > 0;) {
    if (++index[dim] < extents[dim]) {
      place += steps[dim];
      return true;
    }
    place -= (extents[dim] - 1) * steps[dim];
    index[dim] = 0;
  }
  return false;
}

Result<Tensor> Tensor::convert(ElementType target, Placement placement) const {
  Result<Tensor> result = allocate(target, extents, placement);
  if (!result)
    return result;
  Tensor &copy = *result;
  int64_t next = 0;
  forEachPlace([&](int64_t place) {
    void *to = copy.elementAt(next++);
    if (target == type)
      std::memcpy(to, elementAt(place), elementSize(type));
    else if (isInteger(type))
      rt::storeInteger(target, to, loadInteger(type, elementAt(place)));
    else
      storeElement(target, to, load(place));
  });
  return result;
}

//===----------------------------------------------------------------------===//
// Poison
//===----------------------------------------------------------------------===//

int64_t Tensor::capacity() const {
  return static_cast<int64_t>(buffer.size() / elementSize(type));
}

/// Overlapping elements may make up for holes, so the answer yes is a guess.
bool Tensor::mayHaveHoles() const { return !isPacked(); }

std::vector<bool> Tensor::markElements() const {
  std::vector<bool> isElement(static_cast<size_t>(capacity()));
  forEachPlace(
      [&](int64_t place) { isElement[static_cast<size_t>(place)] = true; });
  return isElement;
}

bool Tensor::holdsPoison(int64_t place) const {
  size_t size = elementSize(type);
  size_t first = static_cast<size_t>(place) * size;
  for (size_t byte = first; byte < first + size; ++byte)
    if (buffer.data()[byte] != poisonByte(byte))
      return false;
  return true;
}

void Tensor::fillPoisonAt(int64_t place) {
  size_t size = elementSize(type);
  size_t first = static_cast<size_t>(place) * size;
  for (size_t byte = first; byte < first + size; ++byte)
    buffer.data()[byte] = poisonByte(byte);
}

void Tensor::fillPoison() {
  for (int64_t place = 0; place < capacity(); ++place)
    fillPoisonAt(place);
}

bool Tensor::isPoison(int64_t position) const {
  return holdsPoison(locate(position));
}

Result<Success> Tensor::checkMargins() const {
  if (Result<Success> margins = buffer.checkMargins(); !margins)
    return margins;
  if (!mayHaveHoles())
    return Success{};
  std::vector<bool> isElement = markElements();
  for (int64_t place = 0; place < capacity(); ++place)
    if (!isElement[static_cast<size_t>(place)] && !holdsPoison(place))
      return Failure{"the hole " + std::to_string(place) +
                     " elements after the start of the data was overwritten"};
  return Success{};
}
