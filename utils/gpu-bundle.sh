#!/usr/bin/env bash
# Part of the Heddle project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# gpu-bundle.sh OUT [--chip=sm_80]: writes a folder with which a machine that has
# an NVIDIA GPU, its driver, and Python with PyTorch and Triton, but neither LLVM
# nor a network, checks Heddle's kernels and measures them. See --help.

set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
"$root/utils/setup.sh" >&2
exec "$root/build/venv/bin/python" "$root/utils/gpu-bundle.py" "$@"
