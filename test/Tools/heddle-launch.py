# heddle-launch without a GPU: its refusals, and what it asks of a driver, which is
# a library of this test.
#
# RUN: rm -rf %t && mkdir -p %t/fake
# RUN: %host_cc -shared -fPIC -Wall -Wextra -Werror %S/Inputs/fake-cuda.c -o %t/fake/libcuda.so.1
# RUN: %host_cc -DFAKE_HIP -shared -fPIC -Wall -Wextra -Werror %S/Inputs/fake-cuda.c -o %t/fake/libamdhip64.so
# RUN: %python %s heddle-launch %t | FileCheck %s
#
# CHECK-NOT: wrong
# CHECK: all of {{[0-9]+}} cases agree

import json
import os
import subprocess
import sys

import numpy

LAUNCH, FOLDER = sys.argv[1:3]
failures = 0
cases = 0


def expect(condition, what):
    global failures, cases
    cases += 1
    if not condition:
        failures += 1
        print("wrong:", what)


def run(*flags, fake=True, **variables):
    environment = dict(os.environ, **variables)
    environment["LD_LIBRARY_PATH"] = FOLDER + "/fake" if fake else FOLDER
    return subprocess.run([LAUNCH, *flags], capture_output=True, text=True,
                          env=environment, cwd=FOLDER)


def refused(code, message, *flags, **variables):
    result = run(*flags, **variables)
    expect(result.returncode == code and message in result.stderr,
           f"{flags}: exit {result.returncode}, {result.stderr}")


with open(FOLDER + "/k.ptx", "w") as file:
    file.write("fake kernel")
with open(FOLDER + "/broken.ptx", "w") as file:
    file.write("no kernel")
x = numpy.arange(12, dtype=numpy.float32).reshape(3, 4)
numpy.save(FOLDER + "/x.npy", x)
KERNEL = ["k.ptx", "--entry=scale", "--grid=3,2", "--block=32", "--shared=65536"]
ARGUMENTS = ["--arg=in:x.npy", "--arg=out:y.npy:f32:3x4", "--arg=i32:12", "--arg=f32:0.5"]

result = run(*KERNEL, *ARGUMENTS, "--json", "--repeat=3")
expect(result.returncode == 0, result.stderr)
expect("grid 3 2 1 block 32 1 1 shared 65536" in result.stderr, result.stderr)
expect("attribute 8 = 65536" in result.stderr, result.stderr)
expect(result.stderr.count("grid") == 6, "once, two to warm up, three to time")
report = json.loads(result.stdout)
expect(report == {"device": 'Fake "GPU", sm_86', "entry": "scale", "median_ms": 1.5,
                  "min_ms": 1.5}, report)
expect(numpy.array_equal(numpy.load(FOLDER + "/y.npy"), x / 2), "the result")
numpy.save(FOLDER + "/z.npy", x)
run(*KERNEL, "--arg=in:x.npy", "--arg=inout:z.npy", "--arg=i32:4", "--arg=f32:2")
expect(numpy.array_equal(numpy.load(FOLDER + "/z.npy")[0], 2 * x[0]), "what it changed")
expect(numpy.array_equal(numpy.load(FOLDER + "/z.npy")[1:], x[1:]), "what it left")

# Tensor maps, and structures by value: the driver makes the maps.
MAPS = ["--arg=map:x.npy:f32:box=4x2:swizzle=64", "--arg=map:out:y.npy:f32:3x4:box=2x1:fill=nan",
        "--arg=bytes:0c000000", "--arg=f32:0.5"]
os.remove(FOLDER + "/y.npy")
result = run(*KERNEL, *MAPS)
expect("map type 7 swizzle 2 fill 0: 4 of 4 by 0 2 of 3 by 16\n" in result.stderr, result.stderr)
expect("map type 7 swizzle 0 fill 1: 2 of 4 by 0 1 of 3 by 16\n" in result.stderr, result.stderr)
expect(numpy.array_equal(numpy.load(FOLDER + "/y.npy"), x / 2), "the result by maps")
refused(1, "x.npy: cuTensorMapEncodeTiled: CUDA_ERROR_ILLEGAL_ADDRESS", *KERNEL, *MAPS,
        FAKE_CUDA_FAIL="cuTensorMapEncodeTiled")
