//===- Runtime.h - What generated code calls --------------------*- C++ -*-===//
//
// Part of the Heddle Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_EMULATOR_AMDGPU_RUNTIME_H
#define HEDDLE_EMULATOR_AMDGPU_RUNTIME_H

#include "Workgroup.h"

namespace heddle::amdgcn {

/// The frame of an access to memory: where, the host's address of it, and what
/// a store is going to write.
struct AccessFrame {
  uint64_t address;
  unsigned char *host;
  const unsigned char *stored;
};

/// Finds and checks the memory that loads, stores and atomics access.
void accessMemory(Group &group);

/// The memory of the host at a device address, after the same checks; null
/// after an error. `site` of the group may be any instruction; `stored` is what
/// it will write, if that is known.
unsigned char *resolveGlobal(Group &group, unsigned lane, uint64_t address,
                             const Access &access);
unsigned char *resolveLDS(Group &group, unsigned lane, uint32_t address,
                          const Access &access,
                          const unsigned char *stored = nullptr);
unsigned char *resolvePrivate(Workgroup &workgroup, Lane &lane,
                              const Site &site, uint32_t address,
                              const Access &access);
unsigned char *resolve(Group &group, unsigned lane, unsigned space,
                       uint64_t address, const Access &access,
                       const unsigned char *stored = nullptr);

/// Names and addresses of what generated code calls.
struct RuntimeFunction {
  const char *name;
  void *address;
};
llvm::ArrayRef<RuntimeFunction> getRuntimeFunctions();

} // namespace heddle::amdgcn

#endif // HEDDLE_EMULATOR_AMDGPU_RUNTIME_H
