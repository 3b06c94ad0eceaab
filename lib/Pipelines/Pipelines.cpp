//===- Pipelines.cpp - Parts that lowerings share -------------------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "heddle/Pipelines/Pipelines.h"

#include "heddle/Dialect/Heddle/Transforms/Passes.h"
#include "heddle/Target/CPU/Passes.h"

#include "mlir/Conversion/Passes.h"
#include "mlir/Conversion/VectorToSCF/VectorToSCF.h"
#include "mlir/Dialect/Arith/Transforms/Passes.h"
#include "mlir/Dialect/Bufferization/Pipelines/Passes.h"
#include "mlir/Dialect/Bufferization/Transforms/Passes.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Linalg/Passes.h"
#include "mlir/Dialect/MemRef/Transforms/Passes.h"
#include "mlir/Dialect/SCF/Transforms/Passes.h"
#include "mlir/Dialect/Vector/Transforms/Passes.h"
#include "mlir/Pass/PassRegistry.h"
#include "mlir/Transforms/Passes.h"

using namespace heddle;
using namespace mlir;

//===----------------------------------------------------------------------===//
// Bufferization
//===----------------------------------------------------------------------===//

void heddle::buildBufferizationPipeline(OpPassManager &pm) {
  // Arithmetic on whole tensors cannot be bufferized.
  pm.addPass(createConvertElementwiseToLinalgPass());
  pm.addPass(bufferization::createEmptyTensorEliminationPass());
  bufferization::OneShotBufferizePassOptions options;
  options.bufferizeFunctionBoundaries = true;
  options.allowReturnAllocsFromLoops = true;
  options.functionBoundaryTypeConversion =
      bufferization::LayoutMapOption::IdentityLayoutMap;
  pm.addPass(bufferization::createOneShotBufferizePass(options));
  pm.addPass(createCanonicalizerPass());
  pm.addPass(createCSEPass());
}

void heddle::buildAttentionBufferizationPipeline(OpPassManager &pm,
                                                 bool unfused,
                                                 bool resultsAsArguments) {
  pm.addPass(createHeddleLiftToTensors({unfused}));
  pm.addPass(createHeddleDecomposeAttention({unfused}));
  buildBufferizationPipeline(pm);
  if (resultsAsArguments) {
    bufferization::BufferResultsToOutParamsPassOptions results;
    results.hoistStaticAllocs = true;
    results.hoistDynamicAllocs = true;
    results.modifyPublicFunctions = true;
    pm.addNestedPass<func::FuncOp>(createHeddleSeparateResults());
    pm.addPass(bufferization::createBufferResultsToOutParamsPass(results));
  }
  bufferization::buildBufferDeallocationPipeline(pm);
  // A function that returns its destination returns a clone of it.
  pm.addPass(createConvertBufferizationToMemRefPass());
}

//===----------------------------------------------------------------------===//
// Stock lowering
//===----------------------------------------------------------------------===//

/// Vectors of several dimensions.
static void addVectorLowering(OpPassManager &pm) {
  pm.addNestedPass<func::FuncOp>(vector::createLowerVectorMultiReductionPass());
  VectorTransferToSCFOptions transfers;
  transfers.enableFullUnroll();
  pm.addNestedPass<func::FuncOp>(createConvertVectorToSCFPass(transfers));
}

/// Control flow, and arithmetic that LLVM has no instruction for.
static void addExpansions(OpPassManager &pm) {
  pm.addPass(createLowerAffinePass());
  pm.addPass(createSCFToControlFlowPass());
  pm.addPass(memref::createExpandOpsPass());
  pm.addPass(createHeddleExpandReshapes());
  pm.addPass(memref::createExpandStridedMetadataPass());
  pm.addPass(createLowerAffinePass());
  arith::ArithExpandOpsPassOptions arith;
  pm.addPass(arith::createArithExpandOpsPass(arith));
}

