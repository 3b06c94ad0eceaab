//===- RunOptions.h - The flags of heddle-run ----------------- -*- C++ -*-===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_LIB_DRIVER_RUNOPTIONS_H
#define HEDDLE_LIB_DRIVER_RUNOPTIONS_H

#include "Inputs.h"

#include "heddle/Pipelines/Pipelines.h"

namespace heddle::driver {

struct RunOptions {
  std::string file, entry, target;
  InputSpec inputs;
  std::vector<std::string> outputs;
  bool check = false, json = false, guard = false, unfused = false,
       tune = false, emulate = false;
  unsigned repeat = 0, threads = 0;
  /// Where compiled code is kept; empty for nowhere.
  std::string cacheFolder;
  std::string cpu, features;
  int64_t tileQueries = 0, tileKeys = 0, panels = 0, chunkBytes = 0;

  /// Reads the command line; fails with its own message printed. Does not
  /// return after --help.
  static llvm::Expected<RunOptions> parse(int argc, char **argv);

  /// The tile sizes asked for; 0 where they are open.
  cpu::TileSizes getSizes() const;
  /// The same options with other tile sizes.
  RunOptions withSizes(const cpu::TileSizes &sizes) const;
  /// Sets what the pipeline of target cpu shall know.
  void configure(LowerToCPUOptions &lowering) const;
  /// The same for a GPU's.
  void configure(LowerToNVVMOptions &lowering) const;
};

} // namespace heddle::driver

#endif // HEDDLE_LIB_DRIVER_RUNOPTIONS_H
