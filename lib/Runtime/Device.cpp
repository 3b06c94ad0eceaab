//===- Device.cpp - A GPU through its driver ------------------------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "heddle/Runtime/Device.h"

#include <dlfcn.h>

using namespace heddle::rt;

//===----------------------------------------------------------------------===//
// The driver
//===----------------------------------------------------------------------===//

/// The functions of the driver, as cuda.h declares them: handles are pointers,
/// a device is a number.
struct Device::Driver {
  using Status = int;

  Status (*cuInit)(unsigned);
  Status (*cuDeviceGetCount)(int *);
  Status (*cuDeviceGet)(int *, int);
  Status (*cuDeviceGetName)(char *, int, int);
  Status (*cuDeviceGetAttribute)(int *, int, int);
  Status (*cuDevicePrimaryCtxRetain)(void **, int);
  Status (*cuDevicePrimaryCtxRelease_v2)(int);
  Status (*cuCtxSetCurrent)(void *);
  Status (*cuCtxSynchronize)();
  Status (*cuMemAlloc_v2)(uint64_t *, size_t);
  Status (*cuMemFree_v2)(uint64_t);
  Status (*cuMemcpyHtoD_v2)(uint64_t, const void *, size_t);
  Status (*cuMemcpyDtoH_v2)(void *, uint64_t, size_t);
  Status (*cuModuleLoadData)(void **, const void *);
  Status (*cuModuleUnload)(void *);
  Status (*cuModuleGetFunction)(void **, void *, const char *);
  Status (*cuFuncSetAttribute)(void *, int, int);
  Status (*cuLaunchKernel)(void *, unsigned, unsigned, unsigned, unsigned,
                           unsigned, unsigned, unsigned, void *, void **,
                           void **);
  Status (*cuEventCreate)(void **, unsigned);
  Status (*cuEventDestroy_v2)(void *);
  Status (*cuEventRecord)(void *, void *);
  Status (*cuEventSynchronize)(void *);
  Status (*cuEventElapsedTime)(float *, void *, void *);
  Status (*cuGetErrorName)(Status, const char **);

  void *library = nullptr;
  int device = 0;
  bool hasContext = false;
  std::string name;
  std::vector<uint64_t> buffers;
  std::vector<void *> modules;

  ~Driver();
  Result<Success> load();
  Result<Success> start();
  /// What `call` returned, in words.
  Result<Success> check(Status status, const char *call) const;

private:
  template <class F>
  bool find(F *&function, const char *symbol, std::string &missing);
};

/// CUdevice_attribute and CUfunction_attribute.
static constexpr int computeCapabilityMajor = 75, computeCapabilityMinor = 76,
                     maxDynamicSharedSize = 8;
/// What a kernel may have without asking.
static constexpr uint32_t defaultSharedBytes = 48 * 1024;

