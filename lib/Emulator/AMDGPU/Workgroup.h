//===- Workgroup.h - Work-items, waves, and how they advance ----*- C++ -*-===//
//
// Part of the Heddle Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_EMULATOR_AMDGPU_WORKGROUP_H
#define HEDDLE_EMULATOR_AMDGPU_WORKGROUP_H

#include "Fiber.h"
#include "Kernel.h"
#include "LDS.h"
#include "Resource.h"

#include <random>

namespace heddle::amdgcn {

struct Wave;
class Workgroup;

/// A work-item.
struct Lane {
  // Generated code reads these.
  uint32_t workItem[3];
  uint32_t workgroupId[3];
  uint64_t arguments, implicitArguments, dispatchPacket;
  const unsigned char *argumentData;
  /// How often each block ran; null without statistics.
  uint64_t *blockCounts;

  // The rest is the runtime's.
  Workgroup *workgroup;
  Wave *wave;
  uint32_t index;
  Fiber fiber;
  /// Where it waits, and the frame of the instruction there.
  uint32_t site;
  unsigned char *frame;
  bool ended;
  /// The bit FP16_OVFL of the MODE register: conversions to narrow floats give
  /// the largest number instead of an infinity.
  bool saturates;
  uint64_t steps;
  unsigned char *privateData;
  /// One per byte of private memory, 1 if it was written.
  std::vector<unsigned char> privateWritten;
};

/// The work-items that share an instruction pointer on the GPU.
struct Wave {
  uint32_t index = 0;
  Lane *lanes = nullptr;
  uint32_t count = 0;
  /// Lanes that can run on.
  uint64_t ready = 0;
  uint64_t ended = 0;
  /// Barriers that it arrived at, and passed.
  uint32_t signals = 0, waits = 0;
  bool blocked = false;
  uint64_t steps = 0;

  uint64_t all() const {
    return count == 64 ? ~uint64_t{0} : (uint64_t{1} << count) - 1;
  }
  uint64_t live() const { return all() & ~ended; }
};

/// Calls `visit(lane)` for each bit of a mask of lanes.
template <class Visitor>
void forEachLane(uint64_t mask, Visitor visit) {
  for (; mask; mask &= mask - 1)
    visit(static_cast<unsigned>(__builtin_ctzll(mask)));
}

/// What goes on while a launch runs, for all workgroups of one host thread.
struct LaunchState {
  Kernel &kernel;
  MemoryMap &memory;
  /// Arguments and the dispatch packet.
  MemoryMap &internal;
  uint64_t maxSteps;
  uint32_t ldsBytes;
  Extent3 grid, block;
  uint64_t arguments, implicitArguments, dispatchPacket;
  const unsigned char *argumentData;
  bool statistics;
};

/// Costs of one instruction that accesses memory.
struct SiteCost {
  uint64_t requests = 0, transactions = 0, ideal = 0;
  uint64_t bytesRead = 0, bytesWritten = 0;
};

/// Runs one workgroup after the other on one host thread.
class Workgroup {
public:
  explicit Workgroup(const LaunchState &launch);

  /// Runs the workgroup to its end. Returns what went wrong, or nothing.
  std::string run(Extent3 id, uint64_t seed);

  const LaunchState &launch;
  Kernel &kernel;
  LocalMemory lds;
  ResourceTable resources;
  std::vector<SiteCost> costs;
  std::vector<uint64_t> blockCounts;

  /// Notes an error at a site. Only the first is kept.
  void fail(const Lane &lane, const Site &site, const std::string &what);
  bool failed() const { return !message.empty(); }

  /// The buffer that owns a global address, or null.
  Buffer *findBuffer(uint64_t address);

  /// Called on the fiber of a work-item: waits until it may go on.
  void wait(Lane &lane, uint32_t site, unsigned char *frame);
  /// Called on the fiber of a work-item: never comes back.
  [[noreturn]] void stop(Lane &lane);

private:
  void start(Extent3 id);
  void startLane(Lane &lane, Extent3 id);
  bool runnable(const Wave &wave) const;
  void runWave(Wave &wave, unsigned turns);
  void runLanes(Wave &wave);
  void step(Wave &wave);
  bool mayPass(const Wave &wave) const;
  std::string describe(const Lane &lane) const;
  std::string describeDeadlock() const;

  std::vector<Lane> lanes;
  std::vector<Wave> waves;
  std::vector<FiberStack> stacks;
  std::vector<unsigned char> privateData;
  std::minstd_rand random;
  std::string message;
};

/// Work-items of a wave that execute one instruction together. Operands are
/// those of the instruction, immediates included.
class Group {
public:
  Group(Workgroup &workgroup, Wave &wave, const Site &site, uint64_t mask)
      : workgroup(workgroup), wave(wave), site(site), mask(mask) {}

  Workgroup &workgroup;
  Wave &wave;
  const Site &site;
  /// The lanes that take part.
  const uint64_t mask;

  const Processor &processor() const { return workgroup.kernel.processor; }
  unsigned waveSize() const { return processor().waveSize; }
  bool has(unsigned lane) const { return mask >> lane & 1; }
  unsigned first() const {
    return static_cast<unsigned>(__builtin_ctzll(mask));
  }
  Lane &lane(unsigned index) const { return wave.lanes[index]; }

  unsigned char *operand(unsigned lane, unsigned index) const {
    return wave.lanes[lane].frame + site.operands[index].offset;
  }
  unsigned char *result(unsigned lane) const {
    return wave.lanes[lane].frame + site.result.offset;
  }
  template <class T>
  T get(unsigned lane, unsigned index) const {
    T value;
    std::memcpy(&value, operand(lane, index), sizeof(T));
    return value;
  }
  /// An operand that is the same in all lanes, as immediates are.
  template <class T>
  T uniform(unsigned index) const {
    return get<T>(first(), index);
  }
  template <class T>
  void set(unsigned lane, T value) const {
    std::memcpy(result(lane), &value, sizeof(T));
  }
  void fail(unsigned lane, const std::string &what) const {
    workgroup.fail(wave.lanes[lane], site, what);
  }
};

} // namespace heddle::amdgcn

#endif // HEDDLE_EMULATOR_AMDGPU_WORKGROUP_H
