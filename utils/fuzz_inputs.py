#!/usr/bin/env python3
# Part of the Heddle project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Inputs for utils/fuzz-tools.py: mutated files, pipelines, flags and arrays.

`make_case(kind, seed)` is a command of one of the tools with the files that it
reads and those that it finds where it writes. The same kind, seed and tree give
the same case. Run as a program, it prints one:

    utils/fuzz_inputs.py mlir 17
"""

import dataclasses
import functools
import math
import pathlib
import random
import re
import struct
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
KINDS = ("mlir", "pipeline", "flags", "npy")


@dataclasses.dataclass
class Case:
    """One command. Names of files are relative to the folder that it runs in."""

    tool: str
    arguments: list
    files: dict  # name -> bytes, or None for a folder
    outputs: tuple = ()  # names that the command may replace if it succeeds


# Numbers at which things change: powers of two, ends of types, lanes and tiles.
NUMBERS = (
    "0 1 2 3 5 7 8 15 16 17 31 32 33 63 64 65 100 127 128 129 255 256 257 -1 "
    "-2 1000 1023 4095 4096 65535 65536 2147483647 2147483648 -2147483648 4294967295 "
    "4294967296 9223372036854775807 -9223372036854775808 9223372036854775808 "
    "18446744073709551615 99999999999999999999 4611686018427387904 576460752303423488"
).split()

FLOATS = (
    "0.0 -0.0 1.0 -1.0 0.5 1.0e-06 1e-45 1.0e-320 1.0e+308 1.0e+400 -1.0e+400 3.4e+38 "
    "0x7F800000 0x7FC00000 0x7FF0000000000000 0xFF800000"
).split()

TYPES = (
    "f32 f16 bf16 f64 f80 tf32 f8E4M3FN f8E5M2 f4E2M1FN i1 i8 i16 i32 i64 i0 si32 ui8 i128 index "
    "none complex<f32> tuple<> tensor<f32> tensor<*xf32> tensor<?xf32> tensor<0xf32> memref<*xf32> "
    "tensor<4x4xf32> memref<4x4xf32> vector<4xf32> vector<[4]xf32> vector<f32> !llvm.ptr !heddle.x "
    "memref<?x?xf32,strided<[?,?],offset:?>> memref<4xf32,1> tensor<4xvector<2xf32>>"
).split()

# What each attribute of heddle.attention may be, and what none of them can be.
ATTRIBUTES = {
    "mask": (
        "#heddle.causal",
        "#heddle.causal<bottom_right>",
        "#heddle.window<left = {n}, right = {n}>",
        "#heddle.window<left = {n}>",
        "#heddle.window<right = {n}, bottom_right>",
        "#heddle.prefix<{n}>",
        "#heddle.any_of<[#heddle.causal, #heddle.prefix<{n}>]>",
        "#heddle.all_of<[#heddle.window<left = {n}>, #heddle.any_of<[#heddle.causal]>]>",
    ),
    "scores": (
        "[]",
        "[#heddle.softcap<{f}>]",
        "[#heddle.bias]",
        "[#heddle.alibi<[{f}, {f}]>]",
        "[#heddle.alibi<[{f}], bottom_right>, #heddle.softcap<{f}>, #heddle.bias]",
    ),
    "normalizer": (
        "#heddle.softmax",
        "#heddle.softmax1",
        "#heddle.softpick<eps = {f}>",
        "#heddle.softpick",
        "#heddle.sigmoid<bias = {f}>",
        "#heddle.stick_breaking<inclusive, remainder>",
        "#heddle.stick_breaking<bottom_right>",
    ),
    "gate": (
        "#heddle.gate<sigmoid, elementwise>",
        "#heddle.gate<silu, headwise, add>",
        "#heddle.gate<tanh, shared>",
        "#heddle.gate<identity, static, add>",
    ),
    "layout": (
        "#heddle.layout<bshd>",
        "#heddle.layout<qkv = bshd, result = bshd>",
        "#heddle.layout<gate = bshd>",
    ),
    "rounding": ("#heddle.rounding<unfused>", "#heddle.rounding<fused>"),
    "scale": ("{f} : f32", "{f} : f64", "{f}"),
    "other": (
        "#heddle.causal<>",
        "#heddle.window<>",
        "#heddle.all_of<[]>",
        "#heddle.any_of<[{n}]>",
        "#heddle.layout<>",
        "{n} : i64",
        "unit",
        "{}",
        '"text"',
        "@symbol",
        "dense<{f}> : tensor<2xf32>",
        "affine_map<(d0)[s0] -> (d0 floordiv {n} + s0)>",
        "loc(unknown)",
    ),
}

NAMES = "origin ins outs bias sink lengths score".split() + sorted(ATTRIBUTES)


def choose_number(rng):
    """Mostly one that an extent may be."""
    return rng.choice(NUMBERS[:23] if rng.random() < 0.7 else NUMBERS)


def make_attribute(rng, name="other"):
    """A value for the attribute `name`, sometimes one for another."""
    if name not in ATTRIBUTES or rng.random() < 0.1:
        name = rng.choice(sorted(ATTRIBUTES))
    text = rng.choice(ATTRIBUTES[name])
    text = re.sub(r"\{n\}", lambda _: choose_number(rng), text)
    return re.sub(r"\{f\}", lambda _: rng.choice(FLOATS), text)


# The corpus: every module of the tests and examples.


@dataclasses.dataclass
class Seed:
    """A module, and the flags that its file's RUN lines give heddle-opt."""

    text: str
    runs: list


