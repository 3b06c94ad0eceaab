//===- Passes.h - Passes from other dialects to Heddle ----------*- C++ -*-===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_CONVERSION_LINALGTOHEDDLE_PASSES_H
#define HEDDLE_CONVERSION_LINALGTOHEDDLE_PASSES_H

#include "mlir/Pass/Pass.h"

namespace heddle {

#define GEN_PASS_DECL
#include "heddle/Conversion/LinalgToHeddle/Passes.h.inc"

#define GEN_PASS_REGISTRATION
#include "heddle/Conversion/LinalgToHeddle/Passes.h.inc"

} // namespace heddle

#endif // HEDDLE_CONVERSION_LINALGTOHEDDLE_PASSES_H
