//===- AttentionOperands.cpp - What heddle.attention works on -------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "AttentionOperands.h"

using namespace heddle;
using namespace heddle::reference;

/// `view` of order `order` as batch, head, sequence, width.
static View inOrder(const View &view, DimOrder order) {
  return order == DimOrder::BSHD ? view.transposed(1, 2) : view;
}

AttentionOperands::AttentionOperands(AttentionOp op, const Arguments &arguments)
    : op(op) {
  LayoutAttr layout = op.getLayoutAttr();
  DimOrder order = layout ? layout.getQkv() : DimOrder::BHSD;
  const Argument *next = arguments.operands.begin();
  query = inOrder(next++->view, order);
  key = inOrder(next++->view, order);
  value = inOrder(next++->view, order);
  auto takeIf = [&](mlir::Value operand) {
    return operand ? next++->view : View();
  };
  gateLogits = takeIf(op.getGateLogits());
  bias = takeIf(op.getBias());
  sink = takeIf(op.getSink());
  lengths = takeIf(op.getLengths());
  wholeQueries = numQueries();
  wholeKeys = key.sizes[2];
  if (!op.getOrigin().empty()) {
    firstBatch = next++->integer;
    firstHead = next++->integer;
    firstQuery = next++->integer;
    firstKey = next++->integer;
    wholeQueries = next++->integer;
    wholeKeys = next++->integer;
  }
  queryGateLogits = takeIf(op.getQueryGateLogits());
  keyGateLogits = takeIf(op.getKeyGateLogits());
  valueGateLogits = takeIf(op.getValueGateLogits());
}

int64_t AttentionOperands::numKeys(int64_t batch) const {
  if (!lengths)
    return wholeKeys;
  auto length = static_cast<int64_t>(lengths.load({batch}));
  return std::clamp<int64_t>(length, 0, std::max<int64_t>(wholeKeys, 0));
}

QueryPosition AttentionOperands::positionOf(int64_t batch,
                                            int64_t query) const {
  return {firstQuery + query, wholeQueries, numKeys(batch)};
}

KeySet AttentionOperands::visibleKeys(int64_t batch, int64_t query) const {
  AttentionOp attention = op; // Accessors of ops are not const.
  KeySet keys =
      getVisibleKeys(attention.getMaskAttr(), attention.getNormalizerAttr(),
                     positionOf(batch, query));
  return keys.intersectionWith(KeySet(firstKey, firstKey + key.sizes[2]))
      .shiftedBy(-firstKey);
}
