//===- NpyHeader.cpp - The header of a .npy file --------------------------===//
//
// Part of the Heddle Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "NpyHeader.h"

#include <charconv>

using namespace heddle::rt;

std::string heddle::rt::quoteBytes(std::string_view bytes) {
  constexpr size_t limit = 40;
  constexpr char digits[] = "0123456789abcdef";
  std::string text = "\"";
  for (char c : bytes.substr(0, limit)) {
    auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x20 && byte < 0x7f)
      text += c;
    else
      text += {'\\', 'x', digits[byte >> 4], digits[byte & 15]};
  }
  return text + (bytes.size() > limit ? "...\"" : "\"");
}

//===----------------------------------------------------------------------===//
// Element types
//===----------------------------------------------------------------------===//

namespace {

struct Descr {
  /// Without the byte order.
  std::string_view kind;
  ElementType type;
  /// The byte orders that make sense, the one to write first.
  std::string_view orders;
};

/// V2, two opaque bytes, is how numpy saves arrays of ml_dtypes.bfloat16: it
/// writes "<V2", and "|V2" after a view as plain void. Opaque bytes have no
/// byte order, so ">V2" would be a guess.
constexpr Descr descrs[] = {
    {"f8", ElementType::F64, "<>"}, {"f4", ElementType::F32, "<>"},
    {"f2", ElementType::F16, "<>"}, {"V2", ElementType::BF16, "<|"},
    {"i8", ElementType::I64, "<>"}, {"i4", ElementType::I32, "<>"},
    {"b1", ElementType::Bool, "|"},
};

constexpr char expectedDescrs[] =
    "expected '<f8', '<f4', '<f2', '<V2' (bf16), '<i8', '<i4' or '|b1'";

Result<Success> parseDescr(std::string_view descr, NpyHeader &header) {
  if (descr == "bfloat16") {
    header.elementType = ElementType::BF16;
    return Success{};
  }
  char order = descr.empty() ? '\0' : descr.front();
  for (const Descr &known : descrs)
    if (!descr.empty() && descr.substr(1) == known.kind &&
        known.orders.find(order) != std::string_view::npos) {
      header.elementType = known.type;
      header.bigEndian = order == '>';
      return Success{};
    }
  std::string what = descr == "|O" || descr == "O" ? " (Python objects)" : "";
  return Failure{"unsupported element type " + quoteBytes(descr) + what + ", " +
                 expectedDescrs};
}

std::string formatDescr(ElementType type) {
  for (const Descr &known : descrs)
    if (known.type == type)
      return std::string(1, known.orders.front()) + std::string(known.kind);
  assert(false && "every element type has a descr");
  return "";
}

} // namespace

//===----------------------------------------------------------------------===//
// The parser
//===----------------------------------------------------------------------===//

namespace {

/// A recursive-descent parser for the subset of Python's literals that headers
/// are made of. Each function returns false after recording an error.
class HeaderParser {
public:
  explicit HeaderParser(std::string_view text) : text(text) {}

  Result<NpyHeader> parse() {
    if (!parseDict() || !checkComplete())
      return Failure{"bad header: " + message};
    return header;
  }

private:
  bool parseDict();
  bool parseEntry();
  bool parseDescrValue();
  bool parseFortranOrder();
  bool parseShape();
  bool parseExtent();
  bool parseString(std::string_view &value, const char *what);
  bool checkComplete();

  bool claimKey(std::string_view key, bool &seen);
  bool expect(char wanted, const char *where);
  bool consume(char wanted);
  bool consumeWord(std::string_view word);
  void skipSpace();
  char peek() const { return position < text.size() ? text[position] : '\0'; }

  bool fail(const std::string &why);
  bool failHere(const std::string &expected);

  std::string_view text;
  size_t position = 0;
  std::string message;
  NpyHeader header;
  bool seenDescr = false, seenFortranOrder = false, seenShape = false;
};

} // namespace

bool HeaderParser::parseDict() {
  if (!expect('{', "at the start"))
    return false;
  while (!consume('}')) {
    if (!parseEntry())
      return false;
    if (consume(','))
      continue;
    return expect('}', "or ',' after a value");
  }
  return true;
}

bool HeaderParser::parseEntry() {
  std::string_view key;
  if (!parseString(key, "a key in quotes") || !expect(':', "after a key"))
    return false;
  if (key == "descr")
    return claimKey(key, seenDescr) && parseDescrValue();
  if (key == "fortran_order")
    return claimKey(key, seenFortranOrder) && parseFortranOrder();
  if (key == "shape")
    return claimKey(key, seenShape) && parseShape();
  return fail("unknown key " + quoteBytes(key) +
              ", expected 'descr', 'fortran_order' and 'shape'");
}

bool HeaderParser::parseDescrValue() {
  skipSpace();
  if (peek() == '[' || peek() == '(')
    return fail(std::string("structured element types are not supported, ") +
                expectedDescrs);
  std::string_view descr;
  if (!parseString(descr, "a string as the value of 'descr'"))
    return false;
  Result<Success> known = parseDescr(descr, header);
  return known || fail(known.error());
}

bool HeaderParser::parseFortranOrder() {
  header.fortranOrder = consumeWord("True");
  if (header.fortranOrder || consumeWord("False"))
    return true;
  return failHere("True or False as the value of 'fortran_order'");
}

