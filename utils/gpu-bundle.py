#!/usr/bin/env python3
# Part of the Heddle project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Writes a folder that checks and measures Heddle's kernels on a GPU machine.

The machine needs an NVIDIA GPU, its driver, and Python with PyTorch and Triton, but
neither LLVM nor a network. `run.sh` in the folder does everything; README.md there
says what. The folder takes at most 48 MiB.

  utils/gpu-bundle.sh OUT --chip=sm_90
"""

import argparse
import concurrent.futures
import dataclasses
import datetime
import json
import os
import re
import shutil
import subprocess
import sys

import numpy as np
from attention_cases import ACTIVATIONS, GRANULARITIES, MASKS, Case, random_case

UTILS = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(UTILS)
MAX_BYTES = 48 << 20
NUM_RANDOM = 24
# A random case is taken if its tensors have at most so many numbers.
MAX_NUMBERS = 60000
REFUSED = 3
GATE = ("sigmoid", "elementwise", "multiply")


class Failed(Exception):
    """Why there is no bundle."""


def parse_arguments():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("out", metavar="OUT", help="the folder; must not exist, or be empty")
    parser.add_argument("--chip", default="sm_80", help="the GPU (default: sm_80)")
    parser.add_argument("--quick", action="store_true", help="only a few cases and shapes")
    parser.add_argument(
        "--build", default=os.path.join(ROOT, "build"), help="Heddle's build directory"
    )
    return parser.parse_args()


# ----------------------------------------------------------------------------
# What is checked
# ----------------------------------------------------------------------------


def square(extent, width, **rest):
    """As many keys as queries, and values as wide as keys."""
    return Case(M=extent, N=extent, K=width, D=width, **{"gate": GATE, **rest})


def shape_cases():
    for kind, width, mask in (
        (kind, width, mask)
        for kind in ("bf16", "f16")
        for width in (64, 128, 256)
        for mask in ("", "#heddle.causal")
    ):
        name = f"{kind}-d{width}-{'causal' if mask else 'full'}"
        yield name, square(192, width, type=kind, mask=mask)
    for width in (24, 72, 96, 192):
        yield f"bf16-d{width}", square(130, width, type="bf16", mask="#heddle.causal")
    yield "f32-full", square(100, 64)
    yield "f32-causal", square(100, 64, mask="#heddle.causal")
    yield "widths", Case(K=40, D=72, type="f16", gate=GATE)
    yield "odd-widths", Case(K=20, D=13, type="bf16", gate=GATE)
    yield "plain", square(150, 128, type="bf16", gate=())
    yield "one-key-head", square(70, 64, type="bf16", H=6, Hk=1)
    yield "no-groups", square(70, 64, type="bf16", H=3, Hk=3, B=2)


def variant_cases():
    small = {"M": 70, "N": 90, "K": 64, "D": 64, "gate": GATE}
    for index, mask in enumerate(MASKS[1:]):
        yield f"mask-{index}", Case(**small, type=("bf16", "f16")[index % 2], mask=mask)
    for name, normalizer in (
        ("softmax1", "#heddle.softmax1"),
        ("softpick", "#heddle.softpick"),
        ("sigmoid", "#heddle.sigmoid<bias = -1.5>"),
        ("stick-breaking", "#heddle.stick_breaking"),
        ("stick-remainder", "#heddle.stick_breaking<inclusive, remainder>"),
    ):
        yield f"normalizer-{name}", Case(**small, type="bf16", normalizer=normalizer)
    for index, activation in enumerate(ACTIVATIONS):
        granularity = GRANULARITIES[index % len(GRANULARITIES)]
        gate = (activation, granularity, ("multiply", "add")[index % 2])
        case = Case(**{**small, "gate": gate}, type="f16")
        yield f"gate-{activation}-{granularity}", case
    alibi = "#heddle.alibi<[0.5, 0.25]>"
    yield "softcap", Case(**small, type="bf16", scores=("#heddle.softcap<5.0>",))
    yield "alibi", Case(**small, type="bf16", scores=(alibi,), mask="#heddle.causal")
    yield "bias", Case(**small, type="f16", bias="HM")
    yield "sink", Case(**small, type="bf16", sink=True)
    yield "lengths", Case(**small, type="bf16", B=3, lengths=(90, 33, 0))
    yield "lse", Case(**small, type="f16", lse=True)


def memory_cases():
    small = {"M": 70, "N": 90, "K": 64, "D": 64, "gate": GATE, "type": "bf16"}
    yield "layout", Case(**small, layout=("bshd",) * 3)
    yield "layouts", Case(**small, layout=("bhsd", "bshd", "bshd"), H=4, Hk=2)
    yield "dynamic", Case(**small, dynamic="BHhMN", mask="#heddle.causal")
    yield "dynamic-widths", Case(**small, dynamic="BHhMNKD")
    yield "strided", Case(**small, strided=True)
    yield "strided-dynamic", Case(**small, strided=True, dynamic="BMN", B=2)


def decode_cases():
    one = {"M": 1, "N": 1500, "K": 128, "D": 128, "H": 8, "Hk": 2, "gate": GATE, "type": "bf16"}
    yield "decode", Case(**one)
    yield "decode-f16", Case(**{**one, "type": "f16", "K": 64, "D": 64})
    yield "decode-dynamic", Case(**one, dynamic="N")
    yield "decode-lengths", Case(**{**one, "B": 2}, lengths=(1500, 700))
    yield "decode-sink-lse", Case(**one, sink=True, lse=True)
    yield "decode-wide", Case(**{**one, "K": 256, "D": 256, "H": 16})


QUICK_CASES = ("bf16-d64-causal", "f32-full", "strided-dynamic", "lengths", "decode-dynamic")


def named_cases(quick):
    """Cases by name, random ones not among them."""
    kinds = (shape_cases, variant_cases, memory_cases, decode_cases)
    cases = {name: case for kind in kinds for name, case in kind()}
    return {name: cases[name] for name in QUICK_CASES} if quick else cases


def count_numbers(case):
    shapes = [case.shape(dims) for _, _, dims, _ in case.operands() + case.outputs()]
    return sum(int(np.prod(shape)) for shape in shapes), min(min(shape) for shape in shapes)


def random_cases():
    """Cases by seed, without end: the target may refuse some."""
    seed = 0
    while True:
        seed += 1
        # Unfused rounding depends on the type of a result, that of the reference is f32.
        case = dataclasses.replace(random_case(seed), rounding="")
        total, least = count_numbers(case)
        if total <= MAX_NUMBERS and least > 0:
            yield f"random-{seed}", case


# ----------------------------------------------------------------------------
# What is measured
# ----------------------------------------------------------------------------


def prefill(length, width, mask, kind="bf16", H=0, Hk=0):
    """16384 tokens of 2048 channels, unless the numbers of heads are given."""
    heads = H or 2048 // width
    batch = 1 if H else 16384 // length
    heads = {"B": batch, "H": heads, "Hk": Hk or heads}
    return square(length, width, type=kind, mask="#heddle.causal" if mask else "", **heads)


def decode(batch, heads, key_heads, keys, width, kind="bf16"):
    return Case(B=batch, H=heads, Hk=key_heads, M=1, N=keys, K=width, D=width, type=kind, gate=GATE)


def measured_cases(quick):
    if quick:
        return [prefill(1024, 64, True), decode(1, 32, 8, 8192, 128)]
    lengths = (1024, 4096, 8192, 16384)
    return [
        *(prefill(n, d, mask) for d in (64, 128, 256) for mask in (False, True) for n in lengths),
        *(prefill(n, 128, mask, "f16") for mask in (False, True) for n in (4096, 16384)),
        *(prefill(n, 256, True, H=16, Hk=2) for n in (4096, 16384)),
        *(prefill(n, 128, True, H=32, Hk=8) for n in (4096, 16384)),
        *(decode(1, 32, 8, n, 128) for n in (8192, 32768)),
        *(decode(1, 32, 8, 32768, 128, kind) for kind in ("f16",)),
        *(decode(1, 16, 2, n, 256) for n in (8192, 32768)),
        decode(16, 32, 8, 8192, 128),
        decode(1, 32, 32, 8192, 128),
    ]


def name_measured(case):
    mask = "causal" if case.mask else "full"
    kind = f"prefill-{mask}" if case.M > 1 else "decode"
    return f"{kind}-{case.type}-b{case.B}-h{case.H}-hk{case.Hk}-s{case.N}-d{case.D}"


# ----------------------------------------------------------------------------
# Writing
# ----------------------------------------------------------------------------


class Writer:
    def __init__(self, out, chip, build):
        self.out, self.chip = out, chip
        self.compiler, self.runner = (
            os.path.join(build, "bin", tool) for tool in ("heddle-compile", "heddle-run")
        )

    def path(self, *parts):
        return os.path.join(self.out, *parts)

    def compile(self, case, stem):
        """Writes kernels beside `stem`; returns why not, if the target refuses."""
        os.makedirs(os.path.dirname(self.path(stem)), exist_ok=True)
        with open(self.path(stem + ".mlir"), "w", encoding="utf-8") as file:
            file.write(case.mlir())
        # The cubin last, whose manifest has more to say.
        for kind, suffix in (("ptx", ".ptx"), ("bin", ".cubin")):
            flags = [f"--target={self.chip}", f"--emit={kind}", "-o", stem + suffix]
            run = subprocess.run(
                [self.compiler, stem + ".mlir", *flags], cwd=self.out, capture_output=True, text=True
            )
            if run.returncode == REFUSED:
                return run.stderr.strip()
            if run.returncode != 0:
                raise Failed(f"heddle-compile, exit {run.returncode}: {run.stderr}\n{case}")
        return None

    def write_case(self, name, case):
        """The case's record, or why the target refuses it."""
        case = dataclasses.replace(case, memrefs=True)
        stem = f"cases/{name}/kernel"
        reason = self.compile(case, stem)
        if reason:
            shutil.rmtree(self.path("cases", name))
            return None, reason
        record = {"name": name, "case": str(case), "manifest": stem + ".json", "function": "main"}
        record["arguments"] = self.write_inputs(name, case)
        record["outputs"] = self.write_expected(name, case, record["arguments"])
        return record, ""

    def write_inputs(self, name, case):
        arguments = []
        written = [row[0] for row in case.outputs()]
        rows = case.operands() + case.outputs()
        for (operand, _, _, element), value in zip(rows, case.tensors(), strict=True):
            padded = value
            if case.strided and element != "i32" and value.ndim > 1:
                padded = np.zeros((*value.shape[:-1], value.shape[-1] + 8), value.dtype)
                padded[..., : value.shape[-1]] = value
            strides = [stride // value.itemsize for stride in padded.strides]
            argument = {"type": element, "shape": list(value.shape), "strides": strides}
            if operand not in written:
                argument["file"] = f"cases/{name}/{operand}.npy"
                np.save(self.path(argument["file"]), padded)
            arguments.append(argument)
        return arguments

    def write_expected(self, name, case, arguments):
        folder = self.path("cases", name)
        first = len(case.operands())
        outputs = [
            {"argument": first + i, "expected": f"cases/{name}/expected-{row[0]}.npy"}
            for i, row in enumerate(case.outputs())
        ]
        # With dense tensors, and without rounding to the storage type at the end.
        exact = dataclasses.replace(case, result_type="f32", memrefs=False, strided=False)
        files = [f"--output={self.path(output['expected'])}" for output in outputs]
        self.evaluate(folder, exact, *files)
        rounded = dataclasses.replace(case, memrefs=False, strided=False)
        report = self.evaluate(folder, rounded, "--check")
        errors = re.findall(r"unfused (\S+), largest \S+, unfused ([^\s:,]+)", report)
        for output, (error, largest) in zip(outputs, errors, strict=True):
            output["unfused_error"], output["unfused_largest"] = float(error), float(largest)
        return outputs

    def evaluate(self, folder, case, *flags):
        """What the reference prints about a case with the inputs of tensors()."""
        inputs = []
        for i, value in enumerate(case.tensors()):
            inputs.append(os.path.join(folder, f"dense{i}.npy"))
            np.save(inputs[-1], value)
        source = os.path.join(folder, "reference.mlir")
        with open(source, "w", encoding="utf-8") as file:
            file.write(case.mlir())
        command = [self.runner, source, "--entry=main", "--target=reference", *flags]
        command += [f"--input={path}" for path in inputs]
        run = subprocess.run(command, capture_output=True, text=True)
        for path in (*inputs, source):
            os.remove(path)
        if run.returncode != 0:
            raise Failed(f"heddle-run, exit {run.returncode}: {run.stderr}\n{case}")
        return run.stdout

    def write_measured(self, case):
        """The record of a shape, whose kernels exist with and without the gate."""
        record = {"name": name_measured(case), "kernels": {}}
        record.update((name, getattr(case, name)) for name in ("B", "H", "Hk", "M", "N", "D", "type"))
        record["causal"] = bool(case.mask)
        for kind, gate in (("gated", GATE), ("plain", ())):
            stem = f"kernels/{record['name']}-{kind}"
            variant = dataclasses.replace(case, gate=gate, memrefs=True)
            reason = self.compile(variant, stem)
            if reason:
                return None, reason
            record["kernels"][kind] = stem + ".json"
        return record, ""


# ----------------------------------------------------------------------------
# All of it
# ----------------------------------------------------------------------------


def say(message):
    print(f"gpu-bundle: {message}", file=sys.stderr, flush=True)


def keep(name, record, reason):
    """A list of the record, or of nothing if the target refuses it."""
    if record is None:
        say(f"not in the bundle: {name}: {reason}")
    return [record] if record else []


def write_cases(writer, quick, pool):
    cases = named_cases(quick)
    records = []
    for name, result in zip(cases, pool.map(writer.write_case, cases, cases.values())):
        records += keep(name, *result)
    wanted = len(records) + (0 if quick else NUM_RANDOM)
    candidates = random_cases()
    while len(records) < wanted:
        batch = dict(next(candidates) for _ in range(wanted - len(records)))
        for name, result in zip(batch, pool.map(writer.write_case, batch, batch.values())):
            records += keep(name, *result)
    return records


def write_measured(writer, quick, pool):
    records = []
    cases = measured_cases(quick)
    for case, result in zip(cases, pool.map(writer.write_measured, cases)):
        records += keep(name_measured(case), *result)
    return records


def copy_programs(out, build):
    source = os.path.join(UTILS, "gpu-bundle")
    ignore = shutil.ignore_patterns("__pycache__")
    shutil.copytree(source, out, dirs_exist_ok=True, ignore=ignore)
    measure = os.path.join(ROOT, "benchmarks", "heddle_bench", "measure.py")
    shutil.copy(measure, os.path.join(out, "heddle_bundle"))
    shutil.copy(os.path.join(ROOT, "LICENSE"), out)
    # Installing rather than copying sets where the launcher looks for its library.
    for component in ("heddle-launch", "HeddleRuntimeShared"):
        command = ["cmake", "--install", build, "--prefix", out, "--component", component]
        run = subprocess.run(command, capture_output=True, text=True)
        if run.returncode != 0:
            raise Failed(run.stderr)


def find_revision():
    command = ["git", "-C", ROOT, "rev-parse", "--short=10", "HEAD"]
    run = subprocess.run(command, capture_output=True, text=True)
    return run.stdout.strip() or "unknown"


def measure_size(folder):
    return sum(
        os.path.getsize(os.path.join(parent, name))
        for parent, _, names in os.walk(folder)
        for name in names
    )


def write_bundle(arguments):
    out = os.path.abspath(arguments.out)
    if os.path.exists(out) and (not os.path.isdir(out) or os.listdir(out)):
        raise Failed(f"{arguments.out} exists, and is no empty folder")
    os.makedirs(out, exist_ok=True)
    copy_programs(out, arguments.build)
    writer = Writer(out, arguments.chip, arguments.build)
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        cases = write_cases(writer, arguments.quick, pool)
        measured = write_measured(writer, arguments.quick, pool)
    bundle = {
        "chip": arguments.chip,
        "revision": find_revision(),
        "date": datetime.date.today().isoformat(),
        "cases": cases,
        "benchmarks": measured,
    }
    with open(os.path.join(out, "bundle.json"), "w", encoding="utf-8") as file:
        json.dump(bundle, file, indent=1)
    size = measure_size(out)
    if size > MAX_BYTES:
        raise Failed(f"{arguments.out} takes {size} bytes, {MAX_BYTES} are allowed")
    say(
        f"{arguments.out}: {len(cases)} cases, {len(measured)} shapes for {arguments.chip},"
        f" {size / 2**20:.1f} MiB; ./run.sh there does everything"
    )


if __name__ == "__main__":
    try:
        write_bundle(parse_arguments())
    except Failed as failure:
        sys.exit(f"gpu-bundle: error: {failure}")
