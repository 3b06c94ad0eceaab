# Part of the Heddle project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""ONNX Runtime: the operator Attention of ONNX, then Sigmoid and Mul."""

import onnx
import onnxruntime
from onnx import TensorProto, helper

from .. import Refused
from ..attention import to_f32
from . import Base, Prepared, check_plain

TYPES = {"f32": TensorProto.FLOAT, "f16": TensorProto.FLOAT16}


class Peer(Base):
    title = "ONNX Runtime"
    version = onnxruntime.__version__

    def prepare(self, attention, tensors, threads):
        check_plain(attention)
        if attention.type not in TYPES:
            raise Refused(f"no {attention.type} on CPUs")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.log_severity_level = 3
        # Its threads wait actively within a call, but not after it.
        options.add_session_config_entry("session.force_spinning_stop", "1")
        try:
            session = onnxruntime.InferenceSession(
                make_model(attention), options, providers=["CPUExecutionProvider"]
            )
        except Exception as error:
            raise Refused(str(error).splitlines()[0]) from error
        return Session(session, attention, tensors)


class Session(Prepared):
    def __init__(self, session, attention, tensors):
        self.session, self.type = session, attention.type
        self.binding = session.io_binding()
        self.values = []
        for name, array in tensors.items():
            self.values.append(onnxruntime.OrtValue.ortvalue_from_numpy(array))
            self.binding.bind_ortvalue_input(name, self.values[-1])
        shape = attention.shapes()["q"][0]
        dtype = tensors["q"].dtype
        self.output = onnxruntime.OrtValue.ortvalue_from_shape_and_type(shape, dtype)
        self.binding.bind_ortvalue_output("y", self.output)

    def call(self):
        self.session.run_with_iobinding(self.binding)

    def result(self):
        return to_f32(self.output.numpy(), self.type)


def make_model(attention):
    inputs = [
        helper.make_tensor_value_info(name, TYPES[type], shape)
        for name, (shape, type) in attention.shapes().items()
    ]
    shape, type = attention.shapes()["q"]
    output = helper.make_tensor_value_info("y", TYPES[type], shape)
    causal = int(attention.mask == "causal")
    product = "o" if attention.gate else "y"
    nodes = [helper.make_node("Attention", ["q", "k", "v"], [product], is_causal=causal)]
    if attention.gate:
        nodes.append(helper.make_node("Sigmoid", ["g"], ["w"]))
        nodes.append(helper.make_node("Mul", ["o", "w"], ["y"]))
    graph = helper.make_graph(nodes, "attention", inputs, [output])
    opset = [helper.make_opsetid("", 23)]
    model = helper.make_model(graph, opset_imports=opset, ir_version=11)
    onnx.checker.check_model(model)
    return model.SerializeToString()
