//===- SpecializeWarps.cpp - Warps that copy and warps that compute -------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One way to pipeline the tiles of a kernel: warps of their own copy them, and
// run ahead of those that compute as far as rings of buffers have room. Their
// program has the loops and conditions around the reads of tiles, and nothing
// else; so these must not depend on what is computed.
//
//===----------------------------------------------------------------------===//

#include "PipelineTiles.h"

#include "AssignLayouts/TileLayout.h"
#include "DistributeTiles/LayoutAttributes.h"

#include "heddle/Dialect/HeddleGPU/IR/HeddleGPU.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "mlir/IR/ImplicitLocOpBuilder.h"
#include "mlir/IR/Matchers.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"
#include "llvm/ADT/MapVector.h"

using namespace mlir;
using namespace heddle;
using namespace heddle::simt;

static constexpr StringLiteral kLayoutsName = "heddle_gpu.layouts";

namespace {
class WarpSpecializer {
public:
  WarpSpecializer(gpu::GPUFuncOp kernel, int64_t stages, WarpRoles roles,
                  int64_t boxBytes, int64_t mostSharedBytes)
      : kernel(kernel), rewriter(kernel.getContext()), stages(stages),
        roles(roles), boxBytes(boxBytes), mostSharedBytes(mostSharedBytes) {}

  bool isPossible();
  void run();

private:
  bool isScalar(Value value);
  bool isReproducible(Operation *op);
  bool holdsReads(Operation *op);
  Block &makeRoles();
  void addToRing(vector::TransferReadOp read);
  bool isPrefetched(vector::TransferReadOp read);
  void makeRings(Block &computing);
  MutableArrayRef<Value> getPlace(Operation *read);
  Value getIndex(Value stage, Location loc);
  void advance(Operation *read);

  // The program of those who copy.
  Value reproduce(Value value);
  void emitCopies(Block &from);
  void emitCopies(scf::ForOp loop);
  void emitCopies(scf::IfOp branch);
  Value getTensorMap(vector::TransferReadOp read, Value ring);
  void emitCopy(vector::TransferReadOp read);

  // That of those who compute.
  void takeTiles(Block &block);
  scf::ForOp narrow(scf::ForOp loop);
  void takeTiles(scf::ForOp loop);
  void takeTiles(scf::IfOp branch);
  void takeTile(vector::TransferReadOp read);
  void release(Operation *product, Value ring, ValueRange place);
  void addTurns(Block &body);

  gpu::GPUFuncOp kernel;
  IRRewriter rewriter;
  int64_t stages;
  WarpRoles roles;
  /// Of a row of the boxes that are copied at once, or 0.
  int64_t boxBytes;
  std::map<std::tuple<const void *, const void *, const void *>, Value>
      tensorMaps;
  /// Of all rings, and the most that they may have.
  int64_t sharedBytes = 0, mostSharedBytes;
  /// The rings, by what is read, and which of them a read is of.
  std::map<std::tuple<const void *, const void *, const void *>, size_t>
      ringsByTile;
  SmallVector<Value> rings;
  DenseMap<Operation *, size_t> ringOf;
  IRMapping reproduced;
  /// The stage of the next tile of each ring and the parity of the turn, where
  /// code is being written.
  SmallVector<Value> places;
};
} // namespace

//===----------------------------------------------------------------------===//
// Which kernels
//===----------------------------------------------------------------------===//

bool WarpSpecializer::holdsReads(Operation *op) {
  return op
      ->walk([](vector::TransferReadOp read) {
        return isStaged(read) ? WalkResult::interrupt() : WalkResult::advance();
      })
      .wasInterrupted();
}

/// Whether `value` can be had without computing tiles: by arithmetic on numbers
/// that the kernel gets, loads, and the counters of loops.
bool WarpSpecializer::isScalar(Value value) {
  if (auto argument = dyn_cast<BlockArgument>(value)) {
    auto loop = dyn_cast<scf::ForOp>(argument.getOwner()->getParentOp());
    return loop ? argument == loop.getInductionVar()
                : argument.getOwner() == &kernel.getBody().front();
  }
  return isReproducible(value.getDefiningOp());
}

bool WarpSpecializer::isReproducible(Operation *op) {
  bool isTile = llvm::any_of(op->getResultTypes(), llvm::IsaPred<VectorType>);
  return !isTile && op->getNumRegions() == 0 &&
         (isMemoryEffectFree(op) || isa<memref::LoadOp>(op)) &&
         llvm::all_of(op->getOperands(),
                      [&](Value operand) { return isScalar(operand); });
}

