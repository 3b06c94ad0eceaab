//===- NpyHeader.h - The header of a .npy file ------------------*- C++ -*-===//
//
// Part of the Heddle Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_LIB_RUNTIME_NPYHEADER_H
#define HEDDLE_LIB_RUNTIME_NPYHEADER_H

#include "heddle/Runtime/Tensor.h"

#include <string>
#include <string_view>

namespace heddle::rt {

/// What the dict literal in the header of a `.npy` file says.
struct NpyHeader {
  ElementType elementType = ElementType::F32;
  bool bigEndian = false;
  bool fortranOrder = false;
  Dims shape;
};

/// Parses the text of a header: a Python dict literal with exactly the keys
/// 'descr', 'fortran_order' and 'shape', in any order.
Result<NpyHeader> parseNpyHeader(std::string_view text);

/// Everything that precedes the data in a file of version 1.0: the magic
/// string, the version, the length and the dict, byte for byte as numpy does.
std::string formatNpyHeader(ElementType type, const Dims &shape);

/// `bytes` in double quotes for a message, with \x escapes, cut off if long.
std::string quoteBytes(std::string_view bytes);

} // namespace heddle::rt

#endif // HEDDLE_LIB_RUNTIME_NPYHEADER_H
