//===- TileKeyLoops.cpp - Loops over keys of a tile program ---------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "TileProgram.h"
#include "heddle/Dialect/Heddle/Transforms/TileWork.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include "mlir/IR/TypeUtilities.h"

using namespace mlir;
using namespace heddle;

static bool isKnownZero(Value value) { return isConstantIntValue(value, 0); }

/// Whether a and b are known to be equal.
static bool isKnownEqual(Value a, Value b) {
  return isEqualConstantIntOrValue(a, b);
}

//===----------------------------------------------------------------------===//
// Bounds
//===----------------------------------------------------------------------===//

/// `value` in [low, high], or `low` where that is empty. `high` is not
/// negative.
Value TileProgram::clamp(Value value, Value low, Value high) {
  if (isKnownZero(low) && (isKnownZero(value) || value == high))
    return value;
  value = builder.createOrFold<arith::MinSIOp>(loc, value, high);
  return builder.createOrFold<arith::MaxSIOp>(loc, value, low);
}

/// A bound among the keys of the whole attention as one among those of the op,
/// up to clamping, so that a bound of 0 stays one.
Value TileProgram::toLocalBound(Value key) {
  if (isKnownZero(key))
    return key;
  return builder.createOrFold<arith::SubIOp>(loc, key, firstKey);
}

/// The intervals of the mask for `queries` of them from `firstRow` on, clamped
/// so that 0 <= begin <= fullBegin <= fullEnd; `end` is at most `keysEnd`.
KeySpan TileProgram::createSpan(Value firstRow, int64_t queries) {
  if (!mask)
    return {zero, keysEnd, zero, keysEnd};
  Value pastTile = builder.createOrFold<arith::AddIOp>(loc, firstRow,
                                                       constantIndex(queries));
  Value past = builder.createOrFold<arith::MinSIOp>(loc, pastTile, numQueries);
  if (headQueries) { // A tile may have queries of several heads.
    firstRow = zero;
    past = constantIndex(headQueries);
  }
  Value last = builder.createOrFold<arith::SubIOp>(loc, past, constantIndex(1));
  last = builder.createOrFold<arith::AddIOp>(loc, last, firstQuery);
  Value first = builder.createOrFold<arith::AddIOp>(loc, firstRow, firstQuery);
  KeySpan span =
      mask.getKeySpan(builder, loc, {first, last, totalQueries, length});
  span.begin = clamp(toLocalBound(span.begin), zero, keysEnd);
  span.end = clamp(toLocalBound(span.end), zero, keysEnd);
  span.fullBegin = clamp(toLocalBound(span.fullBegin), span.begin, span.end);
  span.fullEnd = clamp(toLocalBound(span.fullEnd), span.fullBegin, span.end);
  return span;
}

/// The intervals of the tile at hand, or of its part.
KeySpan TileProgram::createTileSpan() {
  KeySpan span = createSpan(row, rows.areHeads ? 1 : tileQueries);
  return part ? takePart(span) : span;
}

//===----------------------------------------------------------------------===//
// Loops
//===----------------------------------------------------------------------===//

/// The state of the rows, then the accumulated output.
SmallVector<Value> TileProgram::createInitialState() {
  TileBuilder tile(builder, loc);
  auto rowType = VectorType::get(tileQueries, f32);
  SmallVector<Value> carried;
  for (double initial : normalizer.getInitialState(scoreUnit))
    carried.push_back(tile.constant(initial, rowType));
  carried.push_back(
      tile.constant(0.0, getTile(tileQueries, valueWidth.channels)));
  return carried;
}

/// Emits the loops over the blocks that every query sees, and before and after
/// them.
void TileProgram::emitKeyLoops(const KeySpan &span,
                               SmallVectorImpl<Value> &carried) {
  Value step = constantIndex(tileKeys);
  Value full =
      builder.createOrFold<arith::SubIOp>(loc, span.fullEnd, span.fullBegin);
  Value blocks = builder.createOrFold<arith::DivUIOp>(loc, full, step);
  // Without a whole block in the middle, one edge loop takes all keys.
  Value middle = span.fullBegin;
  if (!isKnownEqual(span.begin, middle)) {
    Value none = builder.createOrFold<arith::CmpIOp>(
        loc, arith::CmpIPredicate::eq, blocks, zero);
    middle =
        builder.createOrFold<arith::SelectOp>(loc, none, span.begin, middle);
  }
  Value wholeKeys = builder.createOrFold<arith::MulIOp>(loc, blocks, step);
  Value middleEnd = builder.createOrFold<arith::AddIOp>(loc, middle, wholeKeys);

  bool newestFirst = normalizer.isOrdered();
  bool hasBefore = !isKnownEqual(span.begin, middle);
  bool hasAfter = !isKnownEqual(middleEnd, span.end);
  if (newestFirst)
    emitKeyLoop(middleEnd, span.end, /*isEdge=*/true, carried);
  emitKeyLoop(middle, middleEnd, /*isEdge=*/false, carried);
  if (!newestFirst && hasBefore && hasAfter)
    return emitEdges({span.begin, middleEnd}, {middle, span.end}, carried);
  emitKeyLoop(span.begin, middle, /*isEdge=*/true, carried);
  if (!newestFirst)
    emitKeyLoop(middleEnd, span.end, /*isEdge=*/true, carried);
}

