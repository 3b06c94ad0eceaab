//===- CompileOptions.h - The flags of heddle-compile --------- -*- C++ -*-===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_LIB_DRIVER_COMPILEOPTIONS_H
#define HEDDLE_LIB_DRIVER_COMPILEOPTIONS_H

#include "ToolSupport.h"

#include "heddle/Pipelines/Pipelines.h"

namespace heddle::driver {

/// What to write.
enum class EmitKind { Tile, LLVM, Asm, Obj, PTX, Bin };

struct CompileOptions {
  std::string file, target, output, cpu, features, triple, ptxas;
  /// Where compiled code is kept; empty for nowhere.
  std::string cacheFolder;
  EmitKind emit = EmitKind::Obj;
  bool threads = true;
  int64_t tileQueries = 0, tileKeys = 0, panels = 0, chunkBytes = 0;

  static llvm::Expected<CompileOptions> parse(int argc, char **argv);
  void configure(LowerToCPUOptions &lowering) const;
  void configure(LowerToNVVMOptions &lowering) const;
};

} // namespace heddle::driver

#endif // HEDDLE_LIB_DRIVER_COMPILEOPTIONS_H
