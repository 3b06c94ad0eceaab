//===- GlobalMemory.cpp - Addresses of a memref's elements ---------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "GlobalMemory.h"
#include "SharedMemory.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"

using namespace mlir;
using namespace heddle;
using namespace heddle::simt;

//===----------------------------------------------------------------------===//
// Addresses
//===----------------------------------------------------------------------===//

static Type getGlobalPointer(MLIRContext *context) {
  return LLVM::LLVMPointerType::get(context, 1);
}

GlobalTile::GlobalTile(TileDistributor &d, Value memref, ValueRange indices,
                       ArrayRef<int64_t> dims, ArrayRef<bool> inBounds)
    : d(d), memref(memref), type(cast<MemRefType>(memref.getType())),
      indices(indices), dims(dims), inBounds(inBounds),
      elementBytes(type.getElementTypeBitWidth() / 8) {
  int64_t offset;
  bool strided = succeeded(type.getStridesAndOffset(strides, offset));
  assert(strided && "the verifier of the pass lets no other memref through");
  (void)strided;
  for (auto [i, dim] : llvm::enumerate(dims))
    if (dim >= 0 && strides[dim] == 1)
      innermost = i;
  limits.resize(dims.size());
  if (llvm::any_of(strides, ShapedType::isDynamic))
    metadata = memref::ExtractStridedMetadataOp::create(d.b, memref);
}

OpFoldResult GlobalTile::getStride(int64_t dim) {
  if (!ShapedType::isDynamic(strides[dim]))
    return d.b.getIndexAttr(strides[dim]);
  return metadata.getStrides()[dim];
}

/// `number` steps along dimension `dim` of the memref, in bytes, of i64.
Value GlobalTile::getByteOffset(Value number, int64_t dim) {
  auto i64 = [&](int64_t value) -> Value {
    return arith::ConstantIntOp::create(d.b, d.b.getI64Type(), value);
  };
  Type wide = d.b.getI64Type();
  Value steps = number.getType().isIndex()
                    ? d.b.createOrFold<arith::IndexCastOp>(wide, number)
                    : d.b.createOrFold<arith::ExtUIOp>(wide, number);
  OpFoldResult stride = getStride(dim);
  if (std::optional<int64_t> constant = getConstantIntValue(stride))
    return d.b.createOrFold<arith::MulIOp>(steps,
                                           i64(*constant * elementBytes));
  Value bytes = arith::MulIOp::create(
      d.b, arith::IndexCastOp::create(d.b, wide, cast<Value>(stride)),
      i64(elementBytes));
  return d.b.createOrFold<arith::MulIOp>(steps, bytes);
}

static Value advance(TileDistributor &d, Value pointer, Value bytes) {
  return LLVM::GEPOp::create(d.b, pointer.getType(), d.b.getI8Type(), pointer,
                             ArrayRef<LLVM::GEPArg>{LLVM::GEPArg(bytes)});
}

/// The address of the tile's first element: the same for all threads.
Value GlobalTile::getBase() {
  if (base)
    return base;
  Value start = memref::ExtractAlignedPointerAsIndexOp::create(d.b, memref);
  base = LLVM::IntToPtrOp::create(
      d.b, getGlobalPointer(d.b.getContext()),
      arith::IndexCastOp::create(d.b, d.b.getI64Type(), start).getResult());
  for (auto [dim, index] : llvm::enumerate(indices))
    if (getConstantIntValue(index) != 0)
      base = advance(d, base, getByteOffset(index, dim));
  return base;
}

void GlobalTile::prepare() {
  getBase();
  for (int64_t dim = 0; dim != int64_t(dims.size()); ++dim)
    getLimit(dim);
}

Value GlobalTile::getAddress(ValueRange at, const Coordinates &offset) {
  if (!placed || ValueRange(place) != at) {
    place.assign(at.begin(), at.end());
    placed = getBase();
    for (auto [own, dim] : llvm::zip_equal(at, dims))
      if (dim >= 0 && getConstantIntValue(own) != 0)
        placed = advance(d, placed, getByteOffset(own, dim));
  }
  Value address = placed;
  int64_t constant = 0;
  for (auto [steps, dim] : llvm::zip_equal(offset, dims)) {
    if (dim < 0 || steps == 0)
      continue;
    if (ShapedType::isDynamic(strides[dim]))
      address = advance(d, address, getByteOffset(d.i32(steps), dim));
    else
      constant += steps * strides[dim] * elementBytes;
  }
  if (constant == 0)
    return address;
  return LLVM::GEPOp::create(d.b, address.getType(), d.b.getI8Type(), address,
                             ArrayRef<LLVM::GEPArg>{int32_t(constant)});
}

