//===- Options.h - The command line of heddle-emulate -----------*- C++ -*-===//
//
// Part of the Heddle Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_TOOLS_HEDDLE_EMULATE_OPTIONS_H
#define HEDDLE_TOOLS_HEDDLE_EMULATE_OPTIONS_H

#include "heddle/Emulator/Kernel.h"
#include "heddle/Runtime/KernelArgument.h"

#include <array>

namespace heddle::emulate {

using rt::KernelArgument;
using Extents = std::array<uint32_t, 3>;

/// What the user asked for.
struct Options {
  std::string file, entry;
  Extents grid = {1, 1, 1};
  /// What the kernel requires if it is left out.
  std::optional<Extents> block;
  /// Blocks of a cluster; what the kernel requires if it is left out.
  Extents cluster = {1, 1, 1};
  uint32_t sharedBytes = 0;
  uint64_t seed = 0;
  unsigned threads = 1;
  uint64_t maxInstructions = 0;
  bool statistics = false;
  std::vector<KernelArgument> arguments;
};

/// Parses the command line and reads the inputs that it names.
/// The argument as a kernel gets it; its tensor is added to `memory`, that of
/// an emulator.
template <typename MemoryT>
emulator::Argument passArgument(KernelArgument &argument, MemoryT &memory) {
  if (!argument.tensor)
    return {argument.bytes};
  rt::Tensor &tensor = *argument.tensor;
  return emulator::Argument::u64(
      memory.add(tensor.data(), tensor.sizeInBytes(),
                 argument.kind == KernelArgument::Kind::Out
                     ? emulator::Contents::Uninitialized
                     : emulator::Contents::Initialized,
                 argument.name));
}

rt::Result<Options> parseOptions(int argc, char **argv);

/// Loads and runs the kernel of a `.ll` or `.bc` file, and prints statistics
/// if they are asked for. The outputs are in the arguments.
rt::Result<rt::Success> emulateAMDGPU(const std::string &source,
                                      Options &options);

/// The same for a `.ptx` file.
rt::Result<rt::Success> emulatePTX(const std::string &source, Options &options);

} // namespace heddle::emulate

#endif // HEDDLE_TOOLS_HEDDLE_EMULATE_OPTIONS_H
