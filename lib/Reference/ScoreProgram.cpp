//===- ScoreProgram.cpp - Interprets a score region -----------------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ScoreProgram.h"

#include "ScalarOps.h"

#include "heddle/Dialect/Heddle/IR/Heddle.h"

#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/IR/Matchers.h"
#include "llvm/ADT/TypeSwitch.h"

#include <cmath>

using namespace heddle;
using namespace heddle::reference;
using namespace mlir;

//===----------------------------------------------------------------------===//
// Compilation to steps
//===----------------------------------------------------------------------===//

namespace heddle::reference {

class ScoreCompiler {
public:
  ScoreCompiler(ScoreProgram &program, const Arguments &arguments)
      : program(program), arguments(arguments) {}

  void compile(Region &region);

private:
  void compileOp(Operation &op);
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

  template <class Fn>
  void onNumbers(size_t to, ArrayRef<size_t> from, Fn fn);
  template <class Fn>
  void onIntegers(size_t to, ArrayRef<size_t> from, unsigned width, Fn fn);

  ScoreProgram &program;
  const Arguments &arguments;
  llvm::DenseMap<Value, size_t> slots;
};

} // namespace heddle::reference

size_t ScoreCompiler::newSlot(Value value) {
  slots[value] = program.numSlots;
  return program.numSlots++;
}

const Argument &ScoreCompiler::argumentOf(Value captured) const {
  const auto *found = llvm::find(arguments.captured, captured);
  assert(found != arguments.captured.end() && "the value was not captured");
  return arguments.capturedArguments[found - arguments.captured.begin()];
}

