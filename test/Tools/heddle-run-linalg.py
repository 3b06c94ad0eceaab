# linalg around Heddle's ops in heddle-run: the target `reference` computes it in
# f64 from one op to the next, as numpy does here, and the CPU's result passes
# the check against that.
#
# REQUIRES: numpy
# RUN: %python %s heddle-run | FileCheck %s
#
# CHECK-NOT: wrong
# CHECK: all of {{[0-9]+}} cases agree

import os
import shutil
import subprocess
import sys
import tempfile

import numpy as np


def map_of(dims, *results):
    return f"affine_map<({dims}) -> ({', '.join(results)})>"


def generic(maps, iterators, ins, outs, body):
    """A linalg.generic; `ins` and `outs` are lists of (value, type)."""
    kinds = {"p": '"parallel"', "r": '"reduction"'}

    def group(name, values):
        names, types = zip(*values)
        return f"{name}({', '.join(names)} : {', '.join(types)})"

    return (
        f"linalg.generic {{indexing_maps = [{', '.join(maps)}], "
        f"iterator_types = [{', '.join(kinds[i] for i in iterators)}]}} "
        + (group("ins", ins) + " " if ins else "")
        + group("outs", outs)
        + f" {{\n{body}\n}} -> {outs[0][1]}"
    )


