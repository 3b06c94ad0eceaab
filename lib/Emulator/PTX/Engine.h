//===- Engine.h - Warps and blocks that run ---------------------*- C++ -*-===//
//
// Part of the Heddle Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A warp is a set of groups: lanes that stand at the same instruction of the
// same frame. Where lanes take different ways, groups part; where they meet
// again, they merge. The group that is furthest behind goes first, so that they
// meet as early as they can.
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_LIB_EMULATOR_PTX_ENGINE_H
#define HEDDLE_LIB_EMULATOR_PTX_ENGINE_H

#include "Async.h"
#include "Memory.h"
#include "Program.h"

#include <mutex>
#include <random>
#include <type_traits>

namespace heddle::ptx {

class Block;
class Cluster;

/// The registers and parameters of a function that runs.
struct Frame {
  Frame(const Function &function, std::shared_ptr<Frame> caller);

  const Function &function;
  std::shared_ptr<Frame> caller;
  /// The call, to which lanes return.
  uint32_t callSite = 0;
  unsigned depth = 0;
  /// Where local memory of this function starts within the thread's.
  uint32_t localBase = 0;
  std::unique_ptr<uint8_t[]> storage;
  uint8_t *registers = nullptr;
  /// Of each lane: the parameters that it was given and that it gives.
  std::array<ThreadMemory, warpSize> calls;
};

struct Group {
  std::shared_ptr<Frame> frame;
  uint32_t place = 0;
  Mask lanes = 0;
  bool isBlocked = false;
  /// Has arrived at a barrier, and waits for others: its number, or
  /// Barrier::count for that of the cluster.
  int barrier = -1;
  /// The barrier opened; the instruction is to be finished.
  bool hasPassed = false;
  /// Waits at an mbarrier, or has waited there long enough.
  bool waitsForPhase = false, isLate = false;
};

/// A copy to shared memory that was started and not waited for.
struct AsyncCopy {
  unsigned lane;
  /// Of those that its lane commits.
  uint32_t group;
  uint32_t target;
  unsigned size;
  const uint8_t *source;
  unsigned sourceSize;
  std::array<uint8_t, 16> bytes;
  uint32_t instruction;
};

struct AccessKind {
  bool isWrite, isAtomic;
  /// Writes without reading first.
  bool isStore = false;

  static constexpr AccessKind read() { return {false, false}; }
  static constexpr AccessKind write() { return {true, false}; }
  static constexpr AccessKind atomic() { return {true, true}; }
};

struct Counters {
  uint64_t warpInstructions = 0, laneInstructions = 0;
  uint64_t bytesRead = 0, bytesWritten = 0;
  std::vector<uint64_t> executed;
  struct Access {
    uint64_t requests = 0, transactions = 0, ideal = 0;
  };
  std::unordered_map<uint32_t, Access> shared, global;
};

class Warp {
public:
  /// `number` counts through the cluster.
  Warp(Block &block, unsigned number, Mask lanes, const Function &entry);

  /// Runs until it has no lane that can go on, or has executed so many
  /// instructions; false after a failure.
  bool run(unsigned instructions);

  Block &block;
  Cluster &cluster;
  const unsigned number, numberInBlock;

  bool hasExited() const { return groups.empty(); }
  bool canRun() const;
  Mask liveLanes() const;
  Group &current() { return *active; }
  Frame &frame() { return *active->frame; }

  // Operands.
  template <class T>
  const T *read(const Operand &operand, T (&scratch)[warpSize]) const;
  template <class T>
  void write(const Operand &operand, const T *values, Mask mask);
  Mask readPredicate(const Operand &operand) const;
  void writePredicate(const Operand &operand, Mask values, Mask mask);
  /// Any width, extended by zeros.
  void readBits(const Operand &operand, uint64_t (&bits)[warpSize]) const;
  void writeBits(const Operand &operand, const uint64_t *bits, Mask mask);

  // Memory.
  /// The addresses that an operand [base + offset] names.
  void readAddresses(const Operand &operand, Space space,
                     uint64_t (&addresses)[warpSize]) const;
  /// Where the bytes lie on the host, after all checks; null after a failure.
  /// Writing `data` that is there already is no race.
  uint8_t *access(const Instruction &instruction, Space space, uint64_t address,
                  unsigned size, AccessKind kind, unsigned lane,
                  const uint8_t *data = nullptr);
  void countAccess(const Instruction &instruction, Space space,
                   const uint64_t *addresses, unsigned size, Mask mask);

  /// Sets the message of the launch.
  Outcome fail(const Instruction &instruction, unsigned lane,
               const std::string &message);

