//===- FunctionParser.cpp - Reads functions of PTX ------------------------===//
//
// Part of the Heddle Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Parser.h"

#include <algorithm>
#include <optional>

using namespace heddle::ptx;

static uint32_t alignTo(uint32_t value, uint32_t align) {
  return (value + align - 1) / align * align;
}

//===----------------------------------------------------------------------===//
// Heads
//===----------------------------------------------------------------------===//

Function &Parser::declare(const std::string &name) {
  Function *&found = module.functionByName[name];
  if (!found) {
    module.functions.emplace_back();
    found = &module.functions.back();
    found->name = name;
    found->number = static_cast<uint32_t>(module.functions.size() - 1);
  }
  return *found;
}

bool Parser::parseParameter(std::deque<Variable> &parameters) {
  if (token.is(".reg"))
    return fail("parameters in registers are not supported; use .param");
  Declared declared;
  if (!expect(".param") || !parseDeclaredType(declared))
    return false;
  Variable variable;
  variable.space = Space::Param;
  variable.size = declared.size;
  variable.align = declared.align;
  bool isUnsized = false;
  if (!expectWord(variable.name) || !parseArrayExtents(variable, isUnsized))
    return false;
  if (isUnsized)
    return fail("'" + variable.name + "' needs a size");
  parameters.push_back(std::move(variable));
  return true;
}

bool Parser::parseParameters(std::deque<Variable> &parameters) {
  parameters.clear();
  if (!accept("("))
    return true;
  while (!accept(")"))
    if (!parseParameter(parameters) || (!token.is(")") && !expect(",")))
      return false;
  return true;
}

/// An entry's parameters lie in the kernel's, others in the call's.
bool Parser::placeParameters() {
  scopes.assign(1, Scope());
  uint32_t &end =
      function->isEntry ? function->parameterBytes : function->callBytes;
  uint64_t window = function->isEntry ? paramWindow : callWindow;
  end = 0;
  for (std::deque<Variable> *list : {&function->parameters, &function->results})
    for (Variable &variable : *list) {
      end = alignTo(end, variable.align);
      variable.address = window + end;
      end += variable.size;
      if (end > 1 << 16)
        return fail("the parameters of '" + function->name +
                    "' are larger than 64 KiB");
      scopes[0].variables[variable.name] = &variable;
    }
  return true;
}

bool Parser::parseDirectives() {
  while (token.kind == TokenKind::Directive) {
    Extent3 *extents = token.is(".reqntid")   ? &function->requiredBlock
                       : token.is(".maxntid") ? &function->maxBlock
                       : token.is(".reqnctapercluster")
                           ? &function->requiredCluster
                           : nullptr;
    if (extents) {
      Extent3 &extent = *extents;
      extent = Extent3();
      uint32_t *parts[] = {&extent.x, &extent.y, &extent.z};
      unsigned count = 0;
      do {
        advance();
        int64_t value = 0;
        if (!expectInteger(value))
          return false;
        if (count == 3 || value < 1 || value > 1024)
          return fail("wrong extents of a block");
        *parts[count++] = static_cast<uint32_t>(value);
      } while (token.is(","));
      continue;
    }
    bool known = token.is(".minnctapersm") || token.is(".maxnreg") ||
                 token.is(".maxnctapersm") || token.is(".noreturn") ||
                 token.is(".pragma") || token.is(".explicitcluster") ||
                 token.is(".maxclusterrank");
    if (!known)
      return fail("unknown directive '" + std::string(token.text) + "'");
    advance();
    while (token.kind == TokenKind::Number || token.is(",") || token.is(";") ||
           token.kind == TokenKind::String)
      advance();
  }
  return true;
}

bool Parser::parseFunction(bool isEntry) {
  std::deque<Variable> results, parameters;
  if (!isEntry && !parseParameters(results))
    return false;
  unsigned line = token.line;
  std::string name;
  if (!expectWord(name))
    return false;
  Function &declared = declare(name);
  if (declared.isDefined)
    return failAt(line, "'" + name + "' is defined twice");
  if (!parseParameters(parameters))
    return false;
  function = &declared;
  declared.line = line;
  declared.isEntry = isEntry;
  declared.parameters = std::move(parameters);
  declared.results = std::move(results);
  if (!parseDirectives() || !placeParameters())
    return false;
  if (accept(";")) {
    function = nullptr;
    return true;
  }
  declared.isDefined = true;
  bool parsed = parseBody();
  function = nullptr;
  return parsed;
}

