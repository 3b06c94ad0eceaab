# Part of the Heddle project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""OpenVINO: ScaledDotProductAttention, then Sigmoid and Multiply."""

import numpy as np
import openvino
from openvino import opset13

from ..attention import to_f32
from . import Base, Prepared, check_plain

TYPES = {"f32": openvino.Type.f32, "f16": openvino.Type.f16, "bf16": openvino.Type.bf16}


class Peer(Base):
    title = "OpenVINO"
    version = openvino.__version__.split("-")[0]

    def __init__(self):
        self.core = openvino.Core()

    def prepare(self, attention, tensors, threads):
        check_plain(attention)
        options = {
            "INFERENCE_NUM_THREADS": threads,
            "NUM_STREAMS": 1,
            "INFERENCE_PRECISION_HINT": TYPES[attention.type],
        }
        compiled = self.core.compile_model(make_model(attention), "CPU", options)
        return Request(compiled.create_infer_request(), attention, tensors)


class Request(Prepared):
    def __init__(self, request, attention, tensors):
        self.request, self.type = request, attention.type
        self.kept = [share(array, self.type) for array in tensors.values()]
        for index, tensor in enumerate(self.kept):
            request.set_input_tensor(index, tensor)
        self.output = np.empty_like(tensors["q"])
        request.set_output_tensor(0, share(self.output, self.type))

    def call(self):
        self.request.infer(share_inputs=True, share_outputs=True)

    def result(self):
        return to_f32(self.output, self.type)


def share(array, type):
    """A tensor over the memory of `array`."""
    if type == "bf16":
        return openvino.Tensor(array, array.shape, TYPES[type])
    return openvino.Tensor(array, shared_memory=True)


def repeat_heads(keys, attention):
    """Its attention has as many key heads as query heads."""
    B, H, Hk, N, D = attention.B, attention.H, attention.Hk, attention.N, attention.D
    if H == Hk:
        return keys
    expanded = opset13.unsqueeze(keys, np.int64(2))
    shape = np.array([B, Hk, H // Hk, N, D], np.int64)
    repeated = opset13.broadcast(expanded, shape, broadcast_spec="BIDIRECTIONAL")
    return opset13.reshape(repeated, np.array([B, H, N, D], np.int64), special_zero=False)


def make_model(attention):
    parameters = [
        opset13.parameter(shape, TYPES[type], name)
        for name, (shape, type) in attention.shapes().items()
    ]
    query, key, value = parameters[:3]
    result = opset13.scaled_dot_product_attention(
        query,
        repeat_heads(key, attention),
        repeat_heads(value, attention),
        causal=attention.mask == "causal",
    )
    if attention.gate:
        result = opset13.multiply(result, opset13.sigmoid(parameters[3]))
    return openvino.Model([result], parameters, "attention")
