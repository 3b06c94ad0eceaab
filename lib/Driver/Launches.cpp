//===- Launches.cpp - What a function launches ----------------------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Launches.h"
#include "ToolSupport.h"

#include "heddle/Dialect/HeddleGPU/IR/HeddleGPU.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/IR/Matchers.h"
#include "llvm/ADT/TypeSwitch.h"
#include "llvm/Support/raw_ostream.h"

using namespace heddle::driver;
using namespace mlir;

//===----------------------------------------------------------------------===//
// Formulas
//===----------------------------------------------------------------------===//

namespace {
/// Writes values as formulas.
class Formulas {
public:
  void name(Value value, std::string text) { names[value] = std::move(text); }
  /// The formula; if there is none, the op that stands in the way is `failed`.
  std::string write(Value value);

  Operation *failed = nullptr;

private:
  std::string fail(Operation *op);
  std::string writeOp(Value value, Operation *op);
  std::string writeBinary(Operation *op);
  std::string writeMetadata(Value value, memref::ExtractStridedMetadataOp op);

  llvm::DenseMap<Value, std::string> names;
};
} // namespace

std::string Formulas::fail(Operation *op) {
  failed = failed ? failed : op;
  return "?";
}

std::string Formulas::write(Value value) {
  if (auto known = names.find(value); known != names.end())
    return known->second;
  APInt constant;
  if (matchPattern(value, m_ConstantInt(&constant)))
    return std::to_string(constant.getSExtValue());
  Operation *op = value.getDefiningOp();
  std::string text = op ? writeOp(value, op) : "?";
  names[value] = text;
  return text;
}

std::string Formulas::writeOp(Value value, Operation *op) {
  if (isa<arith::IndexCastOp, arith::IndexCastUIOp, LLVM::IntToPtrOp,
          memref::CastOp>(op))
    return write(op->getOperand(0));
  if (auto metadata = dyn_cast<memref::ExtractStridedMetadataOp>(op))
    return writeMetadata(value, metadata);
  if (isa<memref::ExtractAlignedPointerAsIndexOp>(op))
    return write(op->getOperand(0)) + ".data";
  if (auto dim = dyn_cast<memref::DimOp>(op))
    return write(dim.getSource()) + ".shape[" + write(dim.getIndex()) + "]";
  if (auto select = dyn_cast<arith::SelectOp>(op))
    return "(" + write(select.getCondition()) + " ? " +
           write(select.getTrueValue()) + " : " +
           write(select.getFalseValue()) + ")";
  return op->getNumOperands() == 2 ? writeBinary(op) : fail(op);
}

/// How a comparison is written; empty if it is not.
static StringRef getSign(arith::CmpIPredicate predicate) {
  switch (predicate) {
  case arith::CmpIPredicate::eq:
    return "==";
  case arith::CmpIPredicate::ne:
    return "!=";
  case arith::CmpIPredicate::slt:
  case arith::CmpIPredicate::ult:
    return "<";
  case arith::CmpIPredicate::sle:
  case arith::CmpIPredicate::ule:
    return "<=";
  case arith::CmpIPredicate::sgt:
  case arith::CmpIPredicate::ugt:
    return ">";
  case arith::CmpIPredicate::sge:
  case arith::CmpIPredicate::uge:
    return ">=";
  }
  llvm_unreachable("all predicates are handled");
}

/// Extents are not negative: signed and unsigned ops are the same.
std::string Formulas::writeBinary(Operation *op) {
  StringRef sign =
      llvm::TypeSwitch<Operation *, StringRef>(op)
          .Case<arith::AddIOp>([](auto) { return "+"; })
          .Case<arith::SubIOp>([](auto) { return "-"; })
          .Case<arith::MulIOp>([](auto) { return "*"; })
          .Case<arith::DivSIOp, arith::DivUIOp>([](auto) { return "/"; })
          .Case<arith::RemSIOp, arith::RemUIOp>([](auto) { return "%"; })
          .Case<arith::CmpIOp>(
              [](auto compare) { return getSign(compare.getPredicate()); })
          .Default([](auto) { return ""; });
  StringRef function =
      llvm::TypeSwitch<Operation *, StringRef>(op)
          .Case<arith::CeilDivSIOp, arith::CeilDivUIOp>(
              [](auto) { return "ceildiv"; })
          .Case<arith::MinSIOp, arith::MinUIOp>([](auto) { return "min"; })
          .Case<arith::MaxSIOp, arith::MaxUIOp>([](auto) { return "max"; })
          .Default([](auto) { return ""; });
  if (sign.empty() && function.empty())
    return fail(op);
  std::string left = write(op->getOperand(0)), right = write(op->getOperand(1));
  if (!function.empty())
    return (function + "(" + left + ", " + right + ")").str();
  return ("(" + Twine(left) + " " + sign + " " + right + ")").str();
}

