//===- Warp.cpp - Lanes that run together ---------------------------------===//
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
// Frames
//===----------------------------------------------------------------------===//

Frame::Frame(const Function &function, std::shared_ptr<Frame> callerFrame)
    : function(function), caller(std::move(callerFrame)) {
  constexpr size_t alignment = 64;
  storage = std::make_unique<uint8_t[]>(function.frameBytes + alignment);
  auto address = reinterpret_cast<uintptr_t>(storage.get());
  registers = storage.get() + (alignment - address % alignment) % alignment;
  for (ThreadMemory &memory : calls)
    memory.resize(function.callBytes);
  if (!caller)
    return;
  depth = caller->depth + 1;
  localBase = (caller->localBase + caller->function.localBytes + 15) / 16 * 16;
}

uint64_t Warp::presetValue(const Frame &frame, const PresetRegister &preset,
                           unsigned lane) const {
  const Extent3 &grid = cluster.launch.config.grid;
  const Extent3 &size = cluster.launch.config.block;
  const Extent3 &extent = cluster.launch.config.cluster;
  unsigned thread = numberInBlock * warpSize + lane;
  switch (preset.special) {
  case Special::TidX:
    return thread % size.x;
  case Special::TidY:
    return thread / size.x % size.y;
  case Special::TidZ:
    return thread / size.x / size.y;
  case Special::NtidX:
    return size.x;
  case Special::NtidY:
    return size.y;
  case Special::NtidZ:
    return size.z;
  case Special::CtaidX:
    return block.index.x;
  case Special::CtaidY:
    return block.index.y;
  case Special::CtaidZ:
    return block.index.z;
  case Special::ClusterCtaidX:
    return block.index.x % extent.x;
  case Special::ClusterCtaidY:
    return block.index.y % extent.y;
  case Special::ClusterCtaidZ:
    return block.index.z % extent.z;
  case Special::ClusterNctaidX:
    return extent.x;
  case Special::ClusterNctaidY:
    return extent.y;
  case Special::ClusterNctaidZ:
    return extent.z;
  case Special::ClusterRank:
    return block.rank;
  case Special::ClusterBlocks:
    return cluster.blocks.size();
  case Special::ClusteridX:
    return cluster.index.x;
  case Special::ClusteridY:
    return cluster.index.y;
  case Special::ClusteridZ:
    return cluster.index.z;
  case Special::NclusteridX:
    return grid.x / extent.x;
  case Special::NclusteridY:
    return grid.y / extent.y;
  case Special::NclusteridZ:
    return grid.z / extent.z;
  case Special::IsCluster:
    return cluster.blocks.size() > 1;
  case Special::NctaidX:
    return grid.x;
  case Special::NctaidY:
    return grid.y;
  case Special::NctaidZ:
    return grid.z;
  case Special::Laneid:
    return lane;
  case Special::Warpid:
    return numberInBlock;
  case Special::Nwarpid:
    return cluster.warps.size() / cluster.blocks.size();
  case Special::LanemaskEq:
    return 1u << lane;
  case Special::LanemaskLe:
    return (uint64_t(2) << lane) - 1;
  case Special::LanemaskLt:
    return (1u << lane) - 1;
  case Special::LanemaskGe:
    return ~((1u << lane) - 1);
  case Special::LanemaskGt:
    return ~static_cast<uint32_t>((uint64_t(2) << lane) - 1);
  case Special::Clock:
  case Special::Clock64:
  case Special::Globaltimer:
  case Special::GlobaltimerLo:
    return cluster.time;
  case Special::DynamicSharedSize:
    return cluster.launch.config.sharedBytes;
  case Special::TotalSharedSize:
    return block.shared.size();
  case Special::SharedSymbol:
    return block.sharedBase() + preset.address;
  case Special::LocalSymbol:
    return frame.localBase + preset.variable->address;
  case Special::DynamicShared:
    return block.sharedBase() + block.shared.size() -
           cluster.launch.config.sharedBytes;
  case Special::One:
  case Special::Nsmid:
    return 1;
  case Special::Zero:
  case Special::Smid:
  case Special::Gridid:
  case Special::ClockHi:
  case Special::GlobaltimerHi:
    return 0;
  }
  return 0;
}

