//===- ScheduleLoops.cpp - The pass heddle-schedule-loops -----------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "heddle/Target/CPU/Passes.h"

#include "heddle/Dialect/Heddle/Transforms/TileWork.h"
#include "heddle/Target/CPU/CostModel.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/OpenMP/OpenMPDialect.h"

namespace heddle {
#define GEN_PASS_DEF_HEDDLESCHEDULELOOPS
#include "heddle/Target/CPU/Passes.h.inc"
} // namespace heddle

using namespace mlir;
using namespace heddle;

/// What the functions that `loop` calls say that all its rounds cost, if they
/// are alike.
static std::optional<int64_t> getWork(omp::WsloopOp loop) {
  std::optional<int64_t> work;
  loop.walk([&](func::CallOp call) {
    auto callee = SymbolTable::lookupNearestSymbolFrom<func::FuncOp>(
        call, call.getCalleeAttr());
    if (!callee)
      return;
    if (auto attr = callee->getAttrOfType<IntegerAttr>(workAttrName))
      work = attr.getInt();
  });
  return work;
}

/// Leaves the threads of a parallel region out.
static void makeSerial(omp::ParallelOp parallel) {
  OpBuilder builder(parallel);
  Value no = arith::ConstantIntOp::create(builder, parallel.getLoc(),
                                          /*value=*/0, /*width=*/1);
  parallel.getIfExprMutable().assign(no);
}

static void schedule(omp::WsloopOp loop) {
  std::optional<int64_t> work = getWork(loop);
  auto parallel = loop->getParentOfType<omp::ParallelOp>();
  if (parallel && !parallel.getIfExpr() && work && *work <= cpu::maxSerialWork)
    makeSerial(parallel);
  if (loop.getScheduleKind())
    return;
  bool isShort = work && *work <= cpu::maxStaticWork;
  loop.setScheduleKind(isShort ? omp::ClauseScheduleKind::Static
                               : omp::ClauseScheduleKind::Dynamic);
}

namespace {
struct ScheduleLoops : heddle::impl::HeddleScheduleLoopsBase<ScheduleLoops> {
  void runOnOperation() override { getOperation()->walk(schedule); }
};
} // namespace
