//===- InitAll.h - Registers all of Heddle ----------------------*- C++ -*-===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// For tools in the manner of mlir-opt. A compiler that builds its pipelines in
// C++ needs no pass registered.
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_INITALL_H
#define HEDDLE_INITALL_H

#include "heddle/Conversion/LinalgToHeddle/Passes.h"
#include "heddle/Dialect/Heddle/IR/Heddle.h"
#include "heddle/Dialect/Heddle/Transforms/BufferizableOpInterfaceImpl.h"
#include "heddle/Dialect/Heddle/Transforms/Passes.h"
#include "heddle/Dialect/Heddle/Transforms/ShardingInterfaceImpl.h"
#include "heddle/Dialect/HeddleGPU/IR/HeddleGPU.h"
#include "heddle/Target/AMDGPU/AMDGPULowering.h"
#include "heddle/Target/CPU/Passes.h"
#include "heddle/Target/GPU/Passes.h"
#include "heddle/Target/NVIDIA/NVIDIALowering.h"
#if __has_include("heddle/Pipelines/Pipelines.h")
#include "heddle/Pipelines/Pipelines.h"
#define HEDDLE_HAS_PIPELINES 1
#endif
#include "mlir/IR/DialectRegistry.h"

namespace heddle {

/// Inserts the dialect, and the interfaces that its ops implement out of line.
inline void registerAllDialects(mlir::DialectRegistry &registry) {
  registry.insert<HeddleDialect, HeddleGPUDialect>();
  registerBufferizableOpInterfaceExternalModels(registry);
  registerShardingInterfaceExternalModels(registry);
}

/// Registers all passes and pipelines. To be called once in a process.
inline void registerAllPasses() {
  registerHeddlePasses();
  registerHeddleConversionPasses();
  registerHeddleCPUPasses();
  registerHeddleGPUPasses();
  registerNVIDIALowering();
  registerAMDGPULowering();
#ifdef HEDDLE_HAS_PIPELINES
  registerHeddlePipelines();
#endif
}

} // namespace heddle

#endif // HEDDLE_INITALL_H
