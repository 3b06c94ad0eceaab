//===- RowKernel.cpp - Contractions of tiles whose rows are apart ---------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The right operand's rows, keys, are read where they lie, a vector at a time,
// and each vector serves several rows of the left operand.
//
// Dot products, result[r][n] += sum_k left[r][k] * right[n][k], have k in
// lanes. A block of a few rows and keys keeps an accumulator for each pair of
// them; those of a row and as many keys as there are lanes are then added up by
// a tree of shuffles that leaves one key in each lane.
//
// Weighted sums, result[r][d] += sum_n left[r][n] * right[n][d], have d in
// lanes. A block of rows and vectors of channels is kept in accumulators over
// all keys; each step multiplies a key's vectors by one number for each row.
//
// With a dot product of pairs, dot products take pairs along k as they lie, and
// weighted sums those of two keys, whose channels are interleaved.
//
//===----------------------------------------------------------------------===//

#include "TileBlocker.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/IR/Matchers.h"

using namespace mlir;
using namespace heddle;
using namespace heddle::cpu;

struct RowBlocker::Kernel {
  Location loc;
  Home left;
  Value right;
  /// What the accumulators start from; null for zero.
  Value init;
  Home result;
  int64_t columns; ///< Of the result.
  /// The rows of `right` that are asked for, and the last of them if that is
  /// not known.
  Value end, last;
  /// Where `right` lies in memory and the last row there, if the next rows of
  /// it can be foreseen; null otherwise.
  MemoryTile place;
  Value lastRow;
  /// What is to be reduced of dot products.
  Value steps;
  const DotProduct *dot;
  Type elementType; ///< Of the operands.

  int64_t getGroup() const { return dot ? dot->group : 1; }
};

/// The size of the equal parts of `total` that are at most `most`, the last one
/// perhaps smaller.
static int64_t balance(int64_t total, int64_t most) {
  int64_t parts = (total + most - 1) / most;
  return (total + parts - 1) / parts;
}

Value RowBlocker::multiplyAdd(const Kernel &kernel, Value a, Value b,
                              Value acc) {
  if (!kernel.dot)
    return math::FmaOp::create(builder, kernel.loc, a, b, acc);
  return multiplyWords(builder, kernel.loc, *kernel.dot, a, b, acc);
}

/// Asks for `count` rows that are `ahead` bytes behind those of `step`, whole.
/// Loops here read pieces of several rows at a time and leave one operand for
/// the other, an order that the machine foresees badly.
void RowBlocker::prefetch(const Kernel &kernel, Value step, int64_t count,
                          int64_t ahead) {
  constexpr int64_t line = 64, firstLevel = 3;
  Location loc = kernel.loc;
  const MemoryTile &place = kernel.place;
  int64_t bytes =
      getElementTypeOrSelf(place.memref).getIntOrFloatBitWidth() / 8;
  int64_t width = cast<VectorType>(kernel.right.getType()).getDimSize(1);
  int64_t distance = roundUp(ahead, width * bytes) / (width * bytes);
  SmallVector<Value> position = place.indices;
  Value &row = position[place.dims[0]], &column = position[place.dims[1]];
  Value next = addIndex(
      builder, loc, arith::AddIOp::create(builder, loc, row, step), distance);
  next = minIndex(builder, loc, next,
                  addIndex(builder, loc, kernel.lastRow, 1 - count));
  Value first = column;
  for (int64_t i = 0; i < count; ++i)
    for (int64_t at = 0; at < width; at += line / bytes) {
      row = addIndex(builder, loc, next, i);
      column = addIndex(builder, loc, first, at);
      memref::PrefetchOp::create(builder, loc, place.memref, position,
                                 /*isWrite=*/false, firstLevel,
                                 /*isDataCache=*/true);
    }
}

//===----------------------------------------------------------------------===//
// Dot products
//===----------------------------------------------------------------------===//

/// Lanes of `low`, and of `high` where the index has a bit of `step`.
static Value blend(OpBuilder &b, Location loc, Value low, Value high,
                   int64_t step) {
  int64_t size = cast<VectorType>(low.getType()).getDimSize(0);
  auto order = llvm::map_to_vector(
      llvm::seq<int64_t>(0, size),
      [&](int64_t i) -> int64_t { return i & step ? size + i : i; });
  return vector::ShuffleOp::create(b, loc, low, high, order);
}

/// The lanes that `blend` leaves out, each where its partner `step` lanes away
/// is in that.
static Value blendPartners(OpBuilder &b, Location loc, Value low, Value high,
                           int64_t step) {
  int64_t size = cast<VectorType>(low.getType()).getDimSize(0);
  auto order = llvm::map_to_vector(
      llvm::seq<int64_t>(0, size), [&](int64_t i) -> int64_t {
        return i & step ? size + i - step : i + step;
      });
  return vector::ShuffleOp::create(b, loc, low, high, order);
}

