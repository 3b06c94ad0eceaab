#!/usr/bin/env python3
# Part of the Heddle project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Measures Heddle's kernels beside PyTorch's and Triton's on this machine's GPU.

All run in one process on the same tensors, in turns: a ratio is that of times of the
same round. Times are the GPU's, by events, and the cache is flushed before each call.

  benchmark.py --json=FILE --seconds=300
      begins no shape after 300 seconds; results are written after each
  benchmark.py --filter=decode --peers=flash,cuDNN
  benchmark.py --profile --filter=...    launches Heddle's kernels once, for a profiler
  benchmark.py --report=FILE             prints the tables of an earlier run
  benchmark.py --report-profile=FILE     what Nsight Compute's CSV says about tensor pipes

Exit codes: 0 all results are right, 1 one is not, 2 this machine cannot measure
"""

import argparse
import datetime
import json
import os
import re
import statistics
import sys
import time

from heddle_bundle import device, manifest, measure, report

ROOT = os.path.dirname(os.path.abspath(__file__))
# The relative error in the 2-norm of a right result, by storage type: that of
# rounding the weights and the result, and as much again.
ALLOWED = {"bf16": 2**-7, "f16": 2**-10}
FLUSH_MILLISECONDS = 0.3
TURN_MILLISECONDS = 20


def parse_arguments():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--filter", metavar="REGEX", default="", help="shapes by name")
    parser.add_argument("--peers", metavar="A,B", help="which ones, or none (default: all)")
    parser.add_argument("--json", metavar="FILE", help="write results after each shape")
    parser.add_argument("--seconds", type=float, default=1e9, help="begin no shape after that")
    parser.add_argument("--shape-seconds", type=float, default=1.0, help="for the turns of a shape")
    parser.add_argument("--ptx", action="store_true", help="let the driver compile the PTX")
    parser.add_argument("--profile", action="store_true", help="only launch, for a profiler")
    parser.add_argument("--report", metavar="FILE", help="take results from there")
    parser.add_argument("--report-profile", metavar="FILE", help="of a CSV of Nsight Compute")
    return parser.parse_args()


def say(message):
    print(f"benchmark: {message}", file=sys.stderr, flush=True)


# ----------------------------------------------------------------------------
# The work of a shape
# ----------------------------------------------------------------------------


def count_flops(shape):
    """2 (K + D) operations for each pair of a query and a key that it sees."""
    pairs = shape["M"] * (shape["N"] + 1) / 2 if shape["causal"] else shape["M"] * shape["N"]
    return 4 * shape["D"] * shape["B"] * shape["H"] * pairs


def count_key_bytes(shape):
    return 2 * shape["B"] * shape["Hk"] * shape["N"] * shape["D"] * 2


def fold_heads(shape, *tensors):
    """Tensors of queries with the heads of a group as queries of one head.

    The numbers are the same for one query, and peers read keys once a group.
    """
    if shape["M"] != 1:
        return tensors
    extents = (shape["B"], shape["Hk"], shape["H"] // shape["Hk"], shape["D"])
    return tuple(tensor.view(extents) for tensor in tensors)


class Inputs:
    """Standard normal tensors of a shape."""

    def __init__(self, torch, shape):
        kind = {"bf16": torch.bfloat16, "f16": torch.float16}[shape["type"]]
        generator = torch.Generator("cuda").manual_seed(1)

        def make(heads, length):
            extents = (shape["B"], heads, length, shape["D"])
            return torch.randn(extents, generator=generator, device="cuda", dtype=kind)

        self.q, self.g = make(shape["H"], shape["M"]), make(shape["H"], shape["M"])
        self.k, self.v = make(shape["Hk"], shape["N"]), make(shape["Hk"], shape["N"])
        self.out = torch.full_like(self.q, float("nan"))


def evaluate_rows(torch, shape, inputs, batch, head, rows):
    """The result of some rows, in f64."""
    key_head = head // (shape["H"] // shape["Hk"])
    query, gate = (tensor[batch, head, rows].double() for tensor in (inputs.q, inputs.g))
    key, value = (tensor[batch, key_head].double() for tensor in (inputs.k, inputs.v))
    scores = query @ key.T * shape["D"] ** -0.5
    if shape["causal"]:
        keys = torch.arange(shape["N"], device=scores.device)
        scores.masked_fill_(keys[None, :] > rows[:, None], float("-inf"))
    return torch.softmax(scores, -1) @ value * torch.sigmoid(gate)


def get_difference(torch, result, reference):
    norms = [torch.linalg.vector_norm(t.double()) for t in (result - reference, reference)]
    return float(norms[0] / norms[1])


def measure_error(torch, shape, inputs):
    """The largest relative error of the first, middle and last rows of two heads."""
    if not bool(torch.isfinite(inputs.out).all()):
        return float("inf")
    length = shape["M"]
    middle = length // 2
    rows = {i for start in (0, middle, length - 64) for i in range(start, start + 64)}
    rows = torch.tensor(sorted(i for i in rows if 0 <= i < length), device=inputs.q.device)
    errors = []
    for batch, head in ((0, 0), (shape["B"] - 1, shape["H"] - 1)):
        reference = evaluate_rows(torch, shape, inputs, batch, head, rows)
        errors.append(get_difference(torch, inputs.out[batch, head, rows].double(), reference))
    return max(errors)


# ----------------------------------------------------------------------------
# Timing
# ----------------------------------------------------------------------------


class Clock:
    """Times calls by events of the GPU, with a cold cache."""

    def __init__(self, torch):
        self.torch = torch
        cache = torch.cuda.get_device_properties(0).L2_cache_size
        self.buffer = torch.empty(max(4 * cache, 256 << 20), dtype=torch.uint8, device="cuda")
        self.flushes = 1
        self.flush()
        # While the GPU flushes, the host has the time to start what is measured.
        while self.time(self.flush) < FLUSH_MILLISECONDS:
            self.flushes *= 2

    def flush(self):
        for _ in range(self.flushes):
            self.buffer.zero_()

    def time(self, call):
        start, end = (self.torch.cuda.Event(enable_timing=True) for _ in range(2))
        self.flush()
        start.record()
        call()
        end.record()
        end.synchronize()
        return start.elapsed_time(end)


class Contender:
    """A call whose sample is the milliseconds that it takes."""

    def __init__(self, clock, call):
        self.clock, self.call = clock, call
        times = [clock.time(call) for _ in range(3)]
        self.calls = max(1, min(20, round(TURN_MILLISECONDS / (times[-1] + FLUSH_MILLISECONDS))))

    def turn(self):
        return statistics.median(self.clock.time(self.call) for _ in range(self.calls))


# ----------------------------------------------------------------------------
# A shape
# ----------------------------------------------------------------------------


class Bench:
    def __init__(self, torch, arguments, gpu):
        self.torch, self.arguments, self.gpu = torch, arguments, gpu

    def prepare_heddle(self, shape, inputs, kind):
        """The compiled function, with the gate or without, as a call."""
        gates = [inputs.g] if kind == "gated" else []
        tensors = [inputs.q, inputs.k, inputs.v, *gates, inputs.out]
        function = manifest.Function(os.path.join(ROOT, shape["kernels"][kind]))
        keep = []

        def allocate(size):
            keep.append(self.torch.empty(max(size, 1), dtype=self.torch.uint8, device="cuda"))
            return keep[-1].data_ptr()

        views = [
            manifest.Tensor(tensor.data_ptr(), tuple(tensor.shape), tensor.stride())
            for tensor in tensors
        ]
        call = device.bind(self.gpu, function, views, allocate, ptx=self.arguments.ptx)
        call.keep = keep
        return call

    def prepare_peers(self, shape, inputs):
        """Calls by title, and why the others take no part."""
        from heddle_bundle import peers

        wanted = self.arguments.peers
        calls, refused = {}, {}
        q, g = fold_heads(shape, inputs.q, inputs.g)
        for title, prepare in peers.list_peers().items():
            if wanted is not None and title not in wanted.split(","):
                continue
            try:
                calls[title] = prepare(shape, q, inputs.k, inputs.v, g)
                calls[title]()
                self.torch.cuda.synchronize()
            except Exception as error:  # Of many kinds; it is said why.
                calls.pop(title, None)
                refused[title] = (str(error).strip().splitlines() or [repr(error)])[0][:200]
                say(f"{shape['name']}: {title} takes no part: {refused[title]}")
        return calls, refused

    def compare_peer(self, shape, inputs, call):
        result = call().reshape(inputs.out.shape)
        return get_difference(self.torch, result, inputs.out) <= 2 * ALLOWED[shape["type"]]

    def run(self, clock, shape):
        inputs = Inputs(self.torch, shape)
        gated = self.prepare_heddle(shape, inputs, "gated")
        gated()
        self.torch.cuda.synchronize()
        error = measure_error(self.torch, shape, inputs)
        calls, refused = self.prepare_peers(shape, inputs)
        agree = {title: self.compare_peer(shape, inputs, call) for title, call in calls.items()}
        contenders = {
            "gated": gated,
            "plain": self.prepare_heddle(shape, inputs, "plain"),
            **calls,
        }
        contenders = {name: Contender(clock, call) for name, call in contenders.items()}
        samples = measure.interleave(contenders, self.arguments.shape_seconds)
        return make_row(shape, error, samples, agree, refused)

    def profile(self, shape):
        self.prepare_heddle(shape, Inputs(self.torch, shape), "gated")()
        self.torch.cuda.synchronize()


def make_row(shape, error, samples, agree, refused):
    times = measure.quartiles(samples["gated"])
    peers = {title: {"refused": reason} for title, reason in refused.items()}
    for title, agrees in agree.items():
        ratio = measure.pair(samples[title], samples["gated"])
        peers[title] = {
            "ms": measure.quartiles(samples[title]), "ratio": ratio, "agrees": agrees,
        }  # fmt: skip
    return {
        "shape": shape,
        "error": error,
        "right": error <= ALLOWED[shape["type"]],
        "ms": times,
        "tflops": count_flops(shape) / times[1] / 1e9,
        "gbps": count_key_bytes(shape) / times[1] / 1e6,
        "gate": measure.pair(samples["gated"], samples["plain"]),
        "peers": peers,
        "samples": samples,
    }


# ----------------------------------------------------------------------------
# All of it
# ----------------------------------------------------------------------------


def import_torch():
    try:
        import torch
        import triton  # noqa: F401
    except ImportError as error:
        raise device.Error(f"PyTorch and Triton are needed to measure: {error}") from error
    if not torch.cuda.is_available():
        raise device.Error("this PyTorch finds no GPU: it may be one for CPUs")
    torch.cuda.init()
    return torch


def describe_machine(torch, bundle, gpu):
    import triton

    return {
        "GPU": gpu.name,
        "kernels for": bundle["chip"],
        "Heddle": bundle["revision"],
        "PyTorch": torch.__version__,
        "cuDNN": torch.backends.cudnn.version(),
        "Triton": triton.__version__,
        "date": datetime.date.today().isoformat(),
    }


def write_results(path, results):
    if path:
        with open(path + ".new", "w", encoding="utf-8") as file:
            json.dump(results, file, indent=1)
        os.replace(path + ".new", path)


def run_all(torch, arguments, bundle, gpu):
    shapes = [s for s in bundle["benchmarks"] if re.search(arguments.filter, s["name"])]
    bench = Bench(torch, arguments, gpu)
    if arguments.profile:
        for shape in shapes:
            bench.profile(shape)
        return None
    results = {"machine": describe_machine(torch, bundle, gpu), "rows": []}
    clock, begin = Clock(torch), time.perf_counter()
    for index, shape in enumerate(shapes):
        if time.perf_counter() - begin > arguments.seconds:
            say(f"time is up: {len(shapes) - index} shapes are left out")
            break
        say(f"{index + 1} of {len(shapes)}: {shape['name']}")
        results["rows"].append(bench.run(clock, shape))
        write_results(arguments.json, results)
        torch.cuda.empty_cache()
    return results


def main():
    arguments = parse_arguments()
    if arguments.report_profile:
        with open(arguments.report_profile, encoding="utf-8") as file:
            print(report.make_profile(file))
        return 0
    if arguments.report:
        with open(arguments.report, encoding="utf-8") as file:
            results = json.load(file)
    else:
        with open(os.path.join(ROOT, "bundle.json"), encoding="utf-8") as file:
            bundle = json.load(file)
        torch = import_torch()
        results = run_all(torch, arguments, bundle, device.open_for(bundle["chip"], arguments.ptx))
    if results is None:
        return 0
    print(report.make_text(results))
    return 0 if all(row["right"] for row in results["rows"]) else 1


if __name__ == "__main__":
    try:
        sys.exit(main())
    except device.Error as error:
        print(f"benchmark.py: error: {error}", file=sys.stderr)
        sys.exit(2)
