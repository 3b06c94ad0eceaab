# Part of the Heddle project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""What Heddle is measured beside: fused attention of others, gated as users gate it.

A peer is a function of a shape and torch's tensors q, k, v and g. It gives a call
that returns the result, or raises whatever PyTorch raises where it cannot.
"""

import torch
import torch.nn.functional as F

from heddle_bundle import triton_attention


class Refused(Exception):
    """Why a peer takes no part."""


def compile_function(function):
    return torch.compile(function, dynamic=False, fullgraph=True)


def multiply_gate(output, gate):
    return output * torch.sigmoid(gate)


def prepare_sdpa(backend):
    """scaled_dot_product_attention, and one compiled kernel behind it for the gate."""

    def prepare(shape, q, k, v, g):
        from torch.nn.attention import sdpa_kernel

        groups = {"enable_gqa": True} if q.shape[1] != k.shape[1] else {}
        apply_gate = compile_function(multiply_gate)

        def call():
            with sdpa_kernel(backend):
                output = F.scaled_dot_product_attention(q, k, v, is_causal=shape["causal"], **groups)
            return apply_gate(output, g)

        return call

    return prepare


def is_seen(batch, head, query, key):
    return key <= query


def prepare_flex(shape, q, k, v, g):
    """FlexAttention and the gate, compiled together."""
    from torch.nn.attention.flex_attention import create_block_mask, flex_attention

    mask = None
    if shape["causal"]:
        mask = create_block_mask(is_seen, None, None, shape["M"], shape["N"], device=q.device)
    groups = q.shape[1] != k.shape[1]

    def attend(q, k, v, g):
        return multiply_gate(flex_attention(q, k, v, block_mask=mask, enable_gqa=groups), g)

    compiled = compile_function(attend)
    return lambda: compiled(q, k, v, g)


def prepare_triton(shape, q, k, v, g):
    """The gate in the kernel; the fastest of a few configurations."""
    if shape["M"] == 1:
        raise Refused("the kernel does not split keys")
    capability = torch.cuda.get_device_capability()[0]
    out = torch.empty_like(q)
    tensors = (q, k, v, g, out)
    best, best_time, reason = None, float("inf"), None
    for configuration in triton_attention.list_configurations(shape["D"], capability):
        call = triton_attention.make_call(tensors, shape["causal"], configuration, capability >= 9)
        try:
            time = measure_once(call)
        except Exception as error:  # Triton's own, such as too much shared memory.
            reason = error
            continue
        if time < best_time:
            best, best_time = call, time
    if not best:
        raise Refused(f"no configuration compiles: {reason}")

    def call():
        best()
        return out

    return call


def measure_once(call, repeats=5):
    """The milliseconds of a call, roughly."""
    call()
    start, end = (torch.cuda.Event(enable_timing=True) for _ in range(2))
    start.record()
    for _ in range(repeats):
        call()
    end.record()
    end.synchronize()
    return start.elapsed_time(end) / repeats


def list_peers():
    """Functions that prepare a call, by title. Forgets what was compiled before, of
    which torch.compile keeps only a few shapes."""
    from torch.nn.attention import SDPBackend

    torch._dynamo.reset()
    return {
        "flash": prepare_sdpa(SDPBackend.FLASH_ATTENTION),
        "cuDNN": prepare_sdpa(SDPBackend.CUDNN_ATTENTION),
        "FlexAttention": prepare_flex,
        "Triton": prepare_triton,
    }
