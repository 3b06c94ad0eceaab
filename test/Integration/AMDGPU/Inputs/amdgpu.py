"""Kernels of Triton for AMD GPUs, as LLVM IR, through heddle-emulate."""

import os
import re
import sys

# LLVM 22 does not read the records of Triton's newer LLVM about source lines.
os.environ["TRITON_DISABLE_LINE_INFO"] = "1"
sys.path.append(os.path.join(os.path.dirname(__file__), "..", "..", "PTX", "Inputs"))

import triton_kernels  # noqa: F401  (sets up Triton)
import emulated  # noqa: E402
import triton
from triton._C.libtriton import llvm
from triton.backends.compiler import GPUTarget
from triton.compiler import ASTSource

PROCESSORS = {"gfx90a": 64, "gfx942": 64, "gfx950": 64, "gfx1100": 32, "gfx1201": 32}


class Emulator(emulated.Emulator):
    """Takes bitcode instead of text."""

    def write(self, bitcode):
        path = self.new_file(".bc")
        with open(path, "wb") as file:
            file.write(bitcode)
        return path


def to_bitcode(text, arch):
    """Triton's LLVM is newer than ours and reads its own text; the triple and
    the processor, which it gives to its backend, have to be in the module."""
    text = re.sub(r"target triple = .*", 'target triple = "amdgcn-amd-amdhsa"', text)
    text = re.sub(r"(attributes #\d+ = \{)", rf'\1 "target-cpu"="{arch}"', text)
    return llvm.to_bitcode(text, True)


def compile_ir(kernel, signature, constants, arch, num_warps=4, num_stages=2, **options):
    """The text of a kernel's LLVM IR, its bytes of LDS, and its work-items.

    Types in `signature` may end in `:16`: multiples of 16.
    """
    types = {name: kind.removesuffix(":16") for name, kind in signature.items()}
    types.update({name: "constexpr" for name in constants})
    order = [name for name in kernel.arg_names if name in types]
    attributes = {
        (order.index(name),): [["tt.divisibility", 16]]
        for name, kind in signature.items()
        if kind.endswith(":16")
    }
    source = ASTSource(
        fn=kernel,
        signature={name: types[name] for name in order},
        constexprs=constants,
        attrs=attributes,
    )
    compiled = triton.compile(
        source,
        target=GPUTarget("hip", arch, PROCESSORS[arch]),
        options={"num_warps": num_warps, "num_stages": num_stages, **options},
    )
    metadata = compiled.metadata
    threads = PROCESSORS[arch] * metadata.num_warps
    return compiled.asm["llir"], metadata.shared, threads


def compile_kernel(kernel, signature, constants, arch, **options):
    """The same as bitcode that heddle-emulate reads."""
    text, shared, threads = compile_ir(kernel, signature, constants, arch, **options)
    return to_bitcode(text, arch), shared, threads
