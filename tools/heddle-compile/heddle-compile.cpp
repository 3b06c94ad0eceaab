//===- heddle-compile.cpp - Compiles ahead of time ------------------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "heddle/Driver/Driver.h"

int main(int argc, char **argv) {
  return heddle::driver::compileMain(argc, argv);
}
