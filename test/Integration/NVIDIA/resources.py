# What ptxas says of kernels for all GPUs, for every width, type of elements, mask and gate:
# no spills, no stack; registers are printed. For two GPUs, of extents and strides that
# only the run knows, too. test/Integration/AMDGPU/resources.test has the same for AMD's.
#
# REQUIRES: ptxas
# RUN: rm -rf %t && mkdir %t
# RUN: %python %s heddle-compile %t sm_80 sm_86 sm_89 sm_90a sm_100a sm_120a | FileCheck %s
#
# CHECK-NOT: wrong
# CHECK: all 280 kernels are free of spills

import itertools
import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

COMPILE, FOLDER = sys.argv[1:3]
CHIPS = sys.argv[3:]
DIMS = (64, 96, 128, 192, 256)
MASKS_AND_GATES = [("full", "causal"), ("plain", "gated")]


def variants(chip):
    static = itertools.product(["static"], ["f16", "bf16"], *MASKS_AND_GATES)
    dynamic = itertools.product(["dynamic"], ["bf16"], *MASKS_AND_GATES)
    return [*static, *dynamic] if chip in ("sm_80", "sm_90a") else list(static)


def function(dim, layout, element, mask, gating):
    t = (f"memref<1x2x512x{dim}x{element}>" if layout == "static" else
         f"memref<?x?x?x{dim}x{element}, strided<[?, ?, ?, 1], offset: ?>>")
    attributes = []
    if mask == "causal":
        attributes.append("mask = #heddle.causal")
    gate = ""
    if gating == "gated":
        attributes.append("gate = #heddle.gate<sigmoid, elementwise>")
        gate = f" gate(%g : {t})"
    return f"""func.func @{layout}_{element}_{mask}_{gating}(%q: {t}, %k: {t}, %v: {t}, %g: {t}, %o: {t}) {{
  heddle.attention ins(%q, %k, %v : {t}, {t}, {t}){gate} outs(%o : {t}) {{{", ".join(attributes)}}}
  return
}}
"""


def kernels(chip, dim):
    """The manifest's kernels of all variants; their text is compiled at once."""
    path = os.path.join(FOLDER, f"{chip}-{dim}")
    with open(path + ".mlir", "w") as file:
        file.writelines(function(dim, *variant) for variant in variants(chip))
    subprocess.run([COMPILE, path + ".mlir", "--target=" + chip, "-o", path + ".cubin"],
                   check=True)
    with open(path + ".json") as file:
        return json.load(file)["kernels"]


def report(chip, dim, found):
    """Prints the kernels of a width; returns how many are right."""
    print(f"{chip} D={dim}:", ", ".join(f"{kernel['name'].removesuffix('_kernel')} "
                                        f"{kernel['registers']}" for kernel in found))
    bad = [kernel for kernel in found if kernel["spills"] or kernel.get("stack_bytes")
           or kernel.get("scratch_bytes") or dim == 128 and kernel.get("waves_per_simd", 2) < 2]
    for kernel in bad:
        print("wrong:", chip, dim, kernel)
    return len(found) - len(bad)


cases = list(itertools.product(CHIPS, DIMS))
with ThreadPoolExecutor(os.cpu_count()) as pool:
    results = list(pool.map(lambda case: kernels(*case), cases))
good = sum(report(*case, found) for case, found in zip(cases, results))
if good == sum(len(variants(chip)) for chip, _ in cases):
    print(f"all {good} kernels are free of spills")
