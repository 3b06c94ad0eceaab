//===- AMDGPULowering.cpp - Instructions of AMD's GPUs --------------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "heddle/Target/AMDGPU/AMDGPULowering.h"

#include "Chips.h"
#include "MatrixInstructions.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/LLVMIR/ROCDLDialect.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"

using namespace mlir;
using namespace heddle;
using namespace heddle::amdgpu;

namespace {
/// One for each chip.
class AMDGPULowering : public TargetLowering {
public:
  explicit AMDGPULowering(const Chip &chip) : chip(chip) {}

  bool handles(StringRef name) const override { return name == chip.name; }
  int64_t getSharedBytes(StringRef) const override { return chip.sharedBytes; }
  /// Two workgroups fill a CDNA compute unit's SIMDs twice. Waves of 32 have
  /// registers for less.
  int64_t getTileBytes(StringRef) const override {
    return chip.sharedBytes / (isMFMA() ? 2 : 4);
  }
  /// Both halves of a wave hold all of a factor: queries take twice the
  /// registers.
  int64_t getMostWidth(StringRef) const override {
    return chip.unit == MatrixUnit::ReplicatedWMMA ? 128 : 256;
  }
  int64_t getWarpSize() const override { return chip.waveSize; }
  int64_t getWarpRows() const override { return isMFMA() ? 32 : 16; }
  ArrayRef<MatrixInstruction> getMatrixInstructions(StringRef) const override {
    return amdgpu::getMatrixInstructions(chip.unit);
  }
  SmallVector<Value> multiplyMatrices(OpBuilder &builder, Location loc,
                                      const MatrixInstruction &instruction,
                                      ValueRange a, ValueRange b,
                                      ValueRange c) const override;
  Value exchangeLanes(OpBuilder &b, Location loc, Value value,
                      int64_t mask) const override;
  bool packsF32() const override { return isMFMA(); }
  Value isAnyLane(OpBuilder &b, Location loc, Value condition) const override;
  bool hasAsyncCopies() const override { return false; }
  ArrayRef<int64_t> getCopyWidths() const override {
    static constexpr int64_t widths[] = {16, 8, 4};
    return widths;
  }
  void copyAsync(OpBuilder &b, Location loc, Value shared, Value global,
                 int64_t bytes, Value valid) const override;
  /// Copies go through registers: they are done where they stand.
  void commitCopies(OpBuilder &, Location) const override {}
  void waitForCopies(OpBuilder &, Location, int64_t) const override {}
  void waitForThreads(OpBuilder &b, Location loc,
                      int64_t threads) const override;
  /// Cutting off takes away so much of numbers on average, if their mantissas
  /// are spread as those of powers are.
  double getWeightFactor() const override {
    constexpr double meanLoss = 0.72 / 256;
    return chip.unit == MatrixUnit::DeepMFMA ? 1 : 1 + meanLoss;
  }
  Value truncateWeights(OpBuilder &b, Location loc, Value low, Value high,
                        FloatType type, double factor) const override;
  Value exp2(OpBuilder &b, Location loc, Value x) const override {
    return callIntrinsic(b, loc, x.getType(), "llvm.amdgcn.exp2.f32", x);
  }
  Value log2(OpBuilder &b, Location loc, Value x) const override {
    return callIntrinsic(b, loc, x.getType(), "llvm.amdgcn.log.f32", x);
  }
  Value reciprocal(OpBuilder &b, Location loc, Value x) const override {
    return callIntrinsic(b, loc, x.getType(), "llvm.amdgcn.rcp.f32", x);
  }

private:
  static Value callIntrinsic(OpBuilder &b, Location loc, Type result,
                             StringRef name, ValueRange operands) {
    return LLVM::CallIntrinsicOp::create(b, loc, result, b.getStringAttr(name),
                                         operands)
        .getResult(0);
  }
  bool isMFMA() const {
    return chip.unit == MatrixUnit::MFMA || chip.unit == MatrixUnit::DeepMFMA;
  }
  StringRef getName(FactorType type) const;
  Value multiply16(OpBuilder &b, Location loc, FactorType type, ValueRange left,
                   ValueRange right, Value sum) const;
  Value multiplyF32(OpBuilder &b, Location loc, ValueRange left,
                    ValueRange right, Value sum) const;
  Value multiplyParts(OpBuilder &b, Location loc, ValueRange left,
                      ValueRange right, Value sum) const;

