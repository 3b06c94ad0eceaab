# Runs decomposed attention through the stock lowering of MLIR, whole, in tiles
# and with its keys split, and compares with the formulas of the dialect evaluated in float64.
#
# DEFINE: %{lower} = --convert-elementwise-to-linalg \
# DEFINE:   --one-shot-bufferize=bufferize-function-boundaries \
# DEFINE:   --convert-linalg-to-loops --expand-strided-metadata \
# DEFINE:   --lower-affine --convert-scf-to-cf --convert-to-llvm \
# DEFINE:   --reconcile-unrealized-casts
# DEFINE: %{run} = mlir-runner --entry-point-result=void \
# DEFINE:   --shared-libs=%llvm_lib_dir/libmlir_c_runner_utils%shlibext \
# DEFINE:   --shared-libs=%llvm_lib_dir/libmlir_runner_utils%shlibext \
# DEFINE:   --shared-libs=%llvm_lib_dir/libmlir_float16_utils%shlibext
#
# RUN: %python %s generate > %t.mlir
# RUN: heddle-opt %t.mlir --heddle-decompose-attention %{lower} | %{run} > %t.out
# RUN: %python %s check %t.out | FileCheck %s
# RUN: %python %s schedule-tiles > %t.schedule
# RUN: heddle-opt %t.mlir \
# RUN:   --transform-preload-library=transform-library-paths=%t.schedule \
# RUN:   --transform-interpreter --heddle-decompose-attention %{lower} | %{run} \
# RUN:   > %t.tiled
# RUN: %python %s check %t.tiled | FileCheck %s
# RUN: %python %s schedule-split > %t.schedule
# RUN: heddle-opt %t.mlir \
# RUN:   --transform-preload-library=transform-library-paths=%t.schedule \
# RUN:   --transform-interpreter --heddle-decompose-attention %{lower} | %{run} \
# RUN:   > %t.split
# RUN: %python %s check %t.split | FileCheck %s
#
# CHECK-NOT: wrong
# CHECK: all of {{[0-9]+}} results agree

import itertools
import math
import random
import re
import struct
import sys

INF = math.inf

SCHEDULES = {}

SCHEDULES["schedule-tiles"] = """
module attributes {transform.with_named_sequence} {
  transform.named_sequence @__transform_main(%root: !transform.any_op {transform.readonly}) {
    %pairs = transform.structured.match ops{["heddle.attention"]} attributes{tile_heads = 2} in %root
      : (!transform.any_op) -> !transform.any_op
    %ones = transform.structured.match ops{["heddle.attention"]} attributes{tile_heads = 1} in %root
      : (!transform.any_op) -> !transform.any_op
    %t0, %l0:3 = transform.structured.tile_using_for %pairs tile_sizes [1, 2, 3]
      : (!transform.any_op) -> (!transform.any_op, !transform.any_op, !transform.any_op, !transform.any_op)
    %t1, %l1:3 = transform.structured.tile_using_for %ones tile_sizes [1, 1, 3]
      : (!transform.any_op) -> (!transform.any_op, !transform.any_op, !transform.any_op, !transform.any_op)
    transform.yield
  }
}
"""


SCHEDULES["schedule-split"] = """
module attributes {transform.with_named_sequence} {
  transform.named_sequence @__transform_main(%root: !transform.any_op {transform.readonly}) {
    %op = transform.structured.match ops{["heddle.attention"]} attributes{split_keys} in %root
      : (!transform.any_op) -> !transform.any_op
    %fill:2, %part, %merge, %loop = transform.structured.tile_reduction_using_for %op by tile_sizes = [0, 0, 0, 3]
      : (!transform.any_op) -> (!transform.any_op, !transform.any_op, !transform.any_op, !transform.any_op, !transform.any_op)
    transform.yield
  }
}
"""


class Tensor:
    """Nested indexing on a flat list."""

    def __init__(self, shape, data=None):
        self.shape = shape
        self.data = data or [0.0] * math.prod(shape)

    def at(self, *index):
        flat = 0
        for extent, i in zip(self.shape, index):
            flat = flat * extent + (0 if extent == 1 else i)
        return self.data[flat]

    def dense(self):
        def bracket(shape, data):
            if not shape:
                return data[0]
            step = len(data) // shape[0]
            parts = [data[i * step : (i + 1) * step] for i in range(shape[0])]
            return "[" + ", ".join(bracket(shape[1:], p) for p in parts) + "]"

        def literal(x):
            return "0x7FC00000" if math.isnan(x) else repr(x)

        return bracket(self.shape, [literal(x) for x in self.data])


