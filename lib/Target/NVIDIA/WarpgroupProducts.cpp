//===- WarpgroupProducts.cpp - Products by wgmma --------------------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A product is one piece of inline assembly: the fence, all steps, and the
// commit. The wait is another, which the results go through. So nothing can
// come between the steps, and nobody reads a result before the wait.
//
//===----------------------------------------------------------------------===//

#include "WarpgroupProducts.h"

#include "InlineAssembly.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/IR/ImplicitLocOpBuilder.h"
#include "mlir/IR/Matchers.h"
#include "llvm/ADT/SmallVectorExtras.h"
#include "llvm/Support/FormatVariadic.h"

using namespace mlir;
using namespace heddle;
using namespace heddle::nvidia;

//===----------------------------------------------------------------------===//
// Descriptors
//===----------------------------------------------------------------------===//

/// Eight rows of a panel of 128 bytes are 1024 bytes.
static constexpr int64_t kRowGroupBytes = 1024;
static constexpr int64_t kPanelBytes = 128;
static constexpr int64_t kSwizzle128 = 1;
static constexpr int64_t kAddressMask = 0x3ffff;

/// A descriptor has addresses and distances by 16 bytes.
static constexpr int64_t kUnit = 16;

static Value getI32(ImplicitLocOpBuilder &b, int64_t value) {
  return arith::ConstantIntOp::create(b, b.getI32Type(), value);
}

/// As a number of 64 bits, so that adding it is one instruction.
static Value inUnits(ImplicitLocOpBuilder &b, Value bytes) {
  Value units = arith::ShRUIOp::create(b, bytes, getI32(b, 4));
  return arith::ExtUIOp::create(b, b.getI64Type(), units);
}

/// The descriptor of where shared memory begins.
static Value getDescriptor(ImplicitLocOpBuilder &b,
                           const SharedFactor &factor) {
  Value base = arith::AndIOp::create(b, factor.base, getI32(b, kAddressMask));
  constexpr int64_t high = kRowGroupBytes / kUnit << 32 | kSwizzle128 << 62;
  return arith::AddIOp::create(
      b, inUnits(b, base),
      arith::ConstantIntOp::create(b, b.getI64Type(), high));
}

/// What step `step` along k adds to that. Along columns, a step is 32 bytes of
/// a panel; along rows, 16 rows, and the descriptor also says how far the next
/// panel is.
static int64_t getStepOffset(const SharedFactor &factor, int64_t step,
                             int64_t k, int64_t elementBytes) {
  if (factor.sumsRows)
    return (factor.offset + step * k * kPanelBytes) / kUnit +
           (factor.panelStride / kUnit << 16);
  int64_t column = step * k * elementBytes;
  return (factor.offset + column / kPanelBytes * factor.panelStride +
          column % kPanelBytes) /
         kUnit;
}

//===----------------------------------------------------------------------===//
// Products
//===----------------------------------------------------------------------===//

/// `{$first, ...}`, of `count` operands.
static std::string getOperands(int64_t first, int64_t count) {
  std::string text = "{";
  for (int64_t i = 0; i != count; ++i)
    text += (i ? ", $" : "$") + llvm::utostr(first + i);
  return text + "}";
}

namespace {
/// How the steps of a product say one of its factors.
class FactorText {
public:
  FactorText(ImplicitLocOpBuilder &b, Assembly &assembly,
             const MatrixInstruction &instruction)
      : b(b), assembly(assembly), k(instruction.k) {}

  void add(const SharedFactor &factor) {
    shared = &factor;
    Value descriptor = getDescriptor(b, factor);
    if (factor.dynamicOffset)
      descriptor = arith::AddIOp::create(b, descriptor,
                                         inUnits(b, factor.dynamicOffset));
    first = assembly.add(descriptor, "l");
  }
  /// What depends on the warp is added by each step: ptxas has all of that in
  /// uniform registers only if it sees it beside the instruction.
  void add(const LeftFactor &factor) {
    if (factor.shared) {
      shared = &*factor.shared;
      first = assembly.add(getDescriptor(b, *shared), "l");
      if (shared->dynamicOffset)
        offset = assembly.add(inUnits(b, shared->dynamicOffset), "l");
      return;
    }
    for (Value word : factor.words)
      last =
          assembly.add(LLVM::BitcastOp::create(b, b.getI32Type(), word), "r");
    first = last + 1 - factor.words.size();
  }

  /// What comes before the instruction of `step`, with a register `name` of its
  /// own.
  std::string getPreparation(StringRef name, int64_t step) const {
    if (!shared)
      return "";
    std::string text =
        llvm::formatv("add.s64 {0}, ${1}, {2}; ", name, first,
                      getStepOffset(*shared, step, k, elementBytes));
    if (offset)
      text += llvm::formatv("add.s64 {0}, {0}, ${1}; ", name, *offset);
    return text;
  }
  std::string getOperand(StringRef name, int64_t step) const {
    return shared ? name.str()
                  : getOperands(first + step * wordsOfStep, wordsOfStep);
  }

private:
  static constexpr int64_t wordsOfStep = 4, elementBytes = 2;

  ImplicitLocOpBuilder &b;
  Assembly &assembly;
  int64_t k, first = 0, last = 0;
  std::optional<int64_t> offset;
  const SharedFactor *shared = nullptr;
};
} // namespace

SmallVector<Value> nvidia::startProduct(OpBuilder &builder, Location loc,
                                        const MatrixInstruction &instruction,
                                        int64_t steps, const LeftFactor &a,
                                        const SharedFactor &b, ValueRange c) {
  ImplicitLocOpBuilder ib(loc, builder);
  Assembly assembly(c.getTypes());
  // The first step need not add to zeros.
  bool adds = !llvm::all_of(
      c, [](Value value) { return matchPattern(value, m_PosZeroFloat()); });
  if (adds)
    assembly.tieAll(c);
  FactorText left(ib, assembly, instruction), right(ib, assembly, instruction);
  left.add(a);
  right.add(b);

  StringRef type = instruction.type == FactorType::F16 ? "f16" : "bf16";
  std::string sums = getOperands(0, c.size());
  // Only factors in shared memory can be transposed.
  StringRef transposes = a.shared ? "0, " : "";
  std::string text = "{ .reg .b64 left, right; wgmma.fence.sync.aligned; ";
  for (int64_t step = 0; step != steps; ++step)
    text += llvm::formatv(
        "{0}{1}wgmma.mma_async.sync.aligned.m64n{2}k16.f32.{3}.{3} {4}, {5}, "
        "{6}, {7}, 1, 1, {8}{9}; ",
        left.getPreparation("left", step), right.getPreparation("right", step),
        2 * c.size(), type, sums, left.getOperand("left", step),
        right.getOperand("right", step), adds || step > 0 ? 1 : 0, transposes,
        b.sumsRows ? 1 : 0);
  return assembly.emit(ib, loc, text + "wgmma.commit_group.sync.aligned; }");
}

SmallVector<Value> nvidia::waitForProducts(OpBuilder &b, Location loc,
                                           int64_t pending,
                                           ValueRange results) {
  Assembly assembly(results.getTypes());
  assembly.tieAll(results);
  return assembly.emit(
      b, loc,
      llvm::formatv("wgmma.wait_group.sync.aligned {0};", pending).str());
}
