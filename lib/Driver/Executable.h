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
#include "heddle/Target/CPU/Jit.h"

namespace heddle::driver {

/// A result of a call, where the function left it.
struct ResultBuffer {
  rt::ElementType type;
  void *data;
  rt::Dims shape, strides;
};

/// A function, compiled and loaded.
class Executable {
public:
  /// Compiles `entry` for this machine's CPU, or the one that `options` name.
  static llvm::Expected<std::unique_ptr<Executable>>
  compileForCPU(SourceFile &file, const EntryPoint &entry,
                const LowerToCPUOptions &options);

  /// Compiles `entry` so that its Heddle ops go to `session`.
  static llvm::Expected<std::unique_ptr<Executable>>
  compileForReference(SourceFile &file, const EntryPoint &entry,
                      reference::Session &session);

  /// Calls the function. Results are valid until memory is released.
  std::vector<ResultBuffer> call(llvm::MutableArrayRef<rt::Tensor> arguments);

  /// From parsed IR to loaded code.
  double getCompileMilliseconds() const { return compileMilliseconds; }
  const std::vector<std::string> &getKernels() const { return kernels; }
  /// Null if the code has no threads.
  const cpu::OpenMPRuntime *getOpenMP() const {
    return openMP ? &*openMP : nullptr;
  }

private:
  explicit Executable(const EntryPoint &entry) : entry(entry) {}

  llvm::Error load(mlir::ModuleOp lowered, const cpu::CodegenOptions &options);

  const EntryPoint &entry;
  double compileMilliseconds = 0;
  std::vector<std::string> kernels;
  std::optional<cpu::OpenMPRuntime> openMP;
  std::unique_ptr<cpu::Jit> jit;
  void (*function)(void **) = nullptr;
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

/// As `checkLowerToCPUOptions`, for flags.
llvm::Error checkLowering(const LowerToCPUOptions &options);

/// Asks for C entry points of the public functions of `module`.
void requestCInterfaces(mlir::ModuleOp module);

} // namespace heddle::driver

#endif // HEDDLE_LIB_DRIVER_EXECUTABLE_H
