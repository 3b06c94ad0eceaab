//===- Microkernel.cpp - Contractions as register-blocked loops ----------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A contraction result[n] += sum_k left[k] * right(n, k), with the panel's
// lanes in result[n] and left[k], is a loop over blocks of columns n. A block's
// columns are accumulators in registers; each step over k loads the panel's
// vectors left[k] once and multiplies them by one broadcast scalar for each
// column. With a dot product, left[k] and right(n, k) are words of several
// elements along k.
//
//===----------------------------------------------------------------------===//

#include "MatrixKernel.h"
#include "TileBlocker.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/Utils/Utils.h"
#include "mlir/IR/Matchers.h"
#include "llvm/ADT/Sequence.h"

using namespace mlir;
using namespace heddle;
using namespace heddle::cpu;

struct TileBlocker::Microkernel {
  Location loc;
  Home left;
  MemoryTile right;
  /// Which dimension of the right tile, 0 or 1, is the result's column.
  int64_t columnDim;
  /// What the accumulators start from; null for zero.
  Value init;
  Home result;
  /// Steps over the reduced dimension: in elements, or words if `dot`.
  int64_t size;
  /// The elements to be reduced, if not all; null otherwise.
  Value bound;
  /// Whether columns that are not computed must be what they start from.
  bool exact;
  const DotProduct *dot;
  /// For contractions whose sizes are those of whole tile registers, but for
  /// the number of keys; null otherwise.
  const MatrixProduct *matrix;
  /// Of the operands, as the tile program has them.
  Type elementType;
};

//===----------------------------------------------------------------------===//
// Operands
//===----------------------------------------------------------------------===//

/// The one use of `value`, or null. That a branch may yield it unchanged
/// instead is no use of it.
static Operation *getOnlyUser(Value value) {
  Operation *only = nullptr;
  for (Operation *user : value.getUsers()) {
    if (isa<scf::YieldOp>(user) && isa<scf::IfOp>(user->getParentOp()))
      continue;
    if (only)
      return nullptr;
    only = user;
  }
  return only;
}

/// Whether the last use of `value` on the way to `end` is at `end`, through
/// elementwise ops only, so that `end` may overwrite it column by column.
static bool leadsOnlyTo(Value value, Value end) {
  while (value != end) {
    Operation *user = getOnlyUser(value);
    if (!user || !isElementwise(user))
      return false;
    value = user->getResult(0);
  }
  return getOnlyUser(value) != nullptr;
}

/// The scratch that a contraction's result lives in: that of the loop-carried
/// tile which its accumulator is computed from, if nothing else needs that.
Home TileBlocker::getAccumulator(vector::ContractionOp op, const Root &root) {
  SmallVector<Value> worklist{op.getAcc()};
  while (!worklist.empty()) {
    Value tile = worklist.pop_back_val();
    auto home = homes.find(tile);
    if (home != homes.end() && isa<BlockArgument>(tile) &&
        leadsOnlyTo(tile, op.getAcc()))
      return home->second;
    if (home == homes.end())
      llvm::append_range(worklist, getTileOperands(tile));
  }
  auto type = cast<VectorType>(root.getResult().getType());
  return allocate(type.getDimSize(1), type.getElementType());
}

bool cpu::isContiguous(const MemoryTile &tile) {
  auto type = cast<MemRefType>(tile.memref.getType());
  return tile.dims[1] == type.getRank() - 1 && type.isLastDimUnitStride();
}

