"""Compiles CUDA to PTX with nvcc."""

import os
import subprocess


def compile_file(nvcc, name, arch):
    """The PTX of a file beside this one."""
    source = os.path.join(os.path.dirname(os.path.abspath(__file__)), name)
    command = [nvcc, "-ptx", f"-arch=sm_{arch}", "-std=c++17", "-o", "-", source]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout
