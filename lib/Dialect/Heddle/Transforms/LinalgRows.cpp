//===- LinalgRows.cpp - Tiles and rows as tensors -------------------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "LinalgRows.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Arith/Utils/Utils.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"

using namespace mlir;
using namespace heddle;

//===----------------------------------------------------------------------===//
// Emitters
//===----------------------------------------------------------------------===//

static Value extendToF32(ImplicitLocOpBuilder &b, Value value) {
  if (!isa<FloatType>(value.getType()) || value.getType().isF32())
    return value;
  return arith::ExtFOp::create(b, b.getF32Type(), value);
}

static Value truncateTo(ImplicitLocOpBuilder &b, Value value, Type type) {
  if (value.getType() == type)
    return value;
  return arith::TruncFOp::create(b, type, value);
}

Value heddle::createRounded(ImplicitLocOpBuilder &b, Value value, Type type) {
  return extendToF32(b, truncateTo(b, value, type));
}

Value heddle::createEmpty(ImplicitLocOpBuilder &b, ArrayRef<OpFoldResult> sizes,
                          Type elementType) {
  return tensor::EmptyOp::create(b, sizes, elementType);
}

Value heddle::createFilled(ImplicitLocOpBuilder &b,
                           ArrayRef<OpFoldResult> sizes, double value) {
  Value init = createEmpty(b, sizes, b.getF32Type());
  Value scalar = arith::ConstantOp::create(b, b.getF32FloatAttr(value));
  return linalg::FillOp::create(b, scalar, init).getResult(0);
}

Value heddle::createGeneric(ImplicitLocOpBuilder &b, ValueRange inputs,
                            Value init, ArrayRef<AffineMap> maps,
                            RowBuilder::Body body,
                            std::optional<unsigned> reduction) {
  SmallVector<utils::IteratorType> iterators(maps.front().getNumDims(),
                                             utils::IteratorType::parallel);
  if (reduction)
    iterators[*reduction] = utils::IteratorType::reduction;
  Type elementType = cast<ShapedType>(init.getType()).getElementType();
  auto buildBody = [&](OpBuilder &builder, Location loc, ValueRange args) {
    ImplicitLocOpBuilder nested(loc, builder);
    auto extended = llvm::map_to_vector(
        args, [&](Value arg) { return extendToF32(nested, arg); });
    Value result = truncateTo(nested, body(nested, extended), elementType);
    linalg::YieldOp::create(nested, result);
  };
  auto generic = linalg::GenericOp::create(b, init.getType(), inputs, init,
                                           maps, iterators, buildBody);
  // Bodies are written without knowing which positions they will need.
  for (Operation &op :
       llvm::make_early_inc_range(llvm::reverse(*generic.getBody())))
    if (isOpTriviallyDead(&op))
      op.erase();
  return generic.getResult(0);
}

//===----------------------------------------------------------------------===//
// LinalgRowBuilder
//===----------------------------------------------------------------------===//

static int64_t getRank(Value value) {
  return cast<ShapedType>(value.getType()).getRank();
}

/// How an operand of `rank` is read in a nest of `numLoops` loops: tiles and
/// rows by their leading dimensions, a sink by its head.
static AffineMap getOperandMap(int64_t rank, int64_t numLoops,
                               MLIRContext *context) {
  if (rank == 1)
    return AffineMap::get(numLoops, 0, getAffineDimExpr(1, context));
  return AffineMap::getMultiDimIdentityMap(numLoops, context)
      .getMajorSubMap(rank);
}

Value LinalgRowBuilder::map(ValueRange operands, Body body) {
  bool isTile = llvm::any_of(operands, [](Value v) { return getRank(v) == 4; });
  int64_t numLoops = isTile ? 4 : 3;
  auto getMap = [&](Value value) {
    return getOperandMap(getRank(value), numLoops, b.getContext());
  };
  // A tile is changed in place: it is the largest thing around.
  if (getRank(operands.front()) == 4) {
    ValueRange inputs = operands.drop_front();
    auto maps = llvm::map_to_vector(inputs, getMap);
    maps.push_back(getMap(operands.front()));
    return createGeneric(b, inputs, operands.front(), maps,
                         [&](ImplicitLocOpBuilder &nested, ValueRange args) {
                           SmallVector<Value> ordered{args.back()};
                           llvm::append_range(ordered, args.drop_back());
                           return body(nested, ordered);
                         });
  }
  Value init =
      createEmpty(b, ArrayRef(sizes).take_front(numLoops), b.getF32Type());
  auto maps = llvm::map_to_vector(operands, getMap);
  maps.push_back(getMap(init));
  return createGeneric(b, operands, init, maps,
                       [&](ImplicitLocOpBuilder &nested, ValueRange args) {
                         return body(nested, args.drop_back());
                       });
}

Value LinalgRowBuilder::reduce(vector::CombiningKind kind, Value tile,
                               double init) {
  Value rows = createFilled(b, ArrayRef(sizes).drop_back(), init);
  auto combine = [&](OpBuilder &builder, Location loc, ValueRange args) {
    Value element = args[0], acc = args[1];
    // Sums are taken in any order, so that they can be vectorized.
    Value next =
        kind == vector::CombiningKind::ADD
            ? arith::AddFOp::create(builder, loc, element, acc,
                                    arith::FastMathFlags::reassoc)
                  .getResult()
            : arith::MaximumFOp::create(builder, loc, element, acc).getResult();
    linalg::YieldOp::create(builder, loc, next);
  };
  int64_t keys = getRank(tile) - 1;
  return linalg::ReduceOp::create(b, tile, rows, keys, combine)->getResult(0);
}

/// linalg has no scan: a loop takes the keys, newest first.
RowScan LinalgRowBuilder::multiplyFromRight(Value tile) {
  ArrayRef<OpFoldResult> rowSizes = ArrayRef(sizes).drop_back();
  Value zero = arith::ConstantIndexOp::create(b, 0);
  Value one = arith::ConstantIndexOp::create(b, 1);
  Value keys = getValueOrCreateConstantIndexOp(b, b.getLoc(), sizes.back());
  Value inits[] = {createEmpty(b, sizes, b.getF32Type()),
                   createFilled(b, rowSizes, 1.0)};
  SmallVector<OpFoldResult> offsets(sizes.size(), b.getIndexAttr(0));
  SmallVector<OpFoldResult> strides(sizes.size(), b.getIndexAttr(1));
  SmallVector<OpFoldResult> extents(sizes);
  extents.back() = b.getIndexAttr(1);
  auto takeKey = [&](OpBuilder &builder, Location loc, Value step,
                     ValueRange carried) {
    ImplicitLocOpBuilder nested(loc, builder);
    Value newer = arith::AddIOp::create(nested, step, one);
    offsets.back() = arith::SubIOp::create(nested, keys, newer).getResult();
    Value before = tensor::InsertSliceOp::create(nested, carried[1], carried[0],
                                                 offsets, extents, strides);
    auto rowType = cast<RankedTensorType>(carried[1].getType());
    Value factor = tensor::ExtractSliceOp::create(nested, rowType, tile,
                                                  offsets, extents, strides);
    AffineMap map = nested.getMultiDimIdentityMap(rowType.getRank());
    Value total =
        createGeneric(nested, factor, carried[1], {map, map},
                      [](ImplicitLocOpBuilder &body, ValueRange args) -> Value {
                        return arith::MulFOp::create(body, args[0], args[1]);
                      });
    scf::YieldOp::create(nested, {before, total});
  };
  auto loop = scf::ForOp::create(b, zero, keys, one, inits, takeKey);
  return {loop.getResult(0), loop.getResult(1)};
}
