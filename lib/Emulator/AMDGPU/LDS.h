//===- LDS.h - The memory that a workgroup shares ---------------*- C++ -*-===//
//
// Part of the Heddle Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_EMULATOR_AMDGPU_LDS_H
#define HEDDLE_EMULATOR_AMDGPU_LDS_H

#include "Memory.h"

namespace heddle::amdgcn {

struct Lane;
struct Wave;

/// LDS of one workgroup, with what is known of each byte. Two accesses of
/// different waves to a byte, one of them a write and not both atomic, are a
/// race unless a barrier orders them: the first wave arrived at it after its
/// access, and the second one passed it before its own.
class LocalMemory {
public:
  void reset(size_t size);

  size_t size() const { return data.size(); }
  unsigned char *at(uint32_t address) { return data.data() + address; }

  /// What is wrong with an access; empty if nothing is.
  struct Fault {
    std::string what;
    /// The other access of a race.
    bool isRace = false;
    uint32_t otherSite = 0;
    uint32_t otherItem = 0;
  };
  /// Checks an access and notes it. `stored`, unless null, is what it writes:
  /// it is no race if another wave has written the same.
  Fault check(const Lane &lane, uint32_t address, const Access &access,
              const unsigned char *stored);

private:
  /// The last access of one kind to a byte.
  struct Mark {
    uint32_t epoch = 0;
    uint32_t item = 0;
    uint32_t site = 0;
    uint16_t wave = 0;
    bool atomic = false;
  };
  struct Byte {
    /// The last write, and reads of two different waves.
    Mark write, read, otherRead;
    bool written = false;
  };

  static bool races(const Mark &mark, const Wave &wave, bool atomic);
  static const Mark *findRace(const Byte &byte, const Wave &wave,
                              const Access &access, bool writesSame);
  void note(Byte &byte, const Lane &lane, const Access &access);

  std::vector<unsigned char> data;
  std::vector<Byte> bytes;
};

} // namespace heddle::amdgcn

#endif // HEDDLE_EMULATOR_AMDGPU_LDS_H
