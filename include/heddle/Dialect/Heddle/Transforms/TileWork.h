//===- TileWork.h - How much work a tile program is -------------*- C++ -*-===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// This file names the attributes by which heddle-tile-attention tells targets
// what the loop over workgroups costs, and how exact products must be.
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_DIALECT_HEDDLE_TRANSFORMS_TILEWORK_H
#define HEDDLE_DIALECT_HEDDLE_TRANSFORMS_TILEWORK_H

#include "llvm/ADT/StringRef.h"

namespace heddle {

/// An i64 on the `scf.forall` of a tile program: the multiply-adds of all its
/// workgroups. It is absent where they are not known, or where consecutive
/// shares of the workgroups may differ in them.
constexpr llvm::StringLiteral workAttrName = "heddle.work";

/// A unit on a `vector.contract` whose factors of f32 may be rounded to TF32.
constexpr llvm::StringLiteral allowTf32AttrName = "heddle.allow_tf32";

/// An f64 on the `arith.truncf` of weights for their product with values: how
/// they are rounded is free, if those divided by this number have no bias. They
/// are not negative, or their row is no number either.
constexpr llvm::StringLiteral weightsAttrName = "heddle.weights";

/// A unit on the `vector.reduction` that says whether any row of a tile needs
/// what an `scf.if` does. Rows that do not need it stay as they are, so each
/// group of rows may decide for itself.
constexpr llvm::StringLiteral votesAttrName = "heddle.votes";

/// The same, where moreover what the `scf.if` yields makes the reduction false.
constexpr llvm::StringLiteral rareAttrName = "heddle.rare";

/// Whether groups of rows may decide for themselves.
inline bool isVote(mlir::Operation *reduction) {
  return reduction->hasAttr(votesAttrName) || reduction->hasAttr(rareAttrName);
}

} // namespace heddle

#endif // HEDDLE_DIALECT_HEDDLE_TRANSFORMS_TILEWORK_H
