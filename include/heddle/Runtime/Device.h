//===- Device.h - A GPU through its driver ----------------------*- C++ -*-===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The driver is loaded when it is asked for: what links this needs nothing of
// CUDA or ROCm to be built, and says so where there is none.
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_RUNTIME_DEVICE_H
#define HEDDLE_RUNTIME_DEVICE_H

#include "heddle/Runtime/Result.h"
#include "heddle/Runtime/TensorMap.h"

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace heddle::rt {

/// What a kernel is launched with.
struct LaunchShape {
  std::array<uint32_t, 3> grid = {1, 1, 1}, block = {1, 1, 1};
  /// Dynamic shared memory.
  uint32_t sharedBytes = 0;
};

/// A kernel that is loaded. The device owns it.
struct DeviceKernel {
  void *function = nullptr;
};

enum class Vendor : uint8_t { NVIDIA, AMD };

/// Whose machine code this is: AMD's if it is an ELF file for AMDGPU. All else,
/// cubin and PTX, is NVIDIA's.
Vendor getVendor(const std::string &code);

/// The first GPU of a vendor in this machine. Not for several threads at once.
class Device {
public:
  /// Loads libcuda.so.1 or libamdhip64.so. Fails if there is none, or no GPU.
  static Result<std::unique_ptr<Device>> open(Vendor vendor);
  ~Device();
  Device(const Device &) = delete;
  Device &operator=(const Device &) = delete;

  /// "NVIDIA H100 80GB HBM3, sm_90", "AMD Instinct MI300X".
  const std::string &getName() const;

  /// Memory of the GPU, released with the device. No bytes are a null pointer.
  Result<uint64_t> allocate(size_t bytes);
  Result<Success> release(uint64_t address);
  Result<Success> upload(uint64_t to, const void *from, size_t bytes);
  Result<Success> download(void *to, uint64_t from, size_t bytes);

  /// The argument that a kernel takes as a tensor map. Fails if the GPU has no
  /// tensor maps, or not this one.
  Result<std::vector<unsigned char>> makeTensorMap(const TensorMapInfo &info);

  /// Loads machine code, or PTX, and finds `kernel` in it.
  Result<DeviceKernel> load(const std::string &code, const std::string &kernel);

  /// Starts a kernel. An argument is the bytes that the kernel gets.
  Result<Success>
  launch(DeviceKernel kernel, const LaunchShape &shape,
         const std::vector<std::vector<unsigned char>> &arguments);
  /// The same, behind what was started on `stream`, a CUstream or hipStream_t.
  /// Each pointer leads to the bytes of an argument.
  Result<Success> launch(DeviceKernel kernel, const LaunchShape &shape,
                         void **arguments, void *stream);
  /// Waits for what was started; fails if that did.
  Result<Success> synchronize();

  /// The milliseconds that the GPU takes for a launch.
  Result<double> time(DeviceKernel kernel, const LaunchShape &shape,
                      const std::vector<std::vector<unsigned char>> &arguments);

private:
  struct Driver;
  explicit Device(std::unique_ptr<Driver> driver);

  std::unique_ptr<Driver> driver;
};

} // namespace heddle::rt

#endif // HEDDLE_RUNTIME_DEVICE_H
