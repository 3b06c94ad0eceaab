//===- MatchGate.cpp - Gates in arithmetic --------------------------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "MatchGate.h"

#include "MatchActivation.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/ControlFlow/IR/ControlFlowOps.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/Matchers.h"

using namespace mlir;
using namespace heddle;

static std::nullopt_t fail(std::string &why, const Twine &reason) {
  why = reason.str();
  return std::nullopt;
}

/// Whether an operand or a result of the ops may have this element type.
static bool isStorageType(Type type) {
  return isa<Float32Type, Float16Type, BFloat16Type>(type);
}

SmallVector<Value> MatchedGate::getSources() const {
  return part ? part->getSources() : SmallVector<Value>{logits.value};
}

Value MatchedGate::createLogits(OpBuilder &builder, Location loc,
                                const ElementTracer &tracer,
                                ArrayRef<OpFoldResult> sizes) const {
  Element source = logits;
  if (part)
    source.value = tracer.writeTensor(builder, loc, *part, logits, sizes);
  source = tracer.broadcast(builder, loc, source, dims, sizes);
  return tracer.rearrange(builder, loc, source, dims, sizes);
}

//===----------------------------------------------------------------------===//
// Granularity
//===----------------------------------------------------------------------===//

/// The axes of the logits of a gate, dimension by dimension.
static SmallVector<Axes> getLogitDims(const ElementTracer &tracer,
                                      GateGranularity granularity,
                                      DimOrder order) {
  SmallVector<unsigned> axes;
  bool rowsFirst = order == DimOrder::BSHD;
  switch (granularity) {
  case GateGranularity::Elementwise:
  case GateGranularity::Headwise:
    axes = {BatchAxis, rowsFirst ? RowAxis : HeadAxis,
            rowsFirst ? HeadAxis : RowAxis};
    if (granularity == GateGranularity::Elementwise)
      axes.push_back(WidthAxis);
    break;
  case GateGranularity::Shared:
    axes = {BatchAxis, RowAxis, WidthAxis};
    break;
  case GateGranularity::Static:
    axes = {HeadAxis, WidthAxis};
    break;
  }
  return llvm::map_to_vector(
      axes, [&](unsigned axis) { return tracer.withoutUnits(axis); });
}

SmallVector<Axes> heddle::getOrderedDims(const ElementTracer &tracer,
                                         DimOrder order) {
  return getLogitDims(tracer, GateGranularity::Elementwise, order);
}

static SmallVector<unsigned> sortedAxes(ArrayRef<Axes> dims) {
  SmallVector<unsigned> axes = flatten(dims);
  llvm::sort(axes);
  return axes;
}

/// The granularity of logits that depend on the axes of `dims`, or else the
/// smallest that they are broadcast to: never all of the output.
static std::optional<GateGranularity>
findGranularity(const ElementTracer &tracer, ArrayRef<Axes> dims) {
  SmallVector<unsigned> axes = sortedAxes(dims);
  auto getAxes = [&](GateGranularity granularity) {
    return sortedAxes(getLogitDims(tracer, granularity, DimOrder::BHSD));
  };
  for (auto granularity :
       {GateGranularity::Elementwise, GateGranularity::Headwise,
        GateGranularity::Shared, GateGranularity::Static})
    if (axes == getAxes(granularity))
      return granularity;
  for (auto granularity : {GateGranularity::Static, GateGranularity::Headwise,
                           GateGranularity::Shared})
    if (llvm::includes(getAxes(granularity), axes))
      return granularity;
  return std::nullopt;
}

//===----------------------------------------------------------------------===//
// An activated gate
//===----------------------------------------------------------------------===//

/// Whether `op` is arithmetic on each element by itself.
static bool isElementwiseOp(Operation *op) {
  if (auto generic = dyn_cast_or_null<linalg::LinalgOp>(op))
    return generic.getNumParallelLoops() == generic.getNumLoops();
  return op && OpTrait::hasElementwiseMappableTraits(op);
}

/// The activation of `element`. A number that no arithmetic made is taken as
/// it is; other arithmetic may be anything.
static std::optional<Activation> findActivation(const ElementTracer &tracer,
                                                const Element &element,
                                                std::string &why) {
  if (auto activation = matchActivation(tracer, element))
    return activation;
  if (tracer.findConstant(element))
    return fail(why, "a constant is no gate");
  SmallVector<Element> tensors = tracer.findTensors(element);
  if (tensors.empty() || isElementwiseOp(tensors.back().value.getDefiningOp()))
    return fail(why, "its other operand is no activation that Heddle knows");
  return Activation{GateActivation::Identity, element};
}

