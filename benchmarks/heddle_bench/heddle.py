# Part of the Heddle project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Heddle's kernels, in this process: compiled, linked and called by ctypes."""

import ctypes
import os
import re
import subprocess

import numpy as np

from . import Refused
from .attention import STORAGE, to_f32


class Heddle:
    """The tools of a build directory."""

    title = "Heddle"

    def __init__(self, build, directory):
        self.build = build
        self.directory = directory
        self.libraries = find_llvm_libraries(build)
        self.openmp = ctypes.CDLL(os.path.join(self.libraries, "libomp.so"))
        self.functions = {}

    def prepare(self, attention, tensors, threads):
        source = attention.mlir()
        if source not in self.functions:
            self.functions[source] = self._compile(source)
        return Kernel(self.functions[source], self.openmp, attention, tensors, threads)

    def _compile(self, source):
        # A library is loaded by its name once: each has its own.
        stem = os.path.join(self.directory, f"attention{len(self.functions)}")
        with open(stem + ".mlir", "w", encoding="utf-8") as file:
            file.write(source)
        tool = os.path.join(self.build, "bin", "heddle-compile")
        run([tool, stem + ".mlir", "--target=cpu", "-o", stem + ".o"])
        link = [os.environ.get("CC", "cc"), "-shared", stem + ".o", "-o", stem + ".so"]
        run([*link, f"-L{self.libraries}", f"-Wl,-rpath,{self.libraries}", "-lomp", "-lm"])
        function = ctypes.CDLL(stem + ".so")._mlir_ciface_attention
        function.restype = None
        return function


class Kernel:
    """One compiled attention with its tensors."""

    def __init__(self, function, openmp, attention, tensors, threads):
        shape, self.type = attention.shapes()["q"]
        self.output = np.empty(shape, STORAGE[self.type])
        self.arrays = [*tensors.values(), self.output]  # Descriptors point to them.
        self.arguments = [ctypes.byref(describe(array)) for array in self.arrays]
        self.function, self.openmp, self.threads = function, openmp, threads

    def enter(self):
        self.openmp.omp_set_num_threads(self.threads)

    def call(self):
        self.function(*self.arguments)

    def result(self):
        return to_f32(self.output, self.type)


def describe(array):
    """A memref descriptor: two pointers, offset, sizes, strides in elements."""
    strides = [stride // array.itemsize for stride in array.strides]
    words = [array.ctypes.data, array.ctypes.data, 0, *array.shape, *strides]
    return (ctypes.c_int64 * len(words))(*words)


def run(command):
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        error = re.search(r"error: (.*)", done.stderr)
        raise Refused(error.group(1) if error else done.stderr.strip())


def find_llvm_libraries(build):
    """The folder with the OpenMP runtime of the LLVM that Heddle was built with."""
    with open(os.path.join(build, "CMakeCache.txt"), encoding="utf-8") as file:
        found = re.search(r"^LLVM_DIR:\w+=(.*)/cmake/llvm$", file.read(), re.MULTILINE)
    if not found:
        raise SystemExit(f"{build}/CMakeCache.txt does not say where LLVM is")
    return found.group(1)
