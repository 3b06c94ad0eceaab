//===- Alibi.cpp - Biases linear in the distance --------------------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Matchers.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/IR/Matchers.h"

#include <cmath>

using namespace mlir;
using namespace heddle;
using namespace heddle::raise;

static std::optional<int64_t> getStaticSize(IndexSpace &space,
                                            ArrayRef<Digit> index) {
  int64_t size = 1;
  for (Digit digit : index) {
    if (ShapedType::isDynamic(space.getStaticSize(digit)))
      return std::nullopt;
    size *= space.getStaticSize(digit);
  }
  return size;
}

/// The slope of each head times `factor`, where `element`, or null for 1, is
/// a constant for each head.
static SmallVector<F64> getSlopes(MatchContext &context, Element *element,
                                  double factor, const Roles &roles) {
  IndexSpace &space = context.getSpace();
  std::optional<int64_t> heads = getStaticSize(space, roles.heads);
  if (!heads || *heads <= 0)
    return {};
  SmallVector<F64> slopes(*heads, F64{factor});
  if (!element)
    return slopes;
  DenseElementsAttr values;
  if (element->kind != Element::Kind::Load ||
      !matchPattern(element->access.tensor, m_Constant(&values)) ||
      !isa<FloatType>(values.getElementType()))
    return {};
  Index index;
  for (const Index &dim : element->access.indices)
    index.append(space.resolve(dim));
  if (index != roles.heads || values.getNumElements() != *heads)
    return {};
  for (auto [slope, value] :
       llvm::zip_equal(slopes, values.getValues<APFloat>()))
    slope.value *=
        FloatAttr::get(values.getElementType(), value).getValueAsDouble();
  return slopes;
}

/// Sorts factors into the distance, which depends on keys, and the slope.
static bool sortFactors(MatchContext &context, const Product &product,
                        const Roles &roles, Element *&distance,
                        Element *&slope) {
  DigitSet keys;
  keys.insert_range(roles.keys);
  for (Element *factor : product.factors) {
    Element *&place = context.reader.dependsOn(factor, keys) ? distance : slope;
    if (place)
      return false;
    place = factor;
  }
  return distance && product.divisors.empty() && product.guards.empty();
}

AlibiAttr heddle::raise::matchAlibi(MatchContext &context,
                                    const ScoreStep &bias, const Roles &roles,
                                    Element *lengthOrNull, bool isNeutral) {
  Product product;
  appendFactors(product, bias.bias, /*throughTensors=*/true);
  Element *distance = nullptr, *slope = nullptr;
  if (!sortFactors(context, product, roles, distance, slope))
    return {};
  std::optional<LinearPosition> position =
      matchPosition(context, distance, roles, lengthOrNull);
  if (!position || position->key == 0 || position->numKeys ||
      position->numQueries || position->length)
    return {};
  // -slope * (i - j), with j's coefficient made 1.
  double factor = bias.factor * product.constant * position->key;
  bool isDistance = position->query == -position->key;
  std::optional<int64_t> keys = getStaticSize(context.getSpace(), roles.keys);
  std::optional<int64_t> queries =
      getStaticSize(context.getSpace(), roles.queries);
  bool bottomRight = isDistance && position->constant != 0 && keys && queries &&
                     !lengthOrNull &&
                     position->constant == position->key * (*queries - *keys);
  if (!isNeutral && !bottomRight && (!isDistance || position->constant != 0))
    return {};
  SmallVector<F64> slopes = getSlopes(context, slope, factor, roles);
  if (slopes.empty() || llvm::any_of(slopes, [](F64 value) {
        return !std::isfinite(static_cast<float>(value.value));
      }))
    return {};
  return AlibiAttr::get(context.ir, slopes, bottomRight);
}
