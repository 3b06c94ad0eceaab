//===- EvaluateAttention.cpp - heddle.attention in numbers ----------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "AttentionScores.h"
#include "EvaluateOps.h"
#include "Gating.h"
#include "Panel.h"
#include "Parallel.h"

#include "mlir/IR/TypeUtilities.h"

using namespace heddle;
using namespace heddle::reference;

namespace {

/// Computes in `Real`, and rounds what an eager framework would store.
template <class Real>
class AttentionEvaluator {
public:
  AttentionEvaluator(AttentionOp op, const Arguments &arguments,
                     llvm::ArrayRef<View> results,
                     const EvaluationOptions &options);

  void run();

private:
  /// What a thread works with.
  struct Scratch {
    Scratch(int64_t keyWidth, int64_t numKeys, int64_t valueWidth)
        : query(keyWidth), weights(numKeys), output(valueWidth) {}
    RowBlock<Real> query, weights, output;
    RegionFrame frame;
    KeySet keys[rowsPerBlock];
    RowSummary<Real> summaries[rowsPerBlock];
  };

  void runKeyHead(int64_t batch, int64_t keyHead);
  KeyInterval spanOfQueries(int64_t batch, int64_t begin, int64_t end) const;
  void loadPanels(int64_t batch, int64_t keyHead);
  void runBlock(int64_t batch, int64_t head, int64_t firstQuery,
                Scratch &scratch);
  void loadQuery(int64_t batch, int64_t head, int64_t query, Real *row);
  void normalizeRow(int64_t batch, int64_t head, int64_t query,
                    const KeySet &keys, KeyInterval hull, Real *weights,
                    Scratch &scratch, RowSummary<Real> &summary);
  void finishRow(int64_t batch, int64_t head, int64_t query, const Real *output,
                 const RowSummary<Real> &summary);
  /// The query's own key, if the normalizer gives it what is left and it is
  /// there.
  std::optional<int64_t> remainderKey(int64_t batch, int64_t query) const;
  std::optional<Real> sinkOf(int64_t head) const;
  /// An element of query, key or value as its own gate leaves it.
  Real load(const View &operand, const Gating &gating,
            llvm::ArrayRef<int64_t> index) const;

  AttentionOperands operands;
  Rounding rounding, factorRounding;
  AttentionScores scores;
  Gating gating, queryGating, keyGating, valueGating;
  View result, logSumExp;
  unsigned numThreads;
  Progress progress;

  /// The keys in `panelSpan` of one batch entry and key head: keys as columns,
  /// values as rows.
  KeyInterval panelSpan = {0, 0};
  Panel<Real> keyPanel, valuePanel;
};

} // namespace

/// The type to which intermediate tensors are rounded.
static Rounding roundingOfScores(AttentionOp op,
                                 const EvaluationOptions &options) {
  if (options.precision == Precision::Exact)
    return Rounding();
  return Rounding(
      *getElementType(mlir::getElementTypeOrSelf(op.getQuery().getType())));
}

/// That of the factors of both products, beside what they are stored in.
static Rounding roundingOfFactors(AttentionOp op,
                                  const EvaluationOptions &options) {
  bool isF32 = mlir::getElementTypeOrSelf(op.getQuery().getType()).isF32();
  return options.precision != Precision::Exact && isF32 && op.getAllowTf32()
             ? Rounding::toTf32()
             : Rounding();
}

template <class Real>
AttentionEvaluator<Real>::AttentionEvaluator(AttentionOp op,
                                             const Arguments &arguments,
                                             llvm::ArrayRef<View> results,
                                             const EvaluationOptions &options)
    : operands(op, arguments), rounding(roundingOfScores(op, options)),
      factorRounding(roundingOfFactors(op, options)),
      scores(operands, arguments, rounding),
      numThreads(resolveThreads(options.numThreads)),
      progress(operands.numBatches() * operands.numHeads() *
                   operands.numQueries(),
               options.showProgress) {
  LayoutAttr layout = op.getLayoutAttr();
  bool headsLast = layout && layout.getResult() == DimOrder::BSHD;
  result = headsLast ? results[0].transposed(1, 2) : results[0];
  if (results.size() > 1)
    logSumExp = results[1];
  gating = Gating(
      llvm::cast_if_present<GateAttr>(op.getGateAttr()), operands.gateLogits,
      layout ? layout.getGate() : DimOrder::BHSD, result.sizes,
      outputRounding(op.getOuts()[0], op.getRoundingAttr(), options));
  auto getGating = [&](GateAttrInterface gate, const View &logits,
                       const View &operand) {
    return Gating(llvm::cast_if_present<GateAttr>(gate), logits,
                  layout ? layout.getQkv() : DimOrder::BHSD, operand.sizes,
                  Rounding());
  };
  queryGating = getGating(op.getQueryGateAttr(), operands.queryGateLogits,
                          operands.query);
  keyGating =
      getGating(op.getKeyGateAttr(), operands.keyGateLogits, operands.key);
  valueGating = getGating(op.getValueGateAttr(), operands.valueGateLogits,
                          operands.value);
}

