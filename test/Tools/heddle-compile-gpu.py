# What heddle-compile writes for GPUs: the manifest, which says how kernels are launched,
# and what it refuses. NVIDIA's assembler is a script of this test.
#
# RUN: rm -rf %t && mkdir %t
# RUN: %python %s heddle-compile %t | FileCheck %s
#
# CHECK-NOT: wrong
# CHECK: all of {{[0-9]+}} cases agree

import json
import os
import subprocess
import sys

COMPILE, FOLDER = sys.argv[1:3]
failures = 0
cases = 0

SOURCE = """
!q = memref<2x4x100x64xbf16>
!k = memref<2x2x100x64xbf16>
func.func @whole(%q: !q, %k: !k, %v: !k, %g: !q, %o: !q) {
  heddle.attention ins(%q, %k, %v : !q, !k, !k) gate(%g : !q) outs(%o : !q)
      {gate = #heddle.gate<sigmoid, elementwise>}
  return
}
!strided = memref<?x?x?x64xf16, strided<[?, ?, ?, 1], offset: ?>>
!open = memref<?x?x?x64xf16>
func.func @open(%q: !strided, %k: !open, %v: !open, %o: !open) {
  heddle.attention ins(%q, %k, %v : !strided, !open, !open) outs(%o : !open)
  return
}
!one = memref<1x8x1x64xbf16>
!many = memref<1x2x5000x64xbf16>
func.func @parts(%q: !one, %k: !many, %v: !many, %o: !one) {
  heddle.attention ins(%q, %k, %v : !one, !many, !many) outs(%o : !one)
  return
}
!t = tensor<1x2x16x64xbf16>
func.func @made(%q: !t, %k: !t, %v: !t) -> !t {
  %empty = tensor.empty() : !t
  %o = heddle.attention ins(%q, %k, %v : !t, !t, !t) outs(%empty : !t) -> !t
  return %o : !t
}
"""
HOST = """
func.func @f(%x: memref<4xf32>) {
  %zero = arith.constant 0.0 : f32
  %c0 = arith.constant 0 : index
  memref.store %zero, %x[%c0] : memref<4xf32>
  return
}
"""
PTXAS = f"""#!{sys.executable}
import re, sys
text = open(sys.argv[4]).read()
assert sys.argv[1:4] == ["-arch=sm_86", "-v", "-O3"], sys.argv
for name in re.findall("entry (\\\\w+)\\\\(", text):
    spill = 24 if name == "made_kernel" else 0
    print(f"ptxas info    : Compiling entry function '{{name}}' for 'sm_86'")
    print(f"    {{spill}} bytes stack frame, {{spill}} bytes spill stores, 8 bytes spill loads")
    print("ptxas info    : Used 77 registers, used 1 barriers, 16 bytes smem, 392 bytes cmem[0]")
open(sys.argv[6], "w").write("machine code")
"""


def path(name):
    return os.path.join(FOLDER, name)


for name, text in (("f.mlir", SOURCE), ("host.mlir", HOST), ("ptxas", PTXAS),
                   ("broken-ptxas", "#!/bin/sh\necho no such luck; exit 1\n")):
    with open(path(name), "w") as file:
        file.write(text)
os.chmod(path("ptxas"), 0o755)
os.chmod(path("broken-ptxas"), 0o755)


def expect(condition, what):
    global failures, cases
    cases += 1
    if not condition:
        failures += 1
        print("wrong:", what)


def emit(*flags, source="f.mlir"):
    return subprocess.run([COMPILE, path(source), *flags], capture_output=True, text=True,
                          cwd=FOLDER)


def manifest(output, *flags):
    result = emit("-o", output, *flags)
    expect(result.returncode == 0, result.stderr)
    with open(path(os.path.splitext(output)[0] + ".json")) as file:
        return json.load(file), result.stderr


def refused(code, message, *flags, source="f.mlir"):
    result = emit(*flags, source=source)
    expect(result.returncode == code and message in result.stderr,
           f"{flags}: exit {result.returncode}, {result.stderr}")


def pointers(*values):
    return [{"type": "ptr", "value": value} for value in values]


def check_launches(functions):
    """What is launched is the same for all GPUs, but for threads and shared memory."""
    whole, = functions["whole"]["launches"]
    expect(whole["kernel"] == "whole_kernel" and whole["grid"] == ["1", "4", "2"], whole)
    expect(whole["arguments"] == pointers(*(f"arg{i}.data" for i in range(5))), whole)
    expect([argument["access"] for argument in functions["whole"]["arguments"]]
           == ["read"] * 4 + ["read_write"], functions["whole"]["arguments"])

    dynamic = functions["open"]
    expect(dynamic["arguments"][0] == {
        "name": "arg0", "access": "read", "element_type": "f16", "shape": [None, None, None, 64],
        "layout": "strided", "strides": [None, None, None, 1], "offset": None}, dynamic)
    launch, = dynamic["launches"]
    expect(launch["grid"] == ["ceildiv(arg0.shape[2], 128)", "arg0.shape[1]", "arg0.shape[0]"],
           launch)
    # The pointers; then extents and strides that are not known, memref by memref.
    sizes = [f"arg0.{what}[{d}]" for what in ("shape", "strides") for d in range(3)]
    for i in (1, 2, 3):
        sizes += [f"arg{i}.shape[{d}]" for d in range(3)]
        sizes += [f"arg{i}.strides[{d}]" for d in range(2)]
    expect(launch["arguments"] == pointers("arg0.data + (arg0.offset * 2)", "arg1.data",
                                           "arg2.data", "arg3.data")
           + [{"type": "i64", "value": size} for size in sizes], launch)

    # Partial results meet in scratch memory, and a second kernel merges them.
    parts = functions["parts"]
    scratch = [buffer["name"] for buffer in parts["scratch"]]
    expect(scratch and all(int(buffer["bytes"]) for buffer in parts["scratch"]), parts)
    first, merge = parts["launches"]
    written = {argument["value"] for argument in first["arguments"]}
    read = {argument["value"] for argument in merge["arguments"]}
    buffers = {name + ".data" for name in scratch}
    expect(written == {"arg0.data", "arg1.data", "arg2.data"} | buffers, first)
    expect(read == buffers | {"arg3.data"}, merge)
    expect(int(first["grid"][2]) > 1, first)

    made = functions["made"]
    expect(made["arguments"][3]["name"] == "result0" and made["arguments"][3]["access"] == "write",
           made)
    expect(made["launches"][0]["arguments"][3]["value"] == "result0.data", made)


