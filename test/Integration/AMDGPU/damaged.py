# A kernel of Triton, damaged in one place at a time. The emulator reports each
# damage, or the result is wrong.
#
# REQUIRES: triton
# RUN: %python %s heddle-emulate | FileCheck %s
#
# CHECK-NOT: unnoticed
# CHECK: all damages were noticed

import re
import sys

import numpy as np

from amdgpu import Emulator, compile_ir, emulated, to_bitcode, triton_kernels
from emulated import Failed, In, Out, attention, f64, normal, sigmoid

ARCH, LENGTH, DEPTH = "gfx942", 96, 64
emulator = Emulator(sys.argv[1])
q, k, v = (normal(seed, (2, LENGTH, DEPTH), "float16") for seed in (1, 2, 3))
g = normal(4, (2, LENGTH, DEPTH), "float16")
scale = DEPTH**-0.5
expected = attention(q, k, v, scale, True) * sigmoid(f64(g))
pointer = "*fp16:16"
text, shared, threads = compile_ir(
    triton_kernels.attention,
    dict(q=pointer, k=pointer, v=pointer, g=pointer, out=pointer, length="i32", scale="fp32"),
    dict(CAUSAL=1, BM=64, BN=32, D=DEPTH), ARCH, num_stages=2,
)  # fmt: skip


def outcome(ir, lds=shared):
    """What is noticed of a kernel, or nothing."""
    arguments = [In(q), In(k), In(v), In(g), Out(q.shape, "float16"), LENGTH, scale, None, None]
    try:
        grid = (-(-LENGTH // 64), 2)
        (out,) = emulator.run(to_bitcode(ir, ARCH), "attention", grid, threads, arguments, lds)
    except Failed as failure:
        return re.search(r"kernel 'attention': (\w+( \w+)?)", str(failure)).group(1)
    error = np.linalg.norm(out - expected) / np.linalg.norm(expected)
    return None if error < 2e-3 else "wrong result"


def replace_each(pattern, replacement):
    """The text with one match of `pattern` replaced, for some matches."""
    matches = list(re.finditer(pattern, text))
    assert matches, pattern
    for match in matches[:: max(1, len(matches) // 8)]:
        yield text[: match.start()] + match.expand(replacement) + text[match.end() :]


assert outcome(text) is None
for name, pattern, replacement in (
    ("barrier removed", r"(?m)^.*call void @llvm.amdgcn.s.barrier\(\).*\n", ""),
    ("store to LDS removed", r"(?m)^  store .*addrspace\(3\).*\n", ""),
    ("store to memory removed", r"(?m)^  (?:store .*addrspace\(1\)|.*buffer.store).*\n", ""),
    ("operands of MFMA swapped", r"(mfma\S*\()(<4 x half> \S+), (<4 x half> \S+),", r"\1\3, \2,"),
    ("accumulator lost", r"(mfma\S*\(.*, <(\d+) x float>) %\d+", r"\1 zeroinitializer"),
):
    for damaged in replace_each(pattern, replacement):
        print(f"{name}: {outcome(damaged) or 'unnoticed'}")
print(f"less LDS: {outcome(text, shared - 128) or 'unnoticed'}")
print("all damages were noticed")
