//===- ExpandReshapes.cpp - Writes reshapes by several sizes as casts -----===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "heddle/Target/CPU/Passes.h"

#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"

namespace heddle {
#define GEN_PASS_DEF_HEDDLEEXPANDRESHAPES
#include "heddle/Target/CPU/Passes.h.inc"
} // namespace heddle

using namespace mlir;

/// Whether several of the dimensions that one is split into are dynamic, which
/// upstream's expansion asserts that they are not.
static bool hasSeveralSizes(memref::ExpandShapeOp op) {
  MemRefType type = op.getResultType();
  return llvm::any_of(op.getReassociationIndices(),
                      [&](ArrayRef<int64_t> dims) {
                        return llvm::count_if(dims, [&](int64_t dim) {
                                 return type.isDynamicDim(dim);
                               }) > 1;
                      });
}

/// The strides of the result, row by row in each group.
static SmallVector<OpFoldResult>
getStrides(OpBuilder &b, memref::ExpandShapeOp op,
           ArrayRef<OpFoldResult> sourceStrides, ArrayRef<OpFoldResult> sizes) {
  SmallVector<int64_t> known = op.getResultType().getStridesAndOffset().first;
  SmallVector<OpFoldResult> strides(sizes.size());
  AffineExpr product = b.getAffineSymbolExpr(0) * b.getAffineSymbolExpr(1);
  for (auto [source, group] : llvm::enumerate(op.getReassociationIndices())) {
    OpFoldResult stride = sourceStrides[source];
    for (int64_t dim : llvm::reverse(group)) {
      strides[dim] = ShapedType::isDynamic(known[dim])
                         ? stride
                         : OpFoldResult(b.getIndexAttr(known[dim]));
      stride = affine::makeComposedFoldedAffineApply(b, op.getLoc(), product,
                                                     {stride, sizes[dim]});
    }
  }
  return strides;
}

namespace {
struct ExpandReshapes : heddle::impl::HeddleExpandReshapesBase<ExpandReshapes> {
  void runOnOperation() override {
    getOperation()->walk([](memref::ExpandShapeOp op) {
      if (!hasSeveralSizes(op))
        return;
      OpBuilder b(op);
      auto source =
          memref::ExtractStridedMetadataOp::create(b, op.getLoc(), op.getSrc());
      SmallVector<OpFoldResult> sizes = op.getMixedOutputShape();
      Value cast = memref::ReinterpretCastOp::create(
          b, op.getLoc(), op.getResultType(), source.getBaseBuffer(),
          source.getConstifiedMixedOffset(), sizes,
          getStrides(b, op, source.getConstifiedMixedStrides(), sizes));
      op.replaceAllUsesWith(cast);
      op.erase();
    });
  }
};
} // namespace