/// The rows and columns of a right operand that exist and are asked for, and
/// where it lies if it is a tile in memory, extended perhaps.
MemoryTile TileBlocker::placeRightOperand(Value tile, const Extent &rows) {
  auto extended = tile.getDefiningOp<arith::ExtFOp>();
  auto read = (extended ? extended.getIn() : tile)
                  .getDefiningOp<vector::TransferReadOp>();
  MemoryTile place = read ? getMemoryTile(read) : MemoryTile();
  auto clip = [&](int64_t dim, int64_t size, Value bound) {
    if (!read || read.isDimInBounds(dim))
      return bound;
    Location loc = read.getLoc();
    Value limit = getRowLimit(place.memref, place.dims[dim],
                              place.indices[place.dims[dim]]);
    return minIndex(builder, loc, limit,
                    bound ? bound : constantIndex(builder, loc, size));
  };
  place.rows = clip(0, rows.size, rows.demanded);
  place.columns = clip(1, cast<VectorType>(tile.getType()).getDimSize(1), {});
  return place;
}

/// Where the kernel reads the right operand: in memory as it is, or in scratch
/// if it has to be computed, or its words are not adjacent.
MemoryTile TileBlocker::getRightOperand(Value tile, bool reducedIsInner,
                                        bool forMatrix, Extent rows) {
  Location loc = tile.getLoc();
  MemoryTile place = placeRightOperand(tile, rows);
  place.words = target.getDotProduct(getElementTypeOrSelf(tile)) != nullptr;
  bool isRead = tile.getDefiningOp<vector::TransferReadOp>() != nullptr;
  if (isRead && (!place.words || (reducedIsInner && isContiguous(place))))
    return place;
  Value count =
      place.rows ? place.rows : constantIndex(builder, loc, rows.size);
  Value zero = constantIndex(builder, loc, 0);
  if (forMatrix && !reducedIsInner)
    return {packTransposedWords(tile, count),
            {zero, zero},
            {1, 0},
            place.rows,
            place.columns,
            place.words};
  Value buffer = place.words && !reducedIsInner
                     ? packWords(tile, count, place.columns)
                     : packRows(tile, count, place.columns);
  return {buffer, {zero, zero}, {0, 1}, place.rows, place.columns, place.words};
}

/// Scratch for a right operand. It is needed until the contraction that follows
/// has read it, so all contractions of a program share it.
Value TileBlocker::getPackBuffer(int64_t rows, int64_t columns,
                                 Type elementType) {
  int64_t shape[] = {rows, roundUp(columns, target.lanes)};
  auto type = MemRefType::get(shape, elementType);
  for (Value buffer : packBuffers)
    if (buffer.getType() == type)
      return buffer;
  return packBuffers.emplace_back(allocateBuffer(shape, elementType));
}

/// Computes the first `rows` rows of a tile, as far as its `columns`, if given,
/// into scratch of its type.
Value TileBlocker::packRows(Value tile, Value rows, Value columns) {
  Location loc = tile.getLoc();
  auto type = cast<VectorType>(tile.getType());
  int64_t lanes = target.lanes, size = type.getDimSize(1);
  Value buffer = getPackBuffer(type.getDimSize(0), size, type.getElementType());
  OpBuilder::InsertionGuard guard(builder);
  if (!columns)
    columns = constantIndex(builder, loc, size);
  RowLoops loops = createRowLoops(builder, loc, rows, columns, lanes);
  RowEvaluator evaluator(*this, loc, loops.row, loops.columnLoop, lanes);
  vector::StoreOp::create(builder, loc, evaluator.getVector(tile, loops.column),
                          buffer, ValueRange{loops.row, loops.column});
  return buffer;
}

