//===- EmulatePTX.cpp - Runs PTX kernels ----------------------------------===//
//
// Part of the Heddle Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Options.h"

#include "heddle/Emulator/PTX.h"

#include <cstdio>
#include <cstring>

using namespace heddle;
using namespace heddle::emulate;
using rt::Failure;
using rt::Result;

static void printAccesses(const char *title, const char *unit,
                          const std::vector<ptx::AccessCount> &accesses) {
  std::printf("%s:\n", title);
  for (const ptx::AccessCount &access : accesses)
    std::printf("  line %5u %10llu requests %10llu %s (at best %llu)  %s\n",
                access.line, static_cast<unsigned long long>(access.requests),
                static_cast<unsigned long long>(access.transactions), unit,
                static_cast<unsigned long long>(access.ideal),
                access.opcode.c_str());
}

static void printCount(const char *title, uint64_t count) {
  std::printf("%s: %llu\n", title, static_cast<unsigned long long>(count));
}

static void printStatistics(const ptx::Statistics &statistics) {
  printCount("warp instructions", statistics.warpInstructions);
  printCount("lane instructions", statistics.laneInstructions);
  printCount("global bytes read", statistics.globalBytesRead);
  printCount("global bytes written", statistics.globalBytesWritten);
  printCount("bank conflicts", statistics.bankConflicts());
  std::printf("instructions:\n");
  for (const auto &[opcode, count] : statistics.opcodes)
    std::printf("  %10llu  %s\n", static_cast<unsigned long long>(count),
                opcode.c_str());
  printAccesses("shared memory", "passes", statistics.shared);
  printAccesses("global memory", "sectors", statistics.global);
}

/// The block asked for, or else the one that the kernel requires.
static Result<ptx::Extent3> chooseBlock(const ptx::Module &module,
                                        const Options &options) {
  if (options.block)
    return ptx::Extent3{(*options.block)[0], (*options.block)[1],
                        (*options.block)[2]};
  for (const ptx::EntryInfo &info : module.entries())
    if ((options.entry.empty() || info.name == options.entry) &&
        info.requiredBlock.x != 0)
      return info.requiredBlock;
  return Failure{"the kernel requires no particular block; give --block"};
}

static Result<rt::Success> passArguments(Options &options,
                                         ptx::DeviceMemory &memory,
                                         ptx::LaunchConfig &config) {
  for (KernelArgument &argument : options.arguments) {
    config.arguments.push_back(passArgument(argument, memory));
    if (!argument.box)
      continue;
    uint64_t address = 0;
    std::memcpy(&address, config.arguments.back().bytes.data(),
                sizeof(address));
    Result<ptx::Argument> map = ptx::makeTensorMap(
        rt::TensorMapInfo::get(*argument.tensor, address, *argument.box));
    if (!map)
      return map.failure(argument.name + ": ");
    config.arguments.back() = std::move(*map);
  }
  return rt::Success{};
}

Result<rt::Success> emulate::emulatePTX(const std::string &source,
                                        Options &options) {
  Result<ptx::Module> module = ptx::Module::parse(source, options.file);
  if (!module)
    return module.failure();
  Result<ptx::Extent3> block = chooseBlock(*module, options);
  if (!block)
    return block.failure();
  ptx::DeviceMemory memory;
  ptx::LaunchConfig config;
  config.entry = options.entry;
  config.grid = {options.grid[0], options.grid[1], options.grid[2]};
  config.block = *block;
  config.cluster = {options.cluster[0], options.cluster[1], options.cluster[2]};
  config.sharedBytes = options.sharedBytes;
  if (Result<rt::Success> passed = passArguments(options, memory, config);
      !passed)
    return passed.failure();
  ptx::Options how;
  how.seed = options.seed;
  how.statistics = options.statistics;
  how.threads = options.threads;
  how.maxInstructions = options.maxInstructions;
  Result<ptx::Statistics> statistics =
      ptx::launch(*module, memory, config, how);
  if (!statistics)
    return statistics.failure();
  if (options.statistics)
    printStatistics(*statistics);
  return rt::Success{};
}
