//===- GuardedBuffer.cpp - Memory that notices stray accesses -------------===//
//
// Part of the Heddle Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "heddle/Runtime/GuardedBuffer.h"

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <system_error>

#include <sys/mman.h>
#include <unistd.h>

using namespace heddle::rt;

namespace {

size_t pageSize() {
  static const size_t size = static_cast<size_t>(sysconf(_SC_PAGESIZE));
  return size;
}

/// `alignment` is a power of two.
size_t alignDown(size_t value, size_t alignment) {
  return value & ~(alignment - 1);
}

size_t alignUp(size_t value, size_t alignment) {
  return alignDown(value + alignment - 1, alignment);
}

Failure allocationFailure(size_t size, int code) {
  return Failure{"cannot allocate " + std::to_string(size) +
                 " bytes: " + std::generic_category().message(code)};
}

/// Poison is a function of the distance from the start of the mapping, which
/// is aligned for every element type.
void fillPoison(unsigned char *base, unsigned char *begin, unsigned char *end) {
  for (unsigned char *byte = begin; byte != end; ++byte)
    *byte = poisonByte(static_cast<size_t>(byte - base));
}

/// The first byte in [begin, end) that is no longer poison, or `end`.
const unsigned char *findDamage(const unsigned char *base,
                                const unsigned char *begin,
                                const unsigned char *end) {
  while (begin != end &&
         *begin == poisonByte(static_cast<size_t>(begin - base)))
    ++begin;
  return begin;
}

} // namespace

Result<GuardedBuffer> GuardedBuffer::allocate(size_t size, size_t alignment,
                                              Placement placement) {
  assert(alignment && (alignment & (alignment - 1)) == 0 &&
         "an alignment is a power of two");
  assert(alignment <= pageSize() && "alignment beyond a page");
  if (size > PTRDIFF_MAX - 4 * pageSize())
    return allocationFailure(size, ENOMEM);
  return placement == Placement::Guarded ? allocateGuarded(size, alignment)
                                         : allocateAligned(size, alignment);
}

Result<GuardedBuffer> GuardedBuffer::allocateGuarded(size_t size,
                                                     size_t alignment) {
  size_t page = pageSize();
  size_t accessible = std::max(alignUp(size, page), page);
  size_t total = accessible + 2 * page;
  void *address =
      mmap(nullptr, total, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (address == MAP_FAILED)
    return allocationFailure(size, errno);

  GuardedBuffer buffer;
  buffer.where = Placement::Guarded;
  buffer.mapping = static_cast<unsigned char *>(address);
  buffer.mappingSize = total;
  if (mprotect(buffer.firstAccessible(), accessible, PROT_READ | PROT_WRITE))
    return allocationFailure(size, errno);
  buffer.numBytes = size;
  buffer.bytes =
      buffer.firstAccessible() + alignDown(accessible - size, alignment);
  fillPoison(buffer.mapping, buffer.firstAccessible(), buffer.bytes);
  fillPoison(buffer.mapping, buffer.bytes + size, buffer.lastGuard());
  return buffer;
}

Result<GuardedBuffer> GuardedBuffer::allocateAligned(size_t size,
                                                     size_t alignment) {
  constexpr size_t cacheLine = 64;
  void *address = nullptr;
  if (int code = posix_memalign(&address, std::max(alignment, cacheLine),
                                std::max<size_t>(size, 1)))
    return allocationFailure(size, code);
  std::memset(address, 0, size);
  GuardedBuffer buffer;
  buffer.bytes = static_cast<unsigned char *>(address);
  buffer.numBytes = size;
  return buffer;
}

GuardedBuffer::GuardedBuffer(GuardedBuffer &&other) noexcept { swap(other); }

GuardedBuffer &GuardedBuffer::operator=(GuardedBuffer &&other) noexcept {
  GuardedBuffer taken(std::move(other));
  swap(taken);
  return *this;
}

GuardedBuffer::~GuardedBuffer() {
  if (where == Placement::Aligned)
    std::free(bytes);
  else
    munmap(mapping, mappingSize);
}

void GuardedBuffer::swap(GuardedBuffer &other) noexcept {
  std::swap(bytes, other.bytes);
  std::swap(numBytes, other.numBytes);
  std::swap(where, other.where);
  std::swap(mapping, other.mapping);
  std::swap(mappingSize, other.mappingSize);
}

unsigned char *GuardedBuffer::firstAccessible() const {
  return mapping + pageSize();
}

unsigned char *GuardedBuffer::lastGuard() const {
  return mapping + mappingSize - pageSize();
}

Result<Success> GuardedBuffer::checkMargins() const {
  if (where == Placement::Aligned)
    return Success{};
  const unsigned char *damage = findDamage(mapping, firstAccessible(), bytes);
  if (damage != bytes)
    return Failure{"byte " + std::to_string(bytes - damage) +
                   " before the start of the data was overwritten"};
  const unsigned char *end = bytes + numBytes;
  damage = findDamage(mapping, end, lastGuard());
  if (damage != lastGuard())
    return Failure{"byte " + std::to_string(damage - end + 1) +
                   " after the end of the data was overwritten"};
  return Success{};
}
