//===- CostModel.cpp - How large the tiles of a CPU are -------------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The sizes of tiles follow from registers and caches:
//
// - Queries of a panel: the lanes of `panelVectors` vectors. A register block
//   of the contractions has `blockRows` times so many accumulators, and as many
//   more registers as the panel's vectors and a broadcast need; the table of
//   targets has them.
// - Keys of a tile: its scores, f32, take half of the first-level cache, and
// not
//   more than 16 KiB. They are written by the first contraction, read and
//   written by the softmax, read by the second contraction, all in a row; the
//   rest is for the panel of queries, or outputs, that each contraction goes
//   through for each register block. Loops over more keys would not hide their
//   beginning and end better.
// - Bytes of a chunk: half of the second-level cache holds the keys and values
//   that panels share; the rest is for the panels' own queries and outputs.
// - Panels: each chunk is brought to the second-level cache by the first of
//   them and found there by the others. A panel reads K + D numbers of a key
//   for 2 (K + D) multiply-adds of each of its queries, so one panel of 32
//   queries asks memory for a byte every 16 of its multiply-adds; eight panels
//   for one every 128, which no memory is too slow for.
//
//===----------------------------------------------------------------------===//

#include "heddle/Target/CPU/CostModel.h"

#include <algorithm>
#include <unistd.h>

using namespace heddle;
using namespace heddle::cpu;

CacheSizes CacheSizes::getTypical(const CPUTarget &target) {
  return {target.l1Bytes, target.l2Bytes};
}

CacheSizes CacheSizes::getHost(const CPUTarget &target) {
  CacheSizes sizes = getTypical(target);
#if defined(_SC_LEVEL1_DCACHE_SIZE) && defined(_SC_LEVEL2_CACHE_SIZE)
  if (long bytes = sysconf(_SC_LEVEL1_DCACHE_SIZE); bytes > 0)
    sizes.l1 = bytes;
  if (long bytes = sysconf(_SC_LEVEL2_CACHE_SIZE); bytes > 0)
    sizes.l2 = bytes;
#endif
  return sizes;
}

/// Keys whose scores take that much: a multiple of the register block, and
/// even, for dot products of pairs.
static int64_t chooseKeys(const CPUTarget &target, const CacheSizes &caches,
                          int64_t queries) {
  constexpr int64_t maxBytes = 16 << 10;
  int64_t bytes = std::min(caches.l1 / 2, maxBytes);
  int64_t keys = bytes / (queries * int64_t(sizeof(float)));
  constexpr int64_t tileRegisters = 32; // Two of them.
  int64_t step =
      target.matrixProducts.empty() ? 2 * target.blockRows : tileRegisters;
  return std::max(keys / step * step, step);
}

TileSizes cpu::chooseTileSizes(const CPUTarget &target,
                               const CacheSizes &caches,
                               const TileSizes &asked) {
  constexpr int64_t panels = 8;
  constexpr int64_t maxChunkBytes = 1 << 20; // Half of a thread's scratch.
  TileSizes sizes = asked;
  if (!sizes.queries)
    sizes.queries = target.getTileQueries();
  if (!sizes.keys)
    sizes.keys = chooseKeys(target, caches, sizes.queries);
  if (!sizes.panels)
    sizes.panels = panels;
  if (!sizes.chunkBytes)
    sizes.chunkBytes = std::min(caches.l2 / 2, maxChunkBytes);
  return sizes;
}
