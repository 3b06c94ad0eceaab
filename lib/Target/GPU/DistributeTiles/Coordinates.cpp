//===- Coordinates.cpp - Ops that say which element is where -------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "TileDistributor.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "mlir/IR/Matchers.h"

using namespace mlir;
using namespace heddle;
using namespace heddle::simt;

/// Whether the threads of `to` hold what those of `from` have along the
/// dimensions that the two share.
static bool holdSame(const Fragment &from, const Fragment &to,
                     ArrayRef<int64_t> dims) {
  for (auto [dim, of] : llvm::enumerate(dims)) {
    ThreadBases own = from.getThreads().slice(dim);
    if (of < 0 ? own.getBits(0) != 0 : !(own == to.getThreads().slice(of)))
      return false;
  }
  return true;
}

LogicalResult TileDistributor::remap(Operation *op, Value source, Value result,
                                     ArrayRef<int64_t> dims) {
  FailureOr<const Fragment *> from = getFragment(source);
  FailureOr<const Fragment *> to = getFragment(result);
  if (failed(from) || failed(to))
    return failure();
  auto fail = [&] {
    return op->emitOpError("takes a tile whose layout does not agree with that "
                           "of its result: insert heddle_gpu.convert_layout");
  };
  if (!holdSame(**from, **to, dims))
    return fail();
  SmallVector<Value> elements = getElements(source), results;
  for (int64_t i = 0; i != (*to)->size(); ++i) {
    Coordinates at;
    for (int64_t dim : dims)
      at.push_back(dim < 0 ? 0 : (*to)->getOffset(i)[dim]);
    std::optional<int64_t> place = (*from)->find(at);
    if (!place)
      return fail();
    results.push_back(elements[*place]);
  }
  setElements(result, results);
  erase(op);
  return success();
}

static LogicalResult distributeBroadcast(vector::BroadcastOp op,
                                         TileDistributor &d) {
  auto source = dyn_cast<VectorType>(op.getSourceType());
  if (!source) {
    FailureOr<const Fragment *> to = d.getFragment(op);
    if (failed(to))
      return failure();
    SmallVector<Value> copies((*to)->size(), op.getSource());
    d.setElements(op, copies);
    d.erase(op);
    return success();
  }
  SmallVector<int64_t> dims;
  int64_t lead = op.getResultVectorType().getRank() - source.getRank();
  for (auto [dim, extent] : llvm::enumerate(source.getShape())) {
    bool stretched = extent != op.getResultVectorType().getDimSize(dim + lead);
    dims.push_back(stretched ? -1 : dim + lead);
  }
  return d.remap(op, op.getSource(), op, dims);
}

static LogicalResult distributeTranspose(vector::TransposeOp op,
                                         TileDistributor &d) {
  SmallVector<int64_t> dims(op.getPermutation().size());
  for (auto [of, dim] : llvm::enumerate(op.getPermutation()))
    dims[dim] = of;
  return d.remap(op, op.getVector(), op, dims);
}

/// Only dimensions of one element come or go.
static LogicalResult distributeShapeCast(vector::ShapeCastOp op,
                                         TileDistributor &d) {
  ArrayRef<int64_t> from = op.getSourceVectorType().getShape();
  ArrayRef<int64_t> to = op.getResultVectorType().getShape();
  SmallVector<int64_t> dims;
  size_t of = 0;
  for (int64_t extent : from) {
    if (extent == 1) {
      dims.push_back(-1);
      continue;
    }
    while (of < to.size() && to[of] == 1)
      ++of;
    if (of == to.size() || to[of] != extent)
      return op.emitOpError(
                 "changes more than dimensions of one element, which "
                 "threads cannot do: ")
             << op.getSourceVectorType() << " to " << op.getResultVectorType();
    dims.push_back(of++);
  }
  return d.remap(op, op.getSource(), op, dims);
}

static LogicalResult distributeConstant(arith::ConstantOp op,
                                        TileDistributor &d) {
  auto value = dyn_cast<DenseElementsAttr>(op.getValue());
  // Tables are read by number, and have no layout.
  if (!value || !value.isSplat()) {
    if (op->use_empty())
      d.erase(op);
    return success();
  }
  FailureOr<const Fragment *> fragment = d.getFragment(op);
  if (failed(fragment))
    return failure();
  Value scalar = arith::ConstantOp::create(
      d.b, cast<TypedAttr>(value.getSplatValue<Attribute>()));
  SmallVector<Value> copies((*fragment)->size(), scalar);
  d.setElements(op, copies);
  d.erase(op);
  return success();
}

static LogicalResult distributeStep(vector::StepOp op, TileDistributor &d) {
  FailureOr<const Fragment *> fragment = d.getFragment(op);
  if (failed(fragment))
    return failure();
  SmallVector<Value> numbers;
  for (int64_t i = 0; i != (*fragment)->size(); ++i)
    numbers.push_back(d.toIndex(d.getCoordinate(**fragment, i, 0)));
  d.setElements(op, numbers);
  d.erase(op);
  return success();
}

