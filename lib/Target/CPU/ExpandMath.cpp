//===- ExpandMath.cpp - The pass heddle-expand-math ----------------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "heddle/Target/CPU/Passes.h"

#include "heddle/Target/CPU/CPUTarget.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Arith/Transforms/Passes.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/Math/Transforms/Passes.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "mlir/IR/Matchers.h"
#include "mlir/Transforms/GreedyPatternRewriteDriver.h"

namespace heddle {
#define GEN_PASS_DEF_HEDDLEEXPANDMATH
#include "heddle/Target/CPU/Passes.h.inc"
} // namespace heddle

using namespace mlir;
using namespace heddle;

/// Minimax coefficients of 2^f on [-0.5, 0.5], highest degree first, with the
/// constant term held at 1 so that 2^0 is exact. Relative error 1.6e-7.
static constexpr double kExp2AroundZero[] = {
    0.00132647273, 0.00967151299, 0.0555073284, 0.240222439, 0.693147004, 1.0};
/// The same on [0, 1). Relative error 1.4e-7.
static constexpr double kExp2AboveZero[] = {
    0.00186714172, 0.00901700565, 0.0557999308, 0.240164445, 0.693151312, 1.0};

namespace {
/// Writes arithmetic on values of one f32 type.
class Arithmetic {
public:
  Arithmetic(OpBuilder &b, Location loc, Type type)
      : b(b), loc(loc), type(type) {}

  Value constant(double value) { return splat(b.getF32FloatAttr(value), type); }
  Value integer(int64_t value) {
    return splat(b.getI32IntegerAttr(value), getIntegerType());
  }
  Type getIntegerType() {
    if (auto vector = dyn_cast<VectorType>(type))
      return vector.clone(b.getI32Type());
    return b.getI32Type();
  }
  /// The larger of `limit` and `x`, NaN if x is: one instruction on x86.
  Value clampBelow(double limit, Value x) {
    return clamp(arith::CmpFPredicate::OGT, constant(limit), x);
  }
  Value clampAbove(double limit, Value x) {
    return clamp(arith::CmpFPredicate::OLT, constant(limit), x);
  }

private:
  Value splat(TypedAttr value, Type type) {
    if (auto vector = dyn_cast<VectorType>(type))
      value = DenseElementsAttr::get(vector, Attribute(value));
    return arith::ConstantOp::create(b, loc, value);
  }
  Value clamp(arith::CmpFPredicate predicate, Value limit, Value x) {
    Value outside = arith::CmpFOp::create(b, loc, predicate, limit, x);
    return arith::SelectOp::create(b, loc, outside, limit, x);
  }

  OpBuilder &b;
  Location loc;
  Type type;
};

/// Whether values of `type` are one or several vectors of f32 that fill
/// registers of the target.
static bool fillsRegisters(Type type, const CPUTarget &target) {
  auto vector = dyn_cast<VectorType>(type);
  return vector && vector.getElementType().isF32() && vector.getRank() == 1 &&
         vector.getDimSize(0) % target.lanes == 0;
}

/// Calls `compute` on each part of `x` that fills a register.
static Value mapRegisters(OpBuilder &b, Location loc, Value x, int64_t lanes,
                          function_ref<Value(Value)> compute) {
  int64_t size = cast<VectorType>(x.getType()).getDimSize(0);
  if (size == lanes)
    return compute(x);
  Value result = arith::ConstantOp::create(b, loc, b.getZeroAttr(x.getType()));
  for (int64_t offset = 0; offset < size; offset += lanes) {
    Value slice = vector::ExtractStridedSliceOp::create(
        b, loc, x, ArrayRef<int64_t>{offset}, ArrayRef<int64_t>{lanes},
        ArrayRef<int64_t>{1});
    result = vector::InsertStridedSliceOp::create(b, loc, compute(slice),
                                                  result,
                                                  ArrayRef<int64_t>{offset},
                                                  ArrayRef<int64_t>{1});
  }
  return result;
}

static Value callIntrinsic(OpBuilder &b, Location loc, StringRef intrinsic,
                           Type type, ValueRange operands) {
  return LLVM::CallIntrinsicOp::create(b, loc, type, b.getStringAttr(intrinsic),
                                       operands)
      .getResult(0);
}

static Value constantInteger(OpBuilder &b, Location loc, int64_t value,
                             unsigned width) {
  return arith::ConstantOp::create(
      b, loc, b.getIntegerAttr(b.getIntegerType(width), value));
}

/// math.exp2 as 2^r * 2^f with an integer r.
struct ExpandExp2 : OpRewritePattern<math::Exp2Op> {
  ExpandExp2(MLIRContext *context, const CPUTarget &target)
      : OpRewritePattern(context), target(target) {}

  LogicalResult matchAndRewrite(math::Exp2Op op,
                                PatternRewriter &rewriter) const override {
    if (!getElementTypeOrSelf(op.getType()).isF32())
      return rewriter.notifyMatchFailure(op, "not of f32");
    bool scales = target.powers && fillsRegisters(op.getType(), target);
    rewriter.replaceOp(op, scales ? expandByScaling(op, rewriter)
                                  : expandByBits(op, rewriter));
    return success();
  }

private:
  static Value polynomial(OpBuilder &b, Location loc, Value f,
                          ArrayRef<double> coefficients) {
    Arithmetic math(b, loc, f.getType());
    Value p = math.constant(coefficients.front());
    for (double coefficient : coefficients.drop_front())
      p = math::FmaOp::create(b, loc, p, f, math.constant(coefficient));
    return p;
  }

