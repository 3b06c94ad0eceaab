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

static Result<ptx::TensorMapInfo::Element> elementOf(rt::ElementType type) {
  using Element = ptx::TensorMapInfo::Element;
  switch (type) {
  case rt::ElementType::F16:
    return Element::F16;
  case rt::ElementType::BF16:
    return Element::BF16;
  case rt::ElementType::F32:
    return Element::F32;
  case rt::ElementType::I32:
    return Element::I32;
  default:
    return Failure{"a tensor map has elements of type f16, bf16, f32 or i32"};
  }
}

/// A tensor map of a tensor at `address`.
static Result<ptx::Argument> mapTensor(const KernelArgument &argument,
                                       uint64_t address) {
  rt::TensorMapInfo map =
      rt::TensorMapInfo::get(*argument.tensor, address, *argument.box);
  Result<ptx::TensorMapInfo::Element> element = elementOf(map.element);
  if (!element)
    return element.failure();
  using Fill = ptx::TensorMapInfo::Fill;
  ptx::TensorMapInfo info;
  info.address = address;
  info.element = *element;
  info.extents = std::move(map.extents);
  info.strides = std::move(map.strides);
  info.box = std::move(map.box.extents);
  info.swizzle = map.box.swizzle;
  info.fill = map.box.fillsNaN ? Fill::NaN : Fill::Zeros;
  return ptx::makeTensorMap(info);
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
    Result<ptx::Argument> map = mapTensor(argument, address);
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
