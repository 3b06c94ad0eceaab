//===- Contractions.cpp - Products by matrix instructions ----------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A contraction becomes one matrix instruction for each piece of its iteration
// space that the instruction covers. Its left factor and its result are in
// registers. The right factor may lie in shared memory: it is then loaded piece
// by piece, just before it is multiplied.
//
//===----------------------------------------------------------------------===//

#include "LayoutAttributes.h"
#include "SharedMemory.h"
#include "TileDistributor.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"

using namespace mlir;
using namespace heddle;
using namespace heddle::simt;

namespace {
/// Which dimension of a factor is which of the product's.
struct Factor {
  Value tile;
  int64_t outer, reduced; // dimensions of the tile

  /// The coordinates of an element by its place along both.
  Coordinates at(int64_t alongOuter, int64_t alongReduced) const {
    Coordinates point(2);
    point[outer] = alongOuter;
    point[reduced] = alongReduced;
    return point;
  }
  Coordinates at(const Coordinates &point) const {
    return at(point[0], point[1]);
  }
};

/// One contraction, C[m, n] += A[m, k] B[n, k].
class Contraction {
public:
  Contraction(vector::ContractionOp op, TileDistributor &d) : op(op), d(d) {}

  LogicalResult prepare();
  LogicalResult emit();

private:
  LogicalResult prepare(const Factor &factor, const OperandLayout &layout,
                        std::unique_ptr<SharedReader> &shared,
                        const Fragment *&fragment,
                        SmallVector<Value> &elements);
  LogicalResult readFactors();
  LogicalResult verifyLeft();
  LogicalResult verifyLayouts();
  LogicalResult verifyFactor(const Factor &factor, const Fragment &fragment,
                             const OperandLayout &layout, StringRef name);
  LogicalResult findOrigins();
  SmallVector<Value> getWords(const Fragment &fragment, const Factor &factor,
                              ArrayRef<Value> elements,
                              const OperandLayout &layout, int64_t outer,
                              int64_t reduced);
  SmallVector<Value> getLeft(int64_t m, int64_t k);
  SharedFactor getSharedLeft(int64_t m);
  FailureOr<LeftFactor> getLeftOfRows(int64_t m);
  SmallVector<Value> getRight(int64_t n, int64_t k);
  Value mask(Value element, const Factor &factor, const Fragment &fragment,
             const Coordinates &at);
  void multiply(int64_t m, int64_t n, int64_t k);
  LogicalResult emitPieces();
  LogicalResult verifyWarpgroups();
  LogicalResult emitRows(int64_t m);

  vector::ContractionOp op;
  TileDistributor &d;
  MatrixInstruction instruction;
  Factor left, right;
  const Fragment *leftFragment = nullptr, *rightFragment = nullptr,
                 *resultFragment = nullptr;
  SmallVector<Value> leftElements, rightElements, sums;
  std::unique_ptr<SharedReader> leftReader, reader; // null: in registers
  Value bound; // of the reduced dimension; null for none
  int64_t depth = 0;
  SmallVector<int64_t> rows, columns; // where instructions begin
  std::map<std::pair<int64_t, int64_t>, SmallVector<Value>> leftWords,
      rightWords;
};
} // namespace

LogicalResult Contraction::readFactors() {
  FailureOr<ProductDims> dims = getProductDims(op);
  if (failed(dims))
    return failure();
  left = {op.getLhs(), dims->leftOuter, dims->leftReduced};
  right = {op.getRhs(), dims->rightOuter, dims->rightReduced};
  depth = op.getLhsType().getDimSize(left.reduced);
  if (Value extent = getReducedBound(op, *dims))
    bound = d.toI32(extent);
  return success();
}

/// The threads of a fragment hold what those of the instruction do, and each
/// warp has rows of its own.
LogicalResult Contraction::verifyFactor(const Factor &factor,
                                        const Fragment &fragment,
                                        const OperandLayout &layout,
                                        StringRef name) {
  ArrayRef<Coordinates> have = fragment.getThreads().lane;
  bool same = have.size() == layout.lane.size();
  for (size_t i = 0; same && i != have.size(); ++i)
    same = have[i] == factor.at(layout.lane[i]);
  for (const Coordinates &basis : fragment.getThreads().warp)
    same &= basis[factor.reduced] == 0;
  if (same)
    return success();
  return op.emitOpError("has a ")
         << name << " whose layout is not that of its instruction, "
         << instruction.name << ": insert heddle_gpu.convert_layout";
}

LogicalResult Contraction::verifyLeft() {
  if (leftReader)
    return success();
  if (failed(verifyFactor(left, *leftFragment, instruction.a, "left factor")))
    return failure();
  for (auto [own, of] : llvm::zip_equal(resultFragment->getThreads().warp,
                                        leftFragment->getThreads().warp))
    if (own[0] != of[left.outer])
      return op.emitOpError("has a left factor whose rows are in other warps "
                            "than those of the result");
  return success();
}

