//===- Codegen.h - From the LLVM dialect to object code ------- -*- C++ -*-===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_TARGET_CPU_CODEGEN_H
#define HEDDLE_TARGET_CPU_CODEGEN_H

#include "mlir/IR/BuiltinOps.h"
#include "llvm/IR/LLVMContext.h"
#include "llvm/IR/Module.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Target/TargetMachine.h"

#include <memory>
#include <string>

namespace mlir {
class DialectRegistry;
} // namespace mlir

namespace heddle::cpu {

struct CodegenOptions {
  /// A CPU as LLVM names it; empty or "native" for the host.
  std::string cpu = "native";
  /// "+avx2,-fma", on top of what the CPU has.
  std::string features;
  /// As LLVM writes it; empty for the host's, or for its sibling on x86-64 or
  /// AArch64 if only that knows the CPU.
  std::string triple;
  /// Of instruction selection and scheduling, 0 to 3.
  unsigned optLevel = 3;
  /// The LLVM passes that run before instruction selection; empty for the
  /// default.
  std::string passPipeline;
};

/// A CPU to compile for, with "native" resolved.
struct CpuDescription {
  std::string triple, cpu, features;
  /// Bits of a vector register of AArch64's SVE; 0 without SVE, and on CPUs for
  /// which that is not known when compiling.
  unsigned sveBits = 0;

  /// Whether `features` turn `name` on.
  bool hasFeature(llvm::StringRef name) const;
};

/// Fails if LLVM knows no such CPU.
llvm::Expected<CpuDescription> describeCpu(const CodegenOptions &options);

/// Fails if this process cannot hold code for `cpu`.
llvm::Error checkRunsHere(const CpuDescription &cpu);

/// Registers what `CodeGenerator::translate` needs.
void registerTranslations(mlir::DialectRegistry &registry);

/// Compiles modules of the LLVM dialect for one CPU.
class CodeGenerator {
public:
  static llvm::Expected<CodeGenerator> create(const CodegenOptions &options);

  const CpuDescription &getCpu() const { return cpu; }

  /// Translates `module` to LLVM IR for this CPU.
  llvm::Expected<std::unique_ptr<llvm::Module>>
  translate(mlir::ModuleOp module, llvm::LLVMContext &context) const;

  /// Runs the LLVM passes.
  llvm::Error optimize(llvm::Module &module) const;

  /// Writes assembly or an object file.
  llvm::Error emit(llvm::Module &module, llvm::CodeGenFileType kind,
                   llvm::SmallVectorImpl<char> &output) const;

private:
  CodeGenerator() = default;

  CodegenOptions options;
  CpuDescription cpu;
  std::unique_ptr<llvm::TargetMachine> machine;
};

/// Adds a function `packedName(name)` that calls `name` with arguments that it
/// loads from an array of pointers to them. `name` must return nothing.
llvm::Error addPackedFunction(llvm::Module &module, llvm::StringRef name);
std::string packedName(llvm::StringRef name);

/// Whether the code calls the OpenMP runtime.
bool callsOpenMP(const llvm::Module &module);
/// Whether the code uses AMX's tile registers, which a process has to ask for.
bool usesTileRegisters(const llvm::Module &module);

} // namespace heddle::cpu

#endif // HEDDLE_TARGET_CPU_CODEGEN_H
