//===- Rounding.h - Rounding to storage types ----------------- -*- C++ -*-===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_LIB_REFERENCE_ROUNDING_H
#define HEDDLE_LIB_REFERENCE_ROUNDING_H

#include "heddle/Runtime/ElementType.h"
#include "llvm/ADT/bit.h"

#include <cmath>
#include <cstdint>
#include <optional>

namespace heddle::reference {

/// Rounds numbers to a storage type, or leaves them alone.
class Rounding {
public:
  Rounding() = default;
  explicit Rounding(rt::ElementType type) : type(type) {}
  /// To TF32, which no tensor is stored in.
  static Rounding toTf32() {
    Rounding rounding;
    rounding.isTf32 = true;
    return rounding;
  }

  template <class Real>
  Real operator()(Real value) const {
    if (isTf32)
      return static_cast<Real>(getNearestTf32(static_cast<float>(value)));
    if (!type)
      return value;
    return static_cast<Real>(rt::roundTo(*type, static_cast<double>(value)));
  }

private:
  /// As matrix units take it: ties go away from zero.
  static float getNearestTf32(float value) {
    if (!std::isfinite(value))
      return value;
    uint32_t bits = llvm::bit_cast<uint32_t>(value) + 0x1000;
    return llvm::bit_cast<float>(bits & ~uint32_t(0x1fff));
  }

  std::optional<rt::ElementType> type;
  bool isTf32 = false;
};

} // namespace heddle::reference

#endif // HEDDLE_LIB_REFERENCE_ROUNDING_H