RUN_FLAGS = re.compile(r"heddle-opt\s+%s\s+(.*)")


def read_runs(text):
    """The flags of each `heddle-opt %s` of a file, as lists of words."""
    lines = re.sub(r"\\\n//\s*(RUN|DEFINE):", "", text)
    runs = []
    for flags in RUN_FLAGS.findall(lines):
        words = re.findall(r"""(?:'[^']*'|"[^"]*"|[^\s'"])+""", re.split(r"[|<>]|2>", flags)[0])
        words = [re.sub("['\"]", "", word) for word in words if "%" not in word]
        runs.append([w for w in words if w not in ("--verify-diagnostics", "--split-input-file", "\\")])
    return runs


MOST_LANES = 1 << 12


def count_elements(shape):
    return math.prod(int(extent) for extent in re.findall(r"\d+", shape))


def has_small_vectors(text):
    """Whether no vector is of a size that MLIR and LLVM unroll for minutes."""
    shapes = re.findall(r"vector<([\dx\[\]]+)", text)
    return all(count_elements(shape) <= MOST_LANES for shape in shapes)


def read_seeds(path):
    text = path.read_text(encoding="utf-8")
    parts = re.split(r"^// -----.*\n", text, flags=re.M)
    parts = [re.sub(r"^\s*//.*\n", "", part, flags=re.M) for part in parts]
    return [Seed(part, read_runs(text)) for part in parts if part.strip() and has_small_vectors(part)]


@functools.lru_cache(maxsize=None)
def corpus():
    """The modules of each file."""
    paths = [path for folder in ("examples", "test") for path in (ROOT / folder).rglob("*.mlir")]
    return [seeds for seeds in map(read_seeds, sorted(paths)) if seeds]


def choose_seed(rng):
    """A file first: some have a hundred modules, and some one. Of many functions
    a few are left, so that none takes long."""
    seed = rng.choice(rng.choice(corpus()))
    head, *functions = re.split(r"^(?=func\.func )", seed.text, flags=re.M)
    chosen = sorted(rng.sample(range(len(functions)), min(3, len(functions))))
    return Seed(head + "".join(functions[i] for i in chosen), seed.runs)


# Mutations of text. Each takes and returns a list of tokens, spaces included.

TOKEN = re.compile(
    r'\s+|//[^\n]*|"(?:[^"\\\n]|\\.)*"|0x[0-9A-Fa-f]+|\d+\.\d*(?:[eE][-+]?\d+)?|\d+|x(?=[\d?])'
    r"|[%#@!^][\w$.-]*|[A-Za-z_][\w$.]*|->|::|."
)


def tokenize(text):
    return TOKEN.findall(text)


def is_number(token):
    return token[0].isdigit()


def is_word(token):
    """Not a space, and not the x between extents."""
    return not token.isspace() and token != "x"


def choose(rng, tokens, wanted=is_word):
    places = [i for i, token in enumerate(tokens) if wanted(token)]
    return rng.choice(places) if places else None


def delete_token(rng, tokens):
    at = choose(rng, tokens)
    return tokens[:at] + tokens[at + rng.choice([1, 1, 1, 2, 5]) :]


