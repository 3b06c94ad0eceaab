//===- heddle-opt.cpp - mlir-opt with Heddle ------------------------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// This tool runs passes on a file: Heddle's own and those of MLIR that are of
// use beside them.
//
//===----------------------------------------------------------------------===//

#include "RegisterUpstream.h"

#include "heddle/InitAll.h"
#include "mlir/Tools/mlir-opt/MlirOptMain.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/PrettyStackTrace.h"

static void printVersion(llvm::raw_ostream &os) {
  os << "Heddle " HEDDLE_VERSION "\n";
}

int main(int argc, char **argv) {
  llvm::setBugReportMsg(
      "PLEASE report this to the Heddle project, with the crash backtrace and "
      "the input (--mlir-pass-pipeline-crash-reproducer=FILE writes both).\n");
  llvm::cl::AddExtraVersionPrinter(printVersion);

  mlir::DialectRegistry registry;
  heddle::registerAllDialects(registry);
  heddle::registerUpstreamDialects(registry);
  heddle::registerUpstreamPasses();
  heddle::registerAllPasses();

  return mlir::asMainReturnCode(
      mlir::MlirOptMain(argc, argv, "Heddle optimizer driver\n", registry));
}
