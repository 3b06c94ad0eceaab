//===- Runtime.cpp - What generated code calls ----------------------------===//
//
// Part of the Heddle Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Runtime.h"

#include "heddle/Runtime/ElementType.h"

#include <algorithm>

using namespace heddle;
using namespace heddle::amdgcn;

//===----------------------------------------------------------------------===//
// Addresses
//===----------------------------------------------------------------------===//

unsigned char *amdgcn::resolveGlobal(Group &group, unsigned lane,
                                     uint64_t address, const Access &access) {
  Buffer *buffer = group.workgroup.findBuffer(address);
  if (!buffer) {
    group.fail(
        lane, address < 4096
                  ? "null pointer: access to address " + std::to_string(address)
                  : "wild pointer: no buffer has anything near address " +
                        std::to_string(address));
    return nullptr;
  }
  std::string what = checkAccess(*buffer, address, access);
  if (what.empty())
    return buffer->data + (address - buffer->address);
  group.fail(lane, what);
  return nullptr;
}

unsigned char *amdgcn::resolveLDS(Group &group, unsigned lane, uint32_t address,
                                  const Access &access,
                                  const unsigned char *stored) {
  Workgroup &workgroup = group.workgroup;
  LocalMemory::Fault fault =
      workgroup.lds.check(group.lane(lane), address, access, stored);
  if (fault.what.empty())
    return workgroup.lds.at(address);
  if (fault.isRace)
    fault.what += " the access of work-item " +
                  std::to_string(fault.otherItem) +
                  " (counted through the "
                  "workgroup) at: " +
                  workgroup.kernel.sites[fault.otherSite].text;
  group.fail(lane, fault.what);
  return nullptr;
}

/// What is wrong with an access to private memory, or nothing.
static std::string checkPrivate(const Kernel &kernel, Lane &lane,
                                uint32_t address, const Access &access) {
  std::string at = std::to_string(access.size) + " bytes at private address " +
                   std::to_string(address);
  const std::vector<unsigned char> &layout = kernel.privateLayout;
  auto holds = [&](uint64_t i) { return i < layout.size() && layout[i]; };
  for (uint64_t i = address; i < uint64_t{address} + access.size; ++i) {
    if (!holds(i))
      return "out of bounds: " + at + ", which no variable covers";
    if (access.read && !lane.privateWritten[i])
      return "read of uninitialized memory: " + at;
    if (access.write)
      lane.privateWritten[i] = 1;
  }
  return {};
}

unsigned char *amdgcn::resolvePrivate(Workgroup &workgroup, Lane &lane,
                                      const Site &site, uint32_t address,
                                      const Access &access) {
  std::string what = checkPrivate(workgroup.kernel, lane, address, access);
  if (what.empty())
    return lane.privateData + address;
  workgroup.fail(lane, site, what);
  return nullptr;
}

unsigned char *amdgcn::resolve(Group &group, unsigned lane, unsigned space,
                               uint64_t address, const Access &access,
                               const unsigned char *stored) {
  uint64_t aperture = address & ~uint64_t{0xffffffff};
  bool isFlat = space == Flat;
  if (space == LDS || (isFlat && aperture == ldsAperture))
    return resolveLDS(group, lane, static_cast<uint32_t>(address), access,
                      stored);
  if (space == Private || (isFlat && aperture == privateAperture))
    return resolvePrivate(group.workgroup, group.lane(lane), group.site,
                          static_cast<uint32_t>(address), access);
  return resolveGlobal(group, lane, address, access);
}

//===----------------------------------------------------------------------===//
// Statistics
//===----------------------------------------------------------------------===//

/// LDS has 32 banks of 4 bytes and serves 128 bytes at once: a wave's accesses
/// are split into parts of so many lanes, and a part takes as many passes as
/// some bank has different words to serve.
static void countBanks(const Group &group, SiteCost &cost) {
  unsigned words = std::max(1u, group.site.access.size / 4);
  unsigned lanesAtOnce = std::max(1u, 32 / words);
  for (unsigned start = 0; start < 64; start += lanesAtOnce) {
    std::array<std::vector<uint64_t>, 32> banks;
    forEachLane(group.mask, [&](unsigned lane) {
      if (lane < start || lane >= start + lanesAtOnce)
        return;
      uint64_t word = group.get<uint64_t>(lane, 0) / 4;
      for (unsigned i = 0; i < words; ++i)
        banks[(word + i) % 32].push_back(word + i);
    });
    uint64_t passes = 0;
    for (std::vector<uint64_t> &bank : banks) {
      std::sort(bank.begin(), bank.end());
      uint64_t different = std::unique(bank.begin(), bank.end()) - bank.begin();
      passes = std::max(passes, different);
    }
    cost.transactions += passes;
    cost.ideal += passes != 0;
  }
}

