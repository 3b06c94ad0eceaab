//===- Fragment.cpp - Which registers hold a tile ------------------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Fragment.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVectorExtras.h"

using namespace heddle;
using namespace heddle::simt;
using llvm::ArrayRef;
using llvm::SmallVector;

ThreadBases ThreadBases::slice(int64_t dim) const {
  auto pick = [dim](const Coordinates &basis) -> Coordinates {
    return {basis[dim]};
  };
  return {llvm::map_to_vector(lane, pick), llvm::map_to_vector(warp, pick)};
}

int64_t ThreadBases::getBits(int64_t dim) const {
  int64_t bits = 0;
  for (const Coordinates &basis : llvm::concat<const Coordinates>(lane, warp))
    bits |= basis[dim];
  return bits;
}

/// Points of a register's bases, in the order of the register's number.
static SmallVector<Coordinates> enumerate(ArrayRef<Coordinates> bases,
                                          size_t rank) {
  SmallVector<Coordinates> points = {Coordinates(rank, 0)};
  for (const Coordinates &basis : bases)
    for (size_t i = 0, end = points.size(); i != end; ++i) {
      Coordinates point = points[i];
      for (auto [coordinate, bit] : llvm::zip_equal(point, basis))
        coordinate ^= bit;
      points.push_back(std::move(point));
    }
  return points;
}

Fragment::Fragment(ArrayRef<int64_t> shape, ArrayRef<Coordinates> registers,
                   ThreadBases threads, ArrayRef<int64_t> repeat,
                   ArrayRef<int64_t> partial)
    : shape(shape), threads(std::move(threads)), partial(partial) {
  size_t rank = shape.size();
  SmallVector<int64_t> core(rank);
  for (size_t dim = 0; dim != rank; ++dim) {
    core[dim] = this->threads.getBits(dim);
    for (const Coordinates &basis : registers)
      core[dim] |= basis[dim];
    ++core[dim];
    covered.push_back(core[dim] * repeat[dim]);
  }
  // Copies of the core in row-major order.
  SmallVector<Coordinates> copies = {Coordinates()};
  for (size_t dim = 0; dim != rank; ++dim) {
    SmallVector<Coordinates> longer;
    for (const Coordinates &copy : copies)
      for (int64_t i = 0; i != repeat[dim]; ++i) {
        longer.push_back(copy);
        longer.back().push_back(i * core[dim]);
      }
    copies = std::move(longer);
  }
  SmallVector<Coordinates> points = enumerate(registers, rank);
  for (const Coordinates &copy : copies)
    for (const Coordinates &point : points) {
      Coordinates sum = point;
      for (auto [coordinate, start] : llvm::zip_equal(sum, copy))
        coordinate += start;
      places.try_emplace(sum, offsets.size());
      offsets.push_back(std::move(sum));
    }
}

std::optional<int64_t> Fragment::find(const Coordinates &offset) const {
  auto place = places.find(offset);
  return place == places.end() ? std::nullopt
                               : std::optional<int64_t>(place->second);
}

static SmallVector<int64_t> getZeros(ArrayRef<Coordinates> bases) {
  SmallVector<int64_t> zeros;
  for (auto [bit, basis] : llvm::enumerate(bases))
    if (llvm::all_of(basis, [](int64_t c) { return c == 0; }))
      zeros.push_back(bit);
  return zeros;
}

SmallVector<int64_t> Fragment::getIdleLaneBits() const {
  return getZeros(threads.lane);
}

SmallVector<int64_t> Fragment::getIdleWarpBits() const {
  return getZeros(threads.warp);
}
