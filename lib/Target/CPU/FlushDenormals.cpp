//===- FlushDenormals.cpp - Denormal numbers as zero in panels ------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "heddle/Target/CPU/CPUTarget.h"
#include "heddle/Target/CPU/Passes.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/SCF/IR/SCF.h"

namespace heddle {
#define GEN_PASS_DEF_HEDDLEFLUSHDENORMALS
#include "heddle/Target/CPU/Passes.h.inc"
} // namespace heddle

using namespace mlir;
using namespace heddle;

/// Emits a call that moves the control word from or to where `word` points.
static void moveControlWord(OpBuilder &b, Location loc, StringRef intrinsic,
                            Value word) {
  LLVM::CallIntrinsicOp::create(b, loc, b.getStringAttr(intrinsic), word);
}

static void flushDenormals(scf::ForallOp panel, const FloatMode &mode) {
  Location loc = panel.getLoc();
  OpBuilder b = OpBuilder::atBlockBegin(panel.getBody());
  Type i32 = b.getI32Type();
  auto constant = [&](int64_t value) {
    return LLVM::ConstantOp::create(b, loc, i32, value);
  };
  Value word = LLVM::AllocaOp::create(
      b, loc, LLVM::LLVMPointerType::get(b.getContext()), i32, constant(1));
  moveControlWord(b, loc, mode.storeIntrinsic, word);
  Value before = LLVM::LoadOp::create(b, loc, i32, word);
  Value within = LLVM::OrOp::create(b, loc, before, constant(mode.flushBits));
  LLVM::StoreOp::create(b, loc, within, word);
  moveControlWord(b, loc, mode.loadIntrinsic, word);

  b.setInsertionPoint(panel.getTerminator());
  LLVM::StoreOp::create(b, loc, before, word);
  moveControlWord(b, loc, mode.loadIntrinsic, word);
}

namespace {
struct FlushDenormals : heddle::impl::HeddleFlushDenormalsBase<FlushDenormals> {
  using HeddleFlushDenormalsBase::HeddleFlushDenormalsBase;

  void runOnOperation() override {
    const CPUTarget *description =
        CPUTarget::lookup(target, [&] { return getOperation().emitError(); });
    if (!description)
      return signalPassFailure();
    if (!description->floatMode)
      return;
    getOperation().walk([&](scf::ForallOp loop) {
      if (!loop->getParentOfType<scf::ForallOp>())
        flushDenormals(loop, *description->floatMode);
    });
  }
};
} // namespace
