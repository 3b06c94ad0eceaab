//===- main.cpp - Heddle in a compiler of one's own -----------------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Parses linalg, compiles it for this machine, calls it, and compares with the
// formula: heddle-embedding ../linalg.mlir
//
//===----------------------------------------------------------------------===//

#include "heddle/InitAll.h"
#include "heddle/Target/CPU/Codegen.h"
#include "heddle/Target/CPU/Jit.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/ExecutionEngine/CRunnerUtils.h"
#include "mlir/InitAllDialects.h"
#include "mlir/InitAllExtensions.h"
#include "mlir/Parser/Parser.h"
#include "mlir/Pass/PassManager.h"
#include "llvm/Support/SmallVectorMemoryBuffer.h"

#include <cmath>
#include <vector>

// Extents of the function in linalg.mlir.
static constexpr int64_t heads = 4, length = 64, width = 32;
static constexpr int64_t count = heads * length * width;

/// Lowers `module` to the LLVM dialect.
static mlir::LogicalResult lower(mlir::ModuleOp module) {
  mlir::PassManager pm(module.getContext());
  // Your own passes on tensors go before, between and after these two.
  heddle::buildOptimizePipeline(pm, heddle::OptimizeOptions());
  heddle::LowerToCPUOptions options;
  options.threads = false;
  options.resultsAsArguments = true;
  heddle::buildLowerToCPUPipeline(pm, options);
  return pm.run(module);
}

/// Compiles what was lowered, and loads it.
static llvm::Expected<std::unique_ptr<heddle::cpu::Jit>>
load(mlir::ModuleOp module) {
  auto generator = heddle::cpu::CodeGenerator::create({});
  if (!generator)
    return generator.takeError();
  llvm::LLVMContext context;
  auto translated = generator->translate(module, context);
  if (!translated)
    return translated.takeError();
  if (llvm::Error error = generator->optimize(**translated))
    return std::move(error);
  llvm::SmallVector<char, 0> object;
  if (llvm::Error error = generator->emit(
          **translated, llvm::CodeGenFileType::ObjectFile, object))
    return std::move(error);
  return heddle::cpu::Jit::load(
      std::make_unique<llvm::SmallVectorMemoryBuffer>(std::move(object)), {},
      /*runtime=*/nullptr);
}

template <int rank>
static StridedMemRefType<float, rank> describe(std::vector<float> &data,
                                               const int64_t (&shape)[rank]) {
  StridedMemRefType<float, rank> memref{data.data(), data.data(), 0, {}, {}};
  int64_t stride = 1;
  for (int dim = rank - 1; dim >= 0; --dim) {
    memref.sizes[dim] = shape[dim];
    memref.strides[dim] = stride;
    stride *= shape[dim];
  }
  return memref;
}

/// Numbers that look random.
static std::vector<float> makeNumbers(unsigned seed) {
  std::vector<float> numbers(count);
  for (float &number : numbers) {
    seed = seed * 1664525u + 1013904223u;
    number = static_cast<float>(seed >> 8) / (1 << 23) - 1.0f;
  }
  return numbers;
}

/// Element (i, h, d) of the result, by the formula.
static double expected(const std::vector<float> (&in)[4], int64_t i, int64_t h,
                       int64_t d) {
  const auto &[q, k, v, g] = in;
  double sum = 0.0, output = 0.0;
  for (int64_t j = 0; j < length; ++j) {
    double score = 0.0;
    for (int64_t c = 0; c < width; ++c)
      score += double(q[(h * length + i) * width + c]) *
               k[(h * length + j) * width + c];
    double weight = std::exp(score / std::sqrt(double(width)));
    sum += weight;
    output += weight * v[(h * length + j) * width + d];
  }
  double logit = g[(i * heads + h) * width + d];
  return output / sum / (1.0 + std::exp(-logit));
}

static double findError(const std::vector<float> (&in)[4],
                        const std::vector<float> &result) {
  double error = 0.0;
  for (int64_t i = 0; i < length; ++i)
    for (int64_t h = 0; h < heads; ++h)
      for (int64_t d = 0; d < width; ++d)
        error = std::max(error, std::abs(expected(in, i, h, d) -
                                         result[(i * heads + h) * width + d]));
  return error;
}

/// Calls the function; returns its largest error.
static double call(void *address) {
  std::vector<float> in[4] = {makeNumbers(1), makeNumbers(2), makeNumbers(3),
                              makeNumbers(4)};
  std::vector<float> result(count);
  auto q = describe(in[0], {1, heads, length, width});
  auto k = describe(in[1], {1, heads, length, width});
  auto v = describe(in[2], {1, heads, length, width});
  auto g = describe(in[3], {1, length, heads * width});
  auto z = describe(result, {1, length, heads * width});
  using Rows = StridedMemRefType<float, 4>;
  using Flat = StridedMemRefType<float, 3>;
  auto function =
      reinterpret_cast<void (*)(Rows *, Rows *, Rows *, Flat *, Flat *)>(
          address);
  function(&q, &k, &v, &g, &z);
  return findError(in, result);
}

int main(int argc, char **argv) {
  if (argc != 2) {
    llvm::errs() << "usage: heddle-embedding linalg.mlir\n";
    return 2;
  }
  mlir::DialectRegistry registry;
  mlir::registerAllDialects(registry);
  mlir::registerAllExtensions(registry);
  heddle::registerAllDialects(registry);
  heddle::cpu::registerTranslations(registry);
  mlir::MLIRContext context(registry);

  auto module = mlir::parseSourceFile<mlir::ModuleOp>(argv[1], &context);
  if (!module || mlir::failed(lower(*module)))
    return 1;
  llvm::ExitOnError exitOnError("heddle-embedding: ");
  auto jit = exitOnError(load(*module));
  double error = call(exitOnError(jit->lookup("_mlir_ciface_main")));
  llvm::outs() << (error < 1e-5 ? "right" : "wrong")
               << llvm::format(": largest error %.1e\n", error);
  return error < 1e-5 ? 0 : 1;
}