def duplicate_token(rng, tokens):
    at = choose(rng, tokens)
    return tokens[:at] + tokens[at : at + rng.choice([1, 3, 8])] + tokens[at:]


def swap_tokens(rng, tokens):
    a, b = choose(rng, tokens), choose(rng, tokens)
    tokens[a], tokens[b] = tokens[b], tokens[a]
    return tokens


def new_token(rng, like):
    """Something that may stand where `like` does."""
    if is_number(like):
        return rng.choice(FLOATS) if "." in like else rng.choice([choose_number(rng)] * 7 + ["?"])
    if like[0] in "%#@!^" or rng.random() < 0.4:
        tokens = tokenize(choose_seed(rng).text)
        return tokens[choose(rng, tokens)]
    return rng.choice([rng.choice(TYPES), rng.choice(NAMES), make_attribute(rng)])


def replace_token(rng, tokens):
    at = choose(rng, tokens)
    tokens[at] = new_token(rng, tokens[at])
    return tokens


def replace_number(rng, tokens):
    at = choose(rng, tokens, is_number)
    if at is not None:
        tokens[at] = new_token(rng, tokens[at])
    return tokens


def replace_extent(rng, tokens):
    """One extent in all types."""
    extents = [i for i, token in enumerate(tokens[1:-1], 1) if is_number(token) and tokens[i + 1][0] == "x"]
    if not extents:
        return tokens
    old, new = tokens[rng.choice(extents)], rng.choice([choose_number(rng).lstrip("-"), "?"])
    return [new if i in extents and token == old else token for i, token in enumerate(tokens)]


def replace_everywhere(rng, tokens):
    """The same number, name or type all over the module: it stays consistent."""
    at = choose(rng, tokens, rng.choice([is_number] * 4 + [lambda token: token.isalnum() and token != "x"]))
    if at is None:
        return tokens
    old, new = tokens[at], new_token(rng, tokens[at])
    if rng.random() < 0.8:
        return [new if token == old else token for token in tokens]
    kept = [token if token != old or rng.random() < 0.3 else new for token in tokens]
    return kept


ELEMENTS = "f32 f16 bf16 f64 i32 i64 i1 index i8 f8E4M3FN".split()


def replace_element_type(rng, tokens):
    """One element type by another in all types."""
    text = "".join(tokens)
    present = [e for e in ELEMENTS if re.search(rf"(?<![a-z]){e}\b", text)]
    if not present:
        return tokens
    old, new = rng.choice(present), rng.choice(ELEMENTS[:3] + [rng.choice(ELEMENTS)])
    return tokenize(re.sub(rf"(?<![a-wyz]){old}\b", new, text))


def replace_shaped_type(rng, tokens):
    """Tensors by memrefs, vectors or the reverse."""
    old, new = rng.sample(["tensor<", "memref<"] + ["vector<"] * (rng.random() < 0.1), 2)
    return tokenize("".join(tokens).replace(old, new))


def replace_attribute(rng, tokens):
    """The value of an attribute of one of Heddle's ops, or one more attribute."""
    text = "".join(tokens)
    places = list(re.finditer(r"(\w+) = (?:\[#heddle[^\]]*\]|#heddle\.\w+(?:<[^<>]*>)?)", text))
    if places and rng.random() < 0.7:
        place = rng.choice(places)
        new = f"{place[1]} = {make_attribute(rng, place[1])}"
        return tokenize(text[: place.start()] + new + text[place.end() :])
    name = rng.choice(sorted(ATTRIBUTES))
    if f"{name} = " in text and rng.random() < 0.95:
        return tokens
    entry = f"{name} = {make_attribute(rng, name)}"
    changed = re.sub(r"\{(?=\w+ = )", lambda _: "{" + entry + ", ", text, count=1)
    if changed == text:
        changed = re.sub(r"(outs\([^()]*\))(?!\s*\{)", lambda match: match[1] + " {" + entry + "}", text, count=1)
    return tokenize(changed)


