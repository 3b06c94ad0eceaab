//===- TileValues.cpp - What tile values are made of ---------------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "TileBlocker.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/IR/Matchers.h"

using namespace mlir;
using namespace heddle;
using namespace heddle::cpu;

//===----------------------------------------------------------------------===//
// Roots
//===----------------------------------------------------------------------===//

Root cpu::getRoot(Operation *op) {
  Operation *inner = op;
  if (auto mask = dyn_cast<vector::MaskOp>(op))
    inner = mask.getMaskableOp();
  if (inner && isa<vector::ContractionOp, vector::MultiDimReductionOp>(inner))
    return {op, inner};
  return {};
}

Extent Root::getExtent(int64_t dim, int64_t size) const {
  auto mask = dyn_cast<vector::MaskOp>(outer);
  if (!mask)
    return {size, {}};
  if (auto constant = mask.getMask().getDefiningOp<vector::ConstantMaskOp>())
    return {constant.getMaskDimSizes()[dim], {}};
  auto create = mask.getMask().getDefiningOp<vector::CreateMaskOp>();
  Value bound = create.getOperand(dim);
  if (std::optional<int64_t> constant = getConstantIntValue(bound))
    return {std::clamp<int64_t>(*constant, 0, size), {}};
  return {size, bound};
}

//===----------------------------------------------------------------------===//
// Kinds of values
//===----------------------------------------------------------------------===//

bool cpu::isTile(Value value) {
  auto type = dyn_cast<VectorType>(value.getType());
  return type && type.getRank() == 2;
}

bool cpu::isSplat(Value value) {
  DenseElementsAttr constant;
  if (matchPattern(value, m_Constant(&constant)))
    return constant.isSplat();
  auto broadcast = value.getDefiningOp<vector::BroadcastOp>();
  return broadcast && !isa<VectorType>(broadcast.getSourceType());
}

Value cpu::getBroadcastRow(Value value) {
  auto transpose = value.getDefiningOp<vector::TransposeOp>();
  if (!transpose || transpose.getPermutation() != ArrayRef<int64_t>{1, 0})
    return {};
  auto broadcast = transpose.getVector().getDefiningOp<vector::BroadcastOp>();
  if (!broadcast)
    return {};
  auto source = dyn_cast<VectorType>(broadcast.getSourceType());
  return source && source.getRank() == 1 ? broadcast.getSource() : Value();
}

static Value getTransposed(Value value) {
  auto transpose = value.getDefiningOp<vector::TransposeOp>();
  if (!transpose || transpose.getPermutation() != ArrayRef<int64_t>{1, 0})
    return {};
  return transpose.getVector();
}

/// Whether a shuffle takes the rows of its first operand from last to first.
static bool isReversal(vector::ShuffleOp shuffle) {
  int64_t count = shuffle.getV1VectorType().getDimSize(0);
  bool same = shuffle.getV1() == shuffle.getV2();
  return int64_t(shuffle.getMask().size()) == count &&
         llvm::all_of(llvm::enumerate(shuffle.getMask()), [&](auto entry) {
           int64_t row = count - 1 - int64_t(entry.index());
           return entry.value() == row ||
                  (same && entry.value() - count == row);
         });
}

Value cpu::getReversed(Value value) {
  Value outer = getTransposed(value);
  auto shuffle = outer ? outer.getDefiningOp<vector::ShuffleOp>() : nullptr;
  return shuffle && isReversal(shuffle) ? getTransposed(shuffle.getV1())
                                        : Value();
}

SmallVector<Value> cpu::getReversals(Value value) {
  // A shuffle is a user twice: of both of its operands.
  SetVector<Value> reversals;
  for (Operation *inner : value.getUsers())
    for (Operation *shuffle : inner->getUsers())
      for (Operation *outer : shuffle->getUsers())
        if (isa<vector::TransposeOp>(outer) &&
            getReversed(outer->getResult(0)) == value)
          reversals.insert(outer->getResult(0));
  return reversals.takeVector();
}