void Warp::fillPresets(Frame &frame) {
  for (const PresetRegister &preset : frame.function.presets)
    for (unsigned lane = 0; lane < warpSize; ++lane) {
      uint64_t value = presetValue(frame, preset, lane);
      std::memcpy(frame.registers + preset.offset + lane * (preset.bits / 8),
                  &value, preset.bits / 8);
    }
  uint32_t end = frame.localBase + frame.function.localBytes;
  if (end == 0)
    return;
  for (ThreadMemory &memory : local) {
    memory.resize(std::max<size_t>(memory.bytes.size(), end));
    std::fill(memory.initialized.begin() + frame.localBase,
              memory.initialized.begin() + end, 0);
  }
}

//===----------------------------------------------------------------------===//
// Groups
//===----------------------------------------------------------------------===//

Warp::Warp(Block &block, unsigned number, Mask lanes, const Function &entry)
    : block(block), cluster(block.cluster), number(number),
      numberInBlock(number - block.firstWarp) {
  auto frame = std::make_shared<Frame>(entry, nullptr);
  fillPresets(*frame);
  groups.push_back(std::make_unique<Group>());
  active = groups.back().get();
  active->frame = std::move(frame);
  active->lanes = lanes;
}

Mask Warp::liveLanes() const {
  Mask lanes = 0;
  for (const std::unique_ptr<Group> &group : groups)
    lanes |= group->lanes;
  return lanes;
}

bool Warp::canRun() const {
  return std::any_of(groups.begin(), groups.end(),
                     [](const auto &group) { return !group->isBlocked; });
}

Group &Warp::split(Mask lanes) {
  groups.push_back(std::make_unique<Group>(*active));
  Group &other = *groups.back();
  other.lanes = lanes;
  active->lanes &= ~lanes;
  return other;
}

void Warp::unblock() {
  for (std::unique_ptr<Group> &group : groups)
    if (group->barrier < 0)
      group->isBlocked = group->waitsForPhase = false;
}

void Warp::timeOut() {
  for (std::unique_ptr<Group> &group : groups) {
    if (!group->waitsForPhase)
      continue;
    group->isLate = true;
    group->isBlocked = group->waitsForPhase = false;
  }
}

void Warp::removeEmpty() {
  auto isEmpty = [](const auto &group) { return group->lanes == 0; };
  groups.erase(std::remove_if(groups.begin(), groups.end(), isEmpty),
               groups.end());
  active = groups.empty() ? nullptr : groups.front().get();
}

/// Chooses the group that is furthest behind; but one that has run for long
/// while others could may spin on what they would do, so each has its turn.
void Warp::select() {
  constexpr unsigned turn = 4096;
  Group *best = nullptr;
  for (const std::unique_ptr<Group> &group : groups) {
    if (group->isBlocked)
      continue;
    bool isBehind = !best || group->frame->depth > best->frame->depth ||
                    (group->frame->depth == best->frame->depth &&
                     group->place < best->place);
    bool isTired = group.get() == active && stepsOfActive >= turn;
    if (isTired ? !best : isBehind || (best == active && stepsOfActive >= turn))
      best = group.get();
  }
  stepsOfActive = best == active ? stepsOfActive + 1 : 0;
  active = best;
}

/// Joins the active group with those that stand where it stands.
void Warp::merge() {
  if (!active || active->barrier >= 0)
    return;
  bool merged = false;
  for (std::unique_ptr<Group> &group : groups) {
    if (group.get() == active || group->barrier >= 0 || group->hasPassed ||
        active->hasPassed || group->place != active->place ||
        group->frame != active->frame)
      continue;
    active->lanes |= group->lanes;
    group->lanes = 0;
    merged = true;
  }
  if (!merged)
    return;
  laneAccesses.clear();
  Group *kept = active;
  removeEmpty();
  active = kept;
  unblock();
}

bool Warp::run(unsigned instructions) {
  for (unsigned i = 0; i < instructions && !groups.empty(); ++i) {
    if (groups.size() > 1)
      select();
    if (!active || active->isBlocked)
      return true;
    if (!step())
      return false;
    if (groups.size() > 1)
      merge();
  }
  return true;
}