static void countSectors(const Group &group, SiteCost &cost) {
  const Access &access = group.site.access;
  std::vector<uint64_t> sectors;
  uint64_t bytes = 0;
  forEachLane(group.mask, [&](unsigned lane) {
    auto address = group.get<uint64_t>(lane, 0);
    for (uint64_t at = address / 32; at <= (address + access.size - 1) / 32;
         ++at)
      sectors.push_back(at);
    bytes += access.size;
  });
  std::sort(sectors.begin(), sectors.end());
  cost.transactions +=
      std::unique(sectors.begin(), sectors.end()) - sectors.begin();
  cost.ideal += (bytes + 31) / 32;
  cost.bytesRead += access.read ? bytes : 0;
  cost.bytesWritten += access.write ? bytes : 0;
}

static void countAccess(const Group &group) {
  size_t index = &group.site - group.workgroup.kernel.sites.data();
  SiteCost &cost = group.workgroup.costs[index];
  ++cost.requests;
  if (group.site.space == LDS)
    countBanks(group, cost);
  else
    countSectors(group, cost);
}

void amdgcn::accessMemory(Group &group) {
  if (group.workgroup.launch.statistics)
    countAccess(group);
  forEachLane(group.mask, [&](unsigned lane) {
    auto *frame = reinterpret_cast<AccessFrame *>(group.lane(lane).frame);
    frame->host = resolve(group, lane, group.site.space, frame->address,
                          group.site.access, frame->stored);
  });
}

//===----------------------------------------------------------------------===//
// Functions that generated code calls
//===----------------------------------------------------------------------===//

/// Waits for the work-items of the wave that come to the same site.
static void callWave(Lane *lane, uint32_t site, unsigned char *frame) {
  lane->workgroup->wait(*lane, site, frame);
}

/// Executes an instruction that concerns this work-item only.
static void callLane(Lane *lane, uint32_t index, unsigned char *frame) {
  Workgroup &workgroup = *lane->workgroup;
  const Site &site = workgroup.kernel.sites[index];
  lane->site = index;
  lane->frame = frame;
  uint64_t mask = uint64_t{1} << (lane - lane->wave->lanes);
  Group group(workgroup, *lane->wave, site, mask);
  site.handler(group);
  if (workgroup.failed())
    workgroup.stop(*lane);
}

static unsigned char *callAccess(Lane *lane, uint64_t address, uint32_t site,
                                 const unsigned char *stored) {
  AccessFrame frame{address, nullptr, stored};
  lane->workgroup->wait(*lane, site, reinterpret_cast<unsigned char *>(&frame));
  return frame.host;
}

/// Private memory is no other work-item's business: nobody waits.
static unsigned char *callPrivate(Lane *lane, uint64_t address,
                                  uint32_t index) {
  Workgroup &workgroup = *lane->workgroup;
  const Site &site = workgroup.kernel.sites[index];
  unsigned char *host = resolvePrivate(
      workgroup, *lane, site, static_cast<uint32_t>(address), site.access);
  if (!host)
    workgroup.stop(*lane);
  return host;
}

/// Counts the turns of a loop in which waves do not meet.
static void callLoop(Lane *lane, uint32_t site) {
  Workgroup &workgroup = *lane->workgroup;
  if (++lane->steps <= workgroup.launch.maxSteps)
    return;
  workgroup.fail(
      *lane, workgroup.kernel.sites[site],
      "no end in sight: " + std::to_string(workgroup.launch.maxSteps) +
          " turns of a loop");
  workgroup.stop(*lane);
}

static void callEnd(Lane *lane) {
  lane->ended = true;
  lane->workgroup->stop(*lane);
}

static void callTrap(Lane *lane, uint32_t site) {
  Workgroup &workgroup = *lane->workgroup;
  workgroup.fail(*lane, workgroup.kernel.sites[site],
                 "the kernel came to a place that it says is never reached");
  workgroup.stop(*lane);
}

static uint16_t roundToF16(double value) { return rt::encodeF16(value); }
static uint16_t roundToBF16(double value) { return rt::encodeBF16(value); }
static float extendF16(uint16_t bits) {
  return static_cast<float>(rt::decodeF16(bits));
}

template <class Function>
static void *addressOf(Function *function) {
  return reinterpret_cast<void *>(function);
}

llvm::ArrayRef<RuntimeFunction> amdgcn::getRuntimeFunctions() {
  static const RuntimeFunction functions[] = {
      {"heddle_wave", addressOf(callWave)},
      {"heddle_lane", addressOf(callLane)},
      {"heddle_access", addressOf(callAccess)},
      {"heddle_private", addressOf(callPrivate)},
      {"heddle_loop", addressOf(callLoop)},
      {"heddle_end", addressOf(callEnd)},
      {"heddle_trap", addressOf(callTrap)},
      {"heddle_round_f16", addressOf(roundToF16)},
      {"heddle_round_bf16", addressOf(roundToBF16)},
      {"heddle_extend_f16", addressOf(extendF16)},
  };
  return functions;
}
