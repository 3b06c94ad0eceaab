//===- Executable.cpp - Compiled functions --------------------------------===//
//
// Part of the Heddle project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Executable.h"

#include "HostMemory.h"
#include "KernelLauncher.h"

#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/IR/Verifier.h"
#include "mlir/Pass/PassManager.h"
#include "mlir/Transforms/Passes.h"

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

cpu::CodegenOptions
heddle::driver::getCodegenOptions(const LowerToCPUOptions &options) {
  cpu::CodegenOptions codegen;
  codegen.cpu = options.cpu;
  codegen.features = options.features;
  codegen.triple = options.triple;
  if (options.unfused)
    codegen.passPipeline = "default<O3>";
  return codegen;
}

llvm::Expected<cpu::KernelKey>
heddle::driver::computeKey(ModuleOp module, const LowerToCPUOptions &options,
                           StringRef others) {
  auto cpu = cpu::describeCpu(getCodegenOptions(options));
  if (!cpu)
    return makeError(ExitCode::BadInput, llvm::toString(cpu.takeError()));
  std::string text = others.str();
  llvm::raw_string_ostream stream(text);
  // Printing is not const, though it changes nothing.
  const_cast<LowerToCPUOptions &>(options).print(stream);
  cpu::TileSizes sizes = getTileSizes(options); // By this machine's caches.
  stream << ' ' << sizes.keys << ' ' << sizes.panels << ' ' << sizes.chunkBytes;
  return cpu::KernelKey::compute(module, text, *cpu);
}

static std::string getWrapper(const EntryPoint &entry) {
  return "_mlir_ciface_" + entry.name;
}

/// Compiles a module of the LLVM dialect that holds one entry point.
static llvm::Expected<cpu::CompiledObject>
generate(ModuleOp lowered, const EntryPoint &entry,
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
  cpu::CompiledObject object;
  object.kernels = listKernels(lowered);
  if (object.kernels.empty())
    object.kernels.push_back(entry.name);
  if (llvm::Error error = cpu::addPackedFunction(**module, getWrapper(entry)))
    return std::move(error);
  if (llvm::Error error = generator->optimize(**module))
    return std::move(error);
  object.usesOpenMP = cpu::callsOpenMP(**module);
  object.usesTileRegisters = cpu::usesTileRegisters(**module);
  llvm::SmallVector<char, 0> code;
  if (llvm::Error error =
          generator->emit(**module, llvm::CodeGenFileType::ObjectFile, code))
    return std::move(error);
  object.code.assign(code.begin(), code.end());
  return object;
}

llvm::Error Executable::use(std::shared_ptr<cpu::LoadedKernel> loaded) {
  kernel = std::move(loaded);
  llvm::Expected<void *> address =
      kernel->lookup(cpu::packedName(getWrapper(entry)));
  if (!address)
    return address.takeError();
  function = reinterpret_cast<PreparedCall::Function>(*address);
  return llvm::Error::success();
}

/// The functions of this process that code calls.
static llvm::SmallVector<cpu::JitSymbol> getSymbols() {
  llvm::SmallVector<cpu::JitSymbol> symbols = HostMemory::getSymbols();
  symbols.push_back(
      {reference::Session::symbolName, reference::Session::symbolAddress()});
  return symbols;
}

llvm::Expected<std::unique_ptr<Executable>>
Executable::compileForCPU(SourceFile &file, const EntryPoint &entry,
                          const LowerToCPUOptions &options,
                          cpu::KernelCache &cache) {
  Stopwatch stopwatch;
  std::unique_ptr<Executable> result(new Executable(entry));
  OwningOpRef<ModuleOp> module = extractEntry(file, entry);
  llvm::Expected<cpu::KernelKey> key =
      computeKey(*module, options, "run " + entry.name);
  if (!key)
    return key.takeError();
  cache.setSymbols(getSymbols());
  auto loaded = cache.get(*key, [&]() -> llvm::Expected<cpu::CompiledObject> {
    PassManager pm(&file.getContext());
    buildLowerToCPUPipeline(pm, options);
    if (llvm::Error error = runPipeline(pm, *module, "cpu"))
      return std::move(error);
    return generate(*module, entry, getCodegenOptions(options));
  });
  if (!loaded)
    return loaded.takeError();
  if (llvm::Error error = result->use(std::move(*loaded)))
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
  llvm::Expected<cpu::CompiledObject> object =
      generate(*module, entry, codegen);
  if (!object)
    return object.takeError();
  auto loaded = cpu::LoadedKernel::load(std::move(*object), getSymbols());
  if (!loaded)
    return loaded.takeError();
  if (llvm::Error error = result->use(std::move(*loaded)))
    return std::move(error);
  result->compileMilliseconds = stopwatch.getMilliseconds();
  return result;
}

