# What heddle-decompose-attention writes out, heddle-raise-attention finds again,
# with all attributes and operands; and both compute the same.
#
# REQUIRES: numpy
# RUN: %python %s heddle-opt heddle-run | FileCheck %s
#
# CHECK-NOT: wrong
# CHECK: all of {{[0-9]+}} cases agree

import concurrent.futures
import dataclasses
import os
import re
import subprocess
import sys
import tempfile

import numpy as np
from attention_cases import Case

SMALL = dict(B=2, H=4, Hk=2, M=5, N=7, K=4, D=6)
MASKS = (
    "#heddle.causal",
    "#heddle.causal<bottom_right>",
    "#heddle.window<left = 2, right = 1>",
    "#heddle.window<right = -1>",
    "#heddle.window<left = 3>",
    "#heddle.prefix<4>",
    "#heddle.any_of<[#heddle.causal, #heddle.prefix<2>]>",
    "#heddle.all_of<[#heddle.window<left = 3, right = 0>, #heddle.prefix<5>]>",
    "#heddle.any_of<[#heddle.window<left = 1, right = 0, bottom_right>, #heddle.prefix<2>]>",
)
ALIBI = "#heddle.alibi<[0.5, 0.25, 0.125, 0.0625]>"
LAYOUTS = (("bshd", "bshd", "bshd"), ("bhsd", "bshd", "bshd"))

CASES = [
    *(Case(mask=mask, **SMALL) for mask in MASKS),
    *(Case(mask=mask, dynamic="BMN", **SMALL) for mask in MASKS[:6]),
    *(Case(mask="#heddle.causal<bottom_right>", lengths=(3, 7), dynamic=d, **SMALL) for d in ("", "MN")),
    *(Case(type=t, layout=layout, **SMALL) for t in ("f32", "f16", "bf16") for layout in LAYOUTS),
    *(Case(bias=b, bias_type=t, **SMALL) for b in ("-", "B", "H", "BHM") for t in ("f32", "bf16")),
    *(Case(scores=s, **SMALL) for s in (("#heddle.softcap<3.0>",), (ALIBI,), ("#heddle.softcap<3.0>", ALIBI))),
    Case(scores=("#heddle.bias", "#heddle.softcap<3.0>"), bias="HM", **SMALL),
    Case(scores=("#heddle.softcap<3.0>",), bias="BH", mask="#heddle.causal", **SMALL),
    Case(sink=True, **SMALL),
    Case(sink=True, lse=True, scores=(ALIBI,), **SMALL),
    Case(normalizer="#heddle.softmax1", **SMALL),
    Case(lse=True, mask="#heddle.causal", **SMALL),
    Case(lse=True, lengths=(0, 4), dynamic="BMN", **SMALL),
    Case(scale=0.75, **SMALL),
    Case(dynamic="BHMN", **SMALL | dict(Hk=4)),
    Case(dynamic="BMNKD", mask="#heddle.causal", scale=0.25, **SMALL),
    Case(B=1, H=1, Hk=1, M=3, N=4, K=2, D=2, mask="#heddle.causal"),
    Case(B=1, H=4, Hk=1, M=1, N=9, K=8, D=8),
    Case(type="bf16", result_type="f32", **SMALL),
    *(Case(gate=(a, g, c), **SMALL) for a, g, c in (
        ("sigmoid", "elementwise", "multiply"), ("silu", "headwise", "add"),
        ("tanh", "shared", "multiply"), ("softplus", "static", "add"))),
    Case(gate=("sigmoid", "elementwise", "multiply"), rounding="unfused", type="bf16", **SMALL),
]


def attributes_of(text):
    """The op's attributes and groups, without those of the gate."""
    op = next(line for line in text.splitlines() if " = heddle.attention " in line)
    groups = [name for name in ("bias(", "sink(", "lengths(") if name in op]
    found = dict(re.findall(r"(mask|scores|normalizer|scale) = (#heddle[^<,}]*(?:<[^{}]*?>)?(?=[,}])|\[.*?\](?=, \w+ = |})|[-\d.e+]+ : f32)", op))
    return groups, found


def evaluate(tool, path, case, directory):
    outputs = [os.path.join(directory, f"y{i}.npy") for i in range(1 + case.lse)]
    command = [tool, path, "--target=reference", "--random=3", *(f"--output={o}" for o in outputs)]
    for at, (_, _, dims, _) in enumerate(case.operands() + case.outputs()):
        if set(dims) & set(case.dynamic):
            command.append(f"--shape={at}:{'x'.join(map(str, case.shape(dims)))}")
    run = subprocess.run(command, capture_output=True, text=True)
    if run.returncode:
        raise ValueError(" ".join(command) + "\n" + run.stderr)
    return [np.load(o) for o in outputs]


def compare(case, directory, opt, run):
    source, again = (os.path.join(directory, name) for name in ("x.mlir", "y.mlir"))
    with open(source, "w") as file:
        file.write(case.mlir())
    raised = subprocess.run(
        [opt, source, "--heddle-decompose-attention", "--heddle-raise-attention=remarks", "-o", again],
        capture_output=True, text=True)
    if raised.returncode or "stays" in raised.stderr:
        return raised.stderr[:800]
    plain = subprocess.run([opt, source], capture_output=True, text=True)
    with open(again) as file:
        text = file.read()
    before, after = attributes_of(plain.stdout), attributes_of(text)
    if before != after:
        return f"{before}\n{after}"
    for x, y in zip(evaluate(run, source, case, directory), evaluate(run, again, case, directory)):
        close = np.allclose(x, y, rtol=1e-5 if case.type == "f32" else 2e-2, atol=1e-5)
        if x.shape != y.shape or not close:
            return "the numbers differ"
    return ""


def check(case):
    with tempfile.TemporaryDirectory() as directory:
        try:
            message = compare(case, directory, *sys.argv[1:3])
        except (ValueError, StopIteration) as error:
            message = str(error)
    return f"wrong: {case}\n{message}" if message else ""


def main():
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        wrong = [message for message in pool.map(check, CASES) if message]
    print("\n".join(wrong))
    print(f"all of {len(CASES)} cases agree" if not wrong else f"{len(wrong)} of {len(CASES)} cases are wrong")


if __name__ == "__main__":
    main()