refused(1, "x.npy: a tensor map has 1 to 5 dimensions, and an extent of the box for each", *KERNEL,
        "--arg=map:x.npy:f32:box=4")
refused(1, "elements of type f16, bf16, f32 or i32, not f64", *KERNEL, "--arg=map:x.npy:f64:box=4x1")
refused(2, "swizzle=16: expected box=AxB, swizzle=0, 32, 64 or 128", *KERNEL,
        "--arg=map:x.npy:box=4x1:swizzle=16")
refused(2, "extents of a box: 257: expected a number from 1 to 256", *KERNEL, "--arg=map:x.npy:box=257")
refused(2, "expected map:FILE.npy:TYPE:box=AxB", *KERNEL, "--arg=map:x.npy")
refused(2, "expected bytes: and pairs of hexadecimal digits", *KERNEL, "--arg=bytes:0g")

# Machine code for AMDGPU goes to AMD's driver.
with open(FOLDER + "/k.hsaco", "wb") as file:
    file.write(b"\x7fELF".ljust(18, b"\0") + b"\xe0\0")
AMD = ["k.hsaco", *KERNEL[1:]]
os.remove(FOLDER + "/y.npy")
result = run(*AMD, *ARGUMENTS, "--json", "--repeat=3")
expect(result.returncode == 0, result.stderr)
expect(json.loads(result.stdout)["device"] == 'Fake "GPU"', result.stdout)
expect(numpy.array_equal(numpy.load(FOLDER + "/y.npy"), x / 2), "the result on AMD's GPU")
refused(1, "tensor maps need a GPU of NVIDIA", *AMD, "--arg=map:x.npy:box=4x1")
refused(1, "hipModuleLaunchKernel: CUDA_ERROR_ILLEGAL_ADDRESS", *AMD, *ARGUMENTS,
        FAKE_CUDA_FAIL="cuLaunchKernel")
if run(*AMD, *ARGUMENTS, fake=False).returncode != 0:
    refused(1, "no AMD driver on this machine", *AMD, *ARGUMENTS, fake=False)
refused(1, "driver of AMD, but no GPU", *AMD, *ARGUMENTS, FAKE_CUDA_DEVICES="0")

if run(*KERNEL, *ARGUMENTS, fake=False).returncode != 0:
    refused(1, "no NVIDIA driver on this machine", *KERNEL, *ARGUMENTS, fake=False)
refused(1, "but no GPU", *KERNEL, *ARGUMENTS, FAKE_CUDA_DEVICES="0")
refused(1, "cuLaunchKernel: CUDA_ERROR_ILLEGAL_ADDRESS", *KERNEL, *ARGUMENTS,
        FAKE_CUDA_FAIL="cuLaunchKernel")
refused(1, "cuCtxSynchronize: CUDA_ERROR_ILLEGAL_ADDRESS", *KERNEL, *ARGUMENTS,
        FAKE_CUDA_FAIL="cuCtxSynchronize")
refused(1, "broken.ptx: cuModuleLoadData: CUDA_ERROR_INVALID_PTX", "broken.ptx", "--entry=k")
refused(1, "no kernel 'other': cuModuleGetFunction: CUDA_ERROR_NOT_FOUND", "k.ptx",
        "--entry=other")
refused(2, "none.ptx: cannot be read", "none.ptx", "--entry=k")
refused(2, "expected a file and --entry", "k.ptx")
refused(2, "--bogus: unknown flag", "k.ptx", "--entry=k", "--bogus")
refused(2, "--grid=0: 0: expected a number from 1", "k.ptx", "--entry=k", "--grid=0")
refused(2, "expected at most 3 sizes", "k.ptx", "--entry=k", "--block=1,2,3,4")
refused(2, "--shared=x: 'x': expected a number", "k.ptx", "--entry=k", "--shared=x")
for argument in ("in:none.npy", "in:x.npy:f31", "out:y.npy:f32", "out:y.npy:f32:3x", "i32:5000000000",
                 "i32:", "f32:x", "zero:-1", "null:1", "other:1", ""):
    result = run("k.ptx", "--entry=scale", "--arg=" + argument)
    expect(result.returncode == 2 and result.stderr, argument)
expect("USAGE" in run("--help").stdout, "--help")

print(f"all of {cases} cases agree" if not failures else f"{failures} of {cases} cases fail")
