# Part of the Heddle project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Manifests that heddle-compile writes: what a function launches, and with what.

A manifest has formulas in the function's arguments, such as
`ceildiv(arg0.shape[2], 128)`. Given the extents and strides of a call, they become
numbers.
"""

import dataclasses
import json
import operator
import os
import re

TOKEN = re.compile(r"\s*(\d+|[A-Za-z_]\w*|[=!<>]=|[-+*/%()<>?:,.\[\]])")
# Extents are not negative, so that quotients are rounded down.
LEVELS = (
    {"==": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le,
     ">": operator.gt, ">=": operator.ge},
    {"+": operator.add, "-": operator.sub},
    {"*": operator.mul, "/": operator.floordiv, "%": operator.mod},
)  # fmt: skip
FUNCTIONS = {"min": min, "max": max, "ceildiv": lambda a, b: -(-a // b)}


@dataclasses.dataclass
class Tensor:
    """An argument of a call. `data` is where its memory is."""

    data: int
    shape: tuple
    strides: tuple
    offset: int = 0


def row_major(shape):
    """The strides of a tensor without holes."""
    strides = [1] * len(shape)
    for i in range(len(shape) - 1, 0, -1):
        strides[i - 1] = strides[i] * shape[i]
    return tuple(strides)


class Formula:
    """Evaluates one formula; tensors have names."""

    def __init__(self, text, tensors):
        self.text, self.tensors = text, tensors
        self.tokens = TOKEN.findall(text)
        if "".join(self.tokens) != re.sub(r"\s", "", text):
            self.fail()

    def fail(self):
        raise ValueError(f"the formula '{self.text}' of a manifest cannot be read")

    def peek(self):
        return self.tokens[0] if self.tokens else ""

    def take(self, expected=None):
        if not self.tokens or expected not in (None, self.tokens[0]):
            self.fail()
        return self.tokens.pop(0)

    def evaluate(self):
        value = self.choice()
        if self.tokens:
            self.fail()
        return int(value)

    def choice(self):
        value = self.binary(0)
        if self.peek() != "?":
            return value
        self.take("?")
        first = self.choice()
        self.take(":")
        second = self.choice()
        return first if value else second

    def binary(self, level):
        if level == len(LEVELS):
            return self.operand()
        value = self.binary(level + 1)
        while self.peek() in LEVELS[level]:
            sign = LEVELS[level][self.take()]
            value = sign(value, self.binary(level + 1))
        return value

    def operand(self):
        token = self.take()
        if token.isdigit():
            return int(token)
        if token == "-":
            return -self.operand()
        if token == "(":
            value = self.choice()
            self.take(")")
            return value
        if token in FUNCTIONS:
            self.take("(")
            first = self.choice()
            self.take(",")
            second = self.choice()
            self.take(")")
            return FUNCTIONS[token](first, second)
        return self.field(token)

    def field(self, name):
        if name not in self.tensors:
            self.fail()
        self.take(".")
        field = self.take()
        if field in ("data", "offset"):
            return getattr(self.tensors[name], field)
        if field not in ("shape", "strides"):
            self.fail()
        self.take("[")
        index = int(self.take())
        self.take("]")
        return getattr(self.tensors[name], field)[index]


@dataclasses.dataclass
class TensorMap:
    """What a tensor map is made of, from the innermost dimension out."""

    data: int  # as Tensor.data
    element: str
    extents: tuple
    strides: tuple  # bytes, of each dimension but the first
    box: tuple
    swizzle: int

    def is_possible(self):
        """Whether the hardware has a map of such strides. A kernel does without one
        that it has not."""
        return all(n % 16 == 0 for n in (self.data, *self.strides)) and 0 not in self.extents


@dataclasses.dataclass
class Launch:
    kernel: str
    grid: tuple
    block: tuple
    shared_bytes: int
    # (type, value); a pointer's value is what Tensor.data says, that of a
    # "tensor_map" a TensorMap.
    arguments: list


def evaluate_argument(argument, tensors):
    """The type and the value of an argument of a kernel."""
    kind, value = argument["type"], Formula(argument["value"], tensors).evaluate()
    if kind != "tensor_map":
        return kind, value
    extents, strides = (
        tuple(Formula(number, tensors).evaluate() for number in argument[name])
        for name in ("extents", "strides")
    )
    box = tuple(argument["box"])
    return kind, TensorMap(value, argument["element"], extents, strides, box, argument["swizzle"])


class Function:
    """A function that was compiled to kernels."""

    def __init__(self, path, name="main"):
        with open(path, encoding="utf-8") as file:
            manifest = json.load(file)
        entries = {entry["function"]: entry for entry in manifest["entry_points"]}
        if name not in entries:
            raise ValueError(f"{path}: has no function '{name}'")
        self.entry = entries[name]
        self.arguments = self.entry["arguments"]
        self.chip = manifest["target"]["chip"]
        self.cubin = os.path.join(os.path.dirname(path), manifest["cubin"])
        self.ptx = os.path.splitext(self.cubin)[0] + ".ptx"

    def scratch(self, tensors):
        """The names of what the caller has to provide, with bytes."""
        return {
            scratch["name"]: Formula(scratch["bytes"], tensors).evaluate()
            for scratch in self.entry["scratch"]
        }

    def launches(self, tensors):
        """What a call launches, in order. `tensors` has the scratch memory, too."""
        launches = []
        for launch in self.entry["launches"]:
            grid, block = (
                tuple(Formula(size, tensors).evaluate() for size in launch[kind])
                for kind in ("grid", "block")
            )
            shared = Formula(launch["shared_bytes"], tensors).evaluate()
            arguments = [evaluate_argument(one, tensors) for one in launch["arguments"]]
            if 0 not in grid:  # No work is no launch.
                launches.append(Launch(launch["kernel"], grid, block, shared, arguments))
        return launches
