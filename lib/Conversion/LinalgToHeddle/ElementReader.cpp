//===- ElementReader.cpp - Tensors to elements ----------------------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ElementReader.h"

#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "mlir/IR/Matchers.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace heddle::raise;

Element *ElementReader::create(Element::Kind kind, Type type) {
  Element &element = elements.emplace_back();
  element.kind = kind;
  element.type = type;
  return &element;
}

Element *ElementReader::load(Value value, ArrayRef<Index> indices) {
  Element *element = create(Element::Kind::Load, getElementTypeOrSelf(value));
  element->access = {value, llvm::to_vector(indices)};
  return element;
}

//===----------------------------------------------------------------------===//
// Any tensor
//===----------------------------------------------------------------------===//

static SmallVector<Index> resolveAll(const IndexSpace &space,
                                     ArrayRef<Index> indices) {
  return llvm::map_to_vector(
      indices, [&](const Index &index) { return space.resolve(index); });
}

Element *ElementReader::read(Value tensor, ArrayRef<Index> indices) {
  if (!isa<RankedTensorType>(tensor.getType()))
    return readScalar(tensor);
  SmallVector<Index> resolved = resolveAll(space, indices);
  for (const Cached &cached : cache[tensor])
    if (resolveAll(space, cached.indices) == resolved)
      return cached.element;
  Element *element = nullptr;
  ++depth;
  if (!isExhausted() && depth < kMaxDepth)
    element = readUncached(tensor, resolved);
  --depth;
  if (!element)
    element = load(tensor, resolved);
  bool isComputed = element->kind == Element::Kind::Compute ||
                    element->kind == Element::Kind::Reduce;
  if (isComputed && !element->access.tensor)
    element->access = {tensor, resolved};
  cache[tensor].push_back({resolved, element});
  return element;
}

Element *ElementReader::readUncached(Value tensor, ArrayRef<Index> indices) {
  Operation *op = tensor.getDefiningOp();
  if (!op)
    return nullptr;
  DenseElementsAttr values;
  if (matchPattern(tensor, m_Constant(&values)))
    return readConstant(tensor, values, indices);
  return TypeSwitch<Operation *, Element *>(op)
      .Case([&](linalg::SoftmaxOp op) { return readSoftmax(op, indices); })
      .Case([&](linalg::LinalgOp op) {
        return readLinalg(op, cast<OpResult>(tensor).getResultNumber(),
                          indices);
      })
      .Case([&](tensor::CastOp op) { return read(op.getSource(), indices); })
      .Case([&](tensor::SplatOp op) { return readScalar(op.getInput()); })
      .Case([&](tensor::ExpandShapeOp op) { return readExpand(op, indices); })
      .Case(
          [&](tensor::CollapseShapeOp op) { return readCollapse(op, indices); })
      .Case([&](tensor::ReshapeOp op) { return readReshape(op, indices); })
      .Case([&](tensor::ExtractSliceOp op) { return readSlice(op, indices); })
      .Case([&](tensor::ConcatOp op) { return readConcat(op, indices); })
      .Case([&](tensor::InsertSliceOp op) { return readInsert(op, indices); })
      .Default([&](Operation *op) { return readElementwise(op, indices); });
}

/// The start of 0, 1, 2, .. in `values`; nothing if they are something else.
static std::optional<int64_t> getIotaStart(DenseElementsAttr values) {
  std::optional<int64_t> start;
  auto follows = [&](std::optional<int64_t> value, int64_t i) {
    if (!start && value)
      start = value;
    return value && *value == *start + i;
  };
  int64_t i = 0;
  if (isa<IntegerType, IndexType>(values.getElementType())) {
    for (const APInt &value : values.getValues<APInt>())
      if (value.getBitWidth() > 64 || !follows(value.getSExtValue(), i++))
        return std::nullopt;
    return start;
  }
  for (const APFloat &value : values.getValues<APFloat>()) {
    double number = value.convertToDouble();
    bool isWhole = number == std::floor(number) && std::fabs(number) < 1e9;
    if (!isWhole || !follows(static_cast<int64_t>(number), i++))
      return std::nullopt;
  }
  return start;
}

