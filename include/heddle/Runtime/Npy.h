//===- Npy.h - Tensors in numpy's file format -------------------*- C++ -*-===//
//
// Part of the Heddle Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_RUNTIME_NPY_H
#define HEDDLE_RUNTIME_NPY_H

#include "heddle/Runtime/File.h"
#include "heddle/Runtime/Result.h"
#include "heddle/Runtime/Tensor.h"

#include <string>

namespace heddle::rt {

/// Reads a `.npy` file into a packed row-major tensor. Understands versions
/// 1.0, 2.0 and 3.0 of the format, C and Fortran order, both byte orders, and
/// the element types f8, f4, f2, i8, i4, b1 and V2; the last is how numpy
/// saves the bfloat16 of ml_dtypes. Anything else, and any file that is not
/// exactly as long as its header says, is an error that names the file.
Result<Tensor> readNpy(const std::string &path,
                       Placement placement = Placement::Guarded);

/// Writes `tensor` as numpy.save would, in version 1.0 and C order. The file
/// appears at once when complete: on failure nothing is left behind, and what
/// was there before stays as it was.
Result<Success> writeNpy(const std::string &path, const Tensor &tensor);

/// The same up to the last step: the file takes its place when it is committed.
/// For several files that appear together or not at all.
Result<OutputFile> prepareNpy(const std::string &path, const Tensor &tensor);

} // namespace heddle::rt

#endif // HEDDLE_RUNTIME_NPY_H