/// Chooses the tensor to read the logits from, and in which of `orders`: the
/// one farthest back that needs no transposition, or else the farthest.
static void chooseLogits(const ElementTracer &tracer, ArrayRef<Element> tensors,
                         ArrayRef<DimOrder> orders, MatchedGate &match) {
  auto choose = [&](const Element &tensor, DimOrder order) {
    match.logits = tensor;
    match.order = order;
    match.dims = getLogitDims(tracer, match.gate.getGateGranularity(), order);
    return flatten(tensor.dims) == flatten(match.dims);
  };
  for (const Element &tensor : llvm::reverse(tensors))
    for (DimOrder order : orders)
      if (choose(tensor, order))
        return;
  choose(tensors.back(), orders.front());
}

/// Makes `match` compute its logits, which no tensor holds, by a copy of the
/// part of a body that makes `logit`.
static SmallVector<Element> findPart(const Element &logit, MatchedGate &match) {
  match.part = findBodyPart(logit.value);
  if (!match.part)
    return {};
  Element computed{logit.value, {}};
  for (unsigned loop : match.part->loops)
    computed.dims.push_back(logit.dims[loop]);
  return {computed};
}

/// The gate that `activation` is if its logits may have one of `orders`.
static std::optional<MatchedGate> matchLogits(const ElementTracer &tracer,
                                              const Activation &activation,
                                              GateCombination combination,
                                              ArrayRef<DimOrder> orders,
                                              std::string &why) {
  MatchedGate match;
  SmallVector<Element> tensors = tracer.findTensors(activation.logit);
  if (tensors.empty())
    tensors = findPart(activation.logit, match);
  if (tensors.empty())
    return fail(why, "no tensor holds the logits, and more than arithmetic on "
                     "tensors computes them");
  auto granularity = findGranularity(tracer, tensors.back().dims);
  if (!granularity)
    return fail(why, "the logits are broadcast as no granularity allows");
  match.gate = GateAttr::get(tensors.back().value.getContext(), activation.kind,
                             *granularity, combination);
  chooseLogits(tracer, tensors, orders, match);
  if (!isStorageType(match.logits.getType()))
    return fail(why, "the logits are not f32, f16 or bf16");
  return match;
}

//===----------------------------------------------------------------------===//
// A gate on the output
//===----------------------------------------------------------------------===//

/// Whether `op` in the body of a linalg op, which is going to be erased, has no
/// effect, or only asserts that a division is not by zero, as importers of
/// torch do.
static bool isErasable(Operation &op) {
  if (isPure(&op) || op.hasTrait<OpTrait::IsTerminator>())
    return true;
  auto assertion = dyn_cast<cf::AssertOp>(op);
  if (!assertion)
    return false;
  auto compare = assertion.getArg().getDefiningOp<arith::CmpFOp>();
  return compare && matchPattern(compare.getRhs(), m_AnyZeroFloat());
}

static bool isNarrow(Type type) { return type.getIntOrFloatBitWidth() < 32; }

namespace {
/// Follows an output from use to use.
class OutputWalker {
public:
  OutputWalker(const ElementTracer &tracer, const Element &output)
      : at(output), tracer(&tracer) {
    noteRounding();
  }

  /// Moves on if all that the only use does is to move or cast elements.
  bool advance();
  /// Moves on to the result of `op`, which is the only use.
  void pass(Operation *op);
  OpOperand &getUse() const { return *at.value.use_begin(); }

  Element at;
  SmallVector<Operation *> passed; ///< On tensors.
  SmallVector<Type> roundings;     ///< Narrower than f32.

private:
  void noteRounding() {
    if (isNarrow(at.getType()))
      roundings.push_back(at.getType());
  }

  const ElementTracer *tracer;
};
} // namespace

void OutputWalker::pass(Operation *op) {
  if (at.isTensor())
    passed.push_back(op);
  at.value = op->getResult(0);
  noteRounding();
}