LogicalResult Contraction::verifyLayouts() {
  Factor result = {op.getResult(), 0, 1};
  if (resultFragment->getThreads().lane != instruction.c.lane)
    return verifyFactor(result, *resultFragment, instruction.c, "result");
  if (failed(verifyLeft()))
    return failure();
  if (reader)
    return success();
  return verifyFactor(right, *rightFragment, instruction.b, "right factor");
}

/// Where instructions begin: places of the result whose other registers follow
/// as the instruction has them.
LogicalResult Contraction::findOrigins() {
  SmallVector<Coordinates> points = instruction.c.getPoints();
  std::set<int64_t> rowSet, columnSet;
  std::set<int64_t> taken;
  for (int64_t i = 0; i != resultFragment->size(); ++i) {
    if (taken.count(i))
      continue;
    Coordinates origin = resultFragment->getOffset(i);
    for (const Coordinates &point : points) {
      std::optional<int64_t> place =
          resultFragment->find({origin[0] + point[0], origin[1] + point[1]});
      if (!place)
        return op.emitOpError("has a result whose registers are not those of "
                              "its instruction, ")
               << instruction.name;
      taken.insert(*place);
    }
    rowSet.insert(origin[0]);
    columnSet.insert(origin[1]);
  }
  rows.assign(rowSet.begin(), rowSet.end());
  columns.assign(columnSet.begin(), columnSet.end());
  return success();
}

/// Finds a factor in shared memory or in registers.
LogicalResult Contraction::prepare(const Factor &factor,
                                   const OperandLayout &layout,
                                   std::unique_ptr<SharedReader> &shared,
                                   const Fragment *&fragment,
                                   SmallVector<Value> &elements) {
  if (isLazyRead(factor.tile)) {
    shared = std::make_unique<SharedReader>(
        d, factor.tile.getDefiningOp<vector::TransferReadOp>(), layout,
        factor.outer, factor.reduced);
    return success();
  }
  FailureOr<const Fragment *> of = d.getFragment(factor.tile);
  if (failed(of))
    return failure();
  fragment = *of;
  elements = d.getElements(factor.tile);
  return success();
}

LogicalResult Contraction::prepare() {
  FailureOr<MatrixInstruction> chosen = getInstruction(op);
  if (failed(chosen))
    return failure();
  instruction = std::move(*chosen);
  if (failed(readFactors()))
    return failure();
  FailureOr<const Fragment *> c = d.getFragment(getMaskedResult(op));
  if (failed(c))
    return failure();
  resultFragment = *c;
  sums = d.getElements(op.getAcc());
  if (int64_t(sums.size()) != resultFragment->size())
    return op.emitOpError("adds to a tile of another layout than its result's");
  if (failed(prepare(left, instruction.a, leftReader, leftFragment,
                     leftElements)) ||
      failed(prepare(right, instruction.b, reader, rightFragment,
                     rightElements)) ||
      failed(verifyLayouts()))
    return failure();
  return findOrigins();
}

/// `element`, or 0 where it is past the bound of the reduced dimension.
Value Contraction::mask(Value element, const Factor &factor,
                        const Fragment &fragment, const Coordinates &at) {
  bool padded = fragment.isPadded(factor.reduced);
  if (!bound && !padded)
    return element;
  Value limit = bound ? bound : d.i32(depth);
  Value place = d.getPlace(fragment.getThreads(), factor.reduced);
  Value coordinate =
      d.b.createOrFold<arith::AddIOp>(place, d.i32(at[factor.reduced]));
  Value inside =
      arith::CmpIOp::create(d.b, arith::CmpIPredicate::slt, coordinate, limit);
  Value zero =
      arith::ConstantOp::create(d.b, d.b.getZeroAttr(element.getType()));
  return arith::SelectOp::create(d.b, inside, element, zero);
}

/// The registers of an operand of the instruction at (outer, reduced).
SmallVector<Value> Contraction::getWords(const Fragment &fragment,
                                         const Factor &factor,
                                         ArrayRef<Value> elements,
                                         const OperandLayout &layout,
                                         int64_t outer, int64_t reduced) {
  SmallVector<Value> words;
  for (const Coordinates &point : layout.getPoints()) {
    Coordinates at = factor.at(outer + point[0], reduced + point[1]);
    std::optional<int64_t> place = fragment.find(at);
    if (!place)
      return {};
    words.push_back(mask(elements[*place], factor, fragment, at));
  }
  return isPaired(words.front().getType()) ? d.pair(words) : words;
}

SmallVector<Value> Contraction::getLeft(int64_t m, int64_t k) {
  SmallVector<Value> &words = leftWords[{m, k}];
  if (words.empty())
    words = getWords(*leftFragment, left, leftElements, instruction.a, m, k);
  return words;
}

SmallVector<Value> Contraction::getRight(int64_t n, int64_t k) {
  SmallVector<Value> &words = rightWords[{n, k}];
  if (!words.empty())
    return words;
  if (!reader)
    return words = getWords(*rightFragment, right, rightElements, instruction.b,
                            n, k);
  words = reader->load(n, k);
  if (bound)
    words = reader->mask(words, k, bound);
  return words;
}