  Chip chip;
};
} // namespace

void heddle::registerAMDGPULowering() {
  static const std::vector<AMDGPULowering> lowerings(getChips().begin(),
                                                     getChips().end());
  for (const AMDGPULowering &lowering : lowerings)
    TargetLowering::registerLowering(lowering);
}

static Value getI32(OpBuilder &b, Location loc, int64_t value) {
  return arith::ConstantIntOp::create(b, loc, b.getI32Type(), value);
}

//===----------------------------------------------------------------------===//
// Products
//===----------------------------------------------------------------------===//

/// `items` as a vector.
static Value join(OpBuilder &b, Location loc, ValueRange items) {
  auto type = VectorType::get(items.size(), items.front().getType());
  Value joined = LLVM::PoisonOp::create(b, loc, type);
  for (auto [i, item] : llvm::enumerate(items))
    joined =
        LLVM::InsertElementOp::create(b, loc, joined, item, getI32(b, loc, i));
  return joined;
}

static SmallVector<Value> takeApart(OpBuilder &b, Location loc, Value vector) {
  SmallVector<Value> items;
  for (int64_t i = 0; i != cast<VectorType>(vector.getType()).getDimSize(0);
       ++i)
    items.push_back(
        LLVM::ExtractElementOp::create(b, loc, vector, getI32(b, loc, i)));
  return items;
}

/// Words of two numbers each as an operand; older instructions have bf16 as
/// `bits`.
static Value getOperand(OpBuilder &b, Location loc, FactorType type, bool bits,
                        ValueRange words) {
  SmallVector<Value> integers;
  for (Value word : words)
    integers.push_back(LLVM::BitcastOp::create(b, loc, b.getI32Type(), word));
  Type element = type == FactorType::F16 ? Type(b.getF16Type())
                 : bits                  ? Type(b.getIntegerType(16))
                                         : Type(b.getBF16Type());
  auto operand =
      VectorType::get(2 * static_cast<int64_t>(words.size()), element);
  return LLVM::BitcastOp::create(b, loc, operand, join(b, loc, integers));
}

/// The instruction for factors of 16 bits.
StringRef AMDGPULowering::getName(FactorType type) const {
  bool isF16 = type == FactorType::F16;
  switch (chip.unit) {
  case MatrixUnit::MFMA:
    return isF16 ? "llvm.amdgcn.mfma.f32.32x32x8f16"
                 : "llvm.amdgcn.mfma.f32.32x32x8bf16.1k";
  case MatrixUnit::DeepMFMA:
    return isF16 ? "llvm.amdgcn.mfma.f32.32x32x16.f16"
                 : "llvm.amdgcn.mfma.f32.32x32x16.bf16";
  case MatrixUnit::ReplicatedWMMA:
  case MatrixUnit::WMMA:
    return isF16 ? "llvm.amdgcn.wmma.f32.16x16x16.f16"
                 : "llvm.amdgcn.wmma.f32.16x16x16.bf16";
  }
  llvm_unreachable("all units are known");
}

/// For numbers of 16 bits, the right factor first. Instructions that take half
/// of k are two.
Value AMDGPULowering::multiply16(OpBuilder &b, Location loc, FactorType type,
                                 ValueRange left, ValueRange right,
                                 Value sum) const {
  size_t halfWords = left.size() / 2;
  if (chip.unit == MatrixUnit::MFMA && halfWords > 1) {
    sum = multiply16(b, loc, type, left.take_front(halfWords),
                     right.take_front(halfWords), sum);
    return multiply16(b, loc, type, left.drop_front(halfWords),
                      right.drop_front(halfWords), sum);
  }
  bool bits = chip.unit != MatrixUnit::DeepMFMA;
  SmallVector<Value> operands = {getOperand(b, loc, type, bits, right),
                                 getOperand(b, loc, type, bits, left), sum};
  if (isMFMA())
    operands.append(3, getI32(b, loc, 0));
  return callIntrinsic(b, loc, sum.getType(), getName(type), operands);
}