bool cpu::isElementwise(Operation *op) {
  return op->getNumResults() == 1 && OpTrait::hasElementwiseMappableTraits(op);
}

bool cpu::holdsColumns(VectorTransferOpInterface transfer) {
  auto type = cast<MemRefType>(transfer.getShapedType());
  AffineMap map = transfer.getPermutationMap();
  return map.getNumResults() == 2 && !transfer.hasOutOfBoundsDim() &&
         map.getDimPosition(0) == type.getRank() - 1 &&
         type.isLastDimUnitStride();
}

bool cpu::hasRows(Value tile) {
  if (!isa<VectorType>(tile.getType()) || isSplat(tile) ||
      getBroadcastRow(tile))
    return true;
  Operation *op = tile.getDefiningOp();
  if (auto read = dyn_cast_or_null<vector::TransferReadOp>(op)) {
    return !read.getMask() &&
           read.getPermutationMap().isProjectedPermutation() &&
           !holdsColumns(read) &&
           matchPattern(read.getPadding(), m_AnyZeroFloat());
  }
  if (auto broadcast = dyn_cast_or_null<vector::BroadcastOp>(op)) {
    // A broadcast scalar is a splat.
    auto source = cast<VectorType>(broadcast.getSourceType());
    return source.getRank() == 1 && isTile(tile) &&
           hasRows(broadcast.getSource());
  }
  if (isa_and_nonnull<vector::StepOp>(op))
    return true;
  return op && isElementwise(op) && llvm::all_of(op->getOperands(), hasRows);
}

SmallVector<Value> cpu::getTileOperands(Value value) {
  Operation *op = value.getDefiningOp();
  if (!op || !isElementwise(op))
    return {};
  return llvm::filter_to_vector(op->getOperands(), isTile);
}

//===----------------------------------------------------------------------===//
// Extents
//===----------------------------------------------------------------------===//

/// The columns of a tile that one use computes.
static Extent getUseExtent(OpOperand &use, int64_t size) {
  Operation *user = use.getOwner();
  Operation *outer =
      isa<vector::MaskOp>(user->getParentOp()) ? user->getParentOp() : user;
  Root root = getRoot(outer);
  if (root.getReduction() && use.getOperandNumber() == 0)
    return root.getExtent(1, size);
  if (vector::ContractionOp contract = root.getContraction()) {
    if (use.getOperandNumber() == 0) {
      AffineMap map = contract.getIndexingMapsArray()[0];
      return root.getExtent(map.getDimPosition(1), size);
    }
    return {size, {}};
  }
  if (isElementwise(user))
    return getExtent(user->getResult(0));
  return {size, {}};
}

Extent cpu::getExtent(Value value) {
  int64_t size = cast<VectorType>(value.getType()).getDimSize(1);
  std::optional<Extent> extent;
  for (OpOperand &use : value.getUses()) {
    Extent computed = getUseExtent(use, size);
    if (extent && !(*extent == computed))
      return {size, {}};
    extent = computed;
  }
  return extent.value_or(Extent{size, {}});
}

//===----------------------------------------------------------------------===//
// Verification
//===----------------------------------------------------------------------===//

static LogicalResult refuse(Operation *op, const Twine &why) {
  return op->emitOpError("cannot be given loops over a register panel: ")
         << why;
}

/// A contraction is (m, k) x right -> (m, n), right (n, k) or (k, n).
static LogicalResult verifyContraction(vector::ContractionOp op) {
  SmallVector<AffineMap> maps = op.getIndexingMapsArray();
  if (llvm::any_of(maps,
                   [](AffineMap map) { return map.getNumResults() != 2; }))
    return refuse(op, "operands and result must be of rank 2");
  AffineMap left = maps[0], right = maps[1], result = maps[2];
  bool rows = left.getResult(0) == result.getResult(0);
  bool columns = right.isFunctionOfDim(result.getDimPosition(1));
  bool reduced = right.isFunctionOfDim(left.getDimPosition(1));
  if (!rows || !columns || !reduced ||
      op.getKind() != vector::CombiningKind::ADD)
    return refuse(op, "it must add up (m, k) x (n, k) or (k, n) to (m, n)");
  if (!hasRows(op.getRhs()))
    return refuse(op, "its right operand must be a vector.transfer_read padded "
                      "with 0, or be computed elementwise from such reads, "
                      "numbers of rows or columns, and splats");
  return success();
}

