//===- StageThroughRegisters.cpp - Tiles read a round before --------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Where copies to shared memory do not go on by themselves, a tile is read from
// global memory into registers a round before it is needed. When all threads
// are done with the tiles of the last round, it is written to shared memory,
// in whatever order of bytes products read best.
//
//===----------------------------------------------------------------------===//

#include "AssignLayouts/TileLayout.h"
#include "DistributeTiles/LayoutAttributes.h"
#include "PipelineTiles.h"

#include "heddle/Dialect/HeddleGPU/IR/HeddleGPU.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "llvm/ADT/MapVector.h"

using namespace mlir;
using namespace heddle;
using namespace heddle::simt;

static constexpr StringLiteral kLayoutsName = "heddle_gpu.layouts";

namespace {
using Reads = SmallVector<vector::TransferReadOp>;

class RegisterStager {
public:
  RegisterStager(gpu::GPUFuncOp kernel, const layouts::Workgroup &workgroup)
      : kernel(kernel), rewriter(kernel.getContext()), workgroup(workgroup) {}

  void run();

private:
  Value getBuffer(vector::TransferReadOp read, ArrayRef<Value> taken);
  Attribute getLayouts(Value buffer);
  Value readTile(vector::TransferReadOp read, ValueRange indices, Value buffer);
  void write(ValueRange tiles, ArrayRef<Value> buffers, Location loc);
  void replace(vector::TransferReadOp read, Value buffer);
  void stageAlone(Reads &reads, ArrayRef<Value> buffers);
  ValueRange readFirst(scf::ForOp loop, Reads &reads, ArrayRef<Value> buffers);
  SmallVector<Value> readNext(scf::ForOp loop, Reads &reads,
                              ArrayRef<Value> buffers);
  void pipeline(scf::ForOp loop, Reads &reads, ArrayRef<Value> buffers);

  gpu::GPUFuncOp kernel;
  IRRewriter rewriter;
  layouts::Workgroup workgroup;
  SmallVector<Value> buffers;
};
} // namespace

//===----------------------------------------------------------------------===//
// Buffers
//===----------------------------------------------------------------------===//

/// Loops take turns with buffers: any that fits and is not `taken` by another
/// tile of the same loop. They have whole pieces of the matrix instruction, and
/// extents that a layout can fill.
Value RegisterStager::getBuffer(vector::TransferReadOp read,
                                ArrayRef<Value> taken) {
  Attribute layout = read->getDiscardableAttr(kSharedName);
  VectorType tile = read.getVectorType();
  for (Operation *user : read->getUsers())
    if (auto product = dyn_cast<vector::ContractionOp>(user))
      tile = getRightBufferType(product);
  auto shape = llvm::map_to_vector(tile.getShape(), [](int64_t extent) {
    return int64_t(llvm::PowerOf2Ceil(extent));
  });
  auto space = gpu::AddressSpaceAttr::get(rewriter.getContext(),
                                          gpu::AddressSpace::Workgroup);
  auto type = MemRefType::get(shape, tile.getElementType(), nullptr, space);
  for (Value buffer : buffers)
    if (buffer.getType() == type &&
        buffer.getDefiningOp()->getDiscardableAttr(kSharedName) == layout &&
        !llvm::is_contained(taken, buffer))
      return buffer;
  OpBuilder::InsertionGuard guard(rewriter);
  rewriter.setInsertionPointToStart(&kernel.getBody().front());
  auto alloc = memref::AllocOp::create(rewriter, kernel.getLoc(), type);
  alloc->setDiscardableAttr(kSharedName, layout);
  buffers.push_back(alloc);
  return alloc;
}

/// How threads hold a tile for `buffer`.
Attribute RegisterStager::getLayouts(Value buffer) {
  auto type = cast<MemRefType>(buffer.getType());
  auto shared = buffer.getDefiningOp()->getAttrOfType<SharedAttr>(kSharedName);
  layouts::TileLayout layout = layouts::getStagingLayout(
      VectorType::get(type.getShape(), type.getElementType()), shared,
      workgroup);
  return layout.getAttr(rewriter.getContext());
}

