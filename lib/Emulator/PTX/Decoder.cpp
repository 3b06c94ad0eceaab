//===- Decoder.cpp - Chooses the handlers of instructions -----------------===//
//
// Part of the Heddle Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Decoder.h"

#include "NarrowFloat.h"
#include "Parser.h"

using namespace heddle::ptx;
using heddle::rt::Failure;
using heddle::rt::Result;
using heddle::rt::Success;

namespace {

struct TypeName {
  std::string_view name;
  Type type;
  uint8_t bits;
};

constexpr TypeName typeNames[] = {
    {"pred", Type::Pred, 1},      {"b8", Type::B8, 8},
    {"b16", Type::B16, 16},       {"b32", Type::B32, 32},
    {"b64", Type::B64, 64},       {"b128", Type::B128, 128},
    {"u8", Type::U8, 8},          {"u16", Type::U16, 16},
    {"u32", Type::U32, 32},       {"u64", Type::U64, 64},
    {"s8", Type::S8, 8},          {"s16", Type::S16, 16},
    {"s32", Type::S32, 32},       {"s64", Type::S64, 64},
    {"f16", Type::F16, 16},       {"f16x2", Type::F16x2, 32},
    {"bf16", Type::BF16, 16},     {"bf16x2", Type::BF16x2, 32},
    {"tf32", Type::TF32, 32},     {"f32", Type::F32, 32},
    {"f32x2", Type::F32x2, 64},   {"f64", Type::F64, 64},
    {"e4m3", Type::E4M3, 8},      {"e5m2", Type::E5M2, 8},
    {"e4m3x2", Type::E4M3x2, 16}, {"e5m2x2", Type::E5M2x2, 16},
};

std::unordered_map<std::string_view, DecodeFunction> allOpcodes() {
  std::unordered_map<std::string_view, DecodeFunction> map;
  for (OpcodeTable table :
       {integerOpcodes(), floatOpcodes(), logicOpcodes(), bitOpcodes(),
        convertOpcodes(), memoryOpcodes(), atomicOpcodes(), controlOpcodes(),
        barrierOpcodes(), warpOpcodes(), asyncOpcodes(), mbarrierOpcodes(),
        clusterOpcodes(), warpgroupOpcodes(), tensorMapOpcodes(),
        matrixOpcodes()})
    for (const OpcodeEntry *entry = table.begin; entry != table.end; ++entry)
      map[entry->opcode] = entry->decode;
  return map;
}

} // namespace

unsigned heddle::ptx::bitsOf(Type type) {
  for (const TypeName &entry : typeNames)
    if (entry.type == type)
      return entry.bits;
  return 0;
}

bool heddle::ptx::isSigned(Type type) {
  return type >= Type::S8 && type <= Type::S64;
}

bool heddle::ptx::isFloat(Type type) { return type >= Type::F16; }

Decoder::Decoder(Module::Impl &module, const Function &function,
                 Instruction &instruction)
    : module(module), function(function), instruction(instruction) {
  std::string_view rest = instruction.text;
  while (true) {
    size_t end = rest.find('.');
    words.push_back(rest.substr(0, end));
    if (end == std::string_view::npos)
      break;
    rest = rest.substr(end + 1);
  }
  used.resize(words.size());
  used[0] = true;
}

bool Decoder::take(std::string_view modifier) {
  for (size_t i = 1; i < words.size(); ++i)
    if (!used[i] && words[i] == modifier) {
      used[i] = true;
      return true;
    }
  return false;
}

int Decoder::takeAny(std::initializer_list<std::string_view> modifiers) {
  int index = 0;
  for (std::string_view modifier : modifiers) {
    if (take(modifier))
      return index;
    ++index;
  }
  return -1;
}

Type Decoder::takeType() {
  for (size_t i = 1; i < words.size(); ++i)
    for (const TypeName &entry : typeNames)
      if (!used[i] && words[i] == entry.name) {
        used[i] = true;
        return entry.type;
      }
  return Type::None;
}

std::string_view Decoder::takeNext() {
  for (size_t i = 1; i < words.size(); ++i)
    if (!used[i]) {
      used[i] = true;
      return words[i];
    }
  return {};
}

void Decoder::ignore(std::initializer_list<std::string_view> modifiers) {
  for (std::string_view modifier : modifiers)
    take(modifier);
}

