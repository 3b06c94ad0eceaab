//===- Jit.h - Runs object code in this process --------------- -*- C++ -*-===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_TARGET_CPU_JIT_H
#define HEDDLE_TARGET_CPU_JIT_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/MemoryBuffer.h"

#include <memory>

namespace llvm::orc {
class LLJIT;
} // namespace llvm::orc

namespace heddle::cpu {

/// An external function that object code calls, and where it is.
struct JitSymbol {
  llvm::StringRef name;
  void *address;
};

/// The OpenMP runtime, loaded once per process.
class OpenMPRuntime {
public:
  /// Fails if no libomp is found.
  static llvm::Expected<OpenMPRuntime> load();

  /// 0 stands for the runtime's own default.
  void setNumThreads(unsigned numThreads) const;
  unsigned getNumThreads() const;
  const char *getPath() const { return path; }

private:
  const char *path = nullptr;
  void *handle = nullptr;
};

/// Asks the system to let this process use AMX's tile registers.
llvm::Error requestTileRegisters();

/// Object code, loaded.
class Jit {
public:
  /// `symbols` take precedence over those of the process; `runtime` is null for
  /// code that does not call it.
  static llvm::Expected<std::unique_ptr<Jit>>
  load(std::unique_ptr<llvm::MemoryBuffer> object,
       llvm::ArrayRef<JitSymbol> symbols, const OpenMPRuntime *runtime);
  ~Jit();

  llvm::Expected<void *> lookup(llvm::StringRef name);

private:
  Jit();

  std::unique_ptr<llvm::orc::LLJIT> jit;
};

} // namespace heddle::cpu

#endif // HEDDLE_TARGET_CPU_JIT_H