/// Adds up the lanes of a power of two of vectors: the sum of vector i is that
/// of the lanes whose index ends in the bits of i / `stride`. Two vectors take
/// a blend, which is cheaper than what moves lanes, and one such.
static Value addLanes(OpBuilder &b, Location loc, ArrayRef<Value> vectors,
                      int64_t stride) {
  if (vectors.size() == 1)
    return vectors.front();
  int64_t half = vectors.size() / 2;
  Value low = addLanes(b, loc, vectors.take_front(half), stride);
  Value high = addLanes(b, loc, vectors.drop_front(half), stride);
  int64_t step = half * stride;
  return arith::AddFOp::create(b, loc, blend(b, loc, low, high, step),
                               blendPartners(b, loc, low, high, step));
}

/// The accumulators of a block of rows and `keys`, row by row.
SmallVector<Value> RowBlocker::sumProducts(const Kernel &kernel,
                                           ArrayRef<Value> keys,
                                           const Block &block) {
  Location loc = kernel.loc;
  int64_t width = target.lanes * kernel.getGroup();
  auto type = VectorType::get(target.lanes, builder.getF32Type());
  Value zero =
      arith::ConstantOp::create(builder, loc, builder.getZeroAttr(type));
  SmallVector<Value> inits(block.rows * keys.size(), zero);
  auto loop = scf::ForOp::create(builder, loc, constantIndex(builder, loc, 0),
                                 kernel.steps,
                                 constantIndex(builder, loc, width), inits);
  OpBuilder::InsertionGuard guard(builder);
  builder.setInsertionPointToStart(loop.getBody());
  Value step = loop.getInductionVar();
  auto loaded = VectorType::get(width, kernel.elementType);
  SmallVector<Value> left, sums(loop.getRegionIterArgs());
  for (int64_t row = 0; row < block.rows; ++row)
    left.push_back(vector::LoadOp::create(
        builder, loc, loaded, kernel.left.buffer,
        ValueRange{constantIndex(builder, loc, block.firstRow + row), step}));
  for (auto [i, key] : llvm::enumerate(keys)) {
    Value right = RowEvaluator(*this, loc, key, loop, width)
                      .getVector(kernel.right, step);
    for (int64_t row = 0; row < block.rows; ++row) {
      Value &sum = sums[row * keys.size() + i];
      sum = multiplyAdd(kernel, left[row], right, sum);
    }
  }
  scf::YieldOp::create(builder, loc, sums);
  return SmallVector<Value>(loop.getResults());
}

/// Emits the results of a block's rows for a vector of keys from `column` on,
/// `block.columns` of them at a time.
void RowBlocker::emitDotBlock(const Kernel &kernel, Value column,
                              const Block &block) {
  Location loc = kernel.loc;
  SmallVector<SmallVector<Value>> sums(block.rows);
  for (int64_t first = 0; first < target.lanes; first += block.columns) {
    SmallVector<Value> keys;
    for (int64_t i = 0; i < block.columns; ++i) {
      Value key = addIndex(builder, loc, column, first + i);
      keys.push_back(kernel.last ? minIndex(builder, loc, key, kernel.last)
                                 : key);
    }
    if (block.prefetches)
      prefetch(kernel, addIndex(builder, loc, column, first), block.columns,
               target.l1Bytes / 4);
    SmallVector<Value> products = sumProducts(kernel, keys, block);
    for (int64_t row = 0; row < block.rows; ++row)
      sums[row].push_back(addLanes(
          builder, loc,
          ArrayRef(products).slice(row * block.columns, block.columns), 1));
  }
  for (int64_t i = 0; i < block.rows; ++i) {
    int64_t row = block.firstRow + i;
    Value sum = addLanes(builder, loc, sums[i], block.columns);
    if (kernel.init)
      sum = arith::AddFOp::create(
          builder, loc, sum,
          RowEvaluator(*this, loc, row).getVector(kernel.init, column));
    vector::StoreOp::create(
        builder, loc, sum, kernel.result.buffer,
        ValueRange{constantIndex(builder, loc, row), column});
  }
}

void RowBlocker::emitDots(const Kernel &kernel) {
  constexpr int64_t mostKeys = 8, leastKeys = 2;
  Location loc = kernel.loc;
  int64_t accumulators = target.blockRows * target.panelVectors;
  int64_t keys =
      std::clamp<int64_t>(llvm::bit_floor(uint64_t(accumulators / rows)),
                          leastKeys, std::min(mostKeys, target.lanes));
  int64_t blockRows = balance(rows, std::max<int64_t>(1, accumulators / keys));
  OpBuilder::InsertionGuard guard(builder);
  auto loop =
      scf::ForOp::create(builder, loc, constantIndex(builder, loc, 0),
                         kernel.end, constantIndex(builder, loc, target.lanes));
  builder.setInsertionPointToStart(loop.getBody());
  for (int64_t row = 0; row < rows; row += blockRows)
    emitDotBlock(kernel, loop.getInductionVar(),
                 {row, std::min(blockRows, rows - row), keys,
                  /*prefetches=*/kernel.lastRow && row == 0});
}

