# Part of the Heddle project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The file with the results of one or several runs."""

import dataclasses
import json
import os


@dataclasses.dataclass
class Results:
    """Rows of figures, of one machine, tree and set of peers."""

    machine: dict
    runs: list  # the date and the command of each
    rows: list

    def write(self, path):
        """Replaces the file as a whole: a run may end at any time."""
        temporary = path + ".tmp"
        with open(temporary, "w", encoding="utf-8") as file:
            json.dump(dataclasses.asdict(self), file, indent=1)
        os.replace(temporary, path)


def read(path):
    try:
        with open(path, encoding="utf-8") as file:
            return Results(**json.load(file))
    except (OSError, ValueError, TypeError) as error:
        raise SystemExit(f"compare: {path}: {error}") from error
