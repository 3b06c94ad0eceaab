# RUN: %python %s %heddle_tools_dir/heddle-run

"""Every combination of layouts, on tensors, memrefs and strided memrefs."""

import itertools
import sys

from attention_cases import Case, run_all

cases = []
for turn, layout in enumerate(itertools.product(("bhsd", "bshd"), repeat=3)):
    for memrefs, strided in ((False, False), (True, False), (True, True)):
        cases.append(
            Case(
                B=2,
                H=4,
                Hk=2,
                M=35,
                N=45,
                type=("f32", "bf16", "f16")[turn % 3],
                layout=layout,
                memrefs=memrefs,
                strided=strided,
                gate=("sigmoid", ("elementwise", "headwise")[turn % 2], "multiply"),
                bias=("", "BHM")[turn // 2 % 2],
                mask="#heddle.causal",
                dynamic=("", "BHhMN")[turn // 4],
            )
        )

sys.exit(run_all(cases, sys.argv[1], options=sys.argv[2:]))
