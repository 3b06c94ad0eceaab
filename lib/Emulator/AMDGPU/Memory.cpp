//===- Memory.cpp - Global memory of the emulated GPU ---------------------===//
//
// Part of the Heddle Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Memory.h"

#include <algorithm>
#include <cassert>

using namespace heddle;
using namespace heddle::amdgcn;

uint64_t MemoryMap::add(void *data, size_t size, Contents contents,
                        std::string name, bool writable) {
  uint64_t slot = firstSlot + buffers.size();
  assert((firstSlot >= internalSlot || slot < internalSlot) &&
         "too many buffers");
  uint64_t address = (slot << slotBits) + (uint64_t{1} << (slotBits - 1));
  Buffer buffer{
      std::move(name), address, static_cast<unsigned char *>(data), size,
      writable,        {}};
  if (contents == Contents::Uninitialized)
    buffer.written.assign(size, 0);
  buffers.push_back(std::move(buffer));
  return address;
}

Buffer *MemoryMap::find(uint64_t address) {
  uint64_t slot = address >> slotBits;
  if (slot < firstSlot || slot - firstSlot >= buffers.size())
    return nullptr;
  return &buffers[slot - firstSlot];
}

static std::string plural(uint64_t count, const char *noun) {
  return std::to_string(count) + " " + noun + (count == 1 ? "" : "s");
}

std::string amdgcn::checkAccess(Buffer &buffer, uint64_t address,
                                const Access &access) {
  auto offset = static_cast<int64_t>(address - buffer.address);
  auto at = [&] {
    return plural(access.size, "byte") + " at offset " +
           std::to_string(offset) + " of '" + buffer.name + "'";
  };
  if (offset < 0 || static_cast<uint64_t>(offset) + access.size > buffer.size)
    return "out of bounds: " + at() + ", which has " +
           plural(buffer.size, "byte");
  if (access.write && !buffer.writable)
    return "write to constant memory: " + at();
  if (address % access.align != 0)
    return "misaligned: " + at() +
           ", where the instruction claims a multiple of " +
           std::to_string(access.align);
  if (buffer.written.empty())
    return {};
  auto first = buffer.written.begin() + offset;
  auto last = first + access.size;
  if (access.read) {
    auto missing = std::find(first, last, 0);
    if (missing != last)
      return "read of uninitialized memory: " + at() + ", of which byte " +
             std::to_string(missing - first) + " was never written";
  }
  if (access.write)
    std::fill(first, last, 1);
  return {};
}

DeviceMemory::DeviceMemory() : state(std::make_unique<Impl>()) {}
DeviceMemory::DeviceMemory(DeviceMemory &&) noexcept = default;
DeviceMemory &DeviceMemory::operator=(DeviceMemory &&) noexcept = default;
DeviceMemory::~DeviceMemory() = default;

uint64_t DeviceMemory::add(void *data, size_t size, Contents contents,
                           std::string name) {
  return state->map.add(data, size, contents, std::move(name));
}

size_t DeviceMemory::countUninitialized(uint64_t address) const {
  const Buffer *buffer = state->map.find(address);
  assert(buffer && "not the address of a buffer");
  return std::count(buffer->written.begin(), buffer->written.end(), 0);
}
