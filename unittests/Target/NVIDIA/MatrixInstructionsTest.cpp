//===- MatrixInstructionsTest.cpp - Tests of the table of instructions ----===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Every register of every lane is compared with two witnesses: the formulas of
// the PTX ISA, written out as it has them, and the fragments of the emulator.
//
//===----------------------------------------------------------------------===//

#include "Target/NVIDIA/MatrixInstructions.h"
#include "../OperandLayouts.h"
#include "Emulator/PTX/Fragments.h"
#include "Emulator/PTX/WarpgroupLayouts.h"

#include "gtest/gtest.h"

#include <functional>
#include <set>

using namespace heddle;

/// A row and a column of an operand, by register and lane.
using Formula = std::function<Coordinates(int64_t, int64_t)>;

/// PTX, `mma.m16n8k16` with f16 or bf16: the left factor.
static Coordinates pairsLeft(int64_t i, int64_t lane) {
  int64_t groupID = lane >> 2, threadIDInGroup = lane % 4;
  int64_t row = (0 <= i && i < 2) || (4 <= i && i < 6) ? groupID : groupID + 8;
  int64_t column = threadIDInGroup * 2 + (i & 1) + (i >= 4 ? 8 : 0);
  return {row, column};
}

/// PTX, `mma.m16n8k16` with f16 or bf16: the right factor, (k, column).
static Coordinates pairsRight(int64_t i, int64_t lane) {
  int64_t groupID = lane >> 2, threadIDInGroup = lane % 4;
  return {threadIDInGroup * 2 + (i & 1) + (i >= 2 ? 8 : 0), groupID};
}

/// PTX, `mma.m16n8k8` with tf32: the left factor.
static Coordinates singlesLeft(int64_t i, int64_t lane) {
  int64_t groupID = lane >> 2, threadIDInGroup = lane % 4;
  int64_t row = i == 0 || i == 2 ? groupID : groupID + 8;
  int64_t column = i == 0 || i == 1 ? threadIDInGroup : threadIDInGroup + 4;
  return {row, column};
}

/// PTX, `mma.m16n8k8` with tf32: the right factor, (k, column).
static Coordinates singlesRight(int64_t i, int64_t lane) {
  int64_t groupID = lane >> 2, threadIDInGroup = lane % 4;
  return {i == 0 ? threadIDInGroup : threadIDInGroup + 4, groupID};
}

/// PTX, both: the sum.
static Coordinates sum(int64_t i, int64_t lane) {
  int64_t groupID = lane >> 2, threadIDInGroup = lane % 4;
  return {i < 2 ? groupID : groupID + 8, threadIDInGroup * 2 + (i & 1)};
}

/// PTX numbers the steps of the reduced dimension so that a lane has t and
/// t + 4 of eight; tables have 2t and 2t + 1 instead, in both factors.
static int64_t renumber(const MatrixInstruction &instruction, int64_t k) {
  return instruction.k == 8 ? k % 4 * 2 + k / 4 : k;
}

static Formula getEmulated(const ptx::Fragment &fragment) {
  return [&fragment](int64_t i, int64_t lane) -> Coordinates {
    ptx::Coordinate place = fragment.at(i, lane);
    return {place.row, place.column};
  };
}

static void expectOperands(const MatrixInstruction &instruction,
                           const Formula &left, const Formula &right,
                           const Formula &result) {
  for (int64_t lane = 0; lane != 32; ++lane) {
    SCOPED_TRACE(instruction.name.str() + ", lane " + std::to_string(lane));
    for (size_t i = 0; i != instruction.a.getPoints().size(); ++i) {
      Coordinates place = left(i, lane);
      place[1] = renumber(instruction, place[1]);
      EXPECT_EQ(getPlace(instruction.a, i, lane), place) << "register " << i;
    }
    for (size_t i = 0; i != instruction.b.getPoints().size(); ++i) {
      Coordinates place = right(i, lane);
      Coordinates columnFirst = {place[1], renumber(instruction, place[0])};
      EXPECT_EQ(getPlace(instruction.b, i, lane), columnFirst)
          << "register " << i;
    }
    for (size_t i = 0; i != instruction.c.getPoints().size(); ++i)
      EXPECT_EQ(getPlace(instruction.c, i, lane), result(i, lane))
          << "register " << i;
  }
}

/// The entries of all GPUs, or those of one warp.
static llvm::ArrayRef<MatrixInstruction> getAllInstructions() {
  return nvidia::getMatrixInstructions(*nvidia::Chip::lookup("sm_90a"));
}
static llvm::ArrayRef<MatrixInstruction> getWarpInstructions() {
  return nvidia::getMatrixInstructions(*nvidia::Chip::lookup("sm_80"));
}

