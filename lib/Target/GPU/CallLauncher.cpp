//===- CallLauncher.cpp - The pass heddle-call-launcher -------------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "heddle/Target/GPU/Passes.h"

#include "KernelArguments.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"

namespace heddle {
#define GEN_PASS_DEF_HEDDLECALLLAUNCHER
#include "heddle/Target/GPU/Passes.h.inc"
} // namespace heddle

using namespace mlir;
using namespace heddle;
using namespace heddle::gpu_abi;

namespace {
struct CallLauncher : heddle::impl::HeddleCallLauncherBase<CallLauncher> {
  void runOnOperation() override;

private:
  LogicalResult lower(gpu::LaunchFuncOp launch, func::FuncOp callee,
                      gpu::GPUFuncOp kernel, int64_t number);
};

/// What a kernel is launched with: words, and what each of them is.
struct Argument {
  Value word;
  /// The bytes behind the address that the word is, or, if it is a number, how
  /// many bytes it has, negated. A tensor map is as a number of 128 bytes; the
  /// word is the address of what describes it.
  Value bytes;
};
} // namespace

//===----------------------------------------------------------------------===//
// Arguments
//===----------------------------------------------------------------------===//

static Value getI64(OpBuilder &b, Location loc, int64_t value) {
  return arith::ConstantIntOp::create(b, loc, b.getI64Type(), value);
}

/// A number as the low bits of an i64.
static Argument passScalar(OpBuilder &b, Location loc, Value scalar) {
  Type i64 = b.getI64Type();
  if (scalar.getType().isIndex())
    return {b.createOrFold<arith::IndexCastOp>(loc, i64, scalar),
            getI64(b, loc, -8)};
  unsigned bits = scalar.getType().getIntOrFloatBitWidth();
  if (isa<FloatType>(scalar.getType()))
    scalar = arith::BitcastOp::create(b, loc, b.getIntegerType(bits), scalar);
  if (bits < 64)
    scalar = arith::ExtUIOp::create(b, loc, i64, scalar);
  return {scalar, getI64(b, loc, -int64_t(llvm::divideCeil(bits, 8)))};
}

/// In the order of heddle-lower-kernel-arguments.
static SmallVector<Argument> collectArguments(OpBuilder &b, Location loc,
                                              ValueRange operands) {
  SmallVector<Argument> pointers, numbers, scalars;
  Value eight = getI64(b, loc, -8);
  for (Value operand : operands) {
    auto type = dyn_cast<MemRefType>(operand.getType());
    if (!type) {
      scalars.push_back(passScalar(b, loc, operand));
      continue;
    }
    MemRefNumbers memref = readMemRef(b, loc, operand);
    MemRefShape shape(type);
    pointers.push_back({memref.address, computeSpan(b, loc, type, memref)});
    for (unsigned dim : shape.dynamicSizes)
      numbers.push_back({memref.sizes[dim], eight});
    for (unsigned dim : shape.dynamicStrides)
      numbers.push_back({memref.strides[dim], eight});
  }
  llvm::append_range(pointers, numbers);
  llvm::append_range(pointers, scalars);
  return pointers;
}

/// Puts numbers of i64 side by side into memory; returns its address.
static Value storeNumbers(OpBuilder &b, Location loc, func::FuncOp function,
                          ArrayRef<Value> numbers) {
  auto type = MemRefType::get(int64_t(numbers.size()), b.getI64Type());
  Value memory = memref::AllocaOp::create(b, loc, type, b.getI64IntegerAttr(8));
  // Once in a call, also if the launch is in a loop.
  memory.getDefiningOp()->moveBefore(&function.front(),
                                     function.front().begin());
  for (auto [at, number] : llvm::enumerate(numbers)) {
    Value index = arith::ConstantIndexOp::create(b, loc, at);
    memref::StoreOp::create(b, loc, number, memory, index);
  }
  return arith::IndexCastOp::create(
      b, loc, b.getI64Type(),
      memref::ExtractAlignedPointerAsIndexOp::create(b, loc, memory)
          .getResult());
}

