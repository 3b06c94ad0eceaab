//===- TileDistributor.cpp - Tiles become registers ----------------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "TileDistributor.h"

#include "LayoutAttributes.h"

#include "heddle/Dialect/HeddleGPU/IR/HeddleGPU.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "mlir/Interfaces/FunctionInterfaces.h"

using namespace mlir;
using namespace heddle;
using namespace heddle::simt;

//===----------------------------------------------------------------------===//
// The table
//===----------------------------------------------------------------------===//

DistributionTable DistributionTable::get() {
  DistributionTable table;
  addCoordinates(table);
  addReductions(table);
  addContractions(table);
  addMemory(table);
  addCopies(table);
  addConversions(table);
  addScans(table);
  addRoles(table);
  addControlFlow(table);
  addElementwise(table);
  return table;
}

const DistributionTable::Function *
DistributionTable::lookup(Operation *op) const {
  auto entry = entries.find(op->getName().getStringRef());
  return entry == entries.end() ? nullptr : &entry->second;
}

bool simt::isTile(Type type) { return isa<VectorType>(type); }

bool simt::isPaired(Type elementType) {
  return isa<FloatType>(elementType) &&
         elementType.getIntOrFloatBitWidth() == 16;
}

/// The attribute of the kernel that says how much shared memory it needs.
static constexpr StringLiteral kSharedBytesName = "heddle_gpu.shared_bytes";

//===----------------------------------------------------------------------===//
// The walk
//===----------------------------------------------------------------------===//

TileDistributor::TileDistributor(gpu::GPUFuncOp kernel,
                                 const TargetLowering &target,
                                 const DistributionTable &table)
    : b(kernel.getLoc(), kernel.getContext()), target(target), kernel(kernel),
      table(table) {}

/// Whether an op, or one nested in it, has to do with tiles.
static bool concernsTiles(Operation *op) {
  return op
      ->walk([](Operation *nested) {
        bool concerned = llvm::any_of(nested->getResultTypes(), isTile) ||
                         llvm::any_of(nested->getOperandTypes(), isTile) ||
                         isGpuTileOp(nested);
        return concerned ? WalkResult::interrupt() : WalkResult::advance();
      })
      .wasInterrupted();
}

LogicalResult TileDistributor::run() {
  FailureOr<int64_t> number = getNumThreads(kernel);
  if (failed(number))
    return failure();
  threads = *number;
  readsShared = anyProductReadsShared(kernel);
  writeMasksByBounds(kernel);
  if (failed(placeSharedBuffers()))
    return failure();
  if (failed(distribute(kernel.getBody().front())))
    return failure();
  sharedBytes = llvm::alignTo(buffersEnd + scratchBytes, 16);
  kernel->setAttr(kSharedBytesName, b.getI32IntegerAttr(sharedBytes));
  // Ops that moved out of a loop still use the arguments of its old body.
  for (Operation *op : erased) {
    op->dropAllUses();
    op->dropAllReferences();
  }
  for (Operation *op : llvm::reverse(erased))
    op->erase();
  return success();
}

LogicalResult TileDistributor::distribute(Block &block) {
  for (Operation &op : llvm::make_early_inc_range(block))
    if (concernsTiles(&op) && failed(distributeAt(&op, &op)))
      return failure();
  return success();
}

LogicalResult TileDistributor::distributeAt(Operation *op, Operation *at) {
  b.setLoc(op->getLoc());
  b.setInsertionPoint(at);
  // What is nested may run never, or often.
  if (op->getNumRegions() && !isa<vector::MaskOp>(op))
    waitForProducts();
  if (const DistributionTable::Function *entry = table.lookup(op))
    return (*entry)(op, *this);
  if (OpTrait::hasElementwiseMappableTraits(op))
    return distributeElementwise(op, *this);
  return op->emitOpError("cannot be distributed among threads: this kind of op "
                         "on tiles is not supported");
}

//===----------------------------------------------------------------------===//
// Registers
//===----------------------------------------------------------------------===//

FailureOr<const Fragment *> TileDistributor::getFragment(Value tile) {
  std::unique_ptr<Fragment> &fragment = fragments[tile];
  if (fragment)
    return fragment.get();
  FailureOr<Fragment> made = readFragment(tile);
  if (failed(made))
    return failure();
  fragment = std::make_unique<Fragment>(std::move(*made));
  return fragment.get();
}