/// Emits one loop for both edges, from `lower` to `upper`, in another one that
/// takes them in turn: where the order of keys does not matter, code for one is
/// enough.
void TileProgram::emitEdges(std::array<Value, 2> lower,
                            std::array<Value, 2> upper,
                            SmallVectorImpl<Value> &carried) {
  auto loop = scf::ForOp::create(builder, loc, zero, constantIndex(2),
                                 constantIndex(1), carried);
  OpBuilder::InsertionGuard guard(builder);
  builder.setInsertionPointToStart(loop.getBody());
  Value isFirst = arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::eq,
                                        loop.getInductionVar(), zero);
  auto choose = [&](std::array<Value, 2> bounds) -> Value {
    return arith::SelectOp::create(builder, loc, isFirst, bounds[0], bounds[1]);
  };
  SmallVector<Value> inner(loop.getRegionIterArgs());
  emitKeyLoop(choose(lower), choose(upper), /*isEdge=*/true, inner);
  scf::YieldOp::create(builder, loc, inner);
  carried.assign(loop.getResults().begin(), loop.getResults().end());
}

/// The first key of the block of `size` that a loop's counter stands for: the
/// counter itself, or, newest first, the blocks of the same loop in opposite
/// order.
Value TileProgram::createFirstKey(Value counter, Value lower, Value upper,
                                  int64_t size) {
  if (!normalizer.isOrdered())
    return counter;
  Value step = constantIndex(size);
  Value last = arith::SubIOp::create(builder, loc, upper, constantIndex(1));
  last = arith::SubIOp::create(builder, loc, last, lower);
  Value above = arith::RemUIOp::create(builder, loc, last, step);
  last = arith::SubIOp::create(builder, loc, last, above);
  Value done = arith::SubIOp::create(builder, loc, counter, lower);
  Value offset = arith::SubIOp::create(builder, loc, last, done);
  return arith::AddIOp::create(builder, loc, lower, offset);
}

/// How many keys a block at the edge has.
Value TileProgram::createColumns(Value first, Value upper) {
  Value left = arith::SubIOp::create(builder, loc, upper, first);
  return arith::MinSIOp::create(builder, loc, left, constantIndex(tileKeys));
}

void TileProgram::emitKeyLoop(Value lower, Value upper, bool isEdge,
                              SmallVectorImpl<Value> &carried) {
  if (isKnownEqual(lower, upper))
    return;
  if (overlapsProducts(isEdge))
    return emitOverlappedLoop(lower, upper, carried);
  auto loop = scf::ForOp::create(builder, loc, lower, upper,
                                 constantIndex(tileKeys), carried);
  OpBuilder::InsertionGuard guard(builder);
  builder.setInsertionPointToStart(loop.getBody());
  KeyBlock block{createFirstKey(loop.getInductionVar(), lower, upper, tileKeys),
                 {}};
  if (isEdge) {
    block.columns = createColumns(block.first, upper);
    block.predicated = bool(mask);
  }
  SmallVector<Value> next =
      emitUnlessExhausted(block, loop.getRegionIterArgs());
  scf::YieldOp::create(builder, loc, next);
  carried.assign(loop.getResults().begin(), loop.getResults().end());
}

/// Edges have few blocks, and a normalizer may end an ordered loop early.
bool TileProgram::overlapsProducts(bool isEdge) {
  return overlapProducts && !isEdge && !normalizer.isOrdered();
}

