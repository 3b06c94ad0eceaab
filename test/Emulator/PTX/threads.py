# What threads do together: divergence, calls, shuffles, votes, barriers,
# atomics and memory, each a kernel beside what it computes in Python.
#
# RUN: %python %s heddle-emulate | FileCheck %s
#
# CHECK-NOT: wrong
# CHECK: results agree

import sys

import numpy as np
from emulated import Cases, Emulator, Failed, In, Out

emulator, cases = Emulator(sys.argv[1]), Cases()
HEAD = ".version 8.6\n.target sm_90\n.address_size 64\n"
LANES = np.arange(32)


def run(body, threads=32, inputs=(), before="", seed=0, words=1, grid=1):
    """%v is the thread's number and, at the end, its result."""
    parameters = "".join(f".param .u64 x{i}, " for i in range(len(inputs)))
    ptx = f"""{HEAD}{before}
.visible .entry f({parameters}.param .u64 y) {{
  .reg .b32 %v, %w, %a<9>;
  .reg .b16 %h<9>;
  .reg .b64 %d<9>, %end;
  .reg .f32 %f<9>;
  .reg .pred %p<9>;
  .shared .align 16 .b8 area[4096];
  mov.u32 %v, %tid.x;
{body}
  ld.param.u64 %end, [y];
  mov.u32 %w, %ctaid.x;
  mad.lo.u32 %w, %w, %ntid.x, %tid.x;
  mad.wide.u32 %end, %w, 4, %end;
  st.global.u32 [%end], %v;
  ret;
}}
"""
    (y,) = emulator.run(
        ptx, "f", grid, threads, [In(x) for x in inputs] + [Out(grid * threads, "int32")],
        options=[f"--seed={seed}"],
    )  # fmt: skip
    return y.view(np.uint32)


def expect(name, expected, *arguments, **keywords):
    try:
        got = run(*arguments, **keywords)
    except Failed as failure:
        cases.count += 1
        return cases.fail(name, failure)
    cases.check(name, got, np.asarray(expected).astype(np.int64) & 0xFFFFFFFF)


def control():
    expect(
        "loops of different length", LANES * (LANES + 1) // 2,
        """
  mov.u32 %a0, %v;
  mov.u32 %v, 0;
again:
  setp.eq.u32 %p0, %a0, 0;
  @%p0 bra done;
  add.u32 %v, %v, %a0;
  sub.u32 %a0, %a0, 1;
  bra again;
done:""",
    )  # fmt: skip
    expect(
        "nested branches meet again", np.where(LANES < 16, np.where(LANES % 2, 5, 7), 9) + 32,
        """
  setp.lt.u32 %p0, %v, 16;
  and.b32 %a0, %v, 1;
  setp.ne.u32 %p1, %a0, 0;
  @!%p0 bra high;
  @%p1 bra odd;
  mov.u32 %v, 7;
  bra end;
odd:
  mov.u32 %v, 5;
  bra end;
high:
  mov.u32 %v, 9;
end:
  activemask.b32 %a1;
  popc.b32 %a1, %a1;
  add.u32 %v, %v, %a1;""",
    )  # fmt: skip
    expect(
        "a table of labels", np.array([10, 20, 30])[LANES % 3],
        """
  rem.u32 %a0, %v, 3;
targets: .branchtargets first, second, third;
  brx.idx %a0, targets;
first:
  mov.u32 %v, 10; bra end;
second:
  mov.u32 %v, 20; bra end;
third:
  mov.u32 %v, 30;
end:""",
    )  # fmt: skip
    expect(
        "labels and registers in braces", LANES * 4,
        """
  { .reg .b32 %t; .reg .pred %q; setp.ne.u32 %q, %v, 0; @!%q bra skip; add.u32 %t, %v, %v; mov.u32 %v, %t; skip: }
  { .reg .b32 %t; .reg .pred %q; setp.ne.u32 %q, %v, 0; @!%q bra skip; add.u32 %t, %v, %v; mov.u32 %v, %t; skip: }""",
    )  # fmt: skip
    factorial = """
.func (.param .b32 result) factorial(.param .b32 n) {
  .reg .b32 %n, %r;
  .reg .pred %p;
  ld.param.b32 %n, [n];
  mov.u32 %r, 1;
  setp.le.u32 %p, %n, 1;
  @%p bra done;
  { .param .b32 given; .param .b32 got; .reg .b32 %less;
    sub.u32 %less, %n, 1;
    st.param.b32 [given], %less;
    call.uni (got), factorial, (given);
    ld.param.b32 %r, [got]; }
  mul.lo.u32 %r, %r, %n;
done:
  st.param.b32 [result], %r;
  ret;
}
"""
    expect(
        "calls", np.array([1, 1, 2, 6, 24, 120, 720, 5040])[LANES % 8],
        """
  and.b32 %a0, %v, 7;
  { .param .b32 given; .param .b32 got;
    st.param.b32 [given], %a0;
    call (got), factorial, (given);
    ld.param.b32 %v, [got]; }""",
        before=factorial,
    )  # fmt: skip
    expect(
        "some lanes exit", np.full(32, 16),
        "  setp.lt.u32 %p0, %v, 16;\n  vote.sync.ballot.b32 %a0, %p0, -1;\n  popc.b32 %v, %a0;",
    )  # fmt: skip