/// Whether `values`, of whole bytes, are the same all along `dim`.
static bool isUniform(DenseElementsAttr values, int64_t dim) {
  ArrayRef<int64_t> shape = values.getType().getShape();
  int64_t outer = ShapedType::getNumElements(shape.take_front(dim));
  ArrayRef<char> data = values.getRawData();
  if (data.empty() || outer == 0)
    return false;
  size_t rows = data.size() / outer, row = rows / shape[dim];
  for (; !data.empty(); data = data.drop_front(rows))
    if (data.take_front(rows - row) != data.slice(row, rows - row))
      return false;
  return true;
}

Element *ElementReader::readConstant(Value tensor, DenseElementsAttr values,
                                     ArrayRef<Index> indices) {
  Type type = values.getElementType();
  if (!type.isIntOrIndexOrFloat())
    return nullptr;
  if (values.isSplat())
    return getConstant(values.getSplatValue<Attribute>(), type);
  SmallVector<Index> varying(indices);
  for (auto [dim, index] : llvm::enumerate(varying))
    if (!index.empty() && !space.isPastEnd(index) && !type.isInteger(1) &&
        isUniform(values, dim))
      index.clear();
  if (varying != SmallVector<Index>(indices))
    return load(tensor, varying);
  auto isIndexed = [](const Index &index) { return !index.empty(); };
  if (type.isInteger(1) || llvm::count_if(indices, isIndexed) != 1 ||
      llvm::count_if(values.getType().getShape(),
                     [](int64_t extent) { return extent != 1; }) != 1)
    return nullptr;
  std::optional<int64_t> start = getIotaStart(values);
  const Index &index = *llvm::find_if(indices, isIndexed);
  if (!start || space.isPastEnd(index))
    return nullptr;
  Type integer =
      isa<FloatType>(type) ? IntegerType::get(type.getContext(), 64) : type;
  Element *position = create(Element::Kind::Position, integer);
  position->position = index;
  Element *sum = compute<arith::AddIOp>(
      {position, getConstant(IntegerAttr::get(integer, *start), integer)},
      integer);
  return isa<FloatType>(type) ? compute<arith::SIToFPOp>({sum}, type) : sum;
}

/// Elementwise ops of arith and math on tensors.
Element *ElementReader::readElementwise(Operation *op,
                                        ArrayRef<Index> indices) {
  if (!OpTrait::hasElementwiseMappableTraits(op) || op->getNumResults() != 1 ||
      op->getNumRegions() != 0)
    return nullptr;
  SmallVector<Element *> operands;
  for (Value operand : op->getOperands())
    operands.push_back(read(operand, indices));
  return compute(op->getName(), operands,
                 getElementTypeOrSelf(op->getResult(0)),
                 op->getAttrDictionary());
}

//===----------------------------------------------------------------------===//
// Scalars
//===----------------------------------------------------------------------===//

static bool isScalarArithmetic(Operation *op) {
  return isa<arith::ArithDialect, math::MathDialect>(op->getDialect()) &&
         op->getNumResults() == 1 && op->getNumRegions() == 0 &&
         op->getResult(0).getType().isIntOrIndexOrFloat();
}

Element *ElementReader::readScalar(Value value) {
  Element *found = scalars.lookup(value);
  if (!found)
    found = scalars[value] = readUncachedScalar(value);
  return found;
}

