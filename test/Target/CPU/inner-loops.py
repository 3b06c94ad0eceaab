# RUN: env PYTHONPATH=%heddle_src_root/utils:%S/Inputs \
# RUN:   %python %s %heddle_tools_dir/heddle-compile
# REQUIRES: numpy

"""What stands in the loops over products, on CPUs that this machine is not.

A program of attention has two such loops at least, scores and outputs; each
multiplies, loads and counts, and spills nothing.
"""

import subprocess
import sys

from attention_cases import Case
from inner_loops import find_hot_loops

CPUS = [
    *("haswell", "znver2", "skylake-avx512", "cascadelake", "znver4"),
    *("sapphirerapids", "graniterapids"),
    *("cortex-a72", "neoverse-n1", "apple-m1", "neoverse-v1", "neoverse-v2", "a64fx"),
]
GATE = ("sigmoid", "elementwise", "multiply")


def programs():
    """A module with a function for each type, width and mask."""
    for type in ("f32", "bf16", "f16"):
        for width in (64, 128, 256):
            for name, mask in (("full", ""), ("causal", "#heddle.causal")):
                case = Case(H=4, Hk=2, M=512, N=512, K=width, D=width, type=type, gate=GATE, mask=mask, memrefs=True)
                yield case.mlir().replace("@main", f"@{type}_{width}_{name}")


def compile(source, cpu):
    command = [sys.argv[1], "-", "--target=cpu", f"--cpu={cpu}", "--threads=false", "--emit=asm", "-o", "-"]
    run = subprocess.run(command, input=source, stdout=subprocess.PIPE, text=True, check=True)
    return run.stdout


def check(cpu, programs):
    """The number of programs with wrong loops."""
    failures = 0
    for program in programs:
        loops = find_hot_loops(compile(program, cpu))
        faults = [f"  {loop.function}, line {loop.line}: {fault}" for loop in loops for fault in loop.faults()]
        if len(loops) < 2 or faults:
            failures += 1
            name = program[program.index("@") : program.index("(")]
            print(f"FAILED: {name} on {cpu} has {len(loops)} hot loops", *faults, sep="\n")
    return failures


def check_finder():
    """That what is wrong is found."""
    products = "\tvfmadd231ps\t%zmm1, %zmm2, %zmm3\n" * 8
    wrong = [
        "\tvmovups\t-64(%rsp), %zmm4 # 64-byte Reload",
        "\tvmovups\t%zmm4, -64(%rsp) # 64-byte Spill",
        "\tvmovups\t%zmm4, (%rax)",
        "\tcallq\texpf@PLT",
    ]
    assembly = f"f:\n.LBB0_1:\n{products}" + "\n".join(wrong) + "\n\tvmovups\t(%rax), %zmm5\n\tjne\t.LBB0_1\n"
    (loop,) = find_hot_loops(assembly)
    assert len(loop.faults()) == len(wrong), loop.faults()


check_finder()
programs = list(programs())
failures = sum(check(cpu, programs) for cpu in CPUS)
sys.exit(1 if failures else 0)
