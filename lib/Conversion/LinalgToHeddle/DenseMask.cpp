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

/// What the constant `element` is at [M, N], row by row; nothing if it depends
/// on something else.
static DenseElementsAttr getDense(MatchContext &context, Element *element,
                                  const Roles &roles) {
  Element *load = stripCasts(element);
  DenseElementsAttr values;
  if (load->kind != Element::Kind::Load ||
      !matchPattern(load->access.tensor, m_Constant(&values)))
    return {};
  Index index, expected = roles.queries;
  expected.append(roles.keys);
  for (const Index &dim : load->access.indices)
    index.append(context.getSpace().resolve(dim));
  return index == expected && !roles.queries.empty() ? values
                                                     : DenseElementsAttr();
}

/// The mask that keeps the keys `visible`, by query and key.
static MaskAttrInterface matchBand(MatchContext &context,
                                   ArrayRef<bool> visible,
                                   const Roles &roles) {
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
  DenseElementsAttr values = getDense(context, bias.bias, roles);
  if (!values || !isa<FloatType>(values.getElementType()))
    return {};
  SmallVector<bool> visible;
  for (const APFloat &value : values.getValues<APFloat>()) {
    double number =
        FloatAttr::get(values.getElementType(), value).getValueAsDouble();
    if (number != 0.0 && !isHidden(number * bias.factor))
      return {};
    visible.push_back(number == 0.0);
  }
  return matchBand(context, visible, roles);
}

MaskAttrInterface heddle::raise::matchDenseMask(MatchContext &context,
                                                const Visibility &condition,
                                                const Roles &roles) {
  DenseElementsAttr values = getDense(context, condition.condition, roles);
  if (!values || !values.getElementType().isInteger(1))
    return {};
  SmallVector<bool> visible;
  for (bool value : values.getValues<bool>())
    visible.push_back(value == condition.visibleWhen);
  return matchBand(context, visible, roles);
}
