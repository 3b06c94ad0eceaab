//===- TileProgram.cpp - One workgroup of a tile program ------------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "TileProgram.h"

#include "heddle/Dialect/Heddle/Transforms/TileWork.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include "mlir/IR/AffineMap.h"
#include "mlir/IR/TypeUtilities.h"

using namespace mlir;
using namespace heddle;

/// Widths that are not whole are cut to `chunk` channels.
static TileWidth chooseWidth(int64_t width, int64_t chunk, int64_t maxWidth) {
  bool isWhole = !ShapedType::isDynamic(width) && width > 0;
  if (isWhole && width <= maxWidth)
    return {width, true};
  return {chunk, false};
}

/// The largest divisor of `count` that is at most `limit`.
static int64_t getDivisor(int64_t count, int64_t limit) {
  int64_t divisor = std::min(count, limit);
  while (count % divisor != 0)
    --divisor;
  return divisor;
}

/// Keys of a tile; few keys that fill registers are one tile, which is whole.
static int64_t chooseKeys(int64_t keys, int64_t tileKeys) {
  constexpr int64_t step = 32;
  bool areFew = !ShapedType::isDynamic(keys) && keys > 0 && keys < tileKeys;
  return areFew && keys % step == 0 ? keys : tileKeys;
}

/// Few queries, as decoding has them, make tiles of so many rows. A single one
/// shares its keys with the heads of its group.
static TileRows chooseRows(AttentionOp op, const TileOptions &options) {
  int64_t queries = op.getStaticQueries();
  bool isKnown = !ShapedType::isDynamic(queries) && queries > 0;
  if (!isKnown || queries > options.maxRows)
    return {options.queries, chooseKeys(op.getStaticKeys(), options.keys),
            /*areHeads=*/false,
            /*areWhole=*/isKnown && queries % options.queries == 0};
  int64_t heads = op.getStaticHeads(), keyHeads = op.getStaticKeyHeads();
  bool hasGroups = !ShapedType::isDynamic(heads) &&
                   !ShapedType::isDynamic(keyHeads) && keyHeads > 0 &&
                   heads > keyHeads;
  if (queries > 1 || !hasGroups)
    return {queries, options.rowKeys, /*areHeads=*/false, /*areWhole=*/true};
  return {getDivisor(heads / keyHeads, options.maxRows), options.rowKeys,
          /*areHeads=*/true, /*areWhole=*/true};
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
                         const TileOptions &options, int64_t headQueries)
    : builder(builder), op(op), loc(op.getLoc()), rows(chooseRows(op, options)),
      splitWorkgroups(options.splitWorkgroups), partKeys(options.partKeys),
      overlapProducts(options.overlapProducts),
      rescaleSlack(options.rescaleSlack), tileQueries(rows.count),
      tileKeys(rows.keys),
      keyWidth(chooseWidth(op.getStaticKeyWidth(), options.keyChunk,
                           options.maxWidth)),
      valueWidth(chooseWidth(op.getStaticValueWidth(), options.valueChunk,
                             options.maxWidth)),
      f32(builder.getF32Type()), normalizer(op.getNormalizerOrDefault()),
      mask(getWholeMask(op, normalizer)), scores(op.getScoreList()),
      order(op.getLayoutOrDefault().getQkv()), headQueries(headQueries) {
  Type storage = op.getQueryType().getElementType();
  factorType = llvm::is_contained(options.nativeTypes, storage) ? storage : f32;
  bool isRaised = normalizer.raisesWeights() && factorType.isBF16();
  weightFactor = isRaised ? options.weightFactor : 1.0;
  panels = choosePanels(options);
  scale = op.getScaleValue();
  scoreUnit = chooseScoreUnit();
}

/// Steps of the score list work in natural units. Without them scores stay what
/// the products are, and the normalizer scales only differences of them, which
/// rounds least; the unit must be positive, so that the largest stays so.
double TileProgram::chooseScoreUnit() {
  if (hasScoreSteps() || !scale)
    return 1.0;
  return *scale > 0.0 ? *scale : 1.0;
}

/// The multiply-adds of the op, if they are known and in equal shares of
/// workgroups: rows of a mask differ, but whole heads do not, if there are
/// enough of them.
IntegerAttr TileProgram::getEvenWork() {
  constexpr int64_t enoughHeads = 8;
  int64_t heads = op.getStaticBatch() * op.getStaticHeads();
  int64_t extents[] = {op.getStaticBatch(),    op.getStaticHeads(),
                       op.getStaticQueries(),  op.getStaticKeys(),
                       op.getStaticKeyWidth(), op.getStaticValueWidth()};
  if (llvm::any_of(extents, ShapedType::isDynamic) || op.getLengths() ||
      normalizer.isOrdered() || (mask && heads < enoughHeads))
    return {};
  int64_t work = 1;
  for (int64_t extent :
       {heads, extents[2], extents[3], extents[4] + extents[5]})
    if (llvm::MulOverflow(work, extent, work))
      return {};
  return builder.getI64IntegerAttr(work);
}

