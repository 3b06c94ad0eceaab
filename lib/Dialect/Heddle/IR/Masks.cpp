//===- Masks.cpp - What the masks say in IR -------------------------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Spans are index arithmetic, built folded so that a constant bound stays a
// constant for the caller to see. Predicates are i32. Constants are clamped as
// EmitUtils.h says, so neither overflows.
//
//===----------------------------------------------------------------------===//

#include "EmitUtils.h"
#include "heddle/Dialect/Heddle/IR/Heddle.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"

using namespace mlir;
using namespace heddle;

namespace {
/// Folded arithmetic on values of type `index`.
struct IndexBuilder {
  OpBuilder &builder;
  Location loc;

  Value constant(int64_t value) {
    return arith::ConstantIndexOp::create(builder, loc, value);
  }
  Value add(Value a, Value b) {
    return builder.createOrFold<arith::AddIOp>(loc, a, b);
  }
  Value add(Value a, int64_t b) { return b == 0 ? a : add(a, constant(b)); }
  Value sub(Value a, Value b) {
    return builder.createOrFold<arith::SubIOp>(loc, a, b);
  }
  Value min(Value a, Value b) {
    return builder.createOrFold<arith::MinSIOp>(loc, a, b);
  }
  Value max(Value a, Value b) {
    return builder.createOrFold<arith::MaxSIOp>(loc, a, b);
  }
  Value isLess(Value a, Value b) {
    return builder.createOrFold<arith::CmpIOp>(loc, arith::CmpIPredicate::slt,
                                               a, b);
  }
  Value select(Value condition, Value a, Value b) {
    return builder.createOrFold<arith::SelectOp>(loc, condition, a, b);
  }
};
} // namespace

static bool isZero(Value value) { return isConstantIntValue(value, 0); }

//===----------------------------------------------------------------------===//
// Causal and window masks: keys around the query
//===----------------------------------------------------------------------===//

namespace {
/// Key j is visible to query i if i - left <= j <= i + right.
struct Band {
  std::optional<int64_t> left, right;
  bool bottomRight;

  /// Whether no query sees any key.
  bool isEmpty() const {
    return left && right &&
           saturatePosition(*left) + saturatePosition(*right) < 0;
  }
};
} // namespace

static Band getBand(CausalAttr mask) {
  return {std::nullopt, 0, mask.getBottomRight()};
}

static Band getBand(WindowAttr mask) {
  return {mask.getLeft(), mask.getRight(), mask.getBottomRight()};
}

static KeySpan getBandSpan(OpBuilder &builder, Location loc, const Band &band,
                           const QuerySpan &queries) {
  IndexBuilder index{builder, loc};
  Value zero = index.constant(0);
  if (band.isEmpty())
    return {zero, zero, zero, zero};
  Value first = queries.first, last = queries.last;
  if (band.bottomRight) {
    Value shift = index.sub(queries.numKeys, queries.numQueries);
    first = index.add(first, shift);
    last = index.add(last, shift);
  }
  KeySpan span{zero, queries.numKeys, zero, queries.numKeys};
  if (band.left) {
    int64_t left = saturatePosition(*band.left);
    span.begin = index.add(first, -left);
    span.fullBegin = index.add(last, -left);
  }
  if (band.right) {
    int64_t right = saturatePosition(*band.right);
    span.end = index.add(last, right + 1);
    span.fullEnd = index.add(first, right + 1);
  }
  return span;
}

/// Emits `key <predicate> query + offset`.
static Value createBound(OpBuilder &builder, Location loc,
                         arith::CmpIPredicate predicate, Value query, Value key,
                         int64_t offset) {
  if (offset != 0) {
    Value shift = createI32(builder, loc, offset, query.getType());
    query = arith::AddIOp::create(builder, loc, query, shift);
  }
  return arith::CmpIOp::create(builder, loc, predicate, key, query);
}

static Value getBandPredicate(OpBuilder &builder, Location loc,
                              const Band &band, const ScorePosition &at) {
  Value query = at.query;
  if (band.bottomRight)
    query = shiftToBottomRight(builder, loc, query, at.numQueries, at.numKeys);
  Value visible;
  if (band.left)
    visible = createBound(builder, loc, arith::CmpIPredicate::sge, query,
                          at.key, -saturatePosition(*band.left));
  if (!band.right)
    return visible;
  Value notLater = createBound(builder, loc, arith::CmpIPredicate::sle, query,
                               at.key, saturatePosition(*band.right));
  if (!visible)
    return notLater;
  return arith::AndIOp::create(builder, loc, visible, notLater);
}

KeySpan CausalAttr::getKeySpan(OpBuilder &builder, Location loc,
                               const QuerySpan &queries) const {
  return getBandSpan(builder, loc, getBand(*this), queries);
}

Value CausalAttr::getPredicate(OpBuilder &builder, Location loc,
                               const ScorePosition &at) const {
  return getBandPredicate(builder, loc, getBand(*this), at);
}

KeySpan WindowAttr::getKeySpan(OpBuilder &builder, Location loc,
                               const QuerySpan &queries) const {
  return getBandSpan(builder, loc, getBand(*this), queries);
}

Value WindowAttr::getPredicate(OpBuilder &builder, Location loc,
                               const ScorePosition &at) const {
  return getBandPredicate(builder, loc, getBand(*this), at);
}