/// Emits a loop each of whose rounds multiplies the values of the block before,
/// and computes weights of its own block for the next round: neither waits for
/// the other.
void TileProgram::emitOverlappedLoop(Value lower, Value upper,
                                     SmallVectorImpl<Value> &carried) {
  Value any = arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::slt,
                                    lower, upper);
  auto branch = scf::IfOp::create(
      builder, loc, any,
      [&](OpBuilder &, Location) {
        scf::YieldOp::create(builder, loc,
                             emitOverlappedBlocks(lower, upper, carried));
      },
      [&](OpBuilder &, Location) {
        scf::YieldOp::create(builder, loc, carried);
      });
  carried.assign(branch.getResults().begin(), branch.getResults().end());
}

/// Emits those blocks, of which there is one at least.
SmallVector<Value> TileProgram::emitOverlappedBlocks(Value lower, Value upper,
                                                     ValueRange carried) {
  Value step = constantIndex(tileKeys);
  KeyBlock first{lower, {}};
  SmallVector<Value> begin = emitWeights(first, emitProducts(first), carried);
  Value second = arith::AddIOp::create(builder, loc, lower, step);
  auto loop = scf::ForOp::create(builder, loc, second, upper, step, begin);
  auto multiply = [&](ValueRange values, Value past) {
    Value before = arith::SubIOp::create(builder, loc, past, step);
    SmallVector<Value> after(values.drop_back());
    after.back() = contractValues(values.back(), after.back(), {before, {}});
    return after;
  };
  {
    OpBuilder::InsertionGuard guard(builder);
    builder.setInsertionPointToStart(loop.getBody());
    KeyBlock block{loop.getInductionVar(), {}};
    Value products = emitProducts(block);
    SmallVector<Value> values = multiply(loop.getRegionIterArgs(), block.first);
    scf::YieldOp::create(builder, loc, emitWeights(block, products, values));
  }
  return multiply(loop.getResults(), upper);
}

/// Emits a block, skipped where the normalizer knows that no key counts any
/// more.
SmallVector<Value> TileProgram::emitUnlessExhausted(const KeyBlock &block,
                                                    ValueRange carried) {
  TileBuilder tile(builder, loc);
  Value exhausted;
  if (normalizer.isOrdered())
    exhausted = normalizer.isExhausted(tile, carried.drop_back());
  if (!exhausted)
    return emitKeyBlock(block, carried);
  auto branch = scf::IfOp::create(
      builder, loc, exhausted,
      [&](OpBuilder &b, Location) { scf::YieldOp::create(b, loc, carried); },
      [&](OpBuilder &b, Location) {
        scf::YieldOp::create(b, loc, emitKeyBlock(block, carried));
      });
  return SmallVector<Value>(branch.getResults());
}

/// Adds what the normalizer leaves for the value of each query's own key: one
/// more pass, over the keys that are some query's own. Only one key of a row
/// has a weight then, which is not rounded.
void TileProgram::emitOwnKeys(SmallVectorImpl<Value> &carried) {
  TileBuilder tile(builder, loc, /*columns=*/Value(), scoreUnit);
  Value weight =
      normalizer.getOwnKeyWeight(tile, ArrayRef<Value>(carried).drop_back());
  if (!weight)
    return;
  Value query = builder.createOrFold<arith::IndexCastOp>(
      loc, builder.getI32Type(), globalRow);
  Value first = normalizer.getOwnKey(
      builder, loc,
      {globalBatch, globalHead, query, Value(), totalQueries, length});
  first = builder.createOrFold<arith::IndexCastOp>(loc, builder.getIndexType(),
                                                   first);
  first = builder.createOrFold<arith::SubIOp>(loc, first, firstKey);
  Value past = arith::AddIOp::create(
      builder, loc, first, constantIndex(rows.areHeads ? 1 : tileQueries));
  Value lower = clamp(first, zero, keysEnd), upper = clamp(past, zero, keysEnd);
  auto loop = scf::ForOp::create(builder, loc, lower, upper,
                                 constantIndex(tileKeys), carried.back());
  OpBuilder::InsertionGuard guard(builder);
  builder.setInsertionPointToStart(loop.getBody());
  KeyBlock block{loop.getInductionVar(),
                 createColumns(loop.getInductionVar(), upper)};
  Value output = contractValues(createOwnKeyWeights(weight, block),
                                loop.getRegionIterArg(0), block);
  scf::YieldOp::create(builder, loc, output);
  carried.back() = loop.getResult(0);
}

/// `weight` where a key is the query's own, 0 elsewhere.
Value TileProgram::createOwnKeyWeights(Value weight, const KeyBlock &block) {
  ScorePosition at = createPosition(block);
  Value own = normalizer.getOwnKey(builder, loc, at);
  Value isOwn = arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::eq,
                                      at.key, own);
  TileBuilder tile(builder, loc);
  return arith::SelectOp::create(builder, loc, isOwn,
                                 repeatRow(weight, tileKeys),
                                 tile.constant(0.0, getScoreTile()));
}

