//===- Variables.cpp - Places of variables in memory ----------------------===//
//
// Part of the Heddle Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Compile.h"

#include "llvm/IR/Constants.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/ReplaceConstant.h"

using namespace heddle;
using namespace heddle::amdgcn;

//===----------------------------------------------------------------------===//
// Initial values
//===----------------------------------------------------------------------===//

static bool writeConstant(const llvm::Constant &constant, unsigned char *to,
                          const llvm::DataLayout &layout);

static bool writeBits(const llvm::APInt &bits, unsigned char *to,
                      uint64_t size) {
  for (uint64_t i = 0; i < size; ++i)
    to[i] = i * 8 < bits.getBitWidth()
                ? static_cast<unsigned char>(bits.extractBitsAsZExtValue(
                      std::min<uint64_t>(8, bits.getBitWidth() - i * 8), i * 8))
                : 0;
  return true;
}

static bool writeAggregate(const llvm::Constant &constant, unsigned char *to,
                           const llvm::DataLayout &layout) {
  auto *type = llvm::dyn_cast<llvm::StructType>(constant.getType());
  unsigned count =
      type ? type->getNumElements()
           : llvm::cast<llvm::ArrayType>(constant.getType())->getNumElements();
  for (unsigned i = 0; i < count; ++i) {
    const llvm::Constant *element = constant.getAggregateElement(i);
    uint64_t offset =
        type ? layout.getStructLayout(type)->getElementOffset(i).getFixedValue()
             : i * layout.getTypeAllocSize(element->getType()).getFixedValue();
    if (!writeConstant(*element, to + offset, layout))
      return false;
  }
  return true;
}

static bool writeVector(const llvm::Constant &constant, unsigned char *to,
                        const llvm::DataLayout &layout) {
  auto *type = llvm::cast<llvm::FixedVectorType>(constant.getType());
  uint64_t bits = layout.getTypeSizeInBits(type->getElementType());
  if (bits % 8 != 0)
    return false;
  for (unsigned i = 0; i < type->getNumElements(); ++i)
    if (!writeConstant(*constant.getAggregateElement(i), to + i * bits / 8,
                       layout))
      return false;
  return true;
}

/// Writes a constant as it lies in memory. Fails on addresses.
static bool writeConstant(const llvm::Constant &constant, unsigned char *to,
                          const llvm::DataLayout &layout) {
  uint64_t size = layout.getTypeStoreSize(constant.getType());
  if (constant.isNullValue() || llvm::isa<llvm::UndefValue>(constant))
    return true;
  if (auto *number = llvm::dyn_cast<llvm::ConstantInt>(&constant))
    if (!number->getType()->isVectorTy())
      return writeBits(number->getValue(), to, size);
  if (auto *number = llvm::dyn_cast<llvm::ConstantFP>(&constant))
    if (!number->getType()->isVectorTy())
      return writeBits(number->getValueAPF().bitcastToAPInt(), to, size);
  if (constant.getType()->isVectorTy())
    return writeVector(constant, to, layout);
  if (constant.getType()->isAggregateType())
    return writeAggregate(constant, to, layout);
  return false;
}

//===----------------------------------------------------------------------===//
// Places
//===----------------------------------------------------------------------===//

namespace {

class VariablePlacer {
public:
  VariablePlacer(llvm::Function &function, Kernel &kernel)
      : function(function), kernel(kernel), module(*function.getParent()),
        layout(module.getDataLayout()) {}

  Result<Success> run();

private:
  Result<Success> placeLocal(llvm::GlobalVariable &variable);
  Result<Success> placeGlobal(llvm::GlobalVariable &variable);
  Result<Success> placePrivate(llvm::AllocaInst &alloca);
  void replace(llvm::Value &variable, uint64_t address);
  uint64_t reserveLocal(llvm::GlobalVariable &variable);
  Failure refuse(const llvm::Value &variable, const llvm::Twine &why) const;

  llvm::Function &function;
  Kernel &kernel;
  llvm::Module &module;
  const llvm::DataLayout &layout;
};

} // namespace

Failure VariablePlacer::refuse(const llvm::Value &variable,
                               const llvm::Twine &why) const {
  return Failure{("kernel '" + function.getName() + "': variable '" +
                  variable.getName() + "' " + why)
                     .str()};
}

void VariablePlacer::replace(llvm::Value &variable, uint64_t address) {
  auto *number = llvm::ConstantInt::get(
      llvm::Type::getInt64Ty(function.getContext()), address);
  variable.replaceAllUsesWith(
      llvm::ConstantExpr::getIntToPtr(number, variable.getType()));
}

