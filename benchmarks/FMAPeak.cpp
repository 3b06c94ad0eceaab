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
// nothing else. Speeds of kernels are given as shares of it.
//
//   heddle-fma-peak [THREADS]
//
//===----------------------------------------------------------------------===//

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <thread>
#include <vector>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

// Chains are variables of their own only in an unrolled loop.
#if defined(__clang__)
#define UNROLL _Pragma("unroll")
#else
#define UNROLL _Pragma("GCC unroll 24")
#endif

namespace {

constexpr long kSteps = 4'000'000;
constexpr int kRounds = 5;

double now() {
  using namespace std::chrono;
  return duration<double>(steady_clock::now().time_since_epoch()).count();
}

/// Keeps a value alive without writing it anywhere.
template <typename T>
void keep(T &value) {
  asm volatile("" : "+r"(value));
}

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

/// GFLOP/s of `threads` threads that run `kernel` at once: the best of several
/// rounds.
double measure(Kernel kernel, int threads) {
  double best = 0;
  for (int round = 0; round < kRounds; ++round) {
    std::vector<double> operations(threads);
    std::vector<std::thread> team;
    double start = now();
    for (int i = 0; i < threads; ++i)
      team.emplace_back([&, i] { operations[i] = kernel(); });
    for (std::thread &thread : team)
      thread.join();
    double total = 0;
    for (double count : operations)
      total += count;
    best = std::max(best, total / (now() - start) * 1e-9);
  }
  return best;
}

} // namespace

int main(int argc, char **argv) {
  int threads =
      argc > 1 ? std::atoi(argv[1]) : int(std::thread::hardware_concurrency());
  if (argc > 2 || threads < 1) {
    std::fprintf(stderr, "usage: heddle-fma-peak [THREADS]\n");
    return 2;
  }
  std::printf("{\"threads\": %d, \"f32_gflops\": %.1f", threads,
              measure(selectF32(), threads));
  if (Kernel kernel = selectBF16())
    std::printf(", \"bf16_gflops\": %.1f", measure(kernel, threads));
  std::printf("}\n");
  return 0;
}
