//===- MemoryOperations.cpp - Intrinsics that copy memory -----------------===//
//
// Part of the Heddle Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Operations.h"
#include "Runtime.h"
#include "Values.h"

using namespace heddle;
using namespace heddle::amdgcn;

//===----------------------------------------------------------------------===//
// llvm.memcpy, llvm.memmove, llvm.memset
//===----------------------------------------------------------------------===//

/// The host's address of a pointer operand; null after an error.
static unsigned char *resolveOperand(Group &group, unsigned lane,
                                     unsigned index, const Access &access) {
  return resolve(group, lane, group.site.operands[index].space,
                 group.get<uint64_t>(lane, index), access);
}

static uint64_t readLength(const Group &group, unsigned lane) {
  uint64_t length = 0;
  std::memcpy(&length, group.operand(lane, 2), group.site.operands[2].size);
  return length;
}

static bool checkLength(const Group &group, unsigned lane, uint64_t length) {
  if (length >> 32 == 0)
    return true;
  group.fail(lane, "a copy of " + std::to_string(length) +
                       " bytes is longer than any buffer");
  return false;
}

void amdgcn::copyMemory(Group &group) {
  forEachLane(group.mask, [&](unsigned lane) {
    uint64_t length = readLength(group, lane);
    if (!length || !checkLength(group, lane, length))
      return;
    Access access;
    access.size = static_cast<uint32_t>(length);
    access.read = true;
    unsigned char *from = resolveOperand(group, lane, 1, access);
    access.read = false;
    access.write = true;
    unsigned char *to = resolveOperand(group, lane, 0, access);
    if (from && to)
      std::memmove(to, from, length);
  });
}

void amdgcn::setMemory(Group &group) {
  forEachLane(group.mask, [&](unsigned lane) {
    uint64_t length = readLength(group, lane);
    if (!length || !checkLength(group, lane, length))
      return;
    Access access;
    access.size = static_cast<uint32_t>(length);
    access.write = true;
    if (unsigned char *to = resolveOperand(group, lane, 0, access))
      std::memset(to, group.get<uint8_t>(lane, 1), length);
  });
}

//===----------------------------------------------------------------------===//
// From global memory to LDS
//===----------------------------------------------------------------------===//

/// Pointer of each lane, base in LDS, size, offset of both. LDS takes the
/// values of the lanes one behind the other.
static void loadToLDS(Group &group) {
  auto base = group.uniform<uint32_t>(1);
  Access access;
  access.size = group.uniform<uint32_t>(2);
  auto offset = group.uniform<uint32_t>(3);
  forEachLane(group.mask, [&](unsigned lane) {
    if (group.get<uint32_t>(lane, 1) != base)
      return group.fail(lane, "the address in LDS must be the same in all "
                              "lanes");
    Access from = access, to = access;
    from.read = true;
    to.write = true;
    unsigned char *source =
        resolveGlobal(group, lane, group.get<uint64_t>(lane, 0) + offset, from);
    unsigned char *target =
        resolveLDS(group, lane, base + offset + lane * access.size, to);
    if (source && target)
      std::memcpy(target, source, access.size);
  });
}

//===----------------------------------------------------------------------===//
// Transposed reads of LDS
//===----------------------------------------------------------------------===//

/// Groups of 16 lanes read rows of a matrix, of 16 elements each, several
/// lanes to a row, and each lane gets a column.
template <unsigned bits>
static void readTransposed(Group &group) {
  constexpr unsigned count = 64 / bits, bytes = bits / 8;
  Access access;
  access.size = access.align = 8;
  access.read = true;
  std::array<unsigned char *, 64> rows = {};
  forEachLane(group.mask, [&](unsigned lane) {
    rows[lane] = resolveOperand(group, lane, 0, access);
  });
  forEachLane(group.mask, [&](unsigned lane) {
    for (unsigned e = 0; e < count; ++e) {
      unsigned place = e * 16 + lane % 16;
      unsigned from = (lane & ~15u) + place / count;
      if (!group.has(from))
        return group.fail(lane, "it needs what lane " + std::to_string(from) +
                                    " reads, which is not here");
      if (rows[from])
        std::memcpy(group.result(lane) + e * bytes,
                    rows[from] + place % count * bytes, bytes);
    }
  });
}

llvm::ArrayRef<Operation> amdgcn::getMemoryOperations() {
  static const Operation operations[] = {
      {"global.load.lds", Scope::Wave, loadToLDS},
      {"load.to.lds", Scope::Wave, loadToLDS},
      // Of later versions of LLVM, with explicit waits.
      {"global.load.async.lds", Scope::Wave, loadToLDS},
      {"ds.read.tr16.b64", Scope::Wave, readTransposed<16>},
      {"ds.read.tr8.b64", Scope::Wave, readTransposed<8>},
  };
  return operations;
}
