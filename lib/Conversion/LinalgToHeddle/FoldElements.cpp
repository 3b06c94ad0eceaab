//===- FoldElements.cpp - Simpler elements --------------------------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Importers compute constants from constants, and multiply by 1 and add 0.
//
//===----------------------------------------------------------------------===//

#include "ElementReader.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"

#include <cmath>

using namespace mlir;
using namespace heddle::raise;

template <typename... OpTy>
static bool isAnyOf(OperationName name) {
  return ((name.getStringRef() == OpTy::getOperationName()) || ...);
}

//===----------------------------------------------------------------------===//
// Constants
//===----------------------------------------------------------------------===//

static std::optional<double> foldUnary(OperationName name, double x) {
  if (isAnyOf<arith::ExtFOp, arith::TruncFOp>(name))
    return x;
  if (isAnyOf<arith::NegFOp>(name))
    return -x;
  if (isAnyOf<math::SqrtOp>(name))
    return std::sqrt(x);
  if (isAnyOf<math::RsqrtOp>(name))
    return 1 / std::sqrt(x);
  if (isAnyOf<math::ExpOp>(name))
    return std::exp(x);
  if (isAnyOf<math::LogOp>(name))
    return std::log(x);
  if (isAnyOf<math::AbsFOp>(name))
    return std::fabs(x);
  return std::nullopt;
}

static std::optional<double> foldBinary(OperationName name, double x,
                                        double y) {
  if (isAnyOf<arith::AddFOp>(name))
    return x + y;
  if (isAnyOf<arith::SubFOp>(name))
    return x - y;
  if (isAnyOf<arith::MulFOp>(name))
    return x * y;
  if (isAnyOf<arith::DivFOp>(name))
    return x / y;
  if (isAnyOf<math::PowFOp>(name))
    return std::pow(x, y);
  return std::nullopt;
}

static std::optional<int64_t> foldInteger(OperationName name, int64_t x,
                                          int64_t y) {
  auto wrap = [](uint64_t value) { return static_cast<int64_t>(value); };
  if (isAnyOf<arith::AddIOp>(name))
    return wrap(uint64_t(x) + uint64_t(y));
  if (isAnyOf<arith::SubIOp>(name))
    return wrap(uint64_t(x) - uint64_t(y));
  if (isAnyOf<arith::MulIOp>(name))
    return wrap(uint64_t(x) * uint64_t(y));
  if (isAnyOf<arith::AndIOp>(name))
    return x & y;
  if (isAnyOf<arith::OrIOp>(name))
    return x | y;
  if (isAnyOf<arith::XOrIOp>(name))
    return x ^ y;
  return std::nullopt;
}

static std::optional<bool> foldCompare(OperationName name,
                                       ArrayRef<Element *> operands,
                                       DictionaryAttr attributes) {
  auto predicate = attributes.getAs<IntegerAttr>("predicate");
  if (!predicate)
    return std::nullopt;
  Attribute a = operands[0]->constant, b = operands[1]->constant;
  if (isAnyOf<arith::CmpIOp>(name) && isa<IntegerAttr>(a) &&
      isa<IntegerAttr>(b))
    return arith::applyCmpPredicate(
        static_cast<arith::CmpIPredicate>(predicate.getInt()),
        cast<IntegerAttr>(a).getValue(), cast<IntegerAttr>(b).getValue());
  if (isAnyOf<arith::CmpFOp>(name) && isa<FloatAttr>(a) && isa<FloatAttr>(b))
    return arith::applyCmpPredicate(
        static_cast<arith::CmpFPredicate>(predicate.getInt()),
        cast<FloatAttr>(a).getValue(), cast<FloatAttr>(b).getValue());
  return std::nullopt;
}

/// An integer of `type`, as the low bits of `value`.
static Attribute getIntegerAttr(Type type, int64_t value) {
  unsigned width = type.isIndex() ? 64 : type.getIntOrFloatBitWidth();
  return IntegerAttr::get(
      type, APInt(width, value, /*isSigned=*/true, /*implicitTrunc=*/true));
}

/// Whether `element` is a size, or computed from sizes.
static bool isSize(Element *element) {
  element = stripCasts(element);
  if (std::optional<int64_t> number = getInteger(element))
    return *number >= 0;
  return element->kind == Element::Kind::Extent ||
         (element->computes<arith::AddIOp, arith::MulIOp, arith::MaxSIOp,
                            arith::MaxUIOp>() &&
          llvm::all_of(element->operands, isSize));
}