/// Two of k in each instruction.
Value AMDGPULowering::multiplyF32(OpBuilder &b, Location loc, ValueRange left,
                                  ValueRange right, Value sum) const {
  Value none = getI32(b, loc, 0);
  for (auto [l, r] : llvm::zip_equal(left, right))
    sum =
        callIntrinsic(b, loc, sum.getType(), "llvm.amdgcn.mfma.f32.32x32x2f32",
                      {r, l, sum, none, none, none});
  return sum;
}

/// Numbers of f32 as sums of three of bf16, the largest first, in words.
static std::array<SmallVector<Value>, 3> split(OpBuilder &b, Location loc,
                                               ValueRange numbers) {
  std::array<SmallVector<Value>, 3> parts;
  SmallVector<Value> rest(numbers);
  for (SmallVector<Value> &part : parts)
    for (size_t i = 0; i != rest.size(); i += 2) {
      SmallVector<Value> two;
      for (Value &x : MutableArrayRef<Value>(rest).slice(i, 2)) {
        two.push_back(arith::TruncFOp::create(b, loc, b.getBF16Type(), x));
        x = arith::SubFOp::create(
            b, loc, x, arith::ExtFOp::create(b, loc, x.getType(), two.back()));
      }
      part.push_back(join(b, loc, two));
    }
  return parts;
}

/// Units that have no f32 get the six products of parts that count, the least
/// first.
Value AMDGPULowering::multiplyParts(OpBuilder &b, Location loc, ValueRange left,
                                    ValueRange right, Value sum) const {
  auto l = split(b, loc, left), r = split(b, loc, right);
  constexpr int products[][2] = {{2, 0}, {1, 1}, {0, 2},
                                 {1, 0}, {0, 1}, {0, 0}};
  for (auto [i, j] : products)
    sum = multiply16(b, loc, FactorType::BF16, l[i], r[j], sum);
  return sum;
}

SmallVector<Value> AMDGPULowering::multiplyMatrices(
    OpBuilder &builder, Location loc, const MatrixInstruction &instruction,
    ValueRange a, ValueRange b, ValueRange c) const {
  Value sum = join(builder, loc, c);
  if (instruction.type != FactorType::F32)
    sum = multiply16(builder, loc, instruction.type, a, b, sum);
  else if (isMFMA())
    sum = multiplyF32(builder, loc, a, b, sum);
  else
    sum = multiplyParts(builder, loc, a, b, sum);
  return takeApart(builder, loc, sum);
}

/// Bits are cut off, of numbers that are larger by what that takes off on
/// average; 1 stays 1.
Value AMDGPULowering::truncateWeights(OpBuilder &b, Location loc, Value low,
                                      Value high, FloatType type,
                                      double factor) const {
  constexpr int64_t upperHalves = 0x07060302;
  if (type.isF16())
    return callIntrinsic(b, loc, VectorType::get(2, type),
                         "llvm.amdgcn.cvt.pkrtz", {low, high});
  if (chip.unit == MatrixUnit::DeepMFMA)
    return TargetLowering::truncateWeights(b, loc, low, high, type, factor);
  auto pair = VectorType::get(2, b.getF32Type());
  Value both = join(b, loc, {low, high});
  if (double more = getWeightFactor() / factor; more != 1)
    both = arith::MulFOp::create(
        b, loc, both,
        arith::ConstantOp::create(b, loc,
                                  DenseElementsAttr::get(pair, float(more))));
  SmallVector<Value> bits =
      takeApart(b, loc,
                LLVM::BitcastOp::create(
                    b, loc, VectorType::get(2, b.getI32Type()), both));
  Value word = callIntrinsic(b, loc, b.getI32Type(), "llvm.amdgcn.perm",
                             {bits[1], bits[0], getI32(b, loc, upperHalves)});
  return LLVM::BitcastOp::create(b, loc, VectorType::get(2, type), word);
}

//===----------------------------------------------------------------------===//
// Movement
//===----------------------------------------------------------------------===//

