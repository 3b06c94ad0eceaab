# RUN: %python %s %heddle_tools_dir/heddle-run

"""Bias with every broadcast, score lists, the score region, normalizers, sinks."""

import sys

from attention_cases import Case, run_all

ALIBI = "#heddle.alibi<[0.5, 0.25]>"
REGION = """    %d = arith.subi %ik, %iq : index
    %i = arith.index_cast %d : index to i32
    %f = arith.sitofp %i : i32 to f32
    %t = math.tanh %f : f32
    %r = arith.subf %x, %t : f32
    heddle.yield %r : f32"""
GATE = ("sigmoid", "elementwise", "multiply")

cases = [
    Case(B=2, M=37, N=125, bias=bias, bias_type=type, type=type, special=True, gate=GATE, dynamic=dynamic)
    for bias, type, dynamic in (
        ("BHM", "f32", ""),
        ("HM", "bf16", ""),
        ("M", "f16", "BMN"),
        ("B", "f32", ""),
        ("-", "bf16", "N"),
        ("BHM", "f16", "BHMN"),
    )
]
cases += [
    Case(M=50, N=50, mask="#heddle.causal", scores=scores, bias=bias, gate=GATE, lse=True)
    for scores, bias in (
        (("#heddle.softcap<5.0>",), ""),
        ((ALIBI,), ""),
        (("#heddle.softcap<5.0>", "#heddle.bias", ALIBI), "BHM"),
        (("#heddle.bias", "#heddle.softcap<5.0>"), "-"),
        (("#heddle.alibi<[0.5, 0.25], bottom_right>",), ""),
    )
]
for normalizer in ("", "#heddle.softmax1", "#heddle.softpick", "#heddle.sigmoid<bias = -2.0>"):
    for type in ("f32", "bf16"):
        cases.append(Case(M=65, N=125, normalizer=normalizer, type=type, gate=GATE, mask="#heddle.causal"))
        cases.append(Case(M=30, N=70, normalizer=normalizer, type=type, region=REGION, special=True))
cases += [
    Case(sink=True, gate=GATE, lse=True),
    Case(sink=True, B=2, lengths=(0, 7), lse=True, type="bf16"),
    Case(scale=3.0, K=64, special=True, gate=GATE),
]
# Scores that rise from block to block: a reference that is kept within a slack must follow.
RISING = ("#heddle.alibi<[0.5, 0.01], bottom_right>",)
cases += [
    Case(M=20, N=400, K=64, scores=RISING, normalizer=normalizer, type=type, gate=GATE)
    for normalizer in ("", "#heddle.softmax1", "#heddle.softpick")
    for type in ("f32", "bf16")
]
cases += [
    Case(M=130, N=320, K=64, D=64, scale=1.0, type="f16", gate=GATE, lse=True),
    Case(M=130, N=320, K=192, D=192, scale=1.0, type="bf16", gate=GATE, mask="#heddle.causal<bottom_right>"),
]

sys.exit(run_all(cases, sys.argv[1], options=sys.argv[2:]))
