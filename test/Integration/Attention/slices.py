# RUN: %python %s %heddle_tools_dir

"""Attention that is cut into slices, against the reference of the whole.

Each case is split over its keys in every way that the transform dialect knows,
and some are distributed over a grid of processes by the shard dialect. Results
on the CPU must agree with the f64 reference of the program after that
(`--check`), and both with that of the program before.
"""

import os
import subprocess
import sys
import tempfile

import numpy as np
from attention_cases import Case, write_case

# The transform of the op, whose batch entries are tiled before.
SPLITS = {
    "tiles": ("tile_reduction_using_forall", "tile_sizes = [0, 0, 0, 17]"),
    "threads": ("tile_reduction_using_forall", "num_threads = [0, 0, 0, 4] tile_sizes = []"),
    "loop": ("tile_reduction_using_for", "tile_sizes = [0, 0, 0, 19]"),
}

SCHEDULE = """
module attributes {{transform.with_named_sequence}} {{
  transform.named_sequence @__transform_main(%root: !transform.any_op {{transform.readonly}}) {{
    %op = transform.structured.match ops{{["heddle.attention"]}} in %root
      : (!transform.any_op) -> !transform.any_op
    %tile, %loop = transform.structured.tile_using_forall %op tile_sizes [1]
      : (!transform.any_op) -> (!transform.any_op, !transform.any_op)
    %fills:2, %part, %merge, %keys = transform.structured.{name} %tile by {sizes}
      : (!transform.any_op) -> ({types})
    transform.yield
  }}
}}
"""

# Processes along batch entries, and along heads.
GRID = (2, 2)

REGION = """    %d = arith.subi %iq, %ik : index
    %e = arith.addi %d, %ih : index
    %i = arith.index_cast %e : index to i32
    %f = arith.sitofp %i : i32 to f32
    %t = math.tanh %f : f32
    %r = arith.addf %x, %t : f32
    heddle.yield %r : f32"""

GATE = ("sigmoid", "elementwise", "multiply")

TO_SPLIT = [
    Case(N=70, mask="#heddle.causal", gate=GATE, lse=True),
    Case(B=2, H=4, Hk=2, N=61, mask="#heddle.causal<bottom_right>", lengths=(40, 3),
         sink=True, lse=True, dynamic="MN"),
    Case(B=2, H=4, Hk=2, M=33, N=80, mask="#heddle.window<left = 7, right = 0, bottom_right>",
         lengths=(100, 0), gate=("silu", "elementwise", "add"), lse=True),
    Case(B=2, H=2, N=64, bias="M", scores=("#heddle.softcap<5.0>", "#heddle.bias",
         "#heddle.alibi<[0.5, 0.125], bottom_right>"), gate=("tanh", "headwise", "multiply")),
    Case(N=75, normalizer="#heddle.softmax1", region=REGION, lse=True, dynamic="BHhMN",
         layout=("bshd", "bshd", "bshd"), gate=("softplus", "shared", "multiply")),
    Case(type="bf16", N=90, sink=True, mask="#heddle.prefix<21>", gate=GATE,
         rounding="unfused"),
    Case(type="f16", N=66, mask="#heddle.any_of<[#heddle.causal, #heddle.prefix<20>]>",
         gate=("sigmoid", "static", "multiply"), layout=("bhsd", "bhsd", "bshd")),
    Case(M=1, N=130, lengths=(97,), gate=GATE),
]  # fmt: skip

TO_DISTRIBUTE = [
    Case(B=4, H=4, Hk=2, mask="#heddle.causal<bottom_right>", lengths=(41, 9, 0, 60),
         scores=("#heddle.alibi<[0.5, 0.25, 0.125, 1.0]>",), gate=GATE, lse=True),
    Case(B=2, H=4, Hk=1, sink=True, bias="H", region=REGION,
         layout=("bshd", "bhsd", "bshd"), gate=("silu", "static", "add")),
    Case(B=2, H=2, Hk=2, normalizer="#heddle.sigmoid", bias="BM",
         gate=("tanh", "shared", "multiply"), layout=("bhsd", "bshd", "bhsd")),
]  # fmt: skip


def run(command):
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode != 0:
        raise RuntimeError(" ".join(command) + "\n" + done.stdout)


