//===- ToolSupport.h - What the tools share ------------------- -*- C++ -*-===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_LIB_DRIVER_TOOLSUPPORT_H
#define HEDDLE_LIB_DRIVER_TOOLSUPPORT_H

#include "heddle/Driver/Driver.h"
#include "heddle/Runtime/File.h"
#include "heddle/Runtime/Result.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/MLIRContext.h"
#include "mlir/IR/OwningOpRef.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/Error.h"

#include <chrono>
#include <string>
#include <vector>

namespace heddle::driver {

/// An error with the exit code that it asks for.
class ToolError : public llvm::ErrorInfo<ToolError> {
public:
  static char ID;

  ToolError(ExitCode code, std::string message)
      : code(code), message(std::move(message)) {}

  ExitCode getCode() const { return code; }
  const std::string &getMessage() const { return message; }
  void log(llvm::raw_ostream &os) const override { os << message; }
  std::error_code convertToErrorCode() const override {
    return llvm::inconvertibleErrorCode();
  }

private:
  ExitCode code;
  std::string message;
};

llvm::Error makeError(ExitCode code, const llvm::Twine &message);

/// The error of the runtime library, if there is one.
template <class T>
llvm::Error makeError(ExitCode code, const rt::Result<T> &result) {
  return makeError(code, result.error());
}

/// Prints an error to stderr after the tool's name, and returns its exit code;
/// errors without one are failures.
int reportError(llvm::StringRef tool, llvm::Error error);

/// The runtime library's failure.
llvm::Error makeError(ExitCode code, const rt::Failure &failure);

/// Fails if writing to `path` would destroy the tool's own input.
llvm::Error checkOutputPath(const std::string &path, const std::string &input);

/// Moves files to their places, `paths`, which are for messages.
llvm::Error commitFiles(llvm::MutableArrayRef<rt::OutputFile> files,
                        llvm::ArrayRef<std::string> paths);

/// Keeps Ctrl-C and crashes tidy and says where to report the latter.
void initializeTool(int argc, char **argv);

/// Unregisters the flags called `names` that some library brought along, so
/// that the tool can have its own. To be called before those are constructed.
void claimFlags(llvm::ArrayRef<llvm::StringRef> names);

/// Parses the command line; fails with what is wrong with it. Does not return
/// after --help.
llvm::Error parseFlags(llvm::StringRef tool, int argc, char **argv,
                       const char *overview);

/// Where compiled code is kept, as the flag --cache-dir says or, without it,
/// the environment variable HEDDLE_CACHE_DIR; empty for nowhere. Fails if that
/// is not a folder. `ownFlags` are the tool's: if LLVM's own are given, on
/// which code may depend in any way, nothing is kept.
llvm::Expected<std::string>
findCacheFolder(const llvm::cl::opt<std::string> &flag,
                llvm::cl::OptionCategory &ownFlags);

/// Prints a warning to stderr after the tool's name.
void warn(llvm::StringRef tool, const llvm::Twine &message);

/// Adds every dialect that files may hold, and the interfaces that pipelines
/// need.
void registerToolDialects(mlir::DialectRegistry &registry);

/// A file of MLIR. Diagnostics go to stderr with the lines that they are about.
class SourceFile {
public:
  static llvm::Expected<std::unique_ptr<SourceFile>>
  load(const std::string &path);
  ~SourceFile();

  mlir::MLIRContext &getContext();
  mlir::ModuleOp getModule();
  const std::string &getPath() const { return path; }

  /// A copy of the module, to be lowered.
  mlir::OwningOpRef<mlir::ModuleOp> cloneModule();

private:
  struct State;
  SourceFile(std::string path, std::unique_ptr<State> state);

  std::string path;
  std::unique_ptr<State> state;
};

/// Of at least one number.
double getMedian(std::vector<double> values);

/// Measures time from its creation.
class Stopwatch {
public:
  double getMilliseconds() const {
    std::chrono::duration<double, std::milli> passed = Clock::now() - start;
    return passed.count();
  }

private:
  using Clock = std::chrono::steady_clock;
  Clock::time_point start = Clock::now();
};

} // namespace heddle::driver

#endif // HEDDLE_LIB_DRIVER_TOOLSUPPORT_H