def shuffles():
    clamp = lambda source, fallback: np.where((source >= 0) & (source < 32), source, fallback)
    for mode, extra, source in (
        ("up", 0, clamp(LANES - 3, LANES)),
        ("down", 31, clamp(LANES + 3, LANES)),
        ("bfly", 31, LANES ^ 3),
        ("idx", 31, np.full(32, 3)),
    ):
        expect(
            f"shfl.{mode}", source * 5,
            f"  mul.lo.u32 %a0, %v, 5;\n  shfl.sync.{mode}.b32 %v|%p0, %a0, 3, {extra}, -1;",
        )  # fmt: skip
    expect(
        "shfl in segments of 8", LANES // 8 * 8 + 1,
        "  shfl.sync.idx.b32 %v, %v, 1, 0x181f, -1;",
    )  # fmt: skip
    expect("the predicate of shfl", (LANES >= 4) * 1, "  shfl.sync.up.b32 %a0|%p0, %v, 4, 0, -1;\n  selp.u32 %v, 1, 0, %p0;")
    expect("vote.ballot", np.full(32, 0xFFF), "  setp.lt.u32 %p0, %v, 12;\n  vote.sync.ballot.b32 %v, %p0, -1;")
    expect("vote.any", np.ones(32), "  setp.eq.u32 %p0, %v, 12;\n  vote.sync.any.pred %p1, %p0, -1;\n  selp.u32 %v, 1, 0, %p1;")
    expect("vote.uni", np.zeros(32), "  setp.eq.u32 %p0, %v, 12;\n  vote.sync.uni.pred %p1, %p0, -1;\n  selp.u32 %v, 1, 0, %p1;")
    same = [sum(1 << j for j in range(32) if j % 3 == i % 3) for i in range(32)]
    expect("match.any", same, "  rem.u32 %a0, %v, 3;\n  match.any.sync.b32 %v, %a0, -1;")
    expect("match.all", np.zeros(32), "  rem.u32 %a0, %v, 3;\n  match.all.sync.b32 %v|%p0, %a0, -1;")
    expect("redux.add", np.full(32, 496), "  redux.sync.add.u32 %v, %v, -1;")
    expect("redux.max", np.full(32, 31), "  redux.sync.max.s32 %v, %v, -1;")
    expect("redux.xor", np.full(32, 0), "  redux.sync.xor.b32 %v, %v, -1;")
    expect("elect", (LANES == 0) * 1, "  elect.sync _|%p0, -1;\n  selp.u32 %v, 1, 0, %p0;")
    expect("lanemask", (1 << LANES) - 1, "  mov.u32 %v, %lanemask_lt;")
    half = np.where(LANES < 16, 120, 376)
    expect(
        "redux of halves", half,
        """
  setp.lt.u32 %p0, %v, 16;
  @%p0 bra low;
  redux.sync.add.u32 %v, %v, 0xffff0000;
  bra end;
low:
  redux.sync.add.u32 %v, %v, 0xffff;
end:""",
    )  # fmt: skip


