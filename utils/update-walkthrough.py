#!/usr/bin/env python3
# Part of the Heddle project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Keeps the IR in docs/Walkthrough.md what the passes print.

A block there is preceded by a comment that says how it is made:

    <!-- run: heddle-opt docs/walkthrough.mlir --some-pass | from "scf.for" for 12 -->

`from` and `for` cut out the lines from the first that matches the regular
expression on, so many of them; both may be missing. Long lines are cut. With
--check nothing is written, and a difference is an error: that is a test.
"""

import argparse
import difflib
import os
import re
import shlex
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PAGE = os.path.join(ROOT, "docs", "Walkthrough.md")
WIDTH = 150
BLOCK = re.compile(
    r'(<!-- run: (?P<command>[^|]*?)(?: \| from "(?P<from>[^"]*)" for (?P<for>\d+))? -->\n'
    r"```(?P<language>\w+)\n)(?P<body>.*?)(```\n)",
    re.DOTALL,
)


def shorten(line):
    return line if len(line) <= WIDTH else line[: WIDTH - 2].rstrip() + " …"


def excerpt(text, start, count):
    lines = [line.rstrip() for line in text.rstrip("\n").split("\n")]
    if start:
        first = next((i for i, line in enumerate(lines) if re.search(start, line)), None)
        if first is None:
            sys.exit(f"no line matches {start!r}")
        lines = lines[first : first + int(count)]
    indent = min((len(l) - len(l.lstrip()) for l in lines if l), default=0)
    return "".join(shorten(line[indent:]) + "\n" for line in lines)


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


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="only compare")
    parser.add_argument("--tools", default=os.path.join(ROOT, "build", "bin"))
    arguments = parser.parse_args()
    with open(PAGE, encoding="utf-8") as file:
        old = file.read()

    def renew(match):
        body = run(match["command"], arguments.tools)
        return match[1] + excerpt(body, match["from"], match["for"]) + match[7]

    new = BLOCK.sub(renew, old)
    if not arguments.check:
        with open(PAGE, "w", encoding="utf-8") as file:
            file.write(new)
        return
    if new != old:
        sys.stdout.writelines(
            difflib.unified_diff(old.splitlines(True), new.splitlines(True), "docs", "printed")
        )
        sys.exit("docs/Walkthrough.md is out of date; utils/update-walkthrough.py renews it")


if __name__ == "__main__":
    main()
