//===- Kernel.h - What a compiled kernel consists of ------------*- C++ -*-===//
//
// Part of the Heddle Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_EMULATOR_AMDGPU_KERNEL_H
#define HEDDLE_EMULATOR_AMDGPU_KERNEL_H

#include "Memory.h"

#include "llvm/ExecutionEngine/Orc/LLJIT.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace heddle::amdgcn {

class Group;
struct Lane;

/// Executes an instruction for some work-items of a wave.
using Handler = void (*)(Group &);

/// The types of elements that handlers tell apart.
enum class Scalar : uint8_t { Integer, Half, BFloat, Float, Double };

/// Where an operand, or the result, of an instruction lies in its frame, a
/// block of memory on the stack of each work-item.
struct Operand {
  uint32_t offset = 0, size = 0;
  Scalar scalar = Scalar::Integer;
  /// The address space of a pointer.
  unsigned space = 0;
};

/// Address spaces of AMD GPUs.
enum AddressSpace : unsigned {
  Flat = 0,
  Global = 1,
  LDS = 3,
  Constant = 4,
  Private = 5,
  BufferFat = 7,
  BufferResource = 8,
};

/// Flat addresses have these high halves where they mean LDS and private
/// memory. Neither is ever the address of a buffer.
constexpr uint64_t ldsAperture = uint64_t{1} << 48;
constexpr uint64_t privateAperture = uint64_t{2} << 48;

/// An instruction that generated code asks the runtime to execute.
struct Site {
  /// The instruction as LLVM prints it.
  std::string text;
  /// Its opcode, or the intrinsic without "llvm.amdgcn.".
  std::string name;
  Handler handler = nullptr;
  /// What the handler needs to know beside the operands.
  const void *data = nullptr;
  std::vector<Operand> operands;
  Operand result;
  /// Of loads, stores and atomics: what they touch, and where.
  Access access;
  unsigned space = 0;
  /// Waits for the waves of the workgroup after the handler.
  bool waitsForWaves = false;
};

/// A straight piece of the kernel, for statistics: how often it ran, and what
/// is in it.
struct BlockCount {
  std::map<std::string, uint64_t> opcodes;
};

/// The processor that a kernel is for.
struct Processor {
  std::string name;
  unsigned major = 0, minor = 0, stepping = 0;
  unsigned waveSize = 64;

  /// 942 for gfx942, 910 for gfx90a, 1100 for gfx1100.
  unsigned number() const { return major * 100 + minor * 10 + stepping; }
  /// fp8 is the FNUZ kind on gfx942, and OCP's from gfx950 and gfx12 on.
  bool hasFnuz() const { return major == 9 && minor == 4; }
};

struct Kernel {
  Processor processor;
  KernelInfo info;
  /// In program order: where work-items of a wave wait at different sites, the
  /// first of them goes on.
  std::vector<Site> sites;
  std::vector<BlockCount> blocks;
  /// Bytes of LDS that variables take, and their alignment.
  uint32_t ldsBytes = 0;
  uint32_t privateBytes = 0;
  uint32_t argumentBytes = 0;
  /// One byte per byte of private memory: 1 where a variable lies.
  std::vector<unsigned char> privateLayout;
  /// Variables in global and constant memory.
  MemoryMap variables{2 * internalSlot - 256};
  std::vector<std::unique_ptr<unsigned char[]>> variableData;

  std::unique_ptr<llvm::orc::LLJIT> jit;
  void (*entry)(Lane *) = nullptr;
};

} // namespace heddle::amdgcn

#endif // HEDDLE_EMULATOR_AMDGPU_KERNEL_H
