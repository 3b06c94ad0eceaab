# The sixteen variants of the paper in examples/paper: what each computes on the
# CPU is the paper's formula, written out in numpy, and passes the check against
# the reference.
#
# REQUIRES: numpy
# RUN: %python %s heddle-run %heddle_src_root/examples/paper | FileCheck %s
#
# CHECK-NOT: wrong
# CHECK: all of 16 variants agree

import os
import re
import shutil
import subprocess
import sys
import tempfile

import numpy as np

DIRECTORY = sys.argv[2]


def rounded_to_bf16(value):
    bits = value.astype(np.float32).view(np.uint32)
    bits += 0x7FFF + (bits >> 16 & 1)
    return (bits & 0xFFFF0000).view(np.float32)


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def silu(x):
    return x * sigmoid(x)


def attend(q, k, v):
    """Causal softmax attention of heads first; query heads share key heads."""
    group = q.shape[1] // k.shape[1]
    k, v = np.repeat(k, group, axis=1), np.repeat(v, group, axis=1)
    scores = q @ k.swapaxes(2, 3) / np.sqrt(q.shape[3])
    scores = np.where(np.tri(q.shape[2], k.shape[2], dtype=bool), scores, -np.inf)
    weights = np.exp(scores - scores.max(axis=3, keepdims=True))
    return weights @ v / weights.sum(axis=3, keepdims=True)


def by_head(xw, width=64):
    """[n, h * width] as [1, h, n, width]."""
    return xw.reshape(1, len(xw), -1, width).swapaxes(1, 2)


def concat(o):
    return o.swapaxes(1, 2).reshape(o.shape[2], -1)


def shared(scores):
    return scores.mean(axis=1, keepdims=True)


def normalize(o, gain):
    return o / np.sqrt((o * o).mean(axis=3, keepdims=True) + 1e-6) * gain[:, None]


# By table and row: the formula on the arguments of @main.
FORMULAS = {
    "1_05": lambda x, q, k, v, w: sigmoid(by_head(x @ w)) * attend(q, k, v),
    "1_06": lambda x, q, k, v, w: attend(q, k, v * sigmoid(by_head(x @ w))),
    "1_07": lambda x, q, k, v, w: attend(q, k * sigmoid(by_head(x @ w)), v),
    "1_08": lambda x, q, k, v, w: attend(q * sigmoid(by_head(x @ w)), k, v),
    "1_09": lambda x, q, k, v, wo, w: concat(attend(q, k, v)) @ wo * sigmoid(x @ w),
    "1_10": lambda x, q, k, v, w: sigmoid(by_head(x @ w, 1)) * attend(q, k, v),
    "1_11": lambda x, q, k, v, w: attend(q, k, v * sigmoid(by_head(x @ w, 1))),
    "1_12": lambda x, q, k, v, w: shared(sigmoid(by_head(x @ w))) * attend(q, k, v),
    "1_13": lambda x, q, k, v, w: attend(q, k, v * shared(sigmoid(by_head(x @ w)))),
    "1_14": lambda x, q, k, v, w: attend(q, k, v) + silu(by_head(x @ w)),
    "1_15": lambda x, q, k, v, w: attend(q, k, v) * silu(by_head(x @ w)),
    "3_05": lambda q, k, v, gain: normalize(attend(q, k, v), gain),
    "3_06": lambda q, k, v: silu(attend(q, k, v)),
    "3_07": lambda x, q, k, v, w: attend(q, k, v) + by_head(x @ w),
    "4_06": lambda q, k, v, theta: sigmoid(theta)[:, None] * attend(q, k, v),
    "4_07": lambda x, q, k, v, w: (0.5 + 0.5 * sigmoid(by_head(x @ w))) * attend(q, k, v),
}


def make_inputs(path):
    """Random values for the arguments, rounded to their types."""
    with open(path, encoding="utf-8") as file:
        signature = re.search(r"@main\((.*?)\)", file.read(), re.DOTALL)[1]
    generator = np.random.default_rng(1)
    for name, shape, element in re.findall(r"%(\w+): tensor<([\dx]+)x(\w+)>", signature):
        extents = [int(extent) for extent in shape.split("x")]
        # Weights as models have them: logits are about as large as X.
        scale = extents[0] ** -0.5 if name.startswith("w") else 1
        value = (generator.standard_normal(extents) * scale).astype(np.float32)
        yield rounded_to_bf16(value) if element == "bf16" else value


def check(tool, name, directory):
    path = os.path.join(DIRECTORY, name)
    inputs = list(make_inputs(path))
    output = os.path.join(directory, "y.npy")
    command = [tool, path, "--target=cpu", "--check", f"--output={output}"]
    for index, value in enumerate(inputs):
        np.save(os.path.join(directory, f"{index}.npy"), value)
        command.append(f"--input={directory}/{index}.npy")
    run = subprocess.run(command, capture_output=True, text=True)
    if run.returncode != 0:
        return run.stdout + run.stderr
    formula = FORMULAS[re.match(r"table(\d_\d\d)_", name)[1]]
    expected = formula(*[value.astype(np.float64) for value in inputs])
    error = np.linalg.norm(np.load(output) - expected) / np.linalg.norm(expected)
    return "" if error < 0.01 else f"the error is {error}"


def main():
    tool = shutil.which(sys.argv[1]) or sys.argv[1]
    names = sorted(os.listdir(DIRECTORY))
    with tempfile.TemporaryDirectory() as directory:
        wrong = {name: check(tool, name, directory) for name in names}
    for name, message in wrong.items():
        if message:
            print(f"wrong: {name}\n{message}")
    if not any(wrong.values()):
        print("all of", len(names), "variants agree")


if __name__ == "__main__":
    main()
