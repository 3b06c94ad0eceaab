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

#include "heddle/Conversion/LinalgToHeddle/Passes.h"
#include "heddle/Dialect/Heddle/Transforms/Passes.h"

#include "mlir/Transforms/Passes.h"

using namespace heddle;
using namespace mlir;

void heddle::buildOptimizePipeline(OpPassManager &pm,
                                   const OptimizeOptions &options) {
  pm.addPass(createHeddleRaiseAttention());
  HeddleFuseGateOptions gates;
  gates.maxRows = options.maxRows;
  gates.allowReassociation = options.allowReassociation;
  pm.addPass(createHeddleFuseGate(gates));
  if (options.fuseProducers)
    pm.addPass(createHeddleFuseProducers());
  pm.addPass(createCanonicalizerPass());
  pm.addPass(createCSEPass());
}
