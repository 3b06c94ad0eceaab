//===- ControlFlow.cpp - Tiles that loops carry --------------------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Loops and conditions carry each register of a tile on its own. They are made
// anew, and their bodies move over.
//
//===----------------------------------------------------------------------===//

#include "GlobalMemory.h"
#include "LayoutAttributes.h"
#include "TileDistributor.h"

#include "heddle/Dialect/HeddleGPU/IR/HeddleGPU.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "mlir/IR/IRMapping.h"

using namespace mlir;
using namespace heddle;
using namespace heddle::simt;

/// `values`, with the registers of tiles in their place.
static SmallVector<Value> expand(ValueRange values, TileDistributor &d) {
  SmallVector<Value> expanded;
  for (Value value : values) {
    if (isTile(value.getType()))
      llvm::append_range(expanded, d.getRegisters(value));
    else
      expanded.push_back(value);
  }
  return expanded;
}

/// The types that expand gives for `values`, whose tiles nothing was written
/// for yet.
static FailureOr<SmallVector<Type>> expandTypes(ValueRange values,
                                                TileDistributor &d) {
  SmallVector<Type> expanded;
  for (Value value : values) {
    auto type = dyn_cast<VectorType>(value.getType());
    if (!type) {
      expanded.push_back(value.getType());
      continue;
    }
    FailureOr<const Fragment *> fragment = d.getFragment(value);
    if (failed(fragment))
      return failure();
    llvm::append_range(expanded, d.getRegisterTypes(type, **fragment));
  }
  return expanded;
}

/// Lets the registers in `expanded` stand for `values`.
static LogicalResult bind(ValueRange values, ValueRange expanded,
                          TileDistributor &d) {
  for (Value value : values) {
    auto type = dyn_cast<VectorType>(value.getType());
    if (!type) {
      value.replaceAllUsesWith(expanded.front());
      expanded = expanded.drop_front();
      continue;
    }
    FailureOr<const Fragment *> fragment = d.getFragment(value);
    if (failed(fragment))
      return failure();
    size_t size = d.getRegisterTypes(type, **fragment).size();
    d.setRegisters(value, expanded.take_front(size));
    expanded = expanded.drop_front(size);
  }
  return success();
}

/// Moves the body of a region over, whose arguments become those of `to`.
static LogicalResult moveBody(Block &from, Block &to, TileDistributor &d) {
  to.getOperations().splice(to.end(), from.getOperations());
  if (failed(bind(from.getArguments(), to.getArguments(), d)) ||
      failed(d.distribute(to)))
    return failure();
  Operation *end = to.getTerminator();
  end->setOperands(expand(end->getOperands(), d));
  return success();
}

static bool verifySameTypes(Operation *op, TypeRange have, TypeRange want) {
  if (have == want)
    return true;
  op->emitOpError("carries a tile whose layout is not that of the value that "
                  "it starts with or yields: insert heddle_gpu.convert_layout");
  return false;
}

static LogicalResult finish(Operation *from, Operation *to,
                            TileDistributor &d) {
  d.b.setInsertionPointAfter(to);
  d.erase(from);
  for (NamedAttribute attribute : from->getDiscardableAttrs())
    if (!isLayoutAttribute(attribute))
      to->setDiscardableAttr(attribute.getName(), attribute.getValue());
  return bind(from->getResults(), to->getResults(), d);
}

static LogicalResult distributeIf(scf::IfOp op, TileDistributor &d) {
  FailureOr<SmallVector<Type>> types = expandTypes(op.getResults(), d);
  if (failed(types))
    return failure();
  auto made = scf::IfOp::create(d.b, TypeRange(*types), op.getCondition(),
                                /*addThenBlock=*/true,
                                /*addElseBlock=*/op.elseBlock() != nullptr);
  for (auto [from, to] :
       llvm::zip_equal(op->getRegions(), made->getRegions())) {
    if (from.empty())
      continue;
    to.front().clear();
    if (failed(moveBody(from.front(), to.front(), d)) ||
        !verifySameTypes(op, to.front().getTerminator()->getOperandTypes(),
                         *types))
      return failure();
  }
  return finish(op, made, d);
}

/// Whether wide copies can have all rows that `loop` copies, of i1, where only
/// the run knows; null if there is nothing to ask. `asked` are the copies that
/// this depends on.
static Value createAlignmentCheck(scf::ForOp loop, TileDistributor &d,
                                  SmallVectorImpl<CopyOp> &asked) {
  Value all;
  loop.walk([&](CopyOp copy) {
    if (copy->hasAttr(kIsAlignedName) ||
        !loop.isDefinedOutsideOfLoop(copy.getSource()))
      return;
    Value own = createAlignmentCheck(copy, d);
    if (!own)
      return;
    all = all ? arith::AndIOp::create(d.b, all, own).getResult() : own;
    asked.push_back(copy);
  });
  return all;
}

