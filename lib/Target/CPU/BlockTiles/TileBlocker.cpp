//===- TileBlocker.cpp - The walk over a tile program --------------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "TileBlocker.h"
#include "MatrixKernel.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/Vector/Utils/VectorUtils.h"
#include "mlir/IR/Matchers.h"
#include "mlir/Transforms/RegionUtils.h"

using namespace mlir;
using namespace heddle;
using namespace heddle::cpu;

//===----------------------------------------------------------------------===//
// Small builders
//===----------------------------------------------------------------------===//

Value cpu::constantIndex(OpBuilder &b, Location loc, int64_t value) {
  return arith::ConstantIndexOp::create(b, loc, value);
}

Value cpu::addIndex(OpBuilder &b, Location loc, Value a, int64_t c) {
  if (c == 0)
    return a;
  return arith::AddIOp::create(b, loc, a, constantIndex(b, loc, c));
}

Value cpu::minIndex(OpBuilder &b, Location loc, Value a, Value c) {
  return arith::MinSIOp::create(b, loc, a, c);
}

//===----------------------------------------------------------------------===//
// Scratch
//===----------------------------------------------------------------------===//

Value TileBlocker::allocateBuffer(ArrayRef<int64_t> shape, Type elementType) {
  OpBuilder::InsertionGuard guard(builder);
  builder.setInsertionPointToStart(forall.getBody());
  // A cache line.
  constexpr int64_t alignment = 64;
  return memref::AllocaOp::create(builder, forall.getLoc(),
                                  MemRefType::get(shape, elementType),
                                  builder.getI64IntegerAttr(alignment));
}

/// Columns that scratch for a tile has: register blocks and squares may run
/// past the tile's.
int64_t TileBlocker::getCapacity(int64_t columns) {
  // Register blocks behind a block of tile registers run past, too, and words
  // fill such a block.
  if (!target.matrixProducts.empty())
    return roundUp(columns + target.blockRows, matrixBlock);
  return std::max(roundUp(columns, target.blockRows),
                  roundUp(columns, target.lanes));
}

Home TileBlocker::allocate(int64_t columns, Type elementType, int64_t group) {
  int64_t capacity = getCapacity(columns);
  Type type = group == 1 ? elementType : builder.getI32Type();
  return {allocateBuffer(
              {(capacity + group - 1) / group, target.getTileQueries()}, type),
          group};
}

int64_t TileBlocker::getGroup(Type elementType) {
  const DotProduct *dot = target.getDotProduct(elementType);
  return dot ? dot->group : 1;
}

void TileBlocker::ensureHome(Value tile, Operation *at) {
  if (homes.contains(tile))
    return;
  ColumnLoop loop{
      {cast<VectorType>(tile.getType()).getDimSize(1), {}}, {}, {}, {tile}};
  emitColumnLoop(loop, at);
}

void TileBlocker::ensurePacked(Value tile, Operation *at) {
  if (packs.contains(tile))
    return;
  if (auto read = tile.getDefiningOp<vector::TransferReadOp>();
      read && getGroup(read.getVectorType().getElementType()) == 1)
    if (Value place = getPlace(read, /*write=*/{})) {
      packs[tile] = {place};
      return;
    }
  Extent extent = getExtent(tile);
  if (extent.demanded && !dominance.properlyDominates(extent.demanded, at))
    extent.demanded = {};
  ColumnLoop loop{extent, {}, {tile}, {}};
  emitColumnLoop(loop, at);
}

//===----------------------------------------------------------------------===//
// Scratch of the program's own
//===----------------------------------------------------------------------===//

/// Whether, of the ops in the block of `read`, no other than it and `write`
/// touches the scratch.
static bool isUndisturbed(vector::TransferReadOp read, Operation *write) {
  return llvm::all_of(read.getBase().getUsers(), [&](Operation *user) {
    return user == read || user == write ||
           !read->getBlock()->findAncestorOpInBlock(*user);
  });
}

