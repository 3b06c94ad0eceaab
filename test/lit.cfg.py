# -*- Python -*-

import os
import shutil
import subprocess

import lit.formats
from lit.llvm import llvm_config
from lit.llvm.subst import ToolSubst

config.name = "Heddle"
config.test_format = lit.formats.ShTest(execute_external=False)
config.suffixes = [".mlir", ".test", ".ll", ".ptx", ".py"]
config.excludes = ["Inputs", "CMakeLists.txt", "lit.cfg.py"]
config.test_source_root = os.path.dirname(__file__)
config.test_exec_root = os.path.join(config.heddle_obj_root, "test")

config.environment["FILECHECK_OPTS"] = (
    "-enable-var-scope --allow-unused-prefixes=false"
)
llvm_config.with_system_environment(
    ["HOME", "TMP", "TEMP", "CCACHE_DIR", "OMP_NUM_THREADS"]
)
llvm_config.with_environment("PATH", config.llvm_tools_dir, append_path=True)
llvm_config.with_environment(
    "PYTHONPATH", os.path.join(config.heddle_src_root, "python"), append_path=True
)


def python_has(module):
    probe = [config.python_executable, "-c", "import " + module]
    return subprocess.run(probe, stderr=subprocess.DEVNULL).returncode == 0


def sanitizer_preload():
    """The runtimes that a stock tool must load before an instrumented plugin."""

    def find(library):
        command = [config.host_cxx, "-print-file-name=" + library]
        return subprocess.check_output(command, text=True).strip()

    names = ["libclang_rt.asan-x86_64.so", "libclang_rt.asan.so"]
    if "clang" not in os.path.basename(config.host_cxx):
        names = ["libasan.so"]
    found = [find(name) for name in names]
    return ":".join(path for path in found if os.path.isabs(path))


def python_package(module):
    """The directory of a package, without the time that importing it takes."""
    probe = "import importlib.util as u; print(*u.find_spec(%r).submodule_search_locations)"
    command = [config.python_executable, "-c", probe % module]
    found = subprocess.run(command, capture_output=True, text=True)
    return found.stdout.strip() if found.returncode == 0 else None


triton = python_package("triton")


def cuda_tool(name):
    """A tool of the CUDA toolkit: installed, or from Triton's wheel."""
    directories = [os.environ.get("PATH", "")]
    for root in [os.environ.get("CUDA_HOME"), "/usr/local/cuda"]:
        directories += [os.path.join(root, "bin")] if root else []
    if triton:
        directories.append(os.path.join(triton, "backends", "nvidia", "bin"))
    return shutil.which(name, path=os.pathsep.join(directories))


# Features.
def host_has(flags):
    """Whether this machine's CPU has all of `flags`, as Linux names them."""
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as file:
            words = set(file.read().split())
    except OSError:
        return False
    return set(flags) <= words


if host_has(["avx512f", "avx512bw", "avx512dq", "avx512vl", "avx2", "fma", "f16c"]):
    config.available_features.add("host-avx512")

if host_has(["avx512f", "avx512bw", "avx512dq", "avx512vl", "avx512_bf16"]):
    config.available_features.add("host-avx512bf16")
if host_has(["amx_tile"]):
    config.available_features.add("host-amx")
if all(shutil.which(tool) for tool in ["qemu-aarch64", "aarch64-linux-gnu-gcc"]):
    config.available_features.add("aarch64-emulation")

config.available_features.add("plugin")
for module in ["numpy", "ml_dtypes"]:
    if python_has(module):
        config.available_features.add(module)
if triton:
    config.available_features.add("triton")
for tool in ["nvcc", "ptxas", "cuobjdump", "nvdisasm"]:
    path = cuda_tool(tool)
    if path:
        config.available_features.add(tool)
        config.substitutions.append(("%" + tool, path))
config.available_features.add(
    "assertions" if config.build_type == "Debug" else "no-assertions"
)
if config.build_fuzzers:
    config.available_features.add("fuzzers")
if "Address" in config.use_sanitizer:
    config.available_features.add("asan")
    # libMLIR.so is not instrumented, so poisoned pools give false alarms, and
    # what it keeps until the end of the process is not ours to free.
    config.environment["ASAN_OPTIONS"] = (
        "allow_user_poisoning=false:detect_leaks=0:detect_container_overflow=0"
        ":allocator_may_return_null=1"
    )
if "Undefined" in config.use_sanitizer:
    config.environment["UBSAN_OPTIONS"] = "print_stacktrace=1:halt_on_error=1"

# Substitutions.
plugin = os.path.join(config.heddle_lib_dir, "HeddlePlugin" + config.llvm_shlib_ext)
mlir_opt = os.path.join(config.llvm_tools_dir, "mlir-opt")
if "asan" in config.available_features:
    mlir_opt = "env LD_PRELOAD={} {}".format(sanitizer_preload(), mlir_opt)
config.substitutions += [
    ("%python", '"{}"'.format(config.python_executable)),
    ("%cmake", config.cmake),
    ("%host_cc", config.host_cc),
    ("%clang", os.path.join(config.llvm_tools_dir, "clang")),
    ("%host_cxx", config.host_cxx),
    ("%mlir_dir", config.mlir_dir),
    ("%launcher", config.compiler_launcher),
    ("%shlibext", config.llvm_shlib_ext),
    ("%llvm_lib_dir", os.path.join(config.llvm_tools_dir, os.pardir, "lib")),
    ("%heddle_src_root", config.heddle_src_root),
    ("%heddle_obj_root", config.heddle_obj_root),
    ("%heddle_tools_dir", config.heddle_tools_dir),
    ("%heddle_lib_dir", config.heddle_lib_dir),
    ("%heddle_plugin", plugin),
]

# HEDDLE_OPT_CHECK_IR_ROUNDTRIP=1 makes every test one of parser and printer.
opt_arguments = []
if os.environ.get("HEDDLE_OPT_CHECK_IR_ROUNDTRIP"):
    opt_arguments.append("--verify-roundtrip")

tools = [
    ToolSubst("heddle-opt", extra_args=opt_arguments, unresolved="fatal"),
    ToolSubst("heddle-run", unresolved="ignore"),
    ToolSubst("heddle-compile", unresolved="ignore"),
    ToolSubst("heddle-launch", unresolved="ignore"),
    ToolSubst("heddle-emulate", unresolved="ignore"),
    ToolSubst("mlir-opt", command=mlir_opt),
    "mlir-runner",
    "mlir-translate",
    "FileCheck",
    "count",
    "not",
    "split-file",
    "llc",
    "opt",
]
llvm_config.use_default_substitutions()
llvm_config.add_tool_substitutions(
    tools, [config.heddle_tools_dir, config.llvm_tools_dir]
)
