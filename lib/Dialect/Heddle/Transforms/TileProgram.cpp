//===- TileProgram.cpp - One workgroup of a tile program ------------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "TileProgram.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/IR/AffineMap.h"
#include "mlir/IR/TypeUtilities.h"

#include <cmath>

using namespace mlir;
using namespace heddle;

/// The last extent of `a`, or of `b` where that of `a` is dynamic.
static int64_t getWidth(ShapedType a, ShapedType b) {
  int64_t width = a.getShape().back();
  return ShapedType::isDynamic(width) ? b.getShape().back() : width;
}

int64_t heddle::getKeyWidth(AttentionOp op) {
  return getWidth(op.getQueryType(), op.getKeyType());
}

int64_t heddle::getValueWidth(AttentionOp op) {
  return getWidth(op.getValueType(), op.getResultType());
}

/// The mask of the op and the normalizer's own together; null for neither.
static MaskAttrInterface getWholeMask(AttentionOp op,
                                      NormalizerAttrInterface normalizer) {
  MaskAttrInterface mask = op.getMaskAttr(), own = normalizer.getOwnMask();
  if (!mask || !own)
    return mask ? mask : own;
  return AllOfAttr::get(op.getContext(), {mask, own});
}

TileProgram::TileProgram(OpBuilder &builder, AttentionOp op,
                         const TileOptions &options)
    : builder(builder), op(op), loc(op.getLoc()), tileQueries(options.queries),
      tileKeys(options.keys), keyWidth(getKeyWidth(op)),
      valueWidth(getValueWidth(op)), f32(builder.getF32Type()),
      normalizer(op.getNormalizerOrDefault()),
      mask(getWholeMask(op, normalizer)), scores(op.getScoreList()),
      order(op.getLayoutOrDefault().getQkv()) {
  Type storage = op.getQueryType().getElementType();
  factorType = llvm::is_contained(options.nativeTypes, storage) ? storage : f32;
  scale = op.getScaleValue().value_or(1.0 / std::sqrt(double(keyWidth)));
  scoreUnit = chooseScoreUnit();
}

/// Steps of the score list work in natural units. Without them scores stay what
/// the products are, and the normalizer scales only differences of them, which
/// rounds least; the unit must be positive, so that the largest stays so.
double TileProgram::chooseScoreUnit() {
  if (hasScoreSteps())
    return 1.0;
  return scale > 0.0 ? scale : 1.0;
}

void TileProgram::emit() {
  OpBuilder::InsertionGuard guard(builder);
  builder.setInsertionPoint(op);
  createExtents();
  createOrigin();
  Value blocks = builder.createOrFold<arith::CeilDivUIOp>(
      loc, numQueries, constantIndex(tileQueries));
  auto forall = scf::ForallOp::create(
      builder, loc,
      ArrayRef<OpFoldResult>{getAsOpFoldResult(numBatches),
                             getAsOpFoldResult(numHeads),
                             getAsOpFoldResult(blocks)},
      /*outputs=*/ValueRange(), /*mapping=*/std::nullopt);
  builder.setInsertionPoint(forall.getTerminator());
  createWorkgroup(forall.getInductionVars());
  emitEpilogue(emitKeyLoops());
}

//===----------------------------------------------------------------------===//
// Extents and positions
//===----------------------------------------------------------------------===//

Value TileProgram::getExtent(Value memref, int64_t dim) {
  auto type = cast<MemRefType>(memref.getType());
  if (!type.isDynamicDim(dim))
    return constantIndex(type.getDimSize(dim));
  return memref::DimOp::create(builder, loc, memref, dim);
}

void TileProgram::createExtents() {
  int64_t headDim = AttentionOp::getHeadDim(order);
  int64_t sequenceDim = AttentionOp::getSequenceDim(order);
  zero = constantIndex(0);
  numBatches = getExtent(op.getQuery(), 0);
  numHeads = getExtent(op.getQuery(), headDim);
  numKeyHeads = getExtent(op.getKey(), headDim);
  numQueries = getExtent(op.getQuery(), sequenceDim);
  numKeys = getExtent(op.getKey(), sequenceDim);
}

void TileProgram::createOrigin() {
  ValueRange origin = op.getOrigin();
  if (origin.empty()) {
    firstBatch = firstHead = firstQuery = zero;
    totalQueries = numQueries;
    return;
  }
  firstBatch = origin[0];
  firstHead = origin[1];
  firstQuery = origin[2];
  totalQueries = origin[3];
}

void TileProgram::createWorkgroup(ValueRange ids) {
  batch = ids[0];
  head = ids[1];
  row = builder.createOrFold<arith::MulIOp>(loc, ids[2],
                                            constantIndex(tileQueries));
  globalBatch = builder.createOrFold<arith::AddIOp>(loc, batch, firstBatch);
  globalHead = builder.createOrFold<arith::AddIOp>(loc, head, firstHead);
  globalRow = builder.createOrFold<arith::AddIOp>(loc, row, firstQuery);
  createKeyHead();
  createLength();
  createQueryTile();
  queryPositions = createPositions(globalRow, tileQueries);
}

