//===- Reductions.cpp - Many numbers to one ------------------------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A thread combines its own registers, then lanes exchange what they have, bit
// by bit of their number. Only what lies in several warps goes through shared
// memory.
//
//===----------------------------------------------------------------------===//

#include "LayoutAttributes.h"
#include "TileDistributor.h"

#include "heddle/Dialect/Heddle/Transforms/TileWork.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"

using namespace mlir;
using namespace heddle;
using namespace heddle::simt;
using vector::CombiningKind;

namespace {
/// A reduction of `source` to the fragment `to`, or to one number if that is
/// null.
class Reducer {
public:
  Reducer(Operation *op, TileDistributor &d, CombiningKind kind, Value source,
          SmallVector<bool> reduced)
      : op(op), d(d), kind(kind), source(source), reduced(std::move(reduced)) {}

  /// Columns, by dimension, that count: null where all do.
  SmallVector<Value> bounds;

  LogicalResult prepare(const Fragment *to);
  /// The elements of register `index` of the result, combined in this thread.
  SmallVector<Value> addPairs(ValueRange all);
  Value combineRegisters(int64_t index, Value start);
  Value combineLanes(Value value);
  LogicalResult verifyWithinWarps();
  Value combineWarps(Value value);
  Value combine(Value a, Value b) {
    return vector::makeArithReduction(
        d.b, op->getLoc(), kind, a, b,
        arith::FastMathFlagsAttr::get(d.b.getContext(),
                                      arith::FastMathFlags::contract));
  }
  /// Whether combining a number twice is as good as once.
  bool isIdempotent() const {
    return kind != CombiningKind::ADD && kind != CombiningKind::MUL &&
           kind != CombiningKind::XOR;
  }
  SmallVector<int64_t> lanes, warps; // bits across which the result lies

private:
  TypedAttr getNeutral(Type type);
  Value mask(Value element, int64_t index);

  Operation *op;
  TileDistributor &d;
  CombiningKind kind;
  Value source;
  SmallVector<bool> reduced;
  const Fragment *from = nullptr;
  SmallVector<Value> elements;
  SmallVector<SmallVector<int64_t>> groups; // registers, by that of the result
};
} // namespace

static bool isReducedBit(const Coordinates &basis, ArrayRef<bool> reduced) {
  return llvm::any_of(llvm::zip_equal(basis, reduced), [](auto pair) {
    return std::get<0>(pair) != 0 && std::get<1>(pair);
  });
}

LogicalResult Reducer::prepare(const Fragment *to) {
  FailureOr<const Fragment *> fragment = d.getFragment(source);
  if (failed(fragment))
    return failure();
  from = *fragment;
  elements = d.getElements(source);
  groups.resize(to ? to->size() : 1);
  auto disagree = [&] {
    return op->emitOpError("has a result whose layout does not agree with "
                           "that of its operand");
  };
  for (int64_t i = 0; i != from->size(); ++i) {
    Coordinates kept;
    for (auto [dim, gone] : llvm::enumerate(reduced))
      if (!gone)
        kept.push_back(from->getOffset(i)[dim]);
    std::optional<int64_t> group = to ? to->find(kept) : 0;
    if (!group)
      return disagree();
    groups[*group].push_back(i);
  }
  // Registers that hold the same number twice have nothing to reduce.
  if (llvm::any_of(groups, [](ArrayRef<int64_t> own) { return own.empty(); }))
    return disagree();
  for (auto [bit, basis] : llvm::enumerate(from->getThreads().lane))
    if (isReducedBit(basis, reduced) &&
        !(to && llvm::is_contained(to->getPartial(), bit)))
      lanes.push_back(bit);
  for (auto [bit, basis] : llvm::enumerate(from->getThreads().warp))
    if (isReducedBit(basis, reduced))
      warps.push_back(bit);
  return success();
}

LogicalResult Reducer::verifyWithinWarps() {
  if (warps.empty())
    return success();
  return op->emitOpError("reduces a dimension that lies in ")
         << (1 << warps.size())
         << " warps, which is supported for whole vectors only: keep the "
            "dimension in one warp";
}