bool Warp::step() {
  const Function &function = active->frame->function;
  if (active->place == function.code.size()) {
    leave(active->lanes);
    return true;
  }
  const Instruction &instruction = function.code[active->place];
  Mask mask = active->lanes;
  if (instruction.guard.kind == Operand::Kind::Register)
    mask &= readPredicate(instruction.guard);
  ++cluster.time;
  if (mask == 0) {
    ++active->place;
    return true;
  }
  if (function.usesWgmma && instruction.text.rfind("wgmma", 0) != 0) {
    if (!products.empty() && !checkRegisters(instruction))
      return false;
    noteWrites(instruction);
  }
  Outcome outcome = instruction.handler(*this, instruction, mask);
  if (outcome == Outcome::Failed)
    return false;
  if (outcome == Outcome::Blocked) {
    active->isBlocked = true;
    return true;
  }
  if (outcome == Outcome::Next)
    ++active->place;
  Counters &counters = cluster.counters;
  ++counters.warpInstructions;
  counters.laneInstructions += __builtin_popcount(mask);
  if (!counters.executed.empty())
    ++counters.executed[instruction.id];
  uint64_t limit = cluster.launch.options.maxInstructions;
  if (limit != 0 && ++executed > limit) {
    fail(instruction, __builtin_ctz(mask),
         "the warp has executed " + std::to_string(limit) +
             " instructions, the limit; it may wait for what never happens");
    return false;
  }
  return true;
}

Outcome Warp::fail(const Instruction &instruction, unsigned lane,
                   const std::string &message) {
  const Extent3 &size = cluster.launch.config.block;
  unsigned thread = numberInBlock * warpSize + lane;
  auto triple = [](unsigned x, unsigned y, unsigned z) {
    return std::to_string(x) + "," + std::to_string(y) + "," +
           std::to_string(z);
  };
  cluster.fail(
      cluster.launch.module.name + ":" + std::to_string(instruction.line) +
      ": error: " + instruction.text + ": " + message + " (block " +
      triple(block.index.x, block.index.y, block.index.z) + ", thread " +
      triple(thread % size.x, thread / size.x % size.y,
             thread / size.x / size.y) +
      ")");
  return Outcome::Failed;
}

//===----------------------------------------------------------------------===//
// Control
//===----------------------------------------------------------------------===//

Outcome Warp::jump(Mask lanes, uint32_t place) {
  if (lanes == active->lanes) {
    active->place = place;
    return Outcome::Jumped;
  }
  split(lanes).place = place;
  return Outcome::Next;
}

Outcome Warp::exit(Mask lanes) {
  active->lanes &= ~lanes;
  ++active->place;
  if (active->lanes == 0)
    removeEmpty();
  unblock();
  if (groups.empty()) {
    block.checkBarriers();
    cluster.checkBarrier();
  }
  return Outcome::Jumped;
}

static void copyParameter(const Frame &from, const Variable &source, Frame &to,
                          const Variable &target, Mask lanes) {
  uint64_t at = source.address - callWindow,
           place = target.address - callWindow;
  size_t size = std::min(source.size, target.size);
  for (; lanes != 0; lanes &= lanes - 1) {
    unsigned lane = __builtin_ctz(lanes);
    const ThreadMemory &old = from.calls[lane];
    ThreadMemory &memory = to.calls[lane];
    std::copy_n(old.bytes.begin() + at, size, memory.bytes.begin() + place);
    std::copy_n(old.initialized.begin() + at, size,
                memory.initialized.begin() + place);
  }
}

Outcome Warp::leave(Mask lanes) {
  std::shared_ptr<Frame> frame = active->frame;
  if (!frame->caller)
    return exit(lanes);
  const Instruction &site = frame->caller->function.code[frame->callSite];
  const Operand *results = site.flags & 1 ? &site.operands[0] : nullptr;
  if (results)
    for (size_t i = 0; i < frame->function.results.size(); ++i)
      copyParameter(*frame, frame->function.results[i], *frame->caller,
                    *results->parts[i].variable, lanes);
  Group &group = lanes == active->lanes ? *active : split(lanes);
  if (&group != active)
    ++active->place;
  group.frame = frame->caller;
  group.place = frame->callSite + 1;
  return Outcome::Jumped;
}

