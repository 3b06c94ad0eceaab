//===- MemoryInstructions.h - What instructions of memory share -*- C++ -*-===//
//
// Part of the Heddle Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_LIB_EMULATOR_PTX_MEMORYINSTRUCTIONS_H
#define HEDDLE_LIB_EMULATOR_PTX_MEMORYINSTRUCTIONS_H

#include "Elementwise.h"

namespace heddle::ptx {

/// The modifier that names a space; generic without one.
Space takeSpace(Decoder &decoder);

/// The offset of an address of `space`, shared or generic, in shared memory;
/// false after a failure.
bool toSharedOffset(Warp &warp, const Instruction &instruction, Space space,
                    uint64_t address, unsigned lane, uint32_t &offset);

} // namespace heddle::ptx

#endif // HEDDLE_LIB_EMULATOR_PTX_MEMORYINSTRUCTIONS_H
