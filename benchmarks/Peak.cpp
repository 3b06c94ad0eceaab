//===- Peak.cpp - What this machine can do at most ------------------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Peak.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstring>
#include <functional>
#include <numeric>
#include <thread>
#include <vector>

#if defined(__x86_64__)
#include <immintrin.h>
#endif
#if defined(__linux__)
#include <sched.h>
#endif

// Chains are variables of their own only in an unrolled loop.
#if defined(__clang__)
#define UNROLL _Pragma("unroll")
#else
#define UNROLL _Pragma("GCC unroll 24")
#endif

namespace {

/// Some ten microseconds of arithmetic, between looks at the clock.
constexpr long kSteps = 2'000;

double now() {
  using namespace std::chrono;
  return duration<double>(steady_clock::now().time_since_epoch()).count();
}

/// Keeps a value alive without writing it anywhere.
template <typename T>
void keep(T &value) {
  asm volatile("" : "+r"(value));
}

//===----------------------------------------------------------------------===//
// Threads
//===----------------------------------------------------------------------===//

/// Work done so far by the calling thread, in whatever unit.
using Step = std::function<double()>;

/// Repeats `step` until `seconds` have passed, once at least; returns its work
/// a second.
double repeat(const Step &step, double seconds) {
  double work = 0, start = now(), end = start;
  do {
    work += step();
    end = now();
  } while (end - start < seconds);
  return work / (end - start);
}

/// Gives the calling thread, one of a team, a core of its own. New threads may
/// share one for some milliseconds until the system sees that others are idle.
void moveToCore(int thread) {
#if defined(__linux__)
  cpu_set_t allowed, one;
  if (sched_getaffinity(0, sizeof(allowed), &allowed))
    return;
  int skip = thread % CPU_COUNT(&allowed);
  int core = 0;
  while (!CPU_ISSET(core, &allowed) || skip-- > 0)
    ++core;
  CPU_ZERO(&one);
  CPU_SET(core, &one);
  sched_setaffinity(0, sizeof(one), &one);
#endif
}

/// The sum of the rates of all threads, which start at once.
double runTeam(int threads, double milliseconds,
               const std::function<Step(int)> &makeStep) {
  std::vector<double> rates(threads);
  std::vector<std::thread> team;
  std::atomic<int> waiting{threads};
  auto work = [&](int thread) {
    moveToCore(thread);
    Step step = makeStep(thread);
    for (--waiting; waiting;)
      std::this_thread::yield();
    rates[thread] = repeat(step, milliseconds * 1e-3);
  };
  for (int thread = 0; thread < threads; ++thread)
    team.emplace_back(work, thread);
  for (std::thread &thread : team)
    thread.join();
  return std::accumulate(rates.begin(), rates.end(), 0.0);
}

//===----------------------------------------------------------------------===//
// Multiply-adds
//===----------------------------------------------------------------------===//

/// A loop of independent chains: returns its number of operations.
using Kernel = double (*)();

#if defined(__x86_64__)
__attribute__((target("avx512f"))) double fmaAVX512() {
  constexpr int chains = 24;
  __m512 a[chains], b = _mm512_set1_ps(1.0f), c = _mm512_set1_ps(1e-9f);
  for (__m512 &x : a)
    x = c;
  for (long i = 0; i < kSteps; ++i) {
    UNROLL
    for (__m512 &x : a)
      x = _mm512_fmadd_ps(b, c, x);
  }
  __m512 sum = a[0];
  for (__m512 &x : a)
    sum = _mm512_add_ps(sum, x);
  int bits = _mm512_cmp_ps_mask(sum, a[0], _CMP_EQ_OQ);
  keep(bits);
  return 2.0 * 16 * chains * kSteps;
}

__attribute__((target("avx512f,avx512bf16"))) double dotBF16() {
  constexpr int chains = 24;
  __m512 a[chains];
  __m512bh b = (__m512bh)_mm512_set1_epi16(0x3f80);
  for (__m512 &x : a)
    x = _mm512_setzero_ps();
  for (long i = 0; i < kSteps; ++i) {
    UNROLL
    for (__m512 &x : a)
      x = _mm512_dpbf16_ps(x, b, b);
  }
  __m512 sum = a[0];
  for (__m512 &x : a)
    sum = _mm512_add_ps(sum, x);
  int bits = _mm512_cmp_ps_mask(sum, a[0], _CMP_EQ_OQ);
  keep(bits);
  return 2.0 * 32 * chains * kSteps;
}

__attribute__((target("avx2,fma"))) double fmaAVX2() {
  constexpr int chains = 12;
  __m256 a[chains], b = _mm256_set1_ps(1.0f), c = _mm256_set1_ps(1e-9f);
  for (__m256 &x : a)
    x = c;
  for (long i = 0; i < kSteps; ++i) {
    UNROLL
    for (__m256 &x : a)
      x = _mm256_fmadd_ps(b, c, x);
  }
  __m256 sum = a[0];
  for (__m256 &x : a)
    sum = _mm256_add_ps(sum, x);
  int bits = _mm256_movemask_ps(sum);
  keep(bits);
  return 2.0 * 8 * chains * kSteps;
}
#endif

/// Vectors of four lanes, as every CPU has them.
double fmaPortable() {
  typedef float Vector __attribute__((vector_size(16)));
  constexpr int chains = 12;
  Vector a[chains], b = {1, 1, 1, 1}, c = {1e-9f, 1e-9f, 1e-9f, 1e-9f};
  for (Vector &x : a)
    x = c;
  for (long i = 0; i < kSteps; ++i) {
    UNROLL
    for (Vector &x : a)
      x = b * c + x;
  }
  int bits = 0;
  for (Vector &x : a)
    bits += int(x[0]);
  keep(bits);
  return 2.0 * 4 * chains * kSteps;
}

Kernel selectF32() {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx512f"))
    return fmaAVX512;
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))
    return fmaAVX2;
