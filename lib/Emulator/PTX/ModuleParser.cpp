//===- ModuleParser.cpp - Reads modules and variables of PTX --------------===//
//
// Part of the Heddle Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Parser.h"

#include <algorithm>

using namespace heddle::ptx;

std::string Parser::at(unsigned line, const std::string &message) const {
  return module.name + ":" + std::to_string(line) + ": error: " + message;
}

bool Parser::failAt(unsigned line, const std::string &message) {
  failure = at(line, message);
  return false;
}

bool Parser::accept(std::string_view text) {
  if (!token.is(text))
    return false;
  advance();
  return true;
}

static std::string describe(const Token &token) {
  if (token.kind == TokenKind::End)
    return "the end of the text";
  if (token.kind == TokenKind::Error && token.text.size() > 1)
    return "a comment or string without an end";
  return "'" + std::string(token.text) + "'";
}

bool Parser::expect(std::string_view text) {
  if (accept(text))
    return true;
  return fail("expected '" + std::string(text) + "', found " + describe(token));
}

bool Parser::expectWord(std::string &word) {
  if (token.kind != TokenKind::Word)
    return fail("expected a name, found " + describe(token));
  word = token.text;
  advance();
  return true;
}

bool Parser::expectInteger(int64_t &value) {
  bool negative = accept("-");
  Literal literal;
  if (token.kind != TokenKind::Number || !parseLiteral(token.text, literal) ||
      literal.isDecimal)
    return fail("expected an integer, found " + describe(token));
  value = static_cast<int64_t>(negative ? 0 - literal.bits : literal.bits);
  advance();
  return true;
}

/// Skips a block in braces, which may hold others.
bool Parser::skipBalanced() {
  if (!expect("{"))
    return false;
  for (unsigned depth = 1; depth > 0; advance()) {
    if (token.kind == TokenKind::End || token.kind == TokenKind::Error)
      return fail("expected '}', found " + describe(token));
    depth += token.is("{");
    depth -= token.is("}");
  }
  return true;
}

bool Parser::skipTo(std::string_view text) {
  while (!token.is(text)) {
    if (token.kind == TokenKind::End || token.kind == TokenKind::Error)
      return expect(text);
    advance();
  }
  advance();
  return true;
}

void Parser::skipLine() {
  unsigned line = token.line;
  while (token.kind != TokenKind::End && token.line == line)
    advance();
}

//===----------------------------------------------------------------------===//
// The module
//===----------------------------------------------------------------------===//

bool Parser::parseHeader() {
  if (!expect(".version"))
    return false;
  module.version = token.text;
  advance();
  if (!expect(".target"))
    return false;
  module.target = token.text;
  if (module.target.substr(0, 3) != "sm_")
    return fail("expected a processor such as sm_80, found " + describe(token));
  skipLine();
  if (accept(".address_size")) {
    int64_t bits = 0;
    if (!expectInteger(bits))
      return false;
    if (bits != 64)
      return fail("addresses of " + std::to_string(bits) +
                  " bits are not supported; compile for 64");
  }
  return true;
}

bool Parser::parseModule() {
  if (!parseHeader())
    return false;
  while (token.kind != TokenKind::End)
    if (!parseDeclaration())
      return false;
  if (!resolveReferences())
    return false;
  layOutShared();
  return true;
}

bool Parser::parseLinkage(bool &isExternal) {
  isExternal = false;
  while (token.is(".visible") || token.is(".extern") || token.is(".weak") ||
         token.is(".common")) {
    isExternal |= token.is(".extern");
    advance();
  }
  return true;
}

bool Parser::parseDeclaration() {
  if (token.is(".file") || token.is(".loc")) {
    skipLine();
    return true;
  }
  if (accept(".section")) {
    advance();
    return skipBalanced();
  }
  if (accept(".pragma"))
    return skipTo(";");
  bool isExternal = false;
  parseLinkage(isExternal);
  if (accept(".entry"))
    return parseFunction(/*isEntry=*/true);
  if (accept(".func"))
    return parseFunction(/*isEntry=*/false);
  if (accept(".global"))
    return parseVariable(Space::Global, isExternal);
  if (accept(".const"))
    return parseVariable(Space::Const, isExternal);
  if (accept(".shared"))
    return parseVariable(Space::Shared, isExternal);
  return fail("expected a function or variable, found " + describe(token));
}

