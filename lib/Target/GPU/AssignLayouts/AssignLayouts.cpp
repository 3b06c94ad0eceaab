//===- AssignLayouts.cpp - The pass heddle-assign-layouts ----------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Products are the anchors: their instruction says where its result and its
// left factor are. From there layouts spread as far as nothing needs to move;
// what is left gets a layout that suits memory. Where two meet, one is
// converted.
//
//===----------------------------------------------------------------------===//

#include "LayoutSpreader.h"
#include "PartialSums.h"
#include "StageFactors.h"

#include "heddle/Target/GPU/Passes.h"
#include "heddle/Target/GPU/TargetLowering.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"

namespace heddle {
#define GEN_PASS_DEF_HEDDLEASSIGNLAYOUTS
#include "heddle/Target/GPU/Passes.h.inc"
} // namespace heddle

using namespace mlir;
using namespace heddle;
using namespace heddle::layouts;
using simt::getMaskedResult;

namespace {
class LayoutAssigner {
public:
  LayoutAssigner(gpu::GPUFuncOp kernel, const Workgroup &workgroup,
                 const TargetLowering &target)
      : kernel(kernel), workgroup(workgroup), target(target) {}

  LogicalResult run();

private:
  LogicalResult anchor(vector::ContractionOp op);
  void seed();
  TileLayout getStagedLayout(vector::TransferWriteOp write) const;
  void giveRest();
  void settle(Operation *op);
  void settleResult(Value result, const TileLayout &layout);
  void convertOperands(Operation *op);
  void require(OpOperand &operand, const TileLayout &layout);
  void write();

  struct Product {
    vector::ContractionOp op;
    TileLayout left, right, result;
  };

  gpu::GPUFuncOp kernel;
  Workgroup workgroup;
  const TargetLowering &target;
  LayoutSpreader tiles;
  std::vector<Product> products;
  SmallVector<vector::TransferWriteOp> staged;
  PartialSums partial;
};
} // namespace

//===----------------------------------------------------------------------===//
// Preparation
//===----------------------------------------------------------------------===//

/// Whether an op costs nothing in any layout.
static bool isFree(Operation *op) {
  if (auto broadcast = dyn_cast<vector::BroadcastOp>(op))
    return !isa<VectorType>(broadcast.getSourceType());
  return isa<arith::ConstantOp, vector::StepOp, vector::CreateMaskOp>(op) &&
         isa<VectorType>(op->getResult(0).getType());
}

/// Such ops are repeated for each use: each can have its own layout.
static void repeatFreeOps(gpu::GPUFuncOp kernel) {
  SmallVector<Operation *> free;
  kernel.walk([&](Operation *op) {
    if (op->getNumResults() == 1 && !op->use_empty() && isFree(op))
      free.push_back(op);
  });
  for (Operation *op : free) {
    OpBuilder b(op);
    SmallVector<OpOperand *> uses;
    for (OpOperand &use : op->getUses())
      uses.push_back(&use);
    for (OpOperand *use : llvm::drop_begin(uses))
      use->set(b.clone(*op)->getResult(0));
  }
}

/// An entry of a table, chosen when the kernel runs: tables of constants are a
/// few numbers, those of the heads.
static void expandTables(gpu::GPUFuncOp kernel) {
  kernel.walk([&](vector::ExtractOp op) {
    DenseElementsAttr table;
    auto position = op.getMixedPosition();
    if (!matchPattern(op.getSource(), m_Constant(&table)) ||
        position.size() != 1 || op.getSourceVectorType().getRank() != 1)
      return;
    ImplicitLocOpBuilder b(op.getLoc(), op);
    Value index = getValueOrCreateConstantIndexOp(b, b.getLoc(), position[0]);
    Value entry;
    for (auto [i, number] : llvm::enumerate(table.getValues<TypedAttr>())) {
      Value constant = arith::ConstantOp::create(b, number);
      if (!entry) {
        entry = constant;
        continue;
      }
      Value isIt = arith::CmpIOp::create(
          b, arith::CmpIPredicate::eq, index,
          arith::ConstantIndexOp::create(b, static_cast<int64_t>(i)));
      entry = arith::SelectOp::create(b, isIt, constant, entry);
    }
    op.replaceAllUsesWith(entry);
    op.erase();
  });
}

/// A row's only number, broadcast to the columns of that row, is written as
/// what other rows' are: the canonical form hides that the number goes with its
/// row.
static void separateRows(gpu::GPUFuncOp kernel) {
  kernel.walk([&](vector::BroadcastOp op) {
    auto source = dyn_cast<VectorType>(op.getSourceType());
    VectorType type = op.getResultVectorType();
    if (!source || source.getRank() != 1 || type.getRank() != 2 ||
        source.getDimSize(0) == type.getDimSize(1))
      return;
    ImplicitLocOpBuilder b(op.getLoc(), op);
    auto turned =
        VectorType::get({type.getDimSize(1), 1}, type.getElementType());
    Value columns = vector::BroadcastOp::create(b, turned, op.getSource());
    op.replaceAllUsesWith(
        vector::TransposeOp::create(b, columns, {1, 0}).getResult());
    op.erase();
  });
}

