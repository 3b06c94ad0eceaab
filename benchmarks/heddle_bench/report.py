# Part of the Heddle project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Results as tables in Markdown."""

NOTES = {
    "prefill": "Gated attention, 8 query heads over 2 key heads, as many keys as queries.",
    "gate": "Heddle with the gate beside Heddle without it.",
    "variants": "Time for each pair of a query and a key that it sees, as a multiple of what "
    "causal softmax takes; all gated.",
    "decode": "One query, 2 key heads, gated. Bytes are those of keys and values; the "
    "bandwidth is measured on as many bytes. Peers get the heads of a group as queries of "
    "one head, which is faster for all of them.",
    "small": "One batch entry of 8 heads; `over` is the time beyond that of the arithmetic "
    "at the peak.",
    "scaling": "Heddle with all threads beside Heddle with one.",
}


def format_spread(values, digits=2):
    low, middle, high = (f"{value:.{digits}f}" for value in values)
    return f"{middle} ({low}–{high})"


def format_percent(values):
    return f"{values[1]:.1%}"


def format_time(values):
    return f"{values[1]:.3f}" if values[1] < 10 else f"{values[1]:.1f}"


def format_ratio(other):
    """How many times as long as Heddle another takes."""
    if "refused" in other:
        return "–"
    mark = "" if other.get("agrees", True) else " **differs**"
    return format_spread(other["ratio"]) + mark


def format_overhead(other):
    """By how much Heddle takes longer than another."""
    if "refused" in other:
        return "–"
    high, middle, low = (f"{(1 / ratio - 1):.1%}" for ratio in other["ratio"])
    return f"{middle} ({low} to {high})"


def format_per_pair(result, other):
    if "refused" in other:
        return "–"
    scale = result["pairs"] / other["pairs"]
    return format_spread([ratio * scale for ratio in other["ratio"]])


# Columns: a title and a function of a result. Those of the peers follow.


def of(name):
    return lambda result: str(result["attention"][name])


def get_extents(result):
    attention = result["attention"]
    return f"H{attention['H']} over {attention['Hk']}, {attention['M']} × {attention['N']}"


COMMON = [("type", of("type")), ("D", of("D")), ("threads", lambda r: str(r["threads"]))]
MASK = ("mask", of("mask"))
TIME = ("ms", lambda r: format_time(r["ms"]))
GFLOPS = ("GFLOP/s", lambda r: f"{r['speed'][1]:.0f}")
PEAK = ("peak", lambda r: f"{r['limit_speed'][1]:.0f}")
SHARE = ("of peak", lambda r: format_percent(r["share"]))
GBPS = ("GB/s", lambda r: f"{r['speed'][1]:.1f}")
READ = ("read", lambda r: f"{r['limit_speed'][1]:.1f}")
READ_SHARE = ("of read", lambda r: format_percent(r["share"]))

COLUMNS = {
    "prefill": [("S", of("N")), *COMMON, MASK, TIME, GFLOPS, PEAK, SHARE],
    "gate": [("S", of("N")), *COMMON, MASK, TIME],
    "variants": [("S", of("N")), *COMMON, MASK, TIME, GFLOPS],
    "decode": [
        ("keys", of("N")),
        ("group", lambda r: str(r["attention"]["H"] // r["attention"]["Hk"])),
        *COMMON,
        TIME,
        GBPS,
        READ,
        READ_SHARE,
    ],
    "small": [
        ("S", of("N")),
        *COMMON,
        MASK,
        ("µs", lambda r: f"{1e3 * r['ms'][1]:.1f}"),
        ("over", lambda r: f"{r['over_us'][1]:.1f}"),
    ],
    "scaling": [("extents", get_extents), *COMMON, MASK, TIME, ("of limit", SHARE[1])],
}


def format_other(result, name):
    other = result["others"].get(name)
    if other is None:
        return ""
    if result["group"] == "gate":
        return format_overhead(other)
    if result["group"] == "variants":
        return format_per_pair(result, other)
    return format_ratio(other)


def get_other_titles(results):
    """The names of all that Heddle is beside, in the order of their coming."""
    return list(dict.fromkeys(name for result in results for name in result["others"]))


def make_header(group, names):
    titles = [title for title, _ in COLUMNS[group]]
    titles += {"gate": ["the gate costs"]}.get(group, names)
    return format_row(titles) + "\n" + "|---" * len(titles) + "|"


def make_row(result, names):
    if "refused" in result:
        return f"| refused: {result['refused']} ({result['key']}) |"
    cells = [column(result) for _, column in COLUMNS[result["group"]]]
    return format_row(cells + [format_other(result, name) for name in names])


def format_row(cells):
    return "| " + " | ".join(cells) + " |"


def make_introduction(group, names):
    return "\n".join([NOTES[group], "", make_header(group, names)])


def make_table(group, results):
    """All results of a group."""
    results = [result for result in results if result["group"] == group]
    names = get_other_titles(results)
    rows = [make_row(result, names) for result in results]
    return "\n".join([make_introduction(group, names), *rows])


def list_losses(results, titles):
    """Rows in which a peer is faster than Heddle in three rounds of four."""
    lost = []
    for result in results:
        for title in titles:
            ratio = result["others"].get(title, {}).get("ratio")
            if ratio and ratio[2] < 1:
                lost.append((result, title, ratio))
    return sorted(lost, key=lambda loss: loss[2][1])


def make_losses(results, titles):
    """The table of them."""
    lost = list_losses(results, titles)
    measured = sum("ratio" in r["others"].get(title, {}) for r in results for title in titles)
    if not measured:
        return ""
    lines = [f"A peer is faster than Heddle in {len(lost)} of {measured} comparisons."]
    if lost:
        lines += ["", "| group | extents | D | type | mask | threads | peer | its time |"]
        lines.append("|---" * 8 + "|")
    for result, title, ratio in lost:
        attention = result["attention"]
        cells = [result["group"], get_extents(result), str(attention["D"]), attention["type"]]
        cells += [attention["mask"], str(result["threads"]), title, format_spread(ratio)]
        lines.append(format_row(cells))
    return "\n".join(lines)