/// The part of the program's scratch that `read` reads, if it is what a home of
/// the tile would be, and stays so until `write`, if given, or the block's end.
Value TileBlocker::getPlace(vector::TransferReadOp read,
                            vector::TransferWriteOp write) {
  auto scratch = read.getBase().getDefiningOp<memref::AllocaOp>();
  if (!scratch || !holdsColumns(read) || !isUndisturbed(read, write))
    return {};
  MemRefType type = scratch.getType();
  MemoryTile tile = getMemoryTile(read);
  int64_t columns = read.getVectorType().getDimSize(1);
  SmallVector<OpFoldResult> offsets(tile.indices.begin(), tile.indices.end());
  SmallVector<OpFoldResult> sizes(type.getRank(), builder.getIndexAttr(1));
  SmallVector<OpFoldResult> steps = sizes;
  SmallVector<int64_t> shape;
  for (int64_t dim : {tile.dims[1], tile.dims[0]}) {
    if (!isConstantIntValue(offsets[dim], 0) || type.isDynamicDim(dim))
      return {};
    offsets[dim] = builder.getIndexAttr(0);
    sizes[dim] = builder.getIndexAttr(type.getDimSize(dim));
    shape.push_back(type.getDimSize(dim));
  }
  if (tile.dims[1] > tile.dims[0] || shape[1] != target.getTileQueries() ||
      shape[0] < (write ? getCapacity(columns) : columns))
    return {};
  OpBuilder::InsertionGuard guard(builder);
  builder.setInsertionPoint(read);
  MemRefType part = memref::SubViewOp::inferRankReducedResultType(
      shape, type, offsets, sizes, steps);
  return memref::SubViewOp::create(builder, read.getLoc(), part, scratch,
                                   offsets, sizes, steps);
}

/// The write that leaves where `read` reads what loops made of it; or null.
static vector::TransferWriteOp getWriteBack(vector::TransferReadOp read) {
  Value tile = read;
  while (tile.hasOneUse()) {
    OpOperand &use = *tile.use_begin();
    if (auto loop = dyn_cast<scf::ForOp>(use.getOwner())) {
      tile = loop.getTiedLoopResult(&use);
      continue;
    }
    auto write = dyn_cast<vector::TransferWriteOp>(use.getOwner());
    bool isBack = write && write->getBlock() == read->getBlock() &&
                  write.getBase() == read.getBase() &&
                  write.getIndices() == read.getIndices() &&
                  write.getPermutationMap() == read.getPermutationMap();
    return isBack ? write : nullptr;
  }
  return {};
}

/// Keeps a tile that loops carry in the program's scratch, if it comes from
/// there and goes back.
void TileBlocker::keepInPlace(Value tile) {
  auto read = tile.getDefiningOp<vector::TransferReadOp>();
  vector::TransferWriteOp write = read ? getWriteBack(read) : nullptr;
  if (!write)
    return;
  if (Value place = getPlace(read, write)) {
    homes[tile] = {place};
    done.insert(write);
  }
}

//===----------------------------------------------------------------------===//
// Loops over columns
//===----------------------------------------------------------------------===//

/// Calls `visit` on `tile` and the tiles that its columns are computed from,
/// without going past those for which `visit` returns false.
static void visitTiles(Value tile, function_ref<bool(Value)> visit) {
  if (!visit(tile))
    return;
  for (Value operand : getTileOperands(tile))
    visitTiles(operand, visit);
}

/// Whether columns of `tile` can be computed before `at`.
bool TileBlocker::isReady(Value tile, Operation *at) {
  bool ready = true;
  visitTiles(tile, [&](Value value) {
    if (homes.contains(value) || isSplat(value))
      return false;
    if (Value row = getBroadcastRow(value)) {
      ready &= dominance.properlyDominates(row, at);
      return false;
    }
    Operation *op = value.getDefiningOp();
    if (!op || (!isElementwise(op) &&
                !isa<vector::TransferReadOp, vector::BroadcastOp>(op))) {
      ready = false;
      return false;
    }
    for (Value operand : op->getOperands())
      if (!isTile(operand))
        ready &= dominance.properlyDominates(operand, at);
    return true;
  });
  return ready;
}

