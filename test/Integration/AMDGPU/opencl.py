# Kernels that clang compiled from OpenCL, optimised and not.
#
# RUN: %python %s heddle-emulate %clang %S/Inputs/kernels.cl %t | FileCheck %s
#
# CHECK-NOT: wrong
# CHECK: all of 40 results agree

import os
import subprocess
import sys

import numpy as np

sys.path.append(os.path.join(os.path.dirname(__file__), "..", "PTX", "Inputs"))

from emulated import Cases, In, InOut, Out, f64, normal
import emulated

TOOL, CLANG, SOURCE, OUTPUT = sys.argv[1:]
cases = Cases()


class Emulator(emulated.Emulator):
    def write(self, path):
        return path


emulator = Emulator(TOOL)


def compile_source(cpu, level):
    path = f"{OUTPUT}.{cpu}.O{level}.ll"
    subprocess.run(
        [CLANG, "-x", "cl", "-cl-std=CL2.0", "-Xclang", "-finclude-default-header",
         "-target", "amdgcn-amd-amdhsa", f"-mcpu={cpu}", "-nogpulib", f"-O{level}", "-S",
         "-emit-llvm", SOURCE, "-o", path, "-Wno-everything"],
        check=True,
    )  # fmt: skip
    return path


def collatz(n):
    path = []
    while n != 1:
        n = 3 * n + 1 if n % 2 else n // 2
        path.append(n)
    return len(path)


def run_all(cpu, level, seed):
    ir, wave = compile_source(cpu, level), 32 if cpu.startswith("gfx1") else 64
    name = f"{cpu} O{level} seed {seed}"

    def run(entry, grid, block, arguments):
        return emulator.run(ir, entry, grid, block, arguments, 0, [f"--seed={seed}"])

    x = normal(1, 1000)
    (out,) = run("sums", 2, 256, [In(x), Out(2), 1000])
    cases.check(f"sums {name}", out.sum(), f64(x).sum(), 1e-5)
    a, b = normal(2, (40, 50)), normal(3, (50, 30))
    (out,) = run("multiply", (3, 2), (16, 16), [In(a), In(b), Out((40, 30)), 40, 30, 50])
    cases.check(f"multiply {name}", out, f64(a) @ f64(b), 1e-6)
    part = np.array([5, 100, np.float32(2).view(np.int32)], np.int32)
    (out,) = emulator.run(ir, "medians", 2, 64, [In(x), Out(100), part], 0, [])
    expected = [2 * np.median(x[5 + t : 6 + t + 2 * (t % 5)]) for t in range(100)]
    cases.check(f"medians {name}", out, expected)
    numbers = np.random.default_rng(4).integers(1, 1000, 500, np.int32)
    (out,) = run("digits", 1, 192, [InOut(np.zeros(8, np.int32)), In(numbers), 500])
    primes = (2, 3, 5, 7, 11, 13, 17, 19)
    cases.check(f"digits {name}", out, [(numbers % p == 0).sum() for p in primes])
    steps, votes = run("collatz", 2, 64, [Out(128, "int32"), Out(128, "int32")])
    lengths = np.array([collatz(n + 1) for n in range(128)])
    cases.check(f"collatz {name}", steps, lengths)
    waves = lengths.reshape(-1, wave)
    together = [np.minimum(row, n).sum() for row in waves for n in row]
    cases.check(f"votes {name}", votes, together)
    h = normal(5, 100, "float16")
    out, wide = run("halves", 2, 64, [In(h), Out(100, "float16"), Out(100, "float64"), 100])
    cases.check(f"halves {name}", out, f64(h * h + np.float16(0.5)), 1e-3)
    cases.check(f"doubles {name}", wide, f64(h) / 3 + np.sqrt(np.arange(100)), 1e-15)


for cpu, level, seed in ("gfx942", 2, 0), ("gfx942", 0, 1), ("gfx90a", 3, 2), ("gfx1100", 2, 3), ("gfx1201", 0, 4):
    cases.run(cpu, run_all, cpu, level, seed)
cases.finish()