//===----------------------------------------------------------------------===//
// Bodies
//===----------------------------------------------------------------------===//

bool Parser::parseBody() {
  if (!expect("{"))
    return false;
  scopes.emplace_back();
  while (scopes.size() > 1) {
    if (token.kind == TokenKind::End)
      return fail("expected '}', found the end of the text");
    if (accept("{")) {
      scopes.emplace_back();
    } else if (token.is("}")) {
      advance();
      if (!closeScope())
        return false;
    } else if (!parseStatement()) {
      return false;
    }
  }
  if (!scopes[0].references.empty()) {
    const Reference &reference = scopes[0].references.front();
    const Operand &operand =
        function->code[reference.instruction].operands[reference.operand];
    return failAt(reference.line,
                  "there is no '" + std::string(operand.name) + "'");
  }
  // Decoding needs to see what labels stand for.
  for (Instruction &instruction : function->code) {
    function->usesWgmma |= instruction.text.rfind("wgmma", 0) == 0;
    rt::Result<rt::Success> decoded = decode(module, *function, instruction);
    if (!decoded) {
      function->unsupported = at(instruction.line, decoded.error());
      break;
    }
  }
  return true;
}

bool Parser::parseStatement() {
  if (token.kind == TokenKind::Directive) {
    bool handled = false;
    if (!parseBodyDirective(handled))
      return false;
    return handled ||
           fail("unknown directive '" + std::string(token.text) + "'");
  }
  if (accept(";"))
    return true;
  return parseInstruction();
}

bool Parser::parseBodyDirective(bool &handled) {
  handled = true;
  if (token.is(".loc") || token.is(".file")) {
    skipLine();
    return true;
  }
  if (accept(".reg"))
    return parseRegisters();
  if (accept(".local"))
    return parseVariable(Space::Local, false);
  if (accept(".shared"))
    return parseVariable(Space::Shared, false);
  if (accept(".global"))
    return parseVariable(Space::Global, false);
  if (accept(".const"))
    return parseVariable(Space::Const, false);
  if (accept(".pragma"))
    return skipTo(";");
  if (token.is(".param"))
    return parseCallVariable();
  handled = false;
  return true;
}

uint32_t Parser::allocateRegisters(uint8_t bits, uint32_t count) {
  uint32_t offset = function->frameBytes;
  uint32_t size = bits == 1 ? 64 : warpSize * std::max<uint32_t>(bits, 16) / 8;
  function->frameBytes += size * count;
  return offset;
}

bool Parser::parseRegisters() {
  Declared declared;
  if (!parseDeclaredType(declared))
    return false;
  auto bits = static_cast<uint8_t>(
      declared.isPredicate ? 1 : std::max(8 * declared.size, 16u));
  do {
    std::string name;
    if (!expectWord(name))
      return false;
    int64_t count = 1;
    bool isRange = accept("<");
    if (isRange && (!expectInteger(count) || !expect(">")))
      return false;
    if (count < 0 || count > 1 << 16)
      return fail("too many registers");
    RegisterRange range = {
        allocateRegisters(bits, static_cast<uint32_t>(count)),
        static_cast<uint32_t>(count), bits};
    if (function->frameBytes > 1u << 26)
      return fail("too many registers");
    (isRange ? scopes.back().ranges : scopes.back().registers)[name] = range;
  } while (accept(","));
  return expect(";");
}

/// A variable that holds what is passed to a function, or what it returns.
bool Parser::parseCallVariable() {
  std::deque<Variable> list;
  if (!parseParameter(list))
    return false;
  variables().push_back(std::move(list.front()));
  Variable &variable = variables().back();
  function->callBytes = alignTo(function->callBytes, variable.align);
  variable.address = callWindow + function->callBytes;
  function->callBytes += variable.size;
  if (function->callBytes > 1 << 20)
    return fail("too many parameters");
  scopes.back().variables[variable.name] = &variable;
  return expect(";");
}

/// What follows `name:`, which may be a table of labels or a prototype.
bool Parser::parseLabelled(const std::string &name, unsigned line) {
  if (token.is(".branchtargets") || token.is(".calltargets")) {
    advance();
    std::vector<std::string> &table = scopes.back().tables[name];
    do {
      table.emplace_back();
      if (!expectWord(table.back()))
        return false;
    } while (accept(","));
    return expect(";");
  }
  if (accept(".callprototype")) {
    scopes.back().tables[name];
    return skipTo(";");
  }
  auto number = static_cast<uint32_t>(function->code.size());
  if (!scopes.back().labels.emplace(name, number).second)
    return failAt(line, "the label '" + name + "' is defined twice");
  return true;
}

