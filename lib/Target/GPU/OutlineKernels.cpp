//===- OutlineKernels.cpp - The pass heddle-outline-kernels ---------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "heddle/Target/GPU/Passes.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/ControlFlow/IR/ControlFlow.h"
#include "mlir/Dialect/DLTI/DLTI.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/GPU/Transforms/Passes.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "mlir/Pass/PassManager.h"
#include "llvm/Support/MathExtras.h"

namespace heddle {
#define GEN_PASS_DEF_HEDDLEOUTLINEKERNELS
#include "heddle/Target/GPU/Passes.h.inc"
} // namespace heddle

using namespace mlir;

namespace {
struct OutlineKernels : heddle::impl::HeddleOutlineKernelsBase<OutlineKernels> {
  using HeddleOutlineKernelsBase::HeddleOutlineKernelsBase;

  void runOnOperation() override;

private:
  gpu::LaunchOp makeLaunch(scf::ForallOp loop);
  int64_t countThreads(scf::ForallOp loop);
  void gatherKernels(const SmallPtrSetImpl<Operation *> &foreign);
};
} // namespace

//===----------------------------------------------------------------------===//
// Loops to launches
//===----------------------------------------------------------------------===//

/// Whether a workgroup computes tiles in an iteration of the loop.
static bool holdsTiles(scf::ForallOp loop) {
  if (!loop.getResults().empty() || loop->getParentOfType<scf::ForallOp>())
    return false;
  auto isTile = [](Type type) {
    auto vector = dyn_cast<VectorType>(type);
    return vector && vector.getRank() > 0;
  };
  return loop
      .walk([&](Operation *op) {
        return llvm::any_of(op->getResultTypes(), isTile)
                   ? WalkResult::interrupt()
                   : WalkResult::advance();
      })
      .wasInterrupted();
}

/// The numbers of the largest tile that the loop writes.
static int64_t countNumbers(scf::ForallOp loop) {
  int64_t numbers = 1;
  loop.walk([&](vector::TransferWriteOp write) {
    numbers = std::max(numbers, write.getVectorType().getNumElements());
  });
  return numbers;
}

/// A warp for every `warpRows` rows of the tallest product. What has none, and
/// only combines tiles, has a few numbers of them in each thread.
int64_t OutlineKernels::countThreads(scf::ForallOp loop) {
  int64_t rows = 0;
  loop.walk([&](vector::ContractionOp product) {
    auto type = dyn_cast<VectorType>(product.getResultType());
    rows = std::max(rows, type ? type.getDimSize(0) : 1);
  });
  if (rows) {
    int64_t warps =
        llvm::PowerOf2Ceil(llvm::divideCeil(rows, int64_t(warpRows)));
    return std::min<int64_t>(warps, maxWarps) * warpSize;
  }
  constexpr int64_t numbersOfThread = 16, mostThreads = 512;
  int64_t threads =
      llvm::PowerOf2Ceil(llvm::divideCeil(countNumbers(loop), numbersOfThread));
  return std::clamp<int64_t>(threads, warpSize, mostThreads);
}

/// The extents of a grid: the innermost loop's is x; what is left over goes
/// into z.
static SmallVector<Value, 3> makeGrid(OpBuilder &b, Location loc,
                                      ArrayRef<Value> extents) {
  SmallVector<Value, 3> grid(extents.take_back(3));
  std::reverse(grid.begin(), grid.end());
  while (grid.size() < 3)
    grid.push_back(arith::ConstantIndexOp::create(b, loc, 1));
  for (Value outer : extents.drop_back(std::min<size_t>(3, extents.size())))
    grid[2] = b.createOrFold<arith::MulIOp>(loc, grid[2], outer);
  return grid;
}

/// The loop's induction variables, from the number of the workgroup.
static SmallVector<Value> makeIndices(OpBuilder &b, Location loc,
                                      const gpu::KernelDim3 &block,
                                      ArrayRef<Value> extents) {
  SmallVector<Value> indices;
  Value rest = block.z;
  // Innermost first.
  for (auto [i, extent] : llvm::enumerate(llvm::reverse(extents))) {
    if (i < 2) {
      indices.push_back(i == 0 ? block.x : block.y);
    } else if (i + 1 == extents.size()) {
      indices.push_back(rest);
    } else {
      indices.push_back(b.createOrFold<arith::RemUIOp>(loc, rest, extent));
      rest = b.createOrFold<arith::DivUIOp>(loc, rest, extent);
    }
  }
  std::reverse(indices.begin(), indices.end());
  return indices;
}

