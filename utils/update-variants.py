#!/usr/bin/env python3
# Part of the Heddle project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Keeps the table in docs/Variants.md what the files in examples/paper say.

Each of them begins with these lines, in this order:

    // Row: Table 1 (5)
    // Variant: SDPA output, elementwise
    // Formula: Y_h = sigmoid(X W_h) * O_h
    // Scores: n x q x dk
    // Parameters: W [D, q dk], 201 M
    // Written as: `gate = #heddle.gate<sigmoid, elementwise>`

With --check nothing is written, and a difference is an error: that is a test.
"""

import argparse
import difflib
import os
import re
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
EXAMPLES = os.path.join(ROOT, "examples", "paper")
PAGE = os.path.join(ROOT, "docs", "Variants.md")
FIELDS = ["Row", "Variant", "Formula", "Scores", "Parameters", "Written as"]
CODE = {"Formula"}
TABLE = re.compile(r"(<!-- utils/update-variants\.py [^\n]*\n)(.*?)(<!-- end -->\n)", re.DOTALL)


def read_header(name):
    with open(os.path.join(EXAMPLES, name), encoding="utf-8") as file:
        lines = [file.readline().rstrip("\n") for _ in FIELDS]
    values = []
    for field, line in zip(FIELDS, lines):
        start = f"// {field}: "
        if not line.startswith(start):
            sys.exit(f"examples/paper/{name}: found {line!r}, expected a line {start}...")
        value = line[len(start) :]
        values.append(f"`{value}`" if field in CODE else value)
    return values


def make_table():
    rows = [FIELDS + ["Example"], ["---"] * (len(FIELDS) + 1)]
    for name in sorted(os.listdir(EXAMPLES)):
        link = f"[{name}](../examples/paper/{name})"
        rows.append(read_header(name) + [link])
    return "".join("| " + " | ".join(row) + " |\n" for row in rows)


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--check", action="store_true", help="only compare")
    arguments = parser.parse_args()
    with open(PAGE, encoding="utf-8") as file:
        old = file.read()
    table = make_table()
    new, found = TABLE.subn(lambda match: match[1] + table + match[3], old)
    if not found:
        sys.exit("docs/Variants.md has no place for the table")
    if not arguments.check:
        with open(PAGE, "w", encoding="utf-8") as file:
            file.write(new)
    elif new != old:
        sys.stdout.writelines(
            difflib.unified_diff(old.splitlines(True), new.splitlines(True), "docs", "examples")
        )
        sys.exit("docs/Variants.md is out of date; utils/update-variants.py renews it")


if __name__ == "__main__":
    main()
