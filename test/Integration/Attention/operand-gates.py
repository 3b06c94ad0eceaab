# RUN: %python %s %heddle_tools_dir/heddle-run

"""Gates on query, key and value: every granularity with every activation, alone
and together, with masks, lengths, groups of heads, both layouts and odd sizes;
fused into the tiles and written out."""

import sys

from attention_cases import ACTIVATIONS, GRANULARITIES, Case, run_all

OPERANDS = ("query", "key", "value")
TYPES = ("f32", "bf16", "f16")

cases = []
for i, activation in enumerate(ACTIVATIONS):
    for j, granularity in enumerate(GRANULARITIES):
        turn = len(GRANULARITIES) * i + j
        combination = ("multiply", "add")[turn % 2]
        for k, operand in enumerate(OPERANDS):
            cases.append(
                Case(
                    B=2,
                    H=4,
                    Hk=(2, 4, 1)[(turn + k) % 3],
                    M=(37, 1, 66)[turn // 2 % 3],
                    N=(131, 19, 61)[turn // 3 % 3],
                    K=(24, 17)[turn // 4 % 2],
                    D=(20, 33)[turn // 5 % 2],
                    type=TYPES[(turn + k) % 3],
                    gate_type=("", "f32", "bf16")[turn // 2 % 3],
                    operand_gates=((operand, activation, granularity, combination),),
                    mask=("", "#heddle.causal", "#heddle.window<left = 9>")[(turn + k) // 2 % 3],
                    lengths=((), (12, 70), (0, 131))[turn // 3 % 3],
                    layout=(("bhsd", "bshd")[turn // 2 % 2], "bhsd", "bhsd"),
                    dynamic=("", "BHhMN")[turn // 4 % 2],
                    memrefs=turn % 5 == 4,
                    seed=turn,
                )
            )
for turn, granularity in enumerate(GRANULARITIES):
    for type in TYPES:
        cases.append(
            Case(
                H=6,
                Hk=2,
                M=45,
                N=140,
                type=type,
                gate=("sigmoid", granularity, "multiply"),
                operand_gates=tuple((o, "silu", granularity, "multiply") for o in OPERANDS),
                mask="#heddle.causal<bottom_right>",
                lse=True,
                seed=turn,
            )
        )

failures = run_all(cases, sys.argv[1], options=sys.argv[2:])
if not sys.argv[2:]:  # on the CPU
    failures += run_all(cases[::5], sys.argv[1], options=("--unfused",))
sys.exit(failures)
