//===- DenseMask.cpp - Masks that were folded to constants ----------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Matchers.h"

#include "mlir/IR/Matchers.h"

#include <algorithm>

using namespace mlir;
using namespace heddle;
using namespace heddle::raise;

/// How many of the first values of `load`, a constant, it may be: those in
/// which the dimensions before the first that it moves in are at 0; 0 if it is
/// at 0 in one after that.
static int64_t getNumValues(const Element *load) {
  auto type = cast<RankedTensorType>(load->access.tensor.getType());
  int64_t number = 1;
  bool isInside = false;
  for (auto [index, size] :
       llvm::zip_equal(load->access.indices, type.getShape())) {
    isInside |= !index.empty();
    if (isInside && index.empty() && size != 1)
      return 0;
    number *= isInside ? size : 1;
  }
  return number;
}

/// What the constant `element` is at [M, N], row by row; nothing if it depends
/// on something else.
template <typename T>
static std::optional<SmallVector<T>>
getDense(MatchContext &context, Element *element, const Roles &roles) {
  Element *load = stripCasts(element);
  DenseElementsAttr values;
  if (load->kind != Element::Kind::Load ||
      !matchPattern(load->access.tensor, m_Constant(&values)))
    return std::nullopt;
  Index index, expected = roles.queries;
  expected.append(roles.keys);
  for (const Index &dim : load->access.indices)
    index.append(context.getSpace().resolve(dim));
  bool isNumber = isa<FloatType>(values.getElementType());
  if (index != expected || roles.queries.empty() || getNumValues(load) == 0 ||
      (std::is_same_v<T, bool> ? !values.getElementType().isInteger(1)
                               : !isNumber))
    return std::nullopt;
  return llvm::to_vector(llvm::make_range(
      values.value_begin<T>(), values.value_begin<T>() + getNumValues(load)));
}

/// The mask that keeps the keys `visible`, by query and key.
static MaskAttrInterface matchBand(MatchContext &context,
                                   ArrayRef<bool> visible, const Roles &roles) {
  auto isVisible = [](bool is) { return is; };
  if (llvm::all_of(visible, isVisible) || llvm::none_of(visible, isVisible))
    return {};
  int64_t numKeys = 1;
  for (Digit digit : roles.keys)
    numKeys *= context.getSpace().getStaticSize(digit);
  int64_t numQueries = visible.size() / numKeys;
  int64_t left = -numKeys, right = -numQueries;
  for (auto [at, is] : llvm::enumerate(visible)) {
    int64_t distance =
        static_cast<int64_t>(at) % numKeys - static_cast<int64_t>(at) / numKeys;
    if (is) {
      left = std::max(left, -distance);
      right = std::max(right, distance);
    }
  }
  for (auto [at, is] : llvm::enumerate(visible)) {
    int64_t distance =
        static_cast<int64_t>(at) % numKeys - static_cast<int64_t>(at) / numKeys;
    if (is != (distance <= right && -distance <= left))
      return {};
  }
  std::optional<int64_t> before, after;
  if (left < numQueries - 1)
    before = left;
  if (right < numKeys - 1)
    after = right;
  return createBandMask(context, roles, before, after);
}

MaskAttrInterface heddle::raise::matchDenseMask(MatchContext &context,
                                                const ScoreStep &bias,
                                                const Roles &roles) {
  auto values = getDense<APFloat>(context, bias.bias, roles);
  if (!values)
    return {};
  SmallVector<bool> visible;
  for (APFloat &value : *values) {
    bool isInexact = false;
    value.convert(APFloat::IEEEdouble(), APFloat::rmNearestTiesToEven,
                  &isInexact);
    double number = value.convertToDouble();
    if (number != 0.0 && !isHidden(number * bias.factor))
      return {};
    visible.push_back(number == 0.0);
  }
  return matchBand(context, visible, roles);
}

MaskAttrInterface heddle::raise::matchDenseMask(MatchContext &context,
                                                const Visibility &condition,
                                                const Roles &roles) {
  auto values = getDense<bool>(context, condition.condition, roles);
  if (!values)
    return {};
  SmallVector<bool> visible;
  for (bool value : *values)
    visible.push_back(value == condition.visibleWhen);
  return matchBand(context, visible, roles);
}