/// Around reads there are only loops and conditions, all of whose operands are
/// known to those who copy.
bool WarpSpecializer::isPossible() {
  bool inLoop = false, possible = true;
  kernel.walk([&](vector::TransferReadOp read) {
    if (!isStaged(read))
      return;
    possible &= isKnown(read, [&](Value value) { return isScalar(value); });
    for (Operation *op = read->getParentOp(); op != kernel;
         op = op->getParentOp()) {
      inLoop |= isa<scf::ForOp>(op);
      if (auto loop = dyn_cast<scf::ForOp>(op))
        possible &= isScalar(loop.getLowerBound()) &&
                    isScalar(loop.getUpperBound()) && isScalar(loop.getStep());
      else if (auto branch = dyn_cast<scf::IfOp>(op))
        possible &= isScalar(branch.getCondition());
      else
        possible = false;
    }
  });
  return inLoop && possible;
}

//===----------------------------------------------------------------------===//
// Roles and rings
//===----------------------------------------------------------------------===//

/// Has all but what both need run by those who compute. Returns their block.
Block &WarpSpecializer::makeRoles() {
  Block &entry = kernel.getBody().front();
  SmallVector<Operation *> computing;
  for (Operation &op : entry.without_terminator())
    if (!isReproducible(&op) && !isa<memref::AllocOp>(op))
      computing.push_back(&op);
  rewriter.setInsertionPoint(entry.getTerminator());
  auto both = SpecializeOp::create(rewriter, kernel.getLoc(), roles.producers);
  Block &block = both.getComputing().emplaceBlock();
  both.getCopying().emplaceBlock();
  for (Operation *op : computing)
    op->moveBefore(&block, block.end());
  return block;
}

static bool isFactor(vector::TransferReadOp read) {
  return llvm::any_of(read->getUsers(), llvm::IsaPred<vector::ContractionOp>);
}

/// Whether the tile is in shared memory as long as the kernel runs.
static bool stays(vector::TransferReadOp read) {
  return isLeftFactor(read) || !isFactor(read);
}

/// Tiles of the same memref take turns in a ring. One that stays has a ring of
/// its own.
void WarpSpecializer::addToRing(vector::TransferReadOp read) {
  MemRefType type = getBufferType(read, stays(read) ? 1 : stages);
  auto layout = cast<SharedAttr>(read->getDiscardableAttr(kSharedName));
  Value source = stays(read) ? read.getResult() : read.getBase();
  auto [entry, isNew] = ringsByTile.try_emplace({source.getAsOpaquePointer(),
                                                 type.getAsOpaquePointer(),
                                                 layout.getAsOpaquePointer()},
                                                rings.size());
  ringOf[read] = entry->second;
  if (!isNew)
    return;
  OpBuilder b = OpBuilder::atBlockBegin(&kernel.getBody().front());
  auto ring = memref::AllocOp::create(b, kernel.getLoc(), type);
  ring->setDiscardableAttr(kSharedName, layout);
  rings.push_back(ring);
  sharedBytes += type.getDimSize(0) * layout.getBytes();
}

/// Whether `read`, which nobody wants in shared memory, is better copied by
/// those who copy: it would wait for memory where all products are done.
bool WarpSpecializer::isPrefetched(vector::TransferReadOp read) {
  VectorType type = read.getVectorType();
  int64_t bytes = type.getElementTypeBitWidth() / 8;
  return boxBytes && !isStaged(read) && !isFactor(read) && !read.getMask() &&
         !isShared(read.getBase()) && type.getRank() == 2 && bytes == 2 &&
         llvm::isPowerOf2_64(type.getDimSize(0)) &&
         type.getDimSize(1) * bytes >= boxBytes &&
         read.getPermutationMap().isProjectedPermutation() &&
         isKnown(read, [&](Value value) { return isScalar(value); });
}

void WarpSpecializer::makeRings(Block &computing) {
  for (Operation &op : computing)
    op.walk([&](vector::TransferReadOp read) {
      if (isStaged(read))
        addToRing(read);
    });
  for (auto read : computing.getOps<vector::TransferReadOp>()) {
    if (!isPrefetched(read))
      continue;
    SharedAttr layout = layouts::getPanelLayout(read.getVectorType(), boxBytes);
    if (sharedBytes + layout.getBytes() > mostSharedBytes)
      continue;
    read->setDiscardableAttr(kSharedName, layout);
    addToRing(read);
  }
}