//===----------------------------------------------------------------------===//
// Bounds and alignment
//===----------------------------------------------------------------------===//

Value GlobalTile::getLimit(int64_t dim) {
  if (dims[dim] < 0 || inBounds[dim])
    return {};
  if (!limits[dim]) {
    Value extent = d.b.createOrFold<memref::DimOp>(memref, dims[dim]);
    limits[dim] =
        d.toI32(d.b.createOrFold<arith::SubIOp>(extent, indices[dims[dim]]));
  }
  return limits[dim];
}

Value GlobalTile::exists(ValueRange at, const Coordinates &offset) {
  Value all;
  for (auto [dim, own] : llvm::enumerate(at)) {
    Value limit = getLimit(dim);
    if (!limit)
      continue;
    Value coordinate = d.b.createOrFold<arith::AddIOp>(own, d.i32(offset[dim]));
    Value one = arith::CmpIOp::create(d.b, arith::CmpIPredicate::slt,
                                      coordinate, limit);
    all = all ? arith::AndIOp::create(d.b, all, one).getResult() : one;
  }
  return all;
}

/// The largest power of two, at most `most`, that divides `number`.
static int64_t getDivisor(int64_t number, int64_t most) {
  return number == 0 ? most : std::min<int64_t>(most, number & -number);
}

/// A number that the stride of `dim` is a multiple of. What is not static is
/// one of the extents within, if the memref has no gaps.
int64_t GlobalTile::getStrideDivisor(int64_t dim) const {
  if (!ShapedType::isDynamic(strides[dim]))
    return strides[dim];
  int64_t divisor = 1;
  if (type.getLayout().isIdentity())
    for (int64_t extent : type.getShape().drop_front(dim + 1))
      divisor *= ShapedType::isDynamic(extent) ? 1 : extent;
  return divisor;
}

int64_t GlobalTile::getAlignment(int64_t bytes, bool hopeful) {
  int64_t offset, alignment = bytes;
  SmallVector<int64_t> unused;
  (void)type.getStridesAndOffset(unused, offset);
  auto narrow = [&](int64_t divisor, bool isKnown) {
    if (isKnown || !hopeful)
      alignment = getDivisor(divisor * elementBytes, alignment);
  };
  bool hasOffset = ShapedType::isDynamic(offset);
  narrow(hasOffset ? 1 : offset, !hasOffset);
  for (auto [dim, index] : llvm::enumerate(indices)) {
    if (type.getDimSize(dim) == 1)
      continue;
    if (innermost >= 0 && dims[innermost] == int64_t(dim)) {
      std::optional<int64_t> constant = getConstantIntValue(index);
      narrow(constant.value_or(1), constant.has_value());
    } else {
      narrow(getStrideDivisor(dim), !ShapedType::isDynamic(strides[dim]));
    }
  }
  return alignment;
}

Value GlobalTile::isAligned(int64_t bytes) {
  Value start = memref::ExtractAlignedPointerAsIndexOp::create(d.b, memref);
  Value bits = arith::IndexCastOp::create(d.b, d.b.getI64Type(), start);
  auto add = [&](Value number) {
    bits = arith::OrIOp::create(d.b, bits, number);
  };
  for (auto [dim, index] : llvm::enumerate(indices)) {
    bool inner = innermost >= 0 && dims[innermost] == int64_t(dim);
    if (inner && !getConstantIntValue(index))
      add(getByteOffset(index, dim));
    else if (!inner && ShapedType::isDynamic(strides[dim]))
      add(getByteOffset(d.i32(1), dim));
  }
  Value low = arith::AndIOp::create(
      d.b, bits,
      arith::ConstantIntOp::create(d.b, d.b.getI64Type(), bytes - 1));
  Value zero = arith::ConstantIntOp::create(d.b, d.b.getI64Type(), 0);
  return arith::CmpIOp::create(d.b, arith::CmpIPredicate::eq, low, zero);
}

//===----------------------------------------------------------------------===//
// Reads and writes
//===----------------------------------------------------------------------===//

namespace {
/// Registers that one access of memory has: neighbours from the first on.
struct Access {
  int64_t first;
  SmallVector<int64_t> registers;
};
/// Accesses that all happen, or do not, by the same condition.
struct AccessGroup {
  Coordinates predicate;
  SmallVector<Access> accesses;
};

/// Moves the registers of a tile from or to global memory.
class RegisterMover {
public:
  RegisterMover(TileDistributor &d, const Fragment &fragment,
                VectorTransferOpInterface op);

