#!/usr/bin/env python3
# Part of the Heddle project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Counts the instructions of a GPU kernel's hottest loop, by class.

    kernel-stats.py KERNEL.cubin | KERNEL.sass | KERNEL.s [--kernel=NAME] [--json]
    kernel-stats.py IN.mlir --target=sm_80        compiles the first kernel of a module
    kernel-stats.py --page=docs/performance.md    writes the table there anew

The hottest loop is the innermost one that has matrix instructions, with most of
them; of several, as loops with and without a mask, the shortest. A loop whose rare
side is a loop around it counts without that side. Compared is what is no matrix
instruction, per 4096 operations of a warp's: one `mma.m16n8k16`. Code of .cubin
files is taken apart by nvdisasm, of the CUDA toolkit or of Triton for Python.
"""

import argparse
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))

# Classes of instructions, the first whose pattern matches; all else is "other".
SASS = [
    ("matrix", r"HMMA|HGMMA|IMMA|QMMA|DMMA"),
    ("shared", r"LDSM|LDS\b|LDS\."),
    ("special", r"MUFU"),
    ("float", r"FFMA|FMUL|FADD|FMNMX|FSEL|FSETP"),
    ("convert", r"F2F|F2FP|F2I|I2F|SHFL|PRMT"),
]
AMD = [
    ("matrix", r"v_s?mfmac?_|v_s?wmmac?_"),
    ("convert", r"v_(cvt|perm)|ds_(b?permute|bpermute|swizzle)|v_mov_b32_dpp|v_permlane"),
    ("shared", r"ds_(read|load)"),
    ("special", r"v_(exp|log|rcp|rsq|sqrt)_"),
    ("float", r"v_(dual_|pk_)?(fma|fmac|fmamk|fmaak|mul|add|sub|max3?|min3?)_\w*f32|v_cndmask|v_cmp_\w+_f32"),
]
CLASSES = ["matrix", "shared", "special", "float", "convert", "other"]
NAMES = {"matrix": "matrix", "shared": "shared reads", "special": "exp2 and such",
         "float": "f32", "convert": "convert, exchange", "other": "other"}

# ------------------------------------------------------------------------ instructions


class Instruction:
    """An opcode, where it jumps to, and whether what follows may come next."""

    def __init__(self, opcode, operands, target=None, falls=True):
        self.opcode, self.operands = opcode, operands
        self.target, self.falls = target, falls


def read_sass(text):
    """Kernels of what nvdisasm prints: lists of labels and instructions."""
    kernels, code = {}, None
    for line in text.splitlines():
        if section := re.match(r"\.text\.(\S+):", line):
            code = kernels.setdefault(section[1], [])
        elif line.startswith(".section") or line.startswith("//---"):
            code = None
        elif code is not None and (label := re.match(r"(\.L_\S+):", line)):
            code.append(label[1])
        elif code is not None and (found := re.match(
                r"\s*/\*[0-9a-f]{4,}\*/\s+(@!?\w+\s+)?([A-Z][\w.]*)\s*([^;]*);", line)):
            guard, opcode, operands = found.groups()
            target = re.search(r"`\((\.L_\w+)\)", operands)
            jumps = opcode.split(".")[0] in ("BRA", "EXIT", "RET", "JMP")
            code.append(Instruction(opcode, operands, target and jumps and target[1],
                                    not jumps or bool(guard) or "!UPT" in operands
                                    or bool(re.match(r"\s*!?U?P\d", operands))))
    return kernels


def read_amd(text):
    """Kernels of AMD's assembly."""
    names = set(re.findall(r"^\s*\.amdhsa_kernel\s+(\S+)", text, re.M))
    kernels, code = {}, None
    for line in text.splitlines():
        line = line.split(";")[0]
        if label := re.match(r"([\w.$]+):", line):
            if label[1] in names:
                code = kernels.setdefault(label[1], [])
            elif label[1].startswith(".Lfunc_end"):
                code = None
            elif code is not None:
                code.append(label[1])
        elif code is not None and (found := re.match(r"\s+([a-z]\w+)\s*(.*)", line)):
            opcode, operands = found.groups()
            jumps = re.match(r"s_c?branch", opcode)
            code.append(Instruction(opcode, operands, operands.strip() if jumps else None,
                                    opcode not in ("s_branch", "s_endpgm", "s_setpc_b64")))
    return kernels


# ------------------------------------------------------------------------------- loops


def make_blocks(code):
    """Blocks of instructions, and the numbers of their successors."""
    blocks, starts = [[]], {}
    for item in code:
        if isinstance(item, str):
            if blocks[-1]:
                blocks.append([])
            starts[item] = len(blocks) - 1
            continue
        blocks[-1].append(item)
        if item.target or not item.falls:
            blocks.append([])
    successors = []
    for number, block in enumerate(blocks):
        last = block[-1] if block else Instruction("", "")
        next_ones = {starts[last.target]} if last.target in starts else set()
        if last.falls and number + 1 < len(blocks):
            next_ones.add(number + 1)
        successors.append(next_ones)
    return blocks, successors


