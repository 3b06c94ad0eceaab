//===- RegionProgram.cpp - Interprets regions of scalar ops ---------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "RegionProgram.h"

#include "ScalarOps.h"

#include "heddle/Dialect/Heddle/IR/Heddle.h"

#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/IR/Matchers.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/TypeSwitch.h"

#include <array>
#include <cmath>

using namespace heddle;
using namespace heddle::reference;
using namespace mlir;

//===----------------------------------------------------------------------===//
// Compilation to steps
//===----------------------------------------------------------------------===//

namespace heddle::reference {

class RegionCompiler {
public:
  RegionCompiler(RegionProgram &program, const Arguments &arguments,
                 RegionRounding rounding)
      : program(program), arguments(arguments), rounding(rounding) {}

  void compile(Region &region);

private:
  void compileOp(Operation &op);
  void compileRounding(Operation &op);
  void compileSelect(arith::SelectOp select);
  void compileLoad(memref::LoadOp load);
  bool compileNamed(Operation &op);
  bool compileCast(Operation &op);
  void compileTruncation(arith::TruncFOp trunc);
  void compileCompare(arith::CmpFOp compare);
  void compileCompare(arith::CmpIOp compare);
  void compileResize(Operation &op);
  void compileFma(math::FmaOp fma);
  void compileConstant(Attribute value, size_t slot);
  void compileArgument(const Argument &argument, Type type, size_t slot);

  size_t newSlot(Value value);
  size_t slotOf(Value value);
  const Argument &argumentOf(Value captured) const;
  SmallVector<size_t> operandSlots(Operation &op);

  template <size_t Arity, class Fn>
  void onNumbers(size_t to, ArrayRef<size_t> from, Fn fn);
  template <size_t Arity, class Fn>
  void onIntegers(size_t to, ArrayRef<size_t> from, unsigned width, Fn fn);

  RegionProgram &program;
  const Arguments &arguments;
  RegionRounding rounding;
  llvm::DenseMap<Value, size_t> slots;
};

} // namespace heddle::reference

/// Stores fn(operands) for every lane. The arity is known to the compiler, for
/// this is where the time goes.
template <class Number, size_t Arity, class Fn>
static void
runOnLanes(int64_t numLanes, const std::vector<std::vector<Number>> &numbers,
           const std::array<size_t, Arity> &slots, Number *result, Fn fn) {
  const Number *operands[Arity];
  for (size_t index = 0; index < Arity; ++index)
    operands[index] = numbers[slots[index]].data();
  for (int64_t lane = 0; lane < numLanes; ++lane) {
    Number values[Arity];
    for (size_t index = 0; index < Arity; ++index)
      values[index] = operands[index][lane];
    result[lane] = fn(values);
  }
}

size_t RegionCompiler::newSlot(Value value) {
  slots[value] = program.numSlots;
  return program.numSlots++;
}

const Argument &RegionCompiler::argumentOf(Value captured) const {
  const auto *found = llvm::find(arguments.captured, captured);
  assert(found != arguments.captured.end() && "the value was not captured");
  return arguments.capturedArguments[found - arguments.captured.begin()];
}

size_t RegionCompiler::slotOf(Value value) {
  if (auto found = slots.find(value); found != slots.end())
    return found->second;
  size_t slot = newSlot(value);
  Attribute constant;
  if (matchPattern(value, m_Constant(&constant)))
    compileConstant(constant, slot);
  else
    compileArgument(argumentOf(value), value.getType(), slot);
  return slot;
}

SmallVector<size_t> RegionCompiler::operandSlots(Operation &op) {
  return llvm::map_to_vector(op.getOperands(),
                             [&](Value operand) { return slotOf(operand); });
}

void RegionCompiler::compileConstant(Attribute value, size_t slot) {
  if (auto number = dyn_cast<FloatAttr>(value)) {
    program.steps.emplace_back(
        [slot, x = number.getValueAsDouble()](RegionFrame &frame) {
          frame.numbers[slot].assign(frame.numLanes, x);
        });
    return;
  }
  int64_t x = cast<IntegerAttr>(value).getValue().getSExtValue();
  program.steps.emplace_back([slot, x](RegionFrame &frame) {
    frame.integers[slot].assign(frame.numLanes, x);
  });
}