TypedAttr Reducer::getNeutral(Type type) {
  auto number = [&](double value) -> TypedAttr {
    if (isa<FloatType>(type))
      return d.b.getFloatAttr(type, value);
    return d.b.getIntegerAttr(type, static_cast<int64_t>(value));
  };
  double infinity = std::numeric_limits<double>::infinity();
  switch (kind) {
  case CombiningKind::MAXNUMF:
  case CombiningKind::MAXIMUMF:
    return number(-infinity);
  case CombiningKind::MINNUMF:
  case CombiningKind::MINIMUMF:
    return number(infinity);
  case CombiningKind::MUL:
    return number(1);
  case CombiningKind::MAXSI:
    return d.b.getIntegerAttr(
        type, APInt::getSignedMinValue(type.getIntOrFloatBitWidth()));
  case CombiningKind::MINSI:
    return d.b.getIntegerAttr(
        type, APInt::getSignedMaxValue(type.getIntOrFloatBitWidth()));
  case CombiningKind::AND:
  case CombiningKind::MINUI:
    return d.b.getIntegerAttr(type,
                              APInt::getAllOnes(type.getIntOrFloatBitWidth()));
  default:
    return number(0);
  }
}

/// `element`, or what does nothing where it is past a bound.
Value Reducer::mask(Value element, int64_t index) {
  for (int64_t dim = 0; dim != from->getRank(); ++dim) {
    bool bounded = dim < int64_t(bounds.size()) && bounds[dim];
    if (!bounded && !(reduced[dim] && from->isPadded(dim)))
      continue;
    Value bound = bounded ? d.toI32(bounds[dim]) : d.i32(from->getShape()[dim]);
    Value inside =
        arith::CmpIOp::create(d.b, arith::CmpIPredicate::slt,
                              d.getCoordinate(*from, index, dim), bound);
    Value neutral =
        arith::ConstantOp::create(d.b, getNeutral(element.getType()));
    element = arith::SelectOp::create(d.b, inside, element, neutral);
  }
  return element;
}

/// Two or three numbers that add up to all of them: every other number is added
/// up, and the rest beside them in the same instructions.
SmallVector<Value> Reducer::addPairs(ValueRange all) {
  Value sum;
  for (size_t i = 0; i + 1 < all.size(); i += 2) {
    Value both = d.pair({all[i], all[i + 1]}).front();
    sum = sum ? arith::AddFOp::create(d.b, sum, both).getResult() : both;
  }
  SmallVector<Value> sums;
  for (int64_t number : {0, 1})
    sums.push_back(vector::ExtractOp::create(d.b, sum, number));
  if (all.size() % 2)
    sums.push_back(all.back());
  return sums;
}

Value Reducer::combineRegisters(int64_t index, Value start) {
  SmallVector<Value> all = llvm::map_to_vector(
      groups[index], [&](int64_t i) { return mask(elements[i], i); });
  constexpr size_t few = 4;
  if (d.target.packsF32() && kind == CombiningKind::ADD && all.size() >= few &&
      all.front().getType().isF32())
    all = addPairs(all);
  for (Value element : all)
    start = start ? combine(start, element) : element;
  return start;
}

Value Reducer::combineLanes(Value value) {
  for (int64_t bit : lanes)
    value = combine(value, d.target.exchangeLanes(d.b, op->getLoc(), value,
                                                  int64_t(1) << bit));
  return value;
}

