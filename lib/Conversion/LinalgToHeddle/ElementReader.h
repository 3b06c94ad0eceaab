//===- ElementReader.h - Tensors to elements --------------------*- C++ -*-===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// This file declares what makes elements of IR.
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_LIB_CONVERSION_LINALGTOHEDDLE_ELEMENTREADER_H
#define HEDDLE_LIB_CONVERSION_LINALGTOHEDDLE_ELEMENTREADER_H

#include "Element.h"

#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"

#include <deque>

namespace heddle::raise {

class ElementReader {
public:
  explicit ElementReader(IndexSpace &space);

  /// What `tensor` holds at `indices`.
  Element *read(mlir::Value tensor, llvm::ArrayRef<Index> indices);

  /// What `inner`, a value in the body of `op`, is where the result is at
  /// `indices`. Null if it cannot be read.
  Element *readInner(mlir::linalg::LinalgOp op, mlir::Value inner,
                     llvm::ArrayRef<Index> indices);

  /// One term of a reduction, at one index for each of its reduced loops, in
  /// order. Null if it cannot be read.
  Element *readTerm(Element *reduce, llvm::ArrayRef<Index> indices);
  /// The dimensions that the reduced loops run over.
  llvm::SmallVector<Extent> getReducedExtents(const Element *reduce);

  /// The size of a dimension, by what it was made of.
  Element *readExtent(Extent extent);

  /// `OpTy` of `operands`, simplified.
  template <typename OpTy>
  Element *compute(llvm::ArrayRef<Element *> operands, mlir::Type type) {
    mlir::MLIRContext *context = type.getContext();
    return compute(mlir::OperationName(OpTy::getOperationName(), context),
                   operands, type, mlir::DictionaryAttr::get(context));
  }
  Element *compute(mlir::OperationName name, llvm::ArrayRef<Element *> operands,
                   mlir::Type type, mlir::DictionaryAttr attributes);
  Element *getConstant(mlir::Attribute value, mlir::Type type);
  Element *getNumber(double value, mlir::Type type);

  /// A number as f32.
  Element *toF32(Element *element);

  /// Whether both are one value but for rounding.
  bool areEqual(Element *a, Element *b);

  /// The digits that `element` depends on.
  DigitSet getDigits(Element *element);
  bool dependsOn(Element *element, const DigitSet &digits);

  /// Whether more was to be read than is reasonable.
  bool isExhausted() const { return elements.size() > kMaxElements; }

  IndexSpace &space;

private:
  static constexpr size_t kMaxElements = 20000;
  /// Of what is read at once, one from the other.
  static constexpr int kMaxDepth = 1000;

  /// Evaluates the body of a linalg op at one iteration.
  class BodyReader;

  Element *create(Element::Kind kind, mlir::Type type);
  Element *load(mlir::Value value, llvm::ArrayRef<Index> indices);
  Element *readScalar(mlir::Value value);
  Element *readUncachedScalar(mlir::Value value);
  bool haveEqualExtents(const Extent &a, const Extent &b);
  Element *readAffine(mlir::AffineExpr expr, mlir::affine::AffineApplyOp apply);
  Element *readSize(mlir::OpFoldResult size);
  Element *traceExtent(Extent extent);
  Element *readConcatExtent(mlir::tensor::ConcatOp op, int64_t dim);
  Element *readUncached(mlir::Value tensor, llvm::ArrayRef<Index> indices);
  Element *readConstant(mlir::Value tensor, mlir::DenseElementsAttr values,
                        llvm::ArrayRef<Index> indices);
  Element *readElementwise(mlir::Operation *op, llvm::ArrayRef<Index> indices);
  Element *readLinalg(mlir::linalg::LinalgOp op, unsigned result,
                      llvm::ArrayRef<Index> indices);
  Element *readReduction(mlir::linalg::LinalgOp op, unsigned result,
                         llvm::ArrayRef<std::optional<Index>> loops,
                         llvm::ArrayRef<Index> indices);
  Element *readSoftmax(mlir::linalg::SoftmaxOp op,
                       llvm::ArrayRef<Index> indices);
  Index merge(mlir::Value tensor, llvm::ArrayRef<int64_t> dims,
              llvm::ArrayRef<Index> indices);
  bool areWhole(mlir::Value tensor, llvm::ArrayRef<int64_t> dims,
                llvm::ArrayRef<Index> indices) const;
  Element *readExpand(mlir::tensor::ExpandShapeOp op,
                      llvm::ArrayRef<Index> indices);
  Element *readCollapse(mlir::tensor::CollapseShapeOp op,
                        llvm::ArrayRef<Index> indices);
  Element *readReshape(mlir::tensor::ReshapeOp op,
                       llvm::ArrayRef<Index> indices);
  Element *readSlice(mlir::tensor::ExtractSliceOp op,
                     llvm::ArrayRef<Index> indices);
  Element *readConcat(mlir::tensor::ConcatOp op, llvm::ArrayRef<Index> indices);
  Element *readInsert(mlir::tensor::InsertSliceOp op,
                      llvm::ArrayRef<Index> indices);
  bool bindLoops(mlir::linalg::LinalgOp op, mlir::AffineMap map,
                 llvm::ArrayRef<Index> indices,
                 llvm::MutableArrayRef<std::optional<Index>> loops);
  void noteLoops(mlir::linalg::LinalgOp op,
                 llvm::ArrayRef<std::optional<Index>> loops);
  Element *simplify(mlir::OperationName name,
                    llvm::ArrayRef<Element *> operands, mlir::Type type);
  Element *simplifySize(mlir::OperationName name,
                        llvm::ArrayRef<Element *> operands);
  Element *foldChoice(mlir::OperationName name,
                      llvm::ArrayRef<Element *> operands, mlir::Type type,
                      mlir::DictionaryAttr attributes);
  Element *fold(mlir::OperationName name, llvm::ArrayRef<Element *> operands,
                mlir::Type type, mlir::DictionaryAttr attributes);

  std::deque<Element> elements;
  int depth = 0;
  struct Cached {
    llvm::SmallVector<Index> indices;
    Element *element;
  };
  llvm::DenseMap<mlir::Value, llvm::SmallVector<Cached, 2>> cache;
  llvm::DenseMap<std::pair<mlir::Value, int64_t>, Element *> extents;
  llvm::DenseMap<mlir::Value, Element *> scalars;
};

} // namespace heddle::raise

#endif // HEDDLE_LIB_CONVERSION_LINALGTOHEDDLE_ELEMENTREADER_H
