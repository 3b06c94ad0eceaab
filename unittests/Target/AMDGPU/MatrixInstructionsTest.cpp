//===- MatrixInstructionsTest.cpp - Tests of the table of instructions ----===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Every register of every lane is compared with two witnesses: the formulas of
// AMD's matrix instruction calculator, and the shapes of the emulator.
// Instructions compute transposed products: their first factor is the right
// one of the table, and their result has columns before rows.
//
//===----------------------------------------------------------------------===//

#include "Target/AMDGPU/MatrixInstructions.h"
#include "../OperandLayouts.h"
#include "Emulator/AMDGPU/Matrix.h"

#include "gtest/gtest.h"

#include <functional>
#include <set>

using namespace heddle;
using namespace heddle::amdgpu;

/// Row (or column) and k of a factor, or column and row of a result, by
/// register and lane.
using Formula = std::function<Coordinates(int64_t, int64_t)>;

namespace {
/// The instruction that an entry stands for, or several of it, which take the
/// registers of the factors in turn.
struct Unit {
  MatrixUnit unit;
  int64_t waveSize;
  /// Lanes that hold an element of a factor.
  int64_t copies;
  /// For bf16, f16 and f32, as the emulator names them; units without f32 have
  /// the instruction for bf16 there.
  const char *names[3];
  Formula factor, result;
};
} // namespace

static const Unit units[] = {
    // v_mfma_f32_32x32x8: two of them.
    {MatrixUnit::MFMA,
     64,
     1,
     {"mfma.f32.32x32x8bf16.1k", "mfma.f32.32x32x8f16", "mfma.f32.32x32x2f32"},
     [](int64_t i, int64_t lane) -> Coordinates {
       return {lane % 32, 8 * (i / 4) + 4 * (lane / 32) + i % 4};
     },
     [](int64_t i, int64_t lane) -> Coordinates {
       return {8 * (i / 4) + 4 * (lane / 32) + i % 4, lane % 32};
     }},
    // v_mfma_f32_32x32x16: lanes have eight of k in a row, but are given those
    // which the results leave them.
    {MatrixUnit::DeepMFMA,
     64,
     1,
     {"mfma.f32.32x32x16.bf16", "mfma.f32.32x32x16.f16", "mfma.f32.32x32x2f32"},
     [](int64_t i, int64_t lane) -> Coordinates {
       return {lane % 32, 8 * (i / 4) + 4 * (lane / 32) + i % 4};
     },
     [](int64_t i, int64_t lane) -> Coordinates {
       return {8 * (i / 4) + 4 * (lane / 32) + i % 4, lane % 32};
     }},
    // v_wmma_f32_16x16x16 of gfx11.
    {MatrixUnit::ReplicatedWMMA,
     32,
     2,
     {"wmma.f32.16x16x16.bf16", "wmma.f32.16x16x16.f16",
      "wmma.f32.16x16x16.bf16"},
     [](int64_t i, int64_t lane) -> Coordinates { return {lane % 16, i}; },
     [](int64_t i, int64_t lane) -> Coordinates {
       return {2 * i + lane / 16, lane % 16};
     }},
    // v_wmma_f32_16x16x16 of gfx12.
    {MatrixUnit::WMMA,
     32,
     1,
     {"wmma.f32.16x16x16.bf16", "wmma.f32.16x16x16.f16",
      "wmma.f32.16x16x16.bf16"},
     [](int64_t i, int64_t lane) -> Coordinates {
       return {lane % 16, 8 * (lane / 16) + i};
     },
     [](int64_t i, int64_t lane) -> Coordinates {
       return {8 * (lane / 16) + i, lane % 16};
     }},
};

/// Runs `expect` for each instruction of each unit.
static void forEach(
    llvm::function_ref<void(const Unit &, const MatrixInstruction &)> expect) {
  for (const Unit &unit : units)
    for (const MatrixInstruction &instruction :
         getMatrixInstructions(unit.unit)) {
      SCOPED_TRACE(std::string(unit.names[0]) + ", " + instruction.name.str());
      expect(unit, instruction);
    }
}

/// Runs `expect` for each register of each lane.
static void forEach(const OperandLayout &layout, int64_t waveSize,
                    llvm::function_ref<void(int64_t, int64_t)> expect) {
  for (int64_t lane = 0; lane != waveSize; ++lane)
    for (size_t i = 0; i != layout.getPoints().size(); ++i) {
      SCOPED_TRACE("register " + std::to_string(i) + " of lane " +
                   std::to_string(lane));
      expect(i, lane);
    }
}