/// One number of each warp: the first lane writes it, then all threads read
/// what all warps wrote.
Value Reducer::combineWarps(Value value) {
  int64_t number = d.getThreads() / d.target.getWarpSize();
  if (number == 1)
    return value;
  Type pointer = LLVM::LLVMPointerType::get(d.b.getContext(), 3);
  Type type = value.getType();
  Value scratch = d.getScratch(number * 4);
  Value first = arith::CmpIOp::create(d.b, arith::CmpIPredicate::eq,
                                      d.getLane(), d.i32(0));
  Value own = arith::AddIOp::create(
      d.b, scratch, arith::ShLIOp::create(d.b, d.getWarp(), d.i32(2)));
  scf::IfOp::create(d.b, first, [&](OpBuilder &b, Location loc) {
    Value address = LLVM::IntToPtrOp::create(b, loc, pointer, own);
    LLVM::StoreOp::create(b, loc, value, address);
    scf::YieldOp::create(b, loc);
  });
  d.waitForThreads();
  Value sum, base = LLVM::IntToPtrOp::create(d.b, pointer, scratch);
  for (int64_t i = 0; i != number; ++i) {
    Value address = LLVM::GEPOp::create(d.b, pointer, type, base,
                                        ArrayRef<LLVM::GEPArg>{int32_t(i)});
    Value part = LLVM::LoadOp::create(d.b, type, address);
    sum = sum ? combine(sum, part) : part;
  }
  d.waitForThreads();
  return sum;
}

/// The bounds of the mask around `op`, if any.
static SmallVector<Value> getMaskBounds(Operation *op) {
  auto mask = dyn_cast<vector::MaskOp>(op->getParentOp());
  if (!mask)
    return {};
  return mask.getMask().getDefiningOp<vector::CreateMaskOp>().getOperands();
}

static LogicalResult distributeReduction(vector::MultiDimReductionOp op,
                                         TileDistributor &d) {
  Value result = getMaskedResult(op);
  FailureOr<const Fragment *> to = d.getFragment(result);
  if (failed(to))
    return failure();
  Reducer reducer(op, d, op.getKind(), op.getSource(), op.getReductionMask());
  reducer.bounds = getMaskBounds(op);
  if (failed(reducer.prepare(*to)) || failed(reducer.verifyWithinWarps()))
    return failure();
  bool first = reducer.lanes.empty() || reducer.isIdempotent();
  SmallVector<Value> starts = d.getElements(op.getAcc()), results;
  if (int64_t(starts.size()) != (*to)->size())
    return op->emitOpError(
        "adds to a tile of another layout than its result's");
  for (int64_t i = 0; i != (*to)->size(); ++i) {
    Value value = reducer.combineRegisters(i, first ? starts[i] : Value());
    value = reducer.combineLanes(value);
    results.push_back(first ? value : reducer.combine(starts[i], value));
  }
  d.setElements(result, results);
  d.erase(op);
  return success();
}

static LogicalResult distributeWhole(vector::ReductionOp op,
                                     TileDistributor &d) {
  Reducer reducer(op, d, op.getKind(), op.getVector(), {true});
  if (failed(reducer.prepare(nullptr)))
    return failure();
  Value value = reducer.combineRegisters(0, {});
  if (isVote(op)) {
    // Each warp decides for its own rows.
    value = d.target.isAnyLane(d.b, op.getLoc(), value);
    if (Attribute rare = op->getDiscardableAttr(rareAttrName))
      value.getDefiningOp()->setDiscardableAttr(rareAttrName, rare);
    op.replaceAllUsesWith(value);
    d.erase(op);
    return success();
  }
  value = reducer.combineLanes(value);
  if (!reducer.warps.empty())
    value = reducer.combineWarps(value);
  if (op.getAcc())
    value = reducer.combine(value, op.getAcc());
  op.replaceAllUsesWith(value);
  d.erase(op);
  return success();
}

/// What stands in the mask reads its bounds.
static LogicalResult distributeMasked(vector::MaskOp op, TileDistributor &d) {
  if (!op.getMask().getDefiningOp<vector::CreateMaskOp>() || op.getPassthru())
    return op.emitOpError(
        "is supported with a mask by vector.create_mask and no passthru only");
  Operation *inner = op.getMaskableOp();
  if (!isa_and_nonnull<vector::MultiDimReductionOp, vector::ContractionOp>(
          inner))
    return op.emitOpError("is supported around reductions and contractions "
                          "only");
  d.erase(op);
  return d.distributeAt(inner, op);
}

void simt::addReductions(DistributionTable &table) {
  table.add(distributeReduction);
  table.add(distributeWhole);
  table.add(distributeMasked);
}
