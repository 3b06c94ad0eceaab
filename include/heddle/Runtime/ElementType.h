//===- ElementType.h - Element types of tensors -----------------*- C++ -*-===//
//
// Part of the Heddle Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_RUNTIME_ELEMENTTYPE_H
#define HEDDLE_RUNTIME_ELEMENTTYPE_H

#include "heddle/Runtime/Result.h"

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace heddle::rt {

/// The element types that tensors of the runtime can have. A `Bool` takes one
/// byte, 0 or 1, as in numpy and in a memref of i1.
enum class ElementType { F64, F32, F16, BF16, I64, I32, Bool };

/// The size of one element in bytes, which is also its natural alignment.
size_t elementSize(ElementType type);

/// The name as MLIR spells it: "f32", "bf16", "i1", ...
std::string_view elementName(ElementType type);

/// The inverse of `elementName`; also understands "bool".
Result<ElementType> parseElementType(std::string_view name);

/// True for I64, I32 and Bool.
bool isInteger(ElementType type);

/// Rounds once, directly from double, to nearest with ties to even. Overflow
/// gives an infinity; the sign and the leading payload bits of a NaN are kept.
uint16_t encodeF16(double value);
uint16_t encodeBF16(double value);

/// Exact.
double decodeF16(uint16_t bits);
double decodeBF16(uint16_t bits);

/// Reads one element. Exact, except that an I64 beyond 2^53 is rounded.
double loadElement(ElementType type, const void *element);

/// Writes one element. Floating-point types round to nearest even; integers
/// truncate toward zero and saturate, and a NaN becomes 0; a Bool becomes
/// `value != 0`.
void storeElement(ElementType type, void *element, double value);

/// The same for integers: reading I64, I32 and Bool is exact, and floating
/// point is truncated and saturated as above.
int64_t loadInteger(ElementType type, const void *element);

/// Writing an integer rounds once, also where the value exceeds 2^53.
void storeInteger(ElementType type, void *element, int64_t value);

/// The value that an element of this type holds after `value` is stored in it.
double roundTo(ElementType type, double value);

} // namespace heddle::rt

#endif // HEDDLE_RUNTIME_ELEMENTTYPE_H
