//===- LowerKernelArguments.cpp - heddle-lower-kernel-arguments -----------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "heddle/Target/GPU/Passes.h"

#include "KernelArguments.h"

#include "mlir/Conversion/LLVMCommon/MemRefBuilder.h"
#include "mlir/Conversion/LLVMCommon/TypeConverter.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"

namespace heddle {
#define GEN_PASS_DEF_HEDDLELOWERKERNELARGUMENTS
#include "heddle/Target/GPU/Passes.h.inc"
} // namespace heddle

using namespace mlir;
using namespace heddle;
using namespace heddle::gpu_abi;

namespace {
struct LowerKernelArguments
    : heddle::impl::HeddleLowerKernelArgumentsBase<LowerKernelArguments> {
  void runOnOperation() override {
    SmallVector<gpu::LaunchFuncOp> launches;
    getOperation().walk(
        [&](gpu::LaunchFuncOp launch) { launches.push_back(launch); });
    for (gpu::LaunchFuncOp launch : launches)
      if (failed(lowerLaunch(launch)))
        return signalPassFailure();
    for (auto module : getOperation().getOps<gpu::GPUModuleOp>())
      for (auto kernel : module.getOps<gpu::GPUFuncOp>())
        if (kernel.isKernel())
          lowerKernel(kernel);
  }

private:
  LogicalResult lowerLaunch(gpu::LaunchFuncOp launch);
  void lowerKernel(gpu::GPUFuncOp kernel);
};
} // namespace

static Type getGlobalPointer(MLIRContext *context) {
  return LLVM::LLVMPointerType::get(context, 1);
}

//===----------------------------------------------------------------------===//
// Launches
//===----------------------------------------------------------------------===//

static Value encode(OpBuilder &b, TensorMapOp map, Value memref) {
  Location loc = map.getLoc();
  MemRefNumbers numbers = readMemRef(b, loc, memref);
  Type element = cast<MemRefType>(memref.getType()).getElementType();
  return EncodeTensorMapOp::create(b, loc, numbers.address, numbers.sizes,
                                   numbers.strides, element, map.getBox(),
                                   map.getSwizzle());
}

LogicalResult LowerKernelArguments::lowerLaunch(gpu::LaunchFuncOp launch) {
  OperandRange old = launch.getKernelOperands();
  if (failed(checkArguments(launch, old)))
    return failure();
  OpBuilder b(launch);
  Location loc = launch.getLoc();
  SmallVector<Value> pointers, numbers, scalars;
  for (Value argument : old) {
    auto type = dyn_cast<MemRefType>(argument.getType());
    if (!type) {
      scalars.push_back(
          argument.getType().isIndex()
              ? arith::IndexCastOp::create(b, loc, b.getI64Type(), argument)
              : argument);
      continue;
    }
    MemRefNumbers memref = readMemRef(b, loc, argument);
    MemRefShape shape(type);
    pointers.push_back(LLVM::IntToPtrOp::create(
        b, loc, getGlobalPointer(&getContext()), memref.address));
    for (unsigned dim : shape.dynamicSizes)
      numbers.push_back(memref.sizes[dim]);
    for (unsigned dim : shape.dynamicStrides)
      numbers.push_back(memref.strides[dim]);
  }
  llvm::append_range(pointers, numbers);
  llvm::append_range(pointers, scalars);
  auto kernel = dyn_cast_or_null<gpu::GPUFuncOp>(
      SymbolTable::lookupNearestSymbolFrom(launch, launch.getKernel()));
  if (kernel)
    for (TensorMapOp map : getTensorMaps(kernel))
      pointers.push_back(encode(b, map, getMapped(map, old)));
  launch.getKernelOperandsMutable().assign(pointers);
  if (kernel)
    updateThreads(launch, kernel);
  auto bytes =
      kernel ? kernel->getAttrOfType<IntegerAttr>("heddle_gpu.shared_bytes")
             : IntegerAttr();
  if (bytes && !launch.getDynamicSharedMemorySize())
    launch.getDynamicSharedMemorySizeMutable().assign(
        arith::ConstantIntOp::create(b, loc, b.getI32Type(), bytes.getInt()));
  return success();
}

//===----------------------------------------------------------------------===//
// Kernels
//===----------------------------------------------------------------------===//

