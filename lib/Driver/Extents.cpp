//===- Extents.cpp - Extents that only a call knows -----------------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// This file asks the ops' verifiers: in a copy of the function, the arguments
// get static types.
//
//===----------------------------------------------------------------------===//

#include "Extents.h"

#include "heddle/Dialect/Heddle/IR/Heddle.h"

#include "mlir/IR/OwningOpRef.h"
#include "mlir/IR/Verifier.h"

using namespace heddle;
using namespace heddle::driver;
using namespace mlir;

/// Bias is broadcast along extents of 1 that the type has, and not along those
/// that happen to be 1.
static LogicalResult checkBias(AttentionOp op, func::FuncOp original) {
  auto bias = dyn_cast_if_present<BlockArgument>(op.getBias());
  if (!bias || !isa<func::FuncOp>(bias.getOwner()->getParentOp()))
    return success();
  auto given = cast<ShapedType>(bias.getType());
  auto type =
      cast<ShapedType>(original.getArgumentTypes()[bias.getArgNumber()]);
  int64_t needed[] = {op.getStaticBatch(), op.getStaticHeads(),
                      op.getStaticQueries()};
  for (auto [dim, extent] : llvm::enumerate(needed))
    if (type.isDynamicDim(dim) && !ShapedType::isDynamic(extent) &&
        given.getDimSize(dim) != extent)
      return op.emitOpError("bias has ")
             << given.getDimSize(dim) << " entries along dimension " << dim
             << ", which its type leaves open, expected " << extent
             << "; only a static extent of 1 is broadcast";
  return success();
}

/// Gives results the types of their destinations, and checks the op.
static LogicalResult checkOp(DestinationStyleOpInterface op,
                             func::FuncOp original) {
  for (auto [result, init] : llvm::zip(op->getResults(), op.getDpsInits()))
    result.setType(init.getType());
  if (failed(verify(op)))
    return failure();
  auto attention = dyn_cast<AttentionOp>(op.getOperation());
  return attention ? checkBias(attention, original) : success();
}

LogicalResult
heddle::driver::checkExtents(func::FuncOp function,
                             llvm::ArrayRef<rt::Tensor> arguments) {
  OwningOpRef<func::FuncOp> copy(function.clone());
  for (auto [argument, tensor] :
       llvm::zip_equal(copy->getArguments(), arguments))
    argument.setType(
        cast<ShapedType>(argument.getType()).clone(tensor.shape()));
  WalkResult result = copy->walk([&](DestinationStyleOpInterface op) {
    bool fits = !isa<HeddleDialect>(op->getDialect()) ||
                succeeded(checkOp(op, function));
    return fits ? WalkResult::advance() : WalkResult::interrupt();
  });
  return failure(result.wasInterrupted());
}
