//===- NVIDIALowering.cpp - Instructions of NVIDIA's GPUs ----------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "heddle/Target/NVIDIA/NVIDIALowering.h"

#include "MatrixInstructions.h"
#include "Signals.h"
#include "WarpgroupProducts.h"

#include "heddle/Target/NVIDIA/Chip.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/LLVMIR/NVVMDialect.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"

using namespace mlir;
using namespace heddle;

static Value getI32(OpBuilder &b, Location loc, int64_t value) {
  return arith::ConstantIntOp::create(b, loc, b.getI32Type(), value);
}

namespace {
class NVIDIALowering : public TargetLowering {
public:
  bool handles(StringRef chip) const override {
    return nvidia::Chip::lookup(chip) != nullptr;
  }
  int64_t getSharedBytes(StringRef chip) const override {
    return nvidia::Chip::lookup(chip)->sharedBytes;
  }
  int64_t getWarpSize() const override { return 32; }
  int64_t getWarpRows() const override { return 16; }
  /// One workgroup on a multiprocessor is enough: otherwise ptxas pads loops.
  void annotateKernel(Operation *kernel) const override {
    kernel->setAttr(NVVM::NVVMDialect::getMinctasmAttrName(),
                    Builder(kernel->getContext()).getI32IntegerAttr(1));
  }
  ArrayRef<MatrixInstruction>
  getMatrixInstructions(StringRef chip) const override {
    return nvidia::getMatrixInstructions(*nvidia::Chip::lookup(chip));
  }
  SmallVector<Value> multiplyMatrices(OpBuilder &builder, Location loc,
                                      const MatrixInstruction &instruction,
                                      ValueRange a, ValueRange b,
                                      ValueRange c) const override;
  SmallVector<Value> startProduct(OpBuilder &builder, Location loc,
                                  const MatrixInstruction &instruction,
                                  int64_t steps, const LeftFactor &a,
                                  const SharedFactor &b,
                                  ValueRange c) const override {
    return nvidia::startProduct(builder, loc, instruction, steps, a, b, c);
  }
  SmallVector<Value> waitForProducts(OpBuilder &b, Location loc,
                                     int64_t pending,
                                     ValueRange results) const override {
    return nvidia::waitForProducts(b, loc, pending, results);
  }
  /// Products read through another proxy than threads write.
  void publishShared(OpBuilder &b, Location loc) const override {
    NVVM::ProxyKindAttr kind =
        NVVM::ProxyKindAttr::get(b.getContext(), NVVM::ProxyKind::async_shared);
    NVVM::FenceProxyOp::create(
        b, loc, kind,
        NVVM::SharedSpaceAttr::get(b.getContext(),
                                   NVVM::SharedSpace::shared_cta));
  }
  Value exchangeLanes(OpBuilder &b, Location loc, Value value,
                      int64_t mask) const override;
  Value makeUniform(OpBuilder &b, Location loc, Value value) const override;
  Value isAnyLane(OpBuilder &b, Location loc, Value condition) const override;
  int64_t getMaxLoadedMatrices() const override { return 4; }
  SmallVector<Value> loadMatrices(OpBuilder &b, Location loc, Value address,
                                  int64_t count, bool transposed,
                                  FloatType type) const override;
  ArrayRef<int64_t> getCopyWidths() const override {
    static constexpr int64_t widths[] = {16, 8, 4};
    return widths;
  }
  void copyAsync(OpBuilder &b, Location loc, Value shared, Value global,
                 int64_t bytes, Value valid) const override;
  void commitCopies(OpBuilder &b, Location loc) const override {
    NVVM::CpAsyncCommitGroupOp::create(b, loc);
  }
  void waitForCopies(OpBuilder &b, Location loc,
                     int64_t pending) const override {
    NVVM::CpAsyncWaitGroupOp::create(b, loc, pending);
  }
  void waitForThreads(OpBuilder &b, Location loc,
                      int64_t threads) const override;
  std::optional<WarpRoles> getWarpRoles(StringRef chip,
                                        int64_t consumers) const override;
  void setRegisters(OpBuilder &b, Location loc, int64_t registers,
                    bool more) const override {
    NVVM::SetMaxRegisterOp::create(b, loc, registers,
                                   more ? NVVM::SetMaxRegisterAction::increase
                                        : NVVM::SetMaxRegisterAction::decrease);
  }
  void waitAtBarrier(OpBuilder &b, Location loc, Value barrier,
                     int64_t threads) const override {
    NVVM::BarrierOp::create(b, loc, TypeRange(), barrier,
                            getI32(b, loc, threads), nullptr, Value());
  }
  void arriveAtBarrier(OpBuilder &b, Location loc, Value barrier,
                       int64_t threads) const override {
    NVVM::BarrierArriveOp::create(b, loc, barrier, getI32(b, loc, threads));
  }
  void createSignal(OpBuilder &b, Location loc, Value address,
                    int64_t arrivals) const override {
    nvidia::createSignal(b, loc, address, arrivals);
  }
  void publishSignals(OpBuilder &b, Location loc) const override {
    nvidia::publishSignals(b, loc);
  }
  void arrive(OpBuilder &b, Location loc, Value address,
              Value condition) const override {
    nvidia::arrive(b, loc, address, condition);
  }
  int64_t getBoxBytes(StringRef chip) const override {
    return nvidia::Chip::lookup(chip)->hasWarpgroups ? 128 : 0;
  }
  void expectBytes(OpBuilder &b, Location loc, Value signal,
                   int64_t bytes) const override {
    nvidia::expectBytes(b, loc, signal, bytes);
  }
  void copyBox(OpBuilder &b, Location loc, Value shared, Value map,
               ValueRange corner, Value signal) const override {
    nvidia::copyBox(b, loc, shared, map, corner, signal);
  }
  SmallVector<Value> await(OpBuilder &b, Location loc, Value address,
                           Value parity, ValueRange computed) const override {
    return nvidia::await(b, loc, address, parity, computed);
  }
  Value exp2(OpBuilder &b, Location loc, Value x) const override {
    return callIntrinsic(b, loc, "llvm.nvvm.ex2.approx.ftz.f", x);
  }
  Value log2(OpBuilder &b, Location loc, Value x) const override {
    return callIntrinsic(b, loc, "llvm.nvvm.lg2.approx.f", x);
  }
  Value reciprocal(OpBuilder &b, Location loc, Value x) const override {
    return callIntrinsic(b, loc, "llvm.nvvm.rcp.approx.ftz.f", x);
  }

private:
  static Value callIntrinsic(OpBuilder &b, Location loc, StringRef name,
                             Value x) {
    return LLVM::CallIntrinsicOp::create(b, loc, x.getType(),
                                         b.getStringAttr(name), x)
        .getResult(0);
  }
  static SmallVector<Value> emitProduct(OpBuilder &builder, Location loc,
                                        const MatrixInstruction &instruction,
                                        ValueRange a, ValueRange b,
                                        ValueRange c);
};
} // namespace

