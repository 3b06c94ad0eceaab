//===- ElementEmitter.cpp - Elements to tensors ---------------------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ElementEmitter.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Arith/Utils/Utils.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"

using namespace mlir;
using namespace heddle::raise;

static Index concatenate(const IndexSpace &space, ArrayRef<Index> dims) {
  Index result;
  for (const Index &dim : dims)
    result.append(space.resolve(dim));
  return result;
}

//===----------------------------------------------------------------------===//
// What is there
//===----------------------------------------------------------------------===//

bool ElementEmitter::isUsable(Value value) {
  Operation *op = value.getDefiningOp();
  if (op && scores.contains(op))
    return false;
  return dominance.properlyDominates(value, &*b.getInsertionPoint());
}

/// Whether the access is to whole dimensions of a tensor that is there.
bool ElementEmitter::isUsable(const Access &access) {
  if (!access.tensor || !isUsable(access.tensor))
    return false;
  if (!isa<RankedTensorType>(access.tensor.getType()))
    return access.indices.empty() && !isa<ShapedType>(access.tensor.getType());
  for (auto [dim, index] : llvm::enumerate(access.indices)) {
    Extent extent{access.tensor, static_cast<int64_t>(dim)};
    // Of a longer dimension, the first entry is sliced.
    bool isFirst = index.empty() && extent.getStatic() >= 1;
    if (!isFirst && (index.empty() || !space.isWhole(index, extent)))
      return false;
  }
  return true;
}

bool ElementEmitter::canEmit(Element *element) {
  if (isUsable(element->access))
    return element->kind != Element::Kind::Extent;
  switch (element->kind) {
  case Element::Kind::Constant:
    return true;
  case Element::Kind::Position:
    return !space.isPastEnd(element->position) &&
           element->type.isIntOrIndex() && hasSizes({element->position});
  case Element::Kind::Extent:
    return isUsable(element->access.tensor);
  case Element::Kind::Compute:
    return llvm::all_of(element->operands,
                        [&](Element *operand) { return canEmit(operand); });
  case Element::Kind::Load:
  case Element::Kind::Reduce:
    return false;
  }
  llvm_unreachable("unknown kind of element");
}

bool ElementEmitter::hasSizes(ArrayRef<Index> dims) {
  return llvm::all_of(concatenate(space, dims), [&](Digit digit) {
    return ShapedType::isStatic(space.getStaticSize(digit)) ||
           findExtent(digit);
  });
}

bool ElementEmitter::lies(Element *element, ArrayRef<Index> dims, Type type) {
  return element->type == type && isUsable(element->access) &&
         isa<RankedTensorType>(element->access.tensor.getType()) &&
         concatenate(space, element->access.indices) ==
             concatenate(space, dims);
}

//===----------------------------------------------------------------------===//
// Extents
//===----------------------------------------------------------------------===//

/// Where the extent of `digit` can be read: from an argument, if from one.
std::optional<Extent> ElementEmitter::findExtent(Digit digit) {
  std::optional<Extent> found;
  for (const Extent &extent : space.getExtents(digit)) {
    if (!isUsable(extent.tensor))
      continue;
    if (isa<BlockArgument>(extent.tensor))
      return extent;
    if (!found)
      found = extent;
  }
  return found;
}

OpFoldResult ElementEmitter::getDigitSize(Digit digit) {
  int64_t size = space.getStaticSize(digit);
  if (ShapedType::isStatic(size))
    return b.getIndexAttr(size);
  Extent extent = *findExtent(digit);
  return b.createOrFold<tensor::DimOp>(extent.tensor, extent.dim);
}

OpFoldResult ElementEmitter::getSize(ArrayRef<Digit> index) {
  OpFoldResult size = b.getIndexAttr(1);
  for (Digit digit : space.resolve(index)) {
    OpFoldResult factor = getDigitSize(digit);
    std::optional<int64_t> a = getConstantIntValue(size);
    std::optional<int64_t> c = getConstantIntValue(factor);
    if (a == 1)
      size = factor;
    else if (a && c)
      size = b.getIndexAttr(*a * *c);
    else
      size = arith::MulIOp::create(
                 b, getValueOrCreateConstantIndexOp(b, b.getLoc(), size),
                 getValueOrCreateConstantIndexOp(b, b.getLoc(), factor))
                 .getResult();
  }
  return size;
}

