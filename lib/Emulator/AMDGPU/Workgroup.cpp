//===- Workgroup.cpp - Work-items, waves, and how they advance ------------===//
//
// Part of the Heddle Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Workgroup.h"

#include <algorithm>

using namespace heddle;
using namespace heddle::amdgcn;

static uint64_t volume(Extent3 extent) {
  return uint64_t{extent.x} * extent.y * extent.z;
}

static std::string format(Extent3 id) {
  return "(" + std::to_string(id.x) + ", " + std::to_string(id.y) + ", " +
         std::to_string(id.z) + ")";
}

Workgroup::Workgroup(const LaunchState &launch)
    : launch(launch), kernel(launch.kernel), costs(kernel.sites.size()),
      lanes(volume(launch.block)), stacks(lanes.size()),
      privateData(lanes.size() * kernel.privateBytes) {
  blockCounts.assign(kernel.blocks.size(), 0);
  uint32_t waveSize = kernel.processor.waveSize;
  waves.resize((lanes.size() + waveSize - 1) / waveSize);
  for (uint32_t i = 0; i < waves.size(); ++i) {
    waves[i].index = i;
    waves[i].lanes = &lanes[i * waveSize];
    waves[i].count = std::min<uint32_t>(waveSize, lanes.size() - i * waveSize);
  }
}

/// The body of a fiber.
static void runWorkItem(void *argument) {
  auto &lane = *static_cast<Lane *>(argument);
  lane.workgroup->kernel.entry(&lane);
  lane.ended = true;
  lane.workgroup->stop(lane);
}

void Workgroup::startLane(Lane &lane, Extent3 id) {
  uint32_t index = &lane - lanes.data();
  Extent3 block = launch.block;
  lane.index = index;
  lane.workItem[0] = index % block.x;
  lane.workItem[1] = index / block.x % block.y;
  lane.workItem[2] = index / block.x / block.y;
  lane.workgroupId[0] = id.x;
  lane.workgroupId[1] = id.y;
  lane.workgroupId[2] = id.z;
  lane.arguments = launch.arguments;
  lane.implicitArguments = launch.implicitArguments;
  lane.dispatchPacket = launch.dispatchPacket;
  lane.argumentData = launch.argumentData;
  lane.privateData = privateData.data() + size_t{index} * kernel.privateBytes;
  lane.privateWritten.assign(kernel.privateBytes, 0);
  lane.blockCounts = blockCounts.data();
  lane.workgroup = this;
  lane.wave = &waves[index / kernel.processor.waveSize];
  lane.ended = lane.saturates = false;
  lane.steps = 0;
  lane.fiber.start(stacks[index], runWorkItem, &lane);
}

void Workgroup::start(Extent3 id) {
  lds.reset(launch.ldsBytes);
  for (Lane &lane : lanes)
    startLane(lane, id);
  for (Wave &wave : waves) {
    wave.ready = wave.all();
    wave.ended = 0;
    wave.signals = wave.waits = 0;
    wave.blocked = false;
    wave.steps = 0;
  }
}

std::string Workgroup::run(Extent3 id, uint64_t seed) {
  random.seed(seed + 1);
  start(id);
  std::vector<Wave *> candidates;
  while (!failed()) {
    candidates.clear();
    for (Wave &wave : waves)
      if (runnable(wave))
        candidates.push_back(&wave);
    if (candidates.empty())
      break;
    unsigned turns = 1 + random() % 64;
    runWave(*candidates[random() % candidates.size()], turns);
  }
  if (!failed())
    message = describeDeadlock();
  return message;
}

bool Workgroup::mayPass(const Wave &wave) const {
  return std::all_of(waves.begin(), waves.end(), [&](const Wave &other) {
    return !other.live() || other.signals > wave.waits;
  });
}

bool Workgroup::runnable(const Wave &wave) const {
  return wave.live() && (!wave.blocked || mayPass(wave));
}

/// What a step has checked, work-items do before another wave runs.
void Workgroup::runWave(Wave &wave, unsigned turns) {
  if (wave.blocked) {
    wave.blocked = false;
    ++wave.waits;
  }
  runLanes(wave);
  for (; turns && !failed() && wave.live(); --turns) {
    step(wave);
    if (failed() || wave.blocked)
      return;
    runLanes(wave);
  }
}

void Workgroup::runLanes(Wave &wave) {
  uint64_t ready = wave.ready;
  wave.ready = 0;
  forEachLane(ready, [&](unsigned index) {
    Lane &lane = wave.lanes[index];
    if (failed())
      return;
    lane.fiber.resume();
    if (lane.ended)
      wave.ended |= uint64_t{1} << index;
  });
}

/// All live work-items of the wave wait. Sites are numbered in program order,
/// loops before what follows them, so that those at the first site are the
/// ones that others wait for, where control flow joins.
void Workgroup::step(Wave &wave) {
  uint32_t first = ~uint32_t{0};
  uint64_t mask = 0;
  forEachLane(wave.live(), [&](unsigned index) {
    uint32_t site = wave.lanes[index].site;
    if (site > first)
      return;
    mask = (site == first ? mask : 0) | uint64_t{1} << index;
    first = site;
  });
  const Site &site = kernel.sites[first];
  Group group(*this, wave, site, mask);
  wave.ready = mask;
  if (site.handler)
    site.handler(group);
  if (site.waitsForWaves)
    wave.blocked = true;
  if (++wave.steps > launch.maxSteps)
    fail(group.lane(group.first()), site,
         "no end in sight: the wave met " + std::to_string(launch.maxSteps) +
             " times at an instruction; is this a loop that waits for a wave "
             "or workgroup which does not run?");
}

/// What is reported if nobody can run: nothing, once all have ended.
std::string Workgroup::describeDeadlock() const {
  std::string text;
  for (const Wave &wave : waves) {
    if (!wave.live())
      continue;
    const Lane &lane = wave.lanes[__builtin_ctzll(wave.live())];
    text += "\n  wave " + std::to_string(wave.index) +
            " waits at: " + kernel.sites[lane.site].text;
  }
  if (text.empty())
    return text;
  return "kernel '" + kernel.info.name + "': deadlock: no wave can go on" +
         text;
}

std::string Workgroup::describe(const Lane &lane) const {
  auto id = [](const uint32_t *x) { return format({x[0], x[1], x[2]}); };
  return "work-item " + id(lane.workItem) + " of workgroup " +
         id(lane.workgroupId);
}

void Workgroup::fail(const Lane &lane, const Site &site,
                     const std::string &what) {
  if (failed())
    return;
  message = "kernel '" + kernel.info.name + "': " + what + "\n  by " +
            describe(lane) + " at: " + site.text;
}

Buffer *Workgroup::findBuffer(uint64_t address) {
  for (MemoryMap *map : {&launch.memory, &launch.internal, &kernel.variables})
    if (Buffer *buffer = map->find(address))
      return buffer;
  return nullptr;
}

void Workgroup::wait(Lane &lane, uint32_t site, unsigned char *frame) {
  lane.site = site;
  lane.frame = frame;
  lane.fiber.suspend();
}

void Workgroup::stop(Lane &lane) {
  while (true)
    lane.fiber.suspend();
}