/// Makes the operand refer to what its name means in the scope.
bool Parser::resolve(Reference reference, Scope &scope, bool &found) {
  Operand &operand =
      function->code[reference.instruction].operands[reference.operand];
  std::string name(operand.name);
  auto label = scope.labels.find(name);
  auto table = scope.tables.find(name);
  found = true;
  if (label != scope.labels.end()) {
    operand.kind = Operand::Kind::Label;
    operand.offset = label->second;
  } else if (table != scope.tables.end()) {
    operand.kind = Operand::Kind::Table;
    for (const std::string &target : table->second) {
      auto place = scope.labels.find(target);
      if (place == scope.labels.end())
        return failAt(reference.line, "there is no label '" + target + "'");
      operand.parts.emplace_back();
      operand.parts.back().kind = Operand::Kind::Label;
      operand.parts.back().offset = place->second;
    }
  } else {
    found = false;
  }
  return true;
}

bool Parser::closeScope() {
  Scope scope = std::move(scopes.back());
  scopes.pop_back();
  for (const Reference &reference : scope.references) {
    bool found = false;
    if (!resolve(reference, scope, found))
      return false;
    if (!found)
      scopes.back().references.push_back(reference);
  }
  return true;
}

//===----------------------------------------------------------------------===//
// Instructions
//===----------------------------------------------------------------------===//

bool Parser::parseGuard(Instruction &instruction) {
  if (!accept("@"))
    return true;
  bool negated = accept("!");
  unsigned line = token.line;
  std::string name;
  if (!expectWord(name))
    return false;
  if (!findRegister(name, instruction.guard) ||
      !instruction.guard.isPredicate())
    return failAt(line, "'" + name + "' is no predicate");
  instruction.guard.negated = negated;
  return true;
}

bool Parser::parseInstruction() {
  Instruction instruction;
  if (!parseGuard(instruction))
    return false;
  unsigned line = token.line;
  if (!expectWord(instruction.text))
    return false;
  if (token.is(":") && instruction.guard.kind == Operand::Kind::None) {
    advance();
    return parseLabelled(instruction.text, line);
  }
  instruction.line = line;
  instruction.id = module.instructions++;
  if (!parseOperands(instruction))
    return false;
  function->code.push_back(std::move(instruction));
  return true;
}

bool Parser::parseOperands(Instruction &instruction) {
  while (!accept(";")) {
    Operand operand;
    if (!parseOperand(operand))
      return false;
    if (operand.kind == Operand::Kind::Label)
      scopes.back().references.push_back(
          {function->code.size(), instruction.operands.size(), token.line});
    instruction.operands.push_back(std::move(operand));
    if (!token.is(";") && !expect(","))
      return false;
  }
  return true;
}

bool Parser::parseOperand(Operand &operand) {
  if (!parseSimpleOperand(operand))
    return false;
  if (operand.variable && operand.kind == Operand::Kind::Constant &&
      accept("+")) {
    int64_t addend = 0;
    if (!expectInteger(addend))
      return false;
    operand.literal.bits += static_cast<uint64_t>(addend);
    operand.constant = module.constant(operand.literal.bits);
  }
  if (!accept("|"))
    return true;
  Operand pair;
  pair.kind = Operand::Kind::Pair;
  pair.parts.push_back(std::move(operand));
  pair.parts.emplace_back();
  if (!parseSimpleOperand(pair.parts.back()))
    return false;
  operand = std::move(pair);
  return true;
}

bool Parser::parseSimpleOperand(Operand &operand) {
  if (accept("!")) {
    if (!parseSimpleOperand(operand))
      return false;
    operand.negated = true;
    return operand.isPredicate() || fail("only predicates can be negated");
  }
  if (accept("{"))
    return parseList(operand, "}");
  if (accept("("))
    return parseList(operand, ")");
  if (accept("["))
    return parseAddress(operand);
  bool negative = accept("-");
  if (token.kind == TokenKind::Number)
    return parseLiteralOperand(operand, negative);
  if (negative || token.kind != TokenKind::Word)
    return fail("expected an operand, found '" + std::string(token.text) + "'");
  return parseWordOperand(operand);
}

