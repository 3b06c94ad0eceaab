# What looks like attention and is not, or is more than that, stays; a remark
# says why.
#
# REQUIRES: numpy
# RUN: %python %s heddle-opt | FileCheck %s

import math
import os
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "Inputs"))

from frontends import INF, Case, Jax, Torch
from graph import Tensor


class NearMiss(Torch):
    """PyTorch's form; results beside attention's go to `extra`."""

    options = {}

    def __init__(self):
        super().__init__(Case(**{"M": 7, **self.options}))
        self.extra = []

    def build(self):
        text = super().build()
        if not self.extra:
            return text
        names = ", ".join(t.name for t in self.extra)
        types = ", ".join(t.type for t in self.extra)
        head, _, tail = text.rpartition("return ")
        value, _, kind = tail.partition(" : ")
        kind = kind.split("\n")[0]
        return head.replace(f"-> {kind} {{", f"-> ({kind}, {types}) {{", 1) + f"return {value}, {names} : {kind}, {types}\n}}\n"


# CHECK-LABEL: softmax over queries
# CHECK: stays: the softmax is over another dimension than keys
class OverQueries(NearMiss):
    """softmax over queries"""

    def plain_softmax(self, s):
        g = self.g
        x = g.each("arith.subf {0}, {1}", s, g.arg_max(s, 2))
        e = g.each("math.exp {0}", x)
        return g.each("arith.divf {0}, {1}", e, g.reduce(e, 2, "addf", 0.0))


# CHECK-LABEL: softmax over heads
# CHECK: stays: the softmax is over another dimension
class OverHeads(NearMiss):
    """softmax over heads"""

    options = dict(H=7, Hk=7)

    def plain_softmax(self, s):
        g = self.g
        e = g.each("math.exp {0}", s)
        return g.each("arith.divf {0}, {1}", e, g.reduce(e, 1, "addf", 0.0))


# CHECK-LABEL: sum of another tensor
# CHECK: stays: weights are divided by the sum of something else
class OtherSum(NearMiss):
    """sum of another tensor"""

    def plain_softmax(self, s):
        g = self.g
        e = g.each("math.exp {0}", s)
        other = g.each("math.exp {0}", g.by_constant("mulf", s, 2.0))
        return g.each("arith.divf {0}, {1}", e, g.reduce(other, 3, "addf", 0.0))


# CHECK-LABEL: no normalization
# CHECK: stays: weights are not divided by their sum
class NoSum(NearMiss):
    """no normalization"""

    def plain_softmax(self, s):
        return self.g.each("math.exp {0}", s)


# CHECK-LABEL: something in the denominator
# CHECK: stays: something is added to the sum of the softmax
class MoreInSum(NearMiss):
    """something in the denominator"""

    def plain_softmax(self, s):
        g = self.g
        x = g.each("arith.subf {0}, {1}", s, g.arg_max(s, 3))
        e = g.each("math.exp {0}", x)
        total = g.by_constant("addf", g.reduce(e, 3, "addf", 0.0), 1.0)
        return g.each("arith.divf {0}, {1}", e, total)


# CHECK-LABEL: logarithm of another sum
# CHECK: stays: weights are not divided by their sum
class OtherLogarithm(NearMiss):
    """logarithm of another sum"""

    def plain_softmax(self, s):
        g = self.g
        other = g.each("math.exp {0}", g.by_constant("mulf", s, 2.0))
        log = g.each("math.log {0}", g.reduce(other, 3, "addf", 0.0))
        return g.each("math.exp {0}", g.each("arith.subf {0}, {1}", s, log))


# CHECK-LABEL: half of a logarithm
# CHECK: stays: weights are not divided by their sum
class HalfLogarithm(NearMiss):
    """half of a logarithm"""

    def plain_softmax(self, s):
        g = self.g
        log = g.each("math.log {0}", g.reduce(g.each("math.exp {0}", s), 3, "addf", 0.0))
        return g.each("math.exp {0}", g.each("arith.subf {0}, {1}", s, g.by_constant("mulf", log, 0.5)))


