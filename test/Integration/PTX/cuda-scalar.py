# Kernels of nvcc without matrix units: shuffles, shared memory, divergence,
# calls, local and constant memory, integers, atomics, math.
#
# REQUIRES: nvcc
# RUN: %python %s heddle-emulate %nvcc | FileCheck %s
#
# CHECK-NOT: wrong
# CHECK: all of 150 results agree

import sys
from math import erf

import ml_dtypes
import numpy as np

import cuda
from emulated import Cases, Emulator, In, InOut, Out, f64, normal

emulator, cases = Emulator(sys.argv[1]), Cases()
random = np.random.default_rng(1)


def reduce(run):
    x = normal(1, 3001)
    (out,) = run("reduce", 3, 128, [In(x), InOut(np.zeros(1, np.float32)), 3001])
    cases.check("reduce", out, [f64(x).sum()], 1e-5)


def transpose(run):
    x = normal(2, (45, 70))
    (out,) = run("transpose", (3, 2), (32, 8), [In(x), Out((70, 45)), 45, 70])
    cases.check("transpose", out, x.T)


def softmax(run):
    x = normal(3, (3, 300))
    (out,) = run("softmax", 3, 128, [In(x), Out((3, 300)), 300], shared=1200)
    weight = np.exp(f64(x))
    cases.check("softmax", out, weight / weight.sum(1, keepdims=True), 1e-6)


def histogram(run):
    x = random.integers(0, 256, 4000, np.uint8)
    (out,) = run("histogram", 3, 96, [In(x), InOut(np.zeros(256, np.int32)), 4000])
    cases.check("histogram", out, np.bincount(x, minlength=256))


def scan(run):
    x = random.integers(-100, 100, 256, np.int32)
    (out,) = run("scan", 1, 256, [In(x), Out(256, "int32")])
    cases.check("scan", out, np.cumsum(x))


def diverged(i, value):
    steps = 0
    while value != 1:
        value = 3 * value + 1 if value % 2 else value // 2
        steps += 1
        if steps > 200:
            break
    for j, k in ((j, k) for j in range(i % 5) for k in range(j)):
        if (i + k) % 7 == 3:
            continue
        if (i * j + k) % 11 == 5:
            break
        steps += j ^ k
    cases_of_nine = {
        0: steps + 17, 1: steps * 3, 2: (steps - 40) ^ 0x55, 3: steps ^ 0x55, 4: -steps,
        5: steps << 2, 7: steps | 1 << 20,
    }  # fmt: skip
    return cases_of_nine.get(i % 9, steps * steps - 7)


def diverge(run):
    x = random.integers(1, 5000, 150, np.int32)
    (out,) = run("diverge", 3, 64, [In(x), Out(150, "int32"), 150])
    cases.check("diverge", out, [diverged(i, int(v)) for i, v in enumerate(x)])


def call(run):
    x = random.integers(-9, 9, 64, np.int32)
    integers, doubles = run("call", 1, 64, [In(x), Out(64, "int32"), Out(64, "float64")])
    fibonacci = [0, 1, 1, 2, 3, 5, 8, 13, 21]
    functions = [lambda v: 2 * v, lambda v: v * v, lambda v: -v]
    expected = [v ** (i % 6) + fibonacci[i % 9] + functions[i % 3](v) for i, v in enumerate(map(int, x))]
    cases.check("call", integers, expected)
    wide = f64(x)
    product = wide * (wide + 1) * (wide + 2) * (wide + 3)
    cases.check("call of a function on structures", doubles, 0.5 + 4 * wide + 6 + product)


def memory(run):
    options = np.zeros(1, [("scale", "f4", 3), ("shift", "i2"), ("kind", "i1"), ("pad", "i1"), ("offset", "i8")])
    options["scale"], options["shift"], options["kind"], options["offset"] = [1, 2, 4], -3, 5, 1000
    x = normal(4, 64)
    (out,) = run("memory", 1, 64, [options, In(x), Out(64)])
    expected = []
    for i in range(64):
        local = np.zeros(16)
        for j in range(16):
            local[(j * 5 + i) % 16] = x[(i + j) % 64] * [1, 2, 4][j % 3]
        expected.append(sum(local[j] * 2 ** ((i + j) % 8) for j in range(i % 16 + 1)) - 15 + 1005)
    cases.check("memory", out, expected, 1e-6)


def signed(value, bits=64):
    value &= (1 << bits) - 1
    return value - (1 << bits) if value >> (bits - 1) else value


def lanes(value, bits):
    return [value >> at & ((1 << bits) - 1) for at in range(0, 32, bits)]


def quotient(a, b):
    return abs(a) // abs(b) * (1 if (a < 0) == (b < 0) else -1)


def remainder(a, b):
    return a - quotient(a, b) * b


