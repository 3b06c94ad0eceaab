//===- Scores.cpp - Steps of the score list -------------------------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "EmitUtils.h"
#include "heddle/Dialect/Heddle/IR/Heddle.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"

#include <algorithm>
#include <limits>

using namespace mlir;
using namespace heddle;

//===----------------------------------------------------------------------===//
// SoftcapAttr
//===----------------------------------------------------------------------===//

Value SoftcapAttr::apply(OpBuilder &builder, Location loc, Value scores,
                         const ScorePosition &at, Value bias) const {
  // A cap that f32 rounds to 0, or whose inverse it does, would give NaN.
  constexpr double smallest = std::numeric_limits<float>::min();
  double cap = std::clamp<double>(getCap(), smallest, 1.0 / smallest);
  TileBuilder tile(builder, loc);
  Value inverse = tile.constant(1.0 / cap, scores.getType());
  Value bounded = math::TanhOp::create(builder, loc, tile.mul(scores, inverse));
  return tile.mul(bounded, tile.constant(cap, scores.getType()));
}

//===----------------------------------------------------------------------===//
// AlibiAttr
//===----------------------------------------------------------------------===//

/// The slopes of query heads, f32 scalars.
static SmallVector<Value> createSlopes(OpBuilder &builder, Location loc,
                                       ArrayRef<F64> slopes, ValueRange heads) {
  auto values = llvm::map_to_vector(
      slopes, [](double slope) { return static_cast<float>(slope); });
  auto type = VectorType::get(static_cast<int64_t>(values.size()),
                              builder.getF32Type());
  Value table = arith::ConstantOp::create(
      builder, loc, DenseElementsAttr::get(type, ArrayRef<float>(values)));
  return llvm::map_to_vector(heads, [&](Value head) -> Value {
    return vector::ExtractOp::create(builder, loc, table, OpFoldResult(head));
  });
}

/// The slopes of the heads of all scores, of their type.
static Value repeatSlopes(OpBuilder &builder, Location loc,
                          ArrayRef<F64> slopes, const ScorePosition &at,
                          Type type) {
  if (!at.heads)
    return splatLike(builder, loc,
                     createSlopes(builder, loc, slopes, at.head).front(), type);
  auto rows = cast<VectorType>(at.heads.getType());
  auto heads = llvm::map_to_vector(
      llvm::seq(rows.getDimSize(0)), [&](int64_t row) -> Value {
        return vector::ExtractOp::create(builder, loc, at.heads, row);
      });
  Value row = vector::FromElementsOp::create(
      builder, loc, rows.clone(builder.getF32Type()),
      createSlopes(builder, loc, slopes, heads));
  return TileBuilder(builder, loc).broadcast(row, cast<VectorType>(type));
}

Value AlibiAttr::apply(OpBuilder &builder, Location loc, Value scores,
                       const ScorePosition &at, Value bias) const {
  Value query = at.query;
  if (getBottomRight())
    query = shiftToBottomRight(builder, loc, query, at.numQueries, at.numKeys);
  Value distance = arith::SubIOp::create(builder, loc, query, at.key);
  distance = arith::SIToFPOp::create(builder, loc, scores.getType(), distance);
  TileBuilder tile(builder, loc);
  Value slope = repeatSlopes(builder, loc, getSlopes(), at, scores.getType());
  return tile.sub(scores, tile.mul(slope, distance));
}

LogicalResult
AlibiAttr::verifyScore(function_ref<InFlightDiagnostic()> emitError,
                       int64_t numHeads) const {
  int64_t numSlopes = getSlopes().size();
  if (ShapedType::isDynamic(numHeads) || numHeads == numSlopes)
    return success();
  return emitError() << "#heddle.alibi has one slope for each query head: got "
                     << numSlopes << " slopes for " << numHeads << " heads";
}

//===----------------------------------------------------------------------===//
// BiasAttr
//===----------------------------------------------------------------------===//

bool BiasAttr::readsBias() const { return true; }

Value BiasAttr::apply(OpBuilder &builder, Location loc, Value scores,
                      const ScorePosition &at, Value bias) const {
  // A key that the bias hides may hold anything: NaN - inf would be NaN.
  TileBuilder tile(builder, loc);
  constexpr double hidden = -std::numeric_limits<double>::infinity();
  return tile.selectEqual(bias, hidden, tile.constant(hidden, bias.getType()),
                          tile.add(scores, bias));
}