# CHECK-LABEL: fewer weights in the sum
# CHECK: stays: weights are divided by the sum of fewer than are not 0
class FewerInSum(NearMiss):
    """fewer weights in the sum"""

    def plain_softmax(self, s):
        g = self.g
        e = g.each("math.exp {0}", s)
        zero = g.scalar(0.0, s.dtype)

        def body(g, v):
            i, j = g.emit("linalg.index 2 : index"), g.emit("linalg.index 3 : index")
            late = g.emit(f"arith.cmpi sgt, {j}, {i} : index")
            return g.emit(f"arith.select {late}, {zero}, {v[0]} : f32")

        summed = g.generic([(e, "abcd")], "abcd", s.shape, s.dtype, body)
        return g.each("arith.divf {0}, {1}", e, g.reduce(summed, 3, "addf", 0.0))


# CHECK-LABEL: dropout
# CHECK: stays: weights are multiplied by something else
class Dropout(NearMiss):
    """dropout"""

    def softmax(self, s):
        kept = self.g.argument(s.shape, s.dtype)
        return self.g.each("arith.mulf {0}, {1}", super().softmax(s), kept)


# CHECK-LABEL: scaled weights
# CHECK: stays: weights are scaled
class ScaledWeights(NearMiss):
    """scaled weights"""

    def softmax(self, s):
        return self.g.by_constant("mulf", super().softmax(s), 1.25)


# CHECK-LABEL: mask after the softmax
# CHECK: stays: weights are selected by something else than rows without a key
class LateMask(NearMiss):
    """mask after the softmax"""

    def softmax(self, s):
        g, p = self.g, super().softmax(s)
        zero = g.scalar(0.0, s.dtype)

        def body(g, v):
            i, j = g.emit("linalg.index 2 : index"), g.emit("linalg.index 3 : index")
            late = g.emit(f"arith.cmpi sgt, {j}, {i} : index")
            return g.emit(f"arith.select {late}, {zero}, {v[0]} : f32")

        return g.generic([(p, "abcd")], "abcd", s.shape, s.dtype, body)


# CHECK-LABEL: queries set to zero
# CHECK: stays: weights are selected by something else than rows without a key
class ZeroQueries(NearMiss):
    """queries set to zero"""

    def softmax(self, s):
        g, p = self.g, super().softmax(s)
        padded = g.argument([s.shape[0], s.shape[2]], "i1")
        zero = g.scalar(0.0, s.dtype)
        return g.generic([(padded, "ac"), (p, "abcd")], "abcd", s.shape, s.dtype,
                         lambda g, v: g.emit(f"arith.select {v[0]}, {zero}, {v[1]} : f32"))


# CHECK-LABEL: weights returned
# CHECK: stays: scores or weights have another use
class WeightsReturned(NearMiss):
    """weights returned"""

    def softmax(self, s):
        p = super().softmax(s)
        self.extra.append(p)
        return p


# CHECK-LABEL: scores returned
# CHECK: stays: scores or weights have another use
class ScoresReturned(NearMiss):
    """scores returned"""

    def change_scores(self, s):
        s = super().change_scores(s)
        self.extra.append(s)
        return s


# CHECK-LABEL: sums returned
# CHECK: stays: scores or weights have another use
class SumsReturned(NearMiss):
    """sums returned"""

    def plain_softmax(self, s):
        g = self.g
        x = g.each("arith.subf {0}, {1}", s, g.arg_max(s, 3))
        e = g.each("math.exp {0}", x)
        total = g.reduce(e, 3, "addf", 0.0)
        self.extra.append(total)
        return g.each("arith.divf {0}, {1}", e, total)


# CHECK-LABEL: biases around a softcap
# CHECK: stays: biases stand before and after a softcap
class BiasesAroundSoftcap(NearMiss):
    """biases around a softcap"""

    options = dict(bias="alphafold")

    def change_scores(self, s):
        g = self.g
        s = g.each("math.tanh {0}", g.each("arith.addf {0}, {1}", s, self.rest.pop(0)))
        return g.each("arith.addf {0}, {1}", s, self.rest.pop(0))


# CHECK-LABEL: a scale for each key
# CHECK: stays: scores are scaled by something else than a constant
class ScalePerKey(NearMiss):
    """a scale for each key"""

    def scale_scores(self, s):
        return self.g.each("arith.mulf {0}, {1}", s, self.g.argument([1, 1, 1, s.shape[3]], s.dtype))


