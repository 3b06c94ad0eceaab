#!/usr/bin/env python3
# Part of the Heddle project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Measures Heddle beside other libraries on this CPU.

All run in one process, in turns, with the same tensors and as many threads: first
Heddle, then the machine's peak, then each peer, and again. A figure in a table is
a median of the rounds, quartiles behind it in parentheses; ratios are taken
within a round. Columns of peers give their time as a multiple of Heddle's: above
1 Heddle is faster. A result that differs from Heddle's by more than its type
explains is marked.

  benchmarks/compare.py --quick
      about a minute
  benchmarks/compare.py --json=build/bench.json --plot=build/bench.svg
      everything; with --seconds=600 so much of it, and with --resume the rest
  benchmarks/compare.py --report=build/bench.json --page=docs/performance.md
      measures nothing, writes the tables of an earlier run into the page

The peers are installed into build/venv-peers, with the versions that
benchmarks/requirements.txt names. Each is one file in heddle_bench/peers.
"""

import argparse
import hashlib
import os
import subprocess
import sys
import venv

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
TORCH_INDEX = "https://download.pytorch.org/whl/cpu"

# Set before any of the libraries is loaded. Threads of OpenMP that wait actively for
# 200 ms after a call, as is usual, would take the cores from whoever comes next; of
# two that the system puts on one core after a pause, a short call sees only one.
ENVIRONMENT = {
    "KMP_BLOCKTIME": "10",
    "KMP_AFFINITY": "granularity=core,scatter",
    "HEDDLE_BENCH": "1",
}


def parse_arguments():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    size = parser.add_mutually_exclusive_group()
    size.add_argument("--quick", action="store_true", help="fewer and smaller cases")
    size.add_argument("--tiny", action="store_true", help="only to see that all of it works")
    parser.add_argument("--only", help="groups of cases, such as prefill,decode")
    parser.add_argument("--threads", help="numbers of threads, such as 1,2 (default: the cores)")
    parser.add_argument("--peers", help="which ones, or none (default: those installed)")
    parser.add_argument("--with-torch", action="store_true", help="install PyTorch, too")
    parser.add_argument("--json", metavar="FILE", help="write results after each case")
    parser.add_argument("--resume", action="store_true", help="keep what --json's file has")
    parser.add_argument("--seconds", type=float, help="begin no case after that time")
    parser.add_argument("--case-seconds", type=float, help="time for the turns of one case")
    parser.add_argument("--plot", metavar="FILE", help="draw all comparisons, such as in SVG")
    parser.add_argument("--page", metavar="FILE", help="write the tables into this page")
    parser.add_argument(
        "--report", metavar="FILE", help="take results from there, and measure nothing"
    )
    parser.add_argument(
        "--build", default=os.path.join(ROOT, "build"), help="Heddle's build directory"
    )
    arguments = parser.parse_args()
    if arguments.resume and not arguments.json:
        parser.error("--resume goes with --json=FILE")
    return arguments


# ----------------------------------------------------------------------------
# The environment of the peers
# ----------------------------------------------------------------------------


def say(message):
    print(f"compare: {message}", file=sys.stderr, flush=True)


def install(python, stamp, requirements, *options):
    """Installs a file of requirements once; says so if it cannot."""
    path = os.path.join(HERE, requirements)
    with open(path, "rb") as file:
        digest = hashlib.sha256(file.read()).hexdigest()
    if os.path.exists(stamp):
        with open(stamp, encoding="utf-8") as file:
            if file.read() == digest:
                return True
    say(f"installing benchmarks/{requirements}")
    command = [python, "-m", "pip", "install", "-q", "--disable-pip-version-check"]
    if subprocess.run([*command, *options, "-r", path]).returncode:
        return False
    with open(stamp, "w", encoding="utf-8") as file:
        file.write(digest)
    return True


def prepare_environment(arguments):
    """The interpreter with the peers, as far as they can be installed."""
    folder = os.path.join(arguments.build, "venv-peers")
    python = os.path.join(folder, "bin", "python3")
    if not os.path.exists(python):
        venv.create(folder, with_pip=True)
    if not install(python, os.path.join(folder, "stamp"), "requirements.txt"):
        say("cannot install the peers (no network?): measuring those that are there")
    if arguments.with_torch:
        stamp = os.path.join(folder, "stamp-torch")
        quick = ("--index-url", TORCH_INDEX, "--retries=0")
        installed = install(python, stamp, "requirements-torch.txt", *quick) or install(
            python, stamp, "requirements-torch.txt"
        )
        if not installed:
            say("cannot install PyTorch: measuring without")
    return python


def has_numpy(python):
    return subprocess.run([python, "-c", "import numpy"], stderr=subprocess.DEVNULL).returncode == 0


def start_again(arguments):
    """Runs this program where the peers are, with the threads' environment."""
    python = sys.executable
    measures_peers = arguments.peers != "none" and not arguments.report
    if measures_peers or arguments.plot:
        python = prepare_environment(arguments)
    candidates = [python, os.path.join(arguments.build, "venv", "bin", "python3"), sys.executable]
    for python in candidates:
        if os.path.exists(python) and has_numpy(python):
            os.execve(python, [python, *sys.argv], {**os.environ, **ENVIRONMENT})
    sys.exit("compare: there is no numpy; ./utils/setup.sh makes an environment that has it")


def main():
    arguments = parse_arguments()
    if "HEDDLE_BENCH" not in os.environ:
        start_again(arguments)
    from heddle_bench import session

    session.run(arguments)


if __name__ == "__main__":
    main()
