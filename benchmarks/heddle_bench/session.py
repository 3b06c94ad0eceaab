# Part of the Heddle project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""One run of benchmarks/compare.py, in the environment that it has prepared."""

import os
import shlex
import sys
import tempfile
import time

from . import groups, machine, page, peers, report, store
from .bench import Bench
from .heddle import Heddle


SIZES = {"full": 4.0, "quick": 0.4, "tiny": 0.0}  # seconds for the turns of a case


def start_results(arguments, loaded):
    """No rows yet, or with --resume those of earlier runs."""
    command = " ".join(["benchmarks/compare.py", *map(shlex.quote, sys.argv[1:])])
    results = store.Results(
        machine.describe(loaded), [{"date": machine.today(), "command": command}], []
    )
    if arguments.resume and os.path.exists(arguments.json):
        earlier = store.read(arguments.json)
        if earlier.machine != results.machine:
            sys.exit(f"compare: {arguments.json} is of another machine, tree or set of peers")
        results.runs = earlier.runs + results.runs
        results.rows = earlier.rows
    return results


def load_peers(names):
    """The peers asked for, or else those that are there."""
    known = peers.list_names()
    if names == "none":
        return []
    for name in names.split(",") if names else []:
        if name not in known:
            sys.exit(f"compare: unknown peer '{name}', expected {', '.join(known)} or none")
    loaded = []
    for name in names.split(",") if names else known:
        try:
            peer = peers.load(name)
        except ImportError as error:
            print(f"compare: without {name}: {error}", file=sys.stderr)
            continue
        if names or peer.by_default:
            loaded.append(peer)
    return loaded


def get_size(arguments):
    return "quick" if arguments.quick else "tiny" if arguments.tiny else "full"


def parse_threads(text):
    if not text:
        return [machine.count_cores()]
    counts = text.split(",")
    if not all(count.isdecimal() and int(count) for count in counts):
        sys.exit(f"compare: --threads={text}: expected numbers such as 1,2")
    return list(map(int, counts))


def choose_cases(arguments):
    names = arguments.only.split(",") if arguments.only else list(groups.GROUPS)
    for name in names:
        if name not in groups.GROUPS:
            sys.exit(f"compare: unknown group '{name}', expected {', '.join(groups.GROUPS)}")
    return groups.make_cases(names, get_size(arguments), parse_threads(arguments.threads))


def measure(arguments):
    cases = choose_cases(arguments)
    loaded = load_peers(arguments.peers)
    results = start_results(arguments, loaded)
    known = {row["key"] for row in results.rows}
    cases = [case for case in cases if case.key() not in known]
    seconds = arguments.case_seconds
    if seconds is None:
        seconds = SIZES[get_size(arguments)]
    peak = machine.Peak(arguments.build)
    with tempfile.TemporaryDirectory() as directory:
        bench = Bench(Heddle(arguments.build, directory), loaded, peak, seconds)
        run_cases(bench, cases, results, arguments)
    return results


def run_cases(bench, cases, results, arguments):
    end = time.monotonic() + (arguments.seconds or float("inf"))
    group = None
    for index, case in enumerate(cases):
        if time.monotonic() > end:
            print(f"\n{len(cases) - index} cases remain: again with --resume")
            return
        row = bench.run(case)
        results.rows.append(row)
        if arguments.json:
            results.write(arguments.json)
        names = list(row["others"])
        if case.group != group:
            print("\n" + report.make_introduction(case.group, names))
            group = case.group
        print(report.make_row(row, names), flush=True)


def run(arguments):
    if arguments.report:
        results = store.read(arguments.report)
    else:
        results = measure(arguments)
    losses = report.make_losses(results.rows, list(results.machine["peers"]))
    if losses:
        print("\n" + losses)
    if arguments.page:
        page.write(arguments.page, results)
    if arguments.plot:
        from . import plot

        plot.draw(arguments.plot, results.machine, results.rows)
