# REQUIRES: ml_dtypes
# RUN: %python %s %heddle_tools_dir/heddle-compile %host_cc %llvm_lib_dir

"""One compiled kernel for all extents of batch, heads, queries and keys."""

import dataclasses
import sys

import numpy as np
from attention_cases import Case
from attention_model import Model
from compiled import Compiled, agrees, arguments, parse_tools

KERNELS = [
    Case(gate=("sigmoid", "elementwise", "multiply"), mask="#heddle.causal<bottom_right>", lse=True),
    Case(gate=("silu", "headwise", "add"), type="bf16", bias="BHM", layout=("bshd",) * 3),
    Case(gate=("tanh", "shared", "multiply"), type="f16", mask="#heddle.window<left = 40, right = 3>"),
]
EXTENTS = [
    dict(B=1, H=1, Hk=1, M=1, N=1),
    dict(B=1, H=8, Hk=2, M=1, N=700),
    dict(B=3, H=6, Hk=2, M=37, N=41),
    dict(B=2, H=5, Hk=1, M=128, N=64),
    dict(B=1, H=2, Hk=2, M=300, N=517),
    dict(B=2, H=2, Hk=1, M=5, N=0),
    dict(B=2, H=2, Hk=1, M=0, N=5),
    dict(B=0, H=2, Hk=1, M=5, N=5),
    dict(B=2, H=0, Hk=0, M=5, N=5),
]


def check(kernel, case):
    arrays = arguments(case)
    kernel(*arrays)
    with np.errstate(all="ignore"):
        expected = Model(case).run()
    outputs = arrays[len(case.operands()) :]
    return all(agrees(y, e, case.type) for y, e in zip(outputs, expected))


def main():
    tools = parse_tools()
    wrong = 0
    for kernel_case in KERNELS:
        dynamic = dataclasses.replace(kernel_case, dynamic="BHhMN", memrefs=True)
        kernel = Compiled(dynamic.mlir(), tools)
        for seed, extents in enumerate(EXTENTS):
            case = dataclasses.replace(dynamic, seed=seed, **extents)
            if not check(kernel, case):
                wrong += 1
                print(f"wrong: {case}")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
