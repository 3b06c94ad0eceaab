//===- MatrixInstructions.cpp - AMD's matrix instructions -----------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "MatrixInstructions.h"

using namespace heddle;
using namespace heddle::amdgpu;
using llvm::SmallVector;

/// The bits of a lane's number: the low ones are the row, `rest` what the
/// others are.
static SmallVector<Coordinates>
getLanes(int64_t rows, std::initializer_list<Coordinates> rest) {
  SmallVector<Coordinates> lanes;
  for (int64_t row = 1; row < rows; row *= 2)
    lanes.push_back({row, 0});
  lanes.append(rest);
  return lanes;
}

/// v_mfma_f32_32x32x8, two of them, or 32x32x16: the halves of the wave share k
/// by fours, as they do the columns of the result; the order of k is free.
static MatrixInstruction getMFMA(llvm::StringRef name, FactorType type) {
  const SmallVector<Coordinates> lanes = getLanes(32, {{0, 4}});
  const OperandLayout factor = {{{0, 1}, {0, 2}, {0, 8}}, lanes};
  return {name,
          32,
          32,
          16,
          type,
          /*roundsToTf32=*/false,
          factor,
          factor,
          {{{0, 1}, {0, 2}, {0, 8}, {0, 16}}, lanes}};
}

/// gfx11's v_wmma_f32_16x16x16: both halves of a wave hold the whole factors;
/// of the result one has the even, the other the odd columns.
static MatrixInstruction getReplicatedWMMA(llvm::StringRef name,
                                           FactorType type) {
  const OperandLayout factor = {{{0, 1}, {0, 2}, {0, 4}, {0, 8}},
                                getLanes(16, {{0, 0}})};
  return {name,
          16,
          16,
          16,
          type,
          /*roundsToTf32=*/false,
          factor,
          factor,
          {{{0, 2}, {0, 4}, {0, 8}}, getLanes(16, {{0, 1}})}};
}

/// gfx12's: the halves share the columns and k.
static MatrixInstruction getWMMA(llvm::StringRef name, FactorType type) {
  const OperandLayout layout = {{{0, 1}, {0, 2}, {0, 4}},
                                getLanes(16, {{0, 8}})};
  return {name,   16,     16,    16, type, /*roundsToTf32=*/false,
          layout, layout, layout};
}

llvm::ArrayRef<MatrixInstruction>
amdgpu::getMatrixInstructions(MatrixUnit unit) {
  static const MatrixInstruction mfma[] = {
      getMFMA("32x32x16.bf16", FactorType::BF16),
      getMFMA("32x32x16.f16", FactorType::F16),
      getMFMA("32x32x16.f32", FactorType::F32)};
  static const MatrixInstruction replicated[] = {
      getReplicatedWMMA("16x16x16.bf16", FactorType::BF16),
      getReplicatedWMMA("16x16x16.f16", FactorType::F16),
      getReplicatedWMMA("16x16x16.f32", FactorType::F32)};
  static const MatrixInstruction split[] = {
      getWMMA("16x16x16.bf16", FactorType::BF16),
      getWMMA("16x16x16.f16", FactorType::F16),
      getWMMA("16x16x16.f32", FactorType::F32)};
  switch (unit) {
  case MatrixUnit::MFMA:
  case MatrixUnit::DeepMFMA:
    return mfma;
  case MatrixUnit::ReplicatedWMMA:
    return replicated;
  case MatrixUnit::WMMA:
    return split;
  }
  llvm_unreachable("all units are known");
}