void heddle::registerNVIDIALowering() {
  static const NVIDIALowering lowering;
  static const bool registered =
      (TargetLowering::registerLowering(lowering), true);
  (void)registered;
}

//===----------------------------------------------------------------------===//
// Products
//===----------------------------------------------------------------------===//

static NVVM::MMATypes getMmaType(FactorType type) {
  switch (type) {
  case FactorType::F16:
    return NVVM::MMATypes::f16;
  case FactorType::BF16:
    return NVVM::MMATypes::bf16;
  case FactorType::F32:
    return NVVM::MMATypes::tf32;
  }
  llvm_unreachable("all types are known");
}

/// Words as the instruction takes them: f16 in vectors, all else as bits.
static SmallVector<Value> getOperandWords(OpBuilder &b, Location loc,
                                          FactorType type, ValueRange words) {
  if (type == FactorType::F16)
    return words;
  SmallVector<Value> bits;
  for (Value word : words)
    bits.push_back(LLVM::BitcastOp::create(b, loc, b.getI32Type(), word));
  return bits;
}

/// One instruction.
SmallVector<Value>
NVIDIALowering::emitProduct(OpBuilder &builder, Location loc,
                            const MatrixInstruction &instruction, ValueRange a,
                            ValueRange b, ValueRange c) {
  NVVM::MMATypes type = getMmaType(instruction.type);
  Type result = LLVM::LLVMStructType::getLiteral(
      builder.getContext(), SmallVector<Type>(c.getTypes()));
  Value product = NVVM::MmaOp::create(
      builder, loc, result, getOperandWords(builder, loc, instruction.type, a),
      getOperandWords(builder, loc, instruction.type, b), c,
      ArrayRef<int64_t>{instruction.m, instruction.n, instruction.k},
      std::nullopt, std::nullopt, std::array<NVVM::MMATypes, 2>{type, type},
      std::array<NVVM::MMALayout, 2>{NVVM::MMALayout::row,
                                     NVVM::MMALayout::col});
  SmallVector<Value> sums;
  for (size_t i = 0; i != c.size(); ++i)
    sums.push_back(LLVM::ExtractValueOp::create(builder, loc, product, i));
  return sums;
}

