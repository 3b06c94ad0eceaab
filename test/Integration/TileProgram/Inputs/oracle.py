# Part of the Heddle project, under the Apache License v2.0 with LLVM Exceptions.
# See the LICENSE file for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

"""Runs attention functions of a test on data, and checks what they compute.

    oracle.py emit TEST.mlir            the test's functions, and a @main that
                                        calls each on data and prints bits
    oracle.py check TEST.mlir < OUTPUT  compares OUTPUT with plain loops in f64

Each function has a comment that says what it should compute, by extents and
Python expressions:

    // CASE @f: B=1 H=2 h=1 M=13 N=19 K=5 D=7
    // CASE @f: visible = j <= i; gate = o * sigmoid(g)

The function's arguments are known by name (q, k, v, g, gq, gk, gv, bias, sink,
lengths, y, lse); each has a shape of extents by letter, which a clause may change, as in
`shape.q = BMHK`; h is the number of key heads. Other clauses:

    visible = ...       in i, j, M, N (N is the length of the batch entry)
    score = ...         in s (the scaled score), bias, b, h, i, j, M, N
    scale = ...         default 1/sqrt(K)
    normalizer = ...    softmax (default), softmax1, softpick, sigmoid or
                        stick_breaking (`visible` says which keys claim)
    own = ...           in i, M, N: the key that gets the rest of the stick
    bias0, eps = ...    parameters of sigmoid and softpick
    gate = ...          in o and g; r rounds to the type of y
    gate.k = ...        in x and g, of %gk: what becomes of k; so for q and v
    set.k = ...         in x and the letters: the data in place of x
    tolerance = ...     of the largest error, relative to the largest value
"""

import math
import random
import re
import struct
import sys

SHAPES = {
    "q": "BHMK", "k": "BhNK", "v": "BhND", "g": "BHMD", "bias": "BHMN",
    "gq": "BHMK", "gk": "BhNK", "gv": "BhND",
    "sink": "H", "lengths": "B", "y": "BHMD", "lse": "BHM",
}  # fmt: skip
OUTPUTS = ["y", "lse"]
INF = math.inf


def to_bits(value, kind):
    """The bits of `value` rounded to the type `kind`."""
    if kind == "f16":
        return struct.unpack("<H", struct.pack("<e", value))[0]
    bits = struct.unpack("<I", struct.pack("<f", value))[0]
    if kind == "f32":
        return bits
    if math.isnan(value):
        return 0x7FC0
    return (bits + 0x7FFF + ((bits >> 16) & 1)) >> 16


def from_bits(bits, kind):
    if kind == "f16":
        return struct.unpack("<e", struct.pack("<H", bits))[0]
    if kind == "bf16":
        bits <<= 16
    return struct.unpack("<f", struct.pack("<I", bits & 0xFFFFFFFF))[0]


def round_to(value, kind):
    return from_bits(to_bits(value, kind), kind)


def sigmoid(x):
    return 1 / (1 + math.exp(-x)) if x > -700 else 0.0


def silu(x):
    return x * sigmoid(x) if x > -INF else 0.0


def softplus(x):
    return max(x, 0.0) + math.log1p(math.exp(-abs(x)))


FUNCTIONS = {
    "sigmoid": sigmoid, "silu": silu, "softplus": softplus,
    "tanh": math.tanh, "exp": math.exp, "sin": math.sin, "abs": abs,
    "min": min, "max": max, "inf": INF, "nan": math.nan,
}  # fmt: skip


class Tensor:
    """Numbers by the letters of their dimensions; a dimension 1 has none."""

    def __init__(self, name, kind, letters, extents):
        self.name, self.kind, self.letters = name, kind, letters
        self.shape = [1 if x == "1" else extents[x] for x in letters]
        self.data = None

    def indices(self):
        index = [0] * len(self.shape)
        for _ in range(math.prod(self.shape)):
            yield dict(zip(self.letters, index))
            for axis in reversed(range(len(index))):
                index[axis] += 1
                if index[axis] < self.shape[axis]:
                    break
                index[axis] = 0

    def at(self, **index):
        flat = 0
        for letter, extent in zip(self.letters, self.shape):
            flat = flat * extent + (0 if letter == "1" else index[letter])
        return self.data[flat]

    def fill(self, seed, expression):
        rng = random.Random(seed)
        self.data = []
        for index in self.indices():
            x = rng.gauss(0, 1)
            x = evaluate(expression, dict(index, x=x)) if expression else x
            self.data.append(int(x) if self.kind == "i32" else round_to(x, self.kind))

    def static_type(self):
        return "memref<" + "".join(f"{n}x" for n in self.shape) + self.kind + ">"

    def dense(self):
        if self.kind == "i32":
            return "dense<[" + ", ".join(map(str, self.data)) + "]>"
        if not self.data:
            return "dense<0.0>"
        bits = [to_bits(x, self.kind) for x in self.data]
        digits = 8 if self.kind == "f32" else 4
        return self.nested([f"0x{b:0{digits}X}" for b in bits], self.shape)

    @staticmethod
    def nested(items, shape):
        for extent in reversed(shape):
            groups = range(0, len(items), extent)
            items = ["[" + ", ".join(items[i : i + extent]) + "]" for i in groups]
        return "dense<" + items[0] + ">"