//===----------------------------------------------------------------------===//
// Variables
//===----------------------------------------------------------------------===//

/// The bytes of a type's name, 0 if it is none.
static uint32_t sizeOfType(std::string_view type) {
  if (type == ".pred")
    return 4;
  if (type.size() < 3 ||
      std::string_view("bsuf").find(type[1]) == std::string_view::npos)
    return 0;
  std::string_view bits = type.substr(2);
  for (uint32_t size : {1, 2, 4, 8, 16})
    if (bits == std::to_string(8 * size))
      return size;
  return type == ".f16x2" ? 4 : 0;
}

bool Parser::parseDeclaredType(Declared &declared) {
  uint32_t count = 1;
  while (token.kind == TokenKind::Directive) {
    int64_t align = 0;
    if (accept(".align")) {
      if (!expectInteger(align))
        return false;
      if (align <= 0 || align > 1 << 16 || (align & (align - 1)))
        return fail("an alignment must be a power of two");
      declared.align = static_cast<uint32_t>(align);
    } else if (accept(".attribute")) {
      if (!skipTo(")"))
        return false;
    } else if (accept(".v2")) {
      count = 2;
    } else if (accept(".v4")) {
      count = 4;
    } else if (accept(".ptr")) {
      while (token.is(".global") || token.is(".shared") || token.is(".const") ||
             token.is(".local"))
        advance();
      if (accept(".align") && !expectInteger(align))
        return false;
    } else {
      uint32_t size = sizeOfType(token.text);
      if (size == 0)
        return fail("expected a type, found " + describe(token));
      declared.isPredicate = token.is(".pred");
      declared.size = size;
      advance();
    }
  }
  if (declared.size == 0)
    return fail("expected a type, found " + describe(token));
  declared.size *= count;
  declared.align = std::max(declared.align, declared.size);
  return true;
}

/// `[2][3]`; the first extent may be left out.
bool Parser::parseArrayExtents(Variable &variable, bool &isUnsized) {
  uint64_t size = variable.size;
  isUnsized = false;
  while (accept("[")) {
    int64_t extent = 0;
    if (accept("]")) {
      isUnsized = true;
      continue;
    }
    if (!expectInteger(extent) || !expect("]"))
      return false;
    size *= static_cast<uint64_t>(extent);
    if (extent < 0 || size > uint32_t(1) << 31)
      return fail("'" + variable.name + "' is too large");
  }
  variable.size = isUnsized ? 0 : static_cast<uint32_t>(size);
  return true;
}

bool Parser::parseInitialValue(Variable &variable, uint32_t elementSize) {
  uint64_t bits = 0;
  if (token.kind == TokenKind::Word) {
    std::string name;
    unsigned line = token.line;
    bool isGeneric = accept("generic") && accept("(");
    if (!expectWord(name) || (isGeneric && !expect(")")))
      return false;
    int64_t addend = 0;
    if (accept("+") && !expectInteger(addend))
      return false;
    variable.references.push_back(
        {static_cast<uint32_t>(variable.initial.size()), name, addend, line});
  } else {
    Literal literal;
    bool negative = accept("-");
    if (token.kind != TokenKind::Number || !parseLiteral(token.text, literal))
      return fail("expected a number, found " + describe(token));
    bits = negative ? 0 - literal.bits : literal.bits;
    if (literal.isDecimal) {
      double value = negative ? -literal.decimal : literal.decimal;
      auto narrow = static_cast<float>(value);
      std::memcpy(&bits, &value, 8);
      if (elementSize == 4) {
        bits = 0;
        std::memcpy(&bits, &narrow, 4);
      }
    }
    advance();
  }
  for (uint32_t i = 0; i < elementSize; ++i)
    variable.initial.push_back(static_cast<uint8_t>(bits >> 8 * i));
  return true;
}

bool Parser::parseInitializer(Variable &variable, uint32_t elementSize,
                              unsigned depth) {
  constexpr unsigned maxDepth = 16;
  if (depth > maxDepth)
    return fail("an initial value with too many braces");
  if (!accept("{"))
    return parseInitialValue(variable, elementSize);
  while (!accept("}")) {
    if (!parseInitializer(variable, elementSize, depth + 1))
      return false;
    if (!token.is("}") && !expect(","))
      return false;
  }
  return true;
}

