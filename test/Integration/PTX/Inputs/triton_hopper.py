"""Kernels with the tensor descriptors and the matrix units of Hopper."""

import triton
import triton.language as tl


@triton.jit
def matmul(
    a, b, c, m, n, k,
    BM: tl.constexpr, BN: tl.constexpr, BK: tl.constexpr, SPECIALIZE: tl.constexpr,
):  # fmt: skip
    left = tl.make_tensor_descriptor(a, [m, k], [k, 1], [BM, BK])
    right = tl.make_tensor_descriptor(b, [k, n], [n, 1], [BK, BN])
    result = tl.make_tensor_descriptor(c, [m, n], [n, 1], [BM, BN])
    row = tl.program_id(0) * BM
    column = tl.program_id(1) * BN
    sums = tl.zeros([BM, BN], tl.float32)
    for start in tl.range(0, k, BK, warp_specialize=SPECIALIZE):
        sums = tl.dot(left.load([row, start]), right.load([start, column]), sums)
    result.store([row, column], sums.to(tl.bfloat16))


@triton.jit
def attention(
    q, k, v, out, length, scale,
    BM: tl.constexpr, BN: tl.constexpr, D: tl.constexpr, SPECIALIZE: tl.constexpr,
):  # fmt: skip
    """All tensors are [heads, length, D]; the length is a multiple of the tiles."""
    rows = tl.num_programs(1) * length
    queries = tl.make_tensor_descriptor(q, [rows, D], [D, 1], [BM, D])
    keys = tl.make_tensor_descriptor(k, [rows, D], [D, 1], [BN, D])
    values = tl.make_tensor_descriptor(v, [rows, D], [D, 1], [BN, D])
    outputs = tl.make_tensor_descriptor(out, [rows, D], [D, 1], [BM, D])
    first = tl.program_id(1) * length
    row = first + tl.program_id(0) * BM
    query = queries.load([row, 0])
    highest = tl.full([BM], -float("inf"), tl.float32)
    total = tl.zeros([BM], tl.float32)
    sums = tl.zeros([BM, D], tl.float32)
    for start in tl.range(0, length, BN, warp_specialize=SPECIALIZE):
        score = tl.dot(query, keys.load([first + start, 0]).T) * (scale * 1.4426950408889634)
        above = tl.maximum(highest, tl.max(score, 1))
        weight = tl.exp2(score - above[:, None])
        shrink = tl.exp2(highest - above)
        total = total * shrink + tl.sum(weight, 1)
        value = values.load([first + start, 0])
        sums = tl.dot(weight.to(tl.bfloat16), value, sums * shrink[:, None])
        highest = above
    outputs.store([row, 0], (sums / total[:, None]).to(tl.bfloat16))
