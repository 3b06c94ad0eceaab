//===- AMDGPU.h - Runs LLVM IR of AMD GPUs on the host ----------*- C++ -*-===//
//
// Part of the Heddle Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A strict emulator of the LLVM IR that goes to the AMDGPU backend. Kernels are
// compiled for the host, one fiber per work-item, and the work-items of a wave
// meet at every access to memory and every operation across lanes. What a GPU
// would leave undefined (accesses out of bounds, reads of memory that nobody
// wrote, races on LDS, divergent barriers, values of lanes that are elsewhere)
// is an error that names the instruction and the work-item.
//
//   amdgcn::DeviceMemory memory;
//   uint64_t x = memory.add(data, size, amdgcn::Contents::Initialized, "x");
//   Result<amdgcn::Module> module = amdgcn::Module::load(text, "kernel.ll");
//   amdgcn::LaunchConfig config;
//   config.entry = "kernel";
//   config.block = {256, 1, 1};
//   config.arguments = {amdgcn::Argument::u64(x), amdgcn::Argument::i32(5)};
//   Result<amdgcn::Statistics> result =
//       amdgcn::launch(*module, memory, config);
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_EMULATOR_AMDGPU_H
#define HEDDLE_EMULATOR_AMDGPU_H

#include "heddle/Emulator/Kernel.h"
#include "heddle/Runtime/Result.h"

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace heddle::amdgcn {

using emulator::Argument;
using emulator::Contents;
using emulator::Extent3;
using rt::Failure;
using rt::Result;
using rt::Success;

/// Memory of the host that kernels reach under device addresses. It is neither
/// copied nor owned: the host sees what kernels wrote as soon as they ended.
class DeviceMemory {
public:
  DeviceMemory();
  DeviceMemory(DeviceMemory &&) noexcept;
  DeviceMemory &operator=(DeviceMemory &&) noexcept;
  ~DeviceMemory();

  /// Makes `size` bytes from `data` on accessible and returns their device
  /// address, a multiple of 256. Addresses of different buffers are far from
  /// each other. `name` is how errors call the buffer.
  uint64_t add(void *data, size_t size, Contents contents, std::string name);

  /// The number of bytes of the buffer at `address`, as returned by `add`,
  /// that are still uninitialized.
  size_t countUninitialized(uint64_t address) const;

  struct Impl;
  Impl &impl() const { return *state; }

private:
  std::unique_ptr<Impl> state;
};

/// What is launched.
struct LaunchConfig {
  /// The name of an `amdgpu_kernel` function; may be empty if there is one.
  std::string entry;
  /// Workgroups, and work-items of a workgroup.
  Extent3 grid, block;
  /// Bytes of LDS behind what the kernel's variables take.
  uint32_t ldsBytes = 0;
  /// One per parameter. Parameters that are left over at the end are passed as
  /// zeros if `padArguments` is set; otherwise a missing one is an error.
  std::vector<Argument> arguments;
  bool padArguments = false;
};

/// How it is run.
struct Options {
  /// Decides in which order waves run. The same seed gives the same run.
  uint64_t seed = 0;
  /// Count instructions, bank conflicts and sectors.
  bool statistics = false;
  /// Host threads, each of which runs one workgroup at a time; 0 for all.
  unsigned threads = 1;
  /// Fail after a wave met at so many instructions; 0 for the default, which
  /// is far beyond what kernels need and ends loops that never end.
  uint64_t maxSteps = 0;
};

/// What the accesses of one instruction cost.
struct AccessCount {
  std::string instruction;
  /// Executions by a wave with at least one active lane.
  uint64_t requests = 0;
  /// LDS: passes over its banks, and how many of them an access without bank
  /// conflicts would need. Global memory: sectors of 32 bytes touched, and the
  /// fewest that could hold the data.
  uint64_t transactions = 0;
  uint64_t ideal = 0;
};

/// Counts of a launch; empty unless `Options::statistics` was set.
struct Statistics {
  /// Instructions of LLVM IR that work-items executed, by opcode or intrinsic.
  std::map<std::string, uint64_t> opcodes;
  std::vector<AccessCount> lds, global;
  uint64_t globalBytesRead = 0, globalBytesWritten = 0;

  uint64_t bankConflicts() const {
    uint64_t sum = 0;
    for (const AccessCount &access : lds)
      sum += access.transactions - access.ideal;
    return sum;
  }
};

/// A parameter of a kernel, as it lies in the kernel argument segment.
struct ParameterInfo {
  std::string name;
  uint32_t offset = 0, size = 0, align = 0;
};

/// A kernel of a module.
struct KernelInfo {
  std::string name;
  std::vector<ParameterInfo> parameters;
  /// The processor, from the attribute "target-cpu", and its lanes per wave.
  std::string processor;
  uint32_t waveSize = 0;
};

/// A module of LLVM IR for AMD GPUs. It may be launched from several threads
/// at once, but for its variables in global memory.
class Module {
public:
  /// `source` is LLVM IR, as text or bitcode. `name` stands in messages.
  static Result<Module> load(std::string_view source, std::string name);

  Module(Module &&) noexcept;
  Module &operator=(Module &&) noexcept;
  ~Module();

  const std::vector<KernelInfo> &kernels() const;

  struct Impl;
  Impl &impl() const { return *state; }

private:
  Module();
  std::unique_ptr<Impl> state;
};

/// Runs a kernel to its end. Kernels are compiled when they are first launched.
/// After a failure, memory holds what had been written until then.
Result<Statistics> launch(const Module &module, const DeviceMemory &memory,
                          const LaunchConfig &config,
                          const Options &options = {});

} // namespace heddle::amdgcn

#endif // HEDDLE_EMULATOR_AMDGPU_H