/// The number of this lane.
static Value getLane(OpBuilder &b, Location loc, int64_t waveSize) {
  auto count = [&](StringRef name, Value before) {
    return LLVM::CallIntrinsicOp::create(b, loc, b.getI32Type(),
                                         b.getStringAttr(name),
                                         ValueRange{getI32(b, loc, -1), before})
        .getResult(0);
  };
  Value lane = count("llvm.amdgcn.mbcnt.lo", getI32(b, loc, 0));
  return waveSize == 64 ? count("llvm.amdgcn.mbcnt.hi", lane) : lane;
}

/// Within 32 lanes, the exchange is a constant of the instruction.
Value AMDGPULowering::exchangeLanes(OpBuilder &b, Location loc, Value value,
                                    int64_t mask) const {
  constexpr int64_t half = 32, allLanes = half - 1, xorShift = 10;
  Type word = b.getI32Type();
  Value bits = value, moved;
  if (value.getType() != word)
    bits = LLVM::BitcastOp::create(b, loc, word, value);
  if (mask < half) {
    Value how = getI32(b, loc, mask << xorShift | allLanes);
    moved = callIntrinsic(b, loc, word, "llvm.amdgcn.ds.swizzle", {bits, how});
  } else {
    Value peer = arith::XOrIOp::create(b, loc, getLane(b, loc, chip.waveSize),
                                       getI32(b, loc, mask));
    Value address = arith::ShLIOp::create(b, loc, peer, getI32(b, loc, 2));
    moved =
        callIntrinsic(b, loc, word, "llvm.amdgcn.ds.bpermute", {address, bits});
  }
  if (value.getType() == word)
    return moved;
  return LLVM::BitcastOp::create(b, loc, value.getType(), moved);
}

Value AMDGPULowering::isAnyLane(OpBuilder &b, Location loc,
                                Value condition) const {
  Type mask = b.getIntegerType(chip.waveSize);
  Value lanes = ROCDL::BallotOp::create(b, loc, mask, condition);
  Value none = arith::ConstantOp::create(b, loc, b.getIntegerAttr(mask, 0));
  return arith::CmpIOp::create(b, loc, arith::CmpIPredicate::ne, lanes, none);
}

/// Whole, if all of it is there; else two bytes at a time, over zeros.
void AMDGPULowering::copyAsync(OpBuilder &b, Location loc, Value shared,
                               Value global, int64_t bytes, Value valid) const {
  Type type = VectorType::get(bytes / 4, b.getI32Type());
  auto copyAll = [&](OpBuilder &b) {
    Value all = LLVM::LoadOp::create(b, loc, type, global, bytes);
    LLVM::StoreOp::create(b, loc, all, shared, bytes);
  };
  if (!valid)
    return copyAll(b);
  Value whole = arith::CmpIOp::create(b, loc, arith::CmpIPredicate::eq, valid,
                                      getI32(b, loc, bytes));
  auto choice = scf::IfOp::create(b, loc, whole, /*withElseRegion=*/true);
  OpBuilder::InsertionGuard guard(b);
  b.setInsertionPointToStart(choice.thenBlock());
  copyAll(b);
  b.setInsertionPointToStart(choice.elseBlock());
  Value zeros = LLVM::ZeroOp::create(b, loc, type);
  LLVM::StoreOp::create(b, loc, zeros, shared, bytes);
  auto loop =
      scf::ForOp::create(b, loc, getI32(b, loc, 0), valid, getI32(b, loc, 2));
  b.setInsertionPointToStart(loop.getBody());
  Type unit = b.getIntegerType(16), byte = b.getI8Type();
  auto at = [&](Value base) {
    return LLVM::GEPOp::create(
        b, loc, base.getType(), byte, base,
        ArrayRef<LLVM::GEPArg>{LLVM::GEPArg(loop.getInductionVar())});
  };
  Value piece = LLVM::LoadOp::create(b, loc, unit, at(global), 2);
  LLVM::StoreOp::create(b, loc, piece, at(shared), 2);
}

/// Fences order LDS and global memory for the workgroup.
void AMDGPULowering::waitForThreads(OpBuilder &b, Location loc, int64_t) const {
  LLVM::FenceOp::create(b, loc, LLVM::AtomicOrdering::release, "workgroup");
  ROCDL::SBarrierOp::create(b, loc);
  LLVM::FenceOp::create(b, loc, LLVM::AtomicOrdering::acquire, "workgroup");
}
