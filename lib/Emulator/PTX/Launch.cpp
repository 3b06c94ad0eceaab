//===- Launch.cpp - Runs the blocks of a kernel ---------------------------===//
//
// Part of the Heddle Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Engine.h"
#include "Parser.h"

#include <algorithm>
#include <atomic>
#include <thread>

using namespace heddle::ptx;

//===----------------------------------------------------------------------===//
// Device memory
//===----------------------------------------------------------------------===//

DeviceMemory::DeviceMemory() : state(std::make_unique<Impl>()) {}
DeviceMemory::DeviceMemory(DeviceMemory &&) noexcept = default;
DeviceMemory &DeviceMemory::operator=(DeviceMemory &&) noexcept = default;
DeviceMemory::~DeviceMemory() = default;

uint64_t DeviceMemory::add(void *data, size_t size, Contents contents,
                           std::string name) {
  constexpr uint64_t first = 0x700000000000, gap = uint64_t(1) << 21;
  DeviceBuffer buffer;
  buffer.name = std::move(name);
  buffer.data = static_cast<uint8_t *>(data);
  buffer.size = size;
  buffer.address = first;
  if (!state->buffers.empty()) {
    const DeviceBuffer &last = state->buffers.back();
    buffer.address = (last.address + last.size + 2 * gap) / gap * gap;
  }
  if (contents == Contents::Uninitialized)
    buffer.initialized.resize(size);
  state->buffers.push_back(std::move(buffer));
  return state->buffers.back().address;
}

size_t DeviceMemory::countUninitialized(uint64_t address) const {
  for (const DeviceBuffer &buffer : state->buffers)
    if (buffer.address == address)
      return static_cast<size_t>(
          std::count(buffer.initialized.begin(), buffer.initialized.end(), 0));
  return 0;
}

DeviceBuffer *DeviceMemory::Impl::findBelow(uint64_t address) {
  auto above = std::upper_bound(buffers.begin(), buffers.end(), address,
                                [](uint64_t value, const DeviceBuffer &buffer) {
                                  return value < buffer.address;
                                });
  return above == buffers.begin() ? nullptr : &*std::prev(above);
}

//===----------------------------------------------------------------------===//
// Launches
//===----------------------------------------------------------------------===//

static const Instruction *findInstruction(const Module::Impl &module,
                                          uint32_t id) {
  for (const Function &function : module.functions)
    if (!function.code.empty() && id >= function.code.front().id &&
        id <= function.code.back().id)
      return &function.code[id - function.code.front().id];
  return nullptr;
}

std::string Launch::describe(uint32_t instruction) const {
  const Instruction *found = findInstruction(module, instruction);
  return found ? "line " + std::to_string(found->line) + ", " + found->text
               : "an unknown place";
}

unsigned Launch::lineOf(uint32_t instruction) const {
  const Instruction *found = findInstruction(module, instruction);
  return found ? found->line : 0;
}

