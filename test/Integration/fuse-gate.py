# Gates as other compilers write them, beside attention: each becomes part of the
# op, and the CPU's result then agrees with the reference, which runs what was
# written. Run with the name of a case, prints that case.
#
# REQUIRES: numpy
# RUN: %python %s heddle-opt heddle-run | FileCheck %s
#
# CHECK-NOT: wrong
# CHECK: all of {{[0-9]+}} cases agree

import os
import subprocess
import sys
import tempfile

B, H, HK, S, D = 2, 4, 2, 9, 16
EXTENTS = dict(b=B, h=H, s=S, d=D, p=2 * D, f=H * D, u=1)

# x is the logit; numbers are constants.
SIGMOID = ("div", 1.0, ("add", 1.0, ("exp", ("neg", "x"))))
ACTIVATIONS = {
    "sigmoid": ("sigmoid", SIGMOID),
    "sigmoid_other_way": ("sigmoid", ("div", 1.0, ("add", ("exp", ("sub", 0.0, "x")), 1.0))),
    "sigmoid_of_exp": ("sigmoid", ("div", ("exp", "x"), ("add", ("exp", "x"), 1.0))),
    "sigmoid_by_tanh": ("sigmoid", ("add", ("mul", ("tanh", ("mul", "x", 0.5)), 0.5), 0.5)),
    "sigmoid_by_half": ("sigmoid", ("mul", 0.5, ("add", 1.0, ("tanh", ("div", "x", 2.0))))),
    "ns_sigmoid": ("ns_sigmoid", ("add", 0.5, ("mul", 0.5, SIGMOID))),
    "ns_sigmoid_by_tanh": ("ns_sigmoid", ("add", 0.75, ("mul", 0.25, ("tanh", ("mul", 0.5, "x"))))),
    "silu": ("silu", ("mul", SIGMOID, "x")),
    "silu_division": ("silu", ("div", "x", ("add", 1.0, ("exp", ("neg", "x"))))),
    "softplus": ("softplus", ("log1p", ("exp", "x"))),
    "softplus_log": ("softplus", ("log", ("add", ("exp", "x"), 1.0))),
    "softplus_torch": ("softplus", ("select", ("ogt", "x", 20.0), "x", ("log1p", ("exp", "x")))),
    "softplus_onnx": (
        "softplus",
        ("select", ("ogt", "x", 20.0), "x",
         ("select", ("ogt", "x", 20.0), "x",
          ("add", ("select", ("ugt", "x", 0.0), "x", 0.0), ("log1p", ("exp", ("neg", ("abs", "x"))))))),
    ),
    "softplus_jax": (
        "softplus",
        ("select", ("une", ("sub", "x", 0.0), ("sub", "x", 0.0)), ("add", "x", 0.0),
         ("add", ("maximum", "x", 0.0),
          ("log1p", ("exp", ("neg", ("abs", ("sub", "x", 0.0))))))),
    ),
    "tanh": ("tanh", ("tanh", "x")),
    "identity": ("identity", "x"),
}  # fmt: skip

# What looks like an activation and is none: it stays, and the numbers are right.
LOOKALIKES = {
    "negated": ("div", 1.0, ("add", 1.0, ("exp", "x"))),
    "scaled": ("div", 1.0, ("add", 1.0, ("exp", ("mul", -2.0, "x")))),
    "larger": ("div", 1.0, ("add", 2.0, ("exp", ("neg", "x")))),
    "doubled": ("div", 2.0, ("add", 1.0, ("exp", ("neg", "x")))),
    "complement": ("sub", 1.0, SIGMOID),
    "product": ("mul", ("tanh", "x"), SIGMOID),
    "square": ("mul", SIGMOID, SIGMOID),
    "whole_angle": ("add", 0.5, ("mul", 0.5, ("tanh", "x"))),
    "early_softplus": ("select", ("ogt", "x", 1.0), "x", ("log1p", ("exp", "x"))),
}

OPS = dict(
    div="arith.divf", add="arith.addf", sub="arith.subf", mul="arith.mulf", neg="arith.negf",
    maximum="arith.maximumf", exp="math.exp", tanh="math.tanh", log="math.log",
    log1p="math.log1p", abs="math.absf", select="arith.select", ogt="arith.cmpf ogt,",
    ugt="arith.cmpf ugt,", une="arith.cmpf une,",
)  # fmt: skip
NAMED = dict(div="div", add="add", sub="sub", mul="mul", neg="negf", exp="exp", tanh="tanh",
             log="log", abs="abs")  # fmt: skip


