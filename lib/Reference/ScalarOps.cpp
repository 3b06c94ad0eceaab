//===- ScalarOps.cpp - Scalar arithmetic by name --------------------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ScalarOps.h"

#include "llvm/ADT/StringMap.h"

#include <cmath>

using namespace heddle::reference;
using namespace mlir;

//===----------------------------------------------------------------------===//
// Integers of some width
//===----------------------------------------------------------------------===//

unsigned heddle::reference::getIntegerWidth(Type type) {
  return type.isIndex() ? 64 : type.getIntOrFloatBitWidth();
}

int64_t heddle::reference::signExtend(int64_t value, unsigned width) {
  unsigned shift = 64 - width;
  return static_cast<int64_t>(static_cast<uint64_t>(value) << shift) >> shift;
}

uint64_t heddle::reference::zeroExtend(int64_t value, unsigned width) {
  unsigned shift = 64 - width;
  return static_cast<uint64_t>(value) << shift >> shift;
}

/// Adapts a function of unsigned numbers.
template <class Fn>
static int64_t onUnsigned(int64_t a, int64_t b, unsigned width, Fn fn) {
  return static_cast<int64_t>(fn(zeroExtend(a, width), zeroExtend(b, width)));
}

/// Quotient, rounded toward zero; what is undefined gives 0.
static int64_t divide(int64_t a, int64_t b) {
  if (b == 0)
    return 0;
  return b == -1 ? static_cast<int64_t>(0 - static_cast<uint64_t>(a)) : a / b;
}

static int64_t remainder(int64_t a, int64_t b) {
  return b == 0 || b == -1 ? 0 : a % b;
}

static int64_t floorDivide(int64_t a, int64_t b) {
  int64_t rest = remainder(a, b);
  return divide(a, b) - (rest != 0 && (rest < 0) != (b < 0));
}

static int64_t ceilDivide(int64_t a, int64_t b) {
  int64_t rest = remainder(a, b);
  return divide(a, b) + (rest != 0 && (rest < 0) == (b < 0));
}

static int64_t shift(int64_t a, int64_t b, unsigned width, bool left,
                     bool arithmetic) {
  if (b < 0 || b >= static_cast<int64_t>(width))
    return 0;
  if (left)
    return static_cast<int64_t>(static_cast<uint64_t>(a) << b);
  return arithmetic ? a >> b : static_cast<int64_t>(zeroExtend(a, width) >> b);
}

//===----------------------------------------------------------------------===//
// Tables
//===----------------------------------------------------------------------===//

static double identity(double x) { return x; }
static double negate(double x) { return -x; }
static double rsqrt(double x) { return 1 / std::sqrt(x); }
static double add(double a, double b) { return a + b; }
static double subtract(double a, double b) { return a - b; }
static double multiply(double a, double b) { return a * b; }
static double divideNumbers(double a, double b) { return a / b; }

static double maximum(double a, double b) {
  return std::isnan(a) || std::isnan(b) ? NAN : std::fmax(a, b);
}
static double minimum(double a, double b) {
  return std::isnan(a) || std::isnan(b) ? NAN : std::fmin(a, b);
}

UnaryFn heddle::reference::findUnary(StringRef name) {
  static const llvm::StringMap<UnaryFn> table = {
      {"arith.negf", negate},
      {"arith.extf", identity},
      {"math.absf", std::fabs},
      {"math.acos", std::acos},
      {"math.acosh", std::acosh},
      {"math.asin", std::asin},
      {"math.asinh", std::asinh},
      {"math.atan", std::atan},
      {"math.atanh", std::atanh},
      {"math.cbrt", std::cbrt},
      {"math.ceil", std::ceil},
      {"math.cos", std::cos},
      {"math.cosh", std::cosh},
      {"math.erf", std::erf},
      {"math.erfc", std::erfc},
      {"math.exp", std::exp},
      {"math.exp2", std::exp2},
      {"math.expm1", std::expm1},
      {"math.floor", std::floor},
      {"math.log", std::log},
      {"math.log10", std::log10},
      {"math.log1p", std::log1p},
      {"math.log2", std::log2},
      {"math.round", std::round},
      {"math.roundeven", std::nearbyint},
      {"math.rsqrt", rsqrt},
      {"math.sin", std::sin},
      {"math.sinh", std::sinh},
      {"math.sqrt", std::sqrt},
      {"math.tan", std::tan},
      {"math.tanh", std::tanh},
      {"math.trunc", std::trunc},
  };
  return table.lookup(name);
}

BinaryFn heddle::reference::findBinary(StringRef name) {
  static const llvm::StringMap<BinaryFn> table = {
      {"arith.addf", add},
      {"arith.subf", subtract},
      {"arith.mulf", multiply},
      {"arith.divf", divideNumbers},
      {"arith.remf", std::fmod},
      {"arith.maximumf", maximum},
      {"arith.minimumf", minimum},
      {"arith.maxnumf", std::fmax},
      {"arith.minnumf", std::fmin},
      {"math.atan2", std::atan2},
      {"math.copysign", std::copysign},
      {"math.powf", std::pow},
  };
  return table.lookup(name);
}