uint64_t VariablePlacer::reserveLocal(llvm::GlobalVariable &variable) {
  llvm::Align align = layout.getValueOrABITypeAlignment(
      variable.getAlign(), variable.getValueType());
  kernel.ldsBytes = llvm::alignTo(kernel.ldsBytes, align);
  uint64_t address = kernel.ldsBytes;
  kernel.ldsBytes += layout.getTypeAllocSize(variable.getValueType());
  return address;
}

Result<Success> VariablePlacer::placeLocal(llvm::GlobalVariable &variable) {
  if (variable.hasInitializer() &&
      !llvm::isa<llvm::UndefValue>(variable.getInitializer()))
    return refuse(variable, "in LDS has an initial value, which LDS cannot "
                            "have: store it in the kernel");
  replace(variable, reserveLocal(variable));
  return Success{};
}

Result<Success> VariablePlacer::placeGlobal(llvm::GlobalVariable &variable) {
  if (!variable.hasInitializer())
    return refuse(variable, "is not defined in the module");
  uint64_t size = layout.getTypeAllocSize(variable.getValueType());
  auto data = std::make_unique<unsigned char[]>(size);
  if (!writeConstant(*variable.getInitializer(), data.get(), layout))
    return refuse(variable, "holds the address of another one, which is not "
                            "supported");
  replace(variable,
          kernel.variables.add(data.get(), size, Contents::Initialized,
                               variable.getName().str(),
                               /*writable=*/!variable.isConstant()));
  kernel.variableData.push_back(std::move(data));
  return Success{};
}

/// Variables have a gap between them, so that running out of one is noticed.
Result<Success> VariablePlacer::placePrivate(llvm::AllocaInst &alloca) {
  constexpr uint64_t gap = 16, limit = uint64_t{1} << 20;
  std::optional<llvm::TypeSize> size = alloca.getAllocationSize(layout);
  if (!size || size->isScalable() ||
      alloca.getParent() != &function.getEntryBlock())
    return refuse(alloca, "in private memory has no fixed size or is made in "
                          "the middle of the kernel, which is not supported");
  uint64_t address =
      llvm::alignTo(kernel.privateBytes + gap, alloca.getAlign());
  uint64_t end = address + size->getFixedValue();
  if (end > limit)
    return refuse(alloca, "exceeds private memory, of which a work-item has " +
                              llvm::Twine(limit) + " bytes");
  kernel.privateLayout.resize(end, 0);
  std::fill(kernel.privateLayout.begin() + address, kernel.privateLayout.end(),
            1);
  kernel.privateBytes = end;
  replace(alloca, alloca.getAddressSpace() == Private
                      ? address
                      : privateAperture + address);
  alloca.eraseFromParent();
  return Success{};
}

Result<Success> VariablePlacer::run() {
  llvm::SmallVector<llvm::Constant *> variables;
  for (llvm::GlobalVariable &variable : module.globals())
    variables.push_back(&variable);
  llvm::convertUsersOfConstantsToInstructions(variables, &function);
  llvm::SmallVector<llvm::GlobalVariable *> dynamic;
  for (llvm::Constant *constant : variables) {
    auto &variable = *llvm::cast<llvm::GlobalVariable>(constant);
    if (variable.use_empty())
      continue;
    bool isLocal = variable.getAddressSpace() == LDS;
    if (isLocal && layout.getTypeAllocSize(variable.getValueType()) == 0) {
      dynamic.push_back(&variable);
      continue;
    }
    Result<Success> placed =
        isLocal ? placeLocal(variable) : placeGlobal(variable);
    if (!placed)
      return placed;
  }
  // Arrays without a size begin behind all that have one, at one place.
  for (llvm::GlobalVariable *variable : dynamic)
    kernel.ldsBytes = llvm::alignTo(
        kernel.ldsBytes,
        std::max(variable->getAlign().valueOrOne(), llvm::Align(16)));
  for (llvm::GlobalVariable *variable : dynamic)
    replace(*variable, kernel.ldsBytes);
  for (llvm::Instruction &instruction :
       llvm::make_early_inc_range(llvm::instructions(function)))
    if (auto *alloca = llvm::dyn_cast<llvm::AllocaInst>(&instruction))
      if (Result<Success> placed = placePrivate(*alloca); !placed)
        return placed;
  return Success{};
}

Result<Success> amdgcn::placeVariables(llvm::Function &function,
                                       Kernel &kernel) {
  return VariablePlacer(function, kernel).run();
}