def barriers():
    t = np.arange(128)
    for seed in range(4):
        expect(
            "bar.sync", 127 - t,
            """
  shl.b32 %a0, %v, 2;
  mov.u32 %a1, area;
  add.u32 %a2, %a0, %a1;
  st.shared.u32 [%a2], %v;
  bar.sync 0;
  sub.u32 %a0, 508, %a0;
  add.u32 %a2, %a0, %a1;
  ld.shared.u32 %v, [%a2];""",
            128, seed=seed,
        )  # fmt: skip
        expect(
            "producer and consumer", np.where(t < 64, t, t - 64 + 1000),
            """
  and.b32 %a0, %v, 63;
  shl.b32 %a1, %a0, 2;
  mov.u32 %a2, area;
  add.u32 %a1, %a1, %a2;
  setp.ge.u32 %p0, %v, 64;
  @%p0 bra consumer;
  add.u32 %a3, %v, 1000;
  st.shared.u32 [%a1], %a3;
  bar.arrive 3, 128;
  bra end;
consumer:
  bar.sync 3, 128;
  ld.shared.u32 %v, [%a1];
end:""",
            128, seed=seed,
        )  # fmt: skip
        expect("bar.red.popc", np.full(128, 50), "  setp.lt.u32 %p0, %v, 50;\n  bar.red.popc.u32 %v, 0, %p0;", 128, seed=seed)
        expect("bar.red.or", np.ones(128), "  setp.eq.u32 %p0, %v, 99;\n  bar.red.or.pred %p1, 0, %p0;\n  selp.u32 %v, 1, 0, %p1;", 128, seed=seed)
        expect(
            "warps leave before the barrier", np.where(t < 64, 3, t),
            "  setp.ge.u32 %p0, %v, 64;\n  @%p0 bra end;\n  bar.sync 1, 64;\n  mov.u32 %v, 3;\nend:",
            128, seed=seed,
        )  # fmt: skip


    for seed in range(6):
        expect(
            "warps exit while others wait for all", np.where(t < 64, 5, t),
            """
  setp.lt.u32 %p0, %v, 64;
  @%p0 bra stay;
  ld.param.u64 %end, [y];
  mad.wide.u32 %end, %v, 4, %end;
  st.global.u32 [%end], %v;
  exit;
stay:
  bar.sync 0;
  mov.u32 %v, 5;
  bar.sync 0;""",
            128, seed=seed,
        )  # fmt: skip


