# The operator tests of ONNX's Attention (opsets 23 to 25) as heddle.attention,
# on the CPU. Each case becomes a function from the operator's inputs to its
# outputs, as an importer would write it; expected values come from the
# operator's definition, written out in numpy in f64.
#
# Left out is the optional output qk_matmul_output, which a fused attention
# never has, and with it the cases whose names say qk_matmul: their other
# outputs are those of cases below.
#
# REQUIRES: numpy, ml_dtypes
# RUN: %python %s %heddle_tools_dir/heddle-run | FileCheck %s
#
# CHECK-NOT: wrong
# CHECK: all of {{[0-9]+}} cases agree

import concurrent.futures
import dataclasses
import os
import subprocess
import sys
import tempfile
import zlib

import ml_dtypes
import numpy as np

INF = np.inf
TYPES = {"f32": np.float32, "f16": np.float16, "bf16": ml_dtypes.bfloat16}
# Of the largest value: results are rounded once, and 16-bit weights are too.
TOLERANCES = {"f32": 2e-6, "f16": 2e-3, "bf16": 1.6e-2}


@dataclasses.dataclass
class Case:
    """One call of the operator, with the shape of the 4D form."""

    name: str
    B: int = 2
    H: int = 3
    Hk: int = 3
    M: int = 4
    N: int = 6  # keys of this call, without those of the past
    K: int = 8
    D: int = 8
    type: str = "f32"
    packed: bool = False  # 3D inputs: [B, sequence, heads * width]
    scale: float = 0.0  # 0 for the default
    softcap: float = 0.0
    causal: bool = False
    left: int = -1  # the window of opset 25; -1 for none
    right: int = -1
    past: int = 0
    lengths: tuple = ()  # nonpad_kv_seqlen
    mask: tuple = ()  # the shape of attn_mask
    values: object = None  # of attn_mask; random ones if None
    boolean: bool = False
    poison: float = 0.0  # the values of keys that no query sees

    @property
    def total(self):
        return self.past + self.N


def named(prefix, cases):
    return [dataclasses.replace(case, name=prefix + case.name) for case in cases]


def basic(**common):
    """What the operator tests repeat for 4D and 3D inputs."""
    widths = {"": {}, "_gqa": dict(H=9), "_diff_heads_sizes": dict(D=10)}
    softcap = 3.0 if common.get("packed") else 2.0
    options = {
        "": {},
        "_scaled": dict(scale=1e-2),
        "_causal": dict(causal=True),
        "_attn_mask": dict(mask=(4, 6)),
        "_softcap": dict(softcap=softcap),
        "_with_past_and_present": dict(past=12, mask=(4, 18)),
    }
    return [
        Case(width + option, **common, **widths[width], **options[option])
        for width in widths
        for option in options
    ]


def four_dimensions():
    wide = dict(D=10, past=12)
    cases = basic() + [
        Case("_fp16", type="f16"),
        Case("_attn_mask_3d", mask=(2, 1, 4, 6)),
        Case("_attn_mask_3d_causal", mask=(2, 1, 4, 6), causal=True),
        Case("_attn_mask_4d", mask=(2, 3, 4, 6)),
        Case("_attn_mask_4d_causal", mask=(2, 3, 4, 6), causal=True),
        Case("_attn_mask_bool", mask=(4, 6), boolean=True),
        Case("_attn_mask_bool_4d", mask=(2, 3, 4, 6), boolean=True),
        Case("_gqa_with_past_and_present_fp16", H=9, past=12, mask=(4, 18), type="f16"),
        Case("_diff_heads_with_past_and_present_mask3d", mask=(2, 1, 4, 18), **wide),
        Case("_diff_heads_with_past_and_present_mask4d", mask=(2, 3, 4, 18), **wide),
        Case("_causal_with_past_and_present", N=4, past=3, causal=True),
        Case("_causal_fp16", causal=True, type="f16"),
        Case("_causal_bf16", causal=True, type="bf16"),
        Case("_attn_mask_causal_bf16", mask=(2, 1, 4, 6), causal=True, type="bf16"),
    ]
    return named("4d", cases)


