//===- ProgramOrder.h - The order in which work-items meet ------*- C++ -*-===//
//
// Part of the Heddle Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_EMULATOR_AMDGPU_PROGRAMORDER_H
#define HEDDLE_EMULATOR_AMDGPU_PROGRAMORDER_H

#include "llvm/IR/CycleInfo.h"
#include "llvm/IR/Function.h"

#include <vector>

namespace heddle::amdgcn {

/// One place in program order: a block, or the end of a cycle.
struct Place {
  llvm::BasicBlock *block = nullptr;
  const llvm::Cycle *cycleEnd = nullptr;
};

/// Blocks of a function, each behind those that lead to it, and all blocks of
/// a cycle (a loop, reducible or not) together. Work-items that wait at the
/// first place are then those that others must wait for: when they have gone
/// on, all have met where control flow joins again.
std::vector<Place> computeProgramOrder(llvm::Function &function,
                                       const llvm::CycleInfo &cycles);

} // namespace heddle::amdgcn

#endif // HEDDLE_EMULATOR_AMDGPU_PROGRAMORDER_H
