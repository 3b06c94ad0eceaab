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
  if (launcher->isAMD && !emulate)
    return makeError(ExitCode::Refused,
                     "kernels for '" + chip + "' are run with --emulate only");
  if (!emulate) {
    rt::Result<std::unique_ptr<rt::Device>> opened = rt::Device::open(rt::Vendor::NVIDIA);
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

/// The bytes of argument `value`, of which the host says `bytes`.
template <class Spans>
static std::vector<unsigned char> getBytes(int64_t value, int64_t bytes,
                                           const Spans &spans) {
  size_t size = bytes < 0 ? static_cast<size_t>(-bytes) : sizeof(uint64_t);
  if (bytes > 0)
    for (const auto &span : spans)
      if (uint64_t(value) >= span.begin && uint64_t(value) < span.end)
        value = int64_t(span.address + (uint64_t(value) - span.begin));
  if (bytes == 0)
    value = 0;
  const auto *raw = reinterpret_cast<const unsigned char *>(&value);
  return {raw, raw + size};
}

/// Makes the spans known to an emulator, and says what kernels see.
template <class Contents, class Memory, class Config, class Spans>
static void describeLaunch(const std::string &name,
                           const rt::LaunchShape &shape, Spans &spans,
                           llvm::ArrayRef<int64_t> arguments, Memory &memory,
                           Config &config) {
  for (auto [i, span] : llvm::enumerate(spans))
    span.address =
        memory.add(reinterpret_cast<void *>(span.begin), span.end - span.begin,
                   Contents::Initialized, "buffer " + std::to_string(i));
  config.entry = name;
  config.grid = {shape.grid[0], shape.grid[1], shape.grid[2]};
  config.block = {shape.block[0], shape.block[1], shape.block[2]};
  for (size_t i = 0; i != arguments.size(); i += 2)
    config.arguments.push_back(
        {getBytes(arguments[i], arguments[i + 1], spans)});
}

rt::Result<rt::Success> KernelLauncher::emulateAMD(
    const std::string &name, const rt::LaunchShape &shape,
    std::vector<Span> &spans, llvm::ArrayRef<int64_t> arguments) {
  amdgcn::DeviceMemory memory;
  amdgcn::LaunchConfig config;
  describeLaunch<amdgcn::Contents>(name, shape, spans, arguments, memory,
                                   config);
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
  describeLaunch<ptx::Contents>(name, shape, spans, arguments, memory, config);
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

rt::Result<rt::Success> KernelLauncher::runOnDevice(
    const std::string &name, const rt::LaunchShape &shape,
    std::vector<Span> &spans, llvm::ArrayRef<int64_t> arguments) {
  rt::Result<rt::DeviceKernel> kernel = device->load(code, name);
  if (!kernel)
    return kernel.failure();
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
  std::vector<std::vector<unsigned char>> values;
  for (size_t i = 0; i != arguments.size(); i += 2)
    values.push_back(getBytes(arguments[i], arguments[i + 1], spans));
  rt::Result<rt::Success> done = device->launch(*kernel, shape, values);
  if (!done)
    return done;
  if (done = device->synchronize(); !done)
    return done;
  for (Span &span : spans) {
    done = device->download(reinterpret_cast<void *>(span.begin), span.address,
                            span.end - span.begin);
    if (!done)
      return done;
    if (done = device->release(span.address); !done)
      return done;
  }
  return rt::Success{};
}
