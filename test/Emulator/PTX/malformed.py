# PTX that is not what the ISA allows is an error with its line, before anything
# runs. Damaged text is at worst an error: it never crashes the emulator.
#
# RUN: %python %s heddle-emulate | FileCheck %s
#
# CHECK-NOT: wrong
# CHECK: results agree

import os
import random
import subprocess
import sys
import tempfile

from emulated import Cases

tool, cases = sys.argv[1], Cases()
HEAD = ".version 8.6\n.target sm_80\n.address_size 64\n"
directory = tempfile.TemporaryDirectory()
path = os.path.join(directory.name, "k.ptx")


def emulate(text, *flags):
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    command = [tool, path, "--entry=f", "--block=32", "--max-instructions=100000", *flags]
    return subprocess.run(command, capture_output=True, text=True, timeout=60)


def refuse(body, line, message, whole=None):
    """`line` counts from the first of the body."""
    text = whole or f"{HEAD}.visible .entry f() {{\n  .reg .b32 %r<9>;\n  .reg .b64 %d<9>;\n  .reg .f32 %f<9>;\n  .reg .pred %p<9>;\n{body}\n}}\n"
    line += 0 if whole else 8
    result = emulate(text)
    cases.count += 1
    if result.returncode != 1 or f"k.ptx:{line}: error: " not in result.stderr or message not in result.stderr:
        cases.fail(body or whole, f"exit {result.returncode}, {result.stderr!r}, expected line {line}, {message!r}")


refuse("frobnicate.b32 %r0, %r1;", 1, "frobnicate.b32")
refuse("\nadd.wrong.s32 %r0, %r1, %r2;", 2, "'.wrong'")
refuse("tcgen05.fence::before_thread_sync;", 1, "tcgen05")
refuse("add.s32 %r0, %r1;", 1, "add.s32")
refuse("add.s32 %r0, %r1, %r2, %r3;", 1, "add.s32")
refuse("add.s32 %r0, %r1, %r9;", 1, "%r9")
refuse("add.s32 %r0, %r1, {%r2, %r3};", 1, "")
refuse("add.s32 %r0, %r1, [%r2];", 1, "")
refuse("ld.global.u32 %r0, %d0;", 1, "")
refuse("ld.nowhere.u32 %r0, [%d0];", 1, "nowhere")
refuse("@%r0 add.s32 %r0, %r1, %r2;", 1, "'%r0' is no predicate")
refuse("bra nowhere;", 1, "there is no 'nowhere'")
refuse("again:\nagain:\n  ret;", 2, "defined twice")
refuse("call undeclared;", 1, "undeclared")
refuse("mov.f32 %f0, 0fXYZ;", 1, "")
refuse("mov.f32 %f0, 0f123;", 1, "")
refuse(".shared .u32 huge[99999999999];\n", 1, "")
refuse(".reg .b32 %x<99999999>;\n", 1, "too many registers")
refuse(".strange 5;", 1, "unknown directive '.strange'")
refuse("add.s32 %r0, %r1, %r2", 2, "")
refuse("shfl.sync.sideways.b32 %r0, %r1, 1, 31, -1;", 1, "sideways")
refuse("cp.async.ca.shared.global [%r0], [%d0], 5;", 1, "copies 4, 8 or 16 bytes at a time")
refuse("bar.arrive 1;", 1, "needs a count of threads")
refuse("", 4, "expected", HEAD + "nonsense\n")
refuse("", 4, "", HEAD + ".visible .entry f(.param .u64 x {\n}\n")
refuse("", 6, "expected '}'", HEAD + ".visible .entry f() {\n  ret;\n")
refuse("", 5, "defined twice", HEAD + ".visible .entry f() { ret; }\n.visible .entry f() { ret; }\n")

KERNEL = HEAD + """
.const .align 4 .f32 table[3] = {0f3F800000, 1.5, -2.0};
.global .align 8 .u64 where = generic(table);
.func (.param .b32 r) twice(.param .b32 a) {
  .reg .b32 %r<2>;
  ld.param.b32 %r0, [a];
  add.s32 %r0, %r0, %r0;
  st.param.b32 [r], %r0;
  ret;
}
.visible .entry f() .maxntid 128, 1, 1 {
  .reg .pred %p<4>;
  .reg .b32 %r<9>;
  .reg .b64 %d<4>;
  .reg .f32 %f<6>;
  .shared .align 16 .b8 area[512];
  mov.u32 %r0, %tid.x;
  mad.lo.u32 %r1, %r0, 4, area;
  setp.lt.and.u32 %p0|%p1, %r0, 16, !%p3;
  @%p0 bra low;
  st.shared.u32 [%r1], %r0;
low:
  bar.sync 0;
  { .param .b32 a; .param .b32 b; st.param.b32 [a], %r0; call (b), twice, (a); ld.param.b32 %r2, [b]; }
  ld.const.f32 %f0, [table+4];
  fma.rn.f32 %f1, %f0, 0f40000000, 1.0;
  mov.b64 %d0, {%r0, %r1};
  shfl.sync.bfly.b32 %r3|%p2, %r0, 1, 31, -1;
  mma.sync.aligned.m16n8k16.row.col.f32.f16.f16.f32 {%f0,%f1,%f2,%f3}, {%r0,%r1,%r2,%r3}, {%r4,%r5}, {%f0,%f1,%f2,%f3};
targets: .branchtargets one, two;
  and.b32 %r4, %r0, 1;
  brx.idx %r4, targets;
one:
  cvt.rn.bf16x2.f32 %r5, %f0, %f1;
two:
  ret;
}
"""


def survive(text, name):
    result = emulate(text)
    if result.returncode not in (0, 1, 2):
        cases.fail(name, f"exit {result.returncode}, {result.stderr[-300:]!r}")


SEED = 11
generator = random.Random(SEED)
print(f"seed {SEED}")
result = emulate(KERNEL)
cases.count += 1
if result.returncode != 0:
    cases.fail("the whole kernel", result.stderr)
for length in range(0, len(KERNEL), 23):
    survive(KERNEL[:length], f"the first {length} characters")
words = KERNEL.split(" ")
for turn in range(150):
    damaged = list(words)
    for _ in range(generator.randint(1, 3)):
        at = generator.randrange(len(damaged))
        damaged[at] = generator.choice(["", generator.choice(words), "}", "{", "(", "-1", "%r99999999999", "0x" + "f" * 20, ",", "[", "\x01"])
    survive(" ".join(damaged), f"seed {SEED}, turn {turn}")
cases.count += 1
cases.finish()