/// Computes the first `rows` rows of a tile into scratch of words that hold a
/// group of rows each; a row that is not there is zero.
Value TileBlocker::packWords(Value tile, Value rows, Value columns) {
  Location loc = tile.getLoc();
  auto tileType = cast<VectorType>(tile.getType());
  int64_t lanes = target.lanes, width = tileType.getDimSize(1);
  int64_t group = getGroup(tileType.getElementType());
  Type word = builder.getI32Type();
  Value buffer = getPackBuffer(roundUp(tileType.getDimSize(0), group) / group,
                               width, word);
  Value size = constantIndex(builder, loc, group);
  OpBuilder::InsertionGuard guard(builder);
  Value words = arith::CeilDivSIOp::create(builder, loc, rows, size);
  Value last = addIndex(builder, loc, rows, -1);
  if (!columns)
    columns = constantIndex(builder, loc, width);
  RowLoops loops = createRowLoops(builder, loc, words, columns, lanes);
  builder.setInsertionPoint(loops.columnLoop);
  Value first = arith::MulIOp::create(builder, loc, loops.row, size);
  builder.setInsertionPointToStart(loops.getBody());
  vector::StoreOp::create(builder, loc,
                          computeWord(tile, loops, first, last, group,
                                      /*firstExists=*/true),
                          buffer, ValueRange{loops.row, loops.column});
  return buffer;
}

/// The words of `group` rows of a tile from `first` on, at the column of
/// `loops`; a row past `last` is zero.
Value TileBlocker::computeWord(Value tile, const RowLoops &loops, Value first,
                               Value last, int64_t group, bool firstExists) {
  Location loc = tile.getLoc();
  auto type = VectorType::get(target.lanes, builder.getI32Type());
  SmallVector<Value> parts;
  for (int64_t i = 0; i < group; ++i) {
    OpBuilder::InsertPoint inside = builder.saveInsertionPoint();
    builder.setInsertionPoint(loops.columnLoop);
    Value row = addIndex(builder, loc, first, i);
    Value exists = arith::CmpIOp::create(builder, loc,
                                         arith::CmpIPredicate::sle, row, last);
    Value none =
        arith::ConstantOp::create(builder, loc, builder.getZeroAttr(type));
    row = minIndex(builder, loc, row, last);
    builder.restoreInsertionPoint(inside);
    RowEvaluator evaluator(*this, loc, row, loops.columnLoop, target.lanes);
    Value bits = toWords(builder, loc, evaluator.getVector(tile, loops.column));
    parts.push_back(
        i == 0 && firstExists
            ? bits
            : arith::SelectOp::create(builder, loc, exists, bits, none));
  }
  return joinWord(builder, loc, parts);
}

//===----------------------------------------------------------------------===//
// Register blocks
//===----------------------------------------------------------------------===//

SmallVector<Value> TileBlocker::initAccumulators(const Microkernel &kernel,
                                                 Value base, int64_t rows) {
  int64_t lanes = target.lanes, parts = target.panelVectors;
  if (!kernel.init) {
    auto type = VectorType::get(lanes, builder.getF32Type());
    Value zero = arith::ConstantOp::create(builder, kernel.loc,
                                           builder.getZeroAttr(type));
    return SmallVector<Value>(rows * parts, zero);
  }
  ColumnEvaluator evaluator(*this, builder, kernel.loc, base, rows);
  SmallVector<Value> accumulators;
  for (Value column : evaluator.getColumns(kernel.init))
    for (int64_t part = 0; part < parts; ++part)
      accumulators.push_back(getPart(builder, kernel.loc, column, part, lanes));
  return accumulators;
}

/// The scalar, or the word, of the right operand for `column` and `step`.
/// `single` asks for a word of the last element alone, the rest zero.
Value TileBlocker::loadRight(const Microkernel &kernel, Value column,
                             Value step, bool single) {
  Location loc = kernel.loc;
  const MemoryTile &tile = kernel.right;
  SmallVector<Value> position = tile.indices;
  bool inPlace =
      tile.words &&
      !cast<MemRefType>(tile.memref.getType()).getElementType().isInteger();
  if (inPlace)
    step = arith::MulIOp::create(
        builder, loc, step, constantIndex(builder, loc, kernel.dot->group));
  Value &c = position[tile.dims[kernel.columnDim]];
  Value &s = position[tile.dims[1 - kernel.columnDim]];
  c = arith::AddIOp::create(builder, loc, c, column);
  s = arith::AddIOp::create(builder, loc, s, step);
  if (!inPlace)
    return memref::LoadOp::create(builder, loc, tile.memref, position);
  Type type = cast<MemRefType>(tile.memref.getType()).getElementType();
  if (single) {
    Value element = memref::LoadOp::create(builder, loc, tile.memref, position);
    Value bits =
        arith::BitcastOp::create(builder, loc, builder.getI16Type(), element);
    return arith::ExtUIOp::create(builder, loc, builder.getI32Type(), bits);
  }
  Value pair = vector::LoadOp::create(builder, loc,
                                      VectorType::get(kernel.dot->group, type),
                                      tile.memref, position);
  Value word = vector::BitCastOp::create(
      builder, loc, VectorType::get(1, builder.getI32Type()), pair);
  return vector::ExtractOp::create(builder, loc, word, 0);
}

