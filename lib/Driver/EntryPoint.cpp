//===- EntryPoint.cpp - The function that a tool calls --------------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "EntryPoint.h"

#include "heddle/Dialect/Heddle/IR/Heddle.h"
#include "heddle/Reference/View.h"

#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Interfaces/CallInterfaces.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"
#include "mlir/Interfaces/ViewLikeInterface.h"
#include "llvm/ADT/SmallPtrSet.h"

using namespace heddle;
using namespace heddle::driver;
using namespace mlir;

//===----------------------------------------------------------------------===//
// Finding a function
//===----------------------------------------------------------------------===//

SmallVector<func::FuncOp> heddle::driver::getPublicFunctions(ModuleOp module) {
  SmallVector<func::FuncOp> functions;
  for (auto function : module.getOps<func::FuncOp>())
    if (function.isPublic() && !function.isExternal())
      functions.push_back(function);
  return functions;
}

static std::string listFunctions(ModuleOp module) {
  std::string list;
  for (func::FuncOp function : getPublicFunctions(module))
    list += (list.empty() ? "@" : ", @") + function.getName().str();
  return list.empty() ? "no public function" : list;
}

static llvm::Expected<func::FuncOp> findFunction(ModuleOp module,
                                                 const std::string &name) {
  SmallVector<func::FuncOp> functions = getPublicFunctions(module);
  if (name.empty() && functions.size() == 1)
    return functions.front();
  if (name.empty())
    return makeError(ExitCode::BadInput,
                     "which function? --entry names one of: " +
                         listFunctions(module));
  auto function = module.lookupSymbol<func::FuncOp>(name);
  if (!function)
    return makeError(ExitCode::BadInput,
                     "no function @" + name +
                         ", the file has: " + listFunctions(module));
  if (function.isExternal())
    return makeError(ExitCode::BadInput, "function @" + name + " has no body");
  return function;
}

//===----------------------------------------------------------------------===//
// Types
//===----------------------------------------------------------------------===//

static llvm::Error refuse(const Twine &what, Type type) {
  std::string message;
  llvm::raw_string_ostream(message) << what << " has type " << type
                                    << ", expected a ranked tensor or memref "
                                       "of f64, f32, f16, bf16, i64, i32 "
                                       "or i1";
  return makeError(ExitCode::BadInput, message);
}

static llvm::Expected<ParameterInfo> describeParameter(const Twine &what,
                                                       Type type) {
  auto shaped = dyn_cast<ShapedType>(type);
  if (!shaped || !shaped.hasRank() ||
      !isa<RankedTensorType, MemRefType>(type) ||
      shaped.getElementType().isIndex())
    return refuse(what, type);
  std::optional<rt::ElementType> element =
      reference::getElementType(shaped.getElementType());
  if (!element)
    return refuse(what, type);
  ParameterInfo info{
      shaped, *element,
      rt::Dims(shaped.getShape().begin(), shaped.getShape().end()),
      std::nullopt};
  auto memref = dyn_cast<MemRefType>(type);
  if (!memref || memref.getLayout().isIdentity())
    return info;
  SmallVector<int64_t> strides;
  if (failed(memref.getStridesAndOffset(strides, info.offset)))
    return refuse(what, type);
  info.strides = rt::Dims(strides.begin(), strides.end());
  return info;
}

//===----------------------------------------------------------------------===//
// Uses of arguments
//===----------------------------------------------------------------------===//

/// The value that `value` is a view or another type of. In code that is never
/// reached, a view may be one of itself.
static Value getSource(Value value) {
  llvm::SmallPtrSet<Operation *, 4> seen;
  while (Operation *op = value.getDefiningOp()) {
    if (!seen.insert(op).second)
      return value;
    if (auto view = dyn_cast<ViewLikeOpInterface>(op))
      value = view.getViewSource();
    else if (isa<tensor::CastOp, memref::CastOp>(op))
      value = op->getOperand(0);
    else
      return value;
  }
  return value;
}

/// Whether a call may write to what it is passed.
static bool mayWrite(CallOpInterface call) {
  return llvm::any_of(call.getArgOperands(), [](Value operand) {
    return isa<BaseMemRefType>(operand.getType());
  });
}

