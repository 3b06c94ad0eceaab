//===- MatrixInstructions.h - NVIDIA's matrix instructions ------*- C++ -*-===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_LIB_TARGET_NVIDIA_MATRIXINSTRUCTIONS_H
#define HEDDLE_LIB_TARGET_NVIDIA_MATRIXINSTRUCTIONS_H

#include "heddle/Target/GPU/MatrixInstruction.h"
#include "llvm/ADT/ArrayRef.h"

namespace heddle::nvidia {

/// The shapes of `mma.sync` that kernels use, all there since sm_80. The best
/// ones come first.
llvm::ArrayRef<MatrixInstruction> getMatrixInstructions();

} // namespace heddle::nvidia

#endif // HEDDLE_LIB_TARGET_NVIDIA_MATRIXINSTRUCTIONS_H
