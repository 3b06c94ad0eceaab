# The target `reference` of heddle-run against the formulas in numpy: every
# normalizer, mask, score, gate and layout of attention, the gate alone, the
# merge of split keys, and random cases.
#
# With a seed and a number behind the two arguments, other random cases.
#
# REQUIRES: numpy, ml_dtypes
# RUN: %python %s heddle-run %heddle_src_root/utils | FileCheck %s
#
# CHECK-NOT: wrong
# CHECK: all of {{[0-9]+}} cases agree

import dataclasses
import itertools
import os
import shutil
import subprocess
import sys
import tempfile

import numpy as np

sys.path.insert(0, sys.argv[2])
from attention_cases import ACTIVATIONS, GRANULARITIES, MASKS, Case, random_case, write_case
from attention_model import Model, finish, heads_first, rounded


def agrees(found, expected, element):
    ulp = {"f32": 2.0**-23, "f16": 2.0**-10, "bf16": 2.0**-7}[element]
    with np.errstate(invalid="ignore"):
        close = np.abs(found - expected) <= 1.01 * ulp * np.abs(expected) + 1e-7
    same = (found == expected) | (np.isnan(found) & np.isnan(expected))
    return bool(np.all(close | same))


def check(case, tool):
    with tempfile.TemporaryDirectory() as directory:
        arguments = write_case(case, directory)
        names = [os.path.join(directory, f"out{i}.npy") for i in range(1 + case.lse)]
        arguments += [f"--output={name}" for name in names]
        run = subprocess.run(
            [tool, *arguments, "--target=reference"], capture_output=True, text=True
        )
        if run.returncode != 0:
            return run.stderr
        with np.errstate(all="ignore"):
            expected = Model(case).run() if isinstance(case, Case) else case.expect()
        for name, value, element in zip(names, expected, [case.result_type, "f32"]):
            if not agrees(np.load(name).astype(np.float64), value, element):
                return f"{os.path.basename(name)} is wrong"
    return ""


TYPES = ("f32", "bf16", "f16")
LAYOUTS = list(itertools.product(("bhsd", "bshd"), repeat=3))
SHAPE = dict(B=2, H=4, Hk=2, M=19, N=23, K=8, D=5)


def turns(choices, turn):
    return choices[turn % len(choices)]


@dataclasses.dataclass
class GateCase:
    """heddle.gate; `result` is the order of its input and output."""

    gate: tuple
    type: str = "f32"
    gate_type: str = "f32"
    layout: tuple = ("bhsd", "bhsd", "bhsd")
    rounding: str = ""
    rank: int = 4  # another rank takes the logits element by element
    seed: int = 1
    lse = False

    @property
    def result_type(self):
        return self.type

    def shapes(self):
        if self.rank != 4:
            shape = (3, 4, 5)[: self.rank]
            return [shape, shape]
        case = Case(**SHAPE, gate=self.gate, layout=self.layout)
        dims = {name: dims for name, _, dims, _ in case.operands() + case.outputs()}
        return [case.shape(dims["y"]), case.shape(dims["g"])]

    def types(self):
        elements = [self.type, self.gate_type, self.type]
        shapes = self.shapes() + self.shapes()[:1]
        return [f"tensor<{'x'.join(map(str, s))}x{e}>" for s, e in zip(shapes, elements)]

    def attributes(self):
        text = f"gate = #heddle.gate<{', '.join(self.gate)}>"
        text += f", layout = #heddle.layout<gate = {self.layout[1]}, result = {self.layout[2]}>"
        return text + (f", rounding = #heddle.rounding<{self.rounding}>" if self.rounding else "")

    def mlir(self):
        x, g, y = self.types()
        return (
            f"func.func @main(%x: {x}, %g: {g}, %init: {y}) -> {y} {{\n"
            f"  %y = heddle.gate ins(%x, %g : {x}, {g}) outs(%init : {y}) {{{self.attributes()}}} -> {y}\n"
            f"  return %y : {y}\n}}\n"
        )

    def tensors(self):
        random = np.random.default_rng(self.seed)
        values = [random.standard_normal(shape).astype(np.float32) for shape in self.shapes()]
        return values + [np.zeros(self.shapes()[0], np.float32)]

    def expect(self):
        x, g, _ = self.tensors()
        x, g = rounded(x, self.type), rounded(g, self.gate_type)
        flat = dataclasses.replace(self, layout=("bhsd",) * 3) if self.rank != 4 else self
        return [finish(flat, heads_first(x, flat.layout[2]), g)]


