//===- ScheduleLoops.cpp - The pass heddle-schedule-loops -----------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "heddle/Target/CPU/Passes.h"

#include "mlir/Dialect/OpenMP/OpenMPDialect.h"

namespace heddle {
#define GEN_PASS_DEF_HEDDLESCHEDULELOOPS
#include "heddle/Target/CPU/Passes.h.inc"
} // namespace heddle

using namespace mlir;

namespace {
struct ScheduleLoops : heddle::impl::HeddleScheduleLoopsBase<ScheduleLoops> {
  void runOnOperation() override {
    getOperation()->walk([](omp::WsloopOp loop) {
      if (!loop.getScheduleKind())
        loop.setScheduleKind(omp::ClauseScheduleKind::Dynamic);
    });
  }
};
} // namespace
