//===- Scans.cpp - Running products along a dimension --------------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Neighbours along the scanned dimension are in registers for some bits of the
// coordinate and in lanes for others. From the lowest bit on, groups of
// elements become twice as large: each has what precedes its elements within
// the group, and the total.
//
//===----------------------------------------------------------------------===//

#include "TileDistributor.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"

using namespace mlir;
using namespace heddle;
using namespace heddle::simt;

/// Bits of the lane along `dim`; fails if a warp has some, or a lane's bit is
/// one of two dimensions.
static FailureOr<int64_t> getLaneMask(Operation *op, const Fragment &fragment,
                                      int64_t dim) {
  int64_t mask = 0;
  bool plain = !fragment.isPadded(dim);
  for (auto [bit, basis] : llvm::enumerate(fragment.getThreads().lane)) {
    if (basis[dim] == 0)
      continue;
    mask |= int64_t(1) << bit;
    plain &= llvm::isPowerOf2_64(basis[dim]) &&
             llvm::count_if(basis, [](int64_t c) { return c != 0; }) == 1;
  }
  for (const Coordinates &basis : fragment.getThreads().warp)
    plain &= basis[dim] == 0;
  if (!plain)
    return op->emitOpError("goes along dimension ")
           << dim << " of a tile, which must be whole in one warp, without "
           << "padding";
  return mask;
}

//===----------------------------------------------------------------------===//
// Reversal
//===----------------------------------------------------------------------===//

static bool isReversal(vector::ShuffleOp op) {
  int64_t last = op.getMask().size() - 1;
  if (op.getV1VectorType().getDimSize(0) != last + 1)
    return false;
  for (auto [i, from] : llvm::enumerate(op.getMask()))
    if (from != last - int64_t(i))
      return false;
  return true;
}

/// Coordinate c takes what n - 1 - c has: all bits of the lane are flipped, and
/// registers come in reverse.
static LogicalResult distributeShuffle(vector::ShuffleOp op,
                                       TileDistributor &d) {
  if (!isReversal(op))
    return op.emitOpError("is supported as a reversal of the first dimension "
                          "only");
  FailureOr<const Fragment *> fragment = d.getFragment(op.getV1());
  FailureOr<const Fragment *> result = d.getFragment(op);
  if (failed(fragment) || failed(result))
    return failure();
  const Fragment &from = **fragment;
  if (!(from == **result))
    return op.emitOpError("has a result of another layout than its operand's");
  FailureOr<int64_t> lanes = getLaneMask(op, from, 0);
  if (failed(lanes))
    return failure();
  int64_t last = from.getShape()[0] - 1 - from.getThreads().getBits(0);
  SmallVector<Value> elements = d.getElements(op.getV1()), reversed;
  for (int64_t i = 0; i != from.size(); ++i) {
    Coordinates at = from.getOffset(i);
    at[0] = last - at[0];
    Value value = elements[*from.find(at)];
    reversed.push_back(
        *lanes ? d.target.exchangeLanes(d.b, op.getLoc(), value, *lanes)
               : value);
  }
  d.setElements(op, reversed);
  d.erase(op);
  return success();
}

//===----------------------------------------------------------------------===//
// Scans
//===----------------------------------------------------------------------===//

namespace {
/// Elements that follow each other, as far as this thread has them.
struct ScanGroup {
  SmallVector<int64_t> registers;
  Value total;
};

class Scanner {
public:
  Scanner(vector::ScanOp op, TileDistributor &d, const Fragment &fragment)
      : op(op), d(d), fragment(fragment), dim(op.getReductionDim()),
        elements(d.getElements(op.getSource())), before(elements.size()) {}

  /// What each register's element is preceded by, with `starts` first.
  SmallVector<Value> scan(const Fragment &rows, ValueRange starts);

private:
  Value combine(Value a, Value b) {
    if (!a || !b)
      return a ? a : b;
    return vector::makeArithReduction(d.b, op.getLoc(), op.getKind(), a, b);
  }
  Value getIdentity(Type type) {
    int64_t identity = op.getKind() == vector::CombiningKind::MUL ? 1 : 0;
    if (isa<FloatType>(type))
      return arith::ConstantOp::create(d.b, d.b.getFloatAttr(type, identity));
    return arith::ConstantOp::create(d.b, d.b.getIntegerAttr(type, identity));
  }
  void joinRegisters(int64_t weight);
  void joinLanes(int64_t bit);

