//===- Mask.cpp - Conditions as masks -------------------------------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A comparison of the positions of query and key is a band of keys around the
// query, or a prefix. Conditions that are no such comparison are left to the
// bias.
//
//===----------------------------------------------------------------------===//

#include "Matchers.h"

#include "mlir/Dialect/Arith/IR/Arith.h"

using namespace mlir;
using namespace heddle;
using namespace heddle::raise;

bool heddle::raise::isHidden(double value) {
  // As f16 and scales after the mask leave it. Weights are 0 in f32 there.
  return value <= -4000.0;
}

std::optional<Visibility>
heddle::raise::getAdditiveMask(const ScoreStep &bias) {
  Element *select = stripCasts(bias.bias);
  if (!select->computes<arith::SelectOp>())
    return std::nullopt;
  std::optional<double> onTrue = getNumber(select->operands[1]);
  std::optional<double> onFalse = getNumber(select->operands[2]);
  if (!onTrue || !onFalse)
    return std::nullopt;
  if (*onTrue == 0.0 && isHidden(*onFalse * bias.factor))
    return Visibility{select->operands[0], true};
  if (*onFalse == 0.0 && isHidden(*onTrue * bias.factor))
    return Visibility{select->operands[0], false};
  return std::nullopt;
}

//===----------------------------------------------------------------------===//
// Bands
//===----------------------------------------------------------------------===//

namespace {
/// Key j is visible to query i if i - left <= j <= i + right.
struct Band {
  std::optional<int64_t> left, right;
  bool bottomRight = false;
};

class MaskMatcher {
public:
  MaskMatcher(MatchContext &context, const Roles &roles)
      : context(context), roles(roles) {}

  Mask match(ArrayRef<Visibility> conditions);
  MaskAttrInterface getAttribute(Band band);

private:
  void appendConjuncts(SmallVectorImpl<Visibility> &conjuncts,
                       Visibility condition);
  Element *matchLengths(const Visibility &condition);
  std::optional<Band> matchBand(const Visibility &condition);
  std::optional<Band> createBand(arith::CmpIPredicate predicate,
                                 const LinearPosition &difference);
  MaskAttrInterface matchLeaf(const Visibility &condition);
  MaskAttrInterface matchAny(const Visibility &condition);
  /// What holds all of `conditions`; the rest goes to `others`, or if that is
  /// null, makes the result null.
  MaskAttrInterface matchAll(ArrayRef<Visibility> conditions,
                             SmallVectorImpl<Visibility> *others);
  std::optional<int64_t> getStatic(ArrayRef<Digit> index);

  MatchContext &context;
  const Roles &roles;
  Element *lengths = nullptr;
};
} // namespace

static MaskAttrInterface asMask(Attribute attribute) {
  return cast<MaskAttrInterface>(attribute);
}

std::optional<int64_t> MaskMatcher::getStatic(ArrayRef<Digit> index) {
  int64_t size = 1;
  for (Digit digit : index) {
    int64_t factor = context.getSpace().getStaticSize(digit);
    if (ShapedType::isDynamic(factor))
      return std::nullopt;
    size *= factor;
  }
  return size;
}

/// A band in its usual spelling.
MaskAttrInterface MaskMatcher::getAttribute(Band band) {
  MLIRContext *ir = context.ir;
  std::optional<int64_t> queries = getStatic(roles.queries);
  std::optional<int64_t> keys = getStatic(roles.keys);
  // Of static extents, bottom_right is a constant.
  if (!lengths && !band.bottomRight && queries && keys && *queries != *keys &&
      band.right == *keys - *queries) {
    band.bottomRight = true;
    band.right = 0;
    if (band.left)
      band.left = *band.left + (*keys - *queries);
  }
  if (!band.left && band.right == 0)
    return asMask(CausalAttr::get(ir, band.bottomRight));
  return asMask(WindowAttr::get(ir, band.left, band.right, band.bottomRight));
}

/// Whether `difference`, of key and query, is one to the query shifted by
/// N - M; takes the shift from it.
static bool takeBottomRight(LinearPosition &difference, bool hasLengths,
                            std::optional<int64_t> keys,
                            std::optional<int64_t> queries) {
  LinearPosition shift;
  shift.numKeys = !hasLengths && !keys ? -1 : 0;
  shift.length = hasLengths ? -1 : 0;
  shift.numQueries = queries ? 0 : 1;
  if (difference.numKeys != shift.numKeys ||
      difference.length != shift.length ||
      difference.numQueries != shift.numQueries)
    return false;
  if (!hasLengths && keys)
    difference.constant += *keys;
  if (queries)
    difference.constant -= *queries;
  difference.numKeys = difference.length = difference.numQueries = 0;
  return true;
}

