//===- CompileGPU.h - Kernels for GPUs --------------------------*- C++ -*-===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_LIB_DRIVER_COMPILEGPU_H
#define HEDDLE_LIB_DRIVER_COMPILEGPU_H

#include "CompileOptions.h"
#include "EntryPoint.h"
#include "Launches.h"

#include "heddle/Target/AMDGPU/Codegen.h"
#include "heddle/Target/NVIDIA/Codegen.h"

#include "llvm/Support/JSON.h"
#include "llvm/Support/raw_ostream.h"

#include <optional>

namespace heddle::driver {

/// Whether `target` is spelled like a GPU's.
bool isGPUTarget(llvm::StringRef target);
/// Whether `target` is one of AMD's GPUs.
bool isAMDGPU(llvm::StringRef target);
/// Whether `target` is a GPU that is supported.
bool isKnownGPU(llvm::StringRef target);
/// Their names, for messages.
std::string listGPUs();

/// A kernel and what is known of it.
struct KernelDescription {
  std::string name;
  int64_t sharedBytes = 0;
  std::array<int64_t, 3> block = {1, 1, 1};
  /// What it was last launched with.
  std::optional<std::array<uint32_t, 3>> grid;
  /// What ptxas said, where it was asked.
  std::optional<nvidia::KernelUsage> usage;
  /// What AMD's backend said, where it was asked.
  std::optional<amdgpu::KernelUsage> amdUsage;
};

/// Everything that the manifest of kernels says.
struct KernelFileDescription {
  std::string source, file, kind, chip;
  GPUTileSizes tile;
  std::vector<EntryPoint> entries;
  std::vector<LaunchPlan> plans;
  std::vector<KernelDescription> kernels;
};

/// Describes the kernels of a module.
std::vector<KernelDescription> listKernels(mlir::gpu::GPUModuleOp module);

/// Adds what ptxas said to what is known of kernels.
void addUsage(llvm::ArrayRef<nvidia::KernelUsage> usage,
              llvm::MutableArrayRef<KernelDescription> kernels);

void addUsage(llvm::ArrayRef<amdgpu::KernelUsage> usage,
              llvm::MutableArrayRef<KernelDescription> kernels);

/// Writes what is known of a kernel.
void writeKernel(llvm::json::OStream &json, const KernelDescription &kernel);

/// Writes the manifest, JSON.
void writeManifest(const KernelFileDescription &description,
                   llvm::raw_ostream &os);

/// Does what heddle-compile is asked for, for a GPU.
llvm::Error compileForGPU(const CompileOptions &options);

} // namespace heddle::driver

#endif // HEDDLE_LIB_DRIVER_COMPILEGPU_H
