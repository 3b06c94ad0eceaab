# heddle-run on a GPU, without one: the driver is a library of this test, which knows one
# kernel. What is launched, copied, timed and refused.
#
# RUN: rm -rf %t && mkdir -p %t/fake %t/none
# RUN: %host_cc -shared -fPIC %S/Inputs/fake-cuda.c -o %t/fake/libcuda.so.1
# RUN: %host_cc -DFAKE_HIP -shared -fPIC %S/Inputs/fake-cuda.c -o %t/fake/libamdhip64.so
# RUN: %python %s heddle-run %t | FileCheck %s
#
# CHECK-NOT: wrong
# CHECK: all of {{[0-9]+}} cases agree

import json
import os
import subprocess
import sys

RUN, FOLDER = sys.argv[1:3]
failures = 0
cases = 0

with open(FOLDER + "/f.mlir", "w") as file:
    for name in ("one_key", "other"):
        q, k = "memref<1x1x3x8xf32>", "memref<1x1x1x8xf32>"
        file.write(f"""func.func @{name}(%q: {q}, %k: {k}, %v: {k}, %o: {q}) {{
  heddle.attention ins(%q, %k, %v : {q}, {k}, {k}) outs(%o : {q})
  return
}}
""")


def expect(condition, what):
    global failures, cases
    cases += 1
    if not condition:
        failures += 1
        print("wrong:", what)


def run(*flags, entry="one_key", folder="fake", **variables):
    environment = dict(os.environ, LD_LIBRARY_PATH=os.path.join(FOLDER, folder), **variables)
    return subprocess.run([RUN, FOLDER + "/f.mlir", "--entry=" + entry, "--random=1", *flags],
                          capture_output=True, text=True, env=environment)


def refused(code, message, *flags, **variables):
    result = run(*flags, **variables)
    expect(result.returncode == code and message in result.stderr,
           f"{flags}: exit {result.returncode}, {result.stderr}")


for chip in ("sm_86", "gfx942"):
    launches = 1 + 2 + 3  # Once for the result, twice to warm up, three times to time.
    result = run("--target=" + chip, "--check", "--json", "--repeat=3")
    expect(result.returncode == 0, result.stderr)
    expect(result.stderr.count("grid 1 1 1 block") == launches, result.stderr)
    report = json.loads(result.stdout) if result.returncode == 0 else {}
    expect(report.get("check") == "pass" and report.get("error") == 0, report)
    # The GPU says 1.5 ms for each launch; copies are not in that.
    expect(report.get("median_ms") == report.get("min_ms") == 1.5, report)
    kernels = report.get("kernels", [])
    expect([kernel["name"] for kernel in kernels] == ["one_key_kernel"], report)
    expect([kernel["grid"] for kernel in kernels] == [[1, 1, 1]], report)

    target = "--target=" + chip
    api = "cu" if chip == "sm_86" else "hip"
    launch = "cuLaunchKernel" if chip == "sm_86" else "hipModuleLaunchKernel"
    refused(1, f"kernel one_key_kernel: {launch}: CUDA_ERROR_ILLEGAL_ADDRESS", target,
            FAKE_CUDA_FAIL="cuLaunchKernel")
    refused(1, "kernel one_key_kernel: ", target, FAKE_CUDA_FAIL="cuMemAlloc_v2")
    refused(1, f"no kernel 'other_kernel': {api}ModuleGetFunction: CUDA_ERROR_NOT_FOUND", target,
            entry="other")
    refused(3, "but no GPU", target, FAKE_CUDA_DEVICES="0")
    if run(target, folder="none").returncode != 0:
        vendor = "NVIDIA" if chip == "sm_86" else "AMD"
        refused(3, f"run with --emulate instead: no {vendor} driver on this machine", target,
                folder="none")
    # The emulator needs no driver.
    expect(run(target, "--emulate", "--check", folder="none").returncode == 0, "--emulate")

print(f"all of {cases} cases agree" if not failures else f"{failures} of {cases} cases fail")
