# What utils/gpu-bundle.sh writes, on a machine without a GPU: the cases run in the
# emulator, which proves the manifests; launches go to a driver that is a library of
# this test; what cannot be done is refused.
#
# RUN: rm -rf %t && mkdir -p %t/fake %t/no-torch
# RUN: %python %heddle_src_root/utils/gpu-bundle.py %t/bundle --quick --build=%heddle_obj_root
# RUN: %host_cc -shared -fPIC -Wall -Wextra -Werror %S/Inputs/fake-cuda.c -o %t/fake/libcuda.so.1
# RUN: echo 'raise ImportError("no torch")' > %t/no-torch/torch.py
# RUN: %python %s %t heddle-emulate %heddle_src_root/utils/gpu-bundle.py | FileCheck %s
#
# CHECK-NOT: wrong
# CHECK: all of {{[0-9]+}} cases agree

import json
import os
import shutil
import subprocess
import sys

FOLDER, EMULATE, MAKE = sys.argv[1:4]
BUNDLE = os.path.join(FOLDER, "bundle")
CHECK = os.path.join(BUNDLE, "check.py")
BENCHMARK = os.path.join(BUNDLE, "benchmark.py")
failures = cases = 0


def expect(condition, what):
    global failures, cases
    cases += 1
    if not condition:
        failures += 1
        print("wrong:", what)


def run(*command, fake=True, **variables):
    environment = dict(os.environ, PYTHONDONTWRITEBYTECODE="1", PYTHON=sys.executable, **variables)
    environment["LD_LIBRARY_PATH"] = FOLDER + "/fake" if fake else FOLDER
    if command[0].endswith(".py"):
        command = (sys.executable, *command)
    return subprocess.run(command, capture_output=True, text=True, env=environment, cwd=FOLDER)


def expect_run(code, message, *command, **variables):
    result = run(*command, **variables)
    output = result.stdout + result.stderr
    expect(result.returncode == code and message in output, f"{command}: exit {result.returncode}, {output}")
    return output


def read_bundle():
    with open(os.path.join(BUNDLE, "bundle.json"), encoding="utf-8") as file:
        return json.load(file)


# The folder.
bundle = read_bundle()
size = sum(os.path.getsize(os.path.join(p, name)) for p, _, names in os.walk(BUNDLE) for name in names)
expect(size < 8 << 20, f"{size} bytes")
expect(len(bundle["cases"]) == 6 and len(bundle["benchmarks"]) == 2, bundle)
for name in ("run.sh", "README.md", "LICENSE", "bin/heddle-launch", "lib/libHeddleRuntime.so"):
    expect(os.path.exists(os.path.join(BUNDLE, name)), name)
expect_run(1, "is no empty folder", MAKE, BUNDLE, "--quick")
expect_run(1, "no case could be compiled for sm_12", MAKE, os.path.join(FOLDER, "other"), "--quick", "--chip=sm_12",
           f"--build={os.path.dirname(os.path.dirname(shutil.which(EMULATE)))}")  # fmt: skip

# Correctness, without a GPU.
results = os.path.join(FOLDER, "check.json")
output = expect_run(0, "6 of 6 checks passed on the emulator", CHECK, f"--emulator={EMULATE}", f"--json={results}")
with open(results, encoding="utf-8") as file:
    expect(all(case["passed"] for case in json.load(file)["cases"]), output)
expect_run(1, "0 of 0 checks passed", CHECK, f"--emulator={EMULATE}", "--filter=none-such")

exact = [case["name"] for case in bundle["cases"] if case["outputs"][0]["exact"]]
expect(exact == ["exact-decode"], exact)
expect("PASS exact-decode, emulated: error 0.00e+00 of 0.00e+00" in output, output)

# One wrong number is noticed.
expected = os.path.join(BUNDLE, bundle["cases"][0]["outputs"][0]["expected"])
with open(expected, "rb") as file:
    content = file.read()
with open(expected, "wb") as file:
    file.write(content[:-4] + b"\0\0\xa0\x41")  # 20
output = expect_run(1, "5 of 6 checks passed", CHECK, f"--emulator={EMULATE}")
expect("FAIL bf16-d64-causal, emulated: error" in output, output)
with open(expected, "wb") as file:
    file.write(content)

# Launches go to the driver, those of decode are two.
output = expect_run(1, "0 of 6 checks passed on Fake", CHECK, "--jobs=1")
expect(output.count("cuModuleLoadData: CUDA_ERROR_INVALID_PTX") == 6, output)
sanitizer = os.path.join(FOLDER, "sanitizer")
with open(sanitizer, "w", encoding="utf-8") as file:
    file.write('#!/bin/sh\necho "sanitizer $*"\nexit 99\n')
os.chmod(sanitizer, 0o755)
output = expect_run(1, "FAIL f32-full, racecheck: exit 99", CHECK, f"--sanitizer={sanitizer}")
expect("sanitizer --tool=initcheck --error-exitcode=99" in output, output)