void RegionCompiler::compileArgument(const Argument &argument, Type type,
                                     size_t slot) {
  program.steps.emplace_back([=](RegionFrame &frame) {
    if (isa<FloatType>(type))
      frame.numbers[slot].assign(frame.numLanes, argument.number);
    else
      frame.integers[slot].assign(frame.numLanes, argument.integer);
  });
}

/// A step that computes floating-point numbers from `Arity` others.
template <size_t Arity, class Fn>
void RegionCompiler::onNumbers(size_t to, ArrayRef<size_t> from, Fn fn) {
  std::array<size_t, Arity> slots;
  llvm::copy(from, slots.begin());
  program.steps.emplace_back([=](RegionFrame &frame) {
    std::vector<double> &result = frame.numbers[to];
    result.resize(frame.numLanes);
    runOnLanes(frame.numLanes, frame.numbers, slots, result.data(), fn);
  });
}

/// A step that computes integers of `width` bits from `Arity` others.
template <size_t Arity, class Fn>
void RegionCompiler::onIntegers(size_t to, ArrayRef<size_t> from,
                                unsigned width, Fn fn) {
  std::array<size_t, Arity> slots;
  llvm::copy(from, slots.begin());
  auto extended = [=](const int64_t *x) { return signExtend(fn(x), width); };
  program.steps.emplace_back([=](RegionFrame &frame) {
    std::vector<int64_t> &result = frame.integers[to];
    result.resize(frame.numLanes);
    runOnLanes(frame.numLanes, frame.integers, slots, result.data(), extended);
  });
}

void RegionCompiler::compileSelect(arith::SelectOp select) {
  size_t condition = slotOf(select.getCondition());
  size_t onTrue = slotOf(select.getTrueValue());
  size_t onFalse = slotOf(select.getFalseValue());
  size_t to = newSlot(select);
  auto choose = [=](RegionFrame &frame, auto &slots) {
    slots[to].resize(frame.numLanes);
    for (int64_t lane = 0; lane < frame.numLanes; ++lane)
      slots[to][lane] =
          slots[frame.integers[condition][lane] ? onTrue : onFalse][lane];
  };
  bool isNumber = isa<FloatType>(select.getType());
  program.steps.emplace_back([=](RegionFrame &frame) {
    if (isNumber)
      choose(frame, frame.numbers);
    else
      choose(frame, frame.integers);
  });
}

void RegionCompiler::compileLoad(memref::LoadOp load) {
  const View &view = argumentOf(load.getMemRef()).view;
  SmallVector<size_t> indices = llvm::map_to_vector(
      load.getIndices(), [&](Value index) { return slotOf(index); });
  size_t to = newSlot(load);
  bool isNumber = isa<FloatType>(load.getType());
  program.steps.emplace_back([=](RegionFrame &frame) {
    frame.numbers[to].resize(frame.numLanes);
    frame.integers[to].resize(frame.numLanes);
    for (int64_t lane = 0; lane < frame.numLanes; ++lane) {
      SmallVector<int64_t> index = llvm::map_to_vector(
          indices, [&](size_t slot) { return frame.integers[slot][lane]; });
      if (isNumber)
        frame.numbers[to][lane] = view.load(index);
      else
        frame.integers[to][lane] =
            rt::loadInteger(view.type, view.elementAt(view.place(index)));
    }
  });
}

/// Ops of the tables in ScalarOps.
bool RegionCompiler::compileNamed(Operation &op) {
  StringRef name = op.getName().getStringRef();
  if (!findUnary(name) && !findBinary(name) && !findInteger(name))
    return false;
  SmallVector<size_t> from = operandSlots(op);
  if (UnaryFn fn = findUnary(name)) {
    onNumbers<1>(newSlot(op.getResult(0)), from,
                 [fn](const double *x) { return fn(x[0]); });
    return true;
  }
  if (BinaryFn fn = findBinary(name)) {
    onNumbers<2>(newSlot(op.getResult(0)), from,
                 [fn](const double *x) { return fn(x[0], x[1]); });
    return true;
  }
  IntegerFn fn = findInteger(name);
  unsigned width = getIntegerWidth(op.getResult(0).getType());
  onIntegers<2>(newSlot(op.getResult(0)), from, width,
                [=](const int64_t *x) { return fn(x[0], x[1], width); });
  return true;
}

