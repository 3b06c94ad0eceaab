//===- ShardingInterfaceImpl.cpp - Sharding -------------------------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Attention is sharded over batch entries and heads. All else is replicated: an
// operand that comes otherwise is resharded in front of the op. A process
// computes a slice of the whole, and `origin` says which where that matters.
//
// Key heads are sharded with the query heads that read them, or replicated if
// there is only one.
//
// A gate alone is elementwise, and sharded over all of its dimensions.
//
//===----------------------------------------------------------------------===//

#include "heddle/Dialect/Heddle/Transforms/ShardingInterfaceImpl.h"

#include "heddle/Dialect/Heddle/IR/Heddle.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Arith/Utils/Utils.h"
#include "mlir/Dialect/Shard/Interfaces/ShardingInterface.h"
#include "mlir/Dialect/Shard/Interfaces/ShardingInterfaceImpl.h"
#include "mlir/Dialect/Shard/Transforms/Transforms.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/DialectRegistry.h"
#include "mlir/IR/ImplicitLocOpBuilder.h"
#include "mlir/Transforms/RegionUtils.h"
#include "llvm/ADT/SetVector.h"

using namespace mlir;
using namespace heddle;
using shard::GridAxis;
using shard::Sharding;
using shard::ShardingOption;

namespace {
/// The loops of the interface. `WholeLoop` stands for all dimensions that are
/// never cut, as a static 1 that is broadcast.
enum Loop : unsigned {
  BatchLoop,
  HeadLoop,
  QueryLoop,
  KeyLoop,
  KeyWidthLoop,
  ValueWidthLoop,
  WholeLoop,
  NumLoops
};
} // namespace

//===----------------------------------------------------------------------===//
// Maps
//===----------------------------------------------------------------------===//

/// The loops of [B,H,S,W] in `order`.
static SmallVector<unsigned> inOrder(DimOrder order, Loop head, Loop sequence,
                                     Loop width) {
  if (order == DimOrder::BHSD)
    return {BatchLoop, head, sequence, width};
  return {BatchLoop, sequence, head, width};
}

/// The loops of the gate logits.
template <typename OpTy>
static SmallVector<unsigned> getGateLoops(OpTy op) {
  SmallVector<unsigned> loops = inOrder(op.getLayoutOrDefault().getGate(),
                                        HeadLoop, QueryLoop, ValueWidthLoop);
  switch (op.getGateAttr().getGranularity()) {
  case GateGranularity::Elementwise:
    return loops;
  case GateGranularity::Headwise:
    loops.pop_back();
    return loops;
  case GateGranularity::Shared:
    return {BatchLoop, QueryLoop, ValueWidthLoop};
  case GateGranularity::Static:
    return {HeadLoop, ValueWidthLoop};
  }
  llvm_unreachable("unknown gate granularity");
}

static SmallVector<unsigned> getBiasLoops(AttentionOp op) {
  SmallVector<unsigned> loops{BatchLoop, HeadLoop, QueryLoop, KeyLoop};
  auto type = cast<ShapedType>(op.getBias().getType());
  for (unsigned dim = 0; dim < KeyLoop; ++dim)
    if (type.getDimSize(dim) == 1)
      loops[dim] = WholeLoop;
  return loops;
}

/// The loops that each operand's dimensions run along, then those of each
/// result.
static SmallVector<SmallVector<unsigned>> getDimensionLoops(AttentionOp op) {
  LayoutAttr layout = op.getLayoutOrDefault();
  Loop keyHead = op.getStaticKeyHeads() == 1 ? WholeLoop : HeadLoop;
  SmallVector<SmallVector<unsigned>> all{
      inOrder(layout.getQkv(), HeadLoop, QueryLoop, KeyWidthLoop),
      inOrder(layout.getQkv(), keyHead, KeyLoop, KeyWidthLoop),
      inOrder(layout.getQkv(), keyHead, KeyLoop, ValueWidthLoop)};
  if (op.getGateLogits())
    all.push_back(getGateLoops(op));
  if (op.getBias())
    all.push_back(getBiasLoops(op));
  if (op.getSink())
    all.push_back({HeadLoop});
  if (op.getLengths())
    all.push_back({BatchLoop});
  all.append(op.getOrigin().size(), {}); // Not tensors.
  SmallVector<SmallVector<unsigned>> outs{
      inOrder(layout.getResult(), HeadLoop, QueryLoop, ValueWidthLoop)};
  if (op.getLogSumExpInit())
    outs.push_back({BatchLoop, HeadLoop, QueryLoop});
  all.append(outs);
  all.append(outs);
  return all;
}