Value ElementEmitter::createEmpty(ArrayRef<Index> dims, Type type) {
  SmallVector<OpFoldResult> sizes;
  for (const Index &dim : dims)
    sizes.push_back(getSize(dim));
  return tensor::EmptyOp::create(b, sizes, type);
}

//===----------------------------------------------------------------------===//
// Reshapes
//===----------------------------------------------------------------------===//

/// For each of `groups`, which enumerate the same as `parts`, those of `parts`
/// that make it up. Parts without digits go with the group before them.
static SmallVector<ReassociationIndices> associate(const IndexSpace &space,
                                                   ArrayRef<Index> groups,
                                                   ArrayRef<Index> parts) {
  SmallVector<ReassociationIndices> result(groups.size());
  size_t part = 0;
  for (size_t i = 0; i < groups.size(); ++i) {
    size_t missing = space.resolve(groups[i]).size();
    bool isLast = i + 1 == groups.size();
    while (part < parts.size()) {
      size_t digits = space.resolve(parts[part]).size();
      if (digits > missing ||
          (missing == 0 && digits == 0 && !isLast && !result[i].empty()))
        break;
      if (missing == 0 && !result[i].empty() && digits != 0)
        break;
      result[i].push_back(part++);
      missing -= digits;
    }
  }
  return result;
}

static SmallVector<Index> dropUnits(ArrayRef<Index> dims) {
  return llvm::to_vector(llvm::make_filter_range(
      dims, [](const Index &dim) { return !dim.empty(); }));
}

static SmallVector<Index> resolveDims(const IndexSpace &space,
                                      ArrayRef<Index> dims) {
  return llvm::map_to_vector(
      dims, [&](const Index &dim) { return space.resolve(dim); });
}

/// How many digits come before each of `dims`.
static llvm::SmallDenseSet<size_t> getStarts(ArrayRef<Index> dims) {
  llvm::SmallDenseSet<size_t> starts;
  size_t start = 0;
  for (const Index &dim : dims) {
    starts.insert(start);
    start += dim.size();
  }
  return starts;
}

/// `dims` with a dimension of its own from each of `starts`.
static SmallVector<Index> splitAt(ArrayRef<Index> dims,
                                  const llvm::SmallDenseSet<size_t> &starts) {
  SmallVector<Index> result;
  size_t place = 0;
  for (const Index &dim : dims) {
    result.emplace_back();
    for (Digit digit : dim) {
      if (starts.contains(place++) && !result.back().empty())
        result.emplace_back();
      result.back().push_back(digit);
    }
  }
  return result;
}

/// `tensor` with what is known of its extents in its type.
Value ElementEmitter::refineType(Value tensor, ArrayRef<Index> dims) {
  auto type = cast<RankedTensorType>(tensor.getType());
  SmallVector<int64_t> shape(type.getShape());
  for (auto [extent, dim] : llvm::zip_equal(shape, dims)) {
    int64_t size = 1;
    for (Digit digit : space.resolve(dim))
      size = ShapedType::isDynamic(size) ||
                     ShapedType::isDynamic(space.getStaticSize(digit))
                 ? ShapedType::kDynamic
                 : size * space.getStaticSize(digit);
    if (ShapedType::isDynamic(extent))
      extent = size;
  }
  if (ArrayRef(shape) == type.getShape())
    return tensor;
  return tensor::CastOp::create(b, type.clone(shape), tensor);
}

Value ElementEmitter::reshape(Value tensor, ArrayRef<Index> from,
                              ArrayRef<Index> to) {
  SmallVector<Index> source = resolveDims(space, from);
  SmallVector<Index> target = resolveDims(space, to);
  if (source == target)
    return tensor;
  tensor = refineType(tensor, source);
  auto expand = [&](ArrayRef<Index> groups, ArrayRef<Index> parts) {
    SmallVector<OpFoldResult> sizes;
    for (const Index &part : parts)
      sizes.push_back(getSize(part));
    auto [shape, dynamic] = decomposeMixedValues(sizes);
    auto type = cast<RankedTensorType>(tensor.getType()).clone(shape);
    tensor = tensor::ExpandShapeOp::create(
        b, type, tensor, associate(space, groups, parts), sizes);
  };
  auto collapse = [&](ArrayRef<Index> parts, ArrayRef<Index> groups) {
    tensor = tensor::CollapseShapeOp::create(b, tensor,
                                             associate(space, groups, parts));
  };
  // Split where the target begins a dimension, then join, then put units in
  // between.
  SmallVector<Index> parts = splitAt(source, getStarts(target));
  SmallVector<Index> groups = dropUnits(target);
  if (source.size() > target.size() && groups.size() == target.size() &&
      dropUnits(source) == groups)
    parts = source;
  if (parts != source)
    expand(source, parts);
  if (parts != groups)
    collapse(parts, groups);
  if (groups != target)
    expand(groups, target);
  return tensor;
}

