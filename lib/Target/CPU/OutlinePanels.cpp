//===- OutlinePanels.cpp - The pass heddle-outline-panels -----------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "heddle/Target/CPU/Passes.h"

#include "heddle/Dialect/Heddle/Transforms/TileWork.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/SCF/Utils/Utils.h"
#include "mlir/IR/Matchers.h"
#include "mlir/IR/SymbolTable.h"
#include "mlir/Transforms/RegionUtils.h"

namespace heddle {
#define GEN_PASS_DEF_HEDDLEOUTLINEPANELS
#include "heddle/Target/CPU/Passes.h.inc"
} // namespace heddle

using namespace mlir;
using namespace heddle;

namespace {
struct OutlinePanels : heddle::impl::HeddleOutlinePanelsBase<OutlinePanels> {
  void runOnOperation() override {
    SmallVector<scf::ForallOp> loops;
    getOperation().walk([&](scf::ForallOp loop) {
      if (loop.getResults().empty() && loop->getParentOfType<func::FuncOp>())
        loops.push_back(loop);
    });
    for (scf::ForallOp loop : loops)
      if (failed(outline(loop)))
        return signalPassFailure();
  }

private:
  /// Constants go along into the function: as arguments they would be values
  /// that nothing is known of.
  static void sinkConstants(scf::ForallOp loop) {
    SetVector<Value> used;
    getUsedValuesDefinedAbove(loop.getRegion(), used);
    OpBuilder builder = OpBuilder::atBlockBegin(loop.getBody());
    for (Value value : used)
      if (matchPattern(value, m_Constant())) {
        Value inside = builder.clone(*value.getDefiningOp())->getResult(0);
        replaceAllUsesInRegionWith(value, inside, loop.getRegion());
      }
  }

  LogicalResult outline(scf::ForallOp loop) {
    sinkConstants(loop);
    IRRewriter rewriter(&getContext());
    auto parent = loop->getParentOfType<func::FuncOp>();
    SymbolTable symbols(getOperation());
    unsigned counter = 0;
    SmallString<64> name = SymbolTable::generateSymbolName<64>(
        (parent.getSymName() + "_panel").str(),
        [&](StringRef candidate) { return symbols.lookup(candidate); },
        counter);
    FailureOr<func::FuncOp> panel = outlineSingleBlockRegion(
        rewriter, loop.getLoc(), loop.getRegion(), name);
    if (failed(panel))
      return loop.emitOpError("cannot be moved into a function");
    panel->setPrivate();
    // Inlined again, its scratch would be allocated in a loop.
    (*panel)->setAttr("no_inline", rewriter.getUnitAttr());
    if (Attribute work = loop->getAttr(workAttrName))
      (*panel)->setAttr(workAttrName, work);
    return success();
  }
};
} // namespace
