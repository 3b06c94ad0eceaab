//===- TileSemantics.cpp - What the attribute interfaces speak ------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "heddle/Dialect/Heddle/IR/TileSemantics.h"

#include "EmitUtils.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"

#include <algorithm>
#include <cmath>
#include <limits>

using namespace mlir;
using namespace heddle;

//===----------------------------------------------------------------------===//
// TileBuilder
//===----------------------------------------------------------------------===//

/// `value` in f32. What is finite stays finite: an infinity out of nowhere
/// would meet a masked score's and make a NaN.
static float toF32(double value) {
  constexpr double largest = std::numeric_limits<float>::max();
  if (!std::isfinite(value))
    return static_cast<float>(value);
  return static_cast<float>(std::clamp(value, -largest, largest));
}

Value TileBuilder::constant(double value, Type type) {
  FloatAttr scalar = builder.getF32FloatAttr(toF32(value));
  if (auto vectorType = dyn_cast<VectorType>(type))
    return arith::ConstantOp::create(
        builder, loc, DenseElementsAttr::get(vectorType, Attribute(scalar)));
  return arith::ConstantOp::create(builder, loc, scalar);
}

Value TileBuilder::reduce(vector::CombiningKind kind, Value tile, Value acc) {
  Operation *reduction = vector::MultiDimReductionOp::create(
      builder, loc, tile, acc, ArrayRef<bool>{false, true}, kind);
  if (!columns)
    return reduction->getResult(0);
  return vector::maskOperation(builder, reduction, columns)->getResult(0);
}

Value TileBuilder::reverse(Value tile) {
  const int64_t swap[] = {1, 0};
  Value columns = vector::TransposeOp::create(builder, loc, tile, swap);
  int64_t count = cast<VectorType>(columns.getType()).getDimSize(0);
  auto order = llvm::map_to_vector(llvm::seq<int64_t>(0, count),
                                   [&](int64_t i) { return count - 1 - i; });
  columns = vector::ShuffleOp::create(builder, loc, columns, columns, order);
  return vector::TransposeOp::create(builder, loc, columns, swap);
}

Value TileBuilder::scanFromRight(vector::CombiningKind kind, Value tile,
                                 Value init) {
  auto scan = vector::ScanOp::create(builder, loc, kind, reverse(tile), init,
                                     /*reduction_dim=*/1, /*inclusive=*/false);
  return reverse(scan.getDest());
}

Value TileBuilder::maxOfRow(Value row) {
  return vector::ReductionOp::create(builder, loc,
                                     vector::CombiningKind::MAXNUMF, row);
}

Value TileBuilder::broadcast(Value row, VectorType type) {
  auto transposed = VectorType::get({type.getDimSize(1), type.getDimSize(0)},
                                    type.getElementType());
  Value repeated = vector::BroadcastOp::create(builder, loc, transposed, row);
  return vector::TransposeOp::create(builder, loc, repeated,
                                     ArrayRef<int64_t>{1, 0});
}

Value TileBuilder::add(Value a, Value b) {
  return arith::AddFOp::create(builder, loc, a, b);
}

Value TileBuilder::sub(Value a, Value b) {
  return arith::SubFOp::create(builder, loc, a, b);
}

Value TileBuilder::mul(Value a, Value b) {
  return arith::MulFOp::create(builder, loc, a, b);
}

Value TileBuilder::div(Value a, Value b) {
  return arith::DivFOp::create(builder, loc, a, b);
}

Value TileBuilder::max(Value a, Value b) {
  return arith::MaxNumFOp::create(builder, loc, a, b);
}

Value TileBuilder::exp2(Value a) {
  return math::Exp2Op::create(builder, loc, a);
}

static bool isOne(double factor) {
  constexpr double rounding = 1e-12;
  return std::abs(factor - 1.0) < rounding;
}

Value TileBuilder::scale(Value a, double factor) {
  if (isOne(factor))
    return a;
  return mul(a, constant(factor, a.getType()));
}

Value TileBuilder::toPowerOfTwo(Value score) {
  return scale(score, scoreUnit * kLog2E);
}

Value TileBuilder::powersOfTwo(double powers, Type type) {
  return constant(powers / (scoreUnit * kLog2E), type);
}

/// Differences of scores in natural units, or in powers of two, are taken
/// before they are scaled, so that numbers of any size differ.
static bool subtractsFirst(double scoreUnit) {
  return scoreUnit == 1.0 || isOne(scoreUnit * kLog2E);
}

bool TileBuilder::subtractsFirst() const { return ::subtractsFirst(scoreUnit); }

