//===- Chip.h - NVIDIA's GPUs -----------------------------------*- C++ -*-===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_TARGET_NVIDIA_CHIP_H
#define HEDDLE_TARGET_NVIDIA_CHIP_H

#include "llvm/ADT/StringRef.h"

#include <cstdint>
#include <string>

namespace heddle::nvidia {

/// A GPU that kernels can be compiled for.
struct Chip {
  /// As LLVM and ptxas name it.
  llvm::StringRef name;
  /// The version of PTX that knows it, as a feature of LLVM.
  llvm::StringRef ptxFeature;
  /// The most shared memory of a workgroup.
  int64_t sharedBytes;
  /// Whether it has wgmma, matrix instructions of four warps.
  bool hasWarpgroups = false;

  /// Null if there is none of this name.
  static const Chip *lookup(llvm::StringRef name);
  /// Their names, for messages.
  static std::string listNames();
};

} // namespace heddle::nvidia

#endif // HEDDLE_TARGET_NVIDIA_CHIP_H
