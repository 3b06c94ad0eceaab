//===- heddle-run.cpp - Runs a function on real tensors -------------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "heddle/Driver/Driver.h"

int main(int argc, char **argv) { return heddle::driver::runMain(argc, argv); }
