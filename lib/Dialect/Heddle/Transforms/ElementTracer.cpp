//===- ElementTracer.cpp - Where elements of tensors come from ------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ElementTracer.h"

#include "mlir/Analysis/SliceAnalysis.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Arith/Utils/Utils.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Dialect/Utils/IndexingUtils.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include "mlir/IR/IRMapping.h"
#include "mlir/IR/Matchers.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"

using namespace mlir;
using namespace heddle;

SmallVector<unsigned> heddle::flatten(ArrayRef<Axes> dims) {
  SmallVector<unsigned> axes;
  for (const Axes &dim : dims)
    llvm::append_range(axes, dim);
  return axes;
}

bool Element::isTensor() const {
  return isa<RankedTensorType>(value.getType());
}

Axes ElementTracer::withoutUnits(ArrayRef<unsigned> axes) const {
  Axes result;
  for (unsigned axis : axes) {
    if (!parts[axis].empty())
      llvm::append_range(result, withoutUnits(parts[axis]));
    else if (extents[axis] != 1)
      result.push_back(axis);
  }
  return result;
}

bool ElementTracer::refine() {
  if (!wanted)
    return false;
  auto [axis, minor] = *wanted;
  wanted.reset();
  unsigned next = extents.size();
  parts[axis] = {next, next + 1};
  extents.append({extents[axis] / minor, minor});
  parts.resize(extents.size());
  return true;
}

SmallVector<OpFoldResult>
ElementTracer::addParts(OpBuilder &builder,
                        ArrayRef<OpFoldResult> sizes) const {
  SmallVector<OpFoldResult> all(sizes);
  for (int64_t extent : ArrayRef(extents).drop_front(sizes.size()))
    all.push_back(builder.getIndexAttr(extent));
  return all;
}

//===----------------------------------------------------------------------===//
// Ops of linalg
//===----------------------------------------------------------------------===//

static bool isElementwise(linalg::LinalgOp op) {
  return op && op.hasPureTensorSemantics() &&
         op.getNumParallelLoops() == op.getNumLoops();
}

/// What the loops of `op` run through if `map` reads `dims`; nothing if that
/// does not say it of each.
static std::optional<SmallVector<Axes>>
getLoops(linalg::LinalgOp op, AffineMap map, ArrayRef<Axes> dims) {
  SmallVector<std::optional<Axes>> loops(op.getNumLoops());
  for (auto [expr, axes] : llvm::zip_equal(map.getResults(), dims)) {
    auto dim = dyn_cast<AffineDimExpr>(expr);
    if (!dim && axes.empty())
      continue;
    if (!dim || loops[dim.getPosition()])
      return std::nullopt;
    loops[dim.getPosition()] = axes;
  }
  SmallVector<int64_t> ranges = op.getStaticLoopRanges();
  SmallVector<Axes> known;
  for (auto [loop, range] : llvm::zip_equal(loops, ranges)) {
    if (!loop && range != 1)
      return std::nullopt;
    known.push_back(loop.value_or(Axes()));
  }
  return known;
}

/// The dimensions of an operand or result that `map` addresses.
static std::optional<SmallVector<Axes>> getDims(AffineMap map, Type type,
                                                ArrayRef<Axes> loops) {
  SmallVector<Axes> dims;
  auto shaped = dyn_cast<RankedTensorType>(type);
  for (auto [i, expr] : llvm::enumerate(map.getResults())) {
    if (auto dim = dyn_cast<AffineDimExpr>(expr))
      dims.push_back(loops[dim.getPosition()]);
    else if (expr == getAffineConstantExpr(0, type.getContext()) && shaped &&
             shaped.getDimSize(i) == 1)
      dims.emplace_back();
    else
      return std::nullopt;
  }
  return dims;
}

/// The number in the body of `op` that becomes an element of its result.
static std::optional<Element> enterBody(linalg::LinalgOp op,
                                        const Element &element) {
  auto result = cast<OpResult>(element.value);
  auto loops =
      getLoops(op, op.getIndexingMapMatchingResult(result), element.dims);
  if (!loops)
    return std::nullopt;
  Operation *yield = op.getBlock()->getTerminator();
  return Element{yield->getOperand(result.getResultNumber()), *loops};
}