bool HeaderParser::parseShape() {
  if (!consume('('))
    return failHere("a tuple as the value of 'shape'");
  while (!consume(')')) {
    if (!parseExtent())
      return false;
    if (consume(','))
      continue;
    if (header.shape.size() == 1)
      return failHere("',' after the only extent of 'shape'");
    return expect(')', "or ',' in 'shape'");
  }
  return true;
}

/// Python 2 wrote some extents as long integers, with an L.
bool HeaderParser::parseExtent() {
  skipSpace();
  size_t begin = position;
  position += peek() == '-';
  while (peek() >= '0' && peek() <= '9')
    ++position;
  std::string_view digits = text.substr(begin, position - begin);
  int64_t extent;
  std::from_chars_result parsed =
      std::from_chars(digits.data(), digits.data() + digits.size(), extent);
  if (parsed.ec == std::errc::result_out_of_range)
    return fail("the extent " + quoteBytes(digits) + " overflows 64 bits");
  if (parsed.ec != std::errc()) {
    position = begin;
    return failHere("an integer as an extent of 'shape'");
  }
  if (digits.front() == '-')
    return fail("negative extent " + std::string(digits) + " in 'shape'");
  if (header.shape.size() == Tensor::maxRank)
    return fail("more than " + std::to_string(Tensor::maxRank) +
                " dimensions in 'shape'");
  position += peek() == 'L';
  header.shape.push_back(extent);
  return true;
}

/// The strings that matter contain no escapes, so a backslash is an error.
bool HeaderParser::parseString(std::string_view &value, const char *what) {
  skipSpace();
  char quote = peek();
  if (quote != '\'' && quote != '"')
    return failHere(what);
  size_t begin = ++position;
  while (position < text.size() && peek() != quote) {
    if (peek() == '\\' || peek() == '\n')
      return failHere("a plain character in a string");
    ++position;
  }
  if (position == text.size())
    return failHere("the end of a string");
  value = text.substr(begin, position++ - begin);
  return true;
}

bool HeaderParser::checkComplete() {
  skipSpace();
  if (position != text.size())
    return failHere("nothing after the dict");
  const char *missing = !seenDescr          ? "descr"
                        : !seenFortranOrder ? "fortran_order"
                        : !seenShape        ? "shape"
                                            : nullptr;
  return !missing || fail(std::string("the key '") + missing + "' is missing");
}

bool HeaderParser::claimKey(std::string_view key, bool &seen) {
  if (seen)
    return fail("the key '" + std::string(key) + "' appears twice");
  return seen = true;
}

bool HeaderParser::expect(char wanted, const char *where) {
  return consume(wanted) || failHere(std::string("'") + wanted + "' " + where);
}

bool HeaderParser::consume(char wanted) {
  skipSpace();
  if (position == text.size() || text[position] != wanted)
    return false;
  ++position;
  return true;
}

bool HeaderParser::consumeWord(std::string_view word) {
  skipSpace();
  if (text.substr(position, word.size()) != word)
    return false;
  position += word.size();
  return true;
}

void HeaderParser::skipSpace() {
  constexpr std::string_view spaces = " \t\n\r\f";
  while (position < text.size() &&
         spaces.find(text[position]) != std::string_view::npos)
    ++position;
}

bool HeaderParser::fail(const std::string &why) {
  message = why;
  return false;
}

bool HeaderParser::failHere(const std::string &expected) {
  skipSpace();
  std::string found = position == text.size()
                          ? "the end of the header"
                          : quoteBytes(text.substr(position));
  return fail("expected " + expected + ", found " + found);
}

Result<NpyHeader> heddle::rt::parseNpyHeader(std::string_view text) {
  return HeaderParser(text).parse();
}

//===----------------------------------------------------------------------===//
// The writer
//===----------------------------------------------------------------------===//

/// As Python prints a tuple: "()", "(3,)", "(3, 4)".
static std::string formatTuple(const Dims &shape) {
  std::string text = "(";
  for (size_t dim = 0; dim < shape.size(); ++dim)
    text += (dim ? ", " : "") + std::to_string(shape[dim]);
  return text + (shape.size() == 1 ? ",)" : ")");
}

/// Like numpy, leaves room to append along the first dimension in place, pads
/// with at least one space even where the header would be aligned, and ends
/// with a newline.
std::string heddle::rt::formatNpyHeader(ElementType type, const Dims &shape) {
  constexpr size_t alignment = 64;
  constexpr size_t maxExtentDigits = 21;
  constexpr size_t prefixSize = 10;
  std::string dict =
      "{'descr': '" + formatDescr(type) +
      "', 'fortran_order': False, 'shape': " + formatTuple(shape) + ", }";
  if (!shape.empty())
    dict.append(maxExtentDigits - std::to_string(shape[0]).size(), ' ');
  size_t used = prefixSize + dict.size() + 1;
  dict.append(alignment - used % alignment, ' ');
  dict += '\n';
  std::string prefix("\x93NUMPY\x01\x00", 8);
  prefix += static_cast<char>(dict.size() & 0xff);
  prefix += static_cast<char>(dict.size() >> 8);
  return prefix + dict;
}
