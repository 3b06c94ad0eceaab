# RUN: %python %s %heddle_tools_dir

"""Attention whose keys were split, against the reference of the whole.

Each case is split in every way that the transform dialect knows. The result on
the CPU must agree with the f64 reference of the split program (`--check`), and
both with that of the program before.
"""

import os
import subprocess
import sys
import tempfile

import numpy as np
from attention_cases import Case, write_case

# The transform of the op, whose batch entries are tiled before.
SPLITS = {
    "tiles": ("tile_reduction_using_forall", "tile_sizes = [0, 0, 0, 17]"),
    "threads": ("tile_reduction_using_forall", "num_threads = [0, 0, 0, 4] tile_sizes = []"),
    "loop": ("tile_reduction_using_for", "tile_sizes = [0, 0, 0, 19]"),
}

SCHEDULE = """
module attributes {{transform.with_named_sequence}} {{
  transform.named_sequence @__transform_main(%root: !transform.any_op {{transform.readonly}}) {{
    %op = transform.structured.match ops{{["heddle.attention"]}} in %root
      : (!transform.any_op) -> !transform.any_op
    %tile, %loop = transform.structured.tile_using_forall %op tile_sizes [1]
      : (!transform.any_op) -> (!transform.any_op, !transform.any_op)
    %fills:2, %part, %merge, %keys = transform.structured.{name} %tile by {sizes}
      : (!transform.any_op) -> ({types})
    transform.yield
  }}
}}
"""

REGION = """    %d = arith.subi %iq, %ik : index
    %i = arith.index_cast %d : index to i32
    %f = arith.sitofp %i : i32 to f32
    %t = math.tanh %f : f32
    %r = arith.addf %x, %t : f32
    heddle.yield %r : f32"""

GATE = ("sigmoid", "elementwise", "multiply")

CASES = [
    Case(N=70, mask="#heddle.causal", gate=GATE, lse=True),
    Case(B=2, H=4, Hk=2, N=61, mask="#heddle.causal<bottom_right>", lengths=(40, 3),
         sink=True, lse=True, dynamic="MN"),
    Case(B=2, H=4, Hk=2, M=33, N=80, mask="#heddle.window<left = 7, right = 0, bottom_right>",
         lengths=(100, 0), gate=("silu", "elementwise", "add"), lse=True),
    Case(B=2, H=2, N=64, bias="M", scores=("#heddle.softcap<5.0>", "#heddle.bias",
         "#heddle.alibi<[0.5, 0.125], bottom_right>"), gate=("tanh", "headwise", "multiply")),
    Case(N=75, normalizer="#heddle.softmax1", region=REGION, lse=True, dynamic="BHhMN",
         layout=("bshd", "bshd", "bshd"), gate=("softplus", "shared", "multiply")),
    Case(type="bf16", N=90, sink=True, mask="#heddle.prefix<21>", gate=GATE,
         rounding="unfused"),
    Case(type="f16", N=66, mask="#heddle.any_of<[#heddle.causal, #heddle.prefix<20>]>",
         gate=("sigmoid", "static", "multiply"), layout=("bhsd", "bhsd", "bshd")),
    Case(M=1, N=130, lengths=(97,), gate=GATE),
]  # fmt: skip


def run(command):
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode != 0:
        raise RuntimeError(" ".join(command) + "\n" + done.stdout)


def evaluate(tools, arguments, source, target, case):
    """The results of `source` on the target."""
    directory = os.path.dirname(source)
    paths = [os.path.join(directory, f"{target}{i}.npy") for i in range(1 + case.lse)]
    options = ["--check", "--guard"] if target == "cpu" else []
    run([os.path.join(tools, "heddle-run"), source, *arguments[1:], f"--target={target}",
         *options, *(f"--output={path}" for path in paths)])  # fmt: skip
    return [np.load(path) for path in paths]


def split(tools, directory, source, how):
    name, sizes = SPLITS[how]
    schedule = os.path.join(directory, "schedule.mlir")
    with open(schedule, "w") as file:
        types = ", ".join(["!transform.any_op"] * 5)
        file.write(SCHEDULE.format(name=name, sizes=sizes, types=types))
    result = os.path.join(directory, "split.mlir")
    run([os.path.join(tools, "heddle-opt"), source,
         f"--transform-preload-library=transform-library-paths={schedule}",
         "--transform-interpreter", "-o", result])  # fmt: skip
    if "heddle.merge" not in open(result).read():
        raise RuntimeError("the keys were not split")
    return result


def compare(case, what, expected, got):
    tolerance = 2e-5 if case.type == "f32" else 2**-7
    for result, (x, y) in enumerate(zip(expected, got, strict=True)):
        bound = tolerance * np.maximum(1, np.abs(np.where(np.isfinite(x), x, 0)))
        with np.errstate(invalid="ignore"):
            wrong = (x != y) & ~(np.abs(x - y) <= bound)
        if wrong.any():
            raise RuntimeError(f"{what}: {wrong.sum()} elements of result {result} differ")


def check(case, how, tools):
    with tempfile.TemporaryDirectory() as directory:
        arguments = write_case(case, directory)
        whole = evaluate(tools, arguments, arguments[0], "reference", case)
        source = split(tools, directory, arguments[0], how)
        for target in ("reference", "cpu"):
            compare(case, target, whole, evaluate(tools, arguments, source, target, case))


def main(tools):
    failures = 0
    runs = [(case, how) for case in CASES for how in SPLITS]
    for case, how in runs:
        try:
            check(case, how, tools)
        except RuntimeError as error:
            failures += 1
            print(f"FAILED, split by {how}: {case}\n{error}")
    print(f"{len(runs) - failures} of {len(runs)} split programs agree with the reference")
    return failures


sys.exit(main(sys.argv[1]))