def evaluate(expression, names):
    return eval(expression, {"__builtins__": {}}, {**FUNCTIONS, **names})


class Case:
    def __init__(self, name, text):
        self.name = name
        clauses, extents = {}, {}
        for line in re.findall(rf"^// CASE @{name}: *(.*)$", text, re.M):
            for clause in line.split(";"):
                if re.fullmatch(r"( *\w=\d+)+ *", clause):
                    pairs = re.findall(r"(\w)=(\d+)", clause)
                    extents.update((k, int(v)) for k, v in pairs)
                else:
                    key, value = clause.split("=", 1)
                    clauses[key.strip()] = value.strip()
        self.clauses, self.extents = clauses, extents
        self.parse_arguments(text)

    def parse_arguments(self, text):
        signature = re.search(rf"func\.func @{self.name}\(([^)]*)\)", text).group(1)
        self.tensors, self.types = {}, []
        for name, type_ in re.findall(r"%(\w+): (memref<[^%]*>)", signature):
            kind = re.search(r"x(f32|bf16|f16|i32)[,>]", type_).group(1)
            letters = self.clauses.get("shape." + name, SHAPES[name])
            self.types.append((name, type_))
            tensor = Tensor(name, kind, letters, self.extents)
            tensor.fill(self.name + name, self.clauses.get("set." + name))
            self.tensors[name] = tensor

    def outputs(self):
        return [self.tensors[x] for x in OUTPUTS if x in self.tensors]

    # What the functions get and print.

    def emit_globals(self):
        for tensor in self.tensors.values():
            constant, value = "constant ", tensor.dense()
            if tensor.name in OUTPUTS:
                # What is not written stays NaN.
                constant = ""
                value = f"dense<0x{to_bits(math.nan, tensor.kind):X}>"
            print(
                f'memref.global "private" {constant}@{self.name}_{tensor.name} : '
                f"{tensor.static_type()} = {value}"
            )

    def emit_call(self):
        operands, types = [], []
        for name, type_ in self.types:
            value, static = f"%{self.name}_{name}", self.tensors[name].static_type()
            print(f"  {value} = memref.get_global @{self.name}_{name} : {static}")
            if type_ != static:
                print(f"  {value}_cast = memref.cast {value} : {static} to {type_}")
                value += "_cast"
            operands.append(value)
            types.append(type_)
        print(f"  call @{self.name}({', '.join(operands)}) : ({', '.join(types)}) -> ()")
        for tensor in self.outputs():
            self.emit_print(tensor)

    def emit_print(self, tensor):
        value, size = f"%{self.name}_{tensor.name}", math.prod(tensor.shape)
        flat, kind = f"memref<{size}x{tensor.kind}>", tensor.kind
        dims = ", ".join(map(str, range(len(tensor.shape))))
        print(f"  {value}_flat = memref.collapse_shape {value} [[{dims}]] : {tensor.static_type()} into {flat}")
        print(f"  {value}_size = arith.constant {size} : index")
        print(f"  scf.for %i = %zero to {value}_size step %one {{")
        print(f"    %x = memref.load {value}_flat[%i] : {flat}")
        if kind != "f32":
            print(f"    %w = arith.extf %x : {kind} to f32")
        print(f"    %bits = arith.bitcast {'%x' if kind == 'f32' else '%w'} : f32 to i32")
        print("    vector.print %bits : i32")
        print("  }")

    # What they should print.

    def expect(self):
        """Returns the expected numbers of all outputs in order."""
        y = self.tensors["y"]
        lse = self.tensors.get("lse")
        expected = {tensor.name: {} for tensor in self.outputs()}
        x = self.extents
        for b in range(x["B"]):
            for h in range(x["H"]):
                for i in range(x["M"]):
                    outputs, total = self.expect_row(b, h, i)
                    for d, value in enumerate(outputs):
                        expected["y"][b, h, i, d] = value
                    if lse:
                        expected["lse"][b, h, i] = total
        result = {"y": [expected["y"][p["B"], p["H"], p["M"], p["D"]] for p in y.indices()]}
        if lse:
            result["lse"] = [expected["lse"][p["B"], p["H"], p["M"]] for p in lse.indices()]
        return result

    def expect_row(self, b, h, i):
        scores = self.expect_scores(b, h, i)
        weights, total = self.normalize(scores, b, h)
        if "own" in self.clauses:
            self.add_remainder(weights, total, b, i)
        key_head = h // (self.extents["H"] // self.extents["h"])
        outputs = []
        for d in range(self.extents["D"]):
            o = sum(
                w * self.operand("v", B=b, h=key_head, N=j, D=d)
                for j, w in weights.items()
            )
            outputs.append(self.expect_gated(o, b, h, i, d))
        return outputs, total

    def get_length(self, b):
        n = self.extents["N"]
        if "lengths" in self.tensors:
            n = min(max(self.tensors["lengths"].at(B=b), 0), n)
        return n

    def add_remainder(self, weights, rest, b, i):
        n = self.get_length(b)
        own = evaluate(self.clauses["own"], {"i": i, "M": self.extents["M"], "N": n})
        if 0 <= own < n:
            weights[own] = weights.get(own, 0.0) + rest

    def operand(self, name, **index):
        """An element of q, k or v, gated."""
        x = self.tensors[name].at(**index)
        clause = self.clauses.get("gate." + name)
        if not clause:
            return x
        g = self.tensors["g" + name].at(**index)
        return round_to(evaluate(clause, {"x": x, "g": g}), self.tensors[name].kind)

    def expect_scores(self, b, h, i):
        """The scores of the visible keys."""
        x = self.extents
        n = self.get_length(b)
        key_head = h // (x["H"] // x["h"])
        scale = float(self.clauses.get("scale", 1 / math.sqrt(x["K"])))
        q = [self.operand("q", B=b, H=h, M=i, K=k) for k in range(x["K"])]
        scores = {}
        for j in range(n):
            names = {"b": b, "h": h, "i": i, "j": j, "M": x["M"], "N": n}
            if not evaluate(self.clauses.get("visible", "1"), names):
                continue
            s = scale * sum(
                q[k] * self.operand("k", B=b, h=key_head, N=j, K=k)
                for k in range(x["K"])
            )
            if "bias" in self.tensors:
                names["bias"] = self.tensors["bias"].at(B=b, H=h, M=i, N=j)
            s = evaluate(self.clauses.get("score", "s"), dict(names, s=s))
            if s > -INF:
                scores[j] = s
        return scores

    @staticmethod
    def break_stick(scores):
        """The weights, and what is left of the stick, from the newest key on."""
        weights, rest = {}, 1.0
        for j in sorted(scores, reverse=True):
            weights[j] = sigmoid(scores[j]) * rest
            rest *= sigmoid(-scores[j])
        return weights, rest

    def normalize(self, scores, b, h):
        """The weights of the visible keys, and their log-sum-exp."""
        kind = self.clauses.get("normalizer", "softmax")
        if kind == "sigmoid":
            bias = float(self.clauses.get("bias0", 0))
            return {j: sigmoid(s + bias) for j, s in scores.items()}, None
        if kind == "stick_breaking":
            return self.break_stick(scores)
        if not scores:
            return {}, -INF
        if kind == "softpick":
            m = max(0.0, *scores.values())
            powers = {j: math.exp(s - m) - math.exp(-m) for j, s in scores.items()}
            total = sum(map(abs, powers.values()))
            total += float(self.clauses.get("eps", 1e-6))
            return {j: max(p, 0) / total for j, p in powers.items()}, None
        m = max(scores.values())
        powers = {j: math.exp(s - m) for j, s in scores.items()}
        total = sum(powers.values())
        lse = m + math.log(total)
        extra = 0.0 if kind == "softmax1" else -INF
        if "sink" in self.tensors:
            extra = self.tensors["sink"].at(H=h)
        share = sigmoid(lse - extra)
        return {j: p / total * share for j, p in powers.items()}, lse

    def expect_gated(self, o, b, h, i, d):
        if "gate" not in self.clauses:
            return o
        kind = self.tensors["y"].kind
        g = self.tensors["g"].at(B=b, H=h, M=i, D=d)
        names = {"o": o, "g": g, "r": lambda x: round_to(x, kind)}
        return evaluate(self.clauses["gate"], names)

    def check(self, lines):
        ok = True
        tolerance = float(self.clauses.get("tolerance", 4e-6))
        for name, expected in self.expect().items():
            got = [from_bits(int(next(lines)), "f32") for _ in expected]
            finite = [abs(e) for e in expected if math.isfinite(e)]
            bound = tolerance * max(finite, default=0.0)
            errors = [0.0 if a == e else abs(a - e) for a, e in zip(got, expected)]
            wrong = [error for error in errors if not error <= bound]
            worst = wrong[0] if wrong else max(errors, default=0.0)
            verdict = "WRONG" if wrong else "ok"
            ok &= not wrong
            print(f"{verdict}: @{self.name} {name}: error {worst:.3g}, allowed {bound:.3g}")
        return ok


def main():
    command, path = sys.argv[1:]
    text = open(path).read()
    names = dict.fromkeys(re.findall(r"^// CASE @(\w+):", text, re.M))
    cases = [Case(name, text) for name in names]
    if command == "emit":
        print(text)
        for case in cases:
            case.emit_globals()
        print("func.func @main() {")
        print("  %zero = arith.constant 0 : index\n  %one = arith.constant 1 : index")
        for case in cases:
            case.emit_call()
        print("  return\n}")
        return 0
    lines = iter([x for x in sys.stdin if re.fullmatch(r"-?\d+\s*", x)])
    return 0 if all([case.check(lines) for case in cases]) else 1


if __name__ == "__main__":
    sys.exit(main())
