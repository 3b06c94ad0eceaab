//===- PartialSums.cpp - Sums that stay spread over lanes ----------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "PartialSums.h"

#include "heddle/Dialect/Heddle/Transforms/TileWork.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "mlir/IR/Matchers.h"

using namespace mlir;
using namespace heddle;
using namespace heddle::layouts;

static bool isZero(Value value) {
  return matchPattern(value, m_AnyZeroFloat());
}

/// The reduction whose sum `value` is, masked or not.
static vector::MultiDimReductionOp getSum(Value value) {
  Operation *op = value.getDefiningOp();
  if (auto mask = dyn_cast_or_null<vector::MaskOp>(op))
    op = mask.getMaskableOp();
  auto reduction = dyn_cast_or_null<vector::MultiDimReductionOp>(op);
  bool adds = reduction && reduction.getKind() == vector::CombiningKind::ADD;
  return adds ? reduction : nullptr;
}

/// Of a product, the other factor.
static bool isScaledSum(arith::MulFOp op,
                        llvm::function_ref<bool(Value)> isSum) {
  return isSum(op.getLhs()) != isSum(op.getRhs());
}

/// Whether what a constant is used for is a sum.
static bool startsSum(OpOperand &use, llvm::function_ref<bool(Value)> isSum) {
  Operation *user = use.getOwner();
  if (auto loop = dyn_cast<scf::ForOp>(user))
    return isSum(loop.getTiedLoopResult(&use));
  if (isa<scf::YieldOp>(user))
    return isSum(user->getParentOp()->getResult(use.getOperandNumber()));
  if (isa<vector::MultiDimReductionOp>(user))
    return isSum(simt::getMaskedResult(user));
  return isa<arith::MulFOp>(user) && isSum(user->getResult(0));
}

void PartialSums::collect(gpu::GPUFuncOp kernel) {
  auto add = [&](Value value) {
    auto type = dyn_cast<VectorType>(value.getType());
    if (type && type.getRank() == 1 && type.getElementType().isF32())
      sums.insert(value);
  };
  kernel.walk([&](Operation *op) {
    if (isa<arith::ConstantOp, arith::MulFOp, vector::MultiDimReductionOp,
            vector::MaskOp, scf::ForOp, scf::IfOp>(op))
      llvm::for_each(op->getResults(), add);
    if (auto loop = dyn_cast<scf::ForOp>(op))
      llvm::for_each(loop.getRegionIterArgs(), add);
  });
}

/// Whether a value may be spread, if those that are thought to be are.
bool PartialSums::stays(Value value) const {
  auto isSum = [&](Value other) { return contains(other); };
  if (SmallVector<Value> carried = getCarried(value); !carried.empty())
    return llvm::all_of(carried, isSum);
  if (vector::MultiDimReductionOp reduction = getSum(value))
    return isSum(reduction.getAcc());
  if (auto product = value.getDefiningOp<arith::MulFOp>())
    return isScaledSum(product, isSum);
  return isZero(value) && llvm::all_of(value.getUses(), [&](OpOperand &use) {
           return startsSum(use, isSum);
         });
}

/// Drops what cannot be spread, until all that is left can.
static void dropOthers(llvm::DenseSet<Value> &sums,
                       llvm::function_ref<bool(Value)> stays) {
  for (bool changed = true; changed;) {
    SmallVector<Value> gone;
    for (Value value : sums)
      if (!stays(value))
        gone.push_back(value);
    for (Value value : gone)
      sums.erase(value);
    changed = !gone.empty();
  }
}

/// The bits of the lane across which a reduction adds.
static SmallVector<int64_t> getSpreadBits(vector::MultiDimReductionOp op,
                                          const LayoutSpreader &tiles) {
  const TileLayout &source = *tiles.lookup(op.getSource());
  SmallVector<int64_t> used = source.getUsedLaneBits();
  SmallVector<int64_t> kept = source.project(getKeptDims(op)).getUsedLaneBits();
  llvm::erase_if(used,
                 [&](int64_t bit) { return llvm::is_contained(kept, bit); });
  return used;
}

/// Whether `value` is a row of maxima that is only compared for a vote: lanes
/// vote on what they have.
static bool isVotedOn(Value value) {
  if (!value.hasOneUse())
    return false;
  Operation *user = *value.user_begin();
  if (isa<arith::CmpFOp>(user))
    return isVotedOn(user->getResult(0));
  return isa<vector::ReductionOp>(user) && isVote(user);
}

void PartialSums::findVotes(gpu::GPUFuncOp kernel, LayoutSpreader &tiles) {
  kernel.walk([&](vector::MultiDimReductionOp op) {
    if (op.getKind() != vector::CombiningKind::MAXNUMF ||
        !op.getAcc().hasOneUse() || !isVotedOn(op.getResult()))
      return;
    Value above = op.getResult().user_begin()->getResult(0);
    SmallVector<int64_t> bits = getSpreadBits(op, tiles);
    for (Value value : {op.getAcc(), op.getResult(), above}) {
      TileLayout layout = *tiles.lookup(value);
      layout.partial = bits;
      tiles.replace(value, layout);
    }
    sums.insert(op.getResult());
  });
}

void PartialSums::find(gpu::GPUFuncOp kernel, LayoutSpreader &tiles) {
  collect(kernel);
  dropOthers(sums, [&](Value value) { return stays(value); });
  // One set of lanes for all of a kernel's sums, or none are spread.
  SmallVector<int64_t> bits;
  bool agree = true;
  for (Value value : sums)
    if (vector::MultiDimReductionOp reduction = getSum(value)) {
      SmallVector<int64_t> own = getSpreadBits(reduction, tiles);
      agree &= bits.empty() || bits == own;
      bits = own;
    }
  if (!agree || bits.empty())
    sums.clear();
  for (Value value : sums) {
    TileLayout layout = *tiles.lookup(value);
    layout.partial = bits;
    tiles.replace(value, layout);
  }
  findVotes(kernel, tiles);
}
