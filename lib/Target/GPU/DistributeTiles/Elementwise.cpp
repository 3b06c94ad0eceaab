//===- Elementwise.cpp - Ops that work element by element ----------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "LayoutAttributes.h"
#include "TileDistributor.h"

#include "heddle/Dialect/Heddle/Transforms/TileWork.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "mlir/IR/Matchers.h"

using namespace mlir;
using namespace heddle;
using namespace heddle::simt;

/// Sums that are spread over lanes may meet with whole factors.
static LogicalResult verifyLayout(Operation *op, Value operand,
                                  const Fragment &result, TileDistributor &d) {
  FailureOr<const Fragment *> own = d.getFragment(operand);
  if (failed(own))
    return failure();
  if ((*own)->agreesWith(result))
    return success();
  return op->emitOpError("takes tiles of different layouts: insert "
                         "heddle_gpu.convert_layout");
}

/// Lets a product and a sum become one instruction.
static void allowContraction(Operation *op) {
  if (!isa<arith::MulFOp, arith::AddFOp, arith::SubFOp>(op))
    return;
  auto interface = cast<arith::ArithFastMathInterface>(op);
  auto flags = interface.getFastMathFlagsAttr().getValue() |
               arith::FastMathFlags::contract;
  op->setAttr(interface.getFastMathAttrName(),
              arith::FastMathFlagsAttr::get(op->getContext(), flags));
}

/// The same op on other numbers or vectors of them.
static Value repeat(Operation *op, ValueRange operands, Type type,
                    TileDistributor &d) {
  OperationState state(op->getLoc(), op->getName(), operands, type);
  state.propertiesAttr = op->getPropertiesAsAttribute();
  Operation *repeated = d.b.create(state);
  allowContraction(repeated);
  return repeated->getResult(0);
}

/// Whether the target has the op on two numbers of f32 as one instruction.
static bool isPacked(Operation *op, TileDistributor &d) {
  return d.target.packsF32() &&
         isa<arith::MulFOp, arith::AddFOp, arith::SubFOp, math::FmaOp>(op) &&
         getElementTypeOrSelf(op->getResult(0)).isF32();
}

/// The op, once for each register, or for two of them.
LogicalResult simt::distributeElementwise(Operation *op, TileDistributor &d) {
  FailureOr<const Fragment *> fragment = d.getFragment(op->getResult(0));
  if (failed(fragment))
    return failure();
  SmallVector<SmallVector<Value>> operands;
  for (Value operand : op->getOperands()) {
    bool tile = isTile(operand.getType());
    if (tile && failed(verifyLayout(op, operand, **fragment, d)))
      return failure();
    operands.push_back(tile ? d.getElements(operand)
                            : SmallVector<Value>{operand});
  }
  size_t size = 0;
  for (ArrayRef<Value> elements : operands)
    size = std::max(size, elements.size());
  Type type = getElementTypeOrSelf(op->getResult(0));
  SmallVector<Value> results;
  auto pick = [&](size_t i) {
    return llvm::map_to_vector(operands, [i](ArrayRef<Value> elements) {
      return elements[elements.size() == 1 ? 0 : i];
    });
  };
  size_t i = 0;
  if (isPacked(op, d))
    for (auto pair = VectorType::get(2, type); i + 1 < size; i += 2) {
      SmallVector<Value> both;
      for (auto [low, high] : llvm::zip_equal(pick(i), pick(i + 1)))
        both.push_back(d.pair({low, high}).front());
      Value result = repeat(op, both, pair, d);
      for (int64_t number : {0, 1})
        results.push_back(vector::ExtractOp::create(d.b, result, number));
    }
  for (; i != size; ++i)
    results.push_back(repeat(op, pick(i), type, d));
  d.setElements(op->getResult(0), results);
  d.erase(op);
  return success();
}

/// Applies `f` to each register of the first operand.
template <typename OpT>
static LogicalResult
mapElements(OpT op, TileDistributor &d,
            llvm::function_ref<Value(OpBuilder &, Location, Value)> f) {
  SmallVector<Value> results;
  for (Value x : d.getElements(op->getOperand(0)))
    results.push_back(f(d.b, op.getLoc(), x));
  d.setElements(op->getResult(0), results);
  d.erase(op);
  return success();
}

//===----------------------------------------------------------------------===//
// Functions that the target has instructions for
//===----------------------------------------------------------------------===//

static bool isOfF32(Operation *op) {
  return getElementTypeOrSelf(op->getResult(0)).isF32();
}

/// The layouts of an op's operands are its result's; fails with a diagnostic if
/// not.
static LogicalResult verifyLayouts(Operation *op, TileDistributor &d) {
  FailureOr<const Fragment *> fragment = d.getFragment(op->getResult(0));
  if (failed(fragment))
    return failure();
  for (Value operand : op->getOperands())
    if (isTile(operand.getType()) &&
        failed(verifyLayout(op, operand, **fragment, d)))
      return failure();
  return success();
}

