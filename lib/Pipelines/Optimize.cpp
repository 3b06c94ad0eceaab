//===- Optimize.cpp - From linalg to Heddle's ops -------------------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// This file implements the pipeline heddle-optimize, for use in other
// compilers.
//
//===----------------------------------------------------------------------===//

#include "heddle/Pipelines/Pipelines.h"

#include "heddle/Dialect/Heddle/Transforms/Passes.h"
#if __has_include("heddle/Conversion/LinalgToHeddle/Passes.h")
#include "heddle/Conversion/LinalgToHeddle/Passes.h"
#define HEDDLE_HAS_RAISING 1
#endif

#include "mlir/Transforms/Passes.h"

using namespace heddle;
using namespace mlir;

void heddle::buildOptimizePipeline(OpPassManager &pm,
                                   const OptimizeOptions &options) {
#ifdef HEDDLE_HAS_RAISING
  pm.addPass(createHeddleRaiseAttention());
#endif
  HeddleFuseGateOptions gates;
  gates.maxRows = options.maxRows;
  gates.allowReassociation = options.allowReassociation;
  pm.addPass(createHeddleFuseGate(gates));
  pm.addPass(createCanonicalizerPass());
  pm.addPass(createCSEPass());
}
