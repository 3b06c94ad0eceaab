//===- heddle-emulate.cpp - Runs GPU kernels on the host ------------------===//
//
// Part of the Heddle Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Emulate.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/InitLLVM.h"

/// Files of LLVM IR are known by their names; all others are PTX.
static bool isLLVM(llvm::StringRef argument) {
  return !argument.starts_with("-") &&
         (argument.ends_with(".ll") || argument.ends_with(".bc"));
}

int main(int argc, char **argv) {
  llvm::InitLLVM init(argc, argv);
  llvm::ArrayRef<const char *> arguments(argv, argc);
  return llvm::any_of(arguments.drop_front(), isLLVM)
             ? heddle::runLLVM(argc, argv)
             : heddle::runPTX(argc, argv);
}
