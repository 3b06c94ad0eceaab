# RUN: %python %s %heddle_tools_dir/heddle-run

"""Every activation and combination; infinite logits; both roundings; mixed types."""

import sys

from attention_cases import ACTIVATIONS, GRANULARITIES, Case, run_all

cases = []
for i, activation in enumerate(ACTIVATIONS):
    for j, combination in enumerate(("multiply", "add")):
        for k, rounding in enumerate(("", "unfused")):
            turn = 4 * i + 2 * j + k
            cases.append(
                Case(
                    M=33,
                    N=29,
                    type=("bf16", "f32", "f16")[turn % 3],
                    gate=(activation, GRANULARITIES[turn // 2 % 4], combination),
                    gate_type=("f32", "", "bf16")[turn // 3 % 3],
                    rounding=rounding,
                    special=True,
                    seed=turn,
                )
            )

sys.exit(run_all(cases, sys.argv[1], options=sys.argv[2:]))