//===----------------------------------------------------------------------===//
// Anchors
//===----------------------------------------------------------------------===//

/// Has the instruction of a product say where its tiles are.
LogicalResult LayoutAssigner::anchor(vector::ContractionOp op) {
  FailureOr<MatrixInstruction> instruction = simt::getInstruction(op);
  if (failed(instruction))
    return failure();
  FailureOr<simt::ProductDims> dims = simt::getProductDims(op);
  if (failed(dims))
    return failure();
  auto resultType = cast<VectorType>(op.getResultType());
  products.push_back(
      {op,
       getOperandLayout(instruction->a, op.getLhsType(), dims->leftOuter, true,
                        workgroup),
       getOperandLayout(instruction->b, op.getRhsType(), dims->rightOuter,
                        false, workgroup),
       getOperandLayout(instruction->c, resultType, 0, true, workgroup)});
  return success();
}

/// One that fills the buffer.
TileLayout
LayoutAssigner::getStagedLayout(vector::TransferWriteOp write) const {
  auto buffer = cast<MemRefType>(write.getBase().getType());
  auto type = VectorType::get(buffer.getShape(), buffer.getElementType());
  if (target.getMaxLoadedMatrices() > 0)
    return getBlockedLayout(type, workgroup);
  auto shared = write.getBase().getDefiningOp()->getAttrOfType<SharedAttr>(
      "heddle_gpu.shared");
  return getStagingLayout(type, shared, workgroup);
}

void LayoutAssigner::seed() {
  for (Product &product : products)
    tiles.give(getMaskedResult(product.op), product.result);
  for (Product &product : products) {
    tiles.give(product.op.getRhs(), product.right);
    if (!simt::readsLeftShared(product.op))
      tiles.give(product.op.getLhs(), product.left);
  }
  for (vector::TransferWriteOp write : staged)
    tiles.give(write.getValueToStore(), getStagedLayout(write));
}

/// Tiles that no product decides.
void LayoutAssigner::giveRest() {
  SmallVector<Value> rest;
  auto collect = [&](Value value) {
    if (isTile(value) && !tiles.lookup(value))
      rest.push_back(value);
  };
  kernel.walk<WalkOrder::PreOrder>([&](Operation *op) {
    llvm::for_each(op->getResults(), collect);
    for (Region &region : op->getRegions())
      for (Block &block : region)
        llvm::for_each(block.getArguments(), collect);
  });
  // Wide tiles first: rows follow from them.
  for (bool wide : {true, false})
    for (Value value : rest) {
      auto type = cast<VectorType>(value.getType());
      if ((type.getRank() > 1) == wide)
        tiles.give(value, getBlockedLayout(type, workgroup));
    }
}

//===----------------------------------------------------------------------===//
// Conflicts
//===----------------------------------------------------------------------===//

/// Has `result` in `layout`, and converts it for those who want it otherwise.
void LayoutAssigner::settleResult(Value result, const TileLayout &layout) {
  TileLayout wanted = *tiles.lookup(result);
  if (wanted == layout)
    return;
  OpBuilder b(result.getContext());
  b.setInsertionPointAfter(result.getDefiningOp());
  auto convert =
      ConvertLayoutOp::create(b, result.getLoc(), result.getType(), result);
  result.replaceAllUsesExcept(convert, convert);
  tiles.replace(convert, wanted);
  tiles.replace(result, layout);
}

/// Results that follow from operands.
void LayoutAssigner::settle(Operation *op) {
  if (auto reduction = dyn_cast<vector::MultiDimReductionOp>(op))
    settleResult(
        getMaskedResult(op),
        tiles.lookup(reduction.getSource())->project(getKeptDims(reduction)));
  if (auto scan = dyn_cast<vector::ScanOp>(op)) {
    TileLayout layout = *tiles.lookup(scan.getSource());
    settleResult(scan.getDest(), layout);
    settleResult(scan.getAccumulatedValue(), layout.project(getKeptDims(scan)));
  }
  for (Product &product : products)
    if (product.op == op)
      settleResult(getMaskedResult(op), product.result);
}

void LayoutAssigner::require(OpOperand &operand, const TileLayout &layout) {
  Value tile = operand.get();
  if (!isTile(tile) || *tiles.lookup(tile) == layout)
    return;
  Operation *op = operand.getOwner();
  if (isa<vector::MaskOp>(op->getParentOp()))
    op = op->getParentOp();
  OpBuilder b(op);
  auto convert = ConvertLayoutOp::create(b, op->getLoc(), tile.getType(), tile);
  tiles.replace(convert, layout);
  operand.set(convert);
}