MutableArrayRef<Value> WarpSpecializer::getPlace(Operation *read) {
  return MutableArrayRef(places).slice(2 * ringOf.lookup(read), 2);
}

Value WarpSpecializer::getIndex(Value stage, Location loc) {
  return arith::IndexCastUIOp::create(rewriter, loc, rewriter.getIndexType(),
                                      stage);
}

/// Goes on to the place after that of `read`.
void WarpSpecializer::advance(Operation *read) {
  ImplicitLocOpBuilder b(read->getLoc(), rewriter);
  auto number = [&](int64_t value) -> Value {
    return arith::ConstantIntOp::create(b, b.getI32Type(), value);
  };
  MutableArrayRef<Value> place = getPlace(read);
  Value ring = rings[ringOf.lookup(read)];
  int64_t stagesOfRing = cast<MemRefType>(ring.getType()).getDimSize(0);
  Value after = arith::AddIOp::create(b, place[0], number(1));
  place[0] = arith::RemUIOp::create(b, after, number(stagesOfRing));
  Value isFirst =
      arith::CmpIOp::create(b, arith::CmpIPredicate::eq, place[0], number(0));
  place[1] = arith::XOrIOp::create(
      b, place[1], arith::ExtUIOp::create(b, b.getI32Type(), isFirst));
}

//===----------------------------------------------------------------------===//
// Those who copy
//===----------------------------------------------------------------------===//

/// What those who copy have in place of `value`.
Value WarpSpecializer::reproduce(Value value) {
  if (Value known = reproduced.lookupOrNull(value))
    return known;
  Operation *op = value.getDefiningOp();
  if (!op || op->getBlock() == &kernel.getBody().front())
    return value;
  for (Value operand : op->getOperands())
    reproduce(operand);
  return rewriter.clone(*op, reproduced)
      ->getResult(cast<OpResult>(value).getResultNumber());
}

/// Whether boxes can have the strides that `type` tells: those that it does not
/// are checked at run time.
static bool mayHaveBoxes(MemRefType type) {
  constexpr int64_t maxRank = 5, alignment = 16;
  SmallVector<int64_t> strides;
  int64_t offset;
  if (type.getRank() > maxRank ||
      failed(type.getStridesAndOffset(strides, offset)) || strides.back() != 1)
    return false;
  int64_t bytes = type.getElementTypeBitWidth() / 8;
  auto fits = [&](int64_t number) {
    return ShapedType::isDynamic(number) || number * bytes % alignment == 0;
  };
  return llvm::all_of(ArrayRef(strides).drop_back(), fits) && fits(offset);
}

/// Whether a tile lies as boxes do that are copied side by side: rows of
/// `bytes` bytes, whose chunks of 16 bytes are swizzled by the row.
static bool liesInBoxes(const SharedLayout &layout, int64_t rows,
                        int64_t columns, int64_t elementBytes, int64_t bytes) {
  constexpr int64_t chunk = 16;
  for (int64_t row = 1; row < rows; row *= 2)
    if (layout.getOffset(row, 0) != (row * bytes ^ (row * chunk) % bytes))
      return false;
  for (int64_t column = 1; column < columns; column *= 2) {
    int64_t place = column * elementBytes;
    int64_t expected = place < bytes ? place : place / bytes * rows * bytes;
    if (layout.getOffset(0, column) != expected)
      return false;
  }
  return layout.bytes >=
         static_cast<int64_t>(llvm::divideCeil(columns * elementBytes, bytes)) *
             rows * bytes;
}

