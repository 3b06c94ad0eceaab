//===- StageFactors.cpp - Right factors in shared memory -----------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "StageFactors.h"
#include "TileLayout.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "mlir/IR/ImplicitLocOpBuilder.h"
#include "mlir/IR/Matchers.h"
#include "llvm/ADT/SmallVectorExtras.h"
#include "llvm/Support/MathExtras.h"

using namespace mlir;
using namespace heddle;
using namespace heddle::layouts;

static constexpr llvm::StringLiteral kSharedName = "heddle_gpu.shared";

/// Whether a mask, null for none, leaves out the last rows only.
static bool leavesRows(Value mask) {
  if (!mask)
    return true;
  auto create = mask.getDefiningOp<vector::CreateMaskOp>();
  return create && create.getNumOperands() == 2 &&
         getConstantIntValue(create.getOperand(1)) ==
             create.getType().getDimSize(1);
}

/// Whether a tile is the rows of a memref as they are, but for the last ones,
/// which may be 0.
static bool isPlainRead(Value tile) {
  auto read = tile.getDefiningOp<vector::TransferReadOp>();
  return read && leavesRows(read.getMask()) &&
         !simt::isShared(read.getBase()) &&
         read.getPermutationMap().isProjectedPermutation() &&
         matchPattern(read.getPadding(), m_AnyZeroFloat());
}

/// Which elements of a tile of `type` are before `bound` along `dim`.
static Value createBound(ImplicitLocOpBuilder &b, VectorType type, int64_t dim,
                         Value bound) {
  SmallVector<Value> bounds;
  for (int64_t extent : type.getShape())
    bounds.push_back(arith::ConstantIndexOp::create(b, extent));
  bounds[dim] = bound;
  return vector::CreateMaskOp::create(b, type.clone(b.getI1Type()), bounds);
}

/// A buffer for tiles of `type`, where the kernel begins.
static Value makeBuffer(gpu::GPUFuncOp kernel, VectorType type,
                        SharedAttr layout) {
  auto b = OpBuilder::atBlockBegin(&kernel.getBody().front());
  auto space =
      gpu::AddressSpaceAttr::get(b.getContext(), gpu::AddressSpace::Workgroup);
  auto buffer = memref::AllocOp::create(
      b, kernel.getLoc(),
      MemRefType::get(type.getShape(), type.getElementType(), nullptr, space));
  buffer->setDiscardableAttr(kSharedName, layout);
  return buffer;
}

/// The product, or the vector.mask around it.
static Operation *getOuter(vector::ContractionOp op) {
  Operation *parent = op->getParentOp();
  return isa<vector::MaskOp>(parent) ? parent : op.getOperation();
}

/// What a layout of threads and registers covers of it is not more than the
/// next powers of two.
static VectorType roundUp(VectorType type) {
  return VectorType::get(
      llvm::map_to_vector(
          type.getShape(),
          [](int64_t extent) { return int64_t(llvm::PowerOf2Ceil(extent)); }),
      type.getElementType());
}

/// Has `op` take its right factor from a buffer.
static vector::TransferWriteOp stageComputed(vector::ContractionOp op,
                                             Value buffer) {
  ImplicitLocOpBuilder b(op.getLoc(), getOuter(op));
  Value zero = arith::ConstantIndexOp::create(b, 0);
  SmallVector<Value> start(2, zero);
  SmallVector<bool> inBounds(2, true);
  // Others may still read what was there before.
  gpu::BarrierOp::create(b);
  auto write = vector::TransferWriteOp::create(b, op.getRhs(), buffer, start,
                                               ArrayRef<bool>(inBounds));
  gpu::BarrierOp::create(b);
  VectorType type = op.getRhsType();
  Value padding =
      arith::ConstantOp::create(b, b.getZeroAttr(type.getElementType()));
  op.getRhsMutable().assign(vector::TransferReadOp::create(
      b, type, buffer, start, padding, ArrayRef<bool>(inBounds)));
  return write;
}

/// One that suits how the target reads right factors. `panelBytes` is that of
/// the kernel's instructions: loops that take turns with a buffer may have
/// others.
static SharedAttr chooseSharedLayout(vector::ContractionOp op, VectorType type,
                                     int64_t panelBytes,
                                     const TargetLowering &target) {
  if (panelBytes && type.getElementTypeBitWidth() == 16)
    return getPanelLayout(type, panelBytes);
  FailureOr<simt::ProductDims> dims = simt::getProductDims(op);
  if (target.getMaxLoadedMatrices() > 0)
    return getSharedLayout(type, /*readAcrossRows=*/dims->rightOuter == 1);
  return getFactorLayout(simt::getInstruction(op)->b, type, dims->rightOuter);
}

