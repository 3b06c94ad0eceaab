//===- HeddleInterfaces.td - Attribute interfaces ----------*- tablegen -*-===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_DIALECT_HEDDLE_IR_HEDDLEINTERFACES_TD
#define HEDDLE_DIALECT_HEDDLE_IR_HEDDLEINTERFACES_TD

include "mlir/IR/OpBase.td"

def Heddle_MaskAttrInterface : AttrInterface<"MaskAttrInterface"> {
  let summary = "mask, as #heddle.causal";
  let cppNamespace = "::heddle";
  let description = [{
    Which keys a query sees. A mask answers two questions with IR: is key `j`
    visible to query `i` (element by element, on values of any shape), and which
    interval of keys can a range of queries see at all. The second is what lets
    a lowering skip whole blocks of keys, and leave the predicate out of blocks
    that every query of a range sees.
  }];
  let methods = [
    InterfaceMethod<[{
      Emits the interval of keys that the queries of `queries` can see. All
      values are of type `index`, signed, and not clamped to [0, numKeys): the
      caller does that, and treats an interval whose end is not past its begin
      as empty.
    }], "::heddle::KeySpan", "getKeySpan",
      (ins "::mlir::OpBuilder &":$builder, "::mlir::Location":$loc,
           "const ::heddle::QuerySpan &":$queries)>,
    InterfaceMethod<[{
      Emits the predicate "key `at.key` is visible to query `at.query`", an `i1`
      value of the shape of `at.query`.
    }], "::mlir::Value", "getPredicate",
      (ins "::mlir::OpBuilder &":$builder, "::mlir::Location":$loc,
           "const ::heddle::ScorePosition &":$at)>,
  ];
}

def Heddle_ScoreAttrInterface : AttrInterface<"ScoreAttrInterface"> {
  let summary = "score, as #heddle.softcap<50.0>";
  let cppNamespace = "::heddle";
  let description = [{
    One step of the list that is applied, in order, to `scale * q.k`.
  }];
  let methods = [
    InterfaceMethod<[{
      Emits the changed scores. `scores` is f32 of any shape; `bias` is of the
      same type and null unless `readsBias`.
    }], "::mlir::Value", "apply",
      (ins "::mlir::OpBuilder &":$builder, "::mlir::Location":$loc,
           "::mlir::Value":$scores, "const ::heddle::ScorePosition &":$at,
           "::mlir::Value":$bias)>,
    InterfaceMethod<"Whether this step consumes the bias operand.",
      "bool", "readsBias", (ins), "", "return false;">,
    InterfaceMethod<[{
      Checks the step against an op of `numHeads` query heads (dynamic allowed).
    }], "::llvm::LogicalResult", "verifyScore",
      (ins "::llvm::function_ref<::mlir::InFlightDiagnostic()>":$emitError,
           "int64_t":$numHeads), "", "return ::mlir::success();">,
  ];
}

