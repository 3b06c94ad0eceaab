# The same attention as several importers write it, and in numpy.

import dataclasses
import math

import numpy as np
from graph import Graph

INF = math.inf


@dataclasses.dataclass(frozen=True)
class Case:
    """One attention; `style` is whose habits it is written in."""

    style: str = "torch"
    B: int = 2
    H: int = 4
    Hk: int = 4
    M: int = 6
    N: int = 7
    K: int = 8
    D: int = 5
    type: str = "f32"
    mask: str = ""  # causal, window, bottom_right, boolean, additive, dense, repeated (dense, for each head)
    fill: float = -INF  # what masked scores are
    scale: str = "mul"  # mul, div, query, both, tensor
    bias: str = ""  # alphafold
    softcap: float = 0.0
    alibi: bool = False
    sink: bool = False
    layout: str = "bhsd"  # of arguments and result
    guard: bool = False  # rows without a key

    # The numbers.

    def shapes(self):
        order = (lambda b, h, s, w: (b, h, s, w)) if self.layout == "bhsd" else (lambda b, h, s, w: (b, s, h, w))
        shapes = [
            (order(self.B, self.H, self.M, self.K), self.type),
            (order(self.B, self.Hk, self.N, self.K), self.type),
            (order(self.B, self.Hk, self.N, self.D), self.type),
        ]
        if self.mask == "boolean":
            shapes.append(((self.B, 1, self.M, self.N), "i1"))
        if self.mask == "additive":
            shapes.append(((self.B, 1, self.M, self.N), self.type))
        if self.bias == "alphafold":
            shapes += [((self.B, 1, 1, self.N), self.type), ((1, self.H, self.M, self.N), self.type)]
        if self.sink:
            shapes.append(((self.H,), self.type))
        return shapes

    def slopes(self):
        return [2.0 ** -(h + 1) for h in range(self.H)]

    def visible(self):
        i, j = np.arange(self.M)[:, None], np.arange(self.N)[None, :]
        return {
            "causal": j <= i,
            "window": (j <= i) & (j > i - 3),
            "bottom_right": j <= i + self.N - self.M,
            "prefix": (j <= i) | (j < 2),
            "dense": j <= i,
            "repeated": j <= i,
        }.get(self.mask)

    def model(self, arrays):
        """In f64."""
        arrays = [a if a.dtype == bool else a.astype(np.float64) for a in arrays]
        q, k, v, *rest = arrays
        if self.layout == "bshd":
            q, k, v = (np.swapaxes(x, 1, 2) for x in (q, k, v))
        k, v = (np.repeat(x, self.H // self.Hk, axis=1) for x in (k, v))
        s = np.einsum("bhmk,bhnk->bhmn", q, k) / math.sqrt(self.K)
        if self.softcap:
            s = self.softcap * np.tanh(s / self.softcap)
        if self.alibi:
            i, j = np.arange(self.M)[:, None], np.arange(self.N)[None, :]
            s = s - np.array(self.slopes())[:, None, None] * (i - j)
        if self.mask == "boolean":
            s = np.where(rest.pop(0), s, -INF)
        elif self.mask == "additive":
            s = s + rest.pop(0)
        elif self.mask:
            s = np.where(self.visible(), s, -INF)
        if self.bias:
            s = s + rest.pop(0) + rest.pop(0)
        sink = rest.pop(0)[:, None] if self.sink else np.full((1, 1), -INF)
        top = np.maximum(s.max(-1), sink)
        top = np.where(np.isinf(top), 0, top)
        e = np.exp(s - top[..., None])
        total = e.sum(-1) + np.exp(sink - top)
        p = e / np.where(total == 0, 1, total)[..., None]
        o = np.einsum("bhmn,bhnd->bhmd", p, v)
        return o if self.layout == "bhsd" else np.swapaxes(o, 1, 2)

    def build(self):
        return {"torch": Torch, "sdpa": Sdpa, "jax": Jax, "global": Global, "tosa": Tosa, "map": Maps,
                "einsum": Einsum, "shared": Shared, "packed": Packed, "pairs": Pairs}[self.style](self).build()


class Frontend:
    def __init__(self, case):
        self.case, self.g = case, Graph()
        arguments = [self.g.argument(shape, dtype) for shape, dtype in case.shapes()]
        self.q, self.k, self.v, *self.rest = arguments

    def build(self):
        c, g = self.case, self.g
        q, k, v = self.heads_first()
        return g.function(self.finish(self.attend(q, k, v)))

    def heads_first(self):
        if self.case.layout == "bhsd":
            return self.q, self.k, self.v
        return tuple(self.g.transpose(x, [0, 2, 1, 3]) for x in (self.q, self.k, self.v))

    def finish(self, o):
        return o if self.case.layout == "bhsd" else self.g.transpose(o, [0, 2, 1, 3])


class Torch(Frontend):
    """torch-mlir of a module written out: 3-D products, rounding in the type."""

    softmax_type = "f32"

    def repeat(self, x):
        """Key heads for query heads: a copying generic and a collapse."""
        c, g = self.case, self.g
        if c.H == c.Hk:
            return x
        B, Hk, S, W = x.shape
        group = c.H // c.Hk
        copied = g.generic([(x, "abde")], "abcde", [B, Hk, group, S, W], x.dtype, lambda g, v: v[0])
        return g.collapse(copied, [[0], [1, 2], [3], [4]])

    def product(self, a, b):
        """a @ b over the last two dimensions, in the type of `a`."""
        g = self.g
        merge = [[0, 1], [2], [3]]
        o = g.batch_matmul(g.collapse(a, merge), g.collapse(b, merge))
        o = g.expand(o, merge, [*a.shape[:3], b.shape[3]])
        return g.cast(o, a.dtype)

    def scale_operands(self, q, kt):
        c, g = self.case, self.g
        if c.scale == "query":
            return g.by_constant("mulf", q, 1 / math.sqrt(c.K)), kt
        if c.scale == "both":
            root = c.K**-0.25
            return g.by_constant("mulf", q, root), g.by_constant("mulf", kt, root)
        return q, kt

    def scale_scores(self, s):
        c, g = self.case, self.g
        if c.scale == "mul":
            return g.by_constant("mulf", s, 1 / math.sqrt(c.K))
        if c.scale == "div":
            return g.by_constant("divf", s, math.sqrt(c.K))
        if c.scale == "tensor":
            one = g.constant(f"{1 / math.sqrt(c.K):e}", [1, 1, 1, 1], s.dtype)
            return g.each("arith.mulf {0}, {1}", s, one)
        if c.scale == "computed":
            width = g.constant(f"{float(c.K):e}", [1, 1, 1, 1], s.dtype)
            root = g.each("math.sqrt {0}", width)
            return g.each("arith.divf {0}, {1}", s, root)
        return s

    def positions(self):
        """i as [M, 1] and j as [1, N]."""
        c, g = self.case, self.g
        i = g.expand(g.arange(c.M), [[0, 1]], [c.M, 1])
        j = g.expand(g.arange(c.N), [[0, 1]], [1, c.N])
        return i, j

    def predicate(self):
        """What is masked, [M, N] of i1."""
        c, g = self.case, self.g
        i, j = self.positions()
        compare = lambda p, a, b: g.each(f"arith.cmpi {p}, {{0}}, {{1}}", a, b, dtype="i64", result="i1")
        if c.mask == "causal":
            return compare("sgt", j, i)
        if c.mask == "bottom_right":
            d = g.each("arith.subi {0}, {1}", j, i)
            return g.generic([(d, "ab")], "ab", [c.M, c.N], "i1", lambda g, v: g.emit(
                f"arith.cmpi sgt, {v[0]}, {g.emit(f'arith.constant {c.N - c.M} : i64')} : i64"))
        if c.mask == "prefix":
            late = compare("sgt", j, i)
            far = g.generic([(j, "0b")], "ab", [c.M, c.N], "i1", lambda g, v: g.emit(
                f"arith.cmpi sge, {v[0]}, {g.emit('arith.constant 2 : i64')} : i64"))
            return g.each("arith.andi {0}, {1}", late, far)
        d = g.each("arith.subi {0}, {1}", i, j)

        def outside(g, v):
            zero, width = g.emit("arith.constant 0 : i64"), g.emit("arith.constant 3 : i64")
            before = g.emit(f"arith.cmpi slt, {v[0]}, {zero} : i64")
            after = g.emit(f"arith.cmpi sge, {v[0]}, {width} : i64")
            return g.emit(f"arith.ori {before}, {after} : i1")

        return g.generic([(d, "ab")], "ab", [c.M, c.N], "i1", outside)

    def apply_mask(self, s):
        c, g = self.case, self.g
        if not c.mask:
            return s
        if c.mask == "additive":
            return g.each("arith.addf {0}, {1}", s, self.rest.pop(0))
        fill = max(c.fill, {"f16": -65504.0}.get(s.dtype, c.fill))
        hidden = g.scalar(fill, s.dtype)
        if c.mask == "boolean":
            mask = self.rest.pop(0)
            return g.generic([(mask, "a0cd"), (s, "abcd")], "abcd", s.shape, s.dtype,
                             lambda g, v: g.emit(f"arith.select {v[0]}, {v[1]}, {hidden} : {s.dtype}"))
        if c.mask in ("dense", "repeated"):
            rows = [", ".join("0.0" if x else f"{-1e30 if s.dtype != 'f16' else -65504.0:e}" for x in row)
                    for row in c.visible()]
            rows = "[" + ", ".join(f"[{r}]" for r in rows) + "]"
            if c.mask == "repeated":
                mask = g.constant("[[" + ", ".join([rows] * c.H) + "]]", [1, c.H, c.M, c.N], s.dtype)
                return g.generic([(s, "abcd"), (mask, "0bcd")], "abcd", s.shape, s.dtype,
                                 lambda g, v: g.emit(f"arith.addf {v[0]}, {v[1]} : {s.dtype}"))
            mask = g.constant(rows, [c.M, c.N], s.dtype)
            return g.generic([(s, "abcd"), (mask, "cd")], "abcd", s.shape, s.dtype,
                             lambda g, v: g.emit(f"arith.addf {v[0]}, {v[1]} : {s.dtype}"))
        mask = self.predicate()
        return g.generic([(mask, "cd"), (s, "abcd")], "abcd", s.shape, s.dtype,
                         lambda g, v: g.emit(f"arith.select {v[0]}, {hidden}, {v[1]} : {s.dtype}"))

    def change_scores(self, s):
        c, g = self.case, self.g
        s = self.scale_scores(s)
        if c.softcap:
            s = g.by_constant("divf", s, c.softcap)
            s = g.each("math.tanh {0}", s)
            s = g.by_constant("mulf", s, c.softcap)
        if c.alibi:
            s = self.add_alibi(s)
        s = self.apply_mask(s)
        if c.bias:
            for _ in range(2):
                s = g.each("arith.addf {0}, {1}", s, self.rest.pop(0))
        return s

    def add_alibi(self, s):
        c, g = self.case, self.g
        i, j = self.positions()
        d = g.each("arith.subi {0}, {1}", j, i)
        d = g.generic([(d, "ab")], "ab", [c.M, c.N], s.dtype,
                      lambda g, v: g.emit(f"arith.sitofp {v[0]} : i64 to {s.dtype}"))
        values = ", ".join(f"{x:e}" for x in c.slopes())
        slopes = g.constant(f"[{values}]", [c.H], s.dtype)

        def add(g, v):
            bias = g.emit(f"arith.mulf {v[1]}, {v[2]} : {s.dtype}")
            return g.emit(f"arith.addf {v[0]}, {bias} : {s.dtype}")

        return g.generic([(s, "abcd"), (slopes, "b"), (d, "cd")], "abcd", s.shape, s.dtype, add)

    def softmax(self, s):
        g = self.g
        if not self.case.sink:
            return self.plain_softmax(s)
        c = self.case
        sink = g.generic([(self.rest.pop(0), "b")], "abcd", [c.B, c.H, c.M, 1], s.dtype, lambda g, v: v[0])
        wide = g.concat(3, s, sink)
        wide = g.each("arith.subf {0}, {1}", wide, g.arg_max(wide, 3))
        return g.slice(self.plain_softmax(wide), [0, 0, 0, 0], s.shape)

    def plain_softmax(self, s):
        g = self.g
        x = g.cast(s, self.softmax_type)
        x = g.each("arith.subf {0}, {1}", x, g.arg_max(x, 3))
        e = g.each("math.exp {0}", x)
        p = g.each("arith.divf {0}, {1}", e, g.reduce(e, 3, "addf", 0.0))
        return g.cast(p, s.dtype)

    def attend(self, q, k, v):
        g = self.g
        k, v = self.repeat(k), self.repeat(v)
        q, kt = self.scale_operands(q, g.transpose(k, [0, 1, 3, 2]))
        s = self.change_scores(self.product(q, kt))
        return self.product(self.softmax(s), v)


class Pairs(Torch):
    """AlphaFold 3: scores for pairs, heads last; the softmax is over the third dimension."""

    def plain_softmax(self, s):
        g = self.g
        x = g.transpose(s, [0, 2, 3, 1])
        x = g.each("arith.subf {0}, {1}", x, g.arg_max(x, 2))
        e = g.each("math.exp {0}", x)
        p = g.each("arith.divf {0}, {1}", e, g.reduce(e, 2, "addf", 0.0))
        return g.transpose(p, [0, 3, 1, 2])


class Sdpa(Torch):
    """The decomposition of scaled_dot_product_attention: f32 between casts."""

    def attend(self, q, k, v):
        c, g = self.case, self.g
        q, k, v = (g.cast(x, "f32") for x in (q, k, v))
        self.rest = [x if x.dtype == "i1" else g.cast(x, "f32") for x in self.rest]
        k, v = self.repeat(k), self.repeat(v)
        root = c.K**-0.25
        q = g.by_constant("mulf", q, root)
        kt = g.by_constant("mulf", g.transpose(k, [0, 1, 3, 2]), root)
        s = self.change_scores(self.product(q, kt))
        p = self.softmax(s)
        if c.guard:
            p = self.guard(s, p)
        return g.cast(self.product(p, v), c.type)

    def scale_scores(self, s):
        return s

    def guard(self, s, p):
        g = self.g
        wide = g.cast(s, "f64")
        hidden = g.scalar(-INF, "f64")
        is_hidden = g.generic([(wide, "abcd")], "abcd", s.shape, "i1",
                              lambda g, v: g.emit(f"arith.cmpf oeq, {v[0]}, {hidden} : f64"))
        shape = [*s.shape[:3], 1]
        true = g.emit("arith.constant true")
        out = g.empty(shape, "i1")
        out.name = g.emit(f"linalg.fill ins({true} : i1) outs({out.name} : {out.type}) -> {out.type}")
        empty = g.generic([(is_hidden, "abcd")], "abc0", shape, "i1",
                          lambda g, v: g.emit(f"arith.andi {v[0]}, {v[1]} : i1"), loops="abcd", reduced="d", init=out)
        zero = g.scalar(0.0, "f32")
        return g.generic([(empty, "abc0"), (p, "abcd")], "abcd", s.shape, "f32",
                         lambda g, v: g.emit(f"arith.select {v[0]}, {zero}, {v[1]} : f32"))


class Jax(Torch):
    """StableHLO to linalg: one generic for a product, on [B, S, H, D]."""

    def heads_first(self):
        return self.q, self.k, self.v

    def finish(self, o):
        return o

    def contract(self, loops, a, b, out_map, shape, reduced):
        g = self.g

        def body(g, v):
            values = v
            for at, (t, _) in enumerate((a, b)):
                if t.dtype != "f32":
                    values[at] = g.emit(f"arith.extf {v[at]} : {t.dtype} to f32")
            product = g.emit(f"arith.mulf {values[0]}, {values[1]} : f32")
            return g.emit(f"arith.addf {v[2]}, {product} : f32")

        return g.generic([a, b], out_map, shape, "f32", body, loops=loops, reduced=reduced,
                         init=g.filled(shape, "f32", 0.0))

    def full(self, x, shape):
        """[B, H, M] to [B, H, M, N]."""
        return self.g.generic([(x, "abc")], "abcd", shape, x.dtype, lambda g, v: v[0])

    def plain_softmax(self, s):
        g = self.g
        top = g.reduce(s, 3, "maximumf", -INF, keep=False, swapped=True)
        floor = g.constant("0xFF800000", top.shape, top.dtype)
        top = g.each("arith.maximumf {0}, {1}", floor, top)
        e = g.each("math.exp {0}", g.each("arith.subf {0}, {1}", s, self.full(top, s.shape)))
        total = g.reduce(e, 3, "addf", 0.0, keep=False, swapped=True)
        return g.each("arith.divf {0}, {1}", e, self.full(total, s.shape))

    def scale_scores(self, s):
        c, g = self.case, self.g
        scale = g.constant(f"{1 / math.sqrt(c.K):e}", s.shape, s.dtype)
        return g.each("arith.mulf {0}, {1}", s, scale)

    def attend(self, q, k, v):
        c, g = self.case, self.g
        group = c.H // c.Hk
        qm, km = ("abce", "abde") if c.layout == "bhsd" else ("acbe", "adbe")
        vm, om = ("abde", "abce") if c.layout == "bhsd" else ("adbe", "acbe")
        if group > 1:
            k, v = self.repeat_any(k), self.repeat_any(v)
        s = self.contract("abcde", (q, qm), (k, km), "abcd", [c.B, c.H, c.M, c.N], "e")
        self.rest = [x if x.dtype == "i1" else g.cast(x, "f32") for x in self.rest]
        p = self.softmax(self.change_scores(s))
        p = g.cast(p, c.type)
        shape = [c.B, c.H, c.M, c.D] if c.layout == "bhsd" else [c.B, c.M, c.H, c.D]
        o = self.contract("abcde", (p, "abcd"), (v, vm), om, shape, "d")
        return g.cast(o, c.type)

    def repeat_any(self, x):
        c, g = self.case, self.g
        group = c.H // c.Hk
        if c.layout == "bhsd":
            return self.repeat(x)
        B, S, Hk, W = x.shape
        copied = g.generic([(x, "abce")], "abcde", [B, S, Hk, group, W], x.dtype, lambda g, v: v[0])
        return g.collapse(copied, [[0], [1], [2, 3], [4]])


class Global(Torch):
    """IREE after its global optimization: linalg.softmax, transposes in maps."""

    def plain_softmax(self, s):
        g = self.g
        out = g.empty(s.shape, s.dtype)
        name = g.emit(f"linalg.softmax dimension(3) ins({s.name} : {s.type}) outs({out.name} : {out.type}) -> {out.type}")
        return type(s)(name, s.shape, s.dtype)

    def attend(self, q, k, v):
        c, g = self.case, self.g
        k, v = self.repeat(k), self.repeat(v)
        merge = [[0, 1], [2], [3]]
        q3, k3, v3 = (g.collapse(x, merge) for x in (q, k, v))
        out = g.filled([c.B * c.H, c.M, c.N], "f32", 0.0)
        maps = ", ".join(f"affine_map<(b, m, n, k) -> ({r})>" for r in ("b, m, k", "b, n, k", "b, m, n"))
        name = g.emit(f"linalg.batch_matmul indexing_maps = [{maps}] ins({q3.name}, {k3.name} : {q3.type}, {k3.type}) "
                      f"outs({out.name} : {out.type}) -> {out.type}")
        s = g.expand(type(q)(name, out.shape, "f32"), merge, [c.B, c.H, c.M, c.N])
        self.rest = [x if x.dtype == "i1" else g.cast(x, "f32") for x in self.rest]
        p = g.cast(self.softmax(self.change_scores(s)), c.type)
        o = g.batch_matmul(g.collapse(p, merge), v3)
        return g.cast(g.expand(o, merge, [c.B, c.H, c.M, c.D]), c.type)


class Tosa(Torch):
    """TOSA: the lowest number in place of -inf, and a reciprocal."""

    def plain_softmax(self, s):
        g = self.g
        x = g.cast(s, "f32")
        init = g.filled([*s.shape[:3]], "f32", -3.40282347e38)
        name = g.fresh()
        g.lines.append(f"{name} = linalg.reduce {{ arith.maximumf }} ins({x.name} : {x.type}) "
                       f"outs({init.name} : {init.type}) dimensions = [3]")
        top = g.expand(type(s)(name, init.shape, "f32"), [[0], [1], [2, 3]], [*s.shape[:3], 1])
        e = g.each("math.exp {0}", g.each("arith.subf {0}, {1}", x, top))
        total = g.reduce(e, 3, "addf", 0.0)
        one = g.scalar(1.0, "f32")
        inverse = g.generic([(total, "abcd")], "abcd", total.shape, "f32",
                            lambda g, v: g.emit(f"arith.divf {one}, {v[0]} : f32"))
        return g.cast(g.each("arith.mulf {0}, {1}", e, inverse), s.dtype)


class Maps(Torch):
    """Elementwise ops on tensors; the division after the second product."""

    def each_tensor(self, op, *operands):
        t = operands[0]
        return type(t)(self.g.emit(op.format(*(x.name for x in operands)) + f" : {t.type}"), t.shape, t.dtype)

    def wide(self, x, shape):
        return self.g.generic([(x, "abc0")], "abcd", shape, x.dtype, lambda g, v: v[0])

    def attend(self, q, k, v):
        c, g = self.case, self.g
        k, v = self.repeat(k), self.repeat(v)
        q, kt = self.scale_operands(q, g.transpose(k, [0, 1, 3, 2]))
        s = self.change_scores(self.product(q, kt))
        s = g.cast(s, "f32")
        top = self.wide(g.reduce(s, 3, "maximumf", -INF), s.shape)
        log2e = g.constant(f"{math.log2(math.e):e}", s.shape, "f32")
        x = self.each_tensor("arith.mulf {0}, {1}", self.each_tensor("arith.subf {0}, {1}", s, top), log2e)
        e = self.each_tensor("math.exp2 {0}", x)
        total = g.reduce(e, 3, "addf", 0.0)
        merge = [[0, 1], [2], [3]]
        o = g.batch_matmul(g.collapse(e, merge), g.collapse(g.cast(v, "f32"), merge))
        o = g.expand(o, merge, [c.B, c.H, c.M, c.D])
        o = self.each_tensor("arith.divf {0}, {1}", o, self.wide(total, o.shape))
        return g.cast(o, c.type)


class Einsum(Torch):
    """JAX through IREE: groups merged with the queries, scores of five
    dimensions in another order, and a transposed second product."""

    def heads_first(self):
        return self.q, self.k, self.v

    def finish(self, o):
        return o

    def softmax5(self, s):
        g = self.g
        top = g.reduce(s, 4, "maximumf", -INF, keep=False, swapped=True)
        spread = lambda x: g.generic([(x, "abcd")], "abcde", s.shape, x.dtype, lambda g, v: v[0])
        e = g.each("math.exp {0}", g.each("arith.subf {0}, {1}", s, spread(top)))
        return g.each("arith.divf {0}, {1}", e, spread(g.reduce(e, 4, "addf", 0.0, keep=False)))

    def attend(self, q, k, v):
        c, g = self.case, self.g
        G = c.H // c.Hk
        q = g.expand(q, [[0], [1], [2, 3], [4]], [c.B, c.M, c.Hk, G, c.K])
        q = g.collapse(g.transpose(q, [0, 2, 1, 3, 4], True), [[0, 1], [2, 3], [4]])
        kt = g.collapse(g.transpose(k, [0, 2, 3, 1], True), [[0, 1], [2], [3]])
        s = g.expand(g.batch_matmul(q, kt), [[0, 1], [2, 3], [4]], [c.B, c.Hk, c.M, G, c.N])
        s = g.transpose(s, [3, 0, 1, 2, 4], True)
        s = g.by_constant("mulf", s, 1 / math.sqrt(c.K))
        if c.mask:
            hidden, mask = g.scalar(-2.38e38, "f32"), self.predicate()
            s = g.generic([(mask, "de"), (s, "abcde")], "abcde", s.shape, s.dtype,
                          lambda g, v: g.emit(f"arith.select {v[0]}, {hidden}, {v[1]} : f32"))
        p = g.cast(self.softmax5(s), c.type)
        p = g.collapse(g.transpose(p, [1, 2, 4, 3, 0], True), [[0, 1], [2], [3, 4]])
        vt = g.collapse(g.transpose(v, [0, 2, 3, 1], True), [[0, 1], [2], [3]])
        o = g.expand(g.batch_matmul(vt, p), [[0, 1], [2], [3, 4]], [c.B, c.Hk, c.D, c.M, G])
        o = g.cast(g.transpose(o, [0, 3, 1, 4, 2], True), c.type)
        return g.collapse(o, [[0], [1], [2, 3], [4]])


class Shared(Torch):
    """One key head: the scores are K Q^T with the query heads in one side."""

    def heads_first(self):
        return self.q, self.k, self.v

    def finish(self, o):
        return o

    def attend(self, q, k, v):
        c, g = self.case, self.g
        k, v = (g.collapse(x, [[0], [1, 2], [3]]) for x in (k, v))
        qt = g.transpose(g.collapse(q, [[0], [1, 2], [3]]), [0, 2, 1], True)
        s = g.expand(g.batch_matmul(k, qt), [[0], [1], [2, 3]], [c.B, c.N, c.M, c.H])
        s = self.change_scores(g.transpose(s, [0, 3, 2, 1], True))
        p = g.cast(self.plain_softmax(s), c.type)
        o = g.batch_matmul(g.collapse(p, [[0], [1, 2], [3]]), v)
        o = g.expand(o, [[0], [1, 2], [3]], [c.B, c.H, c.M, c.D])
        return g.cast(g.transpose(o, [0, 2, 1, 3]), c.type)


class Packed(Torch):
    """Arguments are the results of projections, [B * S, H * D]; so is the
    result. In float32, ALiBi's positions are those of keys alone."""

    def __init__(self, case):
        super().__init__(case)
        g = self.g = Graph()
        flat = lambda shape: [shape[0] * shape[1], shape[2] * shape[3]]
        arguments = [g.argument(flat(shape), dtype) for shape, dtype in case.shapes()[:3]]
        shapes = [shape for shape, _ in case.shapes()]
        self.q, self.k, self.v = (g.expand(x, [[0, 1], [2, 3]], shape) for x, shape in zip(arguments, shapes))

    def add_alibi(self, s):
        c, g = self.case, self.g
        values = ", ".join(f"{x:e}" for x in c.slopes())
        slopes = g.constant(f"[{values}]", [c.H], s.dtype)
        j = g.generic([(g.arange(c.N), "a")], "a", [c.N], s.dtype,
                      lambda g, v: g.emit(f"arith.sitofp {v[0]} : i64 to {s.dtype}"))
        bias = g.generic([(slopes, "a"), (j, "b")], "ab", [c.H, c.N], s.dtype,
                         lambda g, v: g.emit(f"arith.mulf {v[0]}, {v[1]} : {s.dtype}"))
        return g.generic([(s, "abcd"), (bias, "bd")], "abcd", s.shape, s.dtype,
                         lambda g, v: g.emit(f"arith.addf {v[0]}, {v[1]} : {s.dtype}"))

    def finish(self, o):
        return self.g.collapse(super().finish(o), [[0, 1], [2, 3]])
