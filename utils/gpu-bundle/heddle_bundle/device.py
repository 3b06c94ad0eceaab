# Part of the Heddle project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The GPU of this machine, through libHeddleRuntime."""

import ctypes
import glob
import os
import re

from heddle_bundle import manifest

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
NVIDIA = 0  # of HeddleVendor
INTEGERS = {"ptr": ctypes.c_uint64, "i64": ctypes.c_int64, "i32": ctypes.c_int32}


class Error(Exception):
    """What the driver, or the library, has to say."""


class TensorMapInfo(ctypes.Structure):
    """HeddleTensorMapInfo."""

    _fields_ = (
        ("address", ctypes.c_uint64),
        ("type", ctypes.c_char_p),
        ("rank", ctypes.c_uint32),
        ("extents", ctypes.POINTER(ctypes.c_uint64)),
        ("strides", ctypes.POINTER(ctypes.c_uint64)),
        ("box", ctypes.POINTER(ctypes.c_uint32)),
        ("swizzle", ctypes.c_uint32),
        ("fills_nan", ctypes.c_int),
    )


class Device:
    """The first GPU."""

    def __init__(self):
        (path,) = glob.glob(os.path.join(ROOT, "lib", "libHeddleRuntime.so.*.*.*"))
        self.library = ctypes.CDLL(path)
        self.library.heddleGetError.restype = ctypes.c_char_p
        self.library.heddleDeviceGetName.restype = ctypes.c_char_p
        for function in ("heddleDeviceOpen", "heddleDeviceLoad"):
            getattr(self.library, function).restype = ctypes.c_void_p
        self.device = ctypes.c_void_p(self.library.heddleDeviceOpen(NVIDIA))
        if not self.device:
            self.fail()
        self.name = self.library.heddleDeviceGetName(self.device).decode()

    def fail(self):
        raise Error(self.library.heddleGetError().decode())

    @property
    def chip(self):
        return self.name.rsplit(", ", 1)[1]

    def load(self, code, kernel):
        """A kernel of the cubin or PTX `code`."""
        loaded = self.library.heddleDeviceLoad(
            self.device, code, ctypes.c_size_t(len(code)), kernel.encode()
        )
        return ctypes.c_void_p(loaded) if loaded else self.fail()

    def make_tensor_map(self, tensor):
        """The 128 bytes of a tensor map."""
        made = (ctypes.c_ubyte * 128)()
        rank = len(tensor.extents)
        info = TensorMapInfo(
            tensor.data,
            tensor.element.encode(),
            rank,
            (ctypes.c_uint64 * rank)(*tensor.extents),
            (ctypes.c_uint64 * rank)(*tensor.strides),
            (ctypes.c_uint32 * rank)(*tensor.box),
            tensor.swizzle,
            0,
        )
        if tensor.is_possible() and self.library.heddleDeviceMakeTensorMap(
            self.device, ctypes.byref(info), made
        ):
            self.fail()
        return made

    def make_value(self, kernel, kind, value):
        if kind == "tensor_map":
            return self.make_tensor_map(value)
        if kind not in INTEGERS:
            raise Error(f"{kernel}: an argument of type {kind} cannot be passed")
        return INTEGERS[kind](value)

    def prepare(self, path, launch, stream):
        """A launch as a call without arguments, which costs little time."""
        with open(path, "rb") as file:
            kernel = self.load(file.read(), launch.kernel)
        values = [self.make_value(launch.kernel, *argument) for argument in launch.arguments]
        pointers = (ctypes.c_void_p * len(values))(*map(ctypes.addressof, values))
        grid, block = ((ctypes.c_uint32 * 3)(*size) for size in (launch.grid, launch.block))
        shared = ctypes.c_uint32(launch.shared_bytes)

        def call(keep=values):
            if self.library.heddleDeviceLaunch(
                self.device, kernel, grid, block, shared, pointers, stream
            ):
                self.fail()

        return call


def runs_on(chip, gpu):
    """Whether machine code for `chip` runs on `gpu`: on those of the same major
    version, and on no other if the name ends in a letter."""
    wanted, present = (re.fullmatch(r"sm_(\d+)(\d)([a-z]?)", name) for name in (chip, gpu))
    if not wanted or not present or wanted[1] != present[1]:
        return False
    return wanted[2] == present[2] if wanted[3] else int(wanted[2]) <= int(present[2])


def open_for(chip, ptx):
    """The device, if kernels for `chip` run on it."""
    device = Device()
    if ptx or runs_on(chip, device.chip):
        return device
    # From Hopper on, the matrix units need the features of one chip.
    own = "a" if int(device.chip[3:-1]) >= 9 else ""
    raise Error(
        f"the kernels of this bundle are for {chip}, the GPU is {device.name}: make a bundle with"
        f" --chip={device.chip}{own}, or let the driver compile the PTX of this one, with --ptx"
    )


def bind(device, function, arguments, allocate, stream=None, ptx=False):
    """A call of a function on tensors, as a call without arguments.

    `allocate(bytes)` gives the address of scratch memory.
    """
    tensors = {info["name"]: tensor for info, tensor in zip(function.arguments, arguments)}
    for name, size in function.scratch(tensors).items():
        tensors[name] = manifest.Tensor(allocate(size), (size,), (1,))
    path = function.ptx if ptx else function.cubin
    calls = [device.prepare(path, launch, stream) for launch in function.launches(tensors)]

    def call():
        for launch in calls:
            launch()

    return call
