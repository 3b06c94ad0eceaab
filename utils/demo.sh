#!/usr/bin/env bash
# Part of the Heddle project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# The main job: compiles the gated attention of Qwen3-Next for this machine's
# CPU, runs it on tensors from files, checks the result against the reference in
# double precision, and compares it with the same attention written out unfused.

set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
utils/setup.sh
exec build/venv/bin/python utils/demo.py "$@"
