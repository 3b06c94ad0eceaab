# Flash attention with a gate by Triton, for AMD GPUs.
#
# REQUIRES: triton
# RUN: %python %s heddle-emulate | FileCheck %s
#
# CHECK-NOT: wrong
# CHECK: all of 12 results agree

import sys

from amdgpu import Emulator, compile_kernel, emulated, triton_kernels
from emulated import Cases, In, Out, attention, f64, normal, sigmoid

emulator, cases = Emulator(sys.argv[1]), Cases()
TYPES = {"fp16": ("float16", 1e-3), "bf16": ("bfloat16", 6e-3)}


def attend(arch, kind, depth, causal, length, stages=2, warps=4):
    dtype, tolerance = TYPES[kind]
    q, k, v = (normal(seed, (2, length, depth), dtype) for seed in (1, 2, 3))
    g = normal(4, (2, length, depth), "float16")
    pointer = f"*{kind}:16"
    ir, shared, threads = compile_kernel(
        triton_kernels.attention,
        dict(q=pointer, k=pointer, v=pointer, g="*fp16:16", out="*fp16:16", length="i32", scale="fp32"),
        dict(CAUSAL=causal, BM=64, BN=32, D=depth),
        arch, num_stages=stages, num_warps=warps,
    )  # fmt: skip
    scale = depth**-0.5
    (out,) = emulator.run(
        ir, "attention", (-(-length // 64), 2), threads,
        [In(q), In(k), In(v), In(g), Out(q.shape, "float16"), length, scale, None, None],
        shared, ["--seed=7"],
    )  # fmt: skip
    expected = attention(q, k, v, scale, causal) * sigmoid(f64(g))
    name = f"{kind} {arch} D={depth} causal={causal} S={length} stages={stages}"
    cases.check(name, out, expected, tolerance)


for case in [
    ("gfx90a", "fp16", 64, 0, 128),
    ("gfx90a", "bf16", 128, 1, 100),
    ("gfx942", "bf16", 64, 1, 128),
    ("gfx942", "fp16", 128, 0, 71),
    ("gfx942", "bf16", 128, 0, 128, 1),
    ("gfx942", "bf16", 64, 1, 100, 2, 8),
    ("gfx950", "bf16", 128, 1, 96),
    ("gfx950", "fp16", 64, 0, 128, 3),
    ("gfx1100", "fp16", 64, 1, 100),
    ("gfx1100", "bf16", 128, 0, 64),
    ("gfx1201", "fp16", 64, 0, 71),
    ("gfx1201", "bf16", 64, 1, 96),
]:
    cases.run(str(case), attend, *case)
cases.finish()