void TileDistributor::setFragment(Value tile, Fragment fragment) {
  fragments[tile] = std::make_unique<Fragment>(std::move(fragment));
}

ValueRange TileDistributor::getRegisters(Value tile) {
  waitForProduct(tile);
  auto found = registers.find(tile);
  assert(found != registers.end() && "a tile that nothing was written for");
  return found->second;
}

void TileDistributor::setRegisters(Value tile, SmallVector<Value> values) {
  registers[tile] = std::move(values);
}

SmallVector<Value> TileDistributor::getElements(Value tile) {
  ValueRange words = getRegisters(tile);
  if (!words.empty() && isTile(words.front().getType()))
    return unpair(words);
  return words;
}

void TileDistributor::setElements(Value tile, ValueRange elements) {
  bool paired =
      isPaired(getElementTypeOrSelf(tile)) && elements.size() % 2 == 0;
  setRegisters(tile, paired ? pair(elements) : SmallVector<Value>(elements));
}

void TileDistributor::setStartedElements(Value tile, ValueRange elements,
                                         size_t pieces) {
  setElements(tile, elements);
  started.append(pieces - 1, Value());
  started.push_back(tile);
}

void TileDistributor::passRegisters(
    ValueRange tiles,
    llvm::function_ref<SmallVector<Value>(ValueRange)> through) {
  SmallVector<Value> all;
  for (Value tile : tiles)
    llvm::append_range(all, registers.find(tile)->second);
  all = through(all);
  ArrayRef<Value> rest = all;
  for (Value tile : tiles) {
    SmallVector<Value> &own = registers.find(tile)->second;
    own.assign(rest.begin(), rest.begin() + own.size());
    rest = rest.drop_front(own.size());
  }
}

/// Pieces that were started later may go on.
void TileDistributor::waitForProduct(Value tile, ValueRange before) {
  auto *found = llvm::find(started, tile);
  if (found == started.end())
    return;
  *found = Value();
  int64_t later = std::distance(found, started.end()) - 1;
  SmallVector<Value> tiles(before);
  tiles.push_back(tile);
  passRegisters(tiles, [&](ValueRange all) {
    return target.waitForProducts(b, b.getLoc(), later, all);
  });
  while (!started.empty() && !started.back())
    started.pop_back();
}

void TileDistributor::waitForProducts(ValueRange before) {
  for (Value tile : SmallVector<Value>(started))
    if (tile)
      waitForProduct(tile, before);
}

SmallVector<Type> TileDistributor::getRegisterTypes(VectorType type,
                                                    const Fragment &fragment) {
  Type element = type.getElementType();
  if (isPaired(element) && fragment.size() % 2 == 0)
    return SmallVector<Type>(fragment.size() / 2, VectorType::get(2, element));
  return SmallVector<Type>(fragment.size(), element);
}

SmallVector<Value> TileDistributor::pair(ValueRange elements) {
  SmallVector<Value> words;
  for (size_t i = 0; i != elements.size(); i += 2)
    words.push_back(vector::FromElementsOp::create(
        b, VectorType::get(2, elements[i].getType()),
        ValueRange{elements[i], elements[i + 1]}));
  return words;
}

SmallVector<Value> TileDistributor::unpair(ValueRange words) {
  SmallVector<Value> elements;
  for (Value word : words)
    for (int64_t i : {0, 1})
      elements.push_back(vector::ExtractOp::create(b, word, i));
  return elements;
}

//===----------------------------------------------------------------------===//
// Numbers of the thread
//===----------------------------------------------------------------------===//

Value TileDistributor::i32(int64_t value) {
  return arith::ConstantIntOp::create(b, b.getI32Type(), value);
}

Value TileDistributor::toI32(Value index) {
  return b.createOrFold<arith::IndexCastOp>(b.getI32Type(), index);
}

Value TileDistributor::toIndex(Value i32) {
  return b.createOrFold<arith::IndexCastUIOp>(b.getIndexType(), i32);
}

/// What `create` writes, where the kernel begins: it is there for all ops.
Value TileDistributor::atEntry(llvm::function_ref<Value()> create) {
  OpBuilder::InsertionGuard guard(b);
  Block &entry = kernel.getBody().front();
  if (lastAtEntry)
    b.setInsertionPointAfter(lastAtEntry);
  else
    b.setInsertionPointToStart(&entry);
  Value value = create();
  if (Operation *op = value.getDefiningOp())
    lastAtEntry = op;
  return value;
}

