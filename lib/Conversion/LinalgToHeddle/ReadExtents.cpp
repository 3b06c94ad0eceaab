//===- ReadExtents.cpp - Sizes of tensors, and what depends on them -------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Importers compute the sizes of a tensor from those of others, in integers.
// Read as elements, they are comparable: an extent is one of an argument, say,
// or a product of such.
//
//===----------------------------------------------------------------------===//

#include "ElementReader.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Interfaces/ValueBoundsOpInterface.h"
#include "llvm/ADT/TypeSwitch.h"
#include "llvm/Support/MathExtras.h"

using namespace mlir;
using namespace heddle::raise;

ElementReader::ElementReader(IndexSpace &space) : space(space) {
  space.setEquality([this](const Extent &a, const Extent &b) {
    return haveEqualExtents(a, b);
  });
}

bool ElementReader::haveEqualExtents(const Extent &a, const Extent &b) {
  if ((a.tensor == b.tensor && a.dim == b.dim) ||
      areEqual(readExtent(a), readExtent(b)))
    return true;
  FailureOr<bool> equal =
      ValueBoundsConstraintSet::areEqual({a.tensor, a.dim}, {b.tensor, b.dim});
  return succeeded(equal) && *equal;
}

/// Sums and products of sizes; anything else is a number that is not known.
Element *ElementReader::readAffine(AffineExpr expr,
                                   affine::AffineApplyOp apply) {
  Type index = IndexType::get(expr.getContext());
  ValueRange operands = apply.getMapOperands();
  if (auto dim = dyn_cast<AffineDimExpr>(expr))
    return readScalar(operands[dim.getPosition()]);
  if (auto symbol = dyn_cast<AffineSymbolExpr>(expr))
    return readScalar(
        operands[apply.getAffineMap().getNumDims() + symbol.getPosition()]);
  if (auto constant = dyn_cast<AffineConstantExpr>(expr))
    return getConstant(IntegerAttr::get(index, constant.getValue()), index);
  auto binary = cast<AffineBinaryOpExpr>(expr);
  if (binary.getKind() != AffineExprKind::Add &&
      binary.getKind() != AffineExprKind::Mul)
    return load(apply.getResult(), {});
  Element *left = readAffine(binary.getLHS(), apply);
  Element *right = readAffine(binary.getRHS(), apply);
  return binary.getKind() == AffineExprKind::Add
             ? compute<arith::AddIOp>({left, right}, index)
             : compute<arith::MulIOp>({left, right}, index);
}

Element *ElementReader::readSize(OpFoldResult size) {
  if (auto value = dyn_cast<Value>(size))
    return readScalar(value);
  auto number = cast<IntegerAttr>(cast<Attribute>(size));
  return getConstant(number, number.getType());
}

Element *ElementReader::readExtent(Extent extent) {
  Type index = IndexType::get(extent.tensor.getContext());
  int64_t size = extent.getStatic();
  if (ShapedType::isStatic(size))
    return getConstant(IntegerAttr::get(index, size), index);
  auto key = std::make_pair(extent.tensor, extent.dim);
  Element *found = extents.lookup(key);
  if (found)
    return found;
  ++depth;
  if (!isExhausted() && depth < kMaxDepth)
    found = traceExtent(extent);
  --depth;
  if (!found) {
    found = create(Element::Kind::Extent, index);
    found->access = {extent.tensor, {}};
    found->dim = extent.dim;
  }
  return extents[key] = found;
}

/// The sizes of the dimensions that a slice keeps.
static SmallVector<OpFoldResult> dropUnits(tensor::ExtractSliceOp op) {
  llvm::SmallBitVector dropped = op.getDroppedDims();
  SmallVector<OpFoldResult> sizes;
  for (auto [dim, size] : llvm::enumerate(op.getMixedSizes()))
    if (!dropped[dim])
      sizes.push_back(size);
  return sizes;
}

Element *ElementReader::readConcatExtent(tensor::ConcatOp op, int64_t dim) {
  if (dim != static_cast<int64_t>(op.getDim()))
    return readExtent({op.getInputs().front(), dim});
  Element *sum = nullptr;
  for (Value input : op.getInputs()) {
    Element *part = readExtent({input, dim});
    sum = sum ? compute<arith::AddIOp>({sum, part}, part->type) : part;
  }
  return sum;
}

/// The extent by what it was made of; null if that is not known.
Element *ElementReader::traceExtent(Extent extent) {
  Value tensor = extent.tensor;
  int64_t dim = extent.dim;
  Operation *op = tensor.getDefiningOp();
  if (!op)
    return nullptr;
  return TypeSwitch<Operation *, Element *>(op)
      .Case(
          [&](tensor::EmptyOp op) { return readSize(op.getMixedSizes()[dim]); })
      .Case([&](tensor::CastOp op) -> Element * {
        if (!isa<RankedTensorType>(op.getSource().getType()))
          return nullptr;
        return readExtent({op.getSource(), dim});
      })
      .Case([&](tensor::ExpandShapeOp op) {
        return readSize(op.getMixedOutputShape()[dim]);
      })
      .Case([&](tensor::CollapseShapeOp op) {
        Element *product = nullptr;
        for (int64_t part : op.getReassociationIndices()[dim]) {
          Element *factor = readExtent({op.getSrc(), part});
          product =
              product ? compute<arith::MulIOp>({product, factor}, product->type)
                      : factor;
        }
        return product;
      })
      .Case([&](tensor::ExtractSliceOp op) {
        return readSize(dropUnits(op)[dim]);
      })
      .Case([&](tensor::ConcatOp op) { return readConcatExtent(op, dim); })
      .Case([&](tensor::ReshapeOp op) -> Element * {
        auto shape = op.getShape().getDefiningOp<tensor::FromElementsOp>();
        return shape ? readScalar(shape.getElements()[dim]) : nullptr;
      })
      .Case([&](DestinationStyleOpInterface op) {
        OpResult result = cast<OpResult>(tensor);
        return readExtent({op.getTiedOpOperand(result)->get(), dim});
      })
      .Default([](Operation *) { return nullptr; });
}