static LogicalResult verifyKind(Operation *op, vector::CombiningKind kind) {
  if (kind == vector::CombiningKind::ADD ||
      kind == vector::CombiningKind::MUL ||
      kind == vector::CombiningKind::MAXNUMF)
    return success();
  return refuse(op, "it must combine by add, mul or maxnumf");
}

static LogicalResult verifyRoot(const Root &root) {
  if (auto mask = dyn_cast<vector::MaskOp>(root.outer))
    if (!isa_and_nonnull<vector::CreateMaskOp, vector::ConstantMaskOp>(
            mask.getMask().getDefiningOp()) ||
        mask.getPassthru())
      return refuse(mask, "its mask must be a vector.create_mask or "
                          "vector.constant_mask, and it must have no passthru");
  if (vector::ContractionOp contract = root.getContraction())
    return verifyContraction(contract);
  vector::MultiDimReductionOp reduction = root.getReduction();
  if (reduction.getSourceVectorType().getRank() != 2 ||
      reduction.getReductionDims() != ArrayRef<int64_t>{1})
    return refuse(reduction, "it must reduce dimension 1 of a tile");
  return verifyKind(reduction, reduction.getKind());
}

/// A scan goes from the last column to the first: from the first one of a tile
/// whose columns are reversed.
static LogicalResult verifyScan(vector::ScanOp scan) {
  if (scan.getInclusive() || scan.getReductionDim() != 1 ||
      !scan.getAccumulatedValue().use_empty())
    return refuse(scan, "it must be exclusive, along dimension 1, and only its "
                        "first result may be used");
  size_t reversals = getReversals(scan.getDest()).size();
  if (!getReversed(scan.getSource()) ||
      reversals != size_t(std::distance(scan.getDest().user_begin(),
                                        scan.getDest().user_end())))
    return refuse(scan, "its source and its uses must be tiles whose columns "
                        "are reversed");
  return verifyKind(scan, scan.getKind());
}

/// Whether `op` is part of a reversal of a tile's columns.
static bool isPartOfReversal(Operation *op) {
  if (isa<vector::ShuffleOp>(op))
    return isReversal(cast<vector::ShuffleOp>(op));
  if (getReversed(op->getResult(0)))
    return true;
  return llvm::all_of(op->getUsers(), [](Operation *user) {
    auto shuffle = dyn_cast<vector::ShuffleOp>(user);
    return shuffle && isReversal(shuffle);
  });
}

/// A branch keeps the tiles that a loop carries, or computes new ones.
static LogicalResult verifyBranch(scf::IfOp branch) {
  for (auto [result, kept] :
       llvm::zip(branch.getResults(), branch.thenYield().getOperands()))
    if (isTile(result) && !isa<BlockArgument>(kept))
      return refuse(branch, "its first region must yield tiles that the loop "
                            "around it carries");
  return success();
}

/// Whether a tile is only ever used row by row, so that its rows are no lanes:
/// for the right operands of contractions, or to be written as such.
static bool isUsedByRows(Value tile) {
  return llvm::all_of(tile.getUses(), [](OpOperand &use) {
    if (isElementwise(use.getOwner()))
      return isUsedByRows(use.getOwner()->getResult(0));
    if (auto write = dyn_cast<vector::TransferWriteOp>(use.getOwner()))
      return !holdsColumns(write) && hasRows(write.getVector());
    return isa<vector::ContractionOp>(use.getOwner()) &&
           use.getOperandNumber() == 1;
  });
}