Element *ElementReader::readUncachedScalar(Value value) {
  Attribute constant;
  if (matchPattern(value, m_Constant(&constant)) &&
      isa<FloatAttr, IntegerAttr>(constant))
    return getConstant(constant, value.getType());
  Operation *op = value.getDefiningOp();
  if (!op || isExhausted())
    return load(value, {});
  if (auto dim = dyn_cast<tensor::DimOp>(op)) {
    std::optional<int64_t> position = dim.getConstantIndex();
    auto type = dyn_cast<RankedTensorType>(dim.getSource().getType());
    if (!position || !type || *position >= type.getRank())
      return load(value, {});
    return readExtent({dim.getSource(), *position});
  }
  if (auto apply = dyn_cast<affine::AffineApplyOp>(op))
    return readAffine(apply.getAffineMap().getResult(0), apply);
  auto extract = dyn_cast<tensor::ExtractOp>(op);
  if (extract && extract.getTensor().getType().hasStaticShape() &&
      extract.getTensor().getType().getNumElements() == 1)
    return read(extract.getTensor(),
                SmallVector<Index>(extract.getTensor().getType().getRank()));
  if (!isScalarArithmetic(op) || depth >= kMaxDepth)
    return load(value, {});
  SmallVector<Element *> operands;
  ++depth;
  for (Value operand : op->getOperands())
    operands.push_back(readScalar(operand));
  --depth;
  return compute(op->getName(), operands, value.getType(),
                 op->getAttrDictionary());
}

//===----------------------------------------------------------------------===//
// Shapes
//===----------------------------------------------------------------------===//

/// The index over dimensions `dims` of `tensor` together.
Index ElementReader::merge(Value tensor, ArrayRef<int64_t> dims,
                           ArrayRef<Index> indices) {
  Index merged;
  for (int64_t dim : dims) {
    space.noteExtent(indices[dim], {tensor, dim});
    merged.append(indices[dim]);
  }
  return merged;
}

bool ElementReader::areWhole(Value tensor, ArrayRef<int64_t> dims,
                             ArrayRef<Index> indices) const {
  return llvm::all_of(dims, [&](int64_t dim) {
    return space.isWhole(indices[dim], {tensor, dim});
  });
}

Element *ElementReader::readExpand(tensor::ExpandShapeOp op,
                                   ArrayRef<Index> indices) {
  SmallVector<Index> source;
  for (const ReassociationIndices &group : op.getReassociationIndices())
    source.push_back(merge(op.getResult(), group, indices));
  for (auto [dim, group] : llvm::enumerate(op.getReassociationIndices()))
    if (areWhole(op.getResult(), group, indices))
      space.noteWhole(source[dim], {op.getSrc(), static_cast<int64_t>(dim)});
  return read(op.getSrc(), source);
}

Element *ElementReader::readCollapse(tensor::CollapseShapeOp op,
                                     ArrayRef<Index> indices) {
  SmallVector<Index> source(op.getSrcType().getRank());
  SmallVector<ReassociationIndices> groups = op.getReassociationIndices();
  for (auto [group, index] : llvm::zip_equal(groups, indices)) {
    auto parts = space.split(index, op.getSrc(), group);
    if (!parts)
      return nullptr;
    for (auto [dim, part] : llvm::zip_equal(group, *parts))
      source[dim] = part;
  }
  return read(op.getSrc(), source);
}

/// The front of a tensor that is computed, which a slice of it is as well. What
/// is known of the source's extents does not hold for the index.
Element *ElementReader::readSlice(tensor::ExtractSliceOp op,
                                  ArrayRef<Index> indices) {
  auto isZero = [&](OpFoldResult offset) {
    return getInteger(readSize(offset)) == 0;
  };
  if (!llvm::all_of(op.getMixedOffsets(), isZero) || !op.hasUnitStride())
    return nullptr;
  llvm::SmallBitVector dropped = op.getDroppedDims();
  SmallVector<Index> source;
  const Index *next = indices.begin();
  for (int64_t dim = 0; dim < op.getSourceType().getRank(); ++dim)
    source.push_back(dropped[dim] ? Index() : *next++);
  DigitSet front;
  for (auto [dim, index] : llvm::enumerate(source)) {
    Extent extent{op.getSource(), static_cast<int64_t>(dim)};
    front.insert_range(space.noteFront(index, extent));
  }
  // What only lies there is better read from the slice, which fits.
  Element *element = read(op.getSource(), source);
  if (element->kind == Element::Kind::Load) {
    space.forgetFront(front);
    return nullptr;
  }
  // The slice holds no more than what is read of it, the source does.
  Element &part = elements.emplace_back(*element);
  part.access = {op.getResult(), llvm::to_vector(indices)};
  return &part;
}

