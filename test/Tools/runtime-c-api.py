# The C API of libHeddleRuntime, from Python, with a driver that is a library of
# this test; and the header in C.
#
# RUN: rm -rf %t && mkdir -p %t
# RUN: %host_cc -shared -fPIC %S/Inputs/fake-cuda.c -o %t/libcuda.so.1
# RUN: env LD_LIBRARY_PATH=%t %python %s %heddle_lib_dir/libHeddleRuntime%shlibext | FileCheck %s
# RUN: env LD_LIBRARY_PATH=%t FAKE_CUDA_DEVICES=0 %python %s %heddle_lib_dir/libHeddleRuntime%shlibext \
# RUN:   | FileCheck %s --check-prefix=NONE
# RUN: echo '#include "heddle-c/Device.h"' > %t/include.c
# RUN: %host_cc -std=c99 -Wall -Wextra -Werror -pedantic -I%heddle_src_root/include -c %t/include.c -o %t/include.o

import ctypes
import sys

library = ctypes.CDLL(sys.argv[1])
library.heddleGetError.restype = ctypes.c_char_p
library.heddleDeviceGetName.restype = ctypes.c_char_p
library.heddleDeviceOpen.restype = ctypes.c_void_p
library.heddleDeviceLoad.restype = ctypes.c_void_p

NVIDIA = 0
opened = library.heddleDeviceOpen(NVIDIA)
if not opened:
    # NONE: not opened: this machine has the driver of NVIDIA, but no GPU
    sys.exit(print("not opened:", library.heddleGetError().decode()))
device = ctypes.c_void_p(opened)
# CHECK: Fake "GPU", sm_86
print(library.heddleDeviceGetName(device).decode())


def load(code, kernel):
    return library.heddleDeviceLoad(device, code, ctypes.c_size_t(len(code)), kernel)


# CHECK: not loaded: no kernel 'other': cuModuleGetFunction: CUDA_ERROR_NOT_FOUND
assert not load(b"fake kernel", b"other")
print("not loaded:", library.heddleGetError().decode())

numbers = (ctypes.c_float * 4)(1, 2, 3, 4)
size = ctypes.c_size_t(ctypes.sizeof(numbers))
addresses = [ctypes.c_uint64(), ctypes.c_uint64()]
for address in addresses:
    assert library.heddleDeviceAllocate(device, size, ctypes.byref(address)) == 0
assert library.heddleDeviceUpload(device, addresses[0], numbers, size) == 0
arguments = [*addresses, ctypes.c_int32(4), ctypes.c_float(0.5)]
pointers = (ctypes.c_void_p * 4)(*(ctypes.addressof(argument) for argument in arguments))
grid, block = (ctypes.c_uint32 * 3)(1, 1, 1), (ctypes.c_uint32 * 3)(32, 1, 1)
kernel = ctypes.c_void_p(load(b"fake kernel", b"scale"))
assert library.heddleDeviceLaunch(device, kernel, grid, block, 0, pointers, None) == 0
assert library.heddleDeviceSynchronize(device) == 0
assert library.heddleDeviceDownload(device, numbers, addresses[1], size) == 0
# CHECK: [0.5, 1.0, 1.5, 2.0]
print(list(numbers))


class TensorMapInfo(ctypes.Structure):
    _fields_ = [("address", ctypes.c_uint64), ("type", ctypes.c_char_p), ("rank", ctypes.c_uint32),
                ("extents", ctypes.POINTER(ctypes.c_uint64)), ("strides", ctypes.POINTER(ctypes.c_uint64)),
                ("box", ctypes.POINTER(ctypes.c_uint32)), ("swizzle", ctypes.c_uint32),
                ("fillsNaN", ctypes.c_int)]  # fmt: skip


def make_map(kind, rank, swizzle=128):
    info = TensorMapInfo(4096, kind, rank, (ctypes.c_uint64 * 2)(64, 8), (ctypes.c_uint64 * 1)(256),
                         (ctypes.c_uint32 * 2)(64, 4), swizzle, 1)  # fmt: skip
    tensor_map = (ctypes.c_ubyte * 128)()
    if library.heddleDeviceMakeTensorMap(device, ctypes.byref(info), tensor_map):
        return library.heddleGetError().decode()
    return int.from_bytes(bytes(tensor_map)[:8], "little")


# CHECK: 4096
# CHECK: unknown element type 'f31'
# CHECK: a tensor map has at least one dimension
# CHECK: the swizzle of a tensor map has 0, 32, 64 or 128 bytes, not 16
for arguments in ((b"bf16", 2), (b"f31", 2), (b"bf16", 0), (b"bf16", 2, 16)):
    print(make_map(*arguments))
library.heddleDeviceClose(device)