/// The same for a gate. An input of another rank than 4 has loops of its own.
static SmallVector<SmallVector<unsigned>> getDimensionLoops(GateOp op) {
  int64_t rank = cast<ShapedType>(op.getInput().getType()).getRank();
  auto input = llvm::to_vector(llvm::seq<unsigned>(0, rank));
  SmallVector<unsigned> logits = input;
  if (rank == 4) {
    input = inOrder(op.getLayoutOrDefault().getResult(), HeadLoop, QueryLoop,
                    ValueWidthLoop);
    logits = getGateLoops(op);
  }
  return {input, logits, input, input};
}

/// Maps from `numLoops` loops to those of each of `all`.
static SmallVector<AffineMap> getMaps(MLIRContext *context, unsigned numLoops,
                                      ArrayRef<SmallVector<unsigned>> all) {
  return llvm::map_to_vector(all, [&](ArrayRef<unsigned> loops) {
    return AffineMap::getMultiDimMapWithTargets(numLoops, loops, context);
  });
}

//===----------------------------------------------------------------------===//
// What can be sharded
//===----------------------------------------------------------------------===//

/// The axes along which `loop` is sharded.
static ArrayRef<GridAxis> getAxes(const ShardingOption &option, Loop loop) {
  if (loop < option.shardingArray.size())
    return option.shardingArray[loop];
  return {};
}

/// Fails with a diagnostic unless `count` processes get equal parts of
/// `extent`.
static LogicalResult verifyDivides(AttentionOp op, StringRef what,
                                   int64_t extent, int64_t count) {
  if (ShapedType::isDynamic(extent) || extent % count == 0)
    return success();
  return op.emitOpError("cannot shard ")
         << extent << " " << what << " over " << count
         << " processes; use a number of processes that divides it";
}

/// Checks the shares of batch entries and heads. Key heads go along with query
/// heads, so their number must be known.
static LogicalResult verifyShares(AttentionOp op,
                                  const ShardingOption &option) {
  SymbolTableCollection symbols;
  shard::GridOp grid = shard::getGrid(op, option.grid, symbols);
  auto getCount = [&](Loop loop) {
    return shard::collectiveProcessGroupSize(getAxes(option, loop), grid);
  };
  for (auto [loop, what] :
       {std::pair(BatchLoop, "batch entries"), std::pair(HeadLoop, "heads")})
    if (getCount(loop) < 1) // A dynamic number is negative.
      return op.emitOpError("cannot shard ")
             << what << " over a number of processes that is 0 or unknown; "
             << "give grid " << option.grid << " another shape";
  if (failed(verifyDivides(op, "batch entries", op.getStaticBatch(),
                           getCount(BatchLoop))))
    return failure();
  int64_t count = getCount(HeadLoop), keyHeads = op.getStaticKeyHeads();
  if (count == 1)
    return success();
  if (ShapedType::isDynamic(keyHeads))
    return op.emitOpError("cannot shard heads: the number of key heads is "
                          "dynamic; give it a static extent in the type of "
                          "key");
  if (keyHeads != 1 && failed(verifyDivides(op, "key heads", keyHeads, count)))
    return failure();
  return verifyDivides(op, "query heads", op.getStaticHeads(), count);
}

/// Fails with a diagnostic if `op` cannot be sharded as `option` says.
static LogicalResult verifyShardable(AttentionOp op,
                                     const ShardingOption &option) {
  if (op.isOnBuffers())
    return op.emitOpError("cannot be sharded on memrefs; shard before "
                          "bufferization");
  if (!op.getOrigin().empty())
    return op.emitOpError("cannot shard a slice of an attention, which its "
                          "origin makes it; shard before tiling");
  llvm::SetVector<Value> captured;
  getUsedValuesDefinedAbove(op.getScore(), captured);
  for (Value value : captured)
    if (isa<ShapedType>(value.getType()))
      return op.emitOpError("cannot shard a score region that reads a value of "
                            "type ")
             << value.getType() << " from outside; use a bias";
  return verifyShares(op, option);
}

//===----------------------------------------------------------------------===//
// The slice of a process
//===----------------------------------------------------------------------===//

