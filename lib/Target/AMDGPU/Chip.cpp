//===- Chip.cpp - AMD's GPUs ----------------------------------------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Chips.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace heddle::amdgpu;
using namespace llvm;

static constexpr int64_t operator""_KiB(unsigned long long kib) {
  return int64_t(kib) * 1024;
}

static constexpr Chip chips[] = {
    {"gfx90a", MatrixUnit::MFMA, 64, 64_KiB},
    {"gfx942", MatrixUnit::MFMA, 64, 64_KiB},
    {"gfx950", MatrixUnit::DeepMFMA, 64, 160_KiB},
    {"gfx1100", MatrixUnit::ReplicatedWMMA, 32, 64_KiB},
    {"gfx1201", MatrixUnit::WMMA, 32, 64_KiB}};

ArrayRef<Chip> heddle::amdgpu::getChips() { return chips; }

const Chip *Chip::lookup(StringRef name) {
  auto *chip = llvm::find_if(
      chips, [&](const Chip &known) { return known.name == name; });
  return chip == std::end(chips) ? nullptr : chip;
}

std::string Chip::listNames() {
  return llvm::join(
      llvm::map_range(chips, [](const Chip &chip) { return chip.name.str(); }),
      ", ");
}
