//===- Codegen.h - Machine code of kernels ----------------------*- C++ -*-===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_TARGET_AMDGPU_CODEGEN_H
#define HEDDLE_TARGET_AMDGPU_CODEGEN_H

#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "llvm/Support/Error.h"

#include <string>
#include <vector>

namespace heddle::amdgpu {

/// What the backend says of a kernel.
struct KernelUsage {
  std::string name;
  unsigned vgprs = 0, agprs = 0, sgprs = 0, scratchBytes = 0, vgprSpills = 0,
           sgprSpills = 0, ldsBytes = 0, wavesPerSIMD = 0;
};

/// Adds what is needed to translate kernels.
void registerTranslations(mlir::DialectRegistry &registry);

/// The LLVM IR, optimized, that the backend is given for a `gpu.module` of the
/// LLVM dialect whose `heddle_gpu.target` is one of AMD's. Says what is wrong
/// if that fails.
llvm::Expected<std::string> emitLLVM(mlir::gpu::GPUModuleOp module);
/// Its assembly.
llvm::Expected<std::string> emitAssembly(mlir::gpu::GPUModuleOp module);
/// Its code object, linked by the ld.lld of LLVM, or that in PATH.
llvm::Expected<std::string> emitCodeObject(mlir::gpu::GPUModuleOp module);

/// Reads what the backend writes into assembly about kernels.
std::vector<KernelUsage> parseUsage(llvm::StringRef assembly);

} // namespace heddle::amdgpu

#endif // HEDDLE_TARGET_AMDGPU_CODEGEN_H
