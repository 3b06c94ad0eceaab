//===- AttentionMatch.h - Attention found, and made an op -------*- C++ -*-===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_LIB_CONVERSION_LINALGTOHEDDLE_ATTENTIONMATCH_H
#define HEDDLE_LIB_CONVERSION_LINALGTOHEDDLE_ATTENTIONMATCH_H

#include "Matchers.h"

#include "mlir/IR/PatternMatch.h"

namespace heddle::raise {

/// All that there is to know of an attention.
struct AttentionMatch {
  mlir::Value root; ///< What the op takes the place of.
  llvm::SmallVector<Index> rootIndices;
  WeightedSum weighted;
  Softmax softmax;
  Scores scores;
  ExtraLogit extra;
  Roles roles;
  mlir::Value logSumExp; ///< Replaced as well, or null.
  llvm::SmallVector<Index> logSumExpIndices;
};

/// Matches what `root` holds, or with `inner`, what that value in the body of
/// the linalg op that makes `root` is. `isCandidate` says whether it is a
/// product weighted by exponentials, whether or not the rest fits.
mlir::FailureOr<AttentionMatch> matchAttention(MatchContext &context,
                                               mlir::Value root,
                                               mlir::Value inner,
                                               bool &isCandidate);

/// Makes what is `inner` in the body of `op` a tensor of its own, and returns
/// that.
mlir::Value splitEpilogue(mlir::RewriterBase &rewriter,
                          mlir::linalg::GenericOp op, mlir::Value inner);

/// Whether `value` is the log-sum-exp of `match`, which then knows it.
bool matchLogSumExpResult(MatchContext &context, AttentionMatch &match,
                          mlir::Value value);

/// What is computed from the scores of `match`: the ops in their block, with
/// the contraction.
llvm::SetVector<mlir::Operation *> getScoreSlice(const AttentionMatch &match);

/// Emits the op for `match` and replaces `match.root`.
mlir::LogicalResult buildAttention(MatchContext &context,
                                   mlir::RewriterBase &rewriter,
                                   const AttentionMatch &match);

} // namespace heddle::raise

#endif // HEDDLE_LIB_CONVERSION_LINALGTOHEDDLE_ATTENTIONMATCH_H