/// The nearest tf32 to each of f32 numbers.
static SmallVector<Value> roundToTf32(OpBuilder &b, Location loc,
                                      ValueRange numbers) {
  SmallVector<Value> rounded;
  for (Value x : numbers) {
    Value bits = NVVM::ConvertFloatToTF32Op::create(b, loc, b.getI32Type(), x,
                                                    NVVM::FPRoundingMode::RNA);
    rounded.push_back(arith::BitcastOp::create(b, loc, x.getType(), bits));
  }
  return rounded;
}

/// `x` so that the instruction, which cuts bits off, has the nearest tf32. What
/// is no number may become 0.
static Value addHalf(OpBuilder &b, Location loc, Value x) {
  Value bits = arith::BitcastOp::create(b, loc, b.getI32Type(), x);
  return arith::AddIOp::create(b, loc, bits, getI32(b, loc, 0x1000));
}

/// f32 numbers as sums of two of tf32: the nearest one, and that of what is
/// left. What is no number, or infinite, stays so in the first.
static std::pair<SmallVector<Value>, SmallVector<Value>>
split(OpBuilder &b, Location loc, ValueRange numbers) {
  SmallVector<Value> high = roundToTf32(b, loc, numbers), low;
  for (auto [x, rounded] : llvm::zip_equal(numbers, high)) {
    Value rest = arith::SubFOp::create(b, loc, x, rounded);
    low.push_back(
        arith::BitcastOp::create(b, loc, x.getType(), addHalf(b, loc, rest)));
  }
  return {high, low};
}

/// Factors of f32 that may not be rounded are split, and all four products are
/// taken: without the least, sums of 64 products have three times the error of
/// f32. Instructions cut the bits of their sums off; so what was there before
/// is added by an addition, which rounds.
SmallVector<Value> NVIDIALowering::multiplyMatrices(
    OpBuilder &builder, Location loc, const MatrixInstruction &instruction,
    ValueRange a, ValueRange b, ValueRange c) const {
  if (instruction.type != FactorType::F32)
    return emitProduct(builder, loc, instruction, a, b, c);
  if (instruction.roundsToTf32)
    return emitProduct(builder, loc, instruction, roundToTf32(builder, loc, a),
                       roundToTf32(builder, loc, b), c);
  auto [aHigh, aLow] = split(builder, loc, a);
  auto [bHigh, bLow] = split(builder, loc, b);
  Value zero =
      arith::ConstantOp::create(builder, loc, builder.getF32FloatAttr(0.0f));
  SmallVector<Value> none(c.size(), zero);
  SmallVector<Value> sum =
      emitProduct(builder, loc, instruction, aLow, bLow, none);
  sum = emitProduct(builder, loc, instruction, aLow, bHigh, sum);
  sum = emitProduct(builder, loc, instruction, aHigh, bLow, sum);
  sum = emitProduct(builder, loc, instruction, aHigh, bHigh, sum);
  for (auto [product, before] : llvm::zip_equal(sum, c))
    product = arith::AddFOp::create(builder, loc, before, product);
  return sum;
}

