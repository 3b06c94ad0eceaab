//===- LegalizeNarrowMasks.cpp - The pass heddle-legalize-narrow-masks ----===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "heddle/Target/CPU/Passes.h"

#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/IR/TypeUtilities.h"
#include "mlir/Interfaces/ControlFlowInterfaces.h"
#include "llvm/ADT/TypeSwitch.h"

namespace heddle {
#define GEN_PASS_DEF_HEDDLELEGALIZENARROWMASKS
#include "heddle/Target/CPU/Passes.h.inc"
} // namespace heddle

using namespace mlir;

/// The vector of i16 of the shape of `type`, if that is of a 16-bit float type.
static Type getBitsType(Type type) {
  auto vector = dyn_cast<VectorType>(type);
  if (!vector || !isa<BFloat16Type, Float16Type>(vector.getElementType()))
    return {};
  return vector.clone(IntegerType::get(type.getContext(), 16));
}

static Value castTo(OpBuilder &b, Location loc, Type type, Value value) {
  return LLVM::BitcastOp::create(b, loc, type, value);
}

/// Puts `bits` in the place of the result of `op`.
static void replaceByBits(OpBuilder &b, Operation *op, Value bits) {
  Value result = op->getResult(0);
  result.replaceAllUsesWith(castTo(b, op->getLoc(), result.getType(), bits));
  op->erase();
}

static void legalize(LLVM::MaskedLoadOp load) {
  Type bits = getBitsType(load.getRes().getType());
  if (!bits)
    return;
  OpBuilder b(load);
  Location loc = load.getLoc();
  Value otherwise = castTo(b, loc, bits, load.getPassThru());
  replaceByBits(b, load,
                LLVM::MaskedLoadOp::create(b, loc, bits, load.getData(),
                                           load.getMask(), otherwise,
                                           load.getAlignment()));
}

static void legalize(LLVM::MaskedStoreOp store) {
  Type bits = getBitsType(store.getValue().getType());
  if (!bits)
    return;
  OpBuilder b(store);
  store.getValueMutable().assign(
      castTo(b, store.getLoc(), bits, store.getValue()));
}

static void legalize(LLVM::InsertElementOp insert) {
  Type bits = getBitsType(insert.getVector().getType());
  if (!bits)
    return;
  OpBuilder b(insert);
  Location loc = insert.getLoc();
  Value vector = castTo(b, loc, bits, insert.getVector());
  Value element = castTo(b, loc, b.getI16Type(), insert.getValue());
  replaceByBits(b, insert,
                LLVM::InsertElementOp::create(b, loc, vector, element,
                                              insert.getPosition()));
}

static void legalize(LLVM::ExtractElementOp extract) {
  Type bits = getBitsType(extract.getVector().getType());
  if (!bits)
    return;
  OpBuilder b(extract);
  Location loc = extract.getLoc();
  Value vector = castTo(b, loc, bits, extract.getVector());
  replaceByBits(
      b, extract,
      LLVM::ExtractElementOp::create(b, loc, vector, extract.getPosition()));
}

/// What is passed to a block. Entry blocks keep their function's type.
static void legalize(BlockArgument argument) {
  Block *block = argument.getOwner();
  Type type = argument.getType(), bits = getBitsType(type);
  if (!bits || block->isEntryBlock())
    return;
  OpBuilder b(argument.getContext());
  for (auto it = block->pred_begin(), end = block->pred_end(); it != end;
       ++it) {
    auto branch = cast<BranchOpInterface>((*it)->getTerminator());
    b.setInsertionPoint(branch);
    MutableOperandRange operand =
        branch.getSuccessorOperands(it.getSuccessorIndex())
            .getMutableForwardedOperands()
            .slice(argument.getArgNumber(), 1);
    Value value = operand[0].get();
    operand.assign(castTo(b, branch.getLoc(), bits, value));
  }
  b.setInsertionPointToStart(block);
  argument.setType(bits);
  Value cast = castTo(b, argument.getLoc(), type, argument);
  argument.replaceAllUsesExcept(cast, cast.getDefiningOp());
}

namespace {
struct LegalizeNarrowMasks
    : heddle::impl::HeddleLegalizeNarrowMasksBase<LegalizeNarrowMasks> {
  void runOnOperation() override {
    getOperation()->walk([](Block *block) {
      for (BlockArgument argument : block->getArguments())
        legalize(argument);
    });
    getOperation()->walk([](Operation *op) {
      llvm::TypeSwitch<Operation *>(op)
          .Case<LLVM::MaskedLoadOp, LLVM::MaskedStoreOp, LLVM::InsertElementOp,
                LLVM::ExtractElementOp>([](auto move) { legalize(move); });
    });
  }
};
} // namespace
