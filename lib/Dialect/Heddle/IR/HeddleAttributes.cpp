//===- HeddleAttributes.cpp - Syntax and verification of attributes -------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// This file implements how the attributes of the dialect are parsed, printed
// and verified. What they mean is in Masks.cpp, Scores.cpp, Gates.cpp and
// Normalizers/.
//
//===----------------------------------------------------------------------===//

#include "heddle/Dialect/Heddle/IR/Heddle.h"

#include "ShapeChecks.h"

#include "mlir/IR/DialectImplementation.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/TypeSwitch.h"

#include <charconv>

using namespace mlir;
using namespace heddle;

#include "heddle/Dialect/Heddle/IR/HeddleEnums.cpp.inc"

#define GET_ATTRDEF_CLASSES
#include "heddle/Dialect/Heddle/IR/HeddleAttributes.cpp.inc"

void HeddleDialect::registerAttributes() {
  addAttributes<
#define GET_ATTRDEF_LIST
#include "heddle/Dialect/Heddle/IR/HeddleAttributes.cpp.inc"
      >();
}

//===----------------------------------------------------------------------===//
// Pieces of syntax
//===----------------------------------------------------------------------===//

/// Prints the shortest decimal that reads back as `value`, with the point that
/// MLIR's lexer asks for: `50.0`, `1.0e-06`.
static void printDouble(AsmPrinter &printer, double value) {
  char buffer[32];
  auto [end, error] = std::to_chars(buffer, buffer + sizeof(buffer), value);
  StringRef text(buffer, end - buffer);
  auto [mantissa, exponent] = text.split('e');
  printer << mantissa;
  if (!mantissa.contains('.'))
    printer << ".0";
  if (!exponent.empty())
    printer << 'e' << exponent;
}

/// Parses one of the keywords of an enum, whose largest value is `last`; `what`
/// names it in diagnostics.
template <typename Enum>
static FailureOr<Enum> parseEnum(AsmParser &parser, StringRef what,
                                 unsigned last) {
  SMLoc loc = parser.getCurrentLocation();
  StringRef keyword;
  if (parser.parseKeyword(&keyword))
    return failure();
  if (std::optional<Enum> value = symbolizeEnum<Enum>(keyword))
    return *value;
  SmallVector<StringRef> known;
  for (unsigned i = 0; i <= last; ++i)
    known.push_back(stringifyEnum(static_cast<Enum>(i)));
  parser.emitError(loc) << "unknown " << what << " '" << keyword
                        << "'; expected one of " << llvm::join(known, ", ");
  return failure();
}

/// Parses `<flag, flag, ...>` or nothing; the flags are of `names`, in order.
static FailureOr<SmallVector<bool>>
parseOptionalFlags(AsmParser &parser, ArrayRef<StringRef> names) {
  SmallVector<bool> flags(names.size(), false);
  if (failed(parser.parseOptionalLess()))
    return flags;
  size_t next = 0;
  auto parseFlag = [&]() -> ParseResult {
    for (size_t i = next; i < names.size(); ++i)
      if (succeeded(parser.parseOptionalKeyword(names[i]))) {
        flags[i] = true;
        next = i + 1;
        return success();
      }
    if (names.size() == 1)
      return parser.emitError(parser.getCurrentLocation())
             << "expected '" << names.front() << "'";
    return parser.emitError(parser.getCurrentLocation())
           << "expected one of " << llvm::join(names, ", ")
           << ", each at most once and in this order";
  };
  if (parser.parseCommaSeparatedList(parseFlag) || parser.parseGreater())
    return failure();
  return flags;
}

static void printOptionalFlags(AsmPrinter &printer, ArrayRef<StringRef> names,
                               ArrayRef<bool> flags) {
  SmallVector<StringRef> set;
  for (auto [name, flag] : llvm::zip_equal(names, flags))
    if (flag)
      set.push_back(name);
  if (!set.empty())
    printer << '<' << llvm::join(set, ", ") << '>';
}

