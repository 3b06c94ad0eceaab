//===- AttentionScores.h - The scores of a query -------------- -*- C++ -*-===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_LIB_REFERENCE_ATTENTIONSCORES_H
#define HEDDLE_LIB_REFERENCE_ATTENTIONSCORES_H

#include "AttentionOperands.h"
#include "RegionProgram.h"
#include "Rounding.h"

namespace heddle::reference {

/// What happens to products of query and key before they are normalized.
class AttentionScores {
public:
  AttentionScores(const AttentionOperands &operands, const Arguments &arguments,
                  Rounding rounding);

  /// Turns `products` of a query with the keys of `keys` into scores.
  template <class Real>
  void apply(Real *products, KeyInterval keys, int64_t batch, int64_t head,
             int64_t query, RegionFrame &frame) const;

private:
  /// A query and its keys on the way.
  template <class Real>
  struct Row {
    Real *scores;
    KeyInterval keys;
    int64_t batch, head, query;

    /// Replaces each score s of key j by fn(s, j).
    template <class Fn>
    void update(Fn fn) const {
      for (int64_t j = keys.begin; j < keys.end; ++j)
        scores[j - keys.begin] = fn(scores[j - keys.begin], j);
    }
  };

  template <class Real>
  void applyScale(const Row<Real> &row) const;
  template <class Real>
  void applyListed(mlir::Attribute step, const Row<Real> &row) const;
  template <class Real>
  void applySoftcap(Real cap, const Row<Real> &row) const;
  template <class Real>
  void applyAlibi(AlibiAttr alibi, const Row<Real> &row) const;
  template <class Real>
  void applyBias(const Row<Real> &row) const;
  template <class Real>
  void applyRegion(const Row<Real> &row, RegionFrame &frame) const;

  const AttentionOperands &operands;
  Rounding rounding;
  RegionProgram program;
  double scale;
  /// The list with `#heddle.bias` in its place.
  llvm::SmallVector<mlir::Attribute> list;
  /// Along which dimensions the bias is repeated.
  bool repeatsBias[3] = {};
};

} // namespace heddle::reference

#endif // HEDDLE_LIB_REFERENCE_ATTENTIONSCORES_H