size_t ScoreCompiler::slotOf(Value value) {
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

SmallVector<size_t> ScoreCompiler::operandSlots(Operation &op) {
  return llvm::map_to_vector(op.getOperands(),
                             [&](Value operand) { return slotOf(operand); });
}

void ScoreCompiler::compileConstant(Attribute value, size_t slot) {
  if (auto number = dyn_cast<FloatAttr>(value)) {
    program.steps.emplace_back(
        [slot, x = number.getValueAsDouble()](ScoreFrame &frame) {
          frame.numbers[slot].assign(frame.numKeys, x);
        });
    return;
  }
  int64_t x = cast<IntegerAttr>(value).getValue().getSExtValue();
  program.steps.emplace_back([slot, x](ScoreFrame &frame) {
    frame.integers[slot].assign(frame.numKeys, x);
  });
}

void ScoreCompiler::compileArgument(const Argument &argument, Type type,
                                    size_t slot) {
  program.steps.emplace_back([=](ScoreFrame &frame) {
    if (isa<FloatType>(type))
      frame.numbers[slot].assign(frame.numKeys, argument.number);
    else
      frame.integers[slot].assign(frame.numKeys, argument.integer);
  });
}

/// A step that computes floating-point numbers from floating-point numbers.
template <class Fn>
void ScoreCompiler::onNumbers(size_t to, ArrayRef<size_t> from, Fn fn) {
  SmallVector<size_t> slots(from);
  program.steps.emplace_back([to, slots, fn](ScoreFrame &frame) {
    std::vector<double> &result = frame.numbers[to];
    result.resize(frame.numKeys);
    double operands[3] = {};
    for (int64_t j = 0; j < frame.numKeys; ++j) {
      for (auto [index, slot] : llvm::enumerate(slots))
        operands[index] = frame.numbers[slot][j];
      result[j] = fn(operands);
    }
  });
}

/// A step that computes integers of `width` bits from integers.
template <class Fn>
void ScoreCompiler::onIntegers(size_t to, ArrayRef<size_t> from, unsigned width,
                               Fn fn) {
  SmallVector<size_t> slots(from);
  program.steps.emplace_back([to, slots, width, fn](ScoreFrame &frame) {
    std::vector<int64_t> &result = frame.integers[to];
    result.resize(frame.numKeys);
    int64_t operands[2] = {};
    for (int64_t j = 0; j < frame.numKeys; ++j) {
      for (auto [index, slot] : llvm::enumerate(slots))
        operands[index] = frame.integers[slot][j];
      result[j] = signExtend(fn(operands), width);
    }
  });
}

void ScoreCompiler::compileSelect(arith::SelectOp select) {
  size_t condition = slotOf(select.getCondition());
  size_t onTrue = slotOf(select.getTrueValue());
  size_t onFalse = slotOf(select.getFalseValue());
  size_t to = newSlot(select);
  auto choose = [=](ScoreFrame &frame, auto &slots) {
    slots[to].resize(frame.numKeys);
    for (int64_t j = 0; j < frame.numKeys; ++j)
      slots[to][j] = slots[frame.integers[condition][j] ? onTrue : onFalse][j];
  };
  bool isNumber = isa<FloatType>(select.getType());
  program.steps.emplace_back([=](ScoreFrame &frame) {
    if (isNumber)
      choose(frame, frame.numbers);
    else
      choose(frame, frame.integers);
  });
}

void ScoreCompiler::compileLoad(memref::LoadOp load) {
  const View &view = argumentOf(load.getMemRef()).view;
  SmallVector<size_t> indices = llvm::map_to_vector(
      load.getIndices(), [&](Value index) { return slotOf(index); });
  size_t to = newSlot(load);
  bool isNumber = isa<FloatType>(load.getType());
  program.steps.emplace_back([=](ScoreFrame &frame) {
    frame.numbers[to].resize(frame.numKeys);
    frame.integers[to].resize(frame.numKeys);
    for (int64_t j = 0; j < frame.numKeys; ++j) {
      SmallVector<int64_t> index = llvm::map_to_vector(
          indices, [&](size_t slot) { return frame.integers[slot][j]; });
      if (isNumber)
        frame.numbers[to][j] = view.load(index);
      else
        frame.integers[to][j] =
            rt::loadInteger(view.type, view.elementAt(view.place(index)));
    }
  });
}

/// Ops of the tables in ScalarOps.
bool ScoreCompiler::compileNamed(Operation &op) {
  StringRef name = op.getName().getStringRef();
  if (!findUnary(name) && !findBinary(name) && !findInteger(name))
    return false;
  SmallVector<size_t> from = operandSlots(op);
  if (UnaryFn fn = findUnary(name)) {
    onNumbers(newSlot(op.getResult(0)), from,
              [fn](const double *x) { return fn(x[0]); });
    return true;
  }
  if (BinaryFn fn = findBinary(name)) {
    onNumbers(newSlot(op.getResult(0)), from,
              [fn](const double *x) { return fn(x[0], x[1]); });
    return true;
  }
  IntegerFn fn = findInteger(name);
  unsigned width = getIntegerWidth(op.getResult(0).getType());
  onIntegers(newSlot(op.getResult(0)), from, width,
             [=](const int64_t *x) { return fn(x[0], x[1], width); });
  return true;
}

/// Conversions between integers and floating point.
bool ScoreCompiler::compileCast(Operation &op) {
  if (!isa<arith::SIToFPOp, arith::UIToFPOp, arith::FPToSIOp, arith::FPToUIOp>(
          op))
    return false;
  size_t from = slotOf(op.getOperand(0)), to = newSlot(op.getResult(0));
  bool toNumber = isa<arith::SIToFPOp, arith::UIToFPOp>(op);
  bool isUnsigned = isa<arith::UIToFPOp>(op);
  Type integerType = (toNumber ? op.getOperand(0) : op.getResult(0)).getType();
  unsigned width = getIntegerWidth(integerType);
  program.steps.emplace_back([=](ScoreFrame &frame) {
    frame.numbers[toNumber ? to : from].resize(frame.numKeys);
    frame.integers[toNumber ? from : to].resize(frame.numKeys);
    for (int64_t j = 0; j < frame.numKeys; ++j) {
      if (!toNumber)
        frame.integers[to][j] =
            signExtend(static_cast<int64_t>(frame.numbers[from][j]), width);
      else if (isUnsigned)
        frame.numbers[to][j] =
            static_cast<double>(zeroExtend(frame.integers[from][j], width));
      else
        frame.numbers[to][j] = static_cast<double>(frame.integers[from][j]);
    }
  });
  return true;
}

/// Rounds to 16 bits as the op says; wider types are all f64 here.
void ScoreCompiler::compileTruncation(arith::TruncFOp trunc) {
  rt::ElementType type = *getElementType(trunc.getType());
  bool isStorage =
      type == rt::ElementType::F16 || type == rt::ElementType::BF16;
  size_t from = slotOf(trunc.getIn());
  onNumbers(newSlot(trunc), from, [=](const double *x) {
    return isStorage ? rt::roundTo(type, x[0]) : x[0];
  });
}

void ScoreCompiler::compileCompare(arith::CmpFOp compare) {
  size_t lhs = slotOf(compare.getLhs()), rhs = slotOf(compare.getRhs());
  size_t to = newSlot(compare);
  arith::CmpFPredicate predicate = compare.getPredicate();
  program.steps.emplace_back([=](ScoreFrame &frame) {
    frame.integers[to].resize(frame.numKeys);
    for (int64_t j = 0; j < frame.numKeys; ++j)
      frame.integers[to][j] = -compareNumbers(predicate, frame.numbers[lhs][j],
                                              frame.numbers[rhs][j]);
  });
}

void ScoreCompiler::compileCompare(arith::CmpIOp compare) {
  unsigned width = getIntegerWidth(compare.getLhs().getType());
  SmallVector<size_t> from = operandSlots(*compare);
  arith::CmpIPredicate predicate = compare.getPredicate();
  onIntegers(newSlot(compare), from, /*width=*/1, [=](const int64_t *x) {
    return compareIntegers(predicate, x[0], x[1], width);
  });
}

/// Conversions between integers of several widths and index.
void ScoreCompiler::compileResize(Operation &op) {
  bool isUnsigned = isa<arith::IndexCastUIOp, arith::ExtUIOp>(op);
  unsigned width = getIntegerWidth(op.getOperand(0).getType());
  size_t from = slotOf(op.getOperand(0));
  onIntegers(newSlot(op.getResult(0)), from,
             getIntegerWidth(op.getResult(0).getType()), [=](const int64_t *x) {
               return isUnsigned ? static_cast<int64_t>(zeroExtend(x[0], width))
                                 : x[0];
             });
}

void ScoreCompiler::compileFma(math::FmaOp fma) {
  SmallVector<size_t> from = operandSlots(*fma);
  onNumbers(newSlot(fma), from,
            [](const double *x) { return std::fma(x[0], x[1], x[2]); });
}

void ScoreCompiler::compileOp(Operation &op) {
  if (isa<YieldOp>(op) || matchPattern(&op, m_Constant()))
    return; // Constants get their slots where they are used.
  if (compileNamed(op) || compileCast(op))
    return;
  llvm::TypeSwitch<Operation *>(&op)
      .Case([&](arith::SelectOp select) { compileSelect(select); })
      .Case([&](memref::LoadOp load) { compileLoad(load); })
      .Case([&](arith::TruncFOp trunc) { compileTruncation(trunc); })
      .Case<arith::CmpFOp, arith::CmpIOp>(
          [&](auto compare) { compileCompare(compare); })
      .Case([&](math::FmaOp fma) { compileFma(fma); })
      .Default([&](Operation *resize) { compileResize(*resize); });
}

void ScoreCompiler::compile(Region &region) {
  for (BlockArgument argument : region.getArguments())
    newSlot(argument);
  for (Operation &op : region.front())
    compileOp(op);
  program.resultSlot = slotOf(region.front().getTerminator()->getOperand(0));
}

//===----------------------------------------------------------------------===//
// ScoreProgram
//===----------------------------------------------------------------------===//

static bool isKnownOp(Operation &op) {
  StringRef name = op.getName().getStringRef();
  return isa<YieldOp, arith::ConstantOp, arith::SelectOp, arith::SIToFPOp,
             arith::UIToFPOp, arith::FPToSIOp, arith::FPToUIOp, arith::TruncFOp,
             arith::CmpFOp, arith::CmpIOp, arith::IndexCastOp,
             arith::IndexCastUIOp, arith::ExtSIOp, arith::ExtUIOp,
             arith::TruncIOp, math::FmaOp, memref::LoadOp>(op) ||
         findUnary(name) || findBinary(name) || findInteger(name);
}

static LogicalResult verifyOp(Operation &op) {
  auto isScalar = [](Type type) { return type.isIntOrIndexOrFloat(); };
  if (!isKnownOp(op))
    return op.emitOpError("is not known to the reference evaluator");
  if (!llvm::all_of(op.getResultTypes(), isScalar))
    return op.emitOpError("in a score region must compute scalars for the "
                          "reference evaluator");
  return success();
}

LogicalResult ScoreProgram::verify(Region &region) {
  if (region.empty())
    return success();
  for (Operation &op : region.front())
    if (failed(verifyOp(op)))
      return failure();
  return success();
}

ScoreProgram::ScoreProgram(Region &region, const Arguments &arguments) {
  if (!region.empty())
    ScoreCompiler(*this, arguments).compile(region);
}

void ScoreProgram::run(ScoreFrame &frame, double *scores, int64_t numKeys,
                       const ScoreRow &row) const {
  frame.numKeys = numKeys;
  frame.numbers.resize(numSlots);
  frame.integers.resize(numSlots);
  frame.numbers[0].assign(scores, scores + numKeys);
  frame.integers[1].assign(numKeys, row.batch);
  frame.integers[2].assign(numKeys, row.head);
  frame.integers[3].assign(numKeys, row.query);
  frame.integers[4].resize(numKeys);
  for (int64_t j = 0; j < numKeys; ++j)
    frame.integers[4][j] = row.firstKey + j;
  for (const Step &step : steps)
    step(frame);
  std::copy(frame.numbers[resultSlot].begin(), frame.numbers[resultSlot].end(),
            scores);
}
