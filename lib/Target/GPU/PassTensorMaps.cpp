//===- PassTensorMaps.cpp - The pass heddle-pass-tensor-maps --------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "heddle/Target/GPU/Passes.h"

#include "heddle/Dialect/HeddleGPU/IR/HeddleGPU.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/LLVMIR/NVVMDialect.h"

namespace heddle {
#define GEN_PASS_DEF_HEDDLEPASSTENSORMAPS
#include "heddle/Target/GPU/Passes.h.inc"
} // namespace heddle

using namespace mlir;
using namespace heddle;

static void passByAddress(LLVM::LLVMFuncOp kernel, BlockArgument map) {
  constexpr int64_t alignment = 64;
  Builder b(kernel.getContext());
  unsigned number = map.getArgNumber();
  kernel.setArgAttr(number, LLVM::LLVMDialect::getByValAttrName(),
                    TypeAttr::get(map.getType()));
  kernel.setArgAttr(number, LLVM::LLVMDialect::getAlignAttrName(),
                    b.getI64IntegerAttr(alignment));
  kernel.setArgAttr(number, NVVM::NVVMDialect::getGridConstantAttrName(),
                    b.getUnitAttr());
  map.setType(LLVM::LLVMPointerType::get(kernel.getContext()));
  for (Operation *user : llvm::make_early_inc_range(map.getUsers())) {
    OpBuilder at(user);
    Value address =
        LLVM::PtrToIntOp::create(at, user->getLoc(), at.getI64Type(), map);
    user->replaceAllUsesWith(ValueRange(address));
    user->erase();
  }
}

namespace {
struct PassTensorMaps : heddle::impl::HeddlePassTensorMapsBase<PassTensorMaps> {
  void runOnOperation() override {
    Type type = getTensorMapType(&getContext());
    for (auto kernel : getOperation().getOps<LLVM::LLVMFuncOp>()) {
      if (kernel.isExternal() ||
          !kernel->hasAttr(NVVM::NVVMDialect::getKernelFuncAttrName()))
        continue;
      for (BlockArgument argument : kernel.getArguments())
        if (argument.getType() == type)
          passByAddress(kernel, argument);
      kernel.setFunctionType(LLVM::LLVMFunctionType::get(
          kernel.getFunctionType().getReturnType(),
          llvm::to_vector(kernel.getBody().getArgumentTypes())));
    }
  }
};
} // namespace