@dataclasses.dataclass
class MergeCase:
    """heddle.merge of P parts."""

    P: int = 3
    type: str = "f32"
    result_type: str = "f32"
    gate: tuple = ()
    layout: tuple = ("bhsd", "bhsd", "bhsd")
    rounding: str = ""
    normalizer: str = ""
    sink: bool = False
    lse: bool = True
    seed: int = 1

    def rows(self):
        """Name, group, shape and element type of each argument."""
        like = Case(**SHAPE, gate=self.gate, layout=self.layout, sink=self.sink, lse=self.lse)
        rows = {name: like.shape(dims) for name, _, dims, _ in like.operands() + like.outputs()}
        rowwise = like.shape("BHM")
        yield "o", "ins", (self.P, *rows["y"]), self.type
        yield "l", "ins", (self.P, *rowwise), "f32"
        if self.gate:
            yield "g", "gate", rows["g"], self.type
        if self.sink:
            yield "s", "sink", rows["s"], "f32"
        yield "y", "outs", rows["y"], self.result_type
        if self.lse:
            yield "lse", "outs", rowwise, "f32"

    def attributes(self):
        parts = [f"layout = #heddle.layout<gate = {self.layout[1]}, result = {self.layout[2]}>"]
        parts += [f"gate = #heddle.gate<{', '.join(self.gate)}>"] if self.gate else []
        parts += [f"normalizer = {self.normalizer}"] if self.normalizer else []
        parts += [f"rounding = #heddle.rounding<{self.rounding}>"] if self.rounding else []
        return "{" + ", ".join(parts) + "}"

    def mlir(self):
        groups, arguments = {}, []
        for name, group, shape, element in self.rows():
            type = f"tensor<{'x'.join(map(str, shape))}x{element}>"
            groups.setdefault(group, []).append((f"%{name}", type))
            arguments.append(f"%{name}: {type}")
        written = []
        for group, values in groups.items():
            names, types = zip(*values)
            written.append(f"{group}({', '.join(names)} : {', '.join(types)})")
        types = ", ".join(type for _, type in groups["outs"])
        names = ", ".join(f"%r{n}" for n in range(len(groups["outs"])))
        return (
            f"func.func @main({', '.join(arguments)}) -> ({types}) {{\n"
            f"  {names} = heddle.merge {' '.join(written)} {self.attributes()} -> {types}\n"
            f"  return {names} : {types}\n}}\n"
        )

    def tensors(self):
        random = np.random.default_rng(self.seed)
        values = []
        for name, _, shape, _ in self.rows():
            value = random.standard_normal(shape).astype(np.float32)
            if name == "l":
                value = value * 20
                value[random.random(shape) < 0.2] = -np.inf  # parts that saw nothing
                value[:, 0, 0, :3] = -np.inf
            values.append(value)
        return values

    def expect(self):
        rows = list(self.rows())
        t = {row[0]: rounded(value, row[3]) for row, value in zip(rows, self.tensors())}
        o = np.stack([heads_first(part, self.layout[2]) for part in t["o"]])
        top = t["l"].max(axis=0)
        pivot = np.where(np.isinf(top), 0, top)
        w = np.exp(t["l"] - pivot)
        total = w.sum(axis=0)
        extra = np.zeros_like(total)
        if self.sink:
            extra = np.exp(t["s"][None, :, None] - pivot)
        elif "softmax1" in self.normalizer:
            extra = np.exp(-pivot)
        merged = (w[..., None] * o).sum(axis=0) / np.where(total == 0, 1, total + extra)[..., None]
        return [finish(self, merged, t.get("g")), pivot + np.log(total)][: 1 + self.lse]


def sticks():
    """Stick-breaking in all its forms."""
    names = ("inclusive", "remainder", "bottom_right")
    for chosen in itertools.product((False, True), repeat=3):
        options = ", ".join(name for name, on in zip(names, chosen) if on)
        normalizer = "#heddle.stick_breaking" + (f"<{options}>" if options else "")
        yield Case(B=2, H=2, M=19, N=23, normalizer=normalizer)
        yield Case(M=23, N=19, normalizer=normalizer, mask="#heddle.window<left = 6>")
        yield Case(B=3, M=9, N=12, normalizer=normalizer, lengths=(0, 5, 12))
        yield Case(M=12, N=12, normalizer=normalizer, scores=("#heddle.softcap<5.0>",), bias="BHM", special=True)


