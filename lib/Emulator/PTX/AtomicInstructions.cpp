//===- AtomicInstructions.cpp - atom and red ------------------------------===//
//
// Part of the Heddle Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "MemoryInstructions.h"
#include "NarrowFloat.h"

#include <algorithm>
#include <cmath>

using namespace heddle::ptx;

namespace {

enum class AtomicOp : uint8_t {
  Add,
  Min,
  Max,
  And,
  Or,
  Xor,
  Exch,
  Cas,
  Inc,
  Dec
};

/// What happens to the number at an address.
struct Update {
  AtomicOp op;
  Type type;
  bool returns, synchronizes;
  /// Operands before the address.
  unsigned first() const { return returns ? 1 : 0; }
};

const Update &updateOf(const Instruction &instruction) {
  return *static_cast<const Update *>(instruction.object.get());
}

template <class T>
T numberOf(uint64_t bits) {
  T value;
  std::memcpy(&value, &bits, sizeof(T));
  return value;
}

template <class T>
uint64_t bitsOfNumber(T value) {
  uint64_t bits = 0;
  std::memcpy(&bits, &value, sizeof(T));
  return bits;
}

template <class T>
T combine(AtomicOp op, T old, T value) {
  switch (op) {
  case AtomicOp::Min:
    return std::min(old, value);
  case AtomicOp::Max:
    return std::max(old, value);
  case AtomicOp::Inc:
    return old >= value ? T(0) : old + 1;
  case AtomicOp::Dec:
    return old == 0 || old > value ? value : old - 1;
  default:
    return static_cast<T>(old + value);
  }
}

uint64_t combineHalf(AtomicOp op, FloatFormat format, uint64_t old,
                     uint64_t value) {
  double a = decodeFloat(format, old), b = decodeFloat(format, value);
  double result = op == AtomicOp::Min   ? std::fmin(a, b)
                  : op == AtomicOp::Max ? std::fmax(a, b)
                                        : a + b;
  return encodeFloat(format, result);
}

uint64_t combineHalves(AtomicOp op, FloatFormat format, uint64_t old,
                       uint64_t value) {
  return combineHalf(op, format, old >> 16 & 0xffff, value >> 16 & 0xffff)
             << 16 |
         combineHalf(op, format, old & 0xffff, value & 0xffff);
}

uint64_t combineNumbers(AtomicOp op, Type type, uint64_t old, uint64_t value) {
  auto as = [&](auto zero) {
    using T = decltype(zero);
    // Signed sums wrap; their bits are those of unsigned ones.
    return bitsOfNumber<T>(
        combine<T>(op, numberOf<T>(old), numberOf<T>(value)));
  };
  switch (type) {
  case Type::S32:
    return op == AtomicOp::Add ? as(uint32_t()) : as(int32_t());
  case Type::S64:
    return op == AtomicOp::Add ? as(uint64_t()) : as(int64_t());
  case Type::F32:
    return as(float());
  case Type::F64:
    return as(double());
  case Type::F16:
    return combineHalf(op, FloatFormat::F16, old, value);
  case Type::BF16:
    return combineHalf(op, FloatFormat::BF16, old, value);
  case Type::F16x2:
    return combineHalves(op, FloatFormat::F16, old, value);
  case Type::BF16x2:
    return combineHalves(op, FloatFormat::BF16, old, value);
  case Type::B64:
  case Type::U64:
    return as(uint64_t());
  default:
    return as(uint32_t());
  }
}

uint64_t update(const Update &how, uint64_t old, uint64_t value,
                uint64_t desired) {
  switch (how.op) {
  case AtomicOp::And:
    return old & value;
  case AtomicOp::Or:
    return old | value;
  case AtomicOp::Xor:
    return old ^ value;
  case AtomicOp::Exch:
    return value;
  case AtomicOp::Cas:
    return old == value ? desired : old;
  default:
    return combineNumbers(how.op, how.type, old, value);
  }
}

const Operand &partOf(const Operand &operand, unsigned i) {
  return operand.kind == Operand::Kind::Vector ? operand.parts[i] : operand;
}

/// Updates one number of every lane, one lane after the other.
bool updatePart(Warp &warp, const Instruction &instruction, Mask mask,
                unsigned part, const uint64_t *addresses, uint64_t *old) {
  const Update &how = updateOf(instruction);
  uint64_t values[warpSize], desired[warpSize] = {};
  warp.readBits(partOf(instruction.operands[how.first() + 1], part), values);
  if (how.op == AtomicOp::Cas)
    warp.readBits(instruction.operands[how.first() + 2], desired);
  const unsigned size = instruction.size;
  const uint64_t field = ~uint64_t(0) >> (64 - 8 * size);
  for (; mask != 0; mask &= mask - 1) {
    unsigned lane = __builtin_ctz(mask);
    uint8_t *place = warp.access(instruction, instruction.space,
                                 addresses[lane] + part * size, size,
                                 AccessKind::atomic(), lane);
    if (!place)
      return false;
    old[lane] = 0;
    std::memcpy(&old[lane], place, size);
    uint64_t result =
        update(how, old[lane], values[lane] & field, desired[lane] & field);
    std::memcpy(place, &result, size);
  }
  return true;
}

Outcome atom(Warp &warp, const Instruction &instruction, Mask mask) {
  const Update &how = updateOf(instruction);
  uint64_t addresses[warpSize], old[warpSize] = {};
  warp.readAddresses(instruction.operands[how.first()], instruction.space,
                     addresses);
  warp.countAccess(instruction, instruction.space, addresses,
                   instruction.size * instruction.count, mask);
  if (how.synchronizes)
    warp.publish();
  std::lock_guard<std::mutex> guard(warp.cluster.launch.atomics);
  for (unsigned part = 0; part < instruction.count; ++part) {
    if (!updatePart(warp, instruction, mask, part, addresses, old))
      return Outcome::Failed;
    if (how.returns)
      warp.writeBits(partOf(instruction.operands[0], part), old, mask);
  }
  if (how.synchronizes)
    warp.learn(warp.cluster.atomicClock);
  return Outcome::Next;
}

bool isUpdatable(const Update &how, unsigned size) {
  if (isFloat(how.type)) {
    bool isAtomicFloat = how.type == Type::F32 || how.type == Type::F64 ||
                         how.type == Type::F16 || how.type == Type::BF16 ||
                         how.type == Type::F16x2 || how.type == Type::BF16x2;
    return isAtomicFloat && how.op <= AtomicOp::Max;
  }
  bool isBitwise = how.op >= AtomicOp::And && how.op <= AtomicOp::Cas;
  return size >= 4 || (isBitwise && size == 2);
}

bool decodeUpdate(Decoder &decoder, bool returns) {
  Instruction &instruction = decoder.instruction;
  auto how = std::make_shared<Update>();
  how->returns = returns;
  int op = decoder.takeAny(
      {"add", "min", "max", "and", "or", "xor", "exch", "cas", "inc", "dec"});
  instruction.space = takeSpace(decoder);
  int order = decoder.takeAny({"acq_rel", "acquire", "release", "relaxed"});
  decoder.ignore({"cta", "cluster", "gpu", "sys", "noftz", "L2::cache_hint",
                  "L2::evict_first", "L2::evict_last"});
  int vector = decoder.takeAny({"v2", "v4", "v8"});
  how->type = decoder.takeType();
  how->op = static_cast<AtomicOp>(op);
  // Locks made of exchanges have fences beside them.
  how->synchronizes = (order >= 0 && order < 3) || how->op == AtomicOp::Exch ||
                      how->op == AtomicOp::Cas;
  instruction.count = static_cast<uint8_t>(vector < 0 ? 1 : 2 << vector);
  instruction.size = static_cast<uint8_t>(bitsOf(how->type) / 8);
  if (op < 0 || instruction.size == 0 || instruction.size > 8 ||
      !isUpdatable(*how, instruction.size))
    return decoder.fail("'" + instruction.text + "' is not supported");
  size_t least = how->first() + (how->op == AtomicOp::Cas ? 3 : 2);
  if (!decoder.finish(least, least + 1) || !decoder.expectAddress(how->first()))
    return false;
  for (size_t i = 0; i < least; ++i) {
    const Operand &operand = decoder.operand(i);
    bool isVector = operand.kind == Operand::Kind::Vector &&
                    operand.parts.size() == instruction.count;
    bool isSink = i < how->first() && operand.kind == Operand::Kind::Sink;
    if (isVector && !decoder.expectRegisters(i))
      return false;
    if (i == how->first() || isVector || isSink)
      continue;
    if (!decoder.expectValue(i))
      return false;
  }
  decoder.fixConstants(how->type);
  instruction.object = std::move(how);
  instruction.handler = atom;
  return true;
}

bool decodeAtom(Decoder &decoder) { return decodeUpdate(decoder, true); }

bool decodeRed(Decoder &decoder) { return decodeUpdate(decoder, false); }

constexpr OpcodeEntry opcodes[] = {{"atom", decodeAtom}, {"red", decodeRed}};

} // namespace

OpcodeTable heddle::ptx::atomicOpcodes() {
  return {std::begin(opcodes), std::end(opcodes)};
}
