//===- RegionProgram.h - Interprets regions of scalar ops ----- -*- C++ -*-===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_LIB_REFERENCE_REGIONPROGRAM_H
#define HEDDLE_LIB_REFERENCE_REGIONPROGRAM_H

#include "heddle/Reference/Evaluator.h"

#include "mlir/IR/Region.h"

#include <functional>
#include <vector>

namespace heddle::reference {

/// The values of a region at consecutive points, its lanes: one number per lane
/// for each value of the region, floating-point or sign-extended.
struct RegionFrame {
  int64_t numLanes = 0;
  std::vector<std::vector<double>> numbers;
  std::vector<std::vector<int64_t>> integers;
};

/// Which results of a region's ops are rounded to their types; the others are
/// kept in f64.
enum class RegionRounding { None, Truncations, All };

/// A region of scalar ops as a list of steps, each on all lanes of a frame: a
/// score region, or the body of linalg.generic.
class RegionProgram {
public:
  /// Fails with a diagnostic at an op that has no step.
  static llvm::LogicalResult verify(mlir::Region &region);

  /// `region` has one block, or none: then there is nothing to run.
  RegionProgram(mlir::Region &region, const Arguments &arguments,
                RegionRounding rounding);

  bool empty() const { return resultSlots.empty(); }

  /// Where the arguments of the region, its linalg.index ops, and what it
  /// yields stand in a frame. Arguments come first, in order.
  size_t getResultSlot(unsigned result) const { return resultSlots[result]; }
  struct IndexSlot {
    unsigned dim;
    size_t slot;
  };
  llvm::ArrayRef<IndexSlot> getIndexSlots() const { return indexSlots; }

  /// Gives `frame` its slots, for `numLanes` lanes.
  void prepare(RegionFrame &frame, int64_t numLanes) const;
  /// Computes the other slots of `frame` from those of arguments and indices.
  void run(RegionFrame &frame) const;

private:
  friend class RegionCompiler;
  using Step = std::function<void(RegionFrame &)>;

  std::vector<Step> steps;
  size_t numSlots = 0;
  llvm::SmallVector<size_t, 2> resultSlots;
  llvm::SmallVector<IndexSlot, 2> indexSlots;
};

} // namespace heddle::reference

#endif // HEDDLE_LIB_REFERENCE_REGIONPROGRAM_H
