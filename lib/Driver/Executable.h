//===- Executable.h - Compiled functions ---------------------- -*- C++ -*-===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_LIB_DRIVER_EXECUTABLE_H
#define HEDDLE_LIB_DRIVER_EXECUTABLE_H

#include "EntryPoint.h"

#include "heddle/Pipelines/Pipelines.h"
#include "heddle/Reference/Session.h"
#include "heddle/Target/CPU/Codegen.h"
#include "heddle/Target/CPU/KernelCache.h"

namespace heddle::driver {

class KernelLauncher;

/// A result of a call, where the function left it.
struct ResultBuffer {
  rt::ElementType type;
  void *data;
  rt::Dims shape, strides;
};

/// A call that is ready to be made, again and again: making it allocates
/// nothing. The arguments and the entry point must outlive it.
class PreparedCall {
public:
  using Function = void (*)(void **);

  PreparedCall(Function function, const EntryPoint &entry,
               llvm::MutableArrayRef<rt::Tensor> arguments);
  PreparedCall(PreparedCall &&) = delete;

  /// Calls the function.
  void operator()() { function(packed.data()); }
  /// The results of the last call.
  std::vector<ResultBuffer> readResults() const;

private:
  Function function;
  const EntryPoint &entry;
  std::vector<int64_t> results;
  /// A descriptor for each argument.
  std::vector<std::vector<int64_t>> descriptors;
  /// The parameters: where the results go, then each argument's descriptor; and
  /// where each parameter is.
  std::vector<void *> parameters, packed;
};

/// A function, compiled and loaded.
class Executable {
public:
  /// Compiles `entry` for this machine's CPU, or the one that `options` name,
  /// unless `cache` has it.
  static llvm::Expected<std::unique_ptr<Executable>>
  compileForCPU(SourceFile &file, const EntryPoint &entry,
                const LowerToCPUOptions &options, cpu::KernelCache &cache);

  /// Compiles `entry` so that its Heddle ops go to `session`.
  static llvm::Expected<std::unique_ptr<Executable>>
  compileForReference(SourceFile &file, const EntryPoint &entry,
                      reference::Session &session);

  /// Compiles `entry` so that `launcher` runs its kernels. What ptxas says of
  /// them is asked for if `ptxas` is not empty.
  static llvm::Expected<std::unique_ptr<Executable>>
  compileForGPU(SourceFile &file, const EntryPoint &entry,
                LowerToNVVMOptions &options, KernelLauncher &launcher,
                llvm::StringRef ptxas);

  /// Calls the function. Results are valid until memory is released.
  std::vector<ResultBuffer> call(llvm::MutableArrayRef<rt::Tensor> arguments);
  /// The same call, to be made later.
  std::unique_ptr<PreparedCall>
  prepareCall(llvm::MutableArrayRef<rt::Tensor> arguments);

  /// From parsed IR to loaded code.
  double getCompileMilliseconds() const { return compileMilliseconds; }
  const std::vector<std::string> &getKernels() const {
    return kernel->getKernels();
  }
  /// Null if the code has no threads.
  const cpu::OpenMPRuntime *getOpenMP() const { return kernel->getOpenMP(); }
  /// Whether the code was compiled before, by another process perhaps.
  bool isCached() const { return kernel->isFromDisk(); }

private:
  explicit Executable(const EntryPoint &entry) : entry(entry) {}

  llvm::Error use(std::shared_ptr<cpu::LoadedKernel> loaded);

  const EntryPoint &entry;
  double compileMilliseconds = 0;
  std::shared_ptr<cpu::LoadedKernel> kernel;
  PreparedCall::Function function = nullptr;
};

/// The functions that panels of queries became in a module of the LLVM dialect.
std::vector<std::string> listKernels(mlir::ModuleOp lowered);

/// Runs `pm` on `module`; a failure means that the target refuses it.
llvm::Error runPipeline(mlir::PassManager &pm, mlir::ModuleOp module,
                        const llvm::Twine &target);

/// A copy of the file's module that holds `entry`, what it calls, and nothing
/// else, with a C entry point.
mlir::OwningOpRef<mlir::ModuleOp> extractEntry(SourceFile &file,
                                               const EntryPoint &entry);

/// The key of what `module` becomes with `options`; `others` are what else the
/// code depends on.
llvm::Expected<cpu::KernelKey> computeKey(mlir::ModuleOp module,
                                          const LowerToCPUOptions &options,
                                          llvm::StringRef others);

/// What the code generator shall know of `options`.
cpu::CodegenOptions getCodegenOptions(const LowerToCPUOptions &options);

/// As `checkLowerToCPUOptions`, for flags.
llvm::Error checkLowering(const LowerToCPUOptions &options);

/// Asks for C entry points of the public functions of `module`.
void requestCInterfaces(mlir::ModuleOp module);

} // namespace heddle::driver

#endif // HEDDLE_LIB_DRIVER_EXECUTABLE_H
