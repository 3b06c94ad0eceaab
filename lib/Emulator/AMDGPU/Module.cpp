//===- Module.cpp - Modules and launches ----------------------------------===//
//
// Part of the Heddle Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Compile.h"
#include "Workgroup.h"

#include "llvm/ADT/StringExtras.h"

#include <atomic>
#include <mutex>
#include <thread>

using namespace heddle;
using namespace heddle::amdgcn;

//===----------------------------------------------------------------------===//
// Modules
//===----------------------------------------------------------------------===//

struct Module::Impl {
  std::string source, name;
  std::vector<KernelInfo> kernels;

  /// Compiled kernels, by name and whether they count.
  std::map<std::pair<std::string, bool>, std::unique_ptr<Kernel>> compiled;
  std::mutex mutex;

  Result<Kernel *> compile(const std::string &entry, bool statistics);
};

Module::Module() : state(std::make_unique<Impl>()) {}
Module::Module(Module &&) noexcept = default;
Module &Module::operator=(Module &&) noexcept = default;
Module::~Module() = default;

const std::vector<KernelInfo> &Module::kernels() const {
  return state->kernels;
}

static Result<KernelInfo> describeKernel(llvm::Module &module,
                                         const llvm::Function &function) {
  Result<Processor> processor = readProcessor(function);
  if (!processor)
    return processor.failure();
  Result<std::unique_ptr<llvm::TargetMachine>> machine =
      createTargetMachine(module, *processor);
  if (!machine)
    return machine.failure();
  module.setDataLayout((*machine)->createDataLayout());
  return KernelInfo{function.getName().str(), layOutParameters(function),
                    processor->name, processor->waveSize};
}

Result<Module> Module::load(std::string_view source, std::string name) {
  llvm::LLVMContext context;
  Result<std::unique_ptr<llvm::Module>> parsed =
      parseModule(source, name, context);
  if (!parsed)
    return parsed.failure();
  Module module;
  for (const llvm::Function &function : **parsed) {
    if (function.isDeclaration() ||
        function.getCallingConv() != llvm::CallingConv::AMDGPU_KERNEL)
      continue;
    Result<KernelInfo> info = describeKernel(**parsed, function);
    if (!info)
      return info.failure(name + ": ");
    module.state->kernels.push_back(std::move(*info));
  }
  if (module.state->kernels.empty())
    return Failure{name + ": no function is an amdgpu_kernel"};
  module.state->source = std::string(source);
  module.state->name = std::move(name);
  return module;
}

Result<Kernel *> Module::Impl::compile(const std::string &entry,
                                       bool statistics) {
  std::lock_guard<std::mutex> lock(mutex);
  std::unique_ptr<Kernel> &kernel = compiled[{entry, statistics}];
  if (!kernel) {
    Result<std::unique_ptr<Kernel>> made =
        compileKernel(source, name, entry, statistics);
    if (!made)
      return made.failure();
    kernel = std::move(*made);
  }
  return kernel.get();
}

//===----------------------------------------------------------------------===//
// Launches
//===----------------------------------------------------------------------===//

static Result<const KernelInfo *> findKernel(const Module &module,
                                             const std::string &entry) {
  std::string names;
  for (const KernelInfo &kernel : module.kernels()) {
    if (kernel.name == entry || (entry.empty() && module.kernels().size() == 1))
      return &kernel;
    names += (names.empty() ? "" : ", ") + kernel.name;
  }
  if (entry.empty())
    return Failure{"the module has several kernels, so name one: " + names};
  return Failure{"no kernel '" + entry +
                 "' in the module, which has: " + names};
}

static Result<Success> checkExtents(const LaunchConfig &config) {
  Extent3 grid = config.grid, block = config.block;
  for (uint32_t extent : {grid.x, grid.y, grid.z, block.x, block.y, block.z})
    if (extent == 0 || extent > 0x7fffffff)
      return Failure{"extents of grid and block must be positive and less "
                     "than 2^31"};
  uint64_t items = uint64_t{block.x} * block.y;
  if (items > 1024 || items * block.z > 1024)
    return Failure{"a workgroup has at most 1024 work-items"};
  return Success{};
}

