//===- Lexer.cpp - The words of PTX ---------------------------------------===//
//
// Part of the Heddle Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Lexer.h"

#include <algorithm>
#include <cstdlib>
#include <string>

using namespace heddle::ptx;

static bool isDigit(char c) { return c >= '0' && c <= '9'; }

static bool startsWord(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
         c == '$' || c == '%';
}

static bool continuesWord(char c) { return startsWord(c) || isDigit(c); }

/// Stops before a comment or string that does not end.
bool Lexer::skipSpace() {
  while (at < text.size()) {
    std::string_view rest = text.substr(at);
    size_t size = 0;
    if (rest.substr(0, 2) == "//") {
      size = std::min(rest.find('\n'), rest.size());
    } else if (rest.substr(0, 2) == "/*") {
      size = rest.find("*/", 2);
      if (size == std::string_view::npos)
        return false;
      size += 2;
    } else if (rest[0] == ' ' || (rest[0] >= '\t' && rest[0] <= '\r')) {
      size = 1;
    } else {
      return true;
    }
    line += std::count(rest.begin(), rest.begin() + size, '\n');
    at += size;
  }
  return true;
}

Token Lexer::take(TokenKind kind, size_t size) {
  Token token{kind, text.substr(at, size), line};
  line += std::count(token.text.begin(), token.text.end(), '\n');
  at += size;
  return token;
}

/// Words go on through `.x` and `::x`, as in `%tid.x` and `ld.shared::cta.b32`.
size_t Lexer::wordSize() const {
  size_t size = 1;
  while (true) {
    if (continuesWord(peek(size)))
      ++size;
    else if (peek(size) == '.' && continuesWord(peek(size + 1)))
      size += 2;
    else if (peek(size) == ':' && peek(size + 1) == ':' &&
             continuesWord(peek(size + 2)))
      size += 3;
    else
      return size;
  }
}

size_t Lexer::directiveSize() const {
  size_t size = 2;
  while (continuesWord(peek(size)))
    ++size;
  return size;
}

/// Hexadecimal numbers contain letters, decimal fractions signs.
size_t Lexer::numberSize() const {
  size_t size = 1;
  bool isHex = peek() == '0' && (peek(1) == 'x' || peek(1) == 'X');
  while (true) {
    char c = peek(size), before = peek(size - 1);
    bool isSign = (c == '+' || c == '-') && !isHex &&
                  (before == 'e' || before == 'E') && isDigit(peek(size + 1));
    bool isPoint = c == '.' && (isDigit(peek(size + 1)) || peek(1) == '.');
    if (!continuesWord(c) && !isSign && !isPoint)
      return size;
    ++size;
  }
}

Token Lexer::next() {
  if (!skipSpace())
    return take(TokenKind::Error, text.size() - at);
  if (at == text.size())
    return take(TokenKind::End, 0);
  char c = peek();
  if (isDigit(c))
    return take(TokenKind::Number, numberSize());
  if (startsWord(c))
    return take(TokenKind::Word, wordSize());
  if (c == '.' && startsWord(peek(1)))
    return take(TokenKind::Directive, directiveSize());
  if (c == '"') {
    size_t end = text.find('"', at + 1);
    if (end == std::string_view::npos)
      return take(TokenKind::Error, text.size() - at);
    return take(TokenKind::String, end + 1 - at);
  }
  bool known = std::string_view("{}[]()<>,;:=+-*/@!|&^~.").find(c) !=
               std::string_view::npos;
  return take(known ? TokenKind::Punctuation : TokenKind::Error, 1);
}

static bool parseInteger(const std::string &text, int base, uint64_t &value) {
  char *end = nullptr;
  errno = 0;
  value = std::strtoull(text.c_str(), &end, base);
  if (*end == 'U')
    ++end;
  return !text.empty() && errno == 0 && *end == '\0';
}

bool heddle::ptx::parseLiteral(std::string_view text, Literal &literal) {
  std::string copy(text);
  char kind = text.size() > 1 && text[0] == '0' ? text[1] : '\0';
  switch (kind) {
  case 'f':
  case 'F':
    return text.size() == 10 && parseInteger(copy.substr(2), 16, literal.bits);
  case 'd':
  case 'D':
    return text.size() == 18 && parseInteger(copy.substr(2), 16, literal.bits);
  case 'x':
  case 'X':
    return parseInteger(copy.substr(2), 16, literal.bits);
  case 'b':
  case 'B':
    return parseInteger(copy.substr(2), 2, literal.bits);
  default:
    break;
  }
  if (text.find_first_of(".eE") == std::string_view::npos)
    return parseInteger(copy, kind ? 8 : 10, literal.bits);
  char *end = nullptr;
  literal.isDecimal = true;
  literal.decimal = std::strtod(copy.c_str(), &end);
  return *end == '\0';
}
