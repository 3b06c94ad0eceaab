#!/usr/bin/env python3
# Part of the Heddle project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""What a case of attention_cases.py computes, by the formulas in numpy.

Written for dense matrices in f64: every mask is a matrix, nothing is skipped.
"""

import re

import ml_dtypes
import numpy as np

TYPES = {"f32": np.float32, "f16": np.float16, "bf16": ml_dtypes.bfloat16}


def rounded(value, element):
    return value.astype(TYPES[element]).astype(np.float64)


def combined(x, activated, gate):
    return x * activated if gate[2] == "multiply" else x + activated


def heads_first(value, order):
    return value if order == "bhsd" else np.swapaxes(value, 1, 2)


def number_in(text, name, default):
    """The parameter `name = number` of an attribute."""
    found = re.search(rf"\b{name} = (-?[\d.]+(?:e[-+]?\d+)?)", text)
    return float(found[1]) if found else default


def split_list(text):
    """The members of `[a, b<[c, d]>]`."""
    parts, depth = [""], 0
    for letter in text[1:-1]:
        depth += (letter in "<[") - (letter in ">]")
        if letter == "," and not depth:
            parts.append("")
        else:
            parts[-1] += letter
    return [part.strip() for part in parts]


def activated(gate, order, g):
    """The activation of logits, to combine with [batch, heads, sequence, width]."""
    activation, granularity, _ = gate
    a = {
        "sigmoid": lambda: 1 / (1 + np.exp(-g)),
        "ns_sigmoid": lambda: 0.5 + 0.5 / (1 + np.exp(-g)),
        "silu": lambda: np.where(g == -np.inf, 0, g / (1 + np.exp(-g))),
        "softplus": lambda: np.logaddexp(0, g),
        "tanh": lambda: np.tanh(g),
        "identity": lambda: g,
    }[activation]()
    if granularity == "elementwise":
        return heads_first(a, order)
    if granularity == "headwise":
        return heads_first(a, order)[..., None]
    return a[:, None] if granularity == "shared" else a[None, :, None]


def finish(case, o, g):
    """Gates [B, H, M, D]; returns it in the result's order and type."""
    unfused = case.rounding == "unfused"
    o = rounded(o, case.result_type) if unfused else o
    if case.gate:
        a = activated(case.gate, case.layout[1], g)
        a = rounded(a, case.result_type) if unfused else a
        o = combined(o, a, case.gate)
    return rounded(heads_first(o, case.layout[2]), case.result_type)