def find_dominators(successors):
    """For each block that can be reached, the set of its dominators."""
    predecessors = [set() for _ in successors]
    order, seen = [0], {0}
    for number in order:
        for other in sorted(successors[number]):
            predecessors[other].add(number)
            if other not in seen:
                seen.add(other)
                order.append(other)
    dominators = {number: set(order) for number in order}
    dominators[0] = {0}
    changed = True
    while changed:
        changed = False
        for number in order[1:]:
            new = set.intersection(*(dominators[p] for p in predecessors[number])) | {number}
            changed |= new != dominators[number]
            dominators[number] = new
    return dominators, predecessors


def find_loops(successors):
    """Natural loops: the sets of blocks of each header."""
    dominators, predecessors = find_dominators(successors)
    loops = {}
    for number in dominators:
        for header in successors[number] & dominators[number]:
            body = loops.setdefault(header, {header})
            pending = [number]
            while pending:
                if (block := pending.pop()) not in body:
                    body.add(block)
                    pending += predecessors[block]
    return list(loops.values())


def count_flops(instruction, is_amd):
    """Operations of a warp's matrix instruction."""
    if is_amd:
        m, n, k = map(int, re.search(r"_(\d+)x(\d+)x(\d+)", instruction.opcode).groups())
    elif sizes := re.search(r"\.(\d+)x(\d+)x(\d+)", instruction.opcode):
        # A warpgroup's, of which a warp makes a quarter.
        m, n, k = int(sizes[1]) // 4, int(sizes[2]), int(sizes[3])
    else:
        m, n, k = re.search(r"\.(16)(8)(\d+)\b", instruction.opcode).groups()
        m, n, k = int(m), int(n), int(k)
    return 2 * m * n * k


def measure(code, is_amd):
    """Classes and operations of the hottest loop; None if there is no such loop."""
    patterns = [(name, re.compile(pattern)) for name, pattern in (AMD if is_amd else SASS)]

    def classify(instruction):
        return next((name for name, pattern in patterns if pattern.match(instruction.opcode)),
                    "other")

    blocks, successors = make_blocks(code)
    found = []
    for loop in find_loops(successors):
        instructions = [item for number in sorted(loop) for item in blocks[number]]
        classes = Counter(map(classify, instructions))
        if classes["matrix"]:
            found.append((loop, instructions, classes))
    innermost = [one for one in found if not any(other[0] < one[0] for other in found)]
    if not innermost:
        return None
    _, instructions, classes = min(innermost, key=lambda one: (-one[2]["matrix"], len(one[1])))
    flops = sum(count_flops(item, is_amd) for item in instructions
                if classify(item) == "matrix")
    rest = len(instructions) - classes["matrix"]
    return {"instructions": len(instructions), "classes": {n: classes[n] for n in CLASSES},
            "matrix_flops": flops, "others_per_4096": round(rest * 4096 / flops, 2)}


# ------------------------------------------------------------------------------- files


def find_nvdisasm():
    folders = [os.environ.get("PATH", "")]
    folders += [os.path.join(os.environ.get("CUDA_HOME", "/usr/local/cuda"), "bin")]
    triton = importlib.util.find_spec("triton")
    if triton:
        folders += [os.path.join(path, "backends", "nvidia", "bin")
                    for path in triton.submodule_search_locations]
    found = shutil.which("nvdisasm", path=os.pathsep.join(folders))
    return found or sys.exit("kernel-stats.py: error: nvdisasm was not found in PATH or "
                             "CUDA_HOME; install a CUDA toolkit or the Python package triton")


def measure_file(path, kernel=None, nvdisasm=None):
    """The figures of a kernel, the first by default."""
    is_amd = path.endswith(".s")
    if path.endswith(".cubin"):
        text = subprocess.run([nvdisasm or find_nvdisasm(), "-c", path], check=True,
                              capture_output=True, text=True).stdout
    else:
        with open(path, encoding="utf-8") as file:
            text = file.read()
    kernels = read_amd(text) if is_amd else read_sass(text)
    if not kernels or (kernel and kernel not in kernels):
        sys.exit(f"kernel-stats.py: error: {path}: there is no kernel {kernel or ''}; found "
                 + (", ".join(kernels) or "none"))
    name = kernel or next(iter(kernels))
    loop = measure(kernels[name], is_amd)
    if not loop:
        sys.exit(f"kernel-stats.py: error: {path}: no loop of {name} has matrix instructions")
    return dict(kernel=name, **loop)


def compile_and_measure(source, target, arguments, runs=1):
    """Figures of a module's first kernel, with what the manifest says of it; the time to
    compile it is the shortest of `runs`."""
    with tempfile.TemporaryDirectory() as folder:
        is_amd = target.startswith("gfx")
        output = os.path.join(folder, "k.s" if is_amd else "k.cubin")
        command = [os.path.join(arguments.tools, "heddle-compile"), source,
                   "--target=" + target, "-o", output] + (["--emit=asm"] if is_amd else [])
        seconds = []
        for _ in range(runs):
            start = time.monotonic()
            subprocess.run(command, check=True, stderr=subprocess.DEVNULL if seconds else None)
            seconds.append(time.monotonic() - start)
        with open(os.path.join(folder, "k.json"), encoding="utf-8") as file:
            manifest = json.load(file)
        usage = manifest["kernels"][0]
        loop = measure_file(output, usage["name"], arguments.nvdisasm)
    return dict(target=target, registers=usage["registers"], spills=usage["spills"],
                tile=manifest["tile"], compile_s=round(min(seconds), 2), **loop)


