//===- KeySet.h - Sets of keys -------------------------------- -*- C++ -*-===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_LIB_REFERENCE_KEYSET_H
#define HEDDLE_LIB_REFERENCE_KEYSET_H

#include "heddle/Dialect/Heddle/IR/Heddle.h"

#include "llvm/ADT/SmallVector.h"

namespace heddle::reference {

/// Consecutive keys; the end is not part of them.
struct KeyInterval {
  int64_t begin, end;
};

/// A set of keys: disjoint, not adjacent, non-empty intervals in rising order.
class KeySet {
public:
  KeySet() = default;
  KeySet(int64_t begin, int64_t end) { append({begin, end}); }

  KeySet unionWith(const KeySet &other) const;
  KeySet intersectionWith(const KeySet &other) const;
  KeySet shiftedBy(int64_t distance) const;

  llvm::ArrayRef<KeyInterval> getIntervals() const { return intervals; }
  bool empty() const { return intervals.empty(); }
  /// From the first key to past the last; {0, 0} for the empty set.
  KeyInterval hull() const;
  int64_t size() const;

private:
  /// Adds an interval that begins no earlier than those before it.
  void append(KeyInterval interval);

  llvm::SmallVector<KeyInterval, 2> intervals;
};

/// A query whose keys are asked for.
struct QueryPosition {
  int64_t query;
  int64_t numQueries;
  int64_t numKeys; ///< The length of the batch entry.

  /// The key that `bottom_right` counts from, or the query itself.
  int64_t anchor(bool bottomRight) const {
    return bottomRight ? query + numKeys - numQueries : query;
  }
};

/// The keys that `mask` shows, within [0, numKeys). A null mask shows all.
KeySet getVisibleKeys(mlir::Attribute mask, const QueryPosition &at);

/// The same, for a normalizer that shows fewer by itself.
KeySet getVisibleKeys(mlir::Attribute mask, mlir::Attribute normalizer,
                      const QueryPosition &at);

/// Whether `mask` is made of masks that `getVisibleKeys` knows.
bool isKnownMask(mlir::Attribute mask);

} // namespace heddle::reference

#endif // HEDDLE_LIB_REFERENCE_KEYSET_H