/// The element, or the scalar, that an argument of the body of `op` stands for.
static std::optional<Element> leaveBody(linalg::LinalgOp op,
                                        const Element &element) {
  unsigned number = cast<BlockArgument>(element.value).getArgNumber();
  OpOperand *operand = op.getOpOperandsMatchingBBargs()[number];
  auto dims = getDims(op.getMatchingIndexingMap(operand),
                      operand->get().getType(), element.dims);
  if (!dims)
    return std::nullopt;
  return Element{operand->get(), *dims};
}

//===----------------------------------------------------------------------===//
// Reshapes
//===----------------------------------------------------------------------===//

/// Takes the axes off one end of `axes` that make up a dimension of `size`.
std::optional<Axes> ElementTracer::take(ArrayRef<unsigned> &axes, int64_t size,
                                        bool fromBack) const {
  Axes taken;
  for (int64_t product = 1; product != size;) {
    if (axes.empty())
      return std::nullopt;
    unsigned axis = fromBack ? axes.back() : axes.front();
    int64_t extent = extents[axis];
    if (ShapedType::isDynamic(extent) || extent == 0 || size == 0 ||
        size % product != 0)
      return std::nullopt;
    int64_t missing = size / product;
    if (missing % extent != 0) {
      if (extent % missing == 0)
        wanted = {axis, fromBack ? missing : extent / missing};
      return std::nullopt;
    }
    product *= extent;
    taken.insert(fromBack ? taken.begin() : taken.end(), axis);
    axes = fromBack ? axes.drop_back() : axes.drop_front();
  }
  return taken;
}

/// The dimensions of `sizes` that a dimension of `axes` is split into.
std::optional<SmallVector<Axes>>
ElementTracer::split(ArrayRef<unsigned> axes, ArrayRef<int64_t> sizes) const {
  SmallVector<Axes> dims(sizes.size());
  size_t begin = 0, end = sizes.size();
  auto isKnown = [&](size_t i) { return !ShapedType::isDynamic(sizes[i]); };
  // A single dimension is what was split.
  for (; end - begin > 1 && isKnown(begin); ++begin) {
    auto taken = take(axes, sizes[begin], /*fromBack=*/false);
    if (!taken)
      return std::nullopt;
    dims[begin] = *taken;
  }
  for (; end - begin > 1 && isKnown(end - 1); --end) {
    auto taken = take(axes, sizes[end - 1], /*fromBack=*/true);
    if (!taken)
      return std::nullopt;
    dims[end - 1] = *taken;
  }
  if (end - begin > 1)
    return std::nullopt;
  if (begin != end)
    dims[begin] = Axes(axes);
  return dims;
}

template <typename OpTy>
std::optional<SmallVector<Axes>>
ElementTracer::splitGroups(OpTy reshape, ArrayRef<Axes> groups,
                           ArrayRef<int64_t> sizes) const {
  SmallVector<Axes> dims;
  for (auto [axes, group] :
       llvm::zip_equal(groups, reshape.getReassociationIndices())) {
    auto parts = split(axes, sizes.slice(group.front(), group.size()));
    if (!parts)
      return std::nullopt;
    llvm::append_range(dims, *parts);
  }
  // A tensor without dimensions has no groups; all others have extent 1.
  dims.resize(sizes.size());
  return dims;
}

template <typename OpTy>
static SmallVector<Axes> joinGroups(OpTy reshape, ArrayRef<Axes> dims) {
  SmallVector<Axes> groups;
  for (const ReassociationIndices &group : reshape.getReassociationIndices()) {
    Axes &axes = groups.emplace_back();
    for (int64_t dim : group)
      llvm::append_range(axes, dims[dim]);
  }
  return groups;
}

//===----------------------------------------------------------------------===//
// Backwards
//===----------------------------------------------------------------------===//

