//===- Session.cpp - Runs functions with the reference evaluator ----------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "heddle/Reference/Session.h"

#include "CallFrame.h"
#include "EvaluateOps.h"

#include "heddle/Dialect/Heddle/IR/Heddle.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/IR/IRMapping.h"
#include "mlir/IR/Matchers.h"
#include "mlir/Transforms/RegionUtils.h"
#include "llvm/ADT/SetVector.h"

#include <cmath>
#include <limits>

using namespace heddle;
using namespace heddle::reference;
using namespace mlir;

//===----------------------------------------------------------------------===//
// Outlining
//===----------------------------------------------------------------------===//

Session::Session() = default;
Session::~Session() = default;

/// What the regions of `op` use from outside, constants apart.
static SmallVector<Value> getCaptured(Operation *op) {
  llvm::SetVector<Value> used;
  for (Region &region : op->getRegions())
    getUsedValuesDefinedAbove(region, used);
  SmallVector<Value> captured;
  llvm::copy_if(used, std::back_inserter(captured),
                [](Value value) { return !matchPattern(value, m_Constant()); });
  return captured;
}

/// Copies the constants that the regions of `op` use in front of the copy.
static void copyConstants(Operation *op, OpBuilder &builder,
                          IRMapping &mapping) {
  llvm::SetVector<Value> used;
  for (Region &region : op->getRegions())
    getUsedValuesDefinedAbove(region, used);
  for (Value value : used)
    if (matchPattern(value, m_Constant()))
      builder.clone(*value.getDefiningOp(), mapping);
}

static SmallVector<Value> getPassedValues(Operation *op,
                                          ArrayRef<Value> captured) {
  SmallVector<Value> values(op->getOperands());
  values.append(captured.begin(), captured.end());
  return values;
}

Session::OutlinedOp Session::keep(Operation *op) {
  SmallVector<Value> captured = getCaptured(op);
  SmallVector<Value> passed = getPassedValues(op, captured);
  auto builder = OpBuilder::atBlockEnd(holder->getBody());
  SmallVector<Type> types(ValueRange(passed).getTypes());
  auto function = func::FuncOp::create(builder, op->getLoc(),
                                       ("op_" + Twine(ops.size())).str(),
                                       builder.getFunctionType(types, {}));
  Block *entry = function.addEntryBlock();
  builder.setInsertionPointToStart(entry);
  IRMapping mapping;
  copyConstants(op, builder, mapping);
  auto arguments = entry->getArguments();
  ValueRange capturedArguments = arguments.drop_front(op->getNumOperands());
  mapping.map(ValueRange(captured), capturedArguments);
  Operation *copy = builder.clone(*op, mapping);
  copy->setOperands(arguments.take_front(op->getNumOperands()));
  func::ReturnOp::create(builder, op->getLoc());
  return {copy, SmallVector<Value>(capturedArguments)};
}

/// The declaration of `Session::symbolName` in the module of `op`.
static func::FuncOp getCallee(Operation *op) {
  auto module = op->getParentOfType<ModuleOp>();
  if (auto callee = module.lookupSymbol<func::FuncOp>(Session::symbolName))
    return callee;
  auto builder = OpBuilder::atBlockBegin(module.getBody());
  Type word = builder.getI64Type();
  auto callee =
      func::FuncOp::create(builder, module.getLoc(), Session::symbolName,
                           builder.getFunctionType({word, word}, {}));
  callee.setPrivate();
  return callee;
}

LogicalResult Session::outlineOp(Operation *op) {
  if (failed(verifyEvaluable(op)))
    return failure();
  SmallVector<Value> passed = getPassedValues(op, getCaptured(op));
  for (Value value : passed)
    if (!canPass(value.getType()))
      return op->emitOpError("uses a value of type ")
             << value.getType()
             << ", which the reference evaluator cannot take";
  ops.push_back(keep(op));
  OpBuilder builder(op);
  Location loc = op->getLoc();
  Value id = arith::ConstantIntOp::create(
      builder, loc, static_cast<int64_t>(ops.size()) - 1, 64);
  Value frame = buildFrame(builder, loc, passed);
  Value address =
      arith::IndexCastOp::create(builder, loc, builder.getI64Type(), frame);
  func::CallOp::create(builder, loc, getCallee(op), ValueRange{id, address});
  op->erase();
  return success();
}

LogicalResult Session::outline(ModuleOp module) {
  holder = ModuleOp::create(module.getLoc());
  writeAsGeneric(module);
  SmallVector<Operation *> found;
  module.walk([&](Operation *op) {
    if (isa<AttentionOp, GateOp, MergeOp>(op) ||
        (isa<linalg::GenericOp>(op) && hasNumbers(op)))
      found.push_back(op);
  });
  for (Operation *op : found)
    if (failed(outlineOp(op)))
      return failure();
  return success();
}

