//===- Async.h - What runs beside the warps of a block ----------*- C++ -*-===//
//
// Part of the Heddle Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Bulk copies and `mbarrier`s. A bulk copy to shared memory lands when the
// seed wills, and counts its bytes at a barrier; what it brought can be touched
// once somebody has seen that barrier's phase complete. Reads of shared memory
// by wgmma and bulk copies last until they are waited for.
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_LIB_EMULATOR_PTX_ASYNC_H
#define HEDDLE_LIB_EMULATOR_PTX_ASYNC_H

#include "Program.h"

namespace heddle::ptx {

/// Bytes of shared memory.
struct SharedRange {
  uint32_t offset, size;
};

/// What is to become of shared memory.
struct SharedWrite {
  std::vector<SharedRange> ranges;
  /// Of all ranges, one behind the other.
  std::vector<uint8_t> bytes;
  uint32_t instruction = 0;
};

/// A copy to shared memory that was started and has not landed.
struct BulkCopy {
  SharedWrite write;
  /// Where the bytes came from, to see that nobody changes them meanwhile.
  struct Source {
    const uint8_t *host;
    uint32_t at, size;
  };
  std::vector<Source> sources;
  /// Shared memory that it reads until it has landed, for a warp.
  std::vector<SharedRange> reads;
  unsigned reader = 0;
  /// The barrier that gets its bytes, or an arrival (cp.async.mbarrier.arrive).
  uint32_t barrier = 0;
  uint32_t transactions = 0, arrivals = 0;
};

/// A copy from shared memory, or into global memory.
struct BulkStore {
  unsigned lane;
  /// Of those that its lane commits.
  uint32_t group;
  std::vector<SharedRange> ranges;
  uint32_t instruction;
  /// Whether shared memory was read, and may be written again.
  bool hasRead = false;
};

/// An mbarrier.
struct Mbarrier {
  /// Arrivals of a phase, and those that are missing in the current one.
  uint32_t expected = 0, pending = 0;
  /// Bytes that are expected and did not come, or came and were not expected.
  int64_t transactions = 0;
  uint64_t phase = 0;
  /// What is known to who arrived in this phase, and to who sees the last one.
  std::vector<uint32_t> arriving, passed;
  /// What landed in this phase, and in complete ones that nobody has seen.
  std::vector<SharedWrite> landed, complete;
  /// Who initialised it, and when.
  unsigned owner = 0;
  uint32_t initTime = 0;
  /// The last instruction that had to do with it.
  uint32_t instruction = 0;
};

/// A wgmma that was started and not waited for.
struct WarpgroupProduct {
  /// Of those that the warp commits.
  uint32_t group;
  std::vector<SharedRange> ranges;
  /// Places of registers in the frame.
  std::vector<uint32_t> accumulators, factors;
  uint32_t instruction;
};

} // namespace heddle::ptx

#endif // HEDDLE_LIB_EMULATOR_PTX_ASYNC_H