/// Conversions between integers and floating point.
bool RegionCompiler::compileCast(Operation &op) {
  if (!isa<arith::SIToFPOp, arith::UIToFPOp, arith::FPToSIOp, arith::FPToUIOp>(
          op))
    return false;
  size_t from = slotOf(op.getOperand(0)), to = newSlot(op.getResult(0));
  bool toNumber = isa<arith::SIToFPOp, arith::UIToFPOp>(op);
  bool isUnsigned = isa<arith::UIToFPOp>(op);
  Type integerType = (toNumber ? op.getOperand(0) : op.getResult(0)).getType();
  unsigned width = getIntegerWidth(integerType);
  program.steps.emplace_back([=](RegionFrame &frame) {
    frame.numbers[toNumber ? to : from].resize(frame.numLanes);
    frame.integers[toNumber ? from : to].resize(frame.numLanes);
    for (int64_t lane = 0; lane < frame.numLanes; ++lane) {
      if (!toNumber)
        frame.integers[to][lane] =
            signExtend(static_cast<int64_t>(frame.numbers[from][lane]), width);
      else if (isUnsigned)
        frame.numbers[to][lane] =
            static_cast<double>(zeroExtend(frame.integers[from][lane], width));
      else
        frame.numbers[to][lane] =
            static_cast<double>(frame.integers[from][lane]);
    }
  });
  return true;
}

/// Rounds to 16 bits if the op's rounding is meant; wider types are all f64
/// here.
void RegionCompiler::compileTruncation(arith::TruncFOp trunc) {
  rt::ElementType type = *getElementType(trunc.getType());
  bool isStorage =
      rounding == RegionRounding::Truncations &&
      (type == rt::ElementType::F16 || type == rt::ElementType::BF16);
  size_t from = slotOf(trunc.getIn());
  onNumbers<1>(newSlot(trunc), from, [=](const double *x) {
    return isStorage ? rt::roundTo(type, x[0]) : x[0];
  });
}

void RegionCompiler::compileCompare(arith::CmpFOp compare) {
  size_t lhs = slotOf(compare.getLhs()), rhs = slotOf(compare.getRhs());
  size_t to = newSlot(compare);
  arith::CmpFPredicate predicate = compare.getPredicate();
  program.steps.emplace_back([=](RegionFrame &frame) {
    frame.integers[to].resize(frame.numLanes);
    for (int64_t lane = 0; lane < frame.numLanes; ++lane)
      frame.integers[to][lane] = -compareNumbers(
          predicate, frame.numbers[lhs][lane], frame.numbers[rhs][lane]);
  });
}

void RegionCompiler::compileCompare(arith::CmpIOp compare) {
  unsigned width = getIntegerWidth(compare.getLhs().getType());
  SmallVector<size_t> from = operandSlots(*compare);
  arith::CmpIPredicate predicate = compare.getPredicate();
  onIntegers<2>(newSlot(compare), from, /*width=*/1, [=](const int64_t *x) {
    return compareIntegers(predicate, x[0], x[1], width);
  });
}

/// Conversions between integers of several widths and index.
void RegionCompiler::compileResize(Operation &op) {
  bool isUnsigned = isa<arith::IndexCastUIOp, arith::ExtUIOp>(op);
  unsigned width = getIntegerWidth(op.getOperand(0).getType());
  size_t from = slotOf(op.getOperand(0));
  onIntegers<1>(newSlot(op.getResult(0)), from,
                getIntegerWidth(op.getResult(0).getType()),
                [=](const int64_t *x) {
                  return isUnsigned
                             ? static_cast<int64_t>(zeroExtend(x[0], width))
                             : x[0];
                });
}

void RegionCompiler::compileFma(math::FmaOp fma) {
  SmallVector<size_t> from = operandSlots(*fma);
  onNumbers<3>(newSlot(fma), from,
               [](const double *x) { return std::fma(x[0], x[1], x[2]); });
}

