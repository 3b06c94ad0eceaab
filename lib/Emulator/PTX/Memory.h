//===- Memory.h - Memory that kernels reach ---------------------*- C++ -*-===//
//
// Part of the Heddle Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_LIB_EMULATOR_PTX_MEMORY_H
#define HEDDLE_LIB_EMULATOR_PTX_MEMORY_H

#include "Program.h"

namespace heddle::ptx {

/// A buffer of the host under a device address.
struct DeviceBuffer {
  std::string name;
  uint8_t *data = nullptr;
  uint64_t address = 0, size = 0;
  /// One per byte, nonzero if it holds data; empty if all do.
  std::vector<uint8_t> initialized;

  bool contains(uint64_t first, uint64_t count) const {
    return first >= address && first - address <= size &&
           count <= size - (first - address);
  }
};

struct DeviceMemory::Impl {
  std::deque<DeviceBuffer> buffers;

  /// The buffer that holds the address, or the last one below it; null if all
  /// lie above.
  DeviceBuffer *findBelow(uint64_t address);
};

/// What is known of one byte of shared memory, to notice races: the last write
/// and the last reads, as (warp, its time).
struct SharedByte {
  /// Zero while the byte was never written.
  uint32_t writeTime = 0;
  uint32_t writeInstruction = 0;
  /// The reads of four warps at most, of which each takes the place of its
  /// number modulo 4.
  uint32_t readTime[4] = {};
  uint32_t readInstruction[4] = {};
  uint16_t writer = 0, readers[4] = {};
  bool isAtomic = false;
  /// The number of copies in flight that will write the byte, and of bulk
  /// copies and wgmmas that still read it.
  uint16_t inFlight = 0, asyncReads = 0;
};

/// What groups of one warp did to a byte of shared memory since they parted,
/// to notice races among them.
struct LaneAccess {
  Mask writers = 0, readers = 0;
  uint32_t writeInstruction = 0, readInstruction = 0;
};

/// Bytes of one thread, each of them initialised or not.
struct ThreadMemory {
  std::vector<uint8_t> bytes, initialized;

  void resize(size_t size) {
    bytes.resize(size);
    initialized.resize(size);
  }
};

} // namespace heddle::ptx

#endif // HEDDLE_LIB_EMULATOR_PTX_MEMORY_H
