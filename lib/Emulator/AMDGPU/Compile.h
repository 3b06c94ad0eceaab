//===- Compile.h - From LLVM IR of the GPU to code for the host -*- C++ -*-===//
//
// Part of the Heddle Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_EMULATOR_AMDGPU_COMPILE_H
#define HEDDLE_EMULATOR_AMDGPU_COMPILE_H

#include "Kernel.h"

#include "llvm/IR/LLVMContext.h"
#include "llvm/IR/Module.h"
#include "llvm/Target/TargetMachine.h"

namespace heddle::amdgcn {

/// Parses text or bitcode and checks that it is a valid module for AMD GPUs.
Result<std::unique_ptr<llvm::Module>> parseModule(std::string_view source,
                                                  const std::string &name,
                                                  llvm::LLVMContext &context);

/// The processor of a kernel, from its attributes.
Result<Processor> readProcessor(const llvm::Function &function);

/// The backend of LLVM whose view of memory layouts and whose first passes are
/// used.
Result<std::unique_ptr<llvm::TargetMachine>>
createTargetMachine(const llvm::Module &module, const Processor &processor);

/// Names, sizes and offsets of the parameters. `byref` ones lie in the segment
/// themselves.
std::vector<ParameterInfo> layOutParameters(const llvm::Function &function);

// Steps, in order. Each changes the module or the kernel.

/// Inlines all that `function` calls, lowers fat buffer pointers, and drops
/// the rest of the module. What cannot be inlined is an error.
Result<Success> isolateKernel(llvm::Function &function,
                              llvm::TargetMachine &machine);

/// Gives variables in LDS, private, global and constant memory their places,
/// and replaces them by their addresses.
Result<Success> placeVariables(llvm::Function &function, Kernel &kernel);

/// Replaces all that is not of the host by calls of the runtime. The function
/// becomes `heddle_entry(ptr lane)`.
Result<Success> rewriteForHost(llvm::Function &function, Kernel &kernel,
                               const llvm::DataLayout &hostLayout,
                               bool statistics);

/// Compiles the module, of which `kernel.entry` is left.
Result<Success> compileForHost(std::unique_ptr<llvm::Module> module,
                               std::unique_ptr<llvm::LLVMContext> context,
                               Kernel &kernel);

/// All steps for one kernel.
Result<std::unique_ptr<Kernel>> compileKernel(std::string_view source,
                                              const std::string &name,
                                              const std::string &entry,
                                              bool statistics);

} // namespace heddle::amdgcn

#endif // HEDDLE_EMULATOR_AMDGPU_COMPILE_H
