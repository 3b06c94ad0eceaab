# Part of the Heddle project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Objects of heddle-compile, called from here on numpy arrays.

heddle-run makes the buffers of a call itself. Tests that want their own, to
call one kernel with many extents or to say which pages exist, compile ahead of
time and call the C entry point.
"""

import argparse
import ctypes
import mmap
import os
import subprocess
import tempfile

import ml_dtypes
import numpy as np

TYPES = {"f32": np.float32, "f16": np.float16, "bf16": ml_dtypes.bfloat16, "i32": np.int32}

# Of the largest value: 16-bit results and weights are rounded.
TOLERANCES = {"f32": 3e-6, "f16": 3e-3, "bf16": 2e-2}


def parse_tools():
    """The tools of a RUN line: heddle-compile, a C compiler, LLVM's libraries."""
    parser = argparse.ArgumentParser()
    parser.add_argument("heddle_compile")
    parser.add_argument("host_cc")
    parser.add_argument("llvm_lib_dir")
    return parser.parse_args()


def descriptor(array):
    """A memref of any strides."""
    rank = array.ndim

    class MemRef(ctypes.Structure):
        _fields_ = [
            ("allocated", ctypes.c_void_p),
            ("aligned", ctypes.c_void_p),
            ("offset", ctypes.c_int64),
            ("sizes", ctypes.c_int64 * rank),
            ("strides", ctypes.c_int64 * rank),
        ]

    strides = [stride // array.itemsize for stride in array.strides]
    data = array.ctypes.data
    return MemRef(data, data, 0, (ctypes.c_int64 * rank)(*array.shape), (ctypes.c_int64 * rank)(*strides))


class Compiled:
    """The functions of some MLIR; an instance is called as its @main."""

    def __init__(self, source, tools):
        with tempfile.TemporaryDirectory() as directory:
            stem = os.path.join(directory, "main")
            with open(stem + ".mlir", "w") as file:
                file.write(source)
            run = [tools.heddle_compile, stem + ".mlir", "--target=cpu", "-o", stem + ".o"]
            subprocess.run(run, check=True)
            libraries = ["-L" + tools.llvm_lib_dir, "-Wl,-rpath," + tools.llvm_lib_dir, "-lomp", "-lm"]
            run = [tools.host_cc, "-shared", stem + ".o", "-o", stem + ".so", *libraries]
            subprocess.run(run, check=True)
            self.shared = ctypes.CDLL(stem + ".so")

    def __call__(self, *arrays, function="main"):
        memrefs = [descriptor(array) for array in arrays]
        getattr(self.shared, f"_mlir_ciface_{function}")(*map(ctypes.byref, memrefs))


def arguments(case, values=None):
    """A case's arguments in their own types, destinations full of ones."""
    rows = case.operands() + case.outputs()
    values = case.tensors() if values is None else values
    arrays = [value.astype(TYPES[element]) for value, (*_, element) in zip(values, rows)]
    for array in arrays[len(case.operands()) :]:
        array[...] = 1
    return arrays


def agrees(found, expected, element):
    """Whether numbers agree by the tolerance of a type; no numbers and infinities must be in their places."""
    found = found.astype(np.float64)
    with np.errstate(invalid="ignore"):
        errors = np.abs(found - expected)
    errors[(found == expected) | (np.isnan(found) & np.isnan(expected))] = 0
    largest = np.abs(expected[np.isfinite(expected)]).max(initial=0)
    return bool(np.all(errors <= TOLERANCES[element] * largest))


class Pages:
    """Memory of which only some pages can be read."""

    def __init__(self, size):
        self.map = mmap.mmap(-1, size)
        self.address = ctypes.addressof(ctypes.c_char.from_buffer(self.map))
        self.size = len(self.map)

    def hide(self, begin, end):
        """Makes the whole pages of the bytes [begin, end) inaccessible."""
        begin = -(-begin // mmap.PAGESIZE) * mmap.PAGESIZE
        end = end // mmap.PAGESIZE * mmap.PAGESIZE
        protect = ctypes.CDLL(None, use_errno=True).mprotect
        protect.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int]
        if begin < end and protect(self.address + begin, end - begin, 0) != 0:
            raise OSError(ctypes.get_errno(), "mprotect")

    def array(self, shape, dtype):
        count = int(np.prod(shape))
        return np.frombuffer(self.map, dtype, count).reshape(shape)