/// Of a tensor and one more element: the front, or that element.
Element *ElementReader::readConcat(tensor::ConcatOp op,
                                   ArrayRef<Index> indices) {
  int64_t dim = op.getDim();
  Value front = op.getInputs().front(), end = op.getInputs().back();
  if (op.getInputs().size() != 2 ||
      cast<RankedTensorType>(end.getType()).getDimSize(dim) != 1)
    return nullptr;
  if (space.isWhole(indices[dim], {front, dim}))
    return read(front, indices);
  if (!space.isPastEnd(indices[dim]))
    return nullptr;
  SmallVector<Index> last(indices);
  last[dim].clear();
  return read(end, last);
}

/// A concatenation by insertions, of slices that end where the next begins.
Element *ElementReader::readInsert(tensor::InsertSliceOp op,
                                   ArrayRef<Index> indices) {
  RankedTensorType source = op.getSourceType(), target = op.getType();
  if (!source.hasStaticShape() || !target.hasStaticShape() ||
      source.getRank() != target.getRank() || !op.hasUnitStride() ||
      ShapedType::isDynamicShape(op.getStaticOffsets()))
    return nullptr;
  SmallVector<Index> inner(indices);
  for (auto [dim, offset] : llvm::enumerate(op.getStaticOffsets())) {
    auto range = space.getRange(indices[dim], target.getDimSize(dim));
    int64_t end = offset + source.getDimSize(dim);
    if (!range || (range->first < offset && range->second > offset) ||
        (range->first < end && range->second > end))
      return nullptr;
    if (range->second <= offset || range->first >= end)
      return read(op.getDest(), indices);
    if (offset != range->first)
      return nullptr;
    if (source.getDimSize(dim) == 1)
      inner[dim].clear();
  }
  return read(op.getSource(), inner);
}

//===----------------------------------------------------------------------===//
// Linalg
//===----------------------------------------------------------------------===//

/// Finds loops by what they index.
bool ElementReader::bindLoops(linalg::LinalgOp op, AffineMap map,
                              ArrayRef<Index> indices,
                              MutableArrayRef<std::optional<Index>> loops) {
  for (auto [expr, index] : llvm::zip_equal(map.getResults(), indices)) {
    if (auto dim = dyn_cast<AffineDimExpr>(expr))
      loops[dim.getPosition()] = index;
    else if (!isa<AffineConstantExpr>(expr))
      return false;
  }
  SmallVector<int64_t> ranges = op.getStaticLoopRanges();
  for (auto [loop, range] : llvm::zip_equal(loops, ranges))
    if (!loop && range == 1)
      loop = Index();
  return true;
}

/// A loop runs over all dimensions that it indexes alone.
void ElementReader::noteLoops(linalg::LinalgOp op,
                              ArrayRef<std::optional<Index>> loops) {
  for (OpOperand &operand : op->getOpOperands()) {
    if (!isa<ShapedType>(operand.get().getType()))
      continue;
    AffineMap map = op.getMatchingIndexingMap(&operand);
    for (auto [dim, expr] : llvm::enumerate(map.getResults()))
      if (auto loop = dyn_cast<AffineDimExpr>(expr))
        if (loops[loop.getPosition()])
          space.noteExtent(*loops[loop.getPosition()],
                           {operand.get(), static_cast<int64_t>(dim)});
  }
}

class ElementReader::BodyReader {
public:
  BodyReader(ElementReader &reader, linalg::LinalgOp op, ArrayRef<Index> loops)
      : reader(reader), op(op), loops(loops) {}