def three_dimensions():
    small = dict(B=1, M=2, N=2, K=4, D=4)
    cases = basic(packed=True) + [
        Case("_transpose_verification", packed=True, **small),
        Case("_causal_bf16", packed=True, causal=True, type="bf16"),
        Case("_local_window", packed=True, H=4, Hk=1, D=6, causal=True, left=2),
    ]
    return named("3d", cases)


def static_caches():
    """The keys of a cache that is not full: nonpad_kv_seqlen."""
    padded = dict(mask=(2, 3, 4, 4), lengths=(3, 4))
    decode = dict(H=4, Hk=2, M=1, N=8, causal=True, lengths=(3, 8))
    pair = dict(H=2, Hk=2, causal=True)
    visible = [
        [[[1, 1, 1, 0, 0, 0], [1, 1, 1, 0, 0, 0], [1, 0, 1, 1, 0, 0]]],
        [[[1, 1, 1, 1, 0, 0], [1, 1, 1, 1, 0, 0], [1, 1, 0, 1, 1, 0]]],
    ]
    composed = dict(mask=(2, 1, 3, 6), boolean=True, values=visible)
    return [
        Case("4d_diff_heads_mask4d_padded_kv", D=10, **padded),
        Case("4d_padded_kv_bf16", type="bf16", **padded),
        Case("4d_causal_padded_kv_bf16", type="bf16", causal=True, **padded),
        Case("4d_gqa_causal_nonpad_decode", **decode),
        Case("4d_gqa_causal_nonpad_decode_fp16", type="f16", **decode),
        Case("4d_causal_nonpad_continued_prefill", B=1, M=2, N=4, lengths=(4,), **pair),
        Case("4d_causal_nonpad_batch_prefill", B=3, M=2, lengths=(4, 5, 6), **pair),
        Case("4d_causal_nonpad_negative_offset", B=1, N=4, lengths=(2,), **pair),
        Case("4d_causal_nonpad_attn_mask", M=3, lengths=(4, 5), **pair, **composed),
    ]


def masked_rows():
    """Masks of -inf: under a softcap, and whole rows of them."""
    blocked = np.zeros((4, 6))
    blocked[:, 4:] = -INF
    capped = dict(B=1, H=1, Hk=1, softcap=0.5, mask=(4, 6), values=blocked)
    rows = dict(B=1, H=2, Hk=2, M=2, N=2, mask=(2, 2), boolean=True)
    return [
        Case("4d_softcap_neginf_mask", **capped),
        Case("4d_softcap_neginf_mask_poison", poison=1000.0, **capped),
        Case("causal_boolmask_nan", causal=True, values=[[1, 0], [0, 0]], **rows),
        Case("boolmask_fullymasked_row", values=[[1, 1], [0, 0]], **rows),
    ]


def windows():
    """The sliding windows of opset 25, also of caches."""
    local = dict(causal=True, left=2)
    cache = dict(N=8, lengths=(5, 8), **local)
    grouped = dict(H=4, Hk=2, D=6, softcap=2.0, mask=(2, 4, 4, 6), boolean=True)
    return named(
        "local_window",
        [
            Case("", **local),
            Case("_bidirectional", B=1, H=1, Hk=1, M=5, N=5, K=1, D=1, left=1, right=2),
            Case("_default"),
            Case("_rank1_boolean_mask", mask=(6,), boolean=True, **local),
            Case("_with_past", N=2, past=8, **local),
            Case("_ext_cache_rank3_head_mask", mask=(3, 4, 8), **cache),
            Case("_ext_cache_rank4_batch_mask", mask=(2, 1, 4, 8), **cache),
            Case("_ext_cache_rank2_mask", mask=(1, 8), **cache),
            Case("_ext_cache_float16_mask", mask=(1, 8), type="f16", **cache),
            Case("_gqa_rank4_mask", **grouped, **local),
        ],
    )


# The inputs.


