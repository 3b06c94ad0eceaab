//===- Roles.cpp - Threads that copy and threads that compute -------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The threads that compute come first, so that layouts say where tiles are;
// those that copy are the workgroup's last. Each stage of a ring has two
// signals: a phase of the first ends when a tile is there, one of the second
// when it is free again. The n-th tile of a stage is there after n phases, and
// may be written after n - 1; so the parity of a turn is that of the phases.
//
//===----------------------------------------------------------------------===//

#include "LayoutAttributes.h"
#include "TileDistributor.h"

#include "heddle/Dialect/HeddleGPU/IR/HeddleGPU.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/SCF/IR/SCF.h"

using namespace mlir;
using namespace heddle;
using namespace heddle::simt;

namespace {
enum class Signal { Full, Free };

} // namespace

static int64_t getOffset(Signal signal) {
  return signal == Signal::Full ? 0 : TargetLowering::signalBytes;
}

/// The address of a signal of a stage.
static Value getSignal(Value ring, Value stage, Signal signal,
                       TileDistributor &d) {
  int64_t first = d.rings.lookup(ring) + getOffset(signal);
  Value offset =
      arith::MulIOp::create(d.b, stage, d.i32(2 * TargetLowering::signalBytes));
  offset = arith::AddIOp::create(d.b, offset, d.i32(first));
  return arith::AddIOp::create(d.b, d.getSharedBase(), offset);
}

template <typename RingOp>
static Value getSignal(RingOp op, Signal signal, TileDistributor &d) {
  return getSignal(op.getRing(), op.getStage(), signal, d);
}

Value simt::getFullSignal(TileDistributor &d, Value ring, Value stage) {
  return getSignal(ring, stage, Signal::Full, d);
}

//===----------------------------------------------------------------------===//
// Roles
//===----------------------------------------------------------------------===//

/// Has one thread create the signals. Of each role, warps arrive at them.
static void createSignals(TileDistributor &d, int64_t copying,
                          int64_t computing) {
  Value isFirst = arith::CmpIOp::create(d.b, arith::CmpIPredicate::eq,
                                        d.getThread(), d.i32(0));
  auto choice = scf::IfOp::create(d.b, isFirst);
  {
    OpBuilder::InsertionGuard guard(d.b);
    d.b.setInsertionPointToStart(choice.thenBlock());
    Location loc = d.b.getLoc();
    auto at = [&](int64_t offset) -> Value {
      return arith::AddIOp::create(d.b, d.getSharedBase(), d.i32(offset));
    };
    for (auto [ring, offset] : d.rings) {
      int64_t stages = cast<MemRefType>(ring.getType()).getDimSize(0);
      for (int64_t stage = 0; stage != stages; ++stage) {
        int64_t place = offset + stage * 2 * TargetLowering::signalBytes;
        d.target.createSignal(d.b, loc, at(place + getOffset(Signal::Full)),
                              copying);
        d.target.createSignal(d.b, loc, at(place + getOffset(Signal::Free)),
                              computing);
      }
    }
    d.target.publishSignals(d.b, loc);
  }
  d.waitForThreads();
}

/// Which team of those who compute this thread is in, and the barrier of a team
/// `ahead` of it.
static Value getTeam(TileDistributor &d) {
  int64_t warps = d.getRoles()->team / d.target.getWarpSize();
  return arith::DivUIOp::create(d.b, d.getWarp(), d.i32(warps));
}

static Value getTurnBarrier(TileDistributor &d, int64_t ahead) {
  int64_t teams = d.getThreads() / d.getRoles()->team;
  Value team = getTeam(d);
  if (ahead)
    team = arith::RemUIOp::create(
        d.b, arith::AddIOp::create(d.b, team, d.i32(ahead)), d.i32(teams));
  return arith::AddIOp::create(d.b, team,
                               d.i32(TargetLowering::firstTurnBarrier));
}

/// A turn ends for one team and begins for another: two of them meet.
static void passTurn(TileDistributor &d) {
  d.target.arriveAtBarrier(d.b, d.b.getLoc(), getTurnBarrier(d, 1),
                           2 * d.getRoles()->team);
}

static void takeTurn(TileDistributor &d) {
  d.target.waitAtBarrier(d.b, d.b.getLoc(), getTurnBarrier(d, 0),
                         2 * d.getRoles()->team);
}

/// What `ofTeam` writes, for one team.
static void doIfTeam(TileDistributor &d, int64_t team,
                     void (*ofTeam)(TileDistributor &)) {
  Value isIt = arith::CmpIOp::create(d.b, arith::CmpIPredicate::eq, getTeam(d),
                                     d.i32(team));
  auto choice = scf::IfOp::create(d.b, isIt);
  OpBuilder::InsertionGuard guard(d.b);
  d.b.setInsertionPointToStart(choice.thenBlock());
  ofTeam(d);
}

static bool hasTurns(Block &block) {
  return block.walk([](TakeTurnOp) { return WalkResult::interrupt(); })
      .wasInterrupted();
}

