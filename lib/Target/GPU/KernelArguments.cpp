//===- KernelArguments.cpp - How kernels get their arguments --------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "KernelArguments.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"

using namespace mlir;
using namespace heddle;
using namespace heddle::gpu_abi;

MemRefShape::MemRefShape(MemRefType type) {
  bool strided = succeeded(type.getStridesAndOffset(strides, offset));
  assert(strided && "checked by the passes");
  (void)strided;
  for (unsigned dim = 0; dim != type.getRank(); ++dim) {
    if (type.isDynamicDim(dim))
      dynamicSizes.push_back(dim);
    if (ShapedType::isDynamic(strides[dim]))
      dynamicStrides.push_back(dim);
  }
}

static Value getI64(OpBuilder &b, Location loc, int64_t value) {
  return arith::ConstantIntOp::create(b, loc, b.getI64Type(), value);
}

static Value toI64(OpBuilder &b, Location loc, OpFoldResult number) {
  if (std::optional<int64_t> constant = getConstantIntValue(number))
    return getI64(b, loc, *constant);
  return arith::IndexCastOp::create(b, loc, b.getI64Type(),
                                    cast<Value>(number));
}

static int64_t getElementBytes(MemRefType type) {
  return llvm::divideCeil(type.getElementTypeBitWidth(), 8);
}

MemRefNumbers gpu_abi::readMemRef(OpBuilder &b, Location loc, Value memref) {
  auto type = cast<MemRefType>(memref.getType());
  auto metadata = memref::ExtractStridedMetadataOp::create(b, loc, memref);
  MemRefNumbers numbers;
  for (OpFoldResult size : metadata.getConstifiedMixedSizes())
    numbers.sizes.push_back(toI64(b, loc, size));
  for (OpFoldResult stride : metadata.getConstifiedMixedStrides())
    numbers.strides.push_back(toI64(b, loc, stride));
  Value start =
      toI64(b, loc,
            memref::ExtractAlignedPointerAsIndexOp::create(b, loc, memref)
                .getResult());
  Value offset = toI64(b, loc, metadata.getConstifiedMixedOffset());
  numbers.address = b.createOrFold<arith::AddIOp>(
      loc, start,
      b.createOrFold<arith::MulIOp>(loc, offset,
                                    getI64(b, loc, getElementBytes(type))));
  return numbers;
}

Value gpu_abi::computeSpan(OpBuilder &b, Location loc, MemRefType type,
                           const MemRefNumbers &numbers) {
  Value one = getI64(b, loc, 1), zero = getI64(b, loc, 0);
  Value elements = one;
  Value empty = arith::ConstantIntOp::create(b, loc, b.getI1Type(), 0);
  for (auto [size, stride] : llvm::zip_equal(numbers.sizes, numbers.strides)) {
    Value steps = b.createOrFold<arith::SubIOp>(loc, size, one);
    Value reach = b.createOrFold<arith::MulIOp>(loc, steps, stride);
    elements = b.createOrFold<arith::AddIOp>(loc, elements, reach);
    Value none = b.createOrFold<arith::CmpIOp>(loc, arith::CmpIPredicate::sle,
                                               size, zero);
    empty = b.createOrFold<arith::OrIOp>(loc, empty, none);
  }
  Value bytes = b.createOrFold<arith::MulIOp>(
      loc, elements, getI64(b, loc, getElementBytes(type)));
  return b.createOrFold<arith::SelectOp>(loc, empty, zero, bytes);
}

LogicalResult gpu_abi::checkArguments(Operation *launch, ValueRange arguments) {
  for (auto [i, argument] : llvm::enumerate(arguments)) {
    Type type = argument.getType();
    auto memref = dyn_cast<MemRefType>(type);
    bool passes = memref ? memref.isStrided() : type.isIntOrIndexOrFloat();
    if (!passes)
      return launch->emitError("argument ")
             << i << " of the kernel is of type " << type
             << "; expected a number or a memref with strides";
  }
  return success();
}

void gpu_abi::updateThreads(gpu::LaunchFuncOp launch, gpu::GPUFuncOp kernel) {
  std::optional<ArrayRef<int32_t>> size = kernel.getKnownBlockSize();
  if (!size)
    return;
  OpBuilder b(launch);
  launch.getBlockSizeXMutable().assign(
      arith::ConstantIndexOp::create(b, launch.getLoc(), size->front()));
}

SmallVector<TensorMapOp> gpu_abi::getTensorMaps(gpu::GPUFuncOp kernel) {
  return llvm::to_vector(kernel.getBody().front().getOps<TensorMapOp>());
}

Value gpu_abi::getMapped(TensorMapOp map, ValueRange operands) {
  return operands[cast<BlockArgument>(map.getSource()).getArgNumber()];
}