bool OutputWalker::advance() {
  if (!at.value.hasOneUse())
    return false;
  Operation *op = getUse().getOwner();
  if (isa<arith::ExtFOp, arith::TruncFOp>(op)) {
    pass(op);
    return true;
  }
  auto next = tracer->follow(getUse(), at);
  if (!next)
    return false;
  if (auto generic = dyn_cast<linalg::LinalgOp>(op);
      generic && (op->getNumResults() != 1 ||
                  !llvm::all_of(*generic.getBlock(), isErasable)))
    return false;
  if (at.isTensor())
    passed.push_back(op);
  at = *next;
  return true;
}

/// Moves past the combination to the tensor that the fused op's result can
/// replace: the result of the op that combines, or what is rounded after it.
static bool finishWalk(OutputWalker &walker) {
  walker.pass(walker.getUse().getOwner());
  while (!walker.at.isTensor())
    if (!walker.advance())
      return false;
  OutputWalker ahead = walker;
  while (ahead.advance())
    if (ahead.at.isTensor() && !isNarrow(walker.at.getType()) &&
        isNarrow(ahead.at.getType()))
      walker = ahead;
  return true;
}

/// The activated gate that the use of `output` multiplies it by or adds to it;
/// `other` becomes the operand that it is.
static std::optional<Activation> matchCombination(const ElementTracer &tracer,
                                                  const Element &output,
                                                  Element &other,
                                                  std::string &why) {
  OpOperand &use = *output.value.use_begin();
  other = output.getOperand(use.getOwner(), 1 - use.getOperandNumber());
  if (!isa<arith::DivFOp>(use.getOwner()))
    return findActivation(tracer, other, why);
  // The output times a sigmoid may be one division.
  auto x = use.getOperandNumber() == 0 ? matchOnePlusExpOfNegated(tracer, other)
                                       : std::nullopt;
  if (!x)
    return fail(why, "the output is divided by what is no 1 + exp(-x)");
  return Activation{GateActivation::Sigmoid, *x};
}

/// How the fused op is to round, if it can round as the ops do that it
/// replaces: `before` are the types that they round to before they combine,
/// `all` those and the ones after that, and `type` is the last one.
static std::optional<RoundingMode> findRounding(ArrayRef<Type> before,
                                                ArrayRef<Type> all, Type type,
                                                bool allowReassociation,
                                                std::string &why) {
  if (allowReassociation)
    return RoundingMode::Fused;
  for (Type rounded : all) {
    if (rounded == type)
      continue;
    std::string text;
    llvm::raw_string_ostream(text)
        << "it is rounded to " << rounded << " on the way to " << type
        << ", which allow-reassociation would leave out";
    return fail(why, text);
  }
  return before.empty() ? RoundingMode::Fused : RoundingMode::Unfused;
}

/// Moves `walker` from an attention to the op that combines its output with
/// something; false if there is none.
static bool findCombination(OutputWalker &walker, std::string &why) {
  while (walker.advance()) {
  }
  auto isCombination = [](Operation *op) {
    return isa<arith::MulFOp, arith::AddFOp, arith::DivFOp>(op);
  };
  if (!walker.at.value.hasOneUse()) {
    if (llvm::any_of(walker.at.value.getUsers(), [&](Operation *user) {
          return isCombination(user) || isElementwiseOp(user);
        }))
      why = "the output has other uses";
    return false;
  }
  Operation *user = walker.getUse().getOwner();
  if (isCombination(user))
    return true;
  if (isElementwiseOp(user))
    why = "arithmetic on the output comes before any gate";
  return false;
}

/// The order of dimensions in which a result needs no transposition to have
/// `dims`, or else `current`.
static DimOrder chooseResultOrder(const ElementTracer &tracer,
                                  ArrayRef<Axes> dims, DimOrder current) {
  auto other = current == DimOrder::BHSD ? DimOrder::BSHD : DimOrder::BHSD;
  if (flatten(dims) == flatten(getOrderedDims(tracer, other)) &&
      flatten(dims) != flatten(getOrderedDims(tracer, current)))
    return other;
  return current;
}

