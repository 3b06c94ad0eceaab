# Products of matrices by Triton, for AMD GPUs: types of MFMA and WMMA, staged
# copies, edges that do not fill a tile.
#
# REQUIRES: triton
# RUN: %python %s heddle-emulate | FileCheck %s
#
# CHECK-NOT: wrong
# CHECK: all of 24 results agree

import sys

import numpy as np

from amdgpu import Emulator, compile_kernel, emulated, triton_kernels
from emulated import Cases, In, Out, dtype_of, f64, normal

M, N, K = 80, 96, 112
emulator, cases = Emulator(sys.argv[1]), Cases()
TYPES = {
    "fp16": "float16",
    "bf16": "bfloat16",
    "fp32": "float32",
    "fp64": "float64",
    "fp8e5b16": "float8_e5m2fnuz",
    "fp8e4b8": "float8_e4m3fnuz",
    "fp8e5": "float8_e5m2",
    "fp8e4nv": "float8_e4m3fn",
    "i8": "int8",
}


def operand(seed, shape, dtype):
    if dtype == "int8":
        return np.random.default_rng(seed).integers(-128, 128, shape, np.int8)
    return normal(seed, shape).astype(dtype_of(dtype))


def multiply(arch, kind, stages, tile=32):
    a, b = operand(1, (M, K), TYPES[kind]), operand(2, (K, N), TYPES[kind])
    pointer, result = f"*{kind}:16", "i32" if kind == "i8" else "fp32"
    signature = dict(a=pointer, b=pointer, c=f"*{result}:16", m="i32:16", n="i32:16", k="i32:16")
    constants = dict(BM=64, BN=tile, BK=64 if kind == "i8" else 32, TF32="ieee")
    ir, shared, threads = compile_kernel(
        triton_kernels.matmul, signature, constants, arch, num_stages=stages
    )
    (out,) = emulator.run(
        ir, "matmul", (2, -(-N // tile)), threads,
        [In(a), In(b), Out((M, N), "int32" if kind == "i8" else "float32"), M, N, K, None, None],
        shared,
    )  # fmt: skip
    name = f"{kind} {arch} {stages} stages"
    cases.check(name, out, f64(a) @ f64(b), 0 if kind == "i8" else 1e-6)


for case in (
    [("gfx942", kind, stages) for kind in ("fp16", "bf16", "fp32", "i8") for stages in (1, 2)]
    + [("gfx942", kind, 2, 64) for kind in ("fp8e5b16", "fp8e4b8")]
    + [("gfx90a", kind, 2, 64) for kind in ("fp16", "bf16", "fp32", "i8")]
    + [("gfx950", kind, 1) for kind in ("fp16", "bf16", "fp8e4nv", "i8")]
    + [("gfx1100", kind, 2) for kind in ("fp16", "bf16", "i8")]
    + [("gfx1201", kind, 2) for kind in ("fp16", "fp8e4nv", "fp8e5")]
):
    cases.run(str(case), multiply, *case)
cases.finish()
