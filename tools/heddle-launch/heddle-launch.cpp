//===- heddle-launch.cpp - Launches kernels on a GPU ----------------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "heddle/Runtime/Device.h"
#include "heddle/Runtime/KernelArgument.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>

using namespace heddle::rt;

static constexpr const char *usage =
    R"(USAGE: heddle-launch KERNEL.cubin|.ptx|.hsaco --entry=NAME --grid=X,Y,Z --block=X,Y,Z
           [--shared=BYTES] [--repeat=N] [--json] (--arg=...)*

Runs a kernel once on the first NVIDIA or AMD GPU of this machine. The manifest that
heddle-compile writes beside a kernel says what it is launched with.

OPTIONS:
  --entry=NAME     The kernel
  --grid=X,Y,Z     Workgroups; what is left out is 1
  --block=X,Y,Z    Threads of a workgroup
  --shared=BYTES   Dynamic shared memory
  --arg=...        An argument, in order:
      in:A.npy[:bf16]      a tensor, converted to the element type
      out:Y.npy:bf16:4x8   memory full of poison, written to the file afterwards
                           (f16 and bf16 as f32)
      inout:A.npy[:bf16]   both; the file is replaced
      map:A.npy[:bf16]:box=64x64[:swizzle=128][:fill=nan]
                           a tensor map (sm_90 and later), the box's innermost
                           dimension first; so map:out:... and map:inout:...
      zero:4096            so many bytes that are 0
      i32:5 i64:5 f32:0.5 f64:0.5 null
      bytes:0500ff         a structure by value, in hexadecimal
  --repeat=N       Warm up twice, then time N launches. They work on what the
                   launch before left, and do not change what is written
  --json           Print one JSON object on one line

EXIT CODES:
  0 success   1 the GPU, its driver or the kernel failed   2 bad flags or files
)";

namespace {
enum ExitCode { Done = 0, Failed = 1, BadInput = 2 };

struct Options {
  std::string file, entry;
  LaunchShape shape;
  std::vector<std::string> arguments;
  unsigned repeat = 0;
  bool json = false;
};

/// One run of the tool.
class Launcher {
public:
  explicit Launcher(Options options) : options(std::move(options)) {}

  int run();

private:
  int fail(ExitCode code, const std::string &message) const;
  Result<Success> readInput();
  Result<Success> upload();
  Result<std::vector<unsigned char>> pass(const KernelArgument &argument,
                                          uint64_t address);
  Result<Success> call();
  Result<Success> measure();
  void report() const;

  Options options;
  std::string code;
  std::vector<KernelArgument> arguments;
  std::unique_ptr<Device> device;
  DeviceKernel kernel;
  /// Where each argument's tensor is on the GPU, and what the kernel gets.
  std::vector<uint64_t> addresses;
  std::vector<std::vector<unsigned char>> values;
  std::vector<double> times;
};
} // namespace

//===----------------------------------------------------------------------===//
// Flags
//===----------------------------------------------------------------------===//

static Result<uint32_t> parseNumber(const std::string &text, uint32_t most) {
  char *end = nullptr;
  unsigned long long value = std::strtoull(text.c_str(), &end, 10);
  if (text.empty() || *end || text[0] == '-' || value > most)
    return Failure{"'" + text + "': expected a number up to " +
                   std::to_string(most)};
  return static_cast<uint32_t>(value);
}

static Result<Success> setSizes(std::array<uint32_t, 3> &sizes,
                                const std::string &text) {
  Result<std::vector<uint32_t>> parsed = parseSizes(text);
  if (!parsed)
    return parsed.failure();
  std::copy(parsed->begin(), parsed->end(), sizes.begin());
  return Success{};
}

static Result<Success> setNumber(uint32_t &number, const std::string &text,
                                 uint32_t most) {
  Result<uint32_t> parsed = parseNumber(text, most);
  if (!parsed)
    return parsed.failure();
  number = *parsed;
  return Success{};
}

static Result<Success> parseFlag(Options &options, const std::string &flag) {
  size_t equals = flag.find('=');
  std::string name = flag.substr(0, equals);
  std::string value =
      equals == std::string::npos ? "" : flag.substr(equals + 1);
  if (name == "--entry")
    options.entry = value;
  else if (name == "--grid")
    return setSizes(options.shape.grid, value);
  else if (name == "--block")
    return setSizes(options.shape.block, value);
  else if (name == "--shared")
    return setNumber(options.shape.sharedBytes, value, 1 << 20);
  else if (name == "--repeat")
    return setNumber(options.repeat, value, 1000000);
  else if (name == "--arg")
    options.arguments.push_back(value);
  else if (flag == "--json")
    options.json = true;
  else
    return Failure{"unknown flag, see --help"};
  return Success{};
}

static Result<Options> parseFlags(int argc, char **argv) {
  Options options;
  for (int i = 1; i < argc; ++i) {
    std::string flag = argv[i];
    if (flag.rfind("--", 0) != 0) {
      if (!options.file.empty())
        return Failure{flag + ": one kernel at a time"};
      options.file = flag;
    } else if (Result<Success> parsed = parseFlag(options, flag); !parsed) {
      return parsed.failure(flag + ": ");
    }
  }
  if (options.file.empty() || options.entry.empty())
    return Failure{"expected a file and --entry, see --help"};
  return options;
}

//===----------------------------------------------------------------------===//
// Launcher
//===----------------------------------------------------------------------===//

