"""Kernels in Triton, compiled to PTX without a GPU."""

import os
import warnings

# What Triton caches stays with the test; it asks for a choice about fusion.
os.environ.setdefault("TRITON_DEFAULT_FP_FUSION", "1")
warnings.filterwarnings("ignore", module="triton")

import triton
import triton.language as tl
from triton.backends.compiler import GPUTarget
from triton.compiler import ASTSource


def compile_kernel(kernel, signature, constants, arch, num_warps=4, num_stages=2, num_ctas=1):
    """The PTX of a kernel, its bytes of shared memory, and its threads.

    `signature` has the types of the arguments that remain, by name. Pointers
    and integers are given as multiples of 16, as frameworks pass them, where
    the type ends in `:16`.
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
        target=GPUTarget("cuda", arch, 32),
        options={"num_warps": num_warps, "num_stages": num_stages, "num_ctas": num_ctas},
    )
    metadata = compiled.metadata
    return compiled.asm["ptx"], metadata.shared, 32 * metadata.num_warps


@triton.jit
def vector_add(x, y, out, count, BLOCK: tl.constexpr):
    i = tl.program_id(0) * BLOCK + tl.arange(0, BLOCK)
    mask = i < count
    tl.store(out + i, tl.load(x + i, mask=mask) + tl.load(y + i, mask=mask), mask=mask)


@triton.jit
def softmax(x, out, columns, BLOCK: tl.constexpr):
    row = tl.program_id(0)
    j = tl.arange(0, BLOCK)
    value = tl.load(x + row * columns + j, mask=j < columns, other=-float("inf")).to(tl.float32)
    weight = tl.exp(value - tl.max(value, 0))
    tl.store(out + row * columns + j, weight / tl.sum(weight, 0), mask=j < columns)


@triton.jit
def layer_norm(x, weight, bias, out, columns, epsilon, BLOCK: tl.constexpr):
    row = tl.program_id(0)
    total = tl.zeros([BLOCK], tl.float32)
    square = tl.zeros([BLOCK], tl.float32)
    for start in range(0, columns, BLOCK):
        j = start + tl.arange(0, BLOCK)
        value = tl.load(x + row * columns + j, mask=j < columns, other=0.0).to(tl.float32)
        total += value
        square += value * value
    mean = tl.sum(total, 0) / columns
    scale = tl.rsqrt(tl.sum(square, 0) / columns - mean * mean + epsilon)
    for start in range(0, columns, BLOCK):
        j = start + tl.arange(0, BLOCK)
        mask = j < columns
        value = tl.load(x + row * columns + j, mask=mask, other=0.0).to(tl.float32)
        w = tl.load(weight + j, mask=mask)
        b = tl.load(bias + j, mask=mask)
        tl.store(out + row * columns + j, (value - mean) * scale * w + b, mask=mask)


@triton.jit
def histogram(x, out, count, BINS: tl.constexpr, BLOCK: tl.constexpr):
    i = tl.program_id(0) * BLOCK + tl.arange(0, BLOCK)
    value = tl.load(x + i, mask=i < count, other=0)
    counts = tl.histogram(value, BINS, mask=i < count)
    tl.atomic_add(out + tl.arange(0, BINS), counts)


@triton.jit
def scan_and_argmax(x, sums, best, columns, BLOCK: tl.constexpr):
    row = tl.program_id(0)
    j = tl.arange(0, BLOCK)
    value = tl.load(x + row * columns + j, mask=j < columns, other=-1.0e30)
    tl.store(best + row, tl.argmax(value, 0))
    value = tl.where(j < columns, value, 0.0)
    tl.store(sums + row * columns + j, tl.cumsum(value, 0), mask=j < columns)


@triton.jit
def sort_rows(x, out, ROWS: tl.constexpr, COLUMNS: tl.constexpr):
    at = tl.arange(0, ROWS)[:, None] * COLUMNS + tl.arange(0, COLUMNS)[None, :]
    tl.store(out + at, tl.sort(tl.load(x + at), dim=1))


@triton.jit
def elementwise(x, y, out, count, BLOCK: tl.constexpr):
    i = tl.program_id(0) * BLOCK + tl.arange(0, BLOCK)
    mask = i < count
    a = tl.load(x + i, mask=mask, other=1.0).to(tl.float32)
    b = tl.load(y + i, mask=mask, other=1.0).to(tl.float32)
    value = tl.sin(a) * tl.cos(b) + tl.log(tl.abs(a) + 1.0) * tl.sqrt(tl.abs(b))
    value += tl.exp2(-tl.abs(a)) + tl.erf(b) + tl.rsqrt(tl.abs(a) + 0.5) + tl.floor(a * 3.0)
    value += tl.where(a > b, tl.maximum(a, b), a / (tl.abs(b) + 1.0)) + tl.sigmoid(a)
    tl.store(out + i, value, mask=mask)


@triton.jit
def random_numbers(out, seed, count, BLOCK: tl.constexpr):
    i = tl.program_id(0) * BLOCK + tl.arange(0, BLOCK)
    tl.store(out + i, tl.rand(seed, i), mask=i < count)


@triton.jit
def matmul(
    a, b, c, m, n, k, BM: tl.constexpr, BN: tl.constexpr, BK: tl.constexpr, TF32: tl.constexpr
):
    rows = tl.program_id(0) * BM + tl.arange(0, BM)
    columns = tl.program_id(1) * BN + tl.arange(0, BN)
    depth = tl.arange(0, BK)
    if a.dtype.element_ty == tl.int8:
        accumulator = tl.zeros([BM, BN], tl.int32)
    else:
        accumulator = tl.zeros([BM, BN], tl.float32)
    for start in range(0, k, BK):
        at = start + depth
        x = tl.load(
            a + rows[:, None] * k + at[None, :],
            mask=(rows[:, None] < m) & (at[None, :] < k),
            other=0.0,
        )
        y = tl.load(
            b + at[:, None] * n + columns[None, :],
            mask=(at[:, None] < k) & (columns[None, :] < n),
            other=0.0,
        )
        if a.dtype.element_ty == tl.int8:
            accumulator = tl.dot(x, y, accumulator, out_dtype=tl.int32)
        else:
            accumulator = tl.dot(x, y, accumulator, input_precision=TF32)
    tl.store(
        c + rows[:, None] * n + columns[None, :],
        accumulator.to(c.dtype.element_ty),
        mask=(rows[:, None] < m) & (columns[None, :] < n),
    )


@triton.jit
def attention(
    q, k, v, g, out, length, scale,
    CAUSAL: tl.constexpr, BM: tl.constexpr, BN: tl.constexpr, D: tl.constexpr,
):  # fmt: skip
    """Flash attention with a sigmoid gate; all tensors are [heads, length, D]."""
    base = tl.program_id(1).to(tl.int64) * length * D
    rows = tl.program_id(0) * BM + tl.arange(0, BM)
    inner = tl.arange(0, D)
    keys = tl.arange(0, BN)
    tile = base + rows[:, None] * D + inner[None, :]
    inside = rows[:, None] < length
    query = tl.load(q + tile, mask=inside, other=0.0)
    highest = tl.full([BM], -float("inf"), tl.float32)
    total = tl.zeros([BM], tl.float32)
    accumulator = tl.zeros([BM, D], tl.float32)
    end = tl.minimum(length, (tl.program_id(0) + 1) * BM) if CAUSAL else length
    for start in range(0, end, BN):
        at = start + keys
        key = tl.load(k + base + at[None, :] * D + inner[:, None], mask=at[None, :] < length, other=0.0)
        score = tl.dot(query, key) * (scale * 1.4426950408889634)
        visible = at[None, :] < length
        if CAUSAL:
            visible = visible & (at[None, :] <= rows[:, None])
        score = tl.where(visible, score, -float("inf"))
        above = tl.maximum(highest, tl.max(score, 1))
        weight = tl.exp2(score - above[:, None])
        shrink = tl.exp2(highest - above)
        total = total * shrink + tl.sum(weight, 1)
        value = tl.load(v + base + at[:, None] * D + inner[None, :], mask=at[:, None] < length, other=0.0)
        accumulator = tl.dot(weight.to(value.dtype), value, accumulator * shrink[:, None])
        highest = above
    gate = tl.load(g + tile, mask=inside, other=0.0).to(tl.float32)
    result = accumulator / total[:, None] * tl.sigmoid(gate)
    tl.store(out + tile, result.to(out.dtype.element_ty), mask=inside)