Value ElementEmitter::permute(Value tensor, ArrayRef<Index> from,
                              ArrayRef<Index> to) {
  Index source = concatenate(space, from), target = concatenate(space, to);
  if (source == target)
    return reshape(tensor, from, to);
  SmallVector<Index> flat, permuted;
  SmallVector<int64_t> permutation;
  for (Digit digit : source)
    flat.push_back({digit});
  for (Digit digit : target) {
    permuted.push_back({digit});
    permutation.push_back(llvm::find(source, digit) - source.begin());
  }
  tensor = reshape(tensor, from, flat);
  Value init = createEmpty(permuted,
                           cast<ShapedType>(tensor.getType()).getElementType());
  tensor =
      linalg::TransposeOp::create(b, tensor, init, permutation)->getResult(0);
  return reshape(tensor, permuted, to);
}

//===----------------------------------------------------------------------===//
// Generics
//===----------------------------------------------------------------------===//

/// `access` to a tensor that has only the first entry of the dimensions in
/// which nothing else is read.
Access ElementEmitter::takeFirst(const Access &access) {
  SmallVector<OpFoldResult> sizes =
      tensor::getMixedSizes(b, b.getLoc(), access.tensor);
  bool isWhole = true;
  for (auto [dim, index] : llvm::enumerate(access.indices)) {
    int64_t size = Extent{access.tensor, static_cast<int64_t>(dim)}.getStatic();
    if (!index.empty() || size == 1)
      continue;
    sizes[dim] = b.getIndexAttr(1);
    isWhole = false;
  }
  if (isWhole)
    return access;
  SmallVector<OpFoldResult> zeros(sizes.size(), b.getIndexAttr(0));
  SmallVector<OpFoldResult> ones(sizes.size(), b.getIndexAttr(1));
  return {tensor::ExtractSliceOp::create(b, access.tensor, zeros, sizes, ones),
          access.indices};
}

/// A tensor by its digits.
ElementEmitter::Input ElementEmitter::getInput(const Access &source,
                                               ArrayRef<Digit> loops) {
  Access access = takeFirst(source);
  SmallVector<Index> flat;
  SmallVector<AffineExpr> exprs;
  for (Digit digit : concatenate(space, access.indices)) {
    flat.push_back({digit});
    exprs.push_back(
        b.getAffineDimExpr(llvm::find(loops, digit) - loops.begin()));
  }
  return {reshape(access.tensor, access.indices, flat),
          AffineMap::get(loops.size(), 0, exprs, b.getContext())};
}

/// Collects the tensors that an element reads, and then computes it.
class ElementEmitter::BodyEmitter {
public:
  BodyEmitter(ElementEmitter &emitter, ArrayRef<Digit> loops)
      : emitter(emitter), loops(loops) {}

  void collect(Element *element) {
    if (emitter.isUsable(element->access) &&
        isa<RankedTensorType>(element->access.tensor.getType()) &&
        element->kind != Element::Kind::Extent) {
      if (places.try_emplace(element, inputs.size()).second)
        inputs.push_back(emitter.getInput(element->access, loops));
      return;
    }
    for (Element *operand : element->operands)
      collect(operand);
  }

  Value compute(ImplicitLocOpBuilder &b, Element *element, ValueRange args) {
    auto place = places.find(element);
    if (place != places.end())
      return args[place->second];
    Value &value = values[element];
    if (!value)
      value = computeOnce(b, element, args);
    return value;
  }

