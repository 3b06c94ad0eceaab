//===- WarpgroupLayoutsTest.cpp - Where wgmma finds its numbers -----------===//
//
// Part of the Heddle Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Emulator/PTX/WarpgroupLayouts.h"

#include "gtest/gtest.h"

#include <set>

using namespace heddle::ptx;

namespace {

TEST(WarpgroupLayouts, Accumulator) {
  for (unsigned thread = 0; thread < 128; ++thread)
    for (unsigned i = 0; i < 128; ++i) {
      WideCoordinate point = warpgroupAccumulator(i, thread);
      unsigned lane = thread % 32;
      EXPECT_EQ(point.row, 16 * (thread / 32) + lane / 4 + 8 * (i / 2 % 2));
      EXPECT_EQ(point.column, 8 * (i / 4) + 2 * (lane % 4) + i % 2);
    }
}

TEST(WarpgroupLayouts, OperandA) {
  for (unsigned bits : {8, 16, 32}) {
    unsigned perRegister = 32 / bits;
    for (unsigned thread = 0; thread < 128; ++thread)
      for (unsigned i = 0; i < 4 * perRegister; ++i) {
        WideCoordinate point = warpgroupOperandA(i, thread, bits);
        unsigned lane = thread % 32, word = i / perRegister;
        EXPECT_EQ(point.row, 16 * (thread / 32) + lane / 4 + 8 * (word % 2));
        EXPECT_EQ(point.column,
                  perRegister * (lane % 4 + word / 2 * 4) + i % perRegister);
      }
  }
}

TEST(WarpgroupLayouts, Swizzles) {
  for (uint32_t row = 0; row < 16; ++row)
    for (uint32_t chunk = 0; chunk < 8; ++chunk) {
      uint32_t address = row * 128 + chunk * 16 + 6;
      auto expected = [&](uint32_t mask) {
        return row * 128 + (chunk ^ (row & mask)) * 16 + 6;
      };
      EXPECT_EQ(applySwizzle(Swizzle::None, address), expected(0));
      EXPECT_EQ(applySwizzle(Swizzle::Bytes32, address), expected(1));
      EXPECT_EQ(applySwizzle(Swizzle::Bytes64, address), expected(3));
      EXPECT_EQ(applySwizzle(Swizzle::Bytes128, address), expected(7));
    }
}

uint64_t descriptor(uint64_t start, uint64_t leading, uint64_t stride,
                    uint64_t swizzle) {
  return start >> 4 | leading >> 4 << 16 | stride >> 4 << 32 | swizzle << 62;
}

TEST(WarpgroupLayouts, Descriptor) {
  MatrixDescriptor decoded = MatrixDescriptor::decode(
      descriptor(0x24400, 0x2000, 1024, 1) | uint64_t(5) << 49);
  EXPECT_EQ(decoded.start, 0x24400u);
  EXPECT_EQ(decoded.leadingOffset, 0x2000u);
  EXPECT_EQ(decoded.strideOffset, 1024u);
  EXPECT_EQ(decoded.baseOffset, 5u);
  EXPECT_EQ(decoded.swizzle, Swizzle::Bytes128);
  EXPECT_EQ(MatrixDescriptor::decode(uint64_t(2) << 62).swizzle,
            Swizzle::Bytes64);
  EXPECT_EQ(MatrixDescriptor::decode(uint64_t(3) << 62).swizzle,
            Swizzle::Bytes32);
}

/// A tile as a bulk copy leaves it: rows of 32, 64 or 128 bytes, swizzled. The
/// descriptor's start moves along k within a row.
TEST(WarpgroupLayouts, KMajorTiles) {
  constexpr uint32_t base = 4096;
  for (auto [code, width] :
       {std::pair<uint64_t, uint32_t>{3, 32}, {2, 64}, {1, 128}})
    for (uint32_t step = 0; step < width; step += 32) {
      MatrixDescriptor tile =
          MatrixDescriptor::decode(descriptor(base + step, 0, 8 * width, code));
      for (uint32_t row = 0; row < 64; ++row)
        for (uint32_t byte = 0; byte < 32; ++byte)
          EXPECT_EQ(
              tile.addressInKMajor(row, byte),
              applySwizzle(tile.swizzle, base + row * width + step + byte));
    }
}

/// Two panels of columns, side by side, with one row per k.
TEST(WarpgroupLayouts, MNMajorTiles) {
  constexpr uint32_t base = 8192, panel = 16384;
  for (auto [code, width] :
       {std::pair<uint64_t, uint32_t>{3, 32}, {2, 64}, {1, 128}}) {
    MatrixDescriptor tile =
        MatrixDescriptor::decode(descriptor(base, panel, 8 * width, code));
    for (uint32_t k = 0; k < 16; ++k)
      for (uint32_t column = 0; column < width; ++column)
        EXPECT_EQ(tile.addressInMNMajor(column, k),
                  applySwizzle(tile.swizzle,
                               base + column / (width / 2) * panel + k * width +
                                   column % (width / 2) * 2));
  }
}

/// Blocks of 8 rows of 16 bytes, placed by the two offsets.
TEST(WarpgroupLayouts, UnswizzledTiles) {
  MatrixDescriptor tile =
      MatrixDescriptor::decode(descriptor(256, 128, 512, 0));
  EXPECT_EQ(tile.addressInKMajor(3, 5), 256u + 3 * 16 + 5);
  EXPECT_EQ(tile.addressInKMajor(9, 20), 256u + 512 + 16 + 128 + 4);
  EXPECT_EQ(tile.addressInMNMajor(3, 5), 256u + 5 * 16 + 6);
  EXPECT_EQ(tile.addressInMNMajor(9, 12), 256u + 512 + 2 + 128 + 4 * 16);
  std::set<uint32_t> addresses;
  for (unsigned row = 0; row < 64; ++row)
    for (unsigned byte = 0; byte < 32; ++byte)
      addresses.insert(tile.addressInKMajor(row, byte));
  EXPECT_EQ(addresses.size(), 64u * 32);
}

} // namespace