/// Goes back by one op or one edge of a body that only moves elements.
std::optional<Element> ElementTracer::moveBack(const Element &element) const {
  if (auto argument = dyn_cast<BlockArgument>(element.value)) {
    auto op = dyn_cast<linalg::LinalgOp>(argument.getOwner()->getParentOp());
    return isElementwise(op) ? leaveBody(op, element) : std::nullopt;
  }
  Operation *op = element.value.getDefiningOp();
  if (auto generic = dyn_cast<linalg::LinalgOp>(op))
    return isElementwise(generic) ? enterBody(generic, element) : std::nullopt;
  if (auto cast = dyn_cast<tensor::CastOp>(op);
      cast && isa<RankedTensorType>(cast.getSource().getType()))
    return Element{cast.getSource(), element.dims};
  if (auto expand = dyn_cast<tensor::ExpandShapeOp>(op))
    return Element{expand.getSrc(), joinGroups(expand, element.dims)};
  if (auto collapse = dyn_cast<tensor::CollapseShapeOp>(op)) {
    auto dims =
        splitGroups(collapse, element.dims, collapse.getSrcType().getShape());
    if (dims)
      return Element{collapse.getSrc(), *dims};
  }
  return std::nullopt;
}

Operation *ElementTracer::findComputation(Element &element) const {
  while (true) {
    if (auto source = moveBack(element)) {
      element = *source;
      continue;
    }
    Operation *op = element.value.getDefiningOp();
    if (!isa_and_nonnull<arith::ExtFOp, arith::TruncFOp>(op))
      return op;
    element.value = op->getOperand(0);
  }
}

std::optional<double> ElementTracer::findConstant(Element element) const {
  findComputation(element);
  APFloat constant(0.0);
  if (!matchPattern(element.value, m_ConstantFloat(&constant)))
    return std::nullopt;
  return constant.convertToDouble();
}

SmallVector<Element> ElementTracer::findTensors(Element element) const {
  SmallVector<Element> tensors;
  while (true) {
    if (element.isTensor())
      tensors.push_back(element);
    if (auto source = moveBack(element)) {
      element = *source;
      continue;
    }
    auto extension = element.value.getDefiningOp<arith::ExtFOp>();
    if (!extension)
      return tensors;
    element.value = extension.getIn();
  }
}

SmallVector<Type> ElementTracer::findRoundings(Element element) const {
  SmallVector<Type> types;
  while (true) {
    if (element.getType().getIntOrFloatBitWidth() < 32)
      types.push_back(element.getType());
    if (auto source = moveBack(element)) {
      element = *source;
      continue;
    }
    Operation *op = element.value.getDefiningOp();
    if (!isa_and_nonnull<arith::ExtFOp, arith::TruncFOp>(op))
      return types;
    element.value = op->getOperand(0);
  }
}

//===----------------------------------------------------------------------===//
// Forwards
//===----------------------------------------------------------------------===//

std::optional<Element> ElementTracer::follow(OpOperand &use,
                                             const Element &element) const {
  Operation *op = use.getOwner();
  if (auto yield = dyn_cast<linalg::YieldOp>(op)) {
    auto parent = cast<linalg::LinalgOp>(yield->getParentOp());
    OpResult result = parent->getResult(use.getOperandNumber());
    auto dims = getDims(parent.getIndexingMapMatchingResult(result),
                        result.getType(), element.dims);
    if (!dims || flatten(*dims).size() != flatten(element.dims).size())
      return std::nullopt;
    return Element{result, *dims};
  }
  if (auto generic = dyn_cast<linalg::LinalgOp>(op); isElementwise(generic)) {
    auto loops =
        getLoops(generic, generic.getMatchingIndexingMap(&use), element.dims);
    if (!loops)
      return std::nullopt;
    return Element{generic.getMatchingBlockArgument(&use), *loops};
  }
  if (auto cast = dyn_cast<tensor::CastOp>(op); cast && element.isTensor())
    return Element{cast.getDest(), element.dims};
  if (auto collapse = dyn_cast<tensor::CollapseShapeOp>(op))
    return Element{collapse.getResult(), joinGroups(collapse, element.dims)};
  if (auto expand = dyn_cast<tensor::ExpandShapeOp>(op);
      expand && use.getOperandNumber() == 0) {
    auto dims =
        splitGroups(expand, element.dims, expand.getResultType().getShape());
    if (dims)
      return Element{expand.getResult(), *dims};
  }
  return std::nullopt;
}

