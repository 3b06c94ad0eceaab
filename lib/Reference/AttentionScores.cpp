//===- AttentionScores.cpp - The scores of a query ------------------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "AttentionScores.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

using namespace heddle;
using namespace heddle::reference;

AttentionScores::AttentionScores(const AttentionOperands &operands,
                                 const Arguments &arguments, Rounding rounding)
    : operands(operands), rounding(rounding),
      program(AttentionOp(operands.op).getScore(), arguments,
              RegionRounding::Truncations) {
  AttentionOp op = operands.op;
  mlir::FloatAttr given = op.getScaleAttr();
  auto width = static_cast<double>(std::max<int64_t>(operands.keyWidth(), 1));
  scale = given ? given.getValueAsDouble() : 1 / std::sqrt(width);
  if (mlir::ArrayAttr scores = op.getScoresAttr())
    list.assign(scores.begin(), scores.end());
  if (!op.getBias())
    return;
  if (!llvm::any_of(list, llvm::IsaPred<BiasAttr>))
    list.push_back(BiasAttr::get(op.getContext()));
  auto type = llvm::cast<mlir::ShapedType>(op.getBias().getType());
  for (int dim = 0; dim < 3; ++dim)
    repeatsBias[dim] = type.getDimSize(dim) == 1;
}

template <class Real>
void AttentionScores::applyScale(const Row<Real> &row) const {
  auto factor = static_cast<Real>(scale);
  row.update([&](Real s, int64_t) { return rounding(rounding(s) * factor); });
}

template <class Real>
void AttentionScores::applySoftcap(Real cap, const Row<Real> &row) const {
  row.update([&](Real s, int64_t) {
    Real squashed = rounding(std::tanh(rounding(s / cap)));
    return rounding(cap * squashed);
  });
}

template <class Real>
void AttentionScores::applyAlibi(AlibiAttr alibi, const Row<Real> &row) const {
  auto slope =
      static_cast<Real>(alibi.getSlopes()[operands.firstHead + row.head]);
  int64_t anchor =
      operands.positionOf(row.batch, row.query).anchor(alibi.getBottomRight());
  row.update([&](Real s, int64_t j) {
    int64_t distance = anchor - (operands.firstKey + j);
    return rounding(s - rounding(slope * static_cast<Real>(distance)));
  });
}

template <class Real>
void AttentionScores::applyBias(const Row<Real> &row) const {
  int64_t batch = repeatsBias[0] ? 0 : row.batch;
  int64_t head = repeatsBias[1] ? 0 : row.head;
  int64_t query = repeatsBias[2] ? 0 : row.query;
  row.update([&](Real s, int64_t j) {
    auto bias = static_cast<Real>(operands.bias.load({batch, head, query, j}));
    // What a key holds that the bias hides never matters.
    bool isHidden = bias == -std::numeric_limits<Real>::infinity();
    return isHidden ? bias : rounding(s + bias);
  });
}

template <class Real>
void AttentionScores::applyRegion(const Row<Real> &row,
                                  RegionFrame &frame) const {
  int64_t count = row.keys.end - row.keys.begin;
  program.prepare(frame, count);
  frame.numbers[0].assign(row.scores, row.scores + count);
  frame.integers[1].assign(count, operands.firstBatch + row.batch);
  frame.integers[2].assign(count, operands.firstHead + row.head);
  frame.integers[3].assign(count, operands.firstQuery + row.query);
  frame.integers[4].resize(count);
  std::iota(frame.integers[4].begin(), frame.integers[4].end(),
            operands.firstKey + row.keys.begin);
  program.run(frame);
  const std::vector<double> &changed = frame.numbers[program.getResultSlot(0)];
  for (int64_t j = 0; j < count; ++j)
    row.scores[j] = rounding(static_cast<Real>(changed[j]));
}

template <class Real>
void AttentionScores::applyListed(mlir::Attribute step,
                                  const Row<Real> &row) const {
  if (auto softcap = llvm::dyn_cast<SoftcapAttr>(step))
    return applySoftcap(static_cast<Real>(softcap.getCap()), row);
  if (auto alibi = llvm::dyn_cast<AlibiAttr>(step))
    return applyAlibi(alibi, row);
  applyBias(row);
}

template <class Real>
void AttentionScores::apply(Real *products, KeyInterval keys, int64_t batch,
                            int64_t head, int64_t query,
                            RegionFrame &frame) const {
  Row<Real> row{products, keys, batch, head, query};
  applyScale(row);
  for (mlir::Attribute step : list)
    applyListed(step, row);
  if (!program.empty())
    applyRegion(row, frame);
}

namespace heddle::reference {
template void AttentionScores::apply(double *, KeyInterval, int64_t, int64_t,
                                     int64_t, RegionFrame &) const;
template void AttentionScores::apply(float *, KeyInterval, int64_t, int64_t,
                                     int64_t, RegionFrame &) const;
} // namespace heddle::reference