/// Masks of vector.mask are read from their bounds where that op is.
static LogicalResult distributeMask(vector::CreateMaskOp op,
                                    TileDistributor &d) {
  d.erase(op);
  if (llvm::all_of(op->getUsers(), llvm::IsaPred<vector::MaskOp>))
    return success();
  FailureOr<const Fragment *> fragment = d.getFragment(op);
  if (failed(fragment))
    return failure();
  SmallVector<Value> bits;
  for (int64_t i = 0; i != (*fragment)->size(); ++i) {
    Value inside;
    for (auto [dim, bound] : llvm::enumerate(op.getOperands())) {
      Value below = arith::CmpIOp::create(d.b, arith::CmpIPredicate::slt,
                                          d.getCoordinate(**fragment, i, dim),
                                          d.toI32(bound));
      inside = inside ? arith::AndIOp::create(d.b, inside, below).getResult()
                      : below;
    }
    bits.push_back(inside);
  }
  d.setElements(op, bits);
  return success();
}

//===----------------------------------------------------------------------===//
// Numbers out of vectors, and vectors out of numbers
//===----------------------------------------------------------------------===//

/// Element `index` of a table, chosen by comparisons.
static Value lookUp(DenseElementsAttr table, Value index, TileDistributor &d) {
  Value number = d.toI32(index), chosen;
  for (auto [i, entry] : llvm::enumerate(table.getValues<Attribute>())) {
    Value value = arith::ConstantOp::create(d.b, cast<TypedAttr>(entry));
    if (!chosen) {
      chosen = value;
      continue;
    }
    Value here =
        arith::CmpIOp::create(d.b, arith::CmpIPredicate::eq, number, d.i32(i));
    chosen = arith::SelectOp::create(d.b, here, value, chosen);
  }
  return chosen;
}

/// Element `index` of a vector of one dimension that all threads can compute;
/// null if it is no such vector.
static Value evaluateAt(Value vector, int64_t index, TileDistributor &d) {
  Operation *op = vector.getDefiningOp();
  if (!op)
    return {};
  if (isa<vector::StepOp>(op))
    return arith::ConstantIndexOp::create(d.b, index);
  if (auto broadcast = dyn_cast<vector::BroadcastOp>(op))
    return isTile(broadcast.getSourceType()) ? Value() : broadcast.getSource();
  DenseElementsAttr table;
  if (matchPattern(vector, m_Constant(&table)))
    return arith::ConstantOp::create(
        d.b, cast<TypedAttr>(table.getValues<Attribute>()[index]));
  if (auto from = dyn_cast<vector::FromElementsOp>(op))
    return from.getElements()[index];
  if (!OpTrait::hasElementwiseMappableTraits(op))
    return {};
  OperationState state(op->getLoc(), op->getName());
  for (Value operand : op->getOperands())
    state.operands.push_back(
        isTile(operand.getType()) ? evaluateAt(operand, index, d) : operand);
  if (llvm::is_contained(state.operands, Value()))
    return {};
  state.addTypes(getElementTypeOrSelf(vector));
  state.propertiesAttr = op->getPropertiesAsAttribute();
  return d.b.create(state)->getResult(0);
}

static LogicalResult distributeExtract(vector::ExtractOp op,
                                       TileDistributor &d) {
  if (op.getNumIndices() != 1 || isTile(op.getType()))
    return op.emitOpError("takes a part of a tile out of it, which threads "
                          "cannot do");
  Value number;
  DenseElementsAttr table;
  OpFoldResult index = op.getMixedPosition().front();
  if (std::optional<int64_t> constant = getConstantIntValue(index))
    number = evaluateAt(op.getSource(), *constant, d);
  else if (matchPattern(op.getSource(), m_Constant(&table)))
    number = lookUp(table, cast<Value>(index), d);
  if (!number)
    return op.emitOpError("takes a number out of a tile whose elements not "
                          "every thread knows");
  op.replaceAllUsesWith(number);
  d.erase(op);
  return success();
}

/// Each register has the element of its coordinate, chosen by comparisons.
static LogicalResult distributeFromElements(vector::FromElementsOp op,
                                            TileDistributor &d) {
  d.erase(op);
  if (llvm::all_of(op->getUsers(), llvm::IsaPred<vector::ExtractOp>))
    return success();
  FailureOr<const Fragment *> fragment = d.getFragment(op);
  if (failed(fragment))
    return failure();
  SmallVector<Value> chosen;
  for (int64_t i = 0; i != (*fragment)->size(); ++i) {
    Value at = d.getCoordinate(**fragment, i, 0), value;
    for (auto [n, element] : llvm::enumerate(op.getElements())) {
      if (!value) {
        value = element;
        continue;
      }
      Value here =
          arith::CmpIOp::create(d.b, arith::CmpIPredicate::eq, at, d.i32(n));
      value = arith::SelectOp::create(d.b, here, element, value);
    }
    chosen.push_back(value);
  }
  d.setElements(op, chosen);
  return success();
}

void simt::addCoordinates(DistributionTable &table) {
  table.add(distributeBroadcast);
  table.add(distributeTranspose);
  table.add(distributeShapeCast);
  table.add(distributeConstant);
  table.add(distributeStep);
  table.add(distributeMask);
  table.add(distributeExtract);
  table.add(distributeFromElements);
}
