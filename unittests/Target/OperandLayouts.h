//===- OperandLayouts.h - Tests of tables of instructions -------*- C++ -*-===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What tests of the tables of all GPUs' matrix instructions have in common.
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_UNITTESTS_TARGET_OPERANDLAYOUTS_H
#define HEDDLE_UNITTESTS_TARGET_OPERANDLAYOUTS_H

#include "heddle/Target/GPU/MatrixInstruction.h"

#include "gtest/gtest.h"

#include <map>
#include <utility>

namespace heddle {

/// Where a register of a lane lies, by the table.
inline Coordinates getPlace(const OperandLayout &layout, int64_t number,
                            int64_t lane) {
  Coordinates place = layout.getPoints()[number];
  for (size_t bit = 0; bit != layout.lane.size(); ++bit)
    if (lane >> bit & 1)
      for (int d : {0, 1})
        place[d] ^= layout.lane[bit][d];
  return place;
}

/// Each element of a rows x columns operand is in `copies` lanes, and nothing
/// else is in any.
inline void expectCovered(const OperandLayout &layout, int64_t waveSize,
                          int64_t rows, int64_t columns, int64_t copies) {
  ASSERT_EQ(int64_t(1) << layout.lane.size(), waveSize);
  std::map<std::pair<int64_t, int64_t>, int64_t> holders;
  for (size_t i = 0; i != layout.getPoints().size(); ++i)
    for (int64_t lane = 0; lane != waveSize; ++lane) {
      Coordinates place = getPlace(layout, i, lane);
      ++holders[{place[0], place[1]}];
    }
  EXPECT_EQ(int64_t(holders.size()), rows * columns);
  for (const auto &[place, count] : holders) {
    EXPECT_LT(place.first, rows);
    EXPECT_LT(place.second, columns);
    EXPECT_EQ(count, copies);
  }
}

/// That of all operands; results are in one lane.
inline void expectCovered(const MatrixInstruction &instruction,
                          int64_t waveSize, int64_t copiesOfFactors) {
  expectCovered(instruction.a, waveSize, instruction.m, instruction.k,
                copiesOfFactors);
  expectCovered(instruction.b, waveSize, instruction.n, instruction.k,
                copiesOfFactors);
  expectCovered(instruction.c, waveSize, instruction.m, instruction.n,
                /*copies=*/1);
}

} // namespace heddle

#endif // HEDDLE_UNITTESTS_TARGET_OPERANDLAYOUTS_H
