//===- Element.h - What an element of a tensor is ---------------*- C++ -*-===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What one element of a tensor is, as an expression over indices, whatever ops
// spell it: named ops, generics, one or many, elementwise ops on tensors.
// Reductions are nodes whose terms are read on demand, for indices of choice:
// two sums are of the same thing if their terms at one index are.
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_LIB_CONVERSION_LINALGTOHEDDLE_ELEMENT_H
#define HEDDLE_LIB_CONVERSION_LINALGTOHEDDLE_ELEMENT_H

#include "IndexSpace.h"

#include "mlir/IR/Operation.h"
#include "llvm/ADT/ArrayRef.h"

namespace heddle::raise {

/// An element of a tensor, or a scalar without indices.
struct Access {
  mlir::Value tensor; ///< Null for none.
  llvm::SmallVector<Index> indices;
};

struct Element {
  enum class Kind {
    Constant, ///< `constant`, of `type`.
    Position, ///< The value of `position`.
    Extent,   ///< The extent of a dimension, `access.tensor` and `dim`.
    Load,     ///< What `access` holds, with nothing known of it.
    Compute,  ///< `name` applied to `operands`.
    Reduce,   ///< `reducer`, by `name`, at `loops`.
  };

  Kind kind;
  mlir::Type type;
  /// A tensor that holds this element, if one does.
  Access access;
  mlir::Attribute constant;
  Index position;
  int64_t dim = 0;
  std::optional<mlir::OperationName> name;
  mlir::DictionaryAttr attributes;
  llvm::SmallVector<Element *, 3> operands;
  mlir::Operation *reducer = nullptr;
  unsigned result = 0;
  /// Nothing for the loops of the reduction.
  llvm::SmallVector<std::optional<Index>> loops;

  /// Whether this is `OpTy` computed, or a reduction by it.
  template <typename... OpTy>
  bool computes() const {
    return kind == Kind::Compute && isNamed<OpTy...>();
  }
  template <typename... OpTy>
  bool reducesBy() const {
    return kind == Kind::Reduce && isNamed<OpTy...>();
  }

private:
  template <typename... OpTy>
  bool isNamed() const {
    return name && ((name->getStringRef() == OpTy::getOperationName()) || ...);
  }
};

/// The number that `element` is, as a double; nothing if it is no constant.
std::optional<double> getNumber(const Element *element);
std::optional<int64_t> getInteger(const Element *element);

/// Whether `element` is computed as its operand in another float type, or in
/// another integer type.
bool isCast(const Element *element);

/// `element` without casts around it. Rounding is not meaning.
Element *stripCasts(Element *element);

} // namespace heddle::raise

#endif // HEDDLE_LIB_CONVERSION_LINALGTOHEDDLE_ELEMENT_H
