//===- Codegen.h - PTX and machine code of kernels --------------*- C++ -*-===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_TARGET_NVIDIA_CODEGEN_H
#define HEDDLE_TARGET_NVIDIA_CODEGEN_H

#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/IR/BuiltinOps.h"
#include "llvm/Support/Error.h"

#include <optional>
#include <string>
#include <vector>

namespace heddle::nvidia {

/// What ptxas says of a kernel.
struct KernelUsage {
  std::string name;
  unsigned registers = 0, stackBytes = 0, spillStoreBytes = 0,
           spillLoadBytes = 0, staticSharedBytes = 0;
};

/// Machine code.
struct Cubin {
  std::vector<char> code;
  std::vector<KernelUsage> kernels;
};

/// Adds what is needed to translate kernels and the attribute of their target.
void registerTranslations(mlir::DialectRegistry &registry);

/// Compiles a `gpu.module` of the LLVM dialect that has an NVVM target. Says
/// what is wrong if that fails.
llvm::Expected<std::string> emitPTX(mlir::gpu::GPUModuleOp module);
/// The same, up to LLVM IR before optimization.
llvm::Expected<std::string> emitLLVM(mlir::gpu::GPUModuleOp module);

/// Where ptxas is: `asked` if it is not empty, else in PATH, CUDA_HOME,
/// CUDA_PATH, or a package of Triton for Python in VIRTUAL_ENV or beside the
/// build.
llvm::Expected<std::string> findPtxas(llvm::StringRef asked = "");

/// Assembles PTX for `chip`.
llvm::Expected<Cubin> assemble(llvm::StringRef ptx, llvm::StringRef chip,
                               llvm::StringRef ptxas);

/// Reads what ptxas prints with -v.
std::vector<KernelUsage> parseUsage(llvm::StringRef log);

} // namespace heddle::nvidia

#endif // HEDDLE_TARGET_NVIDIA_CODEGEN_H