/// A loop over workgroups, or parts of them, all of which take `work`
/// multiply-adds if that is not null.
scf::ForallOp TileProgram::createForall(ArrayRef<OpFoldResult> extents,
                                        IntegerAttr work) {
  auto forall = scf::ForallOp::create(builder, loc, extents,
                                      /*outputs=*/ValueRange(),
                                      /*mapping=*/std::nullopt);
  if (work)
    forall->setAttr(workAttrName, work);
  builder.setInsertionPoint(forall.getTerminator());
  return forall;
}

void TileProgram::emit() {
  OpBuilder::InsertionGuard guard(builder);
  builder.setInsertionPoint(op);
  createExtents();
  createOrigin();
  if (!scale)
    runtimeScale = createDefaultScale(builder, loc, numKeyChannels);
  if (splitsKeys())
    return emitSplit();
  scf::ForallOp forall = createForall(createGrid(), getEvenWork());
  createWorkgroup(forall.getInductionVars());
  if (panels.count > 1)
    return emitPanels();
  createPanel(workgroupRow);
  SmallVector<Value> carried = createInitialState();
  emitKeyLoops(createTileSpan(), carried);
  emitEnd(carried);
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
  numKeyChannels = getExtent(op.getKey(), 3);
  numValueChannels = getExtent(op.getValue(), 3);
}

/// The workgroups: batch entries, heads, or blocks of heads, panels of queries,
/// and chunks of D if it has such; even a D of 0 has one, which writes the
/// log-sum-exp.
SmallVector<OpFoldResult> TileProgram::createGrid() {
  auto count = [&](Value extent, int64_t tile) -> Value {
    return builder.createOrFold<arith::CeilDivUIOp>(loc, extent,
                                                    constantIndex(tile));
  };
  SmallVector<Value> grid{numBatches, numHeads,
                          count(numQueries, panels.count * tileQueries)};
  if (rows.areHeads)
    grid = {numBatches, count(numHeads, rows.count), numQueries};
  if (!valueWidth.isWhole)
    grid.push_back(builder.createOrFold<arith::MaxSIOp>(
        loc, count(numValueChannels, valueWidth.channels), constantIndex(1)));
  return getAsOpFoldResult(grid);
}

void TileProgram::createOrigin() {
  ValueRange origin = op.getOrigin();
  if (origin.empty()) {
    firstBatch = firstHead = firstQuery = firstKey = zero;
    totalQueries = headQueries ? constantIndex(headQueries) : numQueries;
    totalKeys = numKeys;
    return;
  }
  firstBatch = origin[0];
  firstHead = origin[1];
  firstQuery = origin[2];
  firstKey = origin[3];
  totalQueries = origin[4];
  totalKeys = origin[5];
}

void TileProgram::createWorkgroup(ValueRange ids) {
  batch = ids[0];
  globalBatch = builder.createOrFold<arith::AddIOp>(loc, batch, firstBatch);
  createHeads(ids[1]);
  createLength();
  workgroupRow = rows.areHeads ? zero : createWorkgroupRow(ids[2]);
  valueChannels = {zero};
  if (!valueWidth.isWhole) {
    valueChunk = ids[3];
    Value first = builder.createOrFold<arith::MulIOp>(
        loc, valueChunk, constantIndex(valueWidth.channels));
    valueChannels = {first, /*inBounds=*/false};
  }
}

/// The first query of a workgroup. Where the last queries see more keys than
/// the first ones, the last come first: work that is begun late should be
/// short.
Value TileProgram::createWorkgroupRow(Value id) {
  int64_t size = panels.count * tileQueries;
  auto toRow = [&](Value block) {
    return builder.createOrFold<arith::MulIOp>(loc, block, constantIndex(size));
  };
  Value blocks = builder.createOrFold<arith::CeilDivUIOp>(loc, numQueries,
                                                          constantIndex(size));
  if (!mask || headQueries || isConstantIntValue(blocks, 1))
    return toRow(id);
  Value last =
      builder.createOrFold<arith::SubIOp>(loc, blocks, constantIndex(1));
  auto countKeys = [&](Value firstRow) -> Value {
    KeySpan span = createSpan(firstRow, size);
    return builder.createOrFold<arith::SubIOp>(loc, span.end, span.begin);
  };
  Value grows = builder.createOrFold<arith::CmpIOp>(
      loc, arith::CmpIPredicate::slt, countKeys(zero), countKeys(toRow(last)));
  Value fromLast = builder.createOrFold<arith::SubIOp>(loc, last, id);
  return toRow(builder.createOrFold<arith::SelectOp>(loc, grows, fromLast, id));
}

