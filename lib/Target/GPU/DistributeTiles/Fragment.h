//===- Fragment.h - Which registers hold a tile -----------------*- C++ -*-===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_LIB_TARGET_GPU_DISTRIBUTETILES_FRAGMENT_H
#define HEDDLE_LIB_TARGET_GPU_DISTRIBUTETILES_FRAGMENT_H

#include "heddle/Target/GPU/MatrixInstruction.h"
#include "mlir/Support/LLVM.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SmallVector.h"

#include <map>
#include <optional>

namespace heddle::simt {

/// What the bits of a thread's number, first those of the lane, then those of
/// the warp, add to the coordinates of what it holds.
struct ThreadBases {
  llvm::SmallVector<Coordinates> lane, warp;

  bool operator==(const ThreadBases &other) const {
    return lane == other.lane && warp == other.warp;
  }
  /// Those of one dimension.
  ThreadBases slice(int64_t dim) const;
  /// Bits of dimension `dim` that some thread's coordinates have.
  int64_t getBits(int64_t dim) const;
};

/// Where the elements of a tile are: element x of a tile is in the thread t and
/// register r with x = place(t) + offset(r). No two of the bits that threads
/// and registers stand for are the same, so that the sum is an exclusive or.
class Fragment {
public:
  /// Of a core, `registers` and `threads`, that is repeated `repeat` times in
  /// each dimension. `partial` are bits of the lane across which the value is
  /// still to be added up.
  Fragment(llvm::ArrayRef<int64_t> shape, llvm::ArrayRef<Coordinates> registers,
           ThreadBases threads, llvm::ArrayRef<int64_t> repeat,
           llvm::ArrayRef<int64_t> partial = {});

  /// Whether both have the same elements in the same registers.
  bool operator==(const Fragment &other) const {
    return shape == other.shape && offsets == other.offsets &&
           threads == other.threads && partial == other.partial;
  }

  /// The same, but that one may be partial where the other is not.
  bool agreesWith(const Fragment &other) const {
    return shape == other.shape && offsets == other.offsets &&
           threads == other.threads;
  }

  int64_t getRank() const { return shape.size(); }
  llvm::ArrayRef<int64_t> getShape() const { return shape; }
  int64_t size() const { return offsets.size(); }
  const Coordinates &getOffset(int64_t index) const { return offsets[index]; }
  llvm::ArrayRef<Coordinates> getOffsets() const { return offsets; }
  const ThreadBases &getThreads() const { return threads; }
  llvm::ArrayRef<int64_t> getPartial() const { return partial; }

  /// The first register at `offset`, if there is one.
  std::optional<int64_t> find(const Coordinates &offset) const;

  /// Whether the layout covers more of `dim` than the tile has.
  bool isPadded(int64_t dim) const { return covered[dim] > shape[dim]; }
  int64_t getCovered(int64_t dim) const { return covered[dim]; }

  /// Bits of lane or warp that add nothing: their threads hold the same.
  llvm::SmallVector<int64_t> getIdleLaneBits() const;
  llvm::SmallVector<int64_t> getIdleWarpBits() const;

private:
  llvm::SmallVector<int64_t> shape, covered;
  llvm::SmallVector<Coordinates> offsets;
  std::map<Coordinates, int64_t> places;
  ThreadBases threads;
  llvm::SmallVector<int64_t> partial;
};

} // namespace heddle::simt

#endif // HEDDLE_LIB_TARGET_GPU_DISTRIBUTETILES_FRAGMENT_H