def normalizers():
    for turn, normalizer in enumerate(
        (
            "#heddle.softmax",
            "#heddle.softmax1",
            "#heddle.softpick",
            "#heddle.softpick<eps = 1.0e-02>",
            "#heddle.sigmoid",
            "#heddle.sigmoid<bias = -7.6>",
        )
    ):
        lse = "softmax" in normalizer
        yield Case(**SHAPE, normalizer=normalizer, lse=lse, type=turns(TYPES, turn))
        yield Case(**SHAPE, normalizer=normalizer, lse=lse, bias="BHM", special=True)
        yield Case(**SHAPE, normalizer=normalizer, lse=lse, lengths=(0, 9), mask="#heddle.causal<bottom_right>")
    yield Case(**SHAPE, sink=True, lse=True)
    yield Case(**SHAPE, sink=True, lse=True, lengths=(0, 9))


def masks():
    nested = "#heddle.all_of<[#heddle.causal, #heddle.any_of<[#heddle.window<left = 4>, #heddle.prefix<3>]>]>"
    for mask in (*MASKS[1:], nested, "#heddle.window<left = -3, right = 6>"):
        yield Case(**SHAPE, mask=mask, lse=True)
        yield Case(**dict(SHAPE, M=23, N=19), mask=mask, lengths=(7, 1000))


def scores():
    alibi = "#heddle.alibi<[0.5, 0.25, 0.125, 2.0]>"
    bottom_right = alibi.replace("]>", "], bottom_right>")
    steps = ("#heddle.softcap<3.0>", "#heddle.bias")
    for turn, order in enumerate(itertools.permutations(steps + (alibi,))):
        yield Case(**SHAPE, scores=order, bias=turns(("BHM", "HM", "B", "-"), turn), bias_type=turns(TYPES, turn))
    for order in ((), (alibi,), (bottom_right,), steps[:1]):
        yield Case(**SHAPE, scores=order, bias="M", mask="#heddle.causal", scale=0.3)
    yield Case(**SHAPE, scores=(bottom_right,), lengths=(7, 20))


def gates():
    combinations = itertools.product(ACTIVATIONS, GRANULARITIES, ("multiply", "add"))
    for turn, gate in enumerate(combinations):
        types = dict(type=turns(TYPES, turn), gate_type=turns(TYPES, turn // 3))
        common = dict(gate=gate, layout=turns(LAYOUTS, turn), **types)
        rounding = turns(("", "unfused"), turn // 2)
        yield Case(**SHAPE, **common, rounding=rounding, special=turn % 5 == 0)
        yield GateCase(**common, rounding=rounding)
    for rank in (1, 2, 3):
        yield GateCase(("silu", "elementwise", "multiply"), rank=rank)


def layouts():
    for turn, layout in enumerate(LAYOUTS):
        gate = ("sigmoid", turns(GRANULARITIES, turn), "multiply")
        yield Case(**SHAPE, layout=layout, gate=gate, lse=True, type=turns(TYPES, turn), bias="BHM")
        yield Case(**SHAPE, layout=layout, memrefs=True, strided=True, mask="#heddle.causal")


def merges():
    for turn, layout in enumerate(LAYOUTS[:4]):
        yield MergeCase(layout=layout, type=turns(TYPES, turn), result_type=turns(TYPES, turn))
        for granularity in GRANULARITIES:
            gate = (turns(ACTIVATIONS, turn), granularity, turns(("multiply", "add"), turn))
            yield MergeCase(P=turn + 1, layout=layout, gate=gate, rounding=turns(("", "unfused"), turn))
    yield MergeCase(sink=True, gate=("sigmoid", "headwise", "multiply"))
    yield MergeCase(normalizer="#heddle.softmax1", lse=False)


def main():
    tool = shutil.which(sys.argv[1]) or sys.argv[1]
    first, count = (int(x) for x in sys.argv[3:5]) if len(sys.argv) > 3 else (1, 25)
    groups = (sticks(), normalizers(), masks(), scores(), gates(), layouts(), merges())
    cases = [*itertools.chain(*groups), *map(random_case, range(first, first + count))]
    wrong = 0
    for case in cases:
        message = check(case, tool)
        if message:
            wrong += 1
            print(f"wrong: {case}\n{case.mlir()}{message}")
    print("all of" if not wrong else f"{wrong} of", len(cases), "cases agree" if not wrong else "wrong")


if __name__ == "__main__":
    main()