/// Parses `, bottom_right` or nothing.
static FailureOr<bool> parseOptionalBottomRight(AsmParser &parser) {
  if (failed(parser.parseOptionalComma()))
    return false;
  if (parser.parseKeyword("bottom_right"))
    return failure();
  return true;
}

//===----------------------------------------------------------------------===//
// Masks
//===----------------------------------------------------------------------===//

Attribute CausalAttr::parse(AsmParser &parser, Type) {
  auto flags = parseOptionalFlags(parser, {"bottom_right"});
  if (failed(flags))
    return {};
  return get(parser.getContext(), (*flags)[0]);
}

void CausalAttr::print(AsmPrinter &printer) const {
  printOptionalFlags(printer, {"bottom_right"}, {getBottomRight()});
}

/// Parses the entries of `#heddle.window<...>` into its parameters.
static ParseResult parseWindowEntry(AsmParser &parser,
                                    std::optional<int64_t> &left,
                                    std::optional<int64_t> &right,
                                    bool &bottomRight) {
  SMLoc loc = parser.getCurrentLocation();
  StringRef name;
  if (parser.parseKeyword(&name))
    return failure();
  if (bottomRight)
    return parser.emitError(loc, "'bottom_right' stands last");
  if (name == "bottom_right") {
    bottomRight = true;
    return success();
  }
  std::optional<int64_t> *side = name == "left"    ? &left
                                 : name == "right" ? &right
                                                   : nullptr;
  if (!side)
    return parser.emitError(loc) << "expected 'left', 'right' or "
                                    "'bottom_right', found '"
                                 << name << "'";
  if (side->has_value())
    return parser.emitError(loc) << "'" << name << "' is given twice";
  return failure(parser.parseEqual() || parser.parseInteger(side->emplace()));
}

Attribute WindowAttr::parse(AsmParser &parser, Type) {
  std::optional<int64_t> left, right;
  bool bottomRight = false;
  auto parseEntry = [&] {
    return parseWindowEntry(parser, left, right, bottomRight);
  };
  SMLoc loc = parser.getCurrentLocation();
  if (parser.parseCommaSeparatedList(AsmParser::Delimiter::LessGreater,
                                     parseEntry))
    return {};
  return parser.getChecked<WindowAttr>(loc, parser.getContext(), left, right,
                                       bottomRight);
}

void WindowAttr::print(AsmPrinter &printer) const {
  SmallVector<std::string> entries;
  if (getLeft())
    entries.push_back("left = " + std::to_string(*getLeft()));
  if (getRight())
    entries.push_back("right = " + std::to_string(*getRight()));
  if (getBottomRight())
    entries.push_back("bottom_right");
  printer << '<' << llvm::join(entries, ", ") << '>';
}

LogicalResult WindowAttr::verify(function_ref<InFlightDiagnostic()> emitError,
                                 std::optional<int64_t> left,
                                 std::optional<int64_t> right, bool) {
  if (!left && !right)
    return emitError() << "window needs 'left' or 'right'; a mask without "
                          "either is no mask";
  return success();
}

Attribute PrefixAttr::parse(AsmParser &parser, Type) {
  int64_t length;
  SMLoc loc = parser.getCurrentLocation();
  if (parser.parseLess() || parser.parseInteger(length) ||
      parser.parseGreater())
    return {};
  return parser.getChecked<PrefixAttr>(loc, parser.getContext(), length);
}

void PrefixAttr::print(AsmPrinter &printer) const {
  printer << '<' << getLength() << '>';
}

LogicalResult PrefixAttr::verify(function_ref<InFlightDiagnostic()> emitError,
                                 int64_t length) {
  if (length < 0)
    return emitError() << "prefix length must not be negative, got " << length;
  return success();
}

static FailureOr<SmallVector<MaskAttrInterface>>
parseMaskList(AsmParser &parser) {
  SmallVector<MaskAttrInterface> masks;
  auto parseMask = [&]() -> ParseResult {
    SMLoc loc = parser.getCurrentLocation();
    Attribute attribute;
    if (parser.parseAttribute(attribute))
      return failure();
    auto mask = dyn_cast<MaskAttrInterface>(attribute);
    if (!mask)
      return parser.emitError(loc) << "expected a mask, found " << attribute;
    masks.push_back(mask);
    return success();
  };
  if (parser.parseLess() ||
      parser.parseCommaSeparatedList(AsmParser::Delimiter::Square, parseMask) ||
      parser.parseGreater())
    return failure();
  return masks;
}