//===----------------------------------------------------------------------===//
// Emission
//===----------------------------------------------------------------------===//

/// `dims` with one dimension for each axis, and the groups of them that the
/// dimensions were.
static SmallVector<Axes>
separate(ArrayRef<Axes> dims, SmallVectorImpl<ReassociationIndices> &groups) {
  SmallVector<Axes> separated;
  for (const Axes &dim : dims) {
    ReassociationIndices &group = groups.emplace_back();
    for (size_t i = 0; i < std::max<size_t>(dim.size(), 1); ++i) {
      group.push_back(separated.size());
      separated.push_back(dim.empty() ? Axes() : Axes{dim[i]});
    }
  }
  return separated;
}

/// Groups of `dims` that have one axis each, beside any number of dimensions
/// without one.
static SmallVector<ReassociationIndices> groupUnits(ArrayRef<Axes> dims) {
  SmallVector<ReassociationIndices> groups;
  ReassociationIndices units;
  for (auto [i, axes] : llvm::enumerate(dims)) {
    units.push_back(i);
    if (!axes.empty()) {
      groups.push_back(units);
      units.clear();
    }
  }
  if (!groups.empty())
    llvm::append_range(groups.back(), units);
  return groups;
}

static SmallVector<OpFoldResult> getSizes(OpBuilder &builder,
                                          ArrayRef<Axes> dims,
                                          ArrayRef<OpFoldResult> sizes) {
  return llvm::map_to_vector(dims, [&](const Axes &axes) -> OpFoldResult {
    return axes.empty() ? builder.getIndexAttr(1) : sizes[axes.front()];
  });
}

static RankedTensorType getTensorType(Value like,
                                      ArrayRef<OpFoldResult> sizes) {
  SmallVector<int64_t> shape = decomposeMixedValues(sizes).first;
  return cast<RankedTensorType>(like.getType()).clone(shape);
}

static Value castTo(OpBuilder &builder, Location loc, Value value, Type type) {
  if (value.getType() == type)
    return value;
  return tensor::CastOp::create(builder, loc, type, value);
}

/// Splits dimensions as `groups` say. A dimension is static if all that become
/// of it are.
static Value expand(OpBuilder &builder, Location loc, Value value,
                    ArrayRef<ReassociationIndices> groups,
                    ArrayRef<OpFoldResult> sizes) {
  RankedTensorType type = getTensorType(value, sizes);
  value = castTo(builder, loc, value,
                 tensor::CollapseShapeOp::inferCollapsedType(type, groups));
  if (type == value.getType())
    return value;
  return tensor::ExpandShapeOp::create(builder, loc, type, value, groups,
                                       sizes);
}

/// Joins dimensions, all of which have one axis or none, as `groups` say.
static Value collapse(OpBuilder &builder, Location loc, Value value,
                      ArrayRef<ReassociationIndices> groups) {
  auto type = cast<RankedTensorType>(value.getType());
  if (static_cast<int64_t>(groups.size()) == type.getRank())
    return value;
  return tensor::CollapseShapeOp::create(builder, loc, value, groups);
}

/// Where each dimension of `to` is in `from`, if all have one axis or none;
/// those without one keep their order.
static std::optional<SmallVector<int64_t>> findPermutation(ArrayRef<Axes> from,
                                                           ArrayRef<Axes> to) {
  auto isJoined = [](const Axes &axes) { return axes.size() > 1; };
  if (from.size() != to.size() || llvm::any_of(from, isJoined) ||
      llvm::any_of(to, isJoined))
    return std::nullopt;
  SmallVector<int64_t> permutation;
  for (const Axes &axes : to) {
    int64_t place = 0;
    while (from[place] != axes || llvm::is_contained(permutation, place))
      ++place;
    permutation.push_back(place);
  }
  return permutation;
}

