# RUN: %python %s %heddle_tools_dir/heddle-run

"""Every mask with every granularity of the gate, types and dynamic extents in turn."""

import sys

from attention_cases import GRANULARITIES, MASKS, Case, run_all

cases = []
for i, mask in enumerate(MASKS):
    for j, granularity in enumerate(GRANULARITIES):
        turn = i * len(GRANULARITIES) + j
        cases.append(
            Case(
                B=2,
                H=4,
                Hk=2,
                M=(45, 130)[turn % 2],
                N=(131, 61)[turn // 2 % 2],
                type=("f32", "bf16", "f16")[turn % 3],
                mask=mask,
                gate=("sigmoid", granularity, "multiply"),
                dynamic=("", "BHhMN", "MN")[turn // 3 % 3],
                lengths=((), (61, 0), (1000, 17))[turn // 5 % 3],
                lse=turn % 4 == 0,
            )
        )

sys.exit(run_all(cases, sys.argv[1], options=sys.argv[2:]))
