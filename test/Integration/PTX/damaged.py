# Kernels of other compilers with one thing broken in their text: the emulator
# has to say what, each time.
#
# REQUIRES: nvcc, triton
# RUN: %python %s heddle-emulate %nvcc | FileCheck %s
#
# CHECK-NOT: wrong
# CHECK: all of 34 results agree

import re
import sys

import numpy as np

import cuda
import triton_kernels as kernels
from emulated import Cases, Emulator, Failed, In, Out, f64, normal

emulator, cases = Emulator(sys.argv[1]), Cases()


def without(pattern, number=None):
    """Removes the lines that match: all, or the one of that number."""

    def edit(lines):
        found = [i for i, line in enumerate(lines) if re.search(pattern, line)]
        if number is not None:
            found = [found[number]]
        assert found, f"no line matches {pattern}"
        return [line for i, line in enumerate(lines) if i not in found]

    return edit


def replaced(pattern, text, number=0):
    """Edits the line of that number among those that match."""

    def edit(lines):
        found = [i for i, line in enumerate(lines) if re.search(pattern, line)]
        i = found[number]
        changed = re.sub(pattern, text, lines[i])
        assert changed != lines[i]
        return lines[:i] + [changed] + lines[i + 1 :]

    return edit


def expect(name, run, damage, message):
    """Damaged, the kernel fails with this message; if that is None, a wrong
    result is enough."""
    cases.count += 1
    try:
        if run(damage) or message is not None:
            cases.fail(name, "not noticed")
    except Failed as failure:
        if not re.search(message or "", str(failure)):
            cases.fail(name, f"expected {message!r}, got {failure}")


def damaged(ptx, damage):
    return "\n".join(damage(ptx.splitlines()))


SCALAR, MATRIX = (cuda.compile_file(sys.argv[2], name, 80) for name in ("scalar.cu", "matrix.cu"))


def body_of(ptx, kernel, damage):
    """Damages one kernel of several."""
    lines = ptx.splitlines()
    start = next(i for i, line in enumerate(lines) if f".entry {kernel}(" in line)
    end = next(i for i in range(start, len(lines)) if lines[i] == "}")
    return "\n".join(lines[:start] + damage(lines[start:end]) + lines[end:])


def run_softmax(damage):
    x = normal(3, (3, 300))
    ptx = body_of(SCALAR, "softmax", damage)
    (out,) = emulator.run(ptx, "softmax", 3, 128, [In(x), Out(x.shape), 300], 1200)
    weight = np.exp(f64(x))
    return np.allclose(out, weight / weight.sum(1, keepdims=True), 1e-5)


def run_transpose(damage):
    x = normal(2, (45, 70))
    ptx = body_of(SCALAR, "transpose", damage)
    (out,) = emulator.run(ptx, "transpose", (3, 2), (32, 8), [In(x), Out((70, 45)), 45, 70])
    return np.array_equal(out, x.T)


def run_scan(damage):
    x = np.arange(256, dtype=np.int32)
    ptx = body_of(SCALAR, "scan", damage)
    (out,) = emulator.run(ptx, "scan", 1, 256, [In(x), Out(256, "int32")], 0)
    return np.array_equal(out, np.cumsum(x))


def run_mma(damage):
    m, n, k = 100, 128, 160
    a, b = normal(3, (m, k), "bfloat16"), normal(4, (k, n), "bfloat16")
    arguments = [In(a), In(b), Out((m, n)), m, n, k]
    ptx = body_of(MATRIX, "mmaBF16", damage)
    (out,) = emulator.run(ptx, "mmaBF16", (2, 2), 128, arguments, 24576)
    return np.linalg.norm(out - f64(a) @ f64(b)) < 1e-4 * np.linalg.norm(out)


def run_pipelined(damage):
    x = normal(5, (5, 512))
    ptx = body_of(MATRIX, "pipelined", damage)
    (out,) = emulator.run(ptx, "pipelined", 1, 128, [In(x), Out(512), 5])
    return np.allclose(out, np.roll(f64(x).sum(0), -4), 1e-4)


PTX = {}


def run_triton_matmul(damage):
    a, b = normal(1, (80, 112), "float16"), normal(2, (112, 96), "float16")
    if "matmul" not in PTX:
        types = dict(a="*fp16:16", b="*fp16:16", c="*fp32:16", m="i32:16", n="i32:16", k="i32:16")
        constants = dict(BM=64, BN=32, BK=32, TF32="tf32")
        PTX["matmul"] = kernels.compile_kernel(kernels.matmul, types, constants, 80, num_stages=3)
    ptx, shared, threads = PTX["matmul"]
    arguments = [In(a), In(b), Out((80, 96)), 80, 96, 112, None, None]
    (out,) = emulator.run(damaged(ptx, damage), "matmul", (2, 3), threads, arguments, shared)
    return np.linalg.norm(out - f64(a) @ f64(b)) < 1e-4 * np.linalg.norm(out)


