//===- RaiseAttention.cpp - Attention in linalg, found again --------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// This file implements heddle-raise-attention. It starts from each contraction
// and reads backwards what its elements are; the matchers decide.
//
//===----------------------------------------------------------------------===//

#include "AttentionMatch.h"
#include "heddle/Conversion/LinalgToHeddle/Passes.h"

#include "mlir/Analysis/TopologicalSortUtils.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Interfaces/FunctionInterfaces.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"
#include "mlir/Transforms/RegionUtils.h"
#include "llvm/Support/Debug.h"

#define DEBUG_TYPE "heddle-raise"

namespace heddle {
#define GEN_PASS_DEF_HEDDLERAISEATTENTION
#include "heddle/Conversion/LinalgToHeddle/Passes.h.inc"
} // namespace heddle

using namespace mlir;
using namespace heddle;
using namespace heddle::raise;

//===----------------------------------------------------------------------===//
// What goes with an op
//===----------------------------------------------------------------------===//

/// Values that `op` and its regions use.
static SmallVector<Operation *> getProducers(Operation *op) {
  llvm::SetVector<Value> values;
  values.insert_range(op->getOperands());
  getUsedValuesDefinedAbove(op->getRegions(), values);
  SmallVector<Operation *> producers;
  for (Value value : values)
    if (Operation *producer = value.getDefiningOp())
      producers.push_back(producer);
  return producers;
}

/// The ops that nobody needs once `roots` are gone, these included.
static llvm::SetVector<Operation *> getDying(ArrayRef<Operation *> roots) {
  llvm::SetVector<Operation *> dying(roots.begin(), roots.end());
  auto isDying = [&](Operation *op) {
    return op->getNumRegions() + op->getNumResults() > 0 &&
           wouldOpBeTriviallyDead(op) &&
           llvm::all_of(op->getUsers(), [&](Operation *user) {
             while (user && !dying.contains(user))
               user = user->getParentOp();
             return user;
           });
  };
  for (size_t i = 0; i < dying.size(); ++i)
    for (Operation *producer : getProducers(dying[i]))
      if (!dying.contains(producer) && isDying(producer))
        dying.insert(producer);
  return dying;
}

//===----------------------------------------------------------------------===//
// From the contraction to the last op that belongs to attention
//===----------------------------------------------------------------------===//

/// The result of the only op that uses `value`, if it works on elements or
/// moves them; null otherwise.
static Value getOnlyUse(Value value) {
  if (!value.hasOneUse())
    return {};
  Operation *user = *value.user_begin();
  bool isLoop = false;
  if (auto op = dyn_cast<linalg::LinalgOp>(user))
    isLoop = op.getNumParallelLoops() == op.getNumLoops() &&
             op.hasPureTensorSemantics();
  bool isElementwise = OpTrait::hasElementwiseMappableTraits(user);
  if (!isLoop && !isElementwise &&
      !isa<tensor::ExpandShapeOp, tensor::CollapseShapeOp, tensor::ReshapeOp,
           tensor::CastOp>(user))
    return {};
  if (user->getNumResults() != 1 ||
      !isa<RankedTensorType>(user->getResult(0).getType()) ||
      user->getBlock() != value.getParentBlock())
    return {};
  return user->getResult(0);
}

namespace {
/// One try: all that was read for it.
struct Attempt {
  IndexSpace space;
  ElementReader reader{space};
  MatchContext context;
  bool isCandidate = false;
  FailureOr<AttentionMatch> match = failure();

  explicit Attempt(Value root, Value inner = {})
      : context{reader, root.getContext()} {
    match = matchAttention(context, root, inner, isCandidate);
  }

  /// Whether the result is in an order that the op can have.
  bool isOrdered() const {
    Index digits;
    for (const Index &index : match->rootIndices)
      digits.append(space.resolve(index));
    const Roles &roles = match->roles;
    auto isOrder = [&](ArrayRef<Index> dims) {
      Index expected;
      for (const Index &dim : dims)
        expected.append(dim);
      return expected == digits;
    };
    return isOrder(
               {roles.batch, roles.heads, roles.queries, roles.valueWidth}) ||
           isOrder({roles.batch, roles.queries, roles.heads, roles.valueWidth});
  }
};
} // namespace

/// The last value in the body of `op` that is attention; null without one.
static Value findInner(linalg::GenericOp op) {
  OpOperand *init = op.getDpsInitOperand(0);
  if (op.getMatchingBlockArgument(init).use_empty())
    for (Operation &inner : llvm::reverse(op.getBlock()->without_terminator()))
      if (inner.getNumResults() == 1 &&
          isa<FloatType>(inner.getResult(0).getType()) &&
          succeeded(Attempt(op.getResult(0), inner.getResult(0)).match))
        return inner.getResult(0);
  return {};
}

/// Tries `value`, then what is computed of it alone: the division by the sum
/// may come later.
static std::unique_ptr<Attempt> findRoot(Value value, RewriterBase &rewriter) {
  constexpr int maxSteps = 8;
  auto first = std::make_unique<Attempt>(value);
  if (succeeded(first->match) || !first->isCandidate)
    return first;
  for (int step = 0; step < maxSteps; ++step) {
    value = getOnlyUse(value);
    if (!value)
      break;
    auto attempt = std::make_unique<Attempt>(value);
    if (succeeded(attempt->match))
      return attempt;
    auto op = value.getDefiningOp<linalg::GenericOp>();
    if (Value inner = op ? findInner(op) : Value())
      return std::make_unique<Attempt>(splitEpilogue(rewriter, op, inner));
    if (!attempt->isCandidate)
      break;
    // Of several reasons, the first says most that is not a sum to come.
    if (first->context.lacksSum)
      first = std::move(attempt);
  }
  return first;
}

