# The kernel in Triton that bundles measure Heddle's beside, as it is called before
# Hopper, and from Hopper on.
#
# REQUIRES: triton
# RUN: env PYTHONPATH=%S/Inputs:%heddle_src_root/utils/gpu-bundle %python %s heddle-emulate | FileCheck %s
#
# CHECK-NOT: wrong
# CHECK: all of {{[0-9]+}} results agree

import sys

import numpy as np
import triton_kernels as kernels
from emulated import Cases, Emulator, In, Map, Out, attention, dtype_of, f64, normal, sigmoid
from heddle_bundle import triton_attention as bundle

emulator, cases = Emulator(sys.argv[1]), Cases()
LENGTH, GROUP = 256, 2


def describe(tensor, rows, depth):
    """A descriptor as an argument: a map, extents and strides."""
    count = GROUP * LENGTH if isinstance(tensor, Out) else len(tensor.array)
    box = (64, rows)  # as wide as the swizzle
    strides = [np.array([stride]) for stride in (depth, 1)]
    return [Map(tensor, box, 128), count, depth, *strides]


def attend(arch, kind, causal, depth, configuration):
    queries, keys, warps, stages, specialize = configuration
    described = arch >= 90
    rows = dict(q=queries, k=keys, v=keys, g=queries, out=queries)
    types = {name: f"*{kind}:16" for name in rows}
    if described:
        types = {name: f"tensordesc<{kind}[{extent}, {depth}]>" for name, extent in rows.items()}
    ptx, shared, threads = kernels.compile_kernel(
        bundle.gated_attention, dict(types, length="i32:16", group="i32", scale="fp32"),
        dict(CAUSAL=causal, BM=queries, BN=keys, D=depth, DESCRIBED=described, SPECIALIZE=specialize),
        arch, warps, stages,
    )  # fmt: skip
    dtype = dtype_of({"bf16": "bfloat16", "fp16": "float16"}[kind])
    heads = (GROUP, 1, 1, GROUP)
    q, k, v, g = (normal(i, (n, LENGTH, depth)).astype(dtype) for i, n in enumerate(heads))
    inputs = [In(array.reshape(-1, depth)) for array in (q, k, v, g)]
    tensors = [*inputs, Out((GROUP * LENGTH, depth), dtype.name)]
    if described:
        described = (describe(*pair, depth) for pair in zip(tensors, rows.values()))
        tensors = [argument for arguments in described for argument in arguments]
    scale = depth**-0.5
    (out,) = emulator.run(
        ptx, "gated_attention", (LENGTH // queries, GROUP), threads,
        [*tensors, LENGTH, GROUP, scale * bundle.LOG2_E, None, None], shared,
    )  # fmt: skip
    k, v = (np.repeat(array, GROUP, axis=0) for array in (k, v))
    expected = attention(q, k, v, scale, causal) * sigmoid(f64(g))
    cases.check(f"sm_{arch} {kind} {depth} {configuration}", out, expected, 6e-3)


for arch, depth in ((80, 64), (80, 128), (90, 128)):
    for index, configuration in enumerate(bundle.list_configurations(depth, arch // 10)):
        kind, causal = (("bf16", False), ("fp16", True))[index % 2]
        cases.run(str((arch, depth, configuration)), attend, arch, kind, causal, depth, configuration)
cases.finish()
