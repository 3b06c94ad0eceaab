//===- GuardSignals.cpp - Names the buffer that was missed ----------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "GuardSignals.h"

#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <unistd.h>

using namespace heddle;
using namespace heddle::driver;

namespace {

/// An argument's memory.
struct Range {
  uintptr_t begin, end;
};

} // namespace

static constexpr size_t maxRanges = 64;
static Range ranges[maxRanges];
static size_t numRanges = 0;
static struct sigaction previousSegv, previousBus;

static uintptr_t distanceTo(const Range &range, uintptr_t address) {
  if (address < range.begin)
    return range.begin - address;
  return address < range.end ? 0 : address - range.end + 1;
}

static size_t findClosest(uintptr_t address) {
  size_t closest = 0;
  for (size_t index = 1; index < numRanges; ++index)
    if (distanceTo(ranges[index], address) <
        distanceTo(ranges[closest], address))
      closest = index;
  return closest;
}

/// Only what is safe in a signal handler; snprintf of integers is in practice.
static void reportAccess(int, siginfo_t *info, void *) {
  auto address = reinterpret_cast<uintptr_t>(info->si_addr);
  char message[256];
  int length = std::snprintf(
      message, sizeof(message),
      "heddle-run: error: the compiled code accessed memory outside of its "
      "buffers, at %#zx",
      static_cast<size_t>(address));
  constexpr uintptr_t near = 1 << 20;
  size_t closest = findClosest(address);
  if (numRanges && distanceTo(ranges[closest], address) < near)
    length += std::snprintf(
        message + length, sizeof(message) - length,
        ", %zu bytes %s argument %zu",
        static_cast<size_t>(distanceTo(ranges[closest], address)),
        address < ranges[closest].begin ? "before" : "past", closest);
  message[length++] = '\n';
  if (write(STDERR_FILENO, message, length) < 0)
    _exit(2);
  _exit(1);
}

GuardSignals::GuardSignals(llvm::ArrayRef<rt::Tensor> arguments, bool enabled)
    : enabled(enabled) {
  if (!enabled)
    return;
  numRanges = 0;
  for (const rt::Tensor &argument : arguments.take_front(maxRanges)) {
    auto begin = reinterpret_cast<uintptr_t>(argument.data());
    ranges[numRanges++] = {begin, begin + argument.sizeInBytes()};
  }
  struct sigaction action = {};
  action.sa_sigaction = reportAccess;
  action.sa_flags = SA_SIGINFO | SA_ONSTACK;
  sigaction(SIGSEGV, &action, &previousSegv);
  sigaction(SIGBUS, &action, &previousBus);
}

GuardSignals::~GuardSignals() {
  if (!enabled)
    return;
  sigaction(SIGSEGV, &previousSegv, nullptr);
  sigaction(SIGBUS, &previousBus, nullptr);
}