//===----------------------------------------------------------------------===//
// Weighted sums
//===----------------------------------------------------------------------===//

/// The vectors that a step multiplies: `lanes` channels of a key, or words of
/// pairs of two keys for twice as many.
SmallVector<Value> RowBlocker::loadRight(const Kernel &kernel, Value step,
                                         Value column) {
  Location loc = kernel.loc;
  int64_t lanes = target.lanes, group = kernel.getGroup();
  SmallVector<Value> keys;
  for (int64_t i = 0; i < group; ++i) {
    Value key = addIndex(builder, loc, step, i);
    if (kernel.last && i > 0)
      key = minIndex(builder, loc, key, kernel.last);
    keys.push_back(
        RowEvaluator(*this, loc, key, /*columnLoop=*/nullptr, lanes * group)
            .getVector(kernel.right, column));
  }
  if (!kernel.dot)
    return keys;
  SmallVector<Value> vectors;
  for (int64_t part = 0; part < group; ++part) {
    SmallVector<int64_t> order;
    for (int64_t lane = 0; lane < lanes; ++lane)
      for (int64_t key = 0; key < group; ++key)
        order.push_back(key * lanes * group + part * lanes + lane);
    vectors.push_back(
        vector::ShuffleOp::create(builder, loc, keys[0], keys[1], order));
  }
  return vectors;
}

/// The number of a row for one key, or a word of its numbers for several, in
/// all lanes.
Value RowBlocker::loadLeft(const Kernel &kernel, int64_t row, Value step) {
  Location loc = kernel.loc;
  Value position[] = {constantIndex(builder, loc, row), step};
  int64_t lanes = target.lanes;
  if (!kernel.dot) {
    Value number =
        memref::LoadOp::create(builder, loc, kernel.left.buffer, position);
    return vector::BroadcastOp::create(
        builder, loc, VectorType::get(lanes, kernel.elementType), number);
  }
  int64_t group = kernel.dot->group;
  Value pair = vector::LoadOp::create(
      builder, loc, VectorType::get(group, kernel.elementType),
      kernel.left.buffer, position);
  Value word = vector::BitCastOp::create(
      builder, loc, VectorType::get(1, builder.getI32Type()), pair);
  word = vector::BroadcastOp::create(
      builder, loc, VectorType::get(lanes, builder.getI32Type()),
      vector::ExtractOp::create(builder, loc, word, 0));
  return vector::BitCastOp::create(
      builder, loc, VectorType::get(lanes * group, kernel.elementType), word);
}

/// One step over the keys.
SmallVector<Value> RowBlocker::addProducts(const Kernel &kernel, Value step,
                                           Value column, const Block &block,
                                           ValueRange accumulators) {
  Location loc = kernel.loc;
  SmallVector<Value> right, sums(accumulators);
  for (int64_t i = 0; i < block.columns; i += target.lanes * kernel.getGroup())
    right.append(loadRight(kernel, step, addIndex(builder, loc, column, i)));
  for (int64_t i = 0; i < block.rows; ++i) {
    Value left = loadLeft(kernel, block.firstRow + i, step);
    for (auto [j, vector] : llvm::enumerate(right)) {
      Value &sum = sums[i * right.size() + j];
      sum = multiplyAdd(kernel, left, vector, sum);
    }
  }
  return sums;
}

/// Emits `block.columns` channels from `column` on of a block's rows.
void RowBlocker::emitSumBlock(const Kernel &kernel, Value column,
                              const Block &block) {
  Location loc = kernel.loc;
  int64_t lanes = target.lanes;
  auto type = VectorType::get(lanes, builder.getF32Type());
  auto forEach = [&](function_ref<void(Value, Value, int64_t)> visit) {
    int64_t index = 0;
    for (int64_t row = 0; row < block.rows; ++row)
      for (int64_t i = 0; i < block.columns; i += lanes)
        visit(constantIndex(builder, loc, block.firstRow + row),
              addIndex(builder, loc, column, i), index++);
  };
  SmallVector<Value> inits;
  for (int64_t row = 0; row < block.rows; ++row) {
    RowEvaluator evaluator(*this, loc, block.firstRow + row);
    for (int64_t i = 0; i < block.columns; i += lanes)
      inits.push_back(
          kernel.init ? evaluator.getVector(kernel.init,
                                            addIndex(builder, loc, column, i))
                      : arith::ConstantOp::create(builder, loc,
                                                  builder.getZeroAttr(type)));
  }
  auto loop = scf::ForOp::create(
      builder, loc, constantIndex(builder, loc, 0), kernel.end,
      constantIndex(builder, loc, kernel.getGroup()), inits);
  {
    OpBuilder::InsertionGuard guard(builder);
    builder.setInsertionPointToStart(loop.getBody());
    // The block that asks goes fast through rows that others read again, so it
    // asks far ahead.
    if (block.prefetches)
      prefetch(kernel, loop.getInductionVar(), kernel.getGroup(),
               target.l2Bytes / 64);
    scf::YieldOp::create(builder, loc,
                         addProducts(kernel, loop.getInductionVar(), column,
                                     block, loop.getRegionIterArgs()));
  }
  forEach([&](Value row, Value channel, int64_t index) {
    vector::StoreOp::create(builder, loc, loop.getResult(index),
                            kernel.result.buffer, ValueRange{row, channel});
  });
}

