//===- TileSplit.cpp - Keys in parts --------------------------------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A few queries have fewer workgroups than a machine has threads, so that their
// keys are split. A workgroup leaves the state of its rows and what it
// accumulated in memory; a second loop merges the parts and ends the rows as a
// workgroup with all keys does. Each workgroup cuts the keys that it sees, so
// that masked keys are no part's work.
//
//===----------------------------------------------------------------------===//

#include "TileProgram.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Arith/Utils/Utils.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include "mlir/Interfaces/FunctionInterfaces.h"

using namespace mlir;
using namespace heddle;

/// `extent`, or the least that it can be worth splitting for.
static int64_t getLeast(int64_t extent) {
  return ShapedType::isDynamic(extent) ? 1 : extent;
}

/// Whether there may be too few workgroups, and enough keys. The number of
/// queries must be known: many, which have partial results in vain, are the
/// usual case.
bool TileProgram::splitsKeys() {
  int64_t queries = op.getStaticQueries(), keys = op.getStaticKeys();
  if (!normalizer.hasMerge() || ShapedType::isDynamic(queries))
    return false;
  int64_t heads = getLeast(op.getStaticHeads());
  int64_t tiles = rows.areHeads
                      ? heads / rows.count * queries
                      : heads * llvm::divideCeil(queries, tileQueries);
  bool isLong = ShapedType::isDynamic(keys) || keys >= 2 * partKeys;
  return isLong && getLeast(op.getStaticBatch()) * tiles < splitWorkgroups;
}

/// As many parts as make enough workgroups of those of `grid`.
Value TileProgram::createWantedParts(ArrayRef<OpFoldResult> grid) {
  Value one = constantIndex(1), workgroups = one;
  for (OpFoldResult extent : grid)
    workgroups = builder.createOrFold<arith::MulIOp>(
        loc, workgroups, getValueOrCreateConstantIndexOp(builder, loc, extent));
  workgroups = builder.createOrFold<arith::MaxSIOp>(loc, workgroups, one);
  return builder.createOrFold<arith::CeilDivUIOp>(
      loc, constantIndex(splitWorkgroups), workgroups);
}

/// The wanted parts, if there are keys for them.
Value TileProgram::createNumParts(Value wanted) {
  Value most = builder.createOrFold<arith::DivUIOp>(loc, numKeys,
                                                    constantIndex(partKeys));
  wanted = builder.createOrFold<arith::MinUIOp>(loc, wanted, most);
  return builder.createOrFold<arith::MaxUIOp>(loc, wanted, constantIndex(1));
}

/// The most parts there can be: where only the number of keys is left to run
/// time, as many as a workgroup may want.
static OpFoldResult getMostParts(Value parts, Value wanted) {
  OpFoldResult most = getAsOpFoldResult(parts);
  if (isa<Attribute>(most))
    return most;
  OpFoldResult bound = getAsOpFoldResult(wanted);
  return isa<Attribute>(bound) ? bound : most;
}

/// The block at whose start the op's function may allocate on its stack: once
/// for all rounds of loops around the op, and not in one that runs in parallel,
/// whose rounds would share it. Null if there is none.
static Block *getStackBlock(AttentionOp op) {
  Operation *parent = op->getParentOp();
  while (isa<scf::ForOp, scf::WhileOp, scf::IfOp>(parent))
    parent = parent->getParentOp();
  auto function = dyn_cast<FunctionOpInterface>(parent);
  return function ? &function.getFunctionBody().front() : nullptr;
}

static int64_t getBytes(MemRefType type) {
  return type.getNumElements() * type.getElementTypeBitWidth() / 8;
}

/// Whether `block` may allocate `type` on the stack beside what it already
/// does, for the other ops of a model, for instance.
static bool fitsStack(Block &block, MemRefType type) {
  constexpr int64_t maxBytes = 512 << 10; // Small threads have 2 MiB.
  if (!type.hasStaticShape())
    return false;
  int64_t bytes = getBytes(type);
  for (auto alloca : block.getOps<memref::AllocaOp>())
    if (alloca.getType().hasStaticShape())
      bytes += getBytes(alloca.getType());
  return bytes <= maxBytes;
}

/// Memory for numbers of `shape`, on the stack if it is known to be small.
Value TileProgram::createPartBuffer(ArrayRef<OpFoldResult> shape) {
  auto [extents, values] = decomposeMixedValues(shape);
  auto type = MemRefType::get(extents, f32);
  IntegerAttr alignment = builder.getI64IntegerAttr(64); // A cache line.
  Block *stack = getStackBlock(op);
  if (!stack || !fitsStack(*stack, type))
    return memref::AllocOp::create(builder, loc, type, values, alignment);
  OpBuilder::InsertionGuard guard(builder);
  builder.setInsertionPointToStart(stack);
  return memref::AllocaOp::create(builder, loc, type, alignment);
}

TileProgram::PartialResults
TileProgram::createPartialResults(ArrayRef<OpFoldResult> grid) {
  Value wanted = createWantedParts(grid);
  PartialResults results{{}, createNumParts(wanted)};
  SmallVector<OpFoldResult> shape{getMostParts(results.parts, wanted)};
  llvm::append_range(shape, grid);
  shape.push_back(builder.getIndexAttr(rows.count));
  for (size_t i = 0, e = normalizer.getInitialState(scoreUnit).size(); i < e; ++i)
    results.buffers.push_back(createPartBuffer(shape));
  shape.push_back(builder.getIndexAttr(valueWidth.channels));
  results.buffers.push_back(createPartBuffer(shape));
  return results;
}