/// The kernel argument segment.
static Result<std::vector<unsigned char>>
packArguments(const KernelInfo &kernel, const LaunchConfig &config) {
  size_t count = kernel.parameters.size(), given = config.arguments.size();
  std::string where = "kernel '" + kernel.name + "': ";
  if (given > count || (given < count && !config.padArguments))
    return Failure{where + std::to_string(count) + " arguments expected, but " +
                   std::to_string(given) + " given"};
  std::vector<unsigned char> segment;
  for (size_t i = 0; i < count; ++i) {
    const ParameterInfo &parameter = kernel.parameters[i];
    segment.resize(parameter.offset + parameter.size);
    if (i >= given)
      continue;
    const std::vector<unsigned char> &bytes = config.arguments[i].bytes;
    if (bytes.size() != parameter.size)
      return Failure{where + "argument " + std::to_string(i) + " ('" +
                     parameter.name + "') has " +
                     std::to_string(parameter.size) + " bytes, but " +
                     std::to_string(bytes.size()) + " were given"};
    std::copy(bytes.begin(), bytes.end(), segment.begin() + parameter.offset);
  }
  return segment;
}

namespace {

/// What kernels read beside their arguments, as the runtime of HSA lays it out.
struct DispatchPacket {
  uint16_t header, setup;
  uint16_t workgroupSize[3];
  uint16_t reserved;
  uint32_t gridSize[3];
  uint32_t privateSegmentSize, groupSegmentSize;
  uint64_t kernelObject, kernargAddress, reserved2, completionSignal;
};

/// The implicit arguments of code objects of version 5.
struct ImplicitArguments {
  uint32_t blockCount[3];
  uint16_t groupSize[3];
  uint16_t remainder[3];
  uint64_t reserved[2];
  uint64_t globalOffset[3];
  uint16_t gridDims;
  unsigned char rest[256 - 66];
};
static_assert(offsetof(ImplicitArguments, globalOffset) == 40 &&
              offsetof(ImplicitArguments, gridDims) == 64);

/// One launch: the memory of its own, and its workgroups.
class Launch {
public:
  Launch(Kernel &kernel, MemoryMap &memory, const LaunchConfig &config,
         const Options &options, std::vector<unsigned char> arguments);

  Result<Statistics> run();

private:
  void describeGrid();
  void work();
  void finishWorkgroups(const Workgroup &workgroup);
  Extent3 idOf(uint64_t index) const;
  Statistics summarize() const;

  Kernel &kernel;
  const LaunchConfig &config;
  const Options &options;
  MemoryMap internal{internalSlot};
  std::vector<unsigned char> arguments;
  DispatchPacket packet = {};
  ImplicitArguments implicit = {};
  LaunchState state;

  uint64_t count;
  std::atomic<uint64_t> next{0};
  std::mutex mutex;
  /// The failure of the first workgroup that failed.
  uint64_t failedAt = ~uint64_t{0};
  std::string message;
  std::vector<SiteCost> costs;
  std::vector<uint64_t> blockCounts;
};

} // namespace

/// Waves meet some thousand times in usual kernels.
static constexpr uint64_t defaultMaxSteps = 20'000'000;

Launch::Launch(Kernel &kernel, MemoryMap &memory, const LaunchConfig &config,
               const Options &options, std::vector<unsigned char> segment)
    : kernel(kernel), config(config), options(options),
      arguments(std::move(segment)),
      state{kernel,
            memory,
            internal,
            options.maxSteps ? options.maxSteps : defaultMaxSteps,
            kernel.ldsBytes + config.ldsBytes,
            config.grid,
            config.block,
            internal.add(arguments.data(), arguments.size(),
                         Contents::Initialized, "kernel arguments",
                         /*writable=*/false),
            internal.add(&implicit, sizeof(implicit), Contents::Initialized,
                         "implicit arguments", /*writable=*/false),
            internal.add(&packet, sizeof(packet), Contents::Initialized,
                         "dispatch packet", /*writable=*/false),
            arguments.data(),
            options.statistics},
      count(uint64_t{config.grid.x} * config.grid.y * config.grid.z),
      costs(kernel.sites.size()), blockCounts(kernel.blocks.size()) {
  describeGrid();
}