double TileBuilder::lowestPivot(double scoreUnit) {
  if (::subtractsFirst(scoreUnit))
    return std::numeric_limits<float>::lowest();
  // A power of two, whose product is exact with and without a multiply-add.
  int shift = std::max(0, std::ilogb(scoreUnit * kLog2E) + 1);
  return -std::ldexp(1.0, std::numeric_limits<float>::max_exponent - 2 - shift);
}

Value TileBuilder::toPivot(Value row) {
  return subtractsFirst() ? row : toPowerOfTwo(row);
}

Value TileBuilder::powerDifference(Value scores, Value pivot) {
  Type type = scores.getType();
  bool isTile = type != pivot.getType();
  auto repeat = [&](Value row) {
    return isTile ? broadcast(row, cast<VectorType>(type)) : row;
  };
  if (subtractsFirst())
    return toPowerOfTwo(sub(scores, repeat(pivot)));
  if (!isTile)
    return sub(toPowerOfTwo(scores), pivot);
  Value negated = sub(constant(0.0, pivot.getType()), pivot);
  return math::FmaOp::create(builder, loc, scores,
                             constant(scoreUnit * kLog2E, type),
                             repeat(negated));
}

Value TileBuilder::raiseWeights(Value pivot) {
  if (isOne(weightFactor))
    return pivot;
  double unit = subtractsFirst() ? scoreUnit * kLog2E : 1.0;
  return sub(pivot, constant(std::log2(weightFactor) / unit, pivot.getType()));
}

Value TileBuilder::lowerSum(Value sum) {
  return isOne(weightFactor)
             ? sum
             : mul(sum, constant(1.0 / weightFactor, sum.getType()));
}

Value TileBuilder::toNatural(Value score) { return scale(score, scoreUnit); }

Value TileBuilder::roundWeights(Value weights) {
  auto type = cast<VectorType>(weights.getType());
  if (!weightType || weightType == type.getElementType())
    return weights;
  Value rounded =
      arith::TruncFOp::create(builder, loc, type.clone(weightType), weights);
  return arith::ExtFOp::create(builder, loc, type, rounded);
}

Value TileBuilder::selectEqual(Value a, double value, Value onTrue,
                               Value onFalse) {
  Value equal = arith::CmpFOp::create(builder, loc, arith::CmpFPredicate::OEQ,
                                      a, constant(value, a.getType()));
  return arith::SelectOp::create(builder, loc, equal, onTrue, onFalse);
}

//===----------------------------------------------------------------------===//
// Small emitters
//===----------------------------------------------------------------------===//

Value heddle::createDefaultScale(OpBuilder &builder, Location loc,
                                 Value width) {
  Type f32 = builder.getF32Type();
  Value one = arith::ConstantIndexOp::create(builder, loc, 1);
  Value channels = arith::MaxSIOp::create(builder, loc, width, one);
  channels =
      arith::IndexCastOp::create(builder, loc, builder.getI32Type(), channels);
  channels = arith::SIToFPOp::create(builder, loc, f32, channels);
  Value root = math::SqrtOp::create(builder, loc, channels);
  TileBuilder tile(builder, loc);
  return tile.div(tile.constant(1.0, f32), root);
}

int64_t heddle::saturatePosition(int64_t value) {
  return std::clamp(value, -kMaxSequence, kMaxSequence);
}

Value heddle::splatLike(OpBuilder &builder, Location loc, Value value,
                        Type like) {
  auto vectorType = dyn_cast<VectorType>(like);
  if (!vectorType)
    return value;
  return vector::BroadcastOp::create(builder, loc,
                                     vectorType.clone(value.getType()), value);
}

Value heddle::createI32(OpBuilder &builder, Location loc, int64_t value,
                        Type type) {
  IntegerAttr scalar = builder.getI32IntegerAttr(value);
  if (auto vectorType = dyn_cast<VectorType>(type))
    return arith::ConstantOp::create(
        builder, loc, DenseElementsAttr::get(vectorType, Attribute(scalar)));
  return arith::ConstantOp::create(builder, loc, scalar);
}

Value heddle::shiftToBottomRight(OpBuilder &builder, Location loc, Value query,
                                 Value numQueries, Value numKeys) {
  Value shift = builder.createOrFold<arith::SubIOp>(loc, numKeys, numQueries);
  shift = builder.createOrFold<arith::IndexCastOp>(loc, builder.getI32Type(),
                                                   shift);
  return arith::AddIOp::create(builder, loc, query,
                               splatLike(builder, loc, shift, query.getType()));
}

Value heddle::createSigmoidOfExp2(OpBuilder &builder, Location loc, Value x) {
  TileBuilder tile(builder, loc);
  Value one = tile.constant(1.0, x.getType());
  return tile.div(one, tile.add(tile.exp2(x), one));
}