def random_tensor(rng, shape):
    # Multiples of 1/16 are exact in every type.
    count = math.prod(shape)
    return Tensor(shape, [rng.randint(-32, 32) / 16 for _ in range(count)])


def round_to(dtype, x):
    if dtype != "bf16" or not math.isfinite(x):
        return x
    bits = struct.unpack("<I", struct.pack("<f", x))[0]
    bits = (bits + 0x7FFF + ((bits >> 16) & 1)) & 0xFFFF0000
    return struct.unpack("<f", struct.pack("<I", bits))[0]


def sigmoid(x):
    return 1 / (1 + math.exp(-x)) if x > -700 else 0.0


ACTIVATIONS = {
    "sigmoid": sigmoid,
    "ns_sigmoid": lambda x: 0.5 + 0.5 * sigmoid(x),
    "silu": lambda x: x * sigmoid(x),
    "softplus": lambda x: math.log1p(math.exp(x)),
    "tanh": math.tanh,
    "identity": lambda x: x,
}

# Masks as predicates of query, key, queries and keys.
MASKS = {
    "causal": lambda i, j, m, n: j <= i,
    "causal<bottom_right>": lambda i, j, m, n: j <= i + n - m,
    "window<left = 2, right = 1>": lambda i, j, m, n: i - 2 <= j <= i + 1,
    "window<right = -1>": lambda i, j, m, n: j <= i - 1,
    "any_of<[#heddle.window<left = 1, right = 0, bottom_right>, #heddle.prefix<2>]>": (
        lambda i, j, m, n: i + n - m - 1 <= j <= i + n - m or j < 2
    ),
}