def run_triton_add(damage):
    x, y = normal(1, 1000), normal(2, 1000)
    types = dict(x="*fp32:16", y="*fp32:16", out="*fp32:16", count="i32")
    ptx, shared, threads = kernels.compile_kernel(kernels.vector_add, types, dict(BLOCK=1024), 80)
    arguments = [In(x), In(y), Out(1000), 1000, None, None]
    (out,) = emulator.run(damaged(ptx, damage), "vector_add", 1, threads, arguments, shared)
    return np.array_equal(out, x + y)


# What a missing barrier looks like depends on which warp goes first.
UNORDERED = "data race|in flight|never written"
FLIGHT, OUTSIDE = "in flight", "bytes behind the start of"
TESTS = {
    "transpose without its barrier": (run_transpose, without("bar.sync"), UNORDERED),
    "softmax without its first barrier": (run_softmax, without("bar.sync", 0), UNORDERED),
    "softmax without its second barrier": (run_softmax, without("bar.sync", 1), UNORDERED),
    "scan without its first barrier": (run_scan, without("bar.sync", 0), UNORDERED),
    "scan without its second barrier": (run_scan, without("bar.sync", 1), UNORDERED),
    "a product without its barriers": (run_mma, without("bar.sync"), UNORDERED),
    "Triton's product without barriers": (run_triton_matmul, without("bar.sync"), UNORDERED),
    "a pipeline without its first barrier": (run_pipelined, without("bar.sync", 0), UNORDERED),
    "a pipeline without its second barrier": (run_pipelined, without("bar.sync", 1), UNORDERED),
    "a product that does not wait": (run_mma, without("cp.async.wait_group"), FLIGHT),
    "a product that waits for too little": (
        run_mma, replaced("cp.async.wait_group", "cp.async.wait_group 2;//"), FLIGHT),
    "Triton's product that does not wait": (
        run_triton_matmul, without("cp.async.wait_group"), UNORDERED),
    "a product without commits": (run_mma, without("cp.async.commit_group"), FLIGHT),
    "a pipeline that does not wait": (run_pipelined, without("cp.async.wait_group"), FLIGHT),
    "a load past the end": (run_triton_add, replaced("@%p8 ld.global", "ld.global"), OUTSIDE),
    "a store past the end": (run_triton_add, replaced("@%p8 st.global", "st.global"), OUTSIDE),
    "a row too far": (
        run_transpose, replaced(r"(setp.ge.s32\s+%p\d+,).*", r"\1 0, 1;"), OUTSIDE),
    "a copy of the wrong size": (
        run_mma, replaced("16, %r", "8, %r"), "never written|more than the target"),
    "a row of a fragment too far": (
        run_mma, replaced(r"(ldmatrix.*\[%r\d+)\]", r"\1+24576]"), "but the block has"),
    "a softmax that keeps no row": (run_softmax, without("st.shared.f32", 0), UNORDERED),
    "a transpose that stores nothing": (run_transpose, without("st.shared.f32"), "never written"),
    "a wrong swizzle of a copy": (run_mma, replaced("xor.b32", "or.b32", 0), FLIGHT),
    "a wrong swizzle of a fragment": (run_mma, replaced("xor.b32", "or.b32", 4), None),
    "a wrong swizzle of Triton's": (run_triton_matmul, replaced("xor.b32", "or.b32", 0), None),
    "a barrier that half of the lanes reach": (
        run_transpose,
        replaced("bar.sync.*", "setp.lt.u32 %p1, %laneid, 16; @%p1 bar.sync 0;"), UNORDERED + "|deadlock"),
    "an unknown instruction": (
        run_transpose, replaced("bar.sync.*", "frobnicate.sync 0;"), "'frobnicate.sync' is not supported"),
    "an unknown modifier": (
        run_transpose, replaced("bar.sync", "bar.often.sync"), "is not supported"),
}  # fmt: skip

for name, run in (
    ("transpose", run_transpose), ("softmax", run_softmax), ("scan", run_scan), ("mma", run_mma),
    ("pipelined", run_pipelined), ("matmul", run_triton_matmul), ("add", run_triton_add),
):  # fmt: skip
    cases.count += 1
    if not run(lambda lines: lines):
        cases.fail(name, "wrong before any damage")
for name, (run, damage, message) in TESTS.items():
    expect(name, run, damage, message)
cases.finish()