/// `vector`, which fills a register, as one of SVE's vectors: of as many lanes
/// as 128 bits have, times the CPU's scale.
static Value toScalable(OpBuilder &b, Location loc, Value vector) {
  auto type = cast<VectorType>(vector.getType());
  auto scalable = VectorType::get(128 / type.getElementTypeBitWidth(),
                                  type.getElementType(), /*scalableDims=*/true);
  Value any = LLVM::PoisonOp::create(b, loc, scalable);
  return vector::ScalableInsertOp::create(b, loc, vector, any, 0);
}

/// A vector of the left operand, or of repetitions of the right one, as
/// `multiplyAdd` takes it: with a dot product, words become groups.
Value TileBlocker::asOperand(const Microkernel &kernel, Value vector) {
  if (!kernel.dot)
    return vector;
  if (kernel.dot->scalable)
    vector = toScalable(builder, kernel.loc, vector);
  auto words = cast<VectorType>(vector.getType());
  auto groups = VectorType::get(words.getDimSize(0) * kernel.dot->group,
                                kernel.elementType, kernel.dot->scalable);
  return vector::BitCastOp::create(builder, kernel.loc, groups, vector);
}

/// The products of pairs, element by element in f32.
static Value multiplyWidened(OpBuilder &b, Location loc, Value scalar,
                             Value lanes, Value accumulator) {
  auto extend = [&](Value narrow) -> Value {
    return arith::ExtFOp::create(b, loc, accumulator.getType(), narrow);
  };
  auto left = vector::DeinterleaveOp::create(b, loc, lanes);
  auto right = vector::DeinterleaveOp::create(b, loc, scalar);
  for (auto [x, y] : llvm::zip(left.getResults(), right.getResults()))
    accumulator =
        math::FmaOp::create(b, loc, extend(x), extend(y), accumulator);
  return accumulator;
}

Value cpu::multiplyWords(OpBuilder &b, Location loc, const DotProduct &dot,
                         Value x, Value y, Value accumulator) {
  if (dot.intrinsic.empty())
    return multiplyWidened(b, loc, x, y, accumulator);
  Value start = dot.scalable ? toScalable(b, loc, accumulator) : accumulator;
  Value sum = LLVM::CallIntrinsicOp::create(b, loc, start.getType(),
                                            b.getStringAttr(dot.intrinsic),
                                            ValueRange{start, x, y})
                  .getResult(0);
  if (!dot.scalable)
    return sum;
  return vector::ScalableExtractOp::create(
      b, loc, cast<VectorType>(accumulator.getType()), sum, 0);
}

Value TileBlocker::multiplyAdd(const Microkernel &kernel, Value scalar,
                               Value lanes, Value accumulator) {
  if (!kernel.dot)
    return math::FmaOp::create(builder, kernel.loc, scalar, lanes, accumulator);
  return multiplyWords(builder, kernel.loc, *kernel.dot, lanes, scalar,
                       accumulator);
}