/// Makes two of a loop over whole tiles that copies rows whose place only the
/// run knows: one for rows that wide copies can have, without the way for
/// others. Null if that is not needed. Loops at edges have few rounds.
static scf::IfOp splitByAlignment(scf::ForOp loop, TileDistributor &d) {
  bool isEdge =
      loop.walk([](vector::MaskOp) { return WalkResult::interrupt(); })
          .wasInterrupted();
  SmallVector<CopyOp> asked;
  Value aligned = isEdge ? Value() : createAlignmentCheck(loop, d, asked);
  if (!aligned)
    return {};
  auto choice = scf::IfOp::create(d.b, loop.getResultTypes(), aligned,
                                  /*addThenBlock=*/true, /*addElseBlock=*/true);
  for (Block *block : {choice.thenBlock(), choice.elseBlock()}) {
    OpBuilder::InsertionGuard guard(d.b);
    d.b.setInsertionPointToStart(block);
    IRMapping map;
    Operation *own = d.b.clone(*loop, map);
    for (CopyOp copy : asked)
      map.lookup(copy.getOperation())
          ->setAttr(kIsAlignedName,
                    d.b.getBoolAttr(block == choice.thenBlock()));
    scf::YieldOp::create(d.b, own->getResults());
  }
  choice->setDiscardableAttrs(loop->getDiscardableAttrDictionary());
  loop->replaceAllUsesWith(choice);
  d.erase(loop);
  return choice;
}

static LogicalResult distributeFor(scf::ForOp op, TileDistributor &d) {
  if (scf::IfOp choice = splitByAlignment(op, d))
    return distributeIf(choice, d);
  FailureOr<SmallVector<Type>> types = expandTypes(op.getResults(), d);
  if (failed(types))
    return failure();
  SmallVector<Value> inits = expand(op.getInitArgs(), d);
  if (!verifySameTypes(op, TypeRange(ValueRange(inits)), *types))
    return failure();
  auto loop =
      scf::ForOp::create(d.b, op.getLowerBound(), op.getUpperBound(),
                         op.getStep(), inits, nullptr, op.getUnsignedCmp());
  Block &body = *loop.getBody();
  if (!body.empty())
    body.getTerminator()->erase();
  if (failed(moveBody(*op.getBody(), body, d)) ||
      !verifySameTypes(op, body.getTerminator()->getOperandTypes(), *types))
    return failure();
  return finish(op, loop, d);
}

static LogicalResult distributeWhile(scf::WhileOp op, TileDistributor &d) {
  FailureOr<SmallVector<Type>> types = expandTypes(op.getResults(), d);
  FailureOr<SmallVector<Type>> before = expandTypes(op.getBeforeArguments(), d);
  if (failed(types) || failed(before))
    return failure();
  SmallVector<Value> inits = expand(op.getInits(), d);
  if (!verifySameTypes(op, TypeRange(ValueRange(inits)), *before))
    return failure();
  auto loop = scf::WhileOp::create(d.b, TypeRange(*types), inits);
  auto addBlock = [&](Region &region, TypeRange arguments) -> Block & {
    Block &block = region.emplaceBlock();
    block.addArguments(arguments,
                       SmallVector<Location>(arguments.size(), op.getLoc()));
    return block;
  };
  Block &test = addBlock(loop.getBefore(), *before);
  Block &body = addBlock(loop.getAfter(), *types);
  if (failed(moveBody(*op.getBeforeBody(), test, d)) ||
      failed(moveBody(*op.getAfterBody(), body, d)))
    return failure();
  if (!verifySameTypes(
          op, TypeRange(test.getTerminator()->getOperands().drop_front()),
          *types) ||
      !verifySameTypes(op, body.getTerminator()->getOperandTypes(), *before))
    return failure();
  return finish(op, loop, d);
}

/// Ends of bodies change with what they end.
template <typename OpT>
static LogicalResult keep(OpT, TileDistributor &) {
  return success();
}

void simt::addControlFlow(DistributionTable &table) {
  table.add(distributeFor);
  table.add(distributeIf);
  table.add(distributeWhile);
  table.add(keep<scf::YieldOp>);
  table.add(keep<scf::ConditionOp>);
}