namespace {

using heddle::rt::Failure;
using heddle::rt::Result;
using heddle::rt::Success;

std::string toString(const Extent3 &extent) {
  return std::to_string(extent.x) + "," + std::to_string(extent.y) + "," +
         std::to_string(extent.z);
}

Result<const Function *> findEntry(const Module::Impl &module,
                                   const std::string &name) {
  const Function *found = nullptr;
  std::string names;
  unsigned count = 0;
  for (const Function &function : module.functions) {
    if (!function.isEntry || !function.isDefined)
      continue;
    ++count;
    names += (names.empty() ? "" : ", ") + function.name;
    if (name.empty() || function.name == name)
      found = &function;
  }
  if (!found || (name.empty() && count > 1))
    return Failure{"there is no kernel '" + name + "' in " + module.name +
                   ", which has: " + names};
  return found;
}

/// Functions that an instruction or a variable names.
void listNamed(const Operand &operand, std::vector<uint32_t> &numbers) {
  if (operand.kind == Operand::Kind::Function)
    numbers.push_back(operand.offset);
  for (const Operand &part : operand.parts)
    listNamed(part, numbers);
}

std::vector<uint32_t> listNamed(const Function &function) {
  std::vector<uint32_t> numbers;
  for (const Instruction &instruction : function.code)
    for (const Operand &operand : instruction.operands)
      listNamed(operand, numbers);
  return numbers;
}

std::vector<uint32_t> listInVariables(const Module::Impl &module) {
  std::vector<uint32_t> numbers;
  for (const Variable &variable : module.variables)
    for (const Variable::Reference &reference : variable.references) {
      auto found = module.functionByName.find(reference.name);
      if (found != module.functionByName.end())
        numbers.push_back(found->second->number);
    }
  return numbers;
}

/// That all that the kernel may call can run.
Result<Success> checkSupported(const Module::Impl &module,
                               const Function &entry) {
  std::vector<bool> seen(module.functions.size());
  std::vector<uint32_t> open = listInVariables(module);
  open.push_back(entry.number);
  while (!open.empty()) {
    const Function &function = module.functions[open.back()];
    open.pop_back();
    if (seen[function.number])
      continue;
    seen[function.number] = true;
    if (!function.unsupported.empty())
      return Failure{function.unsupported};
    std::vector<uint32_t> named = listNamed(function);
    open.insert(open.end(), named.begin(), named.end());
  }
  return Success{};
}

Result<Success> checkShape(const Function &entry, const LaunchConfig &config) {
  const Extent3 &block = config.block, &required = entry.requiredBlock;
  const Extent3 &most = entry.maxBlock, &grid = config.grid;
  uint64_t threads = uint64_t(block.x) * block.y * block.z;
  if (threads == 0 || uint64_t(grid.x) * grid.y * grid.z == 0)
    return Failure{"grid and block must not be empty"};
  if (threads > 1024)
    return Failure{"a block has at most 1024 threads, not " +
                   std::to_string(threads)};
  if (required.x != 0 &&
      (block.x != required.x || block.y != required.y || block.z != required.z))
    return Failure{"'" + entry.name + "' requires blocks of " +
                   toString(required) + ", not of " + toString(block)};
  if (most.x != 0 && threads > uint64_t(most.x) * most.y * most.z)
    return Failure{"'" + entry.name + "' allows blocks of at most " +
                   toString(most) + ", not of " + toString(block)};
  if (uint64_t(entry.sharedBytes) + config.sharedBytes > 227 * 1024)
    return Failure{
        "a block has at most 232448 bytes of shared memory, not " +
        std::to_string(uint64_t(entry.sharedBytes) + config.sharedBytes)};
  return Success{};
}

/// The blocks of a cluster: what the launch says, or else the kernel.
Result<Extent3> chooseCluster(const Function &entry,
                              const LaunchConfig &config) {
  const Extent3 &required = entry.requiredCluster, &grid = config.grid;
  Extent3 cluster = config.cluster;
  auto count = [](const Extent3 &extent) {
    return uint64_t(extent.x) * extent.y * extent.z;
  };
  if (count(cluster) == 1 && required.x != 0)
    cluster = required;
  if (required.x != 0 && toString(required) != toString(cluster))
    return Failure{"'" + entry.name + "' requires clusters of " +
                   toString(required) + " blocks, not of " + toString(cluster)};
  constexpr unsigned most = 16;
  if (count(cluster) == 0 || count(cluster) > most)
    return Failure{"a cluster has 1 to 16 blocks, not " + toString(cluster)};
  if (grid.x % cluster.x != 0 || grid.y % cluster.y != 0 ||
      grid.z % cluster.z != 0)
    return Failure{"a grid of " + toString(grid) +
                   " blocks cannot be divided into clusters of " +
                   toString(cluster)};
  return cluster;
}

Result<std::vector<uint8_t>> packArguments(const Function &entry,
                                           const LaunchConfig &config) {
  const auto &parameters = entry.parameters;
  size_t given = config.arguments.size();
  if (given > parameters.size() ||
      (given < parameters.size() && !config.padArguments))
    return Failure{"'" + entry.name + "' has " +
                   std::to_string(parameters.size()) + " parameters, but " +
                   std::to_string(given) + " arguments are given"};
  std::vector<uint8_t> bytes(entry.parameterBytes);
  for (size_t i = 0; i < given; ++i) {
    const std::vector<unsigned char> &argument = config.arguments[i].bytes;
    if (argument.size() != parameters[i].size)
      return Failure{"argument " + std::to_string(i) + " of '" + entry.name +
                     "' has " + std::to_string(argument.size()) +
                     " bytes, but the parameter " +
                     std::to_string(parameters[i].size)};
    std::copy(argument.begin(), argument.end(),
              bytes.begin() + (parameters[i].address - paramWindow));
  }
  return bytes;
}

void addCounters(Counters &total, const Counters &part) {
  total.warpInstructions += part.warpInstructions;
  total.laneInstructions += part.laneInstructions;
  total.bytesRead += part.bytesRead;
  total.bytesWritten += part.bytesWritten;
  total.executed.resize(std::max(total.executed.size(), part.executed.size()));
  for (size_t i = 0; i < part.executed.size(); ++i)
    total.executed[i] += part.executed[i];
  auto add = [](auto &to, const auto &from) {
    for (const auto &[id, access] : from) {
      Counters::Access &sum = to[id];
      sum.requests += access.requests;
      sum.transactions += access.transactions;
      sum.ideal += access.ideal;
    }
  };
  add(total.shared, part.shared);
  add(total.global, part.global);
}

/// Clusters run in order, each on the next thread that is free.
void runClusters(Launch &launch) {
  const Extent3 &grid = launch.config.grid, &cluster = launch.config.cluster;
  Extent3 extent = {grid.x / cluster.x, grid.y / cluster.y, grid.z / cluster.z};
  uint64_t count = uint64_t(extent.x) * extent.y * extent.z;
  std::atomic<uint64_t> next{0};
  std::atomic<bool> failed{false};
  auto work = [&] {
    for (uint64_t i; !failed && (i = next++) < count;) {
      Extent3 index = {static_cast<uint32_t>(i % extent.x),
                       static_cast<uint32_t>(i / extent.x % extent.y),
                       static_cast<uint32_t>(i / extent.x / extent.y)};
      Cluster running(launch, index,
                      launch.options.seed * 0x9e3779b97f4a7c15 + i);
      if (!running.run())
        failed = true;
      std::lock_guard<std::mutex> guard(launch.failureGuard);
      addCounters(launch.total, running.counters);
    }
  };
  unsigned threads = launch.options.threads;
  if (threads == 0)
    threads = std::max(1u, std::thread::hardware_concurrency());
  std::vector<std::thread> others;
  for (unsigned i = 1; i < threads; ++i)
    others.emplace_back(work);
  work();
  for (std::thread &thread : others)
    thread.join();
}

std::vector<AccessCount>
listAccesses(const std::vector<const Instruction *> &instructions,
             const std::unordered_map<uint32_t, Counters::Access> &accesses) {
  std::vector<AccessCount> list;
  for (const auto &[id, access] : accesses)
    list.push_back({instructions[id]->line, instructions[id]->text,
                    access.requests, access.transactions, access.ideal});
  std::sort(list.begin(), list.end(),
            [](const AccessCount &a, const AccessCount &b) {
              return a.line < b.line;
            });
  return list;
}

Statistics summarize(const Module::Impl &module, const Counters &total) {
  Statistics statistics;
  statistics.warpInstructions = total.warpInstructions;
  statistics.laneInstructions = total.laneInstructions;
  statistics.globalBytesRead = total.bytesRead;
  statistics.globalBytesWritten = total.bytesWritten;
  if (total.executed.empty())
    return statistics;
  std::vector<const Instruction *> instructions(module.instructions);
  for (const Function &function : module.functions)
    for (const Instruction &instruction : function.code)
      instructions[instruction.id] = &instruction;
  for (size_t i = 0; i < total.executed.size(); ++i)
    if (total.executed[i] != 0)
      statistics.opcodes[instructions[i]->text] += total.executed[i];
  statistics.shared = listAccesses(instructions, total.shared);
  statistics.global = listAccesses(instructions, total.global);
  return statistics;
}

} // namespace