/// `difference` `predicate` 0, where the key's coefficient is 1 and the
/// query's -1.
std::optional<Band> MaskMatcher::createBand(arith::CmpIPredicate predicate,
                                            const LinearPosition &difference) {
  using Predicate = arith::CmpIPredicate;
  LinearPosition shifted = difference;
  Band band;
  if (shifted.numKeys || shifted.numQueries || shifted.length) {
    band.bottomRight = true;
    if (!takeBottomRight(shifted, lengths != nullptr, getStatic(roles.keys),
                         getStatic(roles.queries)))
      return std::nullopt;
  }
  int64_t constant = shifted.constant;
  switch (predicate) {
  case Predicate::sle:
    band.right = -constant;
    return band;
  case Predicate::slt:
    band.right = -constant - 1;
    return band;
  case Predicate::sge:
    band.left = constant;
    return band;
  case Predicate::sgt:
    band.left = constant - 1;
    return band;
  case Predicate::eq:
    band.right = -constant;
    band.left = constant;
    return band;
  default:
    return std::nullopt;
  }
}

//===----------------------------------------------------------------------===//
// Comparisons
//===----------------------------------------------------------------------===//

namespace {
/// position `predicate` 0.
struct Comparison {
  arith::CmpIPredicate predicate;
  LinearPosition position;
};
} // namespace

/// The predicate on integers that a float comparison of such is.
static std::optional<arith::CmpIPredicate> getPredicate(Element *compare) {
  using F = arith::CmpFPredicate;
  using I = arith::CmpIPredicate;
  int64_t value = compare->attributes.getAs<IntegerAttr>("predicate").getInt();
  if (compare->computes<arith::CmpIOp>())
    return static_cast<I>(value);
  switch (static_cast<F>(value)) {
  case F::OLE:
  case F::ULE:
    return I::sle;
  case F::OLT:
  case F::ULT:
    return I::slt;
  case F::OGE:
  case F::UGE:
    return I::sge;
  case F::OGT:
  case F::UGT:
    return I::sgt;
  case F::OEQ:
  case F::UEQ:
    return I::eq;
  case F::ONE:
  case F::UNE:
    return I::ne;
  default:
    return std::nullopt;
  }
}

/// Unsigned comparisons of what is not negative are signed ones.
static std::optional<arith::CmpIPredicate>
asSigned(arith::CmpIPredicate predicate, const LinearPosition &a,
         const LinearPosition &b) {
  using Predicate = arith::CmpIPredicate;
  if (predicate <= Predicate::sge)
    return predicate;
  for (const LinearPosition &side : {a, b})
    if (side.query < 0 || side.key < 0 || side.constant < 0 ||
        side.numKeys < 0 || side.numQueries < 0 || side.length != 0)
      return std::nullopt;
  switch (predicate) {
  case Predicate::ult:
    return Predicate::slt;
  case Predicate::ule:
    return Predicate::sle;
  case Predicate::ugt:
    return Predicate::sgt;
  default:
    return Predicate::sge;
  }
}

/// The predicate of b and a that `predicate` of a and b is.
static arith::CmpIPredicate mirror(arith::CmpIPredicate predicate) {
  using Predicate = arith::CmpIPredicate;
  switch (predicate) {
  case Predicate::slt:
    return Predicate::sgt;
  case Predicate::sle:
    return Predicate::sge;
  case Predicate::sgt:
    return Predicate::slt;
  case Predicate::sge:
    return Predicate::sle;
  default:
    return predicate;
  }
}

static std::optional<Comparison> matchComparison(MatchContext &context,
                                                 const Visibility &condition,
                                                 const Roles &roles,
                                                 Element *lengths) {
  Element *compare = condition.condition;
  if (!compare->computes<arith::CmpIOp, arith::CmpFOp>())
    return std::nullopt;
  auto a = matchPosition(context, compare->operands[0], roles, lengths);
  auto b = matchPosition(context, compare->operands[1], roles, lengths);
  std::optional<arith::CmpIPredicate> predicate = getPredicate(compare);
  if (!a || !b || !predicate)
    return std::nullopt;
  predicate = asSigned(*predicate, *a, *b);
  if (!predicate)
    return std::nullopt;
  if (!condition.visibleWhen)
    predicate = arith::invertPredicate(*predicate);
  LinearPosition d{a->query - b->query,           a->key - b->key,
                   a->constant - b->constant,     a->numKeys - b->numKeys,
                   a->numQueries - b->numQueries, a->length - b->length};
  if (d.key >= 0)
    return Comparison{*predicate, d};
  LinearPosition negated{-d.query,   -d.key,        -d.constant,
                         -d.numKeys, -d.numQueries, -d.length};
  return Comparison{mirror(*predicate), negated};
}

