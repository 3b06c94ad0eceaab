//===- NpyFuzzer.cpp - Arbitrary bytes as a .npy file ---------------------===//
//
// Part of the Heddle Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The reader either refuses a file with a message, or every element of the
// tensor can be read.
//
//===----------------------------------------------------------------------===//

#include "heddle/Runtime/Npy.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include <sys/mman.h>
#include <unistd.h>

using namespace heddle::rt;

namespace {

/// A file in memory, which has a name as others do.
class MemoryFile {
public:
  MemoryFile(const uint8_t *bytes, size_t size)
      : descriptor(memfd_create("input.npy", MFD_CLOEXEC)) {
    if (descriptor < 0 ||
        write(descriptor, bytes, size) != static_cast<ssize_t>(size))
      std::abort();
  }
  ~MemoryFile() { close(descriptor); }

  std::string path() const {
    return "/proc/self/fd/" + std::to_string(descriptor);
  }

private:
  int descriptor;
};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
  MemoryFile file(bytes, size);
  Result<Tensor> tensor = readNpy(file.path(), Placement::Aligned);
  if (!tensor) {
    if (tensor.error().empty())
      std::abort();
    return 0;
  }
  volatile double last = 0;
  tensor->forEachPlace([&](int64_t place) { last = tensor->load(place); });
  return 0;
}