bool TileBlocker::readsTransposed(Value tile) {
  bool reads = false;
  visitTiles(tile, [&](Value value) {
    if (homes.contains(value))
      return false;
    auto read = value.getDefiningOp<vector::TransferReadOp>();
    reads |= read && !holdsColumns(read);
    return true;
  });
  return reads;
}

/// A measure of the work for one column of `tile`.
int64_t TileBlocker::getCost(Value tile) {
  int64_t cost = 0;
  visitTiles(tile, [&](Value value) {
    Operation *op = value.getDefiningOp();
    if (homes.contains(value) || !op || isSplat(value))
      return false;
    StringRef dialect = op->getDialect()->getNamespace();
    auto read = dyn_cast<vector::TransferReadOp>(op);
    cost += read && !holdsColumns(read) ? 100
            : dialect == "math"         ? 10
            : isElementwise(op)         ? 1
                                        : 0;
    return true;
  });
  return cost;
}

/// Adds reductions and left operands of later contractions that have the loop's
/// extent and can be computed in it.
void TileBlocker::addReadyRoots(ColumnLoop &loop, Operation *at) {
  for (Operation *op = at->getNextNode(); op; op = op->getNextNode()) {
    Root root = getRoot(op);
    if (!root || done.contains(op))
      continue;
    if (auto reduction = root.getReduction()) {
      Extent extent =
          root.getExtent(1, reduction.getSourceVectorType().getDimSize(1));
      if (extent == loop.extent && isReady(reduction.getSource(), at) &&
          dominance.properlyDominates(reduction.getAcc(), at))
        loop.reductions.push_back(root);
      continue;
    }
    Value left = root.getContraction().getLhs();
    if (!packs.contains(left) && getExtent(left) == loop.extent &&
        isReady(left, at))
      loop.packs.push_back(left);
  }
}

/// Adds the tiles that later loops need again, where keeping their columns is
/// cheaper than computing them again.
void TileBlocker::addSharedTiles(ColumnLoop &loop, Operation *at) {
  constexpr int64_t cheap = 2;
  DenseSet<Value> computed;
  auto collect = [&](Value tile) {
    visitTiles(tile, [&](Value value) {
      return !homes.contains(value) && computed.insert(value).second;
    });
  };
  for (const Root &root : loop.reductions)
    collect(root.getReduction().getSource());
  llvm::for_each(loop.packs, collect);

  auto share = [&](Value later) {
    visitTiles(later, [&](Value value) {
      if (!computed.contains(value))
        return !homes.contains(value);
      if (getCost(value) > cheap && !llvm::is_contained(loop.homes, value))
        loop.homes.push_back(value);
      return false;
    });
  };
  for (Operation *op = at->getNextNode(); op; op = op->getNextNode()) {
    if (auto scan = dyn_cast<vector::ScanOp>(op))
      share(getReversed(scan.getSource()));
    Root root = getRoot(op);
    if (!root || llvm::any_of(loop.reductions, [&](const Root &other) {
          return other.outer == op;
        }))
      continue;
    if (auto reduction = root.getReduction())
      share(reduction.getSource());
    else if (Value left = root.getContraction().getLhs();
             !llvm::is_contained(loop.packs, left))
      share(left);
  }
}

/// Whether a use of `tile` is still to come after `loop` is emitted.
static bool isNeededAfter(Value tile, const DenseSet<Value> &kept,
                          const DenseSet<Operation *> &done) {
  return llvm::any_of(tile.getUsers(), [&](Operation *user) {
    if (isa<vector::MaskOp>(user->getParentOp()))
      user = user->getParentOp();
    if (done.contains(user))
      return false;
    if (!isElementwise(user))
      return true;
    Value result = user->getResult(0);
    return !kept.contains(result) && isNeededAfter(result, kept, done);
  });
}

