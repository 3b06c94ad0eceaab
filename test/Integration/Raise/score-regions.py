# A function of scores that no attribute is becomes the op's region; the numbers
# are those of the program before.
#
# REQUIRES: numpy
# RUN: %python %s heddle-opt heddle-run | FileCheck %s

import os
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "Inputs"))

import numpy as np
from frontends import Case, Torch


class Scored(Torch):
    """PyTorch's form with another function of the scores."""

    options = {}

    def __init__(self):
        super().__init__(Case(**{"M": 7, **self.options}))


# CHECK-LABEL: absolute scores
# CHECK-NEXT: score region
# CHECK: math.absf
class Absolute(Scored):
    """absolute scores"""

    def scale_scores(self, s):
        return self.g.each("math.absf {0}", s)


# CHECK-LABEL: clamped scores
# CHECK-NEXT: score region
# CHECK: arith.minimumf
class Clamped(Scored):
    """clamped scores"""

    def scale_scores(self, s):
        return self.g.by_constant("minimumf", super().scale_scores(s), 0.25)


# The mask that comes after stays an attribute.
# CHECK-LABEL: masked afterwards
# CHECK-NEXT: score region, #heddle.causal
# CHECK: math.absf
class MaskedAfterwards(Scored):
    """masked afterwards"""

    options = dict(mask="causal", type="bf16")

    def scale_scores(self, s):
        return self.g.each("math.absf {0}", super().scale_scores(s))


# The region knows where a score is.
# CHECK-LABEL: mask under a softcap
# CHECK-NEXT: score region
# CHECK: arith.cmpi
# CHECK: math.tanh
class MaskUnderSoftcap(Scored):
    """mask under a softcap"""

    options = dict(mask="causal", softcap=3.0)

    def change_scores(self, s):
        g, c = self.g, self.case
        s = g.by_constant("divf", self.apply_mask(s), c.softcap)
        return g.by_constant("mulf", g.each("math.tanh {0}", s), c.softcap)


def run(*command):
    result = subprocess.run(command, capture_output=True, text=True)
    if result.returncode:
        print("wrong: " + " ".join(command) + "\n" + result.stderr)
    return result.returncode == 0


def evaluate(path, output):
    run(sys.argv[2], path, "--random=5", f"--output={output}")
    return np.load(output).astype(np.float64)


def check(case, directory):
    source, raised, output = (os.path.join(directory, name) for name in ("x.mlir", "y.mlir", "o.npy"))
    with open(source, "w") as file:
        file.write(case.build())
    if not run(sys.argv[1], source, "--heddle-raise-attention", "-o", raised):
        return
    with open(raised) as file:
        text = file.read()
    if text.count("heddle.attention") != 1 or " score {" not in text:
        print("wrong: no score region\n" + text)
        return
    op = text[text.index("heddle.attention"):]
    print("score region" + (", #heddle.causal" if "mask = #heddle.causal" in op else ""))
    print(op[: op.index("heddle.yield")])
    before, after = evaluate(source, output), evaluate(raised, output)
    error = np.abs(before - after).max() / np.abs(before).max()
    if error > (3e-2 if case.case.type == "bf16" else 1e-5):
        print(f"wrong: the numbers differ by {error}")


def main():
    for kind in Scored.__subclasses__():
        print(kind.__doc__, flush=True)
        with tempfile.TemporaryDirectory() as directory:
            check(kind(), directory)


if __name__ == "__main__":
    main()

# CHECK-NOT: wrong
