# The target `reference` of heddle-run against the formulas in numpy.
#
# REQUIRES: numpy, ml_dtypes
# RUN: %python %s heddle-run %heddle_src_root/utils | FileCheck %s
#
# CHECK-NOT: wrong
# CHECK: all of {{[0-9]+}} cases agree

import os
import shutil
import subprocess
import sys
import tempfile

import numpy as np

sys.path.insert(0, sys.argv[2])
from attention_cases import Case, random_case, write_case
from attention_model import Model


def agrees(found, expected, element):
    ulp = {"f32": 2.0**-23, "f16": 2.0**-10, "bf16": 2.0**-7}[element]
    with np.errstate(invalid="ignore"):
        close = np.abs(found - expected) <= 1.01 * ulp * np.abs(expected) + 1e-7
    same = (found == expected) | (np.isnan(found) & np.isnan(expected))
    return bool(np.all(close | same))


def check(case, tool):
    with tempfile.TemporaryDirectory() as directory:
        arguments = write_case(case, directory)
        names = [os.path.join(directory, f"out{i}.npy") for i in range(1 + case.lse)]
        arguments += [f"--output={name}" for name in names]
        run = subprocess.run(
            [tool, *arguments, "--target=reference"], capture_output=True, text=True
        )
        if run.returncode != 0:
            return run.stderr
        with np.errstate(all="ignore"):
            expected = Model(case).run()
        for name, value, element in zip(names, expected, [case.result_type, "f32"]):
            if not agrees(np.load(name).astype(np.float64), value, element):
                return f"{os.path.basename(name)} is wrong"
    return ""


def sticks():
    """Stick-breaking in all its forms."""
    for options in ("", "inclusive", "remainder", "inclusive, remainder", "remainder, bottom_right"):
        normalizer = "#heddle.stick_breaking" + (f"<{options}>" if options else "")
        yield Case(B=2, H=2, M=19, N=23, normalizer=normalizer)
        yield Case(M=23, N=19, normalizer=normalizer, mask="#heddle.window<left = 6>")
        yield Case(B=3, M=9, N=12, normalizer=normalizer, lengths=(0, 5, 12))


def main():
    tool = shutil.which(sys.argv[1]) or sys.argv[1]
    first, count = (int(x) for x in sys.argv[3:5]) if len(sys.argv) > 3 else (1, 25)
    cases = list(sticks()) + [random_case(seed) for seed in range(first, first + count)]
    wrong = 0
    for case in cases:
        message = check(case, tool)
        if message:
            wrong += 1
            print(f"wrong: {case}\n{case.mlir()}{message}")
    print("all of" if not wrong else f"{wrong} of", len(cases), "cases agree" if not wrong else "wrong")


if __name__ == "__main__":
    main()
