# Part of the Heddle project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The results of benchmark.py, and of a profiler, as tables in Markdown."""

import csv
import itertools

NOTE = """\
A figure is the median of the rounds; quartiles stand in parentheses. Columns of peers
are the peer's time over Heddle's in the same round: above 1 Heddle is faster. All are
gated; flash, cuDNN: PyTorch's scaled_dot_product_attention and one compiled kernel for
the gate. A peer's result that differs from Heddle's by more than its type explains is
marked; what a peer refuses is a dash. "The gate" is Heddle's time with the gate over
that without. The cache is flushed before each call."""


def format_spread(values):
    low, middle, high = (f"{value:.2f}" for value in values)
    return f"{middle} ({low}–{high})"


def format_peer(peer):
    if peer is None or "refused" in peer:
        return "–"
    return format_spread(peer["ratio"]) + ("" if peer["agrees"] else " **differs**")


def format_gate(row):
    low, middle, high = (f"{100 * (value - 1):.1f}%" for value in row["gate"])
    return f"{middle} ({low} to {high})"


def format_row(row, titles):
    shape = row["shape"]
    extents = [shape[name] for name in ("B", "H", "Hk", "N", "D", "type")]
    cells = [*map(str, extents), "causal" if shape["causal"] else "full"]
    speed = f"{row['tflops']:.0f}" if shape["M"] > 1 else f"{row['gbps']:.0f}"
    cells += [f"{row['ms'][1]:.4f}", speed, format_gate(row)]
    cells += [format_peer(row["peers"].get(title)) for title in titles]
    if not row["right"]:
        cells[7] += " **wrong**"
    return "| " + " | ".join(cells) + " |"


def make_table(rows, speed):
    titles = list(dict.fromkeys(title for row in rows for title in row["peers"]))
    header = ["B", "heads", "key heads", "keys", "D", "type", "mask", "ms", speed, "the gate"]
    lines = ["| " + " | ".join(header + titles) + " |", "|---" * len(header + titles) + "|"]
    return "\n".join(lines + [format_row(row, titles) for row in rows])


def count_losses(rows):
    pairs = [
        peer for row in rows for peer in row["peers"].values() if "ratio" in peer
    ]
    losses = sum(peer["ratio"][1] < 1 for peer in pairs)
    return f"A peer is faster than Heddle in {losses} of {len(pairs)} comparisons."


def list_refusals(rows):
    reasons = dict.fromkeys(
        f"- {title}, {row['shape']['name']}: {peer['refused']}"
        for row in rows
        for title, peer in row["peers"].items()
        if "refused" in peer
    )
    return ["Refused:\n\n" + "\n".join(reasons)] if reasons else []


def make_text(results):
    """All of it."""
    machine, rows = results["machine"], results["rows"]
    parts = [", ".join(f"{name} {value}" for name, value in machine.items()), NOTE]
    for title, speed, wanted in (("Prefill", "TFLOP/s", True), ("Decode", "GB/s", False)):
        some = [row for row in rows if (row["shape"]["M"] > 1) == wanted]
        if some:
            parts += [f"### {title}", make_table(some, speed)]
    parts += [count_losses(rows), *list_refusals(rows)]
    return "\n\n".join(parts) + "\n"


def make_profile(lines):
    """A table of what a CSV of Nsight Compute says about time and tensor pipes.

    Which metrics there are depends on the GPU. The program's own lines come first.
    """
    rows = csv.DictReader(itertools.dropwhile(lambda line: not line.startswith('"ID"'), lines))
    table = ["| launch | kernel | grid | metric | value |", "|---|---|---|---|---|"]
    for row in rows:
        metric = row["Metric Name"] or ""
        if "tensor" in metric.lower() or metric in ("Duration", "SM Busy"):
            cells = [row[name] for name in ("ID", "Kernel Name", "Grid Size")]
            cells += [metric, f"{row['Metric Value']} {row['Metric Unit']}"]
            table.append("| " + " | ".join(cells) + " |")
    return "\n".join(table) + "\n"
