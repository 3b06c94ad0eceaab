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
#include "heddle/Runtime/TensorMap.h"

#include <optional>
#include <string>
#include <vector>

namespace heddle::rt {

/// An argument that a command line gives to a kernel.
struct KernelArgument {
  enum class Kind { In, Out, InOut, Scratch, Value };

  Kind kind = Kind::Value;
  /// How messages call it: a file, or the text.
  std::string name;
  /// What the pointer leads to, if the argument is one.
  std::optional<Tensor> tensor;
  /// If the kernel gets a tensor map of it, not its address.
  std::optional<TensorBox> box;
  /// The bytes of what is passed by value.
  std::vector<unsigned char> bytes;

  /// Reads an argument, and the file that it names:
  ///
  ///   in:A.npy[:bf16]      a tensor, converted to the element type
  ///   out:Y.npy:bf16:4x8   memory full of poison, written to the file
  ///                        afterwards
  ///   inout:A.npy[:bf16]   both; the file is replaced
  ///   map:A.npy[:bf16]:box=64x64[:swizzle=128][:fill=nan]
  ///                        a tensor map of a tensor, the box's innermost
  ///                        dimension first; so map:out:... and map:inout:...
  ///                        With extents=64x512 and strides=256, in bytes, the
  ///                        tensor is not as the file is.
  ///   zero:4096            so many bytes that are 0
  ///   i32:5 i64:5 f32:0.5 f64:0.5
  ///   bytes:0500ff         a structure by value, in hexadecimal
  ///   null
  static Result<KernelArgument> parse(const std::string &text);

  bool isWritten() const { return kind == Kind::Out || kind == Kind::InOut; }
  /// Writes what the kernel left, as f32 if it is f16 or bf16.
  Result<Success> write() const;
};

/// Reads the extents of a grid or a workgroup, `4` or `4,2,1`.
Result<std::vector<uint32_t>> parseSizes(const std::string &text);

} // namespace heddle::rt

#endif // HEDDLE_RUNTIME_KERNELARGUMENT_H
