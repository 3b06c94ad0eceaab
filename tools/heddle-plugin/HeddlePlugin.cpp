//===- HeddlePlugin.cpp - Heddle for the stock mlir-opt -------------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// This plugin brings the dialect, the passes and the pipelines:
//   mlir-opt --load-dialect-plugin=HeddlePlugin.so
//            --load-pass-plugin=HeddlePlugin.so
//            --pass-pipeline='builtin.module(heddle-lower-to-cpu)'
// Either flag alone brings the passes; only the first brings the dialect.
//
//===----------------------------------------------------------------------===//

#include "heddle/InitAll.h"
#include "mlir/IR/DialectRegistry.h"
#include "mlir/Tools/Plugins/DialectPlugin.h"
#include "mlir/Tools/Plugins/PassPlugin.h"
#include "llvm/Config/llvm-config.h"
#include "llvm/Support/Compiler.h"

/// Passes may be registered once only, and both flags lead here.
static void registerPassesOnce() {
  static const bool registered = [] {
    heddle::registerAllPasses();
    return true;
  }();
  (void)registered;
}

static void registerDialects(mlir::DialectRegistry *registry) {
  heddle::registerAllDialects(*registry);
  registerPassesOnce();
}

extern "C" LLVM_ATTRIBUTE_WEAK mlir::DialectPluginLibraryInfo
mlirGetDialectPluginInfo() {
  return {MLIR_PLUGIN_API_VERSION, "Heddle",
          HEDDLE_VERSION " for LLVM " LLVM_VERSION_STRING, registerDialects};
}

extern "C" LLVM_ATTRIBUTE_WEAK mlir::PassPluginLibraryInfo
mlirGetPassPluginInfo() {
  return {MLIR_PLUGIN_API_VERSION, "Heddle",
          HEDDLE_VERSION " for LLVM " LLVM_VERSION_STRING, registerPassesOnce};
}
