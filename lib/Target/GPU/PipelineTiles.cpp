//===- PipelineTiles.cpp - The pass heddle-pipeline-tiles ----------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "heddle/Target/GPU/Passes.h"

#include "DistributeTiles/LayoutAttributes.h"
#include "PipelineTiles.h"

#include "heddle/Dialect/HeddleGPU/IR/HeddleGPU.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/SCF/Utils/Utils.h"
#include "mlir/IR/IRMapping.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"
#include "llvm/ADT/MapVector.h"

namespace heddle {
#define GEN_PASS_DEF_HEDDLEPIPELINETILES
#include "heddle/Target/GPU/Passes.h.inc"
} // namespace heddle

using namespace mlir;
using namespace heddle;

/// On constants that are the stage of a round.
static constexpr StringLiteral kStageName = "heddle_gpu.stage";
static constexpr StringLiteral kLayoutsName = "heddle_gpu.layouts";

namespace {
using Reads = SmallVector<vector::TransferReadOp>;

/// Lets the tiles of one kernel that are to be in shared memory be copied
/// there.
class TilePipeliner {
public:
  TilePipeliner(gpu::GPUFuncOp kernel, int64_t stages, bool unroll)
      : kernel(kernel), rewriter(kernel.getContext()), stages(stages),
        unroll(unroll) {}

  void run();

private:
  Value getBuffer(vector::TransferReadOp read, ArrayRef<Value> taken);
  void stageAlone(vector::TransferReadOp read, Value buffer);
  void pipeline(scf::ForOp loop, Reads &reads, ArrayRef<Value> buffers);
  void copyAll(Reads &reads, ArrayRef<Value> buffers, Value oldVariable,
               Value variable, Value bound, Value stage);
  scf::ForOp carryStage(scf::ForOp loop);
  std::pair<Value, Value> createStages(scf::ForOp &loop, bool unrolled);

  gpu::GPUFuncOp kernel;
  IRRewriter rewriter;
  int64_t stages;
  bool unroll;
  SmallVector<std::pair<SharedAttr, Value>> buffers;
};
} // namespace

//===----------------------------------------------------------------------===//
// Buffers
//===----------------------------------------------------------------------===//

bool simt::isStaged(vector::TransferReadOp read) {
  return isa_and_nonnull<SharedAttr>(
      read->getDiscardableAttr(simt::kSharedName));
}

bool simt::isLeftFactor(vector::TransferReadOp read) {
  auto product = dyn_cast<vector::ContractionOp>(*read->getUsers().begin());
  return product && product.getLhs() == read;
}

MemRefType simt::getBufferType(vector::TransferReadOp read, int64_t stages) {
  SmallVector<int64_t> shape(read.getVectorType().getShape());
  for (Operation *user : read->getUsers())
    if (auto product = dyn_cast<vector::ContractionOp>(user))
      shape = llvm::to_vector((isLeftFactor(read)
                                   ? simt::getLeftBufferType(product)
                                   : simt::getRightBufferType(product))
                                  .getShape());
  shape.insert(shape.begin(), stages);
  auto space = gpu::AddressSpaceAttr::get(read.getContext(),
                                          gpu::AddressSpace::Workgroup);
  return MemRefType::get(shape, read.getVectorType().getElementType(), nullptr,
                         space);
}

/// Loops take turns with buffers: any that fits and is not `taken` by another
/// tile of the same loop. That of a left factor is its own.
Value TilePipeliner::getBuffer(vector::TransferReadOp read,
                               ArrayRef<Value> taken) {
  auto layout = cast<SharedAttr>(read->getDiscardableAttr(simt::kSharedName));
  bool isOwn = simt::isLeftFactor(read);
  MemRefType type = simt::getBufferType(read, isOwn ? 1 : stages);
  for (auto [of, buffer] : buffers)
    if (!isOwn && of == layout && buffer.getType() == type &&
        !llvm::is_contained(taken, buffer))
      return buffer;
  OpBuilder::InsertionGuard guard(rewriter);
  rewriter.setInsertionPointToStart(&kernel.getBody().front());
  auto alloc = memref::AllocOp::create(rewriter, kernel.getLoc(), type);
  alloc->setDiscardableAttr(simt::kSharedName, layout);
  if (!isOwn)
    buffers.push_back({layout, alloc});
  return alloc;
}

