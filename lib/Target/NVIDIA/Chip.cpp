//===- Chip.cpp - NVIDIA's GPUs -------------------------------------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "heddle/Target/NVIDIA/Chip.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace heddle::nvidia;
using namespace llvm;

static constexpr int64_t operator""_KiB(unsigned long long kib) {
  return int64_t(kib) * 1024;
}

static constexpr Chip chips[] = {
    {"sm_80", "+ptx80", 163_KiB},
    {"sm_86", "+ptx80", 99_KiB},
    {"sm_89", "+ptx80", 99_KiB},
    {"sm_90", "+ptx80", 227_KiB},
    {"sm_90a", "+ptx80", 227_KiB, /*hasWarpgroups=*/true},
    {"sm_100", "+ptx86", 227_KiB},
    {"sm_100a", "+ptx86", 227_KiB},
    {"sm_120", "+ptx87", 99_KiB},
    {"sm_120a", "+ptx87", 99_KiB}};

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
