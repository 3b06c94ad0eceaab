#!/usr/bin/env python3
# Part of the Heddle project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Broken inputs for heddle-opt, heddle-run and heddle-compile.

utils/fuzz-tools.py --n=100 --seed=1 runs the cases of seeds 1 to 100. A case
fails if the tool dies, a sanitizer reports something, it takes too long, it
fails without a message, or a file is lost: what was there when a tool fails
must be there afterwards, and nothing else. A failure is printed with the
command that repeats it, and its files are kept in the folder --keep.

Deaths that the stock mlir-opt dies as well are counted apart: they are MLIR's.
"""

import argparse
import collections
import concurrent.futures
import dataclasses
import os
import pathlib
import re
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile

from fuzz_inputs import KINDS, make_case

EXIT_CODES = {"heddle-opt": (0, 1), "heddle-run": (0, 1, 2, 3), "heddle-compile": (0, 1, 2, 3)}

# What a program leaves on stderr that died, or that a sanitizer stopped.
DEATH = re.compile(
    r"^.*(PLEASE report this|PLEASE submit a bug|ERROR: AddressSanitizer|runtime error:|LLVM ERROR|Assertion .* failed"
    r"|UNREACHABLE executed|terminate called|Traceback \(most recent|Failure while executing pass pipeline).*$",
    re.M,
)

# As in the tests: libMLIR.so is not instrumented.
SANITIZERS = {
    "ASAN_OPTIONS": "allow_user_poisoning=false:detect_leaks=0:detect_container_overflow=0:exitcode=99"
    ":allocator_may_return_null=1",
    "UBSAN_OPTIONS": "print_stacktrace=1:halt_on_error=1:exitcode=99",
}


@dataclasses.dataclass
class Outcome:
    """How a command ended; `code` is negative for a signal, None after too long."""

    code: int
    text: str


def execute(command, folder, timeout):
    """Runs a command in a folder, and ends all that it started."""
    with subprocess.Popen(
        command,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env={**SANITIZERS, **os.environ},
        start_new_session=True,
    ) as process:
        code = None
        try:
            _, errors = process.communicate(timeout=timeout)
            code = process.returncode
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            _, errors = process.communicate()
    return Outcome(code, errors.decode(errors="replace"))


# Files.


def write_files(case, folder):
    for name, contents in case.files.items():
        if contents is None:
            os.mkdir(folder / name)
        else:
            (folder / name).write_bytes(contents)


def read_files(folder):
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in paths}


def find_lost_file(case, found, failed):
    """What is wrong with the files after the command, or an empty text."""
    for name, contents in case.files.items():
        if contents is None:
            continue
        if name not in found:
            return f"{name} is gone"
        if found[name] != contents and (failed or name not in case.outputs):
            return f"{name} was overwritten"
        if found[name] == b"" != contents:
            return f"{name} is empty"
    left = sorted(set(found) - set(case.files) - (set() if failed else set(case.outputs)))
    return f"{left[0]} was left behind" if left else ""


# Judging.


def find_death(tool, outcome):
    """How the tool died, or an empty text."""
    if outcome.code is None:
        return "hang"
    death = DEATH.search(outcome.text)
    if death:
        return death.group(0).strip()
    if outcome.code < 0:
        return signal.Signals(-outcome.code).name
    if outcome.code not in EXIT_CODES[tool]:
        return f"exit code {outcome.code}"
    if outcome.code != 0 and not re.search(r"error:|for the -.*option|Unknown command line|positional arguments", outcome.text):
        return f"exit code {outcome.code} without a message"
    return ""


class Fuzzer:
    """Runs cases, and keeps those that fail."""

    def __init__(self, arguments):
        self.tools_dir = pathlib.Path(arguments.tools_dir).resolve()
        self.mlir_opt = shutil.which(arguments.mlir_opt) or shutil.which("mlir-opt")
        self.timeout = arguments.timeout
        self.keep = pathlib.Path(arguments.keep).resolve()

    def run(self, kind, seed):
        """The kind and the description of a failure, or a pair of empty texts."""
        case = make_case(kind, seed)
        with tempfile.TemporaryDirectory(prefix="heddle-fuzz-") as name:
            folder = pathlib.Path(name)
            write_files(case, folder)
            command = [str(self.tools_dir / case.tool)] + case.arguments
            outcome = execute(command, folder, self.timeout)
            what = find_death(case.tool, outcome)
            status = "ours" if what else ""
            if what and self.is_upstream(case, command, folder):
                status = "upstream"
            if not what:
                failed = outcome.code != 0 and "the results are wrong" not in outcome.text
                lost = find_lost_file(case, read_files(folder), failed)
                status, what = ("ours", "file lost: " + lost) if lost else ("", "")
        if status:
            self.keep_case(case, kind, seed, f"{what}\n\n{outcome.text}")
        return status, what

    def is_upstream(self, case, command, folder):
        """Whether the stock mlir-opt dies of the same.

        A module without anything of Heddle's goes there as it is. Otherwise
        heddle-opt writes the module as it was before the pass that dies.
        """
        if not self.mlir_opt or "in.mlir" not in case.files:
            return False
        write_files(dataclasses.replace(case, files={"in.mlir": case.files["in.mlir"]}), folder)
        if b"heddle" not in case.files["in.mlir"] and case.tool == "heddle-opt" and "heddle" not in str(command[1:]):
            return self.kills_stock(["in.mlir"] + case.arguments[1:], folder)
        if self.kills_stock(["in.mlir", "--allow-unregistered-dialect"], folder):
            return True
        flags = case.arguments[1:] if case.tool == "heddle-opt" else ["--heddle-lower-to-cpu"]
        reproduce = ["--mlir-pass-pipeline-crash-reproducer=crash.mlir", "--mlir-pass-pipeline-local-reproducer"]
        opt = [str(self.tools_dir / "heddle-opt"), "in.mlir", "--mlir-disable-threading"]
        execute(opt + flags + reproduce, folder, self.timeout)
        crash = folder / "crash.mlir"
        if not crash.exists() or b"heddle" in crash.read_bytes():
            return False
        return self.kills_stock(["crash.mlir", "--run-reproducer"], folder)

    def kills_stock(self, arguments, folder):
        outcome = execute([self.mlir_opt] + arguments, folder, self.timeout)
        return outcome.code is None or outcome.code < 0 or bool(DEATH.search(outcome.text))

    def keep_case(self, case, kind, seed, text):
        folder = self.keep / f"{kind}-{seed}"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        write_files(case, folder)
        (folder / "stderr.txt").write_text(text, encoding="utf-8")
        (folder / "command.txt").write_text(shlex.join([case.tool] + case.arguments) + "\n", encoding="utf-8")

    def command(self, kind, seed):
        """What repeats one case."""
        program = os.path.relpath(__file__)
        return f"{program} --kind={kind} --seed={seed} --n=1 --tools-dir={self.tools_dir} --keep={self.keep}"


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--n", type=int, default=100, help="number of cases")
    parser.add_argument("--seed", type=int, default=1, help="of the first case")
    parser.add_argument("--kind", choices=KINDS + ("all",), default="all", help="what is broken")
    parser.add_argument("--tools-dir", default="build/bin", help="where the tools are")
    parser.add_argument("--mlir-opt", default="mlir-opt-22", help="the stock one")
    parser.add_argument("--keep", default="fuzz-failures", help="where failures are kept")
    parser.add_argument("--timeout", type=float, default=10, help="seconds that a case may take")
    parser.add_argument("--jobs", type=int, default=1, help="cases at once")
    return parser.parse_args()


def main():
    arguments = parse_arguments()
    fuzzer = Fuzzer(arguments)
    seeds = range(arguments.seed, arguments.seed + arguments.n)
    counts = collections.Counter()
    with concurrent.futures.ThreadPoolExecutor(arguments.jobs) as pool:
        outcomes = pool.map(lambda seed: fuzzer.run(arguments.kind, seed), seeds)
        for seed, (status, what) in zip(seeds, outcomes):
            counts[status] += 1
            if status:
                print(f"seed {seed}: {status}: {what}")
                print(f"again: {fuzzer.command(arguments.kind, seed)}", flush=True)
    print(f"{arguments.n} cases: {counts['ours']} failures, {counts['upstream']} deaths of the stock mlir-opt")
    sys.exit(1 if counts["ours"] else 0)


if __name__ == "__main__":
    main()
