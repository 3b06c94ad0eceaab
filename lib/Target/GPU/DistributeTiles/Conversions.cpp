//===- Conversions.cpp - Tiles change their layout -----------------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A sum that is spread over lanes is added up first. If threads then have what
// they need, registers change their order; otherwise the tile goes through
// shared memory.
//
//===----------------------------------------------------------------------===//

#include "TileDistributor.h"

#include "heddle/Dialect/HeddleGPU/IR/HeddleGPU.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "llvm/ADT/SmallVectorExtras.h"

using namespace mlir;
using namespace heddle;
using namespace heddle::simt;

namespace {
class LayoutConverter {
public:
  LayoutConverter(ConvertLayoutOp op, TileDistributor &d, const Fragment &from,
                  const Fragment &to)
      : op(op), d(d), from(from), to(to),
        elements(d.getElements(op.getSource())) {}

  LogicalResult convert();

private:
  LogicalResult addLanes();
  bool reorderRegisters();
  void goThroughMemory();
  Value getAddress(const Fragment &fragment, int64_t index, Value base);
  void store(Value base);
  Value wasWritten(int64_t i);
  Type getStoredType();

  ConvertLayoutOp op;
  TileDistributor &d;
  const Fragment &from, &to;
  SmallVector<Value> elements;
};
} // namespace

/// Adds up the sums of the lanes over which a partial value is spread.
LogicalResult LayoutConverter::addLanes() {
  if (from.getPartial() == to.getPartial())
    return success();
  if (!to.getPartial().empty() || !isa<FloatType>(elements.front().getType()))
    return op.emitOpError("of a partial sum is supported to a whole one of "
                          "floats only");
  for (Value &element : elements)
    for (int64_t bit : from.getPartial())
      element = arith::AddFOp::create(
          d.b, element,
          d.target.exchangeLanes(d.b, op.getLoc(), element, int64_t(1) << bit));
  return success();
}

bool LayoutConverter::reorderRegisters() {
  if (!(from.getThreads() == to.getThreads()))
    return false;
  SmallVector<Value> results;
  for (int64_t i = 0; i != to.size(); ++i) {
    std::optional<int64_t> place = from.find(to.getOffset(i));
    if (!place)
      return false;
    results.push_back(elements[*place]);
  }
  d.setElements(op.getResult(), results);
  return true;
}

/// Masks take a byte each, indices a word.
Type LayoutConverter::getStoredType() {
  Type type = elements.front().getType();
  if (type.isInteger(1))
    return d.b.getI8Type();
  return type.isIndex() ? d.b.getI32Type() : type;
}

/// The address of register `index` among all elements in row-major order.
Value LayoutConverter::getAddress(const Fragment &fragment, int64_t index,
                                  Value base) {
  int64_t bytes = getStoredType().getIntOrFloatBitWidth() / 8;
  int64_t constant = 0, pitch = bytes;
  Value place = base;
  for (int64_t dim = fragment.getRank() - 1; dim >= 0; --dim) {
    Value own = d.getPlace(fragment.getThreads(), dim);
    place = arith::AddIOp::create(
        d.b, place, arith::MulIOp::create(d.b, own, d.i32(pitch)));
    constant += fragment.getOffset(index)[dim] * pitch;
    pitch *= std::max(from.getCovered(dim), to.getCovered(dim));
  }
  Type pointer = LLVM::LLVMPointerType::get(d.b.getContext(), 3);
  return LLVM::GEPOp::create(d.b, pointer, d.b.getI8Type(),
                             LLVM::IntToPtrOp::create(d.b, pointer, place),
                             ArrayRef<LLVM::GEPArg>{int32_t(constant)});
}

/// Of the threads that hold the same, one writes it.
void LayoutConverter::store(Value base) {
  Type type = getStoredType();
  OpBuilder::InsertionGuard guard(d.b);
  if (Value writer = d.isOnlyHolder(from)) {
    auto choice = scf::IfOp::create(d.b, writer);
    d.b.setInsertionPointToStart(choice.thenBlock());
  }
  for (auto [i, element] : llvm::enumerate(elements)) {
    Value stored = element;
    if (element.getType().isInteger(1))
      stored = arith::ExtUIOp::create(d.b, type, element);
    else if (element.getType().isIndex())
      stored = d.toI32(element);
    LLVM::StoreOp::create(d.b, stored, getAddress(from, i, base));
  }
}

/// Whether register `i` of the result is in what the source covers; null if it
/// is sure. What is not is no element of the tile.
Value LayoutConverter::wasWritten(int64_t i) {
  Value written;
  for (int64_t dim = 0; dim != to.getRank(); ++dim) {
    if (to.getCovered(dim) <= from.getCovered(dim))
      continue;
    Value inside = arith::CmpIOp::create(d.b, arith::CmpIPredicate::slt,
                                         d.getCoordinate(to, i, dim),
                                         d.i32(from.getCovered(dim)));
    written = written ? arith::AndIOp::create(d.b, written, inside).getResult()
                      : inside;
  }
  return written;
}

void LayoutConverter::goThroughMemory() {
  Type type = getStoredType(), wanted = elements.front().getType();
  int64_t bytes = type.getIntOrFloatBitWidth() / 8;
  for (int64_t dim = 0; dim != from.getRank(); ++dim)
    bytes *= std::max(from.getCovered(dim), to.getCovered(dim));
  Value base = d.getScratch(bytes);
  // Places are computed where the kernel begins, not in the condition.
  store(base);
  d.waitForThreads();
  Type pointer = LLVM::LLVMPointerType::get(d.b.getContext(), 3);
  Value start = LLVM::IntToPtrOp::create(d.b, pointer, base);
  SmallVector<Value> results;
  for (int64_t i = 0; i != to.size(); ++i) {
    Value address = getAddress(to, i, base), written = wasWritten(i);
    if (written)
      address = arith::SelectOp::create(d.b, written, address, start);
    Value loaded = LLVM::LoadOp::create(d.b, type, address);
    if (wanted.isInteger(1))
      loaded = arith::TruncIOp::create(d.b, wanted, loaded);
    else if (wanted.isIndex())
      loaded = arith::IndexCastOp::create(d.b, wanted, loaded);
    results.push_back(loaded);
  }
  d.waitForThreads();
  d.setElements(op.getResult(), results);
}

LogicalResult LayoutConverter::convert() {
  if (failed(addLanes()))
    return failure();
  if (!reorderRegisters())
    goThroughMemory();
  d.erase(op);
  return success();
}

static LogicalResult distributeConversion(ConvertLayoutOp op,
                                          TileDistributor &d) {
  FailureOr<const Fragment *> from = d.getFragment(op.getSource());
  FailureOr<const Fragment *> to = d.getFragment(op.getResult());
  if (failed(from) || failed(to))
    return failure();
  return LayoutConverter(op, d, **from, **to).convert();
}

void simt::addConversions(DistributionTable &table) {
  table.add(distributeConversion);
}
