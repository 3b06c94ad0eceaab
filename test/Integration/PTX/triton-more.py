# What real models use beside products and softmax: recurrences, rotary
# embedding, losses, quantisation, gradients, atomics, 64 bits.
#
# REQUIRES: triton
# RUN: %python %s heddle-emulate | FileCheck %s
#
# CHECK-NOT: wrong
# CHECK: all of 38 results agree

import sys

import ml_dtypes
import numpy as np

import triton_kernels
import triton_more as kernels
from emulated import Cases, Emulator, In, InOut, Out, f64, normal

F32, F16, I32, I64 = "*fp32:16", "*fp16:16", "*i32:16", "*i64:16"
emulator, cases = Emulator(sys.argv[1]), Cases()
random = np.random.default_rng(1)


def launch(arch, kernel, grid, arguments, signature, constants, **options):
    ptx, shared, threads = triton_kernels.compile_kernel(
        kernel, signature, constants, arch, **options
    )
    return emulator.run(ptx, kernel.__name__, grid, threads, arguments + [None, None], shared)


def split_matmul(arch):
    for kind, dtype in ("fp32", "float32"), ("fp16", "float16"), ("bf16", "bfloat16"):
        a, b = normal(1, (64, 96), "float16"), normal(2, (96, 32), "float16")
        (out,) = launch(
            arch, kernels.split_matmul, (2, 3),
            [In(a), In(b), InOut(np.zeros((64, 32), getattr(ml_dtypes, dtype, dtype))), 64, 32, 96],
            dict(a=F16, b=F16, c=f"*{kind}:16", m="i32", n="i32:16", k="i32:16"),
            dict(BM=32, BN=32, BK=32),
        )  # fmt: skip
        tolerance = dict(fp32=1e-6, fp16=1e-3, bf16=1e-2)[kind]
        cases.check(f"split_matmul {kind} sm_{arch}", out, f64(a) @ f64(b), tolerance)


def locked_sum(arch):
    x = normal(3, 1024)
    _, total, highest = launch(
        arch, kernels.locked_sum, 4,
        [In(x), InOut(np.zeros(1, np.int32)), InOut(np.zeros(1, np.float32)),
         InOut(np.full(1, -9, np.float32))],
        dict(x=F32, lock=I32, total=F32, highest=F32), dict(BLOCK=256),
    )  # fmt: skip
    cases.check(f"sum under a lock sm_{arch}", total, [f64(x).sum()], 1e-5)
    cases.check(f"maximum by atomics sm_{arch}", highest, [x.max()])


def variance(arch):
    x = normal(4, (3, 300))
    (out,) = launch(
        arch, kernels.variance, 3, [In(x), Out(3), 300],
        dict(x=F32, out=F32, columns="i32"), dict(BLOCK=512),
    )  # fmt: skip
    cases.check(f"variance sm_{arch}", out, f64(x).var(1), 1e-5)


def recurrence(arch):
    a, x = random.uniform(0.5, 1, (2, 256)).astype(np.float32), normal(5, (2, 256))
    (out,) = launch(
        arch, kernels.recurrence, 2, [In(a), In(x), Out((2, 256)), 256],
        dict(a=F32, x=F32, out=F32, columns="i32:16"), dict(BLOCK=256),
    )  # fmt: skip
    state, expected = np.zeros(2), []
    for j in range(256):
        state = state * a[:, j] + x[:, j]
        expected.append(state)
    cases.check(f"recurrence sm_{arch}", out, np.stack(expected, 1), 1e-5)


def shuffled(arch):
    x, index = normal(6, (16, 32)), random.integers(0, 32, (16, 32), np.int32)
    gathered, flipped, woven = launch(
        arch, kernels.shuffled, 1, [In(x), In(index), Out(x.shape), Out(x.shape), Out((16, 64))],
        dict(x=F32, index=I32, gathered=F32, flipped=F32, woven=F32),
        dict(ROWS=16, COLUMNS=32),
    )  # fmt: skip
    cases.check(f"gather sm_{arch}", gathered, np.take_along_axis(x, index, 1))
    cases.check(f"flip sm_{arch}", flipped, x[:, ::-1])
    cases.check(f"interleave sm_{arch}", woven, np.stack([x, -x], -1).reshape(16, 64))


def rotate(arch):
    x, angle = normal(7, (3, 2, 64), "bfloat16"), normal(8, (3, 32))
    c, s = np.cos(angle), np.sin(angle)
    (out,) = launch(
        arch, kernels.rotate, 3, [In(x), In(c), In(s), Out(x.shape, "bfloat16"), 2],
        dict(x="*bf16:16", cosine=F32, sine=F32, out="*bf16:16", heads="i32"), dict(D=64),
    )  # fmt: skip
    low, high = f64(x)[..., :32], f64(x)[..., 32:]
    c, s = f64(c)[:, None], f64(s)[:, None]
    expected = np.concatenate([low * c - high * s, high * c + low * s], -1)
    cases.check(f"rotate sm_{arch}", out, expected, 4e-3)