//===----------------------------------------------------------------------===//
// One block of keys
//===----------------------------------------------------------------------===//

SmallVector<Value> TileProgram::emitKeyBlock(const KeyBlock &block,
                                             ValueRange carried) {
  SmallVector<Value> next = emitWeights(block, emitProducts(block), carried);
  Value weights = next.pop_back_val();
  next.back() = contractValues(weights, next.back(), block);
  return next;
}

/// Edges are few, and to vote on a single row costs what it would save.
bool TileProgram::keepsReference(const KeyBlock &block, ValueRange state) {
  return rescaleSlack && !block.columns && tileQueries > 1 &&
         normalizer.getReference(state);
}

/// Which rows have a score that exceeds their reference by more than the slack.
Value TileProgram::isAbove(TileBuilder &tile, Value largest, Value reference) {
  Value limit =
      tile.add(reference, tile.powersOfTwo(rescaleSlack, reference.getType()));
  return arith::CmpFOp::create(builder, loc, arith::CmpFPredicate::OGT, largest,
                               limit);
}

/// Whether any row of `above` is, for a branch of that kind.
Value TileProgram::isAny(Value above, StringRef kind) {
  auto any = vector::ReductionOp::create(builder, loc,
                                         vector::CombiningKind::OR, above);
  any->setDiscardableAttr(kind, builder.getUnitAttr());
  return any;
}

/// The state with a reference that no score exceeds by more than the slack.
/// Where one does, it becomes the row's largest score so far.
NormalizerRaise TileProgram::raiseReference(TileBuilder &tile, Value scores,
                                            ValueRange state, Value &above) {
  Value reference = normalizer.getReference(state);
  Value largest =
      tile.reduce(vector::CombiningKind::MAXNUMF, scores, reference);
  above = isAbove(tile, largest, reference);
  Value raised =
      arith::SelectOp::create(builder, loc, above, largest, reference);
  return normalizer.raiseReference(tile, raised, state);
}

Value TileProgram::rescaleOutput(TileBuilder &tile, Value output,
                                 Value rescale) {
  return tile.mul(output, repeatRow(rescale, valueWidth.channels));
}

/// A step that raises references in a branch which is rarely taken. Rows are
/// compared by the lanes that have their scores, with nothing exchanged.
NormalizerStep TileProgram::stepOrRaise(TileBuilder &tile, Value scores,
                                        SmallVectorImpl<Value> &carried) {
  ValueRange state = ArrayRef<Value>(carried).drop_back();
  constexpr double infinity = std::numeric_limits<double>::infinity();
  Value reference = normalizer.getReference(state);
  Value largest = tile.reduce(vector::CombiningKind::MAXNUMF, scores,
                              tile.constant(-infinity, reference.getType()));
  Value any = isAny(isAbove(tile, largest, reference), rareAttrName);
  auto raise = [&](OpBuilder &b, Location) {
    Value above;
    NormalizerRaise made = raiseReference(tile, scores, state, above);
    made.state.push_back(rescaleOutput(tile, carried.back(), made.rescale));
    scf::YieldOp::create(b, loc, made.state);
  };
  auto keep = [&](OpBuilder &b, Location) {
    scf::YieldOp::create(b, loc, carried);
  };
  auto branch = scf::IfOp::create(builder, loc, any, raise, keep);
  carried.assign(branch.getResults().begin(), branch.getResults().end());
  return normalizer.weigh(tile, scores, ArrayRef<Value>(carried).drop_back());
}

/// The same where the product that makes the output may still go on: only what
/// comes behind the weights is in the branch.
NormalizerStep TileProgram::stepBesideProduct(TileBuilder &tile, Value scores,
                                              SmallVectorImpl<Value> &carried) {
  Value above;
  NormalizerRaise made =
      raiseReference(tile, scores, ArrayRef<Value>(carried).drop_back(), above);
  NormalizerStep step = normalizer.weigh(tile, scores, made.state);
  auto rescale = [&](OpBuilder &b, Location) {
    scf::YieldOp::create(b, loc,
                         rescaleOutput(tile, carried.back(), made.rescale));
  };
  auto keep = [&](OpBuilder &b, Location) {
    scf::YieldOp::create(b, loc, carried.back());
  };
  Value any = isAny(above, votesAttrName);
  carried.back() =
      scf::IfOp::create(builder, loc, any, rescale, keep).getResult(0);
  return step;
}

