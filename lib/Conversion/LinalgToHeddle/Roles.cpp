//===- Roles.cpp - Which dimension is which -------------------------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The dimensions of any layout are sorted by who depends on them. A key's are
// batch and key heads; what queries have beside those are the queries and the
// heads of a group. Which of these two is which, and where the batch ends, is a
// matter of convention: every choice gives the right numbers, and this one the
// op that its author had in mind.
//
//===----------------------------------------------------------------------===//

#include "Matchers.h"

#include "mlir/Dialect/Arith/IR/Arith.h"

using namespace mlir;
using namespace heddle::raise;

/// A tensor that holds `element`, or the first part of it that lies in one.
static const Access *findAccess(const Element *element) {
  if (element->access.tensor && !element->access.indices.empty())
    return &element->access;
  for (const Element *operand : element->operands)
    if (const Access *access = findAccess(operand))
      return access;
  return nullptr;
}

namespace {
class RoleFinder {
public:
  RoleFinder(MatchContext &context, const WeightedSum &weighted,
             const Softmax &softmax, const Scores &scores)
      : context(context), weighted(weighted), softmax(softmax), scores(scores) {
  }

  FailureOr<Roles> find(ArrayRef<Index> resultIndices);

private:
  Index resolve(ArrayRef<Digit> index) {
    return context.getSpace().resolve(index);
  }
  DigitSet getDigits(Element *element, ArrayRef<Digit> without);
  bool assignQueries(const DigitSet &candidates);
  bool hasOneQuery(const DigitSet &candidates);
  std::optional<Index> findComparedQueries(const DigitSet &candidates);
  std::optional<Index> findNeighbour(const DigitSet &candidates);
  void mergeHeads(SmallVectorImpl<Index> &dims);
  void assignShared(const DigitSet &shared, bool hasGroups);
  LogicalResult assignGroups(const DigitSet &candidates);

  MatchContext &context;
  const WeightedSum &weighted;
  const Softmax &softmax;
  const Scores &scores;
  Roles roles;
};
} // namespace

DigitSet RoleFinder::getDigits(Element *element, ArrayRef<Digit> without) {
  DigitSet digits = context.reader.getDigits(element);
  for (Digit digit : without)
    digits.remove(digit);
  return digits;
}

/// The position that keys are compared with.
std::optional<Index>
RoleFinder::findComparedQueries(const DigitSet &candidates) {
  SmallVector<std::pair<Element *, bool>> worklist;
  for (const Visibility &mask : scores.masks)
    worklist.push_back({mask.condition, false});
  for (const ScoreStep &step : scores.steps)
    if (step.bias)
      worklist.push_back({step.bias, false});
  llvm::SmallPtrSet<Element *, 16> seen;
  while (!worklist.empty()) {
    auto [element, isCompared] = worklist.pop_back_val();
    if (!seen.insert(element).second)
      continue;
    Index position = resolve(element->position);
    auto isCandidate = [&](Digit digit) { return candidates.contains(digit); };
    if (isCompared && !position.empty() && llvm::all_of(position, isCandidate))
      return position;
    isCompared |= element->computes<arith::CmpIOp, arith::CmpFOp>();
    for (Element *operand : element->operands)
      worklist.push_back({operand, isCompared});
  }
  return std::nullopt;
}

/// The dimension of the scores beside the keys: the last one of candidates
/// only, which may be one query that is left, or else the last one that has
/// any.
std::optional<Index> RoleFinder::findNeighbour(const DigitSet &candidates) {
  SmallVector<Element *> chain{weighted.weights.factors.front()};
  llvm::append_range(chain, scores.passed);
  auto isCandidate = [&](Digit digit) { return candidates.contains(digit); };
  for (Element *element : chain) {
    SmallVector<Index> dims =
        llvm::map_to_vector(element->access.indices,
                            [&](const Index &dim) { return resolve(dim); });
    auto *keys = llvm::find(dims, weighted.keys);
    if (keys == dims.end() || dims.size() < 2)
      continue;
    dims.erase(keys);
    auto ofCandidates = [&](const Index &dim) {
      return llvm::all_of(dim, isCandidate);
    };
    auto hasCandidate = [&](const Index &dim) {
      return llvm::any_of(dim, isCandidate);
    };
    auto order = llvm::reverse(dims);
    auto found = llvm::find_if(order, ofCandidates);
    if (found == order.end())
      found = llvm::find_if(order, hasCandidate);
    if (found != order.end())
      return llvm::to_vector<2>(llvm::make_filter_range(*found, isCandidate));
  }
  return std::nullopt;
}

/// Whether the query has a dimension for one query, and its heads merged.
bool RoleFinder::hasOneQuery(const DigitSet &candidates) {
  const Access *access = findAccess(scores.product.query);
  if (!access || access->indices.size() != 4)
    return false;
  bool hasUnit = false;
  size_t merged = 0;
  for (const Index &index : access->indices) {
    Index digits = resolve(index);
    auto isCandidate = [&](Digit digit) { return candidates.contains(digit); };
    hasUnit |= digits.empty();
    if (!llvm::all_of(digits, isCandidate))
      merged += llvm::count_if(digits, isCandidate);
  }
  return hasUnit && merged == candidates.size();
}

