//===- MatrixShapesTest.cpp - The table of matrix instructions ------------===//
//
// Part of the Heddle Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Matrix.h"

#include "gtest/gtest.h"

#include <map>
#include <tuple>

using namespace heddle::amdgcn;

static unsigned waveSizeOf(const MatrixShape &shape) {
  bool isWmma = shape.fragments == Fragments::Replicated ||
                shape.fragments == Fragments::Split;
  return isWmma ? 32 : 64;
}

using Places = std::map<std::tuple<unsigned, unsigned, unsigned>, unsigned>;

/// Each element lies in `copies` places, and nothing else is there.
static void expectCover(const Places &places, size_t blocks, size_t outer,
                        size_t inner, unsigned copies) {
  EXPECT_EQ(places.size(), blocks * outer * inner);
  for (const auto &[place, count] : places) {
    EXPECT_EQ(count, copies);
    EXPECT_LT(std::get<0>(place), blocks);
    EXPECT_LT(std::get<1>(place), outer);
    EXPECT_LT(std::get<2>(place), inner);
  }
}

TEST(MatrixShapes, LanesHoldAllElements) {
  for (const MatrixShape &shape : getMatrixShapes()) {
    SCOPED_TRACE(shape.name.str());
    unsigned waveSize = waveSizeOf(shape);
    unsigned copies = shape.fragments == Fragments::Replicated ? 2 : 1;
    for (unsigned extent : {shape.m, shape.n}) {
      Places places;
      for (unsigned lane = 0; lane < waveSize; ++lane)
        for (unsigned e = 0; e < countInputs(shape, extent, waveSize); ++e) {
          Coordinate at = locateInput(shape, extent, waveSize, lane, e);
          ++places[{at.block, at.outer, at.inner}];
        }
      expectCover(places, shape.blocks, extent, shape.k, copies);
    }
    Places places;
    unsigned count = shape.blocks * shape.m * shape.n / waveSize;
    for (unsigned lane = 0; lane < waveSize; ++lane)
      for (unsigned e = 0; e < count; ++e) {
        Coordinate at = locateResult(shape, waveSize, lane, e);
        ++places[{at.block, at.outer, at.inner}];
      }
    expectCover(places, shape.blocks, shape.m, shape.n, 1);
  }
}
