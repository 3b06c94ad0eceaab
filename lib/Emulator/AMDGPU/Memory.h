//===- Memory.h - Global memory of the emulated GPU -------------*- C++ -*-===//
//
// Part of the Heddle Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_EMULATOR_AMDGPU_MEMORY_H
#define HEDDLE_EMULATOR_AMDGPU_MEMORY_H

#include "heddle/Emulator/AMDGPU.h"

#include <cstddef>
#include <deque>

namespace heddle::amdgcn {

/// How an instruction touches memory.
struct Access {
  uint32_t size = 0;
  /// The alignment that the instruction claims; checked.
  uint32_t align = 1;
  bool read = false, write = false, atomic = false;
};

/// A piece of host memory at a device address.
struct Buffer {
  std::string name;
  uint64_t address;
  unsigned char *data;
  size_t size;
  bool writable;
  /// One per byte, 1 if it was written; empty if all of it is data.
  std::vector<unsigned char> written;
};

/// Device addresses and what lies there. Each buffer has 64 GiB of addresses
/// for itself and lies in their middle, so that an access out of bounds, to
/// either side, tells which buffer was meant.
class MemoryMap {
public:
  /// Addresses of one map start at slot `firstSlot` of 64 GiB.
  explicit MemoryMap(unsigned firstSlot) : firstSlot(firstSlot) {}

  uint64_t add(void *data, size_t size, Contents contents, std::string name,
               bool writable = true);

  /// The buffer that owns this address, in bounds or not, or null.
  Buffer *find(uint64_t address);

private:
  static constexpr unsigned slotBits = 36;
  unsigned firstSlot;
  /// A deque, since pointers to its elements are held.
  std::deque<Buffer> buffers;
};

/// Checks an access to `buffer` and notes what it writes. Returns what is
/// wrong with it; empty if nothing is.
std::string checkAccess(Buffer &buffer, uint64_t address, const Access &access);

struct DeviceMemory::Impl {
  MemoryMap map{1};
};

/// The first slot of what is not the user's: arguments, variables of modules.
constexpr unsigned internalSlot = 1024;

} // namespace heddle::amdgcn

#endif // HEDDLE_EMULATOR_AMDGPU_MEMORY_H
