//===- KernelArguments.h - Arguments of kernels as text ---------*- C++ -*-===//
//
// Part of the Heddle Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_TOOLS_EMULATE_KERNELARGUMENTS_H
#define HEDDLE_TOOLS_EMULATE_KERNELARGUMENTS_H

#include "heddle/Emulator/PTX.h"
#include "heddle/Runtime/Tensor.h"

#include <deque>
#include <string>
#include <vector>

namespace heddle {

/// What `--arg` flags make: arguments, and the buffers that they point to.
class KernelArguments {
public:
  /// Reads one argument: `in:A.npy[:bf16]`, `out:Y.npy:bf16:4x8`,
  /// `inout:A.npy[:bf16]`, `zero:4096`, `i32:5`, `i64:5`, `f32:0.5`, `f64:0.5`,
  /// `bytes:00ff`, `null`.
  rt::Result<rt::Success> add(const std::string &text);

  /// Writes the files of `out` and `inout`, floats as f32.
  rt::Result<rt::Success> writeOutputs() const;

  const std::vector<ptx::Argument> &list() const { return arguments; }
  const ptx::DeviceMemory &memory() const { return deviceMemory; }

private:
  struct Buffer {
    std::string path;
    rt::Tensor tensor;
    bool isWritten;
    uint64_t address;
  };

  rt::Result<rt::Success> addInput(const std::vector<std::string> &fields,
                                   bool isWritten);
  rt::Result<rt::Success> addOutput(const std::vector<std::string> &fields);
  rt::Result<rt::Success> addZeros(const std::string &size);
  rt::Result<rt::Success> addNumber(const std::string &type,
                                    const std::string &value);
  rt::Result<rt::Success> addBytes(const std::string &digits);
  void addBuffer(std::string path, rt::Tensor tensor, bool isWritten,
                 ptx::Contents contents);

  ptx::DeviceMemory deviceMemory;
  std::deque<Buffer> buffers;
  std::deque<std::vector<uint8_t>> scratch;
  std::vector<ptx::Argument> arguments;
};

} // namespace heddle

#endif // HEDDLE_TOOLS_EMULATE_KERNELARGUMENTS_H
