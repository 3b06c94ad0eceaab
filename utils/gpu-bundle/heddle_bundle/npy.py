# Part of the Heddle project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The numbers in .npy files, without numpy."""

import array
import ast
import math
import struct

CODES = {"<f4": "f", "<f8": "d", "<i4": "i", "<i8": "q"}


def read(path):
    """The shape and the numbers, in row-major order."""
    with open(path, "rb") as file:
        magic = file.read(8)
        if magic[:6] != b"\x93NUMPY":
            raise ValueError(f"{path}: is no .npy file")
        size = "<H" if magic[6] == 1 else "<I"
        (length,) = struct.unpack(size, file.read(struct.calcsize(size)))
        header = ast.literal_eval(file.read(length).decode("latin1"))
        if header["fortran_order"] or header["descr"] not in CODES:
            raise ValueError(f"{path}: {header['descr']} in that order cannot be read")
        numbers = array.array(CODES[header["descr"]])
        numbers.fromfile(file, math.prod(header["shape"]))
    return header["shape"], numbers
