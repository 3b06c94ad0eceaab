# REQUIRES: ml_dtypes
# RUN: %python %s %heddle_tools_dir/heddle-compile %host_cc %llvm_lib_dir

"""Large scores, infinities in gate and bias, and rows that see no key.

No number may become none: every infinity and every zero is where the formulas
in f64 have it.
"""

import dataclasses
import sys

import numpy as np
from attention_cases import ACTIVATIONS, GRANULARITIES, Case
from attention_model import Model
from compiled import Compiled, agrees, arguments, parse_tools

NORMALIZERS = ("", "#heddle.softmax1", "#heddle.softpick", "#heddle.sigmoid<bias = -1.0>")
GATE = ("sigmoid", "elementwise", "multiply")
ADD = ("softplus", "elementwise", "add")
SHAPE = dict(M=37, N=130, K=8, D=20)


def has_lse(normalizer):
    return normalizer in ("", "#heddle.softmax1")


# What is done to the values of operands.


def large_scores(values, random):
    """Scores of up to 1e4 in size, of both signs, that are exact in every type."""
    for name in "qk":
        values[name][...] = 0
        values[name][..., 0] = 25 * random.integers(-4, 5, values[name].shape[:-1])


def infinite_gate(values, random):
    pick = random.random(values["g"].shape)
    values["g"][pick < 0.2] = np.inf
    values["g"][pick > 0.8] = -np.inf


def infinite_bias(values, random):
    """Hides some keys, and for some queries all of them."""
    values["b"][random.random(values["b"].shape) < 0.3] = -np.inf
    values["b"][:, :, ::5] = -np.inf


def lowest_bias(values, random):
    """Hides by the lowest number, which a model does to padding as well."""
    values["b"][random.random(values["b"].shape) < 0.3] = np.finfo(np.float32).min
    values["b"][:, :, ::5] = np.finfo(np.float32).min
    values["b"][:, :, 1::5] = -1e30


def infinite_sink(values, random):
    infinite_bias(values, random)
    values["s"][0] = -np.inf


def nothing(values, random):
    del values, random


def cases():
    """Cases, and what is done to their values."""
    for normalizer in NORMALIZERS:
        common = dict(SHAPE, normalizer=normalizer, lse=has_lse(normalizer))
        yield Case(**common, gate=GATE, scale=1.0), large_scores
        yield Case(**common, gate=ADD, scale=1.0, mask="#heddle.causal"), large_scores
        yield Case(**common, gate=GATE, scale=1.0, scores=("#heddle.softcap<5000.0>",)), large_scores
        yield Case(**common, bias="BHM"), infinite_bias
        yield Case(**common, bias="M", gate=ADD, mask="#heddle.causal"), infinite_bias
        yield Case(**common, bias="BHM"), lowest_bias
        # Nobody sees anything, or not everybody does.
        yield Case(**common, gate=GATE, mask="#heddle.window<right = -1000>"), nothing
        yield Case(**common, gate=ADD, mask="#heddle.window<left = -1000>"), nothing
        yield Case(**common, gate=GATE, B=2, lengths=(0, -3)), nothing
        yield Case(**common, gate=ADD, B=3, lengths=(0, 130, 1)), nothing
        yield Case(**common, gate=ADD, B=2, lengths=(20, 1000), mask="#heddle.causal<bottom_right>"), nothing
    yield Case(**SHAPE, sink=True, lse=True, B=2, lengths=(0, 9), gate=ADD), nothing
    yield Case(**SHAPE, sink=True, gate=GATE, bias="HM"), infinite_sink
    for turn, activation in enumerate(ACTIVATIONS):
        granularity = GRANULARITIES[turn % len(GRANULARITIES)]
        for combination in ("multiply", "add"):
            gate = (activation, granularity, combination)
            yield Case(**SHAPE, gate=gate), infinite_gate
            yield Case(**SHAPE, gate=gate, mask="#heddle.causal<bottom_right>", B=2, lengths=(9, 130)), infinite_gate


def make_values(case, change):
    names = [name for name, *_ in case.operands() + case.outputs()]
    values = dict(zip(names, case.tensors()))
    change(values, np.random.default_rng(case.seed))
    return list(values.values())


def check(kernel, name, case, change):
    values = make_values(case, change)
    arrays = arguments(case, values)
    kernel(*arrays, function=name)
    with np.errstate(all="ignore"):
        expected = Model(case, values).run()
    outputs = arrays[len(case.operands()) :]
    elements = [case.type, "f32"]
    return all(agrees(*output) for output in zip(outputs, expected, elements))


def main():
    tools = parse_tools()
    functions = []
    for turn, (case, change) in enumerate(cases()):
        type = ("f32", "bf16", "f16")[turn % 3]
        case = dataclasses.replace(case, type=type, result_type=type, gate_type=type, memrefs=True, seed=turn)
        functions.append((f"case{turn}", case, change))
    kernel = Compiled("\n".join(c.mlir().replace("@main", "@" + n) for n, c, _ in functions), tools)
    wrong = [case for name, case, change in functions if not check(kernel, name, case, change)]
    for case in wrong:
        print(f"wrong: {case}")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
