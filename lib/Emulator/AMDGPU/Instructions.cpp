//===- Instructions.cpp - What instructions are to the emulator -----------===//
//
// Part of the Heddle Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Instructions.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/IntrinsicsAMDGPU.h"

using namespace heddle;
using namespace heddle::amdgcn;

/// "amdgcn.readlane" for llvm.amdgcn.readlane.i32.
/// Intrinsics of later versions of LLVM have no number here, only a name.
llvm::StringRef amdgcn::nameOf(const llvm::CallBase &call) {
  const llvm::Function &callee = *call.getCalledFunction();
  llvm::StringRef name =
      callee.getIntrinsicID() == llvm::Intrinsic::not_intrinsic
          ? callee.getName()
          : llvm::Intrinsic::getBaseName(callee.getIntrinsicID());
  name.consume_front("llvm.");
  return name;
}

/// A set of words.
static llvm::StringSet<> parseNames(llvm::StringRef text) {
  llvm::StringSet<> names;
  for (llvm::StringRef name : llvm::split(text, ' '))
    names.insert(name);
  return names;
}

/// Generic intrinsics that mean the same on the host.
bool amdgcn::isPortable(const llvm::CallBase &call) {
  static const llvm::StringSet<> names = parseNames(
      "abs smax smin umax umin fabs fma fmuladd sqrt floor ceil trunc rint "
      "nearbyint round roundeven canonicalize minnum maxnum minimum "
      "maximum minimumnum maximumnum copysign exp exp2 exp10 log log2 "
      "log10 pow powi sin cos tan tanh ldexp frexp ctpop ctlz cttz bswap "
      "bitreverse fshl fshr sadd.with.overflow uadd.with.overflow "
      "ssub.with.overflow usub.with.overflow smul.with.overflow "
      "umul.with.overflow sadd.sat uadd.sat ssub.sat usub.sat sshl.sat "
      "ushl.sat is.fpclass expect is.constant fptosi.sat fptoui.sat "
      "ptrmask arithmetic.fence stepvector scmp ucmp vector.reduce.add "
      "vector.reduce.mul vector.reduce.and vector.reduce.or "
      "vector.reduce.xor vector.reduce.smax vector.reduce.smin "
      "vector.reduce.umax vector.reduce.umin vector.reduce.fadd "
      "vector.reduce.fmul vector.reduce.fmax vector.reduce.fmin "
      "vector.insert vector.extract objectsize lround llround lrint llrint");
  return names.contains(nameOf(call));
}

/// Generic intrinsics that do nothing at run time.
bool amdgcn::isIgnorable(const llvm::CallBase &call) {
  static const llvm::StringSet<> names = parseNames(
      "lifetime.start lifetime.end assume donothing sideeffect prefetch "
      "experimental.noalias.scope.decl dbg.assign dbg.declare dbg.label "
      "dbg.value");
  return names.contains(nameOf(call));
}

bool amdgcn::isTrap(llvm::Intrinsic::ID id) {
  return id == llvm::Intrinsic::trap || id == llvm::Intrinsic::ubsantrap ||
         id == llvm::Intrinsic::debugtrap;
}

std::optional<Operation> amdgcn::operationOf(const llvm::CallBase &call) {
  const llvm::Function *callee = call.getCalledFunction();
  if (!callee)
    return std::nullopt;
  llvm::StringRef name = nameOf(call);
  if (llvm::isa<llvm::MemTransferInst>(call))
    return Operation{name, Scope::Wave, copyMemory};
  if (llvm::isa<llvm::MemSetInst>(call))
    return Operation{name, Scope::Wave, setMemory};
  if (!name.consume_front("amdgcn."))
    return std::nullopt;
  return findOperation(name);
}

