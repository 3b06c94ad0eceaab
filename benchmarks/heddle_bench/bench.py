# Part of the Heddle project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Runs cases; the results are plain dictionaries, as the JSON has them."""

import dataclasses

import numpy as np

from . import Refused
from .measure import Rate, Timed, interleave, pair, quartiles

# Against Heddle's result, as the quotient of 2-norms: what two right answers in
# that type are apart at most. Whether Heddle's is right, its own tests say.
TOLERANCE = {"f32": 1e-4, "f16": 5e-3, "bf16": 2e-2}


class Bench:
    """Heddle, peers and the machine's limits in this process."""

    def __init__(self, heddle, peers, peak, seconds):
        self.heddle, self.peers, self.peak, self.seconds = heddle, peers, peak, seconds

    def run(self, case):
        """The result of one case."""
        result = {
            "group": case.group,
            "key": case.key(),
            "attention": dataclasses.asdict(case.attention),
            "pairs": case.attention.count_pairs(),
            "flops": case.attention.count_flops(),
            "key_bytes": case.attention.count_key_bytes(),
            "threads": case.threads,
            "limit": case.limit,
            "others": {},
        }
        tensors = case.attention.make_tensors()
        try:
            kernel = Timed(self.heddle.prepare(case.attention, tensors, case.threads))
        except Refused as reason:
            return {**result, "refused": str(reason)}
        contenders = {"Heddle": kernel}
        if case.limit != "none":
            contenders["limit"] = self._make_limit(case, tensors, kernel.seconds)
        self._add_kernels(case, contenders, result["others"])
        if case.peers:
            self._add_peers(case, tensors, contenders, result["others"])
        self._summarize(result, interleave(contenders, self.seconds))
        return result

    def _make_limit(self, case, tensors, seconds):
        if case.limit == "peak":
            return Rate(lambda s: self.peak.gflops(case.attention.type, case.threads, s), seconds)
        # As many bytes as the keys and values, in the same kind of memory.
        memory = np.ones(2 * tensors["k"].nbytes, np.uint8)
        return Rate(lambda s: self.peak.read_gbps(memory, case.threads, s), seconds)

    def _add_kernels(self, case, contenders, others):
        for name, attention, threads in case.others:
            try:
                prepared = self.heddle.prepare(attention, attention.make_tensors(), threads)
            except Refused as reason:
                others[name] = {"refused": str(reason)}
                continue
            others[name] = {"pairs": attention.count_pairs(), "threads": threads}
            contenders[name] = Timed(prepared)

    def _add_peers(self, case, tensors, contenders, others):
        # What the machine can do for one query that sees all keys, peers do if
        # the heads of a group come to them as queries of one head.
        attention = case.attention.fold_heads()
        shapes = attention.shapes()
        folded = {name: array.reshape(shapes[name][0]) for name, array in tensors.items()}
        expected = contenders["Heddle"].prepared.result()
        for peer in self.peers:
            try:
                contender = Timed(peer.prepare(attention, folded, case.threads))
            except Refused as reason:
                others[peer.title] = {"refused": str(reason)}
                continue
            found = contender.prepared.result().reshape(expected.shape)
            error = float(np.linalg.norm(found - expected) / np.linalg.norm(expected))
            agrees = error <= TOLERANCE[case.attention.type]
            others[peer.title] = {"error": error, "agrees": agrees}
            contenders[peer.title] = contender

    def _summarize(self, result, samples):
        own = samples["Heddle"]
        work = result["key_bytes"] if result["limit"] == "read" else result["flops"]
        speeds = [work / seconds * 1e-9 for seconds in own]
        result["rounds"] = len(own)
        result["ms"] = [1e3 * value for value in quartiles(own)]
        result["speed"] = quartiles(speeds)
        if "limit" in samples:
            limit = samples["limit"]
            result["limit_speed"] = quartiles(limit)
            result["share"] = pair(speeds, limit)
            # The time beyond what the work takes at the limit beside it.
            over = [seconds - work * 1e-9 / rate for seconds, rate in zip(own, limit)]
            result["over_us"] = [1e6 * value for value in quartiles(over)]
        for name, other in result["others"].items():
            if name in samples:
                other["ms"] = [1e3 * value for value in quartiles(samples[name])]
                other["ratio"] = pair(samples[name], own)
