//===- EvaluateLinalg.cpp - linalg.generic in numbers ---------------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "EvaluateOps.h"
#include "Parallel.h"
#include "RegionProgram.h"

#include "mlir/Dialect/Linalg/Transforms/Transforms.h"
#include "mlir/Dialect/Linalg/Utils/Utils.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/IR/PatternMatch.h"
#include "mlir/IR/TypeUtilities.h"
#include "llvm/Support/MathExtras.h"

#include <numeric>

using namespace heddle;
using namespace heddle::reference;
using namespace mlir;

//===----------------------------------------------------------------------===//
// Other ops as linalg.generic
//===----------------------------------------------------------------------===//

bool heddle::reference::hasNumbers(Operation *op) {
  return llvm::any_of(op->getOperandTypes(), [](Type type) {
    return isa<FloatType>(getElementTypeOrSelf(type));
  });
}

static void writeAsGeneric(IRRewriter &rewriter, Operation *op) {
  rewriter.setInsertionPoint(op);
  if (auto copy = dyn_cast<memref::CopyOp>(op)) {
    linalg::makeMemRefCopyOp(rewriter, op->getLoc(), copy.getSource(),
                             copy.getTarget());
    rewriter.eraseOp(op);
    return;
  }
  // It only fails on ops that are generic already.
  (void)linalg::generalizeNamedOp(rewriter, cast<linalg::LinalgOp>(op));
}

void heddle::reference::writeAsGeneric(ModuleOp module) {
  module.getContext()->loadDialect<linalg::LinalgDialect>();
  SmallVector<Operation *> found;
  module.walk([&](Operation *op) {
    if (isa<linalg::LinalgOp, memref::CopyOp>(op) && hasNumbers(op))
      found.push_back(op);
  });
  IRRewriter rewriter(module.getContext());
  for (Operation *op : found)
    ::writeAsGeneric(rewriter, op);
}

//===----------------------------------------------------------------------===//
// Affine maps
//===----------------------------------------------------------------------===//

static int64_t evaluate(AffineExpr expr, ArrayRef<int64_t> point) {
  if (auto dim = dyn_cast<AffineDimExpr>(expr))
    return point[dim.getPosition()];
  if (auto constant = dyn_cast<AffineConstantExpr>(expr))
    return constant.getValue();
  auto binary = cast<AffineBinaryOpExpr>(expr);
  int64_t lhs = evaluate(binary.getLHS(), point);
  int64_t rhs = evaluate(binary.getRHS(), point);
  switch (expr.getKind()) {
  case AffineExprKind::Add:
    return lhs + rhs;
  case AffineExprKind::Mul:
    return lhs * rhs;
  case AffineExprKind::Mod:
    return lhs - rhs * llvm::divideFloorSigned(lhs, rhs);
  case AffineExprKind::FloorDiv:
    return llvm::divideFloorSigned(lhs, rhs);
  default:
    return llvm::divideCeilSigned(lhs, rhs);
  }
}

static SmallVector<int64_t> evaluate(AffineMap map, ArrayRef<int64_t> point) {
  return llvm::map_to_vector(
      map.getResults(), [&](AffineExpr expr) { return evaluate(expr, point); });
}

static bool isLinear(AffineMap map) {
  bool linear = true;
  map.walkExprs([&](AffineExpr expr) {
    linear &= expr.getKind() != AffineExprKind::Mod &&
              expr.getKind() != AffineExprKind::FloorDiv &&
              expr.getKind() != AffineExprKind::CeilDiv;
  });
  return linear;
}

//===----------------------------------------------------------------------===//
// Evaluation
//===----------------------------------------------------------------------===//

namespace {

/// Runs the body for one point of all reduction loops after the other, and for
/// many points of the last parallel loop at once: the lanes.
class GenericEvaluator {
public:
  GenericEvaluator(linalg::GenericOp op, const Arguments &arguments,
                   ArrayRef<View> results, const EvaluationOptions &options);

  void run();

private:
  /// An operand or a result: which element it has at a point.
  struct Access {
    AffineMap map;
    Argument argument;
    bool isNumber;
  };
  /// Consecutive elements, one for each lane.
  struct LaneRange {
    int64_t place, stride;
  };

  static constexpr int64_t lanesPerItem = 1024;