/// The tile that `read` reads at `indices`, where threads write it to `buffer`
/// from.
Value RegisterStager::readTile(vector::TransferReadOp read, ValueRange indices,
                               Value buffer) {
  auto made = vector::TransferReadOp::create(
      rewriter, read.getLoc(), read.getVectorType(), read.getBase(), indices,
      read.getPermutationMapAttr(), read.getPadding(), /*mask=*/Value(),
      read.getInBoundsAttr());
  made->setDiscardableAttr(kLayoutsName,
                           rewriter.getArrayAttr(getLayouts(buffer)));
  return made;
}

/// Between barriers: others may still read what was there before.
void RegisterStager::write(ValueRange tiles, ArrayRef<Value> buffers,
                           Location loc) {
  gpu::BarrierOp::create(rewriter, loc);
  Value zero = arith::ConstantIndexOp::create(rewriter, loc, 0);
  SmallVector<bool> inBounds(2, true);
  for (auto [tile, buffer] : llvm::zip_equal(tiles, buffers))
    vector::TransferWriteOp::create(rewriter, loc, tile, buffer,
                                    ValueRange{zero, zero},
                                    ArrayRef<bool>(inBounds));
  gpu::BarrierOp::create(rewriter, loc);
}

void RegisterStager::replace(vector::TransferReadOp read, Value buffer) {
  rewriter.setInsertionPoint(read);
  Value zero = arith::ConstantIndexOp::create(rewriter, read.getLoc(), 0);
  SmallVector<bool> inBounds(2, true);
  rewriter.replaceOpWithNewOp<vector::TransferReadOp>(
      read, read.getVectorType(), buffer, ValueRange{zero, zero},
      read.getPadding(), ArrayRef<bool>(inBounds));
}

//===----------------------------------------------------------------------===//
// Tiles outside of loops, or of few rounds
//===----------------------------------------------------------------------===//

void RegisterStager::stageAlone(Reads &reads, ArrayRef<Value> buffers) {
  for (auto [read, buffer] : llvm::zip_equal(reads, buffers)) {
    rewriter.setInsertionPoint(read);
    Value tile = readTile(read, read.getIndices(), buffer);
    write(tile, buffer, read.getLoc());
    replace(read, buffer);
  }
}

//===----------------------------------------------------------------------===//
// Loops
//===----------------------------------------------------------------------===//

/// The tiles of the first round, if there is one.
ValueRange RegisterStager::readFirst(scf::ForOp loop, Reads &reads,
                                     ArrayRef<Value> buffers) {
  Location loc = loop.getLoc();
  rewriter.setInsertionPoint(loop);
  Value any = arith::CmpIOp::create(rewriter, loc, arith::CmpIPredicate::slt,
                                    loop.getLowerBound(), loop.getUpperBound());
  SmallVector<Type> types;
  SmallVector<Attribute> layouts;
  for (auto [read, buffer] : llvm::zip_equal(reads, buffers)) {
    types.push_back(read.getVectorType());
    layouts.push_back(getLayouts(buffer));
  }
  auto choice = scf::IfOp::create(rewriter, loc, types, any,
                                  /*withElseRegion=*/true);
  choice->setAttr(kLayoutsName, rewriter.getArrayAttr(layouts));
  rewriter.setInsertionPointToStart(choice.thenBlock());
  IRMapping map;
  map.map(loop.getInductionVar(), loop.getLowerBound());
  SmallVector<Value> tiles, zeros;
  for (auto [read, buffer] : llvm::zip_equal(reads, buffers)) {
    SmallVector<Value> indices;
    for (Value index : read.getIndices())
      indices.push_back(recompute(index, read->getBlock(), map, rewriter));
    tiles.push_back(readTile(read, indices, buffer));
  }
  scf::YieldOp::create(rewriter, loc, tiles);
  rewriter.setInsertionPointToStart(choice.elseBlock());
  for (auto [type, layout] : llvm::zip_equal(types, layouts)) {
    auto zero =
        arith::ConstantOp::create(rewriter, loc, rewriter.getZeroAttr(type));
    zero->setDiscardableAttr(kLayoutsName, rewriter.getArrayAttr(layout));
    zeros.push_back(zero);
  }
  scf::YieldOp::create(rewriter, loc, zeros);
  return choice.getResults();
}

