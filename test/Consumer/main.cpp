//===- main.cpp - A program that uses an installed Heddle -----------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Parses a function with an attention op, lowers it for the CPU, and checks
// that nothing of Heddle is left.
//
//===----------------------------------------------------------------------===//

#include "heddle/Dialect/Heddle/IR/Heddle.h"
#include "heddle/Pipelines/Pipelines.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/MLIRContext.h"
#include "mlir/IR/OwningOpRef.h"
#include "mlir/Parser/Parser.h"
#include "mlir/Pass/PassManager.h"
#include "llvm/Support/raw_ostream.h"

static const char source[] = R"mlir(
func.func @attention(%q: memref<1x2x8x16xf32>, %k: memref<1x1x8x16xf32>,
                     %v: memref<1x1x8x16xf32>, %g: memref<1x2x8x16xf32>,
                     %y: memref<1x2x8x16xf32>) {
  heddle.attention
      ins(%q, %k, %v : memref<1x2x8x16xf32>, memref<1x1x8x16xf32>,
                       memref<1x1x8x16xf32>)
      gate(%g : memref<1x2x8x16xf32>) outs(%y : memref<1x2x8x16xf32>)
      {gate = #heddle.gate<sigmoid, elementwise>, mask = #heddle.causal}
  return
}
)mlir";

static bool hasHeddleOps(mlir::ModuleOp module) {
  auto result = module.walk([](mlir::Operation *op) {
    return llvm::isa<heddle::HeddleDialect>(op->getDialect())
               ? mlir::WalkResult::interrupt()
               : mlir::WalkResult::advance();
  });
  return result.wasInterrupted();
}

int main() {
  mlir::DialectRegistry registry;
  registry.insert<heddle::HeddleDialect, mlir::func::FuncDialect>();
  mlir::MLIRContext context(registry);

  auto module = mlir::parseSourceString<mlir::ModuleOp>(source, &context);
  if (!module || !hasHeddleOps(*module))
    return 1;

  mlir::PassManager manager(&context);
  heddle::buildLowerToCPUPipeline(manager, heddle::LowerToCPUOptions());
  if (mlir::failed(manager.run(*module)) || hasHeddleOps(*module))
    return 1;

  llvm::outs() << "OK\n";
  return 0;
}
