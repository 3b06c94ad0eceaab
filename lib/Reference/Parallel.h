//===- Parallel.h - Threads for the evaluator ----------------- -*- C++ -*-===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_LIB_REFERENCE_PARALLEL_H
#define HEDDLE_LIB_REFERENCE_PARALLEL_H

#include "llvm/ADT/STLFunctionalExtras.h"

#include <atomic>
#include <chrono>
#include <cstdint>
#include <mutex>

namespace heddle::reference {

/// Shows on a terminal how far a long evaluation is.
class Progress {
public:
  Progress(int64_t total, bool enabled);
  ~Progress();
  void advance(int64_t amount);

private:
  using Clock = std::chrono::steady_clock;

  bool enabled;
  int64_t total;
  std::atomic<int64_t> done{0};
  std::mutex mutex;
  Clock::time_point lastShown = Clock::now();
  bool shown = false;
};

/// The number of threads that `requested` stands for; 0 is one per core.
unsigned resolveThreads(unsigned requested);

/// Calls `body(item, worker)` for every item below `numItems`, `worker` being
/// below `numThreads`.
void parallelFor(int64_t numItems, unsigned numThreads,
                 llvm::function_ref<void(int64_t item, unsigned worker)> body);

} // namespace heddle::reference

#endif // HEDDLE_LIB_REFERENCE_PARALLEL_H