# Types of arguments and result, body of the function, and the same in numpy.
CASES = {
    # In f16 nothing would be left of small numbers.
    "unrounded_intermediates": (
        ["4x300xf16"],
        "4x300xf16",
        """
        %big = arith.constant dense<4096.0> : tensor<4x300xf16>
        %e = tensor.empty() : tensor<4x300xf16>
        %sum = linalg.add ins(%0, %big : tensor<4x300xf16>, tensor<4x300xf16>)
            outs(%e : tensor<4x300xf16>) -> tensor<4x300xf16>
        %flat = tensor.collapse_shape %sum [[0, 1]]
            : tensor<4x300xf16> into tensor<1200xf16>
        %more = tensor.empty() : tensor<1201xf16>
        %copied = tensor.insert_slice %flat into %more[1] [1200] [1]
            : tensor<1200xf16> into tensor<1201xf16>
        %slice = tensor.extract_slice %copied[1] [1200] [1]
            : tensor<1201xf16> to tensor<1200xf16>
        %again = tensor.expand_shape %slice [[0, 1]] output_shape [4, 300]
            : tensor<1200xf16> into tensor<4x300xf16>
        %e2 = tensor.empty() : tensor<4x300xf16>
        %y = linalg.sub ins(%again, %big : tensor<4x300xf16>, tensor<4x300xf16>)
            outs(%e2 : tensor<4x300xf16>) -> tensor<4x300xf16>
        """,
        lambda x: x,
    ),
    # Reductions keep f64 too, and explicit truncations are storage.
    "unrounded_sums": (
        ["3x40xf32"],
        "3xf32",
        """
        %zero = arith.constant 0.0 : f32
        %e = tensor.empty() : tensor<3xf32>
        %z = linalg.fill ins(%zero : f32) outs(%e : tensor<3xf32>) -> tensor<3xf32>
        %y = """
        + generic(
            [map_of("i, j", "i", "j"), map_of("i, j", "i")],
            "pr",
            [("%0", "tensor<3x40xf32>")],
            [("%z", "tensor<3xf32>")],
            """^bb0(%x: f32, %s: f32):
            %big = arith.constant 1.0e+09 : f32
            %first = arith.addf %s, %x : f32
            %half = arith.truncf %first : f32 to bf16
            %back = arith.extf %half : bf16 to f32
            %up = arith.addf %back, %big : f32
            %down = arith.subf %up, %big : f32
            linalg.yield %down : f32""",
        ),
        lambda x: x.sum(axis=1),
    ),
    "named_ops": (
        ["2x5x7xf32", "2x7x6xf32", "6xf32"],
        "2x6xf32",
        """
        %zero = arith.constant 0.0 : f32
        %e = tensor.empty() : tensor<2x5x6xf32>
        %z = linalg.fill ins(%zero : f32) outs(%e : tensor<2x5x6xf32>) -> tensor<2x5x6xf32>
        %m = linalg.batch_matmul ins(%0, %1 : tensor<2x5x7xf32>, tensor<2x7x6xf32>)
            outs(%z : tensor<2x5x6xf32>) -> tensor<2x5x6xf32>
        %et = tensor.empty() : tensor<2x6x5xf32>
        %t = linalg.transpose ins(%m : tensor<2x5x6xf32>) outs(%et : tensor<2x6x5xf32>)
            permutation = [0, 2, 1]
        %eb = tensor.empty() : tensor<2x6x5xf32>
        %b = linalg.broadcast ins(%2 : tensor<6xf32>) outs(%eb : tensor<2x6x5xf32>)
            dimensions = [0, 2]
        %em = tensor.empty() : tensor<2x6x5xf32>
        %p = linalg.map { arith.mulf } ins(%t, %b : tensor<2x6x5xf32>, tensor<2x6x5xf32>)
            outs(%em : tensor<2x6x5xf32>)
        %er = tensor.empty() : tensor<2x6xf32>
        %zr = linalg.fill ins(%zero : f32) outs(%er : tensor<2x6xf32>) -> tensor<2x6xf32>
        %y = linalg.reduce { arith.addf } ins(%p : tensor<2x6x5xf32>)
            outs(%zr : tensor<2x6xf32>) dimensions = [2]
        """,
        lambda a, b, c: ((a @ b).transpose(0, 2, 1) * c[:, None]).sum(axis=2),
    ),
    # More lanes than one chunk holds, indices, and an operand that is a number.
    "indices": (
        ["2500xf32"],
        "2500xf32",
        """
        %two = arith.constant 2.0 : f32
        %e = tensor.empty() : tensor<2500xf32>
        %y = """
        + generic(
            [map_of("i", "i"), map_of("i"), map_of("i", "i")],
            "p",
            [("%0", "tensor<2500xf32>"), ("%two", "f32")],
            [("%e", "tensor<2500xf32>")],
            """^bb0(%x: f32, %f: f32, %old: f32):
            %i = linalg.index 0 : index
            %n = arith.index_cast %i : index to i32
            %s = arith.sitofp %n : i32 to f32
            %a = arith.mulf %x, %f : f32
            %t = arith.addf %a, %s : f32
            linalg.yield %t : f32""",
        ),
        lambda x: 2 * x + np.arange(2500),
    ),
    # A convolution with dilation: maps that are sums.
    "window": (
        ["3x12xf32", "4xf32"],
        "3x6xf32",
        """
        %zero = arith.constant 0.0 : f32
        %e = tensor.empty() : tensor<3x6xf32>
        %z = linalg.fill ins(%zero : f32) outs(%e : tensor<3x6xf32>) -> tensor<3x6xf32>
        %y = """
        + generic(
            [
                map_of("c, i, k", "c", "i + 2 * k"),
                map_of("c, i, k", "k"),
                map_of("c, i, k", "c", "i"),
            ],
            "ppr",
            [("%0", "tensor<3x12xf32>"), ("%1", "tensor<4xf32>")],
            [("%z", "tensor<3x6xf32>")],
            """^bb0(%x: f32, %w: f32, %s: f32):
            %p = arith.mulf %x, %w : f32
            %t = arith.addf %s, %p : f32
            linalg.yield %t : f32""",
        ),
        lambda x, w: sum(w[k] * x[:, 2 * k : 2 * k + 6] for k in range(4)),
    ),
    # Maps that are not linear: query heads that share a key head.
    "groups": (
        ["2x9xf32", "6x9xf32"],
        "6x9xf32",
        """
        %e = tensor.empty() : tensor<6x9xf32>
        %y = """
        + generic(
            [
                map_of("h, i", "h floordiv 3", "i"),
                map_of("h, i", "h", "i"),
                map_of("h, i", "h", "i"),
            ],
            "pp",
            [("%0", "tensor<2x9xf32>"), ("%1", "tensor<6x9xf32>")],
            [("%e", "tensor<6x9xf32>")],
            """^bb0(%k: f32, %q: f32, %old: f32):
            %p = arith.mulf %k, %q : f32
            linalg.yield %p : f32""",
        ),
        lambda k, q: np.repeat(k, 3, axis=0) * q,
    ),
    # All of it reduced to one number, and that repeated.
    "number": (
        ["5x6xf32"],
        "4xf32",
        """
        %zero = arith.constant dense<0.0> : tensor<f32>
        %s = linalg.reduce { arith.addf } ins(%0 : tensor<5x6xf32>)
            outs(%zero : tensor<f32>) dimensions = [0, 1]
        %e = tensor.empty() : tensor<4xf32>
        %y = linalg.broadcast ins(%s : tensor<f32>) outs(%e : tensor<4xf32>) dimensions = [0]
        """,
        lambda x: np.full(4, x.sum()),
    ),
    # Results that several points of parallel loops would share: one after the other.
    "pairs": (
        ["12xf32"],
        "6xf32",
        """
        %zero = arith.constant 0.0 : f32
        %e = tensor.empty() : tensor<6xf32>
        %z = linalg.fill ins(%zero : f32) outs(%e : tensor<6xf32>) -> tensor<6xf32>
        %y = """
        + generic(
            [map_of("i", "i"), map_of("i", "i floordiv 2")],
            "r",
            [("%0", "tensor<12xf32>")],
            [("%z", "tensor<6xf32>")],
            """^bb0(%x: f32, %s: f32):
            %t = arith.addf %s, %x : f32
            linalg.yield %t : f32""",
        ),
        lambda x: x.reshape(6, 2).sum(axis=1),
    ),
    "nothing": (
        ["0x5xf32"],
        "5xf32",
        """
        %one = arith.constant dense<1.0> : tensor<5xf32>
        %y = linalg.reduce { arith.addf } ins(%0 : tensor<0x5xf32>)
            outs(%one : tensor<5xf32>) dimensions = [0]
        """,
        lambda x: np.ones(5),
    ),
    # Integers beside floating point, and which key has the largest score.
    "largest": (
        ["3x40xf32"],
        "3xi32",
        """
        %low = arith.constant dense<-1.0e+30> : tensor<3xf32>
        %none = arith.constant dense<-1> : tensor<3xi32>
        %m, %y = linalg.generic {
            indexing_maps = [affine_map<(i, j) -> (i, j)>, affine_map<(i, j) -> (i)>,
                             affine_map<(i, j) -> (i)>],
            iterator_types = ["parallel", "reduction"]}
            ins(%0 : tensor<3x40xf32>) outs(%low, %none : tensor<3xf32>, tensor<3xi32>) {
          ^bb0(%x: f32, %best: f32, %at: i32):
            %j = linalg.index 1 : index
            %n = arith.index_cast %j : index to i32
            %more = arith.cmpf ogt, %x, %best : f32
            %value = arith.select %more, %x, %best : f32
            %place = arith.select %more, %n, %at : i32
            linalg.yield %value, %place : f32, i32
        } -> (tensor<3xf32>, tensor<3xi32>)
        """,
        lambda x: x.argmax(axis=1),
    ),
    # What goes into attention is not rounded either.
    "attention": (
        ["3x8xf16", "8x16xf16"],
        "1x1x3x16xf16",
        """
        %zero = arith.constant 0.0 : f16
        %big = arith.constant dense<2048.0> : tensor<3x16xf16>
        %e = tensor.empty() : tensor<3x16xf16>
        %m = linalg.matmul ins(%0, %1 : tensor<3x8xf16>, tensor<8x16xf16>)
            outs(%big : tensor<3x16xf16>) -> tensor<3x16xf16>
        %d = linalg.sub ins(%m, %big : tensor<3x16xf16>, tensor<3x16xf16>)
            outs(%e : tensor<3x16xf16>) -> tensor<3x16xf16>
        %q = tensor.expand_shape %d [[0, 1, 2], [3]] output_shape [1, 1, 3, 16]
            : tensor<3x16xf16> into tensor<1x1x3x16xf16>
        %i = tensor.empty() : tensor<1x1x3x16xf16>
        %y = heddle.attention
            ins(%q, %q, %q : tensor<1x1x3x16xf16>, tensor<1x1x3x16xf16>, tensor<1x1x3x16xf16>)
            outs(%i : tensor<1x1x3x16xf16>) -> tensor<1x1x3x16xf16>
        """,
        lambda a, b: attend(a @ b)[None, None],
    ),
}


