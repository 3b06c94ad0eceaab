"""Runs kernels through heddle-emulate, and compares their results."""

import os
import subprocess
import tempfile

import ml_dtypes
import numpy as np

# What the tool calls the types of numpy's arrays. It knows none of one byte, so
# those go as words of four.
NAMES = {
    "float64": "f64",
    "float32": "f32",
    "float16": "f16",
    "bfloat16": "bf16",
    "int64": "i64",
    "int32": "i32",
}


class In:
    """An array that the kernel reads."""

    def __init__(self, array):
        self.array = np.ascontiguousarray(array)


class InOut(In):
    """One that it reads and writes."""


class Out:
    """One that it writes: uninitialised before, and returned."""

    def __init__(self, shape, dtype="float32"):
        self.shape, self.dtype = tuple(np.atleast_1d(shape)), np.dtype(dtype).name


class Zero:
    """Bytes that are zero when the kernel starts."""

    def __init__(self, size):
        self.size = size


class Map:
    """A tensor map of an In or Out; the box has the innermost dimension first."""

    def __init__(self, tensor, box, swizzle):
        self.tensor = tensor
        self.suffix = f":box={'x'.join(map(str, box))}:swizzle={swizzle}"


class Failed(Exception):
    """The tool's messages."""


def as_words(array):
    """The array as one of a type that files and the tool know, and its name."""
    if array.dtype.itemsize == 1:
        return array.reshape(-1).view(np.int32), "i32"
    name = NAMES[array.dtype.name]
    return (array.astype(np.float32) if name == "bf16" else array), name


class Emulator:
    def __init__(self, tool):
        self.tool = tool
        self.directory = tempfile.TemporaryDirectory()
        self.files = 0

    def new_file(self, suffix):
        self.files += 1
        return os.path.join(self.directory.name, f"{self.files}{suffix}")

    def write(self, ptx):
        path = self.new_file(".ptx")
        with open(path, "w", encoding="utf-8") as file:
            file.write(ptx)
        return path

    def argument(self, argument, outputs):
        if argument is None:
            return "null"
        if isinstance(argument, bool | int | np.integer):
            return f"i32:{int(argument)}"
        if isinstance(argument, float):
            return f"f32:{argument!r}"
        if isinstance(argument, Zero):
            return f"zero:{argument.size}"
        if isinstance(argument, np.ndarray):
            return f"bytes:{argument.tobytes().hex()}"
        if isinstance(argument, Map):
            spelling = self.argument(argument.tensor, outputs).removeprefix("in:")
            return f"map:{spelling}{argument.suffix}"
        path = self.new_file(".npy")
        if isinstance(argument, Out):
            outputs.append((path, argument.dtype))
            shape = "x".join(map(str, argument.shape))
            return f"out:{path}:{NAMES[argument.dtype]}:{shape}"
        array, name = as_words(argument.array)
        np.save(path, array)
        if isinstance(argument, InOut):
            outputs.append((path, argument.array.dtype.name))
            return f"inout:{path}:{name}"
        return f"in:{path}:{name}"

    def run(self, ptx, entry, grid, block, arguments, shared=0, options=()):
        """The arrays that the kernel wrote, in the order of its arguments."""
        outputs = []
        command = [self.tool, self.write(ptx), f"--entry={entry}"]
        for flag, extent in (("grid", grid), ("block", block)):
            extent = (tuple(np.atleast_1d(extent)) + (1, 1))[:3]
            command.append(f"--{flag}=" + ",".join(map(str, extent)))
        command.append(f"--shared={shared}")
        command += [f"--arg={self.argument(a, outputs)}" for a in arguments]
        result = subprocess.run(
            command + list(options), capture_output=True, text=True
        )
        if result.returncode != 0:
            raise Failed(f"exit {result.returncode}: {result.stderr}")
        self.report = result.stdout
        return [np.load(path) for path, _ in outputs]


class Cases:
    """Counts, and says what went wrong."""

    def __init__(self):
        self.count, self.wrong = 0, 0

    def check(self, name, result, expected, tolerance=0.0):
        """`tolerance` bounds the relative error in the 2-norm; 0: all equal."""
        self.count += 1
        result = np.asarray(result, np.float64).reshape(np.shape(expected))
        expected = np.asarray(expected, np.float64)
        error = np.linalg.norm(result - expected) / max(np.linalg.norm(expected), 1e-30)
        if not error <= tolerance:
            self.fail(name, f"error {error:.2e}, allowed are {tolerance:.2e}")

    def fail(self, name, why):
        self.wrong += 1
        print(f"wrong: {name}: {why}")

    def run(self, name, case, *arguments):
        try:
            case(*arguments)
        except Failed as failure:
            self.count += 1
            self.fail(name, failure)

    def finish(self):
        if self.wrong == 0:
            print(f"all of {self.count} results agree")
        else:
            print(f"{self.wrong} of {self.count} results are wrong")


def normal(seed, shape, dtype="float32"):
    """Random numbers, rounded to the type."""
    numbers = np.random.default_rng(seed).standard_normal(shape)
    return numbers.astype(dtype_of(dtype))


def dtype_of(name):
    return np.dtype(getattr(ml_dtypes, name, name))


def f64(array):
    return array.astype(np.float64)


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def attention(q, k, v, scale, causal):
    """Of [heads, length, depth] tensors, in f64."""
    score = f64(q) @ f64(k).transpose(0, 2, 1) * scale
    if causal:
        score[:, ~np.tri(*score.shape[1:], dtype=bool)] = -np.inf
    weight = np.exp(score - score.max(-1, keepdims=True))
    return weight / weight.sum(-1, keepdims=True) @ f64(v)
