# Part of the Heddle project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""PyTorch: scaled_dot_product_attention, then the gate in place."""

import torch
from torch.nn import functional

from . import Base, Prepared, check_plain


class Peer(Base):
    title = "PyTorch"
    version = torch.__version__

    def prepare(self, attention, tensors, threads):
        check_plain(attention)
        return Eager(attention, tensors, threads)


def to_torch(array, type):
    """A tensor over the memory of `array`."""
    tensor = torch.from_numpy(array)
    return tensor.view(torch.bfloat16) if type == "bf16" else tensor


class Eager(Prepared):
    def __init__(self, attention, tensors, threads):
        self.operands = [to_torch(array, attention.type) for array in tensors.values()]
        self.threads = threads
        self.options = {
            "is_causal": attention.mask == "causal",
            "enable_gqa": attention.H != attention.Hk,
        }

    def enter(self):
        torch.set_num_threads(self.threads)

    @torch.inference_mode()
    def call(self):
        self.output = self.compute(*self.operands)

    def compute(self, query, key, value, gate=None):
        result = self.attend(query, key, value)
        return result if gate is None else result.mul_(torch.sigmoid(gate))

    def attend(self, query, key, value):
        return functional.scaled_dot_product_attention(query, key, value, **self.options)

    def result(self):
        return self.output.float().numpy()