bool Decoder::finish(size_t least, size_t most) {
  for (size_t i = 1; i < words.size(); ++i)
    if (!used[i])
      return fail("the modifier '." + std::string(words[i]) + "' of '" +
                  instruction.text + "' is not supported");
  if (operands() < least || operands() > most)
    return fail("'" + instruction.text + "' has " + std::to_string(operands()) +
                " operands, expected " + std::to_string(least) +
                (least == most ? "" : " to " + std::to_string(most)));
  return true;
}

bool Decoder::expectValue(size_t i) {
  const Operand &value = operand(i);
  if (value.kind == Operand::Kind::Label)
    return fail("there is no '" + std::string(value.name) + "'");
  if ((value.kind == Operand::Kind::Register && value.bits != 1) ||
      value.kind == Operand::Kind::Constant ||
      value.kind == Operand::Kind::Function)
    return true;
  return fail("operand " + std::to_string(i) + " of '" + instruction.text +
              "' must be a register or a number");
}

bool Decoder::expectPredicate(size_t i) {
  const Operand &value = operand(i);
  if (value.isPredicate() || value.kind == Operand::Kind::Constant)
    return true;
  return fail("operand " + std::to_string(i) + " of '" + instruction.text +
              "' must be a predicate");
}

static bool takesNumber(const Operand &operand) {
  return operand.kind == Operand::Kind::Sink ||
         (operand.kind == Operand::Kind::Register && operand.bits != 1);
}

static bool takesPredicate(const Operand &operand) {
  return operand.kind == Operand::Kind::Sink || operand.isPredicate();
}

bool Decoder::expectTarget(size_t i, bool mayBePair) {
  const Operand &target = operand(i);
  bool isPair = mayBePair && target.kind == Operand::Kind::Pair &&
                takesNumber(target.parts[0]) && takesPredicate(target.parts[1]);
  return isPair || takesNumber(target) ||
         fail("operand " + std::to_string(i) + " of '" + instruction.text +
              "' must be a register for a number");
}

bool Decoder::expectPredicateTarget(size_t i) {
  const Operand &target = operand(i);
  return takesPredicate(target) ||
         fail("operand " + std::to_string(i) + " of '" + instruction.text +
              "' must be a predicate");
}

bool Decoder::expectRegisters(size_t i) {
  for (const Operand &part : operand(i).parts)
    if (part.kind != Operand::Kind::Register || part.bits == 1)
      return fail("operand " + std::to_string(i) + " of '" + instruction.text +
                  "' must be a vector of registers");
  return true;
}

bool Decoder::expectAddress(size_t i) {
  const Operand &value = operand(i);
  if (value.kind == Operand::Kind::Address && value.parts.size() == 1 &&
      ((value.parts[0].kind == Operand::Kind::Register &&
        value.parts[0].bits != 1) ||
       value.parts[0].constant))
    return true;
  return fail("operand " + std::to_string(i) + " of '" + instruction.text +
              "' must be an address");
}

void Decoder::fixConstant(Operand &operand, Type type) {
  for (Operand &part : operand.parts)
    fixConstant(part, type);
  if (operand.kind != Operand::Kind::Constant || !operand.literal.isDecimal)
    return;
  uint64_t bits = bitsFromFloat(static_cast<float>(operand.literal.decimal));
  if (type == Type::F64)
    std::memcpy(&bits, &operand.literal.decimal, sizeof(bits));
  operand.constant = module.constant(bits);
}

void Decoder::fixConstants(Type type) {
  for (Operand &operand : instruction.operands)
    fixConstant(operand, type);
}

Result<Success> heddle::ptx::decode(Module::Impl &module,
                                    const Function &function,
                                    Instruction &instruction) {
  static const std::unordered_map<std::string_view, DecodeFunction> opcodes =
      allOpcodes();
  Decoder decoder(module, function, instruction);
  auto found = opcodes.find(decoder.opcode());
  if (found == opcodes.end())
    return Failure{"the instruction '" + instruction.text +
                   "' is not supported"};
  if (!found->second(decoder) || !instruction.handler)
    return Failure{decoder.failure.empty()
                       ? "'" + instruction.text + "' is not supported"
                       : decoder.failure};
  return Success{};
}
