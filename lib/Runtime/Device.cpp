//===- Device.cpp - A GPU through its driver ------------------------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "heddle/Runtime/Device.h"

#include <algorithm>
#include <dlfcn.h>
#include <iterator>

using namespace heddle::rt;

//===----------------------------------------------------------------------===//
// The driver
//===----------------------------------------------------------------------===//

namespace {
using Status = int;

/// A function of the driver.
template <class... Parameters>
struct Call {
  const char *name = nullptr;
  Status (*function)(Parameters...) = nullptr;
};

/// What a vendor calls a function; null if there is no need of it.
struct Symbol {
  const char *nvidia, *amd;
};
} // namespace

/// The functions of the driver. The two vendors differ in names only: handles
/// are pointers, a device is a number, 0 is success.
struct Device::Driver {
  Vendor vendor;
  Call<unsigned> initialize;
  Call<int *> getCount;
  Call<int *, int> getDevice;
  Call<char *, int, int> getName;
  Call<int *, int *, int> getCapability;
  Call<void **, int> retainContext;
  Call<int> releaseContext;
  Call<void *> setContext;
  Call<int> setDevice;
  Call<> synchronize;
  Call<uint64_t *, size_t> allocate;
  Call<uint64_t> release;
  Call<uint64_t, const void *, size_t> upload;
  Call<void *, uint64_t, size_t> download;
  Call<void **, const void *> loadModule;
  Call<void *> unloadModule;
  Call<void **, void *, const char *> getFunction;
  Call<void *, int, int> setAttribute;
  Call<void *, unsigned, unsigned, unsigned, unsigned, unsigned, unsigned,
       unsigned, void *, void **, void **>
      launch;
  Call<void *, int, uint32_t, void *, const uint64_t *, const uint64_t *,
       const uint32_t *, const uint32_t *, int, int, int, int>
      encodeTensorMap;
  Call<void **, unsigned> createEvent;
  Call<void *> destroyEvent;
  Call<void *, void *> recordEvent;
  Call<void *> waitForEvent;
  Call<float *, void *, void *> getElapsed;
  Call<Status, const char **> getErrorName;

  void *library = nullptr;
  int device = 0;
  void *context = nullptr;
  std::string name;
  std::vector<uint64_t> buffers;
  std::vector<void *> modules;

  explicit Driver(Vendor vendor) : vendor(vendor) {}
  ~Driver();
  Result<Success> load();
  Result<Success> start();

  /// Succeeds if the vendor has no need of the function.
  template <class... Parameters, class... Arguments>
  Result<Success> run(const Call<Parameters...> &call,
                      Arguments... arguments) const {
    Status status = call.function ? call.function(arguments...) : 0;
    if (status == 0)
      return Success{};
    const char *text = nullptr;
    if (getErrorName.function(status, &text) != 0 || !text)
      text = "unknown error";
    return Failure{std::string(call.name) + ": " + text};
  }

private:
  bool isNVIDIA() const { return vendor == Vendor::NVIDIA; }
  const char *getVendorName() const { return isNVIDIA() ? "NVIDIA" : "AMD"; }
  template <class... Parameters>
  void find(Call<Parameters...> &call, Symbol symbol, std::string &missing);
};

/// CUfunction_attribute.
static constexpr int maxDynamicSharedSize = 8;
/// What a kernel may have without asking.
static constexpr uint32_t defaultSharedBytes = 48 * 1024;

#define RETURN_IF_FAILED(...)                                                  \
  if (Result<Success> status = __VA_ARGS__; !status)                           \
  return status.failure()

template <class... Parameters>
void Device::Driver::find(Call<Parameters...> &call, Symbol symbol,
                          std::string &missing) {
  call.name = isNVIDIA() ? symbol.nvidia : symbol.amd;
  if (!call.name)
    return;
  call.function =
      reinterpret_cast<Status (*)(Parameters...)>(dlsym(library, call.name));
  if (!call.function && missing.empty())
    missing = call.name;
}

