//===- KernelLauncher.cpp - Runs the kernels of host code -----------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "KernelLauncher.h"
#include "ToolSupport.h"

using namespace heddle;
using namespace heddle::driver;

/// Whom launches of this process go to.
static KernelLauncher *active = nullptr;

llvm::Expected<std::unique_ptr<KernelLauncher>>
KernelLauncher::create(llvm::StringRef chip, bool emulate, uint64_t seed) {
  std::unique_ptr<KernelLauncher> launcher(new KernelLauncher());
  launcher->seed = seed;
  launcher->isAMD = isAMDGPU(chip);
  if (!emulate) {
    rt::Result<std::unique_ptr<rt::Device>> opened = rt::Device::open(
        launcher->isAMD ? rt::Vendor::AMD : rt::Vendor::NVIDIA);
    if (!opened)
      return makeError(ExitCode::Refused,
                       opened.failure("run with --emulate instead: "));
    launcher->device = std::move(*opened);
  }
  active = launcher.get();
  return launcher;
}

KernelLauncher::~KernelLauncher() { active = nullptr; }

llvm::Error KernelLauncher::load(std::string text,
                                 std::vector<KernelDescription> listed) {
  code = std::move(text);
  kernels = std::move(listed);
  if (device)
    return llvm::Error::success();
  if (isAMD) {
    rt::Result<amdgcn::Module> loaded =
        amdgcn::Module::load(code, "kernels.ll");
    if (!loaded)
      return makeError(ExitCode::Failure, loaded);
    amdModule = std::move(*loaded);
    return llvm::Error::success();
  }
  rt::Result<ptx::Module> parsed = ptx::Module::parse(code, "kernels.ptx");
  if (!parsed)
    return makeError(ExitCode::Failure, parsed);
  module = std::move(*parsed);
  return llvm::Error::success();
}

llvm::Error KernelLauncher::takeError() {
  if (message.empty())
    return llvm::Error::success();
  return makeError(ExitCode::Failure, std::exchange(message, ""));
}

cpu::JitSymbol KernelLauncher::getSymbol() {
  return {"heddle_launch_kernel", reinterpret_cast<void *>(&launchFromHost)};
}

//===----------------------------------------------------------------------===//
// Launching
//===----------------------------------------------------------------------===//

/// After a failure nothing else is launched.
void KernelLauncher::launchFromHost(int64_t kernel, int64_t gridX,
                                    int64_t gridY, int64_t gridZ,
                                    int64_t blockX, int64_t blockY,
                                    int64_t blockZ, int64_t sharedBytes,
                                    const int64_t *arguments,
                                    int64_t numArguments) {
  KernelLauncher &self = *active;
  // No work is no launch, for drivers an error.
  if (!self.message.empty() || gridX == 0 || gridY == 0 || gridZ == 0)
    return;
  KernelDescription &description = self.kernels[static_cast<size_t>(kernel)];
  constexpr int64_t maxX = 0x7fffffff, maxOther = 0xffff;
  if (gridX > maxX || gridY > maxOther || gridZ > maxOther) {
    self.message = "kernel " + description.name + ": a grid of " +
                   std::to_string(gridX) + " x " + std::to_string(gridY) +
                   " x " + std::to_string(gridZ) +
                   " workgroups; at most 2147483647 x 65535 x 65535 can be "
                   "launched, so use fewer heads or batch entries";
    return;
  }
  auto narrow = [](int64_t value) { return static_cast<uint32_t>(value); };
  rt::LaunchShape shape;
  shape.grid = {narrow(gridX), narrow(gridY), narrow(gridZ)};
  shape.block = {narrow(blockX), narrow(blockY), narrow(blockZ)};
  shape.sharedBytes = narrow(sharedBytes);
  rt::Result<rt::Success> done =
      self.launch(description, shape, {arguments, size_t(2 * numArguments)});
  if (!done)
    self.message = "kernel " + description.name + ": " + done.error();
}

