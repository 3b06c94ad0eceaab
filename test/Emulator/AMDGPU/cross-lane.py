# Operations across lanes: one kernel for each, whose result of each lane is
# compared with a list.
#
# RUN: %python %s heddle-emulate %t.d | FileCheck %s
#
# CHECK-NOT: wrong
# CHECK: all of 44 operations agree

import os
import subprocess
import sys

import numpy as np

TOOL, DIRECTORY = sys.argv[1:]
os.makedirs(DIRECTORY, exist_ok=True)
count = 0


def run(cpu, lanes, body, declarations):
    path = os.path.join(DIRECTORY, "f")
    with open(path + ".ll", "w", encoding="utf-8") as file:
        file.write(f"""target triple = "amdgcn-amd-amdhsa"
define amdgpu_kernel void @f(ptr addrspace(1) %out) #0 {{
entry:
  %t = call i32 @llvm.amdgcn.workitem.id.x()
  %x = add i32 %t, 100
{body}
  %p = getelementptr i32, ptr addrspace(1) %out, i32 %t
  store i32 %r, ptr addrspace(1) %p
  ret void
}}
declare i32 @llvm.amdgcn.workitem.id.x()
{declarations}
attributes #0 = {{ convergent "target-cpu"="{cpu}" }}
""")
    out = f"--arg=out:{path}.npy:i32:{lanes}"
    result = subprocess.run(
        [TOOL, path + ".ll", f"--block={lanes}", out], capture_output=True, text=True
    )
    if result.returncode:
        raise RuntimeError(f"{body}: {result.stderr}")
    return np.load(path + ".npy")


def check(name, cpu, lanes, body, declarations, expected):
    global count
    count += 1
    got = run(cpu, lanes, body, declarations)
    expected = np.array([expected(lane) for lane in range(lanes)])
    if not np.array_equal(got, expected):
        print(f"wrong: {name} on {cpu}: {got.tolist()} instead of {expected.tolist()}")


def dpp(control, source, cpu="gfx942", lanes=64, rows=15, banks=15, bound=0):
    """`source(lane)` is the lane that is read, or None."""

    def expected(lane):
        enabled = rows >> lane // 16 & 1 and banks >> lane // 4 % 4 & 1
        at = source(lane)
        return 100 + at if enabled and at is not None else 0 if enabled and bound else 7

    check(
        f"dpp {control:#x}", cpu, lanes,
        f"  %r = call i32 @llvm.amdgcn.update.dpp.i32(i32 7, i32 %x, i32 {control}, i32 {rows}, i32 {banks}, i1 {bound})",
        "declare i32 @llvm.amdgcn.update.dpp.i32(i32, i32, i32 immarg, i32 immarg, i32 immarg, i1 immarg)",
        expected,
    )  # fmt: skip


def inside(lane, offset):
    """The lane at a distance, if it is in the same row."""
    return lane + offset if (lane + offset) // 16 == lane // 16 else None


for bound in 0, 1:
    dpp(0x101, lambda lane: inside(lane, 1), bound=bound)
    dpp(0x10F, lambda lane: inside(lane, 15), bound=bound)
    dpp(0x111, lambda lane: inside(lane, -1), bound=bound)
    dpp(0x118, lambda lane: inside(lane, -8), bound=bound)