static Value transpose(OpBuilder &builder, Location loc, Value value,
                       ArrayRef<int64_t> permutation,
                       ArrayRef<OpFoldResult> sizes) {
  if (isIdentityPermutation(permutation))
    return value;
  Value init =
      tensor::EmptyOp::create(builder, loc, sizes, getElementTypeOrSelf(value));
  return linalg::TransposeOp::create(builder, loc, value, init, permutation)
      ->getResult(0);
}

/// One dimension for each of `axes`.
static SmallVector<Axes> toDims(ArrayRef<unsigned> axes) {
  return llvm::map_to_vector(axes, [](unsigned axis) { return Axes{axis}; });
}

Value ElementTracer::rearrange(OpBuilder &builder, Location loc,
                               const Element &from, ArrayRef<Axes> to,
                               ArrayRef<OpFoldResult> sizes) const {
  if (ArrayRef<Axes>(from.dims) == to)
    return from.value;
  if (auto permutation = findPermutation(from.dims, to))
    return transpose(builder, loc, from.value, *permutation,
                     getSizes(builder, to, sizes));
  SmallVector<ReassociationIndices> fromGroups, toGroups;
  SmallVector<Axes> separated = separate(from.dims, fromGroups);
  Value value = expand(builder, loc, from.value, fromGroups,
                       getSizes(builder, separated, sizes));
  value = collapse(builder, loc, value, groupUnits(separated));
  SmallVector<Axes> fromAxes = toDims(flatten(from.dims));
  SmallVector<Axes> toAxes = toDims(flatten(to));
  value = transpose(builder, loc, value, *findPermutation(fromAxes, toAxes),
                    getSizes(builder, toAxes, sizes));
  separated = separate(to, toGroups);
  value = expand(builder, loc, value, groupUnits(separated),
                 getSizes(builder, separated, sizes));
  return collapse(builder, loc, value, toGroups);
}

Element ElementTracer::broadcast(OpBuilder &builder, Location loc,
                                 const Element &from, ArrayRef<Axes> to,
                                 ArrayRef<OpFoldResult> sizes) const {
  Element result = from;
  auto shape = tensor::getMixedSizes(builder, loc, from.value);
  SmallVector<int64_t> added;
  // Each behind the axis that it follows in `to`, so that nothing moves.
  int64_t place = 0;
  for (unsigned axis : flatten(to)) {
    auto *dim = llvm::find_if(result.dims, [&](const Axes &axes) {
      return llvm::is_contained(axes, axis);
    });
    if (dim != result.dims.end()) {
      place = dim - result.dims.begin() + 1;
      continue;
    }
    for (int64_t &other : added)
      other += other >= place;
    added.push_back(place);
    result.dims.insert(result.dims.begin() + place, Axes{axis});
    shape.insert(shape.begin() + place, sizes[axis]);
    ++place;
  }
  if (added.empty())
    return from;
  llvm::sort(added);
  Value init = tensor::EmptyOp::create(builder, loc, shape, from.getType());
  result.value =
      linalg::BroadcastOp::create(builder, loc, from.value, init, added)
          ->getResult(0);
  return result;
}

//===----------------------------------------------------------------------===//
// Parts of bodies
//===----------------------------------------------------------------------===//

SmallVector<Value> BodyPart::getSources() const {
  Value last = result;
  Block *body = last.getParentBlock();
  SmallVector<Value> sources;
  for (OpOperand *input : inputs)
    sources.push_back(input->get());
  for (Operation *inner : computation)
    for (Value operand : inner->getOperands())
      if (operand.getParentBlock() != body)
        sources.push_back(operand);
  return sources;
}

/// Adds what the ops of `part` read, and the loops that it depends on.
static void findInputs(BodyPart &part) {
  llvm::SmallSetVector<OpOperand *, 4> inputs;
  SmallVector<OpOperand *> all = part.op.getOpOperandsMatchingBBargs();
  for (Operation *inner : part.computation)
    for (Value operand : inner->getOperands())
      if (auto argument = dyn_cast<BlockArgument>(operand);
          argument && argument.getOwner() == part.op.getBlock())
        inputs.insert(all[argument.getArgNumber()]);
  part.inputs = inputs.takeVector();
  for (unsigned loop = 0; loop < part.op.getNumLoops(); ++loop)
    if (llvm::any_of(part.inputs, [&](OpOperand *input) {
          return part.op.getMatchingIndexingMap(input).isFunctionOfDim(loop);
        }))
      part.loops.push_back(loop);
}