def make_inputs(case):
    """The operator's inputs by name, in their own types."""
    random = np.random.default_rng(zlib.crc32(case.name.encode()))
    shapes = {
        "q": (case.B, case.H, case.M, case.K),
        "k": (case.B, case.Hk, case.N, case.K),
        "v": (case.B, case.Hk, case.N, case.D),
    }
    if case.past:
        shapes["past_k"] = (case.B, case.Hk, case.past, case.K)
        shapes["past_v"] = (case.B, case.Hk, case.past, case.D)
    inputs = {name: random.standard_normal(shape) for name, shape in shapes.items()}
    if case.poison:
        inputs["v"][:, :, 4:] = case.poison
    if case.packed:
        for name in "qkv":
            inputs[name] = np.swapaxes(inputs[name], 1, 2).reshape(shapes[name][0], shapes[name][2], -1)
    if case.mask:
        inputs["mask"] = make_mask(case, random)
    inputs = {name: x.astype(TYPES[case.type]) for name, x in inputs.items()}
    if case.boolean:
        inputs["mask"] = inputs["mask"].astype(bool)
    if case.lengths:
        inputs["lengths"] = np.array(case.lengths, np.int64)
    return inputs


def make_mask(case, random):
    if case.values is not None:
        return np.array(case.values)
    if case.boolean:
        return random.integers(0, 2, case.mask)
    return random.random(case.mask)


# The operator.


def heads_first(x, heads):
    return np.swapaxes(x.reshape(x.shape[0], x.shape[1], heads, -1), 1, 2)


def bias_of(case, inputs):
    """The mask as numbers to add, with a column for each key."""
    mask = inputs["mask"].astype(np.float64)
    if case.boolean:
        mask = np.where(inputs["mask"], 0, -INF)
    missing = case.total - mask.shape[-1]
    return np.pad(mask, [(0, 0)] * (mask.ndim - 1) + [(0, missing)], constant_values=-INF)


def visible(case):
    """Which query sees which key, as [B, 1, M, N]."""
    lengths = np.array(case.lengths or (case.total,) * case.B).reshape(-1, 1, 1, 1)
    shift = lengths - case.M if case.lengths else case.past
    i, j = np.arange(case.M)[:, None] + shift, np.arange(case.total)
    seen = (j < lengths) & np.full(i.shape, True)
    if case.causal:
        seen = seen & (j <= i)
    if case.left >= 0:
        seen = seen & (j >= i - case.left)
    if case.right >= 0:
        seen = seen & (j <= i + case.right)
    return seen


