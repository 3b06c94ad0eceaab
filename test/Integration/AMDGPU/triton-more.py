# Recurrences, rotary embedding, losses, quantisation, gradients by Triton: the
# kernels that the PTX emulator is tested with, compiled for AMD GPUs.
#
# REQUIRES: triton
# RUN: %python %s heddle-emulate | FileCheck %s
#
# CHECK-NOT: wrong
# CHECK: results agree

import reuse

reuse.run("triton-more.py", {80: "gfx942", 89: "gfx1201"})