//===----------------------------------------------------------------------===//
// Movement
//===----------------------------------------------------------------------===//

Value NVIDIALowering::exchangeLanes(OpBuilder &b, Location loc, Value value,
                                    int64_t mask) const {
  Value all = getI32(b, loc, -1), clamp = getI32(b, loc, 31);
  return NVVM::ShflOp::create(b, loc, value.getType(), all, value,
                              getI32(b, loc, mask), clamp, NVVM::ShflKind::bfly,
                              UnitAttr());
}

/// ptxas keeps what a lane hands to all in a uniform register.
Value NVIDIALowering::makeUniform(OpBuilder &b, Location loc,
                                  Value value) const {
  Value first = getI32(b, loc, 0), last = getI32(b, loc, 31);
  return NVVM::ShflOp::create(b, loc, b.getI32Type(), getI32(b, loc, -1), value,
                              first, last, NVVM::ShflKind::idx, UnitAttr());
}

Value NVIDIALowering::isAnyLane(OpBuilder &b, Location loc,
                                Value condition) const {
  return NVVM::VoteSyncOp::create(b, loc, b.getI1Type(), getI32(b, loc, -1),
                                  condition, NVVM::VoteSyncKind::any);
}

SmallVector<Value> NVIDIALowering::loadMatrices(OpBuilder &b, Location loc,
                                                Value address, int64_t count,
                                                bool transposed,
                                                FloatType type) const {
  Type word = b.getI32Type();
  Type result = count == 1
                    ? word
                    : LLVM::LLVMStructType::getLiteral(
                          b.getContext(), SmallVector<Type>(count, word));
  auto shape = NVVM::LdStMatrixShapeAttr::get(b.getContext(), 8, 8);
  Value loaded = NVVM::LdMatrixOp::create(
      b, loc, result, address, static_cast<uint32_t>(count),
      transposed ? NVVM::MMALayout::col : NVVM::MMALayout::row, shape,
      NVVM::LdStMatrixEltType::B16);
  SmallVector<Value> words;
  for (int64_t i = 0; i != count; ++i) {
    Value bits =
        count == 1 ? loaded : LLVM::ExtractValueOp::create(b, loc, loaded, i);
    words.push_back(
        LLVM::BitcastOp::create(b, loc, VectorType::get(2, type), bits));
  }
  return words;
}

/// Barrier 0 is that of all.
void NVIDIALowering::waitForThreads(OpBuilder &b, Location loc,
                                    int64_t threads) const {
  if (!threads) {
    NVVM::Barrier0Op::create(b, loc);
    return;
  }
  waitAtBarrier(b, loc, getI32(b, loc, 1), threads);
}

/// Two warpgroups that compute have the registers of a multiprocessor, but for
/// those of a third.
std::optional<WarpRoles> NVIDIALowering::getWarpRoles(StringRef chip,
                                                      int64_t consumers) const {
  constexpr int64_t warpgroup = 128;
  if (!nvidia::Chip::lookup(chip)->hasWarpgroups || consumers != 2 * warpgroup)
    return std::nullopt;
  return WarpRoles{warpgroup, warpgroup, /*producerRegisters=*/56,
                   /*consumerRegisters=*/224};
}

/// Past the first-level cache, where the width allows it.
void NVIDIALowering::copyAsync(OpBuilder &b, Location loc, Value shared,
                               Value global, int64_t bytes, Value valid) const {
  auto kind = bytes == 16 ? NVVM::LoadCacheModifierKind::CG
                          : NVVM::LoadCacheModifierKind::CA;
  NVVM::CpAsyncOp::create(b, loc, shared, global, static_cast<uint32_t>(bytes),
                          kind, valid);
}