static void printMaskList(AsmPrinter &printer,
                          ArrayRef<MaskAttrInterface> masks) {
  printer << "<[";
  llvm::interleaveComma(masks, printer, [&](Attribute m) { printer << m; });
  printer << "]>";
}

template <typename Combination>
static Attribute parseCombination(AsmParser &parser) {
  SMLoc loc = parser.getCurrentLocation();
  auto masks = parseMaskList(parser);
  if (failed(masks))
    return {};
  return parser.getChecked<Combination>(loc, parser.getContext(), *masks);
}

static LogicalResult
verifyMaskList(function_ref<InFlightDiagnostic()> emitError, StringRef name,
               ArrayRef<MaskAttrInterface> masks) {
  if (masks.empty())
    return emitError() << name << " needs at least one mask, got none";
  return success();
}

Attribute AnyOfAttr::parse(AsmParser &parser, Type) {
  return parseCombination<AnyOfAttr>(parser);
}
void AnyOfAttr::print(AsmPrinter &printer) const {
  printMaskList(printer, getMasks());
}
LogicalResult AnyOfAttr::verify(function_ref<InFlightDiagnostic()> emitError,
                                ArrayRef<MaskAttrInterface> masks) {
  return verifyMaskList(emitError, "any_of", masks);
}

Attribute AllOfAttr::parse(AsmParser &parser, Type) {
  return parseCombination<AllOfAttr>(parser);
}
void AllOfAttr::print(AsmPrinter &printer) const {
  printMaskList(printer, getMasks());
}
LogicalResult AllOfAttr::verify(function_ref<InFlightDiagnostic()> emitError,
                                ArrayRef<MaskAttrInterface> masks) {
  return verifyMaskList(emitError, "all_of", masks);
}

//===----------------------------------------------------------------------===//
// Scores
//===----------------------------------------------------------------------===//

Attribute SoftcapAttr::parse(AsmParser &parser, Type) {
  double cap;
  SMLoc loc = parser.getCurrentLocation();
  if (parser.parseLess() || parser.parseFloat(cap) || parser.parseGreater())
    return {};
  return parser.getChecked<SoftcapAttr>(loc, parser.getContext(), cap);
}

void SoftcapAttr::print(AsmPrinter &printer) const {
  printer << '<';
  printDouble(printer, getCap());
  printer << '>';
}

LogicalResult SoftcapAttr::verify(function_ref<InFlightDiagnostic()> emitError,
                                  F64 cap) {
  if (!isFiniteInF32(cap) || cap <= 0)
    return emitError() << "softcap must be finite in f32 and positive, got "
                       << cap.value;
  return success();
}

Attribute AlibiAttr::parse(AsmParser &parser, Type) {
  SmallVector<F64> slopes;
  auto parseSlope = [&] {
    return parser.parseFloat(slopes.emplace_back().value);
  };
  SMLoc loc = parser.getCurrentLocation();
  if (parser.parseLess() ||
      parser.parseCommaSeparatedList(AsmParser::Delimiter::Square, parseSlope))
    return {};
  auto bottomRight = parseOptionalBottomRight(parser);
  if (failed(bottomRight) || parser.parseGreater())
    return {};
  return parser.getChecked<AlibiAttr>(loc, parser.getContext(), slopes,
                                      *bottomRight);
}

void AlibiAttr::print(AsmPrinter &printer) const {
  printer << "<[";
  llvm::interleaveComma(getSlopes(), printer,
                        [&](F64 slope) { printDouble(printer, slope); });
  printer << (getBottomRight() ? "], bottom_right>" : "]>");
}

