//===- CallFrame.cpp - How a call passes operands -------------------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CallFrame.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Interfaces/FunctionInterfaces.h"

#include <cstring>

using namespace heddle;
using namespace heddle::reference;
using namespace mlir;

bool heddle::reference::canPass(Type type) {
  if (auto memref = dyn_cast<MemRefType>(type))
    return getElementType(memref.getElementType()) && memref.isStrided();
  return getElementType(type).has_value();
}

//===----------------------------------------------------------------------===//
// Writing
//===----------------------------------------------------------------------===//

namespace {

class FrameWriter {
public:
  FrameWriter(OpBuilder &builder, Location loc) : builder(builder), loc(loc) {}

  void append(Value value);
  Value finish();

private:
  void appendMemRef(Value memref);
  void appendIndex(Value index) {
    words.push_back(
        arith::IndexCastOp::create(builder, loc, builder.getI64Type(), index));
  }
  void appendNumber(Value number);
  void appendInteger(Value integer);
  Value allocate();

  OpBuilder &builder;
  Location loc;
  SmallVector<Value> words;
};

} // namespace

void FrameWriter::appendMemRef(Value memref) {
  appendIndex(
      memref::ExtractAlignedPointerAsIndexOp::create(builder, loc, memref));
  auto metadata =
      memref::ExtractStridedMetadataOp::create(builder, loc, memref);
  appendIndex(metadata.getOffset());
  llvm::for_each(metadata.getSizes(), [&](Value size) { appendIndex(size); });
  llvm::for_each(metadata.getStrides(),
                 [&](Value stride) { appendIndex(stride); });
}

void FrameWriter::appendNumber(Value number) {
  if (!number.getType().isF64())
    number = arith::ExtFOp::create(builder, loc, builder.getF64Type(), number);
  words.push_back(
      arith::BitcastOp::create(builder, loc, builder.getI64Type(), number));
}

void FrameWriter::appendInteger(Value integer) {
  if (!integer.getType().isInteger(64))
    integer =
        arith::ExtSIOp::create(builder, loc, builder.getI64Type(), integer);
  words.push_back(integer);
}

void FrameWriter::append(Value value) {
  Type type = value.getType();
  if (isa<MemRefType>(type))
    appendMemRef(value);
  else if (isa<FloatType>(type))
    appendNumber(value);
  else if (type.isIndex())
    appendIndex(value);
  else
    appendInteger(value);
}

/// Stack memory at the start of the function: an op in a loop must not make
/// the stack grow.
Value FrameWriter::allocate() {
  OpBuilder::InsertionGuard guard(builder);
  Operation *parent = builder.getInsertionBlock()->getParentOp();
  if (!isa<FunctionOpInterface>(parent))
    parent = parent->getParentOfType<FunctionOpInterface>();
  builder.setInsertionPointToStart(
      &cast<FunctionOpInterface>(parent).getFunctionBody().front());
  auto size = static_cast<int64_t>(words.size());
  return memref::AllocaOp::create(
      builder, loc, MemRefType::get({size}, builder.getI64Type()));
}

Value FrameWriter::finish() {
  Value frame = allocate();
  for (auto [position, word] : llvm::enumerate(words)) {
    Value index = arith::ConstantIndexOp::create(
        builder, loc, static_cast<int64_t>(position));
    memref::StoreOp::create(builder, loc, word, frame, index);
  }
  return memref::ExtractAlignedPointerAsIndexOp::create(builder, loc, frame);
}

Value heddle::reference::buildFrame(OpBuilder &builder, Location loc,
                                    ValueRange values) {
  FrameWriter writer(builder, loc);
  for (Value value : values)
    writer.append(value);
  return writer.finish();
}

//===----------------------------------------------------------------------===//
// Reading
//===----------------------------------------------------------------------===//

static View readView(MemRefType type, const int64_t *&next) {
  View view;
  view.type = *getElementType(type.getElementType());
  auto *base = reinterpret_cast<void *>(*next++);
  int64_t offset = *next++;
  view.data = base;
  view.data = view.elementAt(offset);
  view.sizes.assign(next, next + type.getRank());
  next += type.getRank();
  view.strides.assign(next, next + type.getRank());
  next += type.getRank();
  return view;
}

SmallVector<Argument> heddle::reference::readFrame(TypeRange types,
                                                   const int64_t *frame) {
  SmallVector<Argument> arguments;
  for (Type type : types) {
    Argument argument;
    if (auto memref = dyn_cast<MemRefType>(type))
      argument.view = readView(memref, frame);
    else if (isa<FloatType>(type))
      std::memcpy(&argument.number, frame++, sizeof(double));
    else
      argument.integer = *frame++;
    arguments.push_back(std::move(argument));
  }
  return arguments;
}
