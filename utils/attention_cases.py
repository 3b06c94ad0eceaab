#!/usr/bin/env python3
# Part of the Heddle project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Cases of heddle.attention: written as MLIR, and run against the reference.

A case is a small description. `Case.mlir()` is the function of it,
`Case.tensors()` are inputs from a seed, and `check(case)` runs `heddle-run
--check --guard` on both: the target's result against the f64 reference by the
rule of two, with guard pages and poison around every buffer.

Run with a case as tests print them, it checks that one:

    utils/attention_cases.py "Case(M=33, type='bf16')"
"""

import dataclasses
import os
import subprocess
import sys
import tempfile

import numpy as np


SATURATING = ("sigmoid", "ns_sigmoid", "tanh")  # activations with limits


@dataclasses.dataclass
class Case:
    """One attention. Extents are those of the op's documentation."""

    B: int = 1
    H: int = 2
    Hk: int = 1
    M: int = 37
    N: int = 41
    K: int = 24
    D: int = 20
    type: str = "f32"
    result_type: str = ""  # the default is `type`
    mask: str = ""
    normalizer: str = ""
    scores: tuple = ()
    gate: tuple = ()  # (activation, granularity, combination)
    gate_type: str = ""  # of all gates' logits; the default is `type`
    operand_gates: tuple = ()  # of ("query", activation, granularity, combination)
    bias: str = ""  # which of BHM are extents; others are 1. "-" for none of them
    bias_type: str = "f32"
    sink: bool = False
    lengths: tuple = ()
    lse: bool = False
    layout: tuple = ("bhsd", "bhsd", "bhsd")  # qkv, gate, result
    rounding: str = ""
    scale: float = 0.0  # 0 for the default
    dynamic: str = ""  # which of BHhMNKD are "?" in the types
    memrefs: bool = False
    strided: bool = False  # memrefs with dynamic strides
    region: str = ""  # body of the score region
    seed: int = 1
    special: bool = False  # infinities in gate and bias, large scores

    def __post_init__(self):
        self.result_type = self.result_type or self.type
        self.gate_type = self.gate_type or self.type

    # Shapes.

    def _extent(self, name):
        """The extent of a dimension; h stands for the key heads, 1 for itself."""
        if name == "1":
            return 1
        return self.Hk if name == "h" else getattr(self, name)

    def _order(self, names, order):
        return names if order == "bhsd" else names[0] + names[2] + names[1] + names[3:]

    def operands(self):
        """Name, group, dimensions and element type of each operand, in order."""
        qkv, gate, result = self.layout
        rows = [
            ("q", "ins", self._order("BHMK", qkv), self.type),
            ("k", "ins", self._order("BhNK", qkv), self.type),
            ("v", "ins", self._order("BhND", qkv), self.type),
        ]
        if self.gate:
            dims = self._logits("BHMD", self.gate[1], gate)
            rows.append(("g", "gate", dims, self.gate_type))
        if self.bias:
            dims = "".join(d if d in self.bias else "1" for d in "BHM") + "N"
            rows.append(("b", "bias", dims, self.bias_type))
        if self.sink:
            rows.append(("s", "sink", "H", "f32"))
        if self.lengths:
            rows.append(("n", "lengths", "B", "i32"))
        for operand, _, granularity, _ in self.operand_gates:
            dims = {"query": "BHMK", "key": "BhNK", "value": "BhND"}[operand]
            dims = self._logits(dims, granularity, qkv)
            rows.append((f"g{operand[0]}", f"{operand}_gate", dims, self.gate_type))
        return rows

    def _logits(self, dims, granularity, order):
        """The dimensions of the logits of a gate on `dims`."""
        batch, heads, sequence, width = dims
        return {
            "elementwise": self._order(dims, order),
            "headwise": self._order(dims[:3], order),
            "shared": batch + sequence + width,
            "static": heads + width,
        }[granularity]

    def outputs(self):
        rows = [("y", "outs", self._order("BHMD", self.layout[2]), self.result_type)]
        if self.lse:
            rows.append(("l", "outs", "BHM", "f32"))
        return rows

    def shape(self, dims):
        return tuple(self._extent(d) for d in dims)

    def _type(self, dims, element):
        extents = ["?" if d in self.dynamic else str(self._extent(d)) for d in dims]
        text = "x".join(extents + [element])
        if not self.memrefs:
            return f"tensor<{text}>"
        if self.strided and element != "i32":
            # As a view into something larger would have them.
            strides = ", ".join("?" for _ in dims[:-1]) + (", 1" if len(dims) > 1 else "1")
            return f"memref<{text}, strided<[{strides}]>>"
        return f"memref<{text}>"

    # The function.

    def _attributes(self):
        parts = []
        gates = [("gate", *self.gate)] if self.gate else []
        gates += [(f"{operand}_gate", *rest) for operand, *rest in self.operand_gates]
        for name, activation, granularity, combination in gates:
            combination = "" if combination == "multiply" else f", {combination}"
            parts.append(f"{name} = #heddle.gate<{activation}, {granularity}{combination}>")
        if self.layout != ("bhsd",) * 3:
            qkv, gate, result = self.layout
            parts.append(f"layout = #heddle.layout<qkv = {qkv}, gate = {gate}, result = {result}>")
        if self.mask:
            parts.append(f"mask = {self.mask}")
        if self.normalizer:
            parts.append(f"normalizer = {self.normalizer}")
        if self.rounding:
            parts.append(f"rounding = #heddle.rounding<{self.rounding}>")
        if self.scale:
            parts.append(f"scale = {self.scale:e} : f32")
        if self.scores:
            parts.append(f"scores = [{', '.join(self.scores)}]")
        return "{" + ", ".join(parts) + "}" if parts else ""

    def mlir(self):
        groups = {}
        rows = self.operands()
        for name, group, dims, element in rows:
            groups.setdefault(group, []).append((f"%{name}", self._type(dims, element)))
        outs = [(f"%{n}", self._type(d, e)) for n, _, d, e in self.outputs()]
        groups["outs"] = outs

        def written(group):
            names, types = zip(*groups[group])
            return f"{group}({', '.join(names)} : {', '.join(types)})"

        region = ""
        if self.region:
            region = " score {\n  ^bb0(%x: f32, %ib: index, %ih: index, %iq: index, %ik: index):\n"
            region += self.region + "\n  }"
        op = "heddle.attention " + "\n      ".join(written(g) for g in groups)
        op += f"\n      {self._attributes()}{region}"
        # Destinations are arguments, so that dynamic extents need no arithmetic.
        arguments = [(f"%{n}", self._type(d, e)) for n, _, d, e in rows] + outs
        signature = ", ".join(f"{n}: {t}" for n, t in arguments)
        if self.memrefs:
            return f"func.func @main({signature}) {{\n  {op}\n  return\n}}\n"
        types = ", ".join(t for _, t in outs)
        names = ", ".join(f"%r{i}" for i in range(len(outs)))
        return (
            f"func.func @main({signature}) -> ({types}) {{\n  {names} = {op} -> {types}\n"
            f"  return {names} : {types}\n}}\n"
        )

    # Values.

    def tensors(self):
        """Values of all arguments, destinations included."""
        random = np.random.default_rng(self.seed)
        values = []
        for name, _, dims, element in self.operands():
            shape = self.shape(dims)
            if name == "n":
                values.append(np.array(self.lengths, np.int32))
                continue
            value = random.standard_normal(shape).astype(np.float32)
            if self.special:
                value = self._make_special(name, value, random)
            values.append(value)
        for _, _, dims, _ in self.outputs():
            values.append(np.zeros(self.shape(dims), np.float32))
        return values

    def _make_special(self, name, value, random):
        if name == "q":
            value *= random.choice([0.01, 1.0, 30.0])
        if name in "gb" and value.size:
            pick = random.random(value.shape)
            # Infinity times an output near 0 has the sign of a rounding error.
            low, high = name == "b", False
            if name == "g":
                low = self.gate[2] == "add" or self.gate[0] != "identity"
                high = self.gate[2] == "add" or self.gate[0] in SATURATING
            value[pick < 0.1 * low] = -np.inf
            value[pick > 1 - 0.05 * high] = np.inf
        if name == "b" and value.shape[2] > 1:
            value[:, :, 0, :] = -np.inf  # a row without a visible key
        return value