void TileDistributor::setRole(const WarpRoles &all, int64_t first,
                              int64_t count) {
  firstThread = first;
  threads = count;
  roles = all;
}

void TileDistributor::waitForThreads() {
  target.waitForThreads(b, b.getLoc(), roles ? threads : 0);
}

Value TileDistributor::getThread() {
  if (!thread)
    thread = atEntry([&] {
      Value x = gpu::ThreadIdOp::create(b, gpu::Dimension::x);
      return arith::IndexCastUIOp::create(b, b.getI32Type(), x).getResult();
    });
  return thread;
}

Value TileDistributor::getThreadOfRole() {
  Value of = getThread();
  return firstThread ? arith::SubIOp::create(b, of, i32(firstThread)) : of;
}

Value TileDistributor::getLane() {
  Value of = getThread();
  if (!lane)
    lane = atEntry([&]() -> Value {
      return arith::AndIOp::create(b, of, i32(target.getWarpSize() - 1));
    });
  return lane;
}

Value TileDistributor::getWarp() {
  Value of = getThread();
  if (!warp)
    warp = atEntry([&]() -> Value {
      return arith::ShRUIOp::create(b, of,
                                    i32(llvm::Log2_64(target.getWarpSize())));
    });
  return warp;
}

/// The images of the bits of `source`, added up: one and, shift and exclusive
/// or for all bits that go equally far.
Value TileDistributor::getImages(Value source, ArrayRef<int64_t> images) {
  std::map<int64_t, int64_t> masks; // of bits of the source, by distance
  for (auto [bit, image] : llvm::enumerate(images))
    for (int64_t rest = image; rest; rest &= rest - 1)
      masks[llvm::countr_zero(static_cast<uint64_t>(rest)) -
            static_cast<int64_t>(bit)] |= int64_t(1) << bit;
  Value sum;
  for (auto [distance, mask] : masks) {
    Value term = arith::AndIOp::create(b, source, i32(mask));
    if (distance > 0)
      term = arith::ShLIOp::create(b, term, i32(distance));
    else if (distance < 0)
      term = arith::ShRUIOp::create(b, term, i32(-distance));
    sum = sum ? arith::XOrIOp::create(b, sum, term).getResult() : term;
  }
  return sum ? sum : i32(0);
}

Value TileDistributor::getLinear(ArrayRef<int64_t> laneImages,
                                 ArrayRef<int64_t> warpImages) {
  std::vector<int64_t> key(laneImages.begin(), laneImages.end());
  key.push_back(-1);
  key.insert(key.end(), warpImages.begin(), warpImages.end());
  Value &value = linear[key];
  if (value)
    return value;
  Value lane = getLane(), warp = getWarp();
  auto isZero = [](int64_t image) { return image == 0; };
  value = atEntry([&]() -> Value {
    if (llvm::all_of(warpImages, isZero))
      return getImages(lane, laneImages);
    Value ofWarp = getImages(warp, warpImages);
    if (llvm::all_of(laneImages, isZero))
      return ofWarp;
    return arith::XOrIOp::create(b, getImages(lane, laneImages), ofWarp);
  });
  return value;
}

Value TileDistributor::getUniform(ArrayRef<int64_t> warpImages) {
  Value &value = uniform[warpImages.vec()];
  if (value)
    return value;
  Value warp = getWarp();
  value = atEntry([&]() -> Value {
    return getImages(target.makeUniform(b, b.getLoc(), warp), warpImages);
  });
  return value;
}

Value TileDistributor::getPlace(const ThreadBases &bases, int64_t dim) {
  auto pick = [dim](const Coordinates &basis) { return basis[dim]; };
  return getLinear(llvm::map_to_vector(bases.lane, pick),
                   llvm::map_to_vector(bases.warp, pick));
}

Value TileDistributor::getCoordinate(const Fragment &fragment, int64_t index,
                                     int64_t dim) {
  Value place = getPlace(fragment.getThreads(), dim);
  int64_t offset = fragment.getOffset(index)[dim];
  if (offset == 0)
    return place;
  return arith::AddIOp::create(b, place, i32(offset));
}