def cross_entropy(arch):
    x, labels = normal(9, (4, 1000), "float16"), random.integers(0, 1000, 4, np.int64)
    (out,) = launch(
        arch, kernels.cross_entropy, 4, [In(x), In(labels), Out(4), 1000],
        dict(logits="*fp16", labels=I64, loss=F32, columns="i32"), dict(BLOCK=256), num_stages=3,
    )  # fmt: skip
    expected = np.log(np.exp(f64(x)).sum(1)) - f64(x)[np.arange(4), labels]
    cases.check(f"cross_entropy sm_{arch}", out, expected, 1e-5)


def quantize(arch):
    kind = "fp8e4nv" if arch >= 89 else "fp8e5"
    dtype = ml_dtypes.float8_e4m3fn if arch >= 89 else ml_dtypes.float8_e5m2
    x = normal(10, (3, 200), "bfloat16")
    words, scales = launch(
        arch, kernels.quantize, 3, [In(x), Out((3, 50), "int32"), Out(3), 200],
        dict(x="*bf16", out=f"*{kind}", scales=F32, columns="i32"), dict(BLOCK=256),
    )  # fmt: skip
    scale = np.abs(x.astype(np.float32)).max(1) / np.float32(448)
    cases.check(f"scales of fp8 sm_{arch}", scales, scale, 1e-6)
    numbers = words.astype(np.int32).view(dtype).astype(np.float64) * scales[:, None]
    cases.check(f"fp8 sm_{arch}", numbers, f64(x), 0.06 if arch >= 89 else 0.12)


def packed_matmul(arch):
    a, numbers = normal(11, (16, 128), "float16"), random.integers(-8, 8, (128, 64), np.int8)
    packed, scale = (numbers[0::2] & 15) | (numbers[1::2] << 4), normal(12, 64)
    (out,) = launch(
        arch, kernels.packed_matmul, 2,
        [In(a), In(packed), In(scale), Out((16, 64)), 64, 128],
        dict(a=F16, b="*i8:16", scale=F32, c=F32, n="i32:16", k="i32:16"),
        dict(BM=16, BN=32, BK=64), num_warps=2,
    )  # fmt: skip
    cases.check(f"packed_matmul sm_{arch}", out, f64(a) @ numbers * scale, 1e-6)


def wide_arithmetic(arch):
    x, y = (random.integers(-(2**40), 2**40, 200) for _ in range(2))
    y //= 2**25
    longs, doubles = launch(
        arch, kernels.wide_arithmetic, 2,
        [In(x), In(y), Out(200, "int64"), Out(200, "float64"), 200],
        dict(x=I64, y=I64, longs=I64, doubles="*fp64:16", count="i32"), dict(BLOCK=128),
    )  # fmt: skip
    product, divisor = x * y, abs(y) + 1
    expected = np.sign(product) * (abs(product) // divisor) + np.fmod(x, 1000003) + (x >> 7) + (x ^ y)
    cases.check(f"arithmetic of i64 sm_{arch}", (longs != expected).sum(), 0, 0.5)
    d = x * 1e-12
    expected = d / y + np.sqrt(abs(d)) + d * y + np.exp(-abs(d))
    cases.check(f"arithmetic of f64 sm_{arch}", doubles, expected, 1e-9)


def attention_backward(arch):
    length, depth = 96, 64
    q, k, v, do = (normal(seed, (length, depth), "float16") for seed in (13, 14, 15, 16))
    scale = depth**-0.5
    score = f64(q) @ f64(k).T * scale
    score[~np.tri(length, dtype=bool)] = -np.inf
    lse = np.log(np.exp(score).sum(1))
    weight = np.exp(score - lse[:, None])
    delta = (weight @ f64(v) * f64(do)).sum(1)
    dk, dv = launch(
        arch, kernels.attention_backward, 3,
        [In(q), In(k), In(v), In(do), In(lse.astype(np.float32)), In(delta.astype(np.float32)),
         Out(q.shape), Out(q.shape), length, scale],
        dict(q=F16, k=F16, v=F16, do=F16, lse=F32, delta=F32, dk=F32, dv=F32, length="i32:16", scale="fp32"),
        dict(BM=32, BN=32, D=depth), num_stages=2,
    )  # fmt: skip
    slope = weight * (f64(do) @ f64(v).T - delta[:, None]) * scale
    cases.check(f"gradient of values sm_{arch}", dv, weight.T @ f64(do), 1e-3)
    cases.check(f"gradient of keys sm_{arch}", dk, slope.T @ f64(q), 1e-3)


for arch in 80, 89:
    for case in (
        split_matmul, locked_sum, variance, recurrence, shuffled, rotate, cross_entropy, quantize,
        packed_matmul, wide_arithmetic, attention_backward,
    ):  # fmt: skip
        cases.run(f"{case.__name__} sm_{arch}", case, arch)
cases.finish()