LogicalResult AlibiAttr::verify(function_ref<InFlightDiagnostic()> emitError,
                                ArrayRef<F64> slopes, bool) {
  if (slopes.empty())
    return emitError() << "alibi needs one slope for each query head, got none";
  for (F64 slope : slopes)
    if (!isFiniteInF32(slope))
      return emitError() << "alibi slopes must be finite in f32, got "
                         << slope.value;
  return success();
}

Attribute BiasAttr::parse(AsmParser &parser, Type) {
  return get(parser.getContext());
}
void BiasAttr::print(AsmPrinter &) const {}

//===----------------------------------------------------------------------===//
// Normalizers
//===----------------------------------------------------------------------===//

Attribute SoftmaxAttr::parse(AsmParser &parser, Type) {
  return get(parser.getContext());
}
void SoftmaxAttr::print(AsmPrinter &) const {}

Attribute Softmax1Attr::parse(AsmParser &parser, Type) {
  return get(parser.getContext());
}
void Softmax1Attr::print(AsmPrinter &) const {}

/// Parses `<name = 1.0>` or nothing.
static FailureOr<double>
parseOptionalNamedDouble(AsmParser &parser, StringRef name, double otherwise) {
  if (failed(parser.parseOptionalLess()))
    return otherwise;
  double value;
  if (parser.parseKeyword(name) || parser.parseEqual() ||
      parser.parseFloat(value) || parser.parseGreater())
    return failure();
  return value;
}

static void printOptionalNamedDouble(AsmPrinter &printer, StringRef name,
                                     double value, double otherwise) {
  if (value == otherwise)
    return;
  printer << '<' << name << " = ";
  printDouble(printer, value);
  printer << '>';
}

static constexpr double kDefaultEps = 1.0e-06;

Attribute SoftpickAttr::parse(AsmParser &parser, Type) {
  SMLoc loc = parser.getCurrentLocation();
  auto eps = parseOptionalNamedDouble(parser, "eps", kDefaultEps);
  if (failed(eps))
    return {};
  return parser.getChecked<SoftpickAttr>(loc, parser.getContext(), *eps);
}

void SoftpickAttr::print(AsmPrinter &printer) const {
  printOptionalNamedDouble(printer, "eps", getEps(), kDefaultEps);
}

LogicalResult SoftpickAttr::verify(function_ref<InFlightDiagnostic()> emitError,
                                   F64 eps) {
  if (!isFiniteInF32(eps) || eps < 0)
    return emitError()
           << "softpick eps must be finite in f32 and not negative, got "
           << eps.value;
  return success();
}

Attribute SigmoidAttr::parse(AsmParser &parser, Type) {
  SMLoc loc = parser.getCurrentLocation();
  auto bias = parseOptionalNamedDouble(parser, "bias", 0.0);
  if (failed(bias))
    return {};
  return parser.getChecked<SigmoidAttr>(loc, parser.getContext(), *bias);
}

void SigmoidAttr::print(AsmPrinter &printer) const {
  printOptionalNamedDouble(printer, "bias", getBias(), 0.0);
}

LogicalResult SigmoidAttr::verify(function_ref<InFlightDiagnostic()> emitError,
                                  F64 bias) {
  if (!isFiniteInF32(bias))
    return emitError() << "sigmoid bias must be finite in f32, got "
                       << bias.value;
  return success();
}

static const StringRef kStickBreakingFlags[] = {"inclusive", "remainder",
                                                "bottom_right"};

Attribute StickBreakingAttr::parse(AsmParser &parser, Type) {
  auto flags = parseOptionalFlags(parser, kStickBreakingFlags);
  if (failed(flags))
    return {};
  return get(parser.getContext(), (*flags)[0], (*flags)[1], (*flags)[2]);
}

void StickBreakingAttr::print(AsmPrinter &printer) const {
  printOptionalFlags(printer, kStickBreakingFlags,
                     {getInclusive(), getRemainder(), getBottomRight()});
}

//===----------------------------------------------------------------------===//
// Gate, layout, rounding
//===----------------------------------------------------------------------===//

