//===- ScoreRegion.cpp - What no attribute says of scores ---------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A function of the score alone, and of where it is, becomes the op's region.
// It comes before masks, as those do in the op; a bias or another tensor that a
// score is computed with has no place in it.
//
//===----------------------------------------------------------------------===//

#include "Matchers.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Arith/Utils/Utils.h"
#include "mlir/IR/ImplicitLocOpBuilder.h"

using namespace mlir;
using namespace heddle;
using namespace heddle::raise;

std::optional<ScoreFunction>
heddle::raise::matchScoreFunction(MatchContext &context, Element *element,
                                  double factor, const DigitSet &keyDigits) {
  ScoreFunction function{element, factor};
  SmallVector<Element *> worklist{element};
  llvm::SmallPtrSet<Element *, 16> seen;
  while (!worklist.empty()) {
    Element *next = worklist.pop_back_val();
    if (!seen.insert(next).second)
      continue;
    bool isProduct = next->reducesBy<arith::AddFOp>() &&
                     context.reader.dependsOn(next, keyDigits);
    if (isProduct && !function.score)
      function.score = next;
    if (isProduct && context.reader.areEqual(function.score, next))
      continue;
    if (next->kind == Element::Kind::Compute)
      worklist.append(next->operands);
    else if (next->kind != Element::Kind::Constant &&
             next->kind != Element::Kind::Position)
      return std::nullopt;
  }
  return function.score ? std::optional(function) : std::nullopt;
}

namespace {
/// Emits a function in a score region.
class RegionEmitter {
public:
  RegionEmitter(MatchContext &context, const ScoreFunction &function,
                const Roles &roles)
      : context(context), function(function),
        indices{roles.batch, roles.heads, roles.queries, roles.keys} {}

  bool canEmit(Element *element) const;
  void build(Block *block, Location loc);

private:
  /// The argument of the region, after the score, that an index is.
  std::optional<unsigned> findArgument(const Index &position) const;
  Value emit(Element *element);
  Value emitOnce(Element *element);

  MatchContext &context;
  const ScoreFunction &function;
  SmallVector<Index> indices;
  Block *block = nullptr;
  std::optional<ImplicitLocOpBuilder> b;
  llvm::DenseMap<Element *, Value> values;
};
} // namespace

std::optional<unsigned>
RegionEmitter::findArgument(const Index &position) const {
  Index resolved = context.getSpace().resolve(position);
  for (auto [argument, index] : llvm::enumerate(indices))
    if (!resolved.empty() && context.getSpace().resolve(index) == resolved)
      return argument + 1;
  return std::nullopt;
}

bool RegionEmitter::canEmit(Element *element) const {
  if (element->kind == Element::Kind::Position)
    return findArgument(element->position).has_value();
  return element->kind != Element::Kind::Compute ||
         llvm::all_of(element->operands,
                      [&](Element *operand) { return canEmit(operand); });
}

Value RegionEmitter::emitOnce(Element *element) {
  switch (element->kind) {
  case Element::Kind::Constant:
    return arith::ConstantOp::create(*b, cast<TypedAttr>(element->constant));
  case Element::Kind::Position: {
    Value index = block->getArgument(*findArgument(element->position));
    if (element->type.isIndex())
      return index;
    return arith::IndexCastOp::create(*b, element->type, index);
  }
  case Element::Kind::Reduce:
    return convertScalarToDtype(*b, b->getLoc(), block->getArgument(0),
                                element->type, /*isUnsignedCast=*/false);
  case Element::Kind::Compute:
    break;
  case Element::Kind::Extent:
  case Element::Kind::Load:
    llvm_unreachable("is no part of a function of scores");
  }
  SmallVector<Value> operands;
  for (Element *operand : element->operands)
    operands.push_back(emit(operand));
  OperationState state(b->getLoc(), *element->name);
  state.addOperands(operands);
  state.addTypes(element->type);
  state.addAttributes(element->attributes.getValue());
  return b->create(state)->getResult(0);
}

Value RegionEmitter::emit(Element *element) {
  Value value = values.lookup(element);
  if (!value)
    value = values[element] = emitOnce(element);
  return value;
}

void RegionEmitter::build(Block *region, Location loc) {
  block = region;
  b.emplace(loc, context.ir);
  b->setInsertionPointToStart(block);
  Value result = convertScalarToDtype(*b, loc, emit(function.result),
                                      b->getF32Type(), false);
  if (function.factor != 1.0)
    result = arith::MulFOp::create(
        *b, result,
        arith::ConstantOp::create(*b, b->getF32FloatAttr(function.factor)));
  heddle::YieldOp::create(*b, result);
}

bool heddle::raise::canBeRegion(MatchContext &context,
                                const ScoreFunction &function,
                                const Roles &roles) {
  return RegionEmitter(context, function, roles).canEmit(function.result);
}

void heddle::raise::buildScoreRegion(MatchContext &context,
                                     const ScoreFunction &function,
                                     const Roles &roles, AttentionOp op) {
  Block &block = op.getScore().emplaceBlock();
  block.addArgument(Float32Type::get(context.ir), op.getLoc());
  for (int i = 0; i < 4; ++i)
    block.addArgument(IndexType::get(context.ir), op.getLoc());
  RegionEmitter(context, function, roles).build(&block, op.getLoc());
}
