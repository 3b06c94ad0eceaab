# Products of a warpgroup from shared memory, and what is wrong with damaged kernels.
#
# RUN: %python %s heddle-emulate %t | FileCheck %s
#
# CHECK-NOT: wrong
# CHECK: all of {{[0-9]+}} results agree

import os
import subprocess
import sys

import ml_dtypes
import numpy as np
from emulated import Cases, f64, normal

TOOL, FOLDER = sys.argv[1:]
os.makedirs(FOLDER, exist_ok=True)
cases = Cases()

# Twice the product, so that the second one adds to the first.
KERNEL = """
.version 8.6
.target sm_90a
.address_size 64
.extern .shared .align 1024 .b8 smem[];
.visible .entry multiply(.param .align 64 .b8 a[128], .param .align 64 .b8 b[128], .param .u64 c)
.reqntid 128
{
  .reg .pred %p<3>;
  .reg .b32 %r<12>;
  .reg .b64 %d<10>;
  .reg .f32 %f<8>;
  mov.u32 %r1, %tid.x;
  mov.u32 %r2, smem;
  setp.eq.s32 %p1, %r1, 0;
  mov.b64 %d1, a;
  cvta.param.u64 %d1, %d1;
  mov.b64 %d2, b;
  cvta.param.u64 %d2, %d2;
  @%p1 mbarrier.init.shared.b64 [%r2+4096], 1;
  bar.sync 0;
  @%p1 mbarrier.arrive.expect_tx.shared.b64 _, [%r2+4096], 2560;
  @%p1 cp.async.bulk.tensor.2d.shared::cluster.global.mbarrier::complete_tx::bytes [%r2], [%d1, {0, 0}], [%r2+4096];
  @%p1 cp.async.bulk.tensor.2d.shared::cluster.global.mbarrier::complete_tx::bytes [%r2+2048], [%d2, {0, 0}], [%r2+4096];
WAIT:
  mbarrier.try_wait.parity.shared.b64 %p2, [%r2+4096], 0;
  @!%p2 bra WAIT;
  // Rows of 32 bytes, eight of them 256 bytes from the next.
  mov.b64 %d3, 0xC000001000000000;
  shr.u32 %r3, %r2, 4;
  cvt.u64.u32 %d4, %r3;
  or.b64 %d6, %d3, %d4;
  add.u64 %d7, %d6, 128;
  mov.f32 %f0, 0f00000000;
  mov.f32 %f1, 0f00000000;
  mov.f32 %f2, 0f00000000;
  mov.f32 %f3, 0f00000000;
  mov.f32 %f4, 0f00000000;
  mov.f32 %f5, 0f00000000;
  mov.f32 %f6, 0f00000000;
  mov.f32 %f7, 0f00000000;
  wgmma.fence.sync.aligned;
  wgmma.mma_async.sync.aligned.m64n16k16.f32.bf16.bf16 {%f0, %f1, %f2, %f3, %f4, %f5, %f6, %f7}, %d6, %d7, 0, 1, 1, 0, 0;
  wgmma.mma_async.sync.aligned.m64n16k16.f32.bf16.bf16 {%f0, %f1, %f2, %f3, %f4, %f5, %f6, %f7}, %d6, %d7, 1, 1, 1, 0, 0;
  wgmma.commit_group.sync.aligned;
  wgmma.wait_group.sync.aligned 0;
  // Row warp * 16 + lane / 4, column lane % 4 * 2, of 16 columns.
  shr.u32 %r4, %r1, 5;
  and.b32 %r5, %r1, 31;
  shr.u32 %r6, %r5, 2;
  mad.lo.u32 %r6, %r4, 16, %r6;
  and.b32 %r7, %r5, 3;
  mul.lo.u32 %r8, %r6, 16;
  mad.lo.u32 %r8, %r7, 2, %r8;
  ld.param.u64 %d5, [c];
  mad.wide.u32 %d5, %r8, 4, %d5;
  st.global.f32 [%d5+0], %f0;
  st.global.f32 [%d5+4], %f1;
  st.global.f32 [%d5+512], %f2;
  st.global.f32 [%d5+516], %f3;
  st.global.f32 [%d5+32], %f4;
  st.global.f32 [%d5+36], %f5;
  st.global.f32 [%d5+544], %f6;
  st.global.f32 [%d5+548], %f7;
  ret;
}
"""
a, b = normal(1, (64, 16), "bfloat16"), normal(2, (16, 16), "bfloat16")
for name, array in (("a", a), ("b", b)):
    np.save(f"{FOLDER}/{name}.npy", array.astype(np.float32))


