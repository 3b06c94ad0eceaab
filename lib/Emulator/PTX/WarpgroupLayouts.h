//===- WarpgroupLayouts.h - Where wgmma finds its numbers -------*- C++ -*-===//
//
// Part of the Heddle Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_LIB_EMULATOR_PTX_WARPGROUPLAYOUTS_H
#define HEDDLE_LIB_EMULATOR_PTX_WARPGROUPLAYOUTS_H

#include <cstdint>

namespace heddle::ptx {

struct WideCoordinate {
  uint16_t row, column;
};

/// Where element `element` of thread `thread` (of 128) lies in the accumulator
/// of wgmma m64nN, whatever N.
WideCoordinate warpgroupAccumulator(unsigned element, unsigned thread);

/// The same of operand A in registers, m64 x 32 bytes, whose elements have
/// `bits` bits (8, 16 or 32).
WideCoordinate warpgroupOperandA(unsigned element, unsigned thread,
                                 unsigned bits);

/// How addresses within 1024 bytes are permuted: chunk `c` of 16 bytes in row
/// `r` of 128 bytes lies at `c ^ r`, of which only the low 0 to 3 bits change.
enum class Swizzle : uint8_t { None, Bytes32, Bytes64, Bytes128 };

uint32_t applySwizzle(Swizzle swizzle, uint32_t address);

/// The descriptor of a matrix in shared memory, as wgmma takes it.
struct MatrixDescriptor {
  uint32_t start, leadingOffset, strideOffset;
  /// Nonzero for tiles that do not start where the swizzle's pattern does.
  uint8_t baseOffset;
  Swizzle swizzle;

  static MatrixDescriptor decode(uint64_t bits);

  /// The address of byte `byte` of row `row` of a tile that is contiguous
  /// along k: 32 bytes wide, with `row` along m or n.
  uint32_t addressInKMajor(unsigned row, unsigned byte) const;

  /// The same for a tile of 16-bit elements that is contiguous along m or n.
  uint32_t addressInMNMajor(unsigned element, unsigned k) const;
};

} // namespace heddle::ptx

#endif // HEDDLE_LIB_EMULATOR_PTX_WARPGROUPLAYOUTS_H
