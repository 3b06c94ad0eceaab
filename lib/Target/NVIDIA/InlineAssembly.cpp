//===- InlineAssembly.cpp - PTX by text ---------------------------------- ===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "InlineAssembly.h"

#include "mlir/Dialect/LLVMIR/LLVMDialect.h"

using namespace mlir;
using namespace heddle::nvidia;

void Assembly::tieAll(ValueRange values) {
  for (auto [number, value] : llvm::enumerate(values))
    tie(number, value);
}

/// Memory is clobbered: shared memory is not written above, nor read below.
SmallVector<Value> Assembly::emit(OpBuilder &b, Location loc, StringRef text) {
  constraints.push_back("~{memory}");
  Type type = results.empty()
                  ? Type()
                  : LLVM::LLVMStructType::getLiteral(b.getContext(), results);
  auto dialect =
      LLVM::AsmDialectAttr::get(b.getContext(), LLVM::AsmDialect::AD_ATT);
  auto assembly = LLVM::InlineAsmOp::create(
      b, loc, results.empty() ? TypeRange() : TypeRange(type), inputs, text,
      llvm::join(constraints, ","), /*has_side_effects=*/true,
      /*is_align_stack=*/false, LLVM::TailCallKind::None, dialect, ArrayAttr());
  SmallVector<Value> values;
  for (size_t i = 0; i != results.size(); ++i)
    values.push_back(
        LLVM::ExtractValueOp::create(b, loc, assembly.getResult(0), i));
  return values;
}