def run(kernel, *options):
    """The tool's messages; the result is in c.npy."""
    with open(f"{FOLDER}/k.ptx", "w", encoding="utf-8") as file:
        file.write(kernel)
    command = [TOOL, f"{FOLDER}/k.ptx", "--shared=4104",
               f"--arg=map:{FOLDER}/a.npy:bf16:box=16x64:swizzle=32",
               f"--arg=map:{FOLDER}/b.npy:bf16:box=16x16:swizzle=32",
               f"--arg=out:{FOLDER}/c.npy:f32:64x16", *options]  # fmt: skip
    return subprocess.run(command, capture_output=True, text=True).stderr


for seed in range(4):
    message = run(KERNEL, f"--seed={seed}")
    if message:
        cases.fail(f"seed {seed}", message)
    else:
        cases.check(f"seed {seed}", np.load(f"{FOLDER}/c.npy"), 2 * f64(a) @ f64(b).T, 1e-6)


def refuse(name, old, new, expected):
    assert old in KERNEL, old
    cases.count += 1
    message = run(KERNEL.replace(old, new, 1))
    if expected not in message:
        cases.fail(name, f"'{message}', expected '{expected}'")


refuse("no wait", "  wgmma.wait_group.sync.aligned 0;\n", "", "an accumulator of a wgmma that was not waited for")
refuse("a late wait", "aligned 0;", "aligned 1;", "an accumulator of a wgmma that was not waited for")
refuse("not committed", "  wgmma.commit_group.sync.aligned;\n", "", "an accumulator of a wgmma that was not waited for")
refuse("no fence", "  wgmma.fence.sync.aligned;\n", "", "written with no wgmma.fence behind it")
refuse("written behind the fence", "aligned;\n  wgmma.mma", "aligned;\n  mov.f32 %f3, 0f00000000;\n  wgmma.mma", "written with no wgmma.fence")
refuse("overwritten factor", "  wgmma.commit", "  @%p1 st.shared.u32 [%r2], %r1;\n  wgmma.commit", "still reads that was not waited for")
refuse("by the generic proxy", "  wgmma.fence", "  st.shared.u32 [%r2], 0;\n  bar.sync 0;\n  wgmma.fence", "written with no fence.proxy.async behind it")
refuse("past the end", "add.u64 %d7, %d6, 128;", "add.u64 %d7, %d6, 300;", "reads shared memory at")
refuse("not there yet", "WAIT:\n  mbarrier.try_wait.parity.shared.b64 %p2, [%r2+4096], 0;\n  @!%p2 bra WAIT;\n", "", "shared memory at")
refuse("half a warp", "  wgmma.mma", "  @%p1 wgmma.mma", "lanes")
refuse("a shape", "m64n16k16", "m64n12k16", "names a shape that wgmma does not have")
refuse("types", ".f32.bf16.bf16", ".f32.bf16.f16", "names types that wgmma does not multiply")
refuse("registers", "%f6, %f7}, %d6", "%f6}, %d6", "needs 8 registers of 32 bits")
refuse("registers of a warpgroup", "  wgmma.fence", "  setmaxnreg.inc.sync.aligned.u32 100;\n  wgmma.fence", "needs a multiple of 8 from 24 to 256")
cases.finish()