/// A map of the boxes that `read` reads, whose tiles go to `ring`; null if it
/// is to be copied otherwise. Rows beyond a bound become 0, which no box does.
Value WarpSpecializer::getTensorMap(vector::TransferReadOp read, Value ring) {
  constexpr int64_t maxExtent = 256;
  auto source = dyn_cast<BlockArgument>(read.getBase());
  if (!boxBytes || getRowBound(read) || !source ||
      source.getOwner() != &kernel.getBody().front())
    return {};
  auto type = cast<MemRefType>(source.getType());
  auto buffer = cast<MemRefType>(ring.getType());
  AffineMap dims = read.getPermutationMap();
  int64_t elementBytes = type.getElementTypeBitWidth() / 8;
  int64_t rows = buffer.getDimSize(1), columns = buffer.getDimSize(2);
  if (!mayHaveBoxes(type) || dims.getNumResults() != 2 ||
      !dims.isProjectedPermutation() ||
      dims.getDimPosition(1) != type.getRank() - 1 || rows > maxExtent ||
      !liesInBoxes(getSharedLayout(ring), rows, columns, elementBytes,
                   boxBytes))
    return {};
  Value &map =
      tensorMaps[{source.getAsOpaquePointer(), buffer.getAsOpaquePointer(),
                  dims.getAsOpaquePointer()}];
  if (map)
    return map;
  SmallVector<int64_t> box(type.getRank(), 1);
  box[dims.getDimPosition(0)] = rows;
  box.back() = boxBytes / elementBytes;
  OpBuilder b = OpBuilder::atBlockBegin(&kernel.getBody().front());
  return map = TensorMapOp::create(b, kernel.getLoc(), source, box, boxBytes);
}

void WarpSpecializer::emitCopy(vector::TransferReadOp read) {
  Location loc = read.getLoc();
  Value ring = rings[ringOf[read]];
  MutableArrayRef<Value> place = getPlace(read);
  AcquireOp::create(rewriter, loc, ring, place[0], place[1]);
  createCopy(
      rewriter, read, [&](Value value) { return reproduce(value); }, ring,
      getIndex(place[0], loc), getTensorMap(read, ring));
  PublishOp::create(rewriter, loc, ring, place[0], place[1]);
  advance(read);
}

void WarpSpecializer::emitCopies(scf::ForOp loop) {
  Location loc = loop.getLoc();
  auto made = scf::ForOp::create(rewriter, loc, reproduce(loop.getLowerBound()),
                                 reproduce(loop.getUpperBound()),
                                 reproduce(loop.getStep()), places);
  OpBuilder::InsertionGuard guard(rewriter);
  rewriter.setInsertionPointToStart(made.getBody());
  reproduced.map(loop.getInductionVar(), made.getInductionVar());
  places.assign(made.getRegionIterArgs().begin(),
                made.getRegionIterArgs().end());
  emitCopies(*loop.getBody());
  scf::YieldOp::create(rewriter, loc, places);
  places.assign(made.getResults().begin(), made.getResults().end());
}

void WarpSpecializer::emitCopies(scf::IfOp branch) {
  Location loc = branch.getLoc();
  Value condition = reproduce(branch.getCondition());
  auto made = scf::IfOp::create(rewriter, loc, TypeRange(ValueRange(places)),
                                condition, /*addThenBlock=*/true,
                                /*addElseBlock=*/true);
  SmallVector<Value> before = places;
  for (auto [from, to] :
       llvm::zip_equal(branch->getRegions(), made->getRegions())) {
    OpBuilder::InsertionGuard guard(rewriter);
    rewriter.setInsertionPointToStart(&to.front());
    places = before;
    if (!from.empty())
      emitCopies(from.front());
    scf::YieldOp::create(rewriter, loc, places);
  }
  places.assign(made.getResults().begin(), made.getResults().end());
}

void WarpSpecializer::emitCopies(Block &from) {
  // What one branch reproduces is not there in others.
  IRMapping around = reproduced;
  for (Operation &op : from) {
    if (auto read = dyn_cast<vector::TransferReadOp>(op);
        read && ringOf.count(read))
      emitCopy(read);
    else if (auto loop = dyn_cast<scf::ForOp>(op); loop && holdsReads(loop))
      emitCopies(loop);
    else if (auto branch = dyn_cast<scf::IfOp>(op);
             branch && holdsReads(branch))
      emitCopies(branch);
  }
  reproduced = around;
}

//===----------------------------------------------------------------------===//
// Those who compute
//===----------------------------------------------------------------------===//

/// The tiles of numbers that are computed between `from` and `to`, for use
/// after that.
static SmallVector<Value> getComputed(Operation *from, Operation *to) {
  SmallVector<Value> computed;
  for (Operation *op = from->getNextNode(); op != to; op = op->getNextNode())
    for (Value result : op->getResults()) {
      auto type = dyn_cast<VectorType>(result.getType());
      bool isUsed = llvm::any_of(result.getUsers(), [&](Operation *user) {
        return !to->getBlock()->findAncestorOpInBlock(*user)->isBeforeInBlock(
            to);
      });
      if (type && type.getElementType().isF32() && isUsed &&
          !isa<vector::BroadcastOp, vector::TransposeOp, vector::ContractionOp,
               vector::MaskOp>(op))
        computed.push_back(result);
    }
  return computed;
}