/// The tiles of the next round; in the last one, again those of this round:
/// they are there for sure, and nobody waits for them.
SmallVector<Value> RegisterStager::readNext(scf::ForOp loop, Reads &reads,
                                            ArrayRef<Value> buffers) {
  Location loc = loop.getLoc();
  Value variable = loop.getInductionVar();
  Value next = arith::AddIOp::create(rewriter, loc, variable, loop.getStep());
  Value more = arith::CmpIOp::create(rewriter, loc, arith::CmpIPredicate::slt,
                                     next, loop.getUpperBound());
  IRMapping map;
  map.map(variable,
          arith::SelectOp::create(rewriter, loc, more, next, variable));
  SmallVector<Value> tiles;
  for (auto [read, buffer] : llvm::zip_equal(reads, buffers)) {
    SmallVector<Value> indices;
    for (Value index : read.getIndices())
      indices.push_back(recompute(index, read->getBlock(), map, rewriter));
    tiles.push_back(readTile(read, indices, buffer));
  }
  return tiles;
}

/// Each round writes its tiles, starts to read the next round's, and computes.
void RegisterStager::pipeline(scf::ForOp loop, Reads &reads,
                              ArrayRef<Value> buffers) {
  Location loc = loop.getLoc();
  ValueRange first = readFirst(loop, reads, buffers);
  auto oldLayouts = loop->getAttrOfType<ArrayAttr>(kLayoutsName);
  SmallVector<Attribute> layouts;
  if (oldLayouts)
    llvm::append_range(layouts, oldLayouts);
  size_t carried = loop.getNumRegionIterArgs();
  auto addYields = [&](OpBuilder &, Location, ArrayRef<BlockArgument> added) {
    return SmallVector<Value>(added.begin(), added.end());
  };
  loop = cast<scf::ForOp>(*loop.replaceWithAdditionalYields(
      rewriter, first, /*replaceInitOperandUsesInLoop=*/false, addYields));
  for (Value buffer : buffers)
    layouts.push_back(getLayouts(buffer));
  loop->setAttr(kLayoutsName, rewriter.getArrayAttr(layouts));
  rewriter.setInsertionPointToStart(loop.getBody());
  write(loop.getRegionIterArgs().drop_front(carried), buffers, loc);
  SmallVector<Value> next = readNext(loop, reads, buffers);
  MutableArrayRef<OpOperand> yielded =
      loop.getYieldedValuesMutable()->drop_front(carried);
  for (auto [operand, tile] : llvm::zip_equal(yielded, next))
    operand.set(tile);
  for (auto [read, buffer] : llvm::zip_equal(reads, buffers))
    replace(read, buffer);
}

void RegisterStager::run() {
  llvm::MapVector<Block *, Reads> blocks;
  kernel.walk([&](vector::TransferReadOp read) {
    if (isStaged(read))
      blocks[read->getBlock()].push_back(read);
  });
  for (auto &[block, reads] : blocks) {
    SmallVector<Value> own;
    for (vector::TransferReadOp read : reads)
      own.push_back(getBuffer(read, own));
    auto loop = dyn_cast<scf::ForOp>(block->getParentOp());
    auto isKnown = [&](Value index) { return isRecomputable(index, loop); };
    bool known = loop && !isEdge(loop) &&
                 llvm::all_of(reads, [&](vector::TransferReadOp read) {
                   return llvm::all_of(read.getIndices(), isKnown);
                 });
    if (known)
      pipeline(loop, reads, own);
    else
      stageAlone(reads, own);
  }
}

LogicalResult simt::stageThroughRegisters(gpu::GPUFuncOp kernel,
                                          const TargetLowering &target) {
  FailureOr<int64_t> threads = getNumThreads(kernel);
  if (failed(threads))
    return failure();
  RegisterStager(kernel,
                 {target.getWarpSize(), *threads / target.getWarpSize()})
      .run();
  return success();
}
