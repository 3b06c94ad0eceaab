# The cache of object code on disk: what is found again and what is not, damaged
# files, and many writers at once.
#
# RUN: %python %s heddle-run heddle-compile %t | FileCheck %s
#
# CHECK-NOT: wrong
# CHECK: all of {{[0-9]+}} cases agree

import json
import os
import shutil
import subprocess
import sys

RUN, COMPILE, FOLDER = sys.argv[1:4]
HEADER_BYTES = 84
failures = 0
cases = 0


def expect(condition, what):
    global failures, cases
    cases += 1
    if not condition:
        failures += 1
        print("wrong:", what)


def path(name):
    return os.path.join(FOLDER, name)


def write_module(name, mask="", leading=""):
    attributes = f" {{mask = {mask}}}" if mask else ""
    with open(path(name), "w", encoding="utf-8") as file:
        file.write(
            f"""{leading}
func.func @main(%q: tensor<1x2x40x16xf32>, %init: tensor<1x2x40x16xf32>) -> tensor<1x2x40x16xf32> {{
  %y = heddle.attention
      ins(%q, %q, %q : tensor<1x2x40x16xf32>, tensor<1x2x40x16xf32>, tensor<1x2x40x16xf32>)
      outs(%init : tensor<1x2x40x16xf32>){attributes} -> tensor<1x2x40x16xf32>
  return %y : tensor<1x2x40x16xf32>
}}
"""
        )
    return path(name)


def start(cache, module, *flags, environment=None):
    command = [RUN, module, "--random=1", "--check", "--json", *flags]
    if cache:
        command.append("--cache-dir=" + cache)
    return subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, **(environment or {})},
    )


def finish(process):
    """Whether the run's code was cached, and its warnings."""
    out, err = process.communicate()
    if process.returncode != 0:
        return None, err
    report = json.loads(out)
    return (report["cached"] if report["check"] == "pass" else None), err


def run(*arguments, **keywords):
    return finish(start(*arguments, **keywords))


def only_file(cache):
    names = os.listdir(cache)
    expect(len(names) == 1, f"one file in the cache, got {names}")
    return os.path.join(cache, names[0])


def check_keys():
    cache = path("keys")
    module = write_module("f.mlir")
    moved = write_module("moved.mlir", leading="// Locations do not matter.\n\n")
    causal = write_module("causal.mlir", mask="#heddle.causal")
    expect(run(cache, module) == (False, ""), "first run")
    expect(run(cache, module) == (True, ""), "second run")
    expect(run(cache, moved) == (True, ""), "other locations")
    expect(run(None, module) == (False, ""), "without the flag")
    variable = {"HEDDLE_CACHE_DIR": cache}
    expect(
        run(None, module, environment=variable) == (True, ""), "environment variable"
    )
    expect(
        run(path("elsewhere"), module, environment=variable) == (False, ""),
        "the flag comes before the variable",
    )
    for flags in (["--tile-keys=8"], ["--unfused"], ["--features=-fma"]):
        expect(run(cache, module, *flags) == (False, ""), f"first with {flags}")
        expect(run(cache, module, *flags) == (True, ""), f"second with {flags}")
    expect(run(cache, causal) == (False, ""), "another module")
    # What LLVM's own flags do to the code is not known.
    expect(
        run(cache, module, "--disable-lsr") == (False, ""), "a flag of LLVM's, first"
    )
    expect(
        run(cache, module, "--disable-lsr") == (False, ""), "a flag of LLVM's, second"
    )


def flip(bytes_, position):
    return (
        bytes_[:position] + bytes([bytes_[position] ^ 1]) + bytes_[position + 1 :]
    )


def check_damage():
    cache = path("damage")
    module = write_module("f.mlir")
    run(cache, module)
    file = only_file(cache)
    with open(file, "rb") as stream:
        good = stream.read()
    version = good[8] + 1
    damaged = {
        "it was not written by Heddle": [b"", b"x", b"\x7fELF" + good],
        "it is truncated": [good[:8], good[: HEADER_BYTES - 1]],
        "it has the format of another version": [
            good[:8] + bytes([version]) + good[9:]
        ],
        "it was compiled from something else": [flip(good, 12), flip(good, 43)],
        "its length is wrong": [
            good[:HEADER_BYTES],
            good[:-1],
            good + b"x",
            flip(good, 44),
        ],
        "its checksum is wrong": [
            flip(good, HEADER_BYTES - 1),
            flip(good, HEADER_BYTES),
            flip(good, len(good) // 2),
            flip(good, len(good) - 1),
        ],
    }
    for message, contents in damaged.items():
        for content in contents:
            with open(file, "wb") as stream:
                stream.write(content)
            cached, warning = run(cache, module)
            expect(cached is False, f"damaged code is not used: {message}")
            expect(
                warning.startswith("heddle-run: warning: ")
                and warning.endswith(f"{message}\n"),
                f"{message}: {warning}",
            )
            with open(file, "rb") as stream:
                expect(stream.read() == good, f"replaced: {message}")
    os.remove(file)
    os.mkdir(file)
    cached, warning = run(cache, module)
    expect(cached is False and "is a directory" in warning, f"a directory: {warning}")


def check_folders():
    module = write_module("f.mlir")
    expect(run(path("deep/er/folder"), module) == (False, ""), "makes folders")
    expect(run(path("deep/er/folder"), module) == (True, ""), "finds folders")
    process = start(module, module)
    err = process.communicate()[1]
    expect(
        process.returncode == 2 and "is not a directory" in err,
        f"a file as folder: {err}",
    )
    cached, warning = run(os.path.join(module, "below"), module)
    expect(
        cached is False and "warning" in warning, f"a folder in a file: {warning}"
    )


def check_writers():
    cache = path("writers")
    module = write_module("f.mlir")
    for _ in range(3):
        shutil.rmtree(cache, ignore_errors=True)
        for process in [start(cache, module) for _ in range(8)]:
            cached, warning = finish(process)
            expect(cached is not None and not warning, f"at once: {warning}")
        only_file(cache)
        expect(run(cache, module) == (True, ""), "after writers")


def check_compile():
    cache = path("compile")
    module = write_module("f.mlir")

    def compile_to(name, *flags):
        subprocess.run(
            [COMPILE, module, "--target=cpu", "-o", path(name), *flags], check=True
        )
        outputs = [path(name)]
        if "--emit=llvm" not in flags:
            outputs.append(os.path.splitext(path(name))[0] + ".json")
        contents = []
        for output in outputs:
            with open(output, "rb") as file:
                contents.append(file.read())
        return contents

    for kind in ("obj", "asm", "llvm"):
        emit = "--emit=" + kind
        plain = compile_to("f.out", emit)
        for attempt in range(2):
            cached = compile_to("f.out", emit, "--cache-dir=" + cache)
            expect(cached == plain, f"{kind}, attempt {attempt}")
    expect(len(os.listdir(cache)) == 3, "one file for each kind")


shutil.rmtree(FOLDER, ignore_errors=True)
os.makedirs(FOLDER)
os.environ.pop("HEDDLE_CACHE_DIR", None)
for check in (check_keys, check_damage, check_folders, check_writers, check_compile):
    check()
print(f"{failures} of {cases} wrong" if failures else f"all of {cases} cases agree")