int Launcher::fail(ExitCode code, const std::string &message) const {
  std::fprintf(stderr, "heddle-launch: error: %s\n", message.c_str());
  return code;
}

Result<Success> Launcher::readInput() {
  std::ifstream stream(options.file, std::ios::binary);
  if (!stream)
    return Failure{options.file + ": cannot be read"};
  code.assign(std::istreambuf_iterator<char>(stream), {});
  if (code.empty())
    return Failure{options.file + " is empty"};
  for (const std::string &text : options.arguments) {
    Result<KernelArgument> argument = KernelArgument::parse(text);
    if (!argument)
      return argument.failure("--arg=");
    arguments.push_back(std::move(*argument));
  }
  return Success{};
}

Result<Success> Launcher::upload() {
  for (const KernelArgument &argument : arguments) {
    uint64_t address = 0;
    if (argument.tensor) {
      size_t bytes = argument.tensor->sizeInBytes();
      Result<uint64_t> memory = device->allocate(bytes);
      if (!memory)
        return memory.failure();
      address = *memory;
      Result<Success> copied =
          device->upload(address, argument.tensor->data(), bytes);
      if (!copied)
        return copied.failure();
    }
    addresses.push_back(address);
    Result<std::vector<unsigned char>> value = pass(argument, address);
    if (!value)
      return value.failure(argument.name + ": ");
    values.push_back(std::move(*value));
  }
  return Success{};
}

/// What the kernel gets of an argument whose tensor is at `address`.
Result<std::vector<unsigned char>>
Launcher::pass(const KernelArgument &argument, uint64_t address) {
  if (!argument.tensor)
    return argument.bytes;
  if (argument.box)
    return device->makeTensorMap(
        TensorMapInfo::get(*argument.tensor, address, *argument.box));
  const auto *raw = reinterpret_cast<const unsigned char *>(&address);
  return std::vector<unsigned char>(raw, raw + sizeof(address));
}

Result<Success> Launcher::call() {
  Result<DeviceKernel> loaded = device->load(code, options.entry);
  if (!loaded)
    return loaded.failure(options.file + ": ");
  kernel = *loaded;
  if (Result<Success> copied = upload(); !copied)
    return copied.failure();
  if (Result<Success> done = device->launch(kernel, options.shape, values);
      !done)
    return done.failure();
  if (Result<Success> done = device->synchronize(); !done)
    return done.failure();
  for (size_t i = 0; i != arguments.size(); ++i) {
    if (!arguments[i].isWritten())
      continue;
    Tensor &tensor = *arguments[i].tensor;
    Result<Success> copied =
        device->download(tensor.data(), addresses[i], tensor.sizeInBytes());
    if (!copied)
      return copied.failure();
  }
  return Success{};
}

Result<Success> Launcher::measure() {
  constexpr unsigned numWarmUps = 2;
  for (unsigned run = 0; run < options.repeat + numWarmUps; ++run) {
    Result<double> time = device->time(kernel, options.shape, values);
    if (!time)
      return time.failure();
    if (run >= numWarmUps)
      times.push_back(*time);
  }
  std::sort(times.begin(), times.end());
  return Success{};
}

static std::string escape(const std::string &text) {
  std::string escaped;
  for (char c : text) {
    if (c == '"' || c == '\\')
      escaped += '\\';
    if (static_cast<unsigned char>(c) >= ' ')
      escaped += c;
  }
  return escaped;
}

static std::string format(double number) {
  char text[32];
  std::snprintf(text, sizeof(text), "%.6g", number);
  return text;
}

void Launcher::report() const {
  std::string median = "null", least = "null";
  if (!times.empty()) {
    size_t half = times.size() / 2;
    least = format(times.front());
    median = format(times.size() % 2 ? times[half]
                                     : (times[half - 1] + times[half]) / 2);
  }
  if (options.json)
    std::printf("{\"device\":\"%s\",\"entry\":\"%s\",\"median_ms\":%s,"
                "\"min_ms\":%s}\n",
                escape(device->getName()).c_str(),
                escape(options.entry).c_str(), median.c_str(), least.c_str());
  else if (!times.empty())
    std::printf("%s on %s: median %s ms, min %s ms in %zu launches\n",
                options.entry.c_str(), device->getName().c_str(),
                median.c_str(), least.c_str(), times.size());
}

int Launcher::run() {
  if (Result<Success> read = readInput(); !read)
    return fail(BadInput, read.error());
  Result<std::unique_ptr<Device>> opened = Device::open(getVendor(code));
  if (!opened)
    return fail(Failed, opened.error());
  device = std::move(*opened);
  if (Result<Success> called = call(); !called)
    return fail(Failed, called.error());
  if (options.repeat)
    if (Result<Success> measured = measure(); !measured)
      return fail(Failed, measured.error());
  for (const KernelArgument &argument : arguments)
    if (argument.isWritten())
      if (Result<Success> written = argument.write(); !written)
        return fail(BadInput, written.error());
  report();
  return Done;
}

int main(int argc, char **argv) {
  for (int i = 1; i < argc; ++i)
    if (std::string(argv[i]) == "--help")
      return std::fputs(usage, stdout) < 0;
  Result<Options> options = parseFlags(argc, argv);
  if (options)
    return Launcher(std::move(*options)).run();
  std::fprintf(stderr, "heddle-launch: error: %s\n", options.error().c_str());
  return BadInput;
}
