# The MLIR in docs/Scores.md runs and passes the check; and the Python beside it,
# evaluated in numpy as FlexAttention would, computes the same.
#
# REQUIRES: numpy
# RUN: %python %s heddle-run %heddle_src_root/docs/Scores.md | FileCheck %s
#
# CHECK-NOT: wrong
# CHECK: all of {{[0-9]+}} blocks agree

import os
import re
import shutil
import subprocess
import sys
import tempfile
import types

import numpy as np

BLOCK = re.compile(r"(?:<!-- (reference) -->\n)?```(python|mlir)\n(.*?)```", re.DOTALL)
TENSOR = r"tensor<([\dx]+)x(\w+)>"
DTYPES = {"f32": np.float32, "f16": np.float16, "i32": np.int32}

# What the page uses of torch.
TORCH = types.SimpleNamespace(
    **{name: getattr(np, name) for name in ("where", "tanh", "exp", "log1p", "abs", "cumsum")},
    sum=lambda x, dim, keepdim: np.sum(x, dim, keepdims=keepdim),
    amax=lambda x, dim, keepdim: np.max(x, dim, keepdims=keepdim),
    flip=lambda x, dims: np.flip(x, tuple(dims)),
    relu=lambda x: np.maximum(x, 0),
    sigmoid=lambda x: 1 / (1 + np.exp(-x)),
    tensor=np.array,
)


def read_sections(path):
    """Heading, Python, MLIR and target of each section that has MLIR."""
    with open(path, encoding="utf-8") as file:
        sections = re.split(r"^#+ (?=[A-Z])", file.read(), flags=re.MULTILINE)
    for section in sections:
        blocks = BLOCK.findall(section)
        source = "\n".join(text for _, kind, text in blocks if kind == "python")
        for reference, kind, text in blocks:
            if kind == "mlir":
                yield section.split("\n")[0], source, text, reference or "cpu"


def make_value(generator, name, shape, dtype, num_keys):
    if name == "lengths":
        return generator.integers(1, num_keys + 1, shape).astype(dtype)
    if name == "document":
        return np.sort(generator.integers(0, 4, shape)).astype(dtype)
    return generator.standard_normal(shape).astype(dtype)


def make_inputs(text):
    """The arguments of @main by name, in order."""
    for name, definition in re.findall(r"^(!\w+) = (.*)$", text, re.MULTILINE):
        text = re.sub(name + r"\b", lambda _, to=definition: to, text)
    signature = re.search(r"@main\((.*?)\) ->", text, re.DOTALL)[1]
    arguments = re.findall(r"%(\w+): " + TENSOR, signature)
    shapes = {name: [int(n) for n in shape.split("x")] for name, shape, _ in arguments}
    generator = np.random.default_rng(1)
    return {
        name: make_value(generator, name, shapes[name], DTYPES[element], shapes["k"][2])
        for name, _, element in arguments
    }


def softmax(s):
    top = np.maximum(s.max(axis=3, keepdims=True), -1e30)
    total = np.exp(s - top).sum(axis=3, keepdims=True)
    return np.exp(s - top) / np.where(total == 0, 1, total), (top + np.log(total))[..., 0]


def evaluate(source, inputs):
    """What flex_attention computes with the functions that `source` defines."""
    B, H, M, _ = inputs["q"].shape
    N = inputs["k"].shape[2]
    scope = {"torch": TORCH, "M": M, "N": N, **inputs}
    exec(source, scope)
    q, k, v = (inputs[name].astype(np.float64) for name in "qkv")
    k, v = (np.repeat(x, H // x.shape[1], axis=1) for x in (k, v))
    indices = np.ogrid[:B, :H, :M, :N]
    s = q @ k.swapaxes(2, 3) / np.sqrt(q.shape[3])
    if "score_mod" in scope:
        s = scope["score_mod"](s, *indices)
    if "mask_mod" in scope:
        s = np.where(scope["mask_mod"](*indices), s, -np.inf)
    if "weights" in scope:
        return [scope["weights"](s) @ v]
    p, lse = softmax(s)
    results = scope["after"](p @ v, lse) if "after" in scope else p @ v
    return results if isinstance(results, tuple) else [results]


def check(tool, source, text, target, directory):
    if not re.search(r"^def ", source, re.MULTILINE):
        return "there is no function in Python beside the block"
    path = os.path.join(directory, "block.mlir")
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    inputs = make_inputs(text)
    with np.errstate(all="ignore"):
        expected = evaluate(source, inputs)
    command = [tool, path, "--check", f"--target={target}"]
    for name, value in inputs.items():
        np.save(os.path.join(directory, name + ".npy"), value)
        command.append(f"--input={directory}/{name}.npy")
    outputs = [os.path.join(directory, f"out{i}.npy") for i in range(len(expected))]
    command += [f"--output={output}" for output in outputs]
    run = subprocess.run(command, capture_output=True, text=True)
    if run.returncode != 0:
        return run.stdout + run.stderr
    for output, value in zip(outputs, expected):
        found = np.load(output)
        if found.shape != value.shape or not np.allclose(found, value, rtol=1e-4, atol=1e-5):
            return f"{os.path.basename(output)} differs by {np.abs(found - value).max()}"
    return ""


def main():
    tool = shutil.which(sys.argv[1]) or sys.argv[1]
    sections = list(read_sections(sys.argv[2]))
    wrong = 0
    with tempfile.TemporaryDirectory() as directory:
        for heading, *section in sections:
            message = check(tool, *section, directory)
            if message:
                wrong += 1
                print(f"wrong: {heading}: {message}")
    if not wrong:
        print("all of", len(sections), "blocks agree")


if __name__ == "__main__":
    main()
