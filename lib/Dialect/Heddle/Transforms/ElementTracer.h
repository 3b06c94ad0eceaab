//===- ElementTracer.h - Where elements of tensors come from ----*- C++ -*-===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// This file declares how matchers read arithmetic on tensors whatever ops it is
// spread over. They ask for the op that computes an element; whether that is in
// the body of a linalg.generic, a named op or arith on whole tensors, and which
// copies, broadcasts, transpositions, reshapes and casts lie between, does not
// matter to them. What an index of a tensor means is kept as a list of axes.
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_LIB_DIALECT_HEDDLE_TRANSFORMS_ELEMENTTRACER_H
#define HEDDLE_LIB_DIALECT_HEDDLE_TRANSFORMS_ELEMENTTRACER_H

#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/IR/Builders.h"
#include "mlir/IR/TypeUtilities.h"

#include "llvm/ADT/SetVector.h"

#include <optional>

namespace heddle {

/// The axes that a dimension runs through, major to minor. An axis of extent 1
/// is never listed: a dimension without axes has extent 1.
using Axes = llvm::SmallVector<unsigned, 2>;

/// The axes of all dimensions, one after the other.
llvm::SmallVector<unsigned> flatten(llvm::ArrayRef<Axes> dims);

/// A number that depends on axes: each element of a tensor, or a scalar.
struct Element {
  mlir::Value value;
  /// Of a tensor its dimensions, of a scalar in the body of an op the loops.
  llvm::SmallVector<Axes> dims;

  bool isTensor() const;
  mlir::Type getType() const { return mlir::getElementTypeOrSelf(value); }
  /// Operand `index` of `op`, elementwise, whose result this is.
  Element getOperand(mlir::Operation *op, unsigned index) const {
    return {op->getOperand(index), dims};
  }
  bool operator==(const Element &other) const {
    return value == other.value && dims == other.dims;
  }
};

/// A part of the body of an elementwise op of linalg.
struct BodyPart {
  mlir::linalg::LinalgOp op;
  mlir::Value result;                             ///< A number.
  llvm::SetVector<mlir::Operation *> computation; ///< Of the result, in order.
  llvm::SmallVector<mlir::OpOperand *> inputs;    ///< That it reads.
  llvm::SmallVector<unsigned> loops;              ///< That it depends on.

  /// What has to be there for a copy of the part.
  llvm::SmallVector<mlir::Value> getSources() const;
};

/// The part of a body that computes `value`; nothing if that is in no such body
/// or more than arithmetic on what the op reads.
std::optional<BodyPart> findBodyPart(mlir::Value value);

/// Follows elements in both directions; knows the extents of the axes.
class ElementTracer {
public:
  explicit ElementTracer(llvm::ArrayRef<int64_t> extents)
      : extents(extents), parts(extents.size()) {}

  /// `axes`, or what they were split into, without those of extent 1.
  Axes withoutUnits(llvm::ArrayRef<unsigned> axes) const;

  /// Splits the axis that a dimension was seen to end within, as those of the
  /// key heads do within the heads; false if there is none. Elements that were
  /// found before are to be found again.
  bool refine();
  /// `sizes` of the axes that the tracer began with, and those of their parts.
  llvm::SmallVector<mlir::OpFoldResult>
  addParts(mlir::OpBuilder &builder,
           llvm::ArrayRef<mlir::OpFoldResult> sizes) const;

  /// Goes back through what moves elements and casts them; makes `element` the
  /// result of the op that computes it and returns that op, or null.
  mlir::Operation *findComputation(Element &element) const;
  std::optional<double> findConstant(Element element) const;
  /// All tensors that hold the number of `element` exactly, nearest first.
  llvm::SmallVector<Element> findTensors(Element element) const;
  /// The float types narrower than f32 that the number has been rounded to
  /// between the op that computes it and `element`.
  llvm::SmallVector<mlir::Type> findRoundings(Element element) const;

  /// The elements that `use` of `element` makes of it if it only moves them:
  /// the result of a reshape, an argument or a result of an op of linalg.
  std::optional<Element> follow(mlir::OpOperand &use,
                                const Element &element) const;

  /// Emits `from` as a tensor with dimensions `to`, as a view if the order of
  /// axes is the same. `sizes` are those of the axes.
  mlir::Value rearrange(mlir::OpBuilder &builder, mlir::Location loc,
                        const Element &from, llvm::ArrayRef<Axes> to,
                        llvm::ArrayRef<mlir::OpFoldResult> sizes) const;

  /// Emits `from` with a dimension more for each axis of `to` that it lacks.
  Element broadcast(mlir::OpBuilder &builder, mlir::Location loc,
                    const Element &from, llvm::ArrayRef<Axes> to,
                    llvm::ArrayRef<mlir::OpFoldResult> sizes) const;

  /// Emits an op that computes all of `number`, which is the result of `part`
  /// with the axes of its loops, as a tensor.
  mlir::Value writeTensor(mlir::OpBuilder &builder, mlir::Location loc,
                          const BodyPart &part, const Element &number,
                          llvm::ArrayRef<mlir::OpFoldResult> sizes) const;

private:
  std::optional<Element> moveBack(const Element &element) const;
  std::optional<llvm::SmallVector<Axes>>
  split(llvm::ArrayRef<unsigned> axes, llvm::ArrayRef<int64_t> sizes) const;
  std::optional<Axes> take(llvm::ArrayRef<unsigned> &axes, int64_t size,
                           bool fromBack) const;
  template <typename OpTy>
  std::optional<llvm::SmallVector<Axes>>
  splitGroups(OpTy reshape, llvm::ArrayRef<Axes> groups,
              llvm::ArrayRef<int64_t> sizes) const;

  llvm::SmallVector<int64_t> extents;
  llvm::SmallVector<Axes> parts; ///< Of an axis that was split, two others.
  /// An axis, and the extent of the minor part that it should have.
  mutable std::optional<std::pair<unsigned, int64_t>> wanted;
};

} // namespace heddle

#endif // HEDDLE_LIB_DIALECT_HEDDLE_TRANSFORMS_ELEMENTTRACER_H
