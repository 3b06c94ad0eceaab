//===- RowSemantics.h - Normalizers on whole rows ---------------*- C++ -*-===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// This file declares the vocabulary in which a normalizer writes its definition
// for lowerings that hold all scores of a row at once. TileSemantics.h has the
// one for lowerings that see them block by block.
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_DIALECT_HEDDLE_IR_ROWSEMANTICS_H
#define HEDDLE_DIALECT_HEDDLE_IR_ROWSEMANTICS_H

#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "mlir/IR/ImplicitLocOpBuilder.h"

namespace heddle {

/// What a normalizer makes of the scores of whole rows.
struct NormalizedRows {
  mlir::Value weights;   ///< A tile; 0 for a masked key.
  mlir::Value scale;     ///< A row; multiplies the weighted sum; or null.
  mlir::Value logSumExp; ///< A row; null where the normalizer has none.
  /// A row: what remains for the value of each query's own key; or null.
  mlir::Value ownKeyWeight = {};
};

/// Numbers of the rows of a tile, combined from the last one on.
struct RowScan {
  mlir::Value before; ///< A tile: at each place, all to the right of it.
  mlir::Value total;  ///< A row.
};

/// Writes on tiles, which hold a number for each score, and rows, which hold
/// one for each row of scores. Both are opaque to the normalizer.
class RowBuilder {
public:
  /// Emits a number from numbers; all are f32 scalars.
  using Body = llvm::function_ref<mlir::Value(mlir::ImplicitLocOpBuilder &,
                                              mlir::ValueRange)>;

  virtual ~RowBuilder() = default;

  /// `body` at each place of `operands`: tiles, rows, and the sink. The result
  /// is a tile if one of them is; rows are repeated along it.
  virtual mlir::Value map(mlir::ValueRange operands, Body body) = 0;

  /// The sum (`ADD`) or the largest (`MAXIMUMF`) of `init` and the numbers of
  /// each row of `tile`: a row.
  virtual mlir::Value reduce(mlir::vector::CombiningKind kind, mlir::Value tile,
                             double init) = 0;

  /// The products of the numbers of each row of `tile`, taken one after the
  /// other from the right.
  virtual RowScan multiplyFromRight(mlir::Value tile) = 0;
};

} // namespace heddle

#endif // HEDDLE_DIALECT_HEDDLE_IR_ROWSEMANTICS_H