//===----------------------------------------------------------------------===//
// PrefixAttr
//===----------------------------------------------------------------------===//

KeySpan PrefixAttr::getKeySpan(OpBuilder &builder, Location loc,
                               const QuerySpan &queries) const {
  IndexBuilder index{builder, loc};
  Value zero = index.constant(0);
  Value end = index.constant(saturatePosition(getLength()));
  return {zero, end, zero, end};
}

Value PrefixAttr::getPredicate(OpBuilder &builder, Location loc,
                               const ScorePosition &at) const {
  Value end =
      createI32(builder, loc, saturatePosition(getLength()), at.key.getType());
  return arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::slt, at.key,
                               end);
}

//===----------------------------------------------------------------------===//
// Combinations
//===----------------------------------------------------------------------===//

static SmallVector<KeySpan> getSpans(OpBuilder &builder, Location loc,
                                     ArrayRef<MaskAttrInterface> masks,
                                     const QuerySpan &queries) {
  return llvm::map_to_vector(masks, [&](MaskAttrInterface mask) {
    return mask.getKeySpan(builder, loc, queries);
  });
}

/// Emits the predicates of `masks`, joined by `JoinOp`.
template <typename JoinOp>
static Value joinPredicates(OpBuilder &builder, Location loc,
                            ArrayRef<MaskAttrInterface> masks,
                            const ScorePosition &at) {
  Value joined;
  for (MaskAttrInterface mask : masks) {
    Value visible = mask.getPredicate(builder, loc, at);
    joined = joined ? JoinOp::create(builder, loc, joined, visible).getResult()
                    : visible;
  }
  return joined;
}

/// Clamps [begin, end) to [0, numKeys].
static void clampToKeys(IndexBuilder &index, Value numKeys, Value &begin,
                        Value &end) {
  Value zero = index.constant(0);
  if (!isZero(begin))
    begin = index.max(begin, zero);
  if (end != numKeys)
    end = index.min(end, numKeys);
}

/// The hull of the spans that hold a key at all: an empty span far away must
/// not draw in keys that no query sees.
static void createHull(IndexBuilder &index, Value numKeys,
                       MutableArrayRef<KeySpan> spans, KeySpan &hull) {
  Value zero = index.constant(0);
  bool allFromZero =
      llvm::all_of(spans, [](KeySpan &span) { return isZero(span.begin); });
  hull.begin = allFromZero ? zero : numKeys;
  hull.end = zero;
  for (KeySpan &span : spans) {
    clampToKeys(index, numKeys, span.begin, span.end);
    if (!allFromZero) {
      Value holds = index.isLess(span.begin, span.end);
      hull.begin =
          index.min(hull.begin, index.select(holds, span.begin, numKeys));
      span.end = index.select(holds, span.end, zero);
    }
    hull.end = index.max(hull.end, span.end);
  }
}

/// The longest of the intervals that one of the masks shows in full.
static void createLongestFull(IndexBuilder &index, Value numKeys,
                              MutableArrayRef<KeySpan> spans, KeySpan &hull) {
  for (KeySpan &span : spans) {
    clampToKeys(index, numKeys, span.fullBegin, span.fullEnd);
    if (!hull.fullBegin) {
      hull.fullBegin = span.fullBegin;
      hull.fullEnd = span.fullEnd;
      continue;
    }
    Value longer = index.isLess(index.sub(hull.fullEnd, hull.fullBegin),
                                index.sub(span.fullEnd, span.fullBegin));
    hull.fullBegin = index.select(longer, span.fullBegin, hull.fullBegin);
    hull.fullEnd = index.select(longer, span.fullEnd, hull.fullEnd);
  }
}

KeySpan AnyOfAttr::getKeySpan(OpBuilder &builder, Location loc,
                              const QuerySpan &queries) const {
  IndexBuilder index{builder, loc};
  SmallVector<KeySpan> spans = getSpans(builder, loc, getMasks(), queries);
  KeySpan hull;
  createHull(index, queries.numKeys, spans, hull);
  createLongestFull(index, queries.numKeys, spans, hull);
  return hull;
}

Value AnyOfAttr::getPredicate(OpBuilder &builder, Location loc,
                              const ScorePosition &at) const {
  return joinPredicates<arith::OrIOp>(builder, loc, getMasks(), at);
}

KeySpan AllOfAttr::getKeySpan(OpBuilder &builder, Location loc,
                              const QuerySpan &queries) const {
  IndexBuilder index{builder, loc};
  SmallVector<KeySpan> spans = getSpans(builder, loc, getMasks(), queries);
  KeySpan common = spans.front();
  for (const KeySpan &span : ArrayRef<KeySpan>(spans).drop_front()) {
    common.begin = index.max(common.begin, span.begin);
    common.end = index.min(common.end, span.end);
    common.fullBegin = index.max(common.fullBegin, span.fullBegin);
    common.fullEnd = index.min(common.fullEnd, span.fullEnd);
  }
  return common;
}

Value AllOfAttr::getPredicate(OpBuilder &builder, Location loc,
                              const ScorePosition &at) const {
  return joinPredicates<arith::AndIOp>(builder, loc, getMasks(), at);
}
