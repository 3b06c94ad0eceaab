# REQUIRES: host-avx512bf16, ml_dtypes
# RUN: %python %s %heddle_tools_dir/heddle-compile %heddle_tools_dir/heddle-run %clang

"""AMX, with a model of its instructions in their place."""

import os
import sys

from attention_cases import Case
from foreign import Machine, run_all

MODEL = os.path.join(os.path.dirname(__file__), "Inputs", "amx-model.c")
*TOOLS, CLANG = sys.argv[1:]

GATE = ("sigmoid", "elementwise", "multiply")
SIZES = [
    dict(M=64, N=128, K=64, D=64),  # whole tiles
    dict(M=70, N=301, K=64, D=96, mask="#heddle.causal"),
    dict(M=33, N=47, K=40, D=64, bias="M"),  # no tiles for scores
    dict(M=33, N=47, K=32, D=20),  # nor for outputs
    dict(M=1, N=5, K=32, D=32, lse=True),
]


def cases(type):
    cases = [Case(type=type, gate=GATE, **sizes) for sizes in SIZES]
    cases.append(Case(M=65, N=100, K=32, D=64, type=type, layout=("bshd",) * 3, lengths=(77,), sink=True))
    cases.append(Case(M=65, N=100, K=32, D=32, type=type, normalizer="#heddle.stick_breaking"))
    cases.append(Case(M=20, N=70, K=32, D=32, type=type, operand_gates=(("key", "tanh", "elementwise", "multiply"),)))
    cases.append(Case(M=20, N=70, K=32, D=32, type=type, operand_gates=(("value", "tanh", "headwise", "multiply"),)))
    return cases


def machine(*flags):
    return Machine(flags, (CLANG,), model=MODEL)


failures = run_all(cases("bf16"), [machine("--cpu=sapphirerapids")], *TOOLS)
failures += run_all(cases("f16"), [machine("--cpu=graniterapids")], *TOOLS)
sys.exit(failures)
