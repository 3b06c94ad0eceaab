//===- LDS.cpp - The memory that a workgroup shares -----------------------===//
//
// Part of the Heddle Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "LDS.h"

#include "Workgroup.h"

#include <algorithm>

using namespace heddle;
using namespace heddle::amdgcn;

void LocalMemory::reset(size_t size) {
  // What nobody wrote is never read, but should a check miss it, it shows.
  data.assign(size, 0xcd);
  bytes.assign(size, Byte());
}

/// Epochs count from 1; those of marks that were never made are 0.
bool LocalMemory::races(const Mark &mark, const Wave &wave, bool atomic) {
  return mark.epoch > wave.waits && mark.wave != wave.index &&
         !(mark.atomic && atomic);
}

const LocalMemory::Mark *LocalMemory::findRace(const Byte &byte,
                                               const Wave &wave,
                                               const Access &access,
                                               bool writesSame) {
  if (!writesSame && races(byte.write, wave, access.atomic))
    return &byte.write;
  if (!access.write)
    return nullptr;
  for (const Mark *mark : {&byte.read, &byte.otherRead})
    if (races(*mark, wave, access.atomic))
      return mark;
  return nullptr;
}

void LocalMemory::note(Byte &byte, const Lane &lane, const Access &access) {
  Mark mark{lane.wave->signals + 1, lane.index, lane.site,
            static_cast<uint16_t>(lane.wave->index), access.atomic};
  if (access.read) {
    if (byte.read.wave != mark.wave)
      byte.otherRead = byte.read;
    byte.read = mark;
  }
  if (access.write) {
    byte.write = mark;
    byte.written = true;
  }
}

LocalMemory::Fault LocalMemory::check(const Lane &lane, uint32_t address,
                                      const Access &access,
                                      const unsigned char *stored) {
  auto at = [&] {
    return std::to_string(access.size) + " bytes at LDS address " +
           std::to_string(address);
  };
  if (uint64_t{address} + access.size > data.size())
    return {"out of bounds: " + at() + ", where the workgroup has " +
            std::to_string(data.size()) + " bytes of LDS"};
  if (address % access.align != 0)
    return {"misaligned: " + at() +
            ", where the instruction claims a multiple "
            "of " +
            std::to_string(access.align)};
  for (uint32_t i = 0; i < access.size; ++i) {
    Byte &byte = bytes[address + i];
    if (access.read && !byte.written)
      return {"read of uninitialized memory: " + at() + ", of which byte " +
              std::to_string(i) + " was never written"};
    bool writesSame = stored && byte.written && stored[i] == data[address + i];
    if (const Mark *mark = findRace(byte, *lane.wave, access, writesSame))
      return {"race: " + at() + " without a barrier since", true, mark->site,
              mark->item};
    note(byte, lane, access);
  }
  return {};
}
