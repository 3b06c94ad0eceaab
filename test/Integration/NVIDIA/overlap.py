# On Hopper the exponentials of a block are computed while its values are multiplied: in
# the hottest loop of the code that ptxas makes, they lie between the wait for the scores
# and the wait for the product with values. ptxas moves them behind both if it can.
#
# REQUIRES: ptxas, nvdisasm
# RUN: rm -rf %t && mkdir %t
# RUN: %python %s heddle-compile %t %nvdisasm | FileCheck %s
#
# For each row of the tile, a thread has a weight for each fourth key, and one factor.
# CHECK:      D=64 full: {{6[56]}} of 66 exponentials between the waits
# CHECK-NEXT: D=64 causal: {{6[56]}} of 66
# CHECK-NEXT: D=96 full: {{6[56]}} of 66
# CHECK-NEXT: D=96 causal: {{6[56]}} of 66
# CHECK-NEXT: D=128 full: {{6[56]}} of 66
# CHECK-NEXT: D=128 causal: {{6[56]}} of 66
# CHECK-NEXT: D=192 full: {{3[34]}} of 34
# CHECK-NEXT: D=192 causal: {{3[34]}} of 34
# CHECK-NEXT: D=256 full: {{3[34]}} of 34
# CHECK-NEXT: D=256 causal: {{3[34]}} of 34

import os
import re
import subprocess
import sys

COMPILE, FOLDER, DISASSEMBLE = sys.argv[1:]


def compile_kernel(dim, mask):
    """The instructions of gated attention, and the labels between them."""
    t = f"memref<1x16x2048x{dim}xbf16>"
    attributes = "gate = #heddle.gate<sigmoid, elementwise>"
    if mask == "causal":
        attributes += ", mask = #heddle.causal"
    source, output = (os.path.join(FOLDER, f"{dim}-{mask}.{suffix}") for suffix in ("mlir", "cubin"))
    with open(source, "w") as file:
        file.write(f"""func.func @main(%q: {t}, %k: {t}, %v: {t}, %g: {t}, %y: {t}) {{
  heddle.attention ins(%q, %k, %v : {t}, {t}, {t}) gate(%g : {t}) outs(%y : {t}) {{{attributes}}}
  return
}}""")
    subprocess.run([COMPILE, source, "--target=sm_90a", "--emit=bin", "-o", output], check=True)
    shown = subprocess.run([DISASSEMBLE, "-c", output], check=True, capture_output=True, text=True)
    return [line for line in shown.stdout.splitlines() if re.match(r"\.L_|\s+/\*", line)]


def find_loop(lines):
    """The lines of the innermost loop with most wgmma."""
    labels, loops = {}, []
    for number, line in enumerate(lines):
        if label := re.match(r"(\.L_\w+):", line):
            labels[label.group(1)] = number
        elif jump := re.search(r"BRA `\((\.L_\w+)\)", line):
            if jump.group(1) in labels:
                loops.append(lines[labels[jump.group(1)] : number + 1])
    # Code behind the kernel's end jumps back, too: where waits spin.
    loops = [loop for loop in loops if not any("EXIT" in line for line in loop)]
    count = {id(loop): sum("HGMMA" in line for line in loop) for loop in loops}
    most = max(count.values())
    return min((loop for loop in loops if count[id(loop)] == most), key=len)


for dim in (64, 96, 128, 192, 256):
    for mask in ("full", "causal"):
        loop = find_loop(compile_kernel(dim, mask))
        waits = [number for number, line in enumerate(loop) if "WARPGROUP.DEPBAR" in line]
        assert len(waits) == 2, f"D={dim} {mask}: {len(waits)} waits"
        exponentials = [number for number, line in enumerate(loop) if "MUFU.EX2" in line]
        between = sum(waits[0] < number < waits[1] for number in exponentials)
        print(f"D={dim} {mask}: {between} of {len(exponentials)} exponentials between the waits")
