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

static void legalize(LLVM::MaskedLoadOp load) {
  Type bits = getBitsType(load.getRes().getType());
  if (!bits)
    return;
  OpBuilder b(load);
  Location loc = load.getLoc();
  Value otherwise = LLVM::BitcastOp::create(b, loc, bits, load.getPassThru());
  Value loaded =
      LLVM::MaskedLoadOp::create(b, loc, bits, load.getData(), load.getMask(),
                                 otherwise, load.getAlignment());
  Value result =
      LLVM::BitcastOp::create(b, loc, load.getRes().getType(), loaded);
  load.replaceAllUsesWith(result);
  load.erase();
}

static void legalize(LLVM::MaskedStoreOp store) {
  Type bits = getBitsType(store.getValue().getType());
  if (!bits)
    return;
  OpBuilder b(store);
  Value value =
      LLVM::BitcastOp::create(b, store.getLoc(), bits, store.getValue());
  store.getValueMutable().assign(value);
}

namespace {
struct LegalizeNarrowMasks
    : heddle::impl::HeddleLegalizeNarrowMasksBase<LegalizeNarrowMasks> {
  void runOnOperation() override {
    getOperation()->walk([](Operation *op) {
      if (auto load = dyn_cast<LLVM::MaskedLoadOp>(op))
        legalize(load);
      else if (auto store = dyn_cast<LLVM::MaskedStoreOp>(op))
        legalize(store);
    });
  }
};
} // namespace