rt::Result<rt::Success>
KernelLauncher::launch(KernelDescription &kernel, const rt::LaunchShape &shape,
                       llvm::ArrayRef<int64_t> arguments) {
  kernel.grid = shape.grid;
  // Memrefs may overlap: what touches becomes one.
  std::vector<Span> all, spans;
  for (size_t i = 0; i != arguments.size(); i += 2)
    if (arguments[i + 1] > 0)
      all.push_back({uint64_t(arguments[i]),
                     uint64_t(arguments[i] + arguments[i + 1]), 0});
  llvm::sort(all,
             [](const Span &a, const Span &b) { return a.begin < b.begin; });
  for (const Span &span : all) {
    if (spans.empty() || span.begin > spans.back().end)
      spans.push_back(span);
    else
      spans.back().end = std::max(spans.back().end, span.end);
  }
  return device  ? runOnDevice(kernel.name, shape, spans, arguments)
         : isAMD ? emulateAMD(kernel.name, shape, spans, arguments)
                 : emulate(kernel.name, shape, spans, arguments);
}

/// Where kernels see what the host has at `address`.
template <class Spans>
static uint64_t translate(uint64_t address, const Spans &spans) {
  for (const auto &span : spans)
    if (address >= span.begin && address < span.end)
      return span.address + (address - span.begin);
  return address;
}

/// What heddle-call-launcher says of a tensor map; nothing if the hardware has
/// none of such strides: the kernel looks at them, and does without it.
template <class Spans>
static std::optional<rt::TensorMapInfo> readTensorMap(const int64_t *numbers,
                                                      const Spans &spans) {
  constexpr int64_t alignment = 16;
  bool isBF16 = numbers[1] != 0, isWide = numbers[2] == sizeof(float);
  rt::TensorMapInfo map;
  map.address = translate(uint64_t(numbers[0]), spans);
  map.element = isWide   ? rt::ElementType::F32
                : isBF16 ? rt::ElementType::BF16
                         : rt::ElementType::F16;
  map.box.swizzle = uint32_t(numbers[3]);
  bool isPossible = map.address % alignment == 0;
  for (int64_t dim = 0; dim != numbers[4]; ++dim) {
    const int64_t *number = numbers + 5 + 3 * dim;
    isPossible &= number[0] > 0 && (dim == 0 || number[1] % alignment == 0);
    map.extents.push_back(uint64_t(number[0]));
    if (dim)
      map.strides.push_back(uint64_t(number[1]));
    map.box.extents.push_back(uint32_t(number[2]));
  }
  return isPossible ? std::optional(map) : std::nullopt;
}

using Bytes = std::vector<unsigned char>;

/// The bytes of all arguments, of which the host says what they are.
template <class Spans>
static rt::Result<std::vector<Bytes>>
getArguments(llvm::ArrayRef<int64_t> arguments, const Spans &spans,
             llvm::function_ref<rt::Result<Bytes>(const rt::TensorMapInfo &)>
                 makeTensorMap) {
  constexpr int64_t mapBytes = 128;
  std::vector<Bytes> all;
  for (size_t i = 0; i != arguments.size(); i += 2) {
    int64_t value = arguments[i], bytes = arguments[i + 1];
    if (bytes == -mapBytes) {
      all.emplace_back(mapBytes);
      auto info =
          readTensorMap(reinterpret_cast<const int64_t *>(value), spans);
      if (!info)
        continue;
      rt::Result<Bytes> map = makeTensorMap(*info);
      if (!map)
        return map.failure("a tensor map of an argument: ");
      all.back() = std::move(*map);
      continue;
    }
    if (bytes >= 0)
      value = bytes ? int64_t(translate(uint64_t(value), spans)) : 0;
    const auto *raw = reinterpret_cast<const unsigned char *>(&value);
    all.emplace_back(raw, raw + (bytes < 0 ? -bytes : sizeof(uint64_t)));
  }
  return all;
}

/// Makes the spans known to an emulator, and says how it launches.
template <class Contents, class Memory, class Config, class Spans>
static void describeLaunch(const std::string &name,
                           const rt::LaunchShape &shape, Spans &spans,
                           Memory &memory, Config &config) {
  for (auto [i, span] : llvm::enumerate(spans))
    span.address =
        memory.add(reinterpret_cast<void *>(span.begin), span.end - span.begin,
                   Contents::Initialized, "buffer " + std::to_string(i));
  config.entry = name;
  config.grid = {shape.grid[0], shape.grid[1], shape.grid[2]};
  config.block = {shape.block[0], shape.block[1], shape.block[2]};
}