bool Parser::parseVariable(Space space, bool isExternal) {
  Declared declared;
  if (!parseDeclaredType(declared))
    return false;
  variables().emplace_back();
  Variable &variable = variables().back();
  variable.space = space;
  variable.size = declared.size;
  variable.align = declared.align;
  bool isUnsized = false;
  if (!expectWord(variable.name) || !parseArrayExtents(variable, isUnsized))
    return false;
  if (accept("=") && !parseInitializer(variable, declared.size))
    return false;
  if (isUnsized)
    variable.size = static_cast<uint32_t>(variable.initial.size());
  if (variable.initial.size() > variable.size)
    return fail("'" + variable.name +
                "' has more initial values than elements");
  variable.isDynamic = isUnsized && isExternal && space == Space::Shared;
  return place(variable) && expect(";");
}

static uint64_t alignTo(uint64_t value, uint64_t align) {
  return (value + align - 1) / align * align;
}

/// Gives a variable its address, but for those of shared memory, which every
/// kernel lays out for itself.
bool Parser::place(Variable &variable) {
  constexpr uint64_t maxLocal = 512 << 10, maxModule = uint64_t(1) << 30;
  auto &names = function ? scopes.back().variables : module.variableByName;
  names[variable.name] = &variable;
  if (variable.space == Space::Local) {
    function->localBytes = alignTo(function->localBytes, variable.align);
    variable.address = function->localBytes;
    function->localBytes += variable.size;
    if (function->localBytes > maxLocal)
      return fail("more than 512 KiB of local memory");
  } else if (variable.space == Space::Global ||
             variable.space == Space::Const) {
    std::vector<uint8_t> &memory = module.memory;
    memory.resize(alignTo(memory.size(), std::max(variable.align, 16u)));
    variable.address = moduleWindow + memory.size();
    memory.insert(memory.end(), variable.initial.begin(),
                  variable.initial.end());
    if (memory.size() + variable.size > maxModule)
      return fail("more than 1 GiB of variables");
    memory.resize(variable.address - moduleWindow + variable.size);
  }
  return true;
}

bool Parser::resolveReferences() {
  for (const Variable &variable : module.variables)
    for (const Variable::Reference &reference : variable.references) {
      auto found = module.variableByName.find(reference.name);
      auto callee = module.functionByName.find(reference.name);
      uint64_t address = 0;
      if (found != module.variableByName.end())
        address = found->second->address;
      else if (callee != module.functionByName.end())
        address = functionWindow + callee->second->number * 16;
      else
        return failAt(reference.line, "there is no '" + reference.name + "'");
      address += static_cast<uint64_t>(reference.addend);
      size_t at = variable.address - moduleWindow + reference.offset;
      std::memcpy(module.memory.data() + at, &address,
                  std::min<size_t>(8, module.memory.size() - at));
    }
  return true;
}

/// Variables that functions use lie first, in every kernel; behind them the
/// kernel's own.
void Parser::layOutShared() {
  std::unordered_map<const Variable *, uint64_t> common;
  auto layOut = [](Function &function, uint64_t &end,
                   std::unordered_map<const Variable *, uint64_t> &known) {
    for (PresetRegister &preset : function.presets) {
      if (preset.special != Special::SharedSymbol)
        continue;
      auto [place, isNew] = known.try_emplace(preset.variable, 0);
      if (isNew) {
        place->second = alignTo(end, preset.variable->align);
        end = place->second + preset.variable->size;
      }
      preset.address = place->second;
    }
  };
  uint64_t commonEnd = 0;
  for (Function &function : module.functions)
    if (!function.isEntry)
      layOut(function, commonEnd, common);
  for (Function &function : module.functions) {
    if (!function.isEntry)
      continue;
    uint64_t end = commonEnd;
    std::unordered_map<const Variable *, uint64_t> known = common;
    layOut(function, end, known);
    function.sharedBytes =
        static_cast<uint32_t>(std::min<uint64_t>(end, UINT32_MAX));
  }
}