template <class Real>
Real AttentionEvaluator<Real>::load(const View &operand, const Gating &gating,
                                    llvm::ArrayRef<int64_t> index) const {
  Real element = static_cast<Real>(operand.load(index));
  return gating.gate ? rounding(gating.apply(element, index)) : element;
}

template <class Real>
std::optional<int64_t>
AttentionEvaluator<Real>::remainderKey(int64_t batch, int64_t query) const {
  auto stick = llvm::dyn_cast_if_present<StickBreakingAttr>(
      AttentionOp(operands.op).getNormalizerAttr());
  if (!stick || !stick.getRemainder())
    return std::nullopt;
  QueryPosition at = operands.positionOf(batch, query);
  int64_t own = at.anchor(stick.getBottomRight());
  int64_t local = own - operands.firstKey;
  if (own < 0 || own >= at.numKeys || local < 0 ||
      local >= operands.key.sizes[2])
    return std::nullopt;
  return local;
}

template <class Real>
std::optional<Real> AttentionEvaluator<Real>::sinkOf(int64_t head) const {
  if (!operands.sink)
    return std::nullopt;
  return static_cast<Real>(operands.sink.load({head}));
}

template <class Real>
KeyInterval AttentionEvaluator<Real>::spanOfQueries(int64_t batch,
                                                    int64_t begin,
                                                    int64_t end) const {
  KeySet keys;
  for (int64_t query = begin; query < end; ++query) {
    KeyInterval hull = operands.visibleKeys(batch, query).hull();
    keys = keys.unionWith(KeySet(hull.begin, hull.end));
  }
  return keys.hull();
}

template <class Real>
void AttentionEvaluator<Real>::loadPanels(int64_t batch, int64_t keyHead) {
  panelSpan = spanOfQueries(batch, 0, operands.numQueries());
  int64_t numKeys = panelSpan.end - panelSpan.begin;
  keyPanel.reset(operands.keyWidth(), numKeys);
  valuePanel.reset(numKeys, operands.valueWidth());
  parallelFor(numKeys, numThreads, [&](int64_t row, unsigned) {
    int64_t key = panelSpan.begin + row;
    for (int64_t k = 0; k < operands.keyWidth(); ++k)
      keyPanel.at(k, row) = factorRounding(
          load(operands.key, keyGating, {batch, keyHead, key, k}));
    for (int64_t d = 0; d < operands.valueWidth(); ++d)
      valuePanel.at(row, d) = factorRounding(
          load(operands.value, valueGating, {batch, keyHead, key, d}));
  });
}

template <class Real>
void AttentionEvaluator<Real>::loadQuery(int64_t batch, int64_t head,
                                         int64_t query, Real *row) {
  for (int64_t k = 0; k < operands.keyWidth(); ++k)
    row[k] = factorRounding(
        load(operands.query, queryGating, {batch, head, query, k}));
}

template <class Real>
void AttentionEvaluator<Real>::normalizeRow(int64_t batch, int64_t head,
                                            int64_t query, const KeySet &keys,
                                            KeyInterval hull, Real *weights,
                                            Scratch &scratch,
                                            RowSummary<Real> &summary) {
  int64_t masked = hull.begin;
  auto maskUntil = [&](int64_t end) {
    std::fill(weights + (masked - hull.begin), weights + (end - hull.begin),
              -std::numeric_limits<Real>::infinity());
  };
  for (KeyInterval interval : keys.getIntervals()) {
    maskUntil(interval.begin);
    scores.apply(weights + (interval.begin - hull.begin), interval, batch, head,
                 query, scratch.frame);
    masked = interval.end;
  }
  maskUntil(hull.end);
  int64_t count = hull.end - hull.begin;
  summary = weigh<Real>(AttentionOp(operands.op).getNormalizerAttr(), weights,
                        count, sinkOf(head));
  for (int64_t j = 0; j < count; ++j)
    weights[j] = factorRounding(rounding(weights[j]));
}

