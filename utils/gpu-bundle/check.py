#!/usr/bin/env python3
# Part of the Heddle project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Runs the cases of this bundle, and compares them with the reference in f64.

A case passes if its error in the 2-norm, and the largest of an element, are at
most twice those of an unfused evaluation in the storage type, plus 1e-6; one whose
arithmetic is exact, if the result is that of the reference in each bit. Both the
reference and the unfused evaluation were made with the bundle.

  check.py                            with bin/heddle-launch, on the GPU
  check.py --emulator=heddle-emulate  without a GPU: runs the PTX
  check.py --sanitizer=compute-sanitizer
      launches each case under each of its tools

Exit codes: 0 all cases pass, 1 one does not, 2 this machine cannot run them
"""

import argparse
import concurrent.futures
import itertools
import json
import math
import os
import re
import subprocess
import sys
import tempfile

from heddle_bundle import device, manifest, npy

ROOT = os.path.dirname(os.path.abspath(__file__))
SANITIZERS = ("memcheck", "racecheck", "initcheck", "synccheck")
TOLERANCE = 1e-6  # as heddle-run --check has it


class Failed(Exception):
    """Why a case does not pass."""


def parse_arguments():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--emulator", metavar="PATH", help="heddle-emulate, in place of a GPU")
    parser.add_argument("--sanitizer", metavar="PATH", help="launch under compute-sanitizer")
    parser.add_argument("--tools", default=",".join(SANITIZERS), help="of the sanitizer")
    parser.add_argument("--ptx", action="store_true", help="let the driver compile the PTX")
    parser.add_argument("--filter", metavar="REGEX", default="", help="cases by name")
    parser.add_argument("--jobs", type=int, default=min(8, os.cpu_count()), help="at a time")
    parser.add_argument("--json", metavar="FILE", help="write the results")
    return parser.parse_args()


# ----------------------------------------------------------------------------
# Launching
# ----------------------------------------------------------------------------


class Runner:
    """Launches the kernels of one case, one process each.

    Tensors go through files; so do the partial results that one kernel of a
    function leaves for the next.
    """

    def __init__(self, case, command, use_ptx, folder):
        self.case, self.command, self.folder = case, command, folder
        self.function = manifest.Function(os.path.join(ROOT, case["manifest"]), case["function"])
        self.path = self.function.ptx if use_ptx else self.function.cubin
        self.files = {}  # by name: how a command line spells the tensor
        self.tensors = {}

    def add(self, name, spelling, shape, strides):
        self.files[name] = spelling
        # Only to be told apart: the processes know the addresses.
        self.tensors[name] = manifest.Tensor(len(self.files) << 48, shape, strides)

    def add_tensors(self):
        for argument, info in zip(self.case["arguments"], self.function.arguments):
            shape, strides = argument["shape"], argument["strides"]
            if "file" in argument:
                spelling = f"in:{os.path.join(ROOT, argument['file'])}:{argument['type']}"
            else:
                extent = 1 + sum((n - 1) * stride for n, stride in zip(shape, strides))
                spelling = f"out:{self.output(info['name'])}:{argument['type']}:{extent}"
            self.add(info["name"], spelling, shape, strides)
        for name, size in self.function.scratch(self.tensors).items():
            spelling = f"out:{self.output(name)}:i32:{-(-size // 4)}"
            self.add(name, spelling, (size,), (1,))

    def output(self, name):
        return os.path.join(self.folder, name + ".npy")

    def spell(self, kind, value):
        if kind in ("i32", "i64"):
            return f"{kind}:{value}"
        for name, tensor in self.tensors.items():
            if kind == "ptr" and tensor.data == value:
                return self.files[name]
            if kind == "tensor_map" and tensor.data == value.data:
                return self.spell_map(self.files[name], value)
        raise Failed(f"an argument of type {kind}, {value}, cannot be passed on a command line")

    def spell_map(self, file, tensor):
        if not tensor.is_possible():
            return "bytes:" + 128 * "00"
        numbers = {
            name: "x".join(map(str, getattr(tensor, name)))
            for name in ("box", "extents", "strides")
        }
        options = "".join(f":{name}={text}" for name, text in numbers.items())
        return f"map:{file}{options}:swizzle={tensor.swizzle}"

    def keep(self, spellings):
        """What one kernel wrote, the next one may read."""
        for name, spelling in self.files.items():
            kind, _, rest = spelling.partition(":")
            if kind == "out" and spelling in spellings:
                path, element, _ = rest.split(":")
                self.files[name] = f"inout:{path}:{element}"

    def launch(self, launch):
        spellings = [self.spell(*argument) for argument in launch.arguments]
        sizes = [
            f"--{flag}=" + ",".join(map(str, size))
            for flag, size in (("grid", launch.grid), ("block", launch.block))
        ]
        shared = f"--shared={launch.shared_bytes}"
        arguments = [f"--arg={spelling}" for spelling in spellings]
        command = [*self.command, self.path, f"--entry={launch.kernel}", *sizes, shared, *arguments]
        run = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        if run.returncode != 0:
            raise Failed(f"exit {run.returncode} of {' '.join(command)}\n{run.stdout.strip()}")
        self.keep(spellings)

    def run(self):
        """The numbers of each output."""
        self.add_tensors()
        for launch in self.function.launches(self.tensors):
            self.launch(launch)
        return [
            self.read(self.function.arguments[output["argument"]]["name"])
            for output in self.case["outputs"]
        ]

    def read(self, name):
        _, memory = npy.read(self.output(name))
        tensor = self.tensors[name]
        steps = [range(0, n * stride, stride) for n, stride in zip(tensor.shape, tensor.strides)]
        return [memory[sum(index)] for index in itertools.product(*steps)]


# ----------------------------------------------------------------------------
# Comparing
# ----------------------------------------------------------------------------


def measure_errors(values, reference):
    """The error in the 2-norm, the largest, and the largest of the reference."""
    differences = squares = largest = magnitude = 0.0
    for value, exact in zip(values, reference, strict=True):
        if not math.isfinite(value) or not math.isfinite(exact):
            if value != exact and not (math.isnan(value) and math.isnan(exact)):
                raise Failed(f"{value} where the reference has {exact}")
            continue
        difference = abs(value - exact)
        largest, magnitude = max(largest, difference), max(magnitude, abs(exact))
        differences += difference**2
        squares += exact**2
    return math.sqrt(differences / (squares or 1)), largest, magnitude


def compare(values, output):
    """The error over what is allowed, and a line about it."""
    _, reference = npy.read(os.path.join(ROOT, output["expected"]))
    error, largest, magnitude = measure_errors(values, reference)
    allowed = 2 * output["unfused_error"] + TOLERANCE
    allowed_largest = 2 * output["unfused_largest"] + TOLERANCE * magnitude
    if output["exact"]:
        allowed = allowed_largest = 0
    text = f"error {error:.2e} of {allowed:.2e}, largest {largest:.2e} of {allowed_largest:.2e}"
    if error > allowed or largest > allowed_largest:
        raise Failed(text)
    return text


def check(case, command, use_ptx):
    """What a case has to say if it passes."""
    with tempfile.TemporaryDirectory() as folder:
        results = Runner(case, command, use_ptx, folder).run()
    texts = [compare(values, output) for values, output in zip(results, case["outputs"])]
    return "; ".join(texts)


# ----------------------------------------------------------------------------
# All of it
# ----------------------------------------------------------------------------


def make_commands(arguments):
    """What launches a kernel, by the name of the check."""
    if arguments.emulator:
        return {"emulated": [arguments.emulator]}
    launcher = os.path.join(ROOT, "bin", "heddle-launch")
    if not arguments.sanitizer:
        return {"launched": [launcher]}
    flags = ["--error-exitcode=99", "--print-limit=10"]
    return {
        tool: [arguments.sanitizer, f"--tool={tool}", *flags, launcher]
        for tool in arguments.tools.split(",")
    }


def run(case, how, command, use_ptx):
    """The record of a case."""
    try:
        passed, text = True, check(case, command, use_ptx)
    except Failed as failure:
        passed, text = False, str(failure)
    return {"name": case["name"], "how": how, "passed": passed, "text": text}


def run_all(cases, arguments):
    """A record for each case and command."""
    use_ptx = arguments.ptx or bool(arguments.emulator)
    work = [
        (case, how, command, use_ptx)
        for (how, command), case in itertools.product(make_commands(arguments).items(), cases)
    ]
    records = []
    with concurrent.futures.ThreadPoolExecutor(arguments.jobs) as pool:
        for (case, *_), record in zip(work, pool.map(run, *zip(*work))):
            word = "PASS" if record["passed"] else "FAIL"
            print(f"{word} {record['name']}, {record['how']}: {record['text']}", flush=True)
            if not record["passed"]:
                print(f"  the case is {case['case']}", flush=True)
            records.append(record)
    return records


def main():
    arguments = parse_arguments()
    with open(os.path.join(ROOT, "bundle.json"), encoding="utf-8") as file:
        bundle = json.load(file)
    name = "the emulator"
    if not arguments.emulator:
        name = device.open_for(bundle["chip"], arguments.ptx).name
    cases = [case for case in bundle["cases"] if re.search(arguments.filter, case["name"])]
    records = run_all(cases, arguments) if cases else []
    if arguments.json:
        with open(arguments.json, "w", encoding="utf-8") as file:
            json.dump({"device": name, "cases": records}, file, indent=1)
    passed = sum(record["passed"] for record in records)
    print(f"{passed} of {len(records)} checks passed on {name}")
    return 0 if records and passed == len(records) else 1


if __name__ == "__main__":
    try:
        sys.exit(main())
    except device.Error as error:
        print(f"check.py: error: {error}", file=sys.stderr)
        sys.exit(2)
