//===- Parser.h - Reads PTX -------------------------------------*- C++ -*-===//
//
// Part of the Heddle Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_LIB_EMULATOR_PTX_PARSER_H
#define HEDDLE_LIB_EMULATOR_PTX_PARSER_H

#include "Program.h"

namespace heddle::ptx {

/// Reads a module, one statement after the other. A function that returns
/// false has set the message.
class Parser {
public:
  explicit Parser(Module::Impl &module) : module(module), lexer(module.text) {
    advance();
  }

  bool parseModule();
  const std::string &message() const { return failure; }

private:
  struct RegisterRange {
    uint32_t offset, count;
    uint8_t bits;
  };
  /// A place in an operand that names a label or a table of them.
  struct Reference {
    size_t instruction, operand;
    unsigned line;
  };
  struct Scope {
    std::unordered_map<std::string, RegisterRange> registers, ranges;
    std::unordered_map<std::string, Variable *> variables;
    std::unordered_map<std::string, uint32_t> labels;
    std::unordered_map<std::string, std::vector<std::string>> tables;
    std::vector<Reference> references;
  };
  /// A declaration's type: `.align 16 .b8`.
  struct Declared {
    uint32_t align = 0, size = 0;
    bool isPredicate = false;
  };

  bool fail(std::string message) { return failAt(token.line, message); }
  bool failAt(unsigned line, const std::string &message);
  /// The message with its place in front.
  std::string at(unsigned line, const std::string &message) const;
  void advance() { token = lexer.next(); }
  bool accept(std::string_view text);
  bool expect(std::string_view text);
  bool expectWord(std::string &word);
  bool expectInteger(int64_t &value);
  bool skipBalanced();
  bool skipTo(std::string_view text);
  void skipLine();

  // The module.
  bool parseHeader();
  bool parseDeclaration();
  bool parseLinkage(bool &isExternal);
  bool parseVariable(Space space, bool isExternal);
  bool parseDeclaredType(Declared &declared);
  bool parseArrayExtents(Variable &variable, bool &isUnsized);
  bool parseInitializer(Variable &variable, uint32_t elementSize,
                        unsigned depth = 0);
  bool parseInitialValue(Variable &variable, uint32_t elementSize);
  bool place(Variable &variable);
  bool resolveReferences();
  void layOutShared();

  // Functions.
  bool parseFunction(bool isEntry);
  Function &declare(const std::string &name);
  bool parseParameters(std::deque<Variable> &parameters);
  bool parseParameter(std::deque<Variable> &parameters);
  bool placeParameters();
  bool parseDirectives();
  bool parseBody();
  bool parseStatement();
  bool parseBodyDirective(bool &handled);
  bool parseRegisters();
  bool parseCallVariable();
  bool parseLabelled(const std::string &name, unsigned line);
  bool closeScope();
  bool resolve(Reference reference, Scope &scope, bool &found);

  // Instructions.
  bool parseInstruction();
  bool parseGuard(Instruction &instruction);
  bool parseOperands(Instruction &instruction);
  bool parseOperand(Operand &operand);
  bool parseSimpleOperand(Operand &operand);
  bool parseWordOperand(Operand &operand);
  bool parseList(Operand &operand, std::string_view close);
  bool parseAddress(Operand &operand);
  bool parseLiteralOperand(Operand &operand, bool negative);
  bool findRegister(const std::string &name, Operand &operand);
  bool findVariable(const std::string &name, Operand &operand);
  bool findSpecial(const std::string &name, Operand &operand);
  void makePreset(Special special, uint8_t bits, const Variable *variable,
                  Operand &operand);
  uint32_t allocateRegisters(uint8_t bits, uint32_t count);

  Module::Impl &module;
  Lexer lexer;
  Token token;
  std::string failure;
  Function *function = nullptr;
  std::vector<Scope> scopes;
  /// Variables of function bodies.
  std::deque<Variable> &variables() { return module.variables; }
  uint32_t lastLabel = 0;
};

/// Chooses the handler of an instruction by its text and operands; a failure's
/// message has no position.
rt::Result<rt::Success> decode(Module::Impl &module, const Function &function,
                               Instruction &instruction);

} // namespace heddle::ptx

#endif // HEDDLE_LIB_EMULATOR_PTX_PARSER_H
