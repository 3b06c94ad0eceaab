# REQUIRES: ml_dtypes
# RUN: %python %s %heddle_tools_dir/heddle-compile %host_cc %llvm_lib_dir

"""Operands and results that are views of any strides are read and written where they lie."""

import sys

import numpy as np
from attention_cases import Case
from attention_model import Model
from compiled import Compiled, agrees, arguments, parse_tools

GATE = ("sigmoid", "elementwise", "multiply")
SHAPE = dict(B=2, H=4, Hk=2, M=37, N=130, K=24, D=24, memrefs=True, strided=True, dynamic="BHhMN")
POISON = 99


def every_second(array, axis):
    wide = np.full([2 * n if d == axis else n for d, n in enumerate(array.shape)], POISON, array.dtype)
    view = wide[(slice(None),) * axis + (slice(1, None, 2),)]
    view[...] = array
    return view


def reordered(array, order):
    """The same elements, with the dimensions in another order in memory."""
    return np.transpose(np.ascontiguousarray(np.transpose(array, order)), np.argsort(order))


def reversed_in_memory(array, axis):
    return np.flip(np.ascontiguousarray(np.flip(array, axis)), axis)


def repeated(array, axis):
    """One slice, which is there several times: a stride of 0."""
    return np.broadcast_to(np.take(array, [0], axis), array.shape)


VIEWS = {
    "every second row": lambda x: every_second(x, x.ndim - 2),
    "every second column": lambda x: every_second(x, x.ndim - 1),
    "heads behind rows": lambda x: reordered(x, (0, 2, 1, *range(3, x.ndim))),
    "columns before rows": lambda x: reordered(x, (*range(x.ndim - 2), x.ndim - 1, x.ndim - 2)),
    "rows backwards": lambda x: reversed_in_memory(x, x.ndim - 2),
    "columns backwards": lambda x: reversed_in_memory(x, x.ndim - 1),
}


def interleave(arrays):
    """Arrays as parts of one, side by side in the last dimension."""
    whole = np.concatenate(arrays, axis=-1)
    ends = np.cumsum([array.shape[-1] for array in arrays])
    return [whole[..., end - array.shape[-1] : end] for end, array in zip(ends, arrays)]


def kernels():
    for type in ("f32", "bf16", "f16"):
        gate = dict(type=type, gate=GATE, bias="BHM", bias_type=type, lse=True)
        yield Case(**SHAPE, **gate, mask="#heddle.causal<bottom_right>")
    yield Case(**SHAPE, layout=("bshd",) * 3, gate=("silu", "headwise", "multiply"))


def run(kernel, case, arrays):
    """Runs on the arrays; what surrounds results must stay."""
    kernel(*arrays)
    with np.errstate(all="ignore"):
        values = [np.asarray(array, np.float32) for array in arrays]
        expected = Model(case, values).run()
    outputs = arrays[len(case.operands()) :]
    right = all(agrees(y, e, t) for y, e, t in zip(outputs, expected, (case.type, "f32")))
    whole = [y.base for y in outputs if y.base is not None and y.base.size > y.size]
    return right and all(np.count_nonzero(base == POISON) == base.size // 2 for base in whole)


def check(kernel, case):
    """The names of the views that give something wrong."""
    for name, view in VIEWS.items():
        arrays = [x if x.ndim < 2 else view(x) for x in arguments(case)]
        if not run(kernel, case, arrays):
            yield name
    arrays = arguments(case)
    arrays[1:3] = interleave(arrays[1:3])
    if case.gate[1] == "elementwise":
        arrays[0], arrays[3] = interleave([arrays[0], arrays[3]])
    if not run(kernel, case, arrays):
        yield "packed"
    arrays = arguments(case)
    arrays[1:3] = [repeated(x, 1 if case.layout[0] == "bhsd" else 2) for x in arrays[1:3]]
    if not run(kernel, case, arrays):
        yield "one key head for all"


def main():
    tools = parse_tools()
    wrong = 0
    for case in kernels():
        source = case.mlir().replace(", 1]>", ", ?], offset: ?>")
        kernel = Compiled(source, tools)
        for name in check(kernel, case):
            wrong += 1
            print(f"wrong: {name}: {case}")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