Result<Statistics> heddle::ptx::launch(const Module &module,
                                       const DeviceMemory &memory,
                                       const LaunchConfig &config,
                                       const Options &options) {
  Result<const Function *> entry = findEntry(module.impl(), config.entry);
  if (!entry)
    return Failure{entry.error()};
  Result<Success> supported = checkSupported(module.impl(), **entry);
  if (!supported)
    return Failure{supported.error()};
  Result<Success> shape = checkShape(**entry, config);
  if (!shape)
    return Failure{shape.error()};
  Result<Extent3> cluster = chooseCluster(**entry, config);
  if (!cluster)
    return Failure{cluster.error()};
  LaunchConfig complete = config;
  complete.cluster = *cluster;
  Result<std::vector<uint8_t>> parameters = packArguments(**entry, config);
  if (!parameters)
    return Failure{parameters.error()};
  Launch launch{module.impl(),
                memory.impl(),
                **entry,
                complete,
                options,
                std::move(*parameters),
                {},
                {},
                {},
                {}};
  runClusters(launch);
  if (!launch.failure.empty())
    return Failure{launch.failure};
  return summarize(module.impl(), launch.total);
}

//===----------------------------------------------------------------------===//
// Modules
//===----------------------------------------------------------------------===//

Module::Module() : state(std::make_unique<Impl>()) {}
Module::Module(Module &&) noexcept = default;
Module &Module::operator=(Module &&) noexcept = default;
Module::~Module() = default;

Result<Module> Module::parse(std::string_view text, std::string name) {
  Module module;
  module.state->name = std::move(name);
  module.state->text = text;
  Parser parser(*module.state);
  if (!parser.parseModule())
    return Failure{parser.message()};
  return module;
}

std::vector<EntryInfo> Module::entries() const {
  std::vector<EntryInfo> list;
  for (const Function &function : state->functions) {
    if (!function.isEntry || !function.isDefined)
      continue;
    EntryInfo info;
    info.name = function.name;
    for (const Variable &parameter : function.parameters)
      info.parameters.push_back(
          {parameter.name, parameter.size, parameter.align});
    info.requiredBlock = function.requiredBlock;
    info.maxBlock = function.maxBlock;
    info.sharedBytes = function.sharedBytes;
    list.push_back(std::move(info));
  }
  return list;
}

std::string Module::target() const { return state->target; }
