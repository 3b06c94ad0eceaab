//===- LayoutAttributes.cpp - Layouts as this pass wants them ------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "LayoutAttributes.h"

#include "heddle/Dialect/Heddle/Transforms/TileWork.h"
#include "heddle/Dialect/HeddleGPU/IR/HeddleGPU.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "llvm/ADT/SmallVectorExtras.h"
#include "llvm/Support/MathExtras.h"

using namespace mlir;
using namespace heddle;
using namespace heddle::simt;

static constexpr StringLiteral kLayoutsName = "heddle_gpu.layouts";
static constexpr StringLiteral kSharedName = "heddle_gpu.shared";
static constexpr StringLiteral kMmaName = "heddle_gpu.mma";
static constexpr StringLiteral kTargetName = "heddle_gpu.target";

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
  // What a while loop tests is as it begins.
  if (auto loop = dyn_cast<scf::WhileOp>(parent))
    if (argument.getOwner() == loop.getBeforeBody())
      return getOwner(loop.getInits()[argument.getArgNumber()]);
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

/// Whether factors of `type` are what the instruction takes.
static bool takes(const MatrixInstruction &instruction, Type type) {
  switch (instruction.type) {
  case FactorType::F16:
    return type.isF16();
  case FactorType::BF16:
    return type.isBF16();
  case FactorType::F32:
    return type.isF32();
  }
  llvm_unreachable("all types are known");
}

static gpu::GPUModuleOp getModule(Operation *op) {
  return op->getParentOfType<gpu::GPUModuleOp>();
}

/// The instructions of the GPU that the kernel around `op` is for.
static ArrayRef<MatrixInstruction> getTable(Operation *op) {
  auto chip = getModule(op)->getAttrOfType<StringAttr>(kTargetName);
  return TargetLowering::lookup(chip)->getMatrixInstructions(chip);
}

/// The place of dimension `dim` among the results of `map`; -1 if it is none.
static int64_t getPosition(AffineMap map, int64_t dim) {
  for (auto [i, expr] : llvm::enumerate(map.getResults()))
    if (cast<AffineDimExpr>(expr).getPosition() == dim)
      return i;
  return -1;
}

FailureOr<ProductDims> simt::getProductDims(vector::ContractionOp op) {
  SmallVector<AffineMap> maps = op.getIndexingMapsArray();
  bool plain = op.getIteratorTypes().size() == 3 &&
               op.getKind() == vector::CombiningKind::ADD &&
               isa<VectorType>(op.getResultType());
  for (AffineMap map : maps)
    plain &= map.isProjectedPermutation() && map.getNumResults() == 2;
  if (plain) {
    int64_t m = maps[2].getDimPosition(0), n = maps[2].getDimPosition(1);
    int64_t k = 3 - m - n;
    ProductDims dims = {getPosition(maps[0], m), getPosition(maps[0], k),
                        getPosition(maps[1], n), getPosition(maps[1], k), k};
    if (dims.leftOuter >= 0 && dims.leftReduced >= 0 && dims.rightOuter >= 0 &&
        dims.rightReduced >= 0)
      return dims;
  }
  return op.emitOpError("is supported as a product of two matrices only");
}

Value simt::getReducedBound(vector::ContractionOp op, const ProductDims &dims) {
  auto mask = dyn_cast<vector::MaskOp>(op->getParentOp());
  if (!mask)
    return {};
  auto create = mask.getMask().getDefiningOp<vector::CreateMaskOp>();
  Value extent = create.getOperand(dims.reduced);
  int64_t depth = op.getLhsType().getDimSize(dims.leftReduced);
  return getConstantIntValue(extent) == depth ? Value() : extent;
}

/// Whether there are warps and rows for an instruction.
static bool hasRoom(const MatrixInstruction &instruction,
                    vector::ContractionOp op) {
  FailureOr<ProductDims> dims = getProductDims(op);
  auto kernel = op->getParentOfType<gpu::GPUFuncOp>();
  FailureOr<int64_t> threads = getNumThreads(kernel);
  if (failed(dims) || failed(threads))
    return false;
  int64_t warps = *threads / getTarget(getModule(op))->getWarpSize();
  return warps % instruction.warps == 0 &&
         op.getLhsType().getDimSize(dims->leftOuter) >= instruction.m &&
         op.getRhsType().getDimSize(dims->rightOuter) <= instruction.maxColumns;
}

/// Nothing can be masked in shared memory.
static bool fits(const MatrixInstruction &instruction,
                 vector::ContractionOp op) {
  return !instruction.readsShared() ||
         (hasRoom(instruction, op) &&
          !getReducedBound(op, *getProductDims(op)));
}

bool simt::couldReadShared(vector::ContractionOp op) {
  Type type = op.getLhsType().getElementType();
  return llvm::any_of(getTable(op), [&](const MatrixInstruction &instruction) {
    return instruction.readsShared() && takes(instruction, type) &&
           hasRoom(instruction, op);
  });
}

