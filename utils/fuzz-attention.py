#!/usr/bin/env python3
# Part of the Heddle project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Random attentions against the reference.

utils/fuzz-attention.py --n=100 --seed=1 runs the cases of seeds 1 to 100. A
failure is printed with the command that repeats it.
"""

import argparse
import sys

from attention_cases import check, random_case


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--n", type=int, default=20, help="number of cases")
    parser.add_argument("--seed", type=int, default=1, help="of the first case")
    parser.add_argument("--tool", default="build/bin/heddle-run", help="path of heddle-run")
    parser.add_argument("--target", default="cpu", help="as heddle-run has it")
    parser.add_argument("--emulate", action="store_true", help="run GPU kernels in the emulator")
    parser.add_argument("--verbose", action="store_true", help="print every case")
    arguments = parser.parse_args()
    options = [f"--target={arguments.target}"] + ["--emulate"] * arguments.emulate
    failures = 0
    for seed in range(arguments.seed, arguments.seed + arguments.n):
        case = random_case(seed)
        outcome = check(case, arguments.tool, options)
        if arguments.verbose:
            print(seed, outcome.status, case, flush=True)
        if outcome.status == 0:
            continue
        failures += 1
        print(f"seed {seed}: status {outcome.status}: {case}")
        print(case.mlir())
        print(outcome.text)
        again = ["utils/fuzz-attention.py", "--n=1", f"--seed={seed}", *options]
        print("again:", *again, flush=True)
    print(f"{arguments.n - failures} of {arguments.n} cases agree with the reference")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