/// Whether a size is less than 0, or not, as importers of torch ask.
static std::optional<bool> foldSign(OperationName name,
                                    ArrayRef<Element *> operands,
                                    DictionaryAttr attributes) {
  if (!isAnyOf<arith::CmpIOp>(name) || operands.size() != 2 ||
      !isSize(operands[0]) || getInteger(operands[1]) != 0)
    return std::nullopt;
  auto predicate = attributes.getAs<IntegerAttr>("predicate").getInt();
  if (predicate == static_cast<int64_t>(arith::CmpIPredicate::slt))
    return false;
  if (predicate == static_cast<int64_t>(arith::CmpIPredicate::sge))
    return true;
  return std::nullopt;
}

/// What constant operands give, or null.
Element *ElementReader::fold(OperationName name, ArrayRef<Element *> operands,
                             Type type, DictionaryAttr attributes) {
  SmallVector<double> numbers;
  SmallVector<int64_t> integers;
  for (Element *operand : operands) {
    if (auto number = raise::getNumber(operand))
      numbers.push_back(*number);
    else if (auto integer = getInteger(operand))
      integers.push_back(*integer);
    else
      return nullptr;
  }
  if (operands.size() == 2)
    if (auto holds = foldCompare(name, operands, attributes))
      return getConstant(BoolAttr::get(type.getContext(), *holds), type);
  std::optional<double> number;
  if (numbers.size() == 1 && integers.empty())
    number = foldUnary(name, numbers[0]);
  else if (numbers.size() == 2)
    number = foldBinary(name, numbers[0], numbers[1]);
  else if (isAnyOf<arith::SIToFPOp>(name) && integers.size() == 1 &&
           !operands[0]->type.isInteger(1))
    number = static_cast<double>(integers[0]);
  if (number && isa<FloatType>(type))
    return getNumber(*number, type);
  std::optional<int64_t> integer;
  if (integers.size() == 2 && numbers.empty())
    integer = foldInteger(name, integers[0], integers[1]);
  else if (isAnyOf<arith::IndexCastOp, arith::ExtSIOp, arith::TruncIOp>(name) &&
           integers.size() == 1 && !operands[0]->type.isInteger(1))
    integer = integers[0];
  if (integer && type.isIntOrIndex())
    return getConstant(getIntegerAttr(type, *integer), type);
  return nullptr;
}

/// A comparison of `condition ? x : y` with a number, x and y being numbers as
/// well: it is the condition, or its opposite. Null for something else.
Element *ElementReader::foldChoice(OperationName name,
                                   ArrayRef<Element *> operands, Type type,
                                   DictionaryAttr attributes) {
  if (!isAnyOf<arith::CmpIOp, arith::CmpFOp>(name) || !operands[1]->constant)
    return nullptr;
  Element *choice = operands[0], *onTrue = nullptr, *onFalse = nullptr;
  if (choice->computes<arith::SelectOp>()) {
    onTrue = choice->operands[1];
    onFalse = choice->operands[2];
  } else if (choice->computes<arith::UIToFPOp>() &&
             choice->operands[0]->type.isInteger(1)) {
    onTrue = getNumber(1.0, choice->type);
    onFalse = getNumber(0.0, choice->type);
  }
  if (!onTrue || !onTrue->constant || !onFalse->constant)
    return nullptr;
  auto first = foldCompare(name, {onTrue, operands[1]}, attributes);
  auto second = foldCompare(name, {onFalse, operands[1]}, attributes);
  if (!first || !second || *first == *second)
    return nullptr;
  Element *condition = choice->operands[0];
  if (*first)
    return condition;
  Element *yes = getConstant(BoolAttr::get(type.getContext(), true), type);
  return compute<arith::XOrIOp>({condition, yes}, type);
}

//===----------------------------------------------------------------------===//
// Identities
//===----------------------------------------------------------------------===//

static bool isNumber(const Element *element, double value) {
  std::optional<double> number = getNumber(element);
  return number && *number == value;
}

static bool isInteger(const Element *element, int64_t value) {
  std::optional<int64_t> integer = getInteger(element);
  return integer && *integer == value;
}

