//===- Result.h - A value or an error message -------------------*- C++ -*-===//
//
// Part of the Heddle Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// How the runtime library reports errors: it uses no exceptions and must not
// link LLVM, so there is no llvm::Expected here.
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_RUNTIME_RESULT_H
#define HEDDLE_RUNTIME_RESULT_H

#include <cassert>
#include <string>
#include <utility>
#include <variant>

namespace heddle::rt {

/// The value of an operation that only succeeds or fails.
struct Success {};

/// What went wrong, in words for the user. Converts to any Result.
struct Failure {
  std::string message;
};

/// A value, or the message that says why there is none.
template <class T>
class [[nodiscard]] Result {
public:
  Result(T value) : state(std::in_place_index<0>, std::move(value)) {}
  Result(Failure failure) : state(std::in_place_index<1>, std::move(failure)) {}

  bool succeeded() const { return state.index() == 0; }
  bool failed() const { return !succeeded(); }
  explicit operator bool() const { return succeeded(); }

  /// The value; only after success.
  T &value() & {
    assert(succeeded() && "the result is an error");
    return *std::get_if<0>(&state);
  }
  const T &value() const & {
    assert(succeeded() && "the result is an error");
    return *std::get_if<0>(&state);
  }
  T &&value() && { return std::move(value()); }

  T &operator*() & { return value(); }
  const T &operator*() const & { return value(); }
  T &&operator*() && { return std::move(value()); }
  T *operator->() { return &value(); }
  const T *operator->() const { return &value(); }

  /// The message; only after failure.
  const std::string &error() const {
    assert(failed() && "the result is a value");
    return std::get_if<1>(&state)->message;
  }

  /// The failure, to be returned from a function with another result type,
  /// with `prefix` in front of the message.
  Failure failure(const std::string &prefix = "") const {
    return Failure{prefix + error()};
  }

private:
  std::variant<T, Failure> state;
};

} // namespace heddle::rt

#endif // HEDDLE_RUNTIME_RESULT_H