TEST(NVIDIAMatrixInstructions, followPtx) {
  for (const MatrixInstruction &instruction : getWarpInstructions())
    if (instruction.type == FactorType::F32)
      expectOperands(instruction, singlesLeft, singlesRight, sum);
    else
      expectOperands(instruction, pairsLeft, pairsRight, sum);
}

TEST(NVIDIAMatrixInstructions, followEmulator) {
  for (const MatrixInstruction &instruction : getWarpInstructions()) {
    const ptx::MatrixShape *shape =
        ptx::findMmaShape(instruction.m, instruction.n, instruction.k,
                          instruction.type == FactorType::F32 ? 32 : 16);
    ASSERT_TRUE(shape) << instruction.name.str();
    EXPECT_EQ(instruction.a.getPoints().size(), shape->a.elements());
    EXPECT_EQ(instruction.b.getPoints().size(), shape->b.elements());
    EXPECT_EQ(instruction.c.getPoints().size(), shape->c.elements());
    expectOperands(instruction, getEmulated(shape->a), getEmulated(shape->b),
                   getEmulated(shape->c));
  }
}

/// PTX, `wgmma.mma_async` of m64nNk16: the sum; and the left factor, if it is
/// in registers.
static Coordinates placeInWarpgroup(int64_t i, int64_t thread) {
  int64_t warp = thread / 32, lane = thread % 32;
  return {16 * (warp % 4) + lane / 4 + 8 * (i / 2 % 2),
          8 * (i / 4) + 2 * (lane % 4) + i % 2};
}

static Coordinates get(ptx::WideCoordinate place) {
  return {place.row, place.column};
}

/// The table has the first columns of the first warp. Others follow.
TEST(NVIDIAMatrixInstructions, followWarpgroups) {
  int64_t count = 0;
  for (const MatrixInstruction &instruction : getAllInstructions()) {
    if (instruction.warps == 1)
      continue;
    ++count;
    SCOPED_TRACE(instruction.name.str());
    int64_t rows = instruction.m / instruction.warps;
    int64_t pieces = instruction.maxColumns / instruction.n;
    int64_t registers = instruction.c.getPoints().size();
    for (int64_t thread = 0; thread != 32 * instruction.warps; ++thread) {
      int64_t above = thread / 32 * rows;
      for (int64_t i = 0; i != pieces * registers; ++i) {
        Coordinates place = getPlace(instruction.c, i % registers, thread % 32);
        place[0] += above;
        place[1] += i / registers * instruction.n;
        EXPECT_EQ(place, placeInWarpgroup(i, thread));
        EXPECT_EQ(place, get(ptx::warpgroupAccumulator(i, thread)));
      }
      for (size_t i = 0; i != instruction.a.getPoints().size(); ++i) {
        Coordinates place = getPlace(instruction.a, i, thread % 32);
        place[0] += above;
        EXPECT_EQ(place, placeInWarpgroup(i, thread));
        EXPECT_EQ(place, get(ptx::warpgroupOperandA(i, thread, /*bits=*/16)));
      }
    }
  }
  EXPECT_EQ(count, 2);
}

TEST(NVIDIAMatrixInstructions, coverOperandsOnce) {
  for (MatrixInstruction instruction : getAllInstructions()) {
    SCOPED_TRACE(instruction.name.str());
    instruction.m /= instruction.warps;
    expectCovered(instruction, /*waveSize=*/32, /*copiesOfFactors=*/1);
  }
}

/// Weights are the result of one product and the left factor of the next: they
/// must not move between lanes.
TEST(NVIDIAMatrixInstructions, makeFactorsOfResults) {
  for (const MatrixInstruction &instruction : getAllInstructions()) {
    SCOPED_TRACE(instruction.name.str());
    EXPECT_EQ(instruction.a.lane, instruction.c.lane);
    for (int64_t lane = 0; lane != 32; ++lane) {
      std::set<std::pair<int64_t, int64_t>> result, factor;
      for (int64_t i = 0; i != 4; ++i) {
        Coordinates c = getPlace(instruction.c, i, lane);
        Coordinates a = getPlace(instruction.a, i, lane);
        result.emplace(c[0], c[1]);
        factor.emplace(a[0], a[1]);
      }
      EXPECT_EQ(result, factor);
    }
  }
}

TEST(NVIDIAMatrixInstructions, haveNames) {
  std::set<llvm::StringRef> names;
  for (const MatrixInstruction &instruction : getAllInstructions())
    EXPECT_TRUE(names.insert(instruction.name).second)
        << instruction.name.str();
  EXPECT_EQ(names.size(), 6u);
}
