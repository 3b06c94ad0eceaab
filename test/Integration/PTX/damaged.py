# Kernels of other compilers with one thing broken in their text: the emulator
# has to say what, each time.
#
# REQUIRES: nvcc, triton
# RUN: %python %s heddle-emulate %nvcc | FileCheck %s
#
# CHECK-NOT: wrong
# CHECK: all of 30 results agree

import re
import sys

import numpy as np

import cuda
import triton_kernels as kernels
from emulated import Cases, Emulator, Failed, In, Out, f64, normal

emulator, cases = Emulator(sys.argv[1]), Cases()


def without(pattern, number=None):
    """Removes the lines that match: all, or the one of that number."""

    def edit(lines):
        found = [i for i, line in enumerate(lines) if re.search(pattern, line)]
        if number is not None:
            found = [found[number]]
        assert found, f"no line matches {pattern}"
        return [line for i, line in enumerate(lines) if i not in found]

    return edit


def replaced(pattern, text, number=0):
    """Edits the line of that number among those that match."""

    def edit(lines):
        found = [i for i, line in enumerate(lines) if re.search(pattern, line)]
        i = found[number]
        changed = re.sub(pattern, text, lines[i])
        assert changed != lines[i]
        return lines[:i] + [changed] + lines[i + 1 :]

    return edit


def expect(name, run, damage, message):
    """The kernel runs as it is, and damaged fails with this message."""
    cases.count += 1
    try:
        run(lambda ptx: "\n".join(damage(ptx.splitlines())))
        cases.fail(name, "not noticed")
    except Failed as failure:
        if not re.search(message, str(failure)):
            cases.fail(name, f"expected {message!r}, got {failure}")