class Function:
    """Lines of a function, with names for what they compute."""

    def __init__(self):
        self.lines, self.count, self.arguments = [], 0, []

    def new(self, line):
        self.count += 1
        self.lines.append(f"%{self.count} = {line}")
        return f"%{self.count}"

    def argument(self, dims, element):
        name = f"%arg{len(self.arguments)}"
        self.arguments.append(f"{name}: {tensor(dims, element)}")
        return Tensor(self, name, dims, element)

    def empty(self, dims, element):
        return self.new(f"tensor.empty() : {tensor(dims, element)}")

    def generic(self, operands, dims, element, body, loops=None):
        """`body` gets the names of the arguments and yields a name."""
        loops = loops or dims
        named = ", ".join(loops)
        unit = lambda d: "0" if d == "u" and "u" not in loops else d
        maps = ", ".join(
            f"affine_map<({named}) -> ({', '.join(unit(d) for d in ds)})>"
            for ds in [o.dims for o in operands] + [dims]
        )
        kinds = ", ".join('"parallel"' for _ in loops)
        init = self.empty(dims, element)
        ins = ", ".join(o.name for o in operands)
        types = ", ".join(o.type for o in operands)
        self.count += 1
        result = f"%{self.count}"
        arguments = [f"%in{self.count}_{i}" for i in range(len(operands))]
        signature = ", ".join(f"{a}: {o.element}" for a, o in zip(arguments, operands))
        self.lines.append(
            f"{result} = linalg.generic {{indexing_maps = [{maps}], iterator_types = [{kinds}]}} "
            f"ins({ins} : {types}) outs({init} : {tensor(dims, element)}) {{ "
            f"^bb0({signature}, %out{self.count}: {element}):"
        )
        value = body(arguments)
        self.lines.append(f"linalg.yield {value} : {element} }} -> {tensor(dims, element)}")
        return Tensor(self, result, dims, element)


def tensor(dims, element):
    return f"tensor<{'x'.join(str(EXTENTS[d]) for d in dims)}x{element}>"


class Tensor:
    def __init__(self, function, name, dims, element):
        self.function, self.name, self.dims, self.element = function, name, dims, element
        self.type = tensor(dims, element)

    def transposed(self, dims):
        permutation = [self.dims.index(d) for d in dims]
        init = self.function.empty(dims, self.element)
        name = self.function.new(
            f"linalg.transpose ins({self.name} : {self.type}) outs({init} : "
            f"{tensor(dims, self.element)}) permutation = {permutation}"
        )
        return Tensor(self.function, name, dims, self.element)

    def reshaped(self, kind, groups, dims):
        shape = [EXTENTS[d] for d in dims]
        size = f" output_shape {shape}" if kind == "expand" else ""
        name = self.function.new(
            f"tensor.{kind}_shape {self.name} {groups}{size} : {self.type} into "
            f"{tensor(dims, self.element)}"
        )
        return Tensor(self.function, name, dims, self.element)

    def cast(self, element):
        """A generic that casts."""
        if element == self.element:
            return self
        op = "arith.extf" if element == "f32" else "arith.truncf"
        return self.function.generic(
            [self], self.dims, element,
            lambda args: self.function.new(f"{op} {args[0]} : {self.element} to {element}"),
        )  # fmt: skip


def predicate_type(op, type):
    return type.replace(type.split("x")[-1].rstrip(">"), "i1") if "<" in type else "i1"


def emit(function, expression, leaf, type, cache):
    """Ops of arith and math, on numbers or on tensors."""
    if expression == "x":
        return leaf
    if isinstance(expression, float):
        if expression not in cache:
            text = f"dense<{expression}>" if "<" in type else f"{expression}"
            cache[expression] = function.new(f"arith.constant {text} : {type}")
        return cache[expression]
    op, *operands = expression
    names = [emit(function, o, leaf, type, cache) for o in operands]
    written = f"{predicate_type(op, type)}, {type}" if op == "select" and "<" in type else type
    return function.new(f"{OPS[op]} {', '.join(names)} : {written}")


def one_body(function, x, expression):
    return function.generic(
        [x], x.dims, x.element, lambda args: emit(function, expression, args[0], x.element, {})
    )


def body_each(function, x, expression):
    """One generic for each op; constants are numbers in the bodies."""
    if expression == "x":
        return x
    op, *operands = expression
    if op == "select":  # The predicate is no float.
        return one_body(function, x, expression)
    tensors = {i: body_each(function, x, o) for i, o in enumerate(operands) if not isinstance(o, float)}
    order = list(tensors)

    def body(arguments):
        names = [
            function.new(f"arith.constant {o} : {x.element}")
            if isinstance(o, float) else arguments[order.index(i)]
            for i, o in enumerate(operands)
        ]  # fmt: skip
        return function.new(f"{OPS[op]} {', '.join(names)} : {x.element}")

    return function.generic([tensors[i] for i in order], x.dims, x.element, body)


