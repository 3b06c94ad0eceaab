# Part of the Heddle project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Attentions as the benchmarks name them, and tensors for them."""

import dataclasses

import numpy as np


@dataclasses.dataclass(frozen=True)
class Attention:
    """One attention. Extents are those of the op's documentation, K is D."""

    B: int = 1
    H: int = 8
    Hk: int = 2
    M: int = 2048
    N: int = 2048
    D: int = 128
    type: str = "f32"
    mask: str = "none"  # or causal, or window: causal, and so many keys at most
    window: int = 0
    gate: bool = True  # sigmoid, elementwise
    normalizer: str = "softmax"
    softcap: float = 0.0
    sink: bool = False

    def count_pairs(self):
        """Pairs of a query and a key that it sees, of all heads."""
        queries = np.arange(self.M)
        seen = np.full(self.M, self.N)
        if self.mask != "none":
            seen = np.minimum(queries + 1, self.N)
        if self.mask == "window":
            seen = np.minimum(seen, self.window)
        if self.normalizer == "stick_breaking":
            seen = np.minimum(seen, queries)
        return self.B * self.H * int(seen.sum())

    def count_flops(self):
        return 4 * self.D * self.count_pairs()

    def count_key_bytes(self):
        """Bytes of the keys and values."""
        size = 4 if self.type == "f32" else 2
        return 2 * self.B * self.Hk * self.N * self.D * size

    def fold_heads(self):
        """The same numbers with the heads of a group as queries of one head.

        That is right for one query that sees all keys, and lets libraries read
        keys once a group that else read them once a head.
        """
        if self.M != 1 or self.mask != "none":
            return self
        return dataclasses.replace(self, H=self.Hk, M=self.H // self.Hk)

    def shapes(self):
        """The operands, in order, and the element type of each."""
        queries = (self.B, self.H, self.M, self.D)
        keys = (self.B, self.Hk, self.N, self.D)
        shapes = {"q": (queries, self.type), "k": (keys, self.type), "v": (keys, self.type)}
        if self.gate:
            shapes["g"] = (queries, self.type)
        if self.sink:
            shapes["s"] = ((self.H,), "f32")
        return shapes

    def mlir(self):
        """A function of the operands, called `attention`."""
        types = {
            name: f"tensor<{'x'.join(map(str, shape))}x{type}>"
            for name, (shape, type) in self.shapes().items()
        }
        result = types["q"]
        gate = f" gate(%g : {types['g']})" if self.gate else ""
        sink = f" sink(%s : {types['s']})" if self.sink else ""
        return (
            f"func.func @attention({', '.join(f'%{n}: {t}' for n, t in types.items())}) -> {result} {{\n"
            f"  %init = tensor.empty() : {result}\n"
            f"  %y = heddle.attention ins(%q, %k, %v : {result}, {types['k']}, {types['v']})"
            f"{gate}{sink} outs(%init : {result}) {self._attributes()}-> {result}\n"
            f"  return %y : {result}\n}}\n"
        )

    def _attributes(self):
        attributes = []
        if self.gate:
            attributes.append("gate = #heddle.gate<sigmoid, elementwise>")
        if self.mask == "causal":
            attributes.append("mask = #heddle.causal")
        if self.mask == "window":
            attributes.append(f"mask = #heddle.window<left = {self.window - 1}, right = 0>")
        if self.normalizer != "softmax":
            attributes.append(f"normalizer = #heddle.{self.normalizer}")
        if self.softcap:
            attributes.append(f"scores = [#heddle.softcap<{self.softcap}>]")
        return "{" + ", ".join(attributes) + "} " if attributes else ""

    def make_tensors(self, seed=1):
        """Operands by name, standard normal; bf16 as the uint16 of its bits."""
        random = np.random.default_rng(seed)
        return {
            name: round_to(random.standard_normal(shape, np.float32), type)
            for name, (shape, type) in self.shapes().items()
        }


STORAGE = {"f32": np.float32, "f16": np.float16, "bf16": np.uint16}


def round_to(values, type):
    """f32 in the storage of `type`, to the nearest, ties to even."""
    if type != "bf16":
        return values.astype(STORAGE[type])
    bits = values.view(np.uint32)
    return ((bits + np.uint32(0x7FFF) + ((bits >> 16) & np.uint32(1))) >> 16).astype(np.uint16)


def to_f32(values, type):
    if type != "bf16":
        return values.astype(np.float32)
    return (values.astype(np.uint32) << 16).view(np.float32)
