# REQUIRES: ml_dtypes
# RUN: %python %s %heddle_tools_dir/heddle-compile %host_cc %llvm_lib_dir

"""`rounding<unfused>` is what eager frameworks compute, bit by bit.

Three functions of one object: attention without a gate; attention with a
multiplying gate over one key whose value is one, which is the activation alone;
and the gated op. The op's result must be the product, or the sum, of the other
two, computed in f32 and rounded by numpy: every bit, of every type and
activation. (Only f32 and bf16 results below 2^-126 may be zeros: kernels flush
denormal numbers, of f32.)

The activation itself is compared with the formula in f64. It cannot be required
to be equal: it is rounded from f32, whose last bits differ between libraries of
elementary functions. Identity is exact.
"""

import dataclasses
import sys

import numpy as np
from attention_cases import ACTIVATIONS, GRANULARITIES, Case
from attention_model import TYPES, activated
from compiled import Compiled, arguments, parse_tools

SHAPE = dict(B=2, H=2, Hk=1, M=37, N=130, K=24, D=20, memrefs=True, mask="#heddle.causal<bottom_right>")
DIGITS = {"f32": 23, "f16": 10, "bf16": 7}
SMALLEST = {"f32": 2.0**-126, "f16": 2.0**-14, "bf16": 2.0**-126}
# Units in the last place between an activation and its formula. An exponential
# in f32 is off by as many as its argument is large.
LIMITS = {"f32": 64, "f16": 0.51, "bf16": 0.51}


def cases(type):
    """The functions of an object, by name."""
    plain = Case(**SHAPE, type=type)
    yield "plain", plain
    for turn, activation in enumerate(ACTIVATIONS):
        granularity = GRANULARITIES[turn % len(GRANULARITIES)]
        for combination in ("multiply", "add"):
            gate = (activation, granularity, combination)
            case = dataclasses.replace(plain, gate=gate, rounding="unfused")
            yield f"{activation}_{combination}", case
        alone = (activation, granularity, "multiply")
        yield activation, dataclasses.replace(case, gate=alone, mask="", lengths=(1, 1))


def make_values(case, logits):
    values = case.tensors()
    if case.lengths:
        values[2][...] = 1
    if case.gate:
        values[3] = logits[: values[3].size].reshape(values[3].shape)
    return values


def make_logits(case):
    """Ordinary numbers, large ones, infinities and zeros."""
    random = np.random.default_rng(1)
    logits = random.standard_normal(case.B * case.H * case.M * case.D).astype(np.float32) * 3
    logits[::17] *= 30
    logits[5:12] = [0.0, -0.0, np.inf, -np.inf, 88.0, -88.0, 1e-8]
    return logits


def run(kernel, name, case, logits):
    arrays = arguments(case, make_values(case, logits))
    kernel(*arrays, function=name)
    return arrays[-1]


def same_bits(found, expected, type):
    bits = np.uint32 if found.itemsize == 4 else np.uint16
    wide, expected_wide = found.astype(np.float32), expected.astype(np.float32)
    same = (found.view(bits) == expected.view(bits)) | (np.isnan(wide) & np.isnan(expected_wide))
    if type != "f16":
        same |= (np.abs(expected_wide) < SMALLEST[type]) & (wide == 0)
    return bool(np.all(same))


def combine(plain, activated, combination):
    x, y = plain.astype(np.float32), activated.astype(np.float32)
    with np.errstate(all="ignore"):
        return (x * y if combination == "multiply" else x + y).astype(plain.dtype)


def units(found, expected, type):
    """The largest distance of finite numbers in units in the last place; tiny numbers count as equal."""
    if not np.array_equal(np.isfinite(found), np.isfinite(expected)):
        return np.inf
    finite = np.isfinite(expected)
    found, expected = found[finite].astype(np.float64), expected[finite]
    _, exponents = np.frexp(np.maximum(np.abs(expected), SMALLEST[type]))
    errors = np.abs(found - expected) / np.ldexp(1.0, exponents - 1 - DIGITS[type])
    return np.where(np.abs(found - expected) < 2.0**-119, 0, errors).max()


def check_activation(case, found, logits):
    values = make_values(case, logits)
    g = values[3].astype(TYPES[case.type]).astype(np.float64)
    with np.errstate(all="ignore"):
        expected = np.broadcast_to(activated(case.gate, case.layout[1], g), found.shape)
    distance = units(found, expected, case.type)
    return distance <= (0 if case.gate[0] == "identity" else LIMITS[case.type]), distance


def main():
    tools = parse_tools()
    wrong = 0
    for type in ("f32", "f16", "bf16"):
        functions = dict(cases(type))
        kernel = Compiled("\n".join(c.mlir().replace("@main", "@" + n) for n, c in functions.items()), tools)
        logits = make_logits(functions["plain"])
        results = {name: run(kernel, name, case, logits) for name, case in functions.items()}
        for activation in ACTIVATIONS:
            right, distance = check_activation(functions[activation], results[activation], logits)
            print(f"{type} {activation}: {distance:.2f} units from f64")
            wrong += not right
            for combination in ("multiply", "add"):
                expected = combine(results["plain"], results[activation], combination)
                right = same_bits(results[f"{activation}_{combination}"], expected, type)
                print(f"{type} {activation} {combination}: {'same bits' if right else 'wrong'}")
                wrong += not right
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
