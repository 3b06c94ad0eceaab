//===- Passes.td - Passes from linalg to Heddle ------------*- tablegen -*-===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef HEDDLE_CONVERSION_LINALGTOHEDDLE_PASSES_TD
#define HEDDLE_CONVERSION_LINALGTOHEDDLE_PASSES_TD

include "mlir/Pass/PassBase.td"

def HeddleRaiseAttention : Pass<"heddle-raise-attention"> {
  let summary = "finds attention in linalg and makes it heddle.attention";
  let description = [{
    TODO
  }];
  let options = [
    Option<"remarks", "remarks", "bool", /*default=*/"false",
           "Emit a remark for each product weighted by a softmax that stays, "
           "with the reason">,
  ];
  let dependentDialects = [
    "::heddle::HeddleDialect", "::mlir::arith::ArithDialect",
    "::mlir::linalg::LinalgDialect", "::mlir::tensor::TensorDialect"
  ];
}

#endif // HEDDLE_CONVERSION_LINALGTOHEDDLE_PASSES_TD
