//===- TargetLowering.cpp - What a GPU does in its own way ---------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "heddle/Target/GPU/TargetLowering.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "llvm/Support/ErrorHandling.h"

using namespace mlir;
using namespace heddle;

TargetLowering::~TargetLowering() = default;

static SmallVector<const TargetLowering *> &getLowerings() {
  static SmallVector<const TargetLowering *> lowerings;
  return lowerings;
}

void TargetLowering::registerLowering(const TargetLowering &lowering) {
  if (!llvm::is_contained(getLowerings(), &lowering))
    getLowerings().push_back(&lowering);
}

const TargetLowering *TargetLowering::lookup(StringRef chip) {
  for (const TargetLowering *lowering : getLowerings())
    if (lowering->handles(chip))
      return lowering;
  return nullptr;
}

SmallVector<Coordinates> OperandLayout::getPoints() const {
  SmallVector<Coordinates> points = {{0, 0}};
  for (const Coordinates &basis : registers)
    for (size_t i = 0, end = points.size(); i != end; ++i)
      points.push_back({points[i][0] ^ basis[0], points[i][1] ^ basis[1]});
  return points;
}

SmallVector<Value> TargetLowering::startProduct(OpBuilder &, Location,
                                                const MatrixInstruction &,
                                                int64_t, const LeftFactor &,
                                                const SharedFactor &,
                                                ValueRange) const {
  llvm_unreachable("a target that has no such instruction");
}

SmallVector<Value> TargetLowering::waitForProducts(OpBuilder &, Location,
                                                   int64_t, ValueRange) const {
  llvm_unreachable("a target that has no such instruction");
}

void TargetLowering::publishShared(OpBuilder &, Location) const {
  llvm_unreachable("a target that has no such instruction");
}

void TargetLowering::setRegisters(OpBuilder &, Location, int64_t, bool) const {
  llvm_unreachable("a target that has no roles");
}

void TargetLowering::waitAtBarrier(OpBuilder &, Location, Value,
                                   int64_t) const {
  llvm_unreachable("a target that has no roles");
}

void TargetLowering::arriveAtBarrier(OpBuilder &, Location, Value,
                                     int64_t) const {
  llvm_unreachable("a target that has no roles");
}

void TargetLowering::createSignal(OpBuilder &, Location, Value, int64_t) const {
  llvm_unreachable("a target that has no roles");
}

void TargetLowering::publishSignals(OpBuilder &, Location) const {
  llvm_unreachable("a target that has no roles");
}

void TargetLowering::arrive(OpBuilder &, Location, Value, Value) const {
  llvm_unreachable("a target that has no roles");
}

SmallVector<Value> TargetLowering::await(OpBuilder &, Location, Value, Value,
                                         ValueRange) const {
  llvm_unreachable("a target that has no roles");
}

void TargetLowering::expectBytes(OpBuilder &, Location, Value, int64_t) const {
  llvm_unreachable("a target that copies no boxes");
}

void TargetLowering::copyBox(OpBuilder &, Location, Value, Value, ValueRange,
                             Value) const {
  llvm_unreachable("a target that copies no boxes");
}

SmallVector<Value> TargetLowering::loadMatrices(OpBuilder &, Location, Value,
                                                int64_t, bool,
                                                FloatType) const {
  llvm_unreachable("a target that has no such instruction");
}

Value TargetLowering::truncateWeights(OpBuilder &b, Location loc, Value low,
                                      Value high, FloatType type,
                                      double) const {
  Value both = vector::FromElementsOp::create(
      b, loc, VectorType::get(2, low.getType()), ValueRange{low, high});
  return arith::TruncFOp::create(b, loc, VectorType::get(2, type), both);
}
