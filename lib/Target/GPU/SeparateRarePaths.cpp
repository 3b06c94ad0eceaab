//===- SeparateRarePaths.cpp - The pass heddle-separate-rare-paths -------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "heddle/Target/GPU/Passes.h"

#include "heddle/Dialect/Heddle/Transforms/TileWork.h"
#include "mlir/Analysis/CFGLoopInfo.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/ControlFlow/IR/ControlFlowOps.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/IR/Dominance.h"
#include "mlir/IR/IRMapping.h"
#include "llvm/ADT/SetVector.h"

namespace heddle {
#define GEN_PASS_DEF_HEDDLESEPARATERAREPATHS
#include "heddle/Target/GPU/Passes.h.inc"
} // namespace heddle

using namespace mlir;
using namespace heddle;

namespace {
/// A branch in a loop, by the condition of which what is rare is done or not
/// before both ways join.
struct RarePath {
  cf::CondBranchOp branch;
  cf::BranchOp jump; ///< The end of what is rare.
  cf::BranchOp pass; ///< All that is done otherwise.
  CFGLoop *loop;
};

/// Moves one rare path out of its loop.
class PathSeparator {
public:
  PathSeparator(RarePath path, DominanceInfo &dominance);

  bool canSeparate();
  void run();

private:
  void splitTest();
  void takeState();
  void passThroughCheck();
  void passThroughExit();
  void enterAgain();
  void copyBegin();
  bool isBegin(Block *block) { return begin.contains(block); }

  RarePath path;
  OpBuilder builder;
  Location loc;
  Block *header, *test, *check = nullptr, *again = nullptr;
  Block *exit = nullptr, *landing = nullptr;
  llvm::DenseSet<Block *> inLoop;
  llvm::SetVector<Block *> begin; ///< Blocks of the loop before the check.
};
} // namespace

static bool isRareVote(Operation *op) {
  return op && op->hasAttr(rareAttrName);
}

static std::optional<RarePath> matchRarePath(cf::CondBranchOp branch,
                                             CFGLoopInfo &loops) {
  Operation *vote = branch.getCondition().getDefiningOp();
  CFGLoop *loop = loops.getLoopFor(branch->getBlock());
  if (!isRareVote(vote) || vote->getBlock() != branch->getBlock() || !loop)
    return {};
  Block *rare = branch.getTrueDest(), *other = branch.getFalseDest();
  auto jump = dyn_cast<cf::BranchOp>(rare->getTerminator());
  auto pass = dyn_cast<cf::BranchOp>(&other->front());
  if (!jump || !pass || jump.getDest() != pass.getDest() ||
      !rare->getSinglePredecessor() || !other->getSinglePredecessor())
    return {};
  return RarePath{branch, jump, pass, loop};
}

PathSeparator::PathSeparator(RarePath path, DominanceInfo &dominance)
    : path(path), builder(path.branch), loc(path.branch.getLoc()),
      header(path.loop->getHeader()), test(path.branch->getBlock()) {
  inLoop.insert(path.loop->block_begin(), path.loop->block_end());
  for (Block &block : *test->getParent())
    if (inLoop.contains(&block) && !dominance.properlyDominates(test, &block))
      begin.insert(&block);
}

/// The loop must be left where it begins only, and begin without votes.
bool PathSeparator::canSeparate() {
  for (Block *block : inLoop)
    for (Block *next : block->getSuccessors()) {
      if (next == header && isBegin(block))
        return false;
      if (inLoop.contains(next))
        continue;
      if (exit || !isBegin(block) || !next->getSinglePredecessor())
        return false;
      exit = next;
    }
  return exit && llvm::none_of(begin, [&](Block *block) {
           return block != test && llvm::any_of(*block, [](Operation &op) {
                    return isRareVote(&op);
                  });
         });
}

/// Makes a block of its own of what leads to the vote and may be done again.
void PathSeparator::splitTest() {
  Operation *first = path.branch;
  while (Operation *before = first->getPrevNode()) {
    if (!isRareVote(before) && !isa<arith::ArithDialect>(before->getDialect()))
      break;
    first = before;
  }
  check = test->splitBlock(first);
}

/// The check has the state that what is rare changes as arguments.
void PathSeparator::takeState() {
  Block *join = path.jump.getDest(), *rare = path.jump->getBlock();
  SmallVector<Value> state(path.pass.getDestOperands());
  for (auto [value, joined] : llvm::zip_equal(state, join->getArguments())) {
    Value own = check->addArgument(value.getType(), loc);
    value.replaceUsesWithIf(own, [&](OpOperand &use) {
      Block *user = use.getOwner()->getBlock();
      return user == check || user == rare;
    });
    joined.replaceAllUsesWith(own);
  }
  join->eraseArguments(0, join->getNumArguments());
  path.pass.getDestOperandsMutable().clear();
  builder.setInsertionPointToEnd(test);
  cf::BranchOp::create(builder, loc, check, state);
}

