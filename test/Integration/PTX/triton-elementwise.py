# Kernels of Triton without matrix units: reductions, scans, atomics, sorting,
# math, random numbers.
#
# REQUIRES: triton
# RUN: %python %s heddle-emulate | FileCheck %s
#
# CHECK-NOT: wrong
# CHECK: all of 34 results agree

import sys

import numpy as np

import triton_kernels as kernels
from emulated import Cases, Emulator, In, InOut, Out, f64, normal, sigmoid
from math import erf

F32, I32 = "*fp32:16", "*i32:16"
emulator, cases = Emulator(sys.argv[1]), Cases()


def launch(kernel, grid, arguments, signature, constants, arch, **options):
    ptx, shared, threads = kernels.compile_kernel(kernel, signature, constants, arch, **options)
    return emulator.run(ptx, kernel.__name__, grid, threads, arguments + [None, None], shared)


def vector_add(arch):
    x, y = normal(1, 5000), normal(2, 5000)
    (out,) = launch(
        kernels.vector_add, 5, [In(x), In(y), Out(5000), 5000],
        dict(x=F32, y=F32, out=F32, count="i32"), dict(BLOCK=1024), arch,
    )  # fmt: skip
    cases.check(f"vector_add sm_{arch}", out, x + y)


def softmax(arch):
    x = normal(3, (7, 777), "bfloat16")
    (out,) = launch(
        kernels.softmax, 7, [In(x), Out((7, 777), "bfloat16"), 777],
        dict(x="*bf16", out="*bf16", columns="i32"), dict(BLOCK=1024), arch,
    )  # fmt: skip
    weight = np.exp(f64(x) - f64(x).max(1, keepdims=True))
    cases.check(f"softmax sm_{arch}", out, weight / weight.sum(1, keepdims=True), 4e-3)


def layer_norm(arch):
    x, w, b = normal(4, (5, 700), "float16"), normal(5, 700), normal(6, 700)
    (out,) = launch(
        kernels.layer_norm, 5, [In(x), In(w), In(b), Out((5, 700), "float16"), 700, 1e-5],
        dict(x="*fp16:16", weight=F32, bias=F32, out="*fp16", columns="i32", epsilon="fp32"),
        dict(BLOCK=256), arch,
    )  # fmt: skip
    wide = f64(x)
    scaled = (wide - wide.mean(1, keepdims=True)) / np.sqrt(wide.var(1, keepdims=True) + 1e-5)
    cases.check(f"layer_norm sm_{arch}", out, scaled * w + b, 1e-3)


def histogram(arch):
    x = np.random.default_rng(7).integers(0, 64, 3000, np.int32)
    (out,) = launch(
        kernels.histogram, 6, [In(x), InOut(np.zeros(64, np.int32)), 3000],
        dict(x=I32, out=I32, count="i32"), dict(BINS=64, BLOCK=512), arch,
    )  # fmt: skip
    cases.check(f"histogram sm_{arch}", out, np.bincount(x, minlength=64))


def scan_and_argmax(arch):
    x = normal(8, (4, 500))
    sums, best = launch(
        kernels.scan_and_argmax, 4, [In(x), Out((4, 500)), Out(4, "int32"), 500],
        dict(x=F32, sums=F32, best=I32, columns="i32"), dict(BLOCK=512), arch,
    )  # fmt: skip
    cases.check(f"scan sm_{arch}", sums, np.cumsum(f64(x), 1), 1e-6)
    cases.check(f"argmax sm_{arch}", best, x.argmax(1))


def sort_rows(arch):
    x = normal(9, (8, 64))
    (out,) = launch(
        kernels.sort_rows, 1, [In(x), Out((8, 64))],
        dict(x=F32, out=F32), dict(ROWS=8, COLUMNS=64), arch,
    )  # fmt: skip
    cases.check(f"sort sm_{arch}", out, np.sort(x, 1))


def elementwise(arch):
    x, y = normal(10, 1000), normal(11, 1000)
    (out,) = launch(
        kernels.elementwise, 2, [In(x), In(y), Out(1000), 1000],
        dict(x=F32, y=F32, out=F32, count="i32"), dict(BLOCK=512), arch,
    )  # fmt: skip
    a, b = f64(x), f64(y)
    value = np.sin(a) * np.cos(b) + np.log(abs(a) + 1) * np.sqrt(abs(b))
    value += np.exp2(-abs(a)) + np.vectorize(erf)(b) + 1 / np.sqrt(abs(a) + 0.5)
    value += np.floor(x * np.float32(3)) + sigmoid(a)
    value += np.where(a > b, np.maximum(a, b), a / (abs(b) + 1))
    cases.check(f"elementwise sm_{arch}", out, value, 1e-5)


def random_numbers(arch):
    (out,) = launch(
        kernels.random_numbers, 4, [Out(2000), 1234, 2000],
        dict(out=F32, seed="i32", count="i32"), dict(BLOCK=512), arch,
    )  # fmt: skip
    cases.check(f"random sm_{arch}", out, philox(1234, 2000), 1e-7)


def philox(seed, count):
    """Triton's uniform numbers: the first word of Philox 4x32-10."""
    u64 = np.uint64
    mask, shift = u64(0xFFFFFFFF), u64(32)
    c = [np.arange(count, dtype=np.uint64)] + [np.zeros(count, np.uint64)] * 3
    key0, key1 = seed & 0xFFFFFFFF, seed >> 32
    for _ in range(10):
        a, b = c[0] * u64(0xD2511F53), c[2] * u64(0xCD9E8D57)
        c = [
            (b >> shift) ^ c[1] ^ u64(key0), b & mask,
            (a >> shift) ^ c[3] ^ u64(key1), a & mask,
        ]  # fmt: skip
        key0, key1 = (key0 + 0x9E3779B9) & 0xFFFFFFFF, (key1 + 0xBB67AE85) & 0xFFFFFFFF
    word = c[0].astype(np.uint32).view(np.int32)
    return np.where(word < 0, ~word, word) * 4.6566127342e-10


for arch in 80, 86, 89, 90:
    for case in (
        vector_add, softmax, layer_norm, histogram, scan_and_argmax, sort_rows,
        elementwise, random_numbers,
    ):  # fmt: skip
        if not (case is sort_rows and arch in (86, 89)):
            cases.run(f"{case.__name__} sm_{arch}", case, arch)
cases.finish()