  bool isSeparable();
  void chooseLoops();
  void runItem(int64_t item, RegionFrame &frame) const;
  void runLanes(SmallVector<int64_t> &point, int64_t numLanes,
                RegionFrame &frame) const;
  LaneRange findLanes(const Access &access, SmallVector<int64_t> &point) const;
  void load(const Access &access, size_t slot, SmallVector<int64_t> &point,
            RegionFrame &frame) const;
  static void loadNumbers(const View &view, LaneRange range, int64_t numLanes,
                          std::vector<double> &numbers);
  static void loadIntegers(const View &view, LaneRange range, int64_t numLanes,
                           std::vector<int64_t> &integers);
  void loadIndices(ArrayRef<int64_t> point, RegionFrame &frame) const;
  void store(const Access &access, size_t slot, SmallVector<int64_t> &point,
             const RegionFrame &frame) const;
  SmallVector<int64_t> extentsOf(ArrayRef<unsigned> dims) const;

  linalg::GenericOp op;
  RegionProgram program;
  unsigned numThreads;
  bool showProgress;
  /// In the order of the body's arguments; results stand in for destinations.
  SmallVector<Access> accesses;
  SmallVector<int64_t> extents;

  std::optional<unsigned> laneDim;
  /// Loops whose points do not depend on each other, and the others.
  SmallVector<unsigned> itemDims, innerDims;
};

} // namespace

static RegionRounding roundingOf(const EvaluationOptions &options) {
  return options.precision == Precision::Exact ? RegionRounding::None
                                               : RegionRounding::All;
}

GenericEvaluator::GenericEvaluator(linalg::GenericOp op,
                                   const Arguments &arguments,
                                   ArrayRef<View> results,
                                   const EvaluationOptions &options)
    : op(op), program(op.getRegion(), arguments, roundingOf(options)),
      numThreads(resolveThreads(options.numThreads)),
      showProgress(options.showProgress) {
  SmallVector<int64_t> sizes;
  for (OpOperand &operand : op->getOpOperands()) {
    Argument argument = arguments.operands[operand.getOperandNumber()];
    llvm::append_range(sizes, argument.view.sizes);
    if (op.isDpsInit(&operand)) {
      const View &result =
          results[operand.getOperandNumber() - op.getNumDpsInputs()];
      forEachIndex(result.sizes, [&](ArrayRef<int64_t> index) {
        result.store(index, argument.view.load(index));
      });
      argument.view = result;
    }
    accesses.push_back(
        {op.getMatchingIndexingMap(&operand), argument,
         isa<FloatType>(getElementTypeOrSelf(operand.get().getType()))});
  }
  extents = evaluate(op.getShapesToLoopsMap(), sizes);
  chooseLoops();
}

/// Whether every point of the parallel loops has results of its own.
bool GenericEvaluator::isSeparable() {
  SmallVector<unsigned> parallel;
  op.getParallelDims(parallel);
  return llvm::all_of(op.getDpsInitsMutable(), [&](OpOperand &init) {
    AffineMap map = op.getMatchingIndexingMap(&init);
    return map.isProjectedPermutation() &&
           map.getNumResults() == parallel.size() &&
           llvm::all_of(parallel,
                        [&](unsigned dim) { return map.isFunctionOfDim(dim); });
  });
}

void GenericEvaluator::chooseLoops() {
  auto all = llvm::to_vector(llvm::seq<unsigned>(0, op.getNumLoops()));
  if (!isSeparable()) {
    innerDims = all;
    return;
  }
  op.getParallelDims(itemDims);
  op.getReductionDims(innerDims);
  bool canStride = llvm::all_of(
      accesses, [](const Access &access) { return isLinear(access.map); });
  if (canStride && !itemDims.empty())
    laneDim = itemDims.pop_back_val();
}

SmallVector<int64_t>
GenericEvaluator::extentsOf(ArrayRef<unsigned> dims) const {
  return llvm::map_to_vector(dims, [&](unsigned dim) { return extents[dim]; });
}

GenericEvaluator::LaneRange
GenericEvaluator::findLanes(const Access &access,
                            SmallVector<int64_t> &point) const {
  const View &view = access.argument.view;
  int64_t place = view.place(evaluate(access.map, point));
  if (!laneDim)
    return {place, 0};
  ++point[*laneDim];
  int64_t next = view.place(evaluate(access.map, point));
  --point[*laneDim];
  return {place, next - place};
}

/// Elements of type `Element`, without a call for each.
template <class Element>
static void copyLanes(const View &view, int64_t place, int64_t stride,
                      std::vector<double> &numbers) {
  const auto *element = static_cast<const Element *>(view.data) + place;
  for (double &number : numbers) {
    number = *element;
    element += stride;
  }
}

