//===- Parallel.cpp - Threads for the evaluator ---------------------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Parallel.h"

#include "llvm/Support/Format.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/raw_ostream.h"

#include <algorithm>
#include <thread>
#include <vector>

using namespace heddle::reference;

Progress::Progress(int64_t total, bool enabled)
    : enabled(enabled && llvm::sys::Process::StandardErrIsDisplayed()),
      total(std::max<int64_t>(total, 1)) {}

Progress::~Progress() {
  if (shown)
    llvm::errs() << "\r\033[K";
}

void Progress::advance(int64_t amount) {
  int64_t now = done += amount;
  if (!enabled)
    return;
  std::unique_lock<std::mutex> lock(mutex, std::try_to_lock);
  if (!lock || Clock::now() - lastShown < std::chrono::seconds(1))
    return;
  lastShown = Clock::now();
  shown = true;
  llvm::errs() << llvm::format("\rreference: %3d %%",
                               static_cast<int>(100 * now / total));
}

unsigned heddle::reference::resolveThreads(unsigned requested) {
  if (requested)
    return requested;
  return std::max(1u, std::thread::hardware_concurrency());
}

void heddle::reference::parallelFor(
    int64_t numItems, unsigned numThreads,
    llvm::function_ref<void(int64_t, unsigned)> body) {
  std::atomic<int64_t> next{0};
  auto work = [&](unsigned worker) {
    for (int64_t item = next++; item < numItems; item = next++)
      body(item, worker);
  };
  int64_t useful = std::min<int64_t>(numThreads, numItems);
  std::vector<std::thread> threads;
  for (int64_t worker = 1; worker < useful; ++worker)
    threads.emplace_back(work, static_cast<unsigned>(worker));
  work(0);
  for (std::thread &thread : threads)
    thread.join();
}
