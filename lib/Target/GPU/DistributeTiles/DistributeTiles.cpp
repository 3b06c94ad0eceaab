//===- DistributeTiles.cpp - The pass heddle-distribute-tiles ------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "heddle/Target/GPU/Passes.h"

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

namespace {
struct DistributeTiles
    : heddle::impl::HeddleDistributeTilesBase<DistributeTiles> {
  using HeddleDistributeTilesBase::HeddleDistributeTilesBase;

  void runOnOperation() override {
    auto chip = getOperation()->getAttrOfType<StringAttr>("heddle_gpu.target");
    const TargetLowering *target =
        chip ? TargetLowering::lookup(chip.getValue()) : nullptr;
    if (!target) {
      getOperation()->emitError(
          "needs heddle_gpu.target, a string that names a "
          "GPU that is supported, such as \"sm_80\"");
      return signalPassFailure();
    }
    simt::DistributionTable table = simt::DistributionTable::get();
    for (auto kernel : getOperation().getOps<gpu::GPUFuncOp>()) {
      simt::TileDistributor distributor(kernel, *target, table);
      if (failed(distributor.run()))
        return signalPassFailure();
    }
  }
};
} // namespace