static LogicalResult distributeSpecialize(SpecializeOp op, TileDistributor &d) {
  int64_t computing = d.getThreads(), copying = op.getProducers();
  int64_t warp = d.target.getWarpSize();
  std::optional<WarpRoles> roles = d.target.getWarpRoles(
      getChip(d.getKernel()->getParentOfType<gpu::GPUModuleOp>()), computing);
  if (!roles || roles->producers != copying)
    return op.emitOpError("has roles that the target lacks: ")
           << computing << " threads that compute, and " << copying
           << " that copy";
  createSignals(d, copying, computing / warp);
  Value copies = arith::CmpIOp::create(d.b, arith::CmpIPredicate::uge,
                                       d.getThread(), d.i32(computing));
  auto choice = scf::IfOp::create(d.b, copies, /*withElseRegion=*/true);
  auto fill = [&](Block &from, Block *to, int64_t first, int64_t threads,
                  int64_t registers, bool more) {
    d.b.setInsertionPointToStart(to);
    d.target.setRegisters(d.b, op.getLoc(), registers, more);
    Operation *end = to->getTerminator();
    bool turns = hasTurns(from);
    d.setRole(*roles, first, threads);
    // The last team lets the first one begin, which takes the turn that is left
    // over in the end.
    if (turns)
      doIfTeam(d, threads / roles->team - 1, passTurn);
    to->getOperations().splice(end->getIterator(), from.getOperations());
    LogicalResult done = d.distribute(*to);
    d.b.setInsertionPoint(end);
    if (turns)
      doIfTeam(d, 0, takeTurn);
    return done;
  };
  if (failed(fill(op.getCopying().front(), choice.thenBlock(), computing,
                  copying, roles->producerRegisters, /*more=*/false)) ||
      failed(fill(op.getComputing().front(), choice.elseBlock(), 0, computing,
                  roles->consumerRegisters, /*more=*/true)))
    return failure();
  d.getKernel().setKnownBlockSizeAttr(
      d.b.getDenseI32ArrayAttr({int32_t(computing + copying), 1, 1}));
  d.erase(op);
  return success();
}

//===----------------------------------------------------------------------===//
// Tiles
//===----------------------------------------------------------------------===//

/// Until the tile that had the stage before was released: for the first of a
/// stage, the phase before the signal's first counts as ended.
static LogicalResult distributeAcquire(AcquireOp op, TileDistributor &d) {
  Value before = arith::XOrIOp::create(d.b, op.getParity(), d.i32(1));
  d.target.await(d.b, op.getLoc(), getSignal(op, Signal::Free, d), before, {});
  d.erase(op);
  return success();
}

static LogicalResult distributePublish(PublishOp op, TileDistributor &d) {
  Location loc = op.getLoc();
  d.target.commitCopies(d.b, loc);
  d.target.waitForCopies(d.b, loc, 0);
  d.target.publishShared(d.b, loc);
  Value yes = arith::ConstantIntOp::create(d.b, d.b.getI1Type(), 1);
  d.target.arrive(d.b, loc, getSignal(op, Signal::Full, d), yes);
  d.erase(op);
  return success();
}

static LogicalResult distributeAwait(AwaitOp op, TileDistributor &d) {
  d.target.await(d.b, op.getLoc(), getSignal(op, Signal::Full, d),
                 op.getParity(), {});
  d.erase(op);
  return success();
}

/// The tiles, whose registers are f32, are computed before what follows. To
/// wait again for what is there already costs little, and nothing moves across.
static void computeBefore(ReleaseOp op, TileDistributor &d) {
  if (op.getComputed().empty())
    return;
  for (Value tile : op.getComputed())
    (void)d.getRegisters(tile);
  Value signal = getSignal(op, Signal::Full, d);
  d.passRegisters(op.getComputed(), [&](ValueRange all) {
    return d.target.await(d.b, op.getLoc(), signal, op.getParity(), all);
  });
}

/// One lane of each warp says so.
static LogicalResult distributeRelease(ReleaseOp op, TileDistributor &d) {
  computeBefore(op, d);
  for (Value product : op.getProducts())
    d.waitForProduct(product, op.getComputed());
  Value isFirst = arith::CmpIOp::create(d.b, arith::CmpIPredicate::eq,
                                        d.getLane(), d.i32(0));
  d.target.arrive(d.b, op.getLoc(), getSignal(op, Signal::Free, d), isFirst);
  d.erase(op);
  return success();
}

static LogicalResult distributeTakeTurn(TakeTurnOp op, TileDistributor &d) {
  takeTurn(d);
  d.erase(op);
  return success();
}

static LogicalResult distributePassTurn(PassTurnOp op, TileDistributor &d) {
  passTurn(d);
  d.erase(op);
  return success();
}

void simt::addRoles(DistributionTable &table) {
  table.add(distributeSpecialize);
  table.add(distributeAcquire);
  table.add(distributePublish);
  table.add(distributeAwait);
  table.add(distributeRelease);
  table.add(distributeTakeTurn);
  table.add(distributePassTurn);
}