def attend(x):
    p = np.exp(x @ x.T / 4)
    return p @ x / p.sum(axis=1, keepdims=True)


def shape_of(text):
    return [int(extent) for extent in text.split("x")[:-1]]


def dtype_of(text):
    return {"f32": np.float32, "f16": np.float16, "i32": np.int32}[text.split("x")[-1]]


def function(name, arguments, result, body):
    named = ", ".join(f"%{i}: tensor<{type}>" for i, type in enumerate(arguments))
    returned = f"tensor<{result}>"
    return f"func.func @{name}({named}) -> {returned} {{{body}\nreturn %y : {returned}\n}}\n"


def make_inputs(name, arguments):
    generator = np.random.default_rng(len(name))
    return [generator.standard_normal(shape_of(a)).astype(dtype_of(a)) for a in arguments]


def check(tool, name, directory):
    arguments, result, _, formula = CASES[name]
    inputs = make_inputs(name, arguments)
    flags = []
    for index, value in enumerate(inputs):
        path = os.path.join(directory, f"in{index}.npy")
        np.save(path, value)
        flags.append(f"--input={path}")
    output = os.path.join(directory, "out.npy")
    command = [tool, os.path.join(directory, "cases.mlir"), f"--entry={name}", *flags]
    run = subprocess.run(
        [*command, "--target=reference", f"--output={output}"], capture_output=True, text=True
    )
    if run.returncode != 0:
        return run.stderr
    exact = formula(*[value.astype(np.float64) for value in inputs])
    expected = exact.astype(dtype_of(result)).astype(np.float64)
    found = np.load(output).astype(np.float64)
    if found.shape != expected.shape or not np.allclose(found, expected, rtol=1e-6, atol=1e-6):
        return f"found\n{found}\nexpected\n{expected}"
    run = subprocess.run([*command, "--target=cpu", "--check"], capture_output=True, text=True)
    return "" if run.returncode == 0 else run.stdout + run.stderr


def main():
    tool = shutil.which(sys.argv[1]) or sys.argv[1]
    wrong = 0
    with tempfile.TemporaryDirectory() as directory:
        with open(os.path.join(directory, "cases.mlir"), "w", encoding="utf-8") as file:
            for name, (arguments, result, body, _) in CASES.items():
                file.write(function(name, arguments, result, body))
        for name in CASES:
            message = check(tool, name, directory)
            if message:
                wrong += 1
                print(f"wrong: {name}\n{message}")
    if not wrong:
        print("all of", len(CASES), "cases agree")


if __name__ == "__main__":
    main()
