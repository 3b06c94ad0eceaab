//===- GuardedBuffer.h - Memory that notices stray accesses -----*- C++ -*-===//
//
// Part of the Heddle Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_RUNTIME_GUARDEDBUFFER_H
#define HEDDLE_RUNTIME_GUARDEDBUFFER_H

#include "heddle/Runtime/Result.h"

#include <cstddef>

namespace heddle::rt {

/// Where the bytes of a buffer lie.
enum class Placement {
  /// Flush with an inaccessible page after the end, another one before the
  /// start, and whatever lies between them and the data filled with poison.
  Guarded,
  /// On the heap, aligned to at least 64 bytes, nothing around it: for timing.
  Aligned,
};

/// The poison byte for memory at this distance from the start of its buffer.
/// Every aligned f16, bf16, f32 and f64 made of poison is a NaN, so that
/// reading poison shows in the results; no poison byte is a valid bool.
constexpr unsigned char poisonByte(size_t position) {
  return position % 2 ? 0x7f : 0xf0 | ((position / 2 * 7 + 3) & 0xf);
}

/// A block of memory of fixed size, initially zero. Its data never moves.
class GuardedBuffer {
public:
  /// `alignment` is a power of two. With Placement::Guarded the data ends at
  /// the guard page when `size` is a multiple of `alignment`; otherwise fewer
  /// than `alignment` bytes of poison lie between them.
  static Result<GuardedBuffer> allocate(size_t size, size_t alignment,
                                        Placement placement);

  GuardedBuffer(GuardedBuffer &&other) noexcept;
  GuardedBuffer &operator=(GuardedBuffer &&other) noexcept;
  ~GuardedBuffer();

  unsigned char *data() { return bytes; }
  const unsigned char *data() const { return bytes; }
  size_t size() const { return numBytes; }
  Placement placement() const { return where; }

  /// Fails if a byte of the margins has changed, telling which. Always
  /// succeeds with Placement::Aligned, which has no margins.
  Result<Success> checkMargins() const;

private:
  GuardedBuffer() = default;
  static Result<GuardedBuffer> allocateGuarded(size_t size, size_t alignment);
  static Result<GuardedBuffer> allocateAligned(size_t size, size_t alignment);
  void swap(GuardedBuffer &other) noexcept;
  unsigned char *firstAccessible() const;
  unsigned char *lastGuard() const;

  unsigned char *bytes = nullptr;
  size_t numBytes = 0;
  Placement where = Placement::Aligned;
  /// The whole mapping, guard pages included; null with Placement::Aligned.
  unsigned char *mapping = nullptr;
  size_t mappingSize = 0;
};

} // namespace heddle::rt

#endif // HEDDLE_RUNTIME_GUARDEDBUFFER_H