  // Control.
  /// Lanes go to a place in the frame that they are in; the rest goes on.
  Outcome jump(Mask lanes, uint32_t place);
  Outcome exit(Mask lanes);
  Outcome leave(Mask lanes);
  Outcome call(const Instruction &instruction, Mask lanes,
               const Function &callee, const Operand *results,
               const Operand *arguments);
  /// True if the active group has all lanes of `wanted` that have not exited;
  /// otherwise it waits for them.
  bool gather(Mask lanes, Mask wanted, Outcome &outcome);

  // Asynchronous copies.
  bool startCopy(const Instruction &instruction, unsigned lane, uint64_t target,
                 uint64_t source, unsigned size, unsigned sourceSize);
  void commitCopies(Mask mask);
  bool waitForCopies(const Instruction &instruction, Mask mask,
                     uint32_t pending);

  /// Moves the copies of lanes that were started and not waited for to `copy`.
  void moveCopies(Mask lanes, BulkCopy &copy);

  // Bulk copies and wgmma.
  /// Checks that shared memory may be read beside the warp, and reads it until
  /// `endRead`.
  bool beginRead(const Instruction &instruction, SharedRange range,
                 unsigned lane);
  void endRead(const SharedRange &range);
  /// Checks that a copy may write shared memory, which then is in flight.
  bool beginWrite(const Instruction &instruction, SharedRange range,
                  unsigned lane);
  /// Bytes of global memory for a bulk copy; null after a failure.
  uint8_t *globalBytes(const Instruction &instruction, uint64_t address,
                       unsigned size, AccessKind kind, unsigned lane) {
    return globalAt(instruction, address, size, kind, lane);
  }
  /// fence.proxy.async.
  void fenceProxies();
  bool waitForStores(Mask lanes, uint32_t pending);
  void addProduct(WarpgroupProduct product);
  void waitForProducts(uint32_t pending);
  /// wgmma.fence: registers may be accumulators and factors now.
  void fenceRegisters();
  bool isRegisterFenced(const Operand &operand) const;
  /// Whether wgmmas in flight own the register.
  bool isAccumulator(const Operand &operand) const;
  void timeOut();
  /// barrier.cluster: has arrived in this round, and did not wait for it yet.
  bool isAtClusterBarrier = false, awaitsCluster = false;
  uint64_t clusterRound = 0;
  void unblock();
  std::vector<BulkStore> stores;
  std::array<uint32_t, warpSize> storeGroups{};
  uint32_t productGroup = 0;

  /// Bytes of shared memory, by address in the cluster.
  uint8_t *sharedAt(const Instruction &instruction, uint64_t address,
                    unsigned size, AccessKind kind, unsigned lane,
                    const uint8_t *data = nullptr);
  /// The block that has such bytes of shared memory, and still runs; null
  /// after a failure.
  Block *findShared(const Instruction &instruction, uint64_t address,
                    unsigned size, AccessKind kind, unsigned lane);
  /// The carry flag of each lane.
  Mask carry = 0;
  /// What this warp knows of the times of all.
  std::vector<uint32_t> clock;
  std::string whereGroupsWait() const;
  /// A barrier has opened for this warp.
  void passBarrier(int barrier, const std::vector<uint32_t> &known);
  /// After others may depend on what this warp did so far.
  void advanceClock() { ++clock[number]; }
  void learn(const std::vector<uint32_t> &known);
  /// What was done so far is known to who acquires it by atomic operations.
  void publish();
  /// Where a volatile or releasing store goes, which is no race with such
  /// loads, but initialises what it writes.
  uint8_t *accessStrong(const Instruction &instruction, uint64_t address,
                        unsigned size, unsigned lane);
  /// Makes `lanes` of the active group a group of their own; the rest stays
  /// active.
  Group &split(Mask lanes);

private:
  void fillPresets(Frame &frame);
  uint64_t presetValue(const Frame &frame, const PresetRegister &preset,
                       unsigned lane) const;
  bool step();
  void select();
  void merge();
  bool checkRegisters(const Instruction &instruction);
  void noteWrites(const Instruction &instruction);
  void removeEmpty();
  uint8_t *globalAt(const Instruction &instruction, uint64_t address,
                    unsigned size, AccessKind kind, unsigned lane);
  uint8_t *moduleAt(const Instruction &instruction, uint64_t address,
                    unsigned size, AccessKind kind, unsigned lane);
  uint8_t *threadAt(const Instruction &instruction, ThreadMemory &memory,
                    std::string_view name, uint64_t offset, unsigned size,
                    AccessKind kind, unsigned lane);
  bool failRace(const Instruction &instruction, unsigned lane, uint64_t offset,
                bool isWrite, bool wasWrite, uint32_t other,
                unsigned otherWarp);
  bool checkSharedByte(const Instruction &instruction, SharedByte &byte,
                       uint64_t offset, AccessKind kind, unsigned lane,
                       bool isUnchanged);
  bool checkLanes(const Instruction &instruction, uint64_t offset,
                  AccessKind kind, unsigned lane);
  void noteSharedByte(const Instruction &instruction, SharedByte &byte,
                      AccessKind kind);

