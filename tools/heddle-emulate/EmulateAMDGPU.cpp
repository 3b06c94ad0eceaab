//===- EmulateAMDGPU.cpp - Runs kernels for AMD GPUs ----------------------===//
//
// Part of the Heddle Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Options.h"

#include "heddle/Emulator/AMDGPU.h"

#include <algorithm>
#include <cstdio>

using namespace heddle;
using namespace heddle::emulate;
using rt::Result;

static void printAccesses(const char *title,
                          const std::vector<amdgcn::AccessCount> &accesses) {
  for (const amdgcn::AccessCount &access : accesses)
    std::printf("%s: %llu requests, %llu transactions (ideal: %llu): %s\n",
                title, static_cast<unsigned long long>(access.requests),
                static_cast<unsigned long long>(access.transactions),
                static_cast<unsigned long long>(access.ideal),
                access.instruction.c_str());
}

static void printStatistics(const amdgcn::Statistics &statistics) {
  std::vector<std::pair<uint64_t, std::string>> counts;
  for (const auto &[opcode, count] : statistics.opcodes)
    if (count)
      counts.push_back({count, opcode});
  std::sort(counts.rbegin(), counts.rend());
  for (const auto &[count, opcode] : counts)
    std::printf("%12llu %s\n", static_cast<unsigned long long>(count),
                opcode.c_str());
  printAccesses("lds", statistics.lds);
  printAccesses("global", statistics.global);
  std::printf("bank conflicts: %llu\n",
              static_cast<unsigned long long>(statistics.bankConflicts()));
  std::printf("global bytes read: %llu, written: %llu\n",
              static_cast<unsigned long long>(statistics.globalBytesRead),
              static_cast<unsigned long long>(statistics.globalBytesWritten));
}

Result<rt::Success> emulate::emulateAMDGPU(const std::string &source,
                                           Options &options) {
  Result<amdgcn::Module> module = amdgcn::Module::load(source, options.file);
  if (!module)
    return module.failure();
  if (options.cluster != Extents{1, 1, 1})
    return rt::Failure{"--cluster: workgroups of AMD GPUs form no clusters"};
  amdgcn::DeviceMemory memory;
  amdgcn::LaunchConfig config;
  config.entry = options.entry;
  config.grid = {options.grid[0], options.grid[1], options.grid[2]};
  Extents block = options.block.value_or(Extents{1, 1, 1});
  config.block = {block[0], block[1], block[2]};
  config.ldsBytes = options.sharedBytes;
  for (KernelArgument &argument : options.arguments) {
    if (argument.box)
      return rt::Failure{argument.name + ": tensor maps are for NVIDIA's GPUs"};
    config.arguments.push_back(passArgument(argument, memory));
  }
  amdgcn::Options how;
  how.seed = options.seed;
  how.threads = options.threads;
  how.statistics = options.statistics;
  Result<amdgcn::Statistics> statistics =
      amdgcn::launch(*module, memory, config, how);
  if (!statistics)
    return statistics.failure();
  if (options.statistics)
    printStatistics(*statistics);
  return rt::Success{};
}