bool Parser::parseLiteralOperand(Operand &operand, bool negative) {
  if (!parseLiteral(token.text, operand.literal))
    return fail("'" + std::string(token.text) + "' is no number");
  advance();
  Literal &literal = operand.literal;
  if (negative) {
    literal.bits = 0 - literal.bits;
    literal.decimal = -literal.decimal;
  }
  operand.kind = Operand::Kind::Constant;
  operand.constant = module.constant(literal.bits);
  return true;
}

bool Parser::parseList(Operand &operand, std::string_view close) {
  operand.kind = Operand::Kind::Vector;
  while (!accept(close)) {
    Operand part;
    if (!parseSimpleOperand(part))
      return false;
    if (part.kind == Operand::Kind::Vector)
      return fail("a vector within a vector");
    operand.parts.push_back(std::move(part));
    if (!token.is(close) && !expect(","))
      return false;
  }
  return true;
}

/// [base], [base + 4], [64]; or [map, {x, y}] of tensors.
bool Parser::parseAddress(Operand &operand) {
  operand.kind = Operand::Kind::Address;
  do {
    Operand part;
    if (token.is("[") || !parseSimpleOperand(part))
      return failure.empty() ? fail("an address within an address") : false;
    operand.parts.push_back(std::move(part));
  } while (accept(","));
  if (token.is("+") || token.is("-")) {
    bool negative = token.is("-");
    advance();
    int64_t addend = 0;
    if (!expectInteger(addend))
      return false;
    operand.addend = negative ? -addend : addend;
  }
  operand.addend += operand.parts[0].addend;
  return expect("]");
}

bool Parser::findRegister(const std::string &name, Operand &operand) {
  std::string prefix = name;
  while (!prefix.empty() && prefix.back() >= '0' && prefix.back() <= '9')
    prefix.pop_back();
  std::string digits = name.substr(prefix.size());
  for (size_t i = scopes.size(); i-- > 0;) {
    const Scope &scope = scopes[i];
    auto found = scope.registers.find(name);
    uint32_t index = 0;
    if (found == scope.registers.end()) {
      found = scope.ranges.find(prefix);
      if (found == scope.ranges.end() || digits.empty() || digits.size() > 9)
        continue;
      index = static_cast<uint32_t>(std::stoul(digits));
      if (index >= found->second.count)
        continue;
    }
    const RegisterRange &range = found->second;
    uint32_t size = range.bits == 1
                        ? 64
                        : warpSize * std::max<uint32_t>(range.bits, 16) / 8;
    operand.kind = Operand::Kind::Register;
    operand.bits = range.bits;
    operand.offset = range.offset + index * size;
    return true;
  }
  return false;
}

bool Parser::findVariable(const std::string &name, Operand &operand) {
  const Variable *variable = nullptr;
  for (size_t i = scopes.size(); i-- > 0 && !variable;) {
    auto found = scopes[i].variables.find(name);
    if (found != scopes[i].variables.end())
      variable = found->second;
  }
  if (!variable) {
    auto found = module.variableByName.find(name);
    if (found == module.variableByName.end())
      return false;
    variable = found->second;
  }
  operand.variable = variable;
  if (variable->isDynamic) {
    makePreset(Special::DynamicShared, 64, nullptr, operand);
  } else if (variable->space == Space::Shared) {
    makePreset(Special::SharedSymbol, 64, variable, operand);
  } else if (variable->space == Space::Local) {
    makePreset(Special::LocalSymbol, 64, variable, operand);
  } else {
    operand.kind = Operand::Kind::Constant;
    operand.literal.bits = variable->address;
    operand.constant = module.constant(variable->address);
  }
  return true;
}

/// Frames hold each special register and symbol once.
void Parser::makePreset(Special special, uint8_t bits, const Variable *variable,
                        Operand &operand) {
  operand.kind = Operand::Kind::Register;
  operand.bits = bits;
  for (const PresetRegister &preset : function->presets)
    if (preset.special == special && preset.variable == variable) {
      operand.offset = preset.offset;
      return;
    }
  operand.offset = allocateRegisters(bits, 1);
  uint64_t address = variable ? variable->address : 0;
  function->presets.push_back(
      {special, operand.offset, bits, variable, address});
}