def change_lines(rng, tokens):
    """Lines deleted, repeated, swapped, or taken from another module."""
    lines = "".join(tokens).splitlines(keepends=True)
    a, b = rng.randrange(len(lines)), rng.randrange(len(lines))
    action = rng.randrange(5)
    if action == 0:
        del lines[a]
    elif action == 1:
        lines.insert(b, lines[a])
    elif action == 2:
        lines[a], lines[b] = lines[b], lines[a]
    elif action == 3:
        other = choose_seed(rng).text.splitlines(keepends=True)
        begin = rng.randrange(len(other))
        lines[a:a] = other[begin : begin + rng.randint(1, 6)]
    else:
        del lines[a:]
    return tokenize("".join(lines))


def insert_bytes(rng, tokens):
    """Characters that no module has."""
    at = rng.randrange(len(tokens) + 1)
    junk = rng.choice(["\0", "\x80", "\\", '"', "//", "\r", "é", "<" * 2000, "[" * 300, "{-#", "#-}", "(" * 999])
    return tokens[:at] + [junk] + tokens[at:]


MUTATIONS = (
    [delete_token, duplicate_token, swap_tokens, change_lines, replace_token, replace_number]
    + 2 * [replace_shaped_type, replace_element_type]
    + 8 * [replace_everywhere, replace_attribute]
)


# Those that leave most modules valid.
GENTLE_MUTATIONS = (replace_extent, replace_extent, replace_attribute, replace_element_type)


def mutate(rng, text):
    tokens = tokenize(text)
    mutations = rng.choice([MUTATIONS, GENTLE_MUTATIONS, GENTLE_MUTATIONS])
    for _ in range(rng.choice([1, 1, 1, 1, 2, 2, 3, 5])):
        mutation = insert_bytes if rng.random() < 0.01 else rng.choice(mutations)
        if any(map(is_word, tokens)):
            tokens = mutation(rng, tokens)
    return "".join(tokens)


# Commands.

# The folder before the command: what is there must survive if it fails.
OLD = b"what was here before\n"


EXTENTS = ("0", "1", "2", "3", "4", "8", "17", "33")


def choose_shapes(rng, signature):
    """--shape for the arguments whose types leave extents open.

    Mostly each "?" becomes the same number in the same place, so that they fit.
    """
    usual = [rng.choice(EXTENTS) for _ in range(8)]
    flags = []
    for index, shape in enumerate(re.findall(r"(?:tensor|memref)<((?:[\d?]+x)*)", signature)):
        if "?" in shape:
            extents = enumerate(shape.split("x")[:-1])
            chosen = [usual[i] if extent == "?" and rng.random() < 0.95 else extent for i, extent in extents]
            flags.append(f"--shape={index}:" + "x".join(chosen).replace("?", rng.choice(EXTENTS)))
    return flags


def choose_entry(rng, text):
    functions = re.findall(r"func\.func @([\w$]+)\(([^{]*?)\) ", text)
    if not functions or rng.random() < 0.05:
        return []
    name, signature = rng.choice(functions)
    return ["--entry=" + name] + choose_shapes(rng, signature)


# heddle-run calls what it compiles, and a program may well divide by zero, run
# for ever, or read where nothing is. So only harmless ones are called.
HARMLESS = re.compile(
    r"func\.func|return|heddle\.\w+|module|tensor\.(empty|dim)|math\.\w+"
    r"|arith\.(constant|add[if]|sub[if]|mul[if]|negf|cmp[if]|select|extf|truncf|maximumf)|linalg\.fill"
)
OPERATION = re.compile(r"(?<![#!%@\w.])[a-z_]+\.[a-z_]\w*(?=[ (\"])|(?<=\s)(?:call|return)\b")
MOST_ELEMENTS = 1 << 16


def may_run(text):
    """Whether calling the functions of `text` is harmless and soon over."""
    if not all(HARMLESS.fullmatch(op) for op in OPERATION.findall(text)):
        return False
    for shape in re.findall(r"(?:tensor|memref)<([\dx?]+)", text):
        if count_elements(shape) > MOST_ELEMENTS:
            return False
    return "strided" not in text


def run_command(rng, text):
    arguments = ["in.mlir", "--random=1", "--output=y.npy"] + choose_entry(rng, text)
    arguments.append(rng.choice(["--target=cpu", "--target=cpu", "--target=reference"]))
    for flag in ("--check", "--guard", "--json", "--repeat=1"):
        if rng.random() < 0.4:
            arguments.append(flag)
    return Case("heddle-run", arguments, {"y.npy": OLD}, ("y.npy",))