/// Sums, products and bits do not depend on the sign.
static IntegerFn findSignless(StringRef name) {
  static const llvm::StringMap<IntegerFn> table = {
      {"arith.addi",
       [](int64_t a, int64_t b, unsigned) {
         return onUnsigned(a, b, 64, std::plus<uint64_t>());
       }},
      {"arith.subi",
       [](int64_t a, int64_t b, unsigned) {
         return onUnsigned(a, b, 64, std::minus<uint64_t>());
       }},
      {"arith.muli",
       [](int64_t a, int64_t b, unsigned) {
         return onUnsigned(a, b, 64, std::multiplies<uint64_t>());
       }},
      {"arith.andi", [](int64_t a, int64_t b, unsigned) { return a & b; }},
      {"arith.ori", [](int64_t a, int64_t b, unsigned) { return a | b; }},
      {"arith.xori", [](int64_t a, int64_t b, unsigned) { return a ^ b; }},
      {"arith.shli",
       [](int64_t a, int64_t b, unsigned width) {
         return shift(a, b, width, true, false);
       }},
  };
  return table.lookup(name);
}

static IntegerFn findSigned(StringRef name) {
  static const llvm::StringMap<IntegerFn> table = {
      {"arith.divsi",
       [](int64_t a, int64_t b, unsigned) { return divide(a, b); }},
      {"arith.remsi",
       [](int64_t a, int64_t b, unsigned) { return remainder(a, b); }},
      {"arith.floordivsi",
       [](int64_t a, int64_t b, unsigned) { return floorDivide(a, b); }},
      {"arith.ceildivsi",
       [](int64_t a, int64_t b, unsigned) { return ceilDivide(a, b); }},
      {"arith.maxsi",
       [](int64_t a, int64_t b, unsigned) { return std::max(a, b); }},
      {"arith.minsi",
       [](int64_t a, int64_t b, unsigned) { return std::min(a, b); }},
      {"arith.shrsi",
       [](int64_t a, int64_t b, unsigned width) {
         return shift(a, b, width, false, true);
       }},
  };
  return table.lookup(name);
}

static uint64_t divideUnsigned(uint64_t a, uint64_t b) { return b ? a / b : 0; }
static uint64_t remainderUnsigned(uint64_t a, uint64_t b) {
  return b ? a % b : 0;
}
static uint64_t ceilDivideUnsigned(uint64_t a, uint64_t b) {
  return divideUnsigned(a, b) + (remainderUnsigned(a, b) != 0);
}
static uint64_t maxUnsigned(uint64_t a, uint64_t b) { return std::max(a, b); }
static uint64_t minUnsigned(uint64_t a, uint64_t b) { return std::min(a, b); }

static IntegerFn findUnsigned(StringRef name) {
  static const llvm::StringMap<IntegerFn> table = {
      {"arith.divui",
       [](int64_t a, int64_t b, unsigned width) {
         return onUnsigned(a, b, width, divideUnsigned);
       }},
      {"arith.remui",
       [](int64_t a, int64_t b, unsigned width) {
         return onUnsigned(a, b, width, remainderUnsigned);
       }},
      {"arith.ceildivui",
       [](int64_t a, int64_t b, unsigned width) {
         return onUnsigned(a, b, width, ceilDivideUnsigned);
       }},
      {"arith.maxui",
       [](int64_t a, int64_t b, unsigned width) {
         return onUnsigned(a, b, width, maxUnsigned);
       }},
      {"arith.minui",
       [](int64_t a, int64_t b, unsigned width) {
         return onUnsigned(a, b, width, minUnsigned);
       }},
      {"arith.shrui",
       [](int64_t a, int64_t b, unsigned width) {
         return shift(a, b, width, false, false);
       }},
  };
  return table.lookup(name);
}

IntegerFn heddle::reference::findInteger(StringRef name) {
  if (IntegerFn fn = findSignless(name))
    return fn;
  if (IntegerFn fn = findSigned(name))
    return fn;
  return findUnsigned(name);
}

//===----------------------------------------------------------------------===//
// Comparisons
//===----------------------------------------------------------------------===//

bool heddle::reference::compareNumbers(arith::CmpFPredicate predicate, double a,
                                       double b) {
  using P = arith::CmpFPredicate;
  auto isOneOf = [&](auto... cases) { return ((predicate == cases) || ...); };
  if (std::isnan(a) || std::isnan(b))
    return isOneOf(P::UNO, P::UEQ, P::UGT, P::UGE, P::ULT, P::ULE, P::UNE,
                   P::AlwaysTrue);
  if (isOneOf(P::ORD, P::AlwaysTrue))
    return true;
  if (a == b)
    return isOneOf(P::OEQ, P::OGE, P::OLE, P::UEQ, P::UGE, P::ULE);
  if (a > b)
    return isOneOf(P::OGT, P::OGE, P::ONE, P::UGT, P::UGE, P::UNE);
  return isOneOf(P::OLT, P::OLE, P::ONE, P::ULT, P::ULE, P::UNE);
}

bool heddle::reference::compareIntegers(arith::CmpIPredicate predicate,
                                        int64_t a, int64_t b, unsigned width) {
  using P = arith::CmpIPredicate;
  uint64_t unsignedA = zeroExtend(a, width), unsignedB = zeroExtend(b, width);
  switch (predicate) {
  case P::eq:
    return a == b;
  case P::ne:
    return a != b;
  case P::slt:
    return a < b;
  case P::sle:
    return a <= b;
  case P::sgt:
    return a > b;
  case P::sge:
    return a >= b;
  case P::ult:
    return unsignedA < unsignedB;
  case P::ule:
    return unsignedA <= unsignedB;
  case P::ugt:
    return unsignedA > unsignedB;
  case P::uge:
    return unsignedA >= unsignedB;
  }
  llvm_unreachable("all predicates were handled");
}