/// What a memref is in the LLVM dialect: what its type does not say comes from
/// the arguments at `next`.
static Value buildDescriptor(OpBuilder &b, Location loc,
                             const LLVMTypeConverter &converter,
                             MemRefType type, Value pointer,
                             ArrayRef<Value> &next) {
  MemRefShape shape(type);
  auto i64 = [&](int64_t value) -> Value {
    return LLVM::ConstantOp::create(b, loc, b.getI64Type(), value);
  };
  Type generic = LLVM::LLVMPointerType::get(b.getContext());
  Value base = LLVM::AddrSpaceCastOp::create(b, loc, generic, pointer);
  int64_t offset = ShapedType::isDynamic(shape.offset) ? 0 : shape.offset;
  // Addresses are computed from the type's offset on.
  if (offset != 0)
    base =
        LLVM::GEPOp::create(b, loc, generic, type.getElementType(), base,
                            ArrayRef<LLVM::GEPArg>{LLVM::GEPArg(i64(-offset))});
  SmallVector<Value> parts = {base, base, i64(offset)};
  auto addNumbers = [&](ArrayRef<int64_t> known) {
    for (int64_t number : known) {
      bool isArgument = ShapedType::isDynamic(number);
      parts.push_back(isArgument ? next.front() : i64(number));
      next = next.drop_front(isArgument);
    }
  };
  addNumbers(type.getShape());
  addNumbers(shape.strides);
  return MemRefDescriptor::pack(b, loc, converter, type, parts);
}

/// The address of the first element as a pointer, where it is asked for: code
/// that goes through numbers hides what it points to.
static void replaceAddresses(Value memref, Value pointer) {
  for (Operation *user : llvm::make_early_inc_range(memref.getUsers())) {
    auto extract = dyn_cast<memref::ExtractAlignedPointerAsIndexOp>(user);
    if (!extract)
      continue;
    OpBuilder b(extract);
    Value address =
        LLVM::PtrToIntOp::create(b, extract.getLoc(), b.getI64Type(), pointer);
    extract.getResult().replaceAllUsesWith(arith::IndexCastOp::create(
        b, extract.getLoc(), b.getIndexType(), address));
    extract.erase();
  }
}

/// Numbers stay what they are; indices are passed as i64.
static void replaceScalar(OpBuilder &b, BlockArgument scalar) {
  Block *entry = scalar.getOwner();
  if (!scalar.getType().isIndex()) {
    scalar.replaceAllUsesWith(
        entry->addArgument(scalar.getType(), scalar.getLoc()));
    return;
  }
  Value number = entry->addArgument(b.getI64Type(), scalar.getLoc());
  scalar.replaceAllUsesWith(
      arith::IndexCastOp::create(b, scalar.getLoc(), b.getIndexType(), number));
}

void LowerKernelArguments::lowerKernel(gpu::GPUFuncOp kernel) {
  Block &entry = kernel.getBody().front();
  Location loc = kernel.getLoc();
  OpBuilder b = OpBuilder::atBlockBegin(&entry);
  unsigned numOld = entry.getNumArguments();
  SmallVector<BlockArgument> memrefs, scalars;
  SmallVector<Value> pointers, numbers;
  for (BlockArgument argument : entry.getArguments())
    (isa<MemRefType>(argument.getType()) ? memrefs : scalars)
        .push_back(argument);
  for (BlockArgument memref : memrefs)
    pointers.push_back(
        entry.addArgument(getGlobalPointer(&getContext()), memref.getLoc()));
  for (BlockArgument memref : memrefs) {
    MemRefShape shape(cast<MemRefType>(memref.getType()));
    for (size_t i = shape.dynamicSizes.size() + shape.dynamicStrides.size(); i;
         --i)
      numbers.push_back(entry.addArgument(b.getI64Type(), memref.getLoc()));
  }
  for (BlockArgument scalar : scalars)
    replaceScalar(b, scalar);
  for (TensorMapOp map : getTensorMaps(kernel)) {
    map.getMap().replaceAllUsesWith(
        entry.addArgument(map.getMap().getType(), map.getLoc()));
    map.erase();
  }
  b.setInsertionPointToStart(&entry);
  LLVMTypeConverter converter(&getContext());
  ArrayRef<Value> next = numbers;
  for (auto [memref, pointer] : llvm::zip_equal(memrefs, pointers)) {
    replaceAddresses(memref, pointer);
    auto type = cast<MemRefType>(memref.getType());
    Value descriptor = buildDescriptor(b, loc, converter, type, pointer, next);
    memref.replaceAllUsesWith(
        UnrealizedConversionCastOp::create(b, loc, type, descriptor)
            .getResult(0));
  }
  entry.eraseArguments(0, numOld);
  kernel.setFunctionType(
      FunctionType::get(&getContext(), entry.getArgumentTypes(), {}));
}