#endif
  return fmaPortable;
}

/// Null where the CPU has no dot product.
Kernel selectBF16() {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx512bf16"))
    return dotBF16;
#endif
  return nullptr;
}

double measureGflops(Kernel kernel, int threads, double milliseconds) {
  auto makeStep = [&](int) -> Step { return kernel; };
  return runTeam(threads, milliseconds, makeStep) * 1e-9;
}

//===----------------------------------------------------------------------===//
// Reading
//===----------------------------------------------------------------------===//

/// Reads `bytes` bytes, a multiple of 512, in registers of 64 bytes or what
/// the CPU has instead.
#if defined(__x86_64__)
__attribute__((target_clones("avx512f", "avx2", "default")))
#endif
uint64_t readBlock(const char *data, size_t bytes) {
  typedef uint64_t Vector __attribute__((vector_size(64)));
  constexpr int chains = 8;
  Vector sums[chains] = {};
  for (size_t at = 0; at < bytes; at += sizeof(sums)) {
    UNROLL
    for (int i = 0; i < chains; ++i) {
      Vector value;
      std::memcpy(&value, data + at + i * sizeof(value), sizeof(value));
      sums[i] ^= value;
    }
  }
  Vector all = sums[0];
  for (int i = 1; i < chains; ++i)
    all ^= sums[i];
  return all[0] ^ all[1] ^ all[2] ^ all[3] ^ all[4] ^ all[5] ^ all[6] ^ all[7];
}

/// A step that reads the whole part of one thread.
Step makeReader(const char *data, size_t bytes) {
  return [=] {
    uint64_t bits = readBlock(data, bytes);
    keep(bits);
    return double(bytes);
  };
}

} // namespace

double heddlePeakF32(int threads, double milliseconds) {
  return measureGflops(selectF32(), threads, milliseconds);
}

double heddlePeakBF16(int threads, double milliseconds) {
  Kernel kernel = selectBF16();
  return kernel ? measureGflops(kernel, threads, milliseconds) : 0;
}

double heddleReadBandwidth(const void *data, size_t bytes, int threads,
                           double milliseconds) {
  size_t part = bytes / threads / 512 * 512;
  auto makeStep = [&](int thread) {
    return makeReader(static_cast<const char *>(data) + thread * part, part);
  };
  return runTeam(threads, milliseconds, makeStep) * 1e-9;
}
