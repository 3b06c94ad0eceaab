//===- MatrixInstructions.cpp - NVIDIA's matrix instructions --------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "MatrixInstructions.h"

using namespace heddle;

/// Lanes form eight groups of four. A lane has neighbours in a row of four
/// times two numbers.
static MatrixInstruction getPairs(llvm::StringRef name, FactorType type) {
  const llvm::SmallVector<Coordinates> lanes = {
      {0, 2}, {0, 4}, {1, 0}, {2, 0}, {4, 0}};
  return {name,
          16,
          8,
          16,
          type,
          /*roundsToTf32=*/false,
          {{{0, 1}, {8, 0}, {0, 8}}, lanes},
          {{{0, 1}, {0, 8}}, lanes},
          {{{0, 1}, {8, 0}}, lanes}};
}

/// PTX has t and t + 4 along k in lane t of a group. But the order of k is
/// free, if it is the same in both factors: with 2t and 2t + 1 there, a result
/// is a left factor as it is.
static MatrixInstruction getSingles(llvm::StringRef name, bool roundsToTf32) {
  const llvm::SmallVector<Coordinates> lanes = {
      {0, 2}, {0, 4}, {1, 0}, {2, 0}, {4, 0}};
  return {name,
          16,
          8,
          8,
          FactorType::F32,
          roundsToTf32,
          {{{8, 0}, {0, 1}}, lanes},
          {{{0, 1}}, lanes},
          {{{0, 1}, {8, 0}}, lanes}};
}

/// wgmma: four warps, each with the rows and registers of m16n8k16, for 8 to
/// 256 columns.
static MatrixInstruction getWarpgroup(llvm::StringRef name, FactorType type) {
  MatrixInstruction instruction = getPairs(name, type);
  instruction.m = 64;
  instruction.warps = 4;
  instruction.panelBytes = 128;
  instruction.maxColumns = 256;
  // Queries of wide rows would take the registers of scores.
  instruction.maxDepth = 128;
  return instruction;
}

llvm::ArrayRef<MatrixInstruction>
nvidia::getMatrixInstructions(const Chip &chip) {
  static const MatrixInstruction table[] = {
      getWarpgroup("wgmma.m64k16.bf16", FactorType::BF16),
      getWarpgroup("wgmma.m64k16.f16", FactorType::F16),
      getPairs("m16n8k16.bf16", FactorType::BF16),
      getPairs("m16n8k16.f16", FactorType::F16),
      getSingles("m16n8k8.tf32", /*roundsToTf32=*/true),
      getSingles("m16n8k8.f32", /*roundsToTf32=*/false)};
  constexpr size_t numWarpgroups = 2;
  llvm::ArrayRef<MatrixInstruction> all = table;
  return chip.hasWarpgroups ? all : all.drop_front(numWarpgroups);
}