class Model:
    """One case in numpy, on its own values or on given ones."""

    def __init__(self, case, values=None):
        self.case = case
        names = [name for name, *_ in case.operands()]
        elements = [element for *_, element in case.operands()]
        tensors = dict(zip(names, case.tensors() if values is None else values))
        for name, element in zip(names, elements):
            if element != "i32":
                tensors[name] = rounded(tensors[name], element)
        self.t = tensors
        qkv = case.layout[0]
        self.q, self.k, self.v = (heads_first(tensors[n], qkv) for n in "qkv")
        for operand, *gate in case.operand_gates:
            name = operand[0]
            a = activated(gate, qkv, tensors["g" + name])
            setattr(self, name, combined(getattr(self, name), a, gate))
        group = case.H // max(case.Hk, 1)
        self.k = np.repeat(self.k, group, axis=1)
        self.v = np.repeat(self.v, group, axis=1)
        self.i = np.arange(case.M)[:, None]
        self.j = np.arange(case.N)[None, :]

    def length(self, b):
        case = self.case
        return min(max(int(self.t["n"][b]), 0), case.N) if case.lengths else case.N

    def anchor(self, text, b):
        shift = self.length(b) - self.case.M if "bottom_right" in text else 0
        return self.i + shift

    def mask(self, text, b):
        everything = np.ones((self.case.M, self.case.N), bool)
        if not text:
            return everything
        inner = re.fullmatch(r"#heddle\.(any_of|all_of)<(\[.*\])>", text)
        if inner:
            combine = np.logical_or if inner[1] == "any_of" else np.logical_and
            return combine.reduce([self.mask(part, b) for part in split_list(inner[2])])
        at = self.anchor(text, b)
        if "causal" in text:
            return self.j <= at
        if "prefix" in text:
            return everything & (self.j < int(re.search(r"<(\d+)>", text)[1]))
        left, right = number_in(text, "left", np.inf), number_in(text, "right", np.inf)
        return (self.j >= at - left) & (self.j <= at + right)

    def bias(self, b, h):
        bias = self.t["b"]
        return bias[b if bias.shape[0] > 1 else 0, h if bias.shape[1] > 1 else 0]

    def scores(self, b, h):
        case = self.case
        scale = np.float64(np.float32(case.scale)) if case.scale else max(case.K, 1) ** -0.5
        s = scale * (self.q[b, h] @ self.k[b, h].T)
        steps = list(case.scores)
        if case.bias and "#heddle.bias" not in steps:
            steps.append("#heddle.bias")
        for step in steps:
            if "softcap" in step:
                cap = float(re.search(r"<([\d.]+)>", step)[1])
                s = cap * np.tanh(s / cap)
            elif "alibi" in step:
                slopes = re.search(r"\[(.*)\]", step)[1].split(",")
                s = s - float(slopes[h]) * (self.anchor(step, b) - self.j)
            else:
                bias = self.bias(b, h)
                s = np.where(bias == -np.inf, -np.inf, s + bias)
        if case.region:
            s = s + np.tanh(np.float64(self.i - self.j))
        visible = self.mask(case.mask, b) & (self.j < self.length(b))
        if "stick" in case.normalizer:
            own = self.anchor(case.normalizer, b)
            visible &= (self.j <= own) if "inclusive" in case.normalizer else (self.j < own)
        return np.where(visible, s, -np.inf)

    def stick(self, s, b, h):
        stays = np.logaddexp(0, s)  # -log(1 - sigmoid(s)); 0 where masked
        newer = np.cumsum(stays[:, ::-1], axis=1)[:, ::-1] - stays
        p = np.exp(-np.logaddexp(0, -s) - newer)
        o = p @ self.v[b, h]
        if "remainder" in self.case.normalizer:
            own = self.anchor(self.case.normalizer, b)[:, 0]
            exists = (own >= 0) & (own < self.length(b))
            rest = np.exp(-stays.sum(axis=1)) * exists
            o += rest[:, None] * self.v[b, h][np.clip(own, 0, self.case.N - 1)]
        return o

    def attend(self, b, h):
        """Output and log-sum-exp."""
        s, normalizer = self.scores(b, h), self.case.normalizer
        if "stick" in normalizer:
            return self.stick(s, b, h), None
        if "sigmoid" in normalizer:
            shift = number_in(normalizer, "bias", 0)
            return 1 / (1 + np.exp(-(s + shift))) @ self.v[b, h], None
        top = s.max(axis=1, keepdims=True, initial=-np.inf)
        if "softpick" in normalizer:
            top = np.maximum(top, 0)
            e = np.where(np.isinf(s), 0, np.exp(s - top) - np.exp(-top))
            p = np.maximum(e, 0) / (np.abs(e).sum(axis=1, keepdims=True) + number_in(normalizer, "eps", 1e-6))
            return p @ self.v[b, h], None
        top = np.where(np.isinf(top), 0, top)
        p = np.exp(s - top)
        total = p.sum(axis=1, keepdims=True)
        extra = 0
        if self.case.sink:
            extra = np.exp(self.t["s"][h] - top)
        elif "softmax1" in normalizer:
            extra = np.exp(-top)
        denominator = np.where(total == 0, 1, total + extra)
        return p / denominator @ self.v[b, h], (top + np.log(total))[:, 0]

    def run(self):
        case = self.case
        o = np.zeros((case.B, case.H, case.M, case.D))
        lse = np.zeros((case.B, case.H, case.M))
        for b in range(case.B):
            for h in range(case.H):
                o[b, h], l = self.attend(b, h)
                lse[b, h] = 0 if l is None else l
        y = finish(case, o, self.t.get("g"))
        return [y, lse] if case.lse else [y]
