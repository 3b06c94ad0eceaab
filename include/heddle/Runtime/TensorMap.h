//===- TensorMap.h - Tensors as bulk copies see them ------------*- C++ -*-===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_RUNTIME_TENSORMAP_H
#define HEDDLE_RUNTIME_TENSORMAP_H

#include "heddle/Runtime/ElementType.h"

#include <cstdint>
#include <vector>

namespace heddle::rt {

class Tensor;

/// The boxes of a tensor that are copied.
struct TensorBox {
  /// Elements, the innermost dimension first; at most 256 along each.
  std::vector<uint32_t> extents;
  /// The width in bytes of the pattern in which a box lies in shared memory: 0,
  /// 32, 64 or 128.
  uint32_t swizzle = 0;
  /// What is read outside of the tensor is NaN, or else 0.
  bool fillsNaN = false;
  /// The tensor's own extents and strides, as TensorMapInfo has them, if they
  /// are not those of the memory that it is in.
  std::vector<uint64_t> tensorExtents = {}, tensorStrides = {};
};

/// What a kernel of Hopper, or of a later GPU, has to know of a tensor whose
/// boxes it copies. Dimensions go from the innermost out.
struct TensorMapInfo {
  /// Of the first element, on the device.
  uint64_t address = 0;
  ElementType element = ElementType::F32;
  /// At most five dimensions, and the bytes between elements of each but the
  /// first; elements of the first are adjacent.
  std::vector<uint64_t> extents, strides;
  TensorBox box;

  /// Of a tensor, whose elements lie at `address` without holes.
  static TensorMapInfo get(const Tensor &tensor, uint64_t address,
                           TensorBox box);
};

} // namespace heddle::rt

#endif // HEDDLE_RUNTIME_TENSORMAP_H
