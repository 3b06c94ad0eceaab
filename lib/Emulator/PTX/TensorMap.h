//===- TensorMap.h - Tensors that bulk copies take boxes of -----*- C++ -*-===//
//
// Part of the Heddle Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_LIB_EMULATOR_PTX_TENSORMAP_H
#define HEDDLE_LIB_EMULATOR_PTX_TENSORMAP_H

#include "WarpgroupLayouts.h"
#include "heddle/Emulator/PTX.h"

#include <string>

namespace heddle::ptx {

/// What a tensor map's 128 bytes hold. The hardware's own layout is not
/// published; kernels make maps by `tensormap.replace` only, and hosts by the
/// driver.
struct TensorMap {
  uint64_t address;
  /// In bytes, of dimensions 1 and up.
  uint64_t strides[4];
  uint32_t extents[5];
  uint16_t box[5];
  uint8_t elementStrides[5];
  /// Less one, as `tensormap.replace` counts.
  uint8_t rank;
  /// As `tensormap.replace` numbers them.
  uint8_t elementType, interleave, swizzle, fill;

  unsigned getElementBytes() const;
  unsigned getRowBytes() const { return box[0] * getElementBytes(); }
  /// Why copies of `dimensions` dimensions cannot use the map; empty if they
  /// can.
  std::string check(unsigned dimensions) const;
};

static_assert(sizeof(TensorMap) <= tensorMapBytes);

} // namespace heddle::ptx

#endif // HEDDLE_LIB_EMULATOR_PTX_TENSORMAP_H