bool Parser::findSpecial(const std::string &name, Operand &operand) {
  struct Name {
    std::string_view name;
    Special special;
    uint8_t bits;
  };
  static constexpr Name names[] = {
      {"%tid.x", Special::TidX, 32},
      {"%tid.y", Special::TidY, 32},
      {"%tid.z", Special::TidZ, 32},
      {"%ntid.x", Special::NtidX, 32},
      {"%ntid.y", Special::NtidY, 32},
      {"%ntid.z", Special::NtidZ, 32},
      {"%ctaid.x", Special::CtaidX, 32},
      {"%ctaid.y", Special::CtaidY, 32},
      {"%ctaid.z", Special::CtaidZ, 32},
      {"%nctaid.x", Special::NctaidX, 32},
      {"%nctaid.y", Special::NctaidY, 32},
      {"%nctaid.z", Special::NctaidZ, 32},
      {"%laneid", Special::Laneid, 32},
      {"%warpid", Special::Warpid, 32},
      {"%nwarpid", Special::Nwarpid, 32},
      {"%smid", Special::Smid, 32},
      {"%nsmid", Special::Nsmid, 32},
      {"%gridid", Special::Gridid, 64},
      {"%lanemask_eq", Special::LanemaskEq, 32},
      {"%lanemask_le", Special::LanemaskLe, 32},
      {"%lanemask_lt", Special::LanemaskLt, 32},
      {"%lanemask_ge", Special::LanemaskGe, 32},
      {"%lanemask_gt", Special::LanemaskGt, 32},
      {"%clock", Special::Clock, 32},
      {"%clock_hi", Special::ClockHi, 32},
      {"%clock64", Special::Clock64, 64},
      {"%globaltimer", Special::Globaltimer, 64},
      {"%globaltimer_lo", Special::GlobaltimerLo, 32},
      {"%globaltimer_hi", Special::GlobaltimerHi, 32},
      {"%dynamic_smem_size", Special::DynamicSharedSize, 32},
      {"%total_smem_size", Special::TotalSharedSize, 32},
      {"%cluster_nctarank", Special::ClusterBlocks, 32},
      {"%cluster_ctarank", Special::ClusterRank, 32},
      {"%cluster_ctaid.x", Special::ClusterCtaidX, 32},
      {"%cluster_ctaid.y", Special::ClusterCtaidY, 32},
      {"%cluster_ctaid.z", Special::ClusterCtaidZ, 32},
      {"%cluster_nctaid.x", Special::ClusterNctaidX, 32},
      {"%cluster_nctaid.y", Special::ClusterNctaidY, 32},
      {"%cluster_nctaid.z", Special::ClusterNctaidZ, 32},
      {"%clusterid.x", Special::ClusteridX, 32},
      {"%clusterid.y", Special::ClusteridY, 32},
      {"%clusterid.z", Special::ClusteridZ, 32},
      {"%nclusterid.x", Special::NclusteridX, 32},
      {"%nclusterid.y", Special::NclusteridY, 32},
      {"%nclusterid.z", Special::NclusteridZ, 32},
      {"%is_explicit_cluster", Special::IsCluster, 32},
  };
  for (const Name &entry : names)
    if (entry.name == name) {
      makePreset(entry.special, entry.bits, nullptr, operand);
      return true;
    }
  return false;
}

bool Parser::parseWordOperand(Operand &operand) {
  operand.name = token.text;
  std::string name(token.text);
  unsigned line = token.line;
  advance();
  if (name == "_") {
    operand.kind = Operand::Kind::Sink;
    return true;
  }
  if (findRegister(name, operand) || findSpecial(name, operand))
    return true;
  if (name[0] == '%')
    return failAt(line, "there is no register '" + name + "'");
  if (name == "WARP_SZ") {
    operand.kind = Operand::Kind::Constant;
    operand.literal.bits = warpSize;
    operand.constant = module.constant(warpSize);
    return true;
  }
  if (!findVariable(name, operand)) {
    auto callee = module.functionByName.find(name);
    operand.kind = callee == module.functionByName.end()
                       ? Operand::Kind::Label
                       : Operand::Kind::Function;
    if (operand.kind == Operand::Kind::Function) {
      operand.offset = callee->second->number;
      operand.constant =
          module.constant(functionWindow + uint64_t(operand.offset) * 16);
    }
  }
  return true;
}

const Broadcast *Module::Impl::constant(uint64_t bits) {
  const Broadcast *&found = constantByBits[bits];
  if (!found) {
    constants.emplace_back(bits);
    found = &constants.back();
  }
  return found;
}
