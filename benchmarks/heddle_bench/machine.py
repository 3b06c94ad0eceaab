# Part of the Heddle project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""What this machine is, and what it can do at most."""

import ctypes
import datetime
import os
import platform
import subprocess

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def read_cpu_name():
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as file:
            for line in file:
                if line.startswith("model name"):
                    return line.split(":", 1)[1].strip()
    except OSError:
        pass
    return platform.processor() or platform.machine()


def read_commit():
    command = ["git", "-C", ROOT, "describe", "--always", "--dirty", "--abbrev=10"]
    done = subprocess.run(command, capture_output=True, text=True)
    return done.stdout.strip() if done.returncode == 0 else "unknown"


def describe(peers):
    """What figures belong to: two runs with the same of it can be one table."""
    return {
        "cpu": read_cpu_name(),
        "cores": count_cores(),
        "system": f"{platform.system()} {platform.release()}",
        "heddle": read_commit(),
        "peers": {peer.title: peer.version for peer in peers},
    }


def today():
    return datetime.date.today().isoformat()


def count_cores():
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()


class Peak:
    """The multiply-add peak and the read bandwidth, short enough to interleave."""

    def __init__(self, build):
        self.peaks = ctypes.CDLL(os.path.join(build, "lib", "libHeddlePeak.so"))
        for name in ("heddlePeakF32", "heddlePeakBF16"):
            function = getattr(self.peaks, name)
            function.restype = ctypes.c_double
            function.argtypes = [ctypes.c_int, ctypes.c_double]
        read = self.peaks.heddleReadBandwidth
        read.restype = ctypes.c_double
        read.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int, ctypes.c_double]
        # bf16 is multiplied by whichever instruction is faster: on some CPUs a
        # dot product does half of what f32 multiply-adds do.
        faster = self.peaks.heddlePeakBF16(1, 20) > self.peaks.heddlePeakF32(1, 20)
        self.bf16 = self.peaks.heddlePeakBF16 if faster else self.peaks.heddlePeakF32

    def gflops(self, type, threads, seconds):
        function = self.bf16 if type == "bf16" else self.peaks.heddlePeakF32
        return function(threads, seconds * 1e3)

    def read_gbps(self, array, threads, seconds):
        data = array.ctypes.data_as(ctypes.c_void_p)
        return self.peaks.heddleReadBandwidth(data, array.nbytes, threads, seconds * 1e3)
