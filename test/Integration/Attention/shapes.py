# RUN: %python %s %heddle_tools_dir/heddle-run

"""Extents of 1, odd and prime ones, around tile sizes; grouped heads; D != K."""

import sys

from attention_cases import Case, run_all

GATE = ("sigmoid", "elementwise", "multiply")
CAUSAL = "#heddle.causal"

cases = [
    Case(B=1, H=1, Hk=1, M=1, N=1, K=1, D=1, gate=GATE),
    Case(B=2, H=6, Hk=2, M=31, N=1, K=7, D=13, gate=GATE),
    Case(B=3, H=2, Hk=2, M=1, N=127, K=16, D=3, gate=GATE, mask="#heddle.causal<bottom_right>"),
    Case(B=1, H=4, Hk=1, M=97, N=113, K=33, D=65, gate=GATE, mask=CAUSAL),
    Case(B=1, H=2, Hk=1, M=128, N=240, K=64, D=64, gate=GATE),
    Case(B=1, H=2, Hk=1, M=257, N=257, K=128, D=128, gate=GATE, mask=CAUSAL),
    Case(B=1, H=5, Hk=5, M=64, N=360, K=80, D=48),
    Case(B=1, H=2, Hk=1, M=40, N=50, K=256, D=256, gate=GATE, mask=CAUSAL),
    # Widths that are dynamic, or longer than a tile.
    Case(K=129, D=257, gate=GATE, mask=CAUSAL, dynamic="KD", lse=True),
    Case(K=33, D=47, type="bf16", gate=GATE, dynamic="BHhMNKD"),
    Case(K=1100, D=1300, type="bf16"),
    Case(K=64, D=64, type="f16", mask=CAUSAL, dynamic="K"),
    # No channels: scores of 0, or no output.
    Case(K=0),
    Case(K=0, dynamic="K"),
    Case(D=0, lse=True),
    Case(D=0, gate=("sigmoid", "static", "multiply"), dynamic="D"),
    # No keys, no queries, no batch: zeros, or nothing.
    Case(M=5, N=0, gate=GATE),
    Case(M=0, gate=GATE),
    Case(B=0, gate=GATE),
]
for type in ("bf16", "f16"):
    for M, N, K, D in ((1, 1, 1, 1), (33, 119, 17, 23), (7, 121, 15, 16), (64, 3, 32, 1)):
        for dynamic in ("", "BMN"):
            cases.append(Case(M=M, N=N, K=K, D=D, type=type, gate=GATE, mask=CAUSAL, dynamic=dynamic))

sys.exit(run_all(cases, sys.argv[1], options=sys.argv[2:]))
