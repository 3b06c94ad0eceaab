//===- Ptxas.cpp - NVIDIA's assembler -------------------------------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "heddle/Target/NVIDIA/Codegen.h"

#include "llvm/ADT/ScopeExit.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/Program.h"
#include "llvm/Support/Regex.h"
#include "llvm/Support/raw_ostream.h"

using namespace heddle::nvidia;
using namespace llvm;

//===----------------------------------------------------------------------===//
// Finding it
//===----------------------------------------------------------------------===//

/// In the package of Triton that a virtual environment for Python has.
static std::optional<std::string> findInTriton(StringRef environment) {
  SmallString<128> folder(environment);
  sys::path::append(folder, "lib");
  std::error_code error;
  for (sys::fs::directory_iterator it(folder, error), end; it != end && !error;
       it.increment(error)) {
    SmallString<128> path(it->path());
    sys::path::append(path, "site-packages", "triton", "backends");
    sys::path::append(path, "nvidia", "bin", "ptxas");
    if (sys::fs::can_execute(path))
      return path.str().str();
  }
  return std::nullopt;
}

Expected<std::string> heddle::nvidia::findPtxas(StringRef asked) {
  if (!asked.empty()) {
    if (sys::fs::can_execute(asked))
      return asked.str();
    return createStringError("%s is no program", asked.str().c_str());
  }
  if (ErrorOr<std::string> path = sys::findProgramByName("ptxas"))
    return *path;
  for (const char *variable : {"CUDA_HOME", "CUDA_PATH"})
    if (auto home = sys::Process::GetEnv(variable)) {
      SmallString<128> path(*home);
      sys::path::append(path, "bin", "ptxas");
      if (sys::fs::can_execute(path))
        return path.str().str();
    }
  if (auto environment = sys::Process::GetEnv("VIRTUAL_ENV"))
    if (auto path = findInTriton(*environment))
      return *path;
  if (auto path = findInTriton(HEDDLE_PYTHON_ENVIRONMENT))
    return *path;
  return createStringError(
      "ptxas was not found in PATH, CUDA_HOME or CUDA_PATH; give its path with "
      "--ptxas=, or install a CUDA toolkit or the Python package triton");
}

//===----------------------------------------------------------------------===//
// Running it
//===----------------------------------------------------------------------===//

static unsigned parseNumber(StringRef log, StringRef pattern) {
  SmallVector<StringRef> matches;
  unsigned number = 0;
  if (Regex(pattern).match(log, &matches))
    (void)matches[1].getAsInteger(10, number);
  return number;
}

std::vector<KernelUsage> heddle::nvidia::parseUsage(StringRef log) {
  std::vector<KernelUsage> kernels;
  SmallVector<StringRef> sections;
  log.split(sections, "Compiling entry function '", -1, false);
  for (StringRef section : llvm::drop_begin(sections)) {
    KernelUsage usage;
    usage.name = section.take_until([](char c) { return c == '\''; }).str();
    usage.registers = parseNumber(section, "Used ([0-9]+) registers");
    usage.stackBytes = parseNumber(section, "([0-9]+) bytes stack frame");
    usage.spillStoreBytes = parseNumber(section, "([0-9]+) bytes spill stores");
    usage.spillLoadBytes = parseNumber(section, "([0-9]+) bytes spill loads");
    usage.staticSharedBytes = parseNumber(section, "([0-9]+) bytes smem");
    kernels.push_back(std::move(usage));
  }
  return kernels;
}

static Expected<std::string> makeTemporary(StringRef suffix) {
  SmallString<128> path;
  if (std::error_code error =
          sys::fs::createTemporaryFile("heddle", suffix, path))
    return createStringError(error, "cannot create a temporary file");
  return path.str().str();
}

static std::string readFile(StringRef path) {
  auto buffer = MemoryBuffer::getFile(path);
  return buffer ? (*buffer)->getBuffer().str() : std::string();
}

static Error writeFile(StringRef path, StringRef contents) {
  std::error_code error;
  raw_fd_ostream stream(path, error);
  stream << contents;
  stream.close();
  if (error || (error = stream.error())) {
    stream.clear_error();
    return createStringError(error, "cannot write %s", path.str().c_str());
  }
  return Error::success();
}

/// Runs ptxas; returns what it prints.
static Expected<std::string> run(StringRef ptxas, StringRef chip,
                                 StringRef input, StringRef output,
                                 StringRef log) {
  std::string arch = ("-arch=" + chip).str();
  StringRef arguments[] = {ptxas, arch, "-v", "-O3", input, "-o", output};
  std::optional<StringRef> redirects[] = {StringRef(), log, log};
  std::string message;
  int status =
      sys::ExecuteAndWait(ptxas, arguments, std::nullopt, redirects,
                          /*SecondsToWait=*/0, /*MemoryLimit=*/0, &message);
  std::string text = readFile(log);
  if (status == 0)
    return text;
  return createStringError("%s failed: %s", ptxas.str().c_str(),
                           (message.empty() ? text : message).c_str());
}

Expected<Cubin> heddle::nvidia::assemble(StringRef ptx, StringRef chip,
                                         StringRef ptxas) {
  std::string paths[3];
  llvm::scope_exit cleanUp([&] {
    for (const std::string &path : paths)
      if (!path.empty())
        sys::fs::remove(path);
  });
  for (auto [path, suffix] :
       llvm::zip_equal(paths, ArrayRef<StringRef>{"ptx", "cubin", "log"})) {
    Expected<std::string> made = makeTemporary(suffix);
    if (!made)
      return made.takeError();
    path = *made;
  }
  if (Error error = writeFile(paths[0], ptx))
    return error;
  Expected<std::string> log = run(ptxas, chip, paths[0], paths[1], paths[2]);
  if (!log)
    return log.takeError();
  Cubin cubin;
  std::string code = readFile(paths[1]);
  cubin.code.assign(code.begin(), code.end());
  cubin.kernels = parseUsage(*log);
  return cubin;
}