  void read(Value padding, Value result);
  void write(Value source);

private:
  int64_t getWidth();
  SmallVector<AccessGroup> group();
  Value getCondition(const Coordinates &offset);
  void load(const Access &access, MutableArrayRef<Value> elements);

  TileDistributor &d;
  const Fragment &fragment;
  GlobalTile tile;
  Type element;
  SmallVector<Value> place;
};
} // namespace

/// The dimension of the memref for each of the tile; -1 for repeated ones.
static SmallVector<int64_t> getTransferDims(VectorTransferOpInterface op) {
  SmallVector<int64_t> dims;
  for (AffineExpr expr : op.getPermutationMap().getResults()) {
    auto dim = dyn_cast<AffineDimExpr>(expr);
    dims.push_back(dim ? int64_t(dim.getPosition()) : -1);
  }
  return dims;
}

RegisterMover::RegisterMover(TileDistributor &d, const Fragment &fragment,
                             VectorTransferOpInterface op)
    : d(d), fragment(fragment),
      tile(d, op.getBase(), op.getIndices(), getTransferDims(op),
           op.getInBoundsValues()),
      element(op.getVectorType().getElementType()) {
  for (int64_t dim = 0; dim != fragment.getRank(); ++dim)
    place.push_back(d.getPlace(fragment.getThreads(), dim));
  // What all accesses share is written before the first condition.
  tile.getAddress(place, Coordinates(fragment.getRank(), 0));
}

/// Numbers that one access can move: neighbours in memory that are neighbours
/// in every thread, too.
int64_t RegisterMover::getWidth() {
  constexpr int64_t widest = 16;
  int64_t dim = tile.getInnermost();
  if (dim < 0 || tile.getLimit(dim) || fragment.isPadded(dim))
    return 1;
  int64_t width = tile.getAlignment(widest) / tile.getElementBytes();
  int64_t bits = fragment.getThreads().getBits(dim);
  width = std::min(width, bits ? bits & -bits : width);
  auto hasRuns = [&](int64_t length) {
    for (int64_t i = 0; i != fragment.size(); ++i) {
      Coordinates at = fragment.getOffset(i);
      at[dim] ^= length / 2;
      if (!fragment.find(at))
        return false;
    }
    return true;
  };
  int64_t length = 1;
  while (length < width && hasRuns(length * 2))
    length *= 2;
  return length;
}

SmallVector<AccessGroup> RegisterMover::group() {
  SmallVector<AccessGroup> groups;
  int64_t width = getWidth(), inner = tile.getInnermost();
  for (int64_t i = 0; i != fragment.size(); ++i) {
    Coordinates at = fragment.getOffset(i);
    if (width > 1 && at[inner] % width != 0)
      continue;
    Access access = {i, {}};
    for (int64_t n = 0; n != width; ++n) {
      access.registers.push_back(*fragment.find(at));
      if (width > 1)
        ++at[inner];
    }
    Coordinates predicate = fragment.getOffset(i);
    for (int64_t dim = 0; dim != fragment.getRank(); ++dim)
      if (!tile.getLimit(dim) && !fragment.isPadded(dim))
        predicate[dim] = 0;
    auto same = llvm::find_if(groups, [&](const AccessGroup &group) {
      return group.predicate == predicate;
    });
    if (same == groups.end())
      same = groups.insert(groups.end(), {predicate, {}});
    same->accesses.push_back(std::move(access));
  }
  return groups;
}

/// Whether the element is of the memref and of the tile; null if it is sure.
Value RegisterMover::getCondition(const Coordinates &offset) {
  Value all = tile.exists(place, offset);
  for (int64_t dim = 0; dim != fragment.getRank(); ++dim) {
    if (!fragment.isPadded(dim))
      continue;
    Value at = d.b.createOrFold<arith::AddIOp>(place[dim], d.i32(offset[dim]));
    Value inside = arith::CmpIOp::create(d.b, arith::CmpIPredicate::slt, at,
                                         d.i32(fragment.getShape()[dim]));
    all = all ? arith::AndIOp::create(d.b, all, inside).getResult() : inside;
  }
  return all;
}