/// One step over the reduced dimension.
SmallVector<Value> TileBlocker::multiply(const Microkernel &kernel,
                                         ArrayRef<Value> columns, Value step,
                                         ValueRange accumulators, bool single) {
  Location loc = kernel.loc;
  int64_t lanes = target.lanes, parts = target.panelVectors;
  Type stored = cast<MemRefType>(kernel.left.buffer.getType()).getElementType();
  auto loaded = VectorType::get(lanes, stored);
  SmallVector<Value> panel;
  for (int64_t part = 0; part < parts; ++part)
    panel.push_back(asOperand(
        kernel,
        vector::LoadOp::create(
            builder, loc, loaded, kernel.left.buffer,
            ValueRange{step, constantIndex(builder, loc, part * lanes)})));
  SmallVector<Value> results;
  for (auto [i, column] : llvm::enumerate(columns)) {
    Value scalar = loadRight(kernel, column, step, single);
    scalar = asOperand(
        kernel,
        vector::BroadcastOp::create(
            builder, loc, VectorType::get(lanes, scalar.getType()), scalar));
    for (int64_t part = 0; part < parts; ++part)
      results.push_back(multiplyAdd(kernel, scalar, panel[part],
                                    accumulators[i * parts + part]));
  }
  return results;
}

/// The last step, where the bound is no multiple of the group.
SmallVector<Value> TileBlocker::multiplyLast(const Microkernel &kernel,
                                             ArrayRef<Value> columns,
                                             Value step,
                                             ValueRange accumulators) {
  if (!kernel.bound)
    return multiply(kernel, columns, step, accumulators, /*single=*/true);
  Location loc = kernel.loc;
  Value group = constantIndex(builder, loc, kernel.dot->group);
  Value rest = arith::RemUIOp::create(builder, loc, kernel.bound, group);
  Value isOdd = arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::ne,
                                      rest, constantIndex(builder, loc, 0));
  auto branch = scf::IfOp::create(builder, loc, accumulators.getTypes(), isOdd,
                                  /*addElseBlock=*/true);
  OpBuilder::InsertionGuard guard(builder);
  builder.setInsertionPointToStart(branch.elseBlock());
  scf::YieldOp::create(builder, loc, accumulators);
  builder.setInsertionPointToStart(branch.thenBlock());
  scf::YieldOp::create(
      builder, loc,
      multiply(kernel, columns, step, accumulators, /*single=*/true));
  return SmallVector<Value>(branch.getResults());
}

/// Unrolls the loop of a register block. Returns what were its results. At the
/// edge, where each column has an address of its own, that takes too many
/// registers.
static SmallVector<Value> unroll(scf::ForOp loop, uint64_t factor) {
  std::optional<llvm::APInt> trips = loop.getStaticTripCount();
  if (factor == 1 || !trips || trips->ule(factor) || trips->urem(factor) != 0)
    return SmallVector<Value>(loop.getResults());
  FailureOr<UnrolledLoopInfo> unrolled = loopUnrollByFactor(loop, factor);
  if (failed(unrolled))
    return SmallVector<Value>(loop.getResults());
  return SmallVector<Value>(unrolled->mainLoopOp->getResults());
}