LogicalResult simt::chooseInstruction(vector::ContractionOp op) {
  Type left = op.getLhsType().getElementType();
  Type right = op.getRhsType().getElementType();
  Type result = getElementTypeOrSelf(op.getResultType());
  bool mayRound = op->hasAttr(allowTf32AttrName);
  auto suits = [&](const MatrixInstruction &instruction) {
    return takes(instruction, left) &&
           (mayRound || !instruction.roundsToTf32) && fits(instruction, op);
  };
  if (left == right && result.isF32())
    for (const MatrixInstruction &instruction : getTable(op))
      if (suits(instruction)) {
        auto name = StringAttr::get(op.getContext(), instruction.name);
        op->setDiscardableAttr(kMmaName, MmaAttr::get(op.getContext(), name));
        return success();
      }
  return op.emitOpError("multiplies ")
         << left << " by " << right << " into " << result
         << ", for which there is no matrix instruction: factors must both "
            "be f16, bf16 or f32, the result f32";
}

FailureOr<MatrixInstruction> simt::getInstruction(vector::ContractionOp op) {
  auto mma = op->getAttrOfType<MmaAttr>(kMmaName);
  if (!mma)
    return op.emitOpError("has no matrix instruction: run "
                          "heddle-assign-layouts first");
  Type type = op.getLhsType().getElementType();
  for (const MatrixInstruction &instruction : getTable(op))
    if (instruction.name == mma.getInstruction() && takes(instruction, type))
      return instruction;
  return op.emitOpError("names no matrix instruction of this GPU for ")
         << type << ": " << mma.getInstruction().getValue();
}

bool simt::anyProductReadsShared(gpu::GPUFuncOp kernel) {
  return kernel
      .walk([](vector::ContractionOp op) {
        return op->hasAttr(kMmaName) && getInstruction(op)->readsShared()
                   ? WalkResult::interrupt()
                   : WalkResult::advance();
      })
      .wasInterrupted();
}

bool simt::readsLeftShared(vector::ContractionOp op) {
  auto read = op.getLhs().getDefiningOp<vector::TransferReadOp>();
  return read && (isShared(read.getBase()) || read->hasAttr(kSharedName)) &&
         getInstruction(op)->readsShared();
}

VectorType simt::getLeftBufferType(vector::ContractionOp op) {
  int64_t reduced = getProductDims(op)->leftReduced;
  SmallVector<int64_t> shape(op.getLhsType().getShape());
  shape[reduced] = llvm::alignTo(shape[reduced], getInstruction(op)->k);
  return VectorType::get(shape, op.getLhsType().getElementType());
}

VectorType simt::getRightBufferType(vector::ContractionOp op) {
  FailureOr<ProductDims> dims = getProductDims(op);
  FailureOr<MatrixInstruction> instruction = getInstruction(op);
  SmallVector<int64_t> shape(op.getRhsType().getShape());
  int64_t &outer = shape[dims->rightOuter];
  int64_t &reduced = shape[dims->rightReduced];
  outer = llvm::alignTo(outer, instruction->n);
  reduced = llvm::alignTo(reduced, instruction->k);
  return VectorType::get(shape, op.getRhsType().getElementType());
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

bool simt::hasSharedLayout(memref::AllocOp buffer) {
  return buffer.getType().getRank() >= 2 && buffer.getType().hasStaticShape() &&
         isa_and_nonnull<SharedAttr>(buffer->getAttr(kSharedName));
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

const TargetLowering *simt::getTarget(gpu::GPUModuleOp module) {
  auto chip = module->getAttrOfType<StringAttr>(kTargetName);
  const TargetLowering *target = chip ? TargetLowering::lookup(chip) : nullptr;
  if (!target)
    module.emitError("needs heddle_gpu.target, a string that names a GPU that "
                     "is supported, such as \"sm_80\"");
  return target;
}

StringRef simt::getChip(gpu::GPUModuleOp module) {
  return module->getAttrOfType<StringAttr>(kTargetName).getValue();
}

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

/// Waiting for a tile or a turn changes nothing; and who computes releases a
/// tile only after its product.
static bool keepsSharedMemory(Operation *op) {
  return isa<ConvertLayoutOp, AwaitOp, ReleaseOp, TakeTurnOp, PassTurnOp>(op);
}

bool simt::changesSharedMemory(Operation *op) {
  return op
      ->walk([](Operation *nested) {
        auto write = dyn_cast<vector::TransferWriteOp>(nested);
        return (isGpuTileOp(nested) && !keepsSharedMemory(nested)) ||
                       (write && isShared(write.getBase()))
                   ? WalkResult::interrupt()
                   : WalkResult::advance();
      })
      .wasInterrupted();
}

bool simt::isLayoutAttribute(NamedAttribute attribute) {
  return attribute.getName() == kLayoutsName || attribute.getName() == kMmaName;
}

void simt::writeMasksByBounds(gpu::GPUFuncOp kernel) {
  kernel.walk([](vector::ConstantMaskOp op) {
    OpBuilder b(op);
    SmallVector<Value> bounds;
    for (int64_t bound : op.getMaskDimSizes())
      bounds.push_back(arith::ConstantIndexOp::create(b, op.getLoc(), bound));
    auto mask =
        vector::CreateMaskOp::create(b, op.getLoc(), op.getType(), bounds);
    mask->setDiscardableAttrs(op->getDiscardableAttrDictionary());
    op.replaceAllUsesWith(mask.getResult());
    op.erase();
  });
}

Value simt::getMaskedResult(Operation *op) {
  if (auto mask = dyn_cast<vector::MaskOp>(op->getParentOp()))
    return mask.getResult(0);
  return op->getResult(0);
}
