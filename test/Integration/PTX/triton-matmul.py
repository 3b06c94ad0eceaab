# Products of matrices by Triton: every type of the matrix units, staged copies,
# edges that do not fill a tile.
#
# REQUIRES: triton
# RUN: %python %s heddle-emulate | FileCheck %s
#
# CHECK-NOT: wrong
# CHECK: all of 19 results agree

import sys

import numpy as np

import triton_kernels as kernels
from emulated import Cases, Emulator, In, Out, dtype_of, f64, normal

M, N, K = 80, 96, 112
emulator, cases = Emulator(sys.argv[1]), Cases()
TYPES = {
    "fp16": "float16",
    "bf16": "bfloat16",
    "fp32": "float32",
    "fp8e5": "float8_e5m2",
    "fp8e4nv": "float8_e4m3fn",
    "i8": "int8",
}


def operand(seed, shape, dtype):
    if dtype == "int8":
        return np.random.default_rng(seed).integers(-128, 128, shape, np.int8)
    return normal(seed, shape).astype(dtype_of(dtype))


def multiply(arch, kind, stages, precision="tf32"):
    a, b = operand(1, (M, K), TYPES[kind]), operand(2, (K, N), TYPES[kind])
    pointer, result = f"*{kind}:16", "i32" if kind == "i8" else "fp32"
    signature = dict(a=pointer, b=pointer, c=f"*{result}:16", m="i32:16", n="i32:16", k="i32:16")
    constants = dict(BM=64, BN=32, BK=64 if kind == "i8" else 32, TF32=precision)
    ptx, shared, threads = kernels.compile_kernel(
        kernels.matmul, signature, constants, arch, num_stages=stages
    )
    (out,) = emulator.run(
        ptx, "matmul", (2, 3), threads,
        [In(a), In(b), Out((M, N), "int32" if kind == "i8" else "float32"), M, N, K, None, None],
        shared,
    )  # fmt: skip
    tolerance = {"i8": 0, "fp32": 1e-3 if precision == "tf32" else 1e-6}.get(kind, 1e-6)
    cases.check(f"{kind} sm_{arch} {stages} stages {precision}", out, f64(a) @ f64(b), tolerance)


for case in (
    [(80, kind, stages) for kind in ("fp16", "bf16", "fp32", "i8", "fp8e5") for stages in (1, 3)]
    + [(80, "fp32", 2, "tf32x3"), (80, "fp32", 2, "ieee"), (80, "fp16", 4)]
    + [(89, kind, stages) for kind in ("fp8e5", "fp8e4nv") for stages in (1, 3)]
    + [(86, "bf16", 2), (89, "fp16", 2)]
):
    cases.run(str(case), multiply, *case)
cases.finish()