class Program:
    """A case in its directory, with the tools that work on it."""

    def __init__(self, case, directory, tools):
        self.case, self.directory, self.tools = case, directory, tools
        self.source, _, *self.inputs = write_case(case, directory)

    def path(self, name):
        return os.path.join(self.directory, name)

    def evaluate(self, source, target, inputs):
        """The results of `source` on the target."""
        paths = [self.path(f"{target}{i}.npy") for i in range(1 + self.case.lse)]
        options = ["--check", "--guard"] if target == "cpu" else []
        run([os.path.join(self.tools, "heddle-run"), source, "--entry=main", *inputs,
             f"--target={target}", *options, *(f"--output={path}" for path in paths)])  # fmt: skip
        return [np.load(path) for path in paths]

    def rewrite(self, source, name, *flags):
        run([os.path.join(self.tools, "heddle-opt"), source, *flags, "-o", self.path(name)])
        return self.path(name)

    def split(self, how):
        """The program with its keys split."""
        name, sizes = SPLITS[how]
        schedule = self.path("schedule.mlir")
        with open(schedule, "w") as file:
            types = ", ".join(["!transform.any_op"] * 5)
            file.write(SCHEDULE.format(name=name, sizes=sizes, types=types))
        result = self.rewrite(
            self.source, "split.mlir",
            f"--transform-preload-library=transform-library-paths={schedule}",
            "--transform-interpreter")  # fmt: skip
        if "heddle.merge" not in open(result).read():
            raise RuntimeError("the keys were not split")
        return result

    def partition(self):
        """The program of each process of the grid, with the index left open."""
        heads = "[[0], [], [1]]" if self.case.layout[0] == "bshd" else "[[0], [1]]"
        name, _, dims, element = self.case.operands()[0]
        type = self.case._type(dims, element)
        text = open(self.source).read().replace(f"ins(%{name},", "ins(%annotated,")
        text = text.replace(
            ") {\n",
            ") {\n  %sharding = shard.sharding @grid split_axes = " + heads + " : !shard.sharding\n"
            f"  %annotated = shard.shard %{name} to %sharding annotate_for_users : {type}\n",
            1,
        )
        with open(self.path("annotated.mlir"), "w") as file:
            file.write(f"shard.grid @grid(shape = {'x'.join(map(str, GRID))})\n{text}")
        passes = "sharding-propagation,shard-partition,canonicalize,cse"
        return self.rewrite(
            self.path("annotated.mlir"), "partitioned.mlir",
            f"--pass-pipeline=builtin.module(func.func({passes}))")  # fmt: skip

    def write_process(self, partitioned, process):
        """The program of one process: its index is a constant."""
        text = open(partitioned).read()
        for axis, index in enumerate(process):
            text = text.replace(
                f"shard.process_multi_index on @grid axes = [{axis}] : index",
                f"arith.constant {index} : index",
            )
        lines = [line for line in text.splitlines() if "shard.grid" not in line]
        with open(self.path("process.mlir"), "w") as file:
            file.write("\n".join(lines))
        return self.path("process.mlir")

    def shard_of(self, dims, process):
        """The slice of an operand that a process has."""
        slices = []
        for dim in dims:
            cut = {"B": 0, "H": 1, "h": 1}.get(dim)
            extent = self.case.shape(dim)[0]
            if cut is None or extent == 1:
                slices.append(slice(None))
                continue
            share = extent // GRID[cut]
            slices.append(slice(process[cut] * share, (process[cut] + 1) * share))
        return tuple(slices)

    def write_shards(self, process):
        arguments = []
        rows = self.case.operands() + self.case.outputs()
        for i, ((_, _, dims, _), value) in enumerate(zip(rows, self.case.tensors())):
            path = self.path(f"shard{i}.npy")
            np.save(path, np.ascontiguousarray(value[self.shard_of(dims, process)]))
            arguments.append(f"--input={path}")
        return arguments


def compare(case, what, expected, got):
    tolerance = 2e-5 if case.type == "f32" else 2**-7
    for result, (x, y) in enumerate(zip(expected, got, strict=True)):
        bound = tolerance * np.maximum(1, np.abs(np.where(np.isfinite(x), x, 0)))
        with np.errstate(invalid="ignore"):
            wrong = (x != y) & ~(np.abs(x - y) <= bound)
        if wrong.any():
            raise RuntimeError(f"{what}: {wrong.sum()} elements of result {result} differ")


def check_split(program, how):
    whole = program.evaluate(program.source, "reference", program.inputs)
    source = program.split(how)
    for target in ("reference", "cpu"):
        compare(program.case, target, whole, program.evaluate(source, target, program.inputs))


def check_distributed(program, process):
    whole = program.evaluate(program.source, "reference", program.inputs)
    source = program.write_process(program.partition(), process)
    inputs = program.write_shards(process)
    part = [value[program.shard_of(dims, process)]
            for value, (_, _, dims, _) in zip(whole, program.case.outputs())]  # fmt: skip
    for target in ("reference", "cpu"):
        compare(program.case, target, part, program.evaluate(source, target, inputs))


def main(tools):
    runs = [(check_split, case, how) for case in TO_SPLIT for how in SPLITS]
    runs += [
        (check_distributed, case, process)
        for case in TO_DISTRIBUTE
        for process in np.ndindex(*GRID)
    ]
    failures = 0
    for check, case, how in runs:
        with tempfile.TemporaryDirectory() as directory:
            try:
                check(Program(case, directory, tools), how)
            except RuntimeError as error:
                failures += 1
                print(f"FAILED: {check.__name__} {how} of {case}\n{error}")
    print(f"{len(runs) - failures} of {len(runs)} programs agree with the reference")
    return failures


sys.exit(main(sys.argv[1]))
