//===- BufferizableOpInterfaceImpl.cpp - Bufferization --------------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The ops read their inputs and overwrite their destinations, which they never
// read. On memrefs they take any strides, so a view is never copied.
//
//===----------------------------------------------------------------------===//

#include "heddle/Dialect/Heddle/Transforms/BufferizableOpInterfaceImpl.h"

#include "heddle/Dialect/Heddle/IR/Heddle.h"

#include "mlir/Dialect/Bufferization/IR/BufferizableOpInterface.h"
#include "mlir/Dialect/Bufferization/IR/DstBufferizableOpInterfaceImpl.h"
#include "mlir/IR/DialectRegistry.h"

using namespace mlir;
using namespace mlir::bufferization;
using namespace heddle;

/// A copy of `op` with other operands and no results. `mlir::clone` does not
/// take empty regions.
static Operation *cloneOnBuffers(RewriterBase &rewriter, Operation *op,
                                 ValueRange operands) {
  OperationState state(op->getLoc(), op->getName(), operands, TypeRange(),
                       op->getAttrs());
  for (Region &region : op->getRegions()) {
    IRMapping mapping;
    region.cloneInto(state.addRegion(), mapping);
  }
  return rewriter.create(state);
}

namespace {
template <typename ConcreteModel, typename OpTy>
struct DestinationOpInterface
    : DstBufferizableOpInterfaceExternalModel<ConcreteModel, OpTy> {
  bool bufferizesToMemoryRead(Operation *op, OpOperand &operand,
                              const AnalysisState &) const {
    return cast<OpTy>(op).isDpsInput(&operand);
  }

  LogicalResult bufferize(Operation *op, RewriterBase &rewriter,
                          const BufferizationOptions &options,
                          BufferizationState &state) const {
    OpBuilder::InsertionGuard guard(rewriter);
    rewriter.setInsertionPoint(op);
    SmallVector<Value> operands;
    for (Value operand : op->getOperands()) {
      if (!isa<TensorType>(operand.getType())) {
        operands.push_back(operand);
        continue;
      }
      FailureOr<Value> buffer = getBuffer(rewriter, operand, options, state);
      if (failed(buffer))
        return failure();
      operands.push_back(*buffer);
    }
    auto onBuffers = cast<OpTy>(cloneOnBuffers(rewriter, op, operands));
    auto buffers = llvm::map_to_vector(
        onBuffers.getDpsInitsMutable(),
        [](OpOperand &destination) { return destination.get(); });
    replaceOpWithBufferizedValues(rewriter, op, buffers);
    return success();
  }
};

struct AttentionOpInterface
    : DestinationOpInterface<AttentionOpInterface, AttentionOp> {};

struct GateOpInterface : DestinationOpInterface<GateOpInterface, GateOp> {
  /// Whether every element of the result reads only the elements of `operands`
  /// at its own place: then destination and input may be one buffer.
  bool bufferizesToElementwiseAccess(Operation *op, const AnalysisState &,
                                     ArrayRef<OpOperand *> operands) const {
    auto gate = cast<GateOp>(op);
    bool readsLogits =
        llvm::is_contained(operands, &gate.getGateLogitsMutable());
    return !readsLogits || hasGateOfResultOrder(gate);
  }

  static bool hasGateOfResultOrder(GateOp op) {
    if (op.getGateAttr().getGranularity() != GateGranularity::Elementwise)
      return false;
    LayoutAttr layout = op.getLayoutOrDefault();
    return cast<ShapedType>(op.getInput().getType()).getRank() != 4 ||
           layout.getGate() == layout.getResult();
  }
};

struct MergeOpInterface : DestinationOpInterface<MergeOpInterface, MergeOp> {};
} // namespace

void heddle::registerBufferizableOpInterfaceExternalModels(
    DialectRegistry &registry) {
  registry.addExtension(+[](MLIRContext *context, HeddleDialect *) {
    AttentionOp::attachInterface<AttentionOpInterface>(*context);
    GateOp::attachInterface<GateOpInterface>(*context);
    MergeOp::attachInterface<MergeOpInterface>(*context);
  });
}
