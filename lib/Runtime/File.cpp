//===- File.cpp - Files of the operating system ---------------------------===//
//
// Part of the Heddle Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "heddle/Runtime/File.h"

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstdlib>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace heddle::rt;

Failure heddle::rt::systemFailure(const std::string &what) {
  return Failure{what + ": " + std::generic_category().message(errno)};
}

/// Some systems refuse to transfer more than 2 GiB at once.
static constexpr size_t maxTransfer = size_t(1) << 30;

static Result<Success> checkRegular(const struct stat &status) {
  if (S_ISREG(status.st_mode))
    return Success{};
  return Failure{S_ISDIR(status.st_mode)
                     ? "is a directory, expected a file"
                     : "is a pipe or a device, expected a regular file"};
}

//===----------------------------------------------------------------------===//
// InputFile
//===----------------------------------------------------------------------===//

/// Non-blocking, so that opening a pipe does not wait for a writer.
Result<InputFile> InputFile::open(const std::string &path) {
  InputFile file;
  if (path.empty())
    return Failure{"the file name is empty"};
  file.descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (file.descriptor < 0)
    return systemFailure("cannot open");
  struct stat status;
  if (fstat(file.descriptor, &status))
    return systemFailure("cannot query");
  if (Result<Success> regular = checkRegular(status); !regular)
    return regular.failure();
  file.numBytes = static_cast<uint64_t>(status.st_size);
  return file;
}

InputFile::InputFile(InputFile &&other) noexcept
    : descriptor(std::exchange(other.descriptor, -1)),
      numBytes(other.numBytes) {}

InputFile::~InputFile() {
  if (descriptor >= 0)
    close(descriptor);
}

Result<Success> InputFile::read(void *bytes, size_t count,
                                uint64_t position) const {
  char *to = static_cast<char *>(bytes);
  while (count > 0) {
    ssize_t got = pread(descriptor, to, std::min(count, maxTransfer),
                        static_cast<off_t>(position));
    if (got < 0 && errno == EINTR)
      continue;
    if (got < 0)
      return systemFailure("cannot read");
    if (got == 0)
      return Failure{"the file became shorter while it was read"};
    to += got;
    count -= static_cast<size_t>(got);
    position += static_cast<uint64_t>(got);
  }
  return Success{};
}

//===----------------------------------------------------------------------===//
// OutputFile
//===----------------------------------------------------------------------===//

/// Where `path` leads: through a symbolic link, to the file that it names, so
/// that the link survives. Whatever is there must be a regular file, for it is
/// going to be replaced.
static Result<std::string> resolveTarget(const std::string &path) {
  if (path.empty())
    return Failure{"the file name is empty"};
  struct stat status;
  if (lstat(path.c_str(), &status))
    return errno == ENOENT ? Result<std::string>(path)
                           : systemFailure("cannot create");
  if (!S_ISLNK(status.st_mode)) {
    Result<Success> regular = checkRegular(status);
    return regular ? Result<std::string>(path) : regular.failure();
  }
  char *resolved = realpath(path.c_str(), nullptr);
  if (!resolved)
    return systemFailure("cannot follow the symbolic link");
  std::string target(resolved);
  std::free(resolved);
  return resolveTarget(target);
}

Result<OutputFile> OutputFile::create(const std::string &path) {
  Result<std::string> target = resolveTarget(path);
  if (!target)
    return target.failure();
  OutputFile file;
  file.target = *target;
  if (Result<Success> opened = file.openTemporary(); !opened)
    return opened.failure();
  return file;
}

/// mkstemp would ignore the user's umask.
Result<Success> OutputFile::openTemporary() {
  static std::atomic<unsigned> counter{0};
  std::string directory = target.substr(0, target.rfind('/') + 1);
  std::string stem = directory + ".heddle-" + std::to_string(getpid()) + "-";
  constexpr int maxAttempts = 100;
  for (int attempt = 0; attempt < maxAttempts; ++attempt) {
    std::string name = stem + std::to_string(counter++) + ".tmp";
    descriptor =
        ::open(name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (descriptor >= 0) {
      temporary = name;
      return Success{};
    }
    if (errno != EEXIST)
      break;
  }
  return systemFailure("cannot create");
}

OutputFile::OutputFile(OutputFile &&other) noexcept
    : descriptor(std::exchange(other.descriptor, -1)),
      temporary(std::exchange(other.temporary, "")),
      target(std::move(other.target)) {}

OutputFile::~OutputFile() {
  if (descriptor >= 0)
    close(descriptor);
  if (!temporary.empty())
    unlink(temporary.c_str());
}

Result<Success> OutputFile::write(const void *bytes, size_t count) {
  const char *from = static_cast<const char *>(bytes);
  while (count > 0) {
    ssize_t put = ::write(descriptor, from, std::min(count, maxTransfer));
    if (put < 0 && errno == EINTR)
      continue;
    if (put < 0)
      return systemFailure("cannot write");
    from += put;
    count -= static_cast<size_t>(put);
  }
  return Success{};
}

Result<Success> OutputFile::commit() {
  if (close(std::exchange(descriptor, -1)))
    return systemFailure("cannot write");
  if (rename(temporary.c_str(), target.c_str()))
    return systemFailure("cannot replace");
  temporary.clear();
  return Success{};
}
