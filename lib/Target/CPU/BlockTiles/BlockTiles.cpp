//===- BlockTiles.cpp - The pass heddle-block-tiles ----------------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "heddle/Target/CPU/Passes.h"

#include "TileBlocker.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Transforms/GreedyPatternRewriteDriver.h"

namespace heddle {
#define GEN_PASS_DEF_HEDDLEBLOCKTILES
#include "heddle/Target/CPU/Passes.h.inc"
} // namespace heddle

using namespace mlir;
using namespace heddle;

/// Drops the tiles that loops carried: their bodies yield them unchanged.
static LogicalResult simplifyLoops(func::FuncOp func) {
  RewritePatternSet patterns(func.getContext());
  scf::ForOp::getCanonicalizationPatterns(patterns, func.getContext());
  scf::IfOp::getCanonicalizationPatterns(patterns, func.getContext());
  return applyPatternsGreedily(func, std::move(patterns));
}

/// Fails with a diagnostic if a program's scratch is more than a thread's stack
/// is sure to hold.
static LogicalResult verifyScratch(scf::ForallOp program) {
  constexpr int64_t limit = 2 << 20; // OpenMP runtimes give threads 4 MiB.
  int64_t bytes = 0;
  program.walk([&](memref::AllocaOp scratch) {
    MemRefType type = scratch.getType();
    bytes += type.getNumElements() * type.getElementTypeBitWidth() / 8;
  });
  if (bytes <= limit)
    return success();
  return program.emitOpError("needs ")
         << bytes << " bytes of scratch for its tiles, more than the " << limit
         << " that a thread has; split the width of keys or values";
}

namespace {
struct BlockTiles : heddle::impl::HeddleBlockTilesBase<BlockTiles> {
  using HeddleBlockTilesBase::HeddleBlockTilesBase;

  /// Rows are the lanes of a panel that they fill, or stay apart.
  static void block(scf::ForallOp program, const CPUTarget &target) {
    int64_t rows = cpu::getTileRows(program);
    if (rows == target.getTileQueries())
      cpu::TileBlocker(program, target).run();
    else
      cpu::RowBlocker(program, target, rows).run();
  }

  void runOnOperation() override {
    const CPUTarget *description =
        CPUTarget::lookup(target, [&] { return getOperation().emitError(); });
    if (!description)
      return signalPassFailure();
    SmallVector<scf::ForallOp> programs;
    getOperation().walk([&](scf::ForallOp forall) {
      auto isTileOp = [](Operation *op) {
        return llvm::any_of(op->getResults(), cpu::isTile);
      };
      // Around programs, which the walk came to before, stands none.
      if (llvm::any_of(programs, [&](scf::ForallOp program) {
            return forall->isProperAncestor(program);
          }))
        return;
      if (forall
              .walk([&](Operation *op) {
                return isTileOp(op) ? WalkResult::interrupt()
                                    : WalkResult::advance();
              })
              .wasInterrupted())
        programs.push_back(forall);
    });
    for (scf::ForallOp program : programs) {
      if (failed(cpu::verifyTileProgram(program, *description)))
        return signalPassFailure();
      block(program, *description);
      if (failed(verifyScratch(program)))
        return signalPassFailure();
    }
    if (failed(simplifyLoops(getOperation())))
      signalPassFailure();
  }
};
} // namespace
