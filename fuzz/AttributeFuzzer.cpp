//===- AttributeFuzzer.cpp - Arbitrary text as Heddle's IR ----------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Text that starts with # is parsed as an attribute, other text as a module.
// What is accepted must print as text that is accepted and means the same.
//
//===----------------------------------------------------------------------===//

#include "heddle/Dialect/Heddle/IR/Heddle.h"

#include "mlir/AsmParser/AsmParser.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/Diagnostics.h"
#include "mlir/IR/OwningOpRef.h"
#include "mlir/Parser/Parser.h"
#include "llvm/Support/ScopedPrinter.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>

using namespace mlir;

/// The context for one input. It keeps each attribute that it made, so it
/// serves for a while only.
static MLIRContext &getContext() {
  constexpr unsigned maxInputs = 20000;
  static std::unique_ptr<MLIRContext> context;
  static unsigned numInputs = 0;
  if (!context || ++numInputs % maxInputs == 0) {
    context = std::make_unique<MLIRContext>(MLIRContext::Threading::DISABLED);
    context->loadDialect<heddle::HeddleDialect, func::FuncDialect,
                         tensor::TensorDialect>();
    context->getDiagEngine().registerHandler(
        [](Diagnostic &) { return success(); });
  }
  return *context;
}

/// Ends the process with both texts.
[[noreturn]] static void fail(StringRef what, StringRef first,
                              StringRef second) {
  llvm::errs() << what << ":\n" << first << "\n" << second << "\n";
  std::abort();
}

static std::string print(Operation *op) {
  std::string text;
  llvm::raw_string_ostream stream(text);
  op->print(stream);
  return text;
}

static void parseAsAttribute(StringRef text, MLIRContext &context) {
  Attribute attribute = parseAttribute(text, &context);
  if (!attribute)
    return;
  std::string printed = llvm::to_string(attribute);
  Attribute again = parseAttribute(printed, &context);
  if (again != attribute)
    fail("attribute changed", printed, llvm::to_string(again));
}

static void parseAsModule(StringRef text, MLIRContext &context) {
  ParserConfig config(&context);
  auto module = parseSourceString<ModuleOp>(text, config);
  if (!module)
    return;
  std::string printed = print(*module);
  auto again = parseSourceString<ModuleOp>(printed, config);
  if (!again)
    fail("printed module is refused", printed, "");
  if (print(*again) != printed)
    fail("module changed", printed, print(*again));
}

/// As in the tests: libMLIR.so is not instrumented, so poisoned pools give
/// false alarms, and what it keeps is not ours to free.
extern "C" const char *__asan_default_options() {
  return "allow_user_poisoning=false:detect_leaks=0:detect_container_overflow="
         "0";
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
  MLIRContext &context = getContext();
  // The parsers want text that ends with a zero byte.
  std::string text(reinterpret_cast<const char *>(bytes), size);
  if (!text.empty() && text.front() == '#')
    parseAsAttribute(text, context);
  else
    parseAsModule(text, context);
  return 0;
}
