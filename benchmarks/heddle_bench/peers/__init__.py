# Part of the Heddle project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""What Heddle is compared with. Each file here is one peer: a class `Peer`.

To add one, write a file with a class `Peer(Base)` and put its package into
benchmarks/requirements.txt.
"""

import importlib
import os
import pkgutil

from .. import Refused


class Base:
    """A library that computes gated attention.

    The constructor imports the library, and raises ImportError if it is not
    there. `Peer.prepare` returns an object with `enter`, `call`, `leave` and
    `result`, as `Prepared` has; it raises `Refused` with the reason for what the library
    cannot do.
    """

    title = ""
    version = ""
    by_default = True

    def prepare(self, attention, tensors, threads):
        raise NotImplementedError


class Prepared:
    """A computation ready to be called again and again."""

    def enter(self):
        """Before each turn: sets what other contenders may have changed."""

    def leave(self):
        """After each turn: takes back what would change the next contender's."""

    def call(self):
        raise NotImplementedError

    def result(self):
        """What the last call computed, as a numpy array of f32."""
        raise NotImplementedError


def list_names():
    return sorted(module.name for module in pkgutil.iter_modules([os.path.dirname(__file__)]))


def load(name):
    """The peer of that name; raises ImportError if it is not installed."""
    return importlib.import_module(f"{__name__}.{name}").Peer()


def check_plain(attention):
    """Refuses what is more than softmax attention, perhaps causal, with a gate."""
    if attention.normalizer != "softmax":
        raise Refused(f"no {attention.normalizer}")
    if attention.mask not in ("none", "causal"):
        raise Refused(f"no mask {attention.mask}")
    if attention.softcap or attention.sink:
        raise Refused("no softcap, no sink")