  std::vector<std::unique_ptr<Group>> groups;
  /// Accesses to shared memory, by address, since groups last met.
  std::unordered_map<uint64_t, LaneAccess> laneAccesses;
  Group *active = nullptr;
  unsigned stepsOfActive = 0;
  uint64_t executed = 0;
  std::array<ThreadMemory, warpSize> local;
  std::vector<AsyncCopy> copies;
  std::array<uint32_t, warpSize> copyGroups{};
  DeviceBuffer *lastBuffer = nullptr;
  std::vector<WarpgroupProduct> products;
  /// Of kernels with wgmma, for each register of the frame: what owns it, and
  /// whether it was written since wgmma.fence.
  enum class Owner : uint8_t { None, Factor, Accumulator };
  std::vector<Owner> owners;
  std::vector<uint8_t> unfenced;
};

/// A barrier of a block, by its number.
struct Barrier {
  static constexpr unsigned count = 16;

  /// Threads that have arrived, and that must; 0 while nobody has.
  unsigned arrived = 0, expected = 0;
  /// Expects all warps of the block, fewer as warps exit.
  bool isForAll = false;
  std::vector<uint32_t> clock;
  /// bar.red: what was found so far, and what the last round found.
  unsigned population = 0, result = 0;
  bool all = true, any = false, lastAll = true, lastAny = false;
  /// Counts the rounds.
  uint64_t round = 0;
  uint32_t instruction = 0;
};

/// What all blocks of a launch share.
struct Launch {
  const Module::Impl &module;
  DeviceMemory::Impl &memory;
  const Function &entry;
  const LaunchConfig &config;
  const Options &options;
  std::vector<uint8_t> parameters;
  /// Atomic operations on global memory exclude each other.
  std::mutex atomics;
  std::mutex failureGuard;
  std::string failure;
  Counters total;

  /// Of a block.
  unsigned threads() const {
    return config.block.x * config.block.y * config.block.z;
  }
  unsigned warps() const { return (threads() + warpSize - 1) / warpSize; }
  std::string describe(uint32_t instruction) const;
  unsigned lineOf(uint32_t instruction) const;
};

class Block {
public:
  Block(Cluster &cluster, Extent3 index, unsigned rank, unsigned firstWarp);

  Cluster &cluster;
  const Extent3 index;
  /// Among the blocks of the cluster.
  const unsigned rank;
  /// The number of its first warp in the cluster.
  const unsigned firstWarp;
  std::vector<uint8_t> shared;
  std::vector<SharedByte> sharedState;
  std::array<Barrier, Barrier::count> barriers;

  /// Where its shared memory starts among that of the cluster.
  uint32_t sharedBase() const { return rank * blockWindow; }
  unsigned liveWarps() const;
  /// Warps have exited: barriers may have all that they wait for.
  void checkBarriers();
  /// A warp arrives; the barrier may open.
  void arrive(Barrier &barrier, Warp &warp);

private:
  void open(Barrier &barrier);
};

/// Blocks that run together, one if the launch has no clusters.
class Cluster {
public:
  /// `index` counts clusters.
  Cluster(Launch &launch, Extent3 index, uint64_t seed);

  /// False after a failure.
  bool run();

  Launch &launch;
  const Extent3 index;
  std::vector<std::unique_ptr<Block>> blocks;
  std::vector<std::unique_ptr<Warp>> warps;
  Counters counters;
  /// barrier.cluster, and what those knew that arrived in its last round.
  Barrier barrier;
  std::vector<uint32_t> lastKnown;
  /// What releases of atomic operations on shared memory have made known.
  std::vector<uint32_t> atomicClock;
  /// Those that are initialised, by address in shared memory.
  std::unordered_map<uint32_t, Mbarrier> mbarriers;
  /// The copies that are under way.
  std::vector<BulkCopy> bulkCopies;
  /// Of each warp, what it wrote until then is known to bulk copies and wgmma
  /// (by fence.proxy.async). The last of each clock is that of bulk copies.
  std::vector<uint32_t> fenced;
  uint32_t bulkTime = 0;
  /// Counts what others may wait for.
  uint64_t progress = 0;
  /// A cheap clock for %clock.
  uint64_t time = 0;
  bool failed = false;

  void fail(std::string message);
  std::string describeWarp(unsigned number) const;

