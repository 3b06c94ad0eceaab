# REQUIRES: ml_dtypes
# RUN: %python %s %heddle_tools_dir/heddle-compile %host_cc %llvm_lib_dir

"""What lies in keys that nobody sees does not matter.

Keys and values outside of the visible span, or past a length, hold signalling
NaNs and lie on pages that cannot be read. Keys that are masked inside of the
span hold signalling NaNs. Results are those of zeros in their place, bit by
bit, and agree with the formulas.
"""

import dataclasses
import mmap
import sys

import numpy as np
from attention_cases import Case
from attention_model import Model
from compiled import Compiled, Pages, agrees, arguments, parse_tools

SIGNALLING = {"f32": np.uint32(0x7FA00000), "f16": np.uint16(0x7D00), "bf16": np.uint16(0x7FA0)}
GATE = ("sigmoid", "elementwise", "multiply")
REGION = """    %c3 = arith.constant 3 : index
    %infinity = arith.constant 0xFF800000 : f32
    %rest = arith.remui %ik, %c3 : index
    %c0 = arith.constant 0 : index
    %third = arith.cmpi eq, %rest, %c0 : index
    %seen = arith.select %third, %infinity, %x : f32
    heddle.yield %seen : f32"""


def spans():
    """Cases, and for each batch entry the first visible key and the one past the last."""
    long = dict(M=4, N=32768, K=64, D=32, gate=GATE)
    short = dict(B=3, M=70, N=2000, K=32, D=64, Hk=2, H=4, gate=GATE)
    window = "#heddle.window<left = 127, right = 0, bottom_right>"
    yield Case(**long, mask=window), [(32768 - 4 - 127, 32768)]
    yield Case(**long, mask="#heddle.window<left = -3000, right = 3100>"), [(3000, 3104)]
    yield Case(**long, mask="#heddle.causal"), [(0, 4)]
    yield Case(**long, mask="#heddle.all_of<[#heddle.causal<bottom_right>, #heddle.prefix<77>]>"), [(0, 77)]
    yield Case(**short, lengths=(700, 0, 1999)), [(0, 700), (0, 0), (0, 1999)]
    yield Case(**short, mask=window, lengths=(700, 0, 1999)), [(503, 700), (0, 0), (1802, 1999)]
    yield Case(**short, mask="#heddle.window<right = -500, bottom_right>"), [(0, 1500)] * 3


def holes():
    """Cases that mask some keys among others, and the masked keys."""
    common = dict(M=50, N=300, K=24, D=20, gate=GATE)
    j = np.arange(300)
    both = "#heddle.any_of<[#heddle.prefix<20>, #heddle.window<left = 100, bottom_right>]>"
    hole = (j >= 20) & (j < 150)
    for normalizer in ("", "#heddle.softmax1", "#heddle.softpick", "#heddle.sigmoid<bias = -1.0>"):
        yield Case(**common, normalizer=normalizer, mask=both), hole
    yield Case(**common, mask=both, scores=("#heddle.softcap<5.0>",), sink=True), hole
    yield Case(**common, mask=both, bias="BHM", lse=True), hole
    yield Case(**common, region=REGION), j % 3 == 0
    for normalizer in ("", "#heddle.stick_breaking<remainder>"):
        yield Case(**common, normalizer=normalizer, bias="-"), j % 3 == 0


def poison(array, case, unseen):
    bits = SIGNALLING[case.type]
    array.view(bits.dtype)[:, :, unseen] = bits


def on_pages(array, spans):
    """A copy of a key or value operand on pages of its own; what no query sees of it is hidden."""
    heads, keys, width = array.shape[1:]
    row, head = width * array.itemsize, keys * width * array.itemsize
    pages = Pages(array.nbytes + mmap.PAGESIZE)
    copy = pages.array(array.shape, array.dtype)
    copy[...] = array
    for n in range(array.shape[0] * heads):
        begin, end = spans[n // heads]
        pages.hide(n * head, n * head + begin * row)
        pages.hide(n * head + end * row, (n + 1) * head)
    return copy


def inputs(case, unseen):
    """The case's values, with zeros in unseen keys."""
    values = case.tensors()
    for b in range(case.B):
        values[1][b, :, unseen[b]] = 0
    if case.bias == "-":  # it masks them
        values[4][..., unseen[0]] = -np.inf
    return values


def formulas(case, values, unseen):
    if case.region:  # the same as a bias
        case = dataclasses.replace(case, region="", bias="-")
        bias = np.where(unseen[0], -np.inf, 0).reshape(1, 1, 1, -1)
        values = values[:4] + [bias] + values[4:]
    with np.errstate(all="ignore"):
        return Model(case, values).run()


def check(case, tools, unseen, spans=None):
    values = inputs(case, unseen)
    if spans:
        for b in range(case.B):
            values[2][b, :, unseen[b]] = 0
    clean = arguments(case, values)
    dirty = arguments(case, values)
    for operand in dirty[1:3] if spans else dirty[1:2]:
        for b in range(case.B):
            poison(operand[b : b + 1], case, unseen[b])
    if spans:
        dirty[1:3] = [on_pages(operand, spans) for operand in dirty[1:3]]
    kernel = Compiled(dataclasses.replace(case, memrefs=True).mlir(), tools)
    kernel(*clean)
    kernel(*dirty)
    outputs = slice(len(case.operands()), None)
    same = [x.tobytes() == y.tobytes() for x, y in zip(clean[outputs], dirty[outputs])]
    return all(same) and agrees(clean[outputs][0], formulas(case, values, unseen)[0], case.type)


def main():
    tools = parse_tools()
    wrong = 0
    for turn, (case, case_spans) in enumerate(spans()):
        case.type = case.gate_type = case.result_type = ("f32", "bf16", "f16")[turn % 3]
        j = np.arange(case.N)
        unseen = [(j < begin) | (j >= end) for begin, end in case_spans]
        wrong += report(case, check(case, tools, unseen, case_spans))
    for turn, (case, masked) in enumerate(holes()):
        case.type = case.gate_type = case.result_type = ("f32", "bf16", "f16")[turn % 3]
        wrong += report(case, check(case, tools, [masked]))
    sys.exit(1 if wrong else 0)


def report(case, right):
    if not right:
        print(f"wrong: {case}")
    return not right


if __name__ == "__main__":
    main()
