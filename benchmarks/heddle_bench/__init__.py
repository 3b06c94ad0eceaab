# Part of the Heddle project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Heddle beside its peers on this CPU; benchmarks/compare.py is the command."""


class Refused(Exception):
    """What a contender cannot do, in words."""
