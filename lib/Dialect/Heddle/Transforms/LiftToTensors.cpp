//===- LiftToTensors.cpp - Ops on memrefs, as ops on tensors --------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "heddle/Dialect/Heddle/Transforms/Passes.h"

#include "heddle/Dialect/Heddle/IR/Heddle.h"

#include "mlir/Dialect/Bufferization/IR/Bufferization.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/PatternMatch.h"

namespace heddle {
#define GEN_PASS_DEF_HEDDLELIFTTOTENSORS
#include "heddle/Dialect/Heddle/Transforms/Passes.h.inc"
} // namespace heddle

using namespace heddle;
using namespace mlir;

/// An uninitialized tensor of the shape of `buffer`.
static Value createEmptyLike(OpBuilder &builder, Location loc, Value buffer) {
  auto type = cast<MemRefType>(buffer.getType());
  SmallVector<Value> sizes;
  for (int64_t dim = 0; dim < type.getRank(); ++dim)
    if (type.isDynamicDim(dim))
      sizes.push_back(memref::DimOp::create(builder, loc, buffer, dim));
  return tensor::EmptyOp::create(
      builder, loc, memref::getTensorTypeFromMemRefType(type), sizes);
}

/// Reads operands as tensors, and moves each result to its destination.
static void lift(DestinationStyleOpInterface op, RewriterBase &rewriter) {
  rewriter.setInsertionPoint(op);
  Location loc = op.getLoc();
  SmallVector<Value> operands;
  SmallVector<Type> types;
  for (OpOperand &operand : op->getOpOperands()) {
    Value value = operand.get();
    auto type = dyn_cast<MemRefType>(value.getType());
    if (type && op.isDpsInit(&operand)) {
      value = createEmptyLike(rewriter, loc, value);
      types.push_back(value.getType());
    } else if (type) {
      value = bufferization::ToTensorOp::create(
          rewriter, loc, memref::getTensorTypeFromMemRefType(type), value,
          /*restrict=*/true);
    }
    operands.push_back(value);
  }
  OperationState state(loc, op->getName(), operands, types, op->getAttrs());
  for (Region &region : op->getRegions())
    state.addRegion()->takeBody(region);
  Operation *lifted = rewriter.create(state);
  for (auto [result, destination] :
       llvm::zip_equal(lifted->getResults(), op.getDpsInits()))
    bufferization::MaterializeInDestinationOp::create(
        rewriter, loc, Type(), result, destination, /*restrict=*/true,
        /*writable=*/true);
  rewriter.eraseOp(op);
}

namespace {
struct LiftToTensors : heddle::impl::HeddleLiftToTensorsBase<LiftToTensors> {
  using HeddleLiftToTensorsBase::HeddleLiftToTensorsBase;

  void runOnOperation() override {
    IRRewriter rewriter(&getContext());
    SmallVector<DestinationStyleOpInterface> ops;
    getOperation()->walk([&](DestinationStyleOpInterface op) {
      bool isWanted =
          isa<GateOp, MergeOp>(op) || (attention && isa<AttentionOp>(op));
      if (isWanted && op->getNumResults() == 0)
        ops.push_back(op);
    });
    for (DestinationStyleOpInterface op : ops)
      lift(op, rewriter);
  }
};
} // namespace