#define CHECK_CALL(driver, call, ...)                                          \
  if (Result<Success> status =                                                 \
          (driver).check((driver).call(__VA_ARGS__), #call);                   \
      !status)                                                                 \
  return status.failure()

template <class F>
bool Device::Driver::find(F *&function, const char *symbol,
                          std::string &missing) {
  function = reinterpret_cast<F *>(dlsym(library, symbol));
  if (!function && missing.empty())
    missing = symbol;
  return function;
}

Result<Success> Device::Driver::load() {
  constexpr const char *path = "libcuda.so.1";
  library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
  if (!library)
    return Failure{std::string("no NVIDIA driver on this machine: ") +
                   dlerror()};
  std::string missing;
#define FIND(function) find(function, #function, missing)
  FIND(cuInit), FIND(cuDeviceGetCount), FIND(cuDeviceGet),
      FIND(cuDeviceGetName), FIND(cuDeviceGetAttribute),
      FIND(cuDevicePrimaryCtxRetain), FIND(cuDevicePrimaryCtxRelease_v2),
      FIND(cuCtxSetCurrent), FIND(cuCtxSynchronize), FIND(cuMemAlloc_v2),
      FIND(cuMemFree_v2), FIND(cuMemcpyHtoD_v2), FIND(cuMemcpyDtoH_v2),
      FIND(cuModuleLoadData), FIND(cuModuleUnload), FIND(cuModuleGetFunction),
      FIND(cuFuncSetAttribute), FIND(cuLaunchKernel), FIND(cuEventCreate),
      FIND(cuEventDestroy_v2), FIND(cuEventRecord), FIND(cuEventSynchronize),
      FIND(cuEventElapsedTime), FIND(cuGetErrorName);
#undef FIND
  if (!missing.empty())
    return Failure{std::string(path) + " has no " + missing +
                   ": the driver is too old"};
  return Success{};
}

Result<Success> Device::Driver::check(Status status, const char *call) const {
  if (status == 0)
    return Success{};
  const char *text = nullptr;
  if (cuGetErrorName(status, &text) != 0 || !text)
    text = "unknown error";
  return Failure{std::string(call) + ": " + text};
}

/// Takes the first GPU.
Result<Success> Device::Driver::start() {
  CHECK_CALL(*this, cuInit, 0);
  int count = 0;
  CHECK_CALL(*this, cuDeviceGetCount, &count);
  if (count == 0)
    return Failure{"this machine has an NVIDIA driver, but no GPU"};
  CHECK_CALL(*this, cuDeviceGet, &device, 0);
  char text[256] = "";
  CHECK_CALL(*this, cuDeviceGetName, text, sizeof(text), device);
  int major = 0, minor = 0;
  CHECK_CALL(*this, cuDeviceGetAttribute, &major, computeCapabilityMajor,
             device);
  CHECK_CALL(*this, cuDeviceGetAttribute, &minor, computeCapabilityMinor,
             device);
  name = std::string(text) + ", sm_" + std::to_string(major) +
         std::to_string(minor);
  void *context = nullptr;
  CHECK_CALL(*this, cuDevicePrimaryCtxRetain, &context, device);
  hasContext = true;
  CHECK_CALL(*this, cuCtxSetCurrent, context);
  return Success{};
}

Device::Driver::~Driver() {
  for (void *module : modules)
    (void)cuModuleUnload(module);
  for (uint64_t buffer : buffers)
    (void)cuMemFree_v2(buffer);
  if (hasContext)
    (void)cuDevicePrimaryCtxRelease_v2(device);
  // The library stays: drivers do not like to be unloaded.
}

//===----------------------------------------------------------------------===//
// Device
//===----------------------------------------------------------------------===//

Device::Device(std::unique_ptr<Driver> driver) : driver(std::move(driver)) {}
Device::~Device() = default;

Result<std::unique_ptr<Device>> Device::open() {
  auto driver = std::make_unique<Driver>();
  if (Result<Success> loaded = driver->load(); !loaded)
    return loaded.failure();
  if (Result<Success> started = driver->start(); !started)
    return started.failure();
  return std::unique_ptr<Device>(new Device(std::move(driver)));
}

const std::string &Device::getName() const { return driver->name; }

Result<uint64_t> Device::allocate(size_t bytes) {
  uint64_t address = 0;
  if (bytes == 0)
    return address;
  CHECK_CALL(*driver, cuMemAlloc_v2, &address, bytes);
  driver->buffers.push_back(address);
  return address;
}

Result<Success> Device::release(uint64_t address) {
  auto &buffers = driver->buffers;
  for (size_t i = 0; i != buffers.size(); ++i) {
    if (buffers[i] != address)
      continue;
    buffers.erase(buffers.begin() + static_cast<std::ptrdiff_t>(i));
    CHECK_CALL(*driver, cuMemFree_v2, address);
    break;
  }
  return Success{};
}

Result<Success> Device::upload(uint64_t to, const void *from, size_t bytes) {
  if (bytes != 0)
    CHECK_CALL(*driver, cuMemcpyHtoD_v2, to, from, bytes);
  return Success{};
}

Result<Success> Device::download(void *to, uint64_t from, size_t bytes) {
  if (bytes != 0)
    CHECK_CALL(*driver, cuMemcpyDtoH_v2, to, from, bytes);
  return Success{};
}

Result<DeviceKernel> Device::load(const std::string &code,
                                  const std::string &kernel) {
  void *module = nullptr;
  // Text ends with a 0, which std::string puts there.
  CHECK_CALL(*driver, cuModuleLoadData, &module, code.c_str());
  driver->modules.push_back(module);
  DeviceKernel loaded;
  if (Result<Success> found = driver->check(
          driver->cuModuleGetFunction(&loaded.function, module, kernel.c_str()),
          "cuModuleGetFunction");
      !found)
    return found.failure("no kernel '" + kernel + "': ");
  return loaded;
}

Result<Success>
Device::launch(DeviceKernel kernel, const LaunchShape &shape,
               const std::vector<std::vector<unsigned char>> &arguments) {
  std::vector<void *> pointers;
  for (const std::vector<unsigned char> &argument : arguments)
    pointers.push_back(const_cast<unsigned char *>(argument.data()));
  return launch(kernel, shape, pointers.data(), nullptr);
}

Result<Success> Device::launch(DeviceKernel kernel, const LaunchShape &shape,
                               void **arguments, void *stream) {
  if (shape.sharedBytes > defaultSharedBytes)
    CHECK_CALL(*driver, cuFuncSetAttribute, kernel.function,
               maxDynamicSharedSize, static_cast<int>(shape.sharedBytes));
  CHECK_CALL(*driver, cuLaunchKernel, kernel.function, shape.grid[0],
             shape.grid[1], shape.grid[2], shape.block[0], shape.block[1],
             shape.block[2], shape.sharedBytes, stream, arguments, nullptr);
  return Success{};
}

Result<Success> Device::synchronize() {
  return driver->check(driver->cuCtxSynchronize(), "cuCtxSynchronize");
}

Result<double>
Device::time(DeviceKernel kernel, const LaunchShape &shape,
             const std::vector<std::vector<unsigned char>> &arguments) {
  void *events[2] = {};
  for (void *&event : events)
    CHECK_CALL(*driver, cuEventCreate, &event, 0);
  CHECK_CALL(*driver, cuEventRecord, events[0], nullptr);
  if (Result<Success> launched = launch(kernel, shape, arguments); !launched)
    return launched.failure();
  CHECK_CALL(*driver, cuEventRecord, events[1], nullptr);
  CHECK_CALL(*driver, cuEventSynchronize, events[1]);
  float milliseconds = 0;
  CHECK_CALL(*driver, cuEventElapsedTime, &milliseconds, events[0], events[1]);
  for (void *event : events)
    CHECK_CALL(*driver, cuEventDestroy_v2, event);
  return static_cast<double>(milliseconds);
}
