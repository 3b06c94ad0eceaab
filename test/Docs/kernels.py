# The commands of docs/Kernels.md, with the emulator for a GPU; results are those of the
# reference.
#
# RUN: rm -rf %t && mkdir %t && cd %t
# RUN: %python %s inputs
# RUN: heddle-compile %heddle_src_root/docs/walkthrough-gpu.mlir --target=sm_80 --emit=ptx -o gated.ptx
# RUN: heddle-emulate gated.ptx --entry=gated_kernel --grid=1,1,1 --block=64 --shared=8192 \
# RUN:   --arg=in:q.npy:bf16 --arg=in:k.npy:bf16 --arg=in:v.npy:bf16 --arg=in:g.npy:bf16 \
# RUN:   --arg=out:o.npy:bf16:1x2x16x16
# RUN: heddle-run %heddle_src_root/docs/walkthrough-gpu.mlir --entry=gated --target=reference \
# RUN:   --input=q.npy --input=k.npy --input=v.npy --input=g.npy --input=o.npy --output=expected.npy
# RUN: %python %s compare | FileCheck %s
#
# CHECK: close

import json
import sys

import numpy

SHAPES = dict(q=(1, 2, 16, 16), k=(1, 1, 32, 16), v=(1, 1, 32, 16), g=(1, 2, 16, 16))

if sys.argv[1] == "inputs":
    generator = numpy.random.default_rng(1)
    for name, shape in SHAPES.items():
        numpy.save(name + ".npy", generator.standard_normal(shape).astype(numpy.float32))
else:
    with open("gated.json") as file:
        launch = json.load(file)["entry_points"][0]["launches"][0]
    assert launch["kernel"] == "gated_kernel", launch
    assert launch["grid"] == ["1", "1", "1"] and launch["block"] == ["64", "1", "1"], launch
    assert launch["shared_bytes"] == "8192" and len(launch["arguments"]) == 5, launch
    found, expected = numpy.load("o.npy"), numpy.load("expected.npy")
    print("close" if numpy.allclose(found, expected, rtol=0.02, atol=0.01) else (found, expected))