class Case:
    """One op, its operands and its expected results."""

    def __init__(self, seed, **options):
        self.rng = random.Random(seed)
        self.B, self.H, self.Hk, self.M, self.N, self.K, self.D = 2, 4, 2, 5, 7, 4, 6
        self.dtype, self.dynamic = "f32", False
        self.qkv, self.gate_order, self.result = "bhsd", "bhsd", "bhsd"
        self.mask = self.gate = self.bias = self.lengths = None
        self.scores, self.region, self.normalizer = [], False, "softmax"
        self.sink = self.lse = self.unfused = self.poison = False
        self.scale = None
        self.operand_gates = {}  # as gate, by "query", "key" and "value"
        self.__dict__.update(options)
        self.operands = []
        self.make_operands()

    def ordered(self, order, head, sequence, width):
        if order == "bhsd":
            return [self.B, head, sequence] + width
        return [self.B, sequence, head] + width

    def operand(self, shape, dtype):
        tensor = random_tensor(self.rng, shape)
        self.operands.append((tensor, dtype))
        return tensor

    def gate_shape(self, granularity, order, head, sequence, width):
        return {
            "elementwise": self.ordered(order, head, sequence, [width]),
            "headwise": self.ordered(order, head, sequence, []),
            "shared": [self.B, sequence, width],
            "static": [head, width],
        }[granularity]

    def make_operands(self):
        self.q = self.operand(
            self.ordered(self.qkv, self.H, self.M, [self.K]), self.dtype
        )
        self.k = self.operand(
            self.ordered(self.qkv, self.Hk, self.N, [self.K]), self.dtype
        )
        self.v = self.operand(
            self.ordered(self.qkv, self.Hk, self.N, [self.D]), self.dtype
        )
        if self.poison:
            self.poison_keys()
        if self.gate:
            shape = self.gate_shape(
                self.gate[1], self.gate_order, self.H, self.M, self.D
            )
            self.g = self.operand(shape, self.dtype)
        if self.bias:
            self.b = self.operand(self.bias, "f32")
        if self.sink:
            self.s = self.operand([self.H], self.dtype)
        extents = {
            "query": (self.H, self.M, self.K),
            "key": (self.Hk, self.N, self.K),
            "value": (self.Hk, self.N, self.D),
        }
        self.logits = {
            name: self.operand(self.gate_shape(gate[1], self.qkv, *extents[name]), "f32")
            for name, gate in self.operand_gates.items()
        }

    def poison_keys(self):
        """Makes what lies past a length no number."""
        for tensor in (self.k, self.v):
            places = itertools.product(*map(range, tensor.shape))
            for flat, (b, _, j, _) in enumerate(places):
                if j >= self.lengths[b]:
                    tensor.data[flat] = math.nan

    # The formulas.

    def pick(self, tensor, order, b, h, i, *rest):
        return tensor.at(b, h, i, *rest) if order == "bhsd" else tensor.at(b, i, h, *rest)

    def activated(self, gate, logits, order, b, h, i, d):
        activation, granularity, _ = gate
        index = {
            "elementwise": lambda: self.pick(logits, order, b, h, i, d),
            "headwise": lambda: self.pick(logits, order, b, h, i),
            "shared": lambda: logits.at(b, i, d),
            "static": lambda: logits.at(h, d),
        }
        return ACTIVATIONS[activation](index[granularity]())

    def element(self, name, b, h, i, d):
        """An element of query, key or value, gated."""
        tensor = {"query": self.q, "key": self.k, "value": self.v}[name]
        x = self.pick(tensor, self.qkv, b, h, i, d)
        if name not in self.operand_gates:
            return x
        gate = self.operand_gates[name]
        f = self.activated(gate, self.logits[name], self.qkv, b, h, i, d)
        return round_to(self.dtype, x + f if gate[2] == "add" else x * f)

    def score(self, b, h, i, j, length):
        hk = h // (self.H // self.Hk)
        s = sum(
            self.element("query", b, h, i, k) * self.element("key", b, hk, j, k)
            for k in range(self.K)
        ) * (self.scale or 1 / math.sqrt(self.K))
        for step in self.scores + (
            ["bias"] if self.bias and "bias" not in self.scores else []
        ):
            if step == "bias":
                s += self.b.at(b, h, i, j)
            elif step == "softcap":
                s = 3 * math.tanh(s / 3)
            elif step == "alibi":
                s -= 0.25 * (h + 1) * (i + length - self.M - j)
        if self.region:
            place = 1000 * b + 100 * h + 10 * i + j
            s += place / 64 if (i + j + h) % 3 == 0 else 0
        if j >= length:
            return -INF
        if self.mask and not MASKS[self.mask](i, j, self.M, length):
            return -INF
        return s

    def weights(self, scores, h):
        if self.normalizer == "sigmoid<bias = -0.5>":
            return [sigmoid(s - 0.5) for s in scores]
        sink = self.s.at(h) if self.sink else -INF
        m = max(0, sink, *scores)
        exps = [math.exp(s - m) for s in scores]
        if self.normalizer == "softpick":
            parts = [e - math.exp(-m) if e else 0.0 for e in exps]
            denominator = sum(abs(p) for p in parts) + 1e-6
            return [max(p, 0) / denominator for p in parts]
        total = sum(exps) + math.exp(sink - m)
        if self.normalizer == "softmax1":
            total += math.exp(-m)
        return [e / total if total else 0.0 for e in exps]

    def gated(self, o, b, h, i, d):
        if self.unfused:
            o = round_to(self.dtype, o)
        if not self.gate:
            return o
        f = self.activated(self.gate, self.g, self.gate_order, b, h, i, d)
        if self.unfused:
            f = round_to(self.dtype, f)
        return o + f if self.gate[2] == "add" else o * f

    def row(self, b, h, i):
        length = min(max(self.lengths[b], 0), self.N) if self.lengths else self.N
        scores = [self.score(b, h, i, j, length) for j in range(self.N)]
        weights = self.weights(scores, h)
        hk = h // (self.H // self.Hk)
        output = [
            sum(
                w * self.element("value", b, hk, j, d)
                for j, w in enumerate(weights)
                if w
            )
            for d in range(self.D)
        ]
        top = max(scores)
        lse = -INF
        if top > -INF:
            lse = top + math.log(sum(math.exp(s - top) for s in scores))
        return [self.gated(o, b, h, i, d) for d, o in enumerate(output)], lse

    def expected(self):
        rows = {
            index: self.row(*index)
            for index in itertools.product(
                range(self.B), range(self.H), range(self.M)
            )
        }
        order = sorted(rows)
        if self.result == "bshd":
            order = sorted(rows, key=lambda bhi: (bhi[0], bhi[2], bhi[1]))
        results = [[round_to(self.dtype, x) for bhi in order for x in rows[bhi][0]]]
        if self.lse:
            results.append([rows[bhi][1] for bhi in sorted(rows)])
        return results

    # The op.

    def type(self, shape, dtype):
        extents = ["?"] * len(shape) if self.dynamic else map(str, shape)
        return f"tensor<{'x'.join(extents)}x{dtype}>"

    def emit_operand(self, tensor, dtype):
        n = next(self.counter)
        static = f"tensor<{'x'.join(map(str, tensor.shape))}x{dtype}>"
        dynamic = self.type(tensor.shape, dtype)
        if any(e == 1 for e in tensor.shape):
            dynamic = static  # Broadcast only along a static 1.
        self.lines.append(f"%arg{n} = arith.constant dense<{tensor.dense()}> : {static}")
        if static == dynamic:
            return f"%arg{n}", static
        self.lines.append(f"%dynamic{n} = tensor.cast %arg{n} : {static} to {dynamic}")
        return f"%dynamic{n}", dynamic

    def attributes(self):
        entries = [
            f"layout = #heddle.layout<qkv = {self.qkv}, gate = {self.gate_order}, "
            f"result = {self.result}>",
            f"normalizer = #heddle.{self.normalizer}",
            # Groups of an unknown size are tiled head by head.
            f"tile_heads = {1 if self.dynamic else 2}",
        ]
        if self.normalizer.startswith("softmax"):
            entries.append("split_keys")
        if self.gate:
            entries.append(f"gate = #heddle.gate<{', '.join(self.gate)}>")
        for name, gate in self.operand_gates.items():
            entries.append(f"{name}_gate = #heddle.gate<{', '.join(gate)}>")
        if self.mask:
            entries.append(f"mask = #heddle.{self.mask}")
        if self.scale:
            entries.append(f"scale = {self.scale} : f32")
        if self.unfused:
            entries.append("rounding = #heddle.rounding<unfused>")
        slopes = ", ".join(str(0.25 * (h + 1)) for h in range(self.H))
        spelling = {
            "bias": "#heddle.bias",
            "softcap": "#heddle.softcap<3.0>",
            "alibi": f"#heddle.alibi<[{slopes}], bottom_right>",
        }
        if self.scores:
            listed = ", ".join(spelling[s] for s in self.scores)
            entries.append(f"scores = [{listed}]")
        return "{" + ", ".join(entries) + "}"

    def emit_region(self):
        """Adds a number that names the place of every third score."""
        if not self.region:
            return ""
        return """score {
        ^bb0(%s: f32, %b: index, %h: index, %i: index, %j: index):
          %c1000 = arith.constant 1000 : index
          %c100 = arith.constant 100 : index
          %c10 = arith.constant 10 : index
          %c3 = arith.constant 3 : index
          %c0 = arith.constant 0 : index
          %b0 = arith.muli %b, %c1000 : index
          %h0 = arith.muli %h, %c100 : index
          %i0 = arith.muli %i, %c10 : index
          %bh = arith.addi %b0, %h0 : index
          %ij = arith.addi %i0, %j : index
          %place = arith.addi %bh, %ij : index
          %ij1 = arith.addi %i, %j : index
          %sum = arith.addi %ij1, %h : index
          %rest = arith.remui %sum, %c3 : index
          %third = arith.cmpi eq, %rest, %c0 : index
          %some = arith.select %third, %place, %c0 : index
          %int = arith.index_cast %some : index to i32
          %float = arith.sitofp %int : i32 to f32
          %c64 = arith.constant 64.0 : f32
          %part = arith.divf %float, %c64 : f32
          %t = arith.addf %s, %part : f32
          heddle.yield %t : f32
        } """

    def emit(self, name):
        self.lines, self.counter = [], itertools.count()
        values = [self.emit_operand(*operand) for operand in self.operands]
        take = iter(values).__next__
        self.inputs = [take(), take(), take()]
        self.groups = {}
        for present, group in [
            (self.gate, "gate"),
            (self.bias, "bias"),
            (self.sink, "sink"),
        ]:
            if present:
                self.groups[group] = take()
        if self.lengths:
            lengths = Tensor([self.B], self.lengths)
            self.groups["lengths"] = self.emit_operand(lengths, "i32")
        for operand in self.operand_gates:
            self.groups[f"{operand}_gate"] = take()
        inits = [self.emit_init(self.dtype)]
        if self.lse:
            inits.append(self.emit_operand(Tensor([self.B, self.H, self.M]), "f32"))
        self.emit_op(inits)
        for n, (_, type) in enumerate(inits):
            self.emit_print(n, type)
        body = "\n    ".join(self.lines)
        return f"  func.func @{name}() {{\n    {body}\n    return\n  }}\n"

    def emit_init(self, dtype):
        shape = self.ordered(self.result, self.H, self.M, [self.D])
        return self.emit_operand(Tensor(shape), dtype)

    def emit_op(self, inits):
        groups = " ".join(f"{g}({v} : {t})" for g, (v, t) in self.groups.items())
        self.emit_attention("%y", self.inputs, groups, inits, self.attributes())

    def emit_attention(self, results, inputs, groups, inits, attributes):
        names = ", ".join(value for value, _ in inits)
        types = ", ".join(type for _, type in inits)
        results = ", ".join(f"{results}{n}" for n in range(len(inits)))
        ins = "{}, {}, {} : {}, {}, {}".format(*(v for v, _ in inputs), *(t for _, t in inputs))
        self.lines.append(
            f"{results} = heddle.attention ins({ins}) {groups} outs({names} : {types}) "
            f"{attributes} {self.emit_region()}-> {types}"
        )

    def emit_print(self, n, type):
        wide = type.replace("bf16", "f32")
        value = f"%y{n}"
        if wide != type:
            self.lines.append(f"%w{n} = arith.extf {value} : {type} to {wide}")
            value = f"%w{n}"
        self.lines.append(f"%u{n} = tensor.cast {value} : {wide} to tensor<*xf32>")
        self.lines.append(f"call @printMemrefF32(%u{n}) : (tensor<*xf32>) -> ()")


