"""Prints .npy files, eight numbers a line, or the ranges of the first axis."""

import sys

import numpy as np

for path in sys.argv[1:]:
    for row in np.atleast_2d(np.load(path)):
        print(" ".join(f"{x:g}" for x in row))