static LogicalResult distributeExp2(math::Exp2Op op, TileDistributor &d) {
  if (!isOfF32(op))
    return distributeElementwise(op, d);
  if (failed(verifyLayouts(op, d)))
    return failure();
  return mapElements(op, d, [&](OpBuilder &b, Location loc, Value x) {
    return d.target.exp2(b, loc, x);
  });
}

static LogicalResult distributeLog2(math::Log2Op op, TileDistributor &d) {
  if (!isOfF32(op))
    return distributeElementwise(op, d);
  if (failed(verifyLayouts(op, d)))
    return failure();
  return mapElements(op, d, [&](OpBuilder &b, Location loc, Value x) {
    return d.target.log2(b, loc, x);
  });
}

/// x / y = x * (1 / y): within two units in the last place.
static LogicalResult distributeDivision(arith::DivFOp op, TileDistributor &d) {
  if (!isOfF32(op))
    return distributeElementwise(op, d);
  if (failed(verifyLayouts(op, d)))
    return failure();
  FloatAttr one;
  bool inverts = matchPattern(op.getLhs(), m_Constant(&one)) ||
                 matchPattern(op.getLhs(), m_OneFloat());
  SmallVector<Value> quotients;
  for (auto [x, y] : llvm::zip_equal(d.getElements(op.getLhs()),
                                     d.getElements(op.getRhs()))) {
    Value inverse = d.target.reciprocal(d.b, op.getLoc(), y);
    quotients.push_back(
        inverts ? inverse : arith::MulFOp::create(d.b, x, inverse).getResult());
  }
  d.setElements(op.getResult(), quotients);
  d.erase(op);
  return success();
}

//===----------------------------------------------------------------------===//
// Conversions of words of two numbers
//===----------------------------------------------------------------------===//

/// The words may take registers of factors of a product that goes on: it ends
/// before.
static LogicalResult distributeTruncation(arith::TruncFOp op,
                                          TileDistributor &d) {
  Type type = getElementTypeOrSelf(op.getType());
  (void)d.getRegisters(op.getIn());
  d.waitForProducts(op.getIn());
  SmallVector<Value> wide = d.getElements(op.getIn());
  if (!isPaired(type) || wide.size() % 2)
    return distributeElementwise(op, d);
  if (failed(verifyLayouts(op, d)))
    return failure();
  SmallVector<Value> words;
  if (auto factor = op->getAttrOfType<FloatAttr>(weightsAttrName)) {
    for (size_t i = 0; i != wide.size(); i += 2)
      words.push_back(d.target.truncateWeights(
          d.b, op.getLoc(), wide[i], wide[i + 1], cast<FloatType>(type),
          factor.getValueAsDouble()));
  } else {
    for (Value both : d.pair(wide))
      words.push_back(
          arith::TruncFOp::create(d.b, VectorType::get(2, type), both));
  }
  d.setRegisters(op.getResult(), std::move(words));
  d.erase(op);
  return success();
}

/// The two numbers of a word of bf16 are the upper halves of f32.
static void extendWord(Value word, TileDistributor &d,
                       SmallVector<Value> &wide) {
  Type i32 = d.b.getI32Type(), f32 = d.b.getF32Type();
  Value single = vector::BitCastOp::create(d.b, VectorType::get(1, i32), word);
  Value bits = vector::ExtractOp::create(d.b, single, int64_t(0));
  Value low = arith::ShLIOp::create(d.b, bits, d.i32(16));
  Value high = arith::AndIOp::create(d.b, bits, d.i32(0xffff0000));
  wide.push_back(arith::BitcastOp::create(d.b, f32, low));
  wide.push_back(arith::BitcastOp::create(d.b, f32, high));
}

static LogicalResult distributeExtension(arith::ExtFOp op, TileDistributor &d) {
  ValueRange words = d.getRegisters(op.getIn());
  bool paired = !words.empty() && isTile(words.front().getType());
  if (!paired || !getElementTypeOrSelf(op.getIn()).isBF16() || !isOfF32(op))
    return distributeElementwise(op, d);
  if (failed(verifyLayouts(op, d)))
    return failure();
  SmallVector<Value> wide;
  for (Value word : words)
    extendWord(word, d, wide);
  d.setRegisters(op.getResult(), std::move(wide));
  d.erase(op);
  return success();
}

void simt::addElementwise(DistributionTable &table) {
  table.add(distributeExp2);
  table.add(distributeLog2);
  table.add(distributeDivision);
  table.add(distributeTruncation);
  table.add(distributeExtension);
}
