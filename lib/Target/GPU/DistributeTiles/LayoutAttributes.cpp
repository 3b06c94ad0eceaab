//===- LayoutAttributes.cpp - Layouts as this pass wants them ------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "LayoutAttributes.h"

#include "heddle/Dialect/HeddleGPU/IR/HeddleGPU.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "llvm/ADT/SmallVectorExtras.h"

using namespace mlir;
using namespace heddle;
using namespace heddle::simt;

static constexpr StringLiteral kLayoutsName = "heddle_gpu.layouts";
static constexpr StringLiteral kSharedName = "heddle_gpu.shared";
static constexpr StringLiteral kMmaName = "heddle_gpu.mma";

//===----------------------------------------------------------------------===//
// Registers
//===----------------------------------------------------------------------===//

/// The numbers of an array of integers.
static Coordinates getIntegers(Attribute array) {
  Coordinates numbers;
  if (array)
    for (Attribute element : cast<ArrayAttr>(array))
      numbers.push_back(cast<IntegerAttr>(element).getInt());
  return numbers;
}

static SmallVector<Coordinates> getBases(ArrayAttr bases) {
  return llvm::map_to_vector(bases, getIntegers);
}

/// The op that has the layout of `tile`, and its number there.
static std::pair<Operation *, unsigned> getOwner(Value tile) {
  if (auto result = dyn_cast<OpResult>(tile))
    return {result.getOwner(), result.getResultNumber()};
  auto argument = cast<BlockArgument>(tile);
  Operation *parent = argument.getOwner()->getParentOp();
  bool isLoop = isa<scf::ForOp>(parent);
  return {parent, argument.getArgNumber() - (isLoop ? 1 : 0)};
}

FailureOr<Fragment> simt::readFragment(Value tile) {
  auto [op, number] = getOwner(tile);
  auto layouts = op->getAttrOfType<ArrayAttr>(kLayoutsName);
  RegistersAttr layout;
  if (layouts && number < layouts.size())
    layout = dyn_cast<RegistersAttr>(layouts[number]);
  if (!layout)
    return op->emitError("a tile of type ")
           << tile.getType()
           << " has no layout in registers: run heddle-assign-layouts first";
  return Fragment(cast<VectorType>(tile.getType()).getShape(),
                  getBases(layout.getRegisterBases()),
                  {getBases(layout.getLane()), getBases(layout.getWarp())},
                  getIntegers(layout.getRepeat()),
                  getIntegers(layout.getPartial()));
}

//===----------------------------------------------------------------------===//
// Matrix instructions
//===----------------------------------------------------------------------===//

SmallVector<Coordinates> OperandLayout::getPoints() const {
  SmallVector<Coordinates> points = {{0, 0}};
  for (const Coordinates &basis : registers)
    for (size_t i = 0, end = points.size(); i != end; ++i)
      points.push_back({points[i][0] ^ basis[0], points[i][1] ^ basis[1]});
  return points;
}

FailureOr<MatrixInstruction> simt::getInstruction(vector::ContractionOp op) {
  auto mma = op->getAttrOfType<MmaAttr>(kMmaName);
  if (!mma)
    return op.emitOpError("has no matrix instruction: run "
                          "heddle-assign-layouts first");
  const SmallVector<Coordinates> quad = {
      {0, 2}, {0, 4}, {1, 0}, {2, 0}, {4, 0}};
  MatrixInstruction found;
  found.name = mma.getInstruction().str();
  auto type = cast<FloatType>(op.getLhsType().getElementType());
  found.shape = {16, 8, type.isF32() ? 8 : 16, type};
  found.c = {{{0, 1}, {8, 0}}, quad};
  if (type.isF32()) {
    found.a = {{{8, 0}, {0, 1}}, quad};
    found.b = {{{0, 1}}, quad};
  } else {
    found.a = {{{0, 1}, {8, 0}, {0, 8}}, quad};
    found.b = {{{0, 1}, {0, 8}}, quad};
  }
  return found;
}

//===----------------------------------------------------------------------===//
// Shared memory
//===----------------------------------------------------------------------===//

int64_t SharedLayout::getOffset(int64_t row, int64_t column) const {
  int64_t offset = 0;
  for (auto [bit, image] : llvm::enumerate(rowImages))
    if (row >> bit & 1)
      offset ^= image;
  for (auto [bit, image] : llvm::enumerate(columnImages))
    if (column >> bit & 1)
      offset ^= image;
  return offset;
}

SharedLayout simt::getSharedLayout(Value buffer) {
  auto layout = buffer.getDefiningOp()->getAttrOfType<SharedAttr>(kSharedName);
  return {getIntegers(layout.getRow()), getIntegers(layout.getColumn()),
          layout.getBytes()};
}

bool simt::isShared(Value memref) {
  auto type = dyn_cast<MemRefType>(memref.getType());
  auto space = dyn_cast_or_null<gpu::AddressSpaceAttr>(
      type ? type.getMemorySpace() : Attribute());
  return space && space.getValue() == gpu::AddressSpace::Workgroup;
}

//===----------------------------------------------------------------------===//
// Ops
//===----------------------------------------------------------------------===//

FailureOr<int64_t> simt::getNumThreads(gpu::GPUFuncOp kernel) {
  if (std::optional<ArrayRef<int32_t>> size = kernel.getKnownBlockSize())
    if (size->size() == 3 && (*size)[1] == 1 && (*size)[2] == 1)
      return (*size)[0];
  return kernel.emitOpError("must say its number of threads, all along x, by "
                            "known_block_size");
}

bool simt::isGpuTileOp(Operation *op) {
  return isa<HeddleGPUDialect>(op->getDialect()) || isa<gpu::BarrierOp>(op);
}

bool simt::changesSharedMemory(Operation *op) {
  return op
      ->walk([](Operation *nested) {
        return isGpuTileOp(nested) && !isa<ConvertLayoutOp>(nested)
                   ? WalkResult::interrupt()
                   : WalkResult::advance();
      })
      .wasInterrupted();
}

bool simt::isLayoutAttribute(NamedAttribute attribute) {
  return attribute.getName() == kLayoutsName || attribute.getName() == kMmaName;
}

Value simt::getMaskedResult(Operation *op) {
  if (auto mask = dyn_cast<vector::MaskOp>(op->getParentOp()))
    return mask.getResult(0);
  return op->getResult(0);
}
