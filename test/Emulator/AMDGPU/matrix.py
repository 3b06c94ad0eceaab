# Every matrix instruction, with random numbers, beside numpy. Where elements lie
# is written here once more, from AMD's matrix instruction calculator.
#
# REQUIRES: ml_dtypes
# RUN: %python %s heddle-emulate %t.d | FileCheck %s
#
# CHECK-NOT: wrong
# CHECK: all of 88 instructions agree

import os
import re
import subprocess
import sys

import ml_dtypes
import numpy as np

TOOL, DIRECTORY = sys.argv[1:]
os.makedirs(DIRECTORY, exist_ok=True)
random = np.random.default_rng(1)
FNUZ = {"fp8": ml_dtypes.float8_e4m3fnuz, "bf8": ml_dtypes.float8_e5m2fnuz}
OCP = {"fp8": ml_dtypes.float8_e4m3fn, "bf8": ml_dtypes.float8_e5m2}
TYPES = {
    "f64": np.float64, "f32": np.float32, "xf32": np.float32, "f16": np.float16,
    "bf16": ml_dtypes.bfloat16, "i8": np.int8, "i4": np.int8, "i32": np.int32,
}  # fmt: skip


def numbers(shape, kind, cpu):
    """Values, and the bytes of the same."""
    if kind in ("i8", "i4"):
        limit = 128 if kind == "i8" else 8
        return random.integers(-limit, limit, shape).astype(np.int8)
    if kind == "i32":
        return random.integers(-(2**30), 2**30, shape).astype(np.int32)
    dtype = (FNUZ if cpu == "gfx942" else OCP).get(kind) or TYPES[kind]
    values = random.standard_normal(shape).astype(dtype)
    if kind == "xf32":  # exact in the ten bits that count
        values = values.astype(np.float16).astype(np.float32)
    return values


def to_bytes(values, kind):
    """Of [lanes, elements]."""
    if kind == "i4":
        low, high = values[:, 0::2] & 15, values[:, 1::2] & 15
        values = (low | high << 4).astype(np.uint8)
    return np.ascontiguousarray(values).view(np.uint8)


def llvm_type(kind, count, name):
    """How the intrinsic has so many elements."""
    is_new = kind in ("fp8", "bf8") or ".i8" in name
    if is_new and count == 8 and name.startswith("mfma"):
        return "i64"
    if kind in ("fp8", "bf8", "i8", "i4"):
        words = count * (4 if kind == "i4" else 8) // 32
        return f"<{words} x i32>" if words > 1 else "i32"
    is_new = name.startswith("mfma") and count == 8
    element = {
        "f64": "double", "f32": "float", "xf32": "float", "f16": "half", "i32": "i32",
        "bf16": "bfloat" if is_new else "i16",
    }[kind]  # fmt: skip
    return f"<{count} x {element}>" if count > 1 else element


def mangle(kind):
    """How a type stands in the name of an overloaded intrinsic."""
    for long, short in ("half", "f16"), ("float", "f32"):
        kind = kind.replace(long, short)
    return "." + ("v" if kind.startswith("<") else "") + kind.strip("<>").replace(" x ", "")