/// Takes in transposes, reshapes and casts after the root, up to the last one
/// that leaves the result in an order that the op has.
static std::unique_ptr<Attempt> extendRoot(std::unique_ptr<Attempt> attempt) {
  constexpr int maxSteps = 8;
  Value value = attempt->match->root;
  for (int step = 0; step < maxSteps; ++step) {
    unsigned width = getElementTypeOrSelf(value).getIntOrFloatBitWidth();
    value = getOnlyUse(value);
    if (!value || getElementTypeOrSelf(value).getIntOrFloatBitWidth() > width)
      break;
    auto next = std::make_unique<Attempt>(value);
    if (failed(next->match))
      break;
    if (next->isOrdered())
      attempt = std::move(next);
  }
  return attempt;
}

/// Whether nobody needs the scores once `roots` are gone.
static bool replacesScores(const AttentionMatch &match,
                           ArrayRef<Operation *> roots) {
  return getDying(roots).contains(match.scores.product.contraction);
}

/// If the scores have another use, takes in what is computed of the result
/// alone, up to where that use ends: a sink may be a factor made of the
/// log-sum-exp.
static std::unique_ptr<Attempt> widenRoot(std::unique_ptr<Attempt> attempt) {
  constexpr int maxSteps = 8;
  Value value = attempt->match->root;
  if (replacesScores(*attempt->match, value.getDefiningOp()))
    return attempt;
  for (int step = 0; step < maxSteps; ++step) {
    value = getOnlyUse(value);
    if (!value)
      break;
    auto next = std::make_unique<Attempt>(value);
    if (succeeded(next->match) &&
        replacesScores(*next->match, value.getDefiningOp()))
      return extendRoot(std::move(next));
  }
  return attempt;
}

/// Finds the log-sum-exp among what is computed from the scores and stays.
static bool findLogSumExp(MatchContext &context, AttentionMatch &match) {
  Operation *root = match.root.getDefiningOp();
  llvm::SetVector<Operation *> dying = getDying({root});
  for (Operation *op : getScoreSlice(match)) {
    auto isLater = [&](Operation *user) {
      Operation *place = root->getBlock()->findAncestorOpInBlock(*user);
      return place && root->isBeforeInBlock(place);
    };
    if (!dying.contains(op) && op->getBlock() == root->getBlock() &&
        op->getNumResults() == 1 && llvm::all_of(op->getUsers(), isLater) &&
        matchLogSumExpResult(context, match, op->getResult(0)))
      return true;
  }
  return false;
}

//===----------------------------------------------------------------------===//
// The pass
//===----------------------------------------------------------------------===//

namespace {
struct RaiseAttention : heddle::impl::HeddleRaiseAttentionBase<RaiseAttention> {
  using HeddleRaiseAttentionBase::HeddleRaiseAttentionBase;

  void runOnOperation() override;
  void raise(linalg::LinalgOp contraction, RewriterBase &rewriter);
  void report(Operation *op, StringRef why);

  /// Contractions that are still there.
  llvm::SetVector<Operation *> pending;
};
} // namespace

/// Says why something that looks like attention stays.
void RaiseAttention::report(Operation *op, StringRef why) {
  LLVM_DEBUG(llvm::dbgs() << "not raised: " << why << '\n');
  if (remarks)
    op->emitRemark() << "this looks like attention, and stays: " << why;
}

void RaiseAttention::raise(linalg::LinalgOp contraction,
                           RewriterBase &rewriter) {
  std::unique_ptr<Attempt> attempt =
      findRoot(contraction->getResult(0), rewriter);
  if (failed(attempt->match)) {
    if (attempt->isCandidate)
      report(contraction, attempt->context.reason);
    return;
  }
  attempt = widenRoot(extendRoot(std::move(attempt)));
  AttentionMatch &match = *attempt->match;
  SmallVector<Operation *> roots{match.root.getDefiningOp()};
  if (!replacesScores(match, roots) && findLogSumExp(attempt->context, match))
    roots.push_back(match.logSumExp.getDefiningOp());
  if (!replacesScores(match, roots))
    return report(contraction, "scores or weights have another use");
  if (failed(buildAttention(attempt->context, rewriter, match)))
    return report(contraction, attempt->context.reason);
  SetVector<Operation *> dying = topologicalSort(getDying(roots));
  for (Operation *op : llvm::reverse(dying)) {
    pending.remove(op);
    rewriter.eraseOp(op);
  }
}

/// Erases what nobody uses: it would count as a use of what it uses.
static void eraseDead(Operation *root) {
  SmallVector<Operation *> ops;
  root->walk([&](Operation *op) { ops.push_back(op); });
  for (Operation *op : llvm::reverse(ops))
    if (op != root && op->getNumResults() > 0 && isOpTriviallyDead(op))
      op->erase();
}

void RaiseAttention::runOnOperation() {
  eraseDead(getOperation());
  getOperation()->walk([&](linalg::LinalgOp op) {
    if (op.hasPureTensorSemantics() && op->getNumResults() == 1 &&
        op.getNumReductionLoops() > 0)
      pending.insert(op);
  });
  IRRewriter rewriter(&getContext());
  while (!pending.empty())
    raise(cast<linalg::LinalgOp>(pending.pop_back_val()), rewriter);
}