Result<Success> Device::Driver::load() {
  const char *path = isNVIDIA() ? "libcuda.so.1" : "libamdhip64.so";
  library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
  if (!library)
    return Failure{"no " + std::string(getVendorName()) +
                   " driver on this machine: " + dlerror()};
  std::string none;
  find(initialize, {"cuInit", "hipInit"}, none);
  find(getCount, {"cuDeviceGetCount", "hipGetDeviceCount"}, none);
  find(getDevice, {"cuDeviceGet", "hipDeviceGet"}, none);
  find(getName, {"cuDeviceGetName", "hipDeviceGetName"}, none);
  find(getCapability, {"cuDeviceComputeCapability", nullptr}, none);
  find(retainContext, {"cuDevicePrimaryCtxRetain", nullptr}, none);
  find(releaseContext, {"cuDevicePrimaryCtxRelease_v2", nullptr}, none);
  find(setContext, {"cuCtxSetCurrent", nullptr}, none);
  find(setDevice, {nullptr, "hipSetDevice"}, none);
  find(synchronize, {"cuCtxSynchronize", "hipDeviceSynchronize"}, none);
  find(allocate, {"cuMemAlloc_v2", "hipMalloc"}, none);
  find(release, {"cuMemFree_v2", "hipFree"}, none);
  find(upload, {"cuMemcpyHtoD_v2", "hipMemcpyHtoD"}, none);
  find(download, {"cuMemcpyDtoH_v2", "hipMemcpyDtoH"}, none);
  find(loadModule, {"cuModuleLoadData", "hipModuleLoadData"}, none);
  find(unloadModule, {"cuModuleUnload", "hipModuleUnload"}, none);
  find(getFunction, {"cuModuleGetFunction", "hipModuleGetFunction"}, none);
  find(setAttribute, {"cuFuncSetAttribute", nullptr}, none);
  find(launch, {"cuLaunchKernel", "hipModuleLaunchKernel"}, none);
  find(createEvent, {"cuEventCreate", "hipEventCreateWithFlags"}, none);
  find(destroyEvent, {"cuEventDestroy_v2", "hipEventDestroy"}, none);
  find(recordEvent, {"cuEventRecord", "hipEventRecord"}, none);
  find(waitForEvent, {"cuEventSynchronize", "hipEventSynchronize"}, none);
  find(getElapsed, {"cuEventElapsedTime", "hipEventElapsedTime"}, none);
  find(getErrorName, {"cuGetErrorName", "hipDrvGetErrorName"}, none);
  // Drivers before CUDA 12 can do all the rest.
  std::string optional;
  find(encodeTensorMap, {"cuTensorMapEncodeTiled", nullptr}, optional);
  if (!none.empty())
    return Failure{std::string(path) + " has no " + none +
                   ": the driver is too old"};
  return Success{};
}

/// Takes the first GPU.
Result<Success> Device::Driver::start() {
  RETURN_IF_FAILED(run(initialize, 0u));
  int count = 0;
  RETURN_IF_FAILED(run(getCount, &count));
  if (count == 0)
    return Failure{"this machine has the driver of " +
                   std::string(getVendorName()) + ", but no GPU"};
  RETURN_IF_FAILED(run(getDevice, &device, 0));
  char text[256] = "";
  RETURN_IF_FAILED(run(getName, text, int(sizeof(text)), device));
  name = text;
  int major = 0, minor = 0;
  RETURN_IF_FAILED(run(getCapability, &major, &minor, device));
  if (major != 0)
    name += ", sm_" + std::to_string(major) + std::to_string(minor);
  RETURN_IF_FAILED(run(retainContext, &context, device));
  RETURN_IF_FAILED(run(setContext, context));
  RETURN_IF_FAILED(run(setDevice, device));
  return Success{};
}

Device::Driver::~Driver() {
  for (void *module : modules)
    (void)run(unloadModule, module);
  for (uint64_t buffer : buffers)
    (void)run(release, buffer);
  if (context)
    (void)run(releaseContext, device);
  // The library stays: drivers do not like to be unloaded.
}

//===----------------------------------------------------------------------===//
// Device
//===----------------------------------------------------------------------===//

Vendor heddle::rt::getVendor(const std::string &code) {
  // e_machine, and its value for AMDGPU, in the byte order of the machine code.
  constexpr size_t machineAt = 18;
  constexpr unsigned char amdgpu = 224;
  bool isELF = code.size() > machineAt && code.compare(0, 4, "\177ELF") == 0;
  return isELF && static_cast<unsigned char>(code[machineAt]) == amdgpu
             ? Vendor::AMD
             : Vendor::NVIDIA;
}

Device::Device(std::unique_ptr<Driver> driver) : driver(std::move(driver)) {}
Device::~Device() = default;

Result<std::unique_ptr<Device>> Device::open(Vendor vendor) {
  auto driver = std::make_unique<Driver>(vendor);
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
  RETURN_IF_FAILED(driver->run(driver->allocate, &address, bytes));
  driver->buffers.push_back(address);
  return address;
}

Result<Success> Device::release(uint64_t address) {
  auto &buffers = driver->buffers;
  for (size_t i = 0; i != buffers.size(); ++i) {
    if (buffers[i] != address)
      continue;
    buffers.erase(buffers.begin() + static_cast<std::ptrdiff_t>(i));
    RETURN_IF_FAILED(driver->run(driver->release, address));
    break;
  }
  return Success{};
}

