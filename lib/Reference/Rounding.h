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

#include <optional>

namespace heddle::reference {

/// Rounds numbers to a storage type, or leaves them alone.
class Rounding {
public:
  Rounding() = default;
  explicit Rounding(rt::ElementType type) : type(type) {}

  template <class Real>
  Real operator()(Real value) const {
    if (!type)
      return value;
    return static_cast<Real>(rt::roundTo(*type, static_cast<double>(value)));
  }

private:
  std::optional<rt::ElementType> type;
};

} // namespace heddle::reference

#endif // HEDDLE_LIB_REFERENCE_ROUNDING_H