/// Whether what `op` computes depends on batch entry or head.
static bool dependsOnIndices(AttentionOp op) {
  return op.getMaskAttr() || op.getScoresAttr() || !op.getScore().empty();
}

/// The `origin` of a process that has `query` and `key`.
static SmallVector<Value> createOrigin(ImplicitLocOpBuilder &b, AttentionOp op,
                                       const ShardingOption &option,
                                       Value query, Value key) {
  DimOrder order = op.getLayoutOrDefault().getQkv();
  auto getExtent = [&](Value tensor, int64_t dim) {
    return getValueOrCreateConstantIndexOp(
        b, b.getLoc(), tensor::getMixedSize(b, b.getLoc(), tensor, dim));
  };
  Value zero = arith::ConstantIndexOp::create(b, 0);
  auto getFirst = [&](Loop loop, int64_t dim) -> Value {
    ArrayRef<GridAxis> axes = getAxes(option, loop);
    if (axes.empty())
      return zero;
    Value process =
        shard::createProcessLinearIndex(option.grid.getValue(), axes, b);
    return arith::MulIOp::create(b, process, getExtent(query, dim));
  };
  int64_t sequence = AttentionOp::getSequenceDim(order);
  return {getFirst(BatchLoop, 0),
          getFirst(HeadLoop, AttentionOp::getHeadDim(order)),
          zero,
          zero,
          getExtent(query, sequence),
          getExtent(key, sequence)};
}

//===----------------------------------------------------------------------===//
// ShardingInterface
//===----------------------------------------------------------------------===//

/// Adds to `option` what `sharding` says of a tensor whose dimensions run along
/// `loops`. Fails if it says otherwise of a loop.
static LogicalResult addSharding(ShardingOption &option,
                                 const Sharding &sharding,
                                 ArrayRef<unsigned> loops) {
  if (!sharding)
    return success();
  if (option.grid && option.grid != sharding.getGridAttr())
    return failure();
  option.grid = sharding.getGridAttr();
  for (auto [axes, loop] : llvm::zip(sharding.getSplitAxes(), loops)) {
    if (loop >= option.shardingArray.size() || axes.empty())
      continue;
    SmallVector<GridAxis> &known = option.shardingArray[loop];
    if (!known.empty() && axes.asArrayRef() != ArrayRef(known))
      return failure();
    known.assign(axes.asArrayRef().begin(), axes.asArrayRef().end());
  }
  return success();
}

namespace {
struct AttentionShardingInterface
    : shard::ShardingInterface::ExternalModel<AttentionShardingInterface,
                                              AttentionOp> {
  SmallVector<utils::IteratorType> getLoopIteratorTypes(Operation *) const {
    SmallVector<utils::IteratorType> types(NumLoops,
                                           utils::IteratorType::parallel);
    types[KeyLoop] = types[KeyWidthLoop] = utils::IteratorType::reduction;
    return types;
  }

  SmallVector<AffineMap> getIndexingMaps(Operation *op) const {
    return getMaps(op->getContext(), NumLoops,
                   getDimensionLoops(cast<AttentionOp>(op)));
  }

  /// Takes over the axes of batch entries and heads. Other dimensions are to be
  /// replicated.
  FailureOr<ShardingOption>
  getShardingOption(Operation *op, ArrayRef<Sharding> operandShardings,
                    ArrayRef<Sharding> resultShardings) const {
    ShardingOption option;
    option.shardingArray.resize(HeadLoop + 1);
    auto loops = getDimensionLoops(cast<AttentionOp>(op));
    for (auto [sharding, along] : llvm::zip(
             llvm::concat<const Sharding>(operandShardings, resultShardings),
             loops))
      if (failed(addSharding(option, sharding, along)))
        return failure();
    for (GridAxis axis : getAxes(option, BatchLoop))
      if (llvm::is_contained(getAxes(option, HeadLoop), axis))
        return failure();
    shard::removeTrailingEmptySubArray(option.shardingArray);
    option.empty = !option.grid;
    return option;
  }

  FailureOr<std::vector<Sharding>>
  getShardingAnnotations(Operation *op, const ShardingOption &option) const {
    if (failed(verifyShardable(cast<AttentionOp>(op), option)))
      return failure();
    return shard::detail::defaultGetShardingAnnotations(op, option);
  }

  LogicalResult partition(Operation *op, ArrayRef<Value> partitionedOperands,
                          ArrayRef<Sharding> operandShardings,
                          ArrayRef<Sharding> resultShardings,
                          IRMapping &partitionMap, SymbolTableCollection &,
                          OpBuilder &builder) const;

private:
  FailureOr<ShardingOption>
  getConsistentOption(Operation *op, ArrayRef<Sharding> operandShardings,
                      ArrayRef<Sharding> resultShardings) const;
};
} // namespace

