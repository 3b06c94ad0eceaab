//===- Inputs.h - Arguments for a function -------------------- -*- C++ -*-===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_LIB_DRIVER_INPUTS_H
#define HEDDLE_LIB_DRIVER_INPUTS_H

#include "EntryPoint.h"

#include <cstdint>
#include <map>

namespace heddle::driver {

/// Where arguments come from.
struct InputSpec {
  std::vector<std::string> files;
  std::optional<uint64_t> seed;
  /// "2:1x16x128x64": extents of argument 2.
  std::vector<std::string> shapes;
  rt::Placement placement = rt::Placement::Aligned;
};

/// Makes the arguments of `entry`, in order.
llvm::Expected<std::vector<rt::Tensor>> makeInputs(const EntryPoint &entry,
                                                   const InputSpec &spec);

/// A tensor of the same type, strides and values.
llvm::Expected<rt::Tensor> copyTensor(const rt::Tensor &tensor,
                                      rt::Placement placement);

} // namespace heddle::driver

#endif // HEDDLE_LIB_DRIVER_INPUTS_H
