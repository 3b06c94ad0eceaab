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
#include "llvm/ADT/StringExtras.h"
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

void nvidia::expectBytes(OpBuilder &b, Location loc, Value address,
                         int64_t bytes) {
  Assembly assembly;
  assembly.add(address, "r");
  assembly.emit(
      b, loc,
      llvm::formatv("mbarrier.expect_tx.relaxed.cta.shared::cta.b64 [$0], {0};",
                    bytes)
          .str());
}

/// The instruction has coordinates from the innermost dimension out.
void nvidia::copyBox(OpBuilder &b, Location loc, Value shared, Value map,
                     ValueRange corner, Value signal) {
  Assembly assembly;
  int64_t to = assembly.add(shared, "r"), from = assembly.add(map, "l");
  int64_t barrier = assembly.add(signal, "r");
  SmallVector<std::string> places;
  for (Value coordinate : llvm::reverse(corner))
    places.push_back("$" + std::to_string(assembly.add(coordinate, "r")));
  assembly.emit(b, loc,
                llvm::formatv("cp.async.bulk.tensor.{0}d.shared::cluster.global"
                              ".tile.mbarrier::complete_tx::bytes [${1}], "
                              "[${2}, {{{3}}], [${4}];",
                              corner.size(), to, from, llvm::join(places, ", "),
                              barrier)
                    .str());
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
