//===- GuardSignals.h - Names the buffer that was missed --------*- C++ -*-===//
//-*-===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_LIB_DRIVER_GUARDSIGNALS_H
#define HEDDLE_LIB_DRIVER_GUARDSIGNALS_H

#include "heddle/Runtime/Tensor.h"

#include "llvm/ADT/ArrayRef.h"

namespace heddle::driver {

/// While it lives, an access to memory that is not there ends the process with
/// exit code 1 and a message that names the closest argument.
class GuardSignals {
public:
  GuardSignals(llvm::ArrayRef<rt::Tensor> arguments, bool enabled);
  ~GuardSignals();
  GuardSignals(const GuardSignals &) = delete;
  GuardSignals &operator=(const GuardSignals &) = delete;

private:
  bool enabled;
};

} // namespace heddle::driver

#endif // HEDDLE_LIB_DRIVER_GUARDSIGNALS_H
