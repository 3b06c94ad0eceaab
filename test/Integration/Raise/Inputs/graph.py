# Writes linalg on tensors in the habits of importers.

import math


class Tensor:
    """An SSA value of a ranked tensor type; `dims` are its types' extents."""

    def __init__(self, name, shape, dtype, dims=None):
        self.name, self.shape, self.dtype = name, tuple(shape), dtype
        self.dims = tuple(dims) if dims else self.shape

    @property
    def type(self):
        return "tensor<" + "".join(f"{d}x" for d in self.dims) + f"{self.dtype}>"


NAMES = "abcdefghij"


def affine_map(dims, results):
    """The map from loops `dims` to a string of results; `0` stands for itself."""
    return f"affine_map<({', '.join(dims)}) -> ({', '.join(results)})>"


class Graph:
    def __init__(self):
        self.lines, self.arguments, self.count, self.shared = [], [], 0, {}

    def fresh(self):
        self.count += 1
        return f"%{self.count}"

    def emit(self, text):
        name = self.fresh()
        self.lines.append(f"{name} = {text}")
        return name

    def argument(self, shape, dtype="f32"):
        tensor = Tensor(f"%arg{len(self.arguments)}", shape, dtype)
        self.arguments.append(tensor)
        return tensor

    def scalar(self, value, dtype):
        if dtype in ("f32", "f16", "bf16", "f64"):
            if value == -math.inf:
                value = {"f32": "0xFF800000", "f16": "0xFC00", "bf16": "0xFF80", "f64": "0xFFF0000000000000"}[dtype]
            else:
                value = f"{value:e}"
        return self.emit(f"arith.constant {value} : {dtype}")

    def empty(self, shape, dtype):
        key = (tuple(shape), dtype)
        if key not in self.shared:
            tensor = Tensor("", shape, dtype)
            self.shared[key] = self.emit(f"tensor.empty() : {tensor.type}")
        return Tensor(self.shared[key], shape, dtype)

    def filled(self, shape, dtype, value):
        out = self.empty(shape, dtype)
        scalar = self.scalar(value, dtype)
        name = self.emit(f"linalg.fill ins({scalar} : {dtype}) outs({out.name} : {out.type}) -> {out.type}")
        return Tensor(name, shape, dtype)

    def constant(self, value, shape, dtype):
        tensor = Tensor("", shape, dtype)
        return Tensor(self.emit(f"arith.constant dense<{value}> : {tensor.type}"), shape, dtype)

    # Moving.

    def transpose(self, x, permutation, copies=False):
        shape = [x.shape[p] for p in permutation]
        out = self.empty(shape, x.dtype)
        if copies:
            source = NAMES[: len(shape)]
            inverse = "".join(source[permutation.index(i)] for i in range(len(shape)))
            return self.generic([(x, inverse)], source, shape, x.dtype, lambda b, v: v[0])
        name = self.fresh()
        self.lines.append(
            f"{name} = linalg.transpose ins({x.name} : {x.type}) outs({out.name} : {out.type}) "
            f"permutation = [{', '.join(map(str, permutation))}]"
        )
        return Tensor(name, shape, x.dtype)

    def collapse(self, x, groups):
        shape = [math.prod(x.shape[d] for d in group) for group in groups]
        out = Tensor("", shape, x.dtype)
        return Tensor(
            self.emit(f"tensor.collapse_shape {x.name} {groups} : {x.type} into {out.type}"), shape, x.dtype
        )

    def expand(self, x, groups, shape):
        out = Tensor("", shape, x.dtype)
        return Tensor(
            self.emit(
                f"tensor.expand_shape {x.name} {groups} output_shape {list(shape)} : {x.type} into {out.type}"
            ),
            shape,
            x.dtype,
        )

    def slice(self, x, offsets, sizes):
        out = Tensor("", sizes, x.dtype)
        ones = [1] * len(sizes)
        return Tensor(
            self.emit(f"tensor.extract_slice {x.name}{offsets} {list(sizes)} {ones} : {x.type} to {out.type}"),
            sizes,
            x.dtype,
        )

    def concat(self, dim, *parts):
        shape = list(parts[0].shape)
        shape[dim] = sum(p.shape[dim] for p in parts)
        out = Tensor("", shape, parts[0].dtype)
        names = ", ".join(p.name for p in parts)
        types = ", ".join(p.type for p in parts)
        return Tensor(self.emit(f"tensor.concat dim({dim}) {names} : ({types}) -> {out.type}"), shape, out.dtype)

    # Computing.

    def generic(self, inputs, out_map, shape, dtype, body, loops=None, reduced="", init=None):
        """`inputs` are tensors with the letters of their indices."""
        loops = loops or out_map
        out = init or self.empty(shape, dtype)
        maps = [affine_map(loops, m) for _, m in inputs] + [affine_map(loops, out_map)]
        kinds = ", ".join('"reduction"' if l in reduced else '"parallel"' for l in loops)
        ins = ""
        if inputs:
            names = ", ".join(t.name for t, _ in inputs)
            types = ", ".join(t.type for t, _ in inputs)
            ins = f"ins({names} : {types}) "
        name = self.fresh()
        self.lines.append(
            f"{name} = linalg.generic {{indexing_maps = [{', '.join(maps)}], iterator_types = [{kinds}]}} "
            f"{ins}outs({out.name} : {out.type}) {{"
        )
        arguments = [(self.fresh(), t.dtype) for t, _ in inputs] + [(self.fresh(), dtype)]
        self.lines.append("^bb0(" + ", ".join(f"{n}: {t}" for n, t in arguments) + "):")
        result = body(self, [n for n, _ in arguments])
        self.lines.append(f"linalg.yield {result} : {dtype}")
        self.lines.append(f"}} -> {out.type}")
        return Tensor(name, shape, dtype)

    def each(self, op, *operands, dtype=None, result=None):
        """One generic for one op; unit dimensions are broadcast."""
        rank = len(operands[0].shape)
        shape = [max(t.shape[d] for t in operands) for d in range(rank)]
        letters = NAMES[:rank]

        def indices(t):
            return "".join("0" if t.shape[d] == 1 and shape[d] != 1 else letters[d] for d in range(rank))

        dtype = dtype or operands[0].dtype
        result = result or dtype
        return self.generic(
            [(t, indices(t)) for t in operands],
            letters,
            shape,
            result,
            lambda g, v: g.emit(op.format(*v) + f" : {dtype}"),
        )

    def cast(self, x, dtype):
        if x.dtype == dtype:
            return x
        width = {"f64": 64, "f32": 32, "f16": 16, "bf16": 16}
        op = "extf" if width[dtype] > width[x.dtype] else "truncf"
        letters = NAMES[: len(x.shape)]
        return self.generic(
            [(x, letters)], letters, x.shape, dtype,
            lambda g, v: g.emit(f"arith.{op} {v[0]} : {x.dtype} to {dtype}"),
        )

    def by_constant(self, op, x, value):
        """x op value, the value captured."""
        scalar = self.scalar(value, x.dtype)
        letters = NAMES[: len(x.shape)]
        return self.generic(
            [(x, letters)], letters, x.shape, x.dtype,
            lambda g, v: g.emit(f"arith.{op} {v[0]}, {scalar} : {x.dtype}"),
        )

    def batch_matmul(self, a, b, dtype="f32"):
        shape = (a.shape[0], a.shape[1], b.shape[2])
        out = self.filled(shape, dtype, 0.0)
        name = self.emit(
            f"linalg.batch_matmul ins({a.name}, {b.name} : {a.type}, {b.type}) "
            f"outs({out.name} : {out.type}) -> {out.type}"
        )
        return Tensor(name, shape, dtype)

    def reduce(self, x, dim, op, start, keep=True, swapped=False):
        letters = NAMES[: len(x.shape)]
        out_map = letters.replace(letters[dim], "0" if keep else "")
        shape = [1 if d == dim else e for d, e in enumerate(x.shape) if keep or d != dim]
        init = self.filled(shape, x.dtype, start)
        order = (1, 0) if swapped else (0, 1)
        return self.generic(
            [(x, letters)], out_map, shape, x.dtype,
            lambda g, v: g.emit(f"arith.{op} {v[order[0]]}, {v[order[1]]} : {x.dtype}"),
            loops=letters, reduced=letters[dim], init=init,
        )

    def arg_max(self, x, dim):
        """The maximum as PyTorch's importer takes it: with an index."""
        letters = NAMES[: len(x.shape)]
        shape = [e for d, e in enumerate(x.shape) if d != dim]
        init = self.filled(shape, x.dtype, -math.inf)
        zero = self.emit("arith.constant 0 : i64")
        places = self.empty(shape, "i64")
        places = Tensor(
            self.emit(f"linalg.fill ins({zero} : i64) outs({places.name} : {places.type}) -> {places.type}"),
            shape, "i64",
        )
        kept = letters.replace(letters[dim], "")
        kinds = ", ".join('"reduction"' if d == dim else '"parallel"' for d in range(len(letters)))
        maps = ", ".join(affine_map(letters, m) for m in (letters, kept, kept))
        name = self.fresh()
        self.lines.append(f"""{name}:2 = linalg.generic {{indexing_maps = [{maps}], iterator_types = [{kinds}]}}
            ins({x.name} : {x.type}) outs({init.name}, {places.name} : {init.type}, {places.type}) {{
          ^bb0(%in: {x.dtype}, %best: {x.dtype}, %place: i64):
            %at = linalg.index {dim} : index
            %i = arith.index_cast %at : index to i64
            %larger = arith.maximumf %in, %best : {x.dtype}
            %is = arith.cmpf ogt, %in, %best : {x.dtype}
            %chosen = arith.select %is, %i, %place : i64
            linalg.yield %larger, %chosen : {x.dtype}, i64
          }} -> ({init.type}, {places.type})""")
        flat = Tensor(f"{name}#0", shape, x.dtype)
        groups, at = [], 0
        for d in range(len(shape)):
            groups.append([at] if d != dim - 1 else [at, at + 1])
            at += len(groups[-1])
        return self.expand(flat, groups, [1 if d == dim else e for d, e in enumerate(x.shape)])

    def arange(self, extent, dtype="i64"):
        return self.generic(
            [], "a", [extent], dtype,
            lambda g, v: g.emit(f"arith.index_cast {g.emit('linalg.index 0 : index')} : index to {dtype}"),
        )

    def function(self, result, name="main"):
        arguments = ", ".join(f"{t.name}: {t.type}" for t in self.arguments)
        body = "\n  ".join(self.lines)
        return (
            f"func.func @{name}({arguments}) -> {result.type} {{\n  {body}\n"
            f"  return {result.name} : {result.type}\n}}\n"
        )