rt::Result<rt::Success> KernelLauncher::emulateAMD(
    const std::string &name, const rt::LaunchShape &shape,
    std::vector<Span> &spans, llvm::ArrayRef<int64_t> arguments) {
  amdgcn::DeviceMemory memory;
  amdgcn::LaunchConfig config;
  describeLaunch<amdgcn::Contents>(name, shape, spans, memory, config);
  rt::Result<std::vector<Bytes>> values =
      getArguments(arguments, spans, [](const rt::TensorMapInfo &) {
        return rt::Result<Bytes>(rt::Failure{"AMD's GPUs have none"});
      });
  if (!values)
    return values.failure();
  for (Bytes &bytes : *values)
    config.arguments.push_back({std::move(bytes)});
  config.ldsBytes = shape.sharedBytes;
  amdgcn::Options options;
  options.seed = seed;
  options.threads = 0;
  rt::Result<amdgcn::Statistics> run =
      amdgcn::launch(*amdModule, memory, config, options);
  if (!run)
    return run.failure();
  return rt::Success{};
}

rt::Result<rt::Success>
KernelLauncher::emulate(const std::string &name, const rt::LaunchShape &shape,
                        std::vector<Span> &spans,
                        llvm::ArrayRef<int64_t> arguments) {
  ptx::DeviceMemory memory;
  ptx::LaunchConfig config;
  describeLaunch<ptx::Contents>(name, shape, spans, memory, config);
  auto makeMap = [](const rt::TensorMapInfo &info) -> rt::Result<Bytes> {
    rt::Result<ptx::Argument> map = ptx::makeTensorMap(info);
    if (!map)
      return map.failure();
    return std::move(map->bytes);
  };
  rt::Result<std::vector<Bytes>> values =
      getArguments(arguments, spans, makeMap);
  if (!values)
    return values.failure();
  for (Bytes &bytes : *values)
    config.arguments.push_back({std::move(bytes)});
  config.sharedBytes = shape.sharedBytes;
  ptx::Options options;
  options.seed = seed;
  options.threads = 0;
  rt::Result<ptx::Statistics> run =
      ptx::launch(*module, memory, config, options);
  if (!run)
    return run.failure();
  return rt::Success{};
}

rt::Result<rt::DeviceKernel>
KernelLauncher::loadOnDevice(const std::string &name) {
  auto known = loaded.find(name);
  if (known != loaded.end())
    return known->second;
  rt::Result<rt::DeviceKernel> kernel = device->load(code, name);
  if (kernel)
    loaded[name] = *kernel;
  return kernel;
}

rt::Result<rt::Success> KernelLauncher::copyToDevice(std::vector<Span> &spans) {
  for (Span &span : spans) {
    rt::Result<uint64_t> address = device->allocate(span.end - span.begin);
    if (!address)
      return address.failure();
    span.address = *address;
    rt::Result<rt::Success> copied =
        device->upload(span.address, reinterpret_cast<void *>(span.begin),
                       span.end - span.begin);
    if (!copied)
      return copied;
  }
  return rt::Success{};
}

rt::Result<rt::Success>
KernelLauncher::copyFromDevice(llvm::ArrayRef<Span> spans) {
  for (const Span &span : spans) {
    rt::Result<rt::Success> done =
        device->download(reinterpret_cast<void *>(span.begin), span.address,
                         span.end - span.begin);
    if (!done)
      return done;
    if (done = device->release(span.address); !done)
      return done;
  }
  return rt::Success{};
}

rt::Result<rt::Success> KernelLauncher::runOnDevice(
    const std::string &name, const rt::LaunchShape &shape,
    std::vector<Span> &spans, llvm::ArrayRef<int64_t> arguments) {
  rt::Result<rt::DeviceKernel> kernel = loadOnDevice(name);
  if (!kernel)
    return kernel.failure();
  if (rt::Result<rt::Success> copied = copyToDevice(spans); !copied)
    return copied;
  rt::Result<std::vector<Bytes>> values =
      getArguments(arguments, spans, [&](const rt::TensorMapInfo &info) {
        return device->makeTensorMap(info);
      });
  if (!values)
    return values.failure();
  rt::Result<double> time = device->time(*kernel, shape, *values);
  if (!time)
    return time.failure();
  milliseconds += *time;
  return copyFromDevice(spans);
}
