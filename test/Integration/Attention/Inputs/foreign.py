# Part of the Heddle project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Cases compiled for other machines, and run in an emulator.

heddle-run compiles for the process that it is. Here heddle-compile makes an
object, a C compiler links it with call-main.c, an emulator runs that, and its
results are held against heddle-run's reference.
"""

import dataclasses
import os
import re
import struct
import subprocess
import tempfile

import numpy as np

from attention_cases import write_case
from compiled import agrees, arguments

DRIVER = os.path.join(os.path.dirname(__file__), "call-main.c")


@dataclasses.dataclass
class Machine:
    """What compiles, links and runs code for a machine."""

    flags: tuple  # of heddle-compile
    compiler: tuple  # of C
    emulator: tuple = ()
    model: str = ""  # a file of C with functions model_NAME for LLVM's intrinsics of x86


def run(command):
    subprocess.run([str(word) for word in command], check=True, stdout=subprocess.DEVNULL)


def reference(case, directory, heddle_run):
    """What the f64 evaluator makes of a case, one array for each result."""
    paths = [os.path.join(directory, f"out{i}.npy") for i in range(len(case.outputs()))]
    outputs = [f"--output={path}" for path in paths]
    run([heddle_run, *write_case(case, directory), "--target=reference", *outputs])
    return [np.load(path).astype(np.float64) for path in paths]


def write_arrays(arrays, path):
    with open(path, "wb") as file:
        for array in arrays:
            numbers = (array.ndim, *array.shape, array.itemsize)
            file.write(struct.pack(f"{len(numbers)}q", *numbers))
            file.write(array.tobytes())


def read_arrays(like, path):
    with open(path, "rb") as file:
        return [np.frombuffer(file.read(a.nbytes), a.dtype).reshape(a.shape) for a in like]


def call_model(path, model):
    """Replaces the intrinsics that a model has by calls of its functions."""
    with open(model) as file:
        names = re.findall(r"\bmodel_(\w+)\(", file.read())
    with open(path) as file:
        text = file.read().replace(" immarg", "")
    for name in names:
        text = text.replace(f"@llvm.x86.{name}(", f"@model_{name}(")
    with open(path, "w") as file:
        file.write(text)


def call(case, machine, directory, heddle_compile):
    """The results of a case on a machine."""
    source, stem = os.path.join(directory, "case.mlir"), os.path.join(directory, "main")
    compile = [heddle_compile, source, "--target=cpu", "--threads=false", *machine.flags]
    sources = [DRIVER, stem + ".o"]
    if machine.model:
        run([*compile, "--emit=llvm", "-o", stem + ".ll"])
        call_model(stem + ".ll", machine.model)
        run([machine.compiler[0], "-O1", "-c", stem + ".ll", "-o", stem + ".o"])
        sources.append(machine.model)
    else:
        run([*compile, "-o", stem + ".o"])
    run([*machine.compiler, "-O1", "-Wall", "-Werror", *sources, "-o", stem, "-lm"])
    arrays = arguments(case)
    write_arrays(arrays, stem + ".bin")
    run([*machine.emulator, stem, stem + ".bin"])
    return read_arrays(arrays, stem + ".bin")[len(case.operands()) :]


def check(case, machine, heddle_compile, heddle_run):
    """Whether a machine's results agree with the reference."""
    case = dataclasses.replace(case, memrefs=True)
    with tempfile.TemporaryDirectory() as directory:
        expected = reference(case, directory, heddle_run)
        found = call(case, machine, directory, heddle_compile)
    elements = [element for *_, element in case.outputs()]
    return all(map(agrees, found, expected, elements))


def run_all(cases, machines, heddle_compile, heddle_run):
    """Checks all cases on all machines; returns the number of failures."""
    failures = 0
    for machine in machines:
        for case in cases:
            if not check(case, machine, heddle_compile, heddle_run):
                failures += 1
                print(f"FAILED on {machine}: {case}")
        print(f"{len(cases)} cases on {' '.join(machine.flags)}, {failures} failures so far")
    return failures