void RowBlocker::emitSums(const Kernel &kernel) {
  constexpr int64_t leastVectors = 3;
  Location loc = kernel.loc;
  int64_t accumulators = target.blockRows * target.panelVectors;
  int64_t unit = target.lanes * kernel.getGroup();
  int64_t units = roundUp(kernel.columns, unit) / unit;
  int64_t blockRows =
      balance(rows, std::max<int64_t>(1, accumulators / leastVectors));
  int64_t most =
      std::max<int64_t>(1, accumulators / (blockRows * kernel.getGroup()));
  int64_t blocks = (units + most - 1) / most;
  int64_t small = units / blocks, larger = units % blocks;
  auto emitLoop = [&](int64_t from, int64_t to, int64_t size) {
    if (from == to)
      return;
    OpBuilder::InsertionGuard guard(builder);
    auto loop = scf::ForOp::create(builder, loc,
                                   constantIndex(builder, loc, from * unit),
                                   constantIndex(builder, loc, to * unit),
                                   constantIndex(builder, loc, size * unit));
    builder.setInsertionPointToStart(loop.getBody());
    for (int64_t row = 0; row < rows; row += blockRows)
      emitSumBlock(kernel, loop.getInductionVar(),
                   {row, std::min(blockRows, rows - row), size * unit,
                    /*prefetches=*/kernel.lastRow && from == 0 && row == 0});
  };
  // The first block, which prefetches, is a loop of its own.
  int64_t first = larger > 0 ? small + 1 : small;
  int64_t middle = std::max(first, larger * (small + 1));
  emitLoop(0, first, first);
  emitLoop(first, middle, small + 1);
  emitLoop(middle, units, small);
}

//===----------------------------------------------------------------------===//
// The contraction
//===----------------------------------------------------------------------===//

void RowBlocker::blockContraction(const Root &root) {
  vector::ContractionOp op = root.getContraction();
  Location loc = op.getLoc();
  ensurePacked(op.getLhs(), root.outer);
  builder.setInsertionPoint(root.outer);
  SmallVector<AffineMap> maps = op.getIndexingMapsArray();
  unsigned reduced = maps[0].getDimPosition(1);
  bool isDot = maps[1].getDimPosition(1) == reduced;
  auto left = cast<VectorType>(op.getLhs().getType());
  Extent columns = getExtent(root.getResult());
  Extent steps = root.getExtent(reduced, left.getDimSize(1));
  Extent keys = isDot ? columns : steps;
  const DotProduct *dot = target.getDotProduct(left.getElementType());
  MemoryTile place = placeRightOperand(op.getRhs(), keys);
  Value bound = place.rows, lastRow;
  if (place.memref && isContiguous(place))
    lastRow = addIndex(
        builder, loc,
        memref::DimOp::create(builder, loc, place.memref, place.dims[0]), -1);
  bool isExact = !bound && keys.size % (isDot ? target.lanes
                                        : dot ? dot->group
                                              : 1) ==
                               0;
  auto getValue = [&](Value value, int64_t size) {
    return value ? value : constantIndex(builder, loc, size);
  };
  Value end = getValue(bound, keys.size);
  bool isZero = matchPattern(op.getAcc(), m_AnyZeroFloat());
  Home result = getAccumulator(op, root);
  Kernel kernel{loc,
                packs.at(op.getLhs()),
                op.getRhs(),
                isZero ? Value() : op.getAcc(),
                result,
                columns.size,
                end,
                isExact ? Value() : addIndex(builder, loc, end, -1),
                place,
                lastRow,
                getValue(steps.demanded, steps.size),
                dot,
                left.getElementType()};
  if (isDot)
    emitDots(kernel);
  else
    emitSums(kernel);
  homes[root.getResult()] = result;
  done.insert(root.outer);
}
