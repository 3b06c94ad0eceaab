# Instructions without memory, each against a model in Python on edge cases and
# random bits.
#
# RUN: %python %s heddle-emulate | FileCheck %s
#
# CHECK-NOT: wrong
# CHECK: results agree

import math
import struct
import sys
from fractions import Fraction

import ml_dtypes
import numpy as np
from emulated import Cases, Emulator, Failed, In, Out

SEED = 20240607
COUNT = 128
WORD, WIDE = 0xFFFFFFFF, 0xFFFFFFFFFFFFFFFF
emulator, cases = Emulator(sys.argv[1]), Cases()

EDGES = {
    32: [0, 1, 2, 31, 32, 33, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF, 0xFFFF, 0x10000, 0x80],
    64: [0, 1, 63, 64, 1 << 31, 1 << 32, (1 << 63) - 1, 1 << 63, WIDE, WORD, 5, 1 << 40],
    16: [0, 1, 15, 16, 0x7FFF, 0x8000, 0xFFFF, 0x3C00, 0x7C00, 0xFC00, 0x3F80, 0x100],
}


def operands(bits, number):
    """The edge cases against each other, then random ones."""
    random = np.random.default_rng(SEED + number)
    edges = EDGES[bits]
    row = [edges[i % 12 if number == 0 else (i // 12 * number + i * (number - 1)) % 12] for i in range(72)]
    return row + [int(x) >> (64 - bits) for x in random.integers(0, 1 << 64, COUNT - 72, dtype=np.uint64)]


def signed(x, bits=32):
    return x - (1 << bits) if x >> (bits - 1) & 1 else x


def kernel(body, widths, out):
    loads = "".join(
        f"  ld.param.u64 %p, [x{i}];\n  mad.wide.u32 %p, %tid.x, {w // 8}, %p;\n  ld.global.b{w} %x{i}, [%p];\n"
        for i, w in enumerate(widths)
    )
    parameters = ", ".join(f".param .u64 x{i}" for i in range(len(widths)))
    registers = "".join(f"  .reg .b{w} %x{i};\n" for i, w in enumerate(widths))
    return (
        ".version 8.6\n.target sm_90\n.address_size 64\n"
        f".visible .entry f({parameters}, .param .u64 y) {{\n{registers}"
        f"  .reg .b{out} %y;\n  .reg .b64 %p, %d<4>;\n  .reg .b32 %t<8>;\n  .reg .b16 %h<8>;\n  .reg .pred %q<4>;\n"
        f"{loads}{body}\n  ld.param.u64 %p, [y];\n  mad.wide.u32 %p, %tid.x, {out // 8}, %p;\n"
        f"  st.global.b{out} [%p], %y;\n  ret;\n}}\n"
    )


SIGNED = {16: np.int32, 32: np.int32, 64: np.int64}


def pack(values, bits):
    kind = {16: np.uint16, 32: np.uint32, 64: np.uint64}[bits]
    array = np.array(values, kind)
    return array.view(np.int32 if bits <= 32 else np.int64)


def evaluate(body, widths, out, inputs):
    if ";" not in body:
        body += " " + ", ".join(["%y"] + [f"%x{i}" for i in range(len(widths))]) + ";"
    result = Out(COUNT * out // 32 if out < 64 else COUNT, "int64" if out == 64 else "int32")
    (got,) = emulator.run(
        kernel("  " + body, widths, out), "f", 1, COUNT,
        [In(pack(x, w)) for x, w in zip(inputs, widths)] + [result],
    )  # fmt: skip
    kind = {16: np.uint16, 32: np.uint32, 64: np.uint64}[out]
    return [int(x) for x in got.view(kind)]


def check(body, widths, out, model, domain=lambda *_: True, accepts=None):
    inputs = [operands(w, i) for i, w in enumerate(widths)]
    cases.count += 1
    try:
        got = evaluate(body, widths, out, inputs)
    except Failed as failure:
        return cases.fail(body, failure)
    for *x, y in zip(*inputs, got):
        if not domain(*x):
            continue
        expected = model(*x)
        good = accepts(y, expected) if accepts else y == expected & ((1 << out) - 1)
        if not good:
            shown = hex(expected) if isinstance(expected, int) else expected
            return cases.fail(body, f"{[hex(i) for i in x]} gave {y:#x}, not {shown}")


def sat(x):
    return max(-(1 << 31), min((1 << 31) - 1, x))


s = signed
W2, W3 = (32, 32), (32, 32, 32)


def low24(a):
    return signed(a & 0xFFFFFF, 24)


def quotient(a, b):
    return abs(a) // abs(b) * (1 if (a < 0) == (b < 0) else -1)


def integers():
    check("add.s32", W2, 32, lambda a, b: a + b)
    check("add.sat.s32", W2, 32, lambda a, b: sat(s(a) + s(b)))
    check("sub.sat.s32", W2, 32, lambda a, b: sat(s(a) - s(b)))
    check("sub.s64", (64, 64), 64, lambda a, b: a - b)
    check("add.u16", (16, 16), 16, lambda a, b: a + b)
    check("mul.lo.s32", W2, 32, lambda a, b: a * b)
    check("mul.hi.s32", W2, 32, lambda a, b: s(a) * s(b) >> 32)
    check("mul.hi.u32", W2, 32, lambda a, b: a * b >> 32)
    check("mul.wide.s32", W2, 64, lambda a, b: s(a) * s(b))
    check("mul.wide.u32", W2, 64, lambda a, b: a * b)
    check("mul.wide.u16", (16, 16), 32, lambda a, b: a * b)
    check("mul.wide.s16", (16, 16), 32, lambda a, b: s(a, 16) * s(b, 16))
    check("mul.hi.u64", (64, 64), 64, lambda a, b: a * b >> 64)
    check("mul.hi.s64", (64, 64), 64, lambda a, b: s(a, 64) * s(b, 64) >> 64)
    check("mul.lo.u64", (64, 64), 64, lambda a, b: a * b)
    check("mad.lo.s32", W3, 32, lambda a, b, c: a * b + c)
    check("mad.hi.u32", W3, 32, lambda a, b, c: (a * b >> 32) + c)
    check("mad.hi.sat.s32", W3, 32, lambda a, b, c: sat((s(a) * s(b) >> 32) + s(c)))
    check("mad.wide.s32", (32, 32, 64), 64, lambda a, b, c: s(a) * s(b) + c)
    check("mad.wide.u16", (16, 16, 32), 32, lambda a, b, c: a * b + c)
    check("mul24.lo.u32", W2, 32, lambda a, b: (a & 0xFFFFFF) * (b & 0xFFFFFF))
    check("mul24.hi.u32", W2, 32, lambda a, b: (a & 0xFFFFFF) * (b & 0xFFFFFF) >> 16)
    check("mad24.lo.s32", W3, 32, lambda a, b, c: low24(a) * low24(b) + c)
    check("mad24.hi.s32", W3, 32, lambda a, b, c: (low24(a) * low24(b) >> 16) + c)
    check("mad24.hi.sat.s32", W3, 32, lambda a, b, c: sat(s(low24(a) * low24(b) >> 16 & WORD) + s(c)))
    check(
        "mad.hi.cc.s32 %t0, %x0, %x1, %x2; addc.u32 %y, 0, 0;",
        W3, 32, lambda a, b, c: ((s(a) * s(b) >> 32 & WORD) + c) >> 32,
    )  # fmt: skip
    check("madc.hi.s64", (64, 64, 64), 64, lambda a, b, c: (s(a, 64) * s(b, 64) >> 64) + c)
    check("sad.s32", W3, 32, lambda a, b, c: abs(s(a) - s(b)) + c)
    check("sad.u32", W3, 32, lambda a, b, c: abs(a - b) + c)
    nonzero = lambda a, b: b != 0
    check("div.u32", W2, 32, lambda a, b: a // b, nonzero)
    check("div.s32", W2, 32, lambda a, b: quotient(s(a), s(b)), nonzero)
    check("rem.u32", W2, 32, lambda a, b: a % b, nonzero)
    check("rem.s32", W2, 32, lambda a, b: s(a) - s(b) * quotient(s(a), s(b)), nonzero)
    check("div.s64", (64, 64), 64, lambda a, b: quotient(s(a, 64), s(b, 64)), nonzero)
    check("min.s32", W2, 32, lambda a, b: min(s(a), s(b)))
    check("max.u32", W2, 32, max)
    check("max.s64", (64, 64), 64, lambda a, b: max(s(a, 64), s(b, 64)))
    check("min.u16", (16, 16), 16, min)
    check("abs.s32", (32,), 32, lambda a: abs(s(a)))
    check("neg.s64", (64,), 64, lambda a: -a)
    check("add.cc.u32 %y, %x0, %x1; addc.u32 %y, %x2, 0;", W3, 32, lambda a, b, c: c + (a + b >> 32))
    check("sub.cc.u32 %y, %x0, %x1; subc.u32 %y, %x2, 0;", W3, 32, lambda a, b, c: c - (a < b))
    check(
        "mad.lo.cc.u32 %y, %x0, %x1, %x2; madc.hi.u32 %y, %x0, %x1, 0;",
        W3, 32, lambda a, b, c: a * b + c >> 32,
    )  # fmt: skip
    check("add.cc.u64 %y, %x0, %x1; addc.u64 %y, 0, 0;", (64, 64), 64, lambda a, b: a + b >> 64)


def dot(a, b, c, kind_a, kind_b):
    part = lambda x, i, kind: (s(x >> 8 * i & 255, 8) if kind == "s" else x >> 8 * i & 255)
    return c + sum(part(a, i, kind_a) * part(b, i, kind_b) for i in range(4))


def permute(a, b, c, sign=True):
    bytes_ = (b << 32 | a).to_bytes(8, "little")
    out = 0
    for i in range(4):
        selector = c >> 4 * i & 15
        byte = bytes_[selector & 7]
        out |= (255 * (byte >> 7) if selector & 8 else byte) << 8 * i
    return out


def permute_mode(mode):
    tables = {
        "f4e": [(3, 2, 1, 0), (4, 3, 2, 1), (5, 4, 3, 2), (6, 5, 4, 3)],
        "b4e": [(5, 6, 7, 0), (6, 7, 0, 1), (7, 0, 1, 2), (0, 1, 2, 3)],
        "rc8": [(0, 0, 0, 0), (1, 1, 1, 1), (2, 2, 2, 2), (3, 3, 3, 3)],
        "ecl": [(3, 2, 1, 0), (3, 2, 1, 1), (3, 2, 2, 2), (3, 3, 3, 3)],
        "ecr": [(0, 0, 0, 0), (1, 1, 1, 0), (2, 2, 1, 0), (3, 2, 1, 0)],
        "rc16": [(1, 0, 1, 0), (3, 2, 3, 2), (1, 0, 1, 0), (3, 2, 3, 2)],
    }[mode]

    def model(a, b, c):
        bytes_ = (b << 32 | a).to_bytes(8, "little")
        return int.from_bytes(bytes(bytes_[i] for i in reversed(tables[c & 3])), "little")

    return model


def insert(a, b, c, d):
    position, length = c & 255, min(d & 255, 32)
    mask = ((1 << length) - 1) << position & WORD if position < 32 else 0
    return b & ~mask | (a << position & mask if position < 32 else 0)


def extract(a, b, c, is_signed):
    position, length = b & 255, c & 255
    bits = 32
    if length == 0:
        return 0
    sign = a >> min(position + length - 1, bits - 1) & 1 if is_signed else 0
    field = a >> position & ((1 << min(length, 64)) - 1)
    have = max(0, min(length, bits - position))
    field &= (1 << have) - 1
    return field | (WORD << have if sign else 0)


def ones(clamps):
    """bmsk: bits of ones, by the manual's steps."""

    def model(a, b):
        low = 0 if clamps and a >= 32 else WORD << (a & 31)
        top = WORD << (a & 31) + (b & 31) if b & 31 else WORD
        overflows = (a & 31) + (b & 31) >= 32 or (clamps and (a >= 32 or b >= 32))
        return low & ~(0 if overflows else top)

    return model


def extend(clamps, is_signed):
    def model(a, b):
        if clamps and b >= 32:
            return a
        n = b & 31
        low = a & ((1 << n) - 1)
        return low - (1 << n) if is_signed and n and low >> (n - 1) else low

    return model


def find_set(mask, base, n):
    n = s(n)
    if n == 0:
        return base if base < 32 and mask >> base & 1 else WORD
    places = range(base, 32) if n > 0 else range(base, -1, -1) if base < 32 else ()
    found = [place for place in places if mask >> place & 1]
    return found[abs(n) - 1] if abs(n) <= len(found) else WORD


def funnel(left, clamp):
    def model(a, b, c):
        n = min(c, 32) if clamp else c & 31
        both = b << 32 | a
        return both << n >> 32 if left else both >> n

    return model


def logic():
    check("and.b32", W2, 32, lambda a, b: a & b)
    check("or.b64", (64, 64), 64, lambda a, b: a | b)
    check("xor.b16", (16, 16), 16, lambda a, b: a ^ b)
    check("not.b32", (32,), 32, lambda a: ~a)
    check("cnot.b32", (32,), 32, lambda a: int(a == 0))
    check("shl.b32", W2, 32, lambda a, b: a << b if b < 32 else 0)
    check("shr.u32", W2, 32, lambda a, b: a >> b if b < 32 else 0)
    check("shr.s32", W2, 32, lambda a, b: s(a) >> min(b, 31))
    check("shr.s64", (64, 32), 64, lambda a, b: s(a, 64) >> min(b, 63))
    check("shl.b64", (64, 32), 64, lambda a, b: a << b if b < 64 else 0)
    check("shl.b16", (16, 32), 16, lambda a, b: a << b if b < 16 else 0)
    for left in (True, False):
        for clamp in (True, False):
            name = f"shf.{'l' if left else 'r'}.{'clamp' if clamp else 'wrap'}.b32"
            check(name, W3, 32, funnel(left, clamp))
    check("bfe.u32", W3, 32, lambda a, b, c: extract(a, b, c, False))
    check("bfe.s32", W3, 32, lambda a, b, c: extract(a, b, c, True))
    check("bfi.b32", (32, 32, 32, 32), 32, insert)
    check("brev.b32", (32,), 32, lambda a: int(f"{a:032b}"[::-1], 2))
    check("brev.b64", (64,), 64, lambda a: int(f"{a:064b}"[::-1], 2))
    check("clz.b32", (32,), 32, lambda a: 32 - a.bit_length())
    check("clz.b64", (64,), 32, lambda a: 64 - a.bit_length())
    for clamps in (True, False):
        mode = "clamp" if clamps else "wrap"
        check(f"bmsk.{mode}.b32", W2, 32, ones(clamps))
        check(f"szext.{mode}.s32", W2, 32, extend(clamps, True))
        check(f"szext.{mode}.u32", W2, 32, extend(clamps, False))
    check(
        "and.b32 %t0, %x1, 31; shr.s32 %t1, %x2, 29; fns.b32 %y, %x0, %t0, %t1;", W3, 32,
        lambda a, b, c: find_set(a, b & 31, s(c) >> 29 & WORD),
    )  # fmt: skip
    check("fns.b32", W3, 32, find_set)
    check("popc.b64", (64,), 32, lambda a: bin(a).count("1"))
    check("bfind.u32", (32,), 32, lambda a: a.bit_length() - 1)
    check("bfind.shiftamt.u32", (32,), 32, lambda a: 32 - a.bit_length() if a else -1)
    check("bfind.s32", (32,), 32, lambda a: (a ^ (WORD if a >> 31 else 0)).bit_length() - 1)
    check(
        "lop3.b32 %y, %x0, %x1, %x2, 0xCA;", W3, 32, lambda a, b, c: a & b | ~a & c,
    )  # fmt: skip
    check(
        "setp.ne.u32 %q1, %x2, 0; lop3.and.b32 %t0|%q0, %x0, %x1, %x2, 0xC0, %q1; selp.b32 %y, %t0, 7, %q0;",
        W3, 32, lambda a, b, c: a & b if a & b and c else 7,
    )  # fmt: skip
    check("prmt.b32", W3, 32, permute)
    for mode in ("f4e", "b4e", "rc8", "ecl", "ecr", "rc16"):
        check(f"prmt.b32.{mode}", W3, 32, permute_mode(mode))
    for a in "us":
        for b in "us":
            check(f"dp4a.{a}32.{b}32", W3, 32, lambda x, y, z, a=a, b=b: dot(x, y, z, a, b))
    check(
        "dp2a.lo.s32.u32", W3, 32,
        lambda a, b, c: c + s(a & 0xFFFF, 16) * (b & 255) + s(a >> 16, 16) * (b >> 8 & 255),
    )  # fmt: skip
    check("setp.lt.s32 %q0, %x0, %x1; selp.b32 %y, %x0, %x1, %q0;", W2, 32, lambda a, b: min(s(a), s(b)))
    check("setp.hi.u32 %q0, %x0, %x1; selp.b32 %y, 1, 0, %q0;", W2, 32, lambda a, b: int(a > b))
    check(
        "setp.eq.u32 %q1, %x2, 0; setp.ge.and.u32 %q0|%q2, %x0, %x1, !%q1; "
        "selp.b32 %y, 1, 0, %q0; selp.b32 %t0, 2, 0, %q2; or.b32 %y, %y, %t0;",
        W3, 32, lambda a, b, c: (a >= b and c != 0) + 2 * (a < b and c != 0),
    )  # fmt: skip
    check("set.gt.u32.s32", W2, 32, lambda a, b: WORD if s(a) > s(b) else 0)
    check("set.gt.f32.s32", W2, 32, lambda a, b: 0x3F800000 if s(a) > s(b) else 0)
    check("slct.u16.s32", (16, 16, 32), 16, lambda a, b, c: a if s(c) >= 0 else b)
    check("slct.u32.s32", W3, 32, lambda a, b, c: a if s(c) >= 0 else b)
    check("mov.b64 %d0, {%x0, %x1}; mov.b64 {%t0, %y}, %d0;", W2, 32, lambda a, b: b)
    check("mov.b64 %d0, {%x0, %x1}; mov.b64 {%y, _}, %d0;", W2, 32, lambda a, b: a)
    check("cvt.s64.s32", (32,), 64, s)
    check("cvt.u64.u32", (32,), 64, lambda a: a)
    check("cvt.u32.u16", (16,), 32, lambda a: a)
    check("cvt.s32.s8", (32,), 32, lambda a: s(a & 255, 8))
    check("cvt.u16.u32", (32,), 16, lambda a: a)
    check("cvt.sat.u8.s32", (32,), 32, lambda a: max(0, min(255, s(a))))
    check("cvt.sat.s16.s32 %h0, %x0; cvt.s32.s16 %y, %h0;", (32,), 32, lambda a: max(-32768, min(32767, s(a))))
    check("cvt.pack.sat.s8.s32.b32", W3, 32, lambda a, b, c: packed(a, b, c))


def packed(a, b, c):
    clamp = lambda x: max(-128, min(127, s(x))) & 255
    return (clamp(a) << 8 | clamp(b) | c << 16) & WORD


# Floating point.


def f32(bits):
    return struct.unpack("<f", struct.pack("<I", bits))[0]


def f16(bits):
    return struct.unpack("<e", struct.pack("<H", bits))[0]


def bits32(x):
    with np.errstate(all="ignore"):
        return int(np.float32(x).view(np.uint32))


def same(got, expected):
    """Equal as f32; NaN is like NaN."""
    if math.isnan(f32(expected)):
        return math.isnan(f32(got))
    return got == expected


def near(tolerance, absolute=0.0):
    def accepts(got, expected):
        value = f32(got)
        if math.isnan(expected) or math.isinf(expected):
            return math.isnan(value) if math.isnan(expected) else value == expected
        if abs(expected) < 2.0**-126:
            return abs(value) <= 2.0**-126
        if abs(expected) >= 2.0**128:
            return math.isinf(value)
        return abs(value - expected) <= tolerance * abs(expected) + absolute

    return accepts


def finite(*x):
    return all(math.isfinite(f32(i)) for i in x)


def rounded(exact, mode):
    """The f32 next to an exact fraction, in the direction of the mode."""
    if abs(exact) >= Fraction(2) ** 127:
        return None
    value = np.float32(float(exact))
    near = [np.nextafter(value, np.float32(-np.inf)), value, np.nextafter(value, np.float32(np.inf))]
    below = max(x for x in near if Fraction(float(x)) <= exact)
    above = min(x for x in near if Fraction(float(x)) >= exact)
    if mode == "rn":
        low, high = exact - Fraction(float(below)), Fraction(float(above)) - exact
        even = below if int(below.view(np.uint32)) % 2 == 0 else above
        return bits32(even if low == high else below if low < high else above)
    toward_zero = below if exact > 0 else above
    return bits32({"rm": below, "rp": above, "rz": toward_zero}[mode])


def exactly(operation, mode):
    def model(*x):
        exact = operation(*[Fraction(f32(i)) for i in x])
        return rounded(exact, mode) if exact != 0 else None

    return model


def check_exact(name, widths, operation, mode):
    model = exactly(operation, mode)
    accepts = lambda got, expected: expected is None or got == expected
    check(name, widths, 32, model, finite, accepts)


def floats():
    with np.errstate(all="ignore"):
        for name, operation in (("add", np.add), ("sub", np.subtract), ("mul", np.multiply)):
            check(
                f"{name}.f32", W2, 32,
                lambda a, b, operation=operation: bits32(operation(np.float32(f32(a)), np.float32(f32(b)))),
                accepts=same,
            )  # fmt: skip
        for mode in ("rn", "rz", "rm", "rp"):
            check_exact(f"fma.{mode}.f32", W3, lambda a, b, c: a * b + c, mode)
            check_exact(f"add.{mode}.f32", W2, lambda a, b: a + b, mode)
            check_exact(f"mul.{mode}.f32", W2, lambda a, b: a * b, mode)
        check(
            "div.rn.f32", W2, 32,
            lambda a, b: bits32(np.float32(f32(a)) / np.float32(f32(b))), accepts=same,
        )  # fmt: skip
        check("sqrt.rn.f32", (32,), 32, lambda a: bits32(np.sqrt(np.float32(f32(a)))), accepts=same)
        check("rcp.rn.f32", (32,), 32, lambda a: bits32(np.float32(1) / np.float32(f32(a))), accepts=same)
    number = lambda a, b: min(f32(a), f32(b))
    check("min.f32", W2, 32, lambda a, b: bits32(number(a, b)), lambda a, b: finite(a, b) and f32(a) != f32(b))
    check(
        "max.NaN.f32", W2, 32, lambda a, b: 0x7FFFFFFF,
        lambda a, b: math.isnan(f32(a)) or math.isnan(f32(b)),
    )  # fmt: skip
    check("abs.f32", (32,), 32, lambda a: a & 0x7FFFFFFF, finite)
    check("neg.f32", (32,), 32, lambda a: a ^ 0x80000000, finite)
    check("copysign.f32", W2, 32, lambda a, b: b & 0x7FFFFFFF | a & 0x80000000)
    check("testp.finite.f32 %q0, %x0; selp.b32 %y, 1, 0, %q0;", (32,), 32, lambda a: int(finite(a)))
    check("testp.notanumber.f32 %q0, %x0; selp.b32 %y, 1, 0, %q0;", (32,), 32, lambda a: int(math.isnan(f32(a))))
    check("add.ftz.f32", W2, 32, lambda a, b: 0, lambda a, b: 0 < a < 0x400000 and b == 0)
    check(
        "add.sat.f32", W2, 32, lambda a, b: bits32(max(0.0, min(1.0, float(np.float32(f32(a) + f32(b)))))),
        lambda a, b: finite(a, b) and math.isfinite(f32(bits32(f32(a) + f32(b)))), same,
    )  # fmt: skip
    check("setp.lt.f32 %q0, %x0, %x1; selp.b32 %y, 1, 0, %q0;", W2, 32, lambda a, b: int(f32(a) < f32(b)))
    check("setp.ltu.f32 %q0, %x0, %x1; selp.b32 %y, 1, 0, %q0;", W2, 32, lambda a, b: int(not f32(a) >= f32(b)))
    check(
        "setp.nan.f32 %q0, %x0, %x1; selp.b32 %y, 1, 0, %q0;", W2, 32,
        lambda a, b: int(math.isnan(f32(a)) or math.isnan(f32(b))),
    )  # fmt: skip


def approximations():
    root = lambda a: math.sqrt(f32(a))
    positive = lambda a: finite(a) and f32(a) > 0 and f32(a) >= 2.0**-120
    check("ex2.approx.ftz.f32", (32,), 32, lambda a: 2.0 ** f32(a), lambda a: finite(a) and -120 < f32(a) < 120, near(2**-21))
    check("lg2.approx.f32", (32,), 32, lambda a: math.log2(f32(a)), positive, near(2**-21, 2**-20))
    check("rcp.approx.f32", (32,), 32, lambda a: 1 / f32(a), lambda a: finite(a) and 1e-36 < abs(f32(a)) < 1e36, near(2**-22))
    check("rsqrt.approx.f32", (32,), 32, lambda a: 1 / root(a), positive, near(2**-21))
    check("sqrt.approx.f32", (32,), 32, root, positive, near(2**-21))
    small = lambda a: finite(a) and abs(f32(a)) < 3.14
    check("sin.approx.f32", (32,), 32, lambda a: math.sin(f32(a)), small, near(0, 2**-20))
    check("cos.approx.f32", (32,), 32, lambda a: math.cos(f32(a)), small, near(0, 2**-20))
    check("tanh.approx.f32", (32,), 32, lambda a: math.tanh(f32(a)), finite, near(2**-10))
    middling = lambda a, b: finite(a, b) and 1e-15 < abs(f32(a)) < 1e15 and 1e-15 < abs(f32(b)) < 1e15
    check("div.approx.f32", W2, 32, lambda a, b: f32(a) / f32(b), middling, near(2**-21))
    check("div.full.f32", W2, 32, lambda a, b: f32(a) / f32(b), middling, near(2**-21))


def truncated(bits, low, high):
    value = f32(bits)
    return 0 if math.isnan(value) else int(max(low, min(high, value)))


def conversions():
    small = lambda a: finite(a)
    with np.errstate(all="ignore"):
        check("cvt.rzi.s32.f32", (32,), 32, lambda a: truncated(a, -(1 << 31), (1 << 31) - 1), small)
        check("cvt.rzi.u32.f32", (32,), 32, lambda a: truncated(a, 0, WORD), small)
        check("cvt.rn.f32.s32", (32,), 32, lambda a: bits32(np.float32(s(a))))
        check("cvt.rn.f32.u32", (32,), 32, lambda a: bits32(np.float32(a)))
        check("cvt.f32.f16", (16,), 32, lambda a: bits32(np.float32(f16(a))), accepts=same)
        check(
            "cvt.rn.f16.f32", (32,), 16, lambda a: int(np.float32(f32(a)).astype(np.float16).view(np.uint16)), finite
        )
        check("cvt.f32.bf16", (16,), 32, lambda a: a << 16, lambda a: finite(a << 16))
        check("cvt.rn.bf16.f32", (32,), 16, round_bf16, finite)
        check(
            "cvt.rn.bf16x2.f32", W2, 32, lambda a, b: round_bf16(a) << 16 | round_bf16(b), finite
        )
        check(
            "cvt.rz.f16.f32", (32,), 16,
            lambda a: int(np.float32(f32(a)).astype(np.float16).view(np.uint16)),
            lambda a: finite(a) and f32(bits32(np.float16(f32(a)))) == f32(a),
        )  # fmt: skip
        check("cvt.rna.tf32.f32", (32,), 32, lambda a: a + 0x1000 & ~0x1FFF, lambda a: finite(a) and finite(a + 0x1000 & WORD))
        check("cvt.rni.f32.f32", (32,), 32, lambda a: bits32(np.rint(np.float32(f32(a)))), finite)
        check("cvt.rmi.f32.f32", (32,), 32, lambda a: bits32(np.floor(np.float32(f32(a)))), finite)
        check("cvt.f64.f32", (32,), 64, lambda a: int(np.float64(f32(a)).view(np.uint64)), finite)


def f64(bits):
    return struct.unpack("<d", struct.pack("<Q", bits))[0]


def bits64(x):
    return int(np.float64(x).view(np.uint64))


def doubles():
    pair = (64, 64)
    finite64 = lambda *x: all(math.isfinite(f64(i)) for i in x)
    with np.errstate(all="ignore"):
        for name, operation in (("add", np.add), ("mul", np.multiply), ("div.rn", np.divide)):
            check(
                f"{name}.f64", pair, 64,
                lambda a, b, operation=operation: bits64(operation(np.float64(f64(a)), np.float64(f64(b)))),
                lambda a, b, operation=operation: np.isfinite(operation(np.float64(f64(a)), np.float64(f64(b)))),
            )  # fmt: skip
        check(
            "rsqrt.approx.f64", (64,), 64, lambda a: 1 / math.sqrt(f64(a)),
            lambda a: finite64(a) and f64(a) > 2.0**-1000,
            lambda got, expected: abs(f64(got) - expected) <= 2.0**-51 * expected,
        )  # fmt: skip
        check("cvt.rn.f32.f64", (64,), 32, lambda a: bits32(np.float32(f64(a))), finite64)
        check("cvt.rn.f64.s64", (64,), 64, lambda a: bits64(float(s(a, 64))))
        check("cvt.rn.f64.u64", (64,), 64, lambda a: bits64(float(a)))
        whole = lambda a: finite64(a) and abs(f64(a)) < 2.0**62
        check("cvt.rzi.s64.f64", (64,), 64, lambda a: int(f64(a)), whole)
        check("cvt.rni.s64.f64", (64,), 64, lambda a: round(f64(a)), whole)
        check("cvt.rmi.s64.f64", (64,), 64, lambda a: math.floor(f64(a)), whole)
        check("cvt.rpi.s64.f64", (64,), 64, lambda a: math.ceil(f64(a)), whole)


def eight_bits():
    for name, kind, largest in (
        ("e4m3", ml_dtypes.float8_e4m3fn, 448.0),
        ("e5m2", ml_dtypes.float8_e5m2, 57344.0),
    ):

        def encode(bits, kind=kind, largest=largest):
            return int(np.float32(max(-largest, min(largest, f32(bits)))).astype(kind).view(np.uint8))

        check(
            f"cvt.rn.satfinite.{name}x2.f32", W2, 16,
            lambda a, b, encode=encode: encode(a) << 8 | encode(b), finite,
        )  # fmt: skip

        def decode(bits, kind=kind):
            value = np.array(bits, np.uint8).view(kind).astype(np.float16)
            return int(value.view(np.uint16)), bool(np.isfinite(value))

        check(
            f"cvt.rn.f16x2.{name}x2", (16,), 32,
            lambda a, decode=decode: decode(a >> 8)[0] << 16 | decode(a & 255)[0],
            lambda a, decode=decode: decode(a >> 8)[1] and decode(a & 255)[1],
        )  # fmt: skip


def round_bf16(a):
    return (a + 0x7FFF + (a >> 16 & 1)) >> 16


def packed_floats():
    halves = lambda x: (f16(x & 0xFFFF), f16(x >> 16))
    join = lambda lo, hi: int(np.float16(lo).view(np.uint16)) | int(np.float16(hi).view(np.uint16)) << 16
    proper = lambda *x: all(math.isfinite(h) for i in x for h in halves(i))
    with np.errstate(all="ignore"):
        check("add.f16x2", W2, 32, lambda a, b: join(*[x + y for x, y in zip(halves(a), halves(b))]), proper)
        check("mul.f16x2", W2, 32, lambda a, b: join(*[x * y for x, y in zip(halves(a), halves(b))]), proper)
        check("add.f16", (16, 16), 16, lambda a, b: int(np.float16(f16(a) + f16(b)).view(np.uint16)), lambda a, b: math.isfinite(f16(a)) and math.isfinite(f16(b)))
    H2 = (16, 16)
    check("set.lt.u32.f16", H2, 32, lambda a, b: WORD if f16(a) < f16(b) else 0)
    check("set.lt.f32.f16", H2, 32, lambda a, b: 0x3F800000 if f16(a) < f16(b) else 0)
    check("set.lt.f16.f16", H2, 16, lambda a, b: 0x3C00 if f16(a) < f16(b) else 0)
    check(
        "set.lt.u32.f16x2", W2, 32,
        lambda a, b: sum(0xFFFF << 16 * i for i in (0, 1) if halves(a)[i] < halves(b)[i]),
    )  # fmt: skip
    check("neg.f16x2", (32,), 32, lambda a: a ^ 0x80008000, proper)
    check("abs.bf16x2", (32,), 32, lambda a: a & 0x7FFF7FFF, lambda a: finite(a << 16 & WORD) and finite(a))


for family in (integers, logic, floats, approximations, conversions, doubles, eight_bits, packed_floats):
    family()
print(f"seed {SEED}")
cases.finish()