Outcome Warp::call(const Instruction &instruction, Mask lanes,
                   const Function &callee, const Operand *results,
                   const Operand *arguments) {
  constexpr unsigned maxDepth = 1024;
  unsigned lane = __builtin_ctz(lanes);
  if (!callee.isDefined)
    return fail(instruction, lane,
                "'" + callee.name + "' has no body here to run");
  if (active->frame->depth == maxDepth)
    return fail(instruction, lane,
                "more than " + std::to_string(maxDepth) + " calls deep");
  size_t given = arguments ? arguments->parts.size() : 0;
  size_t taken = results ? results->parts.size() : 0;
  if (given != callee.parameters.size() || taken != callee.results.size())
    return fail(instruction, lane,
                "the arguments do not fit those of '" + callee.name + "'");
  Group &group = lanes == active->lanes ? *active : split(lanes);
  if (&group != active)
    ++active->place;
  auto frame = std::make_shared<Frame>(callee, group.frame);
  frame->callSite =
      static_cast<uint32_t>(&instruction - group.frame->function.code.data());
  fillPresets(*frame);
  for (size_t i = 0; i < given; ++i)
    copyParameter(*group.frame, *arguments->parts[i].variable, *frame,
                  callee.parameters[i], lanes);
  group.frame = std::move(frame);
  group.place = 0;
  return Outcome::Jumped;
}

bool Warp::gather(Mask lanes, Mask wanted, Outcome &outcome) {
  if (lanes != active->lanes) {
    // The others go on, and may come back to this place.
    split(active->lanes & ~lanes).place = active->place + 1;
    merge();
  }
  wanted &= liveLanes();
  if ((wanted & ~active->lanes) == 0) {
    laneAccesses.clear();
    return true;
  }
  outcome = Outcome::Blocked;
  return false;
}

void Warp::learn(const std::vector<uint32_t> &known) {
  laneAccesses.clear();
  for (size_t i = 0; i < clock.size(); ++i)
    clock[i] = std::max(clock[i], known[i]);
}

void Warp::publish() {
  laneAccesses.clear();
  std::vector<uint32_t> &known = cluster.atomicClock;
  for (size_t i = 0; i < clock.size(); ++i)
    known[i] = std::max(known[i], clock[i]);
  advanceClock();
}

void Warp::passBarrier(int barrier, const std::vector<uint32_t> &known) {
  for (std::unique_ptr<Group> &group : groups) {
    if (group->barrier != barrier)
      continue;
    group->barrier = -1;
    group->hasPassed = true;
    group->isBlocked = false;
    learn(known);
  }
}

std::string Warp::whereGroupsWait() const {
  std::string text;
  for (const std::unique_ptr<Group> &group : groups) {
    const Function &function = group->frame->function;
    text += "\n  " + cluster.describeWarp(number) + ": " +
            std::to_string(__builtin_popcount(group->lanes)) + " lanes";
    if (group->place < function.code.size()) {
      const Instruction &instruction = function.code[group->place];
      text += " at line " + std::to_string(instruction.line) + ", " +
              instruction.text;
    }
  }
  return text;
}

//===----------------------------------------------------------------------===//
// Operands
//===----------------------------------------------------------------------===//

Mask Warp::readPredicate(const Operand &operand) const {
  Mask mask = 0;
  if (operand.kind == Operand::Kind::Register)
    std::memcpy(&mask, active->frame->registers + operand.offset, sizeof(mask));
  else if (operand.literal.bits != 0)
    mask = ~Mask(0);
  return operand.negated ? ~mask : mask;
}

void Warp::writePredicate(const Operand &operand, Mask values, Mask mask) {
  if (operand.kind != Operand::Kind::Register)
    return;
  uint8_t *place = active->frame->registers + operand.offset;
  Mask old = 0;
  std::memcpy(&old, place, sizeof(old));
  values = (values & mask) | (old & ~mask);
  std::memcpy(place, &values, sizeof(values));
}

void Warp::readBits(const Operand &operand, uint64_t (&bits)[warpSize]) const {
  uint64_t scratch[warpSize];
  const uint64_t *values = read<uint64_t>(operand, scratch);
  std::copy_n(values, warpSize, bits);
}

template <class T>
static void writeLanes(uint8_t *place, const uint64_t *bits, Mask mask) {
  T *target = reinterpret_cast<T *>(place);
  for (unsigned lane = 0; lane < warpSize; ++lane)
    if (mask >> lane & 1)
      target[lane] = static_cast<T>(bits[lane]);
}

void Warp::writeBits(const Operand &operand, const uint64_t *bits, Mask mask) {
  if (operand.kind != Operand::Kind::Register)
    return;
  uint8_t *place = active->frame->registers + operand.offset;
  if (operand.bits == 16)
    writeLanes<uint16_t>(place, bits, mask);
  else if (operand.bits == 32)
    writeLanes<uint32_t>(place, bits, mask);
  else
    writeLanes<uint64_t>(place, bits, mask);
}
