//===- LayoutSpreader.cpp - Layouts follow from layouts ------------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "LayoutSpreader.h"

#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "mlir/IR/OpDefinition.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace heddle;
using namespace heddle::layouts;
using simt::getMaskedResult;

bool layouts::isTile(Value value) {
  auto type = dyn_cast<VectorType>(value.getType());
  if (!type || type.getRank() == 0)
    return false;
  auto isBound = [&](Operation *user) {
    auto mask = dyn_cast<vector::MaskOp>(user);
    return mask && mask.getMask() == value;
  };
  return !value.getDefiningOp<vector::CreateMaskOp>() ||
         !llvm::all_of(value.getUsers(), isBound);
}

//===----------------------------------------------------------------------===//
// Relations
//===----------------------------------------------------------------------===//

static SmallVector<Value> getCarried(scf::ForOp loop, unsigned number) {
  return {loop.getResult(number), loop.getRegionIterArg(number),
          loop.getInitArgs()[number], loop.getYieldedValues()[number]};
}

static SmallVector<Value> getCarried(scf::IfOp choice, unsigned number) {
  SmallVector<Value> values = {choice.getResult(number)};
  for (Block *block : {choice.thenBlock(), choice.elseBlock()})
    values.push_back(block->getTerminator()->getOperand(number));
  return values;
}

SmallVector<Value> layouts::getCarried(Value value) {
  if (auto result = dyn_cast<OpResult>(value)) {
    if (auto loop = dyn_cast<scf::ForOp>(result.getOwner()))
      return ::getCarried(loop, result.getResultNumber());
    if (auto choice = dyn_cast<scf::IfOp>(result.getOwner()))
      return ::getCarried(choice, result.getResultNumber());
    return {};
  }
  auto argument = cast<BlockArgument>(value);
  if (auto loop = dyn_cast<scf::ForOp>(argument.getOwner()->getParentOp()))
    return ::getCarried(loop, argument.getArgNumber() - 1);
  return {};
}

static SmallVector<int64_t> getOthers(int64_t rank,
                                      llvm::function_ref<bool(int64_t)> gone) {
  SmallVector<int64_t> kept;
  for (int64_t dim = 0; dim != rank; ++dim)
    if (!gone(dim))
      kept.push_back(dim);
  return kept;
}

SmallVector<int64_t> layouts::getKeptDims(vector::MultiDimReductionOp op) {
  SmallVector<bool> reduced = op.getReductionMask();
  return getOthers(reduced.size(), [&](int64_t dim) { return reduced[dim]; });
}

SmallVector<int64_t> layouts::getKeptDims(vector::ScanOp op) {
  return getOthers(op.getSourceType().getRank(), [&](int64_t dim) {
    return dim == int64_t(op.getReductionDim());
  });
}

SmallVector<int64_t> layouts::getSourceDims(vector::BroadcastOp op) {
  auto source = cast<VectorType>(op.getSourceType());
  int64_t rank = op.getResultVectorType().getRank();
  int64_t added = rank - source.getRank();
  return getOthers(rank, [=](int64_t dim) { return dim < added; });
}

SmallVector<int64_t> layouts::getSourceDims(vector::TransposeOp op) {
  SmallVector<int64_t> dims(op.getPermutation().size());
  for (auto [to, from] : llvm::enumerate(op.getPermutation()))
    dims[from] = to;
  return dims;
}

//===----------------------------------------------------------------------===//
// LayoutSpreader
//===----------------------------------------------------------------------===//

const TileLayout *LayoutSpreader::lookup(Value tile) const {
  auto found = layouts.find(tile);
  return found == layouts.end() ? nullptr : &found->second;
}

void LayoutSpreader::replace(Value tile, TileLayout layout) {
  layouts[tile] = std::move(layout);
}

void LayoutSpreader::propose(Value tile, const TileLayout &layout) {
  if (isTile(tile) && layouts.try_emplace(tile, layout).second)
    worklist.push_back(tile);
}

void LayoutSpreader::give(Value tile, TileLayout layout) {
  propose(tile, layout);
  while (!worklist.empty())
    spread(worklist.pop_back_val());
}

void LayoutSpreader::spread(Value tile) {
  TileLayout layout = layouts[tile];
  for (Value other : layouts::getCarried(tile))
    propose(other, layout);
  if (Operation *op = tile.getDefiningOp()) {
    auto mask = dyn_cast<vector::MaskOp>(op);
    spreadThrough(mask ? mask.getMaskableOp() : op, tile, layout);
  }
  for (OpOperand &use : tile.getUses()) {
    Operation *user = use.getOwner();
    spreadThrough(user, tile, layout);
    // What a body yields is what its op carries.
    Operation *parent = user->getParentOp();
    if (isa<scf::YieldOp>(user) && isa<scf::ForOp, scf::IfOp>(parent))
      propose(parent->getResult(use.getOperandNumber()), layout);
    if (auto loop = dyn_cast<scf::ForOp>(user))
      propose(loop.getTiedLoopResult(&use), layout);
  }
}

void LayoutSpreader::spreadThrough(vector::MultiDimReductionOp op, Value tile,
                                   const TileLayout &layout) {
  TileLayout row =
      tile == op.getSource() ? layout.project(getKeptDims(op)) : layout;
  propose(op.getAcc(), row);
  propose(getMaskedResult(op), row);
}

void LayoutSpreader::spreadThrough(vector::ScanOp op, Value tile,
                                   const TileLayout &layout) {
  bool isRow = tile == op.getInitialValue() || tile == op.getAccumulatedValue();
  if (!isRow) {
    propose(op.getSource(), layout);
    propose(op.getDest(), layout);
  }
  TileLayout row = isRow ? layout : layout.project(getKeptDims(op));
  propose(op.getInitialValue(), row);
  propose(op.getAccumulatedValue(), row);
}

void LayoutSpreader::spreadThrough(vector::TransposeOp op, Value tile,
                                   const TileLayout &layout) {
  if (tile == op.getResult())
    propose(op.getVector(), layout.project(getSourceDims(op)));
  else
    propose(op.getResult(), layout.project(op.getPermutation()));
}

void LayoutSpreader::spreadThrough(Operation *op, Value tile,
                                   const TileLayout &layout) {
  if (auto reduction = dyn_cast<vector::MultiDimReductionOp>(op))
    return spreadThrough(reduction, tile, layout);
  if (auto scan = dyn_cast<vector::ScanOp>(op))
    return spreadThrough(scan, tile, layout);
  if (auto transpose = dyn_cast<vector::TransposeOp>(op))
    return spreadThrough(transpose, tile, layout);
  if (auto broadcast = dyn_cast<vector::BroadcastOp>(op)) {
    if (tile == op->getResult(0) && isTile(broadcast.getSource()))
      propose(broadcast.getSource(), layout.project(getSourceDims(broadcast)));
    return;
  }
  if (auto product = dyn_cast<vector::ContractionOp>(op)) {
    if (tile == product.getLhs() || tile == product.getRhs())
      return;
    propose(product.getAcc(), layout);
    propose(getMaskedResult(product), layout);
    return;
  }
  if (!OpTrait::hasElementwiseMappableTraits(op) && !isa<vector::ShuffleOp>(op))
    return;
  for (Value operand : op->getOperands())
    propose(operand, layout);
  for (Value result : op->getResults())
    propose(result, layout);
}
