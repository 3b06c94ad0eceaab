//===- Launches.h - What a function launches --------------------*- C++ -*-===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_LIB_DRIVER_LAUNCHES_H
#define HEDDLE_LIB_DRIVER_LAUNCHES_H

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "llvm/Support/Error.h"

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace heddle::driver {

/// What a tensor map is made of, from the innermost dimension out: formulas of
/// extents and of the bytes between elements, which the first lacks.
struct LaunchTensorMap {
  std::string element;
  std::vector<std::string> extents, strides;
  std::vector<int64_t> box;
  int64_t swizzle;
};

/// An argument of a kernel: its type and a formula; of a tensor map, the
/// formula is that of the tensor's address.
struct LaunchArgument {
  std::string type, value;
  std::optional<LaunchTensorMap> map = std::nullopt;
};

/// A launch of a kernel. What depends on the call is a formula in the names of
/// the function's arguments: `ceildiv(arg0.shape[2], 128)`, `arg1.data + 12`,
/// `arg1.strides[0]`.
struct Launch {
  std::string kernel;
  std::array<std::string, 3> grid, block;
  std::string sharedBytes = "0";
  std::vector<LaunchArgument> arguments;
};

/// Memory that the caller has to provide.
struct Scratch {
  std::string name, bytes;
};

/// All that a function does: launches, in this order.
struct LaunchPlan {
  std::string function;
  std::vector<Launch> launches;
  std::vector<Scratch> scratch;
};

/// Describes a function that heddle-lower-to-nvvm left for the host; its
/// arguments have `names`. Fails if it does anything else than launching.
llvm::Expected<LaunchPlan> planLaunches(mlir::func::FuncOp function,
                                        llvm::ArrayRef<std::string> names);

} // namespace heddle::driver

#endif // HEDDLE_LIB_DRIVER_LAUNCHES_H