//===----------------------------------------------------------------------===//
// Calls
//===----------------------------------------------------------------------===//

static Session *activeSession = nullptr;

Session::Activation::Activation(Session &session) : previous(activeSession) {
  activeSession = &session;
}

Session::Activation::~Activation() { activeSession = previous; }

void *Session::symbolAddress() { return reinterpret_cast<void *>(&call); }

void Session::call(int64_t op, const int64_t *frame) {
  activeSession->evaluateCall(activeSession->ops[op], frame);
}

/// The destinations of `op` among its operands.
static SmallVector<View> getDestinations(Operation *op,
                                         ArrayRef<Argument> operands) {
  SmallVector<View> destinations;
  for (OpOperand &init :
       cast<DestinationStyleOpInterface>(op).getDpsInitsMutable())
    destinations.push_back(operands[init.getOperandNumber()].view);
  return destinations;
}

void Session::evaluateCall(const OutlinedOp &outlined, const int64_t *frame) {
  Operation *op = outlined.op;
  auto function = op->getParentOfType<func::FuncOp>();
  SmallVector<Argument> all = readFrame(function.getArgumentTypes(), frame);
  ArrayRef<Argument> passed(all);
  Arguments arguments{passed.take_front(op->getNumOperands()),
                      outlined.captured,
                      passed.drop_front(op->getNumOperands())};
  if (countsOnly) {
    usefulFlops += countUsefulFlops(op, arguments);
    return;
  }
  SmallVector<View> destinations = getDestinations(op, arguments.operands);
  std::vector<std::vector<double>> values;
  if (options.precision == Precision::Exact)
    for (Argument &argument : all)
      if (hasUnrounded(argument.view))
        argument.view = copyUnrounded(argument.view, values.emplace_back());
  SmallVector<View> results;
  for (const View &destination : destinations) {
    values.emplace_back(destination.numElements());
    results.push_back(viewOf(values.back().data(), destination.sizes));
  }
  evaluate(op, arguments, results, options);
  for (auto [destination, result] : llvm::zip_equal(destinations, results))
    storeResult(destination, result);
}

//===----------------------------------------------------------------------===//
// Unrounded values
//===----------------------------------------------------------------------===//

void Session::storeResult(const View &destination, const View &values) {
  if (destination.numElements() == 0)
    return;
  View::Reach reach = destination.getReach();
  Shadow shadow{static_cast<const char *>(destination.elementAt(reach.lowest)),
                destination.type,
                std::vector<double>(reach.highest - reach.lowest + 1,
                                    std::numeric_limits<double>::quiet_NaN())};
  const auto *next = static_cast<const double *>(values.data);
  forEachIndex(destination.sizes, [&](ArrayRef<int64_t> index) {
    int64_t place = destination.place(index);
    rt::storeElement(destination.type, destination.elementAt(place), *next);
    shadow.values[place - reach.lowest] = *next++;
  });
  // What was all overwritten is of no use: ops in loops would pile it up.
  if (destination.numElements() == reach.highest - reach.lowest + 1)
    llvm::erase_if(shadows, [&](const Shadow &old) {
      return shadow.begin <= old.begin && old.end() <= shadow.end();
    });
  shadows.push_back(std::move(shadow));
}

/// Whether ops left unrounded values where `view` may have elements.
bool Session::hasUnrounded(const View &view) const {
  if (!view || rt::isInteger(view.type) || view.numElements() == 0)
    return false;
  View::Reach reach = view.getReach();
  const auto *begin = static_cast<const char *>(view.elementAt(reach.lowest));
  const auto *end =
      static_cast<const char *>(view.elementAt(reach.highest + 1));
  return llvm::any_of(shadows, [&](const Shadow &shadow) {
    return begin < shadow.end() && shadow.begin < end;
  });
}

/// The elements of `view` in f64, in `values`.
View Session::copyUnrounded(const View &view,
                            std::vector<double> &values) const {
  values.reserve(view.numElements());
  forEachIndex(view.sizes, [&](ArrayRef<int64_t> index) {
    values.push_back(
        getUnrounded(view.type, view.elementAt(view.place(index))));
  });
  return viewOf(values.data(), view.sizes);
}

double Session::getUnrounded(rt::ElementType type, const void *element) const {
  double stored = rt::loadElement(type, element);
  auto size = static_cast<int64_t>(rt::elementSize(type));
  for (const Shadow &shadow : llvm::reverse(shadows)) {
    int64_t distance = static_cast<const char *>(element) - shadow.begin;
    int64_t place = distance / size;
    if (shadow.type != type || distance < 0 || distance % size != 0 ||
        place >= static_cast<int64_t>(shadow.values.size()))
      continue;
    double value = shadow.values[place];
    if (!std::isnan(value))
      return rt::roundTo(type, value) == stored ? value : stored;
  }
  return stored;
}
