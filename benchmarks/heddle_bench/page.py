# Part of the Heddle project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The tables of docs/performance.md."""

import re

from . import groups, report

BLOCK = re.compile(r"(<!-- benchmarks/compare\.py [^\n]*\n)(.*?)(<!-- end -->\n)", re.DOTALL)

TITLES = {
    "prefill": "Prefill",
    "gate": "The gate",
    "variants": "Variants",
    "decode": "Decode",
    "small": "Small problems",
    "scaling": "Threads",
}


def describe_runs(results):
    machine = results.machine
    peers = ", ".join(f"{title} {version}" for title, version in machine["peers"].items())
    dates = sorted({run["date"] for run in results.runs})
    commands = list(dict.fromkeys(run["command"] for run in results.runs))
    lines = [
        f"{machine['cpu']}, {machine['cores']} cores, {machine['system']}; "
        f"{' to '.join(dict.fromkeys([dates[0], dates[-1]]))}; Heddle {machine['heddle']}; "
        f"{peers or 'no peers'}.",
        "",
        "```sh",
        *commands,
        "```",
    ]
    return "\n".join(lines)


def make_text(results):
    parts = [describe_runs(results)]
    for group in groups.GROUPS:
        if any(row["group"] == group for row in results.rows):
            parts.append(f"### {TITLES[group]}")
            parts.append(report.make_table(group, results.rows))
    losses = report.make_losses(results.rows, list(results.machine["peers"]))
    if losses:
        parts += ["### Where a peer is faster", losses]
    return "\n\n".join(parts) + "\n"


def write(path, results):
    """Replaces what the page has between its marks."""
    with open(path, encoding="utf-8") as file:
        text = file.read()
    if not BLOCK.search(text):
        raise SystemExit(
            f"compare: {path} has no '<!-- benchmarks/compare.py' and '<!-- end -->' around tables"
        )
    text = BLOCK.sub(lambda match: match[1] + "\n" + make_text(results) + "\n" + match[3], text)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
