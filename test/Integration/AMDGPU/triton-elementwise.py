# Reductions, scans, atomics, sorting, math and random numbers by Triton: the
# kernels that the PTX emulator is tested with, compiled for AMD GPUs.
#
# REQUIRES: triton
# RUN: %python %s heddle-emulate | FileCheck %s
#
# CHECK-NOT: wrong
# CHECK: results agree

import reuse

reuse.run("triton-elementwise.py", {80: "gfx942", 86: "gfx90a", 89: "gfx1100", 90: "gfx1201"})
