//===- FMAPeak.cpp - Measures the peak of fused multiply-adds -------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Prints, as one JSON object, how many floating-point operations a second this
// machine's threads can do at most: enough independent chains of the widest
// fused multiply-add, and of the bf16 dot product where the CPU has one, and
// nothing else; and how many bytes a second they read of a GiB. Speeds of
// kernels are given as shares of these.
//
//   heddle-fma-peak [THREADS]
//
//===----------------------------------------------------------------------===//

#include "Peak.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <thread>
#include <vector>

/// The best of several rounds.
template <typename Measure>
static double getBest(Measure measure) {
  constexpr int rounds = 5;
  double best = 0;
  for (int round = 0; round < rounds; ++round)
    best = std::max(best, measure());
  return best;
}

int main(int argc, char **argv) {
  constexpr double milliseconds = 50;
  int threads =
      argc > 1 ? std::atoi(argv[1]) : int(std::thread::hardware_concurrency());
  if (argc > 2 || threads < 1) {
    std::fprintf(stderr, "usage: heddle-fma-peak [THREADS]\n");
    return 2;
  }
  double f32 = getBest([&] { return heddlePeakF32(threads, milliseconds); });
  std::printf("{\"threads\": %d, \"f32_gflops\": %.1f", threads, f32);
  double bf16 = getBest([&] { return heddlePeakBF16(threads, milliseconds); });
  if (bf16)
    std::printf(", \"bf16_gflops\": %.1f", bf16);
  // More than caches hold, and not zero: pages of zeros may be one page.
  std::vector<char> memory(size_t(1) << 30, 1);
  double bandwidth = getBest([&] {
    return heddleReadBandwidth(memory.data(), memory.size(), threads, 1);
  });
  std::printf(", \"read_gbps\": %.1f}\n", bandwidth);
  return 0;
}