gpu::LaunchOp OutlineKernels::makeLaunch(scf::ForallOp loop) {
  Location loc = loop.getLoc();
  IRRewriter b(loop);
  auto index = [&](int64_t value) -> Value {
    return arith::ConstantIndexOp::create(b, loc, value);
  };
  SmallVector<Value> extents;
  for (OpFoldResult extent : loop.getMixedUpperBound())
    extents.push_back(getValueOrCreateConstantIndexOp(b, loc, extent));
  SmallVector<Value, 3> grid = makeGrid(b, loc, extents);
  auto launch =
      gpu::LaunchOp::create(b, loc, grid[0], grid[1], grid[2],
                            index(countThreads(loop)), index(1), index(1));
  b.setInsertionPointToStart(&launch.getBody().front());
  SmallVector<Value> indices =
      makeIndices(b, loc, launch.getBlockIds(), extents);
  Operation *end = gpu::TerminatorOp::create(b, loc);
  b.eraseOp(loop.getBody()->getTerminator());
  b.inlineBlockBefore(loop.getBody(), end, indices);
  b.eraseOp(loop);
  return launch;
}

//===----------------------------------------------------------------------===//
// Kernels
//===----------------------------------------------------------------------===//

/// Moves kernels, each of which came in a module of its own, into one: they are
/// compiled and loaded together.
void OutlineKernels::gatherKernels(
    const SmallPtrSetImpl<Operation *> &foreign) {
  OpBuilder b = OpBuilder::atBlockEnd(getOperation().getBody());
  auto all =
      gpu::GPUModuleOp::create(b, getOperation().getLoc(), "heddle_kernels");
  SymbolTable(getOperation()).insert(all);
  all->setAttr("heddle_gpu.target", b.getStringAttr(chip));
  llvm::DenseMap<StringAttr, gpu::GPUFuncOp> kernels;
  for (auto module :
       llvm::make_early_inc_range(getOperation().getOps<gpu::GPUModuleOp>())) {
    if (module == all || foreign.contains(module))
      continue;
    for (auto kernel :
         llvm::make_early_inc_range(module.getOps<gpu::GPUFuncOp>())) {
      kernel->moveBefore(all.getBody(), all.getBody()->end());
      // Unlike the kernel's, the module's name is unique.
      kernel.setName(module.getName());
      kernels[module.getNameAttr()] = kernel;
    }
    module.erase();
  }
  getOperation().walk([&](gpu::LaunchFuncOp launch) {
    if (gpu::GPUFuncOp kernel = kernels.lookup(launch.getKernelModuleName()))
      launch.setKernelAttr(SymbolRefAttr::get(
          all.getNameAttr(), {FlatSymbolRefAttr::get(kernel.getNameAttr())}));
  });
}

void OutlineKernels::runOnOperation() {
  SmallVector<scf::ForallOp> loops;
  getOperation().walk([&](scf::ForallOp loop) {
    if (holdsTiles(loop))
      loops.push_back(loop);
  });
  for (scf::ForallOp loop : loops) {
    if (!loop.isNormalized()) {
      loop.emitError("a loop over workgroups must start at 0 with step 1");
      return signalPassFailure();
    }
    makeLaunch(loop);
  }
  SmallPtrSet<Operation *, 4> before;
  for (auto module : getOperation().getOps<gpu::GPUModuleOp>())
    before.insert(module);
  OpPassManager outlining(ModuleOp::getOperationName());
  outlining.addPass(createGpuLaunchSinkIndexComputationsPass());
  outlining.addPass(createGpuKernelOutliningPass());
  if (failed(runPipeline(outlining, getOperation())))
    return signalPassFailure();
  if (!loops.empty())
    gatherKernels(before);
}