CPUS = ("x86-64", "x86-64-v3", "x86-64-v4", "znver4", "native", "generic", "i386", "")


def compile_command(rng):
    arguments = ["in.mlir", "--target=cpu", "-o", "out.o"]
    arguments.append("--emit=" + rng.choice(["tile", "llvm", "asm", "obj", "obj"]))
    if rng.random() < 0.3:
        arguments.append("--cpu=" + rng.choice(CPUS))
    if rng.random() < 0.3:
        arguments.append("--threads=" + rng.choice(["true", "false"]))
    old = {name: OLD for name in ("out.o", "out.h", "out.json")}
    return Case("heddle-compile", arguments, old, tuple(old))


def opt_command(rng, flags):
    arguments = ["in.mlir"] + flags + ["-o", "out.mlir"]
    if rng.random() < 0.1:
        arguments.append("--split-input-file")
    return Case("heddle-opt", arguments, {"out.mlir": OLD}, ("out.mlir",))


def mutate_module(rng, text):
    """As `mutate`, but vectors stay small."""
    while True:
        mutated = mutate(rng, text)
        if has_small_vectors(mutated):
            return mutated


def make_mlir_case(rng):
    seed = choose_seed(rng)
    text = mutate_module(rng, seed.text)
    choice = rng.random()
    if choice < 0.35 and may_run(text):
        case = run_command(rng, text)
    elif choice < 0.6:
        case = compile_command(rng)
    elif choice < 0.8 and seed.runs:
        case = opt_command(rng, list(rng.choice(seed.runs)))
    else:
        case = opt_command(rng, rng.choice([[], ["--heddle-lower-to-cpu"], ["--heddle-decompose-attention"]]))
    case.files["in.mlir"] = text.encode()
    return case


# Pipelines: each pass with its options, and what they are set to.

BOOLS = ("true", "false", "", "2", "maybe")
TILES = ("1", "2", "3", "7", "8", "16", "24", "32", "48", "64", "100", "256", "1000") + tuple(NUMBERS) + ("x", "")
TARGETS = ("native", "generic", "avx2", "avx512", "avx512bf16", "neon", "vax", "")
FEATURES = ("", "+avx2", "-avx512f", "-fma", "+avx512f,-fma", "-avx", "-sse4.1", "-f16c", "+avx512bf16")
FEATURES += ("-sse2", "-64bit", "-64bit-mode", "+32bit-mode", "-x87", "+soft-float", "+nonsense", "avx2", ",", "-fma,")
PASSES = {
    "heddle-block-tiles": {"target": TARGETS},
    "heddle-decompose-attention": {"attention": BOOLS},
    "heddle-expand-math": {"target": TARGETS},
    "heddle-legalize-narrow-masks": {},
    "heddle-lift-to-tensors": {"attention": BOOLS},
    "heddle-outline-panels": {},
    "heddle-schedule-loops": {},
    "heddle-separate-results": {},
    "heddle-serialize-inner-loops": {},
    "heddle-tile-attention": {
        "tile-queries": TILES,
        "tile-keys": TILES,
        "native-types": ("bf16", "bf16,f16", "f32", "{bf16,f16}", ""),
    },
    "heddle-verify-lowered": {},
    "heddle-lower-to-cpu": {
        "cpu": CPUS,
        "features": FEATURES,
        "tile-queries": TILES,
        "tile-keys": TILES,
        "threads": BOOLS,
        "unfused": BOOLS,
        "results-as-arguments": BOOLS,
    },
}
UPSTREAM = (
    "canonicalize",
    "cse",
    "symbol-dce",
    "one-shot-bufferize{bufferize-function-boundaries=true}",
    "convert-linalg-to-loops",
    "convert-linalg-to-parallel-loops",
    "scf-forall-to-for",
    "scf-forall-to-parallel",
    "loop-invariant-code-motion",
)
# One pass of each step of the way to a CPU, in order.
ROAD = (
    ("heddle-lift-to-tensors",),
    ("heddle-decompose-attention", "canonicalize"),
    ("one-shot-bufferize{bufferize-function-boundaries=true}",),
    ("heddle-tile-attention",),
    ("heddle-block-tiles",),
    ("heddle-expand-math", "canonicalize"),
    ("cse",),
    ("heddle-outline-panels", "heddle-legalize-narrow-masks"),
    ("convert-linalg-to-parallel-loops",),
    ("heddle-serialize-inner-loops", "scf-forall-to-parallel"),
    ("convert-scf-to-openmp", "convert-scf-to-cf"),
    ("heddle-schedule-loops",),
)