BIND = """
import sys
sys.path.insert(0, {bundle!r})
from heddle_bundle import device, manifest
shape, key, line = (1, 32, 1, 128), (1, 8, 8192, 128), manifest.row_major
extents = (shape, key, key, shape, shape)
tensors = [manifest.Tensor((i + 1) << 20, s, line(s)) for i, s in enumerate(extents)]
def allocate(size):
    print("scratch", size > 0)
    return 1 << 30
function = manifest.Function({manifest!r})
gpu = device.open_for(function.chip, False)
print(gpu.name, gpu.chip)
device.bind(gpu, function, tensors, allocate)()
"""
path = os.path.join(BUNDLE, bundle["benchmarks"][1]["kernels"]["gated"])
script = BIND.format(bundle=BUNDLE, manifest=path)
output = expect_run(0, 'Fake "GPU", sm_86 sm_86', sys.executable, "-c", script, FAKE_CUDA_EMPTY="1")
with open(path, encoding="utf-8") as file:
    launches = json.load(file)["entry_points"][0]["launches"]
expect(output.count("grid ") == len(launches) == 2 and "scratch True" in output, output)

# Refusals.
if run(os.path.join(BUNDLE, "bin/heddle-launch"), "none.ptx", fake=False).returncode != 0:
    expect_run(2, "no NVIDIA driver on this machine", os.path.join(BUNDLE, "run.sh"), fake=False)
expect_run(2, "--none: unknown flag", os.path.join(BUNDLE, "run.sh"), "--none")
expect_run(0, "EXIT CODES", os.path.join(BUNDLE, "run.sh"), "--help")
expect_run(2, "PyTorch and Triton are needed to measure: no torch", BENCHMARK, PYTHONPATH=FOLDER + "/no-torch")
with open(os.path.join(BUNDLE, "bundle.json"), "w", encoding="utf-8") as file:
    json.dump({**bundle, "chip": "sm_90a"}, file)
expect_run(2, "are for sm_90a, the GPU is Fake \"GPU\", sm_86: make a bundle with --chip=sm_86,", CHECK)
output = expect_run(1, "INVALID_PTX", CHECK, "--ptx")
expect(".ptx --entry=" in output and ".cubin" not in output, output)
with open(os.path.join(BUNDLE, "bundle.json"), "w", encoding="utf-8") as file:
    json.dump(bundle, file)

# All of run.sh as far as a driver without a GPU goes: what is wrong is said, and it
# goes on, until it finds no PyTorch.
output = expect_run(2, "FAIL lengths, launched", os.path.join(BUNDLE, "run.sh"), "--no-sanitizer",
                    f"--results={FOLDER}/results", PYTHONPATH=FOLDER + "/no-torch")  # fmt: skip
expect("== performance" in output and "PyTorch and Triton are needed" in output, output)
expect(os.path.exists(f"{FOLDER}/results/check.json"), "results of run.sh")

# Tables.
peers = {
    "flash": {"ms": [1, 2, 3], "ratio": [1.4, 1.5, 1.6], "agrees": True},
    "cuDNN": {"ms": [1, 1, 1], "ratio": [0.4, 0.5, 0.6], "agrees": False},
    "Triton": {"refused": "no reason"},
}
row = {"shape": bundle["benchmarks"][0], "error": 1e-3, "right": True, "ms": [1, 1.25, 2],
       "tflops": 123.4, "gbps": 5.0, "gate": [1.01, 1.02, 1.03], "peers": peers}  # fmt: skip
with open(FOLDER + "/rows.json", "w", encoding="utf-8") as file:
    json.dump({"machine": {"GPU": "Fake"}, "rows": [row]}, file)
output = expect_run(0, "A peer is faster than Heddle in 1 of 2 comparisons", BENCHMARK, f"--report={FOLDER}/rows.json")
expect("| 1.2500 | 123 | 2.0% (1.0% to 3.0%) | 1.50 (1.40–1.60) | 0.50 (0.40–0.60) **differs** | – |" in output, output)
with open(FOLDER + "/profile.csv", "w", encoding="utf-8") as file:
    file.write('==PROF== Connected\n"ID","Kernel Name","Grid Size","Metric Name","Metric Unit","Metric Value"\n'
               '"0","main_kernel","(8, 1, 1)","sm__pipe_tensor_cycles_active.avg.pct","%","71.5"\n'
               '"0","main_kernel","(8, 1, 1)","Registers Per Thread","register/thread","255"\n')  # fmt: skip
output = expect_run(0, "| 0 | main_kernel | (8, 1, 1) | sm__pipe_tensor_cycles_active.avg.pct | 71.5 % |",
                    BENCHMARK, f"--report-profile={FOLDER}/profile.csv")  # fmt: skip
expect("Registers" not in output, output)

print(f"all of {cases} cases agree" if not failures else f"{failures} of {cases} cases are wrong")
