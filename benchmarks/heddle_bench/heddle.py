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
        self.openmp = OpenMP(self.libraries)
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


class OpenMP:
    """The runtime that shares out kernels, each of its threads on its own core.

    This thread is one of them, and is on its core only for Heddle: threads that
    others start would inherit that.
    """

    def __init__(self, libraries):
        self.runtime = ctypes.CDLL(os.path.join(libraries, "libomp.so"))
        self.anywhere = get_cores()
        self.runtime.omp_get_num_places()  # Puts this thread on its core.
        self.place = get_cores()
        self.leave()

    def enter(self, threads):
        self.runtime.omp_set_num_threads(threads)
        set_cores(self.place)

    def leave(self):
        set_cores(self.anywhere)


class Kernel:
    """One compiled attention with its tensors."""

    def __init__(self, function, openmp, attention, tensors, threads):
        shape, self.type = attention.shapes()["q"]
        self.output = np.empty(shape, STORAGE[self.type])
        self.arrays = [*tensors.values(), self.output]  # Descriptors point to them.
        self.arguments = [ctypes.byref(describe(array)) for array in self.arrays]
        self.function, self.openmp, self.threads = function, openmp, threads

    def enter(self):
        self.openmp.enter(self.threads)

    def leave(self):
        self.openmp.leave()

    def call(self):
        self.function(*self.arguments)

    def result(self):
        return to_f32(self.output, self.type)


def describe(array):
    """A memref descriptor: two pointers, offset, sizes, strides in elements."""
    strides = [stride // array.itemsize for stride in array.strides]
    words = [array.ctypes.data, array.ctypes.data, 0, *array.shape, *strides]
    return (ctypes.c_int64 * len(words))(*words)


def get_cores():
    return os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else None


def set_cores(cores):
    if cores:
        os.sched_setaffinity(0, cores)


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