  // Shared memory, by address in the cluster.
  /// The block that has all these bytes; null if none has.
  Block *findShared(uint64_t address, uint64_t size) const {
    uint64_t rank = address / blockWindow;
    bool isThere = rank < blocks.size() &&
                   address % blockWindow + size <= blocks[rank]->shared.size();
    return isThere ? blocks[rank].get() : nullptr;
  }
  SharedByte &sharedState(uint64_t address) {
    return blocks[address / blockWindow]->sharedState[address % blockWindow];
  }
  uint8_t *sharedBytes(uint64_t address) {
    return blocks[address / blockWindow]->shared.data() + address % blockWindow;
  }

  // barrier.cluster.
  unsigned liveWarps() const;
  void arrive(Warp &warp);
  /// Warps have exited.
  void checkBarrier();

  // Mbarriers and bulk copies (Mbarriers.cpp).
  /// The last part of each clock.
  unsigned bulkWriter() const { return static_cast<unsigned>(warps.size()); }
  /// Its phase may be complete.
  void checkPhase(Mbarrier &barrier);
  /// Somebody has seen its last phase complete: what landed can be touched.
  void observe(Mbarrier &barrier, Warp &warp);
  /// Whether all went to its end; a failure's message is set.
  bool checkEnd();

private:
  void addWarps(Block &block);
  void openBarrier();
  bool landCopy();
  bool wakeLate();
  void failDeadlock();
  uint64_t progressWhenLate = ~uint64_t(0);

  std::mt19937_64 random;
};

//===----------------------------------------------------------------------===//
// Operands
//===----------------------------------------------------------------------===//

/// The unsigned integer of a type's size. The library is compiled without
/// strict aliasing, as registers are read as any type of their size.
template <class T>
using BitsOf =
    std::conditional_t<sizeof(T) == 8, uint64_t,
                       std::conditional_t<sizeof(T) == 4, uint32_t, uint16_t>>;

template <class T>
const T *broadcastOf(const Broadcast &broadcast) {
  if constexpr (sizeof(T) == 8)
    return reinterpret_cast<const T *>(broadcast.wide.data());
  else if constexpr (sizeof(T) == 4)
    return reinterpret_cast<const T *>(broadcast.word.data());
  else
    return reinterpret_cast<const T *>(broadcast.half.data());
}

template <class To, class From>
void convertLanes(const void *from, To *to) {
  const From *source = static_cast<const From *>(from);
  for (unsigned lane = 0; lane < warpSize; ++lane)
    to[lane] = static_cast<To>(source[lane]);
}

/// The lanes of a register or constant, bit by bit. What is wider than `T` is
/// cut off, and what is narrower extended by zeros.
template <class T>
const T *Warp::read(const Operand &operand, T (&scratch)[warpSize]) const {
  static_assert(sizeof(T) > 1, "registers have at least 16 bits");
  using Bits = BitsOf<T>;
  if (operand.kind != Operand::Kind::Register)
    return broadcastOf<T>(*operand.constant);
  const uint8_t *source = active->frame->registers + operand.offset;
  if (operand.bits == 8 * sizeof(T))
    return reinterpret_cast<const T *>(source);
  auto *bits = reinterpret_cast<Bits *>(scratch);
  if (operand.bits == 16)
    convertLanes<Bits, uint16_t>(source, bits);
  else if (operand.bits == 32)
    convertLanes<Bits, uint32_t>(source, bits);
  else
    convertLanes<Bits, uint64_t>(source, bits);
  return scratch;
}

template <class To, class From>
void blendLanes(void *to, const From *from, Mask mask) {
  To *target = static_cast<To *>(to);
  if (mask == ~Mask(0)) {
    for (unsigned lane = 0; lane < warpSize; ++lane)
      target[lane] = static_cast<To>(from[lane]);
    return;
  }
  for (unsigned lane = 0; lane < warpSize; ++lane)
    target[lane] =
        mask >> lane & 1 ? static_cast<To>(from[lane]) : target[lane];
}

/// Numbers narrower than the register are extended: by their sign if they have
/// one.
template <class T>
void Warp::write(const Operand &operand, const T *values, Mask mask) {
  using Integer = std::conditional_t<std::is_integral_v<T>, T, BitsOf<T>>;
  if (operand.kind != Operand::Kind::Register)
    return;
  uint8_t *place = active->frame->registers + operand.offset;
  auto *integers = reinterpret_cast<const Integer *>(values);
  if (operand.bits == 16)
    blendLanes<uint16_t>(place, integers, mask);
  else if (operand.bits == 32)
    blendLanes<uint32_t>(place, integers, mask);
  else
    blendLanes<uint64_t>(place, integers, mask);
}

} // namespace heddle::ptx

#endif // HEDDLE_LIB_EMULATOR_PTX_ENGINE_H