void Launch::describeGrid() {
  const uint32_t grid[] = {config.grid.x, config.grid.y, config.grid.z};
  const uint32_t block[] = {config.block.x, config.block.y, config.block.z};
  for (int i = 0; i < 3; ++i) {
    packet.workgroupSize[i] = implicit.groupSize[i] = block[i];
    packet.gridSize[i] = grid[i] * block[i];
    implicit.blockCount[i] = grid[i];
  }
  packet.groupSegmentSize = state.ldsBytes;
  packet.kernargAddress = state.arguments;
  packet.setup = implicit.gridDims = 3;
}

Extent3 Launch::idOf(uint64_t index) const {
  return {static_cast<uint32_t>(index % config.grid.x),
          static_cast<uint32_t>(index / config.grid.x % config.grid.y),
          static_cast<uint32_t>(index / config.grid.x / config.grid.y)};
}

void Launch::finishWorkgroups(const Workgroup &workgroup) {
  for (size_t i = 0; i < costs.size(); ++i) {
    costs[i].requests += workgroup.costs[i].requests;
    costs[i].transactions += workgroup.costs[i].transactions;
    costs[i].ideal += workgroup.costs[i].ideal;
    costs[i].bytesRead += workgroup.costs[i].bytesRead;
    costs[i].bytesWritten += workgroup.costs[i].bytesWritten;
  }
  for (size_t i = 0; i < blockCounts.size(); ++i)
    blockCounts[i] += workgroup.blockCounts[i];
}

/// One host thread: takes workgroups until there are no more, or one failed.
void Launch::work() {
  Workgroup workgroup(state);
  uint64_t index;
  std::string error;
  while (error.empty() && (index = next++) < count)
    error = workgroup.run(idOf(index), options.seed * 0x9e3779b9 + index);
  std::lock_guard<std::mutex> lock(mutex);
  finishWorkgroups(workgroup);
  if (error.empty() || index > failedAt)
    return;
  failedAt = index;
  message = error;
  next = count;
}

Statistics Launch::summarize() const {
  Statistics statistics;
  if (!options.statistics)
    return statistics;
  for (size_t i = 0; i < blockCounts.size(); ++i)
    for (const auto &[opcode, times] : kernel.blocks[i].opcodes)
      statistics.opcodes[opcode] += times * blockCounts[i];
  for (size_t i = 0; i < costs.size(); ++i) {
    const Site &site = kernel.sites[i];
    const SiteCost &cost = costs[i];
    if (!cost.requests)
      continue;
    auto &list = site.space == LDS ? statistics.lds : statistics.global;
    list.push_back({site.text, cost.requests, cost.transactions, cost.ideal});
    statistics.globalBytesRead += cost.bytesRead;
    statistics.globalBytesWritten += cost.bytesWritten;
  }
  return statistics;
}

Result<Statistics> Launch::run() {
  uint64_t threads =
      options.threads ? options.threads : std::thread::hardware_concurrency();
  threads = std::max<uint64_t>(1, std::min(threads, count));
  std::vector<std::thread> others;
  for (uint64_t i = 1; i < threads; ++i)
    others.emplace_back([this] { work(); });
  work();
  for (std::thread &other : others)
    other.join();
  if (!message.empty())
    return Failure{message};
  return summarize();
}

Result<Statistics> amdgcn::launch(const Module &module,
                                  const DeviceMemory &memory,
                                  const LaunchConfig &config,
                                  const Options &options) {
  Result<const KernelInfo *> info = findKernel(module, config.entry);
  if (!info)
    return info.failure();
  if (Result<Success> checked = checkExtents(config); !checked)
    return checked.failure();
  Result<std::vector<unsigned char>> arguments = packArguments(**info, config);
  if (!arguments)
    return arguments.failure();
  Result<Kernel *> kernel =
      module.impl().compile((*info)->name, options.statistics);
  if (!kernel)
    return kernel.failure();
  const Processor &processor = (*kernel)->processor;
  bool isGfx950 = processor.major == 9 && processor.minor == 5;
  uint64_t maxLDS = (isGfx950 ? 160 : 64) << 10;
  uint64_t lds = uint64_t{(*kernel)->ldsBytes} + config.ldsBytes;
  if (lds > maxLDS)
    return Failure{"kernel '" + (*info)->name + "': " + std::to_string(lds) +
                   " bytes of LDS, of which a workgroup has at most " +
                   std::to_string(maxLDS) + " on " + processor.name};
  return Launch(**kernel, memory.impl().map, config, options,
                std::move(*arguments))
      .run();
}