def run(name, cpu, a, b, c, types, tail, lanes, mangled="", head=("", ""), call=None, before=""):
    """The bytes of the result."""
    ta, tb, td = types
    call = call or f"{head[0]}{ta} %a, {head[1]}{tb} %b, {td} %c{tail}"
    declared = re.sub(r" %\w+|(?<=i32) \d+|(?<=i1) \w+", "", call)
    sizes = [x.shape[1] for x in (a, b, c)]
    loads = "\n".join(
        f"  %p{n} = getelementptr i8, ptr addrspace(1) %{n}p, i32 %o{n}\n"
        f"  %{n} = load {t}, ptr addrspace(1) %p{n}, align 1"
        for n, t in zip("abc", types)
    )
    offsets = "\n".join(f"  %o{n} = mul i32 %t, {s}" for n, s in zip("abc", sizes))
    ir = f"""target triple = "amdgcn-amd-amdhsa"
define amdgpu_kernel void @f(ptr addrspace(1) %ap, ptr addrspace(1) %bp, ptr addrspace(1) %cp, ptr addrspace(1) %dp) #0 {{
  %t = call i32 @llvm.amdgcn.workitem.id.x()
{offsets}
{loads}
{before}  %d = call {td} @llvm.amdgcn.{name}{mangled}({call})
  %q = getelementptr i8, ptr addrspace(1) %dp, i32 %oc
  store {td} %d, ptr addrspace(1) %q, align 1
  ret void
}}
declare i32 @llvm.amdgcn.workitem.id.x()
declare {td} @llvm.amdgcn.{name}{mangled}({declared})
attributes #0 = {{ "target-cpu"="{cpu}" }}
"""
    path = os.path.join(DIRECTORY, "f")
    with open(path + ".ll", "w", encoding="utf-8") as file:
        file.write(ir)
    command = [TOOL, path + ".ll", f"--block={lanes}"]
    for n, x in zip("abc", (a, b, c)):
        np.save(f"{path}.{n}.npy", np.ascontiguousarray(x).reshape(-1).view(np.int32))
        command.append(f"--arg=in:{path}.{n}.npy")
    command.append(f"--arg=out:{path}.d.npy:i32:{c.size // 4}")
    result = subprocess.run(command, capture_output=True, text=True)
    if result.returncode:
        raise RuntimeError(result.stderr)
    return np.load(path + ".d.npy").view(np.uint8).reshape(c.shape)


def check(name, got, expected, tolerance):
    global count
    count += 1
    error = np.linalg.norm(got - expected) / np.linalg.norm(expected)
    if not error <= tolerance:
        print(f"wrong: {name}: error {error:.2e}")