void GenericEvaluator::loadNumbers(const View &view, LaneRange range,
                                   int64_t numLanes,
                                   std::vector<double> &numbers) {
  numbers.resize(numLanes);
  if (range.stride == 0)
    return numbers.assign(
        numLanes, rt::loadElement(view.type, view.elementAt(range.place)));
  if (view.type == rt::ElementType::F64)
    return copyLanes<double>(view, range.place, range.stride, numbers);
  if (view.type == rt::ElementType::F32)
    return copyLanes<float>(view, range.place, range.stride, numbers);
  for (int64_t lane = 0; lane < numLanes; ++lane)
    numbers[lane] = rt::loadElement(
        view.type, view.elementAt(range.place + lane * range.stride));
}

void GenericEvaluator::loadIntegers(const View &view, LaneRange range,
                                    int64_t numLanes,
                                    std::vector<int64_t> &integers) {
  integers.resize(numLanes);
  for (int64_t lane = 0; lane < numLanes; ++lane)
    integers[lane] = rt::loadInteger(
        view.type, view.elementAt(range.place + lane * range.stride));
}

void GenericEvaluator::load(const Access &access, size_t slot,
                            SmallVector<int64_t> &point,
                            RegionFrame &frame) const {
  std::vector<double> &numbers = frame.numbers[slot];
  std::vector<int64_t> &integers = frame.integers[slot];
  const View &view = access.argument.view;
  if (!view) {
    numbers.assign(frame.numLanes, access.argument.number);
    integers.assign(frame.numLanes, access.argument.integer);
    return;
  }
  LaneRange range = findLanes(access, point);
  if (access.isNumber)
    loadNumbers(view, range, frame.numLanes, numbers);
  else
    loadIntegers(view, range, frame.numLanes, integers);
}

void GenericEvaluator::loadIndices(ArrayRef<int64_t> point,
                                   RegionFrame &frame) const {
  for (auto [dim, slot] : program.getIndexSlots()) {
    std::vector<int64_t> &indices = frame.integers[slot];
    indices.assign(frame.numLanes, point[dim]);
    if (laneDim == dim)
      std::iota(indices.begin(), indices.end(), point[dim]);
  }
}

void GenericEvaluator::store(const Access &access, size_t slot,
                             SmallVector<int64_t> &point,
                             const RegionFrame &frame) const {
  const View &view = access.argument.view;
  LaneRange range = findLanes(access, point);
  auto *element = static_cast<double *>(view.data) + range.place;
  for (int64_t lane = 0; lane < frame.numLanes; ++lane, element += range.stride)
    *element = access.isNumber
                   ? frame.numbers[slot][lane]
                   : static_cast<double>(frame.integers[slot][lane]);
}

void GenericEvaluator::runLanes(SmallVector<int64_t> &point, int64_t numLanes,
                                RegionFrame &frame) const {
  program.prepare(frame, numLanes);
  for (auto [slot, access] : llvm::enumerate(accesses))
    load(access, slot, point, frame);
  loadIndices(point, frame);
  program.run(frame);
  auto results = llvm::ArrayRef(accesses).drop_front(
      linalg::GenericOp(op).getNumDpsInputs());
  for (auto [number, access] : llvm::enumerate(results))
    store(access, program.getResultSlot(number), point, frame);
}

/// An item is a chunk of lanes at one point of the item loops.
void GenericEvaluator::runItem(int64_t item, RegionFrame &frame) const {
  SmallVector<int64_t> point(extents.size(), 0);
  int64_t numLanes = 1;
  if (laneDim) {
    int64_t numChunks = llvm::divideCeil(extents[*laneDim], lanesPerItem);
    point[*laneDim] = item % numChunks * lanesPerItem;
    numLanes = std::min(lanesPerItem, extents[*laneDim] - point[*laneDim]);
    item /= numChunks;
  }
  for (unsigned dim : llvm::reverse(itemDims)) {
    point[dim] = item % extents[dim];
    item /= extents[dim];
  }
  forEachIndex(extentsOf(innerDims), [&](ArrayRef<int64_t> index) {
    for (auto [dim, position] : llvm::zip_equal(innerDims, index))
      point[dim] = position;
    runLanes(point, numLanes, frame);
  });
}

void GenericEvaluator::run() {
  int64_t numItems =
      laneDim ? llvm::divideCeil(extents[*laneDim], lanesPerItem) : 1;
  for (int64_t extent : extentsOf(itemDims))
    numItems *= extent;
  Progress progress(numItems, showProgress);
  std::vector<RegionFrame> frames(numThreads);
  parallelFor(numItems, numThreads, [&](int64_t item, unsigned worker) {
    runItem(item, frames[worker]);
    progress.advance(1);
  });
}

void heddle::reference::evaluateGeneric(linalg::GenericOp op,
                                        const Arguments &arguments,
                                        ArrayRef<View> results,
                                        const EvaluationOptions &options) {
  GenericEvaluator(op, arguments, results, options).run();
}
