//===- Emulate.h - The forms of kernels that run on the host ----*- C++ -*-===//
//
// Part of the Heddle Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_TOOLS_HEDDLE_EMULATE_EMULATE_H
#define HEDDLE_TOOLS_HEDDLE_EMULATE_EMULATE_H

namespace heddle {

/// The command for a file of PTX, and for one of LLVM IR of an AMD GPU. They
/// return the exit status.
int runPTX(int argc, char **argv);
int runLLVM(int argc, char **argv);

} // namespace heddle

#endif // HEDDLE_TOOLS_HEDDLE_EMULATE_EMULATE_H