/// Whether `op` is to have its left factor, which it shares only with others
/// that are, in shared memory: it stays there as long as the kernel runs.
static bool hasWideLeft(vector::ContractionOp op) {
  FailureOr<simt::ProductDims> dims = simt::getProductDims(op);
  MatrixInstruction instruction = *simt::getInstruction(op);
  Operation *read = op.getLhs().getDefiningOp();
  return succeeded(dims) && instruction.readsShared() &&
         op.getLhsType().getDimSize(dims->leftReduced) > instruction.maxDepth &&
         isPlainRead(op.getLhs()) && isa<gpu::GPUFuncOp>(read->getParentOp()) &&
         cast<vector::TransferReadOp>(read)
             .getPermutationMap()
             .isMinorIdentity();
}

static bool areWideLefts(Value tile) {
  return llvm::all_of(tile.getUsers(), [&](Operation *user) {
    auto op = dyn_cast<vector::ContractionOp>(user);
    return op && op.getLhs() == tile && op.getRhs() != tile && hasWideLeft(op);
  });
}

//===----------------------------------------------------------------------===//
// Bounds
//===----------------------------------------------------------------------===//

/// `tile` with zeros where the dimension `dim` reaches `bound`.
static Value zeroBeyond(ImplicitLocOpBuilder &b, Value tile, int64_t dim,
                        Value bound) {
  auto type = cast<VectorType>(tile.getType());
  Value zero = arith::ConstantOp::create(b, b.getZeroAttr(type));
  return arith::SelectOp::create(b, createBound(b, type, dim, bound), tile,
                                 zero);
}

/// Moves `op` behind what computes `value`, if it comes before that.
static void moveBehind(Operation *op, Value value) {
  Operation *computes = value.getDefiningOp();
  if (computes && computes->getBlock() == op->getBlock() &&
      op->isBeforeInBlock(computes))
    op->moveAfter(computes);
}

void layouts::boundFactors(vector::ContractionOp op) {
  FailureOr<simt::ProductDims> dims = simt::getProductDims(op);
  if (failed(dims) || !simt::couldReadShared(op))
    return;
  Value bound = simt::getReducedBound(op, *dims);
  auto left = op.getLhs().getDefiningOp<arith::TruncFOp>();
  auto read = op.getRhs().getDefiningOp<vector::TransferReadOp>();
  if (!bound || !left || !left->hasOneUse() || !isPlainRead(op.getRhs()) ||
      read.getMask() || !read->hasOneUse() || dims->rightReduced != 0 ||
      !read.getPermutationMap().isMinorIdentity())
    return;
  Operation *mask = op->getParentOp();
  moveBehind(left, bound);
  moveBehind(read, bound);
  ImplicitLocOpBuilder b(op.getLoc(), left);
  left.getInMutable().assign(
      zeroBeyond(b, left.getIn(), dims->leftReduced, bound));
  b.setInsertionPoint(read);
  read.getMaskMutable().assign(createBound(b, read.getVectorType(), 0, bound));
  op->moveBefore(mask);
  mask->replaceAllUsesWith(op);
  mask->erase();
}

SmallVector<vector::TransferWriteOp>
layouts::stageFactors(gpu::GPUFuncOp kernel,
                      ArrayRef<vector::ContractionOp> products,
                      const TargetLowering &target) {
  int64_t panelBytes = 0;
  for (vector::ContractionOp op : products)
    panelBytes = std::max(panelBytes, simt::getInstruction(op)->panelBytes);
  SmallVector<vector::TransferWriteOp> writes;
  for (vector::ContractionOp op : products) {
    FailureOr<simt::ProductDims> dims = simt::getProductDims(op);
    if (failed(dims))
      continue;
    if (areWideLefts(op.getLhs()))
      op.getLhs().getDefiningOp()->setDiscardableAttr(
          kSharedName, getPanelLayout(simt::getLeftBufferType(op), panelBytes));
    VectorType type = simt::getRightBufferType(op);
    if (op.getRhs().hasOneUse() && isPlainRead(op.getRhs())) {
      op.getRhs().getDefiningOp()->setDiscardableAttr(
          kSharedName, chooseSharedLayout(op, type, panelBytes, target));
      continue;
    }
    type = roundUp(type);
    SharedAttr layout = chooseSharedLayout(op, type, panelBytes, target);
    writes.push_back(stageComputed(op, makeBuffer(kernel, type, layout)));
  }
  return writes;
}
