# Part of the Heddle project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Flash attention with a sigmoid gate in its epilogue, in Triton."""

import triton
import triton.language as tl

LOG2_E = 1.4426950408889634


@triton.jit
def locate(tensor, row, ROWS: tl.constexpr, D: tl.constexpr):
    return tensor + (row + tl.arange(0, ROWS))[:, None] * D + tl.arange(0, D)[None, :]


@triton.jit
def load(tensor, row, ROWS: tl.constexpr, D: tl.constexpr, DESCRIBED: tl.constexpr):
    """Rows of a tensor, given as a descriptor or as a pointer."""
    if DESCRIBED:
        return tensor.load([row, 0])
    else:
        return tl.load(locate(tensor, row, ROWS, D))


@triton.jit
def visit_keys(
    state, query, k, v, row, begin, end, queries, scale, MASKED: tl.constexpr,
    BN: tl.constexpr, D: tl.constexpr, DESCRIBED: tl.constexpr, SPECIALIZE: tl.constexpr,
):  # fmt: skip
    """Takes the keys from `begin` to `end`, of which `MASKED` leaves some out."""
    accumulator, total, highest = state
    for start in tl.range(begin, end, BN, warp_specialize=SPECIALIZE):
        key = load(k, row + start, BN, D, DESCRIBED)
        score = tl.dot(query, key.T)
        if MASKED:
            keys = start + tl.arange(0, BN)
            score = tl.where(keys[None, :] <= queries[:, None], score, -float("inf"))
        above = tl.maximum(highest, tl.max(score, 1) * scale)
        weight = tl.exp2(score * scale - above[:, None])
        shrink = tl.exp2(highest - above)
        total = total * shrink + tl.sum(weight, 1)
        value = load(v, row + start, BN, D, DESCRIBED)
        accumulator = tl.dot(weight.to(value.dtype), value, accumulator * shrink[:, None])
        highest = above
    return accumulator, total, highest


@triton.jit
def gated_attention(
    q, k, v, g, out, length, group, scale, CAUSAL: tl.constexpr, BM: tl.constexpr,
    BN: tl.constexpr, D: tl.constexpr, DESCRIBED: tl.constexpr, SPECIALIZE: tl.constexpr,
):  # fmt: skip
    """Tensors are [heads * length, D]; the length is a multiple of BM.

    `scale` has the factor that turns powers of e into those of 2.
    """
    block = tl.program_id(0)
    if CAUSAL:  # The longest first.
        block = tl.num_programs(0) - 1 - block
    head = tl.program_id(1)
    row = head * length + block * BM
    key_row = (head // group) * length
    queries = block * BM + tl.arange(0, BM)
    query = load(q, row, BM, D, DESCRIBED)
    accumulator = tl.zeros([BM, D], tl.float32)
    total = tl.zeros([BM], tl.float32)
    state = accumulator, total, tl.full([BM], -float("inf"), tl.float32)
    seen_by_all = block * BM if CAUSAL else length
    state = visit_keys(
        state, query, k, v, key_row, 0, seen_by_all, queries, scale, False, BN, D, DESCRIBED, SPECIALIZE
    )
    if CAUSAL:
        end = seen_by_all + BM
        state = visit_keys(
            state, query, k, v, key_row, seen_by_all, end, queries, scale, True, BN, D, DESCRIBED, False
        )
    accumulator, total, _ = state
    gate = tl.sigmoid(load(g, row, BM, D, DESCRIBED).to(tl.float32))
    result = accumulator / total[:, None] * gate
    if DESCRIBED:
        out.store([row, 0], result.to(out.dtype))
    else:
        tl.store(locate(out, row, BM, D), result.to(out.dtype.element_ty))


def list_configurations(width, capability):
    """Queries and keys of a tile, warps, stages, and whether warps are specialised.

    From Hopper on, tensors go through descriptors, which Triton copies by hardware.
    """
    for queries, keys, warps, stages in (
        (128, 64, 8, 3), (128, 64, 8, 2), (128, 64, 4, 3), (128, 32, 4, 3), (64, 64, 4, 3),
    ):  # fmt: skip
        yield queries, keys, warps, stages, False
    if width <= 128:
        yield 128, 128, 8, 2, False
    if capability >= 9:
        yield 128, 128, 8, 3, False
    if capability >= 10:
        yield 128, 64, 4, 3, True


def make_call(tensors, causal, configuration, described):
    """The kernel on torch's q, k, v, g and out, as a call without arguments."""
    from triton.tools.tensor_descriptor import TensorDescriptor

    queries, keys, warps, stages, specialize = configuration
    batch, heads, length, width = tensors[0].shape
    group = heads // tensors[1].shape[1]
    if described:
        extents = (queries, keys, keys, queries, queries)
        tensors = [
            TensorDescriptor.from_tensor(tensor.view(-1, width), [extent, width])
            for tensor, extent in zip(tensors, extents)
        ]
    scale = width**-0.5 * LOG2_E

    def call():
        gated_attention[(length // queries, batch * heads)](
            *tensors, length, group, scale, CAUSAL=causal, BM=queries, BN=keys, D=width,
            DESCRIBED=described, SPECIALIZE=specialize, num_warps=warps, num_stages=stages,
        )  # fmt: skip

    return call