Result<Success> Device::upload(uint64_t to, const void *from, size_t bytes) {
  if (bytes != 0)
    RETURN_IF_FAILED(driver->run(driver->upload, to, from, bytes));
  return Success{};
}

Result<Success> Device::download(void *to, uint64_t from, size_t bytes) {
  if (bytes != 0)
    RETURN_IF_FAILED(driver->run(driver->download, to, from, bytes));
  return Success{};
}

/// CUtensorMapDataType.
static Result<int> getMapElement(ElementType type) {
  switch (type) {
  case ElementType::I32:
    return 3;
  case ElementType::F16:
    return 6;
  case ElementType::F32:
    return 7;
  case ElementType::BF16:
    return 9;
  default:
    return Failure{"a tensor map has elements of type f16, bf16, f32 or i32, "
                   "not " +
                   std::string(elementName(type))};
  }
}

/// CUtensorMapSwizzle.
static Result<int> getMapSwizzle(uint32_t bytes) {
  constexpr uint32_t widths[] = {0, 32, 64, 128};
  const auto *found = std::find(std::begin(widths), std::end(widths), bytes);
  if (found == std::end(widths))
    return Failure{"the swizzle of a tensor map has 0, 32, 64 or 128 bytes, "
                   "not " +
                   std::to_string(bytes)};
  return static_cast<int>(found - std::begin(widths));
}

Result<std::vector<unsigned char>>
Device::makeTensorMap(const TensorMapInfo &info) {
  constexpr size_t mapBytes = 128, maxRank = 5;
  if (!driver->encodeTensorMap.function)
    return Failure{"tensor maps need a GPU of NVIDIA, and its driver of CUDA "
                   "12 or later"};
  size_t rank = info.extents.size();
  if (rank == 0 || rank > maxRank || info.strides.size() != rank - 1 ||
      info.box.extents.size() != rank)
    return Failure{"a tensor map has 1 to 5 dimensions, and an extent of the "
                   "box for each"};
  Result<int> element = getMapElement(info.element);
  if (!element)
    return element.failure();
  Result<int> swizzle = getMapSwizzle(info.box.swizzle);
  if (!swizzle)
    return swizzle.failure();
  alignas(64) unsigned char map[mapBytes] = {};
  const std::vector<uint32_t> steps(rank, 1);
  constexpr int interleave = 0, promoteTo128Bytes = 2;
  RETURN_IF_FAILED(driver->run(
      driver->encodeTensorMap, static_cast<void *>(map), *element,
      static_cast<uint32_t>(rank), reinterpret_cast<void *>(info.address),
      info.extents.data(), info.strides.data(), info.box.extents.data(),
      steps.data(), interleave, *swizzle, promoteTo128Bytes,
      static_cast<int>(info.box.fillsNaN)));
  return std::vector<unsigned char>(map, map + mapBytes);
}

Result<DeviceKernel> Device::load(const std::string &code,
                                  const std::string &kernel) {
  void *module = nullptr;
  // Text ends with a 0, which std::string puts there.
  RETURN_IF_FAILED(driver->run(driver->loadModule, &module, code.c_str()));
  driver->modules.push_back(module);
  DeviceKernel loaded;
  if (Result<Success> found = driver->run(driver->getFunction, &loaded.function,
                                          module, kernel.c_str());
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
    RETURN_IF_FAILED(driver->run(driver->setAttribute, kernel.function,
                                 maxDynamicSharedSize,
                                 static_cast<int>(shape.sharedBytes)));
  RETURN_IF_FAILED(driver->run(driver->launch, kernel.function, shape.grid[0],
                               shape.grid[1], shape.grid[2], shape.block[0],
                               shape.block[1], shape.block[2],
                               shape.sharedBytes, stream, arguments, nullptr));
  return Success{};
}

Result<Success> Device::synchronize() {
  return driver->run(driver->synchronize);
}

Result<double>
Device::time(DeviceKernel kernel, const LaunchShape &shape,
             const std::vector<std::vector<unsigned char>> &arguments) {
  void *events[2] = {};
  for (void *&event : events)
    RETURN_IF_FAILED(driver->run(driver->createEvent, &event, 0u));
  RETURN_IF_FAILED(driver->run(driver->recordEvent, events[0], nullptr));
  if (Result<Success> launched = launch(kernel, shape, arguments); !launched)
    return launched.failure();
  RETURN_IF_FAILED(driver->run(driver->recordEvent, events[1], nullptr));
  RETURN_IF_FAILED(driver->run(driver->waitForEvent, events[1]));
  float milliseconds = 0;
  RETURN_IF_FAILED(
      driver->run(driver->getElapsed, &milliseconds, events[0], events[1]));
  for (void *event : events)
    RETURN_IF_FAILED(driver->run(driver->destroyEvent, event));
  return static_cast<double>(milliseconds);
}
