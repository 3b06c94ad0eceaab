//===- TileScores.cpp - Scores of a tile program --------------------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "TileProgram.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/SCF/IR/SCF.h"

#include <limits>

using namespace mlir;
using namespace heddle;

/// Emits the scores of a block by the products q.k, in the program's unit of
/// scores, -inf where the mask hides the key.
Value TileProgram::emitScores(const KeyBlock &block, Value products) {
  Value tile = scaleProducts(products);
  ScorePosition at;
  if (hasScoreSteps() || block.predicated)
    at = createPosition(block);
  if (hasScoreSteps()) {
    for (ScoreAttrInterface score : scores)
      tile = score.apply(builder, loc, tile, at,
                         score.readsBias() ? readBias(block) : Value());
    tile = emitScoreRegion(tile, at);
  }
  if (!block.predicated)
    return tile;
  Value visible = createVisibility(block, at);
  Value hidden =
      TileBuilder(builder, loc)
          .constant(-std::numeric_limits<double>::infinity(), getScoreTile());
  return arith::SelectOp::create(builder, loc, visible, tile, hidden);
}

/// The mask's predicate. A normalizer that scans a block sees all columns of
/// it, so the keys past the loop's end are hidden like masked ones.
Value TileProgram::createVisibility(const KeyBlock &block,
                                    const ScorePosition &at) {
  Value visible = mask.getPredicate(builder, loc, at);
  if (!normalizer.isOrdered())
    return visible;
  Value end =
      builder.createOrFold<arith::AddIOp>(loc, block.first, block.columns);
  end = builder.createOrFold<arith::AddIOp>(loc, end, firstKey);
  end =
      builder.createOrFold<arith::IndexCastOp>(loc, builder.getI32Type(), end);
  Value exists = arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::slt,
                                       at.key, splatScalar(end));
  return arith::AndIOp::create(builder, loc, visible, exists);
}

/// Emits q.k.
Value TileProgram::emitProducts(const KeyBlock &block) {
  if (!keyWidth.isWhole)
    return emitChunkedProducts(block);
  Value none = TileBuilder(builder, loc).constant(0.0, getScoreTile());
  return contractKeys(queryTile, {zero}, none, block);
}

/// Emits scale * q.k, but leaves to the normalizer what the unit stands for.
Value TileProgram::scaleProducts(Value products) {
  if (scale)
    return scaleBy(*scale / scoreUnit, products);
  return TileBuilder(builder, loc).mul(products, splatScalar(runtimeScale));
}

/// Emits q.k as a loop over chunks of channels.
Value TileProgram::emitChunkedProducts(const KeyBlock &block) {
  Value none = TileBuilder(builder, loc).constant(0.0, getScoreTile());
  auto loop = scf::ForOp::create(builder, loc, zero, numKeyChannels,
                                 constantIndex(keyWidth.channels), none);
  OpBuilder::InsertionGuard guard(builder);
  builder.setInsertionPointToStart(loop.getBody());
  Channels channels{loop.getInductionVar(), /*inBounds=*/false};
  scf::YieldOp::create(builder, loc,
                       contractKeys(readQueries(channels), channels,
                                    loop.getRegionIterArg(0), block));
  return loop.getResult(0);
}

/// Emits acc + q.k over the channels of a tile. Those past the end are left out
/// if they are gated: then they need not be 0.
Value TileProgram::contractKeys(Value queries, const Channels &channels,
                                Value acc, const KeyBlock &block) {
  Value keys = extendTo(factorType, readKeys(channels, block));
  AffineExpr m, n, k;
  bindDims(builder.getContext(), m, n, k);
  using vector::IteratorType;
  Operation *contraction = vector::ContractionOp::create(
      builder, loc, queries, keys, acc,
      ArrayRef<ArrayRef<AffineExpr>>{{m, k}, {n, k}, {m, n}},
      ArrayRef<IteratorType>{IteratorType::parallel, IteratorType::parallel,
                             IteratorType::reduction});
  setRounding(contraction);
  bool isGated = op.getQueryGateUse() || op.getKeyGateUse();
  if (channels.inBounds || !isGated)
    return contraction->getResult(0);
  Value left =
      arith::SubIOp::create(builder, loc, numKeyChannels, channels.first);
  Value count = arith::MinSIOp::create(builder, loc, left,
                                       constantIndex(keyWidth.channels));
  Value mask =
      createColumnMask({tileQueries, tileKeys, keyWidth.channels}, count);
  return vector::maskOperation(builder, contraction, mask)->getResult(0);
}

