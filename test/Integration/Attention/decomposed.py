# RUN: %python %s %heddle_tools_dir/heddle-run

"""Attention written out in linalg: stick-breaking in all its options, with
masks, lengths, origins of its own key beside and past the keys, groups of heads
and dynamic extents; and random cases of everything. A case that fails is printed
with the command that repeats it, to which --unfused is to be added."""

import sys

from attention_cases import Case, random_case, run_all

GATE = ("sigmoid", "elementwise", "multiply")
MASKS = ("", "#heddle.prefix<13>", "#heddle.window<left = 9, right = 0>", "#heddle.causal<bottom_right>")

cases = []
for turn in range(24):
    names = ("inclusive", "remainder", "bottom_right")
    options = [name for bit, name in enumerate(names) if turn >> bit & 1]
    cases.append(
        Case(
            B=2,
            H=4,
            Hk=(2, 1, 4)[turn // 8],
            M=(37, 5, 21)[turn % 3],
            N=(41, 19, 21)[turn // 2 % 3],
            type=("f32", "f32", "bf16")[turn % 3],
            normalizer="#heddle.stick_breaking" + (f"<{', '.join(options)}>" if options else ""),
            mask=MASKS[turn // 2 % 4],
            lengths=((), (12, 0), (0, 40), (-3, 17))[turn // 3 % 4],
            gate=(GATE, ())[turn % 2],
            bias=("", "M", "")[turn % 3],
            layout=(("bhsd", "bshd")[turn // 4 % 2], "bhsd", ("bhsd", "bshd")[turn // 5 % 2]),
            dynamic=("", "MN", "BHhMNKD")[turn // 6 % 3],
            special=turn % 5 == 4,
            memrefs=turn % 7 == 6,
            seed=turn,
        )
    )
cases += [random_case(seed) for seed in range(3000, 3040)]

sys.exit(run_all(cases, sys.argv[1], options=("--unfused",)))
