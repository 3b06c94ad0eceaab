# Flash attention with a gate by Triton.
#
# REQUIRES: triton
# RUN: %python %s heddle-emulate | FileCheck %s
#
# CHECK-NOT: wrong
# CHECK: all of 15 results agree

import sys

import triton_kernels as kernels
from emulated import Cases, Emulator, In, Out, attention, dtype_of, f64, normal, sigmoid

emulator, cases = Emulator(sys.argv[1]), Cases()
TYPES = {
    "fp16": ("float16", 1e-3),
    "bf16": ("bfloat16", 6e-3),
    "fp8e5": ("float8_e5m2", 1e-1),
    "fp8e4nv": ("float8_e4m3fn", 5e-2),
}


def attend(arch, kind, depth, causal, length, stages=2, warps=4):
    dtype, tolerance = TYPES[kind]
    q, k, v = (normal(seed, (2, length, depth)).astype(dtype_of(dtype)) for seed in (1, 2, 3))
    g = normal(4, (2, length, depth), "float16")
    pointer = f"*{kind}:16"
    ptx, shared, threads = kernels.compile_kernel(
        kernels.attention,
        dict(q=pointer, k=pointer, v=pointer, g="*fp16:16", out="*fp16:16", length="i32", scale="fp32"),
        dict(CAUSAL=causal, BM=64, BN=32, D=depth),
        arch, num_stages=stages, num_warps=warps,
    )  # fmt: skip
    scale = depth**-0.5
    (out,) = emulator.run(
        ptx, "attention", (-(-length // 64), 2), threads,
        [In(q), In(k), In(v), In(g), Out(q.shape, "float16"), length, scale, None, None],
        shared,
    )  # fmt: skip
    expected = attention(q, k, v, scale, causal) * sigmoid(f64(g))
    name = f"{kind} sm_{arch} D={depth} causal={causal} S={length} stages={stages}"
    cases.check(name, out, expected, tolerance)


for case in (
    [(80, kind, depth, causal, 128) for kind in ("fp16", "bf16") for depth in (64, 128) for causal in (0, 1)]
    + [(80, "bf16", 64, 1, 100, 3), (80, "fp16", 128, 0, 71, 1, 8)]
    + [(86, "bf16", 64, 1, 96, 4), (89, "fp16", 64, 1, 96, 3)]
    + [(89, "fp8e4nv", 64, 1, 96), (89, "fp8e5", 128, 0, 64), (80, "fp8e5", 64, 0, 64)]
):  # fmt: skip
    cases.run(str(case), attend, *case)
cases.finish()