class GateApart(Case):
    """The same results from an attention without gate and heddle.gate."""

    def emit_op(self, inits):
        logits = self.groups.pop("gate")
        gate, self.gate = self.gate, None
        self.emit_attention("%x", self.inputs, "", inits, self.attributes())
        self.gate = gate
        type = inits[0][1]
        self.lines.append(
            f"%y0 = heddle.gate ins(%x0, {logits[0]} : {type}, {logits[1]}) "
            f"outs({inits[0][0]} : {type}) {{gate = #heddle.gate<{', '.join(gate)}>, "
            f"layout = #heddle.layout<gate = {self.gate_order}, "
            f"result = {self.result}>}} -> {type}"
        )


class KeysApart(Case):
    """The same results from two attentions on a part of the keys, merged."""

    def emit_part(self, part, first, size):
        inputs = [self.inputs[0]]
        for n, (value, type) in enumerate(self.inputs[1:]):
            shape = [self.B, self.Hk, size, [self.K, self.D][n]]
            slice = f"tensor<{'x'.join(map(str, shape))}x{self.dtype}>"
            self.lines.append(
                f"%s{part}_{n} = tensor.extract_slice {value}[0, 0, {first}, 0] "
                f"{shape} [1, 1, 1, 1] : {type} to {slice}"
            )
            inputs.append((f"%s{part}_{n}", slice))
        sums = self.emit_operand(Tensor([self.B, self.H, self.M]), "f32")
        inits = [self.emit_init("f32"), sums]
        self.emit_attention(
            f"%p{part}_",
            inputs,
            "",
            inits,
            f"{{layout = #heddle.layout<result = {self.result}>}}",
        )
        return inits

    def emit_stack(self, n, type):
        """Stacks result `n` of both parts."""
        stacked = type.replace("<", "<2x")
        shape = [int(e) for e in re.findall(r"(\d+)x", stacked)]
        zeros, ones = [0] * (len(shape) - 1), [1] * len(shape)
        self.lines.append(f"%e{n} = tensor.empty() : {stacked}")
        for part, into in [(0, f"%e{n}"), (1, f"%k0_{n}")]:
            self.lines.append(
                f"%k{part}_{n} = tensor.insert_slice %p{part}_{n} into "
                f"{into}{[part] + zeros} {[1] + shape[1:]} {ones} : {type} into {stacked}"
            )
        return f"%k1_{n}", stacked

    def emit_op(self, inits):
        self.emit_part(0, 0, 4)
        parts = self.emit_part(1, 4, self.N - 4)
        (o, o_type), (l, l_type) = [
            self.emit_stack(n, type) for n, (_, type) in enumerate(parts)
        ]
        groups = " ".join(f"{g}({v} : {t})" for g, (v, t) in self.groups.items())
        names = ", ".join(value for value, _ in inits)
        types = ", ".join(type for _, type in inits)
        self.lines.append(
            f"%y0, %y1 = heddle.merge ins({o}, {l} : {o_type}, {l_type}) {groups} "
            f"outs({names} : {types}) {{gate = #heddle.gate<{', '.join(self.gate)}>, "
            f"normalizer = #heddle.{self.normalizer}, layout = #heddle.layout<"
            f"gate = {self.gate_order}, result = {self.result}>}} -> {types}"
        )