  /// Null if `value` cannot be read.
  Element *read(Value value) {
    auto [known, isNew] = values.try_emplace(value, nullptr);
    if (!isNew)
      return known->second;
    ++reader.depth;
    Element *element = reader.depth < kMaxDepth ? readUncached(value) : nullptr;
    --reader.depth;
    values[value] = element;
    return element;
  }

private:
  Element *readUncached(Value value) {
    if (auto argument = dyn_cast<BlockArgument>(value))
      if (argument.getOwner() == op.getBlock())
        return readOperand(op->getOpOperand(argument.getArgNumber()));
    Operation *inner = value.getDefiningOp();
    if (!inner || !op->isAncestor(inner))
      return reader.readScalar(value);
    if (auto index = dyn_cast<linalg::IndexOp>(inner))
      return readPosition(loops[index.getDim()], index.getType());
    if (auto extract = dyn_cast<tensor::ExtractOp>(inner))
      return readExtract(extract);
    if (auto extract = dyn_cast<vector::ExtractOp>(inner))
      return readTable(extract);
    if (isa<arith::ConstantOp>(inner))
      return reader.readScalar(value);
    if (auto branch = dyn_cast<scf::IfOp>(inner))
      return readBranch(branch, cast<OpResult>(value).getResultNumber());
    if (!isScalarArithmetic(inner))
      return nullptr;
    SmallVector<Element *> operands;
    for (Value operand : inner->getOperands()) {
      operands.push_back(read(operand));
      if (!operands.back())
        return nullptr;
    }
    return reader.compute(inner->getName(), operands, value.getType(),
                          inner->getAttrDictionary());
  }

  /// One side of a concatenation, as StableHLO lowers it: where an index of a
  /// loop is below a constant, or where it is not.
  Element *readBranch(scf::IfOp branch, unsigned result) {
    auto compare = branch.getCondition().getDefiningOp<arith::CmpIOp>();
    auto index =
        compare ? compare.getLhs().getDefiningOp<linalg::IndexOp>() : nullptr;
    APInt limit;
    if (!index || !matchPattern(compare.getRhs(), m_ConstantInt(&limit)) ||
        compare.getPredicate() != arith::CmpIPredicate::ult)
      return nullptr;
    int64_t extent = op.getStaticLoopRanges()[index.getDim()];
    auto range = reader.space.getRange(loops[index.getDim()], extent);
    bool isBelow = range && limit.uge(range->second);
    if (!range || (!isBelow && limit.ugt(range->first)))
      return nullptr;
    Block *side = isBelow ? branch.thenBlock() : branch.elseBlock();
    return read(side->getTerminator()->getOperand(result));
  }

  Element *readPosition(const Index &index, Type type) {
    if (index.empty())
      return reader.getConstant(IntegerAttr::get(type, 0), type);
    if (reader.space.isPastEnd(index))
      return nullptr;
    Element *position = reader.create(Element::Kind::Position, type);
    position->position = index;
    return position;
  }

  /// The index that `expr` is at this iteration.
  std::optional<Index> evaluate(AffineExpr expr) {
    if (auto dim = dyn_cast<AffineDimExpr>(expr))
      return loops[dim.getPosition()];
    if (auto constant = dyn_cast<AffineConstantExpr>(expr))
      return constant.getValue() == 0 ? std::optional<Index>(Index())
                                      : std::nullopt;
    auto binary = dyn_cast<AffineBinaryOpExpr>(expr);
    if (!binary || (binary.getKind() != AffineExprKind::FloorDiv &&
                    binary.getKind() != AffineExprKind::Mod))
      return std::nullopt;
    std::optional<Index> dividend = evaluate(binary.getLHS());
    auto divisor = dyn_cast<AffineConstantExpr>(binary.getRHS());
    if (!dividend || !divisor)
      return std::nullopt;
    auto parts = reader.space.divide(*dividend, divisor.getValue());
    if (!parts)
      return std::nullopt;
    return binary.getKind() == AffineExprKind::Mod ? parts->second
                                                   : parts->first;
  }

  Element *readOperand(OpOperand &operand) {
    if (!isa<RankedTensorType>(operand.get().getType()))
      return reader.readScalar(operand.get());
    SmallVector<Index> indices;
    for (AffineExpr expr : op.getMatchingIndexingMap(&operand).getResults()) {
      std::optional<Index> index = evaluate(expr);
      if (!index)
        return nullptr;
      indices.push_back(*index);
    }
    return reader.read(operand.get(), indices);
  }

