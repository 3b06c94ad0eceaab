# Modules that importers made of models: each becomes one heddle.attention with
# its gate inside, and computes what it did before; so it does with the norms and
# rotations of queries and keys in the attention's tiles. Inputs/imports/README.md
# says how they were made.
#
# REQUIRES: numpy
# RUN: %python %s heddle-opt heddle-run | FileCheck %s
#
# CHECK-NOT: wrong
# CHECK: all of {{[0-9]+}} modules agree

import concurrent.futures
import glob
import os
import re
import subprocess
import sys
import tempfile

import numpy as np

# What the dynamic extents of arguments are in a run.
SHAPES = {
    "torch-dynamic-eager-f32": ("3x4x5x8", "3x2x9x8", "3x2x9x8", "3x5x32", "3x1x5x9"),
    "torch-dynamic-sdpa-headwise-f32": ("2x4x5x8", "2x2x5x8", "2x2x5x8", "2x5x4"),
    "iree-dynamic-qwen3-next-f32": ("3x5x12", "3x5x4", "3x5x4", "3x1x5x5"),
    "onnx-dynamic-sdpa-f32": ("3x5x32",),
    "iree-dynamic-sinks-f32": ("2x5x12", "2x5x8", "2x5x8"),
}
# Parts of names of modules without anything that is computed in tiles.
WHOLE = (
    "alphafold2", "openfold", "jax-nn", "softcap", "jax-sinks", "sdpa-headwise-f32",
    "softmax-where", "log-sum-exp", "sink-scale", "log-softmax", "nanogpt", "onnx-dynamic",
)
TOLERANCES = {"f32": 1e-4, "f16": 1e-2, "bf16": 8e-2}


def call(*command):
    result = subprocess.run(command, capture_output=True, text=True)
    if result.returncode:
        raise ValueError(" ".join(command) + "\n" + result.stderr[:800])


def evaluate(tool, path, name, output):
    with open(path) as file:
        entry = re.search(r"func\.func (?:public )?@([\w$]+)", file.read()).group(1)
    shapes = [f"--shape={at}:{shape}" for at, shape in enumerate(SHAPES.get(name, ()))]
    call(tool, path, f"--entry={entry}", "--random=3", f"--output={output}", *shapes)
    return np.load(output).astype(np.float64)


def compare(path, name, directory, opt, run):
    raised, output = (os.path.join(directory, file) for file in ("raised.mlir", "y.npy"))
    call(opt, path, "--heddle-raise-attention", "--heddle-fuse-gate", "-o", raised)
    with open(raised) as file:
        ops = [line for line in file if " = heddle.attention " in line]
    if len(ops) != 1:
        return f"{len(ops)} attentions instead of one"
    if " gate(" not in ops[0]:
        return "the gate is outside: " + ops[0]
    fused = os.path.join(directory, "fused.mlir")
    call(opt, raised, "--heddle-fuse-producers=tile-queries=4", "-o", fused)
    with open(fused) as file:
        if ("scf.for" in file.read()) == any(part in name for part in WHOLE):
            return "other producers are fused than expected"
    before, *after = (evaluate(run, file, name, output) for file in (path, raised, fused))
    error = max(np.abs(before - numbers).max() for numbers in after) / np.abs(before).max()
    tolerance = TOLERANCES[name.rsplit("-", 1)[1]]
    return "" if error <= tolerance else f"the numbers differ by {error}"


def check(path):
    name = os.path.basename(path).removesuffix(".mlir")
    with tempfile.TemporaryDirectory() as directory:
        try:
            message = compare(path, name, directory, *sys.argv[1:3])
        except ValueError as error:
            message = str(error)
    return f"wrong: {name}: {message}" if message else ""


def main():
    directory = os.path.join(os.path.dirname(os.path.abspath(__file__)), "Inputs", "imports")
    paths = sorted(glob.glob(os.path.join(directory, "*.mlir")))
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        wrong = [message for message in pool.map(check, paths) if message]
    print("\n".join(wrong))
    print(f"all of {len(paths)} modules agree" if not wrong else f"{len(wrong)} of {len(paths)} modules are wrong")


if __name__ == "__main__":
    main()