std::optional<Band> MaskMatcher::matchBand(const Visibility &condition) {
  auto comparison = matchComparison(context, condition, roles, lengths);
  if (!comparison || comparison->position.key != 1 ||
      comparison->position.query != -1)
    return std::nullopt;
  return createBand(comparison->predicate, comparison->position);
}

MaskAttrInterface MaskMatcher::matchLeaf(const Visibility &condition) {
  if (std::optional<Band> band = matchBand(condition))
    return getAttribute(*band);
  auto comparison = matchComparison(context, condition, roles, lengths);
  if (!comparison)
    return matchAny(condition);
  const LinearPosition &position = comparison->position;
  bool isPrefix = position.key == 1 && position.query == 0 &&
                  position.numKeys == 0 && position.numQueries == 0 &&
                  position.length == 0;
  int64_t length = -position.constant;
  if (comparison->predicate == arith::CmpIPredicate::sle)
    ++length;
  else if (comparison->predicate != arith::CmpIPredicate::slt)
    isPrefix = false;
  if (!isPrefix || length < 0)
    return {};
  return asMask(PrefixAttr::get(context.ir, length));
}

/// The length of a batch entry that keys are compared with, or null.
Element *MaskMatcher::matchLengths(const Visibility &condition) {
  Element *compare = condition.condition;
  if (!compare->computes<arith::CmpIOp>())
    return nullptr;
  auto predicate = static_cast<arith::CmpIPredicate>(
      compare->attributes.getAs<IntegerAttr>("predicate").getInt());
  Element *key = compare->operands[0], *length = compare->operands[1];
  if (!condition.visibleWhen)
    predicate = arith::invertPredicate(predicate);
  if (predicate == arith::CmpIPredicate::sgt) {
    std::swap(key, length);
    predicate = arith::CmpIPredicate::slt;
  }
  auto position = matchPosition(context, key, roles, nullptr);
  if (predicate != arith::CmpIPredicate::slt || !position ||
      position->key != 1 || position->query || position->constant ||
      position->numKeys || position->numQueries)
    return nullptr;
  DigitSet digits = context.reader.getDigits(length);
  bool isOfBatch = !digits.empty() && llvm::all_of(digits, [&](Digit digit) {
    return llvm::is_contained(roles.batch, digit);
  });
  return isOfBatch ? stripCasts(length) : nullptr;
}

//===----------------------------------------------------------------------===//
// And, or, not
//===----------------------------------------------------------------------===//

/// `condition` without negations around it.
static Visibility stripNegations(Visibility condition) {
  while (true) {
    Element *element = condition.condition;
    bool isXor = element->computes<arith::XOrIOp>();
    if (isXor && getInteger(element->operands[1]).value_or(0) != 0)
      condition.condition = element->operands[0];
    else if (isXor && getInteger(element->operands[0]).value_or(0) != 0)
      condition.condition = element->operands[1];
    else if (element->computes<arith::SelectOp>() &&
             getInteger(element->operands[1]) == 0 &&
             getInteger(element->operands[2]).value_or(0) != 0)
      condition.condition = element->operands[0];
    else
      return condition;
    condition.visibleWhen = !condition.visibleWhen;
  }
}

void MaskMatcher::appendConjuncts(SmallVectorImpl<Visibility> &conjuncts,
                                  Visibility condition) {
  condition = stripNegations(condition);
  Element *element = condition.condition;
  if (getInteger(element) == int64_t(condition.visibleWhen))
    return;
  bool splits = condition.visibleWhen ? element->computes<arith::AndIOp>()
                                      : element->computes<arith::OrIOp>();
  if (!splits)
    return conjuncts.push_back(condition);
  for (Element *operand : element->operands)
    appendConjuncts(conjuncts, {operand, condition.visibleWhen});
}

