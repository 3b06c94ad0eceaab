//===- TilePanels.cpp - Panels of queries that share chunks of keys -------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Tiles of queries, panels, that follow one another in a workgroup take a chunk
// of keys in turn, so that the cache holds it for all but the first of them.
// Between chunks the state of each panel lies in scratch, and its queries too,
// a channel's rows side by side. What has to be computed of keys and values, as
// an extension to f32, is computed once a chunk.
//
//===----------------------------------------------------------------------===//

#include "TileProgram.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include "mlir/IR/TypeUtilities.h"

using namespace mlir;
using namespace heddle;

//===----------------------------------------------------------------------===//
// The choice
//===----------------------------------------------------------------------===//

/// Whether tiles of keys, or of values, have to be computed.
bool TileProgram::isComputed(const TileWidth &width,
                             const AttentionOp::OperandGate &gate) {
  return width.isWhole &&
         (gate.gate || op.getQueryType().getElementType() != factorType);
}

/// How many panels the workgroups may have so that there are `workgroups` of
/// them. Dynamic extents are taken to be large.
int64_t TileProgram::countPanels(int64_t workgroups) {
  int64_t heads = op.getStaticHeads(), batch = op.getStaticBatch();
  int64_t queries = op.getStaticQueries();
  if (llvm::any_of(ArrayRef<int64_t>{heads, batch, queries},
                   ShapedType::isDynamic))
    return INT64_MAX;
  int64_t panels = (queries + tileQueries - 1) / tileQueries;
  return std::min(panels, batch * heads * panels / workgroups);
}

/// Keys that the cache holds anyway, and that need no computation, are left
/// where they are.
TilePanels TileProgram::choosePanels(const TileOptions &options) {
  Type element = op.getQueryType().getElementType();
  bool computes = isComputed(keyWidth, op.getKeyGateUse()) ||
                  isComputed(valueWidth, op.getValueGateUse());
  if (computes)
    element = factorType;
  int64_t keyBytes = (keyWidth.channels + valueWidth.channels) *
                     element.getIntOrFloatBitWidth() / 8;
  int64_t keys = options.chunkBytes / keyBytes / tileKeys * tileKeys;
  int64_t count = std::min(options.panels, countPanels(options.workgroups));
  bool isPanel = rows.count == options.queries && !rows.areHeads;
  int64_t numKeys = op.getStaticKeys();
  bool fits = !ShapedType::isDynamic(numKeys) && numKeys <= keys;
  if (!isPanel || splitsKeys() || count <= 1 || keys == 0 ||
      (fits && !computes))
    return {1, 0};
  if (fits)
    keys = (numKeys + tileKeys - 1) / tileKeys * tileKeys;
  return {count, keys};
}

//===----------------------------------------------------------------------===//
// Panels and chunks
//===----------------------------------------------------------------------===//

/// Calls `body` in a loop over the panels of the workgroup that have queries.
void TileProgram::forEachPanel(function_ref<void(Value)> body) {
  Value rows = arith::SubIOp::create(builder, loc, numQueries, workgroupRow);
  Value count = builder.createOrFold<arith::CeilDivUIOp>(
      loc, rows, constantIndex(tileQueries));
  count = builder.createOrFold<arith::MinUIOp>(loc, count,
                                               constantIndex(panels.count));
  auto loop = scf::ForOp::create(builder, loc, zero, count, constantIndex(1));
  OpBuilder::InsertionGuard guard(builder);
  builder.setInsertionPointToStart(loop.getBody());
  Value panel = loop.getInductionVar();
  Value offset = builder.createOrFold<arith::MulIOp>(
      loc, panel, constantIndex(tileQueries));
  createPanel(arith::AddIOp::create(builder, loc, workgroupRow, offset));
  body(panel);
}

/// Calls `body` in a loop over chunks of the keys in `span`, with the first key
/// of a chunk and the one past its last.
void TileProgram::forEachChunk(const KeySpan &span,
                               function_ref<void(Value, Value)> body) {
  Value step = constantIndex(panels.keys);
  auto loop = scf::ForOp::create(builder, loc, span.begin, span.end, step);
  OpBuilder::InsertionGuard guard(builder);
  builder.setInsertionPointToStart(loop.getBody());
  Value first =
      createFirstKey(loop.getInductionVar(), span.begin, span.end, panels.keys);
  Value past = arith::AddIOp::create(builder, loc, first, step);
  body(first, arith::MinUIOp::create(builder, loc, past, span.end));
}

/// The part of a panel's `span` that lies in the chunk of keys from `first` to
/// `past`. Where the panel's keys begin with those of all panels, `whole`, they
/// begin with the chunk.
KeySpan TileProgram::clampToChunk(KeySpan span, const KeySpan &whole,
                                  Value first, Value past) {
  auto within = [&](Value bound) -> Value {
    if (isEqualConstantIntOrValue(bound, whole.begin))
      return first;
    if (isEqualConstantIntOrValue(bound, whole.end))
      return past;
    bound = arith::MaxSIOp::create(builder, loc, bound, first);
    return arith::MinSIOp::create(builder, loc, bound, past);
  };
  return {within(span.begin), within(span.end), within(span.fullBegin),
          within(span.fullEnd)};
}

void TileProgram::emitPanels() {
  createStateBuffers();
  Value queries = createQueryBuffer();
  forEachPanel([&](Value panel) {
    storeState(panel, createInitialState());
    if (queries)
      storeTile(queries, panel, queryTile);
  });
  queryBuffer = queries;
  KeySpan whole = createSpan(workgroupRow, panels.count * tileQueries);
  forEachChunk(whole, [&](Value first, Value past) {
    stageChunk(first, past);
    forEachPanel([&](Value panel) {
      KeySpan span = createSpan(row, tileQueries);
      if (queryBuffer)
        queryTile = loadTile(queryBuffer, panel, getQueryTile());
      SmallVector<Value> carried = loadState(panel);
      emitKeyLoops(clampToChunk(span, whole, first, past), carried);
      storeState(panel, carried);
    });
    stagedKeys = stagedValues = {};
  });
  forEachPanel([&](Value panel) { emitEnd(loadState(panel)); });
}

