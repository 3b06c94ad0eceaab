//===- HostMemory.h - Memory that compiled code allocates ----- -*- C++ -*-===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_LIB_DRIVER_HOSTMEMORY_H
#define HEDDLE_LIB_DRIVER_HOSTMEMORY_H

#include "heddle/Runtime/GuardedBuffer.h"
#include "heddle/Target/CPU/Jit.h"

#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SmallVector.h"

#include <map>
#include <mutex>
#include <string>
#include <vector>

namespace heddle::driver {

/// What stands behind malloc and free of compiled code. There is one at a time.
///
/// Guarded, every block ends at an inaccessible page, starts as poison and is
/// unmapped when freed. Otherwise blocks are kept for reuse, so that repeated
/// calls do not measure the operating system.
class HostMemory {
public:
  explicit HostMemory(rt::Placement placement);
  ~HostMemory();
  HostMemory(const HostMemory &) = delete;
  HostMemory &operator=(const HostMemory &) = delete;

  /// Definitions of the allocation functions that compiled code calls.
  static llvm::SmallVector<cpu::JitSymbol> getSymbols();

  /// Takes back what the code left allocated, such as its results.
  void releaseAll();

  /// What was written outside of a block, if anything was.
  const std::string &getDamage() const { return damage; }

private:
  static void *alignedAlloc(size_t alignment, size_t size);
  static void *malloc(size_t size);
  static void *calloc(size_t count, size_t size);
  static void free(void *block);

  void *allocate(size_t size, size_t alignment);
  void release(void *block);
  void *allocateGuarded(size_t size, size_t alignment);
  void retire(rt::GuardedBuffer &buffer);

  rt::Placement placement;
  std::mutex mutex;
  /// Live guarded blocks by address.
  std::map<void *, rt::GuardedBuffer> guarded;
  /// Live plain blocks with their sizes, and those kept for reuse by size.
  llvm::DenseMap<void *, size_t> plain;
  std::map<size_t, std::vector<void *>> reusable;
  std::string damage;
};

} // namespace heddle::driver

#endif // HEDDLE_LIB_DRIVER_HOSTMEMORY_H
