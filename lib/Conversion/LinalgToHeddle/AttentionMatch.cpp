//===- AttentionMatch.cpp - Attention found -------------------------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "AttentionMatch.h"

#include "mlir/Dialect/Arith/IR/Arith.h"

using namespace mlir;
using namespace heddle::raise;

llvm::SetVector<Operation *>
heddle::raise::getScoreSlice(const AttentionMatch &match) {
  llvm::SetVector<Operation *> slice;
  slice.insert(match.scores.product.contraction);
  Block *block = match.scores.product.contraction->getBlock();
  for (size_t i = 0; i < slice.size(); ++i)
    for (Operation *user : slice[i]->getUsers())
      if (Operation *place = block->findAncestorOpInBlock(*user))
        slice.insert(place);
  return slice;
}

/// The sum over keys among the factors of what `element` is.
static FailureOr<WeightedSum> matchFactors(MatchContext &context,
                                           Element *element) {
  Product product;
  appendFactors(product, element, /*throughTensors=*/true);
  FailureOr<WeightedSum> found = context.fail("no sum");
  for (Element *factor : product.factors) {
    FailureOr<WeightedSum> sum = failure();
    if (succeeded(found) || failed(sum = matchWeightedSum(context, factor)))
      continue;
    found = sum;
    llvm::erase(product.factors, factor);
    break;
  }
  if (failed(found))
    return failure();
  Product &weights = found->weights;
  weights.constant *= product.constant;
  llvm::append_range(weights.factors, product.factors);
  llvm::append_range(weights.divisors, product.divisors);
  llvm::append_range(weights.guards, product.guards);
  return found;
}

/// The types that the op has operands of.
static LogicalResult checkTypes(MatchContext &context,
                                const AttentionMatch &match) {
  for (Type type :
       {getElementTypeOrSelf(match.root), match.scores.product.query->type,
        match.scores.product.key->type, match.weighted.value->type})
    if (!type.isF32() && !type.isF16() && !type.isBF16())
      return context.fail("an element type is not f32, f16 or bf16");
  return success();
}

/// Adds the conditions that are not among the masks of `scores` already.
static void addMasks(MatchContext &context, ArrayRef<Visibility> masks,
                     Scores &scores) {
  for (const Visibility &mask : masks) {
    auto isSame = [&](const Visibility &other) {
      return other.visibleWhen == mask.visibleWhen &&
             context.reader.areEqual(other.condition, mask.condition);
    };
    if (llvm::none_of(scores.masks, isSame))
      scores.masks.push_back(mask);
  }
}

static LogicalResult checkReading(MatchContext &context) {
  return context.reader.isExhausted()
             ? context.fail("what is computed is too large to be read")
             : success();
}

FailureOr<AttentionMatch> heddle::raise::matchAttention(MatchContext &context,
                                                        Value root, Value inner,
                                                        bool &isCandidate) {
  AttentionMatch match;
  match.root = root;
  auto type = cast<RankedTensorType>(root.getType());
  for (int64_t dim = 0; dim < type.getRank(); ++dim)
    match.rootIndices.push_back(context.getSpace().create({root, dim}));
  Element *element =
      inner ? context.reader.readInner(root.getDefiningOp<linalg::LinalgOp>(),
                                       inner, match.rootIndices)
            : context.reader.read(root, match.rootIndices);
  if (!element)
    return context.fail("it cannot be read");
  FailureOr<WeightedSum> weighted = matchFactors(context, element);
  isCandidate = succeeded(weighted);
  if (failed(weighted))
    return failure();
  match.weighted = *weighted;
  while (match.weighted.value->computes<arith::ExtFOp>())
    match.weighted.value = match.weighted.value->operands[0];
  FailureOr<Softmax> softmax = matchSoftmax(context, match.weighted);
  if (failed(softmax))
    return failure();
  match.softmax = *softmax;
  FailureOr<Scores> scores = matchScores(
      context, {softmax->exponent, softmax->factor}, match.weighted.keyDigits);
  if (failed(scores))
    return failure();
  match.scores = *scores;
  addMasks(context, softmax->masks, match.scores);
  FailureOr<ExtraLogit> extra =
      matchExtraLogit(context, match.weighted, match.softmax, match.scores);
  if (failed(extra))
    return failure();
  match.extra = *extra;
  for (const Guard &guard : match.softmax.guards)
    if (failed(matchGuard(context, guard, match.weighted, match.softmax,
                          match.scores)))
      return failure();
  FailureOr<Roles> roles = assignRoles(context, match.weighted, match.softmax,
                                       match.scores, match.rootIndices);
  if (failed(roles) || failed(checkTypes(context, match)) ||
      failed(checkReading(context)))
    return failure();
  match.roles = *roles;
  return match;
}
