#!/usr/bin/env python3
# Part of the Heddle project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Speed of decoding on this CPU, as a share of the bandwidth that it reads with.

benchmarks/decode.py prints a table in Markdown: the bytes of keys and values that
a second of `--queries` queries of gated attention reads. Bandwidth and kernels
are measured in turns in one run; each figure is the median of the rounds.
"""

import argparse
import json
import os
import statistics
import subprocess
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
BIN = os.path.join(ROOT, "build", "bin")
BYTES = {"f32": 4, "bf16": 2, "f16": 2}

SOURCE = """func.func @main(%q: {q}, %k: {k}, %v: {k}, %g: {q}) -> {q} {{
  %init = tensor.empty() : {q}
  %y = heddle.attention ins(%q, %k, %v : {q}, {k}, {k}) gate(%g : {q})
      outs(%init : {q}) {{gate = #heddle.gate<sigmoid, elementwise>}} -> {q}
  return %y : {q}
}}
"""


def run(*command):
    return json.loads(subprocess.check_output([os.path.join(BIN, command[0]), *command[1:]]))


def measure(source, size, arguments):
    """GB/s and the share of the bandwidth measured beside it."""
    speeds, shares = [], []
    for _ in range(arguments.rounds):
        threads = str(arguments.threads)
        peak = run("heddle-read-bandwidth", threads)["read_gbs"]
        result = run(
            "heddle-run", source, "--target=cpu", "--random=1", "--json",
            f"--repeat={arguments.repeat}", f"--threads={threads}",
        )
        speeds.append(size / result["median_ms"] * 1e-6)
        shares.append(speeds[-1] / peak)
    return statistics.median(speeds), statistics.median(shares)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--repeat", type=int, default=20, help="timed calls a round")
    parser.add_argument("--types", default="f32,bf16,f16")
    parser.add_argument("--widths", default="64,128,256")
    parser.add_argument("--groups", default="1,8", help="query heads of a key head")
    parser.add_argument("--key-heads", type=int, default=1)
    parser.add_argument("--keys", default="4096,32768,131072")
    parser.add_argument("--queries", type=int, default=1)
    arguments = parser.parse_args()
    print("| type | D | heads | keys | GB/s | of bandwidth |")
    print("|---|---|---|---|---|---|")
    numbers = lambda text: [int(number) for number in text.split(",")]
    with tempfile.TemporaryDirectory() as directory:
        source = os.path.join(directory, "attention.mlir")
        for type in arguments.types.split(","):
            for width in numbers(arguments.widths):
                for group in numbers(arguments.groups):
                    for keys in numbers(arguments.keys):
                        heads = arguments.key_heads * group
                        q = f"tensor<1x{heads}x{arguments.queries}x{width}x{type}>"
                        k = f"tensor<1x{arguments.key_heads}x{keys}x{width}x{type}>"
                        with open(source, "w", encoding="utf-8") as file:
                            file.write(SOURCE.format(q=q, k=k))
                        size = 2 * arguments.key_heads * keys * width * BYTES[type]
                        speed, share = measure(source, size, arguments)
                        row = f"| {type} | {width} | {heads}/{arguments.key_heads} | {keys}"
                        print(f"{row} | {speed:.1f} | {share:.1%} |", flush=True)


if __name__ == "__main__":
    main()
