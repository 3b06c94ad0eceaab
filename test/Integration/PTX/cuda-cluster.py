# Clusters of blocks as nvcc compiles them, and with something left out.
#
# REQUIRES: nvcc
# RUN: %python %s heddle-emulate %nvcc | FileCheck %s
#
# CHECK-NOT: wrong
# CHECK: all of 23 results agree

import re
import sys

import numpy as np

import cuda
from emulated import Cases, Emulator, Failed, In, Out, f64, normal

emulator, cases = Emulator(sys.argv[1]), Cases()
random = np.random.default_rng(1)
PTX = cuda.compile_file(sys.argv[2], "cluster.cu", "90a")


def run(kernel, grid, block, arguments, *options, ptx=PTX):
    return emulator.run(ptx, kernel, grid, block, arguments, options=options)


def neighbours(blocks):
    x = normal(blocks, (8, 128))
    options = [f"--cluster={blocks}", f"--seed={blocks}"]
    y, places = run("neighbours", 8, 128, [In(x), Out((8, 128)), Out((8, 4), "int32")], *options)
    rank = np.arange(8) % blocks
    next_rank = (rank + 1) % blocks
    cases.check("neighbours", y, f64(x) + x[np.arange(8) - rank + next_rank], 1e-6)
    expected = [rank, np.full(8, blocks), next_rank, np.arange(8) // blocks]
    cases.check("places", places, np.stack(expected, 1))


def histogram():
    x = random.integers(0, 256, 1000, np.int32)
    (bins,) = run("histogram", 4, 64, [In(x), 1000, Out(256, "int32")])
    cases.check("histogram", bins, np.bincount(x, minlength=256))


def multicast(ptx=PTX):
    x = normal(2, (256,))
    (y,) = run("multicast", 2, 64, [In(x), Out((2, 256))], ptx=ptx)
    cases.check("multicast", y, np.stack([x, 2 * f64(x)]), 1e-6)


def ring(ptx=PTX):
    x = random.integers(0, 1000, (4, 128), np.int32)
    (y,) = run("ring", 4, 128, [In(x), Out((4, 128), "int32")], ptx=ptx)
    words = np.roll(np.arange(4), 1)[:, None] + 10 * (np.arange(128) % 4)
    cases.check("ring", y, np.roll(x, 1, 0) + words)


def gather(ptx=PTX):
    x = normal(3, (4, 32))
    (y,) = run("gather", 4, 32, [In(x), Out(1)], ptx=ptx)
    cases.check("gather", y, [f64(x).sum()], 1e-5)


def expect(name, case, message):
    cases.count += 1
    try:
        case()
        cases.fail(name, "not noticed")
    except Failed as failure:
        if not re.search(message, str(failure)):
            cases.fail(name, f"expected {message!r}, got {failure}")


def damaged(kernel, pattern, text="", which=None):
    """The kernel with what matches replaced, everywhere or at one place."""
    start = PTX.index(f".entry {kernel}(")
    end = PTX.index("\n}", start)
    found = list(re.finditer(pattern, PTX[start:end]))
    body, at = PTX[start:end], 0
    parts = []
    for i, match in enumerate(found):
        if which is None or i == which % len(found):
            parts.append(body[at : match.start()] + match.expand(text))
            at = match.end()
    assert parts, f"nothing matches {pattern}"
    return PTX[:start] + "".join(parts) + body[at:] + PTX[end:]


SYNC = r"barrier\.cluster\.(arrive|wait)[^;]*;"

for count in (2, 4, 8):
    cases.run(f"neighbours {count}", neighbours, count)
for name, case in (("histogram", histogram), ("multicast", multicast), ("ring", ring), ("gather", gather)):
    cases.run(name, case)

expect("no cluster barriers", lambda: gather(damaged("gather", SYNC)), "no mbarrier|never written|exited|initialised")
expect("a missing arrival", lambda: gather(damaged("gather", r"barrier\.cluster\.arrive[^;]*;", which=0)), "has not arrived")
expect("a missing wait", lambda: gather(damaged("gather", r"barrier\.cluster\.wait[^;]*;", which=0)), "has not waited|no mbarrier|initialised|never written")
expect("no arrival at another's mbarrier", lambda: gather(damaged("gather", r"mbarrier\.arrive[^;]*;")), "deadlock")
expect("no wait for others", lambda: gather(damaged("gather", r"mbarrier\.try_wait[^;]*;\s*@!p bra again;")), "never written|data race|phase")
expect("an address of another block as one's own", lambda: gather(damaged("gather", r"st\.shared::cluster", "st.shared::cta")), "needs shared::cluster")
expect("no exit barrier", lambda: ring(damaged("ring", SYNC, which=-1)), "")
expect("no proxy fence", lambda: ring(damaged("ring", r"fence\.proxy\.async[^;]*;")), r"fence\.proxy\.async")
expect("too few bytes", lambda: multicast(damaged("multicast", r"(expect_tx[^;]*), \S+;", r"\1, 512;")), "in the middle|in flight|deadlock")
expect("blocks that are not there", lambda: multicast(damaged("multicast", r"(mov\.\w16\s+\S+), 3;", r"\1, 7;")), "not all in the cluster of 2")
expect("a grid that is no multiple", lambda: run("gather", 6, 32, [None, None]), "cannot be divided into clusters of 4,1,1")
expect("clusters that are too large", lambda: run("neighbours", 32, 128, [None] * 3, "--cluster=32"), "1 to 16 blocks, not 32,1,1")
expect("other clusters than required", lambda: run("gather", 8, 32, [None, None], "--cluster=8"), "requires clusters of 4,1,1")
cases.finish()
