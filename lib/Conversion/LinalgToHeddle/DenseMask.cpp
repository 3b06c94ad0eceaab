//===- DenseMask.cpp - Masks that were folded to constants ----------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Matchers.h"

#include "mlir/Dialect/Arith/IR/Arith.h"

#include <algorithm>
#include <cmath>

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
static std::optional<std::vector<double>>
getDense(MatchContext &context, Element *element, const Roles &roles) {
  Element *load = stripCasts(element);
  if (load->kind != Element::Kind::Load)
    return std::nullopt;
  Index index, expected = roles.queries;
  expected.append(roles.keys);
  for (const Index &dim : load->access.indices)
    index.append(context.getSpace().resolve(dim));
  if (index != expected || roles.queries.empty())
    return std::nullopt;
  auto values = readConstant(load->access.tensor);
  if (!values || getNumValues(load) == 0)
    return std::nullopt;
  values->resize(getNumValues(load));
  return values;
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
  auto values = getDense(context, bias.bias, roles);
  if (!values)
    return {};
  SmallVector<bool> visible;
  for (double value : *values) {
    if (value != 0.0 && !isHidden(value * bias.factor))
      return {};
    visible.push_back(value == 0.0);
  }
  return matchBand(context, visible, roles);
}

/// `condition`, or the x and whether of `x != 0` or `x == 0`.
static Visibility getTested(const Visibility &condition) {
  Element *compare = condition.condition;
  if (!compare->computes<arith::CmpFOp>() ||
      getNumber(compare->operands[1]) != 0.0)
    return condition;
  using Predicate = arith::CmpFPredicate;
  auto predicate = static_cast<Predicate>(
      compare->attributes.getAs<IntegerAttr>("predicate").getInt());
  if (predicate == Predicate::ONE || predicate == Predicate::UNE)
    return {compare->operands[0], condition.visibleWhen};
  if (predicate == Predicate::OEQ || predicate == Predicate::UEQ)
    return {compare->operands[0], !condition.visibleWhen};
  return condition;
}

MaskAttrInterface heddle::raise::matchDenseMask(MatchContext &context,
                                                const Visibility &condition,
                                                const Roles &roles) {
  Visibility tested = getTested(condition);
  auto values = getDense(context, tested.condition, roles);
  if (!values)
    return {};
  SmallVector<bool> visible;
  for (double value : *values) {
    if (std::isnan(value))
      return {};
    visible.push_back((value != 0.0) == tested.visibleWhen);
  }
  return matchBand(context, visible, roles);
}