void RegisterMover::load(const Access &access,
                         MutableArrayRef<Value> elements) {
  Value address = tile.getAddress(place, fragment.getOffset(access.first));
  int64_t width = access.registers.size();
  if (width == 1) {
    elements[access.first] = LLVM::LoadOp::create(
        d.b, element, address, /*alignment=*/tile.getElementBytes());
    return;
  }
  Value vector =
      LLVM::LoadOp::create(d.b, VectorType::get(width, element), address,
                           /*alignment=*/width * tile.getElementBytes());
  for (auto [n, index] : llvm::enumerate(access.registers))
    elements[index] = vector::ExtractOp::create(d.b, vector, n);
}

void RegisterMover::read(Value padding, Value result) {
  SmallVector<Value> elements(fragment.size());
  for (const AccessGroup &group : group()) {
    auto loadAll = [&] {
      for (const Access &access : group.accesses)
        load(access, elements);
    };
    Value condition = getCondition(group.predicate);
    if (!condition) {
      loadAll();
      continue;
    }
    SmallVector<int64_t> loaded;
    for (const Access &access : group.accesses)
      llvm::append_range(loaded, access.registers);
    SmallVector<Type> types(loaded.size(), element);
    auto choice = scf::IfOp::create(d.b, types, condition,
                                    /*addThenBlock=*/true,
                                    /*addElseBlock=*/true);
    {
      OpBuilder::InsertionGuard guard(d.b);
      d.b.setInsertionPointToStart(choice.thenBlock());
      loadAll();
      SmallVector<Value> values;
      for (int64_t index : loaded)
        values.push_back(elements[index]);
      scf::YieldOp::create(d.b, values);
      d.b.setInsertionPointToStart(choice.elseBlock());
      scf::YieldOp::create(d.b, SmallVector<Value>(loaded.size(), padding));
    }
    for (auto [index, value] : llvm::zip_equal(loaded, choice.getResults()))
      elements[index] = value;
  }
  d.setElements(result, elements);
}

void RegisterMover::write(Value source) {
  SmallVector<Value> elements = d.getElements(source);
  Value writer = d.isOnlyHolder(fragment);
  for (const AccessGroup &group : group()) {
    Value condition = getCondition(group.predicate);
    if (writer)
      condition =
          condition ? arith::AndIOp::create(d.b, condition, writer).getResult()
                    : writer;
    OpBuilder::InsertionGuard guard(d.b);
    if (condition) {
      auto choice = scf::IfOp::create(d.b, condition);
      d.b.setInsertionPointToStart(choice.thenBlock());
    }
    for (const Access &access : group.accesses) {
      Value address = tile.getAddress(place, fragment.getOffset(access.first));
      SmallVector<Value> values;
      for (int64_t index : access.registers)
        values.push_back(elements[index]);
      Value value = values.front();
      if (values.size() > 1)
        value = vector::FromElementsOp::create(
            d.b, VectorType::get(values.size(), element), values);
      LLVM::StoreOp::create(d.b, value, address,
                            values.size() * tile.getElementBytes());
    }
  }
}

static LogicalResult verifyTransfer(VectorTransferOpInterface op) {
  auto type = dyn_cast<MemRefType>(op.getShapedType());
  SmallVector<int64_t> strides;
  int64_t offset;
  if (!type || failed(type.getStridesAndOffset(strides, offset)))
    return op->emitOpError("is supported on strided memrefs only");
  if (op.getMask())
    return op->emitOpError("is supported without a mask only");
  if (type.getElementType() != op.getVectorType().getElementType())
    return op->emitOpError("is supported on memrefs of numbers only");
  return success();
}

static LogicalResult distributeRead(vector::TransferReadOp op,
                                    TileDistributor &d) {
  if (failed(verifyTransfer(op)))
    return failure();
  if (isShared(op.getBase()))
    return distributeSharedRead(op, d);
  FailureOr<const Fragment *> fragment = d.getFragment(op);
  if (failed(fragment))
    return failure();
  RegisterMover(d, **fragment, op).read(op.getPadding(), op);
  d.erase(op);
  return success();
}

static LogicalResult distributeWrite(vector::TransferWriteOp op,
                                     TileDistributor &d) {
  if (failed(verifyTransfer(op)))
    return failure();
  if (isShared(op.getBase()))
    return distributeSharedWrite(op, d);
  FailureOr<const Fragment *> fragment = d.getFragment(op.getValueToStore());
  if (failed(fragment))
    return failure();
  RegisterMover(d, **fragment, op).write(op.getValueToStore());
  d.erase(op);
  return success();
}

void simt::addMemory(DistributionTable &table) {
  table.add(distributeRead);
  table.add(distributeWrite);
}