def expect(case, inputs):
    """Y, and the present keys and values."""
    q, k, v = (inputs[name].astype(np.float64) for name in "qkv")
    if case.packed:
        q, k, v = heads_first(q, case.H), heads_first(k, case.Hk), heads_first(v, case.Hk)
    if case.past:
        k = np.concatenate([inputs["past_k"].astype(np.float64), k], axis=2)
        v = np.concatenate([inputs["past_v"].astype(np.float64), v], axis=2)
    present = [k, v] if case.past else []
    k, v = (np.repeat(x, case.H // case.Hk, axis=1) for x in (k, v))
    s = (case.scale or case.K**-0.5) * q @ np.swapaxes(k, 2, 3)
    if case.softcap:
        s = case.softcap * np.tanh(s / case.softcap)
    if case.mask:
        s = s + bias_of(case, inputs)
    s = np.where(visible(case), s, -INF)
    top = s.max(axis=-1, keepdims=True)
    p = np.exp(s - np.where(top == -INF, 0, top))
    total = p.sum(axis=-1, keepdims=True)
    y = p / np.where(total == 0, 1, total) @ v
    if case.packed:
        y = np.swapaxes(y, 1, 2).reshape(case.B, case.M, -1)
    return [y] + present


# The function.


@dataclasses.dataclass
class Value:
    name: str
    shape: tuple
    element: str

    @property
    def type(self):
        return f"tensor<{'x'.join(map(str, self.shape))}x{self.element}>"


class Writer:
    """Writes a case as a function of the operator's inputs."""

    def __init__(self, case, inputs):
        self.case = case
        self.lines = []
        elements = {"lengths": "i64", "mask": "i1" if case.boolean else case.type}
        self.inputs = {
            name: Value(f"%{name}", x.shape, elements.get(name, case.type))
            for name, x in inputs.items()
        }

    def emit(self, shape, element, text):
        """Appends an operation; `text` may name the type of its result, TYPE."""
        value = Value(f"%{len(self.lines)}", tuple(shape), element)
        self.lines.append(f"{value.name} = {text.replace('TYPE', value.type)}")
        return value

    def constant(self, shape, element, number):
        return self.emit(shape, element, f"arith.constant dense<{number}> : TYPE")

    def empty(self, shape, element):
        return self.emit(shape, element, "tensor.empty() : TYPE")

    def expand(self, x, shape, groups):
        text = f"tensor.expand_shape {x.name} {groups} output_shape {list(shape)} : {x.type} into TYPE"
        return self.emit(shape, x.element, text)

    def split_heads(self, x, heads):
        """[B, sequence, heads * width] as [B, sequence, heads, width]."""
        batch, sequence, width = x.shape
        return self.expand(x, (batch, sequence, heads, width // heads), [[0], [1], [2, 3]])

    def merge_heads(self, x):
        batch, sequence, heads, width = x.shape
        text = f"tensor.collapse_shape {x.name} [[0], [1], [2, 3]] : {x.type} into TYPE"
        return self.emit((batch, sequence, heads * width), x.element, text)

    def heads_first(self, x):
        batch, sequence, heads, width = x.shape
        empty = self.empty((batch, heads, sequence, width), x.element)
        text = f"linalg.transpose ins({x.name} : {x.type}) outs({empty.name} : {empty.type}) permutation = [0, 2, 1, 3]"
        return self.emit(empty.shape, x.element, text)

    def after_past(self, name, x):
        past = self.inputs[name]
        shape = (x.shape[0], x.shape[1], past.shape[2] + x.shape[2], x.shape[3])
        text = f"tensor.concat dim(2) {past.name}, {x.name} : ({past.type}, {x.type}) -> TYPE"
        return self.emit(shape, x.element, text)

    def operands(self):
        """Queries, keys and values, and the order of their dimensions."""
        case = self.case
        values = [self.inputs[name] for name in "qkv"]
        order = "bhsd"
        if case.packed:
            order = "bshd"
            values = [self.split_heads(x, n) for x, n in zip(values, (case.H, case.Hk, case.Hk))]
        if case.past:
            # The past has its heads first.
            values = [self.heads_first(x) for x in values] if case.packed else values
            values[1:] = [self.after_past(f"past_{n}", x) for n, x in zip("kv", values[1:])]
            order = "bhsd"
        return values, order

    def bias(self):
        """The mask in four dimensions, of floats, and as wide as the keys."""
        x = self.inputs["mask"]
        infinity = {"f32": "0xFF800000", "f16": "0xFC00", "bf16": "0xFF80"}[self.case.type]
        ones = 4 - len(x.shape)
        if ones:
            groups = [list(range(ones + 1))] + [[d] for d in range(ones + 1, 4)]
            x = self.expand(x, (1,) * ones + x.shape, groups)
        if self.case.boolean:
            seen, unseen = (self.constant(x.shape, self.case.type, n) for n in ("0.0", infinity))
            text = f"arith.select {x.name}, {seen.name}, {unseen.name} : {x.type}, TYPE"
            x = self.emit(x.shape, self.case.type, text)
        missing = self.case.total - x.shape[3]
        if missing:
            shape = x.shape[:3] + (missing,)
            padding = self.constant(shape, x.element, infinity)
            text = f"tensor.concat dim(3) {x.name}, {padding.name} : ({x.type}, {padding.type}) -> TYPE"
            x = self.emit(x.shape[:3] + (self.case.total,), x.element, text)
        return x

    def lengths(self):
        x = self.inputs["lengths"]
        return self.emit(x.shape, "i32", f"arith.trunci {x.name} : {x.type} to TYPE")

    def mask(self):
        case = self.case
        right = 0 if case.causal else case.right
        if case.left < 0 and right < 0:
            return []
        if case.causal and case.left < 0 and not case.past:
            return ["mask = #heddle.causal" + ("<bottom_right>" if case.lengths else "")]
        # A query's position counts from the first key of the past.
        sides = [f"left = {case.left - case.past}"] if case.left >= 0 else []
        sides += [f"right = {right + case.past}"] if right >= 0 else []
        sides += ["bottom_right"] if case.lengths else []
        return [f"mask = #heddle.window<{', '.join(sides)}>"]

    def attributes(self, order):
        case = self.case
        parts = self.mask()
        if case.packed:
            parts.append(f"layout = #heddle.layout<qkv = {order}, result = bshd>")
        if case.scale:
            parts.append(f"scale = {case.scale:e} : f32")
        if case.softcap:
            parts.append(f"scores = [#heddle.softcap<{case.softcap}>]")
        return "{" + ", ".join(parts) + "}"

    def attend(self, ins, order):
        case = self.case
        shape = (case.B, case.M, case.H, case.D) if case.packed else (case.B, case.H, case.M, case.D)
        groups = {"ins": ins}
        if case.mask:
            groups["bias"] = [self.bias()]
        if case.lengths:
            groups["lengths"] = [self.lengths()]
        groups["outs"] = [self.empty(shape, case.type)]
        text = "heddle.attention"
        for group, values in groups.items():
            names = ", ".join(x.name for x in values)
            types = ", ".join(x.type for x in values)
            text += f" {group}({names} : {types})"
        return self.emit(shape, case.type, f"{text} {self.attributes(order)} -> TYPE")

    def write(self):
        ins, order = self.operands()
        y = self.attend(ins, order)
        results = [self.merge_heads(y) if self.case.packed else y]
        results += ins[1:] if self.case.past else []
        names = ", ".join(x.name for x in results)
        types = ", ".join(x.type for x in results)
        arguments = ", ".join(f"{x.name}: {x.type}" for x in self.inputs.values())
        body = "\n  ".join(self.lines)
        return f"func.func @main({arguments}) -> ({types}) {{\n  {body}\n  return {names} : {types}\n}}\n"


# Running it.


def save(path, x):
    np.save(path, x if x.dtype.kind in "bi" else x.astype(np.float32))
    return path


def compare(case, outputs, expected):
    for n, (path, value) in enumerate(zip(outputs, expected)):
        found = np.load(path).astype(np.float64)
        if found.shape != value.shape:
            return f"output {n} has the shape {found.shape}, not {value.shape}"
        error = np.abs(found - value).max()
        if not error <= TOLERANCES[case.type] * np.abs(value).max():
            return f"output {n} has an error of {error:.3g}"
    return ""


def check(case, tool):
    """Runs a case; returns what is wrong."""
    inputs = make_inputs(case)
    text = Writer(case, inputs).write()
    expected = expect(case, inputs)
    with tempfile.TemporaryDirectory() as directory:
        source = os.path.join(directory, "case.mlir")
        with open(source, "w") as file:
            file.write(text)
        outputs = [os.path.join(directory, f"out{n}.npy") for n in range(len(expected))]
        command = [tool, source, "--target=cpu", "--threads=1", "--check", "--guard"]
        command += [f"--input={save(os.path.join(directory, name + '.npy'), x)}" for name, x in inputs.items()]
        command += [f"--output={path}" for path in outputs]
        run = subprocess.run(command, capture_output=True, text=True)
        message = run.stdout + run.stderr if run.returncode else compare(case, outputs, expected)
    return f"wrong: {case}\n{text}{message}" if message else ""


def main():
    cases = four_dimensions() + three_dimensions() + static_caches() + masked_rows() + windows()
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        messages = list(pool.map(lambda case: check(case, sys.argv[1]), cases))
    wrong = [message for message in messages if message]
    print("\n".join(wrong))
    print(f"all of {len(cases)} cases agree" if not wrong else f"{len(wrong)} of {len(cases)} cases are wrong")


if __name__ == "__main__":
    main()
