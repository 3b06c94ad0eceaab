"""Runs one of the tests of PTX with the same kernels for AMD GPUs.

The tests name processors by numbers; `arch_of` maps those.
"""

import os

import amdgpu
import emulated
import triton_kernels

PTX = os.path.join(os.path.dirname(__file__), "..", "..", "PTX")


def run(test, arch_of):
    def compile_kernel(kernel, signature, constants, arch, **options):
        return amdgpu.compile_kernel(kernel, signature, constants, arch_of[arch], **options)

    triton_kernels.compile_kernel = compile_kernel
    emulated.Emulator = amdgpu.Emulator
    path = os.path.join(PTX, test)
    with open(path, encoding="utf-8") as file:
        exec(compile(file.read(), path, "exec"), {"__name__": "__main__"})
