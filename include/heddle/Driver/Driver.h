//===- Driver.h - The command-line tools ---------------------- -*- C++ -*-===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_DRIVER_DRIVER_H
#define HEDDLE_DRIVER_DRIVER_H

namespace heddle::driver {

/// How tools end.
enum class ExitCode {
  Success = 0,
  Failure = 1,  ///< Wrong results, or something broke.
  BadInput = 2, ///< Flags or files that make no sense.
  Refused = 3,  ///< The target cannot do what the file asks for.
};

/// The tools heddle-run and heddle-compile.
int runMain(int argc, char **argv);
int compileMain(int argc, char **argv);

} // namespace heddle::driver

#endif // HEDDLE_DRIVER_DRIVER_H
