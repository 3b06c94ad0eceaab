#!/usr/bin/env python3
# Part of the Heddle project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The main job, step by step; utils/demo.sh calls this after the set-up."""

import argparse
import json
import os
import subprocess
import sys

import numpy as np

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
EXAMPLE = os.path.join("examples", "qwen3_next.mlir")
BATCH, HEADS, KEY_HEADS, TOKENS, WIDTH = 1, 16, 2, 2048, 256

# In the order of the example's arguments.
TENSORS = {
    "q": (BATCH, HEADS, TOKENS, WIDTH),
    "k": (BATCH, KEY_HEADS, TOKENS, WIDTH),
    "v": (BATCH, KEY_HEADS, TOKENS, WIDTH),
    "packed": (BATCH, TOKENS, HEADS, 2, WIDTH),
}


def bfloat16(values):
    """Rounds to bf16, as the two bytes that .npy files hold of each number."""
    bits = values.astype(np.float32).view(np.uint32)
    rounded = bits + np.uint32(0x7FFF) + ((bits >> 16) & np.uint32(1))
    return (rounded >> 16).astype(np.uint16).view("V2")


def write_tensors(directory, seed):
    random = np.random.default_rng(seed)
    paths = []
    for name, shape in TENSORS.items():
        path = os.path.join(directory, name + ".npy")
        np.save(path, bfloat16(random.standard_normal(shape, np.float32)))
        paths.append(path)
    return paths


def run(command):
    """Runs a tool of build/bin and returns what it printed."""
    tool, *arguments = command
    path = os.path.join("build", "bin", tool)
    finished = subprocess.run([path, *arguments], stdout=subprocess.PIPE, text=True)
    if finished.returncode != 0:
        sys.exit(f"demo: failed with status {finished.returncode}: {' '.join(command)}")
    return finished.stdout


def run_attention(inputs, output, *options):
    command = ["heddle-run", EXAMPLE, "--entry=main", "--target=cpu", "--check"]
    command += ["--json", f"--output={output}"]
    command += [f"--input={path}" for path in inputs]
    return json.loads(run(command + list(options)))


def print_table(rows, peak):
    print()
    header = ("", "error", "unfused error", "check", "time", "GFLOP/s", "of peak")
    print("{:<18} {:>9} {:>14} {:>6} {:>11} {:>9} {:>8}".format(*header))
    for name, result in rows:
        print(
            f"{name:<18} {result['error']:>9.2e} {result['unfused_error']:>14.2e} "
            f"{result['check']:>6} {result['median_ms']:>8.1f} ms "
            f"{result['gflops']:>9.1f} {result['gflops'] / peak:>8.1%}"
        )


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1, help="of the tensors")
    parser.add_argument("--repeat", type=int, default=5, help="timed calls")
    parser.add_argument(
        "--out", default=os.path.join("build", "demo"), help="where files go"
    )
    return parser.parse_args()


def main():
    arguments = parse_arguments()
    os.chdir(ROOT)
    os.makedirs(arguments.out, exist_ok=True)
    kernel = os.path.join(arguments.out, "qwen3_next.o")
    fused_output = os.path.join(arguments.out, "y.npy")
    unfused_output = os.path.join(arguments.out, "y_unfused.npy")

    print(f"demo: compiling {EXAMPLE} for this CPU")
    run(["heddle-compile", EXAMPLE, "--target=cpu", "-o", kernel])
    print(f"demo: writing tensors, seed {arguments.seed}")
    inputs = write_tensors(arguments.out, arguments.seed)
    print("demo: measuring the peak of fused multiply-adds")
    peak = json.loads(run(["heddle-fma-peak"]))
    print("demo: running fused attention, and the reference in double precision")
    fused = run_attention(inputs, fused_output, f"--repeat={arguments.repeat}")
    print("demo: running attention written out unfused")
    unfused = run_attention(inputs, unfused_output, "--unfused", "--repeat=1")

    kind = "bf16" if "bf16_gflops" in peak else "f32"
    print(
        f"\nGated causal attention, bf16: {HEADS} query heads over {KEY_HEADS} key "
        f"heads, {TOKENS} tokens, width {WIDTH}.\n"
        f"{fused['threads']} threads; peak {peak[kind + '_gflops']} GFLOP/s "
        f"({kind} multiply-adds); compiled in {fused['compile_ms']:.0f} ms."
    )
    print_table([("fused", fused), ("written out", unfused)], peak[kind + "_gflops"])
    print(f"\nfaster by {unfused['median_ms'] / fused['median_ms']:.1f}x\n")
    print("Files written:")
    stem = os.path.splitext(kernel)[0]
    for path in [kernel, stem + ".h", stem + ".json", *inputs, fused_output, unfused_output]:
        print(f"  {path}")
    if fused["check"] != "pass" or unfused["check"] != "pass":
        sys.exit("demo: the check failed")


if __name__ == "__main__":
    main()