  /// An element at computed indices, which importers gather by.
  Element *readExtract(tensor::ExtractOp extract) {
    SmallVector<Index> indices;
    for (auto [dim, value] : llvm::enumerate(extract.getIndices())) {
      if (extract.getTensor().getType().getDimSize(dim) == 1) {
        indices.emplace_back();
        continue;
      }
      Element *index = read(value);
      std::optional<Index> position;
      if (index)
        position = getPosition(index);
      if (!position ||
          !reader.space.isWhole(
              *position, {extract.getTensor(), static_cast<int64_t>(dim)}))
        return nullptr;
      indices.push_back(*position);
    }
    return reader.read(extract.getTensor(), indices);
  }

  /// An entry of a constant vector.
  Element *readTable(vector::ExtractOp extract) {
    Value table = extract.getSource();
    SmallVector<OpFoldResult> at = extract.getMixedPosition();
    if (extract.getSourceVectorType().getRank() != 1 || at.size() != 1 ||
        !isa<Value>(at[0]) || !matchPattern(table, m_Constant()))
      return nullptr;
    Element *index = read(cast<Value>(at[0]));
    std::optional<Index> position;
    if (index)
      position = getPosition(index);
    if (!position || !reader.space.isWhole(*position, {table, 0}))
      return nullptr;
    return reader.load(table, {*position});
  }

  /// The position p in `extent == 1 ? 0 : p`, which it is anyway where p runs
  /// over that extent.
  std::optional<Index> getBroadcastPosition(Element *select) {
    Element *condition = select->operands[0];
    std::optional<Index> position = getPosition(select->operands[2]);
    if (!position || getInteger(select->operands[1]) != 0 ||
        !condition->computes<arith::CmpIOp>() ||
        getInteger(condition->operands[1]) != 1)
      return std::nullopt;
    auto predicate = condition->attributes.getAs<IntegerAttr>("predicate");
    Element *extent = stripCasts(condition->operands[0]);
    bool isSame =
        predicate.getInt() == static_cast<int64_t>(arith::CmpIPredicate::eq) &&
        extent->kind == Element::Kind::Extent &&
        reader.space.isWhole(*position, {extent->access.tensor, extent->dim});
    return isSame ? position : std::nullopt;
  }

  std::optional<Index> getPosition(Element *index) {
    index = stripCasts(index);
    if (index->kind == Element::Kind::Position)
      return index->position;
    if (index->computes<arith::SelectOp>())
      return getBroadcastPosition(index);
    if (!index->computes<arith::DivUIOp, arith::DivSIOp, arith::FloorDivSIOp>())
      return std::nullopt;
    std::optional<Index> dividend = getPosition(index->operands[0]);
    std::optional<int64_t> divisor = getInteger(index->operands[1]);
    if (!dividend || !divisor)
      return std::nullopt;
    auto parts = reader.space.divide(*dividend, *divisor);
    if (!parts)
      return std::nullopt;
    return parts->first;
  }

  ElementReader &reader;
  linalg::LinalgOp op;
  ArrayRef<Index> loops;
  DenseMap<Value, Element *> values;
};

static Value getYielded(linalg::LinalgOp op, unsigned result) {
  return op.getBlock()->getTerminator()->getOperand(result);
}

Element *ElementReader::readInner(linalg::LinalgOp op, Value inner,
                                  ArrayRef<Index> indices) {
  SmallVector<std::optional<Index>> loops(op.getNumLoops());
  AffineMap map = op.getMatchingIndexingMap(op.getDpsInitOperand(0));
  if (!bindLoops(op, map, indices, loops))
    return nullptr;
  noteLoops(op, loops);
  SmallVector<Index> bound;
  for (const std::optional<Index> &loop : loops) {
    if (!loop)
      return nullptr;
    bound.push_back(*loop);
  }
  return BodyReader(*this, op, bound).read(inner);
}

Element *ElementReader::readLinalg(linalg::LinalgOp op, unsigned result,
                                   ArrayRef<Index> indices) {
  OpOperand *init = op.getDpsInitOperand(result);
  SmallVector<std::optional<Index>> loops(op.getNumLoops());
  if (!op.hasPureTensorSemantics() ||
      !bindLoops(op, op.getMatchingIndexingMap(init), indices, loops))
    return nullptr;
  noteLoops(op, loops);
  bool isReduction = false;
  for (auto [loop, kind] : llvm::zip_equal(loops, op.getIteratorTypesArray())) {
    if (!loop && kind == utils::IteratorType::parallel)
      return nullptr;
    isReduction |= !loop;
  }
  if (isReduction)
    return readReduction(op, result, loops, indices);
  auto bound = llvm::map_to_vector(
      loops, [](const std::optional<Index> &loop) { return *loop; });
  return BodyReader(*this, op, bound).read(getYielded(op, result));
}

