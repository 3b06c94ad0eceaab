//===- KernelLauncher.h - Runs the kernels of host code ---------*- C++ -*-===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_LIB_DRIVER_KERNELLAUNCHER_H
#define HEDDLE_LIB_DRIVER_KERNELLAUNCHER_H

#include "CompileGPU.h"

#include "heddle/Emulator/AMDGPU.h"
#include "heddle/Emulator/PTX.h"
#include "heddle/Runtime/Device.h"
#include "heddle/Target/CPU/Jit.h"

namespace heddle::driver {

/// What `heddle_launch_kernel` does in code that this process compiled: kernels
/// run in the emulator, or on a GPU. What they are given is host memory; a GPU
/// works on copies. One at a time in a process.
class KernelLauncher {
public:
  /// Fails if a GPU is asked for and there is none.
  static llvm::Expected<std::unique_ptr<KernelLauncher>>
  create(llvm::StringRef chip, bool emulate, uint64_t seed);
  ~KernelLauncher();

  /// Takes over the kernels of a module, in its order: PTX, or LLVM IR for one
  /// of AMD's GPUs.
  llvm::Error load(std::string code, std::vector<KernelDescription> kernels);

  /// What the last launches failed with; asks once.
  llvm::Error takeError();

  /// Kernels, with the extents that they were last launched with.
  const std::vector<KernelDescription> &getKernels() const { return kernels; }

  static cpu::JitSymbol getSymbol();

private:
  KernelLauncher() = default;

  /// Host memory that kernels see under another address.
  struct Span {
    uint64_t begin, end, address;
  };

  static void launchFromHost(int64_t kernel, int64_t gridX, int64_t gridY,
                             int64_t gridZ, int64_t blockX, int64_t blockY,
                             int64_t blockZ, int64_t sharedBytes,
                             const int64_t *arguments, int64_t numArguments);
  rt::Result<rt::Success> launch(KernelDescription &kernel,
                                 const rt::LaunchShape &shape,
                                 llvm::ArrayRef<int64_t> arguments);
  rt::Result<rt::Success> emulate(const std::string &name,
                                  const rt::LaunchShape &shape,
                                  std::vector<Span> &spans,
                                  llvm::ArrayRef<int64_t> arguments);
  rt::Result<rt::Success> emulateAMD(const std::string &name,
                                     const rt::LaunchShape &shape,
                                     std::vector<Span> &spans,
                                     llvm::ArrayRef<int64_t> arguments);
  rt::Result<rt::Success> runOnDevice(const std::string &name,
                                      const rt::LaunchShape &shape,
                                      std::vector<Span> &spans,
                                      llvm::ArrayRef<int64_t> arguments);

  std::string code;
  std::vector<KernelDescription> kernels;
  std::optional<ptx::Module> module;
  std::optional<amdgcn::Module> amdModule;
  bool isAMD = false;
  std::unique_ptr<rt::Device> device;
  uint64_t seed = 0;
  std::string message;
};

} // namespace heddle::driver

#endif // HEDDLE_LIB_DRIVER_KERNELLAUNCHER_H