/// The tile of queries from `firstRow` on.
void TileProgram::createPanel(Value firstRow) {
  row = firstRow;
  globalRow = builder.createOrFold<arith::AddIOp>(loc, row, firstQuery);
  if (keyWidth.isWhole && !queryBuffer)
    queryTile = readQueries({zero});
  if (headQueries)
    return createFoldedRows();
  queryPositions = rows.areHeads ? repeatPosition(globalRow)
                                 : createPositions(globalRow, tileQueries);
}

/// The head and the query of each row of a tile of folded queries.
void TileProgram::createFoldedRows() {
  auto type = VectorType::get(tileQueries, builder.getIndexType());
  auto repeat = [&](Value value) -> Value {
    return vector::BroadcastOp::create(builder, loc, type, value);
  };
  Value numbers = arith::AddIOp::create(
      builder, loc, vector::StepOp::create(builder, loc, type), repeat(row));
  Value queries = repeat(constantIndex(headQueries));
  Value group = builder.createOrFold<arith::DivUIOp>(
      loc, numQueries, constantIndex(headQueries));
  Value first = arith::MulIOp::create(builder, loc, head, group);
  first = arith::AddIOp::create(builder, loc, first, firstHead);
  globalHeads = arith::AddIOp::create(
      builder, loc, arith::DivUIOp::create(builder, loc, numbers, queries),
      repeat(first));
  Value query = arith::RemUIOp::create(builder, loc, numbers, queries);
  query = arith::IndexCastOp::create(
      builder, loc, VectorType::get(tileQueries, builder.getI32Type()), query);
  queryPositions =
      arith::AddIOp::create(builder, loc, query, repeatPosition(firstQuery));
}

/// The quotient is taken here, where there is a head and so a key head: outside
/// of the loops it could divide by 0.
void TileProgram::createHeads(Value id) {
  head = id;
  if (rows.areHeads)
    head =
        builder.createOrFold<arith::MulIOp>(loc, id, constantIndex(rows.count));
  globalHead = builder.createOrFold<arith::AddIOp>(loc, head, firstHead);
  if (rows.areHeads) {
    auto type = VectorType::get(rows.count, builder.getIndexType());
    Value steps = vector::StepOp::create(builder, loc, type);
    globalHeads = arith::AddIOp::create(
        builder, loc, steps,
        vector::BroadcastOp::create(builder, loc, type, globalHead));
  }
  Value group =
      builder.createOrFold<arith::DivUIOp>(loc, numHeads, numKeyHeads);
  keyHead = builder.createOrFold<arith::DivUIOp>(loc, head, group);
}

void TileProgram::createLength() {
  length = totalKeys;
  keysEnd = numKeys;
  if (!op.getLengths())
    return;
  Value stored = memref::LoadOp::create(builder, loc, op.getLengths(), batch);
  length =
      arith::IndexCastOp::create(builder, loc, builder.getIndexType(), stored);
  length = arith::MaxSIOp::create(builder, loc, length, zero);
  length = arith::MinSIOp::create(builder, loc, length, totalKeys);
  keysEnd = length;
  if (!op.getOrigin().empty())
    keysEnd = clamp(toLocalBound(length), zero, numKeys);
}

Value TileProgram::readQueries(const Channels &channels) {
  Value tile = read(op.getQuery(), getIndices(order, head, row, channels.first),
                    {tileQueries, keyWidth.channels}, {getRowDim(order), 3},
                    {rows.areWhole, channels.inBounds});
  AttentionOp::OperandGate use = op.getQueryGateUse();
  tile = gateOperand(tile, {use.gate, use.logits, order, head, row, tileQueries,
                            keyWidth.channels, channels, rows.areWhole,
                            rows.areHeads});
  return extendTo(factorType, tile);
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

/// Indices of (batch, head, position, channel) in `order`.
SmallVector<Value> TileProgram::getIndices(DimOrder order, Value head,
                                           Value position, Value channel) {
  SmallVector<Value> indices(4, channel);
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
  auto type = cast<VectorType>(row.getType());
  return TileBuilder(builder, loc)
      .broadcast(row, VectorType::get({type.getDimSize(0), columns},
                                      type.getElementType()));
}

/// Repeats a number of each column along `rows` rows.
Value TileProgram::repeatColumn(Value column, int64_t rows) {
  auto type = cast<VectorType>(column.getType());
  return vector::BroadcastOp::create(
      builder, loc,
      VectorType::get({rows, type.getDimSize(0)}, type.getElementType()),
      column);
}

/// The i32 `position` for each row.
Value TileProgram::repeatPosition(Value position) {
  position = builder.createOrFold<arith::IndexCastOp>(loc, builder.getI32Type(),
                                                      position);
  return vector::BroadcastOp::create(
      builder, loc, VectorType::get(tileQueries, builder.getI32Type()),
      position);
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
