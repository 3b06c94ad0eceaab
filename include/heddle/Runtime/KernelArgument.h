//===- KernelArgument.h - Arguments of kernels as text ----------*- C++ -*-===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_RUNTIME_KERNELARGUMENT_H
#define HEDDLE_RUNTIME_KERNELARGUMENT_H

#include "heddle/Runtime/Tensor.h"

#include <optional>
#include <string>
#include <vector>

namespace heddle::rt {

/// An argument that a command line gives to a kernel.
struct KernelArgument {
  enum class Kind { In, Out, InOut, Scratch, Number, Null };

  Kind kind = Kind::Null;
  /// What the pointer leads to, if the argument is one.
  std::optional<Tensor> tensor;
  /// Where what the kernel wrote goes.
  std::string path;
  /// The bytes of a number, and of the null pointer.
  std::vector<unsigned char> bytes;

  /// Reads one of
  ///
  ///   in:A.npy[:bf16]     a tensor, converted to the element type
  ///   out:Y.npy:bf16:4x8  memory full of poison, written to the file
  ///   afterwards inout:A.npy[:bf16]  both; the file is replaced zero:4096 so
  ///   many bytes that are 0 i32:5, i64:5, f32:0.5, null
  ///
  /// and the file that it names.
  static Result<KernelArgument> parse(const std::string &text);

  bool isWritten() const { return kind == Kind::Out || kind == Kind::InOut; }
  /// Writes what the kernel left, as f32 if it is f16 or bf16.
  Result<Success> write() const;
};

/// Reads the extents of a grid or a workgroup, `4` or `4,2,1`.
Result<std::vector<uint32_t>> parseSizes(const std::string &text);

} // namespace heddle::rt

#endif // HEDDLE_RUNTIME_KERNELARGUMENT_H