# Passes of functions; others are of modules.
FUNCTION_PASSES = ("heddle-block-tiles", "heddle-expand-math", "heddle-separate-results", "heddle-tile-attention")
FUNCTION_PASSES += ("scf-forall-to-for", "scf-forall-to-parallel", "loop-invariant-code-motion")


def choose_value(rng, values):
    """Of an option: mostly one of the first, which make sense."""
    return rng.choice(values[: max(2, len(values) // 3)] if rng.random() < 0.8 else values)


def make_pass(rng, name):
    options = PASSES.get(name, {})
    chosen = [f"{key}={choose_value(rng, values)}" for key, values in options.items() if rng.random() < 0.4]
    if rng.random() < 0.03:
        chosen.append(rng.choice(["bogus=1", "=", "tile-keys", "{}", "cpu={"]))
    text = name + ("{" + " ".join(chosen) + "}" if chosen else "")
    return f"func.func({text})" if (name in FUNCTION_PASSES) != (rng.random() < 0.02) else text


def make_pipeline(rng):
    if rng.random() < 0.6:
        begin = rng.randrange(len(ROAD))
        end = rng.randint(begin + 1, len(ROAD))
        steps = [rng.choice(step) for step in ROAD[begin * (rng.random() < 0.3) : end]]
    else:
        steps = [rng.choice(list(PASSES) + list(UPSTREAM)) for _ in range(rng.randint(1, 5))]
    text = f"builtin.module({','.join(make_pass(rng, step) for step in steps)})"
    return mutate(rng, text).replace("\0", "") if rng.random() < 0.08 else text


def make_pipeline_case(rng):
    text = choose_seed(rng).text
    if rng.random() < 0.4:
        text = mutate_module(rng, text)
    case = opt_command(rng, ["--pass-pipeline=" + make_pipeline(rng)])
    case.files["in.mlir"] = text.encode()
    return case


# Flags: of each tool, what they are set to.

FILES = ("in.mlir", "x.npy", "y.npy", "none.npy", "none/y.npy", "folder", "", "-", "in.json", ".", "\xff", "-")
RUN_FLAGS_OF = {
    "entry": ("f", "dynamic", "nope", "", "@f", "f f"),
    "target": ("cpu", "reference", "gpu", "", "sm_90a"),
    "input": FILES,
    "output": FILES,
    "random": ("1", "0x10", "-1", "x", "", "18446744073709551615", "18446744073709551616"),
    "shape": ("0:1x2x5x8", "1:5", "0:", ":", "9:1", "-1:1", "0:1x-1", "0:1xx1", "4294967296:1")
    + tuple(f"0:1x2x{n}x8" for n in NUMBERS if len(n) > 12 or len(n) < 4),
    "check": BOOLS,
    # A number between these is work that someone may want.
    "repeat": ("0", "1", "3", "x", "-1", "4294967294", "4294967295", "4294967296", ""),
    "json": BOOLS,
    "threads": ("0", "1", "3", "x", "-1", "4294967295", "2147483648", "65536", ""),
    "guard": BOOLS,
    "unfused": BOOLS,
    "cpu": CPUS + ("vax", "help", "apple-m1"),
    "features": FEATURES + ("help", "+help"),
    "tile-queries": TILES,
    "tile-keys": TILES,
}
COMPILE_FLAGS_OF = {
    "target": ("cpu", "cpu", "reference", "gpu", "", "sm_90a"),
    "o": ("out.o", "in.mlir", "in.o", "folder", "none/out.o", "-", "", "out.h", "out.json", "out", "..", "folder/"),
    "emit": ("tile", "llvm", "asm", "obj", "ptx", "", "0"),
    "cpu": RUN_FLAGS_OF["cpu"],
    "features": RUN_FLAGS_OF["features"],
    "threads": BOOLS,
    "tile-queries": TILES,
    "tile-keys": TILES,
}
COMMON_FLAGS = ("--help", "--version", "--bogus", "--", "-", "--=", "--help=1", "extra.mlir", "---", "--help-hidden")

FLAGS_MODULE = """func.func @f(%q: tensor<1x2x5x8xf32>) -> tensor<1x2x5x8xf32> {
  %init = tensor.empty() : tensor<1x2x5x8xf32>
  %y = heddle.attention ins(%q, %q, %q : tensor<1x2x5x8xf32>, tensor<1x2x5x8xf32>, tensor<1x2x5x8xf32>)
      outs(%init : tensor<1x2x5x8xf32>) {mask = #heddle.causal} -> tensor<1x2x5x8xf32>
  return %y : tensor<1x2x5x8xf32>
}
func.func @dynamic(%x: tensor<?xf32>) -> tensor<?xf32> {
  return %x : tensor<?xf32>
}
"""


def choose_flags(rng, table, always):
    names = set(always + rng.sample(sorted(table), rng.randint(0, 4)))
    flags = [f"--{name}={choose_value(rng, table[name])}" for name in sorted(names)]
    for _ in range(rng.choice([0] * 9 + [1])):
        flags.append(rng.choice(COMMON_FLAGS))
    rng.shuffle(flags)
    return flags


def add_missing(rng, arguments, defaults):
    """Flags without which little happens; a flag twice would be an error."""
    given = {argument.split("=")[0] for argument in arguments}
    arguments += [flag for flag in defaults if flag.split("=")[0] not in given and rng.random() < 0.9]


def make_flags_case(rng):
    # in.json and in.mlir are both modules: companions of -o in.o meet them.
    module = FLAGS_MODULE.encode()
    files = {"in.mlir": module, "in.json": module, "x.npy": make_array(), "y.npy": OLD, "out.o": OLD}
    files.update({"out.h": OLD, "folder": None})
    name = rng.choice(["in.mlir"] * 20 + list(FILES))
    if rng.random() < 0.5:
        arguments = choose_flags(rng, RUN_FLAGS_OF, rng.choice([["entry"], ["entry", "random"], []]))
        add_missing(rng, arguments, ["--entry=f", "--random=1"])
        return Case("heddle-run", [name] + arguments, files, tuple(set(FILES) - {name}))
    arguments = choose_flags(rng, COMPILE_FLAGS_OF, rng.choice([["target", "o"], ["o"]]))
    add_missing(rng, arguments, ["--target=cpu", "--o=out.o"])
    arguments.insert(0, name)
    outputs = {"out.o", "out.h", "out.json", "out", "in.o", "in.h", "in.json", "in.mlir"} - {name}
    return Case("heddle-compile", arguments, files, tuple(outputs))


# Arrays.

DESCRS = {"<f4": 4, ">f4": 4, "<f2": 2, "<f8": 8, "<V2": 2, "|V2": 2, "<i8": 8, "<i4": 4, ">i4": 4, "|b1": 1}
BAD_DESCRS = ("|O", "bfloat16", "", "<U4", "f4", "<f16", "<c8", "|V3", "<" * 99, "\\\\", "'", "\\n", ">V2", "<f4" + 200 * " ")
BAD_SHAPES = ("(4)", "(-1,)", "(4, )", "(4L,)", "(,)", "4", "(4,", "(4 4)", "()()", "(1e3,)", "(0x4,)", "(" * 1000)


def make_shape(rng):
    """A shape that an argument may have, and its number of elements."""
    shape = rng.choice([(), (4,), (2, 2), (1, 2, 5, 8), (1,), (0,)])
    return str(shape), math.prod(shape)


def make_bad_shape(rng):
    extents = ", ".join(rng.choice(NUMBERS) for _ in range(rng.choice([1, 2, 4, 64, 65])))
    return rng.choice(BAD_SHAPES + 4 * (f"({extents},)",))


def make_header(rng):
    """The dict of a header, and how many bytes of data it promises if it is right."""
    descr, (shape, size) = rng.choice(sorted(DESCRS)), make_shape(rng)
    size *= DESCRS[descr]
    order = rng.choice(["False", "True"])
    defect = rng.randrange(10)
    if defect == 0:
        descr = rng.choice(BAD_DESCRS)
    elif defect == 1:
        order = rng.choice(["None", "false", "0", ""])
    elif defect < 4:
        shape = make_bad_shape(rng)
    entries = [f"'descr': '{descr}'", f"'fortran_order': {order}", f"'shape': {shape}"]
    if defect == 4:
        entries.append(rng.choice(entries + ["'more': 1", "", "{"]))
    if defect == 5:
        rng.shuffle(entries)
    return "{" + ", ".join(entries) + ", }" + rng.choice(["", "\n", "   \n", " " * 60 + "\n"]), size


def make_array():
    """A well-formed array of 4 numbers."""
    header = "{'descr': '<f4', 'fortran_order': False, 'shape': (4,), }".ljust(117) + "\n"
    return b"\x93NUMPY\x01\0" + struct.pack("<H", len(header)) + header.encode() + struct.pack("<4f", 1, 2, 3, 4)


def mutate_bytes(rng, data):
    data = bytearray(data)
    for _ in range(rng.choice([0, 1, 1, 2, 5])):
        at = rng.randrange(len(data) + 1)
        action = rng.randrange(4)
        if action == 0:
            data[at : at + 1] = bytes([rng.randrange(256)])
        elif action == 1:
            del data[at : at + rng.choice([1, 4, len(data)])]
        elif action == 2:
            data[at:at] = rng.randbytes(rng.choice([1, 4, 64]))
        else:
            data[at:at] = data[max(0, at - 16) : at]
    return bytes(data)


def make_mutated_array(rng):
    header, size = make_header(rng)
    length = len(header) if rng.random() < 0.9 else rng.choice([0, 1, 0xFFFF, len(header) + 1, len(header) - 1])
    major = rng.choice([1, 1, 2, 3] if rng.random() < 0.95 else [0, 4, 255])
    field = struct.pack("<H" if major == 1 else "<I", length)
    if rng.random() < 0.9:
        data = rng.randbytes(size) if rng.random() < 0.7 else bytes(size)
    else:
        data = rng.randbytes(rng.choice([0, size + 1, max(0, size - 1), 640]))
    array = b"\x93NUMPY" + bytes([major, 0]) + field + header.encode() + data
    return mutate_bytes(rng, array) if rng.random() < 0.2 else array


NPY_MODULE = """func.func @t(%x: TYPE) -> TYPE {
  return %x : TYPE
}
func.func @lengths(%q: tensor<1x2x5x8xf32>, %n: tensor<1xi32>) -> tensor<1x2x5x8xf32> {
  %init = tensor.empty() : tensor<1x2x5x8xf32>
  %y = heddle.attention ins(%q, %q, %q : tensor<1x2x5x8xf32>, tensor<1x2x5x8xf32>, tensor<1x2x5x8xf32>)
      lengths(%n : tensor<1xi32>) outs(%init : tensor<1x2x5x8xf32>) -> tensor<1x2x5x8xf32>
  return %y : tensor<1x2x5x8xf32>
}
"""
NPY_TYPES = ("4x", "?x", "", "2x2x", "1x2x5x8x", "?x?x", "0x")


def make_npy_case(rng):
    shaped = "tensor<" + rng.choice(NPY_TYPES) + rng.choice(["f32", "f16", "bf16", "f64", "i32", "i64", "i1"]) + ">"
    files = {"in.mlir": NPY_MODULE.replace("TYPE", shaped).encode(), "y.npy": OLD}
    files["a.npy"], files["b.npy"] = make_mutated_array(rng), make_mutated_array(rng)
    arguments = ["in.mlir", "--entry=t", "--input=a.npy", "--output=y.npy"]
    if rng.random() < 0.2:
        arguments[1:3] = ["--entry=lengths", "--input=a.npy", "--input=b.npy"]
    arguments += rng.choice([[], ["--guard"], ["--check"], ["--target=reference"]])
    return Case("heddle-run", arguments, files, ("y.npy",))


MAKERS = {"mlir": make_mlir_case, "pipeline": make_pipeline_case, "flags": make_flags_case, "npy": make_npy_case}


def make_case(kind, seed):
    """Case number `seed` of a kind; the kind "all" takes turns."""
    if kind == "all":
        kind = KINDS[seed % len(KINDS)]
    return MAKERS[kind](random.Random(f"{kind} {seed}"))


if __name__ == "__main__":
    made = make_case(sys.argv[1], int(sys.argv[2]))
    print(made.tool, *made.arguments)
    for file_name, contents in sorted(made.files.items()):
        print(f"--- {file_name}\n{contents!r}" if b"\0" in (contents or b"") else f"--- {file_name}")
        print("" if contents is None else contents.decode(errors="backslashreplace"))
