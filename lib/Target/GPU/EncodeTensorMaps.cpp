//===- EncodeTensorMaps.cpp - The pass heddle-encode-tensor-maps ----------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "heddle/Target/GPU/Passes.h"

#include "heddle/Dialect/HeddleGPU/IR/HeddleGPU.h"
#include "mlir/Dialect/LLVMIR/FunctionCallUtils.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/ImplicitLocOpBuilder.h"
#include "mlir/Interfaces/FunctionInterfaces.h"

namespace heddle {
#define GEN_PASS_DEF_HEDDLEENCODETENSORMAPS
#include "heddle/Target/GPU/Passes.h.inc"
} // namespace heddle

using namespace mlir;
using namespace heddle;

namespace {
/// Writes the call for one map.
class MapEncoder {
public:
  explicit MapEncoder(EncodeTensorMapOp op)
      : op(op), b(op.getLoc(), op),
        entry(op->getParentOfType<FunctionOpInterface>()
                  .getFunctionBody()
                  .front()) {}

  LogicalResult encode(ModuleOp module);

private:
  Value i32(int64_t value) {
    return LLVM::ConstantOp::create(b, b.getI32Type(), value);
  }
  Value i64(int64_t value) {
    return LLVM::ConstantOp::create(b, b.getI64Type(), value);
  }
  Value allocate(Type element, int64_t count, unsigned alignment);
  Value store(ArrayRef<Value> values);

  EncodeTensorMapOp op;
  ImplicitLocOpBuilder b;
  Block &entry;
};
} // namespace

/// Memory of the function, once for all calls in loops.
Value MapEncoder::allocate(Type element, int64_t count, unsigned alignment) {
  OpBuilder::InsertionGuard guard(b);
  b.setInsertionPointToStart(&entry);
  return LLVM::AllocaOp::create(b, LLVM::LLVMPointerType::get(b.getContext()),
                                element, i64(count), alignment);
}

/// The address of an array of `values`.
Value MapEncoder::store(ArrayRef<Value> values) {
  Type type = values.front().getType();
  unsigned bytes = type.getIntOrFloatBitWidth() / 8;
  Value array = allocate(type, values.size(), bytes);
  for (auto [i, value] : llvm::enumerate(values)) {
    Value place =
        LLVM::GEPOp::create(b, array.getType(), type, array,
                            ArrayRef<LLVM::GEPArg>{static_cast<int32_t>(i)});
    LLVM::StoreOp::create(b, value, place);
  }
  return array;
}

/// The numbers that cuda.h has for a type, and for a pattern of bytes.
static int64_t getDataType(Type element) {
  return element.isF16() ? 6 : element.isF32() ? 7 : 9;
}
static int64_t getPattern(int64_t swizzle) {
  return swizzle == 32 ? 1 : swizzle == 64 ? 2 : 3;
}

LogicalResult MapEncoder::encode(ModuleOp module) {
  constexpr unsigned mapAlignment = 64;
  constexpr int64_t noInterleave = 0, promoteTo128Bytes = 2, fillZeros = 0;
  int64_t rank = op.getBox().size();
  int64_t bytes = op.getElement().getIntOrFloatBitWidth() / 8;
  SmallVector<Value> extents, strides, box, steps;
  for (int64_t dim = rank - 1; dim >= 0; --dim) {
    extents.push_back(op.getSizes()[dim]);
    strides.push_back(LLVM::MulOp::create(b, op.getStrides()[dim], i64(bytes)));
    box.push_back(i32(op.getBox()[dim]));
    steps.push_back(i32(1));
  }
  // That of the innermost dimension is not asked for.
  ArrayRef<Value> outer = ArrayRef(strides).drop_front(rank > 1);
  Type pointer = LLVM::LLVMPointerType::get(b.getContext());
  Value map = allocate(b.getI64Type(), 16, mapAlignment);
  SmallVector<Value> arguments = {
      map,
      i32(getDataType(op.getElement())),
      i32(rank),
      LLVM::IntToPtrOp::create(b, pointer, op.getAddress()),
      store(extents),
      store(outer),
      store(box),
      store(steps),
      i32(noInterleave),
      i32(getPattern(op.getSwizzle())),
      i32(promoteTo128Bytes),
      i32(fillZeros)};
  FailureOr<LLVM::LLVMFuncOp> function =
      LLVM::lookupOrCreateFn(b, module, "mgpuTensorMapEncodeTiled",
                             llvm::to_vector(ValueRange(arguments).getTypes()),
                             LLVM::LLVMVoidType::get(b.getContext()));
  if (failed(function))
    return failure();
  LLVM::CallOp::create(b, *function, arguments);
  op.replaceAllUsesWith(LLVM::LoadOp::create(b, op.getType(), map).getResult());
  op.erase();
  return success();
}

namespace {
struct EncodeTensorMaps
    : heddle::impl::HeddleEncodeTensorMapsBase<EncodeTensorMaps> {
  void runOnOperation() override {
    SmallVector<EncodeTensorMapOp> ops;
    getOperation().walk([&](EncodeTensorMapOp op) { ops.push_back(op); });
    for (EncodeTensorMapOp op : ops) {
      if (!op->getParentOfType<FunctionOpInterface>()) {
        op.emitOpError("is in no function");
        return signalPassFailure();
      }
      if (failed(MapEncoder(op).encode(getOperation())))
        return signalPassFailure();
    }
  }
};
} // namespace
