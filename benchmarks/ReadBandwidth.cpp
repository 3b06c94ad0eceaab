//===- ReadBandwidth.cpp - Measures how fast memory is read ---------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Prints, as one JSON object, how many bytes a second this machine's threads
// read at most from a buffer that no cache holds, each thread a part of it from
// front to back. Speeds of decoding are given as shares of it.
//
//   heddle-read-bandwidth [THREADS]
//
//===----------------------------------------------------------------------===//

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <thread>
#include <vector>

namespace {

constexpr size_t kBytes = size_t(1) << 30;
constexpr int kRounds = 6;

double now() {
  using namespace std::chrono;
  return duration<double>(steady_clock::now().time_since_epoch()).count();
}

typedef long long Vector __attribute__((vector_size(16)));

/// Reads [begin, end), whole cache lines, into sums that have to be computed.
void readAll(const Vector *begin, const Vector *end) {
  constexpr int perLine = 4;
  Vector sums[2 * perLine] = {};
  for (const Vector *at = begin; at != end; at += 2 * perLine)
    for (int i = 0; i < 2 * perLine; ++i)
      sums[i] ^= at[i];
  long long sum = 0;
  for (const Vector &part : sums)
    sum ^= part[0] ^ part[1];
  asm volatile("" : "+r"(sum));
}

/// GB/s of `threads` threads at once: the best of several rounds.
double measure(const std::vector<Vector> &buffer, int threads) {
  constexpr size_t step = 8; // Vectors of two cache lines.
  size_t share = buffer.size() / threads / step * step;
  double best = 0;
  for (int round = 0; round < kRounds; ++round) {
    std::vector<std::thread> team;
    double start = now();
    for (int i = 0; i < threads; ++i)
      team.emplace_back([&, i] {
        const Vector *begin = buffer.data() + i * share;
        readAll(begin, begin + share);
      });
    for (std::thread &thread : team)
      thread.join();
    double bytes = double(share) * threads * sizeof(Vector);
    best = std::max(best, bytes / (now() - start) * 1e-9);
  }
  return best;
}

} // namespace

int main(int argc, char **argv) {
  int threads =
      argc > 1 ? std::atoi(argv[1]) : int(std::thread::hardware_concurrency());
  if (argc > 2 || threads < 1) {
    std::fprintf(stderr, "usage: heddle-read-bandwidth [THREADS]\n");
    return 2;
  }
  // Written, so that it has memory of its own.
  std::vector<Vector> buffer(kBytes / sizeof(Vector), Vector{1, 2});
  std::printf("{\"threads\": %d, \"read_gbs\": %.1f}\n", threads,
              measure(buffer, threads));
  return 0;
}