std::string Formulas::writeMetadata(Value value,
                                    memref::ExtractStridedMetadataOp op) {
  std::string memref = write(op.getSource());
  if (value == op.getBaseBuffer())
    return memref;
  if (value == op.getOffset())
    return memref + ".offset";
  for (auto [dim, size] : llvm::enumerate(op.getSizes()))
    if (value == size)
      return memref + ".shape[" + std::to_string(dim) + "]";
  for (auto [dim, stride] : llvm::enumerate(op.getStrides()))
    if (value == stride)
      return memref + ".strides[" + std::to_string(dim) + "]";
  return fail(op);
}

//===----------------------------------------------------------------------===//
// Plans
//===----------------------------------------------------------------------===//

static std::string getTypeName(Type type) {
  if (isa<LLVM::LLVMPointerType>(type))
    return "ptr";
  std::string name;
  llvm::raw_string_ostream(name) << type;
  return name;
}

/// Everything between outermost parentheses is all there is.
static std::string stripParentheses(std::string text) {
  if (text.size() < 2 || text.front() != '(' || text.back() != ')')
    return text;
  int depth = 0;
  for (size_t i = 0; i + 1 < text.size(); ++i) {
    depth += text[i] == '(' ? 1 : text[i] == ')' ? -1 : 0;
    if (depth == 0)
      return text;
  }
  return text.substr(1, text.size() - 2);
}

static LaunchArgument describeTensorMap(heddle::EncodeTensorMapOp op,
                                        Formulas &formulas) {
  int64_t bytes = op.getElement().getIntOrFloatBitWidth() / 8;
  LaunchTensorMap map;
  map.element = getTypeName(op.getElement());
  map.swizzle = op.getSwizzle();
  for (size_t i = op.getBox().size(); i-- > 0;) {
    map.box.push_back(op.getBox()[i]);
    map.extents.push_back(stripParentheses(formulas.write(op.getSizes()[i])));
    if (map.box.size() == 1)
      continue;
    Value stride = op.getStrides()[i];
    APInt constant;
    map.strides.push_back(matchPattern(stride, m_ConstantInt(&constant))
                              ? std::to_string(constant.getSExtValue() * bytes)
                              : formulas.write(stride) + " * " +
                                    std::to_string(bytes));
  }
  return {"tensor_map", stripParentheses(formulas.write(op.getAddress())),
          std::move(map)};
}

static Launch describe(gpu::LaunchFuncOp op, Formulas &formulas) {
  auto write = [&](Value value) {
    return stripParentheses(formulas.write(value));
  };
  gpu::KernelDim3 grid = op.getGridSizeOperandValues();
  gpu::KernelDim3 block = op.getBlockSizeOperandValues();
  Launch launch;
  launch.kernel = op.getKernelName().getValue().str();
  launch.grid = {write(grid.x), write(grid.y), write(grid.z)};
  launch.block = {write(block.x), write(block.y), write(block.z)};
  if (Value bytes = op.getDynamicSharedMemorySize())
    launch.sharedBytes = write(bytes);
  for (Value argument : op.getKernelOperands())
    launch.arguments.push_back(
        argument.getDefiningOp<heddle::EncodeTensorMapOp>()
            ? describeTensorMap(
                  argument.getDefiningOp<heddle::EncodeTensorMapOp>(), formulas)
            : LaunchArgument{getTypeName(argument.getType()), write(argument)});
  return launch;
}

static Scratch describeScratch(Operation *op, std::string name,
                               Formulas &formulas) {
  auto type = cast<MemRefType>(op->getResult(0).getType());
  int64_t bytes = type.getElementTypeBitWidth() / 8;
  for (int64_t extent : type.getShape())
    bytes *= ShapedType::isDynamic(extent) ? 1 : extent;
  std::string text = std::to_string(bytes);
  for (Value size : op->getOperands())
    text += " * " + formulas.write(size);
  formulas.name(op->getResult(0), name);
  return {std::move(name), std::move(text)};
}

static llvm::Error refuse(Operation *op) {
  op->emitError(
      "is no launch of a kernel: heddle-compile writes kernels, and a "
      "description of how to launch them, but no other code");
  return makeError(ExitCode::Refused, "code for the host is left");
}

llvm::Expected<LaunchPlan>
heddle::driver::planLaunches(func::FuncOp function,
                             llvm::ArrayRef<std::string> names) {
  LaunchPlan plan;
  plan.function = function.getName().str();
  Formulas formulas;
  for (auto [argument, name] : llvm::zip_equal(function.getArguments(), names))
    formulas.name(argument, name);
  if (!function.getBody().hasOneBlock())
    return refuse(function);
  for (Operation &op : function.getBody().front().without_terminator()) {
    if (auto launch = dyn_cast<gpu::LaunchFuncOp>(op))
      plan.launches.push_back(describe(launch, formulas));
    else if (isa<memref::AllocOp, memref::AllocaOp>(op))
      plan.scratch.push_back(describeScratch(
          &op, "scratch" + std::to_string(plan.scratch.size()), formulas));
    else if (!isPure(&op) && !isa<memref::DeallocOp>(op))
      return refuse(&op);
    if (formulas.failed)
      return refuse(formulas.failed);
  }
  return plan;
}
