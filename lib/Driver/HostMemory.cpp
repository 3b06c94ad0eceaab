//===- HostMemory.cpp - Memory that compiled code allocates ---------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "HostMemory.h"

#include "heddle/Driver/Driver.h"

#include "llvm/Support/MathExtras.h"
#include "llvm/Support/WithColor.h"

#include <cassert>
#include <cstdlib>
#include <cstring>

using namespace heddle;
using namespace heddle::driver;

static HostMemory *activeMemory = nullptr;

/// Of every block: a cache line.
static constexpr size_t leastAlignment = 64;

/// Ends the program: compiled code, on whatever thread, cannot handle errors.
[[noreturn]] static void stop(const std::string &message) {
  llvm::WithColor::error(llvm::errs(), "heddle-run") << message << '\n';
  std::_Exit(static_cast<int>(ExitCode::Failure));
}

HostMemory::HostMemory(rt::Placement placement) : placement(placement) {
  assert(!activeMemory && "one at a time");
  activeMemory = this;
}

HostMemory::~HostMemory() {
  releaseAll();
  for (auto &[size, blocks] : reusable)
    for (void *block : blocks)
      std::free(block);
  activeMemory = nullptr;
}

llvm::SmallVector<cpu::JitSymbol> HostMemory::getSymbols() {
  return {
      {"malloc", reinterpret_cast<void *>(&HostMemory::malloc)},
      {"calloc", reinterpret_cast<void *>(&HostMemory::calloc)},
      {"aligned_alloc", reinterpret_cast<void *>(&HostMemory::alignedAlloc)},
      {"free", reinterpret_cast<void *>(&HostMemory::free)}};
}

//===----------------------------------------------------------------------===//
// What compiled code calls
//===----------------------------------------------------------------------===//

void *HostMemory::alignedAlloc(size_t alignment, size_t size) {
  return activeMemory->allocate(size, alignment);
}

void *HostMemory::malloc(size_t size) {
  return activeMemory->allocate(size, alignof(std::max_align_t));
}

void *HostMemory::calloc(size_t count, size_t size) {
  size_t total;
  if (__builtin_mul_overflow(count, size, &total))
    stop("out of memory: the size of an allocation overflows");
  return std::memset(malloc(total), 0, total);
}

void HostMemory::free(void *block) { activeMemory->release(block); }

//===----------------------------------------------------------------------===//
// Blocks
//===----------------------------------------------------------------------===//

void *HostMemory::allocateGuarded(size_t size, size_t alignment) {
  rt::Result<rt::GuardedBuffer> buffer =
      rt::GuardedBuffer::allocate(size, alignment, placement);
  if (!buffer)
    stop("out of memory: " + buffer.error());
  unsigned char *data = buffer->data();
  for (size_t position = 0; position < size; ++position)
    data[position] = rt::poisonByte(position);
  guarded.emplace(data, std::move(*buffer));
  return data;
}

void *HostMemory::allocate(size_t size, size_t alignment) {
  std::lock_guard<std::mutex> lock(mutex);
  if (placement == rt::Placement::Guarded)
    return allocateGuarded(size, alignment);
  size = llvm::alignTo(std::max<size_t>(size, 1), leastAlignment);
  std::vector<void *> &kept = reusable[size];
  void *block = nullptr;
  if (!kept.empty() && alignment <= leastAlignment) {
    block = kept.back();
    kept.pop_back();
  } else {
    block = std::aligned_alloc(std::max(alignment, leastAlignment), size);
  }
  if (!block)
    stop("out of memory: cannot allocate " + std::to_string(size) + " bytes");
  plain[block] = size;
  return block;
}

void HostMemory::retire(rt::GuardedBuffer &buffer) {
  rt::Result<rt::Success> intact = buffer.checkMargins();
  if (!intact && damage.empty())
    damage = intact.error();
}

void HostMemory::release(void *block) {
  if (!block)
    return;
  std::lock_guard<std::mutex> lock(mutex);
  if (auto found = guarded.find(block); found != guarded.end()) {
    retire(found->second);
    guarded.erase(found);
    return;
  }
  auto found = plain.find(block);
  if (found == plain.end())
    stop("the compiled code freed what it did not allocate");
  reusable[found->second].push_back(block);
  plain.erase(found);
}

void HostMemory::releaseAll() {
  std::lock_guard<std::mutex> lock(mutex);
  for (auto &[address, buffer] : guarded)
    retire(buffer);
  guarded.clear();
  for (auto [block, size] : plain)
    reusable[size].push_back(block);
  plain.clear();
}