def check(found, kind, vendor, chip, threads):
    """`threads` are those of workgroups with 128 and with 16 rows."""
    expect(found["source"] == "f.mlir" and kind in found, found)
    expect(found["target"] == {"kind": vendor, "chip": chip}, found["target"])
    expect(set(found["tile"]) == {"queries", "keys"}, found["tile"])
    functions = {entry["function"]: entry for entry in found["entry_points"]}
    check_launches(functions)
    launched = [launch for function in functions.values() for launch in function["launches"]]
    kernels = {kernel["name"]: kernel for kernel in found["kernels"]}
    expect([launch["kernel"] for launch in launched] == list(kernels), kernels.keys())
    for launch in launched:
        block = [int(size) for size in launch["block"]]
        expect(kernels[launch["kernel"]]["block"] == block, launch)


    blocks = [kernels[name]["block"][0] for name in ("whole_kernel", "made_kernel")]
    expect(blocks == threads, blocks)


text, _ = manifest("f.ptx", "--target=sm_86", "--emit=ptx")
check(text, "ptx", "nvidia", "sm_86", [256, 32])
expect(not any("registers" in kernel for kernel in text["kernels"]), text["kernels"])
machine, warnings = manifest("f.cubin", "--target=sm_86", "--ptxas=" + path("ptxas"))
check(machine, "cubin", "nvidia", "sm_86", [256, 32])
for kernel, other in zip(machine["kernels"], text["kernels"]):
    spill = 24 if kernel["name"] == "made_kernel" else 0
    expect((kernel["registers"], kernel["spills"], kernel["stack_bytes"])
           == (77, spill + 8, spill), kernel)
    expect(kernel["shared_bytes"] == other["shared_bytes"] + 16, kernel)
expect("warning: kernel made_kernel spills 32 bytes of registers" in warnings, warnings)
with open(path("f.cubin")) as file:
    expect(file.read() == "machine code", "the cubin")
for name, kind, flags in (("a.s", "asm", ["--emit=asm"]), ("a.hsaco", "hsaco", [])):
    amd, _ = manifest(name, "--target=gfx942", *flags)
    check(amd, kind, "amd", "gfx942", [256, 64])
    expect(all(kernel["vgprs"] and kernel["waves_per_simd"] for kernel in amd["kernels"]),
           amd["kernels"])

# Without a file there is no manifest.
os.remove(path("f.json"))
expect(".visible .entry whole_kernel" in emit("--target=sm_86", "--emit=ptx", "-o", "-").stdout,
       "PTX")
expect(not os.path.exists(path("f.json")), "no manifest")
expect("llvm" not in emit("--target=sm_86", "--emit=tile", "-o", "-").stdout, "tile program")
expect("ptx_kernel" in emit("--target=sm_86", "--emit=llvm", "-o", "-").stdout, "LLVM IR")

NVIDIA = ["--target=sm_86", "-o", "f.cubin"]
refused(2, "none is no program", *NVIDIA, "--ptxas=none")
refused(1, "no such luck", *NVIDIA, "--ptxas=" + path("broken-ptxas"))
refused(2, "--ptxas goes with a GPU", "--target=cpu", "--ptxas=" + path("ptxas"), "-o", "f.o")
refused(2, "for this GPU, expected tile, llvm, ptx or bin", *NVIDIA, "--emit=obj")
refused(2, "for this GPU, expected tile, llvm, asm or bin", "--target=gfx942", "-o", "a.s",
        "--emit=ptx")
refused(2, "--panels and --chunk-bytes go with --target=cpu", *NVIDIA, "--panels=2")
refused(2, "tile-keys=24: expected 16, 32, 64 or 128", *NVIDIA, "--tile-keys=24")
refused(2, "f.json: the manifest has this extension", "--target=sm_86", "-o", "f.json")
refused(3, "target 'sm_75' is not supported, expected cpu or one of sm_80", "--target=sm_75",
        "-o", "f.cubin")
refused(3, "writes kernels, and a description of how to launch them, but no other code", *NVIDIA,
        source="host.mlir")

print(f"all of {cases} cases agree" if not failures else f"{failures} of {cases} cases fail")
