//===- Program.h - Decoded PTX ----------------------------------*- C++ -*-===//
//
// Part of the Heddle Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_LIB_EMULATOR_PTX_PROGRAM_H
#define HEDDLE_LIB_EMULATOR_PTX_PROGRAM_H

#include "Fragments.h"
#include "Lexer.h"
#include "heddle/Emulator/PTX.h"

#include <array>
#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace heddle::ptx {

class Warp;
struct Function;
struct Instruction;

/// A set of lanes.
using Mask = uint32_t;

/// Shared memory is that of the block, or of any block of its cluster.
enum class Space : uint8_t {
  Generic,
  Global,
  Shared,
  SharedCluster,
  Const,
  Local,
  Param
};

/// Where the spaces lie among generic addresses. Global memory and variables
/// lie below.
constexpr uint64_t sharedWindow = 0x720000000000;
constexpr uint64_t localWindow = 0x730000000000;
constexpr uint64_t paramWindow = 0x740000000000;
constexpr uint64_t callWindow = 0x750000000000;
constexpr uint64_t functionWindow = 0x760000000000;
constexpr uint64_t moduleWindow = 0x7e0000000000;
constexpr uint64_t windowSize = 0x010000000000;
/// The shared memories of a cluster lie so far from each other.
constexpr uint32_t blockWindow = 0x01000000;

/// A variable outside registers.
struct Variable {
  std::string name;
  Space space = Space::Generic;
  uint32_t size = 0, align = 1;
  /// Its generic address; of a shared or local one, the offset in its space.
  uint64_t address = 0;
  bool isDynamic = false;
  std::vector<uint8_t> initial;
  /// Addresses of others among the initial bytes.
  struct Reference {
    uint32_t offset;
    std::string name;
    int64_t addend;
    unsigned line;
  };
  std::vector<Reference> references;
};

/// A number in all lanes, at each width that instructions may ask for.
struct Broadcast {
  alignas(64) std::array<uint64_t, warpSize> wide;
  alignas(64) std::array<uint32_t, warpSize> word;
  alignas(64) std::array<uint16_t, warpSize> half;

  explicit Broadcast(uint64_t bits) {
    wide.fill(bits);
    word.fill(static_cast<uint32_t>(bits));
    half.fill(static_cast<uint16_t>(bits));
  }
};

struct Operand {
  enum class Kind : uint8_t {
    None,
    /// `offset` is where its lanes lie in the frame.
    Register,
    Constant,
    /// `parts[0]` plus `addend`.
    Address,
    /// {a, b}, or (a, b) in a call.
    Vector,
    /// a | b.
    Pair,
    /// `offset` is the number of an instruction.
    Label,
    /// `offset` is the number of a function.
    Function,
    /// Of a parameter in a call: `variable`.
    Parameter,
    /// A list of labels, or a prototype.
    Table,
    /// _
    Sink
  };
  Kind kind = Kind::None;
  /// Of a register; a predicate has one.
  uint8_t bits = 0;
  bool negated = false;
  uint32_t offset = 0;
  int64_t addend = 0;
  Literal literal;
  const Broadcast *constant = nullptr;
  const Variable *variable = nullptr;
  /// As written, for what is resolved later.
  std::string_view name;
  std::vector<Operand> parts;

  bool isPredicate() const { return kind == Kind::Register && bits == 1; }
};

/// What the warp does after an instruction.
enum class Outcome : uint8_t {
  Next,
  /// The handler changed the lanes' places itself.
  Jumped,
  /// The lanes wait, and repeat the instruction.
  Blocked,
  Failed
};

/// Executes an instruction for the lanes in the mask, at least one.
using Handler = Outcome (*)(Warp &, const Instruction &, Mask);

struct Instruction {
  Handler handler = nullptr;
  unsigned line = 0;
  /// Counted through all functions of the module.
  uint32_t id = 0;
  /// Opcode with modifiers.
  std::string text;
  Operand guard;
  std::vector<Operand> operands;
  /// What the handler needs beside the operands.
  Space space = Space::Generic;
  uint8_t size = 0, count = 1;
  uint8_t flags = 0;
  uint32_t mode = 0;
  std::shared_ptr<const void> object;
};

enum class Special : uint8_t {
  TidX,
  TidY,
  TidZ,
  NtidX,
  NtidY,
  NtidZ,
  CtaidX,
  CtaidY,
  CtaidZ,
  NctaidX,
  NctaidY,
  NctaidZ,
  ClusterCtaidX,
  ClusterCtaidY,
  ClusterCtaidZ,
  ClusterNctaidX,
  ClusterNctaidY,
  ClusterNctaidZ,
  ClusterRank,
  ClusterBlocks,
  ClusteridX,
  ClusteridY,
  ClusteridZ,
  NclusteridX,
  NclusteridY,
  NclusteridZ,
  IsCluster,
  Laneid,
  Warpid,
  Nwarpid,
  Smid,
  Nsmid,
  Gridid,
  LanemaskEq,
  LanemaskLe,
  LanemaskLt,
  LanemaskGe,
  LanemaskGt,
  Clock,
  ClockHi,
  Clock64,
  Globaltimer,
  GlobaltimerLo,
  GlobaltimerHi,
  DynamicSharedSize,
  TotalSharedSize,
  One,
  Zero,
  /// The address of a shared or a local variable in its space, and of dynamic
  /// shared memory.
  SharedSymbol,
  LocalSymbol,
  DynamicShared
};

/// A register that is filled when a frame is made.
struct PresetRegister {
  Special special;
  uint32_t offset;
  uint8_t bits;
  const Variable *variable = nullptr;
  /// Of a symbol, known when all of the module has been read.
  uint64_t address = 0;
};

struct Function {
  std::string name;
  unsigned line = 0;
  uint32_t number = 0;
  bool isEntry = false, isDefined = false, usesWgmma = false;
  /// Why it cannot run: the message about its first instruction that nothing
  /// here executes. Kernels that never call it run all the same.
  std::string unsupported;
  std::deque<Variable> parameters, results;
  std::vector<Instruction> code;
  std::vector<PresetRegister> presets;
  /// Bytes of the registers of a warp, of local memory of a thread, and of the
  /// parameters that a thread passes to functions.
  uint32_t frameBytes = 0, localBytes = 0, callBytes = 0;
  /// Bytes of parameters of an entry.
  uint32_t parameterBytes = 0;
  /// Static shared memory of an entry.
  uint32_t sharedBytes = 0;
  Extent3 requiredBlock{0, 0, 0}, maxBlock{0, 0, 0};
  Extent3 requiredCluster{0, 0, 0};
};

struct Module::Impl {
  std::string name, target, version;
  std::deque<Variable> variables;
  std::deque<Function> functions;
  std::unordered_map<std::string, Variable *> variableByName;
  std::unordered_map<std::string, Function *> functionByName;
  std::deque<Broadcast> constants;
  std::unordered_map<uint64_t, const Broadcast *> constantByBits;
  std::string text;
  uint32_t instructions = 0;
  /// .global and .const variables, from moduleWindow on.
  mutable std::vector<uint8_t> memory;

  const Broadcast *constant(uint64_t bits);
};

} // namespace heddle::ptx

#endif // HEDDLE_LIB_EMULATOR_PTX_PROGRAM_H
