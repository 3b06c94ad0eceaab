//===- Decoder.h - Chooses the handlers of instructions ---------*- C++ -*-===//
//
// Part of the Heddle Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Each family of instructions is one file, with a table of opcodes and the
// functions that decode them.
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_LIB_EMULATOR_PTX_DECODER_H
#define HEDDLE_LIB_EMULATOR_PTX_DECODER_H

#include "Program.h"

#include <initializer_list>

namespace heddle::ptx {

enum class Type : uint8_t {
  None,
  Pred,
  B8,
  B16,
  B32,
  B64,
  B128,
  U8,
  U16,
  U32,
  U64,
  S8,
  S16,
  S32,
  S64,
  F16,
  F16x2,
  BF16,
  BF16x2,
  TF32,
  F32,
  F32x2,
  F64,
  E4M3,
  E5M2,
  E4M3x2,
  E5M2x2
};

unsigned bitsOf(Type type);
bool isSigned(Type type);
bool isFloat(Type type);

/// An instruction that is being decoded: its modifiers, of which each must be
/// used, and its operands.
class Decoder {
public:
  Decoder(Module::Impl &module, const Function &function,
          Instruction &instruction);

  Module::Impl &module;
  const Function &function;
  Instruction &instruction;

  std::string_view opcode() const { return words[0]; }

  /// Whether the modifier is there, which is then used.
  bool take(std::string_view modifier);
  /// The index of the first of the modifiers that is there, or -1.
  int takeAny(std::initializer_list<std::string_view> modifiers);
  /// The next type from the left, or None.
  Type takeType();
  /// Of modifiers that change nothing here.
  void ignore(std::initializer_list<std::string_view> modifiers);
  /// The next modifier from the left, whatever it is, or nothing.
  std::string_view takeNext();

  bool fail(std::string message) {
    if (failure.empty())
      failure = std::move(message);
    return false;
  }
  /// All modifiers must have been used, and operands be as many.
  bool finish(size_t least, size_t most);
  bool finish(size_t count) { return finish(count, count); }

  Operand &operand(size_t i) { return instruction.operands[i]; }
  size_t operands() const { return instruction.operands.size(); }
  /// The operand is a register or a constant.
  bool expectValue(size_t i);
  bool expectPredicate(size_t i);
  /// The operand can take a number: a register or _; or, if the instruction
  /// also sets a predicate, a pair of both.
  bool expectTarget(size_t i, bool mayBePair = false);
  bool expectPredicateTarget(size_t i);
  /// The operand is a vector of registers for numbers.
  bool expectRegisters(size_t i);
  bool expectAddress(size_t i);
  /// Decimal fractions become bits of the type.
  void fixConstants(Type type);

  std::string failure;

private:
  void fixConstant(Operand &operand, Type type);

  std::vector<std::string_view> words;
  std::vector<bool> used;
};

using DecodeFunction = bool (*)(Decoder &);

struct OpcodeEntry {
  std::string_view opcode;
  DecodeFunction decode;
};

/// The families.
struct OpcodeTable {
  const OpcodeEntry *begin, *end;
};
OpcodeTable integerOpcodes();
OpcodeTable floatOpcodes();
OpcodeTable logicOpcodes();
OpcodeTable bitOpcodes();
OpcodeTable convertOpcodes();
OpcodeTable memoryOpcodes();
OpcodeTable atomicOpcodes();
OpcodeTable controlOpcodes();
OpcodeTable barrierOpcodes();
OpcodeTable warpOpcodes();
OpcodeTable asyncOpcodes();
OpcodeTable mbarrierOpcodes();
OpcodeTable clusterOpcodes();
OpcodeTable warpgroupOpcodes();
OpcodeTable tensorMapOpcodes();

OpcodeTable matrixOpcodes();

/// Parts of `cp` in files of their own, behind `cp.async.mbarrier.arrive` and
/// `cp.async.bulk`, `cp.reduce.async.bulk`.
bool decodeArriveAfterCopies(Decoder &decoder);
bool decodeBulkCopy(Decoder &decoder, bool reduces);
/// Behind `st.async` and `barrier.cluster`.
bool decodeAsyncStore(Decoder &decoder);
bool decodeClusterBarrier(Decoder &decoder);

} // namespace heddle::ptx

#endif // HEDDLE_LIB_EMULATOR_PTX_DECODER_H