def whole_tensors(function, x, expression):
    name = emit(function, expression, x.name, x.type, {})
    return Tensor(function, name, x.dims, x.element)


def named_ops(function, x, expression):
    if expression == "x":
        return x
    if isinstance(expression, float):
        scalar = function.new(f"arith.constant {expression} : {x.element}")
        name = function.new(
            f"linalg.fill ins({scalar} : {x.element}) outs({function.empty(x.dims, x.element)} "
            f": {x.type}) -> {x.type}"
        )
        return Tensor(function, name, x.dims, x.element)
    op, *operands = expression
    if op not in NAMED:
        return one_body(function, x, expression)
    names = [named_ops(function, x, o).name for o in operands]
    name = function.new(
        f"linalg.{NAMED[op]} ins({', '.join(names)} : {', '.join([x.type] * len(names))}) "
        f"outs({function.empty(x.dims, x.element)} : {x.type}) -> {x.type}"
    )
    return Tensor(function, name, x.dims, x.element)


def combined(function, o, g, op, swap, element):
    """The product or sum, in the type `element`, as the type of `o`."""
    def body(arguments):
        names = [
            a if t.element == element else function.new(f"arith.extf {a} : {t.element} to {element}")
            for a, t in zip(arguments, [o, g])
        ]  # fmt: skip
        result = function.new(f"{OPS[op]} {', '.join(names[::-1] if swap else names)} : {element}")
        if element == o.element:
            return result
        return function.new(f"arith.truncf {result} : {element} to {o.element}")

    return function.generic([o, g], o.dims, o.element, body, o.dims)


# Where the gate stands: from the function and the attention's output to the
# output as it is gated, the logits, how the activated logits are broadcast, and
# the granularity and layout that the op then has.
def beside(f, o):
    return o, f.argument("bhsd", o.element), None, "elementwise"


def transposed(f, o):
    return o.transposed("bshd"), f.argument("bshd", o.element), None, "elementwise"


def flattened(f, o):
    o = o.transposed("bshd").reshaped("collapse", [[0], [1], [2, 3]], "bsf")
    return o, f.argument("bsf", o.element), None, "elementwise"


def packed(f, o):
    """The second half of each head's part of the projection, as in Qwen3-Next."""
    projection = f.argument("bshp", o.element)
    name = f.new(
        f"tensor.extract_slice {projection.name}[0, 0, 0, {D}] [{B}, {S}, {H}, {D}] [1, 1, 1, 1] "
        f": {projection.type} to {tensor('bshd', o.element)}"
    )
    g = Tensor(f, name, "bshd", o.element).reshaped("collapse", [[0], [1], [2, 3]], "bsf")
    o = o.transposed("bshd").reshaped("collapse", [[0], [1], [2, 3]], "bsf")
    return o, g, None, "elementwise"


def logits_transposed(f, o):
    return o, f.argument("bshd", o.element).transposed("bhsd"), None, "elementwise"


def odd_order(f, o):
    """An order that no layout names: a transposition has to stay."""
    return o, f.argument("hbsd", o.element).transposed("bhsd"), None, "elementwise"


def headwise(f, o):
    g = f.argument("bsh", o.element).reshaped("expand", [[0], [1], [2, 3]], "bshu")
    return o.transposed("bshd"), g, None, "headwise"


def headwise_broadcast(f, o):
    def broadcast(g):
        type = tensor("bshd", g.element)
        name = f.new(
            f"linalg.broadcast ins({g.name} : {g.type}) outs({f.empty('bshd', g.element)} : "
            f"{type}) dimensions = [3]"
        )
        return Tensor(f, name, "bshd", g.element)

    return o.transposed("bshd"), f.argument("bsh", o.element), broadcast, "headwise"


def shared(f, o):
    return o, f.argument("bsd", o.element), None, "shared"


def static(f, o):
    expand = lambda g: g.reshaped("expand", [[0, 1, 2], [3]], "uhud")
    return o, f.argument("hd", o.element), expand, "static"


# Logits that no granularity has: they are broadcast to the smallest that will do.
def for_tokens(f, o):
    """One for all heads and channels of a token."""
    o = o.transposed("bshd").reshaped("collapse", [[0], [1], [2, 3]], "bsf")
    return o, f.argument("bsu", o.element), None, "headwise"


def for_heads(f, o):
    expand = lambda g: g.reshaped("expand", [[0, 1, 2, 3]], "uhuu")
    return o, f.argument("h", o.element), expand, "static"


def for_channels(f, o):
    return o, f.argument("d", o.element), None, "static"