def cases():
    options = [
        dict(mask="causal", gate=("sigmoid", "elementwise", "multiply"), lse=True),
        dict(mask="causal<bottom_right>", lengths=[5, 0], sink=True, lse=True,
             poison=True),
        dict(dynamic=True, mask="causal<bottom_right>", lengths=[9, 3], lse=True,
             scale=0.75, gate=("tanh", "headwise", "multiply")),
        dict(qkv="bshd", gate_order="bshd", result="bshd", bias=[1, 4, 1, 7],
             scores=["softcap", "bias", "alibi"], gate=("silu", "elementwise", "add")),
        dict(qkv="bshd", bias=[2, 1, 6, 7], region=True, M=6, dynamic=True,
             gate=("softplus", "shared", "multiply")),
        dict(Hk=4, normalizer="softmax1", mask="window<left = 2, right = 1>", lse=True,
             gate=("ns_sigmoid", "static", "multiply"), result="bshd"),
        dict(Hk=1, normalizer="softpick", mask="window<right = -1>", region=False),
        dict(normalizer="sigmoid<bias = -0.5>", lengths=[3, 6], gate_order="bshd",
             gate=("identity", "headwise", "add")),
        dict(dtype="bf16", unfused=True, gate=("sigmoid", "elementwise", "multiply"),
             mask="any_of<[#heddle.window<left = 1, right = 0, bottom_right>, "
                  "#heddle.prefix<2>]>"),
        dict(scale=30.0, sink=True, lse=True, bias=[1, 1, 1, 7]),
        dict(dtype="bf16", sink=True, M=9, N=3, scores=["alibi"],
             gate=("sigmoid", "elementwise", "multiply")),
        dict(mask="causal", lse=True, gate=("sigmoid", "elementwise", "multiply"),
             operand_gates=dict(query=("silu", "elementwise", "multiply"),
                                key=("tanh", "headwise", "add"),
                                value=("sigmoid", "static", "multiply"))),
        dict(dtype="bf16", qkv="bshd", dynamic=True, lengths=[6, 2],
             operand_gates=dict(query=("identity", "shared", "multiply"),
                                key=("sigmoid", "elementwise", "multiply"),
                                value=("softplus", "headwise", "multiply"))),
        dict(Hk=4, poison=True, lengths=[4, 0],
             operand_gates=dict(key=("silu", "shared", "multiply"),
                                value=("softplus", "elementwise", "add"))),
    ]  # fmt: skip
    gate = ("silu", "elementwise", "multiply")
    return [Case(seed, **option) for seed, option in enumerate(options)] + [
        GateApart(20, mask="causal", gate=gate, gate_order="bshd"),
        GateApart(21, result="bshd", gate=("tanh", "headwise", "add")),
        GateApart(22, dtype="bf16", unfused=True, gate=("sigmoid", "shared", "multiply")),
        KeysApart(23, gate=gate, sink=True, lse=True),
        KeysApart(24, gate=gate, normalizer="softmax1", result="bshd", lse=True),
    ]


