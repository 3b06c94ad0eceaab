//===- Signals.cpp - Signals by mbarrier --------------------------------- ===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Signals.h"

#include "InlineAssembly.h"

#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "llvm/Support/FormatVariadic.h"

using namespace mlir;
using namespace heddle;
using namespace heddle::nvidia;

void nvidia::createSignal(OpBuilder &b, Location loc, Value address,
                          int64_t arrivals) {
  Assembly assembly;
  assembly.add(address, "r");
  assembly.emit(
      b, loc,
      llvm::formatv("mbarrier.init.shared::cta.b64 [$0], {0};", arrivals)
          .str());
}

void nvidia::publishSignals(OpBuilder &b, Location loc) {
  Assembly().emit(b, loc, "fence.mbarrier_init.release.cluster;");
}

void nvidia::arrive(OpBuilder &b, Location loc, Value address,
                    Value condition) {
  Assembly assembly;
  assembly.add(address, "r");
  assembly.add(condition, "b");
  assembly.emit(b, loc, "@$1 mbarrier.arrive.shared::cta.b64 _, [$0];");
}

/// The loop also ends a basic block, so that ptxas moves no computation over
/// it.
SmallVector<Value> nvidia::await(OpBuilder &b, Location loc, Value address,
                                 Value parity, ValueRange computed) {
  Assembly assembly(computed.getTypes());
  assembly.tieAll(computed);
  int64_t at = assembly.add(address, "r"), phase = assembly.add(parity, "r");
  return assembly.emit(
      b, loc,
      llvm::formatv("{{ .reg .pred done; wait: mbarrier.try_wait.parity."
                    "shared::cta.b64 done, [${0}], ${1}; @!done bra wait; }",
                    at, phase)
          .str());
}
