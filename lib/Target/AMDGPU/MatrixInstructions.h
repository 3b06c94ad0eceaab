//===- MatrixInstructions.h - AMD's matrix instructions ---------*- C++ -*-===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_LIB_TARGET_AMDGPU_MATRIXINSTRUCTIONS_H
#define HEDDLE_LIB_TARGET_AMDGPU_MATRIXINSTRUCTIONS_H

#include "heddle/Target/AMDGPU/Chip.h"
#include "heddle/Target/GPU/MatrixInstruction.h"

#include "llvm/ADT/ArrayRef.h"

namespace heddle::amdgpu {

/// MFMA or WMMA. All compute transposed products: their first factor is the
/// right one here, so that lanes hold the result's rows, and what the softmax
/// leaves of a row is where the second product needs it.
llvm::ArrayRef<MatrixInstruction> getMatrixInstructions(MatrixUnit unit);

} // namespace heddle::amdgpu

#endif // HEDDLE_LIB_TARGET_AMDGPU_MATRIXINSTRUCTIONS_H