Value simt::getRowBound(vector::TransferReadOp read) {
  if (!read.getMask())
    return {};
  return read.getMask().getDefiningOp<vector::CreateMaskOp>().getOperand(0);
}

bool simt::isKnown(vector::TransferReadOp read,
                   llvm::function_ref<bool(Value)> known) {
  Value rows = getRowBound(read);
  return llvm::all_of(read.getIndices(), known) && (!rows || known(rows));
}

void simt::createCopy(OpBuilder &b, vector::TransferReadOp read,
                      llvm::function_ref<Value(Value)> getValue, Value buffer,
                      Value stage, Value mapOrNull) {
  SmallVector<Value> indices = llvm::map_to_vector(read.getIndices(), getValue);
  Value rows = getRowBound(read);
  if (rows)
    rows = getValue(rows);
  Location loc = read.getLoc();
  auto type = cast<MemRefType>(buffer.getType());
  SmallVector<bool> inBounds;
  for (auto [inside, has, wants] :
       llvm::zip_equal(read.getInBoundsValues(), type.getShape().drop_front(),
                       read.getVectorType().getShape()))
    inBounds.push_back(inside && has == wants);
  Value zero = arith::ConstantIndexOp::create(b, loc, 0);
  AffineMapAttr map;
  if (!read.getPermutationMap().isMinorIdentity())
    map = AffineMapAttr::get(read.getPermutationMap());
  CopyOp::create(b, loc, read.getBase(), indices, buffer,
                 ValueRange{stage, zero, zero}, rows, mapOrNull, inBounds, map);
}

void simt::replaceByShared(RewriterBase &b, vector::TransferReadOp read,
                           Value buffer, Value stage) {
  Value zero = arith::ConstantIndexOp::create(b, read.getLoc(), 0);
  SmallVector<bool> inBounds(2, true);
  Attribute layouts = read->getDiscardableAttr(kLayoutsName);
  auto made = b.replaceOpWithNewOp<vector::TransferReadOp>(
      read, read.getVectorType(), buffer, ValueRange{stage, zero, zero},
      read.getPadding(), ArrayRef<bool>(inBounds));
  if (layouts)
    made->setDiscardableAttr(kLayoutsName, layouts);
}

//===----------------------------------------------------------------------===//
// Tiles outside of loops, or whose place is not known one round before
//===----------------------------------------------------------------------===//

/// Copies where the tile is read, between barriers.
void TilePipeliner::stageAlone(vector::TransferReadOp read, Value buffer) {
  Location loc = read.getLoc();
  rewriter.setInsertionPoint(read);
  Value zero = arith::ConstantIndexOp::create(rewriter, loc, 0);
  // Others may still read what was there before.
  gpu::BarrierOp::create(rewriter, loc);
  auto same = [](Value value) { return value; };
  simt::createCopy(rewriter, read, same, buffer, zero);
  CommitOp::create(rewriter, loc);
  WaitOp::create(rewriter, loc, 0);
  gpu::BarrierOp::create(rewriter, loc);
  simt::replaceByShared(rewriter, read, buffer, zero);
}

//===----------------------------------------------------------------------===//
// Loops
//===----------------------------------------------------------------------===//

bool simt::isRecomputable(Value value, scf::ForOp loop) {
  if (value == loop.getInductionVar() || loop.isDefinedOutsideOfLoop(value))
    return true;
  Operation *op = value.getDefiningOp();
  return op && op->getBlock() == loop.getBody() && isPure(op) &&
         op->getNumRegions() == 0 &&
         llvm::all_of(op->getOperands(), [&](Value operand) {
           return isRecomputable(operand, loop);
         });
}

