//===- ControlInstructions.cpp - Branches, calls, barriers ----------------===//
//
// Part of the Heddle Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Elementwise.h"

using namespace heddle::ptx;

namespace {

//===----------------------------------------------------------------------===//
// Branches
//===----------------------------------------------------------------------===//

Outcome branch(Warp &warp, const Instruction &instruction, Mask mask) {
  return warp.jump(mask, instruction.operands[0].offset);
}

bool decodeBra(Decoder &decoder) {
  decoder.ignore({"uni"});
  decoder.instruction.handler = branch;
  if (!decoder.finish(1))
    return false;
  return decoder.operand(0).kind == Operand::Kind::Label ||
         decoder.fail("'bra' needs a label");
}

/// Each lane goes to its own label of the table.
Outcome branchByIndex(Warp &warp, const Instruction &instruction, Mask mask) {
  uint64_t indices[warpSize];
  warp.readBits(instruction.operands[0], indices);
  const std::vector<Operand> &table = instruction.operands[1].parts;
  while (mask != 0) {
    unsigned first = __builtin_ctz(mask);
    if (indices[first] >= table.size())
      return warp.fail(instruction, first,
                       "the index is " + std::to_string(indices[first]) +
                           ", but the table has " +
                           std::to_string(table.size()) + " labels");
    Mask same = 0;
    for (Mask rest = mask; rest != 0; rest &= rest - 1)
      same |= indices[__builtin_ctz(rest)] == indices[first] ? rest & -rest : 0;
    uint32_t place = table[indices[first]].offset;
    if (same == warp.current().lanes) {
      warp.current().place = place;
      return Outcome::Jumped;
    }
    warp.split(same).place = place;
    mask &= ~same;
  }
  return Outcome::Next;
}

bool decodeBrx(Decoder &decoder) {
  decoder.ignore({"idx", "uni"});
  decoder.instruction.handler = branchByIndex;
  if (!decoder.finish(2) || !decoder.expectValue(0))
    return false;
  return decoder.operand(1).kind == Operand::Kind::Table ||
         decoder.fail("'brx' needs the name of .branchtargets");
}

//===----------------------------------------------------------------------===//
// Calls
//===----------------------------------------------------------------------===//

enum CallFlags : uint8_t { HasResults = 1, HasArguments = 2, IsIndirect = 4 };

Outcome call(Warp &warp, const Instruction &instruction, Mask mask) {
  const auto &functions = warp.cluster.launch.module.functions;
  unsigned at = instruction.flags & HasResults ? 1 : 0;
  const Operand *results = at ? &instruction.operands[0] : nullptr;
  const Operand *arguments = instruction.flags & HasArguments
                                 ? &instruction.operands[at + 1]
                                 : nullptr;
  const Operand &callee = instruction.operands[at];
  if (!(instruction.flags & IsIndirect))
    return warp.call(instruction, mask, functions[callee.offset], results,
                     arguments);
  // Lanes that call something else stay, and call it later.
  uint64_t targets[warpSize];
  warp.readBits(callee, targets);
  unsigned first = __builtin_ctz(mask);
  Mask same = 0;
  for (Mask rest = mask; rest != 0; rest &= rest - 1)
    same |= targets[__builtin_ctz(rest)] == targets[first] ? rest & -rest : 0;
  uint64_t number = (targets[first] - functionWindow) / 16;
  if (targets[first] < functionWindow || number >= functions.size())
    return warp.fail(instruction, first, "the address is that of no function");
  if (same != warp.current().lanes)
    warp.split(warp.current().lanes & ~same);
  return warp.call(instruction, same, functions[number], results, arguments);
}

bool checkPassed(Decoder &decoder, const Operand &list) {
  for (const Operand &part : list.parts)
    if (!part.variable || part.variable->address < callWindow)
      return decoder.fail("what '" + decoder.instruction.text +
                          "' passes must be .param variables");
  return true;
}

bool decodeCall(Decoder &decoder) {
  Instruction &instruction = decoder.instruction;
  decoder.ignore({"uni"});
  if (!decoder.finish(1, 4))
    return false;
  size_t at = 0;
  if (decoder.operand(0).kind == Operand::Kind::Vector) {
    instruction.flags |= HasResults;
    ++at;
  }
  if (at == decoder.operands())
    return decoder.fail("'call' names no function");
  const Operand &callee = decoder.operand(at);
  if (callee.kind == Operand::Kind::Register)
    instruction.flags |= IsIndirect;
  else if (callee.kind != Operand::Kind::Function)
    return decoder.fail("there is no function '" + std::string(callee.name) +
                        "'");
  if (at + 1 < decoder.operands() &&
      decoder.operand(at + 1).kind == Operand::Kind::Vector) {
    instruction.flags |= HasArguments;
    if (!checkPassed(decoder, decoder.operand(at + 1)))
      return false;
  }
  instruction.handler = call;
  return at == 0 || checkPassed(decoder, decoder.operand(0));
}

Outcome leave(Warp &warp, const Instruction &, Mask mask) {
  return warp.leave(mask);
}

Outcome exitLanes(Warp &warp, const Instruction &, Mask mask) {
  return warp.exit(mask);
}

Outcome trap(Warp &warp, const Instruction &instruction, Mask mask) {
  return warp.fail(instruction, __builtin_ctz(mask), "the kernel gave up");
}

Outcome nothing(Warp &, const Instruction &, Mask) { return Outcome::Next; }

template <Handler Result, size_t Most>
bool decodePlain(Decoder &decoder) {
  decoder.ignore({"uni"});
  decoder.instruction.handler = Result;
  return decoder.finish(0, Most);
}

Outcome fenceProxies(Warp &warp, const Instruction &, Mask) {
  warp.fenceProxies();
  return Outcome::Next;
}

/// Fences, hints and waits that change nothing when blocks run one by one.
bool decodeFence(Decoder &decoder) {
  bool isProxyFence = decoder.take("proxy") && decoder.take("async");
  decoder.ignore({"cta",
                  "gl",
                  "sys",
                  "gpu",
                  "cluster",
                  "sc",
                  "acq_rel",
                  "acquire",
                  "release",
                  "u32",
                  "proxy",
                  "alias",
                  "async",
                  "async::generic",
                  "generic",
                  "tensormap::generic",
                  "launch_dependents",
                  "wait",
                  "mbarrier_init",
                  "global",
                  "shared::cta",
                  "shared::cluster",
                  "async::global",
                  "async::shared::cta",
                  "async::shared::cluster"});
  decoder.instruction.handler = isProxyFence ? fenceProxies : nothing;
  return decoder.finish(0, 2);
}

//===----------------------------------------------------------------------===//
// Barriers
//===----------------------------------------------------------------------===//

enum BarrierFlags : uint8_t { HasCount = 1, Arrives = 2, Reduces = 4 };
enum class Reduction : uint8_t { Popc, And, Or };

/// The operands are [d,] a [, b] [, p].
unsigned firstOperand(const Instruction &instruction) {
  return instruction.flags & Reduces ? 1 : 0;
}

void finishReduction(Warp &warp, const Instruction &instruction,
                     const Barrier &barrier, Mask mask) {
  const Operand &target = instruction.operands[0];
  auto kind = static_cast<Reduction>(instruction.count);
  if (kind == Reduction::Popc) {
    uint64_t counts[warpSize];
    std::fill_n(counts, warpSize, barrier.result);
    warp.writeBits(target, counts, mask);
    return;
  }
  bool holds = kind == Reduction::And ? barrier.lastAll : barrier.lastAny;
  warp.writePredicate(target, holds ? ~Mask(0) : 0, mask);
}

/// Notes how many threads must arrive, which all have to agree on.
bool expectThreads(Warp &warp, const Instruction &instruction, Barrier &barrier,
                   unsigned lane) {
  unsigned expected = warp.block.liveWarps() * warpSize;
  bool isForAll = !(instruction.flags & HasCount);
  if (!isForAll) {
    uint64_t counts[warpSize];
    warp.readBits(instruction.operands[firstOperand(instruction) + 1], counts);
    expected = static_cast<unsigned>(counts[lane]);
    if (expected == 0 || expected % warpSize != 0) {
      warp.fail(instruction, lane,
                "waits for " + std::to_string(expected) +
                    " threads, which is no multiple of 32");
      return false;
    }
  }
  // Warps that exited meanwhile are not waited for.
  bool areForAll = isForAll && barrier.isForAll;
  if (barrier.arrived != 0 && barrier.expected != expected && !areForAll) {
    warp.fail(instruction, lane,
              "waits for " + std::to_string(expected) +
                  " threads, but others at this barrier for " +
                  std::to_string(barrier.expected));
    return false;
  }
  barrier.expected = expected;
  barrier.isForAll = isForAll;
  return true;
}

Outcome barrierSync(Warp &warp, const Instruction &instruction, Mask mask) {
  Block &block = warp.block;
  unsigned first = firstOperand(instruction), lane = __builtin_ctz(mask);
  uint64_t numbers[warpSize];
  warp.readBits(instruction.operands[first], numbers);
  if (numbers[lane] >= Barrier::count)
    return warp.fail(instruction, lane,
                     "there is no barrier " + std::to_string(numbers[lane]));
  Barrier &barrier = block.barriers[numbers[lane]];
  if (warp.current().hasPassed) {
    warp.current().hasPassed = false;
    if (instruction.flags & Reduces)
      finishReduction(warp, instruction, barrier, mask);
    return Outcome::Next;
  }
  Outcome outcome = Outcome::Next;
  if (!warp.gather(mask, ~Mask(0), outcome))
    return outcome;
  if (!expectThreads(warp, instruction, barrier, lane))
    return Outcome::Failed;
  if (instruction.flags & Reduces) {
    Mask values = warp.readPredicate(instruction.operands.back());
    barrier.population += __builtin_popcount(values & mask);
    barrier.all &= (values & mask) == mask;
    barrier.any |= (values & mask) != 0;
  }
  if (instruction.flags & Arrives) {
    block.arrive(barrier, warp);
    return Outcome::Next;
  }
  warp.current().barrier = static_cast<int>(numbers[lane]);
  block.arrive(barrier, warp);
  if (!warp.current().hasPassed)
    return Outcome::Blocked;
  return barrierSync(warp, instruction, mask);
}

Outcome warpSync(Warp &warp, const Instruction &instruction, Mask mask) {
  uint64_t members[warpSize];
  warp.readBits(instruction.operands[0], members);
  Outcome outcome = Outcome::Next;
  warp.gather(mask, static_cast<Mask>(members[__builtin_ctz(mask)]), outcome);
  return outcome;
}

bool decodeBar(Decoder &decoder) {
  Instruction &instruction = decoder.instruction;
  if (decoder.take("cluster"))
    return decodeClusterBarrier(decoder);
  decoder.ignore({"cta", "aligned"});
  if (decoder.take("warp")) {
    decoder.ignore({"sync"});
    instruction.handler = warpSync;
    return decoder.finish(1) && decoder.expectValue(0);
  }
  int kind = decoder.takeAny({"sync", "arrive", "red"});
  if (kind < 0)
    return decoder.fail("'" + instruction.text + "' is not supported");
  if (kind == 2) {
    instruction.flags |= Reduces;
    int reduction = decoder.takeAny({"popc", "and", "or"});
    instruction.count = static_cast<uint8_t>(reduction < 0 ? 0 : reduction);
    decoder.ignore({"u32", "pred"});
  }
  if (kind == 1)
    instruction.flags |= Arrives;
  size_t fixed = kind == 2 ? 3 : 1;
  if (!decoder.finish(fixed, fixed + 1))
    return false;
  if (decoder.operands() > fixed)
    instruction.flags |= HasCount;
  else if (kind == 1)
    return decoder.fail("'" + instruction.text + "' needs a count of threads");
  for (size_t i = firstOperand(instruction);
       i + (kind == 2) < decoder.operands(); ++i)
    if (!decoder.expectValue(i))
      return false;
  instruction.handler = barrierSync;
  if (kind != 2)
    return true;
  bool counts = static_cast<Reduction>(instruction.count) == Reduction::Popc;
  return decoder.expectPredicate(decoder.operands() - 1) &&
         (counts ? decoder.expectTarget(0) : decoder.expectPredicateTarget(0));
}

constexpr OpcodeEntry controls[] = {
    {"bra", decodeBra},
    {"brx", decodeBrx},
    {"call", decodeCall},
    {"ret", decodePlain<leave, 0>},
    {"exit", decodePlain<exitLanes, 0>},
    {"trap", decodePlain<trap, 0>},
    {"brkpt", decodePlain<trap, 0>},
    {"pmevent", decodePlain<nothing, 1>},
    {"nanosleep", decodeFence},
    {"membar", decodeFence},
    {"fence", decodeFence},
    {"griddepcontrol", decodeFence},
};

constexpr OpcodeEntry barriers[] = {{"bar", decodeBar}, {"barrier", decodeBar}};

} // namespace

OpcodeTable heddle::ptx::controlOpcodes() {
  return {std::begin(controls), std::end(controls)};
}

OpcodeTable heddle::ptx::barrierOpcodes() {
  return {std::begin(barriers), std::end(barriers)};
}