Attribute GateAttr::parse(AsmParser &parser, Type) {
  if (parser.parseLess())
    return {};
  auto activation = parseEnum<GateActivation>(parser, "gate activation",
                                              getMaxEnumValForGateActivation());
  if (failed(activation) || parser.parseComma())
    return {};
  auto granularity = parseEnum<GateGranularity>(
      parser, "gate granularity", getMaxEnumValForGateGranularity());
  if (failed(granularity))
    return {};
  FailureOr<GateCombination> combination = GateCombination::Multiply;
  if (succeeded(parser.parseOptionalComma()))
    combination = parseEnum<GateCombination>(parser, "gate combination",
                                             getMaxEnumValForGateCombination());
  if (failed(combination) || parser.parseGreater())
    return {};
  return get(parser.getContext(), *activation, *granularity, *combination);
}

void GateAttr::print(AsmPrinter &printer) const {
  printer << '<' << stringifyGateActivation(getActivation()) << ", "
          << stringifyGateGranularity(getGateGranularity());
  if (getCombination() != GateCombination::Multiply)
    printer << ", " << stringifyGateCombination(getCombination());
  printer << '>';
}

/// Parses `name = order` into the entry of `orders` that `name` stands for.
static ParseResult parseLayoutEntry(AsmParser &parser, StringRef name,
                                    SMLoc loc,
                                    std::optional<DimOrder> (&orders)[3]) {
  static const StringRef names[] = {"qkv", "gate", "result"};
  const StringRef *found = llvm::find(names, name);
  if (found == std::end(names))
    return parser.emitError(loc) << "expected 'bhsd', 'bshd', 'qkv', 'gate' or "
                                    "'result', found '"
                                 << name << "'";
  std::optional<DimOrder> &order = orders[found - names];
  if (order)
    return parser.emitError(loc) << "'" << name << "' is given twice";
  if (parser.parseEqual())
    return failure();
  auto value = parseEnum<DimOrder>(parser, "order of dimensions",
                                   getMaxEnumValForDimOrder());
  if (failed(value))
    return failure();
  order = *value;
  return success();
}

Attribute LayoutAttr::parse(AsmParser &parser, Type) {
  std::optional<DimOrder> orders[3];
  bool uniform = false;
  auto parseEntry = [&]() -> ParseResult {
    SMLoc loc = parser.getCurrentLocation();
    StringRef name;
    if (parser.parseKeyword(&name))
      return failure();
    if (uniform)
      return parser.emitError(loc, "a uniform layout has no other entries");
    bool first = llvm::none_of(orders, [](auto o) { return o.has_value(); });
    if (std::optional<DimOrder> order = symbolizeDimOrder(name);
        order && first) {
      std::fill(std::begin(orders), std::end(orders), order);
      uniform = true;
      return success();
    }
    return parseLayoutEntry(parser, name, loc, orders);
  };
  if (parser.parseCommaSeparatedList(AsmParser::Delimiter::LessGreater,
                                     parseEntry))
    return {};
  return get(parser.getContext(), orders[0].value_or(DimOrder::BHSD),
             orders[1].value_or(DimOrder::BHSD),
             orders[2].value_or(DimOrder::BHSD));
}

void LayoutAttr::print(AsmPrinter &printer) const {
  if (getQkv() == getGate() && getQkv() == getResult()) {
    printer << '<' << stringifyDimOrder(getQkv()) << '>';
    return;
  }
  printer << "<qkv = " << stringifyDimOrder(getQkv())
          << ", gate = " << stringifyDimOrder(getGate())
          << ", result = " << stringifyDimOrder(getResult()) << '>';
}

Attribute RoundingAttr::parse(AsmParser &parser, Type) {
  if (parser.parseLess())
    return {};
  auto mode = parseEnum<RoundingMode>(parser, "rounding mode",
                                      getMaxEnumValForRoundingMode());
  if (failed(mode) || parser.parseGreater())
    return {};
  return get(parser.getContext(), *mode);
}

void RoundingAttr::print(AsmPrinter &printer) const {
  printer << '<' << stringifyRoundingMode(getMode()) << '>';
}