std::optional<OutputGate> heddle::matchOutputGate(const ElementTracer &tracer,
                                                  AttentionOp op,
                                                  bool allowReassociation,
                                                  std::string &why) {
  DimOrder order = op.getLayoutOrDefault().getResult();
  OutputWalker walker(tracer, {op.getResult(0), getOrderedDims(tracer, order)});
  if (!findCombination(walker, why))
    return std::nullopt;
  Operation *combination = walker.getUse().getOwner();
  Element other;
  auto activation = matchCombination(tracer, walker.at, other, why);
  if (!activation)
    return std::nullopt;
  auto gate = matchLogits(
      tracer, *activation,
      isa<arith::AddFOp>(combination) ? GateCombination::Add
                                      : GateCombination::Multiply,
      {order, order == DimOrder::BHSD ? DimOrder::BSHD : DimOrder::BHSD}, why);
  if (!gate)
    return std::nullopt;
  OutputGate match;
  match.gate = *gate;
  SmallVector<Type> before = walker.roundings;
  if (activation->kind != GateActivation::Identity)
    llvm::append_range(before, tracer.findRoundings(other));
  match.combiner =
      walker.at.isTensor() ? combination : combination->getParentOp();
  if (!finishWalk(walker))
    return fail(why, "the body computes more than the gate");
  SmallVector<Type> all = before;
  llvm::append_range(all, walker.roundings);
  auto rounding =
      findRounding(before, all, walker.at.getType(), allowReassociation, why);
  if (!rounding)
    return std::nullopt;
  match.rounding = *rounding;
  if (!isStorageType(walker.at.getType()))
    return fail(why, "the gated output is not f32, f16 or bf16");
  match.gated = walker.at;
  match.replaced = walker.passed;
  match.resultOrder = chooseResultOrder(tracer, walker.at.dims, order);
  return match;
}

//===----------------------------------------------------------------------===//
// Gates on query, key and value
//===----------------------------------------------------------------------===//

/// Chooses the tensor to read the gated operand from.
static std::optional<Element> chooseInput(const ElementTracer &tracer,
                                          const Element &element,
                                          ArrayRef<Axes> dims) {
  SmallVector<Element> tensors = tracer.findTensors(element);
  for (const Element &tensor : llvm::reverse(tensors))
    if (flatten(tensor.dims) == flatten(dims))
      return tensor;
  if (tensors.empty() || sortedAxes(tensors.back().dims) != sortedAxes(dims))
    return std::nullopt;
  return tensors.back();
}

/// Whether the op that attention knows rounds where these ops do.
static bool canRoundInput(const ElementTracer &tracer, const Element &operand,
                          const Element &activated, std::string &why) {
  if (!tracer.findRoundings(activated).empty()) {
    why = "the activated gate is rounded";
    return false;
  }
  return llvm::all_of(tracer.findRoundings(operand),
                      [&](Type type) { return type == operand.getType(); });
}

/// Matches `op`, which makes the operand of an attention, as a gate whose
/// activated logits are operand `place`.
static std::optional<InputGate>
matchInput(const ElementTracer &tracer, const Element &combined, unsigned place,
           const Element &operand, DimOrder order, bool allowReassociation,
           std::string &why) {
  Operation *op = combined.value.getDefiningOp();
  Element activated = combined.getOperand(op, place);
  auto activation = matchActivation(tracer, activated);
  if (!activation)
    return std::nullopt;
  auto input =
      chooseInput(tracer, combined.getOperand(op, 1 - place), operand.dims);
  if (!input || input->getType() != operand.getType())
    return fail(why, "no tensor of the operand's type holds what is gated");
  if (!allowReassociation && !canRoundInput(tracer, operand, activated, why))
    return std::nullopt;
  auto combination =
      isa<arith::AddFOp>(op) ? GateCombination::Add : GateCombination::Multiply;
  auto gate = matchLogits(tracer, *activation, combination, order, why);
  if (!gate)
    return std::nullopt;
  return InputGate{*gate, *input};
}

std::optional<InputGate> heddle::matchInputGate(const ElementTracer &tracer,
                                                AttentionOp attention,
                                                Value operand,
                                                bool allowReassociation,
                                                std::string &why) {
  DimOrder order = attention.getLayoutOrDefault().getQkv();
  Element element{operand, getOrderedDims(tracer, order)};
  Element combined = element;
  Operation *op = tracer.findComputation(combined);
  if (!isa_and_nonnull<arith::MulFOp, arith::AddFOp>(op))
    return std::nullopt;
  for (unsigned place : {1, 0}) {
    auto match = matchInput(tracer, combined, place, element, order,
                            allowReassociation, why);
    Operation *owner = combined.isTensor() ? op : op->getParentOp();
    if (match && owner->getBlock() != attention->getBlock())
      return fail(why, "the blocks differ");
    if (match && (!operand.hasOneUse() || !owner->hasOneUse()))
      return fail(why, "the gated operand has other uses");
    if (match)
      return match;
  }
  return std::nullopt;
}
