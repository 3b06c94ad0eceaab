//===- CostModel.h - How large the tiles of a CPU are -----------*- C++ -*-===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// This file declares the choice of tile sizes. CostModel.cpp says what it is
// made from.
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_TARGET_CPU_COSTMODEL_H
#define HEDDLE_TARGET_CPU_COSTMODEL_H

#include "heddle/Target/CPU/CPUTarget.h"

namespace heddle::cpu {

/// Bytes of the caches of one core.
struct CacheSizes {
  int64_t l1, l2;

  /// Those of this machine, as the system tells; what it does not know is that
  /// of `target`.
  static CacheSizes getHost(const CPUTarget &target);
  /// What is usual for `target`.
  static CacheSizes getTypical(const CPUTarget &target);
};

/// Sizes of tiles; 0 in what a user asks for stands for the model's choice.
struct TileSizes {
  int64_t queries = 0;    ///< Of a panel: lanes of vectors.
  int64_t keys = 0;       ///< Of a tile of scores.
  int64_t panels = 0;     ///< That share a chunk of keys, at most.
  int64_t chunkBytes = 0; ///< Keys and values of a chunk.
};

/// Fills in what `asked` leaves open.
TileSizes chooseTileSizes(const CPUTarget &target, const CacheSizes &caches,
                          const TileSizes &asked);

/// How many workgroups there should be, so that the threads of a large machine
/// all have work; tile sizes give way to that.
constexpr int64_t enoughWorkgroups = 64;

/// Up to so many multiply-adds, a thread takes less time for them, some 5 us,
/// than it takes to call others.
constexpr int64_t maxSerialWork = 1 << 19;

/// Up to so many, some 200 us on two threads, equal shares of workgroups are
/// faster than sharing them out one by one, which takes 5 to 10 us.
constexpr int64_t maxStaticWork = 1 << 25;

} // namespace heddle::cpu

#endif // HEDDLE_TARGET_CPU_COSTMODEL_H
