//===- Chips.h - All of AMD's GPUs ------------------------------*- C++ -*-===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_LIB_TARGET_AMDGPU_CHIPS_H
#define HEDDLE_LIB_TARGET_AMDGPU_CHIPS_H

#include "heddle/Target/AMDGPU/Chip.h"

#include "llvm/ADT/ArrayRef.h"

namespace heddle::amdgpu {

llvm::ArrayRef<Chip> getChips();

} // namespace heddle::amdgpu

#endif // HEDDLE_LIB_TARGET_AMDGPU_CHIPS_H