bool RoleFinder::assignQueries(const DigitSet &candidates) {
  std::optional<Index> queries = findComparedQueries(candidates);
  if (!queries && hasOneQuery(candidates))
    return true;
  if (!queries)
    queries = findNeighbour(candidates);
  if (!queries && candidates.size() == 1)
    queries = Index{candidates[0]};
  if (queries)
    roles.queries = *queries;
  return queries.has_value();
}

/// Makes one of the last dimensions of keys, as many as are one dimension of
/// the query: of a broadcast copy, key heads and those of a group.
void RoleFinder::mergeHeads(SmallVectorImpl<Index> &dims) {
  const Access *access = findAccess(scores.product.query);
  if (!access)
    return;
  for (const Index &index : access->indices) {
    Index merged = resolve(index);
    auto isMerged = [&](Digit digit) {
      return llvm::is_contained(merged, digit);
    };
    while (dims.size() > 2 && llvm::all_of(dims.back(), isMerged) &&
           llvm::all_of(dims[dims.size() - 2], isMerged)) {
      Index last = dims.pop_back_val();
      dims.back().append(last);
    }
  }
}

/// Batch and key heads, in the order in which keys have them.
void RoleFinder::assignShared(const DigitSet &shared, bool hasGroups) {
  SmallVector<Index> dims;
  DigitSet placed;
  if (const Access *access = findAccess(scores.product.key))
    for (const Index &index : access->indices) {
      Index dim;
      for (Digit digit : resolve(index))
        if (shared.contains(digit) && placed.insert(digit))
          dim.push_back(digit);
      if (!dim.empty() || index.empty())
        dims.push_back(dim);
    }
  for (Digit digit : shared)
    if (!placed.contains(digit))
      roles.batch.push_back(digit);
  // Beside batch and heads, dimensions of 1 are left over from a broadcast.
  auto isUnit = [](const Index &dim) { return dim.empty(); };
  if (dims.size() - llvm::count_if(dims, isUnit) > 1)
    llvm::erase_if(dims, isUnit);
  mergeHeads(dims);
  if (dims.size() == 1 && dims[0].size() > 1)
    dims = {Index(ArrayRef(dims[0]).drop_back()), Index{dims[0].back()}};
  if (dims.size() == 1 && hasGroups)
    dims.emplace_back();
  if (dims.empty())
    return;
  for (const Index &dim : ArrayRef(dims).drop_back())
    roles.batch.append(dim);
  roles.keyHeads = dims.back();
}

/// The query heads of a key head.
LogicalResult RoleFinder::assignGroups(const DigitSet &candidates) {
  Index order;
  if (const Access *access = findAccess(scores.product.query))
    for (const Index &index : access->indices)
      order.append(resolve(index));
  for (Digit digit : candidates)
    if (!llvm::is_contained(order, digit))
      order.push_back(digit);
  roles.heads = roles.keyHeads;
  for (Digit digit : order)
    if (candidates.contains(digit) && !llvm::is_contained(roles.queries, digit))
      roles.heads.push_back(digit);
  for (Digit digit : roles.keyHeads) {
    auto place = llvm::find(order, digit);
    for (auto before = order.begin(); before != place; ++before)
      if (candidates.contains(*before) &&
          !llvm::is_contained(roles.queries, *before) && place != order.end())
        return context.fail("key heads are repeated in another order than "
                            "head h / (H / Hk)");
  }
  return success();
}

FailureOr<Roles> RoleFinder::find(ArrayRef<Index> resultIndices) {
  roles.keys = weighted.keys;
  roles.width = resolve(scores.product.width);
  Index inner = roles.keys;
  inner.append(roles.width);
  DigitSet keyDigits = getDigits(scores.product.key, inner);
  DigitSet valueDigits = getDigits(weighted.value, roles.keys);
  DigitSet scoreDigits = getDigits(softmax.exponent, roles.keys);
  DigitSet queryDigits = getDigits(scores.product.query, roles.width);
  for (Digit digit : keyDigits)
    if (!queryDigits.contains(digit) && !valueDigits.contains(digit))
      return context.fail("keys depend on an index that neither queries nor "
                          "values have");
  scoreDigits.insert_range(queryDigits);
  scoreDigits.insert_range(keyDigits);
  DigitSet shared = keyDigits, candidates;
  for (Digit digit : valueDigits) {
    if (scoreDigits.contains(digit))
      shared.insert(digit);
    else
      roles.valueWidth.push_back(digit);
  }
  for (Digit digit : scoreDigits)
    if (!shared.contains(digit))
      candidates.insert(digit);
  if (!candidates.empty() && !assignQueries(candidates))
    return context.fail("queries and heads cannot be told apart");
  assignShared(shared, candidates.size() > roles.queries.size());
  if (failed(assignGroups(candidates)))
    return failure();
  DigitSet expected = scoreDigits, found;
  expected.insert_range(roles.valueWidth);
  for (const Index &index : resultIndices)
    found.insert_range(resolve(index));
  bool isSame = expected.size() == found.size() &&
                llvm::all_of(expected, [&](Digit digit) {
                  return found.contains(digit);
                });
  if (!isSame)
    return context.fail("the result has other dimensions than batch, heads, "
                        "queries and the width of values");
  return roles;
}

FailureOr<Roles> heddle::raise::assignRoles(MatchContext &context,
                                            const WeightedSum &weighted,
                                            const Softmax &softmax,
                                            const Scores &scores,
                                            ArrayRef<Index> resultIndices) {
  return RoleFinder(context, weighted, softmax, scores).find(resultIndices);
}
