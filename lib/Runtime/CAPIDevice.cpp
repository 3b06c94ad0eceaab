//===- CAPIDevice.cpp - The C API of a GPU --------------------------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "heddle-c/Device.h"
#include "heddle/Runtime/Device.h"

#include <algorithm>

using namespace heddle::rt;

struct HeddleDevice {
  std::unique_ptr<Device> device;
};

static std::string &getMessage() {
  thread_local std::string message;
  return message;
}

static int finish(const Result<Success> &done) {
  if (done)
    return 0;
  getMessage() = done.error();
  return -1;
}

const char *heddleGetError(void) { return getMessage().c_str(); }

HeddleDevice *heddleDeviceOpen(HeddleVendor vendor) {
  Result<std::unique_ptr<Device>> opened =
      Device::open(vendor == HEDDLE_VENDOR_AMD ? Vendor::AMD : Vendor::NVIDIA);
  if (opened)
    return new HeddleDevice{std::move(*opened)};
  getMessage() = opened.error();
  return nullptr;
}

void heddleDeviceClose(HeddleDevice *device) { delete device; }

const char *heddleDeviceGetName(const HeddleDevice *device) {
  return device->device->getName().c_str();
}

int heddleDeviceAllocate(HeddleDevice *device, size_t bytes,
                         uint64_t *address) {
  Result<uint64_t> allocated = device->device->allocate(bytes);
  if (!allocated)
    return finish(allocated.failure());
  *address = *allocated;
  return 0;
}

int heddleDeviceUpload(HeddleDevice *device, uint64_t to, const void *from,
                       size_t bytes) {
  return finish(device->device->upload(to, from, bytes));
}

int heddleDeviceDownload(HeddleDevice *device, void *to, uint64_t from,
                         size_t bytes) {
  return finish(device->device->download(to, from, bytes));
}

static Result<std::vector<unsigned char>>
makeTensorMap(Device &device, const HeddleTensorMapInfo &info) {
  Result<ElementType> element = parseElementType(info.type);
  if (!element)
    return element.failure();
  if (info.rank == 0)
    return Failure{"a tensor map has at least one dimension"};
  TensorMapInfo map;
  map.address = info.address;
  map.element = *element;
  map.extents.assign(info.extents, info.extents + info.rank);
  map.strides.assign(info.strides, info.strides + info.rank - 1);
  map.box.extents.assign(info.box, info.box + info.rank);
  map.box.swizzle = info.swizzle;
  map.box.fillsNaN = info.fillsNaN != 0;
  return device.makeTensorMap(map);
}

int heddleDeviceMakeTensorMap(HeddleDevice *device,
                              const HeddleTensorMapInfo *info,
                              unsigned char map[128]) {
  Result<std::vector<unsigned char>> made =
      makeTensorMap(*device->device, *info);
  if (!made)
    return finish(made.failure());
  std::copy(made->begin(), made->end(), map);
  return 0;
}

HeddleKernel *heddleDeviceLoad(HeddleDevice *device, const char *code,
                               size_t size, const char *kernel) {
  Result<DeviceKernel> loaded =
      device->device->load(std::string(code, size), kernel);
  if (loaded)
    return static_cast<HeddleKernel *>(loaded->function);
  getMessage() = loaded.error();
  return nullptr;
}

int heddleDeviceLaunch(HeddleDevice *device, HeddleKernel *kernel,
                       const uint32_t grid[3], const uint32_t block[3],
                       uint32_t sharedBytes, void **arguments, void *stream) {
  LaunchShape shape;
  std::copy(grid, grid + 3, shape.grid.begin());
  std::copy(block, block + 3, shape.block.begin());
  shape.sharedBytes = sharedBytes;
  return finish(device->device->launch({kernel}, shape, arguments, stream));
}

int heddleDeviceSynchronize(HeddleDevice *device) {
  return finish(device->device->synchronize());
}
