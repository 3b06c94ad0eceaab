//===- ExpandMath.cpp - Functions that a GPU has no instruction for ------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What is left of the math dialect after tiles were distributed would become
// calls of a library that may not be there: it becomes arithmetic.
//
//===----------------------------------------------------------------------===//

#include "TileDistributor.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/Math/Transforms/Passes.h"
#include "mlir/IR/PatternMatch.h"
#include "mlir/Transforms/GreedyPatternRewriteDriver.h"

using namespace mlir;
using namespace heddle;

namespace {
/// Quotients of the polynomials' arithmetic.
struct InvertDivisor : OpRewritePattern<arith::DivFOp> {
  InvertDivisor(MLIRContext *context, const TargetLowering &target)
      : OpRewritePattern(context), target(target) {}

  LogicalResult matchAndRewrite(arith::DivFOp op,
                                PatternRewriter &rewriter) const override {
    if (!op.getType().isF32())
      return rewriter.notifyMatchFailure(op, "not of f32");
    Value inverse = target.reciprocal(rewriter, op.getLoc(), op.getRhs());
    rewriter.replaceOpWithNewOp<arith::MulFOp>(op, op.getLhs(), inverse);
    return success();
  }

  const TargetLowering &target;
};

/// A function that LLVM has for every GPU. As an op of the llvm dialect it
/// would become a call of a library, too.
template <typename OpT>
struct CallIntrinsic : OpRewritePattern<OpT> {
  CallIntrinsic(MLIRContext *context, StringRef name)
      : OpRewritePattern<OpT>(context), name(name) {}

  LogicalResult matchAndRewrite(OpT op,
                                PatternRewriter &rewriter) const override {
    if (!op.getType().isF32())
      return rewriter.notifyMatchFailure(op, "not of f32");
    auto call = LLVM::CallIntrinsicOp::create(
        rewriter, op.getLoc(), op.getType(), rewriter.getStringAttr(name),
        op->getOperands());
    rewriter.replaceOp(op, call);
    return success();
  }

  StringRef name;
};
} // namespace

/// What rounds, and what changes signs.
static void populateIntrinsics(RewritePatternSet &patterns) {
  MLIRContext *context = patterns.getContext();
  patterns.add<CallIntrinsic<math::AbsFOp>>(context, "llvm.fabs.f32");
  patterns.add<CallIntrinsic<math::CeilOp>>(context, "llvm.ceil.f32");
  patterns.add<CallIntrinsic<math::CopySignOp>>(context, "llvm.copysign.f32");
  patterns.add<CallIntrinsic<math::FloorOp>>(context, "llvm.floor.f32");
  patterns.add<CallIntrinsic<math::RoundEvenOp>>(context, "llvm.roundeven.f32");
  patterns.add<CallIntrinsic<math::RoundOp>>(context, "llvm.round.f32");
  patterns.add<CallIntrinsic<math::SqrtOp>>(context, "llvm.sqrt.f32");
  patterns.add<CallIntrinsic<math::TruncOp>>(context, "llvm.trunc.f32");
}

LogicalResult simt::expandMath(gpu::GPUFuncOp kernel,
                               const TargetLowering &target) {
  RewritePatternSet patterns(kernel.getContext());
  populateMathPolynomialApproximationPatterns(patterns);
  populateIntrinsics(patterns);
  patterns.add<InvertDivisor>(kernel.getContext(), target);
  return applyPatternsGreedily(kernel, std::move(patterns));
}
