//===- ElementEmitter.h - Elements to tensors -------------------*- C++ -*-===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// This file declares what makes tensors of elements: as they lie somewhere, if
// they do, or computed by a linalg.generic.
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_LIB_CONVERSION_LINALGTOHEDDLE_ELEMENTEMITTER_H
#define HEDDLE_LIB_CONVERSION_LINALGTOHEDDLE_ELEMENTEMITTER_H

#include "ElementReader.h"

#include "mlir/IR/Dominance.h"
#include "mlir/IR/ImplicitLocOpBuilder.h"

namespace heddle::raise {

class ElementEmitter {
public:
  /// Nothing that is in `scores` may be used: it is to go.
  ElementEmitter(mlir::ImplicitLocOpBuilder &b, ElementReader &reader,
                 const llvm::SetVector<mlir::Operation *> &scores)
      : b(b), space(reader.space), scores(scores) {}

  /// Whether `emit` has what it needs at the insertion point.
  bool canEmit(Element *element);
  bool hasSizes(llvm::ArrayRef<Index> dims);

  /// Whether a tensor holds `element`, as `type`, in row-major order of `dims`.
  bool lies(Element *element, llvm::ArrayRef<Index> dims, mlir::Type type);

  /// A tensor of `type` with one dimension for each of `dims`, in order.
  mlir::Value emit(Element *element, llvm::ArrayRef<Index> dims,
                   mlir::Type type);

  /// A tensor with dimensions `from` as one with `to`, which enumerate the same
  /// digits in the same order.
  mlir::Value reshape(mlir::Value tensor, llvm::ArrayRef<Index> from,
                      llvm::ArrayRef<Index> to);
  /// The same for any order.
  mlir::Value permute(mlir::Value tensor, llvm::ArrayRef<Index> from,
                      llvm::ArrayRef<Index> to);

  /// An uninitialized tensor.
  mlir::Value createEmpty(llvm::ArrayRef<Index> dims, mlir::Type type);

private:
  /// A tensor as it enters a generic.
  struct Input {
    mlir::Value tensor;
    mlir::AffineMap map;
  };
  class BodyEmitter;

  bool isUsable(mlir::Value value);
  bool isUsable(const Access &access);
  std::optional<Extent> findExtent(Digit digit);
  mlir::OpFoldResult getDigitSize(Digit digit);
  mlir::Value refineType(mlir::Value tensor, llvm::ArrayRef<Index> dims);
  mlir::OpFoldResult getSize(llvm::ArrayRef<Digit> index);
  mlir::Value emitGeneric(Element *element, llvm::ArrayRef<Digit> loops,
                          mlir::Type type);
  Access takeFirst(const Access &access);
  Input getInput(const Access &access, llvm::ArrayRef<Digit> loops);

  mlir::ImplicitLocOpBuilder &b;
  IndexSpace &space;
  const llvm::SetVector<mlir::Operation *> &scores;
  mlir::DominanceInfo dominance;
};

} // namespace heddle::raise

#endif // HEDDLE_LIB_CONVERSION_LINALGTOHEDDLE_ELEMENTEMITTER_H
