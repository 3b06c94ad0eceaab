//===- AttentionOperands.h - What heddle.attention works on --- -*- C++ -*-===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_LIB_REFERENCE_ATTENTIONOPERANDS_H
#define HEDDLE_LIB_REFERENCE_ATTENTIONOPERANDS_H

#include "KeySet.h"

#include "heddle/Reference/Evaluator.h"

namespace heddle::reference {

/// The operands of `heddle.attention`, each in the order batch, head,
/// sequence, width.
struct AttentionOperands {
  AttentionOperands(AttentionOp op, const Arguments &arguments);

  AttentionOp op;
  View query, key, value;
  /// As given; null where the op has none.
  View gateLogits, bias, sink, lengths;
  View queryGateLogits, keyGateLogits, valueGateLogits;
  /// Where the op's first batch entry, head, query and key stand in the whole,
  /// and the numbers of queries and keys of the whole.
  int64_t firstBatch = 0, firstHead = 0, firstQuery = 0, firstKey = 0;
  int64_t wholeQueries, wholeKeys;

  int64_t numBatches() const { return query.sizes[0]; }
  int64_t numHeads() const { return query.sizes[1]; }
  int64_t numKeyHeads() const { return key.sizes[1]; }
  int64_t numQueries() const { return query.sizes[2]; }
  int64_t keyWidth() const { return query.sizes[3]; }
  int64_t valueWidth() const { return value.sizes[3]; }

  /// The keys of the whole that exist for a batch entry.
  int64_t numKeys(int64_t batch) const;
  /// In the whole.
  QueryPosition positionOf(int64_t batch, int64_t query) const;
  /// The keys of the op that mask and normalizer show.
  KeySet visibleKeys(int64_t batch, int64_t query) const;
};

} // namespace heddle::reference

#endif // HEDDLE_LIB_REFERENCE_ATTENTIONOPERANDS_H