/// The quotient is taken here, where there is a head and so a key head: outside
/// of the loops it could divide by 0.
void TileProgram::createKeyHead() {
  Value group =
      builder.createOrFold<arith::DivUIOp>(loc, numHeads, numKeyHeads);
  keyHead = builder.createOrFold<arith::DivUIOp>(loc, head, group);
}

void TileProgram::createLength() {
  length = numKeys;
  if (!op.getLengths())
    return;
  Value stored = memref::LoadOp::create(builder, loc, op.getLengths(), batch);
  length =
      arith::IndexCastOp::create(builder, loc, builder.getIndexType(), stored);
  length = arith::MaxSIOp::create(builder, loc, length, zero);
  length = arith::MinSIOp::create(builder, loc, length, numKeys);
}

void TileProgram::createQueryTile() {
  unsigned sequenceDim = AttentionOp::getSequenceDim(order);
  queryTile = read(op.getQuery(), getIndices(order, head, row),
                   {tileQueries, keyWidth}, {sequenceDim, 3}, {false, true});
  queryTile = extendTo(factorType, queryTile);
}

//===----------------------------------------------------------------------===//
// Pieces
//===----------------------------------------------------------------------===//

Value TileProgram::constantIndex(int64_t value) {
  return arith::ConstantIndexOp::create(builder, loc, value);
}

VectorType TileProgram::getTile(int64_t rows, int64_t columns) {
  return VectorType::get({rows, columns}, f32);
}

/// Reads a vector of `shape` whose dimensions run along `dims` of `memref`;
/// what is out of bounds reads as 0.
Value TileProgram::read(Value memref, ValueRange indices,
                        ArrayRef<int64_t> shape, ArrayRef<unsigned> dims,
                        ArrayRef<bool> inBounds) {
  auto type = cast<MemRefType>(memref.getType());
  auto map = AffineMap::getMultiDimMapWithTargets(type.getRank(), dims,
                                                  builder.getContext());
  Value padding = arith::ConstantOp::create(
      builder, loc, builder.getZeroAttr(type.getElementType()));
  return vector::TransferReadOp::create(
      builder, loc, VectorType::get(shape, type.getElementType()), memref,
      indices, padding, map, inBounds);
}

/// Indices of the first element of (batch, head, position) in `order`.
SmallVector<Value> TileProgram::getIndices(DimOrder order, Value head,
                                           Value position) {
  SmallVector<Value> indices(4, zero);
  indices[0] = batch;
  indices[AttentionOp::getHeadDim(order)] = head;
  indices[AttentionOp::getSequenceDim(order)] = position;
  return indices;
}

/// The type of `value` with another element type.
static Type withElementType(Value value, Type elementType) {
  if (auto vectorType = dyn_cast<VectorType>(value.getType()))
    return vectorType.clone(elementType);
  return elementType;
}

Value TileProgram::extendTo(Type elementType, Value value) {
  if (getElementTypeOrSelf(value) == elementType)
    return value;
  return arith::ExtFOp::create(builder, loc,
                               withElementType(value, elementType), value);
}

Value TileProgram::truncateTo(Type elementType, Value value) {
  if (getElementTypeOrSelf(value) == elementType)
    return value;
  return arith::TruncFOp::create(builder, loc,
                                 withElementType(value, elementType), value);
}

Value TileProgram::scaleBy(double factor, Value value) {
  if (factor == 1.0)
    return value;
  TileBuilder tile(builder, loc);
  return tile.mul(value, tile.constant(factor, value.getType()));
}

/// Repeats a number of each row along `columns` columns.
Value TileProgram::repeatRow(Value row, int64_t columns) {
  Type elementType = getElementTypeOrSelf(row);
  return TileBuilder(builder, loc)
      .broadcast(row, VectorType::get({tileQueries, columns}, elementType));
}

/// Repeats a number of each column along the rows of the tile.
Value TileProgram::repeatColumn(Value column) {
  auto type = cast<VectorType>(column.getType());
  return vector::BroadcastOp::create(
      builder, loc,
      VectorType::get({tileQueries, type.getDimSize(0)}, type.getElementType()),
      column);
}

/// The i32 numbers first, first + 1, ...
Value TileProgram::createPositions(Value first, int64_t count) {
  auto type = VectorType::get(count, builder.getI32Type());
  Value steps = vector::StepOp::create(
      builder, loc, VectorType::get(count, builder.getIndexType()));
  steps = arith::IndexCastOp::create(builder, loc, type, steps);
  Value start = builder.createOrFold<arith::IndexCastOp>(
      loc, builder.getI32Type(), first);
  start = vector::BroadcastOp::create(builder, loc, type, start);
  return arith::AddIOp::create(builder, loc, steps, start);
}
