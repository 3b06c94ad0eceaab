# REQUIRES: host-avx512
# RUN: %python %s %heddle_tools_dir/heddle-run

"""The other entries of the CPU table, whose code this machine runs too."""

import sys

from attention_cases import Case, run_all

GATE = ("sigmoid", "elementwise", "multiply")
cases = [
    Case(M=45, N=131, K=K, D=D, type=type, gate=GATE, mask="#heddle.causal", bias=bias)
    for type in ("f32", "bf16", "f16")
    for K, D, bias in ((24, 20, ""), (64, 64, "BHM"), (7, 9, ""))
]
# Vectors with gaps in memory: a gate for each head, heads innermost.
cases += [
    Case(M=45, N=33, type=type, gate=("sigmoid", "headwise", "multiply"), layout=("bshd",) * 3)
    for type in ("bf16", "f16")
]
failures = 0
for cpu in ("skylake-avx512", "haswell", "x86-64"):
    failures += run_all(cases, sys.argv[1], [f"--cpu={cpu}"])
sys.exit(failures)