std::optional<BodyPart> heddle::findBodyPart(Value value) {
  Operation *last = value.getDefiningOp();
  auto op = last ? dyn_cast<linalg::LinalgOp>(last->getParentOp()) : nullptr;
  if (!isElementwise(op))
    return std::nullopt;
  BodyPart part{op, value, {}, {}, {}};
  BackwardSliceOptions options;
  options.inclusive = true;
  options.omitBlockArguments = true;
  options.filter = [&](Operation *inner) {
    return inner->getBlock() == op.getBlock();
  };
  if (failed(getBackwardSlice(value, &part.computation, options)))
    return std::nullopt;
  auto isArithmetic = [](Operation *inner) {
    return OpTrait::hasElementwiseMappableTraits(inner) ||
           inner->hasTrait<OpTrait::ConstantLike>();
  };
  if (!llvm::all_of(part.computation, isArithmetic))
    return std::nullopt;
  findInputs(part);
  return part;
}

/// The extent of a dimension that runs through `axes`.
static OpFoldResult multiplySizes(OpBuilder &builder, Location loc,
                                  ArrayRef<unsigned> axes,
                                  ArrayRef<OpFoldResult> sizes) {
  OpFoldResult product = builder.getIndexAttr(1);
  for (unsigned axis : axes) {
    auto lhs = getConstantIntValue(product);
    auto rhs = getConstantIntValue(sizes[axis]);
    if (lhs && rhs)
      product = builder.getIndexAttr(*lhs * *rhs);
    else
      product = arith::MulIOp::create(
                    builder, loc,
                    getValueOrCreateConstantIndexOp(builder, loc, product),
                    getValueOrCreateConstantIndexOp(builder, loc, sizes[axis]))
                    .getResult();
  }
  return product;
}

/// The maps of the inputs of `part`, in its loops only, and of its result.
static SmallVector<AffineMap> getPartMaps(OpBuilder &builder,
                                          const BodyPart &part) {
  auto op = part.op;
  SmallVector<AffineExpr> dims(op.getNumLoops(),
                               builder.getAffineConstantExpr(0));
  for (auto [i, loop] : llvm::enumerate(part.loops))
    dims[loop] = builder.getAffineDimExpr(i);
  SmallVector<AffineMap> maps;
  for (OpOperand *input : part.inputs)
    maps.push_back(op.getMatchingIndexingMap(input).replaceDimsAndSymbols(
        dims, {}, part.loops.size(), 0));
  maps.push_back(builder.getMultiDimIdentityMap(part.loops.size()));
  return maps;
}

Value ElementTracer::writeTensor(OpBuilder &builder, Location loc,
                                 const BodyPart &part, const Element &number,
                                 ArrayRef<OpFoldResult> sizes) const {
  SmallVector<OpFoldResult> shape;
  for (const Axes &axes : number.dims)
    shape.push_back(multiplySizes(builder, loc, axes, sizes));
  Value init =
      tensor::EmptyOp::create(builder, loc, shape, number.value.getType());
  SmallVector<Value> inputs;
  for (OpOperand *input : part.inputs)
    inputs.push_back(input->get());
  SmallVector<utils::IteratorType> iterators(part.loops.size(),
                                             utils::IteratorType::parallel);
  auto buildBody = [&](OpBuilder &nested, Location loc, ValueRange arguments) {
    IRMapping mapping;
    auto op = part.op;
    for (auto [input, argument] : llvm::zip(part.inputs, arguments))
      mapping.map(op.getMatchingBlockArgument(input), argument);
    for (Operation *inner : part.computation)
      nested.clone(*inner, mapping);
    linalg::YieldOp::create(nested, loc, mapping.lookup(part.result));
  };
  return linalg::GenericOp::create(builder, loc, init.getType(), inputs, init,
                                   getPartMaps(builder, part), iterators,
                                   buildBody)
      .getResult(0);
}