/// The part's share of `span`: whole tiles of keys, but for the last one.
KeySpan TileProgram::takePart(KeySpan span) {
  Value total = arith::SubIOp::create(builder, loc, span.end, span.begin);
  total = arith::MaxSIOp::create(builder, loc, total, zero);
  Value step = constantIndex(tileKeys);
  Value stride = builder.createOrFold<arith::MulIOp>(loc, numParts, step);
  Value size = arith::CeilDivUIOp::create(builder, loc, total, stride);
  size = arith::MulIOp::create(builder, loc, size, step);
  Value first = arith::MulIOp::create(builder, loc, part, size);
  auto advance = [&](Value from, Value by) -> Value {
    Value to = arith::AddIOp::create(builder, loc, from, by);
    return arith::MinSIOp::create(builder, loc, to, span.end);
  };
  KeySpan share;
  share.begin = advance(span.begin, first);
  share.end = advance(share.begin, size);
  auto clip = [&](Value bound, Value low) -> Value {
    bound = arith::MinSIOp::create(builder, loc, bound, share.end);
    return arith::MaxSIOp::create(builder, loc, bound, low);
  };
  share.fullBegin = isEqualConstantIntOrValue(span.begin, span.fullBegin)
                        ? share.begin
                        : clip(span.fullBegin, share.begin);
  share.fullEnd = isEqualConstantIntOrValue(span.end, span.fullEnd)
                      ? share.end
                      : clip(span.fullEnd, share.fullBegin);
  return share;
}

/// Where `part` of the workgroup `ids` leaves something of rank `rank`.
static SmallVector<Value> getPlace(Value part, ValueRange ids, Value zero,
                                   int64_t rank) {
  SmallVector<Value> place{part};
  llvm::append_range(place, ids);
  place.append(rank, zero);
  return place;
}

/// Computes a part; `ids` are batch entry, part, and the rest of a workgroup's.
void TileProgram::emitPart(const PartialResults &results, ValueRange ids) {
  SmallVector<Value> workgroup{ids[0]};
  llvm::append_range(workgroup, ids.drop_front(2));
  createWorkgroup(workgroup);
  createPanel(workgroupRow);
  part = ids[1];
  numParts = results.parts;
  SmallVector<Value> carried = createInitialState();
  emitKeyLoops(createTileSpan(), carried);
  for (auto [value, buffer] : llvm::zip_equal(carried, results.buffers)) {
    int64_t rank = cast<VectorType>(value.getType()).getRank();
    vector::TransferWriteOp::create(builder, loc, value, buffer,
                                    getPlace(part, workgroup, zero, rank),
                                    SmallVector<bool>(rank, true));
  }
  part = {};
}

/// Takes the state and the output of one more part in.
SmallVector<Value> TileProgram::mergePart(ValueRange carried,
                                          ValueRange results) {
  TileBuilder tile(builder, loc, /*columns=*/Value(), scoreUnit);
  NormalizerMerge merge =
      normalizer.mergeStates(tile, carried.drop_back(), results.drop_back());
  auto rescale = [&](Value output, Value factor) {
    if (!factor)
      return output;
    return tile.mul(output, repeatRow(factor, valueWidth.channels));
  };
  SmallVector<Value> next(merge.state);
  next.push_back(tile.add(rescale(carried.back(), merge.rescaleFirst),
                          rescale(results.back(), merge.rescaleSecond)));
  return next;
}

/// Merges the parts of a workgroup and ends it.
void TileProgram::emitMerge(const PartialResults &results, ValueRange ids) {
  createWorkgroup(ids);
  createPanel(workgroupRow);
  auto loop = scf::ForOp::create(builder, loc, zero, results.parts,
                                 constantIndex(1), createInitialState());
  OpBuilder::InsertionGuard guard(builder);
  builder.setInsertionPointToStart(loop.getBody());
  SmallVector<Value> read;
  for (auto [carried, buffer] :
       llvm::zip_equal(loop.getRegionIterArgs(), results.buffers)) {
    auto type = cast<VectorType>(carried.getType());
    read.push_back(vector::TransferReadOp::create(
        builder, loc, type, buffer,
        getPlace(loop.getInductionVar(), ids, zero, type.getRank()),
        arith::ConstantOp::create(builder, loc, builder.getZeroAttr(f32)),
        SmallVector<bool>(type.getRank(), true)));
  }
  scf::YieldOp::create(builder, loc, mergePart(loop.getRegionIterArgs(), read));
  builder.setInsertionPointAfter(loop);
  emitEpilogue(loop.getResults());
}

void TileProgram::emitSplit() {
  SmallVector<OpFoldResult> grid = createGrid();
  PartialResults results = createPartialResults(grid);
  auto emitForall = [&](ArrayRef<OpFoldResult> extents,
                        function_ref<void(ValueRange)> emitBody) {
    OpBuilder::InsertionGuard guard(builder);
    emitBody(createForall(extents, getEvenWork()).getInductionVars());
  };
  SmallVector<OpFoldResult> parts{grid[0], getAsOpFoldResult(results.parts)};
  llvm::append_range(parts, ArrayRef(grid).drop_front());
  emitForall(parts, [&](ValueRange ids) { emitPart(results, ids); });
  emitForall(grid, [&](ValueRange ids) { emitMerge(results, ids); });
  for (Value buffer : results.buffers)
    if (buffer.getDefiningOp<memref::AllocOp>())
      memref::DeallocOp::create(builder, loc, buffer);
}
