//===- Artifacts.h - What describes an object file ------------ -*- C++ -*-===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_LIB_DRIVER_ARTIFACTS_H
#define HEDDLE_LIB_DRIVER_ARTIFACTS_H

#include "EntryPoint.h"

#include "heddle/Target/CPU/Codegen.h"

#include "llvm/Support/JSON.h"

namespace heddle::driver {

/// Everything that header and manifest say.
struct ObjectDescription {
  std::string source, object, header; ///< File names without folders.
  cpu::CpuDescription cpu;
  std::vector<EntryPoint> entries;
  std::vector<std::string> kernels;
  bool usesOpenMP = false, usesTileRegisters = false;
  int64_t tileQueries = 0, tileKeys = 0;
};

/// The symbol of a function's C entry point.
std::string getSymbol(const EntryPoint &entry);

/// Writes a header that compiles as C99 and as C++.
void writeHeader(const ObjectDescription &object, llvm::raw_ostream &os);

/// A file to be written, and what it shall hold.
struct Artifact {
  std::string path;
  std::string contents;
};

/// Writes all files, or none: each takes its place only after all are written.
llvm::Error writeFiles(llvm::ArrayRef<Artifact> artifacts);

/// Writes the arguments and results of a function.
void writeParameters(llvm::json::OStream &json, const EntryPoint &entry);

/// Writes the manifest, JSON.
void writeManifest(const ObjectDescription &object, llvm::raw_ostream &os);

} // namespace heddle::driver

#endif // HEDDLE_LIB_DRIVER_ARTIFACTS_H
