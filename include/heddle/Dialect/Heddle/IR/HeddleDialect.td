//===- HeddleDialect.td - The Heddle dialect ---------------*- tablegen -*-===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_DIALECT_HEDDLE_IR_HEDDLEDIALECT_TD
#define HEDDLE_DIALECT_HEDDLE_IR_HEDDLEDIALECT_TD

include "mlir/IR/DialectBase.td"

def Heddle_Dialect : Dialect {
  let name = "heddle";
  let cppNamespace = "::heddle";
  let summary = "Gated attention and its relatives";
  let description = [{
    The `heddle` dialect says *what* is computed by attention whose output is
    gated by the query (arXiv 2505.06708): queries, keys, values, gate, mask,
    score modifications and normalizer. It says nothing about *how*; schedules
    belong to the passes that lower it.

    There is one attention op. Everything that varies is an attribute behind an
    attribute interface, so that another project adds a mask, a normalizer or a
    gate by adding an attribute:

    | what varies | interface | attributes |
    |---|---|---|
    | which keys a query sees | `MaskAttrInterface` | `causal`, `window`, `prefix`, `any_of`, `all_of` |
    | how a score is changed | `ScoreAttrInterface` | `softcap`, `alibi`, `bias` |
    | how scores become weights | `NormalizerAttrInterface` | `softmax`, `softmax1`, `softpick`, `stick_breaking`, `sigmoid` |
    | how the output is gated | `GateAttrInterface` | `gate` |
  }];
  let dependentDialects = [
    "::mlir::affine::AffineDialect", "::mlir::arith::ArithDialect",
    "::mlir::linalg::LinalgDialect", "::mlir::math::MathDialect",
    "::mlir::memref::MemRefDialect", "::mlir::tensor::TensorDialect",
    "::mlir::vector::VectorDialect"
  ];
  let useDefaultAttributePrinterParser = 1;
  let extraClassDeclaration = [{ void registerAttributes(); }];
}

#endif // HEDDLE_DIALECT_HEDDLE_IR_HEDDLEDIALECT_TD
