//===- Kernel.h - What both emulators are given -----------------*- C++ -*-===//
//
// Part of the Heddle Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_EMULATOR_KERNEL_H
#define HEDDLE_EMULATOR_KERNEL_H

#include <cstdint>
#include <cstring>
#include <vector>

namespace heddle::emulator {

/// What a kernel may expect of memory that it did not write.
enum class Contents {
  /// All bytes are data.
  Initialized,
  /// Reading a byte before it is written is an error.
  Uninitialized,
};

/// Of a grid or a block.
struct Extent3 {
  uint32_t x = 1, y = 1, z = 1;
};

/// One argument of a kernel, as raw bytes. Its size must be the parameter's.
struct Argument {
  std::vector<unsigned char> bytes;

  template <class T>
  static Argument of(T value) {
    Argument argument;
    argument.bytes.resize(sizeof(T));
    std::memcpy(argument.bytes.data(), &value, sizeof(T));
    return argument;
  }
  static Argument u64(uint64_t value) { return of(value); }
  static Argument i64(int64_t value) { return of(value); }
  static Argument i32(int32_t value) { return of(value); }
  static Argument f32(float value) { return of(value); }
};

} // namespace heddle::emulator

#endif // HEDDLE_EMULATOR_KERNEL_H
