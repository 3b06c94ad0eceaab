//===- ToolSupport.cpp - What the tools share -----------------------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ToolSupport.h"

#include "heddle/InitAll.h"
#include "heddle/Target/CPU/Codegen.h"
#include "heddle/Target/AMDGPU/Codegen.h"
#include "heddle/Target/NVIDIA/Codegen.h"

#include "mlir/IR/Diagnostics.h"
#include "mlir/InitAllDialects.h"
#include "mlir/InitAllExtensions.h"
#include "mlir/Parser/Parser.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/PrettyStackTrace.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/Signals.h"
#include "llvm/Support/SourceMgr.h"
#include "llvm/Support/WithColor.h"

using namespace heddle::driver;

//===----------------------------------------------------------------------===//
// Errors
//===----------------------------------------------------------------------===//

char ToolError::ID = 0;

llvm::Error heddle::driver::makeError(ExitCode code,
                                      const llvm::Twine &message) {
  return llvm::make_error<ToolError>(code, message.str());
}

llvm::Error heddle::driver::makeError(ExitCode code,
                                      const rt::Failure &failure) {
  return makeError(code, failure.message);
}

int heddle::driver::reportError(llvm::StringRef tool, llvm::Error error) {
  auto code = ExitCode::Success;
  llvm::handleAllErrors(
      std::move(error),
      [&](const ToolError &toolError) {
        code = toolError.getCode();
        // Without a message it was printed already.
        if (!toolError.getMessage().empty())
          llvm::WithColor::error(llvm::errs(), tool)
              << toolError.getMessage() << '\n';
      },
      [&](const llvm::ErrorInfoBase &other) {
        code = ExitCode::Failure;
        llvm::WithColor::error(llvm::errs(), tool) << other.message() << '\n';
      });
  return static_cast<int>(code);
}

void heddle::driver::initializeTool(int argc, char **argv) {
  llvm::setBugReportMsg("PLEASE report this to the Heddle project, with the "
                        "crash backtrace, the command and its files.\n");
  llvm::sys::PrintStackTraceOnErrorSignal(argv[0]);
  llvm::EnablePrettyStackTrace();
}

void heddle::driver::claimFlags(llvm::ArrayRef<llvm::StringRef> names) {
  auto &registered = llvm::cl::getRegisteredOptions();
  for (llvm::StringRef name : names)
    if (llvm::cl::Option *option = registered.lookup(name))
      option->removeArgument();
}

llvm::Error heddle::driver::parseFlags(llvm::StringRef tool, int argc,
                                       char **argv, const char *overview) {
  std::string message;
  llvm::raw_string_ostream errors(message);
  llvm::cl::AddExtraVersionPrinter(
      [](llvm::raw_ostream &os) { os << "Heddle " HEDDLE_VERSION "\n"; });
  if (llvm::cl::ParseCommandLineOptions(argc, argv, overview, &errors))
    return llvm::Error::success();
  // It begins with the name of the tool, as every message of tools does.
  llvm::StringRef text = llvm::StringRef(message).trim();
  text.consume_front((tool + ": ").str());
  return makeError(ExitCode::BadInput, text);
}

static bool hasForeignFlags(llvm::cl::OptionCategory &ownFlags) {
  for (auto &entry : llvm::cl::getRegisteredOptions())
    if (entry.second->getNumOccurrences() &&
        !llvm::is_contained(entry.second->Categories, &ownFlags))
      return true;
  return false;
}

llvm::Expected<std::string>
heddle::driver::findCacheFolder(const llvm::cl::opt<std::string> &flag,
                                llvm::cl::OptionCategory &ownFlags) {
  std::string folder = flag;
  if (!flag.getNumOccurrences())
    folder = llvm::sys::Process::GetEnv("HEDDLE_CACHE_DIR").value_or("");
  if (folder.empty() || hasForeignFlags(ownFlags))
    return std::string();
  if (llvm::sys::fs::exists(folder) && !llvm::sys::fs::is_directory(folder))
    return makeError(ExitCode::BadInput,
                     folder + ": is not a directory, name one with --cache-dir "
                              "or HEDDLE_CACHE_DIR");
  return folder;
}

void heddle::driver::warn(llvm::StringRef tool, const llvm::Twine &message) {
  llvm::WithColor::warning(llvm::errs(), tool) << message << '\n';
}

//===----------------------------------------------------------------------===//
// Files
//===----------------------------------------------------------------------===//

llvm::Error heddle::driver::checkOutputPath(const std::string &path,
                                            const std::string &input) {
  bool same = false;
  if (!llvm::sys::fs::equivalent(path, input, same) && same)
    return makeError(ExitCode::BadInput,
                     path + ": is the input " + input +
                         ", choose another name for the output");
  return llvm::Error::success();
}

llvm::Error
heddle::driver::commitFiles(llvm::MutableArrayRef<rt::OutputFile> files,
                            llvm::ArrayRef<std::string> paths) {
  for (auto [file, path] : llvm::zip_equal(files, paths))
    if (rt::Result<rt::Success> committed = file.commit(); !committed)
      return makeError(ExitCode::BadInput, committed.failure(path + ": "));
  return llvm::Error::success();
}

void heddle::driver::registerToolDialects(mlir::DialectRegistry &registry) {
  mlir::registerAllDialects(registry);
  mlir::registerAllExtensions(registry);
  heddle::registerAllDialects(registry);
  cpu::registerTranslations(registry);
  nvidia::registerTranslations(registry);
  amdgpu::registerTranslations(registry);
}

struct SourceFile::State {
  State() : handler(sources, &context) {}

  mlir::MLIRContext context;
  llvm::SourceMgr sources;
  mlir::SourceMgrDiagnosticHandler handler;
  mlir::OwningOpRef<mlir::ModuleOp> module;
};

SourceFile::SourceFile(std::string path, std::unique_ptr<State> state)
    : path(std::move(path)), state(std::move(state)) {}
SourceFile::~SourceFile() = default;

llvm::Expected<std::unique_ptr<SourceFile>>
SourceFile::load(const std::string &path) {
  auto buffer = llvm::MemoryBuffer::getFileOrSTDIN(path, /*IsText=*/true);
  if (std::error_code error = buffer.getError())
    return makeError(ExitCode::BadInput, path + ": " + error.message());
  auto state = std::make_unique<State>();
  state->context.printOpOnDiagnostic(false);
  mlir::DialectRegistry registry;
  registerToolDialects(registry);
  state->context.appendDialectRegistry(registry);
  state->sources.AddNewSourceBuffer(std::move(*buffer), llvm::SMLoc());
  state->module = mlir::parseSourceFile<mlir::ModuleOp>(
      state->sources, mlir::ParserConfig(&state->context));
  if (!state->module)
    return makeError(ExitCode::BadInput, path + " is not a valid module");
  return std::unique_ptr<SourceFile>(new SourceFile(path, std::move(state)));
}

mlir::MLIRContext &SourceFile::getContext() { return state->context; }
mlir::ModuleOp SourceFile::getModule() { return *state->module; }

mlir::OwningOpRef<mlir::ModuleOp> SourceFile::cloneModule() {
  return mlir::cast<mlir::ModuleOp>(getModule()->clone());
}

//===----------------------------------------------------------------------===//
// Measuring
//===----------------------------------------------------------------------===//

double heddle::driver::getMedian(std::vector<double> values) {
  llvm::sort(values);
  size_t half = values.size() / 2;
  return values.size() % 2 ? values[half]
                           : (values[half - 1] + values[half]) / 2;
}
