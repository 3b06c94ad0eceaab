//===- ConvertInstructions.cpp - cvt and mov ------------------------------===//
//
// Part of the Heddle Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Elementwise.h"
#include "NarrowFloat.h"

#include <algorithm>
#include <cfenv>
#include <cmath>

using namespace heddle::ptx;

namespace {

/// How a cvt converts; `mode` of the instruction packs it.
struct Plan {
  Type to, from;
  Rounding rounding = Rounding::NearestEven;
  bool toIntegral = false, saturates = false, saturatesFinite = false;
  bool relu = false, flushes = false;
};

const Plan &planOf(const Instruction &instruction) {
  return *static_cast<const Plan *>(instruction.object.get());
}

FloatFormat formatOf(Type type) {
  switch (type) {
  case Type::F64:
    return FloatFormat::F64;
  case Type::F16:
  case Type::F16x2:
    return FloatFormat::F16;
  case Type::BF16:
  case Type::BF16x2:
    return FloatFormat::BF16;
  case Type::TF32:
    return FloatFormat::TF32;
  case Type::E4M3:
  case Type::E4M3x2:
    return FloatFormat::E4M3;
  case Type::E5M2:
  case Type::E5M2x2:
    return FloatFormat::E5M2;
  default:
    return FloatFormat::F32;
  }
}

/// Extends the low bits of a register by the type's sign.
int64_t extend(Type type, uint64_t bits) {
  unsigned unused = 64 - bitsOf(type);
  if (isSigned(type))
    return static_cast<int64_t>(bits << unused) >> unused;
  return static_cast<int64_t>(bits << unused >> unused);
}

//===----------------------------------------------------------------------===//
// One number
//===----------------------------------------------------------------------===//

double roundToIntegral(double value, Rounding rounding) {
  switch (rounding) {
  case Rounding::Zero:
    return std::trunc(value);
  case Rounding::Up:
    return std::ceil(value);
  case Rounding::Down:
    return std::floor(value);
  case Rounding::NearestEven:
  case Rounding::NearestAway:
    break;
  }
  return std::nearbyint(value);
}

/// Numbers beyond the type saturate, as in hardware, whether asked or not.
uint64_t toInteger(Type type, double value) {
  unsigned bits = bitsOf(type);
  if (std::isnan(value))
    return bits == 64 ? uint64_t(1) << 63 : 0;
  if (isSigned(type)) {
    double limit = std::ldexp(1.0, static_cast<int>(bits) - 1);
    auto most = static_cast<int64_t>(~uint64_t(0) >> (65 - bits));
    if (value >= limit)
      return static_cast<uint64_t>(most);
    return static_cast<uint64_t>(value < -limit ? -most - 1
                                                : static_cast<int64_t>(value));
  }
  if (value <= 0)
    return 0;
  if (value >= std::ldexp(1.0, static_cast<int>(bits)))
    return ~uint64_t(0) >> (64 - bits);
  return static_cast<uint64_t>(value);
}

uint64_t saturateInteger(const Plan &plan, int64_t value) {
  bool isLargeUnsigned = plan.from == Type::U64 && value < 0;
  unsigned bits = bitsOf(plan.to);
  uint64_t most = ~uint64_t(0) >> (64 - bits + isSigned(plan.to));
  int64_t least = isSigned(plan.to) ? -static_cast<int64_t>(most) - 1 : 0;
  if (isLargeUnsigned || (value >= 0 && static_cast<uint64_t>(value) > most))
    return most;
  return static_cast<uint64_t>(std::max(value, least));
}

/// A double that rounds as the integer itself would: what does not fit leaves
/// a sticky bit.
double stickyDouble(uint64_t magnitude) {
  if (magnitude >> 53 == 0)
    return static_cast<double>(magnitude);
  uint64_t low = magnitude & 0xfff;
  return static_cast<double>((magnitude & ~uint64_t(0xfff)) |
                             (low ? 0x800 : 0));
}

uint64_t integerToFloat(const Plan &plan, int64_t value) {
  bool negative = isSigned(plan.from) && value < 0;
  uint64_t magnitude = negative ? 0 - static_cast<uint64_t>(value)
                                : static_cast<uint64_t>(value);
  Conversion how;
  how.rounding = plan.rounding;
  how.saturateUnit = plan.saturates;
  if (plan.to != Type::F64) {
    double wide = stickyDouble(magnitude);
    return encodeFloat(formatOf(plan.to), negative ? -wide : wide, how);
  }
  auto wide = static_cast<double>(magnitude);
  auto exact = static_cast<unsigned __int128>(wide);
  bool isLess = exact<magnitude, isMore = exact> magnitude;
  bool wantsMore = plan.rounding == (negative ? Rounding::Down : Rounding::Up);
  bool wantsLess = plan.rounding == Rounding::Zero ||
                   plan.rounding == (negative ? Rounding::Up : Rounding::Down);
  if (isLess && wantsMore)
    wide = std::nextafter(wide, INFINITY);
  if (isMore && wantsLess)
    wide = std::nextafter(wide, 0);
  return encodeFloat(FloatFormat::F64, negative ? -wide : wide, how);
}

double readFloat(const Plan &plan, uint64_t bits) {
  if (plan.flushes && plan.from == Type::F32)
    bits = flushSubnormal(static_cast<uint32_t>(bits));
  return decodeFloat(formatOf(plan.from), bits);
}

uint64_t writeFloat(const Plan &plan, double value) {
  Conversion how;
  how.rounding = plan.rounding;
  how.saturateFinite = plan.saturatesFinite;
  how.saturateUnit = plan.saturates;
  how.relu = plan.relu;
  how.flush = plan.flushes;
  return encodeFloat(formatOf(plan.to), value, how);
}

uint64_t convertOne(const Plan &plan, uint64_t bits) {
  if (!isFloat(plan.from)) {
    int64_t value = extend(plan.from, bits);
    if (isFloat(plan.to))
      return integerToFloat(plan, value);
    uint64_t result = plan.saturates ? saturateInteger(plan, value)
                                     : static_cast<uint64_t>(value);
    return static_cast<uint64_t>(extend(plan.to, result));
  }
  double value = readFloat(plan, bits);
  if (plan.toIntegral)
    value = roundToIntegral(value, plan.rounding);
  return isFloat(plan.to) ? writeFloat(plan, value) : toInteger(plan.to, value);
}

//===----------------------------------------------------------------------===//
// Handlers
//===----------------------------------------------------------------------===//

Outcome convert(Warp &warp, const Instruction &instruction, Mask mask) {
  const Plan &plan = planOf(instruction);
  uint64_t bits[warpSize];
  warp.readBits(instruction.operands[1], bits);
  for (uint64_t &value : bits)
    value = convertOne(plan, value);
  warp.writeBits(instruction.operands[0], bits, mask);
  return Outcome::Next;
}

/// Integers without saturation, the common case.
Outcome convertIntegers(Warp &warp, const Instruction &instruction, Mask mask) {
  const Plan &plan = planOf(instruction);
  uint64_t bits[warpSize];
  warp.readBits(instruction.operands[1], bits);
  for (Type type : {plan.from, plan.to}) {
    unsigned unused = 64 - bitsOf(type);
    if (isSigned(type))
      for (uint64_t &value : bits)
        value = static_cast<uint64_t>(static_cast<int64_t>(value << unused) >>
                                      unused);
    else
      for (uint64_t &value : bits)
        value = value << unused >> unused;
  }
  warp.writeBits(instruction.operands[0], bits, mask);
  return Outcome::Next;
}

template <float (*Decode)(uint16_t)>
Outcome widenHalf(Warp &warp, const Instruction &instruction, Mask mask) {
  uint16_t scratch[warpSize];
  const uint16_t *a = warp.read<uint16_t>(instruction.operands[1], scratch);
  float result[warpSize];
  for (unsigned lane = 0; lane < warpSize; ++lane)
    result[lane] = Decode(a[lane]);
  warp.write(instruction.operands[0], result, mask);
  return Outcome::Next;
}

template <uint16_t (*Encode)(float)>
Outcome narrowPair(Warp &warp, const Instruction &instruction, Mask mask) {
  float scratch[2][warpSize];
  const float *high = warp.read<float>(instruction.operands[1], scratch[0]);
  const float *low = warp.read<float>(instruction.operands[2], scratch[1]);
  uint32_t result[warpSize];
  for (unsigned lane = 0; lane < warpSize; ++lane)
    result[lane] = uint32_t(Encode(high[lane])) << 16 | Encode(low[lane]);
  warp.write(instruction.operands[0], result, mask);
  return Outcome::Next;
}

/// Two numbers into one register, the first operand high.
Outcome convertToPair(Warp &warp, const Instruction &instruction, Mask mask) {
  const Plan &plan = planOf(instruction);
  uint64_t high[warpSize], low[warpSize];
  warp.readBits(instruction.operands[1], high);
  warp.readBits(instruction.operands[2], low);
  unsigned half = bitsOf(plan.to) / 2;
  for (unsigned lane = 0; lane < warpSize; ++lane)
    high[lane] =
        convertOne(plan, high[lane]) << half | convertOne(plan, low[lane]);
  warp.writeBits(instruction.operands[0], high, mask);
  return Outcome::Next;
}

/// Both numbers of a register.
Outcome convertPair(Warp &warp, const Instruction &instruction, Mask mask) {
  const Plan &plan = planOf(instruction);
  uint64_t bits[warpSize];
  warp.readBits(instruction.operands[1], bits);
  unsigned from = bitsOf(plan.from) / 2, to = bitsOf(plan.to) / 2;
  uint64_t field = (uint64_t(1) << from) - 1;
  for (uint64_t &value : bits)
    value = convertOne(plan, value >> from & field) << to |
            convertOne(plan, value & field);
  warp.writeBits(instruction.operands[0], bits, mask);
  return Outcome::Next;
}

/// Two saturated integers, with the bits of a third moved up.
Outcome pack(Warp &warp, const Instruction &instruction, Mask mask) {
  const Plan &plan = planOf(instruction);
  uint64_t a[warpSize], b[warpSize], c[warpSize] = {};
  warp.readBits(instruction.operands[1], a);
  warp.readBits(instruction.operands[2], b);
  if (instruction.operands.size() == 4)
    warp.readBits(instruction.operands[3], c);
  unsigned bits = bitsOf(plan.to);
  uint64_t field = (uint64_t(1) << bits) - 1;
  for (unsigned lane = 0; lane < warpSize; ++lane)
    a[lane] = c[lane] << 2 * bits |
              (saturateInteger(plan, extend(plan.from, a[lane])) & field)
                  << bits |
              (saturateInteger(plan, extend(plan.from, b[lane])) & field);
  warp.writeBits(instruction.operands[0], a, mask);
  return Outcome::Next;
}

//===----------------------------------------------------------------------===//
// Decoding
//===----------------------------------------------------------------------===//

bool isPair(Type type) {
  return type == Type::F16x2 || type == Type::BF16x2 || type == Type::E4M3x2 ||
         type == Type::E5M2x2;
}

void takeRounding(Decoder &decoder, Plan &plan) {
  constexpr Rounding modes[] = {Rounding::NearestEven, Rounding::Zero,
                                Rounding::Down, Rounding::Up,
                                Rounding::NearestAway};
  int integral = decoder.takeAny({"rni", "rzi", "rmi", "rpi"});
  int rounding = decoder.takeAny({"rn", "rz", "rm", "rp", "rna"});
  plan.toIntegral = integral >= 0;
  if (integral >= 0 || rounding >= 0)
    plan.rounding = modes[integral >= 0 ? integral : rounding];
}

Handler cvtHandler(const Plan &plan, size_t sources) {
  bool isPlain = plan.rounding == Rounding::NearestEven && !plan.saturates &&
                 !plan.saturatesFinite && !plan.relu && !plan.flushes &&
                 !plan.toIntegral;
  if (isPair(plan.to) && plan.from == Type::F32) {
    if (sources != 2)
      return nullptr;
    if (isPlain && plan.to == Type::F16x2)
      return narrowPair<encodeF16>;
    if (isPlain && plan.to == Type::BF16x2)
      return narrowPair<encodeBF16>;
    return convertToPair;
  }
  if (sources != 1 || isPair(plan.to) != isPair(plan.from))
    return nullptr;
  if (isPair(plan.to))
    return convertPair;
  if (isPlain && plan.to == Type::F32 && plan.from == Type::F16)
    return widenHalf<decodeF16>;
  if (isPlain && plan.to == Type::F32 && plan.from == Type::BF16)
    return widenHalf<decodeBF16>;
  if (!isFloat(plan.to) && !isFloat(plan.from) && !plan.saturates)
    return convertIntegers;
  return convert;
}

bool decodeCvt(Decoder &decoder) {
  auto plan = std::make_shared<Plan>();
  bool packs = decoder.take("pack");
  takeRounding(decoder, *plan);
  plan->saturates = decoder.take("sat");
  plan->saturatesFinite = decoder.take("satfinite");
  plan->relu = decoder.take("relu");
  plan->flushes = decoder.take("ftz");
  plan->to = decoder.takeType();
  plan->from = decoder.takeType();
  if (plan->to == Type::None || plan->from == Type::None)
    return decoder.fail("'" + decoder.instruction.text +
                        "' does not name two types that are supported");
  if (packs)
    decoder.ignore({"b32"});
  size_t sources = decoder.operands() - 1;
  Handler handler = packs ? pack : cvtHandler(*plan, sources);
  Type constants = plan->from;
  decoder.instruction.object = std::move(plan);
  return finishElementwise(decoder, handler, constants, sources);
}

//===----------------------------------------------------------------------===//
// mov
//===----------------------------------------------------------------------===//

template <class T>
Outcome move(Warp &warp, const Instruction &instruction, Mask mask) {
  T scratch[warpSize];
  warp.write(instruction.operands[0],
             warp.read<T>(instruction.operands[1], scratch), mask);
  return Outcome::Next;
}

Outcome packVector(Warp &warp, const Instruction &instruction, Mask mask) {
  const std::vector<Operand> &parts = instruction.operands[1].parts;
  unsigned bits = instruction.size / parts.size();
  uint64_t field = bits == 64 ? ~uint64_t(0) : (uint64_t(1) << bits) - 1;
  uint64_t result[warpSize] = {};
  for (size_t i = 0; i < parts.size(); ++i) {
    uint64_t values[warpSize];
    warp.readBits(parts[i], values);
    for (unsigned lane = 0; lane < warpSize; ++lane)
      result[lane] |= (values[lane] & field) << i * bits;
  }
  warp.writeBits(instruction.operands[0], result, mask);
  return Outcome::Next;
}

Outcome unpackVector(Warp &warp, const Instruction &instruction, Mask mask) {
  const std::vector<Operand> &parts = instruction.operands[0].parts;
  unsigned bits = instruction.size / parts.size();
  uint64_t field = bits == 64 ? ~uint64_t(0) : (uint64_t(1) << bits) - 1;
  uint64_t values[warpSize], part[warpSize];
  warp.readBits(instruction.operands[1], values);
  for (size_t i = 0; i < parts.size(); ++i) {
    for (unsigned lane = 0; lane < warpSize; ++lane)
      part[lane] = values[lane] >> i * bits & field;
    warp.writeBits(parts[i], part, mask);
  }
  return Outcome::Next;
}

Outcome movePredicate(Warp &warp, const Instruction &instruction, Mask mask) {
  warp.writePredicate(instruction.operands[0],
                      warp.readPredicate(instruction.operands[1]), mask);
  return Outcome::Next;
}

bool decodeVectorMove(Decoder &decoder, unsigned bits) {
  bool packs = decoder.operand(1).kind == Operand::Kind::Vector;
  bool unpacks = decoder.operand(0).kind == Operand::Kind::Vector;
  const std::vector<Operand> &parts = decoder.operand(packs ? 1 : 0).parts;
  if (packs == unpacks || parts.empty() || bits % parts.size() != 0 ||
      bits > 64)
    return decoder.fail("'" + decoder.instruction.text +
                        "' does not support these vectors");
  for (const Operand &part : parts)
    if (part.kind == Operand::Kind::Label || part.isPredicate() ||
        (packs && part.kind == Operand::Kind::Sink))
      return decoder.fail("a part of a vector is no register");
  decoder.instruction.size = static_cast<uint8_t>(bits);
  decoder.instruction.handler = packs ? packVector : unpackVector;
  return packs ? decoder.expectTarget(0) : decoder.expectValue(1);
}

bool decodeMov(Decoder &decoder) {
  Type type = decoder.takeType();
  if (!decoder.finish(2))
    return false;
  decoder.fixConstants(type);
  if (type == Type::Pred) {
    decoder.instruction.handler = movePredicate;
    return decoder.expectPredicateTarget(0) && decoder.expectPredicate(1);
  }
  unsigned bits = bitsOf(type);
  if (decoder.operand(0).kind == Operand::Kind::Vector ||
      decoder.operand(1).kind == Operand::Kind::Vector)
    return decodeVectorMove(decoder, bits);
  Handler handler = bits == 16   ? move<uint16_t>
                    : bits == 32 ? move<uint32_t>
                    : bits == 64 ? move<uint64_t>
                                 : nullptr;
  return finishElementwise(decoder, handler, type, 1);
}

constexpr OpcodeEntry opcodes[] = {{"cvt", decodeCvt}, {"mov", decodeMov}};

} // namespace

OpcodeTable heddle::ptx::convertOpcodes() {
  return {std::begin(opcodes), std::end(opcodes)};
}