/// Emits `rows` columns from `base` on; the right operand is read no further
/// than column `last`, if given; results past it are what they started from if
/// the kernel is exact, and else junk in scratch.
void TileBlocker::emitRegisterBlock(const Microkernel &kernel, Value base,
                                    int64_t rows, Value last) {
  Location loc = kernel.loc;
  OpBuilder::InsertionGuard guard(builder);
  SmallVector<Value> columns;
  for (int64_t i = 0; i < rows; ++i) {
    Value column = addIndex(builder, loc, base, i);
    columns.push_back(last ? minIndex(builder, loc, column, last) : column);
  }
  int64_t group = kernel.dot ? kernel.dot->group : 1;
  bool inPlaceWords = kernel.right.words && kernel.columnDim == 0;
  bool odd = inPlaceWords && (kernel.bound || kernel.size % group != 0);
  Value steps =
      kernel.bound ? kernel.bound : constantIndex(builder, loc, kernel.size);
  if (group > 1) {
    Value divisor = constantIndex(builder, loc, group);
    steps = odd ? builder.createOrFold<arith::DivUIOp>(loc, steps, divisor)
                : builder.createOrFold<arith::CeilDivSIOp>(loc, steps, divisor);
  }
  SmallVector<Value> init = initAccumulators(kernel, base, rows);
  auto loop = scf::ForOp::create(builder, loc, constantIndex(builder, loc, 0),
                                 steps, constantIndex(builder, loc, 1), init);
  builder.setInsertionPointToStart(loop.getBody());
  scf::YieldOp::create(builder, loc,
                       multiply(kernel, columns, loop.getInductionVar(),
                                loop.getRegionIterArgs(), /*single=*/false));
  SmallVector<Value> results = unroll(loop, last ? 1 : target.unrolledSteps);
  builder.setInsertionPointAfter(results.front().getDefiningOp());
  if (odd)
    results = multiplyLast(kernel, columns, steps, results);
  int64_t parts = target.panelVectors;
  if (kernel.exact && last)
    for (auto [i, value] : llvm::enumerate(results)) {
      Value exists =
          arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::sle,
                                addIndex(builder, loc, base, i / parts), last);
      value = arith::SelectOp::create(builder, loc, exists, value, init[i]);
    }
  for (auto [i, value] : llvm::enumerate(results))
    vector::StoreOp::create(
        builder, loc, value, kernel.result.buffer,
        ValueRange{addIndex(builder, loc, base, i / parts),
                   constantIndex(builder, loc, i % parts * target.lanes)});
}

/// Blocks of almost equal size, so that none is much smaller than registers
/// allow: the first ones have a column more than the others.
void TileBlocker::emitStaticBlocks(const Microkernel &kernel, int64_t columns) {
  Location loc = kernel.loc;
  int64_t blocks = (columns + target.blockRows - 1) / target.blockRows;
  if (blocks == 0)
    return;
  int64_t small = columns / blocks, larger = columns % blocks;
  int64_t middle = larger * (small + 1);
  auto emitLoop = [&](int64_t from, int64_t to, int64_t rows) {
    if (from == to)
      return;
    OpBuilder::InsertionGuard guard(builder);
    auto loop = scf::ForOp::create(
        builder, loc, constantIndex(builder, loc, from),
        constantIndex(builder, loc, to), constantIndex(builder, loc, rows));
    builder.setInsertionPointToStart(loop.getBody());
    emitRegisterBlock(kernel, loop.getInductionVar(), rows, {});
  };
  emitLoop(0, middle, small + 1);
  emitLoop(middle, columns, small);
}

/// Whole register blocks, then one that covers what is left.
void TileBlocker::emitRegisterBlocks(const Microkernel &kernel, Value columns) {
  Location loc = kernel.loc;
  OpBuilder::InsertionGuard guard(builder);
  int64_t rows = target.blockRows;
  Value step = constantIndex(builder, loc, rows);
  Value rest = arith::RemSIOp::create(builder, loc, columns, step);
  Value whole = arith::SubIOp::create(builder, loc, columns, rest);
  auto loop = scf::ForOp::create(builder, loc, constantIndex(builder, loc, 0),
                                 whole, step);
  builder.setInsertionPointToStart(loop.getBody());
  emitRegisterBlock(kernel, loop.getInductionVar(), rows, {});
  builder.setInsertionPointAfter(loop);
  Value isLeft = arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::sgt,
                                       rest, constantIndex(builder, loc, 0));
  auto branch = scf::IfOp::create(builder, loc, isLeft);
  builder.setInsertionPointToStart(branch.thenBlock());
  emitRegisterBlock(kernel, whole, rows, addIndex(builder, loc, columns, -1));
}