/// What a tensor map is to be made of, from the innermost dimension out.
static Argument passTensorMap(OpBuilder &b, Location loc, func::FuncOp function,
                              TensorMapOp map, Value operand) {
  auto type = cast<MemRefType>(operand.getType());
  Type element = type.getElementType();
  int64_t bytes = type.getElementTypeBitWidth() / 8;
  MemRefNumbers memref = readMemRef(b, loc, operand);
  SmallVector<Value> numbers = {
      memref.address, getI64(b, loc, element.isBF16()), getI64(b, loc, bytes),
      getI64(b, loc, map.getSwizzle()), getI64(b, loc, type.getRank())};
  for (int64_t dim = type.getRank() - 1; dim >= 0; --dim) {
    numbers.push_back(memref.sizes[dim]);
    numbers.push_back(b.createOrFold<arith::MulIOp>(loc, memref.strides[dim],
                                                    getI64(b, loc, bytes)));
    numbers.push_back(getI64(b, loc, map.getBox()[dim]));
  }
  constexpr int64_t mapBytes = 128;
  return {storeNumbers(b, loc, function, numbers), getI64(b, loc, -mapBytes)};
}

//===----------------------------------------------------------------------===//
// CallLauncher
//===----------------------------------------------------------------------===//

static func::FuncOp declareLauncher(ModuleOp module) {
  constexpr StringLiteral name = "heddle_launch_kernel";
  if (auto known = module.lookupSymbol<func::FuncOp>(name))
    return known;
  OpBuilder b = OpBuilder::atBlockBegin(module.getBody());
  SmallVector<Type> parameters(10, b.getI64Type());
  auto function = func::FuncOp::create(b, module.getLoc(), name,
                                       b.getFunctionType(parameters, {}));
  function.setPrivate();
  return function;
}

LogicalResult CallLauncher::lower(gpu::LaunchFuncOp launch, func::FuncOp callee,
                                  gpu::GPUFuncOp kernel, int64_t number) {
  auto function = launch->getParentOfType<func::FuncOp>();
  if (!function || failed(checkArguments(launch, launch.getKernelOperands())))
    return launch.emitError("only functions can launch kernels");
  updateThreads(launch, kernel);
  OpBuilder b(launch);
  Location loc = launch.getLoc();
  SmallVector<Argument> arguments =
      collectArguments(b, loc, launch.getKernelOperands());
  for (TensorMapOp map : getTensorMaps(kernel))
    arguments.push_back(passTensorMap(
        b, loc, function, map, getMapped(map, launch.getKernelOperands())));
  SmallVector<Value> operands = {getI64(b, loc, number)};
  gpu::KernelDim3 grid = launch.getGridSizeOperandValues();
  gpu::KernelDim3 block = launch.getBlockSizeOperandValues();
  for (Value size : {grid.x, grid.y, grid.z, block.x, block.y, block.z})
    operands.push_back(
        b.createOrFold<arith::IndexCastOp>(loc, b.getI64Type(), size));
  auto shared = kernel->getAttrOfType<IntegerAttr>("heddle_gpu.shared_bytes");
  operands.push_back(getI64(b, loc, shared ? shared.getInt() : 0));
  SmallVector<Value> words;
  for (const Argument &argument : arguments)
    words.append({argument.word, argument.bytes});
  operands.push_back(storeNumbers(b, loc, function, words));
  operands.push_back(getI64(b, loc, arguments.size()));
  func::CallOp::create(b, loc, callee, operands);
  launch.erase();
  return success();
}

void CallLauncher::runOnOperation() {
  llvm::MapVector<Operation *, int64_t> numbers;
  getOperation().walk([&](gpu::GPUFuncOp function) {
    if (function.isKernel())
      numbers.insert({function, numbers.size()});
  });
  SmallVector<gpu::LaunchFuncOp> launches;
  getOperation().walk(
      [&](gpu::LaunchFuncOp launch) { launches.push_back(launch); });
  SymbolTableCollection symbols;
  for (gpu::LaunchFuncOp launch : launches) {
    auto kernel = symbols.lookupNearestSymbolFrom<gpu::GPUFuncOp>(
        launch, launch.getKernel());
    if (!kernel) {
      launch.emitError("launches what is no gpu.func of this module");
      return signalPassFailure();
    }
    if (failed(lower(launch, declareLauncher(getOperation()), kernel,
                     numbers.lookup(kernel))))
      return signalPassFailure();
  }
}