/// Combining a few columns first keeps a loop that does little else from
/// waiting for its accumulators.
int64_t TileBlocker::getReductionStep(const ColumnLoop &loop) {
  constexpr int64_t columns = 4, expensive = 10;
  if (loop.extent.demanded || loop.extent.size % columns != 0)
    return 1;
  bool isCheap = llvm::all_of(loop.reductions, [&](const Root &root) {
    return getCost(root.getReduction().getSource()) < expensive;
  });
  return isCheap && !loop.reductions.empty() ? columns : 1;
}

int64_t TileBlocker::getColumnsPerStep(const ColumnLoop &loop) {
  bool transposed = llvm::any_of(
      loop.homes, [&](Value tile) { return readsTransposed(tile); });
  transposed |= llvm::any_of(loop.packs,
                             [&](Value tile) { return readsTransposed(tile); });
  for (const Root &root : loop.reductions)
    transposed |= readsTransposed(root.getReduction().getSource());
  if (transposed)
    return target.lanes;
  int64_t step = getReductionStep(loop);
  for (Value tile : loop.packs)
    step = std::max(step, getGroup(getElementTypeOrSelf(tile)));
  return step;
}

Value cpu::combine(OpBuilder &b, Location loc, vector::CombiningKind kind,
                   Value value, Value acc) {
  if (kind != vector::CombiningKind::MAXNUMF)
    return vector::makeArithReduction(b, loc, kind, value, acc);
  // One instruction on most CPUs: an accumulator is never NaN.
  Value greater =
      arith::CmpFOp::create(b, loc, arith::CmpFPredicate::OGT, value, acc);
  return arith::SelectOp::create(b, loc, greater, value, acc);
}

/// The words of groups of `columns`.
static SmallVector<Value> packGroups(OpBuilder &b, Location loc, int64_t group,
                                     ArrayRef<Value> columns) {
  if (group == 1)
    return SmallVector<Value>(columns);
  SmallVector<Value> words;
  for (; !columns.empty(); columns = columns.drop_front(group))
    words.push_back(joinWord(
        b, loc,
        llvm::map_to_vector(columns.take_front(group), [&](Value column) {
          return toWords(b, loc, column);
        })));
  return words;
}

static Value zeroLike(OpBuilder &b, Location loc, Value value) {
  return arith::ConstantOp::create(b, loc, b.getZeroAttr(value.getType()));
}

/// Scratch for `tile`, whose columns a loop is about to compute: that of a tile
/// which the loop is the last to read, if one of the same kind exists and no
/// other of `taken` has it.
Home TileBlocker::placeTile(Value tile, int64_t group, ArrayRef<Home> taken,
                            const DenseSet<Value> &kept) {
  Type type = getElementTypeOrSelf(tile);
  Home home;
  visitTiles(tile, [&](Value value) {
    auto found = homes.find(value);
    if (found == homes.end())
      return true;
    bool same = group == 1 && getElementTypeOrSelf(value) == type &&
                !isa<BlockArgument>(value);
    bool isFree = llvm::none_of(taken, [&](const Home &other) {
      return other.buffer == found->second.buffer;
    });
    if (!home.buffer && same && isFree && value != tile &&
        !isNeededAfter(value, kept, done))
      home = found->second;
    return false;
  });
  if (home.buffer)
    return home;
  return allocate(cast<VectorType>(tile.getType()).getDimSize(1), type, group);
}

/// Chooses scratch for what the loop keeps, before its loop is emitted.
SmallVector<TileBlocker::Kept> TileBlocker::placeTiles(const ColumnLoop &loop) {
  DenseSet<Value> tiles(loop.homes.begin(), loop.homes.end());
  tiles.insert(loop.packs.begin(), loop.packs.end());
  SmallVector<Kept> kept;
  SmallVector<Home> taken;
  auto place = [&](Value tile, int64_t group, bool isPack) {
    // An operand that is kept in single columns is packed by that.
    for (Kept &other : kept)
      if (other.tile == tile && other.home.group == group) {
        other.isPack |= isPack;
        return;
      }
    Home home = placeTile(tile, group, taken, tiles);
    taken.push_back(home);
    kept.push_back({tile, home, !isPack, isPack});
  };
  for (Value tile : loop.homes)
    place(tile, 1, /*isPack=*/false);
  for (Value tile : loop.packs)
    place(tile, getGroup(getElementTypeOrSelf(tile)), /*isPack=*/true);
  return kept;
}