//===----------------------------------------------------------------------===//
// Reshapes by computed sizes
//===----------------------------------------------------------------------===//

namespace {
/// Dimensions of a result that together are dimensions of the source.
struct ReshapeGroup {
  SmallVector<int64_t> result, source;
};

/// Finds the groups of a reshape: as both have as many elements, one dimension
/// on either side that nothing is known of is what is left.
class ReshapeGroups {
public:
  using Equality = llvm::function_ref<bool(Element *, Element *)>;
  ReshapeGroups(ArrayRef<Element *> result, ArrayRef<Element *> source,
                Equality areEqual)
      : areEqual(areEqual) {
    for (auto [dim, size] : llvm::enumerate(result))
      this->result.push_back({static_cast<int64_t>(dim), size});
    for (auto [dim, size] : llvm::enumerate(source))
      this->source.push_back({static_cast<int64_t>(dim), size});
  }

  std::optional<SmallVector<ReshapeGroup>> find();

private:
  struct Dim {
    int64_t number;
    Element *size;
  };

  bool takeLast();
  void add(ArrayRef<Dim> resultDims, ArrayRef<Dim> sourceDims);

  Equality areEqual;
  SmallVector<Dim> result, source;
  SmallVector<ReshapeGroup> groups;
};
} // namespace

void ReshapeGroups::add(ArrayRef<Dim> resultDims, ArrayRef<Dim> sourceDims) {
  auto getNumbers = [](ArrayRef<Dim> dims) {
    auto numbers =
        llvm::map_to_vector(dims, [](const Dim &dim) { return dim.number; });
    llvm::sort(numbers);
    return SmallVector<int64_t>(numbers);
  };
  groups.push_back({getNumbers(resultDims), getNumbers(sourceDims)});
}

/// Takes the last dimensions, as many as have one product.
bool ReshapeGroups::takeLast() {
  if (areEqual(result.back().size, source.back().size)) {
    add(result.pop_back_val(), source.pop_back_val());
    return true;
  }
  size_t numResults = 0, numSources = 0;
  int64_t resultProduct = 1, sourceProduct = 1;
  auto take = [](ArrayRef<Dim> dims, size_t &count, int64_t &product) {
    if (count == dims.size())
      return false;
    std::optional<int64_t> size = getInteger(dims.drop_back(count).back().size);
    if (!size || *size <= 0 || llvm::MulOverflow(product, *size, product))
      return false;
    ++count;
    return true;
  };
  do {
    bool fits = resultProduct <= sourceProduct && numResults <= numSources
                    ? take(result, numResults, resultProduct)
                : sourceProduct <= resultProduct
                    ? take(source, numSources, sourceProduct)
                    : take(result, numResults, resultProduct);
    if (!fits)
      return false;
  } while (numSources == 0 || resultProduct != sourceProduct);
  add(ArrayRef(result).take_back(numResults),
      ArrayRef(source).take_back(numSources));
  result.truncate(result.size() - numResults);
  source.truncate(source.size() - numSources);
  return true;
}

std::optional<SmallVector<ReshapeGroup>> ReshapeGroups::find() {
  // From the end, then from the front.
  for (int pass = 0; pass < 2; ++pass) {
    while (!result.empty() && !source.empty() && takeLast()) {
    }
    std::reverse(result.begin(), result.end());
    std::reverse(source.begin(), source.end());
  }
  if (result.size() > 1 && source.size() > 1)
    return std::nullopt;
  if (!result.empty() || !source.empty())
    add(result, source);
  return groups;
}

Element *ElementReader::readReshape(tensor::ReshapeOp op,
                                    ArrayRef<Index> indices) {
  auto type = dyn_cast<RankedTensorType>(op.getSource().getType());
  if (!type || !isa<RankedTensorType>(op.getType()))
    return nullptr;
  SmallVector<Element *> result, source;
  for (int64_t dim = 0, rank = indices.size(); dim < rank; ++dim)
    result.push_back(readExtent({op.getResult(), dim}));
  for (int64_t dim = 0; dim < type.getRank(); ++dim)
    source.push_back(readExtent({op.getSource(), dim}));
  auto groups = ReshapeGroups(result, source, [&](Element *a, Element *b) {
                  return areEqual(a, b);
                }).find();
  if (!groups)
    return nullptr;
  SmallVector<Index> inner(type.getRank());
  for (const ReshapeGroup &group : *groups) {
    Index merged = merge(op.getResult(), group.result, indices);
    if (group.source.size() == 1 &&
        areWhole(op.getResult(), group.result, indices))
      space.noteWhole(merged, {op.getSource(), group.source.front()});
    auto parts = space.split(merged, op.getSource(), group.source);
    if (!parts)
      return nullptr;
    for (auto [dim, part] : llvm::zip_equal(group.source, *parts))
      inner[dim] = part;
  }
  return read(op.getSource(), inner);
}