/// LLVM IR for the emulator, and what the backend says of it.
static llvm::Error takeAMDKernels(gpu::GPUModuleOp kernels,
                                  KernelLauncher &launcher) {
  llvm::Expected<std::string> code = amdgpu::emitLLVM(kernels);
  if (!code)
    return code.takeError();
  llvm::Expected<std::string> assembly = amdgpu::emitAssembly(kernels);
  if (!assembly)
    return assembly.takeError();
  std::vector<KernelDescription> listed = listKernels(kernels);
  addUsage(amdgpu::parseUsage(*assembly), listed);
  return launcher.load(std::move(*code), std::move(listed));
}

/// Gives the kernels of a lowered module to `launcher`, and takes them out.
static llvm::Error takeKernels(ModuleOp module, StringRef chip,
                               KernelLauncher &launcher, StringRef ptxas) {
  for (auto kernels :
       llvm::make_early_inc_range(module.getOps<gpu::GPUModuleOp>())) {
    if (isAMDGPU(chip)) {
      if (llvm::Error error = takeAMDKernels(kernels, launcher))
        return error;
      kernels.erase();
      continue;
    }
    llvm::Expected<std::string> ptx = nvidia::emitPTX(kernels);
    if (!ptx)
      return ptx.takeError();
    std::vector<KernelDescription> listed = listKernels(kernels);
    if (!ptxas.empty()) {
      llvm::Expected<nvidia::Cubin> cubin = nvidia::assemble(*ptx, chip, ptxas);
      if (!cubin)
        return cubin.takeError();
      addUsage(cubin->kernels, listed);
    }
    if (llvm::Error error = launcher.load(std::move(*ptx), std::move(listed)))
      return error;
    kernels.erase();
  }
  return llvm::Error::success();
}

llvm::Expected<std::unique_ptr<Executable>>
Executable::compileForGPU(SourceFile &file, const EntryPoint &entry,
                          LowerToNVVMOptions &options, KernelLauncher &launcher,
                          StringRef ptxas) {
  Stopwatch stopwatch;
  std::unique_ptr<Executable> result(new Executable(entry));
  OwningOpRef<ModuleOp> module = extractEntry(file, entry);
  describeAttention(*module, options);
  options.callLauncher = true;
  PassManager pm(&file.getContext());
  if (isAMDGPU(options.chip))
    buildLowerToROCDLPipeline(pm, options);
  else
    buildLowerToNVVMPipeline(pm, options);
  if (llvm::Error error = runPipeline(pm, *module, options.chip))
    return std::move(error);
  if (llvm::Error error = takeKernels(*module, options.chip, launcher, ptxas))
    return std::move(error);
  PassManager host(&file.getContext());
  buildHostLoweringPipeline(host);
  if (llvm::Error error = runPipeline(host, *module, options.chip))
    return std::move(error);
  cpu::CodegenOptions codegen;
  codegen.passPipeline = "default<O2>";
  llvm::Expected<cpu::CompiledObject> object =
      generate(*module, entry, codegen);
  if (!object)
    return object.takeError();
  llvm::SmallVector<cpu::JitSymbol> symbols = getSymbols();
  symbols.push_back(KernelLauncher::getSymbol());
  auto loaded = cpu::LoadedKernel::load(std::move(*object), symbols);
  if (!loaded)
    return loaded.takeError();
  if (llvm::Error error = result->use(std::move(*loaded)))
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

PreparedCall::PreparedCall(Function function, const EntryPoint &entry,
                           llvm::MutableArrayRef<rt::Tensor> arguments)
    : function(function), entry(entry) {
  size_t resultWords = 0;
  for (const ParameterInfo &result : entry.results)
    resultWords += descriptorSize(result.shape.size());
  results.resize(resultWords);
  for (rt::Tensor &argument : arguments)
    descriptors.push_back(describeTensor(argument));
  if (!entry.results.empty())
    parameters.push_back(results.data());
  for (Descriptor &descriptor : descriptors)
    parameters.push_back(descriptor.data());
  for (void *&parameter : parameters)
    packed.push_back(&parameter);
}

std::vector<ResultBuffer> PreparedCall::readResults() const {
  std::vector<ResultBuffer> buffers;
  const int64_t *next = results.data();
  for (const ParameterInfo &result : entry.results)
    buffers.push_back(readDescriptor(result, next));
  return buffers;
}

std::unique_ptr<PreparedCall>
Executable::prepareCall(llvm::MutableArrayRef<rt::Tensor> arguments) {
  return std::make_unique<PreparedCall>(function, entry, arguments);
}

std::vector<ResultBuffer>
Executable::call(llvm::MutableArrayRef<rt::Tensor> arguments) {
  PreparedCall call(function, entry, arguments);
  call();
  return call.readResults();
}
