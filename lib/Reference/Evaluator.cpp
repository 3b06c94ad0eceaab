//===- Evaluator.cpp - What ops mean, in numbers --------------------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "heddle/Reference/Evaluator.h"

#include "EvaluateOps.h"
#include "KeySet.h"
#include "RegionProgram.h"
#include "Weights.h"

#include "mlir/IR/TypeUtilities.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace heddle;
using namespace heddle::reference;
using namespace mlir;

//===----------------------------------------------------------------------===//
// Verification
//===----------------------------------------------------------------------===//

static LogicalResult refuse(Operation *op, StringRef what,
                            Attribute attribute) {
  return op->emitOpError("has a ")
         << what
         << " that the reference evaluator does not know: " << attribute;
}

static LogicalResult verifyGate(Operation *op, Attribute gate) {
  if (gate && !isa<GateAttr>(gate))
    return refuse(op, "gate", gate);
  return success();
}

static LogicalResult verifyNormalizer(Operation *op, Attribute normalizer) {
  if (!isKnownNormalizer(normalizer))
    return refuse(op, "normalizer", normalizer);
  return success();
}

/// With an origin, heads count from those of the whole.
static LogicalResult verifyScores(AttentionOp op) {
  if (!op.getScoresAttr())
    return success();
  for (Attribute step : op.getScoresAttr())
    if (!isa<SoftcapAttr, AlibiAttr, BiasAttr>(step))
      return refuse(op, "score", step);
  return success();
}

static LogicalResult verifyAttention(AttentionOp op) {
  if (Attribute mask = op.getMaskAttr(); mask && !isKnownMask(mask))
    return refuse(op, "mask", mask);
  if (failed(verifyGate(op, op.getGateAttr())) || failed(verifyScores(op)) ||
      failed(verifyNormalizer(op, op.getNormalizerAttr())))
    return failure();
  return RegionProgram::verify(op.getScore());
}

LogicalResult heddle::reference::verifyEvaluable(Operation *op) {
  return llvm::TypeSwitch<Operation *, LogicalResult>(op)
      .Case([](AttentionOp attention) { return verifyAttention(attention); })
      .Case([](GateOp gate) { return verifyGate(gate, gate.getGateAttr()); })
      .Case([](MergeOp merge) -> LogicalResult {
        if (failed(verifyGate(merge, merge.getGateAttr())))
          return failure();
        return verifyNormalizer(merge, merge.getNormalizerAttr());
      })
      .Case([](linalg::GenericOp generic) {
        return RegionProgram::verify(generic.getRegion());
      })
      .Default([](Operation *other) {
        return other->emitOpError("is not known to the reference evaluator");
      });
}

//===----------------------------------------------------------------------===//
// Evaluation
//===----------------------------------------------------------------------===//

Rounding heddle::reference::outputRounding(Value destination,
                                           RoundingAttr rounding,
                                           const EvaluationOptions &options) {
  bool unfused = rounding && rounding.getMode() == RoundingMode::Unfused;
  if (options.precision == Precision::Exact && !unfused)
    return Rounding();
  return Rounding(*getElementType(getElementTypeOrSelf(destination.getType())));
}

void heddle::reference::evaluate(Operation *op, const Arguments &arguments,
                                 ArrayRef<View> results,
                                 const EvaluationOptions &options) {
  llvm::TypeSwitch<Operation *>(op)
      .Case([&](AttentionOp attention) {
        evaluateAttention(attention, arguments, results, options);
      })
      .Case(
          [&](GateOp gate) { evaluateGate(gate, arguments, results, options); })
      .Case([&](MergeOp merge) {
        evaluateMerge(merge, arguments, results, options);
      })
      .Case([&](linalg::GenericOp generic) {
        evaluateGeneric(generic, arguments, results, options);
      });
}

double heddle::reference::countUsefulFlops(Operation *op,
                                           const Arguments &arguments) {
  auto attention = dyn_cast<AttentionOp>(op);
  return attention ? countAttentionFlops(attention, arguments) : 0;
}
