"""More kernels in Triton: what real models use beside products and softmax."""

import triton
import triton.language as tl


@triton.jit
def split_matmul(a, b, c, m, n, k, BM: tl.constexpr, BN: tl.constexpr, BK: tl.constexpr):
    """Each block sums a part of k, and adds it to the result atomically."""
    rows = tl.program_id(0) * BM + tl.arange(0, BM)
    columns = tl.arange(0, BN)
    depth = tl.program_id(1) * BK + tl.arange(0, BK)
    x = tl.load(a + rows[:, None] * k + depth[None, :])
    y = tl.load(b + depth[:, None] * n + columns[None, :])
    at = c + rows[:, None] * n + columns[None, :]
    tl.atomic_add(at, tl.dot(x, y).to(c.dtype.element_ty), mask=rows[:, None] < m)


@triton.jit
def locked_sum(x, lock, total, highest, BLOCK: tl.constexpr):
    """A sum under a lock, and a maximum of floats by atomics."""
    i = tl.program_id(0) * BLOCK + tl.arange(0, BLOCK)
    value = tl.load(x + i)
    tl.atomic_max(highest, tl.max(value, 0))
    part = tl.sum(value, 0)
    while tl.atomic_cas(lock, 0, 1) == 1:
        pass
    tl.store(total, tl.load(total) + part)
    tl.debug_barrier()
    tl.atomic_xchg(lock, 0)


@triton.jit
def combine(mean_a, square_a, weight_a, mean_b, square_b, weight_b):
    delta = mean_b - mean_a
    weight = weight_a + weight_b
    ratio = tl.where(weight == 0.0, 0.0, weight_b / weight)
    return (
        mean_a + delta * ratio,
        square_a + square_b + delta * delta * weight_a * ratio,
        weight,
    )


@triton.jit
def variance(x, out, columns, BLOCK: tl.constexpr):
    """Welford's, as a reduction of three values."""
    row = tl.program_id(0)
    j = tl.arange(0, BLOCK)
    value = tl.load(x + row * columns + j, mask=j < columns, other=0.0)
    weight = (j < columns).to(tl.float32)
    _, square, count = tl.reduce((value, tl.zeros_like(value), weight), 0, combine)
    tl.store(out + row, square / count)


@triton.jit
def decay(a, x, b, y):
    return a * b, x * b + y


@triton.jit
def recurrence(a, x, out, columns, BLOCK: tl.constexpr):
    """h[j] = a[j] h[j - 1] + x[j], as a scan."""
    at = tl.program_id(0) * columns + tl.arange(0, BLOCK)
    _, state = tl.associative_scan((tl.load(a + at), tl.load(x + at)), 0, decay)
    tl.store(out + at, state)


@triton.jit
def shuffled(x, index, gathered, flipped, woven, ROWS: tl.constexpr, COLUMNS: tl.constexpr):
    at = tl.arange(0, ROWS)[:, None] * COLUMNS + tl.arange(0, COLUMNS)[None, :]
    value = tl.load(x + at)
    tl.store(gathered + at, tl.gather(value, tl.load(index + at), 1))
    tl.store(flipped + at, tl.flip(value, 1))
    wide = tl.arange(0, ROWS)[:, None] * (2 * COLUMNS) + tl.arange(0, 2 * COLUMNS)[None, :]
    tl.store(woven + wide, tl.interleave(value, -value))