static void addConversionToLLVM(OpPassManager &pm) {
  ConvertVectorToLLVMPassOptions vectors;
  vectors.vectorContractLowering = vector::VectorContractLowering::OuterProduct;
  pm.addPass(createConvertVectorToLLVMPass(vectors));
  pm.addPass(createConvertMathToLLVMPass());
  pm.addPass(createConvertMathToLibmPass());
  FinalizeMemRefToLLVMConversionPassOptions memrefs;
  memrefs.useAlignedAlloc = true;
  pm.addPass(createFinalizeMemRefToLLVMConversionPass(memrefs));
  pm.addPass(createConvertOpenMPToLLVMPass());
  pm.addPass(createConvertToLLVMPass());
  pm.addPass(createReconcileUnrealizedCastsPass());
  pm.addPass(createHeddleLegalizeNarrowMasks());
}

void heddle::buildStockLoweringPipeline(OpPassManager &pm) {
  pm.addNestedPass<func::FuncOp>(createForallToForLoopPass());
  pm.addPass(createHeddleExpandCopies());
  pm.addPass(createConvertLinalgToLoopsPass());
  buildLoopLoweringPipeline(pm);
}

void heddle::buildLoopLoweringPipeline(OpPassManager &pm) {
  addVectorLowering(pm);
  addExpansions(pm);
  addConversionToLLVM(pm);
}

//===----------------------------------------------------------------------===//
// Registration
//===----------------------------------------------------------------------===//

using ErrorHandler = function_ref<LogicalResult(const Twine &)>;

/// Adds the pipeline, unless its passes would not fit or options are wrong.
static LogicalResult addLowerToCPU(OpPassManager &pm, StringRef text,
                                   ErrorHandler emitError) {
  LowerToCPUOptions options;
  if (failed(options.parseFromString(text)))
    return failure();
  if (std::optional<StringRef> anchor = pm.getOpName();
      anchor && *anchor != ModuleOp::getOperationName())
    return emitError("heddle-lower-to-cpu lowers modules and cannot be nested "
                     "in '" +
                     *anchor + "'");
  if (llvm::Error error = checkLowerToCPUOptions(options))
    return emitError(llvm::toString(std::move(error)));
  buildLowerToCPUPipeline(pm, options);
  return success();
}

/// The same for a GPU's pipeline, `name`.
static LogicalResult addLowerToGPU(OpPassManager &pm, StringRef text,
                                   ErrorHandler emitError, StringRef name,
                                   void (*build)(OpPassManager &,
                                                 const LowerToNVVMOptions &)) {
  LowerToNVVMOptions options;
  if (failed(options.parseFromString(text)))
    return failure();
  if (std::optional<StringRef> anchor = pm.getOpName();
      anchor && *anchor != ModuleOp::getOperationName())
    return emitError(name + " lowers modules and cannot be nested in '" +
                     *anchor + "'");
  if (llvm::Error error = checkLowerToNVVMOptions(options))
    return emitError(llvm::toString(std::move(error)));
  build(pm, options);
  return success();
}

static void registerLowerToGPU(StringRef name, StringRef description,
                               void (*build)(OpPassManager &,
                                             const LowerToNVVMOptions &)) {
  registerPassPipeline(
      name, description,
      [=](OpPassManager &pm, StringRef text, ErrorHandler emitError) {
        return addLowerToGPU(pm, text, emitError, name, build);
      },
      [](function_ref<void(const detail::PassOptions &)> visit) {
        visit(LowerToNVVMOptions());
      });
}

void heddle::registerHeddlePipelines() {
  PassPipelineRegistration<OptimizeOptions>(
      "heddle-optimize",
      "make attention in linalg, with its gates, ops of Heddle",
      buildOptimizePipeline);
  registerPassPipeline(
      "heddle-lower-to-cpu",
      "lower functions with Heddle's ops to the LLVM dialect for a CPU",
      addLowerToCPU, [](function_ref<void(const detail::PassOptions &)> visit) {
        visit(LowerToCPUOptions());
      });
  registerLowerToGPU(
      "heddle-lower-to-nvvm",
      "lower functions with Heddle's ops to kernels for an NVIDIA GPU, and "
      "code that launches them",
      buildLowerToNVVMPipeline);
  registerLowerToGPU(
      "heddle-lower-to-rocdl",
      "lower functions with Heddle's ops to kernels for an AMD GPU, and code "
      "that launches them",
      buildLowerToROCDLPipeline);
}
