//===- Peak.h - What this machine can do at most ----------------*- C++ -*-===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// This file declares measurements of the multiply-add peak and of the read
// bandwidth, each short enough to be taken in turns with calls of a kernel.
// They are C functions, so that benchmarks in other languages can call them.
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_BENCHMARKS_PEAK_H
#define HEDDLE_BENCHMARKS_PEAK_H

#include <cstddef>

extern "C" {

/// GFLOP/s of `threads` threads that do nothing but the widest fused
/// multiply-adds of f32, over about `milliseconds`.
double heddlePeakF32(int threads, double milliseconds);

/// The same for dot products of bf16 pairs; 0 where the CPU has none.
double heddlePeakBF16(int threads, double milliseconds);

/// GB/s at which `threads` threads together read `bytes` bytes at `data`, again
/// and again for about `milliseconds`, but once at least.
double heddleReadBandwidth(const void *data, size_t bytes, int threads,
                           double milliseconds);
}

#endif // HEDDLE_BENCHMARKS_PEAK_H
