//===- WarpgroupLayouts.cpp - Where wgmma finds its numbers ---------------===//
//
// Part of the Heddle Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "WarpgroupLayouts.h"

#include "Fragments.h"

#include <cassert>

using namespace heddle::ptx;

/// Each warp holds 16 rows, in the fragments of `mma`.
static WideCoordinate placeInWarpgroup(Coordinate point, unsigned thread,
                                       unsigned columnOffset) {
  return {static_cast<uint16_t>(point.row + thread / warpSize * 16),
          static_cast<uint16_t>(point.column + columnOffset)};
}

WideCoordinate heddle::ptx::warpgroupAccumulator(unsigned element,
                                                 unsigned thread) {
  const Fragment &tile = findMmaShape(16, 8, 16, 16)->c;
  Coordinate point = tile.at(element % 4, thread % warpSize);
  return placeInWarpgroup(point, thread, element / 4 * 8);
}

WideCoordinate heddle::ptx::warpgroupOperandA(unsigned element, unsigned thread,
                                              unsigned bits) {
  const MatrixShape *shape = findMmaShape(16, 8, 256 / bits, bits);
  assert(shape && "no wgmma has operands of this many bits");
  return placeInWarpgroup(shape->a.at(element, thread % warpSize), thread, 0);
}

uint32_t heddle::ptx::applySwizzle(Swizzle swizzle, uint32_t address) {
  uint32_t mask = (1u << static_cast<unsigned>(swizzle)) - 1;
  return address ^ (address >> 7 & mask) << 4;
}

MatrixDescriptor MatrixDescriptor::decode(uint64_t bits) {
  auto offset = [bits](unsigned low) {
    return static_cast<uint32_t>(bits >> low & 0x3fff) << 4;
  };
  constexpr Swizzle swizzles[] = {Swizzle::None, Swizzle::Bytes128,
                                  Swizzle::Bytes64, Swizzle::Bytes32};
  return {offset(0), offset(16), offset(32),
          static_cast<uint8_t>(bits >> 49 & 7), swizzles[bits >> 62]};
}

/// The chunks of 16 bytes that the swizzle's pattern is wide.
static uint32_t chunksOf(Swizzle swizzle) {
  return 1u << static_cast<unsigned>(swizzle);
}

uint32_t MatrixDescriptor::addressInKMajor(unsigned row, unsigned byte) const {
  uint32_t chunkStride = swizzle == Swizzle::None ? leadingOffset : 16;
  uint32_t address = start + row % 8 * chunksOf(swizzle) * 16 +
                     row / 8 * strideOffset + byte / 16 * chunkStride +
                     byte % 16;
  return applySwizzle(swizzle, address);
}

uint32_t MatrixDescriptor::addressInMNMajor(unsigned element,
                                            unsigned k) const {
  uint32_t chunks = chunksOf(swizzle), chunk = element / 8;
  // Without a swizzle, the two offsets change places.
  bool plain = swizzle == Swizzle::None;
  uint32_t across = plain ? strideOffset : leadingOffset;
  uint32_t along = plain ? leadingOffset : strideOffset;
  uint32_t address = start + chunk % chunks * 16 + chunk / chunks * across +
                     k % 8 * chunks * 16 + k / 8 * along + element % 8 * 2;
  return applySwizzle(swizzle, address);
}