void Contraction::multiply(int64_t m, int64_t n, int64_t k) {
  SmallVector<int64_t> places;
  SmallVector<Value> c;
  for (const Coordinates &point : instruction.c.getPoints()) {
    places.push_back(*resultFragment->find({m + point[0], n + point[1]}));
    c.push_back(sums[places.back()]);
  }
  SmallVector<Value> result = d.target.multiplyMatrices(
      d.b, op.getLoc(), instruction, getLeft(m, k), getRight(n, k), c);
  for (auto [place, value] : llvm::zip_equal(places, result))
    sums[place] = value;
}

/// Steps of the reduced dimension that one load of the right factor serves come
/// next to each other.
LogicalResult Contraction::emitPieces() {
  int64_t step = instruction.k;
  int64_t group = step * (reader ? reader->getStepsOfLoad() : 1);
  for (int64_t first = 0; first < depth; first += group)
    for (int64_t n : columns)
      for (int64_t k = first; k < std::min(first + group, depth); k += step) {
        if (getRight(n, k).empty())
          return op.emitOpError(
                     "has a right factor that lacks registers of its "
                     "instruction, ")
                 << instruction.name;
        for (int64_t m : rows) {
          if (getLeft(m, k).empty())
            return op.emitOpError("has a left factor that lacks registers of "
                                  "its instruction, ")
                   << instruction.name;
          multiply(m, n, k);
        }
      }
  return success();
}

/// The right factor is in shared memory as it is, columns follow each other,
/// and so do the rows of the warps that work together.
LogicalResult Contraction::verifyWarpgroups() {
  if (!reader || bound)
    return op.emitOpError("has a right factor that is not in shared memory, "
                          "where its instruction reads it: ")
           << instruction.name;
  ArrayRef<Coordinates> warps = resultFragment->getThreads().warp;
  int64_t rowsOfWarp = instruction.m / instruction.warps;
  bool follow = columns.back() == int64_t(columns.size() - 1) * instruction.n &&
                (int64_t(1) << warps.size()) >= instruction.warps;
  for (int64_t bit = 0; follow && 1 << bit < instruction.warps; ++bit)
    follow = warps[bit] == Coordinates{rowsOfWarp << bit, 0};
  if (follow)
    return success();
  return op.emitOpError("has a result whose rows or columns are not those of "
                        "its instruction, ")
         << instruction.name;
}

/// The rows of a left factor in shared memory that follow `m`, of those of the
/// warps that work together.
SharedFactor Contraction::getSharedLeft(int64_t m) {
  SmallVector<int64_t> rowsOfWarps =
      llvm::map_to_vector(resultFragment->getThreads().warp,
                          [](const Coordinates &basis) { return basis[0]; });
  for (int64_t bit = 0; 1 << bit < instruction.warps; ++bit)
    rowsOfWarps[bit] = 0;
  return leftReader->getFactor(instruction.panelBytes, m, rowsOfWarps);
}

FailureOr<LeftFactor> Contraction::getLeftOfRows(int64_t m) {
  LeftFactor factor;
  if (leftReader) {
    factor.shared = getSharedLeft(m);
    return factor;
  }
  for (int64_t k = 0; k < depth; k += instruction.k) {
    SmallVector<Value> words = getLeft(m, k);
    if (words.empty())
      return op.emitOpError("has a left factor that lacks registers of its "
                            "instruction, ")
             << instruction.name;
    llvm::append_range(factor.words, words);
  }
  return factor;
}

/// One instruction for all columns and steps of some rows.
LogicalResult Contraction::emitRows(int64_t m) {
  FailureOr<LeftFactor> a = getLeftOfRows(m);
  if (failed(a))
    return failure();
  SmallVector<Value> c;
  SmallVector<int64_t> places;
  for (int64_t n : columns)
    for (const Coordinates &point : instruction.c.getPoints()) {
      places.push_back(*resultFragment->find({m + point[0], n + point[1]}));
      c.push_back(sums[places.back()]);
    }
  SmallVector<Value> result = d.target.startProduct(
      d.b, op.getLoc(), instruction, llvm::divideCeil(depth, instruction.k), *a,
      reader->getFactor(instruction.panelBytes), c);
  for (auto [place, value] : llvm::zip_equal(places, result))
    sums[place] = value;
  return success();
}

LogicalResult Contraction::emit() {
  if (!instruction.readsShared()) {
    if (failed(emitPieces()))
      return failure();
  } else {
    if (failed(verifyWarpgroups()))
      return failure();
    for (int64_t m : rows)
      if (failed(emitRows(m)))
        return failure();
  }
  if (instruction.readsShared())
    d.setStartedElements(getMaskedResult(op), sums, rows.size());
  else
    d.setElements(getMaskedResult(op), sums);
  d.erase(op);
  return success();
}

static LogicalResult distributeContraction(vector::ContractionOp op,
                                           TileDistributor &d) {
  Contraction contraction(op, d);
  if (failed(contraction.prepare()))
    return failure();
  return contraction.emit();
}

void simt::addContractions(DistributionTable &table) {
  table.add(distributeContraction);
}
