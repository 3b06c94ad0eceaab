//===- Fiber.h - Stacks to switch between -----------------------*- C++ -*-===//
//
// Part of the Heddle Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Boost.Context's lowest layer. Its class `fiber` unwinds the stack of a fiber
// that is destroyed early, which generated code without unwind tables and
// destructors neither allows nor needs.
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_EMULATOR_AMDGPU_FIBER_H
#define HEDDLE_EMULATOR_AMDGPU_FIBER_H

#include <boost/context/detail/fcontext.hpp>
#include <boost/context/protected_fixedsize_stack.hpp>

namespace heddle::amdgcn {

/// A stack with an inaccessible page at its end.
class FiberStack {
public:
  static constexpr size_t size = size_t{256} << 10;

  FiberStack()
      : stack(boost::context::protected_fixedsize_stack(size).allocate()) {}
  FiberStack(FiberStack &&other) noexcept : stack(other.stack) {
    other.stack.sp = nullptr;
  }
  FiberStack &operator=(FiberStack &&) = delete;
  ~FiberStack() {
    if (stack.sp)
      boost::context::protected_fixedsize_stack(size).deallocate(stack);
  }

  void *top() const { return stack.sp; }
  size_t bytes() const { return stack.size; }

private:
  boost::context::stack_context stack;
};

/// Code on a stack of its own, left in the middle.
class Fiber {
public:
  using Body = void (*)(void *argument);

  /// Prepares `body(argument)`, which must not return.
  void start(const FiberStack &stack, Body body, void *argument) {
    this->body = body;
    this->argument = argument;
    inside = boost::context::detail::make_fcontext(stack.top(), stack.bytes(),
                                                   enter);
  }
  /// Runs it until it suspends itself.
  void resume() {
    inside = boost::context::detail::jump_fcontext(inside, this).fctx;
  }
  /// Goes back to who resumed it.
  void suspend() {
    outside = boost::context::detail::jump_fcontext(outside, nullptr).fctx;
  }

private:
  static void enter(boost::context::detail::transfer_t transfer) {
    auto *fiber = static_cast<Fiber *>(transfer.data);
    fiber->outside = transfer.fctx;
    fiber->body(fiber->argument);
  }

  boost::context::detail::fcontext_t inside = nullptr, outside = nullptr;
  Body body = nullptr;
  void *argument = nullptr;
};

} // namespace heddle::amdgcn

#endif // HEDDLE_EMULATOR_AMDGPU_FIBER_H
