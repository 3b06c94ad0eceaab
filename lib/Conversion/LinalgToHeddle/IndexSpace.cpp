//===- IndexSpace.cpp - Indices as digits ---------------------------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "IndexSpace.h"

using namespace mlir;
using namespace heddle::raise;

int64_t Extent::getStatic() const {
  return cast<ShapedType>(tensor.getType()).getDimSize(dim);
}

bool IndexSpace::isAnyOf(ArrayRef<Extent> extents, const Extent &extent) const {
  return llvm::any_of(
      extents, [&](const Extent &other) { return areEqual(other, extent); });
}

Digit IndexSpace::add(int64_t size) {
  digits.emplace_back().size = size;
  return digits.size() - 1;
}

Index IndexSpace::create(Extent extent) {
  if (extent.getStatic() == 1)
    return {};
  Digit digit = add(extent.getStatic());
  digits[digit].extents.push_back(extent);
  return {digit};
}

Index IndexSpace::createPastEnd() {
  Digit digit = add(1);
  digits[digit].pastEnd = true;
  return {digit};
}

bool IndexSpace::isPastEnd(ArrayRef<Digit> index) const {
  return llvm::any_of(index, [&](Digit d) { return digits[d].pastEnd; });
}

std::optional<std::pair<int64_t, int64_t>>
IndexSpace::getRange(ArrayRef<Digit> index, int64_t extent) const {
  if (isPastEnd(index)) {
    if (index.size() != 1 || ShapedType::isDynamic(extent))
      return std::nullopt;
    return std::make_pair(extent - 1, extent);
  }
  int64_t end = 1;
  for (Digit digit : resolve(index)) {
    if (ShapedType::isDynamic(digits[digit].size))
      return std::nullopt;
    end *= digits[digit].size;
  }
  return std::make_pair(int64_t(0), end);
}

Index IndexSpace::resolve(ArrayRef<Digit> index) const {
  Index result;
  for (Digit digit : index) {
    if (digits[digit].parts.empty())
      result.push_back(digit);
    else
      result.append(resolve(digits[digit].parts));
  }
  return result;
}

void IndexSpace::noteExtent(ArrayRef<Digit> index, Extent extent) {
  auto isFront = [&](Digit digit) { return digits[digit].isFront; };
  if (llvm::none_of(resolve(index), isFront) || isWhole(index, extent))
    noteWhole(index, extent);
}

void IndexSpace::noteWhole(ArrayRef<Digit> index, Extent extent) {
  Index resolved = resolve(index);
  if (resolved.size() > 1)
    merged.push_back({resolved, extent});
  if (resolved.size() != 1 || digits[resolved[0]].pastEnd)
    return;
  DigitInfo &info = digits[resolved[0]];
  int64_t size = extent.getStatic();
  if (ShapedType::isDynamic(info.size))
    info.size = size;
  // Of a longer dimension, only the front is read.
  if (!ShapedType::isDynamic(size) && info.size != size)
    return;
  bool known = llvm::any_of(info.extents, [&](const Extent &other) {
    return other.tensor == extent.tensor && other.dim == extent.dim;
  });
  if (!known)
    info.extents.push_back(extent);
}

DigitSet IndexSpace::noteFront(ArrayRef<Digit> index, Extent extent) {
  DigitSet front;
  if (isWhole(index, extent))
    return front;
  for (Digit digit : resolve(index))
    if (!std::exchange(digits[digit].isFront, true))
      front.insert(digit);
  return front;
}

void IndexSpace::forgetFront(const DigitSet &front) {
  for (Digit digit : front)
    digits[digit].isFront = false;
}

