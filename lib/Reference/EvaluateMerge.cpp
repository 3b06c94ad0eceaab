//===- EvaluateMerge.cpp - heddle.merge and heddle.gate in numbers --------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "EvaluateOps.h"
#include "Gating.h"

using namespace heddle;
using namespace heddle::reference;

//===----------------------------------------------------------------------===//
// heddle.gate
//===----------------------------------------------------------------------===//

template <class Real>
static void evaluateGateIn(GateOp op, const Arguments &arguments, View result,
                           const EvaluationOptions &options) {
  LayoutAttr layout = op.getLayoutAttr();
  View input = arguments.operands[0].view;
  bool headsLast = layout && layout.getResult() == DimOrder::BSHD;
  if (input.rank() == 4 && headsLast) {
    input = input.transposed(1, 2);
    result = result.transposed(1, 2);
  }
  // Only x of rank 4 knows of heads.
  bool gateHeadsLast = layout && layout.getGate() == DimOrder::BSHD;
  DimOrder order =
      input.rank() == 4 && gateHeadsLast ? DimOrder::BSHD : DimOrder::BHSD;
  Gating gating(llvm::cast<GateAttr>(op.getGateAttr()),
                arguments.operands[1].view, order, input.sizes,
                outputRounding(op.getOuts(), op.getRoundingAttr(), options));
  forEachIndex(input.sizes, [&](llvm::ArrayRef<int64_t> index) {
    Real output = static_cast<Real>(input.load(index));
    result.store(index, gating.apply(output, index));
  });
}

void heddle::reference::evaluateGate(GateOp op, const Arguments &arguments,
                                     llvm::ArrayRef<View> results,
                                     const EvaluationOptions &options) {
  if (options.precision == Precision::Exact)
    evaluateGateIn<double>(op, arguments, results[0], options);
  else
    evaluateGateIn<float>(op, arguments, results[0], options);
}

//===----------------------------------------------------------------------===//
// heddle.merge
//===----------------------------------------------------------------------===//

namespace {

template <class Real>
class MergeEvaluator {
public:
  MergeEvaluator(MergeOp op, const Arguments &arguments,
                 llvm::ArrayRef<View> results,
                 const EvaluationOptions &options);
  void run();

private:
  void runRow(llvm::ArrayRef<int64_t> row);

  /// [P,B,H,M,D] and [P,B,H,M].
  View partials, logSumExps;
  View sink;
  bool addsOne;
  Gating gating;
  View result, logSumExp;
};

} // namespace

template <class Real>
MergeEvaluator<Real>::MergeEvaluator(MergeOp op, const Arguments &arguments,
                                     llvm::ArrayRef<View> results,
                                     const EvaluationOptions &options)
    : addsOne(llvm::isa_and_present<Softmax1Attr>(op.getNormalizerAttr())) {
  LayoutAttr layout = op.getLayoutAttr();
  bool headsLast = layout && layout.getResult() == DimOrder::BSHD;
  const Argument *next = arguments.operands.begin();
  partials = next++->view;
  logSumExps = next++->view;
  View gateLogits = op.getGateLogits() ? next++->view : View();
  if (op.getSink())
    sink = next++->view;
  result = results[0];
  if (headsLast) {
    partials = partials.transposed(2, 3);
    result = result.transposed(1, 2);
  }
  if (results.size() > 1)
    logSumExp = results[1];
  gating =
      Gating(llvm::cast_if_present<GateAttr>(op.getGateAttr()), gateLogits,
             layout ? layout.getGate() : DimOrder::BHSD, result.sizes,
             outputRounding(op.getOuts()[0], op.getRoundingAttr(), options));
}

template <class Real>
void MergeEvaluator<Real>::runRow(llvm::ArrayRef<int64_t> row) {
  int64_t batch = row[0], head = row[1], query = row[2];
  std::vector<Real> weights;
  for (int64_t p = 0; p < partials.sizes[0]; ++p)
    weights.push_back(
        static_cast<Real>(logSumExps.load({p, batch, head, query})));
  std::optional<Real> extra;
  if (addsOne)
    extra = Real(0);
  else if (sink)
    extra = static_cast<Real>(sink.load({head}));
  RowSummary<Real> summary =
      weighSoftmax(weights.data(), partials.sizes[0], extra);
  for (int64_t d = 0; d < result.sizes[3]; ++d) {
    Real output = 0;
    for (int64_t p = 0; p < partials.sizes[0]; ++p)
      if (weights[p] != 0) // An empty part holds nothing that counts.
        output += weights[p] *
                  static_cast<Real>(partials.load({p, batch, head, query, d}));
    result.store({batch, head, query, d},
                 gating.apply(output, {batch, head, query, d}));
  }
  if (logSumExp)
    logSumExp.store(row, summary.logSumExp);
}

template <class Real>
void MergeEvaluator<Real>::run() {
  forEachIndex(llvm::ArrayRef<int64_t>(result.sizes).take_front(3),
               [&](llvm::ArrayRef<int64_t> row) { runRow(row); });
}

void heddle::reference::evaluateMerge(MergeOp op, const Arguments &arguments,
                                      llvm::ArrayRef<View> results,
                                      const EvaluationOptions &options) {
  if (options.precision == Precision::Exact)
    MergeEvaluator<double>(op, arguments, results, options).run();
  else
    MergeEvaluator<float>(op, arguments, results, options).run();
}