ScorePosition TileProgram::createPosition(const KeyBlock &block) {
  Value queries = repeatRow(queryPositions, tileKeys);
  Value first = builder.createOrFold<arith::AddIOp>(loc, block.first, firstKey);
  Value keys = repeatColumn(createPositions(first, tileKeys), tileQueries);
  ScorePosition at{globalBatch, globalHead,   queries,
                   keys,        totalQueries, length};
  at.heads = globalHeads;
  return at;
}

/// Reads the bias of a block; its static extents of 1 hold for every index.
Value TileProgram::readBias(const KeyBlock &block) {
  Value bias = op.getBias();
  ArrayRef<int64_t> shape = cast<MemRefType>(bias.getType()).getShape();
  SmallVector<Value> indices{shape[0] == 1 ? zero : batch,
                             shape[1] == 1 ? zero : head,
                             shape[2] == 1 ? zero : row, block.first};
  bool isWhole = !block.columns;
  unsigned rowDim = rows.areHeads ? 1 : 2;
  if (shape[rowDim] == 1) {
    Value column = extend(read(bias, indices, {tileKeys}, {3}, {isWhole}));
    return repeatColumn(column, tileQueries);
  }
  return extend(read(bias, indices, {tileQueries, tileKeys}, {rowDim, 3},
                     {rows.areWhole, isWhole}));
}

//===----------------------------------------------------------------------===//
// The score region
//===----------------------------------------------------------------------===//

bool TileProgram::isVectorizable(Operation &op) {
  auto isElement = [](Type type) {
    return isa<FloatType, IntegerType, IndexType>(type);
  };
  if (!llvm::all_of(op.getOperandTypes(), isElement) ||
      !llvm::all_of(op.getResultTypes(), isElement))
    return false;
  return op.hasTrait<OpTrait::ConstantLike>() ||
         OpTrait::hasElementwiseMappableTraits(&op);
}

Value TileProgram::splatScalar(Value scalar) {
  return vector::BroadcastOp::create(
      builder, loc, getScoreTile().clone(scalar.getType()), scalar);
}

/// Writes the ops of the region on tiles. Constants and values from outside of
/// the region are repeated over a tile.
Value TileProgram::emitScoreRegion(Value scoreTile, const ScorePosition &at) {
  if (op.getScore().empty())
    return scoreTile;
  Block &body = op.getScore().front();
  IRMapping tiles;
  auto positions = getScoreTile().clone(builder.getIndexType());
  auto toIndex = [&](Value tile) -> Value {
    return arith::IndexCastOp::create(builder, loc, positions, tile);
  };
  tiles.map(body.getArguments(),
            SmallVector<Value>{scoreTile, splatScalar(at.batch),
                               at.heads ? repeatRow(at.heads, tileKeys)
                                        : splatScalar(at.head),
                               toIndex(at.query), toIndex(at.key)});
  auto getTileOf = [&](Value value) {
    if (!tiles.contains(value))
      tiles.map(value, splatScalar(value));
    return tiles.lookup(value);
  };
  for (Operation &inner : body.without_terminator()) {
    if (inner.hasTrait<OpTrait::ConstantLike>()) {
      tiles.map(inner.getResult(0),
                splatScalar(builder.clone(inner)->getResult(0)));
      continue;
    }
    auto operands = llvm::map_to_vector(inner.getOperands(), getTileOf);
    auto types = llvm::map_to_vector(inner.getResultTypes(), [&](Type type) {
      return Type(getScoreTile().clone(type));
    });
    Operation *wide =
        builder.create(inner.getLoc(), inner.getName().getIdentifier(),
                       operands, types, inner.getAttrs());
    tiles.map(inner.getResults(), wide->getResults());
  }
  return getTileOf(body.getTerminator()->getOperand(0));
}
