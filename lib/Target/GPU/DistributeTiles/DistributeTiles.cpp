//===- DistributeTiles.cpp - The pass heddle-distribute-tiles ------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "heddle/Target/GPU/Passes.h"

#include "LayoutAttributes.h"
#include "TileDistributor.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/LLVMIR/NVVMDialect.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"

namespace heddle {
#define GEN_PASS_DEF_HEDDLEDISTRIBUTETILES
#include "heddle/Target/GPU/Passes.h.inc"
} // namespace heddle

using namespace mlir;
using namespace heddle;

static LogicalResult verifySharedBytes(gpu::GPUFuncOp kernel, int64_t bytes,
                                       StringRef chip,
                                       const TargetLowering &target) {
  int64_t most = target.getSharedBytes(chip);
  if (bytes <= most)
    return success();
  return kernel.emitOpError("needs ")
         << bytes << " bytes of shared memory, more than the " << most
         << " that a workgroup has on " << chip
         << ": take smaller tiles or fewer stages";
}

namespace {
struct DistributeTiles
    : heddle::impl::HeddleDistributeTilesBase<DistributeTiles> {
  using HeddleDistributeTilesBase::HeddleDistributeTilesBase;

  void runOnOperation() override {
    const TargetLowering *target = simt::getTarget(getOperation());
    if (!target)
      return signalPassFailure();
    auto chip = getOperation()->getAttrOfType<StringAttr>("heddle_gpu.target");
    simt::DistributionTable table = simt::DistributionTable::get();
    for (auto kernel : getOperation().getOps<gpu::GPUFuncOp>()) {
      simt::TileDistributor distributor(kernel, *target, table);
      if (failed(distributor.run()) ||
          failed(verifySharedBytes(kernel, distributor.getSharedBytes(),
                                   chip.getValue(), *target)) ||
          failed(simt::expandMath(kernel, *target)))
        return signalPassFailure();
      target->annotateKernel(kernel);
    }
  }
};
} // namespace
