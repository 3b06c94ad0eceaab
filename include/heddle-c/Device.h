/*===- heddle-c/Device.h - A GPU through its driver -------------*- C -*-===*\
|*                                                                            *|
|* Part of the Heddle project, under the Apache License v2.0 with LLVM        *|
|* Exceptions. See LICENSE for license information.                           *|
|* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception                    *|
|*                                                                            *|
|*===----------------------------------------------------------------------===*|
|*                                                                            *|
|* What libHeddleRuntime offers to programs that launch compiled kernels from *|
|* C, or from Python through ctypes. It shares the device's primary context   *|
|* with CUDA and HIP: pointers and streams of frameworks can be used.         *|
|*                                                                            *|
|* Functions that return an int return 0, or -1 if they failed; those that    *|
|* return a pointer return null if they failed. heddleGetError says why.      *|
|*                                                                            *|
\*===----------------------------------------------------------------------===*/

#ifndef HEDDLE_C_DEVICE_H
#define HEDDLE_C_DEVICE_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A GPU. Not for several threads at once. */
typedef struct HeddleDevice HeddleDevice;

/** A kernel that is loaded; its device owns it. */
typedef struct HeddleKernel HeddleKernel;

/** Why the last function that failed in this thread did. */
const char *heddleGetError(void);

typedef enum { HEDDLE_VENDOR_NVIDIA = 0, HEDDLE_VENDOR_AMD = 1 } HeddleVendor;

/** Opens the first GPU of the vendor in this machine. */
HeddleDevice *heddleDeviceOpen(HeddleVendor vendor);

/** Closes it, and releases all that was made with it. May be null. */
void heddleDeviceClose(HeddleDevice *device);

/** "NVIDIA H100 80GB HBM3, sm_90". Lives as long as the device. */
const char *heddleDeviceGetName(const HeddleDevice *device);

/** Makes memory of the GPU, released with the device. */
int heddleDeviceAllocate(HeddleDevice *device, size_t bytes, uint64_t *address);
int heddleDeviceUpload(HeddleDevice *device, uint64_t to, const void *from,
                       size_t bytes);
int heddleDeviceDownload(HeddleDevice *device, void *to, uint64_t from,
                         size_t bytes);

/** A tensor whose boxes a kernel of sm_90 or later copies. Dimensions go from
    the innermost out. */
typedef struct {
  uint64_t address;
  const char *type; /**< Of its elements: "f16", "bf16", "f32" or "i32" */
  uint32_t rank;    /**< At most 5 */
  const uint64_t *extents;
  const uint64_t *strides; /**< Bytes, of each dimension but the first */
  const uint32_t *box;     /**< At most 256 along each dimension */
  uint32_t swizzle;        /**< 0, 32, 64 or 128 bytes */
  int fillsNaN;            /**< What is read outside is NaN, or else 0 */
} HeddleTensorMapInfo;

/** Makes the argument that the kernel takes as the tensor's map. */
int heddleDeviceMakeTensorMap(HeddleDevice *device,
                              const HeddleTensorMapInfo *info,
                              unsigned char map[128]);

/** Loads `size` bytes of PTX or machine code, and finds a kernel in it. */
HeddleKernel *heddleDeviceLoad(HeddleDevice *device, const char *code,
                               size_t size, const char *kernel);

/** Starts a kernel behind what was started on `stream`, a CUstream; null for
    the default stream. Each pointer leads to the bytes of an argument. */
int heddleDeviceLaunch(HeddleDevice *device, HeddleKernel *kernel,
                       const uint32_t grid[3], const uint32_t block[3],
                       uint32_t sharedBytes, void **arguments, void *stream);

/** Waits for all that was started; fails if that did. */
int heddleDeviceSynchronize(HeddleDevice *device);

#ifdef __cplusplus
}
#endif

#endif /* HEDDLE_C_DEVICE_H */
