//===- Instructions.h - What instructions are to the emulator ---*- C++ -*-===//
//
// Part of the Heddle Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_EMULATOR_AMDGPU_INSTRUCTIONS_H
#define HEDDLE_EMULATOR_AMDGPU_INSTRUCTIONS_H

#include "Operations.h"

#include "llvm/IR/Instructions.h"

namespace heddle::amdgcn {

/// "amdgcn.readlane" for llvm.amdgcn.readlane.i32.
llvm::StringRef nameOf(const llvm::CallBase &call);

/// The opcode, or the intrinsic without its types.
std::string opcodeOf(const llvm::Instruction &instruction);

/// True for generic intrinsics that mean the same on the host.
bool isPortable(const llvm::CallBase &call);
/// True for generic intrinsics that do nothing at run time.
bool isIgnorable(const llvm::CallBase &call);
bool isTrap(llvm::Intrinsic::ID id);
/// True for intrinsics of the target that become a few instructions.
bool isInlined(llvm::Intrinsic::ID id);

/// What the runtime does for a call, or nothing if it knows no such intrinsic.
std::optional<Operation> operationOf(const llvm::CallBase &call);

/// True for casts between buffer resources and numbers.
bool isResourceCast(const llvm::Instruction &instruction);

/// True if work-items of a wave meet at this instruction.
bool isMeeting(const llvm::Instruction &instruction);

/// True for types that hold pointers of 32 or 128 bits, which the host lays out
/// differently.
bool holdsOddPointer(llvm::Type *type);

/// What a load, store or atomic does to memory.
Access describeAccess(const llvm::Instruction &instruction,
                      const llvm::DataLayout &layout);

/// The type of the elements, as far as handlers care.
Scalar scalarOf(llvm::Type *type);

} // namespace heddle::amdgcn

#endif // HEDDLE_EMULATOR_AMDGPU_INSTRUCTIONS_H
