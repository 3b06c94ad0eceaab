//===- FoldQueries.h - Queries of heads as queries of one -------*- C++ -*-===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_LIB_DIALECT_HEDDLE_TRANSFORMS_FOLDQUERIES_H
#define HEDDLE_LIB_DIALECT_HEDDLE_TRANSFORMS_FOLDQUERIES_H

#include "heddle/Dialect/Heddle/IR/Heddle.h"

namespace heddle {

/// Where at most `maxQueries` queries meet several heads of a key head, returns
/// a copy of `op`, before it, with as many heads as there are key heads: query
/// i of head h of a group is query h * M + i of the copy, which shares its pass
/// over the keys with the others. Null where memory has no such view, or where
/// an operand has numbers for a head or a query that no view of it has in that
/// order. Masks and scores mean the op, not the copy.
AttentionOp foldQueries(mlir::OpBuilder &builder, AttentionOp op,
                        int64_t maxQueries);

} // namespace heddle

#endif // HEDDLE_LIB_DIALECT_HEDDLE_TRANSFORMS_FOLDQUERIES_H
