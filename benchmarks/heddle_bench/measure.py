# Part of the Heddle project, under the Apache License v2.0 with LLVM
# Exceptions. See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Contenders in turns, so that what the machine's clock does hits all alike."""

import statistics
import time

# Threads of OpenMP, of ONNX Runtime and the like wait actively for work for a
# while after a call, on cores that the next contender needs.
SETTLE = 0.012
# Below this a call is repeated within a turn, and threads are woken before it.
SHORT = 0.002
LONG = 0.02


class Timed:
    """A contender whose sample is the seconds of a call."""

    def __init__(self, prepared):
        self.prepared = prepared
        self.prepared.enter()
        self.prepared.call()
        self.seconds = self._time(1)
        self.prepared.leave()
        self.calls = max(1, round(SHORT / max(self.seconds, 1e-7)))

    def _time(self, calls):
        start = time.perf_counter()
        for _ in range(calls):
            self.prepared.call()
        return (time.perf_counter() - start) / calls

    def turn(self):
        self.prepared.enter()
        if self.seconds < LONG:
            self.prepared.call()
        seconds = self._time(self.calls)
        self.prepared.leave()
        return seconds


class Rate:
    """A contender whose sample is a rate, measured for as long as a call takes."""

    def __init__(self, measure, seconds):
        self.measure = measure
        self.seconds = min(max(seconds, SHORT), 0.05)

    def turn(self):
        return self.measure(self.seconds)


def interleave(contenders, seconds, max_rounds=50, min_rounds=3):
    """Samples of each contender by name, one a round, for about `seconds`."""
    names = list(contenders)
    samples = {name: [] for name in names}
    start = time.perf_counter()
    for index in range(max_rounds):
        if index >= min_rounds and time.perf_counter() - start > seconds:
            break
        # Neighbours stay neighbours, who begins changes.
        first = index % len(names)
        for name in names[first:] + names[:first]:
            samples[name].append(contenders[name].turn())
            time.sleep(SETTLE)
    return samples


def quartiles(values):
    """The lower quartile, the median and the upper quartile."""
    return statistics.quantiles(values, n=4, method="inclusive")


def pair(numerators, denominators):
    """Quartiles of the ratios of samples of the same round."""
    return quartiles([a / b for a, b in zip(numerators, denominators)])
