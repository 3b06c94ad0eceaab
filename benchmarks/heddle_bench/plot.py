# Part of the Heddle project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Results as a picture: each comparison a mark, left of the line if Heddle loses."""

import matplotlib

matplotlib.use("Agg")
from matplotlib import pyplot

from . import report


def get_label(result):
    attention = result["attention"]
    parts = [attention["type"], f"D{attention['D']}", f"{attention['M']}×{attention['N']}"]
    if attention["mask"] != "none":
        parts.append(attention["mask"])
    if result["group"] == "decode":
        parts.append(f"group {attention['H'] // attention['Hk']}")
    return " ".join(parts) + f", {result['threads']}t"


def get_ratios(result, name):
    """The ratio drawn: above 1, Heddle is faster."""
    other = result["others"].get(name, {})
    if "ratio" not in other:
        return None
    scale = result["pairs"] / other["pairs"] if result["group"] == "variants" else 1
    return [ratio * scale for ratio in other["ratio"]]


def draw_group(axes, group, results):
    labels = [get_label(result) for result in results]
    names = report.get_other_titles(results)
    for index, name in enumerate(names):
        rows = [(row, get_ratios(result, name)) for row, result in enumerate(results)]
        rows = [(row, ratios) for row, ratios in rows if ratios]
        if not rows:
            continue
        middle = [ratios[1] for _, ratios in rows]
        below = [ratios[1] - ratios[0] for _, ratios in rows]
        above = [ratios[2] - ratios[1] for _, ratios in rows]
        height = [row + 0.6 * ((index + 0.5) / len(names) - 0.5) for row, _ in rows]
        axes.errorbar(middle, height, xerr=[below, above], fmt="o", markersize=3, label=name)
    axes.axvline(1, color="black", linewidth=0.8)
    axes.set_xscale("log")
    ticks = [0.25, 0.5, 0.8, 1, 1.25, 1.5, 2, 3, 5, 10]
    axes.set_xticks(ticks, [f"{tick:g}" for tick in ticks])
    axes.minorticks_off()
    axes.set_yticks(range(len(labels)), labels, fontsize=6)
    axes.set_ylim(len(labels) - 0.5, -0.5)
    axes.grid(axis="x", linewidth=0.3)
    axes.set_title(f"{group}: time as a multiple of Heddle's", fontsize=9)
    axes.legend(fontsize=6, loc="lower right")


def draw(path, machine, results):
    """Writes the plot; its format is that of the file's extension."""
    groups = {}
    for result in results:
        if any("ratio" in other for other in result["others"].values()):
            groups.setdefault(result["group"], []).append(result)
    if not groups:
        raise SystemExit(f"--plot={path}: there is no comparison to draw")
    heights = [0.9 + 0.16 * len(rows) for rows in groups.values()]
    figure, axes = pyplot.subplots(
        len(groups), 1, figsize=(8, sum(heights)), height_ratios=heights, squeeze=False
    )
    for (group, rows), part in zip(groups.items(), axes[:, 0]):
        draw_group(part, group, rows)
    figure.suptitle(f"{machine['cpu']}, {machine['cores']} cores", fontsize=9)
    figure.tight_layout()
    figure.savefig(path, metadata={"Date": None} if path.endswith(".svg") else None)
