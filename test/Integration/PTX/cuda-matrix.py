# Matrix units as nvcc uses them: mma.h, and mma, ldmatrix, movmatrix and
# cp.async in inline assembly.
#
# REQUIRES: nvcc
# RUN: %python %s heddle-emulate %nvcc | FileCheck %s
#
# CHECK-NOT: wrong
# CHECK: all of 26 results agree

import sys

import numpy as np

import cuda
from emulated import Cases, Emulator, In, Out, dtype_of, f64, normal

emulator, cases = Emulator(sys.argv[1]), Cases()
random = np.random.default_rng(1)

# kernel: operands, result, m and n of a tile, tolerance
WMMA = {
    "wmmaF16": ("float16", "float32", 16, 16, 1e-6),
    "wmmaF16Wide": ("float16", "float16", 8, 32, 1e-3),
    "wmmaBF16": ("bfloat16", "float32", 32, 8, 1e-6),
    "wmmaTF32": ("float32", "float32", 16, 16, 1e-3),
    "wmmaS8": ("int8", "int32", 16, 16, 0),
    "wmmaF64": ("float64", "float64", 8, 8, 1e-15),
}


def wmma(run, kernel):
    operands, result, tile_m, tile_n, tolerance = WMMA[kernel]
    m, n, k = 32, 64, 48
    if operands == "int8":
        a, b = (random.integers(-128, 128, shape, np.int8) for shape in ((m, k), (n, k)))
    else:
        a, b = normal(1, (m, k), operands), normal(2, (n, k), operands)
    grid = (n // tile_n, m // tile_m)
    (out,) = run(kernel, grid, 32, [In(a), In(b), Out((m, n), result), n, k])
    cases.check(kernel, out, 2 * (f64(a) @ f64(b).T), tolerance)


def mma(run):
    m, n, k = 100, 128, 160
    a, b = normal(3, (m, k), "bfloat16"), normal(4, (k, n), "bfloat16")
    arguments = [In(a), In(b), Out((m, n)), m, n, k]
    (out,) = run("mmaBF16", (2, 2), 128, arguments, shared=24576)
    cases.check("mmaBF16", out, f64(a) @ f64(b), 1e-6)


def pipelined(run):
    x = normal(5, (5, 512))
    (out,) = run("pipelined", 1, 128, [In(x), Out(512), 5])
    cases.check("pipelined", out, np.roll(f64(x).sum(0), -4), 1e-6)


def fragment_rows(words, dtype):
    """Registers [r][lane] as eight rows of what four lanes hold, by register."""
    return words.view(dtype).reshape(len(words), 8, -1)


def accumulators(tile):
    """A product of m x 8 as lanes hold it: [register][lane]."""
    rows = tile.reshape(-1, 8, 4, 2)
    return np.concatenate([rows[i, :, :, j].reshape(1, 32) for i in range(len(rows)) for j in (0, 1)])


def shapes(run):
    words = random.integers(-(2**31), 2**31 - 1, (6, 32), np.int32)
    doubles = normal(6, (2, 32), "float64")
    out, z = run("mmaShapes", 1, 32, [In(words), In(doubles), Out((11, 32), "int32"), Out((2, 32), "float64")])
    part = lambda r, dtype: fragment_rows(words[r : r + 1], dtype)[0].astype(np.int64)
    stack = lambda rows, dtype: np.block([[part(r, dtype) for r in row] for row in rows])
    b = lambda registers, dtype: np.hstack([part(r, dtype) for r in registers]).T
    product = stack([[0, 2], [1, 3]], np.int8) @ b([4, 5], np.uint8) + 7
    cases.check("m16n8k32 s8 u8", out[:4], accumulators(product))
    product = stack([[0], [1]], np.uint8) @ b([4], np.uint8)
    cases.check("m16n8k16 u8", out[4:8], accumulators(product))
    cases.check("m8n8k16 s8", out[8:10], accumulators(part(0, np.int8) @ b([4], np.int8)))
    halves = np.ascontiguousarray(part(0, np.int16).T.astype(np.int16))
    cases.check("movmatrix", out[10], halves.view(np.int32).reshape(32))
    x, y = doubles[0].reshape(8, 4), doubles[1].reshape(8, 4)
    cases.check("m8n8k4 f64", z, accumulators(x @ y.T + 1), 1e-15)


for arch in 80, 90:
    ptx = cuda.compile_file(sys.argv[2], "matrix.cu", arch)
    run = lambda *arguments, **named: emulator.run(ptx, *arguments, **named)
    for kernel in WMMA:
        cases.run(f"{kernel} sm_{arch}", wmma, run, kernel)
    for case in mma, pipelined, shapes:
        cases.run(f"{case.__name__} sm_{arch}", case, run)
cases.finish()