//===----------------------------------------------------------------------===//
// Reductions
//===----------------------------------------------------------------------===//

static Value stripCasts(Value value) {
  while (Operation *cast = value.getDefiningOp()) {
    if (!isa<arith::ExtFOp, arith::TruncFOp>(cast))
      break;
    value = cast->getOperand(0);
  }
  return value;
}

namespace {
/// What a body adds to, or otherwise combines with, its accumulator.
struct Combination {
  OperationName name;
  SmallVector<Value> terms; ///< Their product.
};
} // namespace

static std::optional<Combination> getCombination(linalg::LinalgOp op,
                                                 unsigned result) {
  Value accumulator = op.getMatchingBlockArgument(op.getDpsInitOperand(result));
  Operation *combiner = stripCasts(getYielded(op, result)).getDefiningOp();
  auto isAccumulator = [&](Value value) {
    return stripCasts(value) == accumulator;
  };
  if (isa_and_present<math::FmaOp>(combiner) &&
      isAccumulator(combiner->getOperand(2)))
    return Combination{
        OperationName(arith::AddFOp::getOperationName(), op->getContext()),
        llvm::to_vector(combiner->getOperands().take_front(2))};
  if (!isa_and_present<arith::AddFOp, arith::MaximumFOp, arith::MaxNumFOp,
                       arith::MinimumFOp, arith::MinNumFOp, arith::AndIOp,
                       arith::OrIOp>(combiner))
    return std::nullopt;
  for (unsigned i : {0, 1})
    if (isAccumulator(combiner->getOperand(i)))
      return Combination{combiner->getName(), {combiner->getOperand(1 - i)}};
  return std::nullopt;
}

/// A reduction from what its destination holds.
Element *ElementReader::readReduction(linalg::LinalgOp op, unsigned result,
                                      ArrayRef<std::optional<Index>> loops,
                                      ArrayRef<Index> indices) {
  std::optional<Combination> combination = getCombination(op, result);
  if (!combination)
    return nullptr;
  Value init = op.getDpsInitOperand(result)->get();
  Type type = getElementTypeOrSelf(init);
  Element *reduce = create(Element::Kind::Reduce, type);
  reduce->name = combination->name;
  reduce->reducer = op;
  reduce->result = result;
  reduce->loops.assign(loops.begin(), loops.end());
  if (!reduce->reducesBy<arith::AddFOp>())
    return reduce;
  return compute<arith::AddFOp>({read(init, indices), reduce}, type);
}

/// exp(x) over its sum: what is subtracted from x cancels.
Element *ElementReader::readSoftmax(linalg::SoftmaxOp op,
                                    ArrayRef<Index> indices) {
  Type type = getElementTypeOrSelf(op.getInput());
  Element *sum = create(Element::Kind::Reduce, type);
  sum->name = OperationName(arith::AddFOp::getOperationName(), op.getContext());
  sum->reducer = op;
  for (const Index &index : indices)
    sum->loops.push_back(index);
  sum->loops[op.getDimension()].reset();
  for (auto [dim, index] : llvm::enumerate(indices))
    space.noteExtent(index, {op.getInput(), static_cast<int64_t>(dim)});
  Element *exp = compute<math::ExpOp>({read(op.getInput(), indices)}, type);
  return compute<arith::DivFOp>({exp, sum}, type);
}

