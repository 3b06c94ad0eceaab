//===- Lexer.h - The words of PTX -------------------------------*- C++ -*-===//
//
// Part of the Heddle Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_LIB_EMULATOR_PTX_LEXER_H
#define HEDDLE_LIB_EMULATOR_PTX_LEXER_H

#include <cstdint>
#include <string_view>

namespace heddle::ptx {

enum class TokenKind : uint8_t {
  End,
  /// A name or an opcode with its modifiers: `%r1`, `%tid.x`, `ld.global.b32`.
  Word,
  /// `.reg`, `.b32`.
  Directive,
  Number,
  String,
  /// One character.
  Punctuation,
  /// A character that PTX does not know, or a comment or string without an end.
  Error
};

struct Token {
  TokenKind kind = TokenKind::End;
  std::string_view text;
  unsigned line = 1;

  bool is(std::string_view expected) const {
    return text == expected && kind != TokenKind::String;
  }
};

/// Cuts a text into tokens, one at a time.
class Lexer {
public:
  explicit Lexer(std::string_view text) : text(text) {}

  Token next();

private:
  bool skipSpace();
  Token take(TokenKind kind, size_t size);
  size_t wordSize() const;
  size_t directiveSize() const;
  size_t numberSize() const;
  char peek(size_t ahead = 0) const {
    return at + ahead < text.size() ? text[at + ahead] : '\0';
  }

  std::string_view text;
  size_t at = 0;
  unsigned line = 1;
};

/// A literal: an integer, the bits of 0f and 0d, or a decimal fraction.
struct Literal {
  uint64_t bits = 0;
  /// A decimal fraction, whose bits depend on the type where it is used.
  bool isDecimal = false;
  double decimal = 0;
};

/// False if the text is no number of PTX, or is too large.
bool parseLiteral(std::string_view text, Literal &literal);

} // namespace heddle::ptx

#endif // HEDDLE_LIB_EMULATOR_PTX_LEXER_H
