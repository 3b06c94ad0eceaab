# Part of the Heddle project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# Panels of queries that share chunks of keys, on the CPU against the reference:
# masks whose keys begin and end inside chunks, keys and values that are computed
# once a chunk, orders, tails.
#
# RUN: %python %s heddle-run

import os
import subprocess
import sys
import tempfile

CASES = [
    # type, D, attributes, groups
    ("f32", 40, "mask = #heddle.causal", ""),
    ("f32", 64, "mask = #heddle.window<left = 100, right = 30>", ""),
    ("f32", 20, "mask = #heddle.causal<bottom_right>", "lengths"),
    ("f16", 64, "", "gate"),
    ("f16", 33, "mask = #heddle.causal", "gate"),
    ("bf16", 64, "mask = #heddle.any_of<[#heddle.causal, #heddle.prefix<64>]>", ""),
    ("f16", 24, "normalizer = #heddle.stick_breaking<remainder>", ""),
    ("f32", 48, "normalizer = #heddle.stick_breaking", ""),
    ("f16", 64, "normalizer = #heddle.softpick", "gate"),
    ("f32", 32, "normalizer = #heddle.sigmoid<bias = -5.0>", "lengths"),
]
# Bytes of a chunk, and panels: chunks of one tile of keys and of several.
SIZES = [(20000, 3), (70000, 2)]
HEADS, KEY_HEADS, QUERIES, KEYS = 2, 1, 203, 391


def write_case(type, width, attributes, groups):
    # Queries are dynamic: of static ones there are too few for panels.
    q = f"tensor<1x{HEADS}x?x{width}x{type}>"
    k = f"tensor<1x{KEY_HEADS}x{KEYS}x{width}x{type}>"
    arguments, operands = f"%q: {q}, %k: {k}, %v: {k}", ""
    if "gate" in groups:
        arguments += f", %g: {q}"
        operands += f" gate(%g : {q})"
        attributes = ", ".join(filter(None, ["gate = #heddle.gate<sigmoid, elementwise>", attributes]))
    if "lengths" in groups:
        arguments += ", %n: tensor<1xi32>"
        operands += " lengths(%n : tensor<1xi32>)"
    return f"""func.func @main({arguments}, %init: {q}) -> {q} {{
  %y = heddle.attention ins(%q, %k, %v : {q}, {k}, {k}){operands} outs(%init : {q}) {{{attributes}}} -> {q}
  return %y : {q}
}}
"""


def run(path, width, groups, chunk, panels):
    shape = f"1x{HEADS}x{QUERIES}x{width}"
    dynamic = [0] + [3] * ("gate" in groups)
    dynamic.append(3 + ("gate" in groups) + ("lengths" in groups))
    command = [sys.argv[1], path, "--target=cpu", "--random=1", "--check", "--guard",
               f"--chunk-bytes={chunk}", f"--panels={panels}"]
    command += [f"--shape={i}:{shape}" for i in dynamic]
    result = subprocess.run(command, capture_output=True, text=True)
    if result.returncode:
        print(" ".join(command), result.stdout, result.stderr, sep="\n")
    return result.returncode == 0


def main():
    good = True
    with tempfile.TemporaryDirectory() as directory:
        for number, case in enumerate(CASES):
            path = os.path.join(directory, f"{number}.mlir")
            with open(path, "w", encoding="utf-8") as file:
                file.write(write_case(*case))
            for chunk, panels in SIZES:
                good &= run(path, case[1], case[3], chunk, panels)
            if not good:
                print(write_case(*case))
                break
    sys.exit(not good)


main()