# CHECK-LABEL: repeated in the other order
# CHECK: stays: key heads are repeated in another order
class TiledHeads(NearMiss):
    """repeated in the other order"""

    options = dict(Hk=2)

    def repeat(self, x):
        g, c = self.g, self.case
        B, Hk, S, W = x.shape
        copied = g.generic([(x, "acde")], "abcde", [B, c.H // Hk, Hk, S, W], x.dtype, lambda g, v: v[0])
        return g.collapse(copied, [[0], [1, 2], [3], [4]])


# CHECK-LABEL: a sink of each query
# CHECK: stays: a sink's logit depends on more than the head
class SinkPerQuery(NearMiss):
    """a sink of each query"""

    options = dict(sink=True)

    def softmax(self, s):
        g = self.g
        sink = g.argument([*s.shape[:3], 1], s.dtype)
        wide = g.concat(3, s, sink)
        return g.slice(self.plain_softmax(wide), [0, 0, 0, 0], s.shape)


# CHECK-LABEL: a sink beside shifted scores
# CHECK: stays: a sink's logit is relative to something else than the scores
class UnshiftedSink(NearMiss):
    """a sink beside shifted scores"""

    options = dict(sink=True)

    def softmax(self, s):
        g, c = self.g, self.case
        sink = g.generic([(self.rest.pop(0), "b")], "abcd", [c.B, c.H, c.M, 1], s.dtype, lambda g, v: v[0])
        wide = g.concat(3, g.each("arith.subf {0}, {1}", s, g.arg_max(s, 3)), sink)
        return g.slice(self.plain_softmax(wide), [0, 0, 0, 0], s.shape)


# CHECK-LABEL: the last keys only
# CHECK: stays:
class LastKeys(NearMiss):
    """the last keys only"""

    options = dict(sink=True)

    def softmax(self, s):
        g, c = self.g, self.case
        sink = g.generic([(self.rest.pop(0), "b")], "abcd", [c.B, c.H, c.M, 1], s.dtype, lambda g, v: v[0])
        wide = g.concat(3, sink, s)
        return g.slice(self.plain_softmax(wide), [0, 0, 0, 0], s.shape)


# CHECK-LABEL: f64
# CHECK: stays: an element type is not f32, f16 or bf16
class Double(NearMiss):
    """f64"""

    options = dict(type="f64")

    def product(self, a, b):
        g = self.g
        merge = [[0, 1], [2], [3]]
        o = g.batch_matmul(g.collapse(a, merge), g.collapse(b, merge), "f64")
        return g.expand(o, merge, [*a.shape[:3], b.shape[3]])

    softmax_type = "f64"


# CHECK-LABEL: heads mixed before the softmax
# CHECK: stays: keys depend on an index that neither queries nor values have
class TalkingHeads(NearMiss):
    """heads mixed before the softmax"""

    def change_scores(self, s):
        g = self.g
        mix = g.argument([s.shape[1]] * 2, s.dtype)

        def body(g, v):
            product = g.emit(f"arith.mulf {v[0]}, {v[1]} : f32")
            return g.emit(f"arith.addf {v[2]}, {product} : f32")

        return g.generic([(s, "aecd"), (mix, "eb")], "abcd", s.shape, s.dtype, body, loops="abcde", reduced="e",
                         init=g.filled(s.shape, s.dtype, 0.0))


# The reason is that of attention, not of the division behind it.
# CHECK-LABEL: dropout under a gate
# CHECK: stays: weights are multiplied by something else
class GatedDropout(NearMiss):
    """dropout under a gate"""

    def softmax(self, s):
        kept = self.g.argument(s.shape, s.dtype)
        return self.g.each("arith.mulf {0}, {1}", super().softmax(s), kept)

    def finish(self, o):
        g = self.g
        gate = g.each("math.exp {0}", g.argument(o.shape, o.dtype))
        return g.each("arith.divf {0}, {1}", super().finish(o), g.by_constant("addf", gate, 1.0))


# Without an exponential there is nothing to say.
# CHECK-LABEL: linear attention
# CHECK-NEXT: stays without a remark
class Linear(NearMiss):
    """linear attention"""

    def softmax(self, s):
        return s


def main():
    for kind in NearMiss.__subclasses__():
        print(kind.__doc__, flush=True)
        run = subprocess.run([sys.argv[1], "-", "--heddle-raise-attention=remarks"], input=kind().build(),
                             capture_output=True, text=True)
        remarks = [line[line.index("stays"):] for line in run.stderr.splitlines() if "stays:" in line]
        if run.returncode:
            print(run.stderr)
        print("\n".join(remarks) or "stays without a remark")
        if "heddle.attention" in run.stdout:
            print("wrong: it was raised\n" + run.stdout)


if __name__ == "__main__":
    main()

# CHECK-NOT: wrong
