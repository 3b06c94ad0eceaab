//===- SplitEpilogue.cpp - Attention at the start of a body ---------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What comes after attention may be fused with its last step: a gate with the
// division by the sum. That body is split.
//
//===----------------------------------------------------------------------===//

#include "AttentionMatch.h"

#include "mlir/Dialect/Tensor/IR/Tensor.h"

using namespace mlir;
using namespace heddle::raise;

/// `op` yielding `inner` instead.
static linalg::GenericOp createInner(RewriterBase &rewriter,
                                     linalg::GenericOp op, Value inner) {
  Location loc = op.getLoc();
  Value init = op.getDpsInits().front();
  Value empty = tensor::EmptyOp::create(
      rewriter, loc, tensor::getMixedSizes(rewriter, loc, init),
      inner.getType());
  auto type = cast<RankedTensorType>(op.getResult(0).getType());
  auto split = linalg::GenericOp::create(
      rewriter, loc, type.clone(inner.getType()), op.getInputs(), empty,
      op.getIndexingMapsArray(), op.getIteratorTypesArray());
  IRMapping mapping;
  rewriter.cloneRegionBefore(op.getRegion(), split.getRegion(),
                             split.getRegion().end(), mapping);
  Block *body = split.getBlock();
  // The body does not read what it starts from: that is the attention's.
  body->getArguments().back().setType(inner.getType());
  rewriter.modifyOpInPlace(body->getTerminator(), [&] {
    body->getTerminator()->setOperands(mapping.lookup(inner));
  });
  return split;
}

/// The body of `op` with an argument more in place of `inner`, and without
/// what is then not used; `isKept` says which arguments stay.
static void createRest(RewriterBase &rewriter, linalg::GenericOp op,
                       Value inner, Region &region,
                       SmallVectorImpl<bool> &isKept) {
  IRMapping mapping;
  op.getRegion().cloneInto(&region, mapping);
  Block &body = region.front();
  unsigned numInputs = op.getNumDpsInputs();
  Value argument =
      body.insertArgument(numInputs, inner.getType(), inner.getLoc());
  rewriter.replaceAllUsesWith(mapping.lookup(inner), argument);
  for (Operation &dead : llvm::make_early_inc_range(llvm::reverse(body)))
    if (isOpTriviallyDead(&dead))
      rewriter.eraseOp(&dead);
  for (unsigned i = 0; i < numInputs; ++i)
    isKept.push_back(!body.getArgument(i).use_empty());
  for (unsigned i = numInputs; i-- > 0;)
    if (!isKept[i])
      body.eraseArgument(i);
}

Value heddle::raise::splitEpilogue(RewriterBase &rewriter, linalg::GenericOp op,
                                   Value inner) {
  OpBuilder::InsertionGuard guard(rewriter);
  rewriter.setInsertionPoint(op);
  Value tensor = createInner(rewriter, op, inner).getResult(0);
  Region region;
  SmallVector<bool> isKept;
  createRest(rewriter, op, inner, region, isKept);
  SmallVector<Value> inputs;
  SmallVector<AffineMap> maps;
  for (OpOperand *input : op.getDpsInputOperands())
    if (isKept[input->getOperandNumber()]) {
      inputs.push_back(input->get());
      maps.push_back(op.getMatchingIndexingMap(input));
    }
  AffineMap map = op.getMatchingIndexingMap(op.getDpsInitOperand(0));
  inputs.push_back(tensor);
  maps.append({map, map});
  auto rest = linalg::GenericOp::create(
      rewriter, op.getLoc(), op->getResultTypes(), inputs, op.getOutputs(),
      maps, op.getIteratorTypesArray());
  rest.getRegion().takeBody(region);
  rewriter.replaceOp(op, rest.getResults());
  return tensor;
}
