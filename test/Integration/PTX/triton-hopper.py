# Triton's kernels for sm_90: products by wgmma in every type, tensor maps made on
# the device, copies of boxes, warps with roles of their own. Damaged ones are
# noticed, under any order of the warps.
#
# REQUIRES: triton
# RUN: %python %s heddle-emulate | FileCheck %s
#
# CHECK-NOT: wrong
# CHECK: all of {{[0-9]+}} results agree

import re
import sys

import numpy as np
import triton_hopper as hopper
import triton_kernels as kernels
from emulated import Cases, Emulator, Failed, In, Out, Zero, attention, dtype_of, f64, normal, sigmoid

emulator, cases = Emulator(sys.argv[1]), Cases()
DTYPES = {"fp16": "float16", "bf16": "bfloat16", "fp32": "float32", "fp8e4nv": "float8_e4m3fn",
          "fp8e5": "float8_e5m2", "i8": "int8"}  # fmt: skip


def expect(ptx, *opcodes):
    for opcode in opcodes:
        if opcode not in ptx:
            cases.fail(opcode, "Triton does not use it any more")


def multiply(kind, rows, columns, depth, warps, stages, blocks=1):
    m, n, k = 100, 130, 96
    if kind == "i8":
        random = np.random.default_rng(0)
        a, b = (random.integers(-100, 100, shape, np.int8) for shape in ((m, k), (k, n)))
    else:
        a, b = (normal(i, shape).astype(dtype_of(DTYPES[kind])) for i, shape in enumerate(((m, k), (k, n))))
    sums, dtype = ("*i32", "int32") if kind == "i8" else ("*fp32", "float32")
    ptx, shared, threads = kernels.compile_kernel(
        kernels.matmul, dict(a=f"*{kind}", b=f"*{kind}", c=sums, m="i32", n="i32", k="i32"),
        dict(BM=rows, BN=columns, BK=depth, TF32="tf32"), 90, warps, stages, blocks,
    )  # fmt: skip
    expect(ptx, "wgmma.mma_async")
    (out,) = emulator.run(
        ptx, "matmul", (-(-m // rows) * blocks, -(-n // columns)), threads,
        [In(a), In(b), Out((m, n), dtype), m, n, k, None, None], shared, [f"--cluster={blocks}"],
    )  # fmt: skip
    cases.check(f"product of {kind}", out, f64(a) @ f64(b), 1e-3)


def attend(kind, depth, causal, length, rows=64, stages=2, warps=4, tolerance=6e-3):
    q, k, v = (normal(i, (2, length, depth)).astype(dtype_of(DTYPES[kind])) for i in range(3))
    g = normal(4, (2, length, depth), "float16")
    pointer = f"*{kind}:16"
    ptx, shared, threads = kernels.compile_kernel(
        kernels.attention,
        dict(q=pointer, k=pointer, v=pointer, g="*fp16:16", out="*fp16:16", length="i32", scale="fp32"),
        dict(CAUSAL=causal, BM=rows, BN=32, D=depth), 90, warps, stages,
    )  # fmt: skip
    expect(ptx, "wgmma.mma_async")
    scale = depth**-0.5
    (out,) = emulator.run(
        ptx, "attention", (-(-length // rows), 2), threads,
        [In(q), In(k), In(v), In(g), Out(q.shape, "float16"), length, scale, None, None], shared,
    )  # fmt: skip
    cases.check(f"attention in {kind}", out, attention(q, k, v, scale, causal) * sigmoid(f64(g)), tolerance)


def compile_product(specialize, rows, columns, depth, warps, stages):
    return kernels.compile_kernel(
        hopper.matmul,
        dict(a="*bf16:16", b="*bf16:16", c="*bf16:16", m="i32:16", n="i32:16", k="i32:16"),
        dict(BM=rows, BN=columns, BK=depth, SPECIALIZE=specialize), 90, warps, stages,
    )  # fmt: skip


def run_product(compiled, rows, columns, options=()):
    """A product by tensor maps, and its error."""
    m, n, k = 192, 128, 256
    ptx, shared, threads = compiled
    grid = (-(-m // rows), -(-n // columns))
    a, b = normal(1, (m, k), "bfloat16"), normal(2, (k, n), "bfloat16")
    maps = Zero(128 * 64 * grid[0] * grid[1])
    (out,) = emulator.run(
        ptx, "matmul", grid, threads, [In(a), In(b), Out((m, n), "bfloat16"), m, n, k, maps, None],
        shared, options,
    )  # fmt: skip
    return out, f64(a) @ f64(b)


def multiply_boxes(specialize, rows, columns, depth, warps, stages):
    compiled = compile_product(specialize, rows, columns, depth, warps, stages)
    expect(compiled[0], "wgmma.mma_async", "cp.async.bulk.tensor", "tensormap.replace")
    if specialize:
        expect(compiled[0], "setmaxnreg")
    for seed in range(3):
        cases.check("product of boxes", *run_product(compiled, rows, columns, [f"--seed={seed}"]), 1e-2)


def attend_boxes(specialize, rows, keys, depth, warps, stages):
    length, scale = 256, depth**-0.5
    q, k, v = (normal(i, (2, length, depth), "bfloat16") for i in range(3))
    ptx, shared, threads = kernels.compile_kernel(
        hopper.attention,
        dict(q="*bf16:16", k="*bf16:16", v="*bf16:16", out="*bf16:16", length="i32:16", scale="fp32"),
        dict(BM=rows, BN=keys, D=depth, SPECIALIZE=specialize), 90, warps, stages,
    )  # fmt: skip
    grid = (length // rows, 2)
    (out,) = emulator.run(
        ptx, "attention", grid, threads,
        [In(q), In(k), In(v), Out(q.shape, "bfloat16"), length, scale, Zero(128 * 64 * grid[0] * 2), None],
        shared,
    )  # fmt: skip
    cases.check("attention on boxes", out, attention(q, k, v, scale, False), 6e-3)


for case in (("fp16", 64, 64, 32, 4, 2), ("bf16", 128, 128, 64, 8, 3), ("fp32", 64, 64, 32, 4, 2),
             ("fp8e4nv", 64, 64, 32, 4, 2), ("fp8e5", 64, 64, 64, 4, 2), ("i8", 64, 64, 32, 4, 2),
             ("fp16", 64, 256, 64, 4, 4), ("fp16", 128, 128, 32, 4, 2, 2), ("bf16", 128, 64, 64, 4, 2, 4)):  # fmt: skip
    cases.run(str(case), multiply, *case)
cases.run("bf16", attend, "bf16", 64, 0, 128)
cases.run("fp16", attend, "fp16", 128, 1, 100)
cases.run("bf16, 8 warps", attend, "bf16", 128, 1, 128, 128, 3, 8)
cases.run("fp8", attend, "fp8e5", 64, 0, 64, 64, 2, 4, 1e-1)
for case in ((False, 64, 64, 64, 4, 2), (False, 128, 64, 64, 8, 3), (True, 128, 64, 64, 4, 3)):
    cases.run(f"boxes {case}", multiply_boxes, *case)
    cases.run(f"attention on boxes {case}", attend_boxes, *case)

# Damage: each line is a pattern, what it becomes, and whether all places change.
DAMAGE = [
    (r"wgmma\.wait_group\.sync\.aligned \d+;", "wgmma.wait_group.sync.aligned 7;", True),
    (r"wgmma\.fence\.sync\.aligned;", "", True),
    (r"(fence\.proxy\.async[^;]*;)", "", True),
    (r"mbarrier\.try_wait\.parity[^;]*;", "", True),
    (r"(mbarrier\.arrive\.expect_tx[^;]*, )(\d+);", r"\g<1>16;", False),
    (r"cp\.async\.bulk\.wait_group\.read\s+0;", "", True),
    (r"(tensormap\.replace\.tile\.swizzle_mode[^;]*), 0x3;", r"\1, 0x2;", False),
]  # fmt: skip


def damage(compiled, pattern, replacement, everywhere):
    ptx = compiled[0]
    broken, count = re.subn(pattern, replacement, ptx, count=0 if everywhere else 1)
    if count == 0:
        return
    cases.count += 1
    for seed in range(4):
        try:
            out, expected = run_product((broken, *compiled[1:]), 128, 64, [f"--seed={seed}", "--max-instructions=200000"])
        except Failed:
            return
        if np.linalg.norm(f64(out) - expected) > 2e-2 * np.linalg.norm(expected):
            return
    cases.fail(f"{pattern} -> {replacement}", "nobody noticed")


for specialize, warps in ((False, 8), (True, 4)):
    compiled = compile_product(specialize, 128, 64, 64, warps, 3)
    for pattern, replacement, everywhere in DAMAGE:
        damage(compiled, pattern, replacement, everywhere)
cases.finish()