/// Stores what the columns past the register blocks up to `bound` start from.
void TileBlocker::emitUntouched(const Microkernel &kernel, Value bound,
                                int64_t size) {
  Location loc = kernel.loc;
  Value rows = constantIndex(builder, loc, target.blockRows);
  Value blocks = arith::CeilDivSIOp::create(builder, loc, bound, rows);
  Value first = arith::MulIOp::create(builder, loc, blocks, rows);
  storeStart(kernel, first, size);
}

/// Stores what the columns from `first` to `size` start from, if it is not
/// there.
void TileBlocker::storeStart(const Microkernel &kernel, Value first,
                             int64_t size) {
  if (kernel.init && homes.contains(kernel.init) &&
      homes[kernel.init].buffer == kernel.result.buffer)
    return;
  Location loc = kernel.loc;
  OpBuilder::InsertionGuard guard(builder);
  auto loop =
      scf::ForOp::create(builder, loc, first, constantIndex(builder, loc, size),
                         constantIndex(builder, loc, 1));
  builder.setInsertionPointToStart(loop.getBody());
  Value column = loop.getInductionVar();
  for (auto [part, value] :
       llvm::enumerate(initAccumulators(kernel, column, 1)))
    vector::StoreOp::create(
        builder, loc, value, kernel.result.buffer,
        ValueRange{column, constantIndex(builder, loc, part * target.lanes)});
}

/// Zeros the words of the panel that the last tile register holds besides those
/// of the `length` elements along the reduced dimension.
void TileBlocker::zeroLastWords(const Microkernel &kernel, Value length,
                                Value steps) {
  Location loc = kernel.loc;
  OpBuilder::InsertionGuard guard(builder);
  Value first = builder.createOrFold<arith::CeilDivSIOp>(
      loc, length, constantIndex(builder, loc, kernel.dot->group));
  Value end = builder.createOrFold<arith::MulIOp>(
      loc, steps, constantIndex(builder, loc, matrixWords));
  auto loop = scf::ForOp::create(builder, loc, first, end,
                                 constantIndex(builder, loc, 1));
  builder.setInsertionPointToStart(loop.getBody());
  auto type = VectorType::get(target.getTileQueries(), builder.getI32Type());
  Value zero =
      arith::ConstantOp::create(builder, loc, builder.getZeroAttr(type));
  vector::StoreOp::create(
      builder, loc, zero, kernel.left.buffer,
      ValueRange{loop.getInductionVar(), constantIndex(builder, loc, 0)});
}

/// Whole blocks of tile registers, then register blocks of the columns that are
/// left up to `columns`.
void TileBlocker::emitMatrix(const Microkernel &kernel, Value columns,
                             int64_t size) {
  Location loc = kernel.loc;
  Value zero = constantIndex(builder, loc, 0);
  Value rest = builder.createOrFold<arith::RemSIOp>(
      loc, columns, constantIndex(builder, loc, matrixBlock));
  Value whole = builder.createOrFold<arith::SubIOp>(loc, columns, rest);
  Value length =
      kernel.bound ? kernel.bound : constantIndex(builder, loc, kernel.size);
  Value steps = builder.createOrFold<arith::CeilDivSIOp>(
      loc, length,
      constantIndex(builder, loc, matrixWords * kernel.dot->group));
  // In memory as they are, the last words are whole.
  if (kernel.columnDim == 1)
    zeroLastWords(kernel, length, steps);
  if (kernel.init)
    storeStart(kernel, zero, size);
  emitMatrixBlocks(builder,
                   {loc, kernel.matrix->intrinsic, kernel.left.buffer,
                    kernel.right.memref, kernel.right.indices,
                    kernel.right.dims[kernel.columnDim], kernel.result.buffer,
                    /*accumulates=*/bool(kernel.init),
                    allocateBuffer({16}, builder.getI32Type()), whole, steps});
  if (matchPattern(rest, m_Zero()))
    return;
  OpBuilder::InsertionGuard guard(builder);
  Value last = addIndex(builder, loc, columns, -1);
  auto loop = scf::ForOp::create(builder, loc, whole, columns,
                                 constantIndex(builder, loc, target.blockRows));
  builder.setInsertionPointToStart(loop.getBody());
  emitRegisterBlock(kernel, loop.getInductionVar(), target.blockRows, last);
}