namespace {
/// The body of a loop that takes `step` columns at a time up to `end`.
struct ColumnBody {
  OpBuilder &b;
  Location loc;
  Value first, end;
  int64_t step;
  /// Whether the last step cannot run past `end`.
  bool isExact;
  ColumnEvaluator evaluator;

  /// `value` if column `i` of the step exists, or else `otherwise`.
  Value selectInside(int64_t i, Value value, Value otherwise) {
    if (isExact || i == 0)
      return value;
    Value inside = arith::CmpIOp::create(b, loc, arith::CmpIPredicate::slt,
                                         evaluator.getIndex(i), end);
    return arith::SelectOp::create(b, loc, inside, value, otherwise);
  }

  /// One step of a reduction.
  Value reduce(vector::MultiDimReductionOp reduction, Value acc) {
    SmallVector<Value> columns = evaluator.getColumns(reduction.getSource());
    auto combineTwo = [&](Value value, Value with) {
      return combine(b, loc, reduction.getKind(), value, with);
    };
    if (!isExact) {
      for (auto [i, column] : llvm::enumerate(columns))
        acc = selectInside(i, combineTwo(column, acc), acc);
      return acc;
    }
    for (; columns.size() > 1; columns.truncate((columns.size() + 1) / 2))
      for (size_t half = (columns.size() + 1) / 2, i = half; i < columns.size();
           ++i)
        columns[i - half] = combineTwo(columns[i], columns[i - half]);
    return combineTwo(columns.front(), acc);
  }

  /// Stores the step's columns of `tile`. A word whose group runs past the end
  /// has zeros there.
  void store(Value tile, const Home &home) {
    SmallVector<Value> columns = evaluator.getColumns(tile);
    Value index = first;
    if (home.group > 1) {
      for (auto [i, column] : llvm::enumerate(columns))
        column = selectInside(i, column, zeroLike(b, loc, column));
      index = arith::DivUIOp::create(b, loc, index,
                                     constantIndex(b, loc, home.group));
    }
    for (auto [i, word] :
         llvm::enumerate(packGroups(b, loc, home.group, columns)))
      vector::StoreOp::create(
          b, loc, word, home.buffer,
          ValueRange{addIndex(b, loc, index, i), constantIndex(b, loc, 0)});
  }
};
} // namespace

SmallVector<Value> TileBlocker::emitColumns(const ColumnLoop &loop,
                                            ArrayRef<Kept> kept, Location loc) {
  auto inits = llvm::map_to_vector(loop.reductions, [](const Root &root) {
    return root.getReduction().getAcc();
  });
  int64_t step = getColumnsPerStep(loop);
  const Extent &extent = loop.extent;
  Value end = extent.demanded ? extent.demanded
                              : constantIndex(builder, loc, extent.size);
  auto forOp = scf::ForOp::create(
      builder, loc, constantIndex(builder, loc, 0), end,
      constantIndex(builder, loc, step), inits,
      [&](OpBuilder &b, Location, Value first, ValueRange accumulators) {
        bool isExact =
            step == 1 || (!extent.demanded && extent.size % step == 0);
        ColumnBody body{b,
                        loc,
                        first,
                        end,
                        step,
                        isExact,
                        ColumnEvaluator(*this, b, loc, first, step)};
        SmallVector<Value> results;
        for (auto [root, acc] : llvm::zip(loop.reductions, accumulators))
          results.push_back(body.reduce(root.getReduction(), acc));
        for (const Kept &tile : kept)
          body.store(tile.tile, tile.home);
        scf::YieldOp::create(b, loc, results);
      });
  return SmallVector<Value>(forOp.getResults());
}