//===----------------------------------------------------------------------===//
// The state of the panels
//===----------------------------------------------------------------------===//

/// Scratch for the state of the rows, [panel][row], and for the accumulated
/// outputs, [panel][channel][row]. Targets that accumulate where the outputs
/// lie may run past the last channel by part of a block of registers.
void TileProgram::createStateBuffers() {
  auto allocate = [&](ArrayRef<int64_t> shape) {
    stateBuffers.push_back(createScratch(shape, f32));
  };
  for (size_t i = 0; i < normalizer.getInitialState(scoreUnit).size(); ++i)
    allocate({panels.count, tileQueries});
  constexpr int64_t spareChannels = 16;
  allocate({panels.count, valueWidth.channels + spareChannels, tileQueries});
}

/// Scratch for the queries of the panels, [panel][channel][row]; null if each
/// panel needs them for one chunk only, or they are taken a part at a time.
Value TileProgram::createQueryBuffer() {
  int64_t numKeys = op.getStaticKeys();
  bool isOneChunk = !ShapedType::isDynamic(numKeys) && numKeys <= panels.keys;
  if (!keyWidth.isWhole || isOneChunk)
    return {};
  return createScratch({panels.count, keyWidth.channels, tileQueries},
                       factorType);
}

VectorType TileProgram::getQueryTile() {
  return VectorType::get({tileQueries, keyWidth.channels}, factorType);
}

Value TileProgram::createScratch(ArrayRef<int64_t> shape, Type element) {
  constexpr int64_t alignment = 64; // A cache line.
  return memref::AllocaOp::create(builder, loc, MemRefType::get(shape, element),
                                  builder.getI64IntegerAttr(alignment));
}

/// The dimensions of a state buffer that a vector of `rank` runs along.
static SmallVector<unsigned> getStateDims(int64_t rank) {
  return rank == 1 ? SmallVector<unsigned>{1} : SmallVector<unsigned>{2, 1};
}

Value TileProgram::loadTile(Value buffer, Value panel, VectorType type) {
  SmallVector<Value> indices(type.getRank() + 1, zero);
  indices[0] = panel;
  return read(buffer, indices, type.getShape(), getStateDims(type.getRank()),
              SmallVector<bool>(type.getRank(), true));
}

void TileProgram::storeTile(Value buffer, Value panel, Value tile) {
  int64_t rank = cast<VectorType>(tile.getType()).getRank();
  SmallVector<Value> indices(rank + 1, zero);
  indices[0] = panel;
  auto map = AffineMap::getMultiDimMapWithTargets(rank + 1, getStateDims(rank),
                                                  builder.getContext());
  vector::TransferWriteOp::create(builder, loc, tile, buffer, indices, map,
                                  SmallVector<bool>(rank, true));
}

SmallVector<Value> TileProgram::loadState(Value panel) {
  auto row = VectorType::get(tileQueries, f32);
  SmallVector<Value> carried;
  for (Value buffer : ArrayRef(stateBuffers).drop_back())
    carried.push_back(loadTile(buffer, panel, row));
  carried.push_back(loadTile(stateBuffers.back(), panel,
                             getTile(tileQueries, valueWidth.channels)));
  return carried;
}

void TileProgram::storeState(Value panel, ValueRange carried) {
  for (auto [buffer, value] : llvm::zip_equal(stateBuffers, carried))
    storeTile(buffer, panel, value);
}

//===----------------------------------------------------------------------===//
// Computed keys and values
//===----------------------------------------------------------------------===//

/// Computes the keys and values of a chunk into scratch, if they do not lie in
/// memory as the contractions take them.
void TileProgram::stageChunk(Value first, Value past) {
  chunkFirst = first;
  bool keys = isComputed(keyWidth, op.getKeyGateUse());
  bool values = isComputed(valueWidth, op.getValueGateUse());
  if (!keys && !values)
    return;
  OpBuilder::InsertionGuard guard(builder);
  auto loop =
      scf::ForOp::create(builder, loc, first, past, constantIndex(tileKeys));
  builder.setInsertionPointToStart(loop.getBody());
  // Not whole, so that nothing past the last key is read.
  KeyBlock block{loop.getInductionVar(), constantIndex(tileKeys)};
  auto stage = [&](Value tile) { return stageTile(tile, block.first); };
  Value stagedKeyTiles, stagedValueTiles;
  if (keys)
    stagedKeyTiles = stage(readKeys({zero}, block));
  if (values)
    stagedValueTiles = stage(readValues(block));
  stagedKeys = stagedKeyTiles;
  stagedValues = stagedValueTiles;
}

/// Writes a tile to the scratch of its chunk, which it returns.
Value TileProgram::stageTile(Value tile, Value first) {
  auto type = cast<VectorType>(tile.getType());
  Value scratch;
  {
    OpBuilder::InsertionGuard guard(builder);
    builder.setInsertionPointAfter(stateBuffers.back().getDefiningOp());
    scratch = createScratch({panels.keys, type.getDimSize(1)}, factorType);
  }
  Value offset = arith::SubIOp::create(builder, loc, first, chunkFirst);
  vector::TransferWriteOp::create(builder, loc, extendTo(factorType, tile),
                                  scratch, ValueRange{offset, zero},
                                  ArrayRef<bool>{true, true});
  return scratch;
}
