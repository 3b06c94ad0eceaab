//===- Arguments.h - Arguments of emulated kernels --------------*- C++ -*-===//
//
// Part of the Heddle Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_TOOLS_HEDDLE_EMULATE_ARGUMENTS_H
#define HEDDLE_TOOLS_HEDDLE_EMULATE_ARGUMENTS_H

#include "heddle/Emulator/Kernel.h"
#include "heddle/Runtime/Result.h"
#include "heddle/Runtime/Tensor.h"

#include <optional>
#include <string>
#include <vector>

namespace heddle::emulate {

/// How a tensor map sees a buffer.
struct TensorBox {
  /// Elements of a box, the innermost dimension first.
  std::vector<uint32_t> extents;
  /// Bytes of the pattern in shared memory.
  unsigned swizzle = 0;
  bool fillsNaN = false;
};

/// An argument of the command line: a buffer, or a number.
struct KernelArgument {
  /// How messages call it.
  std::string name;
  /// A buffer that the kernel reads, and whether it is data at first.
  std::optional<rt::Tensor> buffer;
  bool isInitialized = false;
  /// If the kernel gets a tensor map of the buffer, not its address.
  std::optional<TensorBox> box;
  /// Where the buffer is written to afterwards; empty for nowhere.
  std::string output;
  /// A number, as it lies in memory.
  std::vector<unsigned char> bytes;
};

/// Parses one --arg and reads or makes its buffer.
rt::Result<KernelArgument> readArgument(const std::string &text);

/// The argument as a kernel gets it; its buffer is added to `memory`, that of
/// an emulator.
template <typename MemoryT>
emulator::Argument passArgument(KernelArgument &argument, MemoryT &memory) {
  if (!argument.buffer)
    return {argument.bytes};
  rt::Tensor &tensor = *argument.buffer;
  return emulator::Argument::u64(
      memory.add(tensor.data(), tensor.sizeInBytes(),
                 argument.isInitialized ? emulator::Contents::Initialized
                                        : emulator::Contents::Uninitialized,
                 argument.name));
}

/// Writes what the kernel computed: f16 and bf16 as f32.
rt::Result<rt::Success> writeOutput(const KernelArgument &argument);

} // namespace heddle::emulate

#endif // HEDDLE_TOOLS_HEDDLE_EMULATE_ARGUMENTS_H
