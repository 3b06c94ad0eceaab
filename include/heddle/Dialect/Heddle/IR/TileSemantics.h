//===- TileSemantics.h - What the attribute interfaces speak ----*- C++ -*-===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// This file declares the values that pass between a lowering and the attribute
// interfaces of the dialect: ranges of queries and keys, positions of scores,
// and the builder with which a normalizer writes its step on a tile.
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_DIALECT_HEDDLE_IR_TILESEMANTICS_H
#define HEDDLE_DIALECT_HEDDLE_IR_TILESEMANTICS_H

#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "mlir/IR/Builders.h"

namespace heddle {

/// A range of queries of one batch entry; all values are of type `index`.
struct QuerySpan {
  mlir::Value first;      ///< The first query.
  mlir::Value last;       ///< The last query, inclusive.
  mlir::Value numQueries; ///< M.
  mlir::Value numKeys;    ///< N, or the length of this batch entry.
};

/// Intervals of keys, of type `index` and signed: [begin, end) holds every key
/// that some query of a range sees; every query sees all of
/// [fullBegin, fullEnd).
struct KeySpan {
  mlir::Value begin, end;
  mlir::Value fullBegin, fullEnd;
};

/// Where scores stand. `query` and `key` are `i32`, scalars or vectors of one
/// shape; the rest, but for `heads`, are scalars of type `index`.
struct ScorePosition {
  mlir::Value batch;
  mlir::Value head; ///< That of all scores, or of the first row.
  mlir::Value query, key;
  mlir::Value numQueries; ///< M.
  mlir::Value numKeys;    ///< N, or the length of this batch entry.
  /// Where rows of a tile are of several heads: a vector of `index`, one for
  /// each row. Null where `head` is that of all scores.
  mlir::Value heads = {};
};

/// One block's step of a normalizer.
struct NormalizerStep {
  mlir::Value weights; ///< Of the scores' type; 0 for a masked key.
  mlir::Value rescale; ///< A row that multiplies what is accumulated; or null.
  llvm::SmallVector<mlir::Value> state;
};

/// Rows whose reference was raised.
struct NormalizerRaise {
  mlir::Value rescale; ///< A row that multiplies what is accumulated.
  llvm::SmallVector<mlir::Value> state;
};

/// Two parts of a row's keys taken together.
struct NormalizerMerge {
  /// Rows that multiply what the parts accumulated; null for 1.
  mlir::Value rescaleFirst, rescaleSecond;
  llvm::SmallVector<mlir::Value> state;
};

/// The end of a normalizer's row.
struct NormalizerResult {
  mlir::Value scale;     ///< A row that multiplies the output; or null.
  mlir::Value logSumExp; ///< A row; null where the normalizer has none.
};

/// Writes f32 arithmetic on tiles (`vector<RxC>`), rows of numbers
/// (`vector<R>`, one for each row of a tile) and scalars.
class TileBuilder {
public:
  /// `columns`, if not null, is a mask of the tile's shape made by
  /// `vector.create_mask`: reductions leave out what it masks. `scoreUnit`,
  /// positive, is what one unit of the scores is worth in natural units.
  /// `weightType`, if not null, is the type that weights are rounded to before
  /// values are multiplied by them. `weightFactor` is how much larger they are
  /// than those of the definition, of normalizers that raise them.
  TileBuilder(mlir::OpBuilder &builder, mlir::Location loc,
              mlir::Value columns = {}, double scoreUnit = 1.0,
              mlir::Type weightType = {}, double weightFactor = 1.0)
      : builder(builder), loc(loc), columns(columns), scoreUnit(scoreUnit),
        weightType(weightType), weightFactor(weightFactor) {}

  mlir::OpBuilder &getBuilder() { return builder; }
  mlir::Location getLoc() { return loc; }

  /// The lowest score in units of `scoreUnit` that `powerDifference` can take
  /// others from: finite, and -inf is a difference of -inf from it.
  static double lowestPivot(double scoreUnit);

  /// A pivot that makes powers of differences from it larger by the factor.
  mlir::Value raiseWeights(mlir::Value pivot);
  /// What sums of such powers are without it.
  mlir::Value lowerSum(mlir::Value sum);

  /// A constant of `type`, f32 or a vector of it.
  mlir::Value constant(double value, mlir::Type type);
  /// Combines each row of `tile` into the number of `acc` of that row.
  mlir::Value reduce(mlir::vector::CombiningKind kind, mlir::Value tile,
                     mlir::Value acc);
  /// For each number of `tile`, the combination of `init` with the numbers to
  /// its right, without itself.
  mlir::Value scanFromRight(mlir::vector::CombiningKind kind, mlir::Value tile,
                            mlir::Value init);
  /// The largest number of a row, a scalar.
  mlir::Value maxOfRow(mlir::Value row);
  /// Repeats the numbers of `row` along the columns of a tile of `type`.
  mlir::Value broadcast(mlir::Value row, mlir::VectorType type);

  mlir::Value add(mlir::Value a, mlir::Value b);
  mlir::Value sub(mlir::Value a, mlir::Value b);
  mlir::Value mul(mlir::Value a, mlir::Value b);
  mlir::Value div(mlir::Value a, mlir::Value b);
  mlir::Value max(mlir::Value a, mlir::Value b);
  mlir::Value exp2(mlir::Value a);
  /// A score, or a difference of scores, as a power of two.
  mlir::Value toPowerOfTwo(mlir::Value score);
  /// The difference of scores that is so many powers of two, of `type`.
  mlir::Value powersOfTwo(double powers, mlir::Type type);
  /// A row of scores in the form that `powerDifference` subtracts.
  mlir::Value toPivot(mlir::Value row);
  /// Scores, of a tile or a row, less those of a pivot, as powers of two.
  mlir::Value powerDifference(mlir::Value scores, mlir::Value pivot);
  /// A score in natural units.
  mlir::Value toNatural(mlir::Value score);
  /// Weights as values will be multiplied by them, in f32.
  mlir::Value roundWeights(mlir::Value weights);
  /// `onTrue` where `a` equals the constant `value`, `onFalse` elsewhere.
  mlir::Value selectEqual(mlir::Value a, double value, mlir::Value onTrue,
                          mlir::Value onFalse);

private:
  mlir::OpBuilder &builder;
  mlir::Location loc;
  mlir::Value columns;
  double scoreUnit;
  mlir::Type weightType;
  double weightFactor;
  /// Whether differences are taken before they become powers of two. Scores in
  /// natural units may hold a bias that is as large as numbers get, whose
  /// product with log2(e) overflows, or is rounded by more than a power of two.
  bool subtractsFirst() const;
  /// `tile` with its columns in the opposite order.
  mlir::Value reverse(mlir::Value tile);
  /// `a` times a constant, which is left out if it is 1.
  mlir::Value scale(mlir::Value a, double factor);
};

/// Emits the default of `scale`, in f32: 1/sqrt(width), or 1 for a width of 0.
mlir::Value createDefaultScale(mlir::OpBuilder &builder, mlir::Location loc,
                               mlir::Value width);

} // namespace heddle

#endif // HEDDLE_DIALECT_HEDDLE_IR_TILESEMANTICS_H
