# Part of the Heddle project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The loops of assembly in which a kernel spends its time, and what is in them.

A hot loop is an innermost one of which a good part is products. It may load and
multiply, and count; that it stores, calls, or reads what was spilled costs what
the block of registers was made to save. Only addresses may be read so, two of
them: the rows of a block that is not whole have one each, and a load more does
not make the products wait.
"""

import dataclasses
import re

PRODUCT = re.compile(r"^(vfmadd\w*ps|vdpbf16ps|fmla|fmad|bfdot|tdp\w+ps)\b")
LABEL = re.compile(r"^(\.?L\w+|_?\w+):")
BRANCH = re.compile(r"^(?:j\w+|b|b\.\w+|cbn?z\s+\w+,|tbn?z\s+\w+,.*,)\s+(\.?L\w+)$")

# Besides products, by mnemonic: loads of vectors and broadcasts, and integers.
ALLOWED = re.compile(
    r"^(v(mov[ua]p[sd]|movdq[ua]\w*|broadcastss|pbroadcastd)"
    r"|tileload\w*"
    r"|ld[pr]|ldur|ld1\w*|movprfx|prfm|prefetch\w*"
    r"|lea[lq]?|add|addq|addl|addvl|sub|subq|subl|inc[lq]|dec[lq]|mov|mov[lq]|lsl|orr|madd"
    r"|cmp|cmp[lq]|subs|adds|test[lq]|j\w+|b|b\.\w+|cbn?z)\b"
)
# x86's moves of vectors and integers go both ways; AT&T syntax has the target last.
STORE = re.compile(r"^(v?mov\w*\s.*,\s*[^,(]*\([^)]*\)$|tilestored|st[pru]\w*\b|stur\b|st1\w*)")
ADDRESS = re.compile(r"\b8-byte (Folded )?Reload\b")
SPILL = re.compile(r"\b(Spill|Reload|Folded Reload)\b")


@dataclasses.dataclass
class Loop:
    function: str
    line: int  # in the file, from 1
    instructions: list  # of (text, comment)

    def products(self):
        return sum(bool(PRODUCT.match(text)) for text, _ in self.instructions)

    def faults(self):
        """Instructions that have no place in a hot loop."""
        bad, addresses = [], 0
        for text, comment in self.instructions:
            allowed = PRODUCT.match(text) or ALLOWED.match(text)
            if ADDRESS.search(comment):
                addresses += 1
            elif SPILL.search(comment) or not allowed or STORE.match(text):
                bad.append(f"{text}  # {comment}" if comment else text)
        if addresses > 2:
            bad.append(f"{addresses} addresses are reloaded")
        return bad


def split(line):
    """Instruction and comment of a line, either perhaps empty."""
    text, _, comment = re.sub(r"//|\s#(?=\s)", "\0", line, count=1).partition("\0")
    return " ".join(text.split()), comment.strip()


def innermost(spans):
    return [s for s in spans if not any(t != s and s[0] <= t[0] and t[1] <= s[1] for t in spans)]


def find_loops(assembly):
    """The innermost loops of a file."""
    labels, spans, functions = {}, [], []
    lines = [split(line) for line in assembly.splitlines()]
    for number, (text, _) in enumerate(lines):
        label, branch = LABEL.match(text), BRANCH.match(text)
        if label:
            labels[label[1]] = number
            if not label[1].lstrip(".").startswith("L"):
                functions.append((number, label[1]))
        elif branch and branch[1] in labels:
            spans.append((labels[branch[1]], number))
    for first, last in innermost(spans):
        body = [(text, comment) for text, comment in lines[first : last + 1] if text and text[0].isalpha()]
        function = [name for number, name in functions if number < first][-1]
        yield Loop(function, first + 1, body)


def find_hot_loops(assembly, share=0.45, least=8):
    """The loops of which at least `share` are products, `least` of them, or one of tiles."""
    return [
        loop
        for loop in find_loops(assembly)
        if loop.products() >= max(least, share * len(loop.instructions))
        or any(text.startswith("tdp") for text, _ in loop.instructions)
    ]
