//===- Executable.cpp - Compiled functions --------------------------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Executable.h"

#include "HostMemory.h"

#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/IR/Verifier.h"
#include "mlir/Pass/PassManager.h"
#include "mlir/Transforms/Passes.h"
#include "llvm/Support/SmallVectorMemoryBuffer.h"

using namespace heddle;
using namespace heddle::driver;
using namespace mlir;

//===----------------------------------------------------------------------===//
// Compiling
//===----------------------------------------------------------------------===//

llvm::Error heddle::driver::runPipeline(PassManager &pm, ModuleOp module,
                                        const Twine &target) {
#ifdef NDEBUG
  // Verifying after each of some thirty passes takes as long as the passes;
  // what comes out at the end is verified all the same.
  pm.enableVerifier(false);
#endif
  if (succeeded(pm.run(module)) && succeeded(verify(module)))
    return llvm::Error::success();
  return makeError(ExitCode::Refused,
                   "the module cannot be lowered to target '" + target + "'");
}

void heddle::driver::requestCInterfaces(ModuleOp module) {
  auto unit = UnitAttr::get(module.getContext());
  for (func::FuncOp function : getPublicFunctions(module))
    function->setAttr(LLVM::LLVMDialect::getEmitCWrapperAttrName(), unit);
}

OwningOpRef<ModuleOp> heddle::driver::extractEntry(SourceFile &file,
                                                   const EntryPoint &entry) {
  OwningOpRef<ModuleOp> module = file.cloneModule();
  for (auto function : module->getOps<func::FuncOp>())
    function.setVisibility(function.getName() == entry.name
                               ? SymbolTable::Visibility::Public
                               : SymbolTable::Visibility::Private);
  PassManager pm(module->getContext());
  pm.addPass(createSymbolDCEPass());
  (void)pm.run(*module); // It never fails.
  requestCInterfaces(*module);
  return module;
}

llvm::Error heddle::driver::checkLowering(const LowerToCPUOptions &options) {
  if (llvm::Error error = checkLowerToCPUOptions(options))
    return makeError(ExitCode::BadInput, llvm::toString(std::move(error)));
  return llvm::Error::success();
}

std::vector<std::string> heddle::driver::listKernels(ModuleOp lowered) {
  std::vector<std::string> kernels;
  for (auto function : lowered.getOps<LLVM::LLVMFuncOp>())
    if (!function.isExternal() && SymbolTable::getSymbolVisibility(function) ==
                                      SymbolTable::Visibility::Private)
      kernels.push_back(function.getName().str());
  return kernels;
}

llvm::Error Executable::load(ModuleOp lowered,
                             const cpu::CodegenOptions &options) {
  llvm::Expected<cpu::CodeGenerator> generator =
      cpu::CodeGenerator::create(options);
  if (!generator)
    return makeError(ExitCode::BadInput, llvm::toString(generator.takeError()));
  if (llvm::Error error = cpu::checkRunsHere(generator->getCpu()))
    return makeError(ExitCode::BadInput, llvm::toString(std::move(error)));
  llvm::LLVMContext context;
  auto module = generator->translate(lowered, context);
  if (!module)
    return module.takeError();
  kernels = listKernels(lowered);
  if (kernels.empty())
    kernels.push_back(entry.name);
  std::string wrapper = "_mlir_ciface_" + entry.name;
  if (llvm::Error error = cpu::addPackedFunction(**module, wrapper))
    return error;
  if (llvm::Error error = generator->optimize(**module))
    return error;
  if (cpu::usesTileRegisters(**module))
    if (llvm::Error error = cpu::requestTileRegisters())
      return makeError(ExitCode::BadInput, llvm::toString(std::move(error)));
  if (cpu::callsOpenMP(**module)) {
    llvm::Expected<cpu::OpenMPRuntime> runtime = cpu::OpenMPRuntime::load();
    if (!runtime)
      return runtime.takeError();
    openMP = *runtime;
  }
  llvm::SmallVector<char, 0> object;
  if (llvm::Error error =
          generator->emit(**module, llvm::CodeGenFileType::ObjectFile, object))
    return error;
  llvm::SmallVector<cpu::JitSymbol> symbols = HostMemory::getSymbols();
  symbols.push_back(
      {reference::Session::symbolName, reference::Session::symbolAddress()});
  auto loaded = cpu::Jit::load(
      std::make_unique<llvm::SmallVectorMemoryBuffer>(std::move(object)),
      symbols, getOpenMP());
  if (!loaded)
    return loaded.takeError();
  jit = std::move(*loaded);
  llvm::Expected<void *> address = jit->lookup(cpu::packedName(wrapper));
  if (!address)
    return address.takeError();
  function = reinterpret_cast<void (*)(void **)>(*address);
  return llvm::Error::success();
}