@dataclasses.dataclass
class Outcome:
    status: int
    text: str
    command: str

    @property
    def refused(self):
        return self.status == 3


def write_case(case, directory):
    """Writes the case's files; returns the arguments that run it."""
    source = os.path.join(directory, "case.mlir")
    with open(source, "w") as file:
        file.write(case.mlir())
    arguments = [source, "--entry=main"]
    for i, value in enumerate(case.tensors()):
        path = os.path.join(directory, f"arg{i}.npy")
        np.save(path, value)
        arguments.append(f"--input={path}")
    return arguments


def check(case, tool="heddle-run", options=(), timeout=120):
    """Runs a case against the reference, on the CPU if options name no target."""
    if not any(option.startswith("--target=") for option in options):
        options = ("--target=cpu", *options)
    with tempfile.TemporaryDirectory() as directory:
        arguments = write_case(case, directory)
        command = [tool, *arguments, "--check", "--guard", *options]
        run = subprocess.run(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=timeout
        )
        return Outcome(run.returncode, run.stdout, " ".join(command))


def run_all(cases, tool="heddle-run", options=()):
    """Checks all cases; prints what fails and returns the number of failures."""
    failures = 0
    for case in cases:
        outcome = check(case, tool, options=options)
        if outcome.status != 0:
            failures += 1
            print(f"FAILED with status {outcome.status}: {case}")
            print(f"  again: utils/attention_cases.py \"{case}\"")
            print(case.mlir())
            print(outcome.text)
    print(f"{len(cases) - failures} of {len(cases)} cases agree with the reference")
    return failures


