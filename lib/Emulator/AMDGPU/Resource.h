//===- Resource.h - Descriptors of buffers ----------------------*- C++ -*-===//
//
// Part of the Heddle Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_EMULATOR_AMDGPU_RESOURCE_H
#define HEDDLE_EMULATOR_AMDGPU_RESOURCE_H

#include <array>
#include <cstdint>
#include <map>

namespace heddle::amdgcn {

/// The 128 bits that buffer instructions take, in words.
using ResourceWords = std::array<uint32_t, 4>;

/// What the words mean.
struct Resource {
  uint64_t base;
  uint32_t stride;
  uint32_t records;
  uint32_t flags;

  explicit Resource(const ResourceWords &words)
      : base(words[0] | uint64_t{words[1] & 0xffff} << 32),
        stride(words[1] >> 16 & 0x3fff), records(words[2]), flags(words[3]) {}
};

/// Generated code has 64 bits for a `ptr addrspace(8)`, so it holds handles.
/// Equal descriptors have equal handles.
class ResourceTable {
public:
  uint64_t intern(const ResourceWords &words) {
    auto [entry, isNew] = handles.emplace(words, handles.size() + 1);
    if (isNew)
      descriptors.emplace(entry->second, words);
    return entry->second;
  }
  /// The words behind a handle, or null if it is none.
  const ResourceWords *find(uint64_t handle) const {
    auto entry = descriptors.find(handle);
    return entry == descriptors.end() ? nullptr : &entry->second;
  }

private:
  std::map<ResourceWords, uint64_t> handles;
  std::map<uint64_t, ResourceWords> descriptors;
};

} // namespace heddle::amdgcn

#endif // HEDDLE_EMULATOR_AMDGPU_RESOURCE_H