  SmallVector<Input> inputs;

private:
  Value computeOnce(ImplicitLocOpBuilder &b, Element *element,
                    ValueRange args) {
    switch (element->kind) {
    case Element::Kind::Constant:
      return arith::ConstantOp::create(b, cast<TypedAttr>(element->constant));
    case Element::Kind::Position:
      return computePosition(b, element);
    case Element::Kind::Extent:
      return tensor::DimOp::create(b, element->access.tensor, element->dim);
    case Element::Kind::Load:
      return element->access.tensor;
    case Element::Kind::Compute:
      break;
    case Element::Kind::Reduce:
      llvm_unreachable("is in a tensor");
    }
    SmallVector<Value> operands;
    for (Element *operand : element->operands)
      operands.push_back(compute(b, operand, args));
    OperationState state(b.getLoc(), *element->name);
    state.addOperands(operands);
    state.addTypes(element->type);
    state.addAttributes(element->attributes.getValue());
    return b.create(state)->getResult(0);
  }

  Value computePosition(ImplicitLocOpBuilder &b, Element *element) {
    Value sum;
    for (Digit digit : emitter.space.resolve(element->position)) {
      Value index =
          linalg::IndexOp::create(b, llvm::find(loops, digit) - loops.begin());
      if (sum) {
        Value size = getValueOrCreateConstantIndexOp(b, b.getLoc(),
                                                     emitter.getSize({digit}));
        index = arith::AddIOp::create(b, arith::MulIOp::create(b, sum, size),
                                      index);
      }
      sum = index;
    }
    if (element->type.isIndex())
      return sum;
    return arith::IndexCastOp::create(b, element->type, sum);
  }

  ElementEmitter &emitter;
  ArrayRef<Digit> loops;
  llvm::DenseMap<Element *, unsigned> places;
  llvm::DenseMap<Element *, Value> values;
};

static Value convertFloat(ImplicitLocOpBuilder &b, Value value, Type type) {
  if (value.getType() == type)
    return value;
  if (isa<FloatType>(type))
    return convertScalarToDtype(b, b.getLoc(), value, type,
                                /*isUnsignedCast=*/false);
  if (type.isIndex() || value.getType().isIndex())
    return arith::IndexCastOp::create(b, type, value);
  return convertScalarToDtype(b, b.getLoc(), value, type,
                              /*isUnsignedCast=*/false);
}

Value ElementEmitter::emitGeneric(Element *element, ArrayRef<Digit> loops,
                                  Type type) {
  BodyEmitter body(*this, loops);
  body.collect(element);
  SmallVector<Index> dims;
  for (Digit digit : loops)
    dims.push_back({digit});
  Value init = createEmpty(dims, type);
  SmallVector<Value> inputs;
  SmallVector<AffineMap> maps;
  for (const Input &input : body.inputs) {
    inputs.push_back(input.tensor);
    maps.push_back(input.map);
  }
  maps.push_back(b.getMultiDimIdentityMap(loops.size()));
  SmallVector<utils::IteratorType> iterators(loops.size(),
                                             utils::IteratorType::parallel);
  return linalg::GenericOp::create(
             b, init.getType(), inputs, init, maps, iterators,
             [&](OpBuilder &builder, Location loc, ValueRange args) {
               ImplicitLocOpBuilder nested(loc, builder);
               Value value = body.compute(nested, element, args);
               linalg::YieldOp::create(nested,
                                       convertFloat(nested, value, type));
             })
      .getResult(0);
}

Value ElementEmitter::emit(Element *element, ArrayRef<Index> dims, Type type) {
  if (lies(element, dims, type)) {
    Access access = takeFirst(element->access);
    return reshape(access.tensor, access.indices, dims);
  }
  Index loops = concatenate(space, dims);
  Index own;
  bool isThere = element->type == type && isUsable(element->access) &&
                 isa<RankedTensorType>(element->access.tensor.getType());
  if (isThere)
    own = concatenate(space, element->access.indices);
  if (isThere && own.size() == loops.size() &&
      std::is_permutation(own.begin(), own.end(), loops.begin())) {
    Access access = takeFirst(element->access);
    return permute(access.tensor, access.indices, dims);
  }
  SmallVector<Index> flat;
  for (Digit digit : loops)
    flat.push_back({digit});
  return reshape(emitGeneric(element, loops, type), flat, dims);
}
