//===- Operations.h - The intrinsics that the emulator knows ----*- C++ -*-===//
//
// Part of the Heddle Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_EMULATOR_AMDGPU_OPERATIONS_H
#define HEDDLE_EMULATOR_AMDGPU_OPERATIONS_H

#include "Kernel.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"

#include <optional>

namespace heddle::amdgcn {

/// How many work-items an operation concerns.
enum class Scope : uint8_t {
  /// None: a hint to the compiler or the hardware. Calls are dropped.
  None,
  /// Each alone.
  Lane,
  /// Those of a wave that come to it together.
  Wave,
};

/// An intrinsic of the target.
struct Operation {
  /// Without "llvm.amdgcn.".
  llvm::StringRef name;
  Scope scope;
  Handler handler = nullptr;
  /// Waits for the other waves afterwards.
  bool waitsForWaves = false;
  /// Passed on to the site.
  const void *data = nullptr;
};

/// Parts of the table, one file each.
llvm::ArrayRef<Operation> getHints();
llvm::ArrayRef<Operation> getLaneOperations();
llvm::ArrayRef<Operation> getNarrowFloatOperations();
llvm::ArrayRef<Operation> getCrossLaneOperations();
llvm::ArrayRef<Operation> getMemoryOperations();

/// Families whose members are described by their names: matrix products, and
/// what goes through buffer resources. Nothing if `name` is not one of them.
std::optional<Operation> findMatrixOperation(llvm::StringRef name);
std::optional<Operation> findBufferOperation(llvm::StringRef name);

/// The operation that `llvm.amdgcn.<name>` is, or nothing.
std::optional<Operation> findOperation(llvm::StringRef name);

/// llvm.memcpy, llvm.memmove and llvm.memset.
void copyMemory(Group &group);
void setMemory(Group &group);

} // namespace heddle::amdgcn

#endif // HEDDLE_EMULATOR_AMDGPU_OPERATIONS_H