bool IndexSpace::isWhole(ArrayRef<Digit> index, Extent extent) const {
  Index resolved = resolve(index);
  int64_t size = extent.getStatic();
  if (isPastEnd(resolved))
    return false;
  int64_t product = 1;
  bool isDynamic = false;
  for (Digit digit : resolved) {
    isDynamic |= ShapedType::isDynamic(digits[digit].size);
    product *= isDynamic ? 1 : digits[digit].size;
  }
  if (!isDynamic && !ShapedType::isDynamic(size))
    return product == size;
  if (resolved.size() == 1 && isAnyOf(digits[resolved[0]].extents, extent))
    return true;
  for (const DigitInfo &digit : digits)
    if (!digit.parts.empty() && resolve(digit.parts) == resolved &&
        isAnyOf(digit.extents, extent))
      return true;
  return llvm::any_of(merged, [&](const std::pair<Index, Extent> &other) {
    return resolve(other.first) == resolved && areEqual(other.second, extent);
  });
}

/// Splits the last digit of `rest` into a quotient and a remainder.
void IndexSpace::splitDigit(Index &rest, int64_t lowSize) {
  Digit digit = rest.pop_back_val();
  int64_t size = digits[digit].size;
  bool isDynamic =
      ShapedType::isDynamic(size) || ShapedType::isDynamic(lowSize);
  Digit high = add(isDynamic ? ShapedType::kDynamic : size / lowSize);
  Digit low = add(lowSize);
  digits[high].isFront = digits[digit].isFront;
  digits[digit].parts = {high, low};
  rest.append({high, low});
}

/// Takes digits from the end of `rest` whose extents multiply to `size`.
std::optional<Index> IndexSpace::takeStatic(Index &rest, int64_t size) {
  Index part;
  while (size != 1) {
    if (rest.empty() || size == 0 || digits[rest.back()].size == 0)
      return std::nullopt;
    int64_t last = digits[rest.back()].size;
    bool fits = !ShapedType::isDynamic(last) && size % last == 0;
    // Of several digits, one of unknown extent may be any part of the number.
    bool splits =
        ShapedType::isDynamic(last) ? rest.size() == 1 : last % size == 0;
    if (!fits && !splits)
      return std::nullopt;
    if (!fits)
      splitDigit(rest, size);
    part.insert(part.begin(), rest.pop_back_val());
    size /= digits[part.front()].size;
  }
  return part;
}

std::optional<Index> IndexSpace::takeDynamic(Index &rest, Extent extent) {
  if (rest.empty())
    return std::nullopt;
  if (!isWhole({rest.back()}, extent)) {
    if (rest.size() != 1 || !ShapedType::isDynamic(digits[rest[0]].size))
      return std::nullopt;
    splitDigit(rest, ShapedType::kDynamic);
  }
  Index part{rest.pop_back_val()};
  noteExtent(part, extent);
  return part;
}

std::optional<SmallVector<Index>>
IndexSpace::split(ArrayRef<Digit> index, Value tensor, ArrayRef<int64_t> dims) {
  auto type = cast<ShapedType>(tensor.getType());
  auto isUnit = [&](int64_t dim) { return type.getDimSize(dim) == 1; };
  Index rest = resolve(index);
  if (isPastEnd(rest) &&
      llvm::count_if(dims, isUnit) + 1 < static_cast<int64_t>(dims.size()))
    return std::nullopt;
  SmallVector<Index> result(dims.size());
  for (size_t i = dims.size(); i-- > 0;) {
    Extent extent{tensor, dims[i]};
    if (extent.getStatic() == 1)
      continue;
    std::optional<Index> part;
    if (llvm::all_of(dims.take_front(i), isUnit))
      part = std::exchange(rest, {});
    else if (ShapedType::isDynamic(extent.getStatic()))
      part = takeDynamic(rest, extent);
    else
      part = takeStatic(rest, extent.getStatic());
    if (!part)
      return std::nullopt;
    noteExtent(*part, extent);
    result[i] = *part;
  }
  if (!rest.empty())
    return std::nullopt;
  return result;
}

std::optional<std::pair<Index, Index>> IndexSpace::divide(ArrayRef<Digit> index,
                                                          int64_t divisor) {
  Index rest = resolve(index);
  if (divisor <= 0 || isPastEnd(rest))
    return std::nullopt;
  std::optional<Index> low = takeStatic(rest, divisor);
  if (!low)
    return std::nullopt;
  return std::make_pair(rest, *low);
}