/// One of two operands, if the other is one that changes nothing.
static Element *simplifyBinary(OperationName name,
                               ArrayRef<Element *> operands) {
  Element *a = operands[0], *b = operands[1];
  bool commutes = true;
  auto isNeutral = [&](Element *element) {
    if (isAnyOf<arith::AddFOp>(name))
      return isNumber(element, 0.0);
    if (isAnyOf<arith::MulFOp>(name))
      return isNumber(element, 1.0);
    if (isAnyOf<arith::AddIOp, arith::OrIOp, arith::XOrIOp>(name))
      return isInteger(element, 0);
    if (isAnyOf<arith::AndIOp>(name))
      return element->type.isInteger(1) && isInteger(element, 1);
    commutes = false;
    if (isAnyOf<arith::MaxSIOp>(name))
      return isInteger(element, 0) && llvm::all_of(operands, isSize);
    if (isAnyOf<arith::SubFOp>(name))
      return isNumber(element, 0.0);
    if (isAnyOf<arith::DivFOp>(name))
      return isNumber(element, 1.0);
    return isAnyOf<arith::SubIOp>(name) && isInteger(element, 0);
  };
  if (isAnyOf<arith::MinSIOp>(name) && isInteger(b, 0) && isSize(a))
    return b;
  if (isNeutral(b))
    return a;
  return commutes && isNeutral(a) ? b : nullptr;
}

/// x of x + n - n, x * n / n, max(x, x), and of min(x, x + n), by which
/// importers clamp slices.
Element *ElementReader::simplifySize(OperationName name,
                                     ArrayRef<Element *> operands) {
  Element *a = stripCasts(operands[0]), *b = stripCasts(operands[1]);
  if (isAnyOf<arith::MaxSIOp, arith::MaxUIOp, arith::MinSIOp, arith::MinUIOp>(
          name) &&
      areEqual(a, b))
    return operands[0];
  if (isAnyOf<arith::DivSIOp, arith::DivUIOp>(name) &&
      a->computes<arith::MulIOp>() && getInteger(b).value_or(0) > 0 &&
      getInteger(a->operands[1]) == getInteger(b) && isSize(a->operands[0]) &&
      a->operands[0]->type == operands[0]->type)
    return a->operands[0];
  auto getAdded = [](Element *sum) {
    return sum->computes<arith::AddIOp>() ? getInteger(sum->operands[1])
                                          : std::nullopt;
  };
  std::optional<int64_t> number = getInteger(b);
  if (isAnyOf<arith::AddIOp>(name) && number && getAdded(a) == -*number &&
      a->operands[0]->type == operands[0]->type)
    return a->operands[0];
  std::optional<int64_t> added = getAdded(b);
  bool isMinimum = isAnyOf<arith::MinSIOp>(name) && added && *added >= 0 &&
                   isSize(a) && areEqual(a, b->operands[0]);
  return isMinimum ? operands[0] : nullptr;
}

/// An operand that the result is always equal to, or null.
Element *ElementReader::simplify(OperationName name,
                                 ArrayRef<Element *> operands, Type type) {
  if (operands.size() == 2) {
    Element *same = simplifyBinary(name, operands);
    return same ? same : simplifySize(name, operands);
  }
  if (!isAnyOf<arith::SelectOp>(name))
    return nullptr;
  if (std::optional<int64_t> condition = getInteger(operands[0]))
    return *condition ? operands[1] : operands[2];
  if (type.isInteger(1) && isInteger(operands[1], 1) &&
      isInteger(operands[2], 0))
    return operands[0];
  return nullptr;
}

Element *ElementReader::compute(OperationName name,
                                ArrayRef<Element *> operands, Type type,
                                DictionaryAttr attributes) {
  if (Element *folded = fold(name, operands, type, attributes))
    return folded;
  if (auto holds = foldSign(name, operands, attributes))
    return getConstant(BoolAttr::get(type.getContext(), *holds), type);
  if (Element *same = foldChoice(name, operands, type, attributes))
    return same;
  if (Element *same = simplify(name, operands, type))
    return same;
  Element *element = create(Element::Kind::Compute, type);
  element->name = name;
  element->attributes = attributes;
  element->operands.assign(operands.begin(), operands.end());
  return element;
}

Element *ElementReader::getConstant(Attribute value, Type type) {
  Element *element = create(Element::Kind::Constant, type);
  element->constant = value;
  return element;
}

Element *ElementReader::getNumber(double value, Type type) {
  return getConstant(FloatAttr::get(type, value), type);
}

Element *ElementReader::toF32(Element *element) {
  Type f32 = Float32Type::get(element->type.getContext());
  unsigned width = element->type.getIntOrFloatBitWidth();
  if (element->type == f32)
    return element;
  return width > 32 ? compute<arith::TruncFOp>({element}, f32)
                    : compute<arith::ExtFOp>({element}, f32);
}
