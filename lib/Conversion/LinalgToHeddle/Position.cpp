//===- Position.cpp - Positions of queries and keys -----------------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Matchers.h"

#include "mlir/Dialect/Arith/IR/Arith.h"

#include <cmath>

using namespace mlir;
using namespace heddle::raise;

static LinearPosition combine(const LinearPosition &a, const LinearPosition &b,
                              int64_t factor) {
  return {a.query + factor * b.query,           a.key + factor * b.key,
          a.constant + factor * b.constant,     a.numKeys + factor * b.numKeys,
          a.numQueries + factor * b.numQueries, a.length + factor * b.length};
}

/// An integer, in whatever type, of a size that sums do not overflow.
static std::optional<int64_t> getWholeNumber(const Element *element) {
  constexpr int64_t limit = int64_t(1) << 40;
  std::optional<int64_t> integer = getInteger(element);
  if (std::optional<double> number = getNumber(element))
    if (*number == std::floor(*number) && std::fabs(*number) < limit)
      integer = static_cast<int64_t>(*number);
  if (!integer || *integer >= limit || *integer <= -limit)
    return std::nullopt;
  return integer;
}

static std::optional<LinearPosition>
matchLeaf(MatchContext &context, Element *element, const Roles &roles) {
  IndexSpace &space = context.getSpace();
  LinearPosition result;
  if (std::optional<int64_t> integer = getWholeNumber(element)) {
    result.constant = *integer;
    return result;
  }
  if (element->kind == Element::Kind::Position) {
    Index position = space.resolve(element->position);
    if (position != roles.queries && position != roles.keys)
      return std::nullopt;
    (position == roles.keys ? result.key : result.query) = 1;
    return result;
  }
  if (element->kind != Element::Kind::Extent)
    return std::nullopt;
  Extent extent{element->access.tensor, element->dim};
  if (space.isWhole(roles.keys, extent))
    result.numKeys = 1;
  else if (space.isWhole(roles.queries, extent))
    result.numQueries = 1;
  else
    return std::nullopt;
  return result;
}

std::optional<LinearPosition>
heddle::raise::matchPosition(MatchContext &context, Element *element,
                             const Roles &roles, Element *lengthOrNull) {
  while (isCast(element) || element->computes<arith::SIToFPOp>())
    element = element->operands[0];
  if (lengthOrNull && context.reader.areEqual(element, lengthOrNull)) {
    LinearPosition result;
    result.length = 1;
    return result;
  }
  bool adds = element->computes<arith::AddIOp, arith::AddFOp>();
  bool subtracts = element->computes<arith::SubIOp, arith::SubFOp>();
  bool multiplies = element->computes<arith::MulIOp>();
  if (!adds && !subtracts && !multiplies)
    return matchLeaf(context, element, roles);
  auto match = [&](unsigned i) {
    return matchPosition(context, element->operands[i], roles, lengthOrNull);
  };
  std::optional<LinearPosition> a = match(0), b = match(1);
  if (!a || !b)
    return std::nullopt;
  if (!multiplies)
    return combine(*a, *b, adds ? 1 : -1);
  std::optional<int64_t> factor = getWholeNumber(element->operands[1]);
  if (!factor || std::abs(*factor) > 1024)
    return std::nullopt;
  return combine(LinearPosition(), *a, *factor);
}
