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
import hashlib
import itertools
import json
import os
import re
import shutil
import subprocess
import sys

import numpy as np
from attention_cases import ACTIVATIONS, GRANULARITIES, MASKS, NORMALIZERS, Case, random_case

UTILS = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(UTILS)
MAX_BYTES = 48 << 20
NUM_RANDOM = 60
# Random cases are made by the batch, while a batch and bundle.json are sure to fit.
BATCH = 6
RESERVED_BYTES = 3 << 20
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


class ExactCase(Case):
    """One whose arithmetic is exact, so that the result must be that of the emulator,
    and of the reference, in each bit: equal scores for a power of two of keys, small
    integers as values and gates."""

    def tensors(self):
        random = np.random.default_rng(self.seed)
        return [
            random.integers(-8, 9, value.shape).astype(np.float32) * (name != "q")
            for (name, *_), value in zip(self.operands() + self.outputs(), super().tensors())
        ]


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


SMALL = {"M": 70, "N": 90, "K": 64, "D": 64, "gate": GATE}


def stick_breaking():
    """The normalizer with each choice of its options."""
    options = ("inclusive", "remainder", "bottom_right")
    for chosen in itertools.product((False, True), repeat=len(options)):
        listed = ", ".join(option for option, taken in zip(options, chosen) if taken)
        yield "#heddle.stick_breaking" + (f"<{listed}>" if listed else "")


def mask_cases():
    for index, mask in enumerate(MASKS[1:]):
        yield f"mask-{index}", Case(**SMALL, type=("bf16", "f16")[index % 2], mask=mask)
    normalizers = [name for name in dict.fromkeys(NORMALIZERS) if name]
    for index, normalizer in enumerate((*normalizers, *stick_breaking())):
        kind = ("bf16", "f16")[index % 2]
        yield f"normalizer-{index}", Case(**SMALL, type=kind, normalizer=normalizer)


