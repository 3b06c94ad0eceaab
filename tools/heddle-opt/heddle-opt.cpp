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
#include "heddle/Runtime/File.h"
#include "mlir/Tools/mlir-opt/MlirOptMain.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/PrettyStackTrace.h"
#include "llvm/Support/WithColor.h"

static void printVersion(llvm::raw_ostream &os) {
  os << "Heddle " HEDDLE_VERSION "\n";
}

static mlir::LogicalResult reportFailure(llvm::StringRef path,
                                         const std::string &why) {
  llvm::WithColor::error(llvm::errs(), "heddle-opt")
      << path << ": " << why << '\n';
  return mlir::failure();
}

/// Whether `path` is, or will be, a file that can be replaced as a whole.
static bool isReplaceable(const std::string &path) {
  llvm::sys::fs::file_status status;
  return path != "-" && (llvm::sys::fs::status(path, status) ||
                         llvm::sys::fs::is_regular_file(status));
}

/// Runs the tool. MLIR empties the output file at the start, and removes it on
/// failure: it works on a temporary one, so that what was there stays, and so
/// that the output can be the input.
static mlir::LogicalResult run(int argc, char **argv,
                               mlir::DialectRegistry &registry) {
  auto [input, output] = mlir::registerAndParseCLIOptions(
      argc, argv, "Heddle optimizer driver\n", registry);
  if (!isReplaceable(output))
    return mlir::MlirOptMain(argc, argv, input, output, registry);
  auto file = heddle::rt::OutputFile::create(output);
  if (!file)
    return reportFailure(output, file.error());
  if (failed(mlir::MlirOptMain(argc, argv, input, file->temporaryPath(),
                               registry)))
    return mlir::failure();
  auto committed = file->commit();
  return committed ? mlir::success() : reportFailure(output, committed.error());
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

  return mlir::asMainReturnCode(run(argc, argv, registry));
}