Value simt::recompute(Value value, Block *body, IRMapping &map,
                      OpBuilder &builder) {
  if (map.contains(value))
    return map.lookup(value);
  Operation *op = value.getDefiningOp();
  if (!op || op->getBlock() != body)
    return value;
  for (Value operand : op->getOperands())
    recompute(operand, body, map, builder);
  builder.clone(*op, map);
  return map.lookup(value);
}

/// If `variable` is below `bound`, starts the copies of that round.
void TilePipeliner::copyAll(Reads &reads, ArrayRef<Value> buffers,
                            Value oldVariable, Value variable, Value bound,
                            Value stage) {
  Location loc = reads.front().getLoc();
  Value more = arith::CmpIOp::create(rewriter, loc, arith::CmpIPredicate::slt,
                                     variable, bound);
  auto choice = scf::IfOp::create(rewriter, loc, more);
  rewriter.setInsertionPointToStart(choice.thenBlock());
  IRMapping map;
  map.map(oldVariable, variable);
  for (auto [read, buffer] : llvm::zip_equal(reads, buffers)) {
    auto again = [&, body = read->getBlock()](Value value) {
      return simt::recompute(value, body, map, rewriter);
    };
    simt::createCopy(rewriter, read, again, buffer, stage);
  }
  rewriter.setInsertionPointAfter(choice);
  CommitOp::create(rewriter, loc);
}

/// The loop with one more number that it carries: the stage of the round, 0
/// or 1.
scf::ForOp TilePipeliner::carryStage(scf::ForOp loop) {
  rewriter.setInsertionPoint(loop);
  Value first = arith::ConstantIndexOp::create(rewriter, loop.getLoc(), 0);
  auto flip = [](OpBuilder &b, Location loc, ArrayRef<BlockArgument> added) {
    Value one = arith::ConstantIndexOp::create(b, loc, 1);
    Value other = arith::XOrIOp::create(b, loc, added.front(), one);
    return SmallVector<Value>{other};
  };
  auto layouts = loop->getAttrOfType<ArrayAttr>(kLayoutsName);
  auto made = cast<scf::ForOp>(*loop.replaceWithAdditionalYields(
      rewriter, first, /*replaceInitOperandUsesInLoop=*/false, flip));
  if (layouts) {
    SmallVector<Attribute> more(layouts.getValue());
    more.push_back(rewriter.getUnitAttr());
    made->setAttr(kLayoutsName, rewriter.getArrayAttr(more));
  }
  return made;
}

bool simt::isEdge(scf::ForOp loop) {
  return loop.walk([](vector::MaskOp) { return WalkResult::interrupt(); })
      .wasInterrupted();
}

/// Unrolls `loop` by the stages: the constants that are marked, the stages of
/// its first round, become those of each round, so that addresses in shared
/// memory are immediate. What is left over gets a loop of its own, of one
/// round.
static void unrollByStages(scf::ForOp loop, int64_t stages) {
  auto layouts = loop->getAttr(kLayoutsName);
  auto setStage = [&](unsigned round, Operation *op, OpBuilder b) {
    if (!op->removeDiscardableAttr(kStageName))
      return;
    auto constant = cast<arith::ConstantIndexOp>(op);
    constant.setValueAttr(b.getIndexAttr((constant.value() + round) % stages));
  };
  FailureOr<UnrolledLoopInfo> made = loopUnrollByFactor(loop, stages, setStage);
  if (failed(made))
    return;
  for (std::optional<scf::ForOp> part :
       {made->mainLoopOp, made->epilogueLoopOp})
    if (part && layouts)
      (*part)->setAttr(kLayoutsName, layouts);
  if (made->epilogueLoopOp)
    for (Operation &op : *made->epilogueLoopOp->getBody())
      op.removeDiscardableAttr(kStageName);
}