  /// With instructions that give f = x - floor(x) and scale by 2^floor(x),
  /// infinities and NaN come out right without a clamp: f of an infinity is 0,
  /// and scaling anything by 2^-inf gives 0.
  Value expandByScaling(math::Exp2Op op, OpBuilder &b) const {
    return mapRegisters(
        b, op.getLoc(), op.getOperand(), target.lanes,
        [&](Value x) { return scalePolynomial(b, op.getLoc(), x); });
  }

  Value scalePolynomial(OpBuilder &b, Location loc, Value x) const {
    auto call = [&](StringRef intrinsic, ValueRange operands) {
      return callIntrinsic(b, loc, intrinsic, x.getType(), operands);
    };
    // Downwards, to no binary places, without a trap; all lanes; and the
    // current rounding mode, which both do not depend on.
    constexpr int64_t downwards = 9, current = 4;
    Value all = constantInteger(b, loc, -1, target.lanes);
    Value mode = constantInteger(b, loc, current, 32);
    Value f = call(target.powers->reduceIntrinsic,
                   {x, constantInteger(b, loc, downwards, 32), x, all, mode});
    Value p = polynomial(b, loc, f, kExp2AboveZero);
    return call(target.powers->scaleIntrinsic, {p, x, p, all, mode});
  }

  /// Makes 2^r from its exponent bits. Adding 1.5 * 2^23 + 127 rounds x to an
  /// integer in the low bits of the sum, biased as an exponent is; at the lower
  /// clamp the exponent is that of 0, at the upper one that of infinity.
  static Value expandByBits(math::Exp2Op op, OpBuilder &b) {
    constexpr double magic = 12582912.0 + 127.0;
    Location loc = op.getLoc();
    Arithmetic math(b, loc, op.getType());
    Value x = math.clampAbove(128.0, math.clampBelow(-127.0, op.getOperand()));
    Value u = arith::AddFOp::create(b, loc, x, math.constant(magic));
    Value r = arith::SubFOp::create(b, loc, u, math.constant(magic));
    Value f = arith::SubFOp::create(b, loc, x, r);
    Type integers = math.getIntegerType();
    Value bits = arith::BitcastOp::create(b, loc, integers, u);
    bits = arith::ShLIOp::create(b, loc, bits, math.integer(23));
    Value scale = arith::BitcastOp::create(b, loc, op.getType(), bits);
    return arith::MulFOp::create(b, loc, polynomial(b, loc, f, kExp2AroundZero),
                                 scale);
  }

  const CPUTarget &target;
};

/// 1 / x by an estimate and a step of Newton's method, which makes 28 bits of 14.
/// Where x is 0 or infinite the estimate is exact, and the step no number.
struct ExpandReciprocal : OpRewritePattern<arith::DivFOp> {
  ExpandReciprocal(MLIRContext *context, const CPUTarget &target)
      : OpRewritePattern(context), target(target) {}

  LogicalResult matchAndRewrite(arith::DivFOp op,
                                PatternRewriter &rewriter) const override {
    if (target.reciprocalIntrinsic.empty() ||
        !fillsRegisters(op.getType(), target) ||
        !matchPattern(op.getLhs(), m_OneFloat()))
      return rewriter.notifyMatchFailure(op, "no reciprocal of vectors");
    rewriter.replaceOp(
        op, mapRegisters(
                rewriter, op.getLoc(), op.getRhs(), target.lanes,
                [&](Value x) { return refine(rewriter, op.getLoc(), x); }));
    return success();
  }

private:
  Value refine(OpBuilder &b, Location loc, Value x) const {
    Arithmetic math(b, loc, x.getType());
    Value all = constantInteger(b, loc, -1, target.lanes);
    Value estimate = callIntrinsic(b, loc, target.reciprocalIntrinsic,
                                   x.getType(), {x, x, all});
    Value error =
        math::FmaOp::create(b, loc, arith::NegFOp::create(b, loc, x), estimate,
                            math.constant(1.0));
    Value refined = math::FmaOp::create(b, loc, estimate, error, estimate);
    Value isNumber = arith::CmpFOp::create(b, loc, arith::CmpFPredicate::ORD,
                                           error, error);
    return arith::SelectOp::create(b, loc, isNumber, refined, estimate);
  }

  const CPUTarget &target;
};

/// math.fma as a product and a sum, where it would become a call.
struct SplitFma : OpRewritePattern<math::FmaOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(math::FmaOp op,
                                PatternRewriter &rewriter) const override {
    Value product =
        arith::MulFOp::create(rewriter, op.getLoc(), op.getA(), op.getB());
    rewriter.replaceOpWithNewOp<arith::AddFOp>(op, product, op.getC());
    return success();
  }
};

struct ExpandMath : heddle::impl::HeddleExpandMathBase<ExpandMath> {
  using HeddleExpandMathBase::HeddleExpandMathBase;

  void runOnOperation() override {
    const CPUTarget *description =
        CPUTarget::lookup(target, [&] { return getOperation().emitError(); });
    if (!description)
      return signalPassFailure();
    RewritePatternSet patterns(&getContext());
    patterns.add<ExpandExp2, ExpandReciprocal>(&getContext(), *description);
    populateMathPolynomialApproximationPatterns(patterns);
    if (!description->fma)
      patterns.add<SplitFma>(&getContext());
    if (!description->roundsToBF16)
      arith::populateExpandBFloat16Patterns(patterns);
    if (failed(applyPatternsGreedily(getOperation(), std::move(patterns))))
      signalPassFailure();
  }
};
} // namespace