# --------------------------------------------------------------------------- the table

CASES = [(target, 128, mask, False) for target in ("sm_80", "sm_90a", "sm_100a", "sm_120a")
         for mask in ("full", "causal")]
for target, place in (("sm_90a", 4), ("sm_80", 2)):
    CASES[place:place] = [(target, 64, "full", False), (target, 256, "full", False),
                          (target, 128, "full", True), (target, 128, "causal", True)]
CASES += [(target, 128, "full", False) for target in ("gfx90a", "gfx942", "gfx950", "gfx1100",
                                                      "gfx1201")]
MARKERS = re.compile(r"(<!-- utils/kernel-stats\.py [^\n]*\n)(.*?)(<!-- end -->\n)", re.DOTALL)


def write_source(path, dim, mask, dynamic):
    t = (f"memref<?x?x?x{dim}xbf16, strided<[?, ?, ?, 1], offset: ?>>" if dynamic
         else f"memref<1x8x4096x{dim}xbf16>")
    masking = "mask = #heddle.causal, " if mask == "causal" else ""
    with open(path, "w", encoding="utf-8") as file:
        file.write(f"""func.func @f(%q: {t}, %k: {t}, %v: {t}, %g: {t}, %o: {t}) {{
  heddle.attention ins(%q, %k, %v : {t}, {t}, {t}) gate(%g : {t}) outs(%o : {t})
      {{{masking}gate = #heddle.gate<sigmoid, elementwise>}}
  return
}}
""")


def make_table(arguments):
    columns = ["GPU", "D", "mask", "strides", "tile", "loop"] + [NAMES[name] for name in CLASSES]
    columns += ["registers", "spills", "others per 4096", "compiled in s"]
    lines = ["| " + " | ".join(columns) + " |", "|---" * len(columns) + "|"]
    for target, dim, mask, dynamic in CASES:
        with tempfile.NamedTemporaryFile(suffix=".mlir") as source:
            write_source(source.name, dim, mask, dynamic)
            row = compile_and_measure(source.name, target, arguments, runs=3)
        cells = [target, dim, mask, "dynamic" if dynamic else "static",
                 f"{row['tile']['queries']} x {row['tile']['keys']}", row["instructions"],
                 *row["classes"].values(), row["registers"], row["spills"],
                 f"{row['others_per_4096']:.2f}", f"{row['compile_s']:.2f}"]
        lines.append("| " + " | ".join(map(str, cells)) + " |")
    return "\n" + "\n".join(lines) + "\n\n"


def write_page(arguments):
    with open(arguments.page, encoding="utf-8") as file:
        page = file.read()
    if not MARKERS.search(page):
        sys.exit(f"kernel-stats.py: error: {arguments.page} has no place for the table")
    table = make_table(arguments)
    with open(arguments.page, "w", encoding="utf-8") as file:
        file.write(MARKERS.sub(lambda match: match[1] + table + match[3], page))


def print_text(row):
    print(f"{row['kernel']}: {row['instructions']} instructions in the hottest loop, "
          f"{row['others_per_4096']:.2f} beside each 4096 operations of matrix instructions")
    print("  " + ", ".join(f"{NAMES[name]} {count}" for name, count in row["classes"].items()))
    if "registers" in row:
        print(f"  {row['registers']} registers, {row['spills']} bytes of spills, "
              f"compiled in {row['compile_s']:.2f} s")


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", nargs="?", help="what to measure")
    parser.add_argument("--kernel", help="which kernel of the file (default: the first)")
    parser.add_argument("--target", help="the GPU to compile an .mlir file for")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--page", metavar="FILE", help="write the table of that page")
    parser.add_argument("--nvdisasm", metavar="FILE", help="NVIDIA's disassembler")
    parser.add_argument("--tools", default=os.path.join(ROOT, "build", "bin"), metavar="DIR",
                        help="where heddle-compile is")
    arguments = parser.parse_args()
    if bool(arguments.file) == bool(arguments.page):
        parser.error("expected a file, or --page")
    if arguments.page:
        return write_page(arguments)
    if arguments.file.endswith(".mlir"):
        if not arguments.target:
            parser.error("an .mlir file needs --target")
        row = compile_and_measure(arguments.file, arguments.target, arguments)
    elif arguments.file.endswith((".cubin", ".sass", ".s")):
        row = measure_file(arguments.file, arguments.kernel, arguments.nvdisasm)
    else:
        parser.error("expected a .cubin, .sass, .s or .mlir file")
    print(json.dumps(row)) if arguments.json else print_text(row)


if __name__ == "__main__":
    main()