GRANULARITIES = ("elementwise", "headwise", "shared", "static")
ACTIVATIONS = ("sigmoid", "ns_sigmoid", "silu", "softplus", "tanh", "identity")
MASKS = (
    "",
    "#heddle.causal",
    "#heddle.causal<bottom_right>",
    "#heddle.window<left = 5, right = 2>",
    "#heddle.window<left = 9>",
    "#heddle.window<right = -1>",
    "#heddle.window<left = 7, right = 0, bottom_right>",
    "#heddle.prefix<13>",
    "#heddle.any_of<[#heddle.causal, #heddle.prefix<13>]>",
    "#heddle.all_of<[#heddle.causal, #heddle.window<left = 11>]>",
)


NORMALIZERS = (
    "",
    "",
    "#heddle.softmax1",
    "#heddle.sigmoid<bias = -1.5>",
    "#heddle.softpick",
    "#heddle.softpick<eps = 1.0e-03>",
)


def random_case(seed):
    """Any case that the CPU target takes."""
    random = np.random.default_rng(seed)

    def pick(*options):
        return options[random.integers(len(options))]

    def maybe(probability):
        return bool(random.random() < probability)

    key_heads, group = pick(1, 1, 2, 3), pick(1, 1, 2, 3)
    case = Case(
        B=pick(1, 1, 2, 3),
        H=key_heads * group,
        Hk=key_heads,
        M=pick(1, 2, 7, 31, 32, 33, 64, 100, int(random.integers(1, 300))),
        N=pick(1, 3, 12, 119, 120, 121, 240, 255, int(random.integers(1, 400))),
        K=pick(1, 2, 5, 16, 17, 32, 64, int(random.integers(1, 100))),
        D=pick(1, 3, 8, 16, 20, 48, 64, int(random.integers(1, 100))),
        type=pick("f32", "bf16", "f16"),
        seed=seed,
    )
    case.result_type = pick(case.type, case.type, "f32")
    case.mask = pick(*MASKS)
    case.normalizer = pick(*NORMALIZERS)
    if maybe(0.2):
        options = [o for o in ("inclusive", "remainder", "bottom_right") if maybe(0.5)]
        case.normalizer = "#heddle.stick_breaking" + (f"<{', '.join(options)}>" if options else "")
    if maybe(0.7):
        case.gate = (pick(*ACTIVATIONS), pick(*GRANULARITIES), pick("multiply", "multiply", "add"))
        case.gate_type = pick(case.type, case.type, "f32", "bf16", "f16")
        case.rounding = pick("", "", "unfused")
    if maybe(0.3):
        case.bias = pick("BHM", "HM", "M", "B", "-", "BM")
        case.bias_type = pick("f32", case.type)
    if maybe(0.3):
        scores = [f"#heddle.softcap<{pick('5.0', '30.0')}>"] if maybe(0.6) else []
        if maybe(0.5):
            slopes = ", ".join(f"{2.0 ** -(i + 1)}" for i in range(case.H))
            scores.append(f"#heddle.alibi<[{slopes}]{pick('', ', bottom_right')}>")
        if case.bias and maybe(0.5):
            scores.insert(int(random.integers(len(scores) + 1)), "#heddle.bias")
        case.scores = tuple(scores)
    case.sink = case.normalizer == "" and maybe(0.2)
    case.lse = case.normalizer in ("", "#heddle.softmax1") and maybe(0.3)
    if maybe(0.25):
        case.lengths = tuple(int(random.integers(-1, case.N + 3)) for _ in range(case.B))
    if maybe(0.4):
        case.layout = (pick("bhsd", "bshd"), pick("bhsd", "bshd"), pick("bhsd", "bshd"))
    if maybe(0.3):
        case.scale = pick(0.125, 1.0, 0.3)
    case.dynamic = pick("", "", "", "MN", "BHhMN", "N", "MNKD", "BHhMNKD", "K", "D")
    if maybe(0.05):  # widths that are taken in chunks, or have no channels
        case.K, case.D = pick(case.K, 0, 129, 300, 1100), pick(case.D, 0, 257, 600, 1100)
    case.memrefs = maybe(0.3)
    case.strided = case.memrefs and maybe(0.5)
    if maybe(0.1):
        case.region = """    %d = arith.subi %iq, %ik : index
    %i = arith.index_cast %d : index to i32
    %f = arith.sitofp %i : i32 to f32
    %t = math.tanh %f : f32
    %r = arith.addf %x, %t : f32
    heddle.yield %r : f32"""
    case.special = maybe(0.15)
    if maybe(0.3):
        case.gate_type = pick(case.type, "f32", "bf16", "f16")
        case.operand_gates = tuple(
            (operand, pick(*ACTIVATIONS), pick(*GRANULARITIES), pick("multiply", "add"))
            for operand in ("query", "key", "value")
            if maybe(0.6)
        )
    return case


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    written = [eval(text, {"Case": Case}) for text in sys.argv[1:]]
    sys.exit(run_all(written, os.path.join("build", "bin", "heddle-run")))