/// Has the operands of `op` where its result needs them.
void LayoutAssigner::convertOperands(Operation *op) {
  for (Product &product : products)
    if (product.op == op) {
      if (!simt::readsLeftShared(product.op))
        require(product.op.getLhsMutable(), product.left);
      require(product.op.getAccMutable(), product.result);
      return;
    }
  if (auto write = dyn_cast<vector::TransferWriteOp>(op);
      write && llvm::is_contained(staged, write))
    return require(write.getValueToStoreMutable(), getStagedLayout(write));
  if (auto loop = dyn_cast<scf::ForOp>(op)) {
    for (auto [init, result] :
         llvm::zip_equal(loop.getInitArgsMutable(), loop.getResults()))
      if (isTile(result))
        require(init, *tiles.lookup(result));
    return;
  }
  if (isa<scf::YieldOp>(op)) {
    for (OpOperand &yielded : op->getOpOperands())
      if (isTile(yielded.get()))
        require(yielded, *tiles.lookup(op->getParentOp()->getResult(
                             yielded.getOperandNumber())));
    return;
  }
  if (auto reduction = dyn_cast<vector::MultiDimReductionOp>(op))
    return require(reduction.getAccMutable(),
                   *tiles.lookup(getMaskedResult(op)));
  if (auto scan = dyn_cast<vector::ScanOp>(op))
    return require(scan.getInitialValueMutable(),
                   *tiles.lookup(scan.getAccumulatedValue()));
  // What leaves registers is whole.
  if (auto write = dyn_cast<vector::TransferWriteOp>(op)) {
    TileLayout wanted = *tiles.lookup(write.getValueToStore());
    wanted.partial.clear();
    return require(write.getValueToStoreMutable(), wanted);
  }
  if (op->getNumResults() == 0 || !isTile(op->getResult(0)))
    return;
  const TileLayout layout = *tiles.lookup(op->getResult(0));
  if (auto transpose = dyn_cast<vector::TransposeOp>(op))
    return require(transpose.getVectorMutable(),
                   layout.project(getSourceDims(transpose)));
  if (auto broadcast = dyn_cast<vector::BroadcastOp>(op)) {
    if (isTile(broadcast.getSource()))
      require(broadcast.getSourceMutable(),
              layout.project(getSourceDims(broadcast)));
    return;
  }
  if (!OpTrait::hasElementwiseMappableTraits(op) && !isa<vector::ShuffleOp>(op))
    return;
  for (OpOperand &operand : op->getOpOperands()) {
    TileLayout wanted = layout;
    if (!partial.contains(operand.get()))
      wanted.partial.clear();
    require(operand, wanted);
  }
}

//===----------------------------------------------------------------------===//
// The pass
//===----------------------------------------------------------------------===//

void LayoutAssigner::write() {
  MLIRContext *context = kernel.getContext();
  kernel.walk([&](Operation *op) {
    if (llvm::none_of(op->getResults(), isTile))
      return;
    SmallVector<Attribute> attributes;
    for (Value result : op->getResults()) {
      // Of a masked op, the mask has the layout.
      Value tile = result;
      if (isa<vector::MaskOp>(op->getParentOp()))
        tile = getMaskedResult(op);
      attributes.push_back(isTile(tile)
                               ? Attribute(tiles.lookup(tile)->getAttr(context))
                               : UnitAttr::get(context));
    }
    op->setDiscardableAttr("heddle_gpu.layouts",
                           ArrayAttr::get(context, attributes));
  });
}

LogicalResult LayoutAssigner::run() {
  simt::writeMasksByBounds(kernel);
  expandTables(kernel);
  separateRows(kernel);
  SmallVector<vector::ContractionOp> found;
  kernel.walk([&](vector::ContractionOp op) { found.push_back(op); });
  for (vector::ContractionOp op : found) {
    boundFactors(op);
    if (failed(simt::chooseInstruction(op)))
      return failure();
  }
  staged = stageFactors(kernel, found, target);
  repeatFreeOps(kernel);
  for (vector::ContractionOp op : found)
    if (failed(anchor(op)))
      return failure();
  seed();
  giveRest();
  SmallVector<Operation *> ops;
  kernel.walk<WalkOrder::PreOrder>([&](Operation *op) { ops.push_back(op); });
  llvm::for_each(ops, [&](Operation *op) { settle(op); });
  partial.find(kernel, tiles);
  llvm::for_each(ops, [&](Operation *op) { convertOperands(op); });
  write();
  return success();
}

namespace {
struct AssignLayouts : heddle::impl::HeddleAssignLayoutsBase<AssignLayouts> {
  using HeddleAssignLayoutsBase::HeddleAssignLayoutsBase;

  void runOnOperation() override {
    const TargetLowering *target = simt::getTarget(getOperation());
    if (!target)
      return signalPassFailure();
    for (auto kernel : getOperation().getOps<gpu::GPUFuncOp>()) {
      FailureOr<int64_t> threads = simt::getNumThreads(kernel);
      if (failed(threads))
        return signalPassFailure();
      Workgroup workgroup = {target->getWarpSize(),
                             *threads / target->getWarpSize()};
      if (failed(LayoutAssigner(kernel, workgroup, *target).run()))
        return signalPassFailure();
    }
  }
};
} // namespace
