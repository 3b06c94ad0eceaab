# Boxes of tensors to shared memory and back, by tensor maps: each swizzle, parts
# outside of the tensor, and what is wrong with damaged kernels.
#
# RUN: %python %s heddle-emulate %t | FileCheck %s
#
# CHECK-NOT: wrong
# CHECK: all of {{[0-9]+}} results agree

import os
import subprocess
import sys

import numpy as np
from emulated import Cases

TOOL, FOLDER = sys.argv[1:]
os.makedirs(FOLDER, exist_ok=True)
cases = Cases()

KERNEL = """
.version 8.6
.target sm_90a
.address_size 64
.extern .shared .align 1024 .b8 smem[];
.visible .entry move(.param .align 64 .b8 from[128], .param .align 64 .b8 to[128])
.reqntid 64
{
  .reg .pred %p<3>;
  .reg .b32 %r<6>;
  .reg .b64 %d<6>;
  mov.u32 %r1, %tid.x;
  mov.u32 %r2, smem;
  setp.eq.s32 %p1, %r1, 0;
  mov.b64 %d1, from;
  cvta.param.u64 %d2, %d1;
  mov.b64 %d3, to;
  cvta.param.u64 %d4, %d3;
  @%p1 mbarrier.init.shared.b64 [%r2+8192], 1;
  bar.sync 0;
  @%p1 mbarrier.arrive.expect_tx.shared.b64 _, [%r2+8192], 4096;
  @%p1 cp.async.bulk.tensor.2d.shared::cluster.global.mbarrier::complete_tx::bytes [%r2], [%d2, {-8, 6}], [%r2+8192];
WAIT:
  mbarrier.try_wait.parity.shared.b64 %p2, [%r2+8192], 0;
  @!%p2 bra WAIT;
  bar.sync 0;
  @%p1 cp.async.bulk.tensor.2d.global.shared::cta.bulk_group [%d4, {0, 0}], [%r2];
  @%p1 cp.async.bulk.commit_group;
  @%p1 cp.async.bulk.wait_group.read 0;
  ret;
}
"""
ROWS, COLUMNS, X, Y = 20, 40, -8, 6
source = np.arange(ROWS * COLUMNS, dtype=np.float32).reshape(ROWS, COLUMNS)
np.save(f"{FOLDER}/a.npy", source)


def run(kernel, width, height, swizzle, *options, box=None):
    """The tool's messages; the result is in b.npy."""
    with open(f"{FOLDER}/k.ptx", "w", encoding="utf-8") as file:
        file.write(kernel)
    if os.path.exists(f"{FOLDER}/b.npy"):
        os.remove(f"{FOLDER}/b.npy")
    box = f"box={box or f'{width}x{height}'}:swizzle={swizzle}"
    command = [TOOL, f"{FOLDER}/k.ptx", "--shared=9000", f"--arg=map:{FOLDER}/a.npy:f32:{box}",
               f"--arg=map:out:{FOLDER}/b.npy:f32:{height}x{width}:{box}", *options]  # fmt: skip
    return subprocess.run(command, capture_output=True, text=True).stderr


def box_at(x, y, width, height, outside):
    box = np.full((height, width), outside, np.float32)
    for i in range(height):
        for j in range(width):
            if 0 <= y + i < ROWS and 0 <= x + j < COLUMNS:
                box[i, j] = source[y + i, x + j]
    return box


for swizzle, width, height in ((0, 32, 32), (32, 8, 128), (64, 16, 64), (128, 32, 32)):
    message = run(KERNEL, width, height, swizzle)
    if message:
        cases.fail(f"swizzle {swizzle}", message)
        continue
    cases.check(f"swizzle {swizzle}", np.load(f"{FOLDER}/b.npy"), box_at(X, Y, width, height, 0))


def refuse(name, old, new, expected, **how):
    assert old in KERNEL, old
    cases.count += 1
    message = run(KERNEL.replace(old, new, 1), 32, 32, 128, *how.pop("options", ()), **how)
    if expected not in message:
        cases.fail(name, f"'{message}', expected '{expected}'")


SYNC = "  bar.sync 0;\n  @%p1 cp.async.bulk.tensor.2d.global"
refuse("no wait", "WAIT:\n  mbarrier.try_wait.parity.shared.b64 %p2, [%r2+8192], 0;\n  @!%p2 bra WAIT;\n", "",
       "where an asynchronous copy is in flight that was not waited for")  # fmt: skip
refuse("wrong parity", "[%r2+8192], 0;", "[%r2+8192], 1;",
       "where an asynchronous copy is in flight that was not waited for")  # fmt: skip
refuse("too many bytes", "4096;", "4112;", "deadlock in block 0,0,0")
refuse("too few bytes", "4096;", "4080;", "deadlock in block 0,0,0")
refuse("no barrier", "  @%p1 mbarrier.init.shared.b64 [%r2+8192], 1;\n", "", "never written")
refuse("not initialised in time", "  bar.sync 0;\n  @%p1 mbarrier.arrive", "  @%p1 mbarrier.arrive", "a data race")
refuse("half a phase", "], 1;", "], 2;", "deadlock in block 0,0,0")
refuse("a phase begun", "  @%p1 cp.async.bulk.commit", "  @%p1 mbarrier.expect_tx.shared.b64 [%r2+8192], 16;\n  @%p1 cp.async.bulk.commit",
       "the block ended in the middle of a phase of its mbarrier")  # fmt: skip
refuse("a second arrival", "WAIT:", "  @%p1 mbarrier.arrive.shared.b64 _, [%r2+8192];\nWAIT:", "arrives 1 times")
refuse("no count", "], 1;", "], 0;", "counts from 1 to 1048575 arrivals")
refuse("misaligned", "[%r2], [%d2", "[%r2+64], [%d2", "a box lies at a multiple of 128 bytes")
refuse("dimensions", "tensor.2d.shared", "tensor.3d.shared", "must be a tensor map and 3 indices")
refuse("past the end", "[%r2], [%d2", "[%r2+8064], [%d2", "writes shared memory at")
refuse("not fenced", SYNC, "  @%p1 st.shared.u32 [%r2], %r1;\n" + SYNC, "written with no fence.proxy.async")
refuse("overwritten", "  @%p1 cp.async.bulk.wait_group.read 0;", "  @%p1 st.shared.u32 [%r2], %r1;",
       "which a wgmma or a bulk copy still reads")  # fmt: skip
refuse("store not waited for", "  @%p1 cp.async.bulk.wait_group.read 0;\n", "",
       "the block ended while a bulk copy read its shared memory")  # fmt: skip
refuse("multicast", "::bytes [%r2]", "::bytes.multicast::cluster [%r2]", "has 3 operands, expected 4")
refuse("a wide box", ".reqntid", ".reqntid", "more than the swizzle's pattern", box="64x16")
refuse("a narrow box", ".reqntid", ".reqntid", "no multiple of 16", box="3x4")
refuse("a large box", ".reqntid", ".reqntid", "extents of a box: 512: expected a number from 1 to 256", box="512x1")
fenced = SYNC.replace("  bar", "  @%p1 st.shared.u32 [%r2], %r1;\n  fence.proxy.async.shared::cta;\n  bar")
# The address of a parameter may go through 32 bits, as Triton has it.
narrow = KERNEL.replace("mov.b64 %d1, from;", "mov.b32 %r3, from;\n  cvt.u64.u32 %d1, %r3;")
for name, kernel in (("fenced", KERNEL.replace(SYNC, fenced)), ("narrow address", narrow)):
    message = run(kernel, 32, 32, 128)
    if message:
        cases.fail(name, message)
cases.finish()
