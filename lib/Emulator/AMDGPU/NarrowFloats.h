//===- NarrowFloats.h - Floating point of 8 bits and less -------*- C++ -*-===//
//
// Part of the Heddle Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_EMULATOR_AMDGPU_NARROWFLOATS_H
#define HEDDLE_EMULATOR_AMDGPU_NARROWFLOATS_H

#include "Kernel.h"

#include <array>

namespace heddle::amdgcn {

/// The kinds of narrow floats, as matrix instructions number them.
enum class Narrow : uint8_t { FP8, BF8, FP6, BF6, FP4 };

/// Bits of one number.
unsigned narrowBits(Narrow kind);

/// All values of a kind on a processor, by their bits.
const std::array<float, 256> &decodeTable(Narrow kind,
                                          const Processor &processor);

/// Rounds to nearest even. What is too large becomes the largest number if
/// `saturates` is set, or else what the format has for it: an infinity or NaN.
uint8_t encodeNarrow(Narrow kind, const Processor &processor, float value,
                     bool saturates);

} // namespace heddle::amdgcn

#endif // HEDDLE_EMULATOR_AMDGPU_NARROWFLOATS_H