def gate_cases():
    for index, (activation, granularity) in enumerate(
        itertools.product(ACTIVATIONS, GRANULARITIES)
    ):
        # Four granularities: the row shifts what goes with what.
        combination = ("multiply", "add")[(index + index // len(GRANULARITIES)) % 2]
        case = Case(**{**SMALL, "gate": (activation, granularity, combination)}, type="bf16")
        yield f"gate-{activation}-{granularity}-{combination}", case
    yield "gate-f32", Case(**SMALL, type="bf16", gate_type="f32", result_type="f32")
    yield "gate-infinite", Case(**SMALL, type="f16", special=True)
    gates = tuple((operand, "silu", "elementwise", "multiply") for operand in ("query", "key"))
    yield "gate-operands", Case(**SMALL, type="bf16", operand_gates=gates)


def score_cases():
    alibi = "#heddle.alibi<[0.5, 0.25]>"
    yield "softcap", Case(**SMALL, type="bf16", scores=("#heddle.softcap<5.0>",))
    yield "alibi", Case(**SMALL, type="bf16", scores=(alibi,), mask="#heddle.causal")
    yield "bias", Case(**SMALL, type="f16", bias="HM")
    yield "sink", Case(**SMALL, type="bf16", sink=True)
    yield "lengths", Case(**SMALL, type="bf16", B=3, lengths=(90, 33, 0))
    yield "lse", Case(**SMALL, type="f16", lse=True)


def exact_cases():
    plain = {"result_type": "f32", "gate": ("identity", "elementwise", "multiply")}
    for kind, width in (("bf16", 64), ("f16", 128), ("bf16", 256), ("f32", 64)):
        sizes = {"M": 70, "N": 128, "K": width, "D": width}
        yield f"exact-{kind}-d{width}", ExactCase(**sizes, **plain, type=kind)
    decode = {"M": 1, "N": 1024, "K": 128, "D": 128, "H": 4}
    yield "exact-decode", ExactCase(**decode, **plain, type="bf16")
    yield "exact-bshd", ExactCase(**{**SMALL, **plain, "N": 64}, layout=("bshd",) * 3, type="f16")


def memory_cases():
    small = {**SMALL, "type": "bf16"}
    yield "layout", Case(**small, layout=("bshd",) * 3)
    yield "layouts", Case(**small, layout=("bhsd", "bshd", "bshd"), H=4, Hk=2)
    yield "dynamic", Case(**small, dynamic="BHhMN", mask="#heddle.causal")
    yield "strided", Case(**small, strided=True)
    yield "strided-dynamic", Case(**small, strided=True, dynamic="BMN", B=2)


def decode_cases():
    one = {"M": 1, "N": 1100, "K": 128, "D": 128, "H": 8, "Hk": 2, "gate": GATE, "type": "bf16"}
    yield "decode", Case(**one)
    yield "decode-f16", Case(**{**one, "type": "f16", "K": 64, "D": 64})
    yield "decode-dynamic", Case(**one, dynamic="N")
    yield "decode-lengths", Case(**{**one, "B": 2, "K": 64, "D": 64}, lengths=(1100, 700))
    yield "decode-sink-lse", Case(**one, sink=True, lse=True)
    yield "decode-wide", Case(**{**one, "K": 256, "D": 256, "Hk": 1})


def make_tensors(case):
    """The case's tensors; those of 16 bits as f16, which halves the files."""
    rows = case.operands() + case.outputs()
    return [
        value.astype(np.float16) if row[3] in ("bf16", "f16") else value
        for row, value in zip(rows, case.tensors(), strict=True)
    ]


QUICK_CASES = (
    "bf16-d64-causal", "f32-full", "strided-dynamic", "lengths", "decode-dynamic", "exact-decode",
)  # fmt: skip


def named_cases(quick):
    """Cases by name, random ones not among them."""
    kinds = (
        shape_cases, mask_cases, gate_cases, score_cases, exact_cases, memory_cases, decode_cases,
    )  # fmt: skip
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
        # Unfused rounding depends on the type of a result, that of the reference is f32;
        # manifests have no formula for the scale of a dynamic width.
        case = random_case(seed)
        dynamic = case.dynamic.replace("K", "").replace("D", "")
        case = dataclasses.replace(case, rounding="", dynamic=dynamic)
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
    # In order of interest: time may be short where they are measured.
    some, others = (8192, 4096), (16384, 1024)
    masks = (False, True)
    return [
        *(prefill(n, 128, mask) for mask in masks for n in some),
        *(prefill(n, d, mask) for d in (64, 256) for mask in masks for n in some),
        prefill(4096, 256, True, H=16, Hk=2),
        prefill(4096, 128, True, H=32, Hk=8),
        decode(1, 32, 8, 32768, 128),
        decode(1, 16, 2, 32768, 256),
        *(prefill(n, d, mask) for d in (128, 64, 256) for mask in masks for n in others),
        *(prefill(n, 128, mask, "f16") for mask in masks for n in (4096, 16384)),
        prefill(16384, 256, True, H=16, Hk=2),
        prefill(16384, 128, True, H=32, Hk=8),
        decode(1, 32, 8, 32768, 128, "f16"),
        decode(1, 32, 8, 8192, 128),
        decode(1, 16, 2, 8192, 256),
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
        record["arguments"] = self.write_inputs(case)
        record["outputs"] = self.write_expected(name, case, record["arguments"])
        return record, ""

    def write_input(self, value):
        """The file of a tensor; many cases have the same."""
        content = hashlib.sha256(repr((value.shape, value.dtype)).encode() + value.tobytes())
        path = f"inputs/{content.hexdigest()[:16]}.npy"
        os.makedirs(self.path("inputs"), exist_ok=True)
        np.save(self.path(path), value)
        return path

    def write_inputs(self, case):
        arguments = []
        written = [row[0] for row in case.outputs()]
        rows = case.operands() + case.outputs()
        for (operand, _, _, element), value in zip(rows, make_tensors(case), strict=True):
            padded = value
            if case.strided and element != "i32" and value.ndim > 1:
                padded = np.zeros((*value.shape[:-1], value.shape[-1] + 8), value.dtype)
                padded[..., : value.shape[-1]] = value
            strides = [stride // value.itemsize for stride in padded.strides]
            argument = {"type": element, "shape": list(value.shape), "strides": strides}
            if operand not in written:
                argument["file"] = self.write_input(padded)
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
            output["exact"] = isinstance(case, ExactCase)
        return outputs

    def evaluate(self, folder, case, *flags):
        """What the reference prints about a case."""
        inputs = []
        for i, value in enumerate(make_tensors(case)):
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
        say(f"not in the bundle: {name}: {reason.splitlines()[0]}")
    return [record] if record else []


def write_cases(writer, cases, pool):
    records = []
    for name, result in zip(cases, pool.map(writer.write_case, cases, cases.values())):
        records += keep(name, *result)
    return records


def write_random(writer, pool):
    """Random cases, fewer than wanted if the folder is full before."""
    records, candidates = [], random_cases()
    while len(records) < NUM_RANDOM and measure_size(writer.out) < MAX_BYTES - RESERVED_BYTES:
        records += write_cases(writer, dict(itertools.islice(candidates, BATCH)), pool)
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
        cases = write_cases(writer, named_cases(arguments.quick), pool)
        if not cases:
            raise Failed(f"no case could be compiled for {arguments.chip}")
        measured = write_measured(writer, arguments.quick, pool)
        cases += [] if arguments.quick else write_random(writer, pool)
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