/// Rounds what `op` computed, if that is asked for.
void RegionCompiler::compileRounding(Operation &op) {
  Type type = op.getResult(0).getType();
  if (rounding != RegionRounding::All || !isa<FloatType>(type) || type.isF64())
    return;
  size_t slot = slotOf(op.getResult(0));
  if (type.isF32()) {
    // The common case, which vectorizes.
    onNumbers<1>(slot, slot, [](const double *x) {
      return static_cast<double>(static_cast<float>(x[0]));
    });
    return;
  }
  onNumbers<1>(slot, slot, [element = *getElementType(type)](const double *x) {
    return rt::roundTo(element, x[0]);
  });
}

void RegionCompiler::compileOp(Operation &op) {
  if (compileNamed(op) || compileCast(op))
    return;
  llvm::TypeSwitch<Operation *>(&op)
      .Case([&](linalg::IndexOp index) {
        program.indexSlots.push_back(
            {static_cast<unsigned>(index.getDim()), newSlot(index)});
      })
      .Case([&](arith::SelectOp select) { compileSelect(select); })
      .Case([&](memref::LoadOp load) { compileLoad(load); })
      .Case([&](arith::TruncFOp trunc) { compileTruncation(trunc); })
      .Case<arith::CmpFOp, arith::CmpIOp>(
          [&](auto compare) { compileCompare(compare); })
      .Case([&](math::FmaOp fma) { compileFma(fma); })
      .Default([&](Operation *resize) { compileResize(*resize); });
}

void RegionCompiler::compile(Region &region) {
  for (BlockArgument argument : region.getArguments())
    newSlot(argument);
  for (Operation &op : region.front().without_terminator()) {
    if (matchPattern(&op, m_Constant()))
      continue; // Constants get their slots where they are used.
    compileOp(op);
    compileRounding(op);
  }
  for (Value result : region.front().getTerminator()->getOperands())
    program.resultSlots.push_back(slotOf(result));
}

//===----------------------------------------------------------------------===//
// RegionProgram
//===----------------------------------------------------------------------===//

static bool isKnownOp(Operation &op) {
  StringRef name = op.getName().getStringRef();
  return isa<YieldOp, linalg::YieldOp, linalg::IndexOp, arith::ConstantOp,
             arith::SelectOp, arith::SIToFPOp, arith::UIToFPOp, arith::FPToSIOp,
             arith::FPToUIOp, arith::TruncFOp, arith::CmpFOp, arith::CmpIOp,
             arith::IndexCastOp, arith::IndexCastUIOp, arith::ExtSIOp,
             arith::ExtUIOp, arith::TruncIOp, math::FmaOp, memref::LoadOp>(
             op) ||
         findUnary(name) || findBinary(name) || findInteger(name);
}

/// Whether a frame can hold values of `type`.
static bool isScalar(Type type) {
  if (isa<FloatType>(type))
    return getElementType(type).has_value();
  return type.isIndex() ||
         (type.isSignlessInteger() && type.getIntOrFloatBitWidth() <= 64);
}

static LogicalResult verifyOp(Operation &op) {
  if (!isKnownOp(op))
    return op.emitOpError("is not known to the reference evaluator");
  for (Type type : op.getResultTypes())
    if (!isScalar(type))
      return op.emitOpError("computes a value of type ")
             << type
             << ", the reference evaluator knows scalars of f64, f32, f16, "
                "bf16, index and integers up to i64";
  return success();
}

LogicalResult RegionProgram::verify(Region &region) {
  if (region.empty())
    return success();
  for (Operation &op : region.front())
    if (failed(verifyOp(op)))
      return failure();
  return success();
}

RegionProgram::RegionProgram(Region &region, const Arguments &arguments,
                             RegionRounding rounding) {
  if (!region.empty())
    RegionCompiler(*this, arguments, rounding).compile(region);
}

void RegionProgram::prepare(RegionFrame &frame, int64_t numLanes) const {
  frame.numLanes = numLanes;
  frame.numbers.resize(numSlots);
  frame.integers.resize(numSlots);
}

void RegionProgram::run(RegionFrame &frame) const {
  for (const Step &step : steps)
    step(frame);
}
