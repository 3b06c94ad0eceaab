//===- Passes.h - Passes of all GPU targets -------------------*- C++ -*-===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_TARGET_GPU_PASSES_H
#define HEDDLE_TARGET_GPU_PASSES_H

#include "mlir/Pass/Pass.h"

namespace heddle {

#define GEN_PASS_DECL
#include "heddle/Target/GPU/Passes.h.inc"

#define GEN_PASS_REGISTRATION
#include "heddle/Target/GPU/Passes.h.inc"

} // namespace heddle

#endif // HEDDLE_TARGET_GPU_PASSES_H
