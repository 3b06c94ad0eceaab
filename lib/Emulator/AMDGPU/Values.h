//===- Values.h - Operands of handlers as numbers ---------------*- C++ -*-===//
//
// Part of the Heddle Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_EMULATOR_AMDGPU_VALUES_H
#define HEDDLE_EMULATOR_AMDGPU_VALUES_H

#include "Workgroup.h"

#include <utility>

namespace heddle::amdgcn {

/// An element of memory as a number, and back with one rounding.
double readReal(Scalar scalar, const unsigned char *from);
void writeReal(Scalar scalar, unsigned char *to, double value);

/// Bytes of an element; only for floating point.
unsigned scalarSize(Scalar scalar);

template <class R, class... A, size_t... I>
void callWithOperands(R (*function)(A...), const Group &group, unsigned lane,
                      std::index_sequence<I...>) {
  group.set<R>(lane, function(group.get<A>(lane, I)...));
}

template <class R, class... A>
void applyTo(R (*function)(A...), const Group &group) {
  forEachLane(group.mask, [&](unsigned lane) {
    callWithOperands(function, group, lane, std::index_sequence_for<A...>());
  });
}

/// A handler that applies a function of C++ to the operands of each lane.
template <auto function>
void lift(Group &group) {
  applyTo(function, group);
}

} // namespace heddle::amdgcn

#endif // HEDDLE_EMULATOR_AMDGPU_VALUES_H
