# RUN: %python %s %heddle_tools_dir/heddle-run

"""Few queries: tiles whose rows are queries or the heads of a group, keys in
parts, and every mask, normalizer, score, gate, type and layout through them."""

import sys

from attention_cases import ACTIVATIONS, GRANULARITIES, MASKS, Case, run_all

TYPES = ("f32", "bf16", "f16")
GROUPS = (1, 2, 4, 8)
NORMALIZERS = (
    "",
    "#heddle.softmax1",
    "#heddle.softpick",
    "#heddle.sigmoid<bias = -1.5>",
    "#heddle.stick_breaking",
    "#heddle.stick_breaking<inclusive, remainder, bottom_right>",
)
BSHD = ("bshd",) * 3


def slopes(heads):
    return "#heddle.alibi<[" + ", ".join(str(2.0 ** -(i + 1)) for i in range(heads)) + "]>"


cases = []
# Every number of queries, groups, types and layouts; keys in parts that do not
# come out even.
for queries in range(1, 17):
    for i, group in enumerate(GROUPS):
        turn = 4 * queries + i
        cases.append(
            Case(
                H=2 * group,
                Hk=2,
                M=queries,
                N=(1, 257, 1300, 2049)[turn // 3 % 4],
                K=(64, 40, 17)[turn % 3],
                D=(64, 33, 48)[turn // 2 % 3],
                type=TYPES[turn % 3],
                mask=MASKS[turn % len(MASKS)],
                gate=("sigmoid", GRANULARITIES[turn % 4], "multiply"),
                layout=(("bhsd",) * 3, BSHD, ("bshd", "bhsd", "bhsd"))[turn // 4 % 3],
                dynamic=("", "N", "BN")[turn // 5 % 3],
                lse=turn % 2 == 0,
                seed=turn,
            )
        )
# Every normalizer under every mask, split, by heads and by queries.
for i, normalizer in enumerate(NORMALIZERS):
    for j, mask in enumerate(MASKS):
        turn = len(MASKS) * i + j
        cases.append(
            Case(
                H=4,
                Hk=2,
                M=(1, 3)[turn % 2],
                N=(1500, 1025)[turn // 2 % 2],
                type=TYPES[turn % 3],
                normalizer=normalizer,
                mask=mask,
                sink=normalizer == "",
                lse=normalizer in ("", "#heddle.softmax1"),
                gate=(ACTIVATIONS[turn % 6], GRANULARITIES[turn // 2 % 4], ("multiply", "add")[j % 2]),
                seed=turn,
            )
        )
# Lengths that leave nothing, less than a part, and parts without keys.
for i, type in enumerate(TYPES):
    for queries, heads in ((1, 8), (1, 1), (5, 2)):
        cases.append(
            Case(
                B=4,
                H=heads,
                M=queries,
                N=2100,
                lengths=(0, 5, 1030, 2100),
                type=type,
                mask=("", "#heddle.causal<bottom_right>", "#heddle.window<left = 700, bottom_right>")[i],
                sink=True,
                lse=True,
                gate=("silu", "elementwise", "add"),
                dynamic=("", "N")[i % 2],
                seed=i,
            )
        )
# Scores that depend on the head, and gates on the operands.
for i, bias in enumerate(("BHM", "H", "M", "B", "-")):
    cases.append(
        Case(
            B=2,
            H=6,
            Hk=2,
            M=1,
            N=1111,
            type=TYPES[i % 3],
            bias=bias,
            scores=("#heddle.softcap<20.0>", slopes(6)),
            region="""    %d = arith.subi %ih, %ik : index
    %i = arith.index_cast %d : index to i32
    %f = arith.sitofp %i : i32 to f32
    %t = math.tanh %f : f32
    %r = arith.addf %x, %t : f32
    heddle.yield %r : f32""",
            operand_gates=(
                ("query", "sigmoid", GRANULARITIES[i % 4], "multiply"),
                ("key", "tanh", GRANULARITIES[(i + 1) % 4], "add"),
                ("value", "silu", GRANULARITIES[(i + 2) % 4], "multiply"),
            ),
            layout=(("bhsd",) * 3, BSHD)[i % 2],
            seed=i,
        )
    )
# Queries of all heads of a group as rows: scores that know head and query, and
# what has no view as one operand has.
for i, (queries, group) in enumerate(((2, 8), (3, 4), (5, 7), (16, 4))):
    cases += [
        Case(
            B=2,
            H=2 * group,
            Hk=2,
            M=queries,
            N=1111,
            type=TYPES[i % 3],
            bias=bias,
            scores=("#heddle.softcap<20.0>", slopes(2 * group)),
            region="""    %d = arith.muli %ih, %iq : index
    %n = arith.index_cast %d : index to i32
    %f = arith.sitofp %n : i32 to f32
    %t = math.tanh %f : f32
    %r = arith.addf %x, %t : f32
    heddle.yield %r : f32""",
            mask=MASKS[(3 * i + j) % len(MASKS)],
            gate=("sigmoid", ("elementwise", "headwise")[j % 2], "multiply"),
            dynamic=("", "N", "BN")[(i + j) % 3],
            lse=j % 2 == 0,
            seed=i,
        )
        for j, bias in enumerate(("", "HM", "BHM", "B", "M"))
    ]
# Groups that are no power of two, or larger than a tile; strided views; widths
# in chunks.
cases += [
    Case(H=12, Hk=4, M=1, N=700, type="bf16"),
    Case(H=17, Hk=1, M=1, N=700, type="bf16"),
    Case(H=24, Hk=1, M=1, N=1200, lse=True, sink=True),
    Case(H=40, Hk=2, M=1, N=90, type="f16", gate=("sigmoid", "headwise", "multiply")),
    Case(H=8, Hk=2, M=1, N=1400, memrefs=True, strided=True, layout=BSHD, type="bf16"),
    Case(H=8, Hk=2, M=1, N=1400, K=300, D=500, dynamic="NKD", gate=("tanh", "static", "multiply")),
    Case(H=8, Hk=2, M=7, N=1400, K=1100, D=1030, type="bf16"),
    Case(H=8, Hk=2, M=1, N=1400, dynamic="BHhN"),
    Case(H=8, Hk=2, M=1, N=0, lse=True, dynamic="N"),
]
failures = run_all(cases, sys.argv[1])
for cpu in ("skylake-avx512", "haswell", "x86-64"):
    failures += run_all(cases[::9], sys.argv[1], [f"--cpu={cpu}"])
sys.exit(failures)
