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

/// Which of [M, N] keys the constant `bias` leaves visible, row by row; nothing
/// if it does more than hide.
static std::optional<SmallVector<bool>> getVisibleKeys(MatchContext &context,
                                                       const ScoreStep &bias,
                                                       const Roles &roles) {
  Element *load = stripCasts(bias.bias);
  DenseElementsAttr values;
  if (load->kind != Element::Kind::Load ||
      !matchPattern(load->access.tensor, m_Constant(&values)) ||
      !isa<FloatType>(values.getElementType()))
    return std::nullopt;
  Index index, expected = roles.queries;
  expected.append(roles.keys);
  for (const Index &dim : load->access.indices)
    index.append(context.getSpace().resolve(dim));
  if (index != expected || roles.queries.empty())
    return std::nullopt;
  SmallVector<bool> visible;
  for (const APFloat &value : values.getValues<APFloat>()) {
    double number =
        FloatAttr::get(values.getElementType(), value).getValueAsDouble();
    if (number != 0.0 && !isHidden(number * bias.factor))
      return std::nullopt;
    visible.push_back(number == 0.0);
  }
  return visible;
}

MaskAttrInterface heddle::raise::matchDenseMask(MatchContext &context,
                                                const ScoreStep &bias,
                                                const Roles &roles) {
  std::optional<SmallVector<bool>> visible =
      getVisibleKeys(context, bias, roles);
  if (!visible || llvm::all_of(*visible, [](bool is) { return is; }) ||
      llvm::none_of(*visible, [](bool is) { return is; }))
    return {};
  int64_t numKeys = 1;
  for (Digit digit : roles.keys)
    numKeys *= context.getSpace().getStaticSize(digit);
  int64_t numQueries = visible->size() / numKeys;
  int64_t left = -numKeys, right = -numQueries;
  for (auto [at, is] : llvm::enumerate(*visible)) {
    int64_t distance =
        static_cast<int64_t>(at) % numKeys - static_cast<int64_t>(at) / numKeys;
    if (is) {
      left = std::max(left, -distance);
      right = std::max(right, distance);
    }
  }
  for (auto [at, is] : llvm::enumerate(*visible)) {
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