template <class Real>
void AttentionEvaluator<Real>::finishRow(int64_t batch, int64_t head,
                                         int64_t query, const Real *output,
                                         const RowSummary<Real> &summary) {
  int64_t keyHead = head / (operands.numHeads() / operands.numKeyHeads());
  std::optional<int64_t> own = remainderKey(batch, query);
  for (int64_t d = 0; d < operands.valueWidth(); ++d) {
    Real o = output[d];
    if (own)
      o += summary.unclaimed *
           load(operands.value, valueGating, {batch, keyHead, *own, d});
    result.store({batch, head, query, d},
                 gating.apply(o, {batch, head, query, d}));
  }
  if (logSumExp)
    logSumExp.store({batch, head, query}, summary.logSumExp);
}

template <class Real>
void AttentionEvaluator<Real>::runBlock(int64_t batch, int64_t head,
                                        int64_t firstQuery, Scratch &scratch) {
  int64_t numRows = std::min(rowsPerBlock, operands.numQueries() - firstQuery);
  for (int64_t r = 0; r < numRows; ++r) {
    loadQuery(batch, head, firstQuery + r, scratch.query.row(r));
    scratch.keys[r] = operands.visibleKeys(batch, firstQuery + r);
  }
  KeyInterval hull = spanOfQueries(batch, firstQuery, firstQuery + numRows);
  int64_t begin = hull.begin - panelSpan.begin;
  int64_t end = hull.end - panelSpan.begin;
  multiply(scratch.query, keyPanel, 0, operands.keyWidth(), begin, end,
           scratch.weights);
  for (int64_t r = 0; r < numRows; ++r)
    normalizeRow(batch, head, firstQuery + r, scratch.keys[r], hull,
                 scratch.weights.row(r) + begin, scratch, scratch.summaries[r]);
  multiply(scratch.weights, valuePanel, begin, end, 0, operands.valueWidth(),
           scratch.output);
  for (int64_t r = 0; r < numRows; ++r)
    finishRow(batch, head, firstQuery + r, scratch.output.row(r),
              scratch.summaries[r]);
  progress.advance(numRows);
}

template <class Real>
void AttentionEvaluator<Real>::runKeyHead(int64_t batch, int64_t keyHead) {
  loadPanels(batch, keyHead);
  int64_t group = operands.numHeads() / operands.numKeyHeads();
  int64_t numBlocks = (operands.numQueries() + rowsPerBlock - 1) / rowsPerBlock;
  std::vector<Scratch> scratches(
      numThreads, Scratch(operands.keyWidth(), keyPanel.paddedColumns(),
                          valuePanel.paddedColumns()));
  parallelFor(group * numBlocks, numThreads,
              [&](int64_t item, unsigned worker) {
                // The last blocks of a causal mask have the most work: first.
                int64_t block = numBlocks - 1 - item / group;
                runBlock(batch, keyHead * group + item % group,
                         block * rowsPerBlock, scratches[worker]);
              });
}

template <class Real>
void AttentionEvaluator<Real>::run() {
  for (int64_t batch = 0; batch < operands.numBatches(); ++batch)
    for (int64_t keyHead = 0; keyHead < operands.numKeyHeads(); ++keyHead)
      runKeyHead(batch, keyHead);
}

void heddle::reference::evaluateAttention(AttentionOp op,
                                          const Arguments &arguments,
                                          llvm::ArrayRef<View> results,
                                          const EvaluationOptions &options) {
  if (options.precision == Precision::Exact)
    AttentionEvaluator<double>(op, arguments, results, options).run();
  else
    AttentionEvaluator<float>(op, arguments, results, options).run();
}

double heddle::reference::countAttentionFlops(AttentionOp op,
                                              const Arguments &arguments) {
  AttentionOperands operands(op, arguments);
  double numPairs = 0;
  for (int64_t batch = 0; batch < operands.numBatches(); ++batch)
    for (int64_t query = 0; query < operands.numQueries(); ++query)
      numPairs +=
          static_cast<double>(operands.visibleKeys(batch, query).size());
  return 2.0 *
         static_cast<double>(operands.keyWidth() + operands.valueWidth()) *
         numPairs * static_cast<double>(operands.numHeads());
}
