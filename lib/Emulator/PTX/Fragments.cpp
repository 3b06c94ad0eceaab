//===- Fragments.cpp - Which lane holds which element of a tile -----------===//
//
// Part of the Heddle Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Fragments.h"

#include <vector>

using namespace heddle::ptx;

//===----------------------------------------------------------------------===//
// The tables
//===----------------------------------------------------------------------===//

// Lanes form eight rows of four; `lanes` names what a step within a row is
// worth. In operand B, which is k x n, the four run along k.
#define ROWS(step) {{0, step}, {0, 2 * step}, {1, 0}, {2, 0}, {4, 0}}
#define COLUMNS(step) {{step, 0}, {2 * step, 0}, {0, 1}, {0, 2}, {0, 4}}

namespace {

constexpr Fragment c8x8 = {8, 8, 1, {{0, 1}}, ROWS(2)};
constexpr Fragment c16x8 = {16, 8, 2, {{0, 1}, {8, 0}}, ROWS(2)};

// clang-format off
constexpr MatrixShape mmaShapes[] = {
    {16, 8, 8, 16, {16, 8, 2, {{0, 1}, {8, 0}}, ROWS(2)},
                   {8, 8, 1, {{1, 0}}, COLUMNS(2)}, c16x8},
    {16, 8, 16, 16, {16, 16, 3, {{0, 1}, {8, 0}, {0, 8}}, ROWS(2)},
                    {16, 8, 2, {{1, 0}, {8, 0}}, COLUMNS(2)}, c16x8},
    {16, 8, 4, 32, {16, 4, 1, {{8, 0}}, ROWS(1)},
                   {4, 8, 0, {}, COLUMNS(1)}, c16x8},
    {16, 8, 8, 32, {16, 8, 2, {{8, 0}, {0, 4}}, ROWS(1)},
                   {8, 8, 1, {{4, 0}}, COLUMNS(1)}, c16x8},
    {8, 8, 16, 8, {8, 16, 2, {{0, 1}, {0, 2}}, ROWS(4)},
                  {16, 8, 2, {{1, 0}, {2, 0}}, COLUMNS(4)}, c8x8},
    {16, 8, 16, 8, {16, 16, 3, {{0, 1}, {0, 2}, {8, 0}}, ROWS(4)},
                   {16, 8, 2, {{1, 0}, {2, 0}}, COLUMNS(4)}, c16x8},
    {16, 8, 32, 8, {16, 32, 4, {{0, 1}, {0, 2}, {8, 0}, {0, 16}}, ROWS(4)},
                   {32, 8, 3, {{1, 0}, {2, 0}, {16, 0}}, COLUMNS(4)}, c16x8},
    {8, 8, 4, 64, {8, 4, 0, {}, ROWS(1)},
                  {4, 8, 0, {}, COLUMNS(1)}, c8x8},
    {16, 8, 4, 64, {16, 4, 1, {{8, 0}}, ROWS(1)},
                   {4, 8, 0, {}, COLUMNS(1)}, c16x8},
    {16, 8, 8, 64, {16, 8, 2, {{8, 0}, {0, 4}}, ROWS(1)},
                   {8, 8, 1, {{4, 0}}, COLUMNS(1)}, c16x8},
    {16, 8, 16, 64, {16, 16, 3, {{8, 0}, {0, 4}, {0, 8}}, ROWS(1)},
                    {16, 8, 2, {{4, 0}, {8, 0}}, COLUMNS(1)}, c16x8},
};

constexpr Fragment c16x16 = {16, 16, 3, {{0, 1}, {8, 0}, {0, 8}}, ROWS(2)};
constexpr Fragment c32x8 = {32, 8, 3, {{0, 1}, {8, 0}, {16, 0}}, ROWS(2)};
constexpr Fragment c8x32 = {8, 32, 3, {{0, 1}, {0, 8}, {0, 16}}, ROWS(2)};

constexpr MatrixShape wmmaShapes[] = {
    {16, 16, 16, 16, {16, 16, 3, {{0, 1}, {8, 0}, {0, 8}}, ROWS(2)},
                     {16, 16, 3, {{1, 0}, {8, 0}, {0, 8}}, COLUMNS(2)}, c16x16},
    {32, 8, 16, 16, {32, 16, 4, {{0, 1}, {8, 0}, {0, 8}, {16, 0}}, ROWS(2)},
                    {16, 8, 2, {{1, 0}, {8, 0}}, COLUMNS(2)}, c32x8},
    {8, 32, 16, 16, {8, 16, 2, {{0, 1}, {0, 8}}, ROWS(2)},
                    {16, 32, 4, {{1, 0}, {8, 0}, {0, 8}, {0, 16}}, COLUMNS(2)}, c8x32},
    {16, 16, 16, 8, {16, 16, 3, {{0, 1}, {0, 2}, {8, 0}}, ROWS(4)},
                    {16, 16, 3, {{1, 0}, {2, 0}, {0, 8}}, COLUMNS(4)}, c16x16},
    {32, 8, 16, 8, {32, 16, 4, {{0, 1}, {0, 2}, {8, 0}, {16, 0}}, ROWS(4)},
                   {16, 8, 2, {{1, 0}, {2, 0}}, COLUMNS(4)}, c32x8},
    {8, 32, 16, 8, {8, 16, 2, {{0, 1}, {0, 2}}, ROWS(4)},
                   {16, 32, 4, {{1, 0}, {2, 0}, {0, 8}, {0, 16}}, COLUMNS(4)}, c8x32},
    {16, 16, 8, 32, {16, 8, 2, {{8, 0}, {0, 4}}, ROWS(1)},
                    {8, 16, 2, {{4, 0}, {0, 8}}, COLUMNS(1)}, c16x16},
    {8, 8, 4, 64, {8, 4, 0, {}, ROWS(1)}, {4, 8, 0, {}, COLUMNS(1)}, c8x8},
};

/// wmma on f16: A and B take eight registers, whatever their size.
constexpr MatrixShape replicatedShapes[] = {
    {16, 16, 16, 16, {16, 16, 4, {{0, 1}, {8, 0}, {0, 8}, {0, 0}}, ROWS(2)},
                     {16, 16, 4, {{1, 0}, {8, 0}, {0, 8}, {0, 0}}, COLUMNS(2)}, c16x16},
    {32, 8, 16, 16, {32, 16, 4, {{0, 1}, {8, 0}, {0, 8}, {16, 0}}, ROWS(2)},
                    {16, 8, 4, {{1, 0}, {8, 0}, {0, 0}, {0, 0}}, COLUMNS(2)}, c32x8},
    {8, 32, 16, 16, {8, 16, 4, {{0, 1}, {0, 8}, {0, 0}, {0, 0}}, ROWS(2)},
                    {16, 32, 4, {{1, 0}, {8, 0}, {0, 8}, {0, 16}}, COLUMNS(2)}, c8x32},
};
// clang-format on

template <unsigned Count>
const MatrixShape *find(const MatrixShape (&shapes)[Count], unsigned m,
                        unsigned n, unsigned k, unsigned operandBits) {
  for (const MatrixShape &shape : shapes)
    if (shape.m == m && shape.n == n && shape.k == k &&
        shape.operandBits == operandBits)
      return &shape;
  return nullptr;
}

} // namespace