llvm::Expected<std::unique_ptr<Executable>>
Executable::compileForCPU(SourceFile &file, const EntryPoint &entry,
                          const LowerToCPUOptions &options) {
  Stopwatch stopwatch;
  std::unique_ptr<Executable> result(new Executable(entry));
  OwningOpRef<ModuleOp> module = extractEntry(file, entry);
  PassManager pm(&file.getContext());
  buildLowerToCPUPipeline(pm, options);
  if (llvm::Error error = runPipeline(pm, *module, "cpu"))
    return std::move(error);
  cpu::CodegenOptions codegen;
  codegen.cpu = options.cpu;
  codegen.features = options.features;
  if (options.unfused)
    codegen.passPipeline = "default<O3>";
  if (llvm::Error error = result->load(*module, codegen))
    return std::move(error);
  result->compileMilliseconds = stopwatch.getMilliseconds();
  return result;
}

llvm::Expected<std::unique_ptr<Executable>>
Executable::compileForReference(SourceFile &file, const EntryPoint &entry,
                                reference::Session &session) {
  Stopwatch stopwatch;
  std::unique_ptr<Executable> result(new Executable(entry));
  OwningOpRef<ModuleOp> module = extractEntry(file, entry);
  PassManager bufferization(&file.getContext());
  buildBufferizationPipeline(bufferization);
  if (llvm::Error error = runPipeline(bufferization, *module, "reference"))
    return std::move(error);
  if (failed(session.outline(*module)))
    return makeError(ExitCode::Refused,
                     "the module has an op that target 'reference' refuses");
  PassManager lowering(&file.getContext());
  buildStockLoweringPipeline(lowering);
  if (llvm::Error error = runPipeline(lowering, *module, "reference"))
    return std::move(error);
  cpu::CodegenOptions codegen;
  codegen.passPipeline = "default<O2>";
  if (llvm::Error error = result->load(*module, codegen))
    return std::move(error);
  result->compileMilliseconds = stopwatch.getMilliseconds();
  return result;
}

//===----------------------------------------------------------------------===//
// Calling
//===----------------------------------------------------------------------===//

/// A memref descriptor: two pointers, offset, sizes, strides.
using Descriptor = std::vector<int64_t>;

static size_t descriptorSize(size_t rank) { return 3 + 2 * rank; }

static Descriptor describeTensor(rt::Tensor &tensor) {
  auto pointer = reinterpret_cast<int64_t>(tensor.data());
  Descriptor descriptor = {pointer, pointer, tensor.offset()};
  llvm::append_range(descriptor, tensor.shape());
  llvm::append_range(descriptor, tensor.strides());
  return descriptor;
}

/// Reads the descriptor at `words`, and moves past it.
static ResultBuffer readDescriptor(const ParameterInfo &info,
                                   const int64_t *&words) {
  size_t rank = info.shape.size();
  auto elementBytes = static_cast<int64_t>(rt::elementSize(info.elementType));
  ResultBuffer result;
  result.type = info.elementType;
  result.data = reinterpret_cast<void *>(words[1] + words[2] * elementBytes);
  result.shape.assign(words + 3, words + 3 + rank);
  result.strides.assign(words + 3 + rank, words + descriptorSize(rank));
  words += descriptorSize(rank);
  return result;
}

std::vector<ResultBuffer>
Executable::call(llvm::MutableArrayRef<rt::Tensor> arguments) {
  size_t resultWords = 0;
  for (const ParameterInfo &result : entry.results)
    resultWords += descriptorSize(result.shape.size());
  std::vector<int64_t> results(resultWords);
  std::vector<Descriptor> descriptors;
  for (rt::Tensor &argument : arguments)
    descriptors.push_back(describeTensor(argument));
  // The parameters: where the results go, then each argument's descriptor.
  std::vector<void *> parameters;
  if (!entry.results.empty())
    parameters.push_back(results.data());
  for (Descriptor &descriptor : descriptors)
    parameters.push_back(descriptor.data());
  std::vector<void *> packed;
  for (void *&parameter : parameters)
    packed.push_back(&parameter);
  function(packed.data());
  std::vector<ResultBuffer> buffers;
  const int64_t *next = results.data();
  for (const ParameterInfo &result : entry.results)
    buffers.push_back(readDescriptor(result, next));
  return buffers;
}
