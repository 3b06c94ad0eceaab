# What ptxas says of kernels for all GPUs: no spills, no stack; registers are printed.
#
# REQUIRES: ptxas
# RUN: rm -rf %t && mkdir %t
# RUN: %python %s heddle-compile %t sm_80 sm_90a | FileCheck %s
#
# CHECK-NOT: wrong
# CHECK: all kernels are free of spills

import json
import subprocess
import sys

COMPILE, FOLDER = sys.argv[1:3]
CHIPS = sys.argv[3:]
failures = 0


def write(path, dim, element, causal, gated):
    t = f"memref<1x2x512x{dim}x{element}>"
    gate = f" gate(%g : {t})" if gated else ""
    attributes = (["mask = #heddle.causal"] if causal else []) + (
        ["gate = #heddle.gate<sigmoid, elementwise>"] if gated else [])
    text = "{" + ", ".join(attributes) + "}" if attributes else ""
    with open(path, "w") as file:
        file.write(f"""func.func @f(%q: {t}, %k: {t}, %v: {t}, %g: {t}, %o: {t}) {{
  heddle.attention ins(%q, %k, %v : {t}, {t}, {t}){gate} outs(%o : {t}) {text}
  return
}}
""")


for chip in CHIPS:
    for dim in (64, 96, 128, 192, 256):
        for element, causal, gated in (("bf16", False, True), ("bf16", True, True),
                                       ("f16", False, False), ("f16", True, False)):
            write(FOLDER + "/f.mlir", dim, element, causal, gated)
            case = f"{chip} D={dim} {element} {'causal' if causal else 'full'} {'gated' if gated else 'plain'}"
            result = subprocess.run([COMPILE, FOLDER + "/f.mlir", "--target=" + chip, "-o",
                                     FOLDER + "/f.cubin"], capture_output=True, text=True)
            if result.returncode:
                failures += 1
                print("wrong:", case, result.stderr)
                continue
            with open(FOLDER + "/f.json") as file:
                kernel = json.load(file)["kernels"][0]
            print(case + ":", kernel["registers"], "registers")
            if kernel["spills"] or kernel["stack_bytes"]:
                failures += 1
                print("wrong:", case, kernel)
if not failures:
    print("all kernels are free of spills")
