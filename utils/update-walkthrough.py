#!/usr/bin/env python3
# Part of the Heddle project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Keeps the IR in docs/Walkthrough.md and docs/WalkthroughGPU.md what passes print.

A block there is preceded by a comment that says how it is made:

    <!-- run: heddle-opt docs/walkthrough.mlir --some-pass | from "scf.for" for 12 | without "in_bounds.*" -->

`from` and `for` cut out the lines from the first that matches the regular
expression on, so many of them, and for what `without` matches there is an
ellipsis; they may be missing. Long lines are cut. With --check nothing is
written, and a difference is an error: that is a test.
"""

import argparse
import difflib
import functools
import os
import re
import shlex
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
# The pages, and how wide their lines may be.
PAGES = {"Walkthrough.md": 150, "WalkthroughGPU.md": 200}
BLOCK = re.compile(
    r'(<!-- run: (?P<command>[^|]*?)(?: \| from "(?P<from>[^"]*)" for (?P<for>\d+))?'
    r'(?: \| without "(?P<without>[^"]*)")? -->\n'
    r"```(?P<language>\w+)\n)(?P<body>.*?)(?P<end>```\n)",
    re.DOTALL,
)


def shorten(line, width):
    return line if len(line) <= width else line[: width - 2].rstrip() + " …"


def excerpt(text, start, count, without, width):
    lines = [line.rstrip() for line in text.rstrip("\n").split("\n")]
    if start:
        first = next((i for i, line in enumerate(lines) if re.search(start, line)), None)
        if first is None:
            sys.exit(f"no line matches {start!r}")
        lines = lines[first : first + int(count)]
    if without:
        lines = [re.sub(without, "…", line) for line in lines]
    indent = min((len(l) - len(l.lstrip()) for l in lines if l), default=0)
    return "".join(shorten(line[indent:], width) + "\n" for line in lines)


@functools.cache
def run(command, tools):
    tool, *arguments = shlex.split(command)
    finished = subprocess.run(
        [os.path.join(tools, tool), *arguments],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return finished.stdout


def renew(page, width, arguments):
    """Whether the page is what is printed; without --check, makes it so."""
    path = os.path.join(ROOT, "docs", page)
    with open(path, encoding="utf-8") as file:
        old = file.read()

    def replace(match):
        body = run(match["command"], arguments.tools)
        parts = match.group("from", "for", "without")
        return match[1] + excerpt(body, *parts, width) + match["end"]

    new = BLOCK.sub(replace, old)
    if not arguments.check:
        with open(path, "w", encoding="utf-8") as file:
            file.write(new)
        return True
    sys.stdout.writelines(
        difflib.unified_diff(old.splitlines(True), new.splitlines(True), page, "printed")
    )
    return new == old


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="only compare")
    parser.add_argument("--tools", default=os.path.join(ROOT, "build", "bin"))
    arguments = parser.parse_args()
    old = [page for page, width in PAGES.items() if not renew(page, width, arguments)]
    if old:
        sys.exit(f"{', '.join(old)}: out of date; utils/update-walkthrough.py renews it")


if __name__ == "__main__":
    main()
