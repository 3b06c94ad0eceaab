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

using namespace mlir;
using namespace heddle;
using namespace heddle::layouts;

static constexpr llvm::StringLiteral kSharedName = "heddle_gpu.shared";

/// Whether a tile is the rows of a memref as they are, read for one op.
static bool isPlainRead(Value tile) {
  auto read = tile.getDefiningOp<vector::TransferReadOp>();
  return read && tile.hasOneUse() && !read.getMask() &&
         !simt::isShared(read.getBase()) &&
         read.getPermutationMap().isProjectedPermutation() &&
         matchPattern(read.getPadding(), m_AnyZeroFloat());
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

static void stageFactor(vector::ContractionOp op, gpu::GPUFuncOp kernel) {
  Value tile = op.getRhs();
  VectorType type = op.getRhsType();
  FailureOr<simt::ProductDims> dims = simt::getProductDims(op);
  if (failed(dims))
    return;
  SharedAttr layout = getSharedLayout(type, dims->rightOuter == 1);
  if (isPlainRead(tile)) {
    tile.getDefiningOp()->setDiscardableAttr(kSharedName, layout);
    return;
  }
  Value buffer = makeBuffer(kernel, type, layout);
  ImplicitLocOpBuilder b(op.getLoc(), getOuter(op));
  Value zero = arith::ConstantIndexOp::create(b, 0);
  SmallVector<Value> start(2, zero);
  SmallVector<bool> inBounds(2, true);
  // Others may still read what was there before.
  gpu::BarrierOp::create(b);
  vector::TransferWriteOp::create(b, tile, buffer, start,
                                  ArrayRef<bool>(inBounds));
  gpu::BarrierOp::create(b);
  Value padding =
      arith::ConstantOp::create(b, b.getZeroAttr(type.getElementType()));
  op.getRhsMutable().assign(vector::TransferReadOp::create(
      b, type, buffer, start, padding, ArrayRef<bool>(inBounds)));
}

void layouts::stageFactors(gpu::GPUFuncOp kernel) {
  SmallVector<vector::ContractionOp> products;
  kernel.walk([&](vector::ContractionOp op) { products.push_back(op); });
  for (vector::ContractionOp op : products)
    stageFactor(op, kernel);
}