/// Intrinsics of the target that become a few instructions of the host.
bool amdgcn::isInlined(llvm::Intrinsic::ID id) {
  using namespace llvm::Intrinsic;
  switch (id) {
  case amdgcn_workitem_id_x:
  case amdgcn_workitem_id_y:
  case amdgcn_workitem_id_z:
  case amdgcn_workgroup_id_x:
  case amdgcn_workgroup_id_y:
  case amdgcn_workgroup_id_z:
  case amdgcn_dispatch_ptr:
  case amdgcn_implicitarg_ptr:
  case amdgcn_kernarg_segment_ptr:
  case amdgcn_wavefrontsize:
  case amdgcn_groupstaticsize:
  case amdgcn_is_shared:
  case amdgcn_is_private:
  case amdgcn_endpgm:
    return true;
  default:
    return false;
  }
}

/// Types that the host lays out differently: pointers of 32 and 128 bits.
bool amdgcn::holdsOddPointer(llvm::Type *type) {
  if (auto *pointer = llvm::dyn_cast<llvm::PointerType>(type))
    return pointer->getAddressSpace() == LDS ||
           pointer->getAddressSpace() == Private ||
           pointer->getAddressSpace() >= 6;
  return llvm::any_of(type->subtypes(), holdsOddPointer);
}

/// Casts between buffer resources and numbers.
bool amdgcn::isResourceCast(const llvm::Instruction &instruction) {
  if (!llvm::isa<llvm::PtrToIntInst, llvm::IntToPtrInst>(instruction))
    return false;
  for (llvm::Type *type :
       {instruction.getType(), instruction.getOperand(0)->getType()})
    if (auto *pointer = llvm::dyn_cast<llvm::PointerType>(type))
      return pointer->getAddressSpace() == BufferResource;
  return false;
}

std::string amdgcn::opcodeOf(const llvm::Instruction &instruction) {
  auto *call = llvm::dyn_cast<llvm::CallInst>(&instruction);
  if (!call || !call->getCalledFunction())
    return instruction.getOpcodeName();
  return "llvm." + nameOf(*call).str();
}

/// True if work-items of a wave meet at this instruction.
bool amdgcn::isMeeting(const llvm::Instruction &instruction) {
  if (llvm::isa<llvm::LoadInst, llvm::StoreInst, llvm::AtomicRMWInst,
                llvm::AtomicCmpXchgInst>(instruction))
    return true;
  auto *call = llvm::dyn_cast<llvm::CallInst>(&instruction);
  if (!call || call->isInlineAsm() || !call->getCalledFunction()->isIntrinsic())
    return false;
  std::optional<Operation> operation = operationOf(*call);
  return operation && operation->scope == Scope::Wave;
}

/// What an instruction does to memory.
Access amdgcn::describeAccess(const llvm::Instruction &instruction,
                              const llvm::DataLayout &layout) {
  Access access;
  llvm::Type *type = nullptr;
  if (auto *load = llvm::dyn_cast<llvm::LoadInst>(&instruction)) {
    type = load->getType();
    access.align = load->getAlign().value();
    access.atomic = load->isAtomic();
  } else if (auto *store = llvm::dyn_cast<llvm::StoreInst>(&instruction)) {
    type = store->getValueOperand()->getType();
    access.align = store->getAlign().value();
    access.atomic = store->isAtomic();
  } else if (auto *rmw = llvm::dyn_cast<llvm::AtomicRMWInst>(&instruction)) {
    type = rmw->getType();
    access.align = rmw->getAlign().value();
    access.atomic = true;
  } else {
    auto &exchange = llvm::cast<llvm::AtomicCmpXchgInst>(instruction);
    type = exchange.getCompareOperand()->getType();
    access.align = exchange.getAlign().value();
    access.atomic = true;
  }
  access.size = layout.getTypeStoreSize(type);
  access.read = !llvm::isa<llvm::StoreInst>(instruction);
  access.write = !llvm::isa<llvm::LoadInst>(instruction);
  return access;
}

Scalar amdgcn::scalarOf(llvm::Type *type) {
  type = type->getScalarType();
  if (type->isHalfTy())
    return Scalar::Half;
  if (type->isBFloatTy())
    return Scalar::BFloat;
  if (type->isFloatTy())
    return Scalar::Float;
  return type->isDoubleTy() ? Scalar::Double : Scalar::Integer;
}