static void collectWritten(Operation *op,
                           llvm::SmallPtrSetImpl<void *> &written) {
  auto add = [&](Value value) {
    written.insert(getSource(value).getAsOpaquePointer());
  };
  if (auto call = dyn_cast<CallOpInterface>(op); call && mayWrite(call)) {
    llvm::for_each(call.getArgOperands(), add);
    return;
  }
  auto effects = dyn_cast<MemoryEffectOpInterface>(op);
  if (!effects)
    return;
  SmallVector<MemoryEffects::EffectInstance> instances;
  effects.getEffects(instances);
  for (const MemoryEffects::EffectInstance &instance : instances)
    if (isa<MemoryEffects::Write>(instance.getEffect()) && instance.getValue())
      add(instance.getValue());
}

static std::optional<LengthBound> getLengthBound(AttentionOp op) {
  ShapedType type = op.getKeyType();
  bool headsLast =
      op.getLayoutAttr() && op.getLayoutAttr().getQkv() == DimOrder::BSHD;
  LengthBound bound;
  bound.dim = headsLast ? 1 : 2;
  if (!type.isDynamicDim(bound.dim)) {
    bound.numKeys = type.getDimSize(bound.dim);
    return bound;
  }
  auto argument = dyn_cast<BlockArgument>(getSource(op.getKey()));
  if (argument && !isa<func::FuncOp>(argument.getOwner()->getParentOp()))
    return std::nullopt;
  auto argumentType =
      argument ? dyn_cast<ShapedType>(argument.getType()) : ShapedType();
  if (!argumentType || argumentType.getRank() != type.getRank())
    return std::nullopt;
  bound.argument = argument.getArgNumber();
  return bound;
}

static void describeUses(func::FuncOp function, EntryPoint &entry) {
  llvm::SmallPtrSet<void *, 8> written;
  function.walk([&](Operation *op) {
    collectWritten(op, written);
    auto attention = dyn_cast<AttentionOp>(op);
    if (!attention || !attention.getLengths())
      return;
    Value lengths = getSource(attention.getLengths());
    if (auto argument = dyn_cast<BlockArgument>(lengths);
        argument && argument.getOwner() == &function.front())
      entry.arguments[argument.getArgNumber()].lengths =
          getLengthBound(attention);
  });
  for (BlockArgument argument : function.getArguments()) {
    ArgumentInfo &info = entry.arguments[argument.getArgNumber()];
    info.isWritten =
        info.isMemRef() && written.contains(argument.getAsOpaquePointer());
  }
}

//===----------------------------------------------------------------------===//
// EntryPoint
//===----------------------------------------------------------------------===//

llvm::Expected<EntryPoint> EntryPoint::describe(func::FuncOp function) {
  EntryPoint entry;
  entry.name = function.getName().str();
  for (auto [index, type] : llvm::enumerate(function.getArgumentTypes())) {
    llvm::Expected<ParameterInfo> info = describeParameter(
        "argument " + Twine(index) + " of @" + entry.name, type);
    if (!info)
      return info.takeError();
    entry.arguments.push_back({*info, false, std::nullopt});
  }
  for (auto [index, type] : llvm::enumerate(function.getResultTypes())) {
    llvm::Expected<ParameterInfo> info = describeParameter(
        "result " + Twine(index) + " of @" + entry.name, type);
    if (!info)
      return info.takeError();
    entry.results.push_back(*info);
  }
  describeUses(function, entry);
  return entry;
}

llvm::Expected<EntryPoint> EntryPoint::find(ModuleOp module,
                                            const std::string &name) {
  llvm::Expected<func::FuncOp> function = findFunction(module, name);
  if (!function)
    return function.takeError();
  return describe(*function);
}

std::vector<unsigned> EntryPoint::getWrittenArguments() const {
  std::vector<unsigned> written;
  for (auto [index, argument] : llvm::enumerate(arguments))
    if (argument.isWritten)
      written.push_back(static_cast<unsigned>(index));
  return written;
}