/// The stages of a round and of the next one: constants where `loop` is to be
/// unrolled, else carried by it.
std::pair<Value, Value> TilePipeliner::createStages(scf::ForOp &loop,
                                                    bool unrolled) {
  Location loc = loop.getLoc();
  if (!unrolled)
    loop = carryStage(loop);
  rewriter.setInsertionPointToStart(loop.getBody());
  if (!unrolled) {
    Value one = arith::ConstantIndexOp::create(rewriter, loc, 1);
    Value stage = loop.getRegionIterArgs().back();
    return {stage, arith::XOrIOp::create(rewriter, loc, stage, one)};
  }
  auto create = [&](int64_t stage) -> Value {
    auto op = arith::ConstantIndexOp::create(rewriter, loc, stage);
    op->setDiscardableAttr(kStageName, rewriter.getUnitAttr());
    return op;
  };
  Value stage = create(0);
  return {stage, create(1)};
}

/// Each round waits for its tiles, starts the copies of the next round's, and
/// then computes.
void TilePipeliner::pipeline(scf::ForOp loop, Reads &reads,
                             ArrayRef<Value> buffers) {
  bool unrolled = unroll && !simt::isEdge(loop);
  Location loc = loop.getLoc();
  auto [stage, other] = createStages(loop, unrolled);
  WaitOp::create(rewriter, loc, 0);
  gpu::BarrierOp::create(rewriter, loc);
  Value next = arith::AddIOp::create(rewriter, loc, loop.getInductionVar(),
                                     loop.getStep());
  copyAll(reads, buffers, loop.getInductionVar(), next, loop.getUpperBound(),
          other);

  rewriter.setInsertionPoint(loop);
  gpu::BarrierOp::create(rewriter, loc);
  Value zero = arith::ConstantIndexOp::create(rewriter, loc, 0);
  copyAll(reads, buffers, loop.getInductionVar(), loop.getLowerBound(),
          loop.getUpperBound(), zero);
  for (auto [read, buffer] : llvm::zip_equal(reads, buffers)) {
    rewriter.setInsertionPoint(read);
    simt::replaceByShared(rewriter, read, buffer, stage);
  }
  if (unrolled)
    unrollByStages(loop, stages);
}

void TilePipeliner::run() {
  llvm::MapVector<Block *, Reads> blocks;
  kernel.walk([&](vector::TransferReadOp read) {
    if (simt::isStaged(read))
      blocks[read->getBlock()].push_back(read);
  });
  for (auto &[block, reads] : blocks) {
    SmallVector<Value> own;
    for (vector::TransferReadOp read : reads)
      own.push_back(getBuffer(read, own));
    auto loop = dyn_cast<scf::ForOp>(block->getParentOp());
    bool known = loop && llvm::all_of(reads, [&](vector::TransferReadOp read) {
                   return simt::isKnown(read, [&](Value value) {
                     return simt::isRecomputable(value, loop);
                   });
                 });
    if (known && stages > 1) {
      pipeline(loop, reads, own);
      continue;
    }
    for (auto [read, buffer] : llvm::zip_equal(reads, own))
      stageAlone(read, buffer);
  }
}

namespace {
struct PipelineTiles : heddle::impl::HeddlePipelineTilesBase<PipelineTiles> {
  using HeddlePipelineTilesBase::HeddlePipelineTilesBase;

  void runOnOperation() override {
    if (stages != 1 && stages != 2) {
      getOperation()->emitError("stages must be 1 or 2, not ")
          << stages.getValue();
      return signalPassFailure();
    }
    const TargetLowering *target = simt::getTarget(getOperation());
    if (!target)
      return signalPassFailure();
    for (auto kernel : getOperation().getOps<gpu::GPUFuncOp>()) {
      if (specialize && simt::specializeWarps(kernel, *target, stages))
        continue;
      if (target->hasAsyncCopies())
        TilePipeliner(kernel, stages, unroll).run();
      else if (failed(simt::stageThroughRegisters(kernel, *target)))
        return signalPassFailure();
    }
  }
};
} // namespace