/// The state after a block, the output before it in terms of that state, and
/// the block's weights.
SmallVector<Value> TileProgram::emitWeights(const KeyBlock &block,
                                            Value products, ValueRange before) {
  Value scoreTile = emitScores(block, products);
  Value columns;
  if (block.columns && !normalizer.isOrdered())
    columns = createColumnMask({tileQueries, tileKeys}, block.columns);
  TileBuilder tile(builder, loc, columns, scoreUnit, factorType, weightFactor);
  NormalizerStep step;
  SmallVector<Value> carried(before);
  if (!keepsReference(block, before.drop_back()))
    step = normalizer.step(tile, scoreTile, before.drop_back());
  else if (overlapProducts)
    step = stepBesideProduct(tile, scoreTile, carried);
  else
    step = stepOrRaise(tile, scoreTile, carried);
  Value output = carried.back();
  if (step.rescale)
    output = rescaleOutput(tile, output, step.rescale);
  SmallVector<Value> next(step.state);
  next.push_back(output);
  next.push_back(truncateWeights(step.weights));
  return next;
}

Value TileProgram::readKeys(const Channels &channels, const KeyBlock &block) {
  if (stagedKeys)
    return readStaged(stagedKeys, block);
  return readKeyed(op.getKey(), op.getKeyGateUse(), keyWidth, channels, block);
}

Value TileProgram::readValues(const KeyBlock &block) {
  if (stagedValues)
    return readStaged(stagedValues, block);
  return readKeyed(op.getValue(), op.getValueGateUse(), valueWidth,
                   valueChannels, block);
}

/// Reads the rows of a block from the scratch of its chunk.
Value TileProgram::readStaged(Value scratch, const KeyBlock &block) {
  Value offset = arith::SubIOp::create(builder, loc, block.first, chunkFirst);
  int64_t width = cast<MemRefType>(scratch.getType()).getDimSize(1);
  return read(scratch, {offset, zero}, {tileKeys, width}, {0, 1},
              {!block.columns, true});
}

/// Reads the rows of a block from keys or values, gated.
Value TileProgram::readKeyed(Value memref, AttentionOp::OperandGate gate,
                             const TileWidth &width, const Channels &channels,
                             const KeyBlock &block) {
  unsigned sequenceDim = AttentionOp::getSequenceDim(order);
  bool isWhole = !block.columns;
  Value tile =
      read(memref, getIndices(order, keyHead, block.first, channels.first),
           {tileKeys, width.channels}, {sequenceDim, 3},
           {isWhole, channels.inBounds});
  tile = gateOperand(tile, {gate.gate, gate.logits, order, keyHead, block.first,
                            tileKeys, width.channels, channels, isWhole});
  return tile;
}

/// Weights as factors of their product with values.
Value TileProgram::truncateWeights(Value weights) {
  Value truncated = truncateTo(factorType, weights);
  if (truncated != weights)
    truncated.getDefiningOp()->setDiscardableAttr(
        weightsAttrName, builder.getF64FloatAttr(weightFactor));
  return truncated;
}

void TileProgram::setRounding(Operation *contraction) {
  if (op.getAllowTf32())
    contraction->setDiscardableAttr(allowTf32AttrName, builder.getUnitAttr());
}

Value TileProgram::contractValues(Value weights, Value acc,
                                  const KeyBlock &block) {
  Value values = readValues(block);
  values = extendTo(getElementTypeOrSelf(weights), values);
  AffineExpr m, d, n;
  bindDims(builder.getContext(), m, d, n);
  using vector::IteratorType;
  Operation *contraction = vector::ContractionOp::create(
      builder, loc, weights, values, acc,
      ArrayRef<ArrayRef<AffineExpr>>{{m, n}, {n, d}, {m, d}},
      ArrayRef<IteratorType>{IteratorType::parallel, IteratorType::parallel,
                             IteratorType::reduction});
  setRounding(contraction);
  if (!block.columns)
    return contraction->getResult(0);
  Value mask = createColumnMask({tileQueries, valueWidth.channels, tileKeys},
                                block.columns);
  return vector::maskOperation(builder, contraction, mask)->getResult(0);
}

/// A mask of `shape` that keeps the first `columns` of the last dimension.
Value TileProgram::createColumnMask(ArrayRef<int64_t> shape, Value columns) {
  SmallVector<Value> extents;
  for (int64_t extent : shape.drop_back())
    extents.push_back(constantIndex(extent));
  extents.push_back(columns);
  return vector::CreateMaskOp::create(
      builder, loc, VectorType::get(shape, builder.getI1Type()), extents);
}
