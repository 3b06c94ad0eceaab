//===- Blocks.cpp - Blocks and clusters that run --------------------------===//
//
// Part of the Heddle Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Engine.h"

#include <algorithm>

using namespace heddle::ptx;

//===----------------------------------------------------------------------===//
// Barriers
//===----------------------------------------------------------------------===//

/// What the warp did so far is known to whoever passes the barrier.
static void join(Barrier &barrier, Warp &warp) {
  barrier.clock.resize(warp.clock.size());
  for (size_t i = 0; i < warp.clock.size(); ++i)
    barrier.clock[i] = std::max(barrier.clock[i], warp.clock[i]);
  warp.advanceClock();
  barrier.arrived += warpSize;
}

/// Begins the next round; what was known to those that arrived.
static std::vector<uint32_t> reset(Barrier &barrier) {
  ++barrier.round;
  barrier.result = barrier.population;
  barrier.lastAll = barrier.all;
  barrier.lastAny = barrier.any;
  barrier.arrived = barrier.expected = barrier.population = 0;
  barrier.all = true;
  barrier.any = false;
  std::vector<uint32_t> known = std::move(barrier.clock);
  barrier.clock.clear();
  return known;
}

Block::Block(Cluster &cluster, Extent3 index, unsigned rank, unsigned firstWarp)
    : cluster(cluster), index(index), rank(rank), firstWarp(firstWarp) {
  constexpr uint32_t alignment = 128;
  uint32_t fixed = (cluster.launch.entry.sharedBytes + alignment - 1) /
                   alignment * alignment;
  shared.resize(fixed + cluster.launch.config.sharedBytes);
  sharedState.resize(shared.size());
}

unsigned Block::liveWarps() const {
  auto first = cluster.warps.begin() + firstWarp;
  auto count = cluster.warps.size() / cluster.blocks.size();
  return static_cast<unsigned>(
      std::count_if(first, first + static_cast<std::ptrdiff_t>(count),
                    [](const auto &warp) { return !warp->hasExited(); }));
}

void Block::open(Barrier &barrier) {
  auto number = static_cast<int>(&barrier - barriers.data());
  std::vector<uint32_t> known = reset(barrier);
  for (std::unique_ptr<Warp> &warp : cluster.warps)
    if (&warp->block == this)
      warp->passBarrier(number, known);
}

void Block::checkBarriers() {
  for (Barrier &barrier : barriers)
    if (barrier.arrived != 0 && barrier.isForAll &&
        barrier.arrived >= liveWarps() * warpSize)
      open(barrier);
}

void Block::arrive(Barrier &barrier, Warp &warp) {
  ++cluster.progress;
  join(barrier, warp);
  if (barrier.arrived >= barrier.expected)
    open(barrier);
}

unsigned Cluster::liveWarps() const {
  return static_cast<unsigned>(
      std::count_if(warps.begin(), warps.end(),
                    [](const auto &warp) { return !warp->hasExited(); }));
}

void Cluster::openBarrier() {
  lastKnown = reset(barrier);
  for (std::unique_ptr<Warp> &warp : warps) {
    warp->isAtClusterBarrier = false;
    warp->passBarrier(Barrier::count, lastKnown);
  }
}

void Cluster::arrive(Warp &warp) {
  ++progress;
  warp.isAtClusterBarrier = warp.awaitsCluster = true;
  warp.clusterRound = barrier.round;
  join(barrier, warp);
  checkBarrier();
}

void Cluster::checkBarrier() {
  bool haveAll = std::all_of(warps.begin(), warps.end(), [](const auto &warp) {
    return warp->hasExited() || warp->isAtClusterBarrier;
  });
  if (barrier.arrived != 0 && haveAll)
    openBarrier();
}

//===----------------------------------------------------------------------===//
// Clusters
//===----------------------------------------------------------------------===//

Cluster::Cluster(Launch &launch, Extent3 index, uint64_t seed)
    : launch(launch), index(index), random(seed) {
  if (launch.options.statistics)
    counters.executed.resize(launch.module.instructions);
  const Extent3 &extent = launch.config.cluster;
  unsigned count = extent.x * extent.y * extent.z;
  blocks.reserve(count);
  for (unsigned rank = 0; rank < count; ++rank)
    blocks.push_back(std::make_unique<Block>(
        *this,
        Extent3{index.x * extent.x + rank % extent.x,
                index.y * extent.y + rank / extent.x % extent.y,
                index.z * extent.z + rank / extent.x / extent.y},
        rank, rank * launch.warps()));
  for (const std::unique_ptr<Block> &block : blocks)
    addWarps(*block);
  atomicClock.resize(warps.size() + 1);
  fenced.resize(warps.size() + 1);
  fenced.back() = ~0u;
}

void Cluster::addWarps(Block &block) {
  size_t clocks = blocks.size() * launch.warps() + 1;
  for (unsigned i = 0; i < launch.warps(); ++i) {
    unsigned lanes = std::min(warpSize, launch.threads() - i * warpSize);
    Mask mask = lanes == warpSize ? ~Mask(0) : (Mask(1) << lanes) - 1;
    unsigned number = block.firstWarp + i;
    warps.push_back(std::make_unique<Warp>(block, number, mask, launch.entry));
    warps.back()->clock.resize(clocks);
    warps.back()->clock[number] = 1;
  }
}

void Cluster::fail(std::string message) {
  if (failed)
    return;
  failed = true;
  std::lock_guard<std::mutex> guard(launch.failureGuard);
  if (launch.failure.empty())
    launch.failure = std::move(message);
}

std::string Cluster::describeWarp(unsigned number) const {
  const Warp &warp = *warps[number];
  std::string text = "warp " + std::to_string(warp.numberInBlock);
  if (blocks.size() > 1)
    text += " of block " + std::to_string(warp.block.rank) + " of the cluster";
  return text;
}

bool Cluster::run() {
  std::vector<Warp *> ready;
  while (true) {
    ready.clear();
    for (std::unique_ptr<Warp> &warp : warps)
      if (!warp->hasExited() && warp->canRun())
        ready.push_back(warp.get());
    constexpr unsigned longestTurn = 256, turnsPerLanding = 4;
    if (!bulkCopies.empty() &&
        (ready.empty() || random() % turnsPerLanding == 0)) {
      if (!landCopy())
        return false;
      continue;
    }
    if (ready.empty() && wakeLate())
      continue;
    if (ready.empty())
      break;
    Warp &warp = *ready[random() % ready.size()];
    if (!warp.run(1 + random() % longestTurn))
      return false;
  }
  if (liveWarps() != 0)
    failDeadlock();
  return !failed && checkEnd();
}

void Cluster::failDeadlock() {
  const Extent3 &first = blocks.front()->index;
  std::string message =
      launch.module.name + ": error: deadlock in " +
      (blocks.size() > 1 ? "the cluster of block " : "block ") +
      std::to_string(first.x) + "," + std::to_string(first.y) + "," +
      std::to_string(first.z) + ": no warp can go on";
  for (const std::unique_ptr<Warp> &warp : warps)
    message += warp->whereGroupsWait();
  fail(std::move(message));
}
