//===- NVIDIALowering.h - Instructions of NVIDIA's GPUs ---------*- C++ -*-===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_TARGET_NVIDIA_NVIDIALOWERING_H
#define HEDDLE_TARGET_NVIDIA_NVIDIALOWERING_H

#include "heddle/Target/GPU/TargetLowering.h"

namespace heddle {

/// Registers the instructions that all of NVIDIA's GPUs since sm_80 have:
/// mma.sync, ldmatrix, cp.async.
void registerNVIDIALowering();

} // namespace heddle

#endif // HEDDLE_TARGET_NVIDIA_NVIDIALOWERING_H