/// Calls `f` for each value that the begin of the loop defines.
static void forEachValue(const llvm::SetVector<Block *> &begin,
                         llvm::function_ref<void(Value)> f) {
  for (Block *block : begin) {
    llvm::for_each(block->getArguments(), f);
    for (Operation &op : *block)
      llvm::for_each(op.getResults(), f);
  }
}

/// What the begin defines and the rest of the loop uses comes by the check's
/// arguments.
void PathSeparator::passThroughCheck() {
  auto enter = cast<cf::BranchOp>(test->getTerminator());
  SmallVector<Value> values;
  forEachValue(begin, [&](Value value) {
    auto isLater = [&](OpOperand &use) {
      Block *user = use.getOwner()->getBlock();
      return !isBegin(user) && (user == check || inLoop.contains(user));
    };
    if (!llvm::any_of(value.getUses(), isLater))
      return;
    Value own = check->addArgument(value.getType(), loc);
    value.replaceUsesWithIf(own, isLater);
    values.push_back(value);
  });
  enter.getDestOperandsMutable().append(values);
}

/// What is used behind the loop comes by the arguments of a landing block.
void PathSeparator::passThroughExit() {
  Block *leaving = exit->getSinglePredecessor();
  landing = builder.createBlock(exit);
  SmallVector<Value> values;
  forEachValue(begin, [&](Value value) {
    auto isBehind = [&](OpOperand &use) {
      Block *user = use.getOwner()->getBlock();
      return !isBegin(user) && user != check && !inLoop.contains(user);
    };
    if (!llvm::any_of(value.getUses(), isBehind))
      return;
    Value own = landing->addArgument(value.getType(), loc);
    value.replaceUsesWithIf(own, isBehind);
    values.push_back(value);
  });
  auto branch = cast<cf::CondBranchOp>(leaving->getTerminator());
  bool isTrue = branch.getTrueDest() == exit;
  MutableOperandRange operands = isTrue ? branch.getTrueDestOperandsMutable()
                                        : branch.getFalseDestOperandsMutable();
  builder.setInsertionPointToEnd(landing);
  cf::BranchOp::create(builder, loc, exit,
                       llvm::to_vector(ValueRange(OperandRange(operands))));
  operands.assign(values);
  branch->setSuccessor(landing, isTrue ? 0 : 1);
}

/// What is rare ends where the loop is entered, and the check comes again.
void PathSeparator::enterAgain() {
  again = builder.createBlock(check);
  for (BlockArgument argument : check->getArguments())
    again->addArgument(argument.getType(), loc);
  cf::BranchOp::create(builder, loc, check, again->getArguments());
  unsigned changed = path.jump.getDestOperands().size();
  SmallVector<Value> values(path.jump.getDestOperands());
  llvm::append_range(values, check->getArguments().drop_front(changed));
  path.jump.getDestOperandsMutable().assign(values);
  path.jump.setDest(again);
}

/// The loop's first begin is a copy before the loop.
void PathSeparator::copyBegin() {
  SmallVector<Block *> entries;
  for (Block *block : header->getPredecessors())
    if (!inLoop.contains(block))
      entries.push_back(block);
  IRMapping map;
  for (Block *block : begin) {
    Block *copy = builder.createBlock(header);
    map.map(block, copy);
    for (BlockArgument argument : block->getArguments())
      map.map(argument, copy->addArgument(argument.getType(), loc));
  }
  map.map(check, again);
  for (Block *block : begin) {
    builder.setInsertionPointToEnd(map.lookup(block));
    for (Operation &op : *block)
      builder.clone(op, map);
  }
  for (Block *block : begin)
    for (Operation &op : *map.lookup(block))
      for (OpOperand &operand : op.getOpOperands())
        operand.set(map.lookupOrDefault(operand.get()));
  for (Block *block : entries)
    for (auto [number, next] :
         llvm::enumerate(block->getTerminator()->getSuccessors()))
      if (next == header)
        block->getTerminator()->setSuccessor(map.lookup(header), number);
}

void PathSeparator::run() {
  splitTest();
  takeState();
  passThroughExit();
  passThroughCheck();
  enterAgain();
  copyBegin();
}

/// Separates one path, if there is one left.
static bool separateNext(Region &body) {
  if (body.hasOneBlock())
    return false;
  DominanceInfo dominance(body.getParentOp());
  CFGLoopInfo loops(dominance.getDomTree(&body));
  for (Block &block : body) {
    auto branch = dyn_cast<cf::CondBranchOp>(block.getTerminator());
    std::optional<RarePath> path;
    if (branch)
      path = matchRarePath(branch, loops);
    if (!path)
      continue;
    Operation *vote = branch.getCondition().getDefiningOp();
    PathSeparator separator(*path, dominance);
    bool can = separator.canSeparate();
    if (can)
      separator.run();
    vote->removeAttr(rareAttrName);
    return true;
  }
  return false;
}

namespace {
struct SeparateRarePaths
    : heddle::impl::HeddleSeparateRarePathsBase<SeparateRarePaths> {
  void runOnOperation() override {
    for (auto kernel : getOperation().getOps<gpu::GPUFuncOp>())
      while (separateNext(kernel.getBody()))
        ;
  }
};
} // namespace