void TileBlocker::emitColumnLoop(ColumnLoop &loop, Operation *at) {
  OpBuilder::InsertionGuard guard(builder);
  Location loc = at->getLoc();
  for (const Root &root : loop.reductions)
    done.insert(root.outer);
  SmallVector<Kept> kept = placeTiles(loop);
  for (const Root &root : loop.reductions)
    stageReads(root.getReduction().getSource(), at);
  for (const Kept &tile : kept)
    stageReads(tile.tile, at);

  builder.setInsertionPoint(at);
  SmallVector<Value> results = emitColumns(loop, kept, loc);

  for (const Kept &tile : kept) {
    if (tile.isHome)
      homes[tile.tile] = tile.home;
    if (tile.isPack)
      packs[tile.tile] = tile.home;
  }
  for (auto [root, result] : llvm::zip(loop.reductions, results))
    root.getResult().replaceAllUsesWith(result);
}

void TileBlocker::blockReduction(const Root &root) {
  vector::MultiDimReductionOp reduction = root.getReduction();
  int64_t size = reduction.getSourceVectorType().getDimSize(1);
  ColumnLoop loop{root.getExtent(1, size), {root}, {}, {}};
  addReadyRoots(loop, root.outer);
  addSharedTiles(loop, root.outer);
  emitColumnLoop(loop, root.outer);
}

/// Emits a loop from the last column to the first that keeps, for each, what
/// those after it combine to.
void TileBlocker::blockScan(vector::ScanOp scan) {
  Value source = getReversed(scan.getSource());
  ensureHome(source, scan);
  VectorType type = cast<VectorType>(source.getType());
  int64_t columns = type.getDimSize(1);
  Home home = allocate(columns, type.getElementType());
  builder.setInsertionPoint(scan);
  scf::ForOp::create(
      builder, scan.getLoc(), constantIndex(builder, scan.getLoc(), 0),
      constantIndex(builder, scan.getLoc(), columns),
      constantIndex(builder, scan.getLoc(), 1), scan.getInitialValue(),
      [&](OpBuilder &b, Location loc, Value counter, ValueRange acc) {
        Value last = constantIndex(b, loc, columns - 1);
        Value column = arith::SubIOp::create(b, loc, last, counter);
        ColumnEvaluator evaluator(*this, b, loc, column, 1);
        Value value = evaluator.getColumns(source).front();
        vector::StoreOp::create(b, loc, acc[0], home.buffer,
                                ValueRange{column, constantIndex(b, loc, 0)});
        scf::YieldOp::create(b, loc,
                             combine(b, loc, scan.getKind(), value, acc[0]));
      });
  for (Value result : getReversals(scan.getDest()))
    homes[result] = home;
  done.insert(scan);
}

//===----------------------------------------------------------------------===//
// Loops over blocks of keys
//===----------------------------------------------------------------------===//

/// Gives homes to the tiles that the loop carries, and to what it uses from
/// outside.
void TileBlocker::blockLoop(scf::ForOp loop) {
  SetVector<Value> used;
  getUsedValuesDefinedAbove(loop.getRegion(), used);
  for (Value value : used) {
    if (!isTile(value) || isSplat(value) || homes.contains(value))
      continue;
    bool packed = llvm::any_of(value.getUses(), [](OpOperand &use) {
      return isa<vector::ContractionOp>(use.getOwner()) &&
             use.getOperandNumber() == 0;
    });
    if (packed)
      ensurePacked(value, loop);
    else if (readsTransposed(value))
      ensureHome(value, loop);
  }
  for (auto [init, arg, result] : llvm::zip(
           loop.getInits(), loop.getRegionIterArgs(), loop.getResults())) {
    if (!isTile(init))
      continue;
    if (!homes.contains(init))
      keepInPlace(init);
    // A chain of loops that carries one tile keeps it in one place.
    bool chained = homes.contains(init) && init.hasOneUse();
    if (!chained) {
      DenseMap<Value, Home> before = homes;
      homes.erase(init);
      ensureHome(init, loop);
      Home home = homes[init];
      homes = std::move(before);
      homes[arg] = homes[result] = home;
      continue;
    }
    homes[arg] = homes[result] = homes[init];
  }
  blockRegion(*loop.getBody());
  blockYield(cast<scf::YieldOp>(loop.getBody()->getTerminator()),
             loop.getRegionIterArgs());
}