PLACES = [beside, transposed, flattened, packed, logits_transposed, odd_order, headwise,
          headwise_broadcast, shared, static, for_tokens, for_heads, for_channels]  # fmt: skip
STYLES = [one_body, body_each, whole_tensors, named_ops]


def build(activation, style, place, op="mul", swap=False, element="f32", wide=False):
    f = Function()
    q = f.argument("bhsd", element)
    k = f.new(f"tensor.extract_slice {q.name}[0, 0, 0, 0] [{B}, {HK}, {S}, {D}] [1, 1, 1, 1] : "
              f"{q.type} to tensor<{B}x{HK}x{S}x{D}x{element}>")  # fmt: skip
    key_type = f"tensor<{B}x{HK}x{S}x{D}x{element}>"
    o = f.new(
        f"heddle.attention ins({q.name}, {k}, {k} : {q.type}, {key_type}, {key_type}) "
        f"outs({f.empty('bhsd', element)} : {q.type}) {{mask = #heddle.causal}} -> {q.type}"
    )
    o, g, broadcast, _ = place(f, Tensor(f, o, "bhsd", element))
    expression = LOOKALIKES.get(activation) or ACTIVATIONS[activation][1]
    activated = g if expression == "x" else style(f, g.cast("f32") if wide else g, expression)
    if broadcast:
        activated = broadcast(activated)
    y = combined(f, o, activated, op, swap, "f32" if wide else element)
    body = "\n  ".join(f.lines)
    return (
        f"func.func @main({', '.join(f.arguments)}) -> {y.type} {{\n  {body}\n"
        f"  return {y.name} : {y.type}\n}}\n"
    )


def cases():
    """Names, and keyword arguments of `build`."""
    chosen = []
    for n, activation in enumerate(ACTIVATIONS):
        for style in STYLES:
            chosen.append((activation, style, PLACES[n % len(PLACES)], {}))
    for n, place in enumerate(PLACES):
        for element, wide in [("f32", False), ("bf16", False), ("bf16", True), ("f16", False)]:
            options = dict(element=element, wide=wide, swap=n % 2 == 0, op=["mul", "add"][n % 3 == 2])
            chosen.append(("sigmoid", STYLES[n % 4], place, options))
    for n, lookalike in enumerate(LOOKALIKES):
        chosen.append((lookalike, STYLES[n % 3], PLACES[n % 3], {}))
    for activation, style, place, options in chosen:
        name = "/".join([activation, style.__name__, place.__name__, *map(str, options.values())])
        yield name, dict(activation=activation, style=style, place=place, **options)


def find_mistake(options, fused):
    """What is not as it should be in the output of heddle-fuse-gate."""
    if options["activation"] in LOOKALIKES:
        return "a gate was fused" if " gate(" in fused else ""
    place, activation = options["place"], ACTIVATIONS[options["activation"]][0]
    granularity = place(Function(), Tensor(Function(), "%o", "bhsd", "f32"))[3]
    combination = ", add" if options.get("op") == "add" else ""
    gate = f"gate = #heddle.gate<{activation}, {granularity}{combination}>"
    if gate not in fused:
        return f"no {gate}"
    if fused.count("linalg.transpose") != (place is odd_order):
        return "there is a copy"
    if any(op in fused for op in ("linalg.generic", "math.", "arith.mulf")):
        return "there is arithmetic"
    rounds = options.get("element", "f32") != "f32"
    return "" if rounds == ("rounding<unfused>" in fused) else "it rounds otherwise"


def check(opt, run, options, directory):
    path = os.path.join(directory, "case.mlir")
    with open(path, "w") as file:
        file.write(build(**options))
    command = [opt, path, "--heddle-fuse-gate"]
    fused = subprocess.run(command, capture_output=True, text=True)
    mistake = find_mistake(options, fused.stdout)
    if mistake or fused.returncode != 0:
        return f"{mistake}\n{fused.stdout}{fused.stderr}"
    command = [run, path, "--entry=main", "--random=1", "--check", "--guard"]
    checked = subprocess.run(command, capture_output=True, text=True)
    return "" if checked.returncode == 0 else checked.stdout + checked.stderr


def main():
    if len(sys.argv) == 2:
        print(build(**dict(cases())[sys.argv[1]]))
        return
    wrong = count = 0
    with tempfile.TemporaryDirectory() as directory:
        for name, options in cases():
            report = check(sys.argv[1], sys.argv[2], options, directory)
            count += 1
            if report:
                wrong += 1
                print(f"wrong: {name}\n{report}")
    if not wrong:
        print(f"all of {count} cases agree")


if __name__ == "__main__":
    main()
