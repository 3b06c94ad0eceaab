//===- FragmentsTest.cpp - The fragments against the PTX ISA --------------===//
//
// Part of the Heddle Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Every lane and element of every fragment, against the formulas that the PTX
// ISA gives under "Matrix Fragments for mma". There, groupID is lane / 4 and
// threadID_in_group is lane % 4: `g` and `t` here.
//
//===----------------------------------------------------------------------===//

#include "Emulator/PTX/Fragments.h"

#include "gtest/gtest.h"

#include <functional>

using namespace heddle::ptx;

namespace {

using Formula = std::function<unsigned(unsigned i, unsigned g, unsigned t)>;

void expectFragment(const Fragment &fragment, const Formula &row,
                    const Formula &column) {
  EXPECT_TRUE(fragment.coversTile());
  for (unsigned i = 0; i < fragment.elements(); ++i)
    for (unsigned lane = 0; lane < warpSize; ++lane) {
      Coordinate point = fragment.at(i, lane);
      EXPECT_EQ(point.row, row(i, lane / 4, lane % 4)) << i << ' ' << lane;
      EXPECT_EQ(point.column, column(i, lane / 4, lane % 4))
          << i << ' ' << lane;
    }
}

const MatrixShape &shapeOf(unsigned m, unsigned n, unsigned k, unsigned bits) {
  static const MatrixShape none = {};
  const MatrixShape *shape = findMmaShape(m, n, k, bits);
  EXPECT_NE(shape, nullptr);
  return shape ? *shape : none;
}

// NOLINTBEGIN(bugprone-easily-swappable-parameters)
unsigned group(unsigned, unsigned g, unsigned) { return g; }
unsigned thread(unsigned, unsigned, unsigned t) { return t; }

unsigned accumulatorRow(unsigned i, unsigned g, unsigned) {
  return i < 2 ? g : g + 8;
}
unsigned accumulatorColumn(unsigned i, unsigned, unsigned t) {
  return t * 2 + (i & 1);
}
// NOLINTEND(bugprone-easily-swappable-parameters)

TEST(Fragments, Accumulators) {
  struct Key {
    unsigned m, k, bits;
  };
  for (Key key :
       {Key{16, 8, 16}, Key{16, 16, 16}, Key{16, 4, 32}, Key{16, 8, 32},
        Key{16, 16, 8}, Key{16, 32, 8}, Key{16, 4, 64}, Key{16, 8, 64},
        Key{16, 16, 64}, Key{8, 16, 8}, Key{8, 4, 64}})
    expectFragment(shapeOf(key.m, 8, key.k, key.bits).c, accumulatorRow,
                   accumulatorColumn);
}

TEST(Fragments, SixteenBits) {
  expectFragment(
      shapeOf(16, 8, 8, 16).a,
      [](unsigned i, unsigned g, unsigned) { return i < 2 ? g : g + 8; },
      [](unsigned i, unsigned, unsigned t) { return t * 2 + (i & 1); });
  expectFragment(
      shapeOf(16, 8, 8, 16).b,
      [](unsigned i, unsigned, unsigned t) { return t * 2 + i; }, group);
  expectFragment(
      shapeOf(16, 8, 16, 16).a,
      [](unsigned i, unsigned g, unsigned) {
        return i < 2 || (4 <= i && i < 6) ? g : g + 8;
      },
      [](unsigned i, unsigned, unsigned t) {
        return t * 2 + (i & 1) + (i < 4 ? 0 : 8);
      });
  expectFragment(
      shapeOf(16, 8, 16, 16).b,
      [](unsigned i, unsigned, unsigned t) {
        return t * 2 + (i & 1) + (i < 2 ? 0 : 8);
      },
      group);
}

TEST(Fragments, TF32) {
  expectFragment(
      shapeOf(16, 8, 4, 32).a,
      [](unsigned i, unsigned g, unsigned) { return i == 0 ? g : g + 8; },
      thread);
  expectFragment(shapeOf(16, 8, 4, 32).b, thread, group);
  expectFragment(
      shapeOf(16, 8, 8, 32).a,
      [](unsigned i, unsigned g, unsigned) {
        return i == 0 || i == 2 ? g : g + 8;
      },
      [](unsigned i, unsigned, unsigned t) { return i < 2 ? t : t + 4; });
  expectFragment(
      shapeOf(16, 8, 8, 32).b,
      [](unsigned i, unsigned, unsigned t) { return i == 0 ? t : t + 4; },
      group);
}

TEST(Fragments, EightBits) {
  expectFragment(shapeOf(8, 8, 16, 8).a, group,
                 [](unsigned i, unsigned, unsigned t) { return t * 4 + i; });
  expectFragment(
      shapeOf(8, 8, 16, 8).b,
      [](unsigned i, unsigned, unsigned t) { return t * 4 + i; }, group);
  expectFragment(
      shapeOf(16, 8, 16, 8).a,
      [](unsigned i, unsigned g, unsigned) { return i < 4 ? g : g + 8; },
      [](unsigned i, unsigned, unsigned t) { return t * 4 + (i & 3); });
  expectFragment(
      shapeOf(16, 8, 16, 8).b,
      [](unsigned i, unsigned, unsigned t) { return t * 4 + i; }, group);
  expectFragment(
      shapeOf(16, 8, 32, 8).a,
      [](unsigned i, unsigned g, unsigned) {
        return i < 4 || (8 <= i && i < 12) ? g : g + 8;
      },
      [](unsigned i, unsigned, unsigned t) {
        return t * 4 + (i & 3) + (i < 8 ? 0 : 16);
      });
  expectFragment(
      shapeOf(16, 8, 32, 8).b,
      [](unsigned i, unsigned, unsigned t) {
        return t * 4 + (i & 3) + (i < 4 ? 0 : 16);
      },
      group);
}

TEST(Fragments, F64) {
  expectFragment(shapeOf(8, 8, 4, 64).a, group, thread);
  expectFragment(shapeOf(8, 8, 4, 64).b, thread, group);
  expectFragment(
      shapeOf(16, 8, 4, 64).a,
      [](unsigned i, unsigned g, unsigned) { return i == 0 ? g : g + 8; },
      thread);
  expectFragment(shapeOf(16, 8, 4, 64).b, thread, group);
  auto alternating = [](unsigned i, unsigned g, unsigned) {
    return i % 2 == 0 ? g : g + 8;
  };
  auto steps = [](unsigned i, unsigned, unsigned t) { return t + 4 * i; };
  auto pairs = [](unsigned i, unsigned, unsigned t) { return t + i / 2 * 4; };
  for (unsigned k : {8, 16}) {
    expectFragment(shapeOf(16, 8, k, 64).a, alternating, pairs);
    expectFragment(shapeOf(16, 8, k, 64).b, steps, group);
  }
}

TEST(Fragments, Wmma) {
  struct Key {
    unsigned m, n, k, bits, aElements, bElements, cElements;
    bool replicated;
  };
  // The numbers of elements are those of the registers that PTX prescribes.
  for (Key key :
       {Key{16, 16, 16, 16, 16, 16, 8, true},
        Key{32, 8, 16, 16, 16, 16, 8, true},
        Key{8, 32, 16, 16, 16, 16, 8, true},
        Key{16, 16, 16, 16, 8, 8, 8, false},
        Key{32, 8, 16, 16, 16, 4, 8, false},
        Key{8, 32, 16, 16, 4, 16, 8, false}, Key{16, 16, 16, 8, 8, 8, 8, false},
        Key{32, 8, 16, 8, 16, 4, 8, false}, Key{8, 32, 16, 8, 4, 16, 8, false},
        Key{16, 16, 8, 32, 4, 4, 8, false}, Key{8, 8, 4, 64, 1, 1, 2, false}}) {
    const MatrixShape *shape =
        findWmmaShape(key.m, key.n, key.k, key.bits, key.replicated);
    ASSERT_NE(shape, nullptr);
    EXPECT_EQ(shape->a.elements(), key.aElements);
    EXPECT_EQ(shape->b.elements(), key.bElements);
    EXPECT_EQ(shape->c.elements(), key.cElements);
    for (const Fragment *fragment : {&shape->a, &shape->b, &shape->c})
      EXPECT_TRUE(fragment->coversTile());
    EXPECT_TRUE(shape->a.rows == key.m && shape->a.columns == key.k);
    EXPECT_TRUE(shape->b.rows == key.k && shape->b.columns == key.n);
    EXPECT_TRUE(shape->c.rows == key.m && shape->c.columns == key.n);
  }
}

TEST(Fragments, Movements) {
  expectFragment(matrix8x8, group, accumulatorColumn);
  expectFragment(
      matrix8x8Transposed,
      [](unsigned i, unsigned, unsigned t) { return t * 2 + i; }, group);
}

TEST(Fragments, UnknownShapes) {
  EXPECT_EQ(findMmaShape(16, 8, 64, 16), nullptr);
  EXPECT_EQ(findMmaShape(16, 16, 16, 16), nullptr);
  EXPECT_EQ(findWmmaShape(16, 16, 16, 8, true), nullptr);
}

} // namespace
