//===- PTX.h - Runs PTX kernels on the host ---------------------*- C++ -*-===//
//
// Part of the Heddle Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A strict interpreter of PTX text. What a GPU would leave undefined (reads of
// memory that nobody wrote, accesses out of bounds, data races on shared
// memory, data of copies in flight, barriers that not all threads reach) is an
// error that names the instruction's line, the thread and the address.
//
//   ptx::DeviceMemory memory;
//   uint64_t x = memory.add(data, size, ptx::Contents::Initialized, "x");
//   Result<ptx::Module> module = ptx::Module::parse(text, "kernel.ptx");
//   ptx::LaunchConfig config;
//   config.entry = "kernel";
//   config.grid = {16, 1, 1};
//   config.block = {128, 1, 1};
//   config.arguments = {ptx::Argument::u64(x), ptx::Argument::i32(5)};
//   Result<ptx::Statistics> result = ptx::launch(*module, memory, config);
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_EMULATOR_PTX_H
#define HEDDLE_EMULATOR_PTX_H

#include "heddle/Emulator/Kernel.h"
#include "heddle/Runtime/Result.h"
#include "heddle/Runtime/TensorMap.h"

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace heddle::ptx {

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

/// The bytes of a tensor map, a kernel's argument.
constexpr size_t tensorMapBytes = 128;

/// The tensor and the boxes of it that bulk copies move, as cuda.h's
/// cuTensorMapEncodeTiled takes them. Dimensions go from the innermost out.
struct TensorMapInfo {
  enum class Element : uint8_t { F16, BF16, F32, I32, U8 };
  /// What is read outside of the tensor.
  enum class Fill : uint8_t { Zeros, NaN };

  /// Of the first element, on the device.
  uint64_t address = 0;
  Element element = Element::F32;
  /// At most five dimensions, and the bytes between elements of each but the
  /// first; elements of the first are adjacent.
  std::vector<uint64_t> extents, strides;
  /// Elements of a box, at most 256 along each dimension.
  std::vector<uint32_t> box;
  /// The width in bytes of the pattern in which a box lies in shared memory: 0,
  /// 32, 64 or 128.
  unsigned swizzle = 0;
  Fill fill = Fill::Zeros;
};

/// The argument that a kernel of the emulator takes as a tensor map. Fails if
/// the hardware would refuse the map.
Result<Argument> makeTensorMap(const TensorMapInfo &info);
Result<Argument> makeTensorMap(const rt::TensorMapInfo &info);

/// What is launched.
struct LaunchConfig {
  /// The name of a `.entry`; may be empty if the module has only one.
  std::string entry;
  Extent3 grid, block;
  /// Blocks per cluster.
  Extent3 cluster;
  /// Bytes of dynamic shared memory.
  uint32_t sharedBytes = 0;
  /// One per parameter. Parameters that are left over at the end are passed as
  /// zeros if `padArguments` is set; otherwise a missing one is an error.
  std::vector<Argument> arguments;
  bool padArguments = false;
};

/// How it is run.
struct Options {
  /// Decides in which order warps run. The same seed gives the same run.
  uint64_t seed = 0;
  /// Count instructions, bank conflicts and sectors.
  bool statistics = false;
  /// Host threads, each of which runs one block at a time; 0 for all.
  unsigned threads = 1;
  /// Fail after so many instructions of one warp; 0 for no limit.
  uint64_t maxInstructions = 0;
};

/// What the accesses of one instruction cost.
struct AccessCount {
  unsigned line = 0;
  std::string opcode;
  /// Executions by a warp with at least one active lane.
  uint64_t requests = 0;
  /// Shared memory: passes, and how many of them a layout without bank
  /// conflicts would need. Global memory: sectors of 32 bytes touched, and the
  /// fewest that could hold the data.
  uint64_t transactions = 0;
  uint64_t ideal = 0;
};

/// Counts of a launch; empty unless `Options::statistics` was set, except for
/// the totals.
struct Statistics {
  /// Instructions executed by warps, and by their active lanes.
  uint64_t warpInstructions = 0;
  uint64_t laneInstructions = 0;
  /// Warp instructions by full opcode, modifiers included.
  std::map<std::string, uint64_t> opcodes;
  std::vector<AccessCount> shared, global;
  uint64_t globalBytesRead = 0, globalBytesWritten = 0;

  uint64_t bankConflicts() const {
    uint64_t sum = 0;
    for (const AccessCount &access : shared)
      sum += access.transactions - access.ideal;
    return sum;
  }
};

/// A parameter of a kernel.
struct ParameterInfo {
  std::string name;
  uint32_t size = 0, align = 0;
};

/// A kernel of a module.
struct EntryInfo {
  std::string name;
  std::vector<ParameterInfo> parameters;
  /// From `.reqntid` and `.maxntid`; zeros where there is none.
  Extent3 requiredBlock{0, 0, 0}, maxBlock{0, 0, 0};
  /// Static shared memory in bytes.
  uint32_t sharedBytes = 0;
};

/// Parsed and decoded PTX. Immutable, so it may be launched from several
/// threads at once, but for its `.global` variables.
class Module {
public:
  /// `name` stands in front of the line in messages.
  static Result<Module> parse(std::string_view text, std::string name);

  Module(Module &&) noexcept;
  Module &operator=(Module &&) noexcept;
  ~Module();

  std::vector<EntryInfo> entries() const;
  /// The processor that `.target` names: "sm_80".
  std::string target() const;

  struct Impl;
  Impl &impl() const { return *state; }

private:
  Module();
  std::unique_ptr<Impl> state;
};

/// Runs a kernel to its end. After a failure, memory holds what had been
/// written until then.
Result<Statistics> launch(const Module &module, const DeviceMemory &memory,
                          const LaunchConfig &config,
                          const Options &options = {});

} // namespace heddle::ptx

#endif // HEDDLE_EMULATOR_PTX_H