def memory():
    x = np.arange(256, dtype=np.int32) * 3
    expect(
        "vectors", 12 * LANES * 4 + 18,
        """
  ld.param.u64 %d0, [x0];
  mad.wide.u32 %d0, %v, 16, %d0;
  ld.global.L1::no_allocate.v4.u32 {%a0, %a1, %a2, %a3}, [%d0];
  add.u32 %v, %a0, %a1; add.u32 %v, %v, %a2; add.u32 %v, %v, %a3;""",
        inputs=[x],
    )  # fmt: skip
    expect(
        "bytes, signed", np.where(LANES % 4 == 3, -1, LANES) + 0,
        """
  ld.param.u64 %d0, [x0];
  cvt.u64.u32 %d1, %v;
  add.u64 %d0, %d0, %d1;
  ld.global.s8 %v, [%d0];""",
        inputs=[np.where(LANES % 4 == 3, 255, LANES).astype(np.uint8)],
    )  # fmt: skip
    expect(
        "constants, generic addresses, symbols in initialisers", np.array([7, 8, 9, 10])[LANES % 4],
        """
  ld.global.u64 %d0, [where];
  and.b32 %a0, %v, 3;
  mad.wide.u32 %d0, %a0, 4, %d0;
  ld.u32 %v, [%d0];""",
        before=".global .align 4 .u32 table[4] = {7, 8, 9, 10};\n.global .align 8 .u64 where = generic(table);\n",
    )  # fmt: skip
    expect(
        "local memory", LANES * 2,
        """
  .local .align 8 .b8 stack[16];
  mov.u64 %d0, stack;
  cvta.local.u64 %d1, %d0;
  st.local.u32 [stack+4], %v;
  ld.u32 %a0, [%d1+4];
  add.u32 %v, %v, %a0;""",
    )  # fmt: skip
    expect(
        "spaces", np.full(32, 1),
        """
  mov.u64 %d0, area;
  cvta.shared.u64 %d0, %d0;
  isspacep.shared %p0, %d0;
  isspacep.global %p1, %d0;
  selp.u32 %v, 1, 0, %p0;
  selp.u32 %a0, 2, 0, %p1;
  add.u32 %v, %v, %a0;""",
    )  # fmt: skip
    expect(
        "a copy with a short source is filled with zeros", np.where(LANES % 4 < 2, LANES * 3, 0),
        """
  ld.param.u64 %d0, [x0];
  mov.u32 %a4, area;
  setp.ge.u32 %p0, %v, 8;
  @%p0 bra copied;
  mad.wide.u32 %d0, %v, 16, %d0;
  mad.lo.u32 %a0, %v, 16, %a4;
  mov.u32 %a1, 8;
  cp.async.cg.shared.global [%a0], [%d0], 16, %a1;
  cp.async.commit_group;
  cp.async.wait_group 0;
copied:
  bar.warp.sync -1;
  mad.lo.u32 %a0, %v, 4, %a4;
  ld.shared.u32 %v, [%a0];""",
        inputs=[x],
    )  # fmt: skip
    expect(
        "a copy of nothing touches no source", np.zeros(32),
        """
  mov.u64 %d0, 64;
  mov.u32 %a4, area;
  mad.lo.u32 %a0, %v, 4, %a4;
  mov.u32 %a1, 0;
  cp.async.ca.shared.global [%a0], [%d0], 4, %a1;
  cp.async.wait_all;
  ld.shared.u32 %v, [%a0];""",
    )  # fmt: skip


def atomics():
    setup = "  mov.u32 %a1, area;\n  setp.eq.u32 %p0, %v, 0;\n  @%p0 st.shared.u32 [%a1], {};\n  bar.sync 0;\n"
    finish = "\n  bar.sync 0;\n  ld.shared.u32 %v, [%a1];"
    t = np.arange(64)
    for seed in range(2):
        for name, start, expected in (
            ("add.u32", 5, 5 + t.sum()), ("max.s32", 3, 63), ("min.u32", 40, 0), ("or.b32", 0, 63),
            ("xor.b32", 0, 0), ("inc.u32", 0, None),
        ):  # fmt: skip
            operand = "9" if name == "inc.u32" else "%v"
            expected = 64 % 10 if expected is None else expected
            expect(
                f"red.{name}", np.full(64, expected),
                setup.format(start) + f"  red.shared.{name} [%a1], {operand};" + finish, 64, seed=seed,
            )  # fmt: skip
        expect(
            "atom.cas in a loop", np.full(64, t.sum()),
            setup.format(0)
            + """
again:
  ld.volatile.shared.u32 %a2, [%a1];
  add.u32 %a3, %a2, %v;
  atom.shared.cas.b32 %a4, [%a1], %a2, %a3;
  setp.ne.u32 %p1, %a4, %a2;
  @%p1 bra again;"""
            + finish,
            64, seed=seed,
        )  # fmt: skip
    expect(
        "atom.global.add returns what was there", LANES,
        "  ld.param.u64 %d0, [x0];\n  atom.global.add.u32 %v, [%d0], 1;",
        inputs=[np.zeros(1, np.int32)],
    )  # fmt: skip


for family in (control, shuffles, barriers, memory, atomics):
    family()
cases.finish()
