//===- LinalgRows.h - Tiles and rows as tensors -----------------*- C++ -*-===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// This file declares emitters of linalg on tensors, and the row builder with
// which a normalizer writes its definition in it.
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_LIB_DIALECT_HEDDLE_TRANSFORMS_LINALGROWS_H
#define HEDDLE_LIB_DIALECT_HEDDLE_TRANSFORMS_LINALGROWS_H

#include "heddle/Dialect/Heddle/IR/RowSemantics.h"

#include "mlir/Dialect/Linalg/IR/Linalg.h"

namespace heddle {

/// Emits a `linalg.generic` with one result. The arguments of `body` are the
/// elements of `inputs` and `init`, all of them as f32 if they are floats; what
/// it returns is rounded to the element type of `init`. The loops are parallel
/// but for `reduction`.
mlir::Value createGeneric(mlir::ImplicitLocOpBuilder &b,
                          mlir::ValueRange inputs, mlir::Value init,
                          llvm::ArrayRef<mlir::AffineMap> maps,
                          RowBuilder::Body body,
                          std::optional<unsigned> reduction = std::nullopt);

/// Emits an uninitialized tensor, and one filled with an f32 number.
mlir::Value createEmpty(mlir::ImplicitLocOpBuilder &b,
                        llvm::ArrayRef<mlir::OpFoldResult> sizes,
                        mlir::Type elementType);
mlir::Value createFilled(mlir::ImplicitLocOpBuilder &b,
                         llvm::ArrayRef<mlir::OpFoldResult> sizes,
                         double value);

/// `value`, f32, rounded to the float type `type` and extended again.
mlir::Value createRounded(mlir::ImplicitLocOpBuilder &b, mlir::Value value,
                          mlir::Type type);

/// Tiles are tensors [B,H,M,N] of f32, rows [B,H,M], the sink [H].
class LinalgRowBuilder final : public RowBuilder {
public:
  /// `sizes` are those of a tile.
  LinalgRowBuilder(mlir::ImplicitLocOpBuilder &b,
                   llvm::ArrayRef<mlir::OpFoldResult> sizes)
      : b(b), sizes(sizes) {}

  mlir::Value map(mlir::ValueRange operands, Body body) override;
  mlir::Value reduce(mlir::vector::CombiningKind kind, mlir::Value tile,
                     double init) override;
  RowScan multiplyFromRight(mlir::Value tile) override;

private:
  mlir::ImplicitLocOpBuilder &b;
  llvm::SmallVector<mlir::OpFoldResult> sizes;
};

} // namespace heddle

#endif // HEDDLE_LIB_DIALECT_HEDDLE_TRANSFORMS_LINALGROWS_H