@triton.jit
def rotate(x, cosine, sine, out, heads, D: tl.constexpr):
    """Rotary embedding of [tokens, heads, D]."""
    token = tl.program_id(0)
    j = tl.arange(0, D // 2)
    c = tl.load(cosine + token * (D // 2) + j)
    s = tl.load(sine + token * (D // 2) + j)
    for head in range(heads):
        at = (token * heads + head) * D + j
        low = tl.load(x + at).to(tl.float32)
        high = tl.load(x + at + D // 2).to(tl.float32)
        tl.store(out + at, (low * c - high * s).to(out.dtype.element_ty))
        tl.store(out + at + D // 2, (high * c + low * s).to(out.dtype.element_ty))


@triton.jit
def cross_entropy(logits, labels, loss, columns, BLOCK: tl.constexpr):
    """One pass over long rows, in pieces."""
    row = tl.program_id(0)
    highest, total = -float("inf"), 0.0
    for start in range(0, columns, BLOCK):
        j = start + tl.arange(0, BLOCK)
        value = tl.load(logits + row * columns + j, mask=j < columns, other=-float("inf"))
        value = value.to(tl.float32)
        above = tl.maximum(highest, tl.max(value, 0))
        total = total * tl.exp(highest - above) + tl.sum(tl.exp(value - above), 0)
        highest = above
    label = tl.load(labels + row)
    chosen = tl.load(logits + row * columns + label).to(tl.float32)
    tl.store(loss + row, tl.log(total) + highest - chosen)


@triton.jit
def quantize(x, out, scales, columns, BLOCK: tl.constexpr):
    """Each row to fp8, with its own scale."""
    row = tl.program_id(0)
    j = tl.arange(0, BLOCK)
    value = tl.load(x + row * columns + j, mask=j < columns, other=0.0).to(tl.float32)
    scale = tl.max(tl.abs(value), 0) / 448.0
    tl.store(scales + row, scale)
    tl.store(out + row * columns + j, (value / scale).to(out.dtype.element_ty), mask=j < columns)


@triton.jit
def packed_matmul(a, b, scale, c, n, k, BM: tl.constexpr, BN: tl.constexpr, BK: tl.constexpr):
    """B has two numbers of four bits in each byte, along k, and a scale per column."""
    rows = tl.arange(0, BM)
    columns = tl.program_id(0) * BN + tl.arange(0, BN)
    half = tl.arange(0, BK // 2)
    accumulator = tl.zeros([BM, BN], tl.float32)
    for start in range(0, k, BK):
        packed = tl.load(b + (start // 2 + half)[:, None] * n + columns[None, :])
        low = ((packed << 4).to(tl.int8) >> 4).to(tl.float16)
        high = (packed >> 4).to(tl.float16)
        even = tl.load(a + rows[:, None] * k + start + 2 * half[None, :])
        odd = tl.load(a + rows[:, None] * k + start + 2 * half[None, :] + 1)
        accumulator = tl.dot(even, low, accumulator)
        accumulator = tl.dot(odd, high, accumulator)
    accumulator *= tl.load(scale + columns)[None, :]
    tl.store(c + rows[:, None] * n + columns[None, :], accumulator)


@triton.jit
def wide_arithmetic(x, y, longs, doubles, count, BLOCK: tl.constexpr):
    i = tl.program_id(0) * BLOCK + tl.arange(0, BLOCK)
    mask = i < count
    a = tl.load(x + i, mask=mask, other=1)
    b = tl.load(y + i, mask=mask, other=1)
    tl.store(longs + i, (a * b) // (tl.abs(b) + 1) + a % 1000003 + (a >> 7) + (a ^ b), mask=mask)
    d, e = a.to(tl.float64) * 1e-12, b.to(tl.float64)
    tl.store(doubles + i, d / e + tl.sqrt(tl.abs(d)) + d * e + tl.exp(-tl.abs(d)), mask=mask)


@triton.jit
def attention_backward(
    q, k, v, do, lse, delta, dk, dv, length, scale,
    BM: tl.constexpr, BN: tl.constexpr, D: tl.constexpr,
):  # fmt: skip
    """Gradients of keys and values of causal attention, one block of keys each."""
    keys = tl.program_id(0) * BN + tl.arange(0, BN)
    inner = tl.arange(0, D)
    tile = keys[:, None] * D + inner[None, :]
    key = tl.load(k + tile)
    value = tl.load(v + tile)
    grad_k = tl.zeros([BN, D], tl.float32)
    grad_v = tl.zeros([BN, D], tl.float32)
    for start in range(tl.program_id(0) * BN // BM * BM, length, BM):
        rows = start + tl.arange(0, BM)
        at = rows[:, None] * D + inner[None, :]
        query = tl.load(q + at)
        grad = tl.load(do + at)
        score = tl.dot(key, tl.trans(query)) * scale
        weight = tl.exp(score - tl.load(lse + rows)[None, :])
        weight = tl.where(keys[:, None] <= rows[None, :], weight, 0.0)
        grad_v = tl.dot(weight.to(grad.dtype), grad, grad_v)
        slope = tl.dot(value, tl.trans(grad)) - tl.load(delta + rows)[None, :]
        slope = weight * slope * scale
        grad_k = tl.dot(slope.to(query.dtype), query, grad_k)
    tl.store(dk + tile, grad_k)
    tl.store(dv + tile, grad_v)