/// Numbers that are narrowed between `product` and its first use, and used
/// later only, are narrowed then: factors of a product that goes on may be in
/// the registers that they take.
static void narrowAfter(Operation *&first, Operation *product) {
  Block *block = product->getBlock();
  Operation *before = first;
  for (Operation *op = before->getPrevNode(); op != product;) {
    Operation *previous = op->getPrevNode();
    bool isLater = llvm::all_of(op->getUsers(), [&](Operation *user) {
      return !block->findAncestorOpInBlock(*user)->isBeforeInBlock(before);
    });
    if (isa<arith::TruncFOp>(op) && isLater) {
      op->moveBefore(first);
      first = op;
    }
    op = previous;
  }
}

/// Releases a tile where the product that reads it is first asked for.
void WarpSpecializer::release(Operation *product, Value ring,
                              ValueRange place) {
  Block *block = product->getBlock();
  Operation *first = block->getTerminator();
  for (Operation *user : product->getUsers()) {
    Operation *own = block->findAncestorOpInBlock(*user);
    if (own && own->isBeforeInBlock(first))
      first = own;
  }
  narrowAfter(first, product);
  rewriter.setInsertionPoint(first);
  ReleaseOp::create(rewriter, product->getLoc(), ring, place[0], place[1],
                    product->getResults(), getComputed(product, first));
}

void WarpSpecializer::takeTile(vector::TransferReadOp read) {
  Location loc = read.getLoc();
  Value ring = rings[ringOf[read]];
  MutableArrayRef<Value> place = getPlace(read);
  Operation *product = *read->getUsers().begin();
  if (isa<vector::MaskOp>(product->getParentOp()))
    product = product->getParentOp();
  rewriter.setInsertionPoint(read);
  AwaitOp::create(rewriter, loc, ring, place[0], place[1]);
  Value stage = getIndex(place[0], loc);
  bool isReleased = !stays(read);
  SmallVector<Value> own(place);
  advance(read);
  replaceByShared(rewriter, read, ring, stage);
  if (isReleased)
    release(product, ring, own);
}

/// Where products of a round are started together, teams take turns at it.
void WarpSpecializer::addTurns(Block &body) {
  auto products = llvm::to_vector(body.getOps<vector::ContractionOp>());
  if (products.size() < 2)
    return;
  Operation *first = products.front(), *last = products.back();
  for (Operation *user : first->getUsers())
    if (Operation *own = body.findAncestorOpInBlock(*user);
        own && own->isBeforeInBlock(last))
      return;
  rewriter.setInsertionPoint(first);
  TakeTurnOp::create(rewriter, first->getLoc());
  rewriter.setInsertionPointAfter(last);
  PassTurnOp::create(rewriter, last->getLoc());
}

/// Says of `count` more results that they are no tiles.
static void addLayouts(Operation *op, Attribute layouts, size_t count) {
  if (!layouts)
    return;
  Builder b(op->getContext());
  SmallVector<Attribute> all(cast<ArrayAttr>(layouts).getValue());
  all.append(count, b.getUnitAttr());
  op->setAttr(kLayoutsName, b.getArrayAttr(all));
}

/// The loop with a counter of 32 bits, which positions of keys fit: those who
/// compute have no addresses to make of it.
scf::ForOp WarpSpecializer::narrow(scf::ForOp loop) {
  Location loc = loop.getLoc();
  rewriter.setInsertionPoint(loop);
  auto toI32 = [&](Value value) -> Value {
    return arith::IndexCastOp::create(rewriter, loc, rewriter.getI32Type(),
                                      value);
  };
  auto narrowed = scf::ForOp::create(rewriter, loc, toI32(loop.getLowerBound()),
                                     toI32(loop.getUpperBound()),
                                     toI32(loop.getStep()), loop.getInitArgs());
  narrowed->setDiscardableAttrs(loop->getDiscardableAttrDictionary());
  rewriter.setInsertionPointToStart(narrowed.getBody());
  Value counter = arith::IndexCastOp::create(
      rewriter, loc, rewriter.getIndexType(), narrowed.getInductionVar());
  SmallVector<Value> arguments{counter};
  llvm::append_range(arguments, narrowed.getRegionIterArgs());
  if (!narrowed.getBody()->empty() && narrowed.getNumResults() == 0)
    rewriter.eraseOp(narrowed.getBody()->getTerminator());
  rewriter.mergeBlocks(loop.getBody(), narrowed.getBody(), arguments);
  rewriter.replaceOp(loop, narrowed);
  return narrowed;
}