/// A branch with results yields, in its first region, tiles that a loop
/// carries; the second leaves new ones in their places.
void TileBlocker::blockIf(scf::IfOp branch) {
  if (branch.getNumResults() == 0) {
    for (Region *region : branch.getRegions())
      if (!region->empty())
        blockRegion(region->front());
    return;
  }
  SmallVector<Value> kept(branch.thenYield().getOperands());
  blockRegion(*branch.elseBlock());
  blockYield(branch.elseYield(), kept);
  for (auto [result, place] : llvm::zip(branch.getResults(), kept))
    if (isTile(result))
      homes[result] = homes[place];
}

void TileBlocker::copyTile(Value tile, const Home &home, Operation *at) {
  builder.setInsertionPoint(at);
  Location loc = at->getLoc();
  int64_t columns = cast<VectorType>(tile.getType()).getDimSize(1);
  int64_t step = readsTransposed(tile) ? target.lanes : 1;
  auto copy = scf::ForOp::create(builder, loc, constantIndex(builder, loc, 0),
                                 constantIndex(builder, loc, columns),
                                 constantIndex(builder, loc, step));
  builder.setInsertionPointToStart(copy.getBody());
  ColumnEvaluator evaluator(*this, builder, loc, copy.getInductionVar(), step);
  for (auto [i, column] : llvm::enumerate(evaluator.getColumns(tile)))
    vector::StoreOp::create(
        builder, loc, column, home.buffer,
        ValueRange{evaluator.getIndex(i), constantIndex(builder, loc, 0)});
}

/// Moves what is yielded to the homes of `places`.
void TileBlocker::blockYield(scf::YieldOp yield, ValueRange places) {
  for (auto [operand, arg] : llvm::zip(yield->getOpOperands(), places)) {
    if (!isTile(arg))
      continue;
    Value tile = operand.get();
    Home home = homes[arg];
    if (tile != arg &&
        !(homes.contains(tile) && homes[tile].buffer == home.buffer)) {
      stageReads(tile, yield);
      copyTile(tile, home, yield);
    }
    operand.set(arg);
  }
}

//===----------------------------------------------------------------------===//
// The walk
//===----------------------------------------------------------------------===//

void TileBlocker::blockRegion(Block &block) {
  for (Operation &op : llvm::make_early_inc_range(block)) {
    if (done.contains(&op))
      continue;
    if (Root root = getRoot(&op)) {
      if (root.getReduction())
        blockReduction(root);
      else
        blockContraction(root);
    } else if (auto scan = dyn_cast<vector::ScanOp>(op)) {
      blockScan(scan);
    } else if (auto loop = dyn_cast<scf::ForOp>(op)) {
      blockLoop(loop);
    } else if (auto branch = dyn_cast<scf::IfOp>(op)) {
      blockIf(branch);
    } else if (auto write = dyn_cast<vector::TransferWriteOp>(op);
               write && isTile(write.getVector())) {
      blockWrite(write);
    }
  }
}

/// Erases the tile program's ops that loops have replaced.
void TileBlocker::eraseDeadTiles() {
  SmallVector<Operation *> ops;
  forall.walk<WalkOrder::PreOrder>([&](Operation *op) { ops.push_back(op); });
  for (Operation *op : llvm::reverse(ops)) {
    if (op == forall || isa<vector::MaskOp>(op->getParentOp()) ||
        !op->use_empty())
      continue;
    if (done.contains(op) || isOpTriviallyDead(op))
      op->erase();
  }
}

void TileBlocker::run() {
  blockRegion(*forall.getBody());
  eraseDeadTiles();
}