TEST(AMDGPUMatrixInstructions, followCalculator) {
  forEach([](const Unit &unit, const MatrixInstruction &instruction) {
    for (const OperandLayout &factor : {instruction.a, instruction.b})
      forEach(factor, unit.waveSize, [&](int64_t i, int64_t lane) {
        EXPECT_EQ(getPlace(factor, i, lane), unit.factor(i, lane));
      });
    forEach(instruction.c, unit.waveSize, [&](int64_t i, int64_t lane) {
      Coordinates place = unit.result(i, lane);
      EXPECT_EQ(getPlace(instruction.c, i, lane),
                (Coordinates{place[1], place[0]}));
    });
  });
}

static const amdgcn::MatrixShape &findShape(const Unit &unit,
                                            const MatrixInstruction &of) {
  bool isSplit = unit.unit == MatrixUnit::WMMA;
  llvm::StringRef name = unit.names[of.type == FactorType::BF16  ? 0
                                    : of.type == FactorType::F16 ? 1
                                                                 : 2];
  for (const amdgcn::MatrixShape &shape : amdgcn::getMatrixShapes())
    if (shape.name == name &&
        (shape.fragments == amdgcn::Fragments::Split) == isSplit)
      return shape;
  llvm_unreachable("the emulator has all instructions");
}

/// The order of k is free if it is the same in both factors: `order` has k of
/// the table for each of the instructions'.
static void
expectFactor(const OperandLayout &factor, const Unit &unit,
             const amdgcn::MatrixShape &shape, int64_t extent,
             std::map<std::pair<int64_t, int64_t>, int64_t> &order) {
  int64_t count = amdgcn::countInputs(shape, extent, unit.waveSize);
  forEach(factor, unit.waveSize, [&](int64_t i, int64_t lane) {
    amdgcn::Coordinate at =
        amdgcn::locateInput(shape, extent, unit.waveSize, lane, i % count);
    Coordinates place = getPlace(factor, i, lane);
    EXPECT_EQ(place[0], int64_t(at.outer));
    auto [known, isNew] =
        order.try_emplace({i / count, int64_t(at.inner)}, place[1]);
    EXPECT_EQ(known->second, place[1]);
  });
}

TEST(AMDGPUMatrixInstructions, followEmulator) {
  forEach([](const Unit &unit, const MatrixInstruction &instruction) {
    const amdgcn::MatrixShape &shape = findShape(unit, instruction);
    std::map<std::pair<int64_t, int64_t>, int64_t> order;
    expectFactor(instruction.b, unit, shape, shape.m, order);
    expectFactor(instruction.a, unit, shape, shape.n, order);
    std::set<int64_t> all;
    for (const auto &[from, to] : order)
      all.insert(to);
    EXPECT_EQ(int64_t(order.size()), instruction.k);
    EXPECT_EQ(int64_t(all.size()), instruction.k);
    forEach(instruction.c, unit.waveSize, [&](int64_t i, int64_t lane) {
      amdgcn::Coordinate at =
          amdgcn::locateResult(shape, unit.waveSize, lane, i);
      EXPECT_EQ(getPlace(instruction.c, i, lane),
                (Coordinates{int64_t(at.inner), int64_t(at.outer)}));
    });
  });
}

TEST(AMDGPUMatrixInstructions, coverOperands) {
  forEach([](const Unit &unit, const MatrixInstruction &instruction) {
    expectCovered(instruction, unit.waveSize, unit.copies);
  });
}

/// Weights are the result of one product and the left factor of the next: of
/// all but gfx11 they are where they must be.
TEST(AMDGPUMatrixInstructions, makeFactorsOfResults) {
  forEach([](const Unit &unit, const MatrixInstruction &instruction) {
    if (unit.unit == MatrixUnit::ReplicatedWMMA)
      return;
    forEach(instruction.a, unit.waveSize, [&](int64_t i, int64_t lane) {
      EXPECT_EQ(getPlace(instruction.a, i, lane),
                getPlace(instruction.c, i, lane));
    });
  });
}

TEST(AMDGPUMatrixInstructions, haveNames) {
  for (const Unit &unit : units) {
    std::set<llvm::StringRef> names;
    for (const MatrixInstruction &instruction :
         getMatrixInstructions(unit.unit))
      EXPECT_TRUE(names.insert(instruction.name).second)
          << instruction.name.str();
    EXPECT_EQ(names.size(), 3u);
  }
}