void WarpSpecializer::takeTiles(scf::ForOp loop) {
  loop = narrow(loop);
  rewriter.setInsertionPoint(loop);
  Attribute layouts = loop->getAttr(kLayoutsName);
  auto same = [](OpBuilder &, Location, ArrayRef<BlockArgument> added) {
    return SmallVector<Value>(added);
  };
  auto made = cast<scf::ForOp>(*loop.replaceWithAdditionalYields(
      rewriter, places, /*replaceInitOperandUsesInLoop=*/false, same));
  addLayouts(made, layouts, places.size());
  auto added = made.getRegionIterArgs().take_back(places.size());
  places.assign(added.begin(), added.end());
  takeTiles(*made.getBody());
  addTurns(*made.getBody());
  Operation *yield = made.getBody()->getTerminator();
  yield->setOperands(yield->getNumOperands() - places.size(), places.size(),
                     places);
  auto results = made.getResults().take_back(places.size());
  places.assign(results.begin(), results.end());
}

void WarpSpecializer::takeTiles(scf::IfOp branch) {
  rewriter.setInsertionPoint(branch);
  SmallVector<Type> types(branch.getResultTypes());
  llvm::append_range(types, TypeRange(ValueRange(places)));
  auto made = scf::IfOp::create(rewriter, branch.getLoc(), types,
                                branch.getCondition(), /*addThenBlock=*/true,
                                /*addElseBlock=*/true);
  SmallVector<Value> before = places;
  for (auto [from, to] :
       llvm::zip_equal(branch->getRegions(), made->getRegions())) {
    places = before;
    if (from.empty()) {
      rewriter.setInsertionPointToStart(&to.front());
      scf::YieldOp::create(rewriter, branch.getLoc(), places);
      continue;
    }
    to.takeBody(from);
    takeTiles(to.front());
    Operation *yield = to.front().getTerminator();
    yield->insertOperands(yield->getNumOperands(), places);
  }
  addLayouts(made, branch->getAttr(kLayoutsName), places.size());
  branch->replaceAllUsesWith(
      made.getResults().take_front(branch.getNumResults()));
  rewriter.eraseOp(branch);
  auto results = made.getResults().take_back(places.size());
  places.assign(results.begin(), results.end());
}

void WarpSpecializer::takeTiles(Block &block) {
  for (Operation &op : llvm::make_early_inc_range(block)) {
    if (auto read = dyn_cast<vector::TransferReadOp>(op);
        read && ringOf.count(read))
      takeTile(read);
    else if (auto loop = dyn_cast<scf::ForOp>(op); loop && holdsReads(loop))
      takeTiles(loop);
    else if (auto branch = dyn_cast<scf::IfOp>(op);
             branch && holdsReads(branch))
      takeTiles(branch);
  }
}

void WarpSpecializer::run() {
  Block &computing = makeRoles();
  auto both = cast<SpecializeOp>(computing.getParentOp());
  makeRings(computing);
  rewriter.setInsertionPoint(both);
  Value zero = arith::ConstantIntOp::create(rewriter, kernel.getLoc(),
                                            rewriter.getI32Type(), 0);
  places.assign(2 * rings.size(), zero);
  rewriter.setInsertionPointToStart(&both.getCopying().front());
  emitCopies(computing);
  places.assign(2 * rings.size(), zero);
  takeTiles(computing);
}

bool simt::specializeWarps(gpu::GPUFuncOp kernel, const TargetLowering &target,
                           int64_t stages) {
  FailureOr<int64_t> threads = getNumThreads(kernel);
  if (failed(threads))
    return false;
  std::optional<WarpRoles> roles = target.getWarpRoles(
      getChip(kernel->getParentOfType<gpu::GPUModuleOp>()), *threads);
  if (!roles || !anyProductReadsShared(kernel))
    return false;
  // What layouts are converted through, and signals.
  constexpr int64_t reservedBytes = 16 << 10;
  StringRef chip = getChip(kernel->getParentOfType<gpu::GPUModuleOp>());
  WarpSpecializer specializer(kernel, stages, *roles, target.getBoxBytes(chip),
                              target.getSharedBytes(chip) - reservedBytes);
  if (!specializer.isPossible())
    return false;
  specializer.run();
  return true;
}
