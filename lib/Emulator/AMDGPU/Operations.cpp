//===- Operations.cpp - The intrinsics that the emulator knows ------------===//
//
// Part of the Heddle Project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Operations.h"

#include "Workgroup.h"

#include "llvm/ADT/StringMap.h"

using namespace heddle;
using namespace heddle::amdgcn;

/// Hints about schedules, caches and waits. What they wait for has happened
/// already when they are reached.
llvm::ArrayRef<Operation> amdgcn::getHints() {
  static const Operation hints[] = {
      {"sched.barrier", Scope::None},
      {"sched.group.barrier", Scope::None},
      {"iglp.opt", Scope::None},
      {"s.waitcnt", Scope::None},
      {"s.wait.bvhcnt", Scope::None},
      {"s.wait.dscnt", Scope::None},
      {"s.wait.expcnt", Scope::None},
      {"s.wait.kmcnt", Scope::None},
      {"s.wait.loadcnt", Scope::None},
      {"s.wait.samplecnt", Scope::None},
      {"s.wait.storecnt", Scope::None},
      {"asyncmark", Scope::None},
      {"wait.asyncmark", Scope::None},
      {"s.sleep", Scope::None},
      {"s.sleep.var", Scope::None},
      {"s.nop", Scope::None},
      {"s.setprio", Scope::None},
      {"s.setprio.inc.wg", Scope::None},
      {"s.incperflevel", Scope::None},
      {"s.decperflevel", Scope::None},
      {"s.ttracedata", Scope::None},
      {"s.ttracedata.imm", Scope::None},
      {"s.dcache.inv", Scope::None},
      {"s.dcache.inv.vol", Scope::None},
      {"s.dcache.wb", Scope::None},
      {"s.dcache.wb.vol", Scope::None},
      {"s.prefetch.data", Scope::None},
      {"s.buffer.prefetch.data", Scope::None},
      {"global.prefetch", Scope::None},
      {"flat.prefetch", Scope::None},
      {"buffer.wbinvl1", Scope::None},
      {"buffer.wbinvl1.sc", Scope::None},
      {"buffer.wbinvl1.vol", Scope::None},
      // Its effect is that work-items of the wave meet.
      {"wave.barrier", Scope::Wave},
  };
  return hints;
}

static llvm::StringMap<Operation> makeTable() {
  llvm::StringMap<Operation> table;
  for (llvm::ArrayRef<Operation> part :
       {getHints(), getLaneOperations(), getNarrowFloatOperations(),
        getCrossLaneOperations(), getMemoryOperations()})
    for (const Operation &operation : part)
      table[operation.name] = operation;
  return table;
}

std::optional<Operation> amdgcn::findOperation(llvm::StringRef name) {
  static const llvm::StringMap<Operation> table = makeTable();
  if (auto known = table.find(name); known != table.end())
    return known->second;
  if (std::optional<Operation> operation = findMatrixOperation(name))
    return operation;
  return findBufferOperation(name);
}
