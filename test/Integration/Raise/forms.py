# Attention in the forms of several importers, and after upstream passes that
# others run first: each becomes one heddle.attention, which gives the numbers
# of numpy on the CPU.
#
# A case that fails prints the command that repeats it alone. Each case runs
# after one of the preparations; `all` instead of a case runs all pairs.
#
# REQUIRES: numpy, ml_dtypes
# RUN: %python %s heddle-opt heddle-run | FileCheck %s
#
# CHECK-NOT: wrong
# CHECK: all of {{[0-9]+}} cases agree

import concurrent.futures
import dataclasses
import os
import shutil
import subprocess
import sys
import tempfile
import zlib

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "Inputs"))

import ml_dtypes
import numpy as np
from frontends import INF, Case

TYPES = {"f32": np.float32, "f16": np.float16, "bf16": ml_dtypes.bfloat16, "i1": bool}
# Of the largest value. The source rounds scores and weights to the type.
TOLERANCES = {"f32": 2e-6, "f16": 4e-3, "bf16": 3e-2}

FUSED = ["--linalg-generalize-named-ops", "--linalg-fuse-elementwise-ops"]
PREPARATIONS = {
    "as it is": [],
    "canonical": ["--canonicalize", "--cse"],
    "generalized": ["--linalg-generalize-named-ops", "--canonicalize", "--cse"],
    "fused": FUSED,
    "without units": ["--linalg-fold-unit-extent-dims", "--canonicalize", "--cse"],
}

STYLES = ("torch", "sdpa", "jax", "global", "tosa", "map")
CASES = (
    [Case(style, type=t) for style in STYLES for t in ("f32", "bf16", "f16")]
    + [Case(style, mask=m) for style in STYLES for m in ("causal", "window", "bottom_right", "prefix", "dense", "repeated")]
    + [Case(style, mask=m, B=1, H=6, Hk=2) for style in STYLES for m in ("causal", "boolean", "additive")]
    + [Case(style, mask="causal", layout="bshd", Hk=2, type="bf16") for style in STYLES]
    + [Case(style, mask="causal", fill=-1e9, H=1, Hk=1) for style in STYLES]
    + [Case(style, bias="alphafold") for style in STYLES]
    + [Case(style, softcap=2.0, mask="causal") for style in STYLES]
    + [Case(style, alibi=True, mask="causal") for style in STYLES]
    + [Case(style, M=1, mask="additive", Hk=2) for style in STYLES]
    + [Case(style, sink=True, mask="window") for style in STYLES if style != "map"]
    + [Case("torch", scale=s, type=t) for s in ("div", "query", "both", "tensor", "computed") for t in ("f32", "bf16")]
    + [Case("sdpa", mask="boolean", guard=True)]
    + [Case("pairs", layout=y, Hk=hk, mask=m) for y in ("bhsd", "bshd") for hk in (1, 2, 4) for m in ("", "additive")]
    + [Case("einsum", layout="bshd", Hk=hk, mask=m, type=t) for hk in (1, 2, 4) for m in ("", "causal", "window")
       for t in ("f32", "bf16")]
    + [Case("shared", layout="bshd", Hk=1, mask=m, type=t) for m in ("", "causal") for t in ("f32", "bf16")]
    + [Case("packed", layout="bshd", Hk=hk, mask="causal", alibi=a) for hk in (2, 4) for a in (False, True)]
)


MASKS = {
    "causal": "#heddle.causal,",
    "window": "#heddle.window<left = 2, right = 0>",
    "bottom_right": "#heddle.causal<bottom_right>",
    "prefix": "#heddle.any_of<[#heddle.causal, #heddle.prefix<2>]>",
    "dense": "#heddle.causal,",
    "repeated": "#heddle.causal,",
}


def has_attributes(case, text):
    """Whether masks and ALiBi are attributes, and nothing else is a bias."""
    has_bias = bool(case.bias) or case.mask in ("boolean", "additive")
    return (
        f"mask = {MASKS.get(case.mask, '')}" in text + "mask = "
        and (" bias(" in text) == has_bias
        and (" sink(" in text) == case.sink
        and ("#heddle.alibi<" in text) == case.alibi
        and ("#heddle.softcap<" in text) == bool(case.softcap)
    )


def seed_of(case):
    return zlib.crc32(repr(case).encode())


def make_inputs(case):
    random = np.random.default_rng(seed_of(case))
    arrays = []
    for shape, dtype in case.shapes():
        if dtype == "i1":
            value = random.random(shape) < 0.6
            value[..., 0] = not case.guard
        else:
            value = random.standard_normal(shape).astype(TYPES[dtype])
        arrays.append(value)
    return arrays


def run_on_cpu(case, source, directory, heddle_run, arrays):
    command = [heddle_run, source, f"--output={os.path.join(directory, 'out.npy')}"]
    for at, array in enumerate(arrays):
        path = os.path.join(directory, f"in{at}.npy")
        if case.style == "packed":
            array = array.reshape(array.shape[0] * array.shape[1], -1)
        np.save(path, array.astype(np.float32))
        command.append(f"--input={path}")
    run = subprocess.run(command, capture_output=True, text=True)
    if run.returncode:
        return run.stderr
    found = np.load(os.path.join(directory, "out.npy")).astype(np.float64)
    expected = case.model(arrays)
    found = found.reshape(expected.shape)
    error = np.abs(found - expected).max() / np.abs(expected).max()
    return "" if error < TOLERANCES[case.type] else f"error {error:g}\n"


def check(case, preparation, heddle_opt, heddle_run):
    text = case.build()
    with tempfile.TemporaryDirectory() as directory:
        source = os.path.join(directory, "source.mlir")
        with open(source, "w") as file:
            file.write(text)
        raised = os.path.join(directory, "raised.mlir")
        passes = PREPARATIONS[preparation] + ["--heddle-raise-attention=remarks"]
        run = subprocess.run([heddle_opt, source, *passes, "-o", raised], capture_output=True, text=True)
        message = run.stderr
        if not run.returncode:
            with open(raised) as file:
                result = file.read()
            count = result.count("heddle.attention")
            left = result.count("math.exp")
            if count != 1 or left:
                message = f"{count} attentions, {left} exponentials left\n{run.stderr[:600]}"
            elif not has_attributes(case, result):
                message = result
            elif case.mask != "boolean":  # heddle-run takes no booleans
                message = run_on_cpu(case, raised, directory, heddle_run, make_inputs(case))
            else:
                message = ""
        if message:
            return f"wrong: {case} {preparation}\n{message}to repeat: {sys.argv[0]} HEDDLE-OPT HEDDLE-RUN \"{case}\" \"{preparation}\"\n"
    return ""


def main():
    tools = sys.argv[1:3]
    names = list(PREPARATIONS)
    pairs = [(case, names[at % len(names)]) for at, case in enumerate(CASES)]
    if sys.argv[3:] == ["all"]:
        pairs = [(case, preparation) for case in CASES for preparation in PREPARATIONS]
    elif len(sys.argv) > 3:
        case = eval(sys.argv[3], {"Case": Case, "inf": INF})
        print(case.build())
        pairs = [(case, sys.argv[4] if len(sys.argv) > 4 else "as it is")]
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        messages = list(pool.map(lambda pair: check(*pair, *tools), pairs))
    wrong = [message for message in messages if message]
    print("\n".join(wrong))
    print(f"all of {len(pairs)} cases agree" if not wrong else f"{len(wrong)} of {len(pairs)} cases are wrong")


if __name__ == "__main__":
    main()
