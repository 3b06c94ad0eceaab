//===- heddle-emulate.cpp - Runs GPU kernels on the host ------------------===//
//
// Part of the Heddle Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Options.h"

#include "llvm/Support/InitLLVM.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/WithColor.h"

using namespace heddle;
using namespace heddle::emulate;
using rt::Result;

namespace {
enum ExitCode { Success = 0, KernelFailed = 1, BadInput = 2 };
} // namespace

static int fail(ExitCode code, const std::string &message) {
  if (!message.empty())
    llvm::WithColor::error(llvm::errs(), "heddle-emulate") << message << '\n';
  return code;
}

static int writeOutputs(const Options &options) {
  for (const KernelArgument &argument : options.arguments) {
    if (!argument.isWritten())
      continue;
    if (Result<rt::Success> written = argument.write(); !written)
      return fail(BadInput, written.error());
  }
  return Success;
}

int main(int argc, char **argv) {
  llvm::InitLLVM init(argc, argv);
  Result<Options> options = parseOptions(argc, argv);
  if (!options)
    return fail(BadInput, options.error());
  auto file = llvm::MemoryBuffer::getFile(options->file);
  if (!file)
    return fail(BadInput, options->file + ": " + file.getError().message());
  llvm::StringRef name = options->file;
  bool isPTX = name.ends_with(".ptx");
  if (!isPTX && !name.ends_with(".ll") && !name.ends_with(".bc"))
    return fail(BadInput, options->file +
                              ": expected PTX, *.ptx, or LLVM IR for an AMD "
                              "GPU, *.ll or *.bc");
  std::string source = (*file)->getBuffer().str();
  Result<rt::Success> result =
      isPTX ? emulatePTX(source, *options) : emulateAMDGPU(source, *options);
  if (!result)
    return fail(KernelFailed, result.error());
  return writeOutputs(*options);
}
