//===- KeySet.cpp - Sets of keys ------------------------------------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "KeySet.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace heddle;
using namespace heddle::reference;

void KeySet::append(KeyInterval interval) {
  if (interval.begin >= interval.end)
    return;
  if (intervals.empty() || intervals.back().end < interval.begin) {
    intervals.push_back(interval);
    return;
  }
  intervals.back().end = std::max(intervals.back().end, interval.end);
}

KeySet KeySet::unionWith(const KeySet &other) const {
  llvm::SmallVector<KeyInterval> all(intervals.begin(), intervals.end());
  all.append(other.intervals.begin(), other.intervals.end());
  llvm::sort(all,
             [](KeyInterval a, KeyInterval b) { return a.begin < b.begin; });
  KeySet result;
  for (KeyInterval interval : all)
    result.append(interval);
  return result;
}

KeySet KeySet::intersectionWith(const KeySet &other) const {
  KeySet result;
  for (KeyInterval a : intervals)
    for (KeyInterval b : other.intervals)
      result.append({std::max(a.begin, b.begin), std::min(a.end, b.end)});
  return result;
}

KeySet KeySet::shiftedBy(int64_t distance) const {
  KeySet result;
  for (KeyInterval interval : intervals)
    result.append({interval.begin + distance, interval.end + distance});
  return result;
}

KeyInterval KeySet::hull() const {
  if (empty())
    return {0, 0};
  return {intervals.front().begin, intervals.back().end};
}

int64_t KeySet::size() const {
  int64_t count = 0;
  for (KeyInterval interval : intervals)
    count += interval.end - interval.begin;
  return count;
}

/// A distance that can be added to a position without overflow.
static int64_t clampDistance(int64_t distance) {
  constexpr int64_t limit = int64_t(1) << 60;
  return std::clamp(distance, -limit, limit);
}

/// i - left <= j <= i + right.
static KeySet getWindow(WindowAttr window, const QueryPosition &at) {
  int64_t anchor = at.anchor(window.getBottomRight());
  int64_t begin = 0, end = at.numKeys;
  if (std::optional<int64_t> left = window.getLeft())
    begin = std::max(begin, anchor - clampDistance(*left));
  if (std::optional<int64_t> right = window.getRight())
    end = std::min(end, anchor + clampDistance(*right) + 1);
  return KeySet(begin, end);
}

static KeySet getAnyOf(AnyOfAttr anyOf, const QueryPosition &at) {
  KeySet keys;
  for (mlir::Attribute mask : anyOf.getMasks())
    keys = keys.unionWith(getVisibleKeys(mask, at));
  return keys;
}

static KeySet getAllOf(AllOfAttr allOf, const QueryPosition &at) {
  KeySet keys(0, at.numKeys);
  for (mlir::Attribute mask : allOf.getMasks())
    keys = keys.intersectionWith(getVisibleKeys(mask, at));
  return keys;
}

KeySet heddle::reference::getVisibleKeys(mlir::Attribute mask,
                                         const QueryPosition &at) {
  if (!mask)
    return KeySet(0, at.numKeys);
  return llvm::TypeSwitch<mlir::Attribute, KeySet>(mask)
      .Case([&](CausalAttr causal) {
        int64_t anchor = at.anchor(causal.getBottomRight());
        return KeySet(0, std::min(at.numKeys, anchor + 1));
      })
      .Case([&](PrefixAttr prefix) {
        return KeySet(0, std::min(at.numKeys, prefix.getLength()));
      })
      .Case([&](WindowAttr window) { return getWindow(window, at); })
      .Case([&](AnyOfAttr anyOf) { return getAnyOf(anyOf, at); })
      .Case([&](AllOfAttr allOf) { return getAllOf(allOf, at); })
      .Default([](mlir::Attribute) -> KeySet {
        llvm_unreachable("the mask was not verified");
      });
}

KeySet heddle::reference::getVisibleKeys(mlir::Attribute mask,
                                         mlir::Attribute normalizer,
                                         const QueryPosition &at) {
  KeySet keys = getVisibleKeys(mask, at);
  auto stick = llvm::dyn_cast_if_present<StickBreakingAttr>(normalizer);
  if (!stick)
    return keys;
  int64_t own = at.anchor(stick.getBottomRight());
  return keys.intersectionWith(KeySet(0, stick.getInclusive() ? own + 1 : own));
}

bool heddle::reference::isKnownMask(mlir::Attribute mask) {
  auto allKnown = [](llvm::ArrayRef<MaskAttrInterface> masks) {
    return llvm::all_of(masks,
                        [](mlir::Attribute m) { return isKnownMask(m); });
  };
  if (auto anyOf = llvm::dyn_cast<AnyOfAttr>(mask))
    return allKnown(anyOf.getMasks());
  if (auto allOf = llvm::dyn_cast<AllOfAttr>(mask))
    return allKnown(allOf.getMasks());
  return llvm::isa<CausalAttr, WindowAttr, PrefixAttr>(mask);
}
