//===- Matchers.h - The parts of attention ----------------------*- C++ -*-===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// This file declares one matcher for each concept of attention. They look at
// elements: at what is computed, not at the ops that do it.
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_LIB_CONVERSION_LINALGTOHEDDLE_MATCHERS_H
#define HEDDLE_LIB_CONVERSION_LINALGTOHEDDLE_MATCHERS_H

#include "ElementReader.h"

#include "heddle/Dialect/Heddle/IR/Heddle.h"

#include "mlir/Support/LLVM.h"
#include "llvm/ADT/Twine.h"

#include <string>
#include <vector>

namespace heddle::raise {

/// The reader, and why a match failed.
struct MatchContext {
  ElementReader &reader;
  mlir::MLIRContext *ir;
  std::string reason = {};
  bool lacksSum = false; ///< Weights are not divided, as far as was read.

  mlir::LogicalResult fail(const llvm::Twine &why) {
    reason = why.str();
    return mlir::failure();
  }
  IndexSpace &getSpace() const { return reader.space; }
};

/// What each digit is to the op.
struct Roles {
  Index batch, heads, keyHeads, queries, keys, width, valueWidth;
};

//===----------------------------------------------------------------------===//
// Product.cpp
//===----------------------------------------------------------------------===//

/// A weight that is 0 where a condition says so.
struct Guard {
  Element *condition;
  bool zeroWhen;
  Element *guarded;
};

/// constant * factors / divisors, except where guards make it 0.
struct Product {
  double constant = 1.0;
  llvm::SmallVector<Element *> factors, divisors;
  llvm::SmallVector<Guard> guards;
};

/// Multiplies `product` by `element`, taken apart. Without `throughTensors`,
/// what is a tensor's element is one factor.
void appendFactors(Product &product, Element *element, bool throughTensors,
                   bool isInverse = false);

/// `element` without the constants that it is multiplied by, which go to
/// `constant`, and without casts that change nothing.
Element *peelConstants(Element *element, double &constant);

/// `element` as a sum: terms times constants.
struct Term {
  Element *element;
  double factor;
};
void appendTerms(llvm::SmallVectorImpl<Term> &terms, Element *element,
                 double factor);

/// `terms` as one element; null for none.
Element *sumTerms(MatchContext &context, llvm::ArrayRef<Term> terms);

/// A key is visible where `condition` is `visibleWhen`.
struct Visibility {
  Element *condition;
  bool visibleWhen;
};

//===----------------------------------------------------------------------===//
// Contraction.cpp
//===----------------------------------------------------------------------===//

/// The sum over keys of weights times values.
struct WeightedSum {
  Element *reduce = nullptr;
  Index keys;
  DigitSet keyDigits;
  Product weights; ///< With what the sum was multiplied by afterwards.
  Element *value = nullptr;
};

/// Matches `element`, a contraction whose weights are exponentials.
mlir::FailureOr<WeightedSum> matchWeightedSum(MatchContext &context,
                                              Element *element);

/// A sum over k of query times key.
struct DotProduct {
  double scale = 1.0;
  Index width;
  Element *query = nullptr, *key = nullptr;
  mlir::Operation *contraction = nullptr;
};
mlir::FailureOr<DotProduct> matchDotProduct(MatchContext &context,
                                            Element *reduce,
                                            const DigitSet &keyDigits);

//===----------------------------------------------------------------------===//
// Softmax.cpp
//===----------------------------------------------------------------------===//

/// exp(factor * exponent) over its sum over the keys, with `extra` added.
struct Softmax {
  Element *exponent = nullptr;
  double factor = 1.0;      ///< ln 2 for powers of two.
  Element *sum = nullptr;   ///< The reduction.
  Element *extra = nullptr; ///< What is added to the sum, or null.
  /// Whether the sum has one more term, past the keys.
  bool hasSinkColumn = false;
  llvm::SmallVector<Guard> guards;
  /// Of weights that are made 0, in the sum as well.
  llvm::SmallVector<Visibility> masks;
};

/// Whether `element` is an exponential.
bool isExponential(Element *element);

mlir::FailureOr<Softmax> matchSoftmax(MatchContext &context,
                                      const WeightedSum &weighted);

/// The argument of an exponential, and its factor.
std::optional<Term> getExponent(Element *element);

//===----------------------------------------------------------------------===//
// LogSumExp.cpp
//===----------------------------------------------------------------------===//

/// Terms apart by whether they are the same for all keys of a query.
struct SplitTerms {
  llvm::SmallVector<Term> scores, rows;
};
SplitTerms splitTerms(MatchContext &context, Element *element, double factor,
                      const DigitSet &keyDigits);

/// Terms with the logarithm of a sum of exponentials among them.
struct LogSumExp {
  Element *sum = nullptr;
  llvm::SmallVector<Term> rest; ///< Beside log(sum(exp(scores))).
};

/// Finds `factor` * log(sum(exp(scores))) in `terms`, whatever was subtracted
/// from the scores in it.
std::optional<LogSumExp>
matchLogSumExp(MatchContext &context, llvm::ArrayRef<Term> terms, double factor,
               llvm::ArrayRef<Term> scores, const WeightedSum &weighted);

//===----------------------------------------------------------------------===//
// Scores.cpp
//===----------------------------------------------------------------------===//

/// A step of the score list.
struct ScoreStep {
  double cap = 0.0;        ///< Of a softcap; 0 for a bias.
  Element *bias = nullptr; ///< Times `factor`.
  double factor = 1.0;
};

/// A function of one score and its indices that no attribute is.
struct ScoreFunction {
  Element *result = nullptr; ///< Times `factor`; null without a function.
  double factor = 1.0;
  Element *score = nullptr; ///< The dot product in it.
};

struct Scores {
  DotProduct product;
  ScoreFunction function; ///< Before all steps.
  /// From the dot product to the softmax.
  llvm::SmallVector<ScoreStep> steps;
  llvm::SmallVector<Visibility> masks;
  /// What is the same for all keys of a query, and cancels.
  llvm::SmallVector<Term> rowTerms;
  /// Everything on the way, for guards that look at it.
  llvm::SmallVector<Element *> passed;
};

mlir::FailureOr<Scores> matchScores(MatchContext &context, Term exponent,
                                    const DigitSet &keyDigits);

//===----------------------------------------------------------------------===//
// ScoreRegion.cpp
//===----------------------------------------------------------------------===//

/// `element` as a function of a dot product, constants and positions; nothing
/// if it depends on more.
std::optional<ScoreFunction> matchScoreFunction(MatchContext &context,
                                                Element *element, double factor,
                                                const DigitSet &keyDigits);

/// Whether the positions that `function` depends on are arguments of a score
/// region.
bool canBeRegion(MatchContext &context, const ScoreFunction &function,
                 const Roles &roles);

/// Makes `function` the score region of `op`.
void buildScoreRegion(MatchContext &context, const ScoreFunction &function,
                      const Roles &roles, heddle::AttentionOp op);

//===----------------------------------------------------------------------===//
// Softcap.cpp
//===----------------------------------------------------------------------===//

/// cap * tanh(x / cap) for `factor` * `element`; returns x.
std::optional<Term> matchSoftcap(Element *element, double factor, double &cap);

//===----------------------------------------------------------------------===//
// EmptyRowGuard.cpp
//===----------------------------------------------------------------------===//

/// Whether `guard` zeroes rows without a visible key only, as the op does.
mlir::LogicalResult matchGuard(MatchContext &context, const Guard &guard,
                               const WeightedSum &weighted,
                               const Softmax &softmax, const Scores &scores);

//===----------------------------------------------------------------------===//
// Sink.cpp
//===----------------------------------------------------------------------===//

/// One more exponential in the denominator: the terms of a sink's logits, none
/// for softmax1.
struct ExtraLogit {
  bool exists = false;
  llvm::SmallVector<Term> terms;
};

mlir::FailureOr<ExtraLogit> matchExtraLogit(MatchContext &context,
                                            const WeightedSum &weighted,
                                            const Softmax &softmax,
                                            const Scores &scores);

//===----------------------------------------------------------------------===//
// Roles.cpp
//===----------------------------------------------------------------------===//

mlir::FailureOr<Roles> assignRoles(MatchContext &context,
                                   const WeightedSum &weighted,
                                   const Softmax &softmax, const Scores &scores,
                                   llvm::ArrayRef<Index> resultIndices);

//===----------------------------------------------------------------------===//
// Position.cpp
//===----------------------------------------------------------------------===//

/// i * query + j * key + constant + n * N + m * M + length * (the length).
struct LinearPosition {
  int64_t query = 0, key = 0, constant = 0, numKeys = 0, numQueries = 0,
          length = 0;
};

/// `lengthOrNull` is the length of a batch entry, as an element.
std::optional<LinearPosition> matchPosition(MatchContext &context,
                                            Element *element,
                                            const Roles &roles,
                                            Element *lengthOrNull);

//===----------------------------------------------------------------------===//
// Mask.cpp
//===----------------------------------------------------------------------===//

/// Conditions as attributes, as far as they are such.
struct Mask {
  heddle::MaskAttrInterface attribute; ///< Null for none.
  Element *lengths = nullptr;
  llvm::SmallVector<Visibility> others;
};

Mask matchMask(MatchContext &context, llvm::ArrayRef<Visibility> conditions,
               const Roles &roles);

/// Key j is visible to query i if i - left <= j <= i + right.
heddle::MaskAttrInterface createBandMask(MatchContext &context,
                                         const Roles &roles,
                                         std::optional<int64_t> left,
                                         std::optional<int64_t> right);

/// The condition that `bias` adds -inf under, or nothing.
std::optional<Visibility> getAdditiveMask(const ScoreStep &bias);

/// Whether a score of `value` is a hidden key's.
bool isHidden(double value);

//===----------------------------------------------------------------------===//
// ConstantTensor.cpp
//===----------------------------------------------------------------------===//

/// What the constant `tensor`, or slice of a constant, holds, row by row;
/// nothing if it is something else. Truth values are 0 and 1.
std::optional<std::vector<double>> readConstant(mlir::Value tensor);

//===----------------------------------------------------------------------===//
// DenseMask.cpp
//===----------------------------------------------------------------------===//

/// The mask that the constant `bias` or `condition` is; null if it is something
/// else.
heddle::MaskAttrInterface matchDenseMask(MatchContext &context,
                                         const ScoreStep &bias,
                                         const Roles &roles);
heddle::MaskAttrInterface matchDenseMask(MatchContext &context,
                                         const Visibility &condition,
                                         const Roles &roles);

//===----------------------------------------------------------------------===//
// Alibi.cpp
//===----------------------------------------------------------------------===//

/// Null if `bias` is something else. `isNeutral`: what is the same for all keys
/// of a query does not matter.
heddle::AlibiAttr matchAlibi(MatchContext &context, const ScoreStep &bias,
                             const Roles &roles, Element *lengthOrNull,
                             bool isNeutral);

} // namespace heddle::raise

#endif // HEDDLE_LIB_CONVERSION_LINALGTOHEDDLE_MATCHERS_H