/// The bits of the thread's number that add nothing are 0.
Value TileDistributor::isOnlyHolder(const Fragment &fragment) {
  SmallVector<int64_t> lanes(fragment.getThreads().lane.size());
  SmallVector<int64_t> warps(fragment.getThreads().warp.size());
  int64_t image = 1;
  for (int64_t bit : fragment.getIdleLaneBits())
    lanes[bit] = std::exchange(image, image * 2);
  for (int64_t bit : fragment.getIdleWarpBits())
    warps[bit] = std::exchange(image, image * 2);
  if (image == 1)
    return {};
  return arith::CmpIOp::create(b, arith::CmpIPredicate::eq,
                               getLinear(lanes, warps), i32(0));
}

//===----------------------------------------------------------------------===//
// Shared memory
//===----------------------------------------------------------------------===//

static constexpr StringLiteral kSharedName = "heddle_shared";
/// Swizzles flip bits of addresses below this.
static constexpr int64_t kSharedAlignment = 1024;

/// Buffers follow each other; what all of them need is noted on the kernel.
LogicalResult TileDistributor::placeSharedBuffers() {
  WalkResult walked = kernel.walk([&](memref::AllocOp alloc) {
    if (!isShared(alloc))
      return WalkResult::advance();
    if (!hasSharedLayout(alloc)) {
      alloc.emitOpError("is a buffer of shared memory without "
                        "heddle_gpu.shared: run heddle-pipeline-tiles first");
      return WalkResult::interrupt();
    }
    int64_t tiles = 1;
    for (int64_t extent : alloc.getType().getShape().drop_back(2))
      tiles *= extent;
    sharedOffsets[alloc] = buffersEnd;
    int64_t bytes = tiles * getSharedLayout(alloc).bytes;
    buffersEnd = llvm::alignTo(buffersEnd + bytes, kSharedAlignment);
    if (llvm::any_of(alloc->getUsers(), llvm::IsaPred<AcquireOp>))
      rings[alloc] = tiles * 2 * TargetLowering::signalBytes;
    erase(alloc);
    return WalkResult::advance();
  });
  placeSignals();
  return failure(walked.wasInterrupted());
}

/// Signals follow the buffers.
void TileDistributor::placeSignals() {
  for (auto &[ring, offset] : rings) {
    int64_t bytes = std::exchange(offset, buffersEnd);
    buffersEnd += bytes;
  }
  buffersEnd = llvm::alignTo(buffersEnd, 16);
}

int64_t TileDistributor::getSharedOffset(Value buffer) {
  return sharedOffsets.lookup(buffer);
}

/// The one symbol of shared memory, whose size the launch says.
static LLVM::GlobalOp getSharedSymbol(gpu::GPUModuleOp module) {
  if (auto global = module.lookupSymbol<LLVM::GlobalOp>(kSharedName))
    return global;
  OpBuilder b = OpBuilder::atBlockBegin(module.getBody());
  Type bytes = LLVM::LLVMArrayType::get(b.getI8Type(), 0);
  return LLVM::GlobalOp::create(b, module.getLoc(), bytes, /*isConstant=*/false,
                                LLVM::Linkage::External, kSharedName,
                                Attribute(), kSharedAlignment, /*addrSpace=*/3);
}

Value TileDistributor::getSharedBase() {
  if (!sharedBase)
    sharedBase = atEntry([&]() -> Value {
      LLVM::GlobalOp symbol =
          getSharedSymbol(kernel->getParentOfType<gpu::GPUModuleOp>());
      return LLVM::PtrToIntOp::create(b, b.getI32Type(),
                                      LLVM::AddressOfOp::create(b, symbol));
    });
  return sharedBase;
}

Value TileDistributor::getSharedPlace(ArrayRef<int64_t> laneImages,
                                      ArrayRef<int64_t> warpImages,
                                      int64_t low) {
  std::vector<int64_t> key(laneImages.begin(), laneImages.end());
  key.insert(key.end(), warpImages.begin(), warpImages.end());
  key.push_back(low);
  Value &place = sharedPlaces[key];
  if (place)
    return place;
  Value base = getSharedBase(), linear = getLinear(laneImages, warpImages);
  return place = atEntry([&]() -> Value {
           Value flipped =
               low ? arith::XOrIOp::create(b, linear, i32(low)) : linear;
           return arith::AddIOp::create(b, base, flipped);
         });
}

Value TileDistributor::getScratch(int64_t bytes) {
  scratchBytes = std::max(scratchBytes, bytes);
  Value base = getSharedBase();
  return arith::AddIOp::create(b, base, i32(buffersEnd));
}