const Fragment heddle::ptx::matrix8x8 = {8, 8, 1, {{0, 1}}, ROWS(2)};
const Fragment heddle::ptx::matrix8x8Transposed = {
    8, 8, 1, {{1, 0}}, COLUMNS(2)};

#undef ROWS
#undef COLUMNS

const MatrixShape *heddle::ptx::findMmaShape(unsigned m, unsigned n, unsigned k,
                                             unsigned operandBits) {
  return find(mmaShapes, m, n, k, operandBits);
}

const MatrixShape *heddle::ptx::findWmmaShape(unsigned m, unsigned n,
                                              unsigned k, unsigned operandBits,
                                              bool replicated) {
  return replicated ? find(replicatedShapes, m, n, k, operandBits)
                    : find(wmmaShapes, m, n, k, operandBits);
}

//===----------------------------------------------------------------------===//
// Fragment
//===----------------------------------------------------------------------===//

static void addBits(Coordinate &sum, const Coordinate *bases, unsigned bits) {
  for (; bits != 0; bits >>= 1, ++bases) {
    if ((bits & 1) == 0)
      continue;
    sum.row ^= bases->row;
    sum.column ^= bases->column;
  }
}

Coordinate Fragment::at(unsigned element, unsigned lane) const {
  Coordinate sum = {0, 0};
  addBits(sum, elementBases, element);
  addBits(sum, laneBases, lane);
  return sum;
}

bool Fragment::coversTile() const {
  std::vector<bool> seen(rows * columns);
  unsigned count = 0;
  for (unsigned element = 0; element < elements(); ++element)
    for (unsigned lane = 0; lane < warpSize; ++lane) {
      Coordinate point = at(element, lane);
      if (point.row >= rows || point.column >= columns)
        return false;
      std::vector<bool>::reference bit =
          seen[point.row * columns + point.column];
      count += !bit;
      bit = true;
    }
  return count == seen.size();
}
