# Part of the Heddle project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""What is measured: groups of cases."""

import dataclasses

from .attention import Attention

ALL_TYPES = ("f32", "bf16", "f16")
TYPES = {"full": ALL_TYPES, "quick": ALL_TYPES, "tiny": ("f32", "bf16")}
MASKS = ("none", "causal")


@dataclasses.dataclass(frozen=True)
class Case:
    """Heddle on one attention, and what is measured in turns with it."""

    group: str
    attention: Attention
    threads: int
    # Other kernels of Heddle's by name, each with its number of threads.
    others: tuple = ()
    peers: bool = True
    # Which limit of the machine the speed is a share of: read, or none.
    limit: str = "peak"

    def key(self):
        return f"{self.group} {self.attention} {self.threads}"


# Each group is a function of the size ("full", "quick" or "tiny") and of the
# number of threads.


def make_prefill(size, threads):
    lengths = {"full": (512, 2048, 8192), "quick": (512,), "tiny": (16,)}[size]
    widths = {"full": (64, 128, 256), "quick": (64, 128), "tiny": (16,)}[size]
    for length in lengths:
        for type in TYPES[size]:
            for width in widths:
                for mask in MASKS:
                    attention = Attention(M=length, N=length, D=width, type=type, mask=mask)
                    yield Case("prefill", attention, threads)


def make_gate(size, threads):
    length = {"full": 2048, "quick": 1024, "tiny": 16}[size]
    widths = {"full": (64, 128, 256), "quick": (128,), "tiny": (16,)}[size]
    for type in TYPES[size]:
        for width in widths:
            for mask in MASKS:
                attention = Attention(M=length, N=length, D=width, type=type, mask=mask)
                ungated = dataclasses.replace(attention, gate=False)
                others = (("ungated", ungated, threads),)
                yield Case("gate", attention, threads, others, peers=False, limit="none")


VARIANTS = {
    "softpick": {"normalizer": "softpick"},
    "sigmoid": {"normalizer": "sigmoid"},
    "sink": {"sink": True},
    "softcap": {"softcap": 50.0},
    "window": {"mask": "window"},
    "stick-breaking": {"normalizer": "stick_breaking"},
}


def make_variants(size, threads):
    length = {"full": 2048, "quick": 1024, "tiny": 16}[size]
    for type in TYPES[size]:
        for width in {"full": (64, 128), "quick": (128,), "tiny": (16,)}[size]:
            causal = Attention(M=length, N=length, D=width, type=type, mask="causal")
            others = []
            for name, fields in VARIANTS.items():
                if name == "window":
                    fields = {**fields, "window": length // 4}
                others.append((name, dataclasses.replace(causal, **fields), threads))
            yield Case("variants", causal, threads, tuple(others), peers=False, limit="none")


def make_decode(size, threads):
    lengths = {"full": (4096, 32768, 131072), "quick": (32768,), "tiny": (64,)}[size]
    widths = {"full": (64, 128, 256), "quick": (128,), "tiny": (16,)}[size]
    for group in (1, 8):
        for type in TYPES[size]:
            for width in widths:
                for length in lengths:
                    attention = Attention(H=2 * group, Hk=2, M=1, N=length, D=width, type=type)
                    yield Case("decode", attention, threads, limit="read")


def make_small(size, threads):
    length = 16 if size == "tiny" else 64
    for type in TYPES[size]:
        for mask in MASKS:
            attention = Attention(Hk=8, M=length, N=length, D=length, type=type, mask=mask)
            yield Case("small", attention, threads)


def make_scaling(size, threads):
    """Heddle with one thread beside it with all."""
    if threads == 1:
        return
    length = {"full": 2048, "quick": 1024, "tiny": 16}[size]
    prefill = Attention(M=length, N=length)
    shapes = [
        prefill,
        dataclasses.replace(prefill, mask="causal"),
        Attention(H=1, Hk=1, M=length, N=length),
    ]
    shapes.append(Attention(H=2, M=1, N=16 * length))
    for attention in shapes:
        for type in ("f32", "bf16"):
            attention = dataclasses.replace(attention, type=type)
            limit = "read" if attention.M == 1 else "peak"
            others = (("one thread", attention, 1),)
            yield Case("scaling", attention, threads, others, peers=False, limit=limit)


GROUPS = {
    "prefill": make_prefill,
    "gate": make_gate,
    "variants": make_variants,
    "decode": make_decode,
    "small": make_small,
    "scaling": make_scaling,
}


def make_cases(names, size, threads):
    """The cases of the groups named, for each number of threads."""
    return [case for name in names for count in threads for case in GROUPS[name](size, count)]
