//===- AMDGPULowering.h - Instructions of AMD's GPUs ------------*- C++ -*-===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_TARGET_AMDGPU_AMDGPULOWERING_H
#define HEDDLE_TARGET_AMDGPU_AMDGPULOWERING_H

#include "heddle/Target/GPU/TargetLowering.h"

namespace heddle {

/// Registers the instructions of AMD's GPUs: MFMA or WMMA, LDS, lane exchange.
/// Calls after the first do nothing.
void registerAMDGPULowering();

} // namespace heddle

#endif // HEDDLE_TARGET_AMDGPU_AMDGPULOWERING_H
