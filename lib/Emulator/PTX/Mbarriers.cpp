//===- Mbarriers.cpp - Barriers that bulk copies signal -------------------===//
//
// Part of the Heddle Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Engine.h"

#include <algorithm>

using namespace heddle::ptx;

/// Phases of one barrier that complete before somebody sees it are one.
static void append(std::vector<SharedWrite> &to,
                   std::vector<SharedWrite> &from) {
  std::move(from.begin(), from.end(), std::back_inserter(to));
  from.clear();
}

static void learnAll(std::vector<uint32_t> &clock,
                     const std::vector<uint32_t> &known) {
  clock.resize(std::max(clock.size(), known.size()));
  for (size_t i = 0; i < known.size(); ++i)
    clock[i] = std::max(clock[i], known[i]);
}

void Cluster::checkPhase(Mbarrier &barrier) {
  ++progress;
  if (barrier.pending != 0 || barrier.transactions != 0)
    return;
  ++barrier.phase;
  barrier.pending = barrier.expected;
  learnAll(barrier.passed, barrier.arriving);
  barrier.arriving.clear();
  append(barrier.complete, barrier.landed);
  for (std::unique_ptr<Warp> &warp : warps)
    warp->unblock();
}

void Cluster::observe(Mbarrier &barrier, Warp &warp) {
  if (!barrier.complete.empty()) {
    ++bulkTime;
    barrier.passed.resize(warps.size() + 1);
    barrier.passed[bulkWriter()] = bulkTime;
  }
  for (const SharedWrite &write : barrier.complete)
    for (const SharedRange &range : write.ranges)
      for (uint32_t i = 0; i < range.size; ++i) {
        SharedByte &byte = sharedState(range.offset + i);
        --byte.inFlight;
        byte.writeTime = bulkTime;
        byte.writer = static_cast<uint16_t>(bulkWriter());
        byte.writeInstruction = write.instruction;
        byte.isAtomic = false;
      }
  barrier.complete.clear();
  if (!barrier.passed.empty())
    warp.learn(barrier.passed);
}

//===----------------------------------------------------------------------===//
// Copies
//===----------------------------------------------------------------------===//

/// Whether the sources still are what they were when the copy began.
static bool isUnchanged(const BulkCopy &copy) {
  return std::all_of(copy.sources.begin(), copy.sources.end(),
                     [&](const BulkCopy::Source &source) {
                       return std::memcmp(source.host,
                                          copy.write.bytes.data() + source.at,
                                          source.size) == 0;
                     });
}

/// Lets one of the copies land; false after a failure.
bool Cluster::landCopy() {
  std::swap(bulkCopies[random() % bulkCopies.size()], bulkCopies.back());
  BulkCopy copy = std::move(bulkCopies.back());
  bulkCopies.pop_back();
  auto found = mbarriers.find(copy.barrier);
  const char *message =
      found == mbarriers.end()
          ? "the barrier of a bulk copy was invalidated while it was in flight"
      : !isUnchanged(copy)
          ? "the source of a bulk copy was overwritten while it was in flight"
          : nullptr;
  if (message) {
    fail(launch.module.name + ":" +
         std::to_string(launch.lineOf(copy.write.instruction)) +
         ": error: " + message);
    return false;
  }
  size_t at = 0;
  for (const SharedRange &range : copy.write.ranges) {
    std::copy_n(copy.write.bytes.begin() + at, range.size,
                sharedBytes(range.offset));
    at += range.size;
  }
  for (const SharedRange &range : copy.reads)
    warps[copy.reader]->endRead(range);
  Mbarrier &barrier = found->second;
  barrier.transactions -= copy.transactions;
  barrier.pending -= copy.arrivals;
  barrier.instruction = copy.write.instruction;
  barrier.landed.push_back(std::move(copy.write));
  checkPhase(barrier);
  return true;
}

/// When nothing else can go on, those that wait at an mbarrier see that its
/// phase is not complete; false if nothing has changed since they last did.
bool Cluster::wakeLate() {
  if (progress == progressWhenLate)
    return false;
  progressWhenLate = progress;
  for (std::unique_ptr<Warp> &warp : warps)
    warp->timeOut();
  return std::any_of(warps.begin(), warps.end(), [](const auto &warp) {
    return !warp->hasExited() && warp->canRun();
  });
}

bool Cluster::checkEnd() {
  auto complain = [&](uint32_t instruction, const std::string &message) {
    fail(launch.module.name + ":" + std::to_string(launch.lineOf(instruction)) +
         ": error: " + message);
    return false;
  };
  for (const std::unique_ptr<Warp> &warp : warps)
    for (const BulkStore &store : warp->stores)
      return complain(store.instruction,
                      "the block ended while a bulk copy read its shared "
                      "memory; wait for it (cp.async.bulk.wait_group)");
  for (const BulkCopy &copy : bulkCopies)
    return complain(copy.write.instruction,
                    "the block ended while a bulk copy was in flight");
  for (const auto &[offset, barrier] : mbarriers) {
    if (!barrier.complete.empty() || !barrier.landed.empty())
      return complain(barrier.instruction,
                      "the block ended, and nobody waited for what a bulk copy "
                      "brought");
    if (barrier.pending != barrier.expected || barrier.transactions != 0)
      return complain(
          barrier.instruction,
          "the block ended in the middle of a phase of its mbarrier: " +
              std::to_string(barrier.pending) + " of " +
              std::to_string(barrier.expected) + " arrivals and " +
              std::to_string(barrier.transactions) + " bytes are missing");
  }
  return true;
}