def permuted(b, c, selector):
    source = (b | c << 32).to_bytes(8, "little")
    return int.from_bytes(bytes(source[selector >> at & 7] for at in (0, 4, 8, 12)), "little")


def of_integers(i, a, b, c):
    """What the kernel `integers` writes, as Python's unbounded integers."""
    u, ub, uc, full = a % 2**64, b % 2**32, c % 2**32 | 1, c % 2**32
    high = lambda x, y, bits: x * y >> bits
    count = lambda x, bits: bin(x % 2**bits).count("1")
    leading = lambda x, bits: bits - (x % 2**bits).bit_length()
    first = lambda x: (x & -x).bit_length()
    reverse = lambda x, bits: int(f"{x % 2**bits:0{bits}b}"[::-1], 2)
    zipped = lambda bits, f: sum(
        f(x, y) % 2**bits << at
        for x, y, at in zip(lanes(ub, bits), lanes(full, bits), range(0, 32, bits))
    )
    s8 = lambda x: [signed(v, 8) for v in lanes(x, 8)]
    s16 = lambda x: [signed(v, 16) for v in lanes(x, 16)]
    s32 = lambda x: signed(x, 32)
    i24 = lambda x: signed(x, 24)
    yield quotient(a, b | 1)
    yield remainder(a, b | 1)
    yield u // uc
    yield high(u, u ^ 0x9E3779B97F4A7C15, 64)
    yield high(a, signed(-a + b), 64)
    yield high(b, c, 32)
    yield high(ub, uc, 32)
    yield a * b >> 40
    yield (ub // uc + remainder(b, c | 1)) % 2**32
    yield count(b, 32) + count(a, 64) * 100 + leading(b, 32) * 10000
    yield leading(a, 64) + first(b) * 100 + first(a) * 10000
    yield reverse(b, 32) ^ reverse(a, 64)
    yield permuted(ub, full, 0x5140 + i)
    shift = i % 32
    left = (full << 32 | ub) << shift >> 32
    yield (left ^ (full << 32 | ub) >> shift) % 2**32
    yield (ub + abs(b - c)) % 2**32 + (7 + abs(ub - uc)) % 2**32
    yield s32(5 + sum(x * y for x, y in zip(s8(ub), s8(full)))) + s32(
        9 + sum(x * y for x, y in zip(s16(ub), s8(full)))
    )
    yield (
        zipped(8, lambda x, y: x + y)
        ^ zipped(8, lambda x, y: abs(x - y))
        ^ zipped(16, lambda x, y: max(signed(x, 16), signed(y, 16)))
    )
    yield a << i % 64 ^ u >> i % 60
    yield a >> 3 ^ b >> 5
    yield min(a, b) + max(b, c) + abs(c)
    yield signed(b, 16) * signed(c, 8)
    yield (ub & uc) ^ (~ub % 2**32 | 0x1234) ^ (ub & ~uc)
    yield (b + c >> 1) + (b + c + 1 >> 1)
    yield s32(i24(b) * i24(c) ^ (ub % 2**24) * (uc % 2**24)) % 2**32


def integers(run):
    x = random.integers(-(2**63), 2**63 - 1, 32, np.int64)
    y = random.integers(-(2**31), 2**31 - 1, 32, np.int32)
    x[:3], y[5:7] = [0, -1, 12345], [1, -7]
    (out,) = run("integers", 1, 32, [In(x), In(y), Out((32, 24), "int64")])
    expected = [of_integers(i, int(x[i]), int(y[i]), int(y[(i + 1) % 32])) for i in range(32)]
    expected = np.array([[signed(value) for value in row] for row in expected], object)
    for column in range(24):
        wrong = [i for i in range(32) if int(out[i, column]) != expected[i, column]]
        cases.check(f"integers {column} in lanes {wrong}", len(wrong), 0, 0.5)


def warps(run):
    x = random.integers(0, 100, 64, np.int32)
    (out,) = run("warps", 1, 64, [In(x), Out((64, 10), "int32")])
    expected = np.zeros((64, 10), np.int64)
    for i in range(64):
        warp, lane = x[i // 32 * 32 :][:32], i % 32
        mask = lambda flags: signed(sum(1 << j for j in range(32) if flags[j]), 32)
        equal = (warp == warp[0]).all()
        expected[i] = [
            mask(warp & 1), (warp > 90).any() * 2 + 1, mask(warp % 4 == x[i] % 4), -1, warp.sum(),
            warp.max(), warp[(lane * 7 + 3) % 32], warp[lane ^ 5],
            warp[1::2].sum() if lane % 2 else 0, (x > 50).sum() * 2 + (x == 7).any(),
        ]  # fmt: skip
    for column in range(10):
        cases.check(f"warps {column}", out[:, column], expected[:, column])


def atomics(run):
    x = random.integers(0, 1000, 96, np.int32)
    ints, longs = np.zeros(112, np.int32), np.zeros(2, np.int64)
    ints[2:4], ints[4], longs[1] = [10**6, -5], -1, -1
    arrays = [ints, longs, np.zeros(2, np.float32), np.zeros(1), np.zeros(2, np.float16)]
    ints, longs, floats, doubles, halves = run("atomics", 2, 48, [In(x)] + [InOut(a) for a in arrays])
    inc = dec = 0
    for _ in x:
        inc = 0 if inc >= 20 else inc + 1
        dec = 30 if dec == 0 or dec > 30 else dec - 1
    cases.check(
        "atomics of 32 bits", ints[:10],
        [x.sum(), -x.sum(), x.min(), x.max(), np.bitwise_and.reduce(x | 0x100),
         np.bitwise_or.reduce(x), np.bitwise_xor.reduce(x), inc, dec, 96],
    )  # fmt: skip
    cases.check("atomic exchanges", np.sort(ints[16:]), np.sort(x))
    cases.check("atomics of 64 bits", longs, [int(x.sum()) << 33, int(x.max()) ** 3])
    cases.check("atomics of f32", floats, [x.sum(), x.max() * 0.5])
    cases.check("atomics of f64", doubles, [x.sum() * 0.125])
    cases.check("atomics of f16x2", halves, [(x % 2).sum(), 96])


def of_math(x):
    """What the kernel `math` computes from floats; None where it is exact in a
    way that f64 does not show."""
    a = f64(x)
    near = lambda dtype: f64(x.astype(dtype))
    f16, bf16 = near(np.float16), near(ml_dtypes.bfloat16)
    fma = f64((f64(f16)[:, None] * [2, 3] + [0.5, 0.25]).astype(np.float16))
    whole = lambda v: np.trunc(v)
    return [
        np.sin(f64(x * np.float32(1000))), np.cos(a) + np.tan(a),
        np.exp(a) + np.exp2(a) + np.expm1(a),
        np.log(abs(a)) + np.log2(abs(a)) + np.log1p(abs(a)), abs(a) ** 1.7,
        np.tanh(a) + np.arctan(a) + np.vectorize(erf)(a),
        np.sqrt(abs(a)) + 1 / np.sqrt(abs(a)) + np.cbrt(a), a / (abs(a) + 3) + 1 / a,
        np.fmod(f64(x * np.float32(37)), f64(np.float32(1.3))) + np.floor(a) + np.rint(f64(x * np.float32(3))),
        np.sign(a) * np.floor(abs(a) + 0.5) + whole(f64(x * np.float32(5))) + np.ceil(a),
        np.exp(a) + np.log(abs(a)) + np.sin(a) + a / 3,
        a * 32 + np.floor(np.log2(abs(a))) + np.copysign(2, a), a * a + 1 + a + 1e-7 + a * a,
        whole(f64(x * np.float32(100))) + np.rint(f64(x * np.float32(7))), f16 + bf16,
        near(ml_dtypes.float8_e4m3fn) + near(ml_dtypes.float8_e5m2), fma.sum(1),
        np.maximum(bf16, 0.5) + np.maximum(bf16, -0.5),
    ]  # fmt: skip


def math(run):
    x, y = normal(5, 64), normal(6, 64, "float64")
    out, wide = run("math", 1, 64, [In(x), In(y), Out((64, 20)), Out((64, 6), "float64")])
    for column, expected in enumerate(of_math(x)):
        cases.check(f"math {column}", out[:, column], expected, 1e-6)
    cases.check("math 18", out[:, 18], y + np.trunc(y * 1e6), 1e-6)
    cases.check("math 19", out[:, 19], np.signbit(x) * 4 + 10)
    b = abs(y)
    for column, expected in enumerate([
        np.sin(y) + np.exp(y), np.log(b) + b**0.3, y / (b + 0.1) + np.sqrt(b),
        y * y - 1 + np.maximum(y, 0.3) + np.floor(y * 10),
        np.tanh(y) + np.vectorize(erf)(y) + np.cbrt(y), y + np.trunc(b),
    ]):  # fmt: skip
        cases.check(f"math of f64 {column}", wide[:, column], expected, 1e-14)


for arch in 80, 90:
    ptx = cuda.compile_file(sys.argv[2], "scalar.cu", arch)
    for case in (
        reduce, transpose, softmax, histogram, scan, diverge, call, memory, integers, warps,
        atomics, math,
    ):  # fmt: skip
        cases.run(
            f"{case.__name__} sm_{arch}", case,
            lambda *arguments, **named: emulator.run(ptx, *arguments, **named),
        )  # fmt: skip
cases.finish()
