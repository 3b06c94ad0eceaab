#!/usr/bin/env python3
# Part of the Heddle project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Speed of gated attention on this CPU, as a share of its multiply-add peak.

benchmarks/attention.py prints a table in Markdown. Peak and kernels are measured
in turns in one run; each figure is the median of the rounds.
"""

import argparse
import json
import os
import statistics
import subprocess
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
BIN = os.path.join(ROOT, "build", "bin")
TOKENS = 2048

SOURCE = """func.func @main(%q: {q}, %k: {k}, %v: {k}, %g: {q}) -> {q} {{
  %init = tensor.empty() : {q}
  %y = heddle.attention ins(%q, %k, %v : {q}, {k}, {k}) gate(%g : {q})
      outs(%init : {q}) {{gate = #heddle.gate<sigmoid, elementwise>{mask}}} -> {q}
  return %y : {q}
}}
"""


def write_source(path, type, width, causal, heads, key_heads):
    q = f"tensor<1x{heads}x{TOKENS}x{width}x{type}>"
    k = f"tensor<1x{key_heads}x{TOKENS}x{width}x{type}>"
    mask = ", mask = #heddle.causal" if causal else ""
    with open(path, "w", encoding="utf-8") as file:
        file.write(SOURCE.format(q=q, k=k, mask=mask))


def run(*command):
    return json.loads(subprocess.check_output([os.path.join(BIN, command[0]), *command[1:]]))


def measure(source, type, arguments):
    """GFLOP/s and the share of the peak measured beside it."""
    speeds, shares = [], []
    for _ in range(arguments.rounds):
        peak = run("heddle-fma-peak", str(arguments.threads))
        result = run(
            "heddle-run", source, "--target=cpu", "--random=1", "--json",
            f"--repeat={arguments.repeat}", f"--threads={arguments.threads}",
        )
        # Without a dot product bf16 is multiplied in f32, as f16 always is.
        name = "bf16_gflops" if type == "bf16" and "bf16_gflops" in peak else "f32_gflops"
        speeds.append(result["gflops"])
        shares.append(result["gflops"] / peak[name])
    return statistics.median(speeds), statistics.median(shares), result["compile_ms"]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--repeat", type=int, default=5, help="timed calls a round")
    parser.add_argument("--types", default="f32,bf16,f16")
    parser.add_argument("--widths", default="64,128,256")
    arguments = parser.parse_args()
    print("| type | D | mask | GFLOP/s | of peak | compiled in |")
    print("|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as directory:
        source = os.path.join(directory, "attention.mlir")
        for type in arguments.types.split(","):
            for width in map(int, arguments.widths.split(",")):
                for causal in (False, True):
                    write_source(source, type, width, causal, heads=8, key_heads=2)
                    speed, share, compiled = measure(source, type, arguments)
                    mask = "causal" if causal else "none"
                    print(
                        f"| {type} | {width} | {mask} | {speed:.0f} | {share:.1%} | {compiled:.0f} ms |",
                        flush=True,
                    )


if __name__ == "__main__":
    main()