  vector::ScanOp op;
  TileDistributor &d;
  const Fragment &fragment;
  int64_t dim;
  SmallVector<Value> elements, before;
  std::map<Coordinates, ScanGroup> groups; // by the place of the first register
};
} // namespace

void Scanner::joinRegisters(int64_t weight) {
  for (auto &[place, low] : groups) {
    if (place[dim] & weight)
      continue;
    Coordinates next = place;
    next[dim] |= weight;
    auto high = groups.find(next);
    if (high == groups.end())
      continue;
    for (int64_t i : high->second.registers)
      before[i] = combine(low.total, before[i]);
    low.total = combine(low.total, high->second.total);
    llvm::append_range(low.registers, high->second.registers);
    groups.erase(high);
  }
}

void Scanner::joinLanes(int64_t bit) {
  Value own = arith::AndIOp::create(d.b, d.getLane(), d.i32(int64_t(1) << bit));
  Value isHigh =
      arith::CmpIOp::create(d.b, arith::CmpIPredicate::ne, own, d.i32(0));
  for (auto &[place, group] : groups) {
    Value other = d.target.exchangeLanes(d.b, op.getLoc(), group.total,
                                         int64_t(1) << bit);
    Value first = arith::SelectOp::create(d.b, isHigh, other,
                                          getIdentity(other.getType()));
    for (int64_t i : group.registers)
      before[i] = combine(first, before[i]);
    group.total = combine(other, group.total);
  }
}

SmallVector<Value> Scanner::scan(const Fragment &rows, ValueRange starts) {
  for (auto [i, element] : llvm::enumerate(elements))
    groups[fragment.getOffset(i)] = {{int64_t(i)}, element};
  int64_t weight = 1, bits = fragment.getThreads().getBits(dim);
  for (; weight <= bits; weight *= 2) {
    if (!(bits & weight)) {
      joinRegisters(weight);
      continue;
    }
    for (auto [bit, basis] : llvm::enumerate(fragment.getThreads().lane))
      if (basis[dim] == weight)
        joinLanes(bit);
  }
  // What is left follows in the order of registers, row by row.
  std::map<Coordinates, Value> running;
  for (auto &[place, group] : groups) {
    Coordinates row = place;
    row.erase(row.begin() + dim);
    Value &sum = running[row];
    if (!sum)
      sum = starts[*rows.find(row)];
    for (int64_t i : group.registers)
      before[i] = combine(sum, before[i]);
    sum = combine(sum, group.total);
  }
  return before;
}

static LogicalResult distributeScan(vector::ScanOp op, TileDistributor &d) {
  if (!op.getAccumulatedValue().use_empty() || op.getInclusive() ||
      !(op.getKind() == vector::CombiningKind::ADD ||
        op.getKind() == vector::CombiningKind::MUL))
    return op.emitOpError("is supported for exclusive sums and products whose "
                          "last value is not used only");
  FailureOr<const Fragment *> fragment = d.getFragment(op.getSource());
  FailureOr<const Fragment *> rows = d.getFragment(op.getInitialValue());
  FailureOr<const Fragment *> result = d.getFragment(op.getDest());
  if (failed(fragment) || failed(rows) || failed(result))
    return failure();
  if (!(**fragment == **result))
    return op.emitOpError("has a result of another layout than its operand's");
  if (failed(getLaneMask(op, **fragment, op.getReductionDim())))
    return failure();
  for (int64_t i = 0; i != (*fragment)->size(); ++i) {
    Coordinates row = (*fragment)->getOffset(i);
    row.erase(row.begin() + op.getReductionDim());
    if (!(*rows)->find(row))
      return op.emitOpError("has an initial value whose layout does not agree "
                            "with that of its operand");
  }
  Scanner scanner(op, d, **fragment);
  d.setElements(op.getDest(),
                scanner.scan(**rows, d.getElements(op.getInitialValue())));
  d.erase(op);
  return success();
}

void simt::addScans(DistributionTable &table) {
  table.add(distributeShuffle);
  table.add(distributeScan);
}
