# Part of the Heddle project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""PyTorch's FlexAttention, compiled, then the gate in place.

On CPUs its compiler refuses a gate as part of the kernel: "Unsupported for
`epilogue_nodes` in CppFlexAttentionTemplate".
"""

import torch
from torch.nn.attention.flex_attention import create_block_mask, flex_attention

from .. import Refused
from . import Base, check_plain
from .pytorch import Eager


class Peer(Base):
    title = "FlexAttention"
    version = torch.__version__
    by_default = False  # It compiles C++ for each shape, half a minute and more.

    def prepare(self, attention, tensors, threads):
        check_plain(attention)
        torch.set_num_threads(threads)
        flex = Flex(attention, tensors, threads)
        try:
            flex.call()
        except Exception as error:
            raise Refused(str(error).strip().splitlines()[0]) from error
        return flex


def is_causal(batch, head, query, key):
    return query >= key


class Flex(Eager):
    def __init__(self, attention, tensors, threads):
        super().__init__(attention, tensors, threads)
        extents = (None, None, attention.M, attention.N)
        causal = attention.mask == "causal"
        self.mask = create_block_mask(is_causal, *extents, device="cpu") if causal else None
        self.grouped = attention.H != attention.Hk
        torch.compiler.reset()
        self.compiled = torch.compile(flex_attention, dynamic=False)

    def attend(self, query, key, value):
        return self.compiled(query, key, value, block_mask=self.mask, enable_gqa=self.grouped)