def generate():
    all_cases = cases()
    print("module {\n  func.func private @printMemrefF32(tensor<*xf32>)")
    for n, case in enumerate(all_cases):
        print(case.emit(f"case{n}"))
    calls = "\n    ".join(f"call @case{n}() : () -> ()" for n in range(len(all_cases)))
    print(f"  func.func @main() {{\n    {calls}\n    return\n  }}\n}}")


def read_results(path):
    text = open(path).read()
    for part in text.split("data =")[1:]:
        data = part.split("Unranked")[0]
        numbers = re.findall(r"-?inf|nan|-?\d[\d.e+-]*", data)
        yield [float(x) for x in numbers]


def check(path):
    results = read_results(path)
    count = wrong = 0
    for n, case in enumerate(cases()):
        tolerance = 2e-5 if case.dtype == "f32" else 2**-7
        for which, expected in enumerate(case.expected()):
            got = next(results)
            count += 1
            for place, (x, y) in enumerate(zip(expected, got, strict=True)):
                if x != y and not abs(x - y) <= tolerance * max(1, abs(x)):
                    print(f"wrong: case {n}, result {which}, element {place}: "
                          f"expected {x}, got {y}")  # fmt: skip
                    wrong += 1
                    break
    if not wrong:
        print(f"all of {count} results agree")


if __name__ == "__main__":
    if sys.argv[1] == "generate":
        generate()
    elif sys.argv[1] in SCHEDULES:
        print(SCHEDULES[sys.argv[1]])
    else:
        check(sys.argv[2])
