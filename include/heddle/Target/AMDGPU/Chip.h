//===- Chip.h - AMD's GPUs --------------------------------------*- C++ -*-===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_TARGET_AMDGPU_CHIP_H
#define HEDDLE_TARGET_AMDGPU_CHIP_H

#include "llvm/ADT/StringRef.h"

#include <cstdint>
#include <string>

namespace heddle::amdgpu {

/// Kinds of matrix instructions. All of them compute products whose result has
/// a column of the right factor's rows in a lane.
enum class MatrixUnit {
  /// v_mfma of CDNA: waves of 64.
  MFMA,
  /// The same with twice the k, since gfx950.
  DeepMFMA,
  /// v_wmma of gfx11, whose factors both halves of a wave of 32 hold.
  ReplicatedWMMA,
  /// v_wmma of gfx12, whose factors are split between the halves.
  WMMA
};

/// A GPU that kernels can be compiled for.
struct Chip {
  /// As LLVM names it.
  llvm::StringRef name;
  MatrixUnit unit;
  int64_t waveSize;
  /// The most LDS of a workgroup.
  int64_t sharedBytes;

  /// Null if there is none of this name.
  static const Chip *lookup(llvm::StringRef name);
  /// Their names, for messages.
  static std::string listNames();
};

} // namespace heddle::amdgpu

#endif // HEDDLE_TARGET_AMDGPU_CHIP_H