Element *ElementReader::readTerm(Element *reduce, ArrayRef<Index> indices) {
  SmallVector<Index> loops;
  const Index *next = indices.begin();
  for (const std::optional<Index> &loop : reduce->loops)
    loops.push_back(loop ? *loop : *next++);
  if (auto softmax = dyn_cast<linalg::SoftmaxOp>(reduce->reducer))
    return compute<math::ExpOp>({read(softmax.getInput(), loops)},
                                reduce->type);
  auto op = cast<linalg::LinalgOp>(reduce->reducer);
  SmallVector<std::optional<Index>> bound(loops.begin(), loops.end());
  noteLoops(op, bound);
  BodyReader body(*this, op, loops);
  Element *product = nullptr;
  for (Value value : getCombination(op, reduce->result)->terms) {
    Element *term = body.read(value);
    if (!term)
      return nullptr;
    product =
        product ? compute<arith::MulFOp>({product, term}, term->type) : term;
  }
  return product;
}

/// A dimension that loop `loop` runs over; nothing if it indexes none alone.
static std::optional<Extent> findExtent(linalg::LinalgOp op, unsigned loop) {
  for (OpOperand &operand : op->getOpOperands()) {
    AffineMap map = op.getMatchingIndexingMap(&operand);
    for (auto [dim, expr] : llvm::enumerate(map.getResults()))
      if (expr == getAffineDimExpr(loop, op.getContext()))
        return Extent{operand.get(), static_cast<int64_t>(dim)};
  }
  return std::nullopt;
}

SmallVector<Extent> ElementReader::getReducedExtents(const Element *reduce) {
  SmallVector<Extent> extents;
  auto softmax = dyn_cast<linalg::SoftmaxOp>(reduce->reducer);
  for (auto [i, loop] : llvm::enumerate(reduce->loops)) {
    if (loop)
      continue;
    if (softmax) {
      extents.push_back({softmax.getInput(), static_cast<int64_t>(i)});
      continue;
    }
    auto op = cast<linalg::LinalgOp>(reduce->reducer);
    if (std::optional<Extent> extent = findExtent(op, i))
      extents.push_back(*extent);
  }
  return extents;
}

//===----------------------------------------------------------------------===//
// Questions about elements
//===----------------------------------------------------------------------===//

bool ElementReader::areEqual(Element *a, Element *b) {
  a = stripCasts(a);
  b = stripCasts(b);
  if (a == b)
    return true;
  auto isSame = [&](const Index &x, const Index &y) {
    return space.resolve(x) == space.resolve(y);
  };
  if (a->kind != b->kind || a->name != b->name || a->dim != b->dim ||
      a->reducer != b->reducer || a->result != b->result ||
      a->attributes != b->attributes || !isSame(a->position, b->position) ||
      a->operands.size() != b->operands.size() ||
      a->loops.size() != b->loops.size())
    return false;
  if (a->kind == Element::Kind::Constant)
    return raise::getNumber(a) ? raise::getNumber(a) == raise::getNumber(b)
                               : a->constant == b->constant;
  if (a->kind == Element::Kind::Load || a->kind == Element::Kind::Extent)
    return a->access.tensor == b->access.tensor &&
           llvm::equal(a->access.indices, b->access.indices, isSame);
  for (auto [x, y] : llvm::zip_equal(a->loops, b->loops))
    if (x.has_value() != y.has_value() || (x && !isSame(*x, *y)))
      return false;
  return llvm::equal(a->operands, b->operands,
                     [&](Element *x, Element *y) { return areEqual(x, y); });
}

DigitSet ElementReader::getDigits(Element *element) {
  DigitSet digits;
  SmallVector<Element *> worklist{element};
  llvm::SmallPtrSet<Element *, 16> seen;
  auto add = [&](const Index &index) {
    digits.insert_range(space.resolve(index));
  };
  while (!worklist.empty()) {
    Element *next = worklist.pop_back_val();
    if (!seen.insert(next).second)
      continue;
    add(next->position);
    if (next->kind == Element::Kind::Load)
      llvm::for_each(next->access.indices, add);
    for (const std::optional<Index> &loop : next->loops)
      if (loop)
        add(*loop);
    worklist.append(next->operands);
  }
  return digits;
}

bool ElementReader::dependsOn(Element *element, const DigitSet &digits) {
  DigitSet own = getDigits(element);
  return llvm::any_of(own, [&](Digit digit) { return digits.contains(digit); });
}
