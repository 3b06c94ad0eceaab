//===- Panel.h - Matrices for the hot loop -------------------- -*- C++ -*-===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_LIB_REFERENCE_PANEL_H
#define HEDDLE_LIB_REFERENCE_PANEL_H

#include <cstddef>
#include <cstdint>
#include <vector>

namespace heddle::reference {

/// A matrix stored in stripes of columns, so that `multiply` reads it from
/// front to back. What pads the last stripe is zero.
template <class Real>
class Panel {
public:
  /// Columns of a stripe.
  static constexpr int64_t width = 256 / sizeof(Real);

  void reset(int64_t numRows, int64_t numColumns) {
    rows = numRows;
    stripes = (numColumns + width - 1) / width;
    data.assign(static_cast<std::size_t>(stripes * rows * width), 0);
  }
  Real &at(int64_t row, int64_t column) {
    return data[((column / width) * rows + row) * width + column % width];
  }
  const Real *stripe(int64_t index) const {
    return data.data() + index * rows * width;
  }
  int64_t numRows() const { return rows; }
  /// The number of columns, padding included.
  int64_t paddedColumns() const { return stripes * width; }

private:
  int64_t rows = 0, stripes = 0;
  std::vector<Real> data;
};

/// How many rows `multiply` computes at a time.
constexpr int64_t rowsPerBlock = 4;

/// A block of `rowsPerBlock` rows.
template <class Real>
class RowBlock {
public:
  explicit RowBlock(int64_t numColumns)
      : columns(numColumns),
        data(static_cast<std::size_t>(rowsPerBlock * columns)) {}
  Real *row(int64_t index) { return data.data() + index * columns; }
  const Real *row(int64_t index) const { return data.data() + index * columns; }

private:
  int64_t columns;
  std::vector<Real> data;
};

/// Columns [columnBegin, columnEnd) of left * right, summed over rows
/// [rowBegin, rowEnd) of `right`, which are columns of `left`. Also writes up
/// to a stripe more on both sides.
void multiply(const RowBlock<double> &left, const Panel<double> &right,
              int64_t rowBegin, int64_t rowEnd, int64_t columnBegin,
              int64_t columnEnd, RowBlock<double> &result);
void multiply(const RowBlock<float> &left, const Panel<float> &right,
              int64_t rowBegin, int64_t rowEnd, int64_t columnBegin,
              int64_t columnEnd, RowBlock<float> &result);

} // namespace heddle::reference

#endif // HEDDLE_LIB_REFERENCE_PANEL_H
