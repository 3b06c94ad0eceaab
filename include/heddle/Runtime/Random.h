//===- Random.h - Reproducible random tensors -------------------*- C++ -*-===//
//
// Part of the Heddle Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_RUNTIME_RANDOM_H
#define HEDDLE_RUNTIME_RANDOM_H

#include "heddle/Runtime/Tensor.h"

#include <cstdint>

namespace heddle::rt {

/// A generator whose every number, normals included, is the same on every
/// machine: it uses nothing but integer arithmetic and single, correctly
/// rounded floating-point operations; neither the distributions of the
/// standard library nor libm's log.
class Random {
public:
  explicit Random(uint64_t seed) : state(seed) {}

  /// 64 uniform bits (SplitMix64).
  uint64_t nextBits();

  /// Uniform in [0, 1), a multiple of 2^-53.
  double nextUniform();

  /// Uniform in [low, high], both included; low <= high.
  int64_t nextInteger(int64_t low, int64_t high);

  /// Standard normal (Marsaglia's polar method).
  double nextNormal();

private:
  uint64_t state;
  bool hasSpare = false;
  double spare = 0;
};

/// Fills the elements in row-major order, whatever the strides, with normals
/// of mean 0 and standard deviation `scale`, rounded to the element type.
void fillNormal(Tensor &tensor, uint64_t seed, double scale = 1);

/// Fills the elements in row-major order with integers from `low` to `high`,
/// both included.
void fillUniformInt(Tensor &tensor, uint64_t seed, int64_t low, int64_t high);

} // namespace heddle::rt

#endif // HEDDLE_RUNTIME_RANDOM_H
