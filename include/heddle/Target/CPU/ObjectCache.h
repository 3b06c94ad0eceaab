//===- ObjectCache.h - Compiled code on disk ------------------ -*- C++ -*-===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// This file declares a folder of object files. Each is found by a hash of
// everything that it depends on, and is verified before it is used.
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_TARGET_CPU_OBJECTCACHE_H
#define HEDDLE_TARGET_CPU_OBJECTCACHE_H

#include "heddle/Target/CPU/Codegen.h"

#include "llvm/ADT/ArrayRef.h"

#include <array>
#include <optional>
#include <vector>

namespace heddle::cpu {

/// Object code, and what is known of it.
struct CompiledObject {
  /// An object file, or whatever else the key asked for, such as assembly.
  std::string code;
  /// The functions that panels of queries became.
  std::vector<std::string> kernels;
  bool usesOpenMP = false, usesTileRegisters = false;
};

/// Names compiled code by all that it depends on: a SHA-256 of the input, the
/// options, the CPU with its features, this build of Heddle, and the version of
/// LLVM. Locations in the input do not matter.
class KernelKey {
public:
  /// `options` are all others that the code depends on, in any spelling.
  static KernelKey compute(mlir::ModuleOp module, llvm::StringRef options,
                           const CpuDescription &cpu);

  llvm::ArrayRef<uint8_t> getBytes() const { return bytes; }
  std::string toHex() const;
  bool operator<(const KernelKey &other) const { return bytes < other.bytes; }
  bool operator==(const KernelKey &other) const { return bytes == other.bytes; }

private:
  std::array<uint8_t, 32> bytes = {};
};

/// A folder of compiled code. Any number of processes may use one at once:
/// files come into being complete, and are verified when read: their format,
/// key, length and checksum. That finds damage, not forgery: who can write to
/// the folder decides what runs. Nothing is ever removed from it.
class ObjectCache {
public:
  explicit ObjectCache(std::string folder) : folder(std::move(folder)) {}

  /// What was stored for `key`; nothing if there is none. Fails if what is
  /// there cannot be read or is not what was stored.
  llvm::Expected<std::optional<CompiledObject>>
  load(const KernelKey &key) const;

  /// Makes the folder if necessary, and replaces what was there for `key`.
  llvm::Error store(const KernelKey &key, const CompiledObject &object) const;

  /// The file that holds what was compiled for `key`.
  std::string getPath(const KernelKey &key) const;

private:
  std::string folder;
};

} // namespace heddle::cpu

#endif // HEDDLE_TARGET_CPU_OBJECTCACHE_H
