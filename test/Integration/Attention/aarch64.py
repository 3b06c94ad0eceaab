# REQUIRES: aarch64-emulation, ml_dtypes
# RUN: %python %s %heddle_tools_dir/heddle-compile %heddle_tools_dir/heddle-run

"""AArch64: NEON, BF16's dot products, and SVE of two lengths, in qemu."""

import sys

from attention_cases import Case
from foreign import Machine, run_all

COMPILER = ("aarch64-linux-gnu-gcc", "-static")


def machine(cpu, model):
    return Machine((f"--cpu={cpu}",), COMPILER, ("qemu-aarch64", "-cpu", model))


MACHINES = [
    machine("cortex-a72", "cortex-a72"),  # NEON without arithmetic on f16
    machine("neoverse-v2", "max,sve128=on,sve256=off,sve-default-vector-length=16"),  # NEON with BF16
    machine("neoverse-v1", "max,sve256=on,sve-default-vector-length=32"),  # SVE, 256 bits, BF16
    machine("a64fx", "a64fx,sve-default-vector-length=64"),  # SVE, 512 bits
]
GATE = ("sigmoid", "elementwise", "multiply")
cases = [
    Case(M=45, N=131, K=K, D=D, type=type, gate=GATE, mask="#heddle.causal", bias=bias)
    for type in ("f32", "bf16", "f16")
    for K, D, bias in ((24, 20, ""), (64, 64, "BHM"), (7, 9, ""))
]
cases += [
    Case(M=33, N=70, type=type, gate=("silu", "headwise", "add"), layout=("bshd",) * 3, lse=True)
    for type in ("f32", "bf16", "f16")
]
cases += [
    Case(M=9, N=33, lengths=(17,), sink=True, scores=("#heddle.softcap<20.0>",)),
    Case(M=20, N=27, type="bf16", normalizer="#heddle.stick_breaking"),
    Case(M=20, N=27, type="bf16", operand_gates=(("key", "tanh", "elementwise", "multiply"),)),
]

sys.exit(run_all(cases, MACHINES, *sys.argv[1:]))