/// The matrix product for a contraction, if its sizes are those of whole tile
/// registers: all but the number of keys, which is that of columns if the
/// reduced dimension is inner.
const MatrixProduct *TileBlocker::getMatrixProduct(const Root &root,
                                                   bool reducedIsInner) {
  vector::ContractionOp op = root.getContraction();
  auto right = cast<VectorType>(op.getRhs().getType());
  const MatrixProduct *product =
      target.getMatrixProduct(right.getElementType());
  unsigned reduced = op.getIndexingMapsArray()[0].getDimPosition(1);
  Value bounded = reducedIsInner ? root.getExtent(reduced, 0).demanded
                                 : getExtent(root.getResult()).demanded;
  auto read = op.getRhs().getDefiningOp<vector::TransferReadOp>();
  bool exists = !read || read.isDimInBounds(1);
  bool starts = !matchPattern(op.getAcc(), m_AnyZeroFloat());
  if (!product || bounded || !exists || (reducedIsInner && starts) ||
      right.getDimSize(1) % matrixBlock != 0 ||
      target.getTileQueries() % matrixBlock != 0)
    return nullptr;
  return product;
}

/// The smaller of two bounds, either of which may be null for none.
static Value minBound(OpBuilder &b, Location loc, Value a, Value c) {
  return a && c ? minIndex(b, loc, a, c) : a ? a : c;
}

void TileBlocker::blockContraction(const Root &root) {
  vector::ContractionOp op = root.getContraction();
  ensurePacked(op.getLhs(), root.outer);
  builder.setInsertionPoint(root.outer);
  Location loc = op.getLoc();
  SmallVector<AffineMap> maps = op.getIndexingMapsArray();
  unsigned reduced = maps[0].getDimPosition(1);
  bool reducedIsInner = maps[1].getDimPosition(1) == reduced;
  auto left = cast<VectorType>(op.getLhs().getType());
  Extent columns = getExtent(root.getResult());
  Extent steps = root.getExtent(reduced, left.getDimSize(1));
  const MatrixProduct *matrix = getMatrixProduct(root, reducedIsInner);
  MemoryTile right = getRightOperand(op.getRhs(), reducedIsInner, matrix,
                                     reducedIsInner ? columns : steps);
  Value acc =
      matchPattern(op.getAcc(), m_AnyZeroFloat()) ? Value() : op.getAcc();
  if (acc && readsTransposed(acc))
    ensureHome(acc, root.outer);
  Home result = getAccumulator(op, root);
  Microkernel kernel{loc,
                     packs.at(op.getLhs()),
                     right,
                     reducedIsInner ? 0 : 1,
                     acc,
                     result,
                     steps.size,
                     reducedIsInner
                         ? minBound(builder, loc, steps.demanded, right.columns)
                         : right.rows,
                     !reducedIsInner && right.columns,
                     target.getDotProduct(left.getElementType()),
                     matrix,
                     left.getElementType()};
  // Where the right operand ends is a bound as good as what is demanded.
  Value bound = reducedIsInner ? right.rows : right.columns;
  if (!bound)
    bound = columns.demanded;
  if (matrix)
    emitMatrix(kernel,
               bound ? bound : constantIndex(builder, loc, columns.size),
               columns.size);
  else if (bound)
    emitRegisterBlocks(kernel, bound);
  else
    emitStaticBlocks(kernel, columns.size);
  if (kernel.exact)
    emitUntouched(kernel, bound, columns.size);
  homes[root.getResult()] = result;
  done.insert(root.outer);
}