/// The option that all annotations follow from. Fails with a diagnostic if
/// there is none.
FailureOr<ShardingOption> AttentionShardingInterface::getConsistentOption(
    Operation *op, ArrayRef<Sharding> operandShardings,
    ArrayRef<Sharding> resultShardings) const {
  FailureOr<ShardingOption> option =
      getShardingOption(op, operandShardings, resultShardings);
  if (failed(option))
    return op->emitOpError("cannot be partitioned: operands and results are "
                           "sharded differently along batch entries or heads; "
                           "run --sharding-propagation first");
  FailureOr<std::vector<Sharding>> expected =
      getShardingAnnotations(op, *option);
  if (failed(expected))
    return failure();
  auto given = llvm::concat<const Sharding>(operandShardings, resultShardings);
  for (auto [i, pair] : llvm::enumerate(llvm::zip(given, *expected)))
    if (std::get<0>(pair) != std::get<1>(pair)) {
      bool isOperand = i < op->getNumOperands();
      return op->emitOpError("cannot be partitioned: ")
             << (isOperand ? "operand #" : "result #")
             << (isOperand ? i : i - op->getNumOperands())
             << " is not sharded as the op is, along batch entries and heads "
                "only; run --sharding-propagation first";
    }
  return option;
}

LogicalResult AttentionShardingInterface::partition(
    Operation *op, ArrayRef<Value> partitionedOperands,
    ArrayRef<Sharding> operandShardings, ArrayRef<Sharding> resultShardings,
    IRMapping &partitionMap, SymbolTableCollection &,
    OpBuilder &builder) const {
  FailureOr<ShardingOption> option =
      getConsistentOption(op, operandShardings, resultShardings);
  if (failed(option))
    return failure();
  auto attention = cast<AttentionOp>(op);
  bool isCut = !getAxes(*option, BatchLoop).empty() ||
               !getAxes(*option, HeadLoop).empty();
  SmallVector<Value> origin;
  ImplicitLocOpBuilder b(op->getLoc(), builder);
  if (isCut && dependsOnIndices(attention))
    origin = createOrigin(b, attention, *option, partitionedOperands[0],
                          partitionedOperands[1]);
  auto part = cast<AttentionOp>(b.clone(*op, partitionMap));
  part.getOriginMutable().assign(origin);
  for (auto [result, init] : llvm::zip(part->getResults(), part.getOuts()))
    result.setType(init.getType());
  return success();
}

namespace {
struct GateShardingInterface
    : shard::ShardingInterface::ExternalModel<GateShardingInterface, GateOp> {
  SmallVector<utils::IteratorType> getLoopIteratorTypes(Operation *op) const {
    return SmallVector<utils::IteratorType>(getNumLoops(op),
                                            utils::IteratorType::parallel);
  }

  SmallVector<AffineMap> getIndexingMaps(Operation *op) const {
    return getMaps(op->getContext(), getNumLoops(op),
                   getDimensionLoops(cast<GateOp>(op)));
  }

  LogicalResult partition(Operation *op, ArrayRef<Value> partitionedOperands,
                          ArrayRef<Sharding> operandShardings,
                          ArrayRef<Sharding> resultShardings,
                          IRMapping &partitionMap,
                          SymbolTableCollection &symbols,
                          OpBuilder &builder) const {
    shard::partitionTriviallyShardableOperation(
        *op, partitionedOperands, operandShardings, resultShardings,
        partitionMap, symbols, builder);
    return success();
  }

private:
  static unsigned getNumLoops(Operation *op) {
    auto type = cast<ShapedType>(cast<GateOp>(op).getInput().getType());
    return std::max<unsigned>(NumLoops, type.getRank());
  }
};
} // namespace

void heddle::registerShardingInterfaceExternalModels(
    DialectRegistry &registry) {
  registry.addExtension(+[](MLIRContext *context, HeddleDialect *) {
    AttentionOp::attachInterface<AttentionShardingInterface>(*context);
    GateOp::attachInterface<GateShardingInterface>(*context);
  });
}
