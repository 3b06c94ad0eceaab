//===- File.h - Files of the operating system -------------------*- C++ -*-===//
//
// Part of the Heddle Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_RUNTIME_FILE_H
#define HEDDLE_RUNTIME_FILE_H

#include "heddle/Runtime/Result.h"

#include <cstddef>
#include <cstdint>
#include <string>

namespace heddle::rt {

/// `what`, followed by the system's words for `errno`.
Failure systemFailure(const std::string &what);

/// A regular file open for reading. Messages do not name the file.
class InputFile {
public:
  static Result<InputFile> open(const std::string &path);

  InputFile(InputFile &&other) noexcept;
  InputFile &operator=(InputFile &&) = delete;
  ~InputFile();

  uint64_t size() const { return numBytes; }

  /// Reads exactly `count` bytes; fails if there are fewer.
  Result<Success> read(void *bytes, size_t count, uint64_t position) const;

private:
  InputFile() = default;

  int descriptor = -1;
  uint64_t numBytes = 0;
};

/// A file that comes into being complete: it is written under another name in
/// the same directory, and `commit` moves it into place. Without that it is
/// removed. Messages do not name the file.
class OutputFile {
public:
  static Result<OutputFile> create(const std::string &path);

  OutputFile(OutputFile &&other) noexcept;
  OutputFile &operator=(OutputFile &&) = delete;
  ~OutputFile();

  /// Where the file is until it is committed, for others that write it.
  const std::string &temporaryPath() const { return temporary; }

  Result<Success> write(const void *bytes, size_t count);
  Result<Success> commit();

private:
  OutputFile() = default;
  Result<Success> openTemporary();

  int descriptor = -1;
  /// Empty when there is nothing to remove.
  std::string temporary;
  std::string target;
};

} // namespace heddle::rt

#endif // HEDDLE_RUNTIME_FILE_H