/// Checks that a tile goes straight to or from memory.
static LogicalResult verifyTransfer(VectorTransferOpInterface transfer) {
  if (!isa<MemRefType>(transfer.getShapedType()))
    return refuse(transfer, "it must be on a memref; run "
                            "--one-shot-bufferize first");
  if (transfer.getMask() ||
      !transfer.getPermutationMap().isProjectedPermutation())
    return refuse(transfer, "it must have no mask and broadcast no dimension");
  return success();
}

int64_t cpu::getTileRows(scf::ForallOp forall) {
  int64_t rows = 0;
  forall.walk([&](Operation *op) {
    Value tile;
    if (vector::ContractionOp contract = getRoot(op).getContraction())
      tile = contract.getLhs();
    else if (vector::MultiDimReductionOp reduction = getRoot(op).getReduction())
      tile = reduction.getSource();
    else if (auto write = dyn_cast<vector::TransferWriteOp>(op))
      tile = write.getVector();
    if (!tile || !isTile(tile))
      return WalkResult::advance();
    rows = cast<VectorType>(tile.getType()).getDimSize(0);
    return WalkResult::interrupt();
  });
  return rows;
}

/// Checks that rows of a tile fill the panel, or are few enough to be apart, as
/// all tiles of the program are.
static LogicalResult verifyRead(vector::TransferReadOp read, int64_t tileRows,
                                const CPUTarget &target) {
  if (failed(verifyTransfer(read)))
    return failure();
  if (isUsedByRows(read))
    return success();
  int64_t rows = read.getVectorType().getDimSize(0);
  if (rows != target.getTileQueries() && rows > target.getMaxRows())
    return refuse(read, "its " + Twine(rows) + " rows are not the " +
                            Twine(target.getTileQueries()) +
                            " lanes of the target's panel, nor at most " +
                            Twine(target.getMaxRows()));
  if (rows != tileRows)
    return refuse(read, "its " + Twine(rows) + " rows are not the " +
                            Twine(tileRows) + " of the program's other tiles");
  return success();
}

/// Checks an op that has a tile among its results or operands.
static LogicalResult verifyTileOp(Operation *op, int64_t tileRows,
                                  const CPUTarget &target) {
  if (auto read = dyn_cast<vector::TransferReadOp>(op))
    return verifyRead(read, tileRows, target);
  if (auto write = dyn_cast<vector::TransferWriteOp>(op))
    return verifyTransfer(write);
  if (isElementwise(op) ||
      isa<scf::ForOp, scf::YieldOp, vector::YieldOp, vector::BroadcastOp,
          vector::CreateMaskOp, vector::ConstantMaskOp>(op))
    return success();
  if (matchPattern(op, m_Constant()) && isSplat(op->getResult(0)))
    return success();
  if (isa<vector::TransposeOp>(op) && getBroadcastRow(op->getResult(0)))
    return success();
  if (auto scan = dyn_cast<vector::ScanOp>(op))
    return verifyScan(scan);
  if (auto branch = dyn_cast<scf::IfOp>(op))
    return verifyBranch(branch);
  if (isa<vector::TransposeOp, vector::ShuffleOp>(op) && isPartOfReversal(op))
    return success();
  return refuse(op, "no rule for this op on a tile");
}

LogicalResult cpu::verifyTileProgram(scf::ForallOp forall,
                                     const CPUTarget &target) {
  int64_t rows = getTileRows(forall);
  WalkResult result = forall.walk([&](Operation *op) {
    if (isa<vector::MaskOp>(op->getParentOp()))
      return WalkResult::advance();
    if (Root root = getRoot(op))
      return failed(verifyRoot(root)) ? WalkResult::interrupt()
                                      : WalkResult::advance();
    bool tiles = llvm::any_of(op->getOperands(), isTile) ||
                 llvm::any_of(op->getResults(), isTile);
    return tiles && failed(verifyTileOp(op, rows, target))
               ? WalkResult::interrupt()
               : WalkResult::advance();
  });
  return failure(result.wasInterrupted());
}
