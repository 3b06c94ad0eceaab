//===- Outputs.h - What a call computed ----------------------- -*- C++ -*-===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_LIB_DRIVER_OUTPUTS_H
#define HEDDLE_LIB_DRIVER_OUTPUTS_H

#include "Executable.h"

namespace heddle::driver {

/// A result, or an argument that was written, read back.
struct Output {
  std::string name; ///< "result 0" or "argument 4".
  rt::ElementType type;
  rt::Dims shape;
  /// Row-major. As the buffer holds them, and before they were rounded to its
  /// type where that is known.
  std::vector<double> values, unrounded;
};

/// Reads the outputs of a call: results first, then written arguments.
/// `session` knows unrounded values; null for none.
std::vector<Output> readOutputs(const EntryPoint &entry,
                                llvm::ArrayRef<ResultBuffer> results,
                                llvm::MutableArrayRef<rt::Tensor> arguments,
                                const reference::Session *session);

/// Writes outputs as .npy, f16 and bf16 as f32: all that have a path, or none.
llvm::Error writeOutputs(llvm::ArrayRef<std::string> paths,
                         llvm::ArrayRef<Output> outputs);

/// How far outputs are from a reference.
struct OutputError {
  double relative = 0;  ///< |y - ref| / |ref|, 2-norms over finite elements.
  double largest = 0;   ///< The largest |y - ref| of an element.
  double magnitude = 0; ///< The largest |ref| of an element.
  /// Elements where one is infinite or NaN and the other is something else.
  int64_t numMismatches = 0;
};

OutputError measureError(llvm::ArrayRef<double> values,
                         llvm::ArrayRef<double> reference);

/// The comparison of one output.
struct OutputCheck {
  OutputError error;        ///< Of the target.
  OutputError unfusedError; ///< Of the unfused evaluation.
  bool passed = false;
  /// `error` over what is allowed; more than 1 if it failed.
  double severity = 0;
};

OutputCheck checkOutput(const Output &output, const Output &exact,
                        const Output &unfused);

} // namespace heddle::driver

#endif // HEDDLE_LIB_DRIVER_OUTPUTS_H