def mfma_rows(kind, n, blocks, lane, r):
    """Block and row of the r-th result of a lane."""
    if kind == "f64":
        return (0, 4 * r + lane // 16) if blocks == 1 else (lane // 4 % 4, lane // 16)
    if n == 32:
        return r // 16, 8 * (r // 4 % 4) + 4 * (lane // 32) + r % 4
    if n == 16:
        return r // 4, 4 * (lane // 16) + r % 4
    return lane // 4, r


def mfma(name, cpu, n, k, blocks, ka, kb, kd, cbsz=0, abid=0, blgp=0):
    """cbsz and abid broadcast blocks of A, blgp lanes of B."""
    a = numbers((blocks, n, k), ka, cpu)
    b = numbers((blocks, n, k), kb, cpu)
    c = numbers((blocks, n, n), kd, cpu)
    e = n * k * blocks // 64
    lane, at = np.meshgrid(np.arange(64), np.arange(e), indexing="ij")
    block = lane // n % blocks
    place = (block, lane % n, lane // (n * blocks) * e + at)
    results = n * n * blocks // 64
    where = [[(*mfma_rows(kd, n, blocks, l, r), l % n) for r in range(results)] for l in range(64)]
    where = tuple(np.moveaxis(np.array(where), -1, 0))
    types = (llvm_type(ka, e, name), llvm_type(kb, e, name), llvm_type(kd, results, name))
    tail = f", i32 {cbsz}, i32 {abid}, i32 {blgp}"
    d = run(name, cpu, to_bytes(a[place], ka), to_bytes(b[place], kb), to_bytes(c[where], kd), types, tail, 64)
    got = d.view(TYPES[kd]).reshape(64, -1).astype(np.float64)
    a = a[[block & -(1 << cbsz) | abid for block in range(blocks)]]
    lane = np.arange(64)
    lane = [lane, lane % 32, lane % 32 + 32, None, *(lane % 16 + 16 * i for i in range(4))][blgp]
    used = np.zeros_like(b)
    used[place] = b[tuple(p[lane] for p in place)]
    b = used
    product = np.einsum("bik,bjk->bij", a.astype(np.float64), b.astype(np.float64))
    expected = (product + c.astype(np.float64))[where]
    if kd == "i32":
        expected = expected.astype(np.int64).astype(np.int32)
    check(name, got, expected, 0 if kd == "i32" else 1e-6 if kd == "f32" else 1e-14)


def wmma(name, cpu, k, ka, kb, kd):
    new = cpu == "gfx1201"
    a, b = numbers((16, k), ka, cpu), numbers((16, k), kb, cpu)
    c = numbers((16, 16), kd, cpu)
    e = k // 2 if new else k
    lane, at = np.meshgrid(np.arange(32), np.arange(e), indexing="ij")
    place = (lane % 16, lane // 16 * e + at) if new else (lane % 16, at)
    lane, at = np.meshgrid(np.arange(32), np.arange(8), indexing="ij")
    where = (8 * (lane // 16) + at if new else 2 * at + lane // 16, lane % 16)
    held = c[where]
    halves = not new and kd in ("f16", "bf16")
    if halves:  # one half of each register
        held = np.stack([held, np.zeros_like(held)], -1).reshape(32, 16)
    types = (llvm_type(ka, e, name), llvm_type(kb, e, name), llvm_type(kd, held.shape[1], name))
    tail, head = "", ("", "")
    if ka in ("i8", "i4"):
        head, tail = ("i1 1, ", "i1 1, "), ", i1 0"
    elif kd in ("f16", "bf16"):
        tail = ", i1 0"
    mangled = mangle(types[2]) + mangle(types[0])
    d = run(name, cpu, to_bytes(a[place], ka), to_bytes(b[place], kb), to_bytes(held, kd), types, tail, 32, mangled, head)
    got = d.view(TYPES[kd]).reshape(32, -1)
    got = (got[:, 0::2] if halves else got).astype(np.float64)
    expected = (a.astype(np.float64) @ b.astype(np.float64).T + c.astype(np.float64))[where]
    if kd == "i32":
        expected = expected.astype(np.int64).astype(np.int32)
    check(f"{name} {cpu}", got, expected, {"i32": 0, "f32": 1e-6, "f16": 1e-3, "bf16": 1e-2}[kd])


SCALED = "mfma.scale.f32.{0}x{0}x{1}.f8f6f4"


def scaled(n, k, ka, kb):
    """A power of two for 32 elements of each row of A and column of B."""
    name = SCALED.format(n, k)
    kinds = {"fp8": 0, "bf8": 1}
    a, b, c = numbers((n, k), ka, "gfx950"), numbers((n, k), kb, "gfx950"), numbers((n, n), "f32", "")
    scales = random.integers(120, 134, (2, n, k // 32))
    lane, at = np.meshgrid(np.arange(64), np.arange(32), indexing="ij")
    place = (lane % n, lane // n * 32 + at)
    results = n * n // 64
    where = [[(mfma_rows("f32", n, 1, l, r)[1], l % n) for r in range(results)] for l in range(64)]
    where = tuple(np.moveaxis(np.array(where), -1, 0))
    lanes = np.arange(64)
    # The scales come behind the numbers, in words whose second byte counts.
    words = [s[lanes % n, lanes // n].astype(np.int32)[:, None] << 8 for s in scales]
    held = [np.concatenate([x[place].view(np.uint8), w.view(np.uint8)], 1) for x, w in zip((a, b), words)]
    types = ("<9 x i32>", "<9 x i32>", llvm_type("f32", results, name))
    split = "<i32 0, i32 1, i32 2, i32 3, i32 4, i32 5, i32 6, i32 7>"
    before = "".join(
        f"  %{x}8 = shufflevector <9 x i32> %{x}, <9 x i32> poison, <8 x i32> {split}\n"
        f"  %{x}s = extractelement <9 x i32> %{x}, i32 8\n"
        for x in "ab"
    )
    call = (
        f"<8 x i32> %a8, <8 x i32> %b8, {types[2]} %c, i32 {kinds[ka]}, i32 {kinds[kb]}, "
        "i32 1, i32 %as, i32 1, i32 %bs"
    )
    d = run(name, "gfx950", *held, to_bytes(c[where], "f32"), types, "", 64, ".v8i32.v8i32", call=call, before=before)
    wide = [np.repeat(2.0 ** (s - 127), 32, axis=1) * x.astype(np.float64) for s, x in zip(scales, (a, b))]
    expected = (wide[0] @ wide[1].T + c)[where]
    check(f"{name} {ka} {kb}", d.view(np.float32).reshape(64, -1), expected, 1e-6)


count = 0
for n, k in (16, 128), (32, 64):
    for ka in "fp8", "bf8":
        for kb in "fp8", "bf8":
            scaled(n, k, ka, kb)
for n, k, blocks in (32, 1, 2), (16, 1, 4), (4, 1, 16), (32, 2, 1), (16, 4, 1):
    mfma(f"mfma.f32.{n}x{n}x{k}f32", "gfx90a", n, k, blocks, "f32", "f32", "f32")
for n, k, blocks in (32, 4, 2), (16, 4, 4), (4, 4, 16), (32, 8, 1), (16, 16, 1):
    mfma(f"mfma.f32.{n}x{n}x{k}f16", "gfx90a", n, k, blocks, "f16", "f16", "f32")
    mfma(f"mfma.f32.{n}x{n}x{k}bf16.1k", "gfx90a", n, k, blocks, "bf16", "bf16", "f32")
    mfma(f"mfma.i32.{n}x{n}x{k}i8", "gfx90a", n, k, blocks, "i8", "i8", "i32")
mfma("mfma.f32.32x32x4f16", "gfx90a", 32, 4, 2, "f16", "f16", "f32", cbsz=1, abid=1)
mfma("mfma.f32.4x4x4f16", "gfx90a", 4, 4, 16, "f16", "f16", "f32", cbsz=2, abid=3)
for blgp in 1, 2, 4, 5, 6, 7:
    mfma("mfma.f32.16x16x4f32", "gfx90a", 16, 4, 1, "f32", "f32", "f32", blgp=blgp)
for n, k, blocks in (32, 2, 2), (16, 2, 4), (4, 2, 16), (32, 4, 1), (16, 8, 1):
    mfma(f"mfma.f32.{n}x{n}x{k}bf16", "gfx90a", n, k, blocks, "bf16", "bf16", "f32")
mfma("mfma.f64.16x16x4f64", "gfx90a", 16, 4, 1, "f64", "f64", "f64")
mfma("mfma.f64.4x4x4f64", "gfx90a", 4, 4, 4, "f64", "f64", "f64")
for n, k in (16, 32), (32, 16):
    mfma(f"mfma.i32.{n}x{n}x{k}.i8", "gfx942", n, k, 1, "i8", "i8", "i32")
    mfma(f"mfma.f32.{n}x{n}x{k // 4}.xf32", "gfx942", n, k // 4, 1, "xf32", "xf32", "f32")
    for cpu in "gfx942", "gfx950":
        for a in "fp8", "bf8":
            for b in "fp8", "bf8":
                mfma(f"mfma.f32.{n}x{n}x{k}.{a}.{b}", cpu, n, k, 1, a, b, "f32")
    mfma(f"mfma.f32.{n}x{n}x{k}.f16", "gfx950", n, k, 1, "f16", "f16", "f32")
    mfma(f"mfma.f32.{n}x{n}x{k}.bf16", "gfx950", n, k, 1, "bf16", "bf16", "f32")
    mfma(f"mfma.i32.{n}x{n}x{2 * k}.i8", "gfx950", n, 2 * k, 1, "i8", "i8", "i32")
for cpu in "gfx1100", "gfx1201":
    for name, a, d in (
        ("f32.16x16x16.f16", "f16", "f32"), ("f32.16x16x16.bf16", "bf16", "f32"),
        ("f16.16x16x16.f16", "f16", "f16"), ("bf16.16x16x16.bf16", "bf16", "bf16"),
        ("i32.16x16x16.iu8", "i8", "i32"), ("i32.16x16x16.iu4", "i4", "i32"),
    ):  # fmt: skip
        wmma(f"wmma.{name}", cpu, 16, a, a, d)
wmma("wmma.f16.16x16x16.f16.tied", "gfx1100", 16, "f16", "f16", "f16")
wmma("wmma.bf16.16x16x16.bf16.tied", "gfx1100", 16, "bf16", "bf16", "bf16")
for a in "fp8", "bf8":
    for b in "fp8", "bf8":
        wmma(f"wmma.f32.16x16x16.{a}.{b}", "gfx1201", 16, a, b, "f32")
wmma("wmma.i32.16x16x32.iu4", "gfx1201", 32, "i4", "i4", "i32")
print(f"all of {count} instructions agree")
