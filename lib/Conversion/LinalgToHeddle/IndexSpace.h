//===- IndexSpace.h - Indices as digits -------------------------*- C++ -*-===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// An element of a tensor is found by one index for each dimension. Here an
// index is a number in mixed radix: a list of digits, each of an extent of its
// own. Merging dimensions concatenates their digits, splitting one distributes
// them, transposing permutes the indices and broadcasting leaves some out, so
// that a value is followed through any layout by moving lists.
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_LIB_CONVERSION_LINALGTOHEDDLE_INDEXSPACE_H
#define HEDDLE_LIB_CONVERSION_LINALGTOHEDDLE_INDEXSPACE_H

#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/Value.h"
#include "llvm/ADT/SetVector.h"

#include <functional>
#include <optional>

namespace heddle::raise {

using Digit = unsigned;
/// The most significant digit comes first; an index without digits is 0.
using Index = llvm::SmallVector<Digit, 2>;
using DigitSet = llvm::SmallSetVector<Digit, 8>;

/// A dimension of a tensor, for its extent.
struct Extent {
  mlir::Value tensor;
  int64_t dim;

  /// Static, or `ShapedType::kDynamic`.
  int64_t getStatic() const;
};

class IndexSpace {
public:
  /// `areEqual` says whether two extents are known to be equal.
  using Equality = std::function<bool(const Extent &, const Extent &)>;
  void setEquality(Equality equality) { areEqual = std::move(equality); }

  /// An index that runs over a whole dimension; without digits if that is 1.
  Index create(Extent extent);

  /// The index just past the end of another, which only a concatenation with
  /// one more element has.
  Index createPastEnd();
  bool isPastEnd(llvm::ArrayRef<Digit> index) const;

  /// The first number that `index` is in a dimension of `extent`, and the end
  /// of those; nothing if that is not static.
  std::optional<std::pair<int64_t, int64_t>>
  getRange(llvm::ArrayRef<Digit> index, int64_t extent) const;

  /// `index` in terms of digits that were not split since.
  Index resolve(llvm::ArrayRef<Digit> index) const;

  int64_t getStaticSize(Digit digit) const { return digits[digit].size; }
  llvm::ArrayRef<Extent> getExtents(Digit digit) const {
    return digits[digit].extents;
  }

  /// Records that `index`, which indexes `extent`, runs over the whole of it,
  /// unless it may be the front only.
  void noteExtent(llvm::ArrayRef<Digit> index, Extent extent);
  /// Records that `index` runs over the whole of `extent`.
  void noteWhole(llvm::ArrayRef<Digit> index, Extent extent);

  /// Records that `index` runs over the front of `extent`, which may be longer:
  /// what it indexes from here on says nothing of its size. Returns the digits
  /// that this is new for, for `forgetFront`.
  DigitSet noteFront(llvm::ArrayRef<Digit> index, Extent extent);
  void forgetFront(const DigitSet &front);

  /// Whether `index` is known to run over the whole of `extent`.
  bool isWhole(llvm::ArrayRef<Digit> index, Extent extent) const;

  /// The indices of dimensions `dims` of `tensor`, which `index` enumerates in
  /// row-major order; splits digits for that. Nothing if extents do not show
  /// where one dimension ends.
  std::optional<llvm::SmallVector<Index>> split(llvm::ArrayRef<Digit> index,
                                                mlir::Value tensor,
                                                llvm::ArrayRef<int64_t> dims);

  /// `index` divided by `divisor`, and the remainder.
  std::optional<std::pair<Index, Index>> divide(llvm::ArrayRef<Digit> index,
                                                int64_t divisor);

private:
  struct DigitInfo {
    int64_t size = 0;
    bool pastEnd = false;
    bool isFront = false; ///< What it indexes may be longer.
    llvm::SmallVector<Extent, 2> extents;
    Index parts; ///< Two digits, once this one is split.
  };

  Digit add(int64_t size);
  void splitDigit(Index &rest, int64_t lowSize);
  std::optional<Index> takeStatic(Index &rest, int64_t size);
  std::optional<Index> takeDynamic(Index &rest, Extent extent);

  bool isAnyOf(llvm::ArrayRef<Extent> extents, const Extent &extent) const;

  Equality areEqual;
  llvm::SmallVector<DigitInfo> digits;
  /// Indices of several digits that run over a whole dimension.
  llvm::SmallVector<std::pair<Index, Extent>> merged;
};

} // namespace heddle::raise

#endif // HEDDLE_LIB_CONVERSION_LINALGTOHEDDLE_INDEXSPACE_H
