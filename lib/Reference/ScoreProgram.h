//===- ScoreProgram.h - Interprets a score region ------------- -*- C++ -*-===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_LIB_REFERENCE_SCOREPROGRAM_H
#define HEDDLE_LIB_REFERENCE_SCOREPROGRAM_H

#include "heddle/Reference/Evaluator.h"

#include "mlir/IR/Region.h"
#include "llvm/ADT/DenseMap.h"

#include <functional>
#include <vector>

namespace heddle::reference {

/// The values of a score region for consecutive keys of one query: one number
/// per key for each value of the region, floating-point or sign-extended.
struct ScoreFrame {
  int64_t numKeys = 0;
  std::vector<std::vector<double>> numbers;
  std::vector<std::vector<int64_t>> integers;
};

/// Where the keys of a frame stand.
struct ScoreRow {
  int64_t batch, head, query, firstKey;
};

/// A score region as a list of steps, each on all keys of a frame.
class ScoreProgram {
public:
  /// Fails with a diagnostic at an op that has no step.
  static llvm::LogicalResult verify(mlir::Region &region);

  /// An empty region leaves scores alone.
  ScoreProgram(mlir::Region &region, const Arguments &arguments);

  bool empty() const { return steps.empty(); }

  /// Replaces `scores`, which belong to keys from `row.firstKey` on.
  void run(ScoreFrame &frame, double *scores, int64_t numKeys,
           const ScoreRow &row) const;

private:
  friend class ScoreCompiler;
  using Step = std::function<void(ScoreFrame &)>;

  std::vector<Step> steps;
  size_t numSlots = 0;
  size_t resultSlot = 0;
};

} // namespace heddle::reference

#endif // HEDDLE_LIB_REFERENCE_SCOREPROGRAM_H