def Heddle_NormalizerAttrInterface
    : AttrInterface<"NormalizerAttrInterface"> {
  let summary = "normalizer, as #heddle.softmax";
  let cppNamespace = "::heddle";
  let description = [{
    How the scores of a row become weights: block of keys by block of keys, with
    a small state of f32 numbers for each row that each block updates; and as a
    definition on whole rows, for lowerings that write out all scores.
  }];
  let methods = [
    InterfaceMethod<[{
      Whether the log of the sum of exponentials exists for this normalizer, so
      that an op may return it.
    }], "bool", "hasLogSumExp", (ins), "", "return false;">,
    InterfaceMethod<"Whether sink logits can join the sum.",
      "bool", "acceptsSink", (ins), "", "return false;">,
    InterfaceMethod<[{
      Whether the keys of a row must come in order, newest first. Such a
      normalizer can be split over keys only into adjacent pieces.
    }], "bool", "isOrdered", (ins), "", "return false;">,
    InterfaceMethod<[{
      The normalizer of each part when keys are split. Parts, with their
      log-sum-exps, are then combined by `heddle.merge` with the normalizer that
      was asked. Null if parts cannot be combined that way.
    }], "::heddle::NormalizerAttrInterface", "getPartNormalizer", (ins), "",
      "return {};">,
    InterfaceMethod<[{
      The mask that is part of the normalizer's definition, beside the op's; or
      null.
    }], "::heddle::MaskAttrInterface", "getOwnMask", (ins), "",
      "return {};">,
    InterfaceMethod<[{
      The initial value of each component of a row's state, for scores in units
      of `scoreUnit`.
    }], "::llvm::SmallVector<double>", "getInitialState",
      (ins "double":$scoreUnit)>,
    InterfaceMethod<[{
      Emits one block's step on `scores`, a tile of rows by keys in which -inf
      marks a masked key. `tile` knows the unit of the scores.
    }], "::heddle::NormalizerStep", "step",
      (ins "::heddle::TileBuilder &":$tile, "::mlir::Value":$scores,
           "::mlir::ValueRange":$state)>,
    InterfaceMethod<[{
      Whether steps make weights larger by the factor that `tile` knows, and
      `finalize` takes that back.
    }], "bool", "raisesWeights", (ins), "", "return false;">,
    InterfaceMethod<[{
      The row of a state that holds the reference, in units of scores: weights
      are powers of what scores exceed it by. A step makes it the largest score
      so far, but any that no score exceeds by much gives the same result. Null
      if the normalizer has none.
    }], "::mlir::Value", "getReference", (ins "::mlir::ValueRange":$state), "",
      "return {};">,
    InterfaceMethod<[{
      Emits the state with `reference`, a row of numbers that are not below those
      of `getReference`. Only asked of a normalizer that has a reference.
    }], "::heddle::NormalizerRaise", "raiseReference",
      (ins "::heddle::TileBuilder &":$tile, "::mlir::Value":$reference,
           "::mlir::ValueRange":$state), "",
      "::llvm::llvm_unreachable_internal(\"has no reference\");">,
    InterfaceMethod<[{
      Emits a step as `step` does, but leaves the reference as it is, so that
      there is nothing to rescale. Only asked of a normalizer that has one.
    }], "::heddle::NormalizerStep", "weigh",
      (ins "::heddle::TileBuilder &":$tile, "::mlir::Value":$scores,
           "::mlir::ValueRange":$state), "",
      "::llvm::llvm_unreachable_internal(\"has no reference\");">,
    InterfaceMethod<[{
      Emits the end of a row: the factor on the accumulated output, and the
      log-sum-exp where it exists. `sink` is a row of natural-unit logits, or
      null.
    }], "::heddle::NormalizerResult", "finalize",
      (ins "::heddle::TileBuilder &":$tile, "::mlir::ValueRange":$state,
           "::mlir::Value":$sink)>,
    InterfaceMethod<[{
      Whether `mergeStates` exists, so that parts of a row's keys may be computed
      one beside the other.
    }], "bool", "hasMerge", (ins), "", "return false;">,
    InterfaceMethod<[{
      Emits the state of all keys of two parts of a row's keys from the states
      of either, and the factors that their accumulated outputs then have.
    }], "::heddle::NormalizerMerge", "mergeStates",
      (ins "::heddle::TileBuilder &":$tile, "::mlir::ValueRange":$first,
           "::mlir::ValueRange":$second), "",
      "::llvm::llvm_unreachable_internal(\"has no merge of states\");">,
    InterfaceMethod<[{
      Emits whether further keys can add nothing to any row, an `i1`; null if
      the normalizer never knows. Only asked of one that is ordered.
    }], "::mlir::Value", "isExhausted",
      (ins "::heddle::TileBuilder &":$tile, "::mlir::ValueRange":$state), "",
      "return {};">,
    InterfaceMethod<[{
      Emits the weights that remain, at the end, for the value of each query's
      own key: a row; null if the normalizer leaves none.
    }], "::mlir::Value", "getOwnKeyWeight",
      (ins "::heddle::TileBuilder &":$tile, "::mlir::ValueRange":$state), "",
      "return {};">,
    InterfaceMethod<[{
      Emits the key that is `at.query`'s own, of its type.
    }], "::mlir::Value", "getOwnKey",
      (ins "::mlir::OpBuilder &":$builder, "::mlir::Location":$loc,
           "const ::heddle::ScorePosition &":$at), "",
      "return at.query;">,
    InterfaceMethod<[{
      Emits the definition of the normalizer on whole rows of `scores`, in which
      -inf marks a masked key. `sink` holds natural-unit logits, or is null.
    }], "::heddle::NormalizedRows", "normalizeRows",
      (ins "::heddle::RowBuilder &":$rows, "::mlir::Value":$scores,
           "::mlir::Value":$sink)>,
  ];
}

def Heddle_GateAttrInterface : AttrInterface<"GateAttrInterface"> {
  let summary = "gate, as #heddle.gate<sigmoid, elementwise>";
  let cppNamespace = "::heddle";
  let description = [{
    How gate logits act on an output: an activation, the granularity that fixes
    the shape of the logits, and the way the two are combined.
  }];
  let methods = [
    InterfaceMethod<"The granularity, which fixes the shape of the logits.",
      "::heddle::GateGranularity", "getGranularity">,
    InterfaceMethod<"Emits the activation of f32 `logits` of any shape.",
      "::mlir::Value", "activate",
      (ins "::mlir::OpBuilder &":$builder, "::mlir::Location":$loc,
           "::mlir::Value":$logits)>,
    InterfaceMethod<[{
      Emits the combination of `output` with an activated gate of its type.
    }], "::mlir::Value", "combine",
      (ins "::mlir::OpBuilder &":$builder, "::mlir::Location":$loc,
           "::mlir::Value":$output, "::mlir::Value":$activated)>,
  ];
}

#endif // HEDDLE_DIALECT_HEDDLE_IR_HEDDLEINTERFACES_TD