/// A disjunction.
MaskAttrInterface MaskMatcher::matchAny(const Visibility &condition) {
  Element *element = condition.condition;
  bool isAny = condition.visibleWhen ? element->computes<arith::OrIOp>()
                                     : element->computes<arith::AndIOp>();
  if (!isAny)
    return {};
  SmallVector<MaskAttrInterface> masks;
  for (Element *operand : element->operands) {
    SmallVector<Visibility> conjuncts;
    appendConjuncts(conjuncts, {operand, condition.visibleWhen});
    MaskAttrInterface mask = matchAll(conjuncts, nullptr);
    if (!mask)
      return {};
    if (auto nested = dyn_cast<AnyOfAttr>(Attribute(mask)))
      llvm::append_range(masks, nested.getMasks());
    else
      masks.push_back(mask);
  }
  return asMask(AnyOfAttr::get(context.ir, masks));
}

/// Makes `a` the intersection of both, if that is a band.
static bool intersect(Band &a, const Band &b) {
  if (a.bottomRight != b.bottomRight)
    return false;
  auto narrow = [](std::optional<int64_t> x, std::optional<int64_t> y) {
    return x && y ? std::min(*x, *y) : x ? x : y;
  };
  a.left = narrow(a.left, b.left);
  a.right = narrow(a.right, b.right);
  return true;
}

MaskAttrInterface MaskMatcher::matchAll(ArrayRef<Visibility> conditions,
                                        SmallVectorImpl<Visibility> *others) {
  SmallVector<Band> bands;
  SmallVector<MaskAttrInterface> masks;
  for (const Visibility &condition : conditions) {
    std::optional<Band> band = matchBand(condition);
    if (band && llvm::none_of(bands, [&](Band &other) {
          return intersect(other, *band);
        }))
      bands.push_back(*band);
    if (band)
      continue;
    MaskAttrInterface mask = matchLeaf(condition);
    // With lengths, bottom_right is about something else than N - M.
    if (!mask && !lengths)
      mask = matchDenseMask(context, condition, roles);
    if (mask)
      masks.push_back(mask);
    else if (others)
      others->push_back(condition);
    else
      return {};
  }
  SmallVector<MaskAttrInterface> all;
  for (const Band &band : bands)
    all.push_back(getAttribute(band));
  llvm::append_range(all, masks);
  if (all.empty())
    return {};
  return all.size() == 1 ? all.front()
                         : asMask(AllOfAttr::get(context.ir, all));
}

/// `length` before it was clamped to [0, N], which the op does itself.
static Element *stripClamp(MatchContext &context, Element *length,
                           const Roles &roles) {
  while (true) {
    length = stripCasts(length);
    bool isMin = length->computes<arith::MinSIOp>();
    if (!isMin && !length->computes<arith::MaxSIOp>())
      return length;
    Element *bound = stripCasts(length->operands[1]);
    bool isClamp = getInteger(bound) == 0;
    if (isMin) {
      auto position = matchPosition(context, bound, roles, nullptr);
      int64_t keys = 1;
      for (Digit digit : roles.keys) {
        int64_t size = context.getSpace().getStaticSize(digit);
        keys = ShapedType::isDynamic(size) ? 0 : keys * size;
      }
      isClamp = position && !position->key && !position->query &&
                !position->numQueries &&
                (keys ? position->constant == keys && !position->numKeys
                      : position->constant == 0 && position->numKeys == 1);
    }
    if (!isClamp)
      return length;
    length = length->operands[0];
  }
}

Mask MaskMatcher::match(ArrayRef<Visibility> conditions) {
  SmallVector<Visibility> conjuncts, rest;
  for (const Visibility &condition : conditions)
    appendConjuncts(conjuncts, condition);
  for (const Visibility &conjunct : conjuncts) {
    Element *candidate = lengths ? nullptr : matchLengths(conjunct);
    if (candidate)
      lengths = candidate;
    else
      rest.push_back(conjunct);
  }
  Mask mask;
  mask.attribute = matchAll(rest, &mask.others);
  if (lengths)
    mask.lengths = stripClamp(context, lengths, roles);
  return mask;
}

Mask heddle::raise::matchMask(MatchContext &context,
                              ArrayRef<Visibility> conditions,
                              const Roles &roles) {
  return MaskMatcher(context, roles).match(conditions);
}

MaskAttrInterface heddle::raise::createBandMask(MatchContext &context,
                                                const Roles &roles,
                                                std::optional<int64_t> left,
                                                std::optional<int64_t> right) {
  return MaskMatcher(context, roles).getAttribute({left, right});
}