dpp(0b00011011, lambda lane: lane & ~3 | 3 - lane % 4)
dpp(0x121, lambda lane: lane & ~15 | (lane - 1) % 16)
dpp(0x12F, lambda lane: lane & ~15 | (lane - 15) % 16)
dpp(0x130, lambda lane: lane + 1 if lane < 63 else None)
dpp(0x134, lambda lane: (lane + 1) % 64)
dpp(0x138, lambda lane: lane - 1 if lane else None)
dpp(0x13C, lambda lane: (lane - 1) % 64)
dpp(0x140, lambda lane: lane ^ 15)
dpp(0x141, lambda lane: lane ^ 7)
dpp(0x142, lambda lane: lane // 16 * 16 - 1 if lane >= 16 else None, rows=0b1010)
dpp(0x143, lambda lane: 31 if lane >= 32 else None, rows=0b1100)
dpp(0x155, lambda lane: lane & ~15 | 5)
dpp(0x155, lambda lane: lane & ~15 | 5, "gfx1100", 32)
dpp(0x163, lambda lane: lane ^ 3, "gfx1100", 32)
dpp(0x111, lambda lane: inside(lane, -1), banks=0b0101)

TWO = "declare i32 @llvm.amdgcn.{0}(i32, i32{1})"
SHUFFLED = "  %a = mul i32 %t, 28\n  %r = call i32 @llvm.amdgcn.ds.{0}(i32 %a, i32 %x)"
for cpu, lanes in ("gfx942", 64), ("gfx1100", 32):
    check("bpermute", cpu, lanes, SHUFFLED.format("bpermute"), TWO.format("ds.bpermute", ""),
          lambda lane, n=lanes: 100 + lane * 7 % n)  # fmt: skip
    check("permute", cpu, lanes, SHUFFLED.format("permute"), TWO.format("ds.permute", ""),
          lambda lane, n=lanes: 100 + next(i for i in range(n) if i * 7 % n == lane))  # fmt: skip


def swizzle(pattern, source):
    check(f"swizzle {pattern:#x}", "gfx942", 64,
          f"  %r = call i32 @llvm.amdgcn.ds.swizzle(i32 %x, i32 {pattern})",
          TWO.format("ds.swizzle", " immarg"), lambda lane: 100 + source(lane))  # fmt: skip


swizzle(0x1F | 5 << 10, lambda lane: lane ^ 5)
swizzle(0x10 | 3 << 5, lambda lane: lane & ~31 | (lane & 16 | 3))
swizzle(0x8000 | 0b01001110, lambda lane: lane & ~3 | (lane + 2) % 4)

ROW = "declare i32 @llvm.amdgcn.{0}.i32(i32, i32, i32, i32, i1 immarg, i1 immarg)"
for name, flip in ("permlane16", 0), ("permlanex16", 16):
    check(name, "gfx1100", 32,
          f"  %r = call i32 @llvm.amdgcn.{name}.i32(i32 7, i32 %x, i32 {0x76543210}, i32 {0x89ABCDEF - 2**32}, i1 0, i1 1)",
          ROW.format(name),
          lambda lane, f=flip: 100 + (lane & 16 ^ f | (lane & 15 if lane & 8 == 0 else 23 - (lane & 15))))  # fmt: skip
check("permlane64", "gfx1100", 32, "  %r = call i32 @llvm.amdgcn.permlane64.i32(i32 %x)",
      "declare i32 @llvm.amdgcn.permlane64.i32(i32)", lambda lane: 100 + lane)  # fmt: skip
for distance in 16, 32:
    for which in 0, 1:
        body = f"""  %y = add i32 %t, 200
  %s = call {{i32, i32}} @llvm.amdgcn.permlane{distance}.swap(i32 %x, i32 %y, i1 0, i1 0)
  %r = extractvalue {{i32, i32}} %s, {which}"""

        def expected(lane, d=distance, w=which):
            upper = bool(lane & d)
            if w == 0:
                return 200 + lane - d if upper else 100 + lane
            return 200 + lane if upper else 100 + lane + d

        check(f"permlane{distance}.swap", "gfx950", 64, body,
              f"declare {{i32, i32}} @llvm.amdgcn.permlane{distance}.swap(i32, i32, i1 immarg, i1 immarg)",
              expected)  # fmt: skip

check("readlane", "gfx942", 64, "  %r = call i32 @llvm.amdgcn.readlane.i32(i32 %x, i32 9)",
      "declare i32 @llvm.amdgcn.readlane.i32(i32, i32)", lambda lane: 109)  # fmt: skip
check("writelane", "gfx942", 64, "  %r = call i32 @llvm.amdgcn.writelane.i32(i32 5, i32 9, i32 %x)",
      "declare i32 @llvm.amdgcn.writelane.i32(i32, i32, i32)",
      lambda lane: 5 if lane == 9 else 100 + lane)  # fmt: skip
check("dpp8", "gfx1100", 32, f"  %r = call i32 @llvm.amdgcn.mov.dpp8.i32(i32 %x, i32 {0o01234567})",
      "declare i32 @llvm.amdgcn.mov.dpp8.i32(i32, i32 immarg)", lambda lane: 100 + (lane ^ 7))  # fmt: skip
check("mbcnt", "gfx942", 64,
      "  %l = call i32 @llvm.amdgcn.mbcnt.lo(i32 -1, i32 0)\n  %r = call i32 @llvm.amdgcn.mbcnt.hi(i32 -1, i32 %l)",
      "declare i32 @llvm.amdgcn.mbcnt.lo(i32, i32)\ndeclare i32 @llvm.amdgcn.mbcnt.hi(i32, i32)",
      lambda lane: lane)  # fmt: skip

# Control flow. Those that go through a loop together are those in the same turn,
# and all meet behind it.
check("votes in a divergent loop", "gfx942", 64,
      """  %n = and i32 %t, 3
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %j, %next ]
  %sum = phi i32 [ 0, %entry ], [ %sum2, %next ]
  %odd = trunc i32 %t to i1
  br i1 %odd, label %vote, label %next
vote:
  %b = call i64 @llvm.amdgcn.ballot.i64(i1 true)
  %bits = call i64 @llvm.ctpop.i64(i64 %b)
  %w = trunc i64 %bits to i32
  br label %next
next:
  %v = phi i32 [ 0, %loop ], [ %w, %vote ]
  %sum2 = add i32 %sum, %v
  %j = add i32 %i, 1
  %more = icmp ule i32 %j, %n
  br i1 %more, label %loop, label %done
done:
  %all = call i64 @llvm.amdgcn.ballot.i64(i1 true)
  %c = call i64 @llvm.ctpop.i64(i64 %all)
  %d = trunc i64 %c to i32
  %e = mul i32 %d, 1000
  %r = add i32 %e, %sum2""",
      "declare i64 @llvm.amdgcn.ballot.i64(i1)\ndeclare i64 @llvm.ctpop.i64(i64)",
      lambda lane: 64000 + (0 if lane % 2 == 0 else [0, 64, 0, 96][lane % 4]))  # fmt: skip
check("first lanes of branches", "gfx942", 64,
      """  %c = icmp slt i32 %t, 20
  br i1 %c, label %low, label %high
low:
  %a = call i32 @llvm.amdgcn.readfirstlane.i32(i32 %x)
  br label %join
high:
  %b = call i32 @llvm.amdgcn.readfirstlane.i32(i32 %x)
  br label %join
join:
  %f = phi i32 [ %a, %low ], [ %b, %high ]
  %g = call i32 @llvm.amdgcn.readfirstlane.i32(i32 %t)
  %r = add i32 %f, %g""",
      "declare i32 @llvm.amdgcn.readfirstlane.i32(i32)", lambda lane: 100 if lane < 20 else 120)  # fmt: skip
check("votes of comparisons", "gfx942", 64,
      """  %a = call i64 @llvm.amdgcn.icmp.i64.i32(i32 %t, i32 5, i32 40)
  %f = sitofp i32 %t to float
  %b = call i64 @llvm.amdgcn.fcmp.i64.f32(float %f, float 62.0, i32 3)
  %c = lshr i64 %b, 32
  %d = or i64 %a, %c
  %r = trunc i64 %d to i32""",
      "declare i64 @llvm.amdgcn.icmp.i64.i32(i32, i32, i32 immarg)\ndeclare i64 @llvm.amdgcn.fcmp.i64.f32(float, float, i32 immarg)",
      lambda lane: np.int32(-(2**31) + 2**30 + 31))  # fmt: skip
print(f"all of {count} operations agree")
