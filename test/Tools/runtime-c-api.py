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
library.heddleDeviceClose(device)
